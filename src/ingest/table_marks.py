"""Straight page picture → the ruling lines and coloured cells of its tables, as a digital page has them.

Lengths are pixels of the straightened picture; its rows are level, so that lines and cells are upright.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ingest.ink import Floats, Grey, find_marks, halved
from ingest.words import Colour

Pixels = npt.NDArray[np.uint8]
"""Rows by columns by blue, green, red."""

UNBROKEN = 3.0
"""Length, in typical letter heights, on which a line has no white: text has, between its letters."""

RULE_LENGTH = 5.0
"""Shortest line in typical letter heights; as :data:`ingest.ink_cleaning.RULING_LENGTH`."""

RULE_THICKNESS = 0.35
"""Thickest line in typical letter heights: 2.5 points beside text of 10 points."""

FRINGE, HAIRLINE = 1.0, 5.0
"""Pixels by which the blur of a photograph makes a hairline seem thicker, and how thick it then is at most:
half a point, 3 pixels at 220 dpi, is seen in five rows, beside text of 8 pt one more than RULE_THICKNESS
lets pass. Thicker lines have no such grace: tops of letters of 17 pixels, joined, are as thin."""

LEAN = 0.01
"""How much a line may still rise on its length, on a curled sheet. What goes up and down more is the tops and
feet of letters that blur joined."""

FAINT = 25
"""Difference in brightness from the paper, of 255, from which a line is seen: grey hairlines of office
programs have 40 at 200 dpi, noise of scanners averages out to 10."""

BESIDE = 3
"""Pixels beside a line that must be paper: at 150 dpi, 1.4 points."""

BRIDGED = 2.0
"""Gap in a line, in typical letter heights, that is a fault of the scan: hairlines fade out in places."""

LETTER_GAP = 1.5
"""Side of the square, in typical letter heights, that some paper between letters always fits in."""

LETTER_CELLS = 4
"""Pixels that a typical letter is high when colours are looked for."""

TINT = 15
"""Darkness, of 255, from which an area without colour is a grey cell, on a page that has colours."""

BLACK_PERCENT = 0.2
"""Share of a page's pixels, in per cent, that lie in the middle of black strokes on a page of little text."""

BRIGHTEST_BLACK = 80
"""Brightness, of 255, up to which the darkest pixels are the scanner's black."""

SATURATION = 18
"""Difference between the brightest and the darkest channel, of 255, from which paper is coloured: the palest
tints of office programs have 25, yellowed paper is divided out."""

CELL_EDGE = 14
"""Step in any channel, of 255, within three small pixels at which one cell ends and another begins."""

LARGEST_CELL = 0.25
"""Share of the page above which a coloured area is coloured paper or light, and no cell."""

CELL_SHARE = 0.8
"""Share of its box that a coloured area fills when it is a cell and no photograph or logo."""

SAME_COLOUR = 14 / 255
"""Difference in any channel within which two cells of a page have one colour."""

LIGHT = 150
"""Brightness of its brightest channel from which black text on a fill is read in that channel."""


@dataclass(frozen=True, slots=True)
class ColouredCell:
    """A filled area: x0, top, x1, bottom in pixels, and its colour on white paper."""

    box: tuple[int, int, int, int]
    colour: Colour


def find_rules(grey: Grey, typical: float) -> Floats:
    """Boxes of the ruling lines (x0, top, x1, bottom), those broken by the scan joined."""
    if typical == 0:
        return np.zeros((0, 4))
    side = _odd(LETTER_GAP * typical)
    paper = cv2.morphologyEx(cv2.blur(grey, (5, 5)), cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    across = _rules(grey, np.asarray(paper, np.uint8), typical)
    turned, turned_paper = (np.asarray(cv2.transpose(each), np.uint8) for each in (grey, paper))
    down = _rules(turned, turned_paper, typical)[:, [1, 0, 3, 2]]
    return np.concatenate([across, down])


def _rules(grey: Grey, paper: Grey, typical: float) -> Floats:
    """The level lines."""
    # A line that leans by a pixel goes on in the next row: the darkest of three rows is looked at.
    dark = cv2.erode(cv2.blur(grey, (5, 1)), np.ones((3, 1), np.uint8))
    unbroken = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((1, _odd(UNBROKEN * typical)), np.uint8))
    seen = (cv2.subtract(paper, unbroken) >= FAINT).astype(np.uint8)
    if not cv2.countNonZero(seen):
        return np.zeros((0, 4))
    gap = np.ones((1, _odd(BRIDGED * typical)), np.uint8)
    bridged = cv2.morphologyEx(seen, cv2.MORPH_CLOSE, gap)
    marks = find_marks(np.asarray(bridged, np.uint8))
    left, top, right, bottom = marks.boxes.T
    width, height = right - left, bottom - top
    # Two rows of the thickness come from looking at three at once.
    length = np.maximum(width, 1)
    thickest = RULE_THICKNESS * typical
    thickest = max(2.0, thickest, min(thickest + FRINGE, HAIRLINE))
    thin = marks.areas / length - 2 <= thickest
    level = height <= marks.areas / length + 2 + LEAN * width
    chosen = thin & level & (width >= RULE_LENGTH * typical) & (height <= typical)
    boxes = np.stack([left, top + 1, right, np.maximum(top + 2, bottom - 1)], axis=1)
    ink = cv2.subtract(paper, grey)
    lines = [box for box in boxes[chosen].astype(int).tolist() if _is_free(np.asarray(ink, np.uint8), box)]
    return np.asarray(lines, np.float64).reshape(-1, 4)


