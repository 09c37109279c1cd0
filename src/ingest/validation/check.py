"""A report against all the rules: the findings of the reading and of the rules, in the report's order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from ingest.validation.rule import SEVERITIES, Circumstances
from ingest.validation.rules import RULES
from schema import Finding, Report
from schema.report import Severity

Choice = Severity | Literal["off"]
"""What a user may make of a rule."""

_NUMBERS = re.compile(r"\d+")


def check(
    report: Report,
    circumstances: Circumstances | None = None,
    choices: Mapping[str, Choice] | None = None,
) -> tuple[Finding, ...]:
    """Everything a person should look at in ``report``: worst first, then in the order of the report.

    ``choices`` gives rules (by id) another severity or switches them off, also
    those whose findings come from the reading.
    """
    chosen = choices or {}
    found = [*report.findings, *_findings_of_rules(report, circumstances or Circumstances())]
    kept = [_with_choice(finding, chosen) for finding in found]
    return tuple(sorted((finding for finding in kept if finding is not None), key=_order))


def _findings_of_rules(report: Report, circumstances: Circumstances) -> Iterator[Finding]:
    """What the rules find beyond what the reading has already said of the same place."""
    said = {(finding.rule, finding.where) for finding in report.findings}
    for rule in RULES:
        for problem in rule.check(report, circumstances) if rule.check else ():
            if not said & {(rule.id, problem.where), (rule.id, "")}:
                yield Finding(
                    rule=rule.id,
                    severity=rule.severity,
                    message=problem.message,
                    page=problem.page,
                    where=problem.where,
                )


def _with_choice(finding: Finding, chosen: Mapping[str, Choice]) -> Finding | None:
    choice = chosen.get(finding.rule)
    if choice == "off":
        return None
    return finding if choice is None else finding.model_copy(update={"severity": choice})


def _order(finding: Finding) -> tuple[int, int, list[int], str, str, str]:
    numbers = [int(number) for number in _NUMBERS.findall(finding.where)]
    return (
        -SEVERITIES.index(finding.severity),
        finding.page or 0,
        numbers,
        finding.where,
        finding.rule,
        finding.message,
    )
