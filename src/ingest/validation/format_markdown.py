"""Outcomes as Markdown, for the summary of a job (GitHub's ``$GITHUB_STEP_SUMMARY``) or a merge request."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.validation.outcome import Outcome, count_severities
from ingest.validation.rules import remedy_of
from schema import Finding
from schema.report import Severity

MOST_ROWS = 500
"""Findings in the table; GitHub refuses summaries over 1 MiB, and nobody reads more in one."""

MARKS: dict[Severity, str] = {"error": "❌ error", "warning": "⚠️ warning", "info": "ℹ️ info"}
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~#])")


def to_markdown(outcomes: Sequence[Outcome], fail_on: Severity) -> str:
    """A sentence, a table of the files, and a table of the findings with how to mend them."""
    return "\n".join(_lines(outcomes, fail_on)) + "\n"


def _lines(outcomes: Sequence[Outcome], fail_on: Severity) -> Iterator[str]:
    counts = count_severities(outcomes)
    failing = sum(1 for outcome in outcomes if outcome.failing(fail_on))
    verdict = f"{failing} of {len(outcomes)} fail" if failing else "all pass"
    yield "## Follow-up reports"
    yield ""
    yield (
        f"{len(outcomes)} checked, **{verdict}** at *{fail_on}* or above: "
        f"{counts['error']} errors, {counts['warning']} warnings, {counts['info']} infos."
    )
    yield ""
    yield "| Report | Errors | Warnings | Infos | Known |"
    yield "|---|--:|--:|--:|--:|"
    for outcome in outcomes:
        each = count_severities([outcome])
        yield (
            f"| {_cell(outcome.shown_as)} | {each['error']} | {each['warning']} | {each['info']} "
            f"| {len(outcome.known)} |"
        )
    found = [(outcome, finding) for outcome in outcomes for finding in outcome.findings]
    if not found:
        return
    yield ""
    yield "| | Report | Place | Rule | Finding |"
    yield "|---|---|---|---|---|"
    for outcome, finding in found[:MOST_ROWS]:
        yield _row(outcome, finding)
    if len(found) > MOST_ROWS:
        yield ""
        yield f"… and {len(found) - MOST_ROWS} more: `tertial validate --format json` lists them all."
    yield ""
    yield "<details><summary>How to mend them</summary>"
    yield ""
    for rule in dict.fromkeys(finding.rule for _, finding in found):
        if remedy_of(rule):
            yield f"- `{rule}`: {_cell(remedy_of(rule))}"
    yield ""
    yield "</details>"


def _row(outcome: Outcome, finding: Finding) -> str:
    page = f"page {finding.page}" if finding.page else ""
    place = ", ".join(dict.fromkeys(part for part in (page, finding.where) if part))
    return (
        f"| {MARKS[finding.severity]} | {_cell(outcome.name)} | {_cell(place)} | `{finding.rule}` "
        f"| {_cell(finding.message)} |"
    )


def _cell(text: str) -> str:
    """Plain text that stays plain: no markup of the report's, no second column."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
