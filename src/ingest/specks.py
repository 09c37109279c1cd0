"""Which small marks on a page are dirt, and which are dots, commas and hyphens.

Specks of a fax are as large as the dots of å ä ö, so where a page is dirty, a small mark must stand
where print puts one: over a letter that takes dots, or on the line behind a letter.
Lengths are in typical letter heights (0.5 to 0.6 em).
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from ingest.ink import Flags, Floats, Marks, is_letter

SPECK_SIDE = 0.08
"""The square of this side holds fewer pixels than any dot: the full stop of common fonts is 0.2 wide,
and blur takes up to half of it away."""

STRAY_SIDE = 0.4
"""Marks up to this size are taken for dirt where no letter is near."""

BESIDE, ABOVE, BELOW = 0.9, 0.7, 0.45
"""What is near a letter: beside it (full stop, hyphen), above it (the dots of Å Ä Ö), below it (comma)."""

TEXTURE_SIDE, TEXTURE_DOTS = 2.5, 14
"""Side of a square, in typical letter heights, that holds so many small marks where a fax shows grey by dots:
two lines of text have up to eight dots and signs in it. On 60 faxes and scans only such cells had as many."""

DIRTY_PAGE = 30
"""Stray specks from which a page counts as dirty. Clean scans have none, faxes hundreds."""

SPECK_MARGIN = 1.3
"""Specks near letters are up to this many times as large as nearly all (98 %) of the stray ones."""

DOT_GAP = (0.03, 0.45)
"""White between a letter and its dot or dots."""

NARROW, WIDE = 0.45, 1.5
"""Width of i and j at most; width of a single letter at most (beyond, several letters touch)."""

AS_LARGE = 0.75
"""Size of a mark, as a share of the usual dot's, from which it is looked at again where dirt is common."""

CENTRED = 0.1
"""How far from the middle of a single letter a piece of its ring stands at most: dirt is mostly elsewhere."""

STEM, STEM_WIDE, STEM_WHOLE = 0.6, 0.35, 0.85
"""Height and width of the upright stroke under the dot of an i, and the share of its rows that have ink:
strokes of bold type are 0.3 wide, and fax eats into them."""

PAIR = (0.2, 0.75)
"""Distance between the two dots of ä and ö."""

ON_LINE = 0.13
"""How far the foot of a full stop is from the feet of the letters before it."""

BEHIND = (-0.1, 0.45)
"""White between a letter and the full stop behind it."""

BEFORE, FOOT = 0.6, 0.2
"""Where dirt is rare: how far before a full stop there is ink, and how high over its foot at least."""

DIRT_AMONG_DOTS = 0.3
"""Share of the marks where dots may be that is dirt by chance, up to which dirt is rare, and all of them
stay. At 150 dpi letters touch, and strict rules took two thirds of the dots and full stops for dirt on a page
with 71 stray specks of hairlines (2 to 4 pixels, dots had 4 to 8)."""


def find_specks(marks: Marks, typical: float) -> Flags:
    """Which marks are dirt."""
    tiny = marks.areas <= (SPECK_SIDE * typical) ** 2
    small = ~tiny & (np.maximum(marks.widths, marks.heights) <= STRAY_SIDE * typical)
    texture = _in_texture(marks, small | tiny, typical)
    small &= ~texture
    letters = marks.boxes[is_letter(marks, typical)]
    near, free = _near_letters(marks, letters, typical)
    stray = small & ~near
    specks = tiny | stray | texture
    dirt = np.count_nonzero(stray)
    if dirt >= DIRTY_PAGE:
        largest = SPECK_MARGIN * float(np.percentile(marks.areas[stray], 98))
        doubtful = np.flatnonzero(small & near & (marks.areas <= largest))
        kept = _may_be_dots(marks, doubtful, typical)
        by_chance = dirt / max(1, free) * _zone_of_dots(marks, typical)
        if by_chance > DIRT_AMONG_DOTS * np.count_nonzero(kept):
            kept = _are_dots(marks.boxes[doubtful], letters, typical)
            kept |= _are_large_dots(marks, np.flatnonzero(small & near), letters, typical)[doubtful]
        specks[doubtful[~kept]] = True
    return specks


