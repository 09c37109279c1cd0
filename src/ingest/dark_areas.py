"""Dark bars and cells of a page → paper, and what stands on them black: the engine reads black on white."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ingest.ink import Grey, Ink, Marks, find_marks, morph

Outline = npt.NDArray[np.int32]
"""Corners of a convex area as OpenCV has them: a row (x, y) each, in pixels."""

SOLID_SIZE = 0.9
"""A square of ink of this side, in typical letter heights, is part of a dark area: no stroke of a
letter is as thick, not even of a bold title twice as high as the text."""

LETTER_SIZE = 2.0, 2.5
"""Width and height of an area, in typical letter heights, that may be the thick part of one letter: an Å is
1.9 high with its ring, cells of a line are larger. In a blurred photograph ring and counter of an Å of
10 pt fill up."""

WHOLE = 0.75
"""Share of the ink it hangs together with from which such a small area is a bullet, no part of a letter."""

BETWEEN = 0.3
"""Side of a square of ink, in typical letter heights, that belongs to a dark area it hangs together with:
its paper between and around light letters. Ruling lines that lead there are thinner."""

EDGE = 2
"""Pixels on either side of the edge of a dark area that are neither area nor paper, but blurred."""

BESIDE_CONTRAST = 50
"""Difference in brightness, of 255, by which text stands out from the dark area behind it."""

BLACK_SHARE = 0.4
"""The same for black text on dark grey (a red cell in a grey scan), as a share of the area's brightness."""

RECTANGLE = 0.5
"""Share of its box from which a dark area is one bar or cell, of which light letters take up to 0.4; a header
row and a column that touch have 0.1 to 0.3. With less, most of the box is paper, and tells no brightness."""

CONVEX = 0.85
"""Share of its outline that a bar fills which slants across its box."""

LEVEL = 0.85
"""Share of its box that the outline of a bar has whose edges run along rows: one of 40 by 1,000 pixels that
leans by less than half a degree."""

BAR_EDGE = 2
"""Pixels within the edge of a bar at which it is dark all along, between its blur and its letters."""

RIM = 0.3
"""Width of the edge of a dark area that tells nothing of the letters on it, in typical letter heights."""


@dataclass(frozen=True, slots=True)
class DarkArea:
    """A bar or cell that was dark: x0, top, x1, bottom in pixels, and its brightness, of 255."""

    box: tuple[int, int, int, int]
    brightness: int


def lighten_dark_areas(grey: Grey, ink: Ink, marks: Marks, typical: float) -> list[DarkArea]:
    """Make dark areas paper in place, and the text on them black. Says which there were.

    Args:
        grey: the page, changed in place.
        ink: its ink.
        marks: of this ink.
        typical: height of its typical letter, in pixels.
    """
    side = max(3, round(SOLID_SIZE * typical))
    square = np.ones((side, side), np.uint8)
    solid = morph(ink, cv2.MORPH_OPEN, square)
    if not solid.any():
        return []
    # Light letters leave holes in their bar: what is thick between and around them belongs to it, and closing
    # by a letter's height fills what is left.
    labels = marks.labels
    known = np.zeros(len(marks.areas) + 1, np.uint8)
    known[labels[solid > 0]] = 1
    known[0] = 0  # opened by a square of even side, ink lies a pixel off
    thick = np.ones((max(3, round(BETWEEN * typical)),) * 2, np.uint8)
    squares = solid
    solid = squares | known[morph(ink, cv2.MORPH_OPEN, thick) * labels]
    reach = np.ones((round(1.5 * typical),) * 2, np.uint8)
    areas = _without_letters(find_marks(morph(solid, cv2.MORPH_CLOSE, reach)), squares, solid, marks, typical)
    done = np.zeros(grey.shape, np.uint8)
    found = [_lighten(grey, outline, done, typical) for outline in _outlines(areas, ink, typical)]
    return [area for area in found if area]


