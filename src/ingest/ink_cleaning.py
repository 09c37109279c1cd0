"""Upright grey page → letters only: ruling lines, dark areas and specks taken out."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np

from ingest.dark_areas import DarkArea, lighten_dark_areas
from ingest.ink import (
    Flags,
    Floats,
    Grey,
    Ink,
    Marks,
    find_marks,
    letter_height,
    mean_of_ink,
    morph,
    threshold,
)
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

FRAME_STROKE = 1.6
"""Least length of a ruling within a connected frame, in typical letter heights: cells are at least one
line high, and only letters that touch the frame have shorter strokes in it. The stem of a j that touches it
is as long, but has a free end: upright strokes shorter than RULING_LENGTH must lead from line to line."""

STROKE_END = 1
"""Pixels around the end of a stroke in which the line that it leads to is looked for: sides of cells run into
their lines, the dot of a bold j in a low row ends three pixels off the upper one."""

TINT_SIZE = 1.5
"""Side of the square, in typical letter heights, that some paper between letters always fits in."""

FAINTNESS = 1.5
"""How far from ink towards paper a pixel may lie and count as faint ink: 0.6 of the way."""

ON_RULE = 1.2
"""Side of what letters have on a level line at most, in typical letter heights: the bow of a g. Beyond it the
line is seen by itself, and how dark it is there."""

TOLD_FROM_RULE = 60, 0.5
"""Brightness of a line, of 255, from which letters on it can be told, and theirs at most, as a share of it:
of thin lines, which scans make grey. On black ones they end where they touch it."""

NEAR_RULE = 0.5
"""How far from the rest of a letter such ink is at most, in typical letter heights: letters hang by 0.4."""

THIN = 0.2
"""Thickness of a faint line at most, in typical letter heights: 1.4 points beside text of 10 points."""

BLUR = 2
"""Pixels by which a scanner blurs a line on each side."""

GRAIN_OFF = 1.2
"""Side of the square around faint ink, in typical letter heights, in which nothing is made white: strokes and
dots of grey letters are lighter than that ink. In the grain between words of a justified line tesseract
read “=” and “«”."""


@dataclass(frozen=True, slots=True)
class CleanPicture:
    """A page on which only letters are left."""

    grey: Grey
    marks: Marks
    typical: float
    """Height of the typical letter in pixels; 0 where there are no letters."""
    rulings: Floats
    """Boxes of the ruling lines: x0, top, x1, bottom."""
    dark_areas: tuple[DarkArea, ...] = ()
    """What was dark behind its text, and is paper now."""


def clean_ink(grey: Grey) -> CleanPicture:
    """Take out of an upright page everything that would be misread as letters."""
    ink = threshold(grey)
    marks = find_marks(ink)
    typical = letter_height(marks)
    if typical == 0:
        return CleanPicture(grey, marks, 0.0, np.zeros((0, 4)))
    grey = grey.copy()
    dark = lighten_dark_areas(grey, ink, marks, typical)
    if dark:
        ink = threshold(grey)
    grey = _whiten_tints(grey, typical)
    faint = _faint_ink(grey, ink)
    lines, boxes = _find_rulings(faint, typical)
    if dark or lines.any():
        ink[lines > 0] = 0
        marks = find_marks(ink)
        typical = letter_height(marks) or typical
    letters = _only(marks, ~find_specks(marks, typical))
    dirt = lines | (ink & (letters.labels == 0))
    dirt = morph(dirt, cv2.MORPH_DILATE, np.ones((3, 3), np.uint8))
    grey = _whitened(grey, dirt & (1 - _letters_on_rules(grey, lines, letters, typical)))
    near_ink = morph(faint, cv2.MORPH_DILATE, np.ones((round(GRAIN_OFF * typical),) * 2, np.uint8))
    return CleanPicture(_whitened(grey, 1 - near_ink), letters, typical, boxes, tuple(dark))


def wipe_rules(clean: CleanPicture, rules: Floats) -> CleanPicture:
    """The page without what is left of ruling lines too faint to be ink, which would be read as "I" or "|".

    Args:
        clean: the page.
        rules: boxes of lines with paper on both sides (x0, top, x1, bottom).
    """
    marks = clean.marks
    kept = np.ones(len(marks.areas), np.bool_)
    wiped = np.zeros(clean.grey.shape, np.uint8)
    left, up, right, down = marks.boxes.T
    for x0, top, x1, bottom in rules.tolist():
        if min(x1 - x0, bottom - top) > THIN * clean.typical:
            continue  # it leans, and letters may stand in its box
        x0, top, x1, bottom = x0 - BLUR, top - BLUR, x1 + BLUR, bottom + BLUR
        wiped[max(0, int(top)) : int(bottom), max(0, int(x0)) : int(x1)] = 1
        kept &= (left < x0) | (up < top) | (right > x1) | (down > bottom)
    marks = _only(marks, kept)
    if not wiped.any():
        return replace(clean, marks=marks)
    letters = morph((marks.labels > 0).astype(np.uint8), cv2.MORPH_DILATE, np.ones((3, 3), np.uint8))
    return replace(clean, grey=_whitened(clean.grey, wiped & (1 - letters)), marks=marks)


def _letters_on_rules(grey: Grey, lines: Ink, letters: Marks, typical: float) -> Ink:
    """What stands on level ruling lines and is darker than these.

    Without it “Inga” close above the line of its cell was read “Inaa”, and “Maj–augusti” “Mai–auqusti”.
    """
    level = morph(lines, cv2.MORPH_OPEN, np.ones((1, round(2 * ON_RULE * typical)), np.uint8))
    level = morph(level, cv2.MORPH_DILATE, np.ones((3, 3), np.uint8))
    near = np.ones((2 * round(NEAR_RULE * typical) + 1, 3), np.uint8)
    where = level & morph((letters.labels > 0).astype(np.uint8), cv2.MORPH_DILATE, near)
    if not where.any():
        return where
    rule = morph(grey, cv2.MORPH_CLOSE, np.ones((1, round(ON_RULE * typical)), np.uint8))
    seen, share = TOLD_FROM_RULE
    return where & (rule >= seen) & (grey <= share * rule)


def _whitened(grey: Grey, where: Ink) -> Grey:
    """The page white where there is a 1."""
    return np.asarray(cv2.max(grey, where * np.uint8(255)), np.uint8)


def _only(marks: Marks, kept: Flags) -> Marks:
    if kept.all():
        return marks
    renumber = np.zeros(len(kept) + 1, np.int32)
    renumber[np.flatnonzero(kept) + 1] = np.arange(1, np.count_nonzero(kept) + 1)
    return Marks(np.take(renumber, marks.labels), marks.boxes[kept], marks.areas[kept])


def turn_over(clean: CleanPicture) -> CleanPicture:
    """The page turned by 180°."""
    height, width = clean.grey.shape

    def turned(boxes: Floats) -> Floats:
        x0, top, x1, bottom = boxes.T
        return np.stack([width - x1, height - bottom, width - x0, height - top], axis=1)

    labels = np.ascontiguousarray(clean.marks.labels[::-1, ::-1])
    marks = Marks(labels, turned(clean.marks.boxes), clean.marks.areas)
    grey = np.ascontiguousarray(clean.grey[::-1, ::-1])
    areas = []
    for area in clean.dark_areas:
        x0, top, x1, bottom = area.box
        areas.append(replace(area, box=(width - x1, height - bottom, width - x0, height - top)))
    return CleanPicture(grey, marks, clean.typical, turned(clean.rulings), tuple(areas))


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
    level = (mean_of_ink(grey, ink) + FAINTNESS * 255) / (1 + FAINTNESS)
    return np.asarray(cv2.threshold(grey, int(level), 1, cv2.THRESH_BINARY_INV)[1], np.uint8)


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
            joined = morph(part, cv2.MORPH_DILATE, np.ones((3, 1) if across else (1, 3), np.uint8))
            reach = max(8, round(length * typical))
            bar = np.ones((1, reach) if across else (reach, 1), np.uint8)
            opened = morph(joined, cv2.MORPH_OPEN, bar)
            if not opened.any():
                continue
            lines = find_marks(opened)
            thickness = lines.areas / np.maximum(lines.widths if across else lines.heights, 1)
            beside = _beside(part, opened, lines, across)
            thin = np.zeros(len(thickness), np.bool_)
            for most, thick in RULING_BESIDE:
                thin |= (beside <= most) & (thickness <= thick * typical + 2)
            if not across:
                thin &= (lines.heights > RULING_LENGTH * typical) | _ends_in(found, lines)
            found |= np.concatenate(([False], thin)).astype(np.uint8)[lines.labels]
            if part is ink:
                boxes.append(lines.boxes[thin])
    return found, np.concatenate(boxes)


def _ends_in(found: Ink, lines: Marks) -> Flags:
    """Which upright strokes lead from one ruling to another."""

    def reaches(x0: int, row: int, x1: int) -> bool:
        return bool(found[max(0, row - STROKE_END) : row + STROKE_END + 1, x0:x1].any())

    boxes = lines.boxes.astype(int).tolist()
    ends = [reaches(x0, top, x1) and reaches(x0, bottom - 1, x1) for x0, top, x1, bottom in boxes]
    return np.array(ends, np.bool_)


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
