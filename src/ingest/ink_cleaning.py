"""Upright grey page → letters only: ruling lines, dark areas and specks taken out."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from ingest.ink import Floats, Grey, Ink, Marks, find_marks, letter_height, threshold
from ingest.specks import find_specks

RULING_LENGTH = 5.0
"""A straight stroke this long, in typical letter heights, is a ruling line: letters of titles are up
to three times as high as the typical one, and an em dash is two of them long."""

RULING_THICKNESS = 0.6
"""A stroke thicker than this is an area, not a line (the bars of bold type are 0.3)."""

RULING_BESIDE = ((0.05, RULING_THICKNESS), (0.35, 0.2))
"""Share of a ruling's length that has ink along one side at most, and how thick it is then at most. Small
letters that blur or fax made touch hold a straight stroke as long as a word: either a thin one, with
their other halves along most of it, or a thick one, over which only the tall letters rise."""

SOLID_SIZE = 0.9
"""A square of ink of this side, in typical letter heights, is part of a dark area: no stroke of a
letter is as thick, not even of a bold title twice as high as the text."""

STRIP = (2.0, 0.3)
"""Width and height, in typical letter heights, of a piece of a dark area above or below the text on it."""

FRAME_STROKE = 1.6
"""Least length of a ruling within a connected frame, in typical letter heights: cells are at least one
line high, and only letters that touch the frame have shorter strokes in it."""

TINT_SIZE = 1.5
"""Side of the square, in typical letter heights, that some paper between letters always fits in."""

FAINTNESS = 1.5
"""How far from ink towards paper a pixel may lie and count as faint ink: 0.6 of the way."""

BESIDE_CONTRAST = 50
"""Difference in brightness, of 255, by which text stands out from the dark area behind it."""

BLACK_SHARE = 0.4
"""The same for black text on dark grey (a red cell in a grey scan), as a share of the area's brightness."""

RECTANGLE = 0.5
"""Share of its box from which a dark area is one bar or cell, of which light letters take up to 0.4; a header
row and a column that touch have 0.1 to 0.3. With less, most of the box is paper, and tells no brightness."""

BAR_EDGE = 2
"""Pixels within the edge of a bar at which it is dark all along, between its blur and its letters."""

RIM = 0.3
"""Width of the edge of a dark area that tells nothing of the letters on it, in typical letter heights."""

THIN = 0.2
"""Thickness of a faint line at most, in typical letter heights: 1.4 points beside text of 10 points."""

BLUR = 2
"""Pixels by which a scanner blurs a line on each side."""

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class CleanPicture:
    """A page on which only letters are left."""

    grey: Grey
    marks: Marks
    typical: float
    """Height of the typical letter in pixels; 0 where there are no letters."""
    rulings: Floats
    """Boxes of the ruling lines: x0, top, x1, bottom."""


def clean_ink(grey: Grey) -> CleanPicture:
    """Take out of an upright page everything that would be misread as letters."""
    ink = threshold(grey)
    marks = find_marks(ink)
    typical = letter_height(marks)
    if typical == 0:
        return CleanPicture(grey, marks, 0.0, np.zeros((0, 4)))
    grey = grey.copy()
    lightened = lighten_dark_areas(grey, ink, typical)
    if lightened:
        ink = threshold(grey)
    grey = _whiten_tints(grey, typical)
    lines, boxes = _find_rulings(_faint_ink(grey, ink), typical)
    if lightened or lines.any():
        ink[lines > 0] = 0
        marks = find_marks(ink)
        typical = letter_height(marks) or typical
    specks = find_specks(marks, typical)
    dirt = np.concatenate(([False], specks))[marks.labels].astype(np.uint8) | lines
    grey[cv2.dilate(dirt, np.ones((3, 3), np.uint8)) > 0] = 255
    return CleanPicture(grey, _only(marks, ~specks), typical, boxes)


