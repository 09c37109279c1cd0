from __future__ import annotations

import cv2
import numpy as np
import pytest

from ingest.deskew import find_straightening, straighten_matrix
from ingest.footing import stands_on_head
from ingest.ink import Grey, even_light, find_marks, threshold
from ingest.ink_cleaning import clean_ink
from ingest.ocr import _blocks, make_level
from tests.ocr.pictures import LEFT, page_of, two_columns


def skewed(degrees: float) -> Grey:
    page = two_columns()
    height, width = page.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    return np.asarray(cv2.warpAffine(page, matrix, (width, height), borderValue=255), np.uint8)


@pytest.mark.parametrize("degrees", [-2.5, -0.5, 0.0, 0.7, 2.5])
def test_skew_is_found_within_a_twentieth_of_a_degree(degrees: float) -> None:
    page = skewed(degrees)
    found = find_straightening(find_marks(threshold(page)), page.shape[1], page.shape[0])
    assert found.turn == 0
    assert np.degrees(np.arctan(found.slope)) == pytest.approx(-degrees, abs=0.05)


@pytest.mark.parametrize("quarter", [1, 3])
def test_a_page_lying_on_its_side_is_turned(quarter: int) -> None:
    page = np.ascontiguousarray(np.rot90(skewed(0.5), quarter))
    found = find_straightening(find_marks(threshold(page)), page.shape[1], page.shape[0])
    assert found.turn == 90


@pytest.mark.parametrize("on_head", [False, True])
def test_head_and_foot_are_told_apart(on_head: bool) -> None:
    page = skewed(0.5)
    clean = clean_ink(make_level(np.ascontiguousarray(page[::-1, ::-1]) if on_head else page)[0])
    assert stands_on_head(clean.marks.labels > 0, _blocks(clean), clean.typical) is on_head


def test_a_held_camera_is_straightened() -> None:
    page = two_columns()
    height, width = page.shape
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    held = corners + np.array([[50, 15], [-10, 40], [-60, -10], [15, -35]], np.float32)
    bent = cv2.getPerspectiveTransform(corners, held)
    picture = np.asarray(cv2.warpPerspective(page, bent, (width, height), borderValue=255), np.uint8)
    found = find_straightening(find_marks(threshold(picture)), width, height, on_desk=True)
    back = straighten_matrix(found, width, height) @ bent
    rows = np.array([[[100, y], [width - 100, y]] for y in (150, 450, 750)], np.float64)
    for left, right in cv2.perspectiveTransform(rows.reshape(-1, 1, 2), back).reshape(-1, 2, 2):
        assert abs(left[1] - right[1]) < 6, "a row of 1100 pixels must be level within a third of a letter"


def test_a_blank_page_is_left_as_it_is() -> None:
    page = np.full((500, 400), 250, np.uint8)
    assert find_straightening(find_marks(threshold(page)), 400, 500).is_level


def test_shadows_are_evened_out() -> None:
    page = two_columns()
    shade = np.linspace(1.0, 0.45, page.shape[1])
    lit = even_light((page * shade).astype(np.uint8))
    assert lit[10:60].min() > 235, "paper is white in the light and in the shadow"
    assert np.count_nonzero(threshold(lit)) == pytest.approx(np.count_nonzero(threshold(page)), rel=0.15)


@pytest.mark.parametrize("quarter", [0, 1])
def test_edges_of_the_sheet_tell_how_few_lines_lie(quarter: int) -> None:
    """Ten lines are too few to show how their column leans; the sheet on its desk shows it."""
    page = page_of([LEFT + LEFT + LEFT[:2]])
    whole = cv2.copyMakeBorder(page, 120, 120, 160, 160, cv2.BORDER_CONSTANT, value=70)
    height, width = whole.shape
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    held = corners + np.array([[60, 0], [-60, 0], [10, 0], [-10, 0]], np.float32)
    bent = cv2.getPerspectiveTransform(corners, held)
    picture = np.asarray(cv2.warpPerspective(whole, bent, (width, height), borderValue=70), np.uint8)
    _, matrix, _ = make_level(np.ascontiguousarray(np.rot90(picture, quarter)))
    if quarter:
        bent = np.array([[0, 1, 0], [-1, 0, width - 1], [0, 0, 1]], np.float64) @ bent
    ends = np.array([[[240, 240], [240, 640]]], np.float32)
    upper, lower = cv2.perspectiveTransform(ends, matrix @ bent)[0]
    assert abs(upper[0] - lower[0]) < 6, "400 pixels must be plumb within a third of a letter"
