"""Text of a commitment → units: the pieces that an inference may move from one period to another.

A unit is a paragraph as far as blank lines, lists and short last lines tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.dump_lines import DumpLine
from ingest.dump_sections import ends_sentence, starts_lower_case, starts_with_date
from ingest.sections import Period

MIN_DATED_LINES = 3
"""From this many lines that begin with a date they are a list, not wrapped sentences."""

ROOM_MARGIN = 0.84
"""A line is short if the next word would have fitted into this share of the column. Letters differ
in width: in proportional fonts the lines of one column vary by some 12 % in their number of letters."""

SHORT_WITHOUT_STOP = 0.65
"""A line this short ends its paragraph even without a full stop, where no blank lines part them."""

MAX_PARTED = 0.02
"""Share of the lines that may follow a blank line in a dump that has none between paragraphs: page
breaks and pictures leave some."""

PAGE_CHARACTERS = 225
"""Characters of lines that run across all columns of a landscape page, and more than the columns of one
hold in a row of lines of their own: those are at most some 60 for each of three columns."""

MERGED = 1.5
"""How much longer than usual the lines of a commitment are where two of its columns have run together:
one column and a half at least; lines of one column differ by a fifth from page to page."""

_ABBREVIATION = re.compile(
    r"(?:\b(?:m\.?m|bl\.?\s?a|t\.?\s?ex|d\.?v\.?s|m\.?fl|o\.?\s?s\.?\s?v|f\.?n|ca|kl|nr|st|tel|inkl|exkl|resp)"
    r"|\b[A-ZÅÄÖ])\.$",
    re.IGNORECASE,
)

_BULLET = re.compile(r"(?:[•●▪◦·*»]|[-–](?=\s)|o(?=\s+[A-ZÅÄÖ]))\s*\S")
_OPEN_END = re.compile(
    r"(?:,|;|[^\W\d_]-|\b(?:och|samt|med|att|av|i|på|pa|för|for|till|om|som|en|ett|den|det|de))$"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph of a dump."""

    lines: tuple[DumpLine, ...]
    headings: tuple[Period, ...]
    """The period headings above it in its commitment, in the order of the dump."""
    directly_under: tuple[Period, ...] = ()
    """The headings that stand right above it, no other text between; empty for later paragraphs."""
    glued: bool = False
    """Nothing but a line end parts it from the unit before or from the heading above."""
    full_line_before: bool = False
    """The line before it is full: it may be the same paragraph."""

    @property
    def text(self) -> str:
        """Its lines joined by blanks; words broken at a line end stay broken."""
        return " ".join(line.text for line in self.lines)

    @property
    def page_break(self) -> bool:
        """Whether a page begins with it."""
        return self.lines[0].page_break


def units_of(body: tuple[DumpLine, ...], width: int, *, flowing: bool) -> list[Unit]:
    """The units of a commitment's text.

    ``width`` is the length of a full line of a column. In a ``flowing`` dump no blank lines
    part paragraphs or columns; there every line that ends a sentence may end a unit.
    """
    dated = sum(starts_with_date(line.text) for line in body) >= MIN_DATED_LINES
    units: list[Unit] = []
    headings: list[Period] = []
    directly: list[Period] = []
    current: list[DumpLine] = []
    full = False

    def close() -> None:
        if not current:
            return
        glued = not current[0].apart and not flowing
        units.append(Unit(tuple(current), tuple(headings), tuple(directly), glued, full))
        current.clear()
        directly.clear()

    for line in body:
        if line.periods:
            if current:
                close()
            headings.extend(line.periods)
            directly.extend(line.periods)
            continue
        item = bool(_BULLET.match(line.text)) or (dated and starts_with_date(line.text))
        if current and not item:
            parted = _parted(current[-1], line, width, flowing=flowing)
            if parted is None:
                current.append(line)
                continue
        else:
            parted = False
        close()
        full = bool(parted)
        current.append(line)
    close()
    return units


def _parted(before: DumpLine, line: DumpLine, width: int, *, flowing: bool) -> bool | None:
    """Whether a line begins a unit: None if not, else whether it does so after a full line."""
    ended, lower = ends_sentence(before.text), starts_lower_case(line.text)
    if line.apart:
        return False if ended or not (lower or _OPEN_END.search(before.text)) else None
    room = len(before.text) + 1 + len(line.text.split()[0])
    if lower:
        return None
    if ended:
        if room <= ROOM_MARGIN * width:
            return False
        return True if flowing else None
    if flowing and room <= SHORT_WITHOUT_STOP * width and not _OPEN_END.search(before.text):
        return False
    return None


def is_flowing(bodies: Sequence[Sequence[DumpLine]]) -> bool:
    """Whether a dump has no blank lines between its paragraphs (``pdftotext -raw``, pdfium)."""
    text = [line for body in bodies for above, line in pairwise(body) if not (line.periods or above.periods)]
    parted = sum(line.blanks_before > 0 for line in text)
    return parted <= MAX_PARTED * len(text)


def contradictions(body: Sequence[DumpLine]) -> list[DumpLine]:
    """Lines that cannot follow the line before them: it ends a sentence, and they go on in mid-sentence.

    Lines of several columns came out in turns there.
    """
    return [
        line
        for above, line in pairwise(body)
        if not (line.periods or above.periods or line.apart) and contradicts(above.text, line.text)
    ]


def contradicts(above: str, below: str) -> bool:
    """Whether a line goes on in mid-sentence though the line above it ends its sentence."""
    return ends_sentence(above) and not _ABBREVIATION.search(above) and starts_lower_case(below)


def columns_merged(bodies: Sequence[Sequence[DumpLine]], width: int) -> list[bool]:
    """Of each commitment, whether its lines run across columns with nothing left to part them.

    Such a dump has the headings side by side and lines as long as the page is wide; or, where it
    happens to a few commitments only, far longer than the lines of the others.
    """
    beside = [max((len(line.periods) for line in body), default=0) for body in bodies]
    widths = [column_width([tuple(body)]) for body in bodies]
    usual = median(widths) if widths else 0
    if max(beside, default=0) > 1 and width * max(beside) >= PAGE_CHARACTERS:
        return [True] * len(bodies)
    return [count > 1 and own >= MERGED * usual for count, own in zip(beside, widths, strict=True)]


def column_width(bodies: list[tuple[DumpLine, ...]]) -> int:
    """The length of a full line of a column, in characters: the 95th percentile over all text lines."""
    lengths = sorted(len(line.text) for body in bodies for line in body if not line.periods)
    return lengths[int(0.95 * (len(lengths) - 1))] if lengths else 0
