from __future__ import annotations

import cv2
import numpy as np
import pytest

from ingest.ink import Floats, Grey
from ingest.paper import Flags, find_paper
from ingest.paper_edges import PLACES, _through, fine_edges
from tests.ocr.pictures import two_columns

DESK_ABOVE, DESK_BESIDE = 90, 120


def lying_askew() -> tuple[Grey, Floats]:
    """A page on its desk, seen at an angle, and its corners: the upper left and right, the lower ones."""
    page = two_columns()
    height, width = page.shape
    whole = cv2.copyMakeBorder(page, *(DESK_ABOVE,) * 2, *(DESK_BESIDE,) * 2, cv2.BORDER_CONSTANT, value=90)
    frame = np.array([[0, 0], [whole.shape[1], 0], [whole.shape[1], whole.shape[0]], [0, whole.shape[0]]])
    held = frame + np.array([[40, 10], [-30, 25], [-10, -30], [20, -5]])
    bent = cv2.getPerspectiveTransform(frame.astype(np.float32), held.astype(np.float32))
    picture = cv2.warpPerspective(whole, bent, (whole.shape[1], whole.shape[0]), borderValue=90)
    left, top, right, bottom = DESK_BESIDE, DESK_ABOVE, DESK_BESIDE + width, DESK_ABOVE + height
    corners = np.array([[[left, top], [right, top], [left, bottom], [right, bottom]]], np.float64)
    moved = cv2.perspectiveTransform(corners, bent)[0]
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), 1), np.uint8), np.asarray(moved, np.float64)


def sheet_in(picture: Grey) -> Flags:
    paper = find_paper(picture)
    assert paper is not None
    return paper


def off_the_line(point: Floats, edge: tuple[tuple[float, float], tuple[float, float]]) -> float:
    start, end = np.array(edge)
    along = (end - start) / np.hypot(*(end - start))
    return float(abs(along[0] * (point - start)[1] - along[1] * (point - start)[0]))


def test_edges_run_through_the_corners_of_the_sheet() -> None:
    """Text of a few lines is straightened by them, so they must be truer than its letters are large (17)."""
    picture, (upper_left, upper_right, lower_left, lower_right) = lying_askew()
    upright, level = fine_edges(picture, sheet_in(picture))
    assert upright is not None
    assert level is not None
    for edge, ends in zip(
        (*upright, *level),
        (
            (upper_left, lower_left),
            (upper_right, lower_right),
            (upper_left, upper_right),
            (lower_left, lower_right),
        ),
        strict=True,
    ):
        assert max(off_the_line(end, edge) for end in ends) < 1.5


@pytest.mark.parametrize(("share", "is_line"), [(0.7, True), (0.3, False)])
def test_a_line_is_one_if_most_places_lie_on_it(share: float, is_line: bool) -> None:
    """The others are worn, or a shadow's edge beside the sheet's."""
    rng = np.random.default_rng(5)
    down = np.linspace(0, 900, PLACES)
    across = 100 + 0.02 * down
    astray = rng.random(PLACES) > share
    across[astray] += rng.uniform(10, 60, astray.sum())
    found = _through(down, across, 900)
    assert (found is not None) == is_line
    if found is not None:
        assert found[0][0] == pytest.approx(100, abs=0.5)
        assert found[1][0] == pytest.approx(118, abs=0.5)


def test_a_bulging_edge_tells_nothing() -> None:
    picture, _ = lying_askew()
    height, width = picture.shape
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    bulge = rows + 30 * np.sin(np.pi * columns / width).astype(np.float32)
    curled = np.asarray(cv2.remap(picture, columns, bulge, cv2.INTER_LINEAR), np.uint8)
    _, level = fine_edges(curled, sheet_in(curled))
    assert level is None
