"""Outcomes as SARIF 2.1.0 (OASIS), for GitHub code scanning and other viewers of findings."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from ingest.errors import ExitCode
from ingest.validation.baseline import fingerprint
from ingest.validation.outcome import Outcome, exit_code_of
from ingest.validation.rule import Rule
from ingest.validation.rules import RULES, UNREADABLE
from ingest.version import __version__
from schema import Finding
from schema.report import Severity

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
FIRST_LINE = {"startLine": 1}
"""GitHub shows no result without a line, and a PDF has none: the page is in the message, in the
logical location and in the properties."""


def to_sarif(outcomes: Sequence[Outcome], fail_on: Severity) -> str:
    """One run with all rules and results; what the baseline knows is there as suppressed."""
    code = exit_code_of(outcomes, fail_on)
    all_rules = (*RULES, UNREADABLE)
    index = {rule.id: at for at, rule in enumerate(all_rules)}
    any_known = any(outcome.known for outcome in outcomes)
    results = [
        _result(outcome, finding, index, suppressions)
        for outcome in outcomes
        for found, suppressions in (
            (outcome.findings, [] if any_known else None),
            (outcome.known, [{"kind": "external", "justification": "known from the baseline"}]),
        )
        for finding in found
    ]
    run = {
        "tool": {
            "driver": {
                "name": "tertial",
                "semanticVersion": __version__,
                "rules": [_rule(rule) for rule in all_rules],
            }
        },
        "invocations": [
            {
                "executionSuccessful": code in (ExitCode.OK, ExitCode.FINDINGS),
                "exitCode": int(code),
                "toolExecutionNotifications": [
                    _notification(outcome) for outcome in outcomes if outcome.exit_code != ExitCode.OK
                ],
            }
        ],
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.reason},
        "help": {"text": rule.remedy},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"tags": [rule.subject]},
    }


def _result(
    outcome: Outcome,
    finding: Finding,
    index: dict[str, int],
    suppressions: list[dict[str, str]] | None,
) -> dict[str, Any]:
    result: dict[str, Any] = {"ruleId": finding.rule, "level": LEVELS[finding.severity]}
    if finding.rule in index:
        result["ruleIndex"] = index[finding.rule]
    places = [f"page {finding.page}" if finding.page else "", finding.where]
    place = "/".join(dict.fromkeys(part for part in places if part))
    location: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": _artifact(outcome.path), "region": FIRST_LINE}
    }
    if place:
        location["logicalLocations"] = [{"fullyQualifiedName": place, "kind": "element"}]
    result["message"] = {"text": f"{place}: {finding.message}" if place else finding.message}
    result["locations"] = [location]
    result["partialFingerprints"] = {"tertialFinding/v1": fingerprint(outcome.name, finding)}
    if finding.page:
        result["properties"] = {"page": finding.page}
    if suppressions is not None:
        result["suppressions"] = suppressions
    return result


def _notification(outcome: Outcome) -> dict[str, Any]:
    return {
        "level": "error",
        "message": {"text": "; ".join(finding.message for finding in outcome.findings)},
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(outcome.path)}}],
    }


def _artifact(path: str) -> dict[str, str]:
    """Relative paths start at the root of the checkout, as viewers expect."""
    if path.startswith("/"):
        return {"uri": "file://" + quote(path)}
    return {"uri": quote(path.removeprefix("./")), "uriBaseId": "%SRCROOT%"}
