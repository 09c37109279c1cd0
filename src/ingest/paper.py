"""Photographed page → the paper alone: what lies around it on the desk is made paper too.

Light changes slowly over a sheet, however unevenly it falls, and in a step at its edge. So the sheet is
the largest area of a coarse picture in which neighbours are about as bright, its letters filled in.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from ingest.ink import Flags, Floats, Grey, halved

COARSE = 320
"""Longer side, in pixels, of the picture in which the sheet is looked for: lines of text are then 2 to 4."""

LETTERS = 7
"""Side, in pixels of the coarse picture, of what is filled in as letters."""

STEP = 7.0
"""Difference in brightness, of 255, from one coarse pixel to the next that is an edge. A hard shadow has 3
to 5, a sheet on a desk little darker than itself 20. Set on made photographs."""

LEAST, MOST = 0.25, 0.97
"""Share of the picture that a sheet covers: with more there is no desk, with less it may be a box."""

SIDES, OUTSIDE = 3, 0.6
"""How many sides of the picture must be desk along this share of their length: a banner across the head of
a scanned page, which bounds its white as a desk does, is one side and corners of two."""

CORNERS, SEEN = 0.1, 0.9
"""Share of the sheet's height at top and bottom at which its sides are not looked at (there the corners of a
turned sheet lie), and the share of the rest along which a side must lie within the picture. Estimates."""

FEWEST_ROWS = 40
"""Coarse pixels of a side from which its direction is told: within a third of a degree at that length."""

STRAIGHT = 2.0
"""Coarse pixels by which a side may leave its straight line: the edge is found to one, a curled sheet bulges.
An estimate."""

Point = tuple[float, float]

Sides = tuple[tuple[Point, Point], tuple[Point, Point]]
"""The left and the right edge of a sheet, each from top to bottom by two of its points, in pixels."""

MARGIN = 2
"""Coarse pixels taken off the sheet's edge, where it is blurred and casts a shadow."""


PIECE = 0.01
"""Share of the picture from which an even area is a part of the sheet and not the paper within a frame."""

SHADE = 8
"""Coarse pixels that the edge of a shadow is wide at most: a hand's, held half a metre over the sheet, blurs
over 1 to 2 cm, of which the steep part counts. An estimate."""

LOST = 4
"""Coarse pixels of the sheet's edge that are not found as the sheet: MARGIN, and the step itself."""


def find_paper(grey: Grey) -> Flags | None:
    """Which pixels are the sheet; None where the picture shows nothing but the sheet, or cannot tell."""
    height, width = grey.shape
    scale = COARSE / max(height, width)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    halvings = max(0, int(np.log2(max(height, width) / COARSE)) - 1)
    coarse = cv2.resize(halved(grey, halvings), size, interpolation=cv2.INTER_AREA)
    coarse = cv2.morphologyEx(coarse, cv2.MORPH_CLOSE, np.ones((LETTERS, LETTERS), np.uint8))
    smooth = cv2.GaussianBlur(coarse, (0, 0), 1).astype(np.float32)
    across = cv2.Sobel(smooth, cv2.CV_32F, 1, 0, ksize=3) / 8
    down = cv2.Sobel(smooth, cv2.CV_32F, 0, 1, ksize=3) / 8
    even = (np.hypot(across, down) < STEP).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(even, connectivity=4)
    areas = stats[1:, cv2.CC_STAT_AREA]
    if not len(areas) or areas.max() < LEAST * coarse.size:
        return None
    large = [label for label in range(1, len(stats)) if areas[label - 1] >= LEAST * coarse.size]
    sheet = max(large, key=lambda label: float(np.median(coarse[labels == label])))
    whole = _with_shaded(np.asarray(labels, np.int32), sheet, np.asarray(areas, np.int32))
    rows = np.flatnonzero(whole.any(axis=1))
    lefts, rights = whole[rows].argmax(axis=1), whole.shape[1] - 1 - whole[rows, ::-1].argmax(axis=1)
    ends = np.concatenate([np.stack([side, rows], axis=1) for side in (lefts, rights)])
    outline = cv2.convexHull(ends.astype(np.int32))
    found = np.zeros(coarse.shape, np.uint8)
    cv2.fillConvexPoly(found, outline, 1)
    if found.mean() > MOST:
        return None
    desk = [float((side == 0).mean()) for side in (found[0], found[-1], found[:, 0], found[:, -1])]
    if sum(share >= OUTSIDE for share in desk) < SIDES:
        return None
    inner = cv2.erode(found, np.ones((2 * MARGIN + 1,) * 2, np.uint8))
    return np.asarray(cv2.resize(inner, (width, height), interpolation=cv2.INTER_NEAREST) > 0, np.bool_)


