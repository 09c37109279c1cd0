"""Upright page picture → blocks of text that no column border runs through.

A recursive cut of the page at its white stripes (an XY cut): where a stretch of rows has a white
stripe from its top to its bottom, it is cut there into columns. A narrow stripe counts only if it
runs along many lines, since word gaps stand below each other by chance over two or three.
Cutting between two words of a line does little harm (every word keeps its box, the lines are put
together again later); reading two columns as one line does. So in doubt it cuts.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from ingest.ink import Flags, Floats, runs

Rect = tuple[int, int, int, int]
"""x0, top, x1, bottom in pixels; x1 and bottom are outside."""

GUTTER_RULES = ((0.6, 5.0), (1.0, 2.4), (2.2, 0.0))
"""White stripe between columns: (least width, least support), both in typical letter heights (one is
0.5 to 0.6 em). Support is the height of the lines that have text on both sides of the stripe and go on
soon behind it; a line has about 1.4 of it, so these are four lines, two lines and one. Word gaps are 0.5
wide, up to 1 in justified lines; 2 mm between columns of 12 pt text are 0.8."""

LEAST_GAP = 0.5
"""Narrowest gap between words, in typical letter heights; between letters it is 0.1 to 0.4."""

MANY_GAPS = 3
"""Gaps between words that tell how wide they usually are."""

SPREAD, SPREAD_MOST = 1.5, 5.0
"""Within a column that many lines border, a gutter beside few lines is at least this many times as wide as
their usual gap between words; gaps of so many typical letter heights are always gutters. Justification spread
a few words over a narrow column with gaps of 3.8; each was cut off, and a letter alone is misread."""

EDGE = 0.5
"""Paper kept around a block, in typical letter heights."""

NUMBER_WIDTH = 3.5
"""Widest column of numbers with the paper at its sides, in typical letter heights: "12." is 2.2 wide."""

NUMBER_GAP = 1.5
"""White between the blocks of numbers and of their text, in typical letter heights, at most."""

LEVEL = 0.7
"""Share of its height that a number shares with the line it stands on."""

SOON = 4.0
"""How far behind a stripe, in typical letter heights, a line must go on to speak for it: a column's lines do,
except right-aligned ones; over a wide gutter with one lone heading in it, its word gap is no border."""

KNOWN_SUPPORT = 8.0
"""Support that makes a stripe known for the whole page: elsewhere it then counts at its least width."""


def cut_into_blocks(letters: Floats, others: Floats, typical: float) -> list[Rect]:
    """Rectangles that hold all letters, in reading order (above before below, left before right).

    Args:
        letters: boxes of the marks that are letters.
        others: boxes of the small marks (dots, hyphens): cuts avoid them where they can.
        typical: height of the typical letter.
    """
    if not len(letters):
        return []
    page = (
        int(min(letters[:, 0].min(), _least(others, 0)) - typical),
        int(min(letters[:, 1].min(), _least(others, 1)) - typical),
        int(max(letters[:, 2].max(), -_least(-others, 2)) + typical),
        int(max(letters[:, 3].max(), -_least(-others, 3)) + typical),
    )
    known: set[int] = set()
    blocks = list(_cut(page, letters, others, typical, known))
    if known:  # what was cut before they were known is cut by them too
        blocks = list(_cut(page, letters, others, typical, known))
    return [_shrink(block, letters, others, typical) for block in blocks]


def with_numbers_joined(blocks: list[Rect], letters: Floats, typical: float) -> list[Rect]:
    """The blocks, columns of numbers as one block with the text close to their right.

    Alone, a digit is misread or passed over; on the line of its text it is read as well as any word. Only
    where every number stands level with a line of the text: between two lines it would spoil both.
    """
    joined = list(blocks)
    for block in blocks:
        if block[2] - block[0] > NUMBER_WIDTH * typical or block not in joined:
            continue
        beside = [
            other
            for other in joined
            if -typical <= other[0] - block[2] <= NUMBER_GAP * typical
            and other[2] - other[0] > block[2] - block[0]
            and min(other[3], block[3]) > max(other[1], block[1])
        ]
        if len(beside) == 1 and _are_level(_lines(letters, block), _lines(letters, beside[0])):
            text = beside[0]
            both = _around(block, text)
            # Else words of a third block would be read twice.
            if not any(_overlap(both, other) for other in joined if other not in (block, text)):
                joined.remove(block)
                joined[joined.index(text)] = both
    return joined


def _around(one: Rect, other: Rect) -> Rect:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _overlap(one: Rect, other: Rect) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _lines(letters: Floats, block: Rect) -> list[tuple[int, int]]:
    """Tops and bottoms of the lines of a block."""
    x, y = (letters[:, 0] + letters[:, 2]) / 2, (letters[:, 1] + letters[:, 3]) / 2
    inside = letters[(x > block[0]) & (x < block[2]) & (y > block[1]) & (y < block[3])]
    return runs(_covered(inside, 1, 0)) if len(inside) else []


def _are_level(numbers: list[tuple[int, int]], lines: list[tuple[int, int]]) -> bool:
    return all(
        any(min(bottom, low) - max(top, high) > LEVEL * (bottom - top) for high, low in lines)
        for top, bottom in numbers
    )


def _shrink(block: Rect, letters: Floats, others: Floats, typical: float) -> Rect:
    """The block without the empty paper at its sides."""
    x0, top, x1, bottom = block
    inside = [
        boxes[(boxes[:, 0] < x1) & (boxes[:, 2] > x0) & (boxes[:, 1] < bottom) & (boxes[:, 3] > top)]
        for boxes in (letters, others)
    ]
    content = np.concatenate(inside)
    edge = round(EDGE * typical)
    return (
        max(x0, int(content[:, 0].min()) - edge),
        max(top, int(content[:, 1].min()) - edge),
        min(x1, int(content[:, 2].max()) + edge),
        min(bottom, int(content[:, 3].max()) + edge),
    )


def _least(boxes: Floats, column: int) -> float:
    return float(boxes[:, column].min()) if len(boxes) else np.inf


def _cut(
    region: Rect, letters: Floats, others: Floats, typical: float, known: set[int], in_column: bool = False
) -> Iterator[Rect]:
    """The blocks of a region that holds these letters. Adds to the stripes known for the page.

    ``in_column``: a stripe beside many lines was cut already to get it.
    """
    bands = _bands(letters)
    local = max(typical, float(np.median(letters[:, 3] - letters[:, 1])))
    found = _longest_columns(bands, letters, local, known, in_column)
    if found is None:
        yield region
        return
    first, last, stripes = found
    x0, top, x1, bottom = region
    upper = _clear_cut(bands[first - 1][1], bands[first][0], others, 1) if first > 0 else top
    lower = _clear_cut(bands[last][1], bands[last + 1][0], others, 1) if last + 1 < len(bands) else bottom
    middle = (letters[:, 1] + letters[:, 3]) / 2
    above, below = middle < upper, middle >= lower
    inside = ~above & ~below
    if above.any():
        rest = _within(others, 1, top, upper)
        yield from _cut((x0, top, x1, upper), letters[above], rest, typical, known, in_column)
    near = _within(others, 1, upper, lower)
    borders = [x0, *(_clear_cut(left, right, near, 0) for left, right, _ in stripes), x1]
    in_column = in_column or any(support >= KNOWN_SUPPORT * local for _, _, support in stripes)
    centre = (letters[:, 0] + letters[:, 2]) / 2
    for left, right in pairwise(borders):
        chosen = inside & (centre >= left) & (centre < right)
        if chosen.any():
            rest = _within(near, 0, left, right)
            yield from _cut((left, upper, right, lower), letters[chosen], rest, typical, known, in_column)
    if below.any():
        rest = _within(others, 1, lower, bottom)
        yield from _cut((x0, lower, x1, bottom), letters[below], rest, typical, known, in_column)


def _within(boxes: Floats, axis: int, low: int, high: int) -> Floats:
    centre = (boxes[:, axis] + boxes[:, axis + 2]) / 2
    return boxes[(centre >= low) & (centre < high)]


def _bands(letters: Floats) -> list[tuple[int, int]]:
    """Stretches of rows with ink, parted by rows that no letter touches."""
    return runs(_covered(letters, 1, 0))


def _covered(boxes: Floats, axis: int, low: int) -> Flags:
    """For each pixel along an axis, from ``low`` on, whether some box covers it."""
    start = np.maximum(0, np.floor(boxes[:, axis]).astype(np.int64) - low)
    end = np.maximum(start, np.ceil(boxes[:, axis + 2]).astype(np.int64) - low)
    length = int(end.max()) + 2
    return np.cumsum(np.bincount(start, minlength=length) - np.bincount(end, minlength=length)) > 0


def _longest_columns(
    bands: list[tuple[int, int]], letters: Floats, typical: float, known: set[int], in_column: bool
) -> tuple[int, int, list[tuple[int, int, float]]] | None:
    """The longest stretch of bands that a white stripe parts: first band, last band, the stripes.

    With each stripe comes its support.

    None where no stretch has one.
    """
    low = int(letters[:, 0].min())
    middle = (letters[:, 1] + letters[:, 3]) / 2
    tops = np.array([band[0] for band in bands])
    owner = np.searchsorted(tops, middle, side="right") - 1
    width = int(np.ceil(letters[:, 2].max())) - low + 2
    covered = np.zeros((len(bands), width), bool)
    for index in range(len(bands)):
        part = _covered(letters[owner == index], 0, low)
        covered[index, : len(part)] = part
    heights = np.array([band[1] - band[0] for band in bands])
    starts = covered.argmax(axis=1)
    soon = round(SOON * typical)
    narrowest = GUTTER_RULES[0][0] * typical
    best: tuple[int, int, int] | None = None
    stripes: list[tuple[int, int, float]] = []
    word_gaps = [_inner_gaps(row, LEAST_GAP * typical) for row in covered] if in_column else []
    for first in range(len(bands)):
        if best is not None and bands[-1][1] - bands[first][0] <= best[0]:
            break
        union = np.zeros(width, bool)
        for last in range(first, len(bands)):
            union |= covered[last]
            length = bands[last][1] - bands[first][0]
            if best is not None and length <= best[0]:
                continue
            rows = slice(first, last + 1)
            found = []
            gaps = _inner_gaps(union, narrowest)
            if not gaps and all(right - left < narrowest for left, right in runs(~union)):
                break  # further bands leave no more white
            for left, right in gaps:
                support = float(heights[rows][_beside(covered[rows], starts[rows], left, right, soon)].sum())
                is_wide = _is_gutter((left + low, right + low), support, typical, known)
                if any(left + low < x < right + low for x in known) or (
                    is_wide and not (in_column and _is_blank(right - left, support, word_gaps[rows], typical))
                ):
                    found.append((left, right, support))
            if found:
                best, stripes = (length, first, last), found
    if best is None:
        return None
    return best[1], best[2], [(left + low, right + low, support) for left, right, support in stripes]


def _beside(covered: Flags, starts: npt.NDArray[np.intp], left: int, right: int, soon: int) -> Flags:
    """Which bands have ink before a stripe, and again soon behind it."""
    return np.asarray((starts < left) & covered[:, right : right + soon].any(axis=1), np.bool_)


def _is_gutter(stripe: tuple[int, int], support: float, typical: float, known: set[int]) -> bool:
    """Whether a white stripe parts columns, by its width and the ink beside it."""
    width = stripe[1] - stripe[0]
    if support >= KNOWN_SUPPORT * typical:
        # Where in a wide stripe the border runs, the lines beside it do not tell.
        if width < GUTTER_RULES[-1][0] * typical:
            known.add((stripe[0] + stripe[1]) // 2)
        return True
    return any(width >= wide * typical and support >= least * typical for wide, least in GUTTER_RULES)


def _is_blank(width: int, support: float, gaps: list[list[tuple[int, int]]], typical: float) -> bool:
    """Whether a stripe within a column is no wider than the gaps between the words of its lines."""
    if support >= GUTTER_RULES[0][1] * typical or width >= SPREAD_MOST * typical:
        return False
    widths = [right - left for line in gaps for left, right in line]
    return len(widths) >= MANY_GAPS and width < SPREAD * float(np.median(widths))


def _inner_gaps(covered: Flags, least: float) -> list[tuple[int, int]]:
    """White stretches between ink that are wide enough."""
    edges = np.flatnonzero(covered[1:] != covered[:-1]) + 1
    edges = edges[0 if covered[0] else 1 :]
    ends = edges[1::2]
    starts = edges[::2][: len(ends)]
    wide = ends - starts >= least
    return list(zip(starts[wide].tolist(), ends[wide].tolist(), strict=True))


def _clear_cut(low: int, high: int, others: Floats, axis: int) -> int:
    """Where between two letters to cut: the middle of the widest stretch free of small marks."""
    inside = others[(others[:, axis + 2] > low) & (others[:, axis] < high)]
    if not len(inside) or high - low < 2:
        return (low + high) // 2
    touched = np.zeros(high - low, np.int64)
    for start, end in zip(inside[:, axis], inside[:, axis + 2], strict=True):
        touched[max(0, int(start) - low) : max(0, int(end) - low)] += 1
    free = runs(touched == touched.min())
    start, end = max(free, key=lambda run: run[1] - run[0])
    return low + (start + end) // 2
