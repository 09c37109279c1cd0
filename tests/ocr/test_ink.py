"""Marks of ink: measured at their ink alone, they are what OpenCV measures."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ingest.ink import DENSE, find_marks


@pytest.mark.parametrize("share", [0.0, 0.02, 0.1, 0.3, 0.9, 1.0])
def test_marks_are_those_of_opencv_however_dense(share: float) -> None:
    ink = (np.random.default_rng(7).random((120, 170)) < share).astype(np.uint8)
    assert (ink.mean() > DENSE) == (share > DENSE), "both ways are tried"
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    left, top, width, height, areas = stats[1:].T
    marks = find_marks(ink)
    assert np.array_equal(marks.labels, labels)
    assert np.array_equal(marks.boxes, np.stack([left, top, left + width, top + height], axis=1))
    assert np.array_equal(marks.areas, areas)
