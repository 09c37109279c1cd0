"""Page picture → ink: even light, black on white, and the connected marks that letters are made of.

Lengths are pixels of the picture given; arrays are row-major, ``[y, x]``.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

Grey = npt.NDArray[np.uint8]
Ink = npt.NDArray[np.uint8]
"""1 where there is ink, 0 where there is paper."""
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

LIGHT_TILES = 48
"""Tiles along the longer side in which the paper's brightness is measured. A tile is then a few
letters wide: wide enough to hold some paper, narrow enough to follow a shadow."""

PAPER_PERCENTILE = 80
"""Of the brightness within a tile, the share of pixels that are darker than its paper. Text covers
5 to 25 % of a tile; noise of scanners moves the very brightest pixels."""

DARK_FLOOR = 40
"""Paper darker than this (of 255) is no paper: dividing by it would only amplify noise."""

BLANK_CONTRAST = 40
"""Least difference in brightness between ink and paper, of 255. Below it there is only noise."""

LETTER_SHARE = 0.45
"""A mark this tall, as a share of the typical letter, is a letter and no dot, comma or speck."""

LETTER_TIMES = 4.0
"""A mark taller than this many typical letters is a picture, a stamp, a table border."""

DENSE = 0.15
"""Share of ink from which OpenCV measures the marks: it looks at every pixel, ours at those of ink alone,
which takes half as long on pages of text (2 to 7 % ink) and twice as long where half is ink."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Connected areas of ink, each with its box; row ``i`` describes the mark labelled ``i + 1``."""

    labels: npt.NDArray[np.int32]
    """For each pixel the label of its mark; 0 is paper."""
    boxes: Floats
    """x0, top, x1, bottom of each mark."""
    areas: Floats
    """Pixels of ink of each mark."""

    @property
    def heights(self) -> Floats:
        """Vertical extent of each mark."""
        return self.boxes[:, 3] - self.boxes[:, 1]

    @property
    def widths(self) -> Floats:
        """Horizontal extent of each mark."""
        return self.boxes[:, 2] - self.boxes[:, 0]