def _without_letters(areas: Marks, squares: Ink, solid: Ink, marks: Marks, typical: float) -> Marks:
    """The areas that are no thick part of a letter, or of a letter that touches its frame.

    Letters that touch the frame of a dark area elsewhere hang together with it, but have no square of ink.
    """
    widest, highest = LETTER_SIZE
    small = (areas.widths < widest * typical) & (areas.heights < highest * typical)
    kept = np.zeros(len(areas.areas) + 1, np.uint8)
    kept[areas.labels[squares > 0]] = 1
    small &= kept[1:] > 0
    kept[0] = 1
    for label in (np.flatnonzero(small) + 1).tolist():
        x0, top, x1, bottom = areas.boxes[label - 1].astype(int).tolist()
        inside = (solid[top:bottom, x0:x1] > 0) & (areas.labels[top:bottom, x0:x1] == label)
        touched = np.unique(marks.labels[top:bottom, x0:x1][inside])
        ink = marks.areas[touched[touched > 0] - 1].sum()
        kept[label] = np.count_nonzero(inside) >= WHOLE * ink
    if kept.all():
        return areas
    kept[0] = 0
    return find_marks(kept[areas.labels])


def _outlines(areas: Marks, ink: Ink, typical: float) -> list[Outline]:
    """The outlines of dark areas: slanting bars as they are, level ones from end to end."""
    labels = range(1, len(areas.areas) + 1)
    hulls = {label: _outline(areas, label) for label in labels}
    is_one = {
        label: area >= min(RECTANGLE * _box_size(hulls[label]), CONVEX * _size(hulls[label]))
        for label, area in zip(labels, areas.areas.tolist(), strict=True)
    }
    whole = _merged([hulls[label] for label in labels if is_one[label]], ink.shape)
    pieces = _rectangles(areas, [label for label in labels if not is_one[label]], typical)
    boxes = [_box(hull) for hull in whole]
    level = [_size(hull) >= LEVEL * _box_size(hull) for hull in whole]
    kept = [hull for hull, is_level in zip(whole, level, strict=True) if not is_level]
    known = {tuple(box): hull for box, hull in zip(boxes, whole, strict=True)}
    bars = _whole_bars(ink, [*(box for box, is_level in zip(boxes, level, strict=True) if is_level), *pieces])
    return kept + [known.get(tuple(bar), _corners(bar)) for bar in bars]


def _merged(hulls: list[Outline], shape: tuple[int, ...]) -> list[Outline]:
    """The outlines, those that overlap as one: a letter as high as its bar parts it."""
    filled = np.zeros(shape, np.uint8)
    while True:
        for hull in hulls:
            cv2.fillConvexPoly(filled, hull, 1)
        merged = find_marks(filled)
        if len(merged.areas) == len(hulls):
            return hulls
        hulls = [_outline(merged, label) for label in range(1, len(merged.areas) + 1)]


def _outline(areas: Marks, label: int) -> Outline:
    x0, top, x1, bottom = areas.boxes[label - 1].astype(int).tolist()
    inside = (areas.labels[top:bottom, x0:x1] == label).astype(np.uint8)
    (contour,), _ = cv2.findContours(inside, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE, offset=(x0, top))
    return np.asarray(cv2.convexHull(contour), np.int32)


def _size(hull: Outline) -> float:
    """Pixels within an outline, those of its edge too."""
    return float(cv2.contourArea(hull) + cv2.arcLength(hull, True) / 2 + 1)


def _box(hull: Outline) -> list[int]:
    x0, top, width, height = cv2.boundingRect(hull)
    return [x0, top, x0 + width, top + height]


def _box_size(hull: Outline) -> float:
    x0, top, x1, bottom = _box(hull)
    return float((x1 - x0) * (bottom - top))


def _corners(box: Sequence[int]) -> Outline:
    x0, top, x1, bottom = box
    corners = [[x0, top], [x1 - 1, top], [x1 - 1, bottom - 1], [x0, bottom - 1]]
    return np.array(corners, np.int32)[:, None]


