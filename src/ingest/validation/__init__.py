"""Checking reports: rules, the settings that choose them, and the formats that tell of what was found."""

from ingest.validation.check import check
from ingest.validation.rule import Circumstances, Rule
from ingest.validation.rules import RULES

__all__ = ["RULES", "Circumstances", "Rule", "check"]
