"""Sheets out of binders by worn scanners: streaks, black edges, holes and staples go, and no print does."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ingest.binder_marks import without_binder_marks
from ingest.ink import Grey, find_marks, letter_height, threshold
from ingest.specks import find_specks
from ingest.streaks import without_streaks
from tests.ocr.pictures import LEFT, RIGHT, page_of


def grained(page: Grey, seed: int = 3) -> Grey:
    """As a scanner leaves it: grey paper with grain."""
    noise = np.random.default_rng(seed).normal(0, 8, page.shape)
    return np.clip(page * 0.85 + 30 + noise, 0, 255).astype(np.uint8)


def darkest(page: Grey, rows: slice, columns: slice) -> int:
    return int(page[rows, columns].min())


@pytest.mark.parametrize("turned", [False, True])
def test_a_streak_over_the_whole_page_goes_and_the_letters_under_it_stay(turned: bool) -> None:
    sound = grained(page_of([LEFT * 4, RIGHT * 4]))
    dirty = sound.copy()
    dirty[:, 250:253] = (dirty[:, 250:253] * 0.6).astype(np.uint8)
    mended = without_streaks(np.ascontiguousarray(dirty.T) if turned else dirty)
    mended = np.ascontiguousarray(mended.T) if turned else mended
    assert np.abs(mended.astype(int) - sound).max() <= 6, "dimmed pixels are told to a few levels"
    assert np.array_equal(mended[:, :240], sound[:, :240]), "nothing beside it is touched"


def test_an_opaque_streak_is_bridged_where_it_crosses_a_stroke() -> None:
    page = np.full((600, 600), 255, np.uint8)
    cv2.line(page, (100, 300), (500, 300), 0, 5)
    page[:, 200:203] = 0
    mended = without_streaks(page)
    assert mended[100:280, 195:208].min() == 255, "paper where there was paper on both sides"
    assert mended[300, 195:208].max() == 0, "the stroke goes on under it"


def test_the_line_of_a_table_and_a_page_without_streaks_stay_as_they_are() -> None:
    page = page_of([LEFT * 4, RIGHT * 4])
    page[90:810, 60:62] = 90  # ends at the margins, as tables do
    assert without_streaks(page) is page
    scan = grained(page)
    assert np.array_equal(without_streaks(scan), scan)


def test_black_edges_go_however_they_slant() -> None:
    page = grained(page_of([LEFT * 4, RIGHT * 4]))
    cv2.fillPoly(page, [np.array([[0, 0], [0, 899], [10, 899], [30, 0]])], 15)
    cv2.fillPoly(page, [np.array([[0, 899], [1299, 899], [1299, 880], [0, 885]])], 15)
    clean = without_binder_marks(page)
    assert darkest(clean, slice(None), slice(None, 40)) > 150
    assert darkest(clean, slice(870, None), slice(None)) > 150
    assert np.array_equal(clean[100:860, 60:], page[100:860, 60:])


def test_a_printed_bar_at_the_edge_with_light_letters_stays() -> None:
    page = page_of([LEFT])
    page[:40] = 50
    cv2.putText(page, "Uppfoljning av medborgarlofte 2024 " * 3, (5, 30), 0, 0.8, 255, 2, cv2.LINE_AA)
    assert np.array_equal(without_binder_marks(page), page)


def test_punched_holes_go_and_square_bullets_and_letters_stay() -> None:
    page = grained(page_of([LEFT * 4]))
    for row in (250, 350, 550, 650):
        cv2.circle(page, (35, row), 12, 25, -1, cv2.LINE_AA)
    page[700:724, 24:48] = 25  # as large, but square
    cv2.putText(page, "O", (24, 790), 0, 1.0, 0, 3, cv2.LINE_AA)
    clean = without_binder_marks(page)
    assert darkest(clean, slice(230, 670), slice(15, 60)) > 150
    assert np.array_equal(clean[690:800, 15:70], page[690:800, 15:70])


def test_a_staple_alone_in_a_corner_goes_and_the_first_letters_of_a_title_stay() -> None:
    page = page_of([LEFT])
    cv2.line(page, (20, 40), (60, 22), 60, 3, cv2.LINE_AA)
    cv2.line(page, (1240, 0), (1262, 14), 60, 3, cv2.LINE_AA)  # from the very edge on
    assert without_binder_marks(page)[:60, :80].min() == 255
    assert without_binder_marks(page)[:60, 1200:].min() == 255
    title = page_of([LEFT])
    cv2.putText(title, "llll", (10, 60), 0, 1.4, 0, 3, cv2.LINE_AA)
    assert np.array_equal(without_binder_marks(title), title)


def dots_left(page: Grey) -> int:
    """Small marks that are taken for dots and full stops."""
    marks = find_marks(threshold(page))
    typical = letter_height(marks)
    small = np.maximum(marks.widths, marks.heights) <= 0.4 * typical
    return int(np.count_nonzero(small & ~find_specks(marks, typical)))


def with_touching_letters(dot: int = 3) -> Grey:
    """Lines of pairs of letters joined at their feet, a dot over the second, and a full stop behind some."""
    page = np.full((900, 1300), 255, np.uint8)
    for row in range(100, 800, 45):
        for x in range(100, 1100, 50):
            for stem in (0, 12):
                cv2.rectangle(page, (x + stem, row), (x + stem + 2, row + 18), 0, -1)
            page[row + 16 : row + 19, x : x + 15] = 0
            page[row - 6 : row - 6 + dot, x + 12 : x + 12 + dot] = 0
            if x % 100 == 0:
                page[row + 16 : row + 19, x + 19 : x + 22] = 0
    return page


@pytest.mark.parametrize("dot", [2, 3])
def test_dots_over_touching_letters_stay_where_dirt_is_rare(dot: int) -> None:
    page = with_touching_letters(dot)
    dots = dots_left(page)
    rng = np.random.default_rng(5)
    for _ in range(60):  # strays enough to count as a dirty page
        y, x = int(rng.integers(0, 60)), int(rng.integers(0, 1290))
        page[y : y + 3, x : x + 3] = 0
    assert dots == 16 * (20 + 10)
    assert dots_left(page) == dots


def test_where_dirt_is_common_dots_as_large_as_dots_stay_and_dirt_mostly_goes() -> None:
    page = with_touching_letters()
    dots = dots_left(page)
    rng = np.random.default_rng(5)
    specks = 0
    while specks < 1800:
        y, x = int(rng.integers(0, 895)), int(rng.integers(0, 1295))
        if page[max(0, y - 2) : y + 4, max(0, x - 2) : x + 4].min() == 255:
            side = 3 if specks % 20 == 0 else 2
            page[y : y + side, x : x + side] = 0
            specks += 1
    left = dots_left(page)
    assert left >= 0.95 * dots, "strict rules alone lose most of the dots of the second letters"
    assert left <= 1.25 * dots, "loose ones keep half as many again"