def wipe_rules(clean: CleanPicture, rules: Floats) -> CleanPicture:
    """The page without what is left of ruling lines too faint to be ink, which would be read as "I" or "|".

    Args:
        clean: the page.
        rules: boxes of lines with paper on both sides (x0, top, x1, bottom).
    """
    grey, marks = clean.grey.copy(), clean.marks
    kept = np.ones(len(marks.areas), np.bool_)
    wiped = np.zeros(grey.shape, np.bool_)
    left, up, right, down = marks.boxes.T
    for x0, top, x1, bottom in rules.tolist():
        if min(x1 - x0, bottom - top) > THIN * clean.typical:
            continue  # it leans, and letters may stand in its box
        x0, top, x1, bottom = x0 - BLUR, top - BLUR, x1 + BLUR, bottom + BLUR
        wiped[max(0, int(top)) : int(bottom), max(0, int(x0)) : int(x1)] = True
        kept &= (left < x0) | (up < top) | (right > x1) | (down > bottom)
    marks = _only(marks, kept)
    letters = cv2.dilate((marks.labels > 0).astype(np.uint8), np.ones((3, 3), np.uint8))
    grey[wiped & (letters == 0)] = 255
    return replace(clean, grey=grey, marks=marks)


def _only(marks: Marks, kept: Flags) -> Marks:
    renumber = np.zeros(len(kept) + 1, np.int32)
    renumber[np.flatnonzero(kept) + 1] = np.arange(1, np.count_nonzero(kept) + 1)
    return Marks(renumber[marks.labels], marks.boxes[kept], marks.areas[kept])


def turn_over(clean: CleanPicture) -> CleanPicture:
    """The page turned by 180°."""
    height, width = clean.grey.shape

    def turned(boxes: Floats) -> Floats:
        x0, top, x1, bottom = boxes.T
        return np.stack([width - x1, height - bottom, width - x0, height - top], axis=1)

    labels = np.ascontiguousarray(clean.marks.labels[::-1, ::-1])
    marks = Marks(labels, turned(clean.marks.boxes), clean.marks.areas)
    grey = np.ascontiguousarray(clean.grey[::-1, ::-1])
    return CleanPicture(grey, marks, clean.typical, turned(clean.rulings))


