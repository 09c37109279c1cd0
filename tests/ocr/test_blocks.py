from __future__ import annotations

import cv2
import numpy as np
import pytest

from ingest.blocks import cut_into_blocks, with_numbers_joined
from ingest.ink import Floats, Grey
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


def test_a_page_number_alone_stands_behind_a_line_on_the_sheet() -> None:
    """By itself tesseract does not read it."""
    page = page_of([LEFT * 3])
    cv2.putText(page, "1", (1200, 860), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 0, 2, cv2.LINE_AA)
    clean = clean_ink(page)
    sheet = make_sheet(clean.grey, _blocks(clean), clean.typical)
    (number,) = (strip for strip in sheet.strips if strip.block[0] > 1100)
    (text,) = (strip for strip in sheet.strips if strip is not number)
    assert text.place[1] < number.place[1] < text.place[3], "beside the text's last line"
    assert sheet.to_page(*number.place) == pytest.approx(number.block, abs=1.5)
    x0, top, x1, bottom = number.place
    assert (sheet.picture[top:bottom, x0:x1] < 128).any(), "the digit is there"


def test_a_slanted_dark_bar_is_lightened_within_its_outline_only() -> None:
    """A capital with dots as high as its bar parts it, and paper around it is no bar."""
    page = page_of([[""], LEFT])
    bar = np.array([[60, 400], [1000, 414], [1000, 456], [60, 442]], np.int32)
    cv2.fillConvexPoly(page, bar, 0)
    cv2.putText(page, "2) Okad trygghet", (72, 435), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 255, 4, cv2.LINE_AA)
    cv2.rectangle(page, (118, 400), (130, 408), 255, -1)
    grey = clean_ink(page).grey
    assert (grey[396:460, 55:1005] < 128).mean() < 0.12, "letters, and neither bar nor what was beside it"
    assert grey[410:445, 70:110].min() < 80, "the number before the capital is black now"


def test_wide_white_within_a_column_is_left_out_of_the_sheet() -> None:
    # Lone words far apart are what tesseract passes over.
    page = page_of([LEFT])
    cv2.putText(page, "Klart", (80, 850), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 0, 2, cv2.LINE_AA)
    sheet = make_sheet(page, [(70, 90, 500, 870)], 17.0)
    (upper, lower) = sheet.strips
    assert upper.place[0] == lower.place[0]
    assert lower.place[1] - upper.place[3] < 0.2 * (lower.block[1] - upper.block[3]) * sheet.scale


@pytest.mark.parametrize(("step", "expected"), [(0, 1), (22, 2)])
def test_numbers_are_one_block_with_text_on_whose_lines_they_stand(step: int, expected: int) -> None:
    letters = np.array([[42, y + step, 54, y + 17 + step] for y in (103, 193)], float)
    text = np.array([[80 + 20 * k, y, 95 + 20 * k, y + 17] for y in (103, 148, 193) for k in range(9)], float)
    blocks = [(34, 90, 62, 240), (72, 90, 270, 240)]
    joined = with_numbers_joined(blocks, np.concatenate([letters, text]), 17.0)
    assert len(joined) == expected


def line_of(y: float, *words: tuple[float, int]) -> Floats:
    """Boxes of the letters of a line: each word where it begins, and how many letters it has."""
    return np.array([[x + 12 * k, y, x + 12 * k + 10, y + 17] for x, n in words for k in range(n)], float)


def columns_with(*middle: tuple[float, int]) -> Floats:
    """Two columns of ten full lines, the fifth of the right one with these words."""
    left = [line_of(100 + 28 * row, (100, 25)) for row in range(10)]
    right = [line_of(100 + 28 * row, (430, 25)) for row in range(10) if row != 4]
    return np.concatenate([*left, *right, line_of(100 + 28 * 4, *middle)])


def test_a_justified_line_within_a_column_is_not_cut_between_its_words() -> None:
    """Of 25 letters' width: gaps of 3.5 letter heights, all alike, are blanks; a letter alone is misread."""
    blocks = cut_into_blocks(columns_with((430, 3), (525, 4), (632, 1), (703, 2)), np.zeros((0, 4)), 17.0)
    assert len(blocks) == 2


def test_a_gap_unlike_the_others_within_a_column_is_cut() -> None:
    """As between a label and what stands to its right."""
    blocks = cut_into_blocks(columns_with((430, 2), (468, 3), (520, 2), (660, 5)), np.zeros((0, 4)), 17.0)
    assert any(block[0] > 600 for block in blocks)


