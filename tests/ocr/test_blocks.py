from __future__ import annotations

import cv2
import numpy as np
import pytest

from ingest.ink import Grey
from ingest.ink_cleaning import CleanPicture, clean_ink
from ingest.ocr import _blocks
from ingest.sheet import make_sheet
from tests.ocr.pictures import LEFT, RIGHT, page_of, two_columns


def crossing(clean: CleanPicture, x: int) -> list[tuple[int, int, int, int]]:
    return [block for block in _blocks(clean) if block[0] < x - 20 and block[2] > x + 20]


def border(page: Grey, gutter: int) -> int:
    width = max(cv2.getTextSize(line, cv2.FONT_HERSHEY_SIMPLEX, 0.8, 2)[0][0] for line in LEFT)
    return 80 + width + gutter // 2


@pytest.mark.parametrize("gutter", [22, 40, 120])
def test_no_block_holds_two_columns(gutter: int) -> None:
    page = two_columns(gutter)
    assert crossing(clean_ink(page), border(page, gutter)) == []


def test_a_title_over_the_columns_stays_whole() -> None:
    page = two_columns()
    title = "Uppfoljning av medborgarlofte i hela kommunen"
    cv2.putText(page, title, (80, 60), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 0, 2, cv2.LINE_AA)
    blocks = _blocks(clean_ink(page))
    x = border(page, 60)
    over = [block for block in blocks if block[0] < x - 40 and block[2] > x + 40]
    assert len(over) == 1 and over[0][3] < 100


def test_one_column_is_one_block() -> None:
    assert len(_blocks(clean_ink(page_of([LEFT * 3])))) == 1


def test_rulings_are_no_letters_and_are_reported() -> None:
    page = page_of([LEFT, RIGHT])
    plain = clean_ink(page)
    cv2.rectangle(page, (60, 80), (1000, 290), 0, 2)
    cv2.line(page, (border(page, 60), 80), (border(page, 60), 290), 0, 2)
    ruled = clean_ink(page)
    assert len(ruled.marks.areas) == len(plain.marks.areas)
    assert len(ruled.rulings) == 5
    assert ruled.grey[85:280, 58:63].min() > 200


def test_white_text_on_a_dark_bar_becomes_black_on_white() -> None:
    page = page_of([LEFT, RIGHT])
    page[400:470, 60:700] = 60
    cv2.putText(page, "Tertial 1", (90, 445), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 255, 2, cv2.LINE_AA)
    clean = clean_ink(page)
    assert clean.grey[410:460, 400:690].min() > 200
    assert clean.grey[410:460, 80:260].min() < 80


def test_specks_go_and_dots_stay() -> None:
    page = page_of([LEFT * 4])
    rng = np.random.default_rng(1)
    dots = len(clean_ink(page).marks.areas)
    for _ in range(400):
        y, x = int(rng.integers(0, 898)), int(rng.integers(0, 1298))
        page[y : y + 2, x : x + 2] = 0
    left = len(clean_ink(page).marks.areas)
    assert left <= dots * 1.08, "nearly all of 400 specks are gone"
    assert left >= dots * 0.9, "the dots of i and the full stops are still there"


def test_places_on_the_sheet_lead_back_to_the_page() -> None:
    page = two_columns()
    clean = clean_ink(page)
    sheet = make_sheet(clean.grey, _blocks(clean), clean.typical)
    for strip in sheet.strips:
        assert sheet.to_page(*strip.place) == pytest.approx(strip.block, abs=1.5)


def test_a_column_of_numbers_is_set_in_a_row() -> None:
    """Tesseract passes over lone digits below each other."""
    page = page_of([["1", "", "2", "", "3"], LEFT + RIGHT])
    clean = clean_ink(page)
    sheet = make_sheet(clean.grey, _blocks(clean), clean.typical)
    numbers = [strip for strip in sheet.strips if strip.block[2] - strip.block[0] < 60]
    assert len(numbers) == 3
    assert len({strip.place[1] for strip in numbers}) == 1, "in one row"
    assert [strip.block[1] for strip in numbers] == sorted(strip.block[1] for strip in numbers)
    for strip in numbers:
        assert sheet.to_page(*strip.place) == pytest.approx(strip.block, abs=1.5)
        x0, top, x1, bottom = strip.place
        assert (sheet.picture[top:bottom, x0:x1] < 128).any(), "the digit is there"
