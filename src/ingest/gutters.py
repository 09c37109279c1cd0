"""Where one column ends and the next begins: the white corridors between the words of the page."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.lines import Row
from ingest.words import Box, Ruling, Word

ALIGNED = 0.35
"""Share of the font size by which lines may begin apart and still be taken as flush with each other: less
than the widths of two letters, more than OCR boxes are off."""

ALIGNED_BONUS = 3.0
ENOUGH_STARTS = 3
"""How much wider (in font sizes) a corridor counts at whose right edge lines begin, and how many lines make
the whole of it. A justified word space reaches about one font size; lines that begin flush are the better
witness of a column."""

RULE_LENGTH = 8.0
"""Shortest vertical line in points that is taken for a column rule: the height of one line of 8 pt."""


@dataclass(frozen=True, slots=True)
class Gutter:
    """A corridor between two columns. Words left of ``border`` belong to the left column."""

    left: float
    right: float
    crossings: int
    """Rows of text that run through it."""

    @property
    def border(self) -> float:
        """The middle of the corridor."""
        return (self.left + self.right) / 2

    def crossed_by(self, row: Row) -> bool:
        """Whether a word of the row stands in the corridor."""
        return any(word.box.x0 < self.border < word.box.x1 for word in row.words)


def gutters_between(
    heads: Sequence[Box], rows: Sequence[Row], size: float, rulings: Sequence[Ruling] = ()
) -> tuple[Gutter, ...]:
    """The gutter between each two neighbouring column headings.

    Each lies between the end of one heading and the beginning of the next;
    within that stretch it is the widest corridor that the fewest rows cross.
    Vertical rules drawn there settle it.
    """
    return tuple(
        _ruled(left.x1, right.x0, rulings) or _corridor(left.x1, right.x0, rows, size)
        for left, right in itertools.pairwise(heads)
    )


def _ruled(low: float, high: float, rulings: Sequence[Ruling]) -> Gutter | None:
    upright = [
        rule.box.centre[0]
        for rule in rulings
        if rule.box.height > max(RULE_LENGTH, rule.box.width) and low < rule.box.centre[0] < high
    ]
    if not upright:
        return None
    at = sorted(upright)[len(upright) // 2]
    return Gutter(at, at, 0)


def _corridor(low: float, high: float, rows: Sequence[Row], size: float) -> Gutter:
    if high <= low:
        middle = (low + high) / 2
        return Gutter(middle, middle, len(rows))
    spans = [
        (max(low, word.box.x0), min(high, word.box.x1))
        for row in rows
        for word in row.words
        if word.box.x1 > low and word.box.x0 < high
    ]
    edges = sorted({low, high, *(x for span in spans for x in span)})
    counts = [
        (a, b, sum(start < b and end > a for start, end in spans)) for a, b in itertools.pairwise(edges)
    ]
    fewest = min(count for _, _, count in counts)
    # Neighbouring stretches that are crossed equally little are one corridor.
    corridors: list[tuple[float, float]] = []
    for a, b, count in counts:
        if count > fewest:
            continue
        if corridors and corridors[-1][1] == a:
            corridors[-1] = (corridors[-1][0], b)
        else:
            corridors.append((a, b))

    starts = [word.box.x0 for row in rows for word in row.words]

    def worth(corridor: tuple[float, float]) -> float:
        begin = sum(abs(row_start - corridor[1]) <= ALIGNED * size for row_start in starts)
        return corridor[1] - corridor[0] + ALIGNED_BONUS * size * min(begin, ENOUGH_STARTS) / ENOUGH_STARTS

    left, right = max(corridors, key=worth)
    return Gutter(left, right, fewest)


def column_of(word: Word, gutters: Sequence[Gutter]) -> int:
    """Number (from 0) of the column a word stands in, by its middle."""
    middle = word.box.centre[0]
    return sum(middle > gutter.border for gutter in gutters)


def runs_across(row: Row, gutters: Sequence[Gutter], size: float) -> bool:
    """Whether the row is one line of text over two columns or more.

    It is if a word crosses a gutter and the row has no blank that could part
    columns. An overlong word in one cell beside text in others is not a line
    across, nor is one that sticks out of a later column into the next.
    """
    crossed = sum(gutter.crossed_by(row) for gutter in gutters)
    if not crossed or (crossed == 1 and row.words[0].box.x0 > gutters[0].border):
        return False
    blanks = [b.box.x0 - a.box.x1 for a, b in zip(row.words, row.words[1:], strict=False)]
    return not blanks or max(blanks) <= size
