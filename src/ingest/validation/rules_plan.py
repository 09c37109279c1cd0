"""Rules beside other documents: the plan (``--expect``) and last year's report (``--against``)."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.validation.report_texts import commitment_place, shown
from ingest.validation.rule import Circumstances, Problem, Rule
from ingest.validation.title_matching import match_titles
from schema import Report


def _missing_commitment(report: Report, circumstances: Circumstances) -> Iterator[Problem]:
    titles = [commitment.title for commitment in report.commitments]
    expected = circumstances.expected
    for match in match_titles(expected, titles, circumstances.thresholds.title_similarity):
        if match.found is None:
            yield Problem(f"the plan's commitment “{shown(expected[match.wanted])}” is not in the report")


def _unplanned_commitment(report: Report, circumstances: Circumstances) -> Iterator[Problem]:
    if not circumstances.expected:
        return
    titles = [commitment.title for commitment in report.commitments]
    matches = match_titles(circumstances.expected, titles, circumstances.thresholds.title_similarity)
    planned = {match.found for match in matches}
    for at, commitment in enumerate(report.commitments):
        if at not in planned:
            yield Problem(
                f"“{shown(commitment.title)}” is not in the plan",
                commitment.page,
                commitment_place(commitment),
            )


def _renamed_commitment(report: Report, circumstances: Circumstances) -> Iterator[Problem]:
    before = circumstances.last_year.commitments if circumstances.last_year else ()
    others = (
        ("the plan", list(circumstances.expected)),
        ("last year's report", [commitment.title for commitment in before]),
    )
    titles = [commitment.title for commitment in report.commitments]
    for source, wanted in others:
        for match in match_titles(wanted, titles, circumstances.thresholds.title_similarity):
            if match.found is not None and match.similarity < 1.0:
                commitment = report.commitments[match.found]
                yield Problem(
                    f"“{shown(commitment.title, 80)}” is called "
                    f"“{shown(wanted[match.wanted], 80)}” in {source}",
                    commitment.page,
                    commitment_place(commitment),
                )


def _dropped_commitment(report: Report, circumstances: Circumstances) -> Iterator[Problem]:
    if circumstances.last_year is None:
        return
    titles = [commitment.title for commitment in report.commitments]
    before = [commitment.title for commitment in circumstances.last_year.commitments]
    for match in match_titles(before, titles, circumstances.thresholds.title_similarity):
        if match.found is None:
            yield Problem(f"“{shown(before[match.wanted])}” of last year's report is not in this one")


def _other_year_than_planned(report: Report, circumstances: Circumstances) -> Iterator[Problem]:
    planned = circumstances.expected_year
    if planned is not None and report.year is not None and planned != report.year:
        yield Problem(f"the plan is for {planned}, the report for {report.year}", 1, "title")


RULES = (
    Rule(
        "missing-commitment",
        "plan",
        "error",
        "A commitment of the plan (--expect) is missing.",
        "Report on it, or take it out of the plan.",
        _missing_commitment,
    ),
    Rule(
        "unplanned-commitment",
        "plan",
        "info",
        "A commitment is not in the plan (--expect).",
        "Add it to the plan, or correct its title.",
        _unplanned_commitment,
    ),
    Rule(
        "renamed-commitment",
        "plan",
        "warning",
        "A commitment has another title than in the plan or last year (--against).",
        "Use the agreed title, so that the years can be compared, or change the plan.",
        _renamed_commitment,
    ),
    Rule(
        "dropped-commitment",
        "plan",
        "info",
        "A commitment of last year's report (--against) is not in this one.",
        "Nothing, where it was ended; else report on it.",
        _dropped_commitment,
    ),
    Rule(
        "other-year-than-planned",
        "plan",
        "error",
        "The report is about another year than the plan (--expect).",
        "Give the plan of the report's year, or correct the year in the title.",
        _other_year_than_planned,
    ),
)
