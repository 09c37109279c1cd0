"""Streaks of a scanner → paper: dirt on its glass draws a line from one edge of the page to the other.

Nothing printed does: lines of tables end at the margins. So a column of pixels of which even the brightest
are darker than those of its neighbours is a streak, and so is a row, where the page was fed sideways.
"""

from __future__ import annotations

import cv2
import numpy as np

from ingest.ink import Floats, Grey, runs

SAMPLED = 256
"""Pixels of a column that are looked at: their percentile is then told to half a per cent, with the grain of
a scanner (a standard deviation of 8 of 255)."""

BRIGHTEST_PERCENT = 95
"""The percentile, in per cent: a line that leaves a margin of a twentieth at its ends does not move it, and
black edges of a scan (up to 5 mm) do not hide a streak."""

DIMMED = 0.96
"""Share of its neighbours' brightness below which a column is part of a streak; grain alone leaves 0.98."""

OPAQUE = 0.45
"""The same below which nothing under it can be made out: ink is then lost in grain and blur."""

WIDEST = 12
"""Pixels that a streak is wide at most: a millimetre at 300 dpi."""

AROUND = 4 * WIDEST + 1
"""Columns, in pixels, the median of which tells how bright paper is without the streak."""


def without_streaks(grey: Grey) -> Grey:
    """The picture as if the glass were clean: dimmed columns and rows made brighter, opaque ones bridged."""
    for turned in (False, True):
        page = np.asarray(cv2.transpose(grey), np.uint8) if turned else grey
        clean = _without_upright_streaks(page)
        if clean is not page:
            grey = np.asarray(cv2.transpose(clean), np.uint8) if turned else clean
    return grey


def _without_upright_streaks(grey: Grey) -> Grey:
    height, width = grey.shape
    if min(height, width) <= AROUND:
        return grey
    few = np.ascontiguousarray(grey[:: max(1, height // SAMPLED)].T)
    rank = len(few[0]) * BRIGHTEST_PERCENT // 100
    bright = np.partition(few, rank, axis=1)[:, rank]
    usual = np.asarray(cv2.medianBlur(bright[None], AROUND), np.float64)[0]
    share = bright / np.maximum(usual, 1.0)
    streaks = [
        (start, end)
        for start, end in runs(share < DIMMED)
        if end - start <= WIDEST and start > 0 and end < width
    ]
    if not streaks:
        return grey
    clean = grey.copy()
    for start, end in streaks:
        if share[start:end].min() < OPAQUE:
            _bridge(clean, start, end)
        else:
            _brighten(clean, start, end, share)
    return clean


def _brighten(page: Grey, start: int, end: int, share: Floats) -> None:
    lit = page[:, start:end] / share[None, start:end]
    page[:, start:end] = np.minimum(lit, 255).round().astype(np.uint8)


def _bridge(page: Grey, start: int, end: int) -> None:
    """Make it paper but where there is ink on both sides, level or leaning: strokes that it crosses."""
    start, end = max(1, start - 1), min(page.shape[1] - 1, end + 1)  # its blurred edges
    reach = np.ones((2 * (end - start) + 1, 1), np.uint8)
    left, right = (cv2.erode(page[:, beside : beside + 1], reach) for beside in (start - 1, end))
    page[:, start:end] = np.maximum(left, right)
