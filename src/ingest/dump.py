"""A text dump → commitments with their periods: the story of the dump reader.

A dump has no geometry. Where a heading stands over its text nothing is
inferred. Where the headings stand apart from it (“Tertial 1”, “Tertial 2”,
“Tertial 3”, then the paragraphs), the period of each paragraph is inferred,
every doubtful one is reported, and every cell says how sure it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.dump_assignment import Assignment, Link, Order, assign, order_of
from ingest.dump_evidence import Evidence, evidence
from ingest.dump_grid import keeps_layout, split_grid
from ingest.dump_lines import DumpLine, read_lines
from ingest.dump_sections import DumpSection, Outline, outline
from ingest.dump_units import Unit, column_width, units_of
from ingest.errors import NotAReport
from ingest.sections import Cell, Heading, Notice, Passage, Period, Section, Split, Stray

LAYOUT = "dump"

DOUBTFUL = 0.9
"""Below this probability the period of a paragraph is reported. One wrong in ten is what a reader of
the findings can still check by hand."""

SEEN = 160
"""Characters of the text that an error quotes."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A commitment whose units have their periods."""

    section: DumpSection
    units: tuple[Unit, ...]
    labels: tuple[int, ...]
    cells: tuple[float, ...]
    posteriors: tuple[tuple[float, ...], ...] = ()
    """Empty where nothing was inferred."""
    evidence: tuple[Evidence, ...] = ()


def split_dump(text: str) -> Split:
    """Take a text dump apart; pages are parted by form feeds.

    Raises:
        NotAReport: no commitment with period headings is in the text.
    """
    if keeps_layout(text):
        try:
            return split_grid(text)
        except NotAReport:
            # Side by side in a table of contents, say, with the commitments stacked below.
            pass
    lines, furniture = read_lines(text)
    found = outline(lines)
    if not found.sections:
        raise NotAReport(_not_a_report(lines))
    year = _year(found)
    periods = _periods(found)
    width = column_width([section.body for section in found.sections])
    placed = _place(found.sections, periods, width, year)
    result = Split(
        layout=LAYOUT,
        title=tuple(line.line for line in found.title),
        sections=tuple(_section(commitment, periods) for commitment in placed),
        headings=tuple(
            Heading(line.line, "period")
            for section in found.sections
            for line in section.body
            if line.periods
        ),
        furniture=tuple(line.line for line in furniture),
        unassigned=tuple(Stray(line.line, "stands before the first commitment") for line in found.preamble),
        notices=tuple(_notices(placed, periods)),
    )
    _conserve(text, result)
    return result


def _not_a_report(lines: Sequence[DumpLine]) -> str:
    seen = " ".join(line.text for line in lines)
    quoted = f"it begins “{seen[:SEEN]}…”" if seen else "it is empty"
    return (
        "No follow-up was found in this text: looked for headings of periods on lines of their own "
        f"(“Tertial 1”, “T2 2023”, “Kvartal 3”) with a title above them; {quoted}. "
        "If it is a follow-up, give the PDF itself, or a dump made with “pdftotext -layout”."
    )


def _year(found: Outline) -> int | None:
    named = [
        period.year
        for section in found.sections
        for line in section.body
        for period in line.periods
        if period.year
    ]
    text = " ".join(line.text for line in found.title + found.preamble)
    in_title = [int(year) for year in re.findall(r"(?<!\d)(20\d\d)(?!\d)", text)]
    return Counter(named or in_title).most_common(1)[0][0] if named or in_title else None


def _periods(found: Outline) -> tuple[Period, ...]:
    """The periods of the report, in order: every one that any heading names."""
    by_name: dict[str, Period] = {}
    for section in found.sections:
        for line in section.body:
            for period in line.periods:
                by_name.setdefault(period.name, period)
    return tuple(sorted(by_name.values(), key=lambda period: (period.first_month, period.last_month)))