def lighten_dark_areas(grey: Grey, ink: Ink, typical: float) -> bool:
    """Make dark areas paper in place, and the text on them black. Says whether there were any."""
    side = max(3, round(SOLID_SIZE * typical))
    square = np.ones((side, side), np.uint8)
    solid = _morph(ink, cv2.MORPH_OPEN, square)
    if not solid.any():
        return False
    # Light letters leave holes in their bar: the strips around them belong to it, and closing by a
    # letter's height fills what is left.
    strip = np.ones((max(3, round(STRIP[1] * typical)), round(STRIP[0] * typical)), np.uint8)
    strips = find_marks(solid | _morph(ink, cv2.MORPH_OPEN, strip))
    known = np.zeros(len(strips.areas) + 1, np.uint8)
    known[strips.labels[solid > 0]] = 1
    solid = known[strips.labels]
    reach = np.ones((round(1.5 * typical),) * 2, np.uint8)
    areas = find_marks(_morph(solid, cv2.MORPH_CLOSE, reach))
    for x0, top, x1, bottom in _whole_bars(ink, _rectangles(areas, typical)):
        part = grey[top:bottom, x0:x1]
        behind = float(np.median(part))
        # Paper beside a crooked or blurred edge is no light letter.
        rim = min(round(RIM * typical), (bottom - top) // 3, (x1 - x0) // 3)
        inner = part[rim : bottom - top - rim, rim : x1 - x0 - rim]
        light = np.count_nonzero(inner > behind + BESIDE_CONTRAST)
        dark = np.count_nonzero(inner < behind - min(BESIDE_CONTRAST, BLACK_SHARE * behind))
        stretched = part.astype(np.float32) - behind
        if light > dark:
            stretched = -stretched * 255 / max(1.0, 255 - behind)
        else:
            stretched *= 255 / max(1.0, behind)
        part[:] = np.clip(255 + stretched, 0, 255).astype(np.uint8)
        edge = 2
        grey[max(0, top - edge) : top + edge, x0:x1] = 255
        grey[bottom - edge : bottom + edge, x0:x1] = 255
        # What a slope of a pixel leaves of its ends would be read as quotation marks.
        side = max(edge, rim)
        grey[top:bottom, max(0, x0 - edge) : x0 + side] = 255
        grey[top:bottom, x1 - side : x1 + edge] = 255
    return True


def _rectangles(areas: Marks, typical: float) -> list[list[int]]:
    """The boxes of areas; those of an area that is none, such as a header row over a column, one by one."""
    found: list[list[int]] = []
    for label, (x0, top, x1, bottom) in enumerate(areas.boxes.astype(int).tolist(), start=1):
        if areas.areas[label - 1] >= RECTANGLE * (x1 - x0) * (bottom - top):
            found.append([x0, top, x1, bottom])
            continue
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
            bridged = _morph(edges[None], cv2.MORPH_CLOSE, np.ones((1, 2 * BAR_EDGE + 1), np.uint8))[0]
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


def _whiten_tints(grey: Grey, typical: float) -> Grey:
    """The page with the tints behind its text (header rows, coloured cells) divided out."""
    side = round(TINT_SIZE * typical)
    soft = cv2.blur(grey, (5, 5))
    paper = cv2.morphologyEx(soft, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    return np.asarray(cv2.divide(grey, np.maximum(paper, 1), scale=255), np.uint8)


def _faint_ink(grey: Grey, ink: Ink) -> Ink:
    """Ink, and what is half as dark: thin table borders are printed in light grey."""
    if not ink.any():
        return ink
    level = (float(grey[ink > 0].mean()) + FAINTNESS * 255) / (1 + FAINTNESS)
    return (grey <= level).astype(np.uint8)


def _find_rulings(ink: Ink, typical: float) -> tuple[Ink, Floats]:
    """The ruling lines as a mask and as boxes."""
    marks = find_marks(ink)
    large = np.maximum(marks.widths, marks.heights) > 2 * RULING_LENGTH * typical
    parts = [(ink, RULING_LENGTH)]
    if large.any():
        parts.append((np.concatenate(([False], large)).astype(np.uint8)[marks.labels], FRAME_STROKE))
    found = np.zeros_like(ink)
    boxes: list[Floats] = [np.zeros((0, 4))]
    for across in (True, False):
        for part, length in parts:
            # Lines that lean by a pixel break into steps; widened by one they hold together.
            joined = _morph(part, cv2.MORPH_DILATE, np.ones((3, 1) if across else (1, 3), np.uint8))
            reach = max(8, round(length * typical))
            bar = np.ones((1, reach) if across else (reach, 1), np.uint8)
            opened = _morph(joined, cv2.MORPH_OPEN, bar)
            if not opened.any():
                continue
            lines = find_marks(opened)
            thickness = lines.areas / np.maximum(lines.widths if across else lines.heights, 1)
            beside = _beside(part, opened, lines, across)
            thin = np.zeros(len(thickness), np.bool_)
            for most, thick in RULING_BESIDE:
                thin |= (beside <= most) & (thickness <= thick * typical + 2)
            found |= np.concatenate(([False], thin)).astype(np.uint8)[lines.labels]
            if part is ink:
                boxes.append(lines.boxes[thin])
    return found, np.concatenate(boxes)


def _beside(ink: Ink, opened: Ink, lines: Marks, across: bool) -> Floats:
    """For each line the share of its length along which there is ink on one side, of the fuller side.

    Looked at two pixels off the line: nearer, its own edge is as dark.
    """
    labels, lengths = (lines.labels, lines.widths) if across else (lines.labels.T, lines.heights)
    ink, opened = (ink, opened) if across else (ink.T, opened.T)
    fullest = np.zeros(len(lengths))
    for step in (1, -1):
        dark, marked, where = ink[::step], opened[::step], labels[::step]
        touched = marked[2:] & (1 - marked[1:-1]) & dark[:-2]
        counts = np.bincount(where[2:][touched > 0], minlength=len(lengths) + 1)[1:]
        fullest = np.maximum(fullest, counts / np.maximum(lengths, 1))
    return fullest


def _morph(ink: Ink, operation: int, shape: Ink) -> Ink:
    return np.asarray(cv2.morphologyEx(ink, operation, shape), np.uint8)