def _with_shaded(labels: npt.NDArray[np.int32], sheet: int, areas: npt.NDArray[np.int32]) -> Flags:
    """The sheet with its parts beyond the edge of a hard shadow.

    They lie close to it, and not at the picture's edge, where the desk is.
    """
    outer = {*labels[0].tolist(), *labels[-1].tolist(), *labels[:, 0].tolist(), *labels[:, -1].tolist()}
    left = [
        label
        for label in range(1, len(areas) + 1)
        if label != sheet and label not in outer and areas[label - 1] >= PIECE * labels.size
    ]
    whole = labels == sheet
    while left:
        near = cv2.dilate(whole.astype(np.uint8), np.ones((2 * SHADE + 1,) * 2, np.uint8))
        touched = set(np.unique(labels[near > 0]).tolist())
        found = [label for label in left if label in touched]
        if not found:
            break
        whole = whole | np.isin(labels, found)
        left = [label for label in left if label not in found]
    return np.asarray(whole, np.bool_)


def paper_sides(paper: Flags) -> Sides | None:
    """The left and right edges of the sheet; None where one is not seen or not straight (a curled sheet)."""
    height = len(paper)
    step = max(1, max(paper.shape) // COARSE)
    coarse = paper[::step, ::step]
    rows = np.flatnonzero(coarse.any(axis=1))
    cut = round(CORNERS * len(rows))
    rows = rows[cut : len(rows) - cut]
    if len(rows) < FEWEST_ROWS:
        return None
    found: list[tuple[Point, Point]] = []
    for edge in (coarse[rows].argmax(axis=1), coarse.shape[1] - 1 - coarse[rows, ::-1].argmax(axis=1)):
        seen = (edge > 0) & (edge < coarse.shape[1] - 1)
        if seen.mean() < SEEN:
            return None
        slant, start = np.polyfit(rows[seen], edge[seen], 1)
        if np.abs(start + slant * rows[seen] - edge[seen]).max() > STRAIGHT:
            return None
        found.append(((start * step, 0.0), (float(start + slant * height / step) * step, float(height))))
    return found[0], found[1]


def paper_box(paper: Flags, matrix: Floats) -> tuple[float, float, float, float]:
    """The box of the whole sheet, in pixels, once its picture is moved by a homography."""
    step = max(1, max(paper.shape) // COARSE)
    inside = np.argwhere(paper[::step, ::step])[:, ::-1] * float(step)
    outline = cv2.convexHull(inside.astype(np.float32)).astype(np.float64)
    moved = cv2.perspectiveTransform(outline, matrix)[:, 0]
    x0, top = (moved.min(axis=0) - LOST * step).tolist()
    x1, bottom = (moved.max(axis=0) + LOST * step).tolist()
    return x0, top, x1, bottom


def spread_paper(grey: Grey, paper: Flags) -> Grey:
    """The picture with the sheet's brightness carried on over everything around it."""
    tile = max(8, max(grey.shape) // COARSE)
    size = grey.shape[1] // tile + 1, grey.shape[0] // tile + 1
    weight = cv2.resize(paper.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    bright = cv2.resize(grey * paper.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    filled = np.zeros(weight.shape, np.float32)
    reach = 3
    while (filled == 0).any() and reach < 4 * max(size):
        near = cv2.blur(weight, (reach, reach))
        mean = cv2.blur(bright, (reach, reach)) / np.maximum(near, 1e-6)
        filled = np.where((filled == 0) & (near > 1e-3), mean, filled)
        reach = 2 * reach + 1
    around = cv2.resize(filled, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.where(paper, grey, around).astype(np.uint8)
