from __future__ import annotations

import cv2
import numpy as np
import pytest

from ingest.deskew import Indices, _Lying, _rows, _search, find_straightening, straighten_matrix
from ingest.footing import stands_on_head
from ingest.ink import Floats, Grey, even_light, find_marks, runs, threshold
from ingest.ink_cleaning import clean_ink
from ingest.ocr import _blocks, make_level, read_picture
from ingest.paper import Sides
from ingest.rendering import Picture
from ingest.tesseract import SheetWord
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


@pytest.mark.parametrize("quarter", [0, 1])
def test_a_narrow_column_of_many_lines_is_not_taken_for_rows(quarter: int) -> None:
    """Its letters heap up over fewer widths than it has lines: a photograph of one was turned."""
    page = np.full((2000, 1400), 255, np.uint8)
    rng = np.random.default_rng(8)
    for line in range(48):
        x = 900
        while x < 1150 - rng.integers(0, 60):
            top = 30 + 40 * line - int(rng.integers(0, 2)) * 6
            wide = int(rng.integers(5, 15))
            page[top : 30 + 40 * line + 18, x : x + wide] = 0
            x += wide + int(rng.choice([3, 3, 3, 10]))
    page = np.ascontiguousarray(np.rot90(page, quarter))
    found = find_straightening(find_marks(threshold(page)), page.shape[1], page.shape[0])
    assert found.turn == 90 * quarter