def _place(
    sections: Sequence[DumpSection], periods: Sequence[Period], width: int, year: int | None
) -> list[_Placed]:
    """Give every unit its period: by the heading over it, or else by inference."""
    units = [tuple(units_of(section.body, width)) for section in sections]
    apart = [_headings_stand_apart(section) for section in sections]
    evidences = [
        tuple(evidence(unit.text, periods, year) for unit in of_section) if inferred else ()
        for of_section, inferred in zip(units, apart, strict=True)
    ]
    chains = [_chain(of_section, found) for of_section, found in zip(units, evidences, strict=True)]
    order, _ = order_of([chain for chain in chains if chain], len(periods))
    return [
        _inferred(section, of_section, found, chain, order, periods)
        if inferred
        else _under_headings(section, of_section, periods)
        for section, of_section, inferred, found, chain in zip(
            sections, units, apart, evidences, chains, strict=True
        )
    ]


def _headings_stand_apart(section: DumpSection) -> bool:
    """Whether several headings come before all text, so that none stands over its own."""
    places = [index for index, line in enumerate(section.body) if line.periods]
    count = sum(len(section.body[index].periods) for index in places)
    return count > 1 and places == list(range(len(places)))


def _chain(units: Sequence[Unit], found: Sequence[Evidence]) -> list[Link]:
    return [
        Link(unit.text, says.fits, unit.page_break) for unit, says in zip(units, found, strict=bool(found))
    ]


def _inferred(
    section: DumpSection,
    units: tuple[Unit, ...],
    found: tuple[Evidence, ...],
    chain: list[Link],
    order: Order,
    periods: Sequence[Period],
) -> _Placed:
    result: Assignment = assign(chain, len(periods), order)
    return _Placed(section, units, result.labels, result.cells, result.posteriors, found)


def _under_headings(section: DumpSection, units: tuple[Unit, ...], periods: Sequence[Period]) -> _Placed:
    names = [period.name for period in periods]
    headings = [line.periods[-1].name for line in section.body if line.periods]
    labels = tuple(names.index(headings[unit.heading or 0]) for unit in units)
    return _Placed(section, units, labels, (1.0,) * len(periods))


def _section(placed: _Placed, periods: Sequence[Period]) -> Section:
    return Section(
        title=tuple(line.line for line in placed.section.title),
        cells=tuple(
            Cell(
                period=replace(period, year=_own_year(placed.section, period)),
                passages=tuple(
                    Passage(tuple(line.line for line in unit.lines))
                    for unit, label in zip(placed.units, placed.labels, strict=True)
                    if label == index
                ),
                confidence=round(placed.cells[index], 3),
            )
            for index, period in enumerate(periods)
        ),
    )


def _own_year(section: DumpSection, period: Period) -> int | None:
    own = [
        known.year
        for line in section.body
        for known in line.periods
        if known.name == period.name and known.year
    ]
    return own[0] if own else period.year


def _notices(placed: Sequence[_Placed], periods: Sequence[Period]) -> Iterable[Notice]:
    for number, commitment in enumerate(placed, start=1):
        if not commitment.section.title:
            yield Notice(
                "missing-title",
                "error",
                f"No title was found above the headings of commitment {number}; type it in from the report.",
                page=commitment.section.body[0].page,
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
    start = unit.text if len(unit.text) <= 60 else unit.text[:57].rstrip() + "…"
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


def _conserve(text: str, split: Split) -> None:
    """Every word of the dump is delivered in exactly one place."""
    lines = [
        *split.title,
        *(heading.line for heading in split.headings),
        *split.furniture,
        *(stray.line for stray in split.unassigned),
        *(line for section in split.sections for line in section.title + section.label_lines),
        *(
            line
            for section in split.sections
            for cell in section.cells
            for passage in cell.passages
            for line in passage.lines
        ),
    ]
    delivered = Counter(word for line in lines for word in line.text.split())
    read = Counter(text.split())
    if delivered != read:
        raise AssertionError(
            f"words lost or doubled while splitting the dump: {read - delivered} / {delivered - read}"
        )
