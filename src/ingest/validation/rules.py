"""All the rules, in the order in which people read them."""

from __future__ import annotations

from ingest.validation import (
    rules_dates,
    rules_plan,
    rules_privacy,
    rules_reading,
    rules_structure,
    rules_text,
)
from ingest.validation.rule import Rule

RULES: tuple[Rule, ...] = (
    *rules_structure.RULES,
    *rules_dates.RULES,
    *rules_text.RULES,
    *rules_privacy.RULES,
    *rules_plan.RULES,
    *rules_reading.RULES,
)


def rule_by_id(rule_id: str) -> Rule | None:
    """The rule of that name, or None."""
    return next((rule for rule in RULES if rule.id == rule_id), None)


def remedy_of(rule_id: str) -> str:
    """How to mend what the rule finds; empty for a rule that this version does not know."""
    rule = UNREADABLE if rule_id == UNREADABLE.id else rule_by_id(rule_id)
    return rule.remedy if rule else ""


UNREADABLE = Rule(
    "unreadable",
    "reading",
    "error",
    "The file could not be read, or is not a follow-up report.",
    "Do what the message says; a baseline can hold files of an archive that nobody can mend.",
)
"""Not among `RULES`: it cannot be switched off or lowered, since nothing was checked then."""
