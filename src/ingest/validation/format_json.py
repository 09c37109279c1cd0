"""Outcomes as JSON, for programs of one's own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from ingest.validation.outcome import Outcome, count_severities
from ingest.validation.rule import at_least
from ingest.validation.rules import remedy_of
from schema import Finding
from schema.report import Severity


def to_json(outcomes: Sequence[Outcome], fail_on: Severity) -> str:
    """Counts, then each file with its findings; field names are an interface."""
    counts = count_severities(outcomes)
    document = {
        "fail_on": fail_on,
        "counts": {severity: counts[severity] for severity in ("error", "warning", "info")},
        "files": [_file(outcome, fail_on) for outcome in outcomes],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _file(outcome: Outcome, fail_on: Severity) -> dict[str, Any]:
    report = outcome.report
    return {
        "file": outcome.path,
        "source": outcome.name,
        "read": report is not None,
        "title": report.title if report else None,
        "municipality": report.municipality if report else None,
        "year": report.year if report else None,
        "findings": [_finding(finding, fail_on, known=False) for finding in outcome.findings]
        + [_finding(finding, fail_on, known=True) for finding in outcome.known],
    }


def _finding(finding: Finding, fail_on: Severity, *, known: bool) -> dict[str, Any]:
    return {
        **finding.model_dump(),
        "remedy": remedy_of(finding.rule),
        "known": known,
        "fails": not known and at_least(finding.severity, fail_on),
    }
