"""Blocks of an upright page → one sheet, a single column that an OCR engine cannot misread as several.

The blocks are set one below the other with white between them, columns of numbers as a row, so that one
run of the engine reads the whole page, and each place on the sheet leads back to its place on the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import cv2
import numpy as np
import numpy.typing as npt

from ingest.blocks import EDGE, Rect
from ingest.ink import Flags, Grey, runs

Letters = npt.NDArray[np.uint8]

SPACE_BETWEEN = 2.5
"""White between blocks on the sheet, in typical letter heights: about a line."""

NARROW = 5.0
"""A block up to this wide, in typical letter heights, is a column of numbers or marks. Tesseract's layout
analysis passes over lone characters that stand below each other, but reads them in a row."""

LONE = 1.5 + 2 * EDGE
"""A block of one line up to this wide, in typical letter heights, has one or two characters: of a page number
by itself tesseract read nothing, behind another line it was sure of it (0.95)."""

FAR = 4.0
"""White between lines of a block, in typical letter heights, that the sheet leaves out: cells of a table
stand that far apart, and tesseract passes over lone words in wide white (five of eight cells of a status
column), and takes time for it."""

LINE_GAP = 0.35
"""White rows between two lines at least, in typical letter heights: more than under the dot of an i."""

INKED = 0.5
"""How dark ink is at least, as a share of the darkest around it: page numbers are printed in grey."""

FAINTEST = 0.3
"""The same as a share of the darkest of its block. Letters have 0.4
(:data:`ingest.ink_cleaning.FAINTNESS`), the grain of paper beside them less. Of grey “Tertial 3”, less than
half as dark as the text under it, nothing was left on the sheet."""

AROUND = 1.0
"""How far around a row its darkest is looked for, in typical letter heights: not as far as the next line."""

CLOSE, SHORT, FEWEST_PITCHES, LINE_HEIGHT = 0.85, 0.5, 3, 0.6
"""A first line is set by itself if the next one follows at this share of the usual distance of the block's
lines, of which there are so many, and it has this share of the block's width; lines are so high at least, in
typical letter heights. Of “T1” close above a line of text tesseract made one line with it (“Utrsgilkgst”)."""

MARGIN = 1.5
"""White around the sheet, in typical letter heights."""

LETTER_PIXELS = 21
"""Smaller letters are scaled up to this: the size at which tesseract's model reads best (letters of 10 pt at
300 dpi). Leaving letters of 15 to 18 pixels as they are takes up to a sixth less of tesseract's time, but
on a grainy page at 150 dpi with 16 pixels it then lost or spoiled 7 of the 26 words of a cell, and misread 30
words (8 scaled) on one with 15, where serif letters touch and the typical one seems larger."""

MOST_SCALE = 2.0
"""Scaling further adds no detail, only time."""


@dataclass(frozen=True, slots=True)
class Strip:
    """Where a block of the page, or a line of a narrow one, lies on the sheet."""

    block: Rect
    place: Rect
    """In pixels of the sheet."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """All blocks of a page in one column."""

    picture: Grey
    strips: tuple[Strip, ...]
    scale: float
    """Pixels of the sheet per pixel of the page."""

    def strip_at(self, x0: float, top: float, x1: float, bottom: float) -> int:
        """Number of the strip that a box on the sheet lies on."""
        x, y = (x0 + x1) / 2, (top + bottom) / 2
        places = [strip.place for strip in self.strips]
        # What stands behind the last line of a block lies within its place.
        return min(range(len(places)), key=lambda i: (_distance(places[i], x, y), _width(places[i])))

    def to_page(self, x0: float, top: float, x1: float, bottom: float) -> tuple[float, float, float, float]:
        """A box on the sheet as a box on the page, in pixels of the page."""
        strip = self.strips[self.strip_at(x0, top, x1, bottom)]
        (left, up, _, _), (sheet_left, sheet_up, _, _) = strip.block, strip.place
        return (
            left + (x0 - sheet_left) / self.scale,
            up + (top - sheet_up) / self.scale,
            left + (x1 - sheet_left) / self.scale,
            up + (bottom - sheet_up) / self.scale,
        )


def _distance(place: Rect, x: float, y: float) -> float:
    """How far a point lies outside a rectangle."""
    x0, top, x1, bottom = place
    return max(x0 - x, x - x1, 0.0) + max(top - y, y - bottom, 0.0)


def _width(rect: Rect) -> int:
    return rect[2] - rect[0]


def make_sheet(page: Grey, blocks: list[Rect], typical: float) -> Sheet:
    """Set the blocks of a page (at least one) below each other, the lines of narrow ones side by side.

    One or two characters alone stand behind the last line of the block before.
    """
    scale = float(np.clip(LETTER_PIXELS / typical, 1.0, MOST_SCALE))
    margin, space = round(MARGIN * typical * scale), round(SPACE_BETWEEN * typical * scale)
    widest = round(max(_width(block) for block in blocks) * scale)
    placed: list[tuple[Strip, Letters]] = []
    row = margin
    for block in blocks:
        pieces = _pieces(page, block, typical)
        if placed and len(pieces) == 1 and _width(pieces[0]) <= LONE * typical:
            letters = _scaled(page, pieces[0], scale)
            place = _behind(placed[-1], letters, typical * scale)
            placed.append((Strip(pieces[0], place), letters))
            row = max(row, place[3] + space)
            continue
        x, height = margin, 0
        in_a_row = _is_narrow(block, typical)
        for piece in pieces:
            letters = _scaled(page, piece, scale)
            if x > margin and (not in_a_row or x + letters.shape[1] > margin + widest):
                x, row, height = margin, row + height + space, 0
            place = x, row, x + letters.shape[1], row + letters.shape[0]
            placed.append((Strip(piece, place), letters))
            x, height = x + letters.shape[1] + space, max(height, letters.shape[0])
        row += height + space if height else 0
    places = [strip.place for strip, _ in placed]
    width, height = max(place[2] for place in places) + margin, max(place[3] for place in places) + margin
    sheet = np.full((height, width), 255, np.uint8)
    for strip, letters in placed:
        x0, top, x1, bottom = strip.place
        sheet[top:bottom, x0:x1] = np.minimum(sheet[top:bottom, x0:x1], letters)
    return Sheet(sheet, tuple(strip for strip, _ in placed), scale)


def _behind(before: tuple[Strip, Letters], letters: Letters, typical: float) -> Rect:
    """The place on the sheet behind the last line of a strip, standing as low."""
    strip, above = before
    foot, own = _last_inked(above.min(axis=1)), _last_inked(letters.min(axis=1))
    line = above[max(0, foot - round(typical)) : foot + 1]
    x = strip.place[0] + _last_inked(line.min(axis=0)) + round(SPACE_BETWEEN * typical)
    top = max(0, strip.place[1] + foot - own)
    return x, top, x + letters.shape[1], top + letters.shape[0]


def _last_inked(darkest: Letters) -> int:
    """The last row or column that has ink, by its darkest pixel."""
    darkness = 255 - darkest
    return int(np.flatnonzero(darkness >= INKED * darkness.max())[-1])


def _is_narrow(block: Rect, typical: float) -> bool:
    return _width(block) <= NARROW * typical


def _pieces(page: Grey, block: Rect, typical: float) -> list[Rect]:
    """What of a block is set by itself: lines that stand together; of a narrow one, each line."""
    left, top, right, bottom = (
        max(0, block[0]),
        max(0, block[1]),
        min(page.shape[1], block[2]),
        min(page.shape[0], block[3]),
    )
    if left >= right or top >= bottom:
        return []
    has_ink = _inked_rows(255 - page[top:bottom, left:right].min(axis=1), typical)
    inked = np.flatnonzero(has_ink) + top
    gap = LINE_GAP if _is_narrow(block, typical) else FAR
    between = np.flatnonzero(np.diff(inked) > gap * typical)
    close = _close_heading(page[top:bottom, left:right], has_ink, typical)
    if close is not None:
        between = np.union1d(between, np.flatnonzero(inked == top + close - 1))
    if not between.size:
        return [(left, top, right, bottom)]
    cuts = [top, *((inked[between] + inked[between + 1]) // 2).tolist(), bottom]
    kept = round(EDGE * typical)
    return [
        (left, max(first, int(line[0]) - kept), right, min(last, int(line[-1]) + kept))
        for first, last in pairwise(cuts)
        if (line := inked[(inked >= first) & (inked < last)]).size
    ]


def _inked_rows(darkness: Letters, typical: float) -> Flags:
    """Which rows have ink, by their darkest pixels: lines in grey have it beside lines in black."""
    around = cv2.dilate(darkness[:, None], np.ones((2 * round(AROUND * typical) + 1, 1), np.uint8))[:, 0]
    return np.asarray(darkness > np.maximum(INKED * around, FAINTEST * darkness.max()), np.bool_)


def _close_heading(block: Letters, inked: Flags, typical: float) -> int | None:
    """Where the first line of a block ends, if it is short and the next one stands too close below it.

    Args:
        block: its part of the page.
        inked: rows of it with ink.
        typical: height of the typical letter.
    """
    lines = [line for line in runs(inked) if line[1] - line[0] >= LINE_HEIGHT * typical]
    pitches = [below[0] - above[0] for above, below in pairwise(lines)]
    if len(pitches) < FEWEST_PITCHES or pitches[0] >= CLOSE * median(pitches):
        return None
    top, bottom = lines[0]
    darkness = 255 - block[top:bottom].min(axis=0)
    width = int(np.ptp(np.flatnonzero(darkness > INKED * darkness.max())))
    return bottom if width <= SHORT * block.shape[1] else None


def _scaled(page: Grey, piece: Rect, scale: float) -> Letters:
    letters = page[piece[1] : piece[3], piece[0] : piece[2]]
    if scale > 1:
        size = max(1, round(letters.shape[1] * scale)), max(1, round(letters.shape[0] * scale))
        letters = cv2.resize(letters, size, interpolation=cv2.INTER_CUBIC).astype(np.uint8)
    return letters
