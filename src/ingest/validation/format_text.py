"""Outcomes as text for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.validation.outcome import Outcome, count_severities
from ingest.validation.rules import remedy_of
from schema import Finding
from schema.report import Severity

INFO_MESSAGES = 3
"""Of each rule's infos in a file so many are told; the other formats hold them all."""


def to_text(outcomes: Sequence[Outcome], fail_on: Severity) -> str:
    """Each file with its findings and how to mend them, and a summary; infos folded to a line a rule."""
    lines = [line for outcome in outcomes for line in _file(outcome)]
    return "\n".join([*lines, _summary(outcomes, fail_on)]) + "\n"


def _file(outcome: Outcome) -> Iterator[str]:
    if not outcome.findings:
        known = f" ({len(outcome.known)} known)" if outcome.known else ""
        yield f"{outcome.shown_as}: clean{known}"
        return
    yield f"{outcome.shown_as}:"
    told: set[str] = set()
    for finding in outcome.findings:
        if finding.severity == "info":
            continue
        yield f"  {finding.severity:<7} {finding.rule}{_place(finding)}"
        yield f"          {finding.message}"
        remedy = remedy_of(finding.rule)
        if remedy and finding.rule not in told:
            told.add(finding.rule)
            yield f"          → {remedy}"
    infos = [finding for finding in outcome.findings if finding.severity == "info"]
    for rule, times in Counter(finding.rule for finding in infos).items():
        first = [finding.message for finding in infos if finding.rule == rule][:INFO_MESSAGES]
        more = f" … and {times - len(first)} more" if times > len(first) else ""
        yield f"  info    {rule}: {'; '.join(first)}{more}"


def _place(finding: Finding) -> str:
    page = f"page {finding.page}" if finding.page else ""
    places = [page] if page == finding.where else [page, finding.where]
    named = ", ".join(place for place in places if place)
    return f" ({named})" if named else ""


def _summary(outcomes: Sequence[Outcome], fail_on: Severity) -> str:
    counts = count_severities(outcomes)
    failed = sum(1 for outcome in outcomes if outcome.exit_code)
    failing = sum(1 for outcome in outcomes if outcome.failing(fail_on))
    known = sum(len(outcome.known) for outcome in outcomes)
    parts = [
        f"{_number(len(outcomes), 'report')}: {_number(counts['error'], 'error')}, "
        f"{_number(counts['warning'], 'warning')}, {_number(counts['info'], 'info')}",
        f"{failing} failing at {fail_on} or above",
    ]
    if failed:
        parts.append(f"{failed} could not be read")
    if known:
        parts.append(f"{_number(known, 'finding')} known from the baseline")
    return "; ".join(parts) + "."


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