def test_where_rows_stand_out_alike_both_ways_the_sharper_ones_decide(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A table at 150 dpi whose letters touch was turned by 90°."""
    alike = iter([1.205, 1.212])
    monkeypatch.setattr("ingest.deskew._standing_out_of_rows", lambda lies, typical: next(alike))
    page = skewed(0.5)
    assert find_straightening(find_marks(threshold(page)), page.shape[1], page.shape[0]).turn == 0


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


WIDTH, HEIGHT = 1600, 1200
LEVEL: Sides = (((200.0, 100.0), (1400.0, 160.0)), ((180.0, 1000.0), (1420.0, 1040.0)))
"""The upper and lower edges of a sheet that is seen at an angle."""

PLUMB: Sides = (((200.0, 100.0), (180.0, 1000.0)), ((1400.0, 160.0), (1420.0, 1040.0)))


@pytest.mark.parametrize("is_turned", [False, True])
def test_under_slope_and_fan_both_edges_lie_level(is_turned: bool) -> None:
    """Also after a quarter turn, when they are those that stood upright before."""
    lies = _Lying(np.zeros((0, 4)), WIDTH, HEIGHT, PLUMB, LEVEL)
    if is_turned:
        lies = lies.turned()
    assert lies.level is not None
    assert lies.across is not None
    slope, fan = lies.level
    unit = max(WIDTH, HEIGHT) / 2
    for edge in lies.across:
        start, end = (
            ((y - lies.height / 2) / unit - slope * (x - lies.width / 2) / unit)
            / (1 + fan * (x - lies.width / 2) / unit)
            for x, y in edge
        )
        assert start == pytest.approx(end, abs=1e-9)
        # clockwise: what was the left edge is the upper one
        assert all(0 <= x <= lies.width and 0 <= y <= lies.height for x, y in edge)
    assert lies.across[0][0][1] < lies.across[1][0][1], "the upper edge first"


def test_rows_lie_as_the_edges_of_the_sheet_where_text_tells_nothing() -> None:
    """Twenty lines of three letters, up to three pixels off theirs: many slopes suit them as well."""
    slope, fan = _Lying(np.zeros((0, 4)), WIDTH, HEIGHT, PLUMB, LEVEL).level or (0.0, 0.0)
    unit = max(WIDTH, HEIGHT) / 2
    rng = np.random.default_rng(3)
    left = np.tile([560.0, 600.0, 640.0], 20) + rng.uniform(-18, 18, 60)
    across = (left + 6 - WIDTH / 2) / unit
    feet = (
        np.repeat(np.linspace(-0.5, 0.4, 20), 3) * (1 + fan * across) + slope * across
    ) * unit + HEIGHT / 2
    feet += rng.uniform(-3, 3, 60)
    boxes = np.stack([left, feet - 18, left + 12, feet], axis=1)
    seen, unseen = (_Lying(boxes, WIDTH, HEIGHT, PLUMB, edges) for edges in (LEVEL, None))
    assert _rows(seen, 18 / unit, 1.04)[0] == (slope, fan)
    assert abs(_rows(unseen, 18 / unit, 1.04)[0][0] - slope) > 0.001, "the text by itself tells it less well"


@pytest.mark.parametrize("on_head", [False, True])
def test_where_the_sheet_lies_on_its_desk_is_told_of_the_page_as_it_is_read(on_head: bool) -> None:
    """Margins are those of the sheet; a photograph that stands on its head is turned, and they with it."""
    page = two_columns()
    whole = cv2.copyMakeBorder(page, 60, 180, 120, 240, cv2.BORDER_CONSTANT, value=70)
    picture = np.ascontiguousarray(whole[::-1, ::-1]) if on_head else whole
    colour = np.asarray(cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR), np.uint8)
    read = read_picture(Picture(colour, 72.0), 1, 60, lambda *_: ())
    assert read.paper is not None
    edges = (read.paper.x0, read.paper.top, read.paper.x1, read.paper.bottom)
    assert edges == pytest.approx((120, 60, 120 + page.shape[1], 60 + page.shape[0]), abs=12)


def test_the_best_slope_of_the_rough_look_need_not_be_the_best() -> None:
    """On a page of three short columns it was 0.6° off, where the fine look saw a lower top."""
    typical, far = 0.015, 0.05

    def score(chosen: Indices, firsts: Floats, seconds: Floats, bin_width: float) -> Floats:
        here, there = (np.exp(-(((firsts[:, 0] - top) / typical) ** 2)) for top in (0.0, far))
        tops = (1.0, 0.97) if bin_width > 0.4 * typical else (0.9, 1.0)
        return np.maximum(tops[0] * here, tops[1] * there) * (seconds[:, 0] == 0)

    (slope, fan), _ = _search(score, np.linspace(-1, 1, 100), 0.2, typical, None, 1, 1.15)
    assert slope == pytest.approx(far, abs=typical / 10)
    assert fan == 0


@pytest.mark.parametrize("on_head", [False, True])
def test_where_lines_do_not_tell_the_engine_does(on_head: bool) -> None:
    """It is sure of a page of two lines, too few to tell, if the longer one stands above."""
    page = page_of([[LEFT[0], "och"]])
    colour = cv2.cvtColor(page[::-1, ::-1] if on_head else page, cv2.COLOR_GRAY2BGR).astype(np.uint8)
    clean = clean_ink(page)
    assert stands_on_head(clean.marks.labels > 0, _blocks(clean), clean.typical) is None
    readings: list[float] = []

    def engine(sheet: Grey, seconds: float) -> tuple[SheetWord, ...]:
        widths = [int(np.ptp(np.flatnonzero((sheet[a:b] < 128).any(axis=0)))) for a, b in lines_of(sheet)]
        readings.append(0.9 if widths[0] > widths[-1] else 0.4)
        return (SheetWord("ord", 40, 40, 90, 60, readings[-1], (1, 1, 1)),)

    read = read_picture(Picture(colour, 72.0), 1, 60, engine)
    assert sorted(readings) == [0.4, 0.9], "once each way, and not again"
    assert [word.confidence for word in read.words] == [0.9]
    assert read.words[0].box.centre[1] < read.height / 2


def lines_of(sheet: Grey) -> list[tuple[int, int]]:
    return [line for line in runs((sheet < 128).any(axis=1)) if line[1] - line[0] > 10]
