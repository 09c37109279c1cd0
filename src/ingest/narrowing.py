"""A sheet → the same, its lines of text a little narrower: tesseract reads it in less time, and as well.

Its network steps along each line from left to right, so that its time goes by the width of a line for its
height. Short lines keep their width: they take little time, and are what a report hangs on, such as “Q2”.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from ingest.ink import Grey
    from ingest.tesseract import Engine, SheetWord

WIDTH = 0.8
"""Width of a line as read, as a share."""

SHORT = 12.0
"""Width of a line that is read as it is, for its height, at most."""

DARK = 160
"""Brightness, of 255, of ink at most."""


def read_narrower(sheet: Grey, seconds: float, *, engine: Engine) -> tuple[SheetWord, ...]:
    """What the engine reads on the narrower sheet, at its places on the sheet as it is.

    Raises:
        ReadingFailed: the engine gave nothing.
    """
    import cv2  # loaded where pages are read only: see page_process

    height, width = sheet.shape
    size = max(1, round(WIDTH * width)), height
    narrow = np.asarray(cv2.resize(sheet, size, interpolation=cv2.INTER_LINEAR), np.uint8)
    stretch = np.full(height, width / size[0])
    for top, bottom in _short_lines(sheet, size[0]):
        narrow[top:bottom] = sheet[top:bottom, : size[0]]
        stretch[top:bottom] = 1.0
    found = []
    for word in engine(narrow, seconds):
        by = float(stretch[min(max(0, (word.top + word.bottom) // 2), height - 1)])
        found.append(replace(word, x0=round(word.x0 * by), x1=round(word.x1 * by)))
    return tuple(found)


def _short_lines(sheet: Grey, most: int) -> list[tuple[int, int]]:
    """The rows of lines that are short and end before a column of the sheet."""
    inked = sheet.min(axis=1) < DARK
    edges = np.flatnonzero(np.diff(np.concatenate(([False], inked, [False])).astype(np.int8)))
    lines = list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
    between = [0, *((above[1] + below[0]) // 2 for above, below in pairwise(lines)), len(sheet)]
    found = []
    for (top, bottom), border in zip(lines, pairwise(between), strict=True):
        columns = np.flatnonzero(sheet[top:bottom].min(axis=0) < DARK)
        if columns[-1] - columns[0] <= SHORT * (bottom - top) and columns[-1] < most:
            found.append(border)
    return found
