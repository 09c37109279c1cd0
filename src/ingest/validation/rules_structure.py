"""Rules on how the report is built: its layout, commitments, periods, and whose report it is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ingest.validation.report_texts import commitment_place, entry_page, entry_place, shown
from ingest.validation.rule import Circumstances, Problem, Rule
from ingest.validation.torn_texts import torn_entries
from schema import Commitment, Entry, Report

LAYOUTS = frozenset({"columns", "matrix", "stacked", "inline", "pairs", "prose", "dump"})
"""The layouts that the reader knows as one; all else is a mixture or a guess."""

LAYOUTS_WITHOUT_PERIOD_HEADINGS = frozenset({"inline", "pairs", "prose"})
"""Layouts that name the period inside the sentence, or cover the whole year."""

SHARE_THAT_COUNTS_UP = 0.5
"""Numbers that are the one before plus one, from which commitments count as numbered through: a report on a
few of many promises skips most."""

SHARE_THAT_OPENS_A_PERIOD = 0.5
"""A period counts as reported on when at least this share of the commitments says something in it:
a report written in May may already hold a few remarks on the summer."""


def _no_commitments(report: Report, _: Circumstances) -> Iterator[Problem]:
    if not report.commitments:
        yield Problem("no commitment was found in the report")


def _no_period_headings(report: Report, _: Circumstances) -> Iterator[Problem]:
    if any(heading.role == "period" for heading in report.headings):
        return
    kinds = {entry.kind for commitment in report.commitments for entry in commitment.entries}
    if kinds <= {"year"} or report.source.layout in LAYOUTS_WITHOUT_PERIOD_HEADINGS:
        for commitment, entry, places in torn_entries(report):
            yield Problem(
                f"no heading names a period, and texts side by side were read as one: “… {places[0]} …”",
                entry_page(commitment, entry),
                entry_place(commitment, entry),
            )
    else:
        yield Problem("no heading names a period (Tertial 1, T1, januari–april …)", page=1)


def _is_empty(commitment: Commitment) -> bool:
    return not any(entry.paragraphs for entry in commitment.entries)


def _commitment_without_entries(report: Report, _: Circumstances) -> Iterator[Problem]:
    told = ("text-without-period", "no-answer")
    said = {finding.where for finding in report.findings if finding.rule in told}
    for commitment in report.commitments:
        if _is_empty(commitment) and commitment_place(commitment) not in said:
            yield Problem(
                f"nothing is reported in any period for “{shown(commitment.title)}”",
                commitment.page,
                commitment_place(commitment),
            )


def _skipped_number(report: Report, _: Circumstances) -> Iterator[Problem]:
    labels = [(each, (each.label or "").strip("().: ")) for each in report.commitments]
    numbered = [(each, int(label)) for each, label in labels if label.isdecimal()]
    numbers = [0, *(number for _, number in numbered)]
    steps = [after - before for before, after in pairwise(numbers)]
    if len(numbered) < 2 or steps.count(1) < SHARE_THAT_COUNTS_UP * len(steps):
        return
    for (commitment, number), step in zip(numbered, steps, strict=True):
        if step > 1:
            yield Problem(
                f"number {number - step + 1} is missing before {number}, “{shown(commitment.title)}”",
                commitment.page,
                commitment_place(commitment),
            )


def _reported_periods(report: Report) -> frozenset[str]:
    """Periods that the report itself is late enough to cover: reported on, or before one that is."""
    living = [commitment for commitment in report.commitments if not _is_empty(commitment)]
    order = list(dict.fromkeys(entry.period for commitment in living for entry in commitment.entries))
    last = -1
    for at, period in enumerate(order):
        cells = [entry for commitment in living for entry in commitment.entries if entry.period == period]
        filled = sum(1 for entry in cells if entry.paragraphs)
        if filled and filled >= len(cells) * SHARE_THAT_OPENS_A_PERIOD:
            last = at
    return frozenset(order[: last + 1])


def _empty_period(report: Report, circumstances: Circumstances) -> Iterator[Problem]:
    reported = _reported_periods(report)
    for commitment in report.commitments:
        if _is_empty(commitment):
            continue  # commitment-without-entries says it for all its periods
        for entry in commitment.entries:
            if entry.kind == "year":
                continue  # a remark on the whole year beside the periods
            reason = _why_it_should_be_filled(entry, reported, circumstances)
            if not entry.paragraphs and reason:
                yield Problem(
                    f"{entry.period} is empty for “{shown(commitment.title)}” although {reason}",
                    entry_page(commitment, entry),
                    entry_place(commitment, entry),
                )


def _why_it_should_be_filled(
    entry: Entry, reported: frozenset[str], circumstances: Circumstances
) -> str | None:
    as_of = circumstances.as_of
    if as_of is not None:
        ended = entry.end is not None and entry.end <= as_of
        return f"it ended by {as_of.isoformat()}" if ended else None
    if entry.period in reported:
        return "the report covers it for other commitments"
    return None


def _no_year(report: Report, _: Circumstances) -> Iterator[Problem]:
    if report.year is None:
        yield Problem(f"no year in the title “{shown(report.title)}”", where="title")


def _unknown_municipality(report: Report, _: Circumstances) -> Iterator[Problem]:
    if report.municipality is None or report.municipality_code is None:
        named = f" (“{report.municipality}” is none of the 290)" if report.municipality else ""
        yield Problem(f"no known municipality in the title, headers or text{named}", where="title")


def _unknown_police_area(report: Report, _: Circumstances) -> Iterator[Problem]:
    if report.police_area is None:
        yield Problem("no local police area in the title, headers or text", where="title")


def _unusual_layout(report: Report, _: Circumstances) -> Iterator[Problem]:
    if report.source.layout not in LAYOUTS:
        yield Problem(f"the layout is {report.source.layout or 'unknown'}")


RULES = (
    Rule(
        "no-commitments",
        "structure",
        "error",
        "The report holds no commitment.",
        "Check that the file is the follow-up and not another document; else report the layout to us.",
        _no_commitments,
    ),
    Rule(
        "no-period-headings",
        "structure",
        "error",
        "No heading says which text belongs to which period.",
        "Write “Tertial 1”, “Tertial 2”, “Tertial 3” over the columns or texts.",
        _no_period_headings,
    ),
    Rule(
        "commitment-without-entries",
        "structure",
        "warning",
        "Nothing is reported for a commitment in any period.",
        "Write what was done, or that nothing was done and why.",
        _commitment_without_entries,
    ),
    Rule(
        "skipped-number",
        "structure",
        "warning",
        "The commitments are numbered, and a number is missing between two of them.",
        "See whether its heading was taken for text of the commitment before; else say why it is left out.",
        _skipped_number,
    ),
    Rule(
        "empty-period",
        "structure",
        "warning",
        "A period is empty that should be filled by the report's date.",
        "Write what was done in the period, or that nothing was done.",
        _empty_period,
    ),
    Rule(
        "no-year",
        "structure",
        "warning",
        "The report does not say which year it is about, so its periods have no dates.",
        "Name the year in the title.",
        _no_year,
    ),
    Rule(
        "unknown-municipality",
        "structure",
        "warning",
        "The municipality is not named, or is none of Sweden's 290.",
        "Name the municipality in the title (“Jönköpings kommun”).",
        _unknown_municipality,
    ),
    Rule(
        "unknown-police-area",
        "structure",
        "warning",
        "The local police area is not named.",
        "Name it in the title (“Lokalpolisområde Södra Vätterbygden”).",
        _unknown_police_area,
    ),
    Rule(
        "unusual-layout",
        "structure",
        "warning",
        "The layout is mixed or unknown, so texts may stand in the wrong place.",
        "Compare the data with the pages; use one layout in the whole report.",
        _unusual_layout,
    ),
    Rule(
        "several-municipalities",
        "structure",
        "warning",
        "More than one municipality is named and none clearly owns the report.",
        "Name one municipality in the title, or correct the data by hand.",
    ),
)