def _is_free(ink: Grey, line: list[int]) -> bool:
    """Whether there is paper above and below; the tops of letters in a row look like a line else."""
    x0, top, x1, bottom = line
    beside = [
        ink[max(0, top - 2 - BESIDE) : max(0, top - 2), x0:x1],
        ink[bottom + 2 : bottom + 2 + BESIDE, x0:x1],
    ]
    return all(float(strip.mean()) < FAINT for strip in beside if strip.size)


def find_cells(pixels: Pixels, typical: float) -> list[ColouredCell]:
    """The coloured cells; none on a grey picture, whose tints tell no colour."""
    if typical == 0:
        return []
    # A few pixels a letter are enough, and the median of so few leaves no letter, black or white.
    shrink = max(1, round(typical / LETTER_CELLS))
    small = cv2.resize(pixels, None, fx=1 / shrink, fy=1 / shrink, interpolation=cv2.INTER_AREA)
    plain = np.asarray(cv2.medianBlur(small, _odd(LETTER_GAP * LETTER_CELLS)), np.float32)
    black = _black(pixels)
    plain = np.clip((plain - black) * (255 / np.maximum(_paper(plain) - black, 1)), 0, 255)
    coloured = (plain.max(axis=2) - plain.min(axis=2) >= SATURATION) | (plain.max(axis=2) <= 255 - TINT)
    if not coloured.any():
        return []
    step = cv2.morphologyEx(plain, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)).max(axis=2)
    inner = (coloured & (step < CELL_EDGE)).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(inner, connectivity=4)
    cells: list[ColouredCell] = []
    for label, (left, top, width, height, area) in enumerate(stats[1:].tolist(), start=1):
        box_area = width * height
        if (
            min(width, height) < LETTER_CELLS
            or not CELL_SHARE * box_area <= area <= LARGEST_CELL * inner.size
        ):
            continue
        inside = plain[labels == label]
        blue, green, red = (float(channel) / 255 for channel in np.median(inside, axis=0))
        x0, y0, x1, y1 = left - 1, top - 1, left + width + 1, top + height + 1  # the step is the cell's too
        box = max(0, x0 * shrink), max(0, y0 * shrink), x1 * shrink, y1 * shrink
        cells.append(ColouredCell(box, _known((red, green, blue), cells)))
    return cells


def is_coloured(pixels: Pixels) -> bool:
    """Whether anything on a picture has a colour; most scans are grey, and need not be searched."""
    few = halved(pixels, 3)
    blue, green, red = cv2.split(few)
    brightest, darkest = cv2.max(cv2.max(blue, green), red), cv2.min(cv2.min(blue, green), red)
    return bool(cv2.subtract(brightest, darkest).max() >= SATURATION)


def turned_over(cell: ColouredCell, width: int, height: int) -> ColouredCell:
    """The cell on the page turned by 180°."""
    x0, top, x1, bottom = cell.box
    return ColouredCell((width - x1, height - bottom, width - x0, height - top), cell.colour)


def read_on_colour(grey: Grey, pixels: Pixels, cells: list[ColouredCell]) -> None:
    """Make the paper of coloured cells white in place, and black text on them as black as elsewhere.

    In the channel in which the fill is brightest, it is paper.
    """
    for cell in cells:
        x0, top, x1, bottom = cell.box
        part = pixels[top:bottom, x0:x1]
        if not part.size:
            continue
        fill = np.median(part.reshape(-1, 3), axis=0)
        channel = int(np.argmax(fill))
        if fill[channel] >= LIGHT:
            lit = part[:, :, channel].astype(np.float32) * (255 / fill[channel])
            grey[top:bottom, x0:x1] = np.clip(lit, 0, 255).astype(np.uint8)


def _paper(pixels: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """The colour of the paper: of the lighter half of the page, channel by channel."""
    flat = pixels.reshape(-1, 3)
    light = flat[flat.min(axis=1) >= np.median(flat.min(axis=1))]
    return np.asarray(np.median(light, axis=0), np.float32)


def _black(pixels: Pixels) -> float:
    """How bright the black of the scanner is; 0 where the page has no black."""
    darkest = float(np.percentile(pixels[::2, ::2].max(axis=2), BLACK_PERCENT))
    return darkest if darkest <= BRIGHTEST_BLACK else 0.0


def _known(colour: Colour, cells: list[ColouredCell]) -> Colour:
    """The colour as it was first measured on this page."""
    for cell in cells:
        if max(abs(a - b) for a, b in zip(colour, cell.colour, strict=True)) <= SAME_COLOUR:
            return cell.colour
    return colour


def _odd(length: float) -> int:
    return max(3, 2 * round(length / 2) + 1)
