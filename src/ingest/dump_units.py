"""Text of a commitment → units: the pieces that an inference may move from one period to another.

A unit is a paragraph as far as blank lines, lists and short last lines tell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.dump_lines import DumpLine
from ingest.dump_sections import ends_sentence, starts_lower_case, starts_with_date

MIN_DATED_LINES = 3
"""From this many lines that begin with a date they are a list, not wrapped sentences."""

ROOM_MARGIN = 0.84
"""A line is short if the next word would have fitted into this share of the column. Letters differ
in width: in proportional fonts the lines of one column vary by some 12 % in their number of letters."""

_BULLET = re.compile(r"(?:[•●▪◦·*»]|[-–](?=\s)|o(?=\s+[A-ZÅÄÖ]))\s*\S")
_OPEN_END = re.compile(
    r"(?:,|;|[^\W\d_]-|\b(?:och|samt|med|att|av|i|på|pa|för|for|till|om|som|en|ett|den|det|de))$"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph of a dump."""

    lines: tuple[DumpLine, ...]
    heading: int | None
    """Index of the last period heading above it among the section's headings; None above all of them."""
    apart: bool
    """Whether a blank line, a page break or a heading parts it from the unit before."""
    listed: bool = False
    """An item of a list."""

    @property
    def text(self) -> str:
        """Its lines joined by blanks; words broken at a line end stay broken."""
        return " ".join(line.text for line in self.lines)

    @property
    def page_break(self) -> bool:
        """Whether a page begins with it."""
        return self.lines[0].page_break


def units_of(body: tuple[DumpLine, ...], width: int) -> list[Unit]:
    """The units of a commitment's text; ``width`` is the length of a full line of a column."""
    dated = sum(starts_with_date(line.text) for line in body) >= MIN_DATED_LINES
    units: list[Unit] = []
    current: list[DumpLine] = []
    heading: int | None = None
    count = -1
    apart = listed = False

    def close() -> None:
        if current:
            units.append(Unit(tuple(current), heading, apart, listed))
            current.clear()

    for line in body:
        if line.periods:
            close()
            count += 1
            heading, apart = count, True
            continue
        item = bool(_BULLET.match(line.text)) or (dated and starts_with_date(line.text))
        if current and not (item or _new_paragraph(current[-1], line, width, in_list=listed)):
            current.append(line)
            continue
        was_open = bool(current)
        close()
        apart = line.apart or not was_open
        listed = item
        current.append(line)
    close()
    return units


def _new_paragraph(before: DumpLine, line: DumpLine, width: int, *, in_list: bool) -> bool:
    if line.apart:
        return ends_sentence(before.text) or not (
            starts_lower_case(line.text) or _OPEN_END.search(before.text)
        )
    if not ends_sentence(before.text) or starts_lower_case(line.text):
        return False
    first_word = line.text.split()[0]
    return len(before.text) + 1 + len(first_word) <= ROOM_MARGIN * width


def column_width(bodies: list[tuple[DumpLine, ...]]) -> int:
    """The length of a full line of a column, in characters: the 95th percentile over all text lines."""
    lengths = sorted(len(line.text) for body in bodies for line in body if not line.periods)
    return lengths[int(0.95 * (len(lengths) - 1))] if lengths else 0
