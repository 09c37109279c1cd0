"""A text dump → commitments with their periods: the story of the dump reader.

A dump has no geometry. Where a heading stands over its text nothing is
inferred. Where the headings stand apart from it (“Tertial 1”, “Tertial 2”,
“Tertial 3”, then the paragraphs), the period of each paragraph is inferred,
every doubtful one is reported, and every cell says how sure it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.dump_grid import keeps_layout, split_grid, without_place, words_on_grid
from ingest.dump_lines import DumpLine, read_lines
from ingest.dump_notices import BETTER, notices_of
from ingest.dump_placing import Placed, place
from ingest.dump_sections import DumpSection, Outline, is_table_of_rows, outline
from ingest.errors import NotAReport
from ingest.lines import row_of
from ingest.sections import Cell, Heading, Passage, Period, Section, Split, Stray
from ingest.split import lines_of
from ingest.titles import Title, count_up, read_title

LAYOUT = "dump"

SEEN = 160
"""Characters of the text that an error quotes."""


def split_dump(text: str) -> Split:
    """Take a text dump apart; pages are parted by form feeds.

    Raises:
        NotAReport: no commitment with period headings is in the text, or only a table whose rows the
            dump has lost.
    """
    if keeps_layout(text):
        try:
            split = split_grid(text)
            _conserve(text, split)
            return split
        except NotAReport:
            # Side by side in a table of contents, say, with the commitments stacked below.
            pass
    lines, furniture = read_lines(text)
    if is_table_of_rows(lines):
        raise NotAReport(
            "This text is of a table with a row for each commitment, and its rows and columns cannot be told "
            f"apart without the layout. {BETTER}",
            seen=" ".join(line.text for line in lines),
        )
    found = outline(lines)
    if not found.sections:
        raise NotAReport(_not_a_report(lines), seen=" ".join(line.text for line in lines))
    year = _year(found)
    periods = _periods(found)
    _, placed = place(found.sections, periods, year)
    result = Split(
        layout=LAYOUT,
        title=tuple(line.line for line in found.title),
        sections=tuple(
            _section(commitment, title, periods)
            for commitment, title in zip(placed, _titles(found), strict=True)
        ),
        headings=tuple(
            Heading(line.line, "period")
            for section in found.sections
            for line in section.body
            if line.periods
        ),
        furniture=tuple(line.line for line in furniture),
        unassigned=(
            *(Stray(line.line, "stands before the first commitment") for line in found.preamble),
            *(
                Stray(line.line, "runs across the columns")
                for commitment in placed
                if commitment.merged
                for line in commitment.section.body
                if not line.periods
            ),
        ),
        notices=tuple(notices_of(placed, periods)),
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


def _titles(found: Outline) -> list[Title]:
    """The titles with their printed numbers taken off, read as those of a page are."""
    rows = [
        [row_of(words) for words in map(words_on_grid, section.title) if words] for section in found.sections
    ]
    numbered = count_up([of_title for of_title in rows if of_title])
    return [read_title(of_title, numbered=numbered) for of_title in rows]


def _section(placed: Placed, title: Title, periods: Sequence[Period]) -> Section:
    return Section(
        title=without_place(title.lines),
        label=title.label,
        label_lines=without_place(title.label_lines),
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


def _conserve(text: str, split: Split) -> None:
    """Every word of the dump is delivered in exactly one place."""
    delivered = Counter(word for line in lines_of(split) for word in line.text.split())
    read = Counter(text.split())
    if delivered != read:
        raise AssertionError(
            f"words lost or doubled while splitting the dump: {read - delivered} / {delivered - read}"
        )
