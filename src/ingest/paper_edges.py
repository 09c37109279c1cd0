"""The edges of a photographed sheet, to a fraction of a pixel: they tell how it lies where its text cannot.

The coarse picture in which the sheet was found has them to a few pixels. Across each of them the step from
paper to desk is then looked for in the picture itself at many places, and a straight line laid through them.
"""

from __future__ import annotations

import cv2
import numpy as np

from ingest.ink import Flags, Floats, Grey
from ingest.paper import COARSE, Point, Sides, paper_sides

PLACES = 160
"""Places along an edge at which the step is looked for: a hundred are left where some are worn or shaded."""

ALONG = 9
"""Pixels along the edge that are taken together at each place, against the grain of the sensor."""

REACH = (-2, 10)
"""Coarse pixels, inwards and outwards of the coarse edge, in which the step is looked for: that edge lies 4
to 5 inside the true one, as its blurred rim and a margin are taken off."""

LEAST_STEP = 6.0
"""Brightness, of 255, by which paper and desk differ within BLUR at least for a place to count."""

BLUR = 4
"""Pixels over which the step from paper to desk spreads."""

FEWEST_PLACES = 0.5
"""Share of the places that must lie on the line, or the edge is not straight or not one."""

OFF = 2.0
"""Pixels by which a place may lie off the line."""


def fine_edges(grey: Grey, paper: Flags) -> tuple[Sides | None, Sides | None]:
    """The left and right, and the upper and lower edges of the sheet, each pair None where one is not told.

    Args:
        grey: the picture.
        paper: which of its pixels are the sheet, as :func:`ingest.paper.find_paper` has it.
    """
    soft = np.asarray(cv2.GaussianBlur(grey, (0, 0), 1.5), np.uint8)
    upright = _fine(soft, paper_sides(paper))
    level = _fine(np.ascontiguousarray(soft.T), paper_sides(np.ascontiguousarray(paper.T)))
    return upright, level and _swapped(level)


def _fine(grey: Grey, sides: Sides | None) -> Sides | None:
    """The sides, looked at closely; None where one is not straight."""
    if sides is None:
        return None
    found = []
    for edge, outwards in zip(sides, (-1, 1), strict=True):
        line = _line(grey, edge, outwards)
        if line is None:
            return None
        found.append(line)
    return found[0], found[1]


def _line(grey: Grey, edge: tuple[Point, Point], outwards: int) -> tuple[Point, Point] | None:
    """The straight line through the steps in brightness near a coarse upright edge; None without one."""
    height, width = grey.shape
    (x0, _), (x1, _) = edge
    slant = (x1 - x0) / height
    pixel = max(height, width) / COARSE
    offsets = np.arange(round(REACH[0] * pixel), round(REACH[1] * pixel) + 1)
    rows = np.linspace(0, height - 1, PLACES + 2)[1:-1].round().astype(int)
    near = np.round(x0 + slant * rows).astype(int)
    columns = near[:, None] + outwards * offsets
    inside = (columns >= 0) & (columns < width)
    profile = np.zeros(columns.shape)
    for along in range(-(ALONG // 2), ALONG // 2 + 1):
        there = np.clip(rows + along, 0, height - 1)[:, None]
        profile += grey[there, np.clip(columns + round(slant * along), 0, width - 1)] / ALONG
    steps = profile[:, :-BLUR] - profile[:, BLUR:]
    steps[~(inside[:, :-BLUR] & inside[:, BLUR:])] = 0
    steps = np.abs(steps)
    seen = steps.max(axis=1) >= LEAST_STEP
    if np.count_nonzero(seen) < FEWEST_PLACES * PLACES:
        return None
    down = rows[seen].astype(np.float64)
    across = near[seen] + outwards * (offsets[0] + steps[seen].argmax(axis=1) + BLUR / 2)
    return _through(down, across, height)


def _through(down: Floats, across: Floats, height: int) -> tuple[Point, Point] | None:
    """The line that most places lie on; None where too few do."""
    apart = down[None, :] - down[:, None]
    far = apart > height / 4
    slants = (across[None, :] - across[:, None])[far] / apart[far]
    if not slants.size:
        return None
    slant = float(np.median(slants))
    start = float(np.median(across - slant * down))
    for _ in range(3):
        on = np.abs(across - start - slant * down) <= OFF
        if np.count_nonzero(on) < FEWEST_PLACES * PLACES:
            return None
        slant, start = (float(number) for number in np.polyfit(down[on], across[on], 1))
    return (start, 0.0), (start + slant * height, float(height))


def _swapped(sides: Sides) -> Sides:
    """Edges of a picture whose rows and columns change places."""
    first, second = ((edge[0][::-1], edge[1][::-1]) for edge in sides)
    return first, second