def _in_texture(marks: Marks, small: Flags, typical: float) -> Flags:
    """Which small marks stand as close as the dots by which a fax shows a grey cell."""
    x, y = _middles(marks)
    found = np.zeros(len(marks.areas), np.bool_)
    if np.count_nonzero(small) < TEXTURE_DOTS:
        return found
    centres = np.zeros(marks.labels.shape, np.float32)
    np.add.at(centres, (y[small], x[small]), 1.0)
    side = max(1, round(TEXTURE_SIDE * typical))
    around = cv2.boxFilter(centres, -1, (side, side), normalize=False, borderType=cv2.BORDER_CONSTANT)
    found[small] = around[y[small], x[small]] >= TEXTURE_DOTS
    return found


def _middles(marks: Marks) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The pixel in the middle of each mark: x, y."""
    x, y = (marks.boxes[:, :2] + marks.boxes[:, 2:]).T / 2
    return x.astype(np.int64), y.astype(np.int64)


def _near_letters(marks: Marks, letters: Floats, typical: float) -> tuple[Flags, int]:
    """Which marks are near letters, and how many pixels of the page are not."""
    near = np.zeros(marks.labels.shape, np.bool_)
    beside, above, below = (round(length * typical) for length in (BESIDE, ABOVE, BELOW))
    for x0, top, x1, bottom in letters.astype(int).tolist():
        near[max(0, top - above) : bottom + below, max(0, x0 - beside) : x1 + beside] = True
    x, y = _middles(marks)
    found: Flags = near[y, x]
    return found, near.size - int(np.count_nonzero(near))


def _may_be_dots(marks: Marks, numbers: npt.NDArray[np.intp], typical: float) -> Flags:
    """Which of these marks stand shortly over ink, or on a level with the foot of ink shortly before them.

    By ink, not by boxes: where letters touch, these tell nothing.
    """
    under, before = round(DOT_GAP[1] * typical), round(BEFORE * typical)
    foot = max(1, round(FOOT * typical))
    kept = np.zeros(len(numbers), np.bool_)
    for index, number in enumerate(numbers.tolist()):
        x0, _, x1, bottom = marks.boxes[number].astype(int).tolist()
        below = marks.labels[bottom : bottom + under, x0:x1]
        left = marks.labels[max(0, bottom - foot) : bottom, max(0, x0 - before) : x0]
        kept[index] = any(bool(((part > 0) & (part != number + 1)).any()) for part in (below, left))
    return kept


def _zone_of_dots(marks: Marks, typical: float) -> int:
    """How many pixels of paper are shortly over ink of letters or behind it, where any dirt may be a dot."""
    ink = np.concatenate(([False], is_letter(marks, typical))).astype(np.uint8)[marks.labels]
    under, before = round(DOT_GAP[1] * typical), round(BEFORE * typical)
    over = cv2.dilate(ink, np.ones((under + 1, 1), np.uint8), anchor=(0, 0))
    behind = cv2.dilate(ink, np.ones((1, before + 1), np.uint8), anchor=(before, 0))
    return cv2.countNonZero(cv2.max(over, behind)) - cv2.countNonZero(ink)


def _are_dots(dots: Floats, letters: Floats, typical: float) -> Flags:
    """Which small marks stand where print puts dots."""
    kept = np.zeros(len(dots), np.bool_)
    order = np.argsort(letters[:, 1], kind="stable")
    letters = letters[order]
    centres = (dots[:, 0] + dots[:, 2]) / 2
    for index, (x0, top, x1, bottom) in enumerate(dots):
        first = int(np.searchsorted(letters[:, 1], top - 4 * typical))
        last = int(np.searchsorted(letters[:, 1], bottom + typical))
        around = letters[first:last]
        around = around[(around[:, 0] < x1 + typical) & (around[:, 2] > x0 - typical)]
        others = np.flatnonzero(
            (np.abs(dots[:, 1] - top) < 1.5 * typical) & (np.abs(centres - centres[index]) < typical)
        )
        others = others[others != index]
        kept[index] = (
            _is_over_letter(index, dots, centres, around, others, typical)
            or _is_full_stop((x0, top, x1, bottom), around, typical)
            or _is_over_full_stop(index, dots, centres, around, others, typical)
        )
    return kept


def _are_large_dots(marks: Marks, small: npt.NDArray[np.intp], letters: Floats, typical: float) -> Flags:
    """Which marks are as large as dots usually are, and stand where a dot may be, of all marks of the page.

    Looser than :func:`_are_dots`: the other dot of an ä may be in no doubt, an i touch its neighbours, the
    ring of an å be in pieces.
    """
    found = np.zeros(len(marks.areas), np.bool_)
    are_dots = _are_dots(marks.boxes[small], letters, typical)
    if not are_dots.any():
        return found
    large = marks.areas[small] >= AS_LARGE * float(np.median(marks.areas[small][are_dots]))
    found[small[large & are_dots]] = True
    for number in small[large & ~are_dots].tolist():
        dot = tuple(marks.boxes[number].tolist())
        found[number] = _is_over_stem(dot, marks.labels, typical) or _is_over_middle(dot, letters, typical)
    return found


def _is_over_stem(
    dot: tuple[float, float, float, float], labels: npt.NDArray[np.int32], typical: float
) -> bool:
    """Whether right under it is an upright stroke: that of an i."""
    x0, _, x1, bottom = (int(edge) for edge in dot)
    reach = round(STEM_WIDE * typical)
    left = max(0, x0 - reach)
    below = labels[bottom : bottom + round((DOT_GAP[1] + STEM) * typical), left : x1 + reach] > 0
    rows = np.flatnonzero(below[:, x0 - left : x1 - left].any(axis=1))
    if not len(rows) or rows[0] > DOT_GAP[1] * typical:
        return False
    stem = below[rows[0] : rows[0] + round(STEM * typical)]
    under = stem[:, x0 - left : x1 - left].any(axis=1)
    # At half its height: a stem has serifs, and joins its neighbours at its head and foot.
    beside = stem[len(stem) // 3 : 2 * len(stem) // 3 + 1]
    return bool(under.mean() >= STEM_WHOLE and np.median(beside.sum(axis=1)) <= reach)


def _is_over_middle(dot: tuple[float, float, float, float], letters: Floats, typical: float) -> bool:
    """Whether it stands right over the middle of a single letter, as a piece of the ring of an å does."""
    gaps, widths = letters[:, 1] - dot[3], letters[:, 2] - letters[:, 0]
    under = (gaps >= DOT_GAP[0] * typical) & (gaps <= DOT_GAP[1] * typical) & (widths <= WIDE * typical)
    off = np.abs(letters[:, 0] + letters[:, 2] - dot[0] - dot[2]) / 2
    return bool(np.any(under & (off <= CENTRED * typical)))


def _is_over_letter(
    index: int,
    dots: Floats,
    centres: Floats,
    letters: Floats,
    others: npt.NDArray[np.intp],
    typical: float,
) -> bool:
    """Whether it is the dot of an i, or one of the two dots of an ä or ö."""
    centre = centres[index]
    gaps = letters[:, 1] - dots[index, 3]
    over = (letters[:, 0] - 0.15 * typical <= centre) & (centre <= letters[:, 2] + 0.15 * typical)
    under = letters[over & (gaps >= DOT_GAP[0] * typical) & (gaps <= DOT_GAP[1] * typical)]
    if not len(under):
        return False
    level = np.abs(dots[others, 1] - dots[index, 1]) <= 0.15 * typical
    apart = np.abs(centres[others] - centre)
    paired = bool(np.any(level & (apart >= PAIR[0] * typical) & (apart <= PAIR[1] * typical)))
    for letter in under:
        width = letter[2] - letter[0]
        if width > WIDE * typical:
            return True
        if width <= NARROW * typical and abs((letter[0] + letter[2]) / 2 - centre) <= 0.25 * typical:
            return True
        if width > NARROW * typical and paired:
            return True
    return False


def _is_full_stop(dot: tuple[float, float, float, float], letters: Floats, typical: float) -> bool:
    gaps = dot[0] - letters[:, 2]
    behind = (gaps >= BEHIND[0] * typical) & (gaps <= BEHIND[1] * typical)
    return bool(np.any(behind & (np.abs(letters[:, 3] - dot[3]) <= ON_LINE * typical)))


def _is_over_full_stop(
    index: int,
    dots: Floats,
    centres: Floats,
    letters: Floats,
    others: npt.NDArray[np.intp],
    typical: float,
) -> bool:
    """Whether it is the upper dot of a colon."""
    below = (np.abs(centres[others] - centres[index]) <= 0.12 * typical) & (
        dots[others, 1] > dots[index, 3] + 0.2 * typical
    )
    return any(_is_full_stop(tuple(dots[other]), letters, typical) for other in others[below])