def runs(flags: Flags) -> list[tuple[int, int]]:
    """Beginnings and ends (the one after the last) of the runs of true."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False])).astype(np.int8)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def even_light(grey: Grey) -> Grey:
    """The picture with its paper at 255 everywhere: shadows, tints and vignettes divided out."""
    height, width = grey.shape
    tile = max(8, max(height, width) // LIGHT_TILES)
    rows, columns = -(-height // tile), -(-width // tile)
    padded = cv2.copyMakeBorder(
        grey, 0, rows * tile - height, 0, columns * tile - width, cv2.BORDER_REPLICATE
    )
    tiles = padded.reshape(rows, tile, columns, tile)[:, :: max(1, tile // 12), :, :: max(1, tile // 12)]
    paper = np.percentile(tiles.transpose(0, 2, 1, 3).reshape(rows, columns, -1), PAPER_PERCENTILE, axis=2)
    # A tile that lies wholly on a letter or a stamp takes the paper of its neighbours.
    smooth = cv2.medianBlur(paper.astype(np.uint8), 5 if min(rows, columns) >= 5 else 3)
    paper = np.maximum(np.maximum(paper, smooth), DARK_FLOOR).astype(np.float32)
    full = cv2.resize(paper, (columns * tile, rows * tile), interpolation=cv2.INTER_LINEAR)
    lit = cv2.divide(grey.astype(np.float32), full[:height, :width], scale=255.0)
    return np.minimum(lit, 255, out=lit).astype(np.uint8)


def threshold(lit: Grey) -> Ink:
    """Ink as 1, paper as 0. A blank page has no ink, however noisy its paper."""
    _, dark = cv2.threshold(lit, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    inked = cv2.countNonZero(dark)
    if 0 < inked < dark.size:
        ink = mean_of_ink(lit, np.asarray(dark, np.uint8))
        paper = (cv2.mean(lit)[0] * dark.size - ink * inked) / (dark.size - inked)
        if paper - ink >= BLANK_CONTRAST:
            return np.asarray(dark, np.uint8)
    return np.zeros(lit.shape, np.uint8)


def mean_of_ink(grey: Grey, ink: Ink) -> float:
    """Mean brightness of ink, of which there is some."""
    return float(cv2.mean(grey * ink)[0] * ink.size / cv2.countNonZero(ink))


def halved(picture: npt.NDArray[np.uint8], times: int) -> npt.NDArray[np.uint8]:
    """The picture at half its size, so many times; an odd last row or column is left out.

    By exact halves that is many times as fast as at once.
    """
    for _ in range(times):
        height, width = (max(1, length // 2) for length in picture.shape[:2])
        even = picture[: 2 * height, : 2 * width]
        picture = np.asarray(cv2.resize(even, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    return picture


def ink_in(part: Grey) -> Flags:
    """Which pixels of a part of a sheet are ink: darker than half way to the darkest; some type is grey."""
    return np.asarray(part < (int(part.min()) + 255) / 2 if part.size else part > 0, np.bool_)


def find_marks(ink: Ink) -> Marks:
    """The connected areas (corners touch) of ink."""
    if cv2.countNonZero(ink) > DENSE * ink.size:
        _, found, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8, ltype=cv2.CV_32S)
        left, top, width, height, areas = stats[1:].astype(np.float64).T
        boxes = np.stack([left, top, left + width, top + height], axis=1)
        return Marks(np.asarray(found, np.int32), boxes, areas)
    count, found = cv2.connectedComponents(ink, connectivity=8, ltype=cv2.CV_32S)
    labels = np.asarray(found, np.int32)
    inked = np.flatnonzero(ink.view(np.bool_))
    of = labels.ravel()[inked]
    down, across = np.divmod(inked.astype(np.int32), np.int32(ink.shape[1]))
    first = np.full((2, count), max(ink.shape), np.int32)
    last = np.zeros((2, count), np.int32)
    for axis, places in enumerate((across, down)):
        np.minimum.at(first[axis], of, places)
        np.maximum.at(last[axis], of, places)
    boxes = np.concatenate([first, last + 1])[:, 1:].T.astype(np.float64)
    return Marks(labels, np.ascontiguousarray(boxes), np.bincount(of, minlength=count)[1:].astype(np.float64))


def morph(ink: Ink, operation: int, shape: Ink) -> Ink:
    """The ink opened, closed, widened (``cv2.MORPH_…``) by a shape of ones."""
    if operation == cv2.MORPH_OPEN:
        left = np.asarray(cv2.erode(ink, shape), np.uint8)
        return np.asarray(cv2.dilate(left, shape), np.uint8) if cv2.countNonZero(left) else left
    return np.asarray(cv2.morphologyEx(ink, operation, shape), np.uint8)


def letter_height(marks: Marks) -> float:
    """Height of the typical letter; 0 where there is none.

    The median over marks, each counted by the square root of its ink, so that ten thousand specks
    do not outvote a thousand letters, and one black bar does not outvote them either.
    """
    heights = marks.heights
    plausible = (heights >= 4) & (marks.widths >= 2) & (marks.widths < 12 * heights)
    if not plausible.any():
        return 0.0
    values, weights = heights[plausible], np.sqrt(marks.areas[plausible])
    order = np.argsort(values, kind="stable")
    passed = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(passed, passed[-1] / 2)])


def is_letter(marks: Marks, typical: float) -> npt.NDArray[np.bool_]:
    """Which marks have the size of letters (or of a few letters that touch)."""
    heights, widths = marks.heights, marks.widths
    tall = (heights >= LETTER_SHARE * typical) & (widths >= 0.1 * typical)
    dash = (widths >= 0.5 * typical) & (widths <= 3 * typical)
    return (tall | dash) & (heights <= LETTER_TIMES * typical) & (widths <= 25 * typical)