def test_a_number_is_not_joined_to_its_text_over_words_of_another_block() -> None:
    """Its block would hold them too, and they would be read twice."""
    letters = np.concatenate([line_of(100, (60, 12), (250, 4)), line_of(128, (200, 2), (250, 4))])
    blocks = [(50, 92, 215, 120), (190, 122, 232, 150), (240, 92, 310, 150)]
    assert with_numbers_joined(blocks, letters, 17.0) == blocks
    joined = with_numbers_joined(blocks[1:], letters, 17.0)
    assert len(joined) == 1, "without the other block it is joined"


def test_a_dark_row_over_a_dark_column_is_lightened_from_edge_to_edge() -> None:
    page = page_of([LEFT * 2])
    cv2.rectangle(page, (80, 600), (1200, 634), 80, -1)
    cv2.rectangle(page, (1100, 634), (1200, 860), 120, -1)
    for x, word in ((90, "Nr"), (300, "Tertial"), (1110, "Status")):
        cv2.putText(page, word, (x, 625), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 255, 2, cv2.LINE_AA)
    grey = clean_ink(page).grey
    assert np.mean(grey[604:630, 84:1196] > 200) > 0.85, "the row is paper, beside and around its words"
    assert grey[604:630, 300:400].min() < 60, "and its words are black"


def test_black_on_dark_grey_is_read_as_black_on_white() -> None:
    page = page_of([LEFT * 2])
    cv2.rectangle(page, (700, 600), (900, 700), 95, -1)
    cv2.putText(page, "Klart", (720, 660), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 40, 2, cv2.LINE_AA)
    grey = clean_ink(page).grey
    assert np.median(grey[604:696, 704:896]) > 230
    assert grey[640:665, 720:800].min() < 130


def block_of(first_pitch: int, first_width: int) -> Grey:
    """Six lines of ink 46 pixels apart, the first of them narrower and nearer to the second."""
    page = np.full((500, 700), 255, np.uint8)
    for number in range(6):
        top = 60 if number == 0 else 60 + first_pitch + 46 * (number - 1)
        page[top : top + 25, 60 : 60 + (first_width if number == 0 else 500)] = 0
    return page


@pytest.mark.parametrize(
    ("first_pitch", "first_width", "pieces"),
    [(34, 30, 2), (46, 30, 1), (34, 480, 1)],
)
def test_a_heading_close_above_its_text_is_set_by_itself(
    first_pitch: int, first_width: int, pieces: int
) -> None:
    """Of “T1” close above a line of text tesseract made one line with it."""
    sheet = make_sheet(block_of(first_pitch, first_width), [(50, 50, 570, 400)], 18.0)
    assert len(sheet.strips) == pieces
    if pieces == 2:
        heading, text = sheet.strips
        assert heading.block[3] <= 60 + first_pitch <= text.block[3]
        assert text.place[1] - heading.place[3] > 30, "with white between"
    inked = np.flatnonzero(sheet.picture.min(axis=1) < 128)
    assert np.count_nonzero(np.diff(inked) > 1) == 5, "no line is lost or cut"


@pytest.mark.parametrize("grey", [90, 150])
def test_a_line_in_grey_between_wide_white_and_black_lines_stays_on_the_sheet(grey: int) -> None:
    """Of “Tertial 3” in grey over black text, below the head of its page, nothing was left."""
    page = np.full((500, 700), 255, np.uint8)
    page[60:80, 60:300] = 60
    page[180:200, 60:200] = grey
    for number in range(4):
        page[215 + 35 * number : 235 + 35 * number, 60:560] = 0
    sheet = make_sheet(page, [(50, 50, 570, 400)], 18.0)
    rows = (sheet.picture < 200).any(axis=1)
    assert np.count_nonzero(np.diff(rows.astype(int)) == 1) == 6


def test_the_dots_by_which_a_fax_shows_a_grey_cell_go_and_its_word_stays() -> None:
    """What was left of them was read as words, and rows of a matrix ran together."""
    page = page_of([LEFT * 3])
    plain = page.copy()
    for each in (page, plain):
        cv2.putText(each, "Klart", (900, 300), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 0, 2, cv2.LINE_AA)
    cell = page[270:320, 880:1000]
    for row in range(0, 50, 5):
        for column in range(row % 2 * 3, 120, 6):
            if cell[row : row + 3, column : column + 3].min() == 255:
                cell[row : row + 2, column : column + 2] = 0
    marks, expected = clean_ink(page).marks, clean_ink(plain).marks
    assert abs(len(marks.areas) - len(expected.areas)) <= 5
    inside = (marks.boxes[:, 0] > 870) & (marks.heights > 10)
    assert np.count_nonzero(inside) >= 4, "its letters, of which two touch"


def test_the_grain_of_the_paper_between_lines_far_apart_is_no_ink() -> None:
    page = np.full((500, 700), 240, np.uint8)
    page[60:80, 60:300] = page[300:320, 60:300] = 0
    assert len(make_sheet(page, [(50, 50, 570, 400)], 18.0).strips) == 2
