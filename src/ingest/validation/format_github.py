"""Outcomes as GitHub workflow commands, which GitHub shows as annotations on the files.

Escaping is that of actions/toolkit (packages/core/src/command.ts): data
escape %, CR and LF, properties also colon and comma.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.validation.outcome import Outcome
from ingest.validation.rule import SEVERITIES
from ingest.validation.rules import remedy_of
from schema import Finding
from schema.report import Severity

COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}


def to_github(outcomes: Sequence[Outcome], fail_on: Severity) -> str:
    """One command a finding, the worst of all files first: GitHub shows ten of each kind a step."""
    del fail_on  # annotations carry the severity itself
    found = [(outcome, finding) for outcome in outcomes for finding in outcome.findings]
    found.sort(key=lambda pair: -SEVERITIES.index(pair[1].severity))
    return "".join(f"{_command(outcome, finding)}\n" for outcome, finding in found)


def _command(outcome: Outcome, finding: Finding) -> str:
    page = f"page {finding.page}" if finding.page and finding.where != f"page {finding.page}" else ""
    place = ", ".join(part for part in (page, finding.where) if part)
    title = f"{finding.rule} ({place})" if place else finding.rule
    remedy = remedy_of(finding.rule)
    source = "" if outcome.path.endswith(outcome.name) else f"{outcome.name}: "
    message = f"{source}{finding.message}\n{remedy}" if remedy else source + finding.message
    file = _property(outcome.path)
    return f"::{COMMANDS[finding.severity]} file={file},title={_property(title)}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
