"""Black edges of a scan, holes of a binder and staples → paper: else they are read as signs beside the text.

Lengths are shares of the picture's longer side, which is 297 mm of a sheet of A4: what resolution a file
claims may be wrong.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from ingest.ink import Grey, Ink

Depths = npt.NDArray[np.intp]

DARK = 0.55
"""Share of the paper's brightness below which an edge or a hole is dark."""

DEEPEST = 0.035
"""How far a black edge reaches in from the edge of the picture at most: 10 mm of A4."""

LONG = 0.1
"""Share of an edge of the picture along which it is black at least: a staple or a drawing is shorter."""

CLEAR, CLEARLY = 0.006, 0.8
"""Paper beyond a black edge (2 mm), and the share of its length with so much: a printed bar with light
letters has dark again behind each of them."""

HOLE = (0.012, 0.032)
"""Diameter of a punched hole: 5.5 to 6 mm (ISO 838), with what blur adds; 4 to 9 mm."""

ROUND = (0.65, 0.9)
"""Share of its box that a round hole fills: three quarters; a square bullet fills all, an O half."""

SQUARE = 1.25
"""How much longer than wide a hole is at most: one at a slanting black edge loses a piece."""

MARGIN = 0.06
"""How far from an edge of the picture a hole lies at most: 18 mm; by ISO 838 its middle is at 12 mm."""

CORNER = 0.08
"""Side of the square in a corner in which a staple lies: 24 mm."""

STAPLE, SLENDER = 0.018, 4.0
"""Length of a staple at least (5 mm; they are 6 to 12), and how many times as long as wide it is at least:
digits of a page number in a corner are shorter."""

FREE, SPECKLED = 0.3, 0.2
"""How far around a staple there is no print, as a share of its length, and how much ink specks may have
there, as a share of its own: the l of a large title has its neighbours there."""

RIM = 3
"""Pixels around all of them that are blurred."""


def without_binder_marks(grey: Grey) -> Grey:
    """The picture with black edges, punched holes and staples made paper."""
    paper = float(np.median(grey[::4, ::4]))
    dark = np.asarray(cv2.threshold(grey, int(DARK * paper), 1, cv2.THRESH_BINARY_INV)[1], np.uint8)
    marks = np.zeros_like(dark)
    longest = max(grey.shape)
    for quarter in range(4):  # a view of the page turned so that the edge looked at is the upper one
        _mark_edge(np.rot90(dark, quarter), np.rot90(marks, quarter), longest)
        dark &= 1 - marks  # where two edges meet, the second is as deep as it seems without the first
    _mark_holes(dark, marks, longest)
    _mark_staples(dark & (1 - marks), marks, longest)
    if not cv2.countNonZero(marks):
        return grey
    wiped = grey.copy()
    wiped[cv2.dilate(marks, np.ones((2 * RIM + 1,) * 2, np.uint8)) > 0] = int(paper)
    return wiped


def _mark_edge(dark: Ink, marks: Ink, longest: int) -> None:
    """Mark what is dark from the upper edge on, if it is a black edge."""
    deepest, clear = round(DEEPEST * longest), round(CLEAR * longest)
    head = dark[: deepest + clear]
    depths: Depths = np.where(head.all(axis=0), len(head), head.argmin(axis=0))
    columns = np.flatnonzero((depths > 0) & (depths <= deepest))
    if len(columns) < LONG * head.shape[1]:
        return
    rows = np.arange(len(head))[:, None]
    beyond = (rows >= depths[columns] + RIM) & (rows < depths[columns] + clear)
    is_clear = ~(head[:, columns].astype(bool) & beyond).any(axis=0)
    if is_clear.mean() >= CLEARLY:
        marks[: len(head), columns] |= (rows < depths[columns]).astype(np.uint8)


def _mark_holes(dark: Ink, marks: Ink, longest: int) -> None:
    """Mark the round dark areas of the size of holes that lie near an edge."""
    least, most = (round(share * longest) for share in HOLE)
    reach = round(MARGIN * longest)
    core = cv2.erode(dark, np.ones((max(3, least // 2),) * 2, np.uint8))
    core[reach:-reach, reach:-reach] = 0
    if not cv2.countNonZero(core):
        return
    _, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=4)
    for label in np.unique(labels[core > 0]).tolist():
        left, top, width, height, area = stats[label].tolist()
        is_round = ROUND[0] <= area / (width * height) <= ROUND[1]
        if (
            label
            and is_round
            and max(width, height) <= min(most, SQUARE * min(width, height))
            and min(width, height) >= least
        ):
            box = slice(top, top + height), slice(left, left + width)
            marks[box] |= (labels[box] == label).astype(np.uint8)


def _mark_staples(dark: Ink, marks: Ink, longest: int) -> None:
    """Mark straight strokes that lie in a corner by themselves."""
    side, least = round(CORNER * longest), STAPLE * longest
    for quarter in range(4):
        corner = np.ascontiguousarray(np.rot90(dark, quarter)[:side, :side])
        if not cv2.countNonZero(corner):
            continue
        _, labels, stats, _ = cv2.connectedComponentsWithStats(corner, connectivity=8)
        for label in range(1, len(stats)):
            left, top, width, height, area = stats[label].tolist()
            if np.hypot(width, height) < least or max(left + width, top + height) >= side:
                continue
            stroke = (labels == label).astype(np.uint8)
            _, (length, thickness), _ = cv2.minAreaRect(cv2.findNonZero(stroke))
            length, thickness = max(length, thickness) + 1, min(length, thickness) + 1
            free = round(FREE * length)
            around = corner[
                max(0, top - free) : top + height + free, max(0, left - free) : left + width + free
            ]
            others = cv2.countNonZero(around) - area
            if length >= max(least, SLENDER * thickness) and others <= SPECKLED * area:
                np.rot90(marks, quarter)[:side, :side] |= stroke
