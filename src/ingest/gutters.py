"""Where one column ends and the next begins: the white corridors between the words of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.lines import Row, gaps_of
from ingest.words import Box, Ruling, Word

ALIGNED = 0.35
"""Share of the font size by which lines may begin apart and still be taken as flush with each other: less
than the widths of two letters, more than OCR boxes are off."""

ALIGNED_BONUS = 3.0
ENOUGH_STARTS = 3
"""How much wider (in font sizes) a corridor counts at whose right edge lines begin, and how many lines make
the whole of it. A justified word space reaches about one font size; lines that begin flush are the better
witness of a column."""

WORD_SPACE = 0.4
"""Widest blank between words of ragged text, in font sizes: 0.25–0.33 in common fonts, and rounding."""

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
    found = _each(heads, rows, size, rulings)
    unbroken = {id(row) for row in rows if _is_unbroken(row, heads, size)}
    if not unbroken or len(unbroken) == len(rows):
        return found
    # Lines without a blank are full lines of narrow columns, or running text under the table: the rest tells.
    without = _each(heads, [row for row in rows if id(row) not in unbroken], size, rulings)
    across = sum(id(row) in unbroken and any(gutter.crossed_by(row) for gutter in without) for row in rows)
    return without if 2 * across > len(unbroken) else found


def _each(
    heads: Sequence[Box], rows: Sequence[Row], size: float, rulings: Sequence[Ruling]
) -> tuple[Gutter, ...]:
    return tuple(
        _ruled(left.x1, right.x0, rulings) or _corridor(left.x1, right.x0, rows, size)
        for left, right in pairwise(heads)
    )


def _is_unbroken(row: Row, heads: Sequence[Box], size: float) -> bool:
    """Whether the row reaches over two headings or more and has no blank wider than a word space."""
    reached = sum(head.x0 < row.box.x1 and head.x1 > row.box.x0 for head in heads)
    return reached > 1 and max(gaps_of(row), default=0.0) <= WORD_SPACE * size


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
    turns = sorted([(start, 1) for start, _ in spans] + [(end, -1) for _, end in spans] + [(high, 0)])
    stretches: list[tuple[float, float, int]] = []
    at, crossing = low, 0
    for x, change in turns:
        if x > at:
            stretches.append((at, x, crossing))
            at = x
        crossing += change
    fewest = min(count for _, _, count in stretches)
    # Neighbouring stretches that are crossed equally little are one corridor.
    corridors: list[tuple[float, float]] = []
    for a, b, count in stretches:
        if count > fewest:
            continue
        if corridors and corridors[-1][1] == a:
            corridors[-1] = (corridors[-1][0], b)
        else:
            corridors.append((a, b))
    wide = [corridor for corridor in corridors if corridor[1] - corridor[0] > WORD_SPACE * size]
    starts = [word.box.x0 for row in rows for word in row.words]

    def worth(corridor: tuple[float, float]) -> float:
        begin = sum(abs(row_start - corridor[1]) <= ALIGNED * size for row_start in starts)
        return corridor[1] - corridor[0] + ALIGNED_BONUS * size * min(begin, ENOUGH_STARTS) / ENOUGH_STARTS

    left, right = max(wide or corridors, key=worth)
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
    return max(gaps_of(row), default=0.0) <= size
