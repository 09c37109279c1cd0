"""What a reader of a dump should look at: doubtful periods, missing titles, lines that were mixed up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest.dump_evidence import Evidence
from ingest.dump_placing import Placed
from ingest.dump_units import Unit
from ingest.sections import Notice, Period

DOUBTFUL = 0.9
"""Below this probability the period of a paragraph is reported. One wrong in ten is what a reader of
the findings can still check by hand."""

SHOWN = 60
"""Characters of a line that a message quotes."""

BETTER = "Give the PDF itself, or a dump made with “pdftotext -layout”."


def notices_of(placed: Sequence[Placed], periods: Sequence[Period]) -> Iterable[Notice]:
    """Everything doubtful, in the order of the report."""
    for number, commitment in enumerate(placed, start=1):
        if not commitment.section.title:
            yield Notice(
                "missing-title",
                "error",
                f"No title was found above the headings of commitment {number}; type it in from the report.",
                page=commitment.section.body[0].page,
                where=f"commitment {number}",
            )
        if commitment.merged:
            line = next((line for line in commitment.section.body if not line.periods), None)
            yield Notice(
                "merged-columns",
                "error",
                "The lines of this text run across its columns"
                + (f" (“{line.text[:SHOWN]}…”)" if line else "")
                + f"; which words belong to which period cannot be told, so they are unassigned. {BETTER}",
                page=commitment.section.body[0].page,
                where=f"commitment {number}",
            )
        if commitment.section.displaced:
            yield Notice(
                "displaced-text",
                "warning",
                f"The text under “{commitment.section.displaced[0].text}” of commitment {number} stood "
                f"after the headings of commitment {number + 1}; check that it belongs here.",
                page=commitment.section.displaced[0].page,
                where=f"commitment {number}",
            )
        if commitment.mixed:
            yield Notice(
                "mixed-lines",
                "error",
                f"Lines of several columns came out in turns (“{commitment.mixed[0].text[:SHOWN]}” "
                f"cannot follow the line before it); do not rely on this text. {BETTER}",
                page=commitment.mixed[0].page,
                where=f"commitment {number}",
            )
        for index, (unit, label, shares) in enumerate(
            zip(commitment.units, commitment.labels, commitment.posteriors, strict=False)
        ):
            if shares[label] < DOUBTFUL:
                yield _doubt(number, unit, periods, label, shares, commitment.evidence[index])


def _doubt(
    number: int, unit: Unit, periods: Sequence[Period], label: int, shares: tuple[float, ...], found: Evidence
) -> Notice:
    other = max((index for index in range(len(periods)) if index != label), key=lambda index: shares[index])
    start = unit.text if len(unit.text) <= SHOWN else unit.text[: SHOWN - 3].rstrip() + "…"
    told = " (it says “" + "”, “".join(found.words) + "”)" if found.words else " (it names no time)"
    return Notice(
        "uncertain-tertial",
        "warning",
        f"The paragraph “{start}” was put in {periods[label].name} with probability {shares[label]:.2f}; "
        f"{periods[other].name} has {shares[other]:.2f}{told}. "
        "Look it up in the report and move it if it is wrong.",
        page=unit.lines[0].page,
        where=f"commitment {number}, {periods[label].name}",
    )