def _rectangles(areas: Marks, labels: Sequence[int], typical: float) -> list[list[int]]:
    """The boxes of which areas are made up, such as a header row over a column."""
    found: list[list[int]] = []
    for label in labels:
        x0, top, x1, bottom = areas.boxes[label - 1].astype(int).tolist()
        part = areas.labels[top:bottom, x0:x1] == label
        lefts, rights = part.argmax(axis=1), part.shape[1] - part[:, ::-1].argmax(axis=1)
        start = 0
        for row in range(1, len(part) + 1):
            if (
                row == len(part)
                or max(abs(lefts[row] - lefts[row - 1]), abs(rights[row] - rights[row - 1])) > typical
            ):
                if row - start >= SOLID_SIZE * typical:
                    left, right = int(np.median(lefts[start:row])), int(np.median(rights[start:row]))
                    found.append([x0 + left, top + start, x0 + right, top + row])
                start = row
    return found


def _whole_bars(ink: Ink, areas: list[list[int]]) -> list[list[int]]:
    """The areas with what their bars have beyond light words, which fill low bars from edge to edge.

    A bar goes on as far as there is ink just within both its edges.
    """
    bars: list[list[int]] = []
    for x0, top, x1, bottom in areas:
        if bottom - top > 3 * BAR_EDGE:
            edges = ink[top + BAR_EDGE] & ink[bottom - 1 - BAR_EDGE]
            bridged = morph(edges[None], cv2.MORPH_CLOSE, np.ones((1, 2 * BAR_EDGE + 1), np.uint8))[0]
            paper = np.flatnonzero(bridged == 0)
            middle = (x0 + x1) // 2
            if bridged[middle]:
                after = int(np.searchsorted(paper, middle))
                x0 = min(x0, int(paper[after - 1]) + 1 if after else 0)
                x1 = max(x1, int(paper[after]) if after < len(paper) else len(edges))
        within = [bar for bar in bars if bar[0] <= x0 and x1 <= bar[2] and bar[1] < bottom and top < bar[3]]
        if not within:
            bars.append([x0, top, x1, bottom])
    return bars


def _lighten(grey: Grey, hull: Outline, done: Ink, typical: float) -> DarkArea | None:
    """Make one dark area paper in place, and what stands on it black; what is ``done`` is not done again."""
    x0, top, x1, bottom = _box(hull)
    part, before = grey[top:bottom, x0:x1], done[top:bottom, x0:x1]
    area = np.zeros(part.shape, np.uint8)
    cv2.fillConvexPoly(area, hull - (x0, top), 1)
    area[before > 0] = 0
    inside = area > 0
    if not inside.any():
        return None
    behind = float(np.median(part[inside]))
    if behind > 255 - BESIDE_CONTRAST:
        return None  # thick rules around paper: they are taken out as rulings
    # Paper beside a crooked or blurred edge is no light letter.
    rim = min(round(RIM * typical), (bottom - top) // 3, (x1 - x0) // 3)
    inner = inside & (cv2.erode(area, np.ones((2 * rim + 1,) * 2, np.uint8), borderValue=0) > 0)
    light = np.count_nonzero(inner & (part > behind + BESIDE_CONTRAST))
    dark = np.count_nonzero(inner & (part < behind - min(BESIDE_CONTRAST, BLACK_SHARE * behind)))
    stretched = part.astype(np.float32) - behind
    if light > dark:
        stretched = -stretched * 255 / max(1.0, 255 - behind)
    else:
        stretched *= 255 / max(1.0, behind)
    part[inside] = np.clip(255 + stretched, 0, 255).astype(np.uint8)[inside]
    before[inside] = 1
    cv2.polylines(grey, [hull], True, 255, 2 * EDGE + 1)
    # What a slope of a pixel leaves of its ends would be read as quotation marks.
    ends = max(EDGE, rim)
    part[:, :ends][inside[:, :ends]] = 255
    part[:, -ends:][inside[:, -ends:]] = 255
    return DarkArea((x0, top, x1, bottom), round(behind))
