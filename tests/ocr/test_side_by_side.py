"""A sheet read in halves: cut in white only, every word at its place, whatever the processors."""

from __future__ import annotations

import threading

import cv2
import numpy as np
import pytest

from ingest.errors import ReadingFailed
from ingest.ink import Grey
from ingest.side_by_side import FEWEST_LINES, find_cut, in_two
from ingest.tesseract import SheetWord

PITCH = 40
LETTER = 21


def sheet_of(lines: int, *, gap_after: int | None = None, gap: int = 60) -> Grey:
    """Lines of ink, with more white after one of them."""
    sheet = np.full((lines * PITCH + gap + 80, 400), 255, np.uint8)
    for number in range(lines):
        top = 40 + number * PITCH + (gap if gap_after is not None and number > gap_after else 0)
        cv2.rectangle(sheet, (30, top), (360, top + LETTER), 0, -1)
    return sheet


def line_finder(sheet: Grey, seconds: float) -> tuple[SheetWord, ...]:
    """An engine that finds a word a line, and numbers its lines from 1 as tesseract does."""
    inked = np.flatnonzero((sheet < 128).any(axis=1))
    lines = np.split(inked, np.flatnonzero(np.diff(inked) > 1) + 1)
    return tuple(
        SheetWord("ord", 30, int(line[0]), 361, int(line[-1]) + 1, 0.9, (1, 1, number))
        for number, line in enumerate(lines, 1)
    )


@pytest.mark.parametrize("hands", [1, 2])
def test_words_of_both_halves_stand_where_the_whole_sheet_has_them(hands: int) -> None:
    sheet = sheet_of(20)
    assert find_cut(sheet)
    whole, halves = line_finder(sheet, 1.0), in_two(line_finder, hands)(sheet, 1.0)
    assert [(word.x0, word.top, word.x1, word.bottom) for word in halves] == [
        (word.x0, word.top, word.x1, word.bottom) for word in whole
    ]
    assert len({word.line for word in halves}) == len(whole), "no two lines have one key"


def test_the_cut_is_in_the_widest_white_near_the_middle() -> None:
    sheet = sheet_of(20, gap_after=11)
    (cut,) = find_cut(sheet)
    assert 40 + 11 * PITCH + LETTER < cut < 40 + 12 * PITCH + 60
    assert not (sheet[cut - 10 : cut + 10] < 128).any()


def test_white_far_from_the_middle_is_not_taken() -> None:
    (cut,) = find_cut(sheet_of(20, gap_after=1))
    inked = np.flatnonzero((sheet_of(20, gap_after=1) < 128).any(axis=1))
    assert 0.35 <= np.mean(inked < cut) <= 0.65


@pytest.mark.parametrize("lines", [1, FEWEST_LINES - 1])
def test_a_sheet_of_few_lines_stays_whole(lines: int) -> None:
    assert find_cut(sheet_of(lines)) == ()


def test_a_sheet_without_white_rows_and_an_empty_one_stay_whole() -> None:
    assert find_cut(np.zeros((900, 300), np.uint8)) == ()
    assert find_cut(np.full((900, 300), 255, np.uint8)) == ()


def test_a_line_in_light_grey_is_not_cut_through() -> None:
    """A footer in grey stood in the widest stretch without black, and its halves were read as other words."""
    sheet = sheet_of(20, gap_after=9, gap=90)
    top = 40 + 10 * PITCH + 20
    cv2.rectangle(sheet, (30, top), (120, top + 15), 180, -1)
    (cut,) = find_cut(sheet)
    assert not top <= cut <= top + 16
    assert sheet[cut - 5 : cut + 5].min() == 255


def test_where_grain_leaves_no_row_white_only_the_white_between_blocks_is_cut() -> None:
    sheet = sheet_of(20, gap_after=9, gap=90)
    grain = np.random.default_rng(1).integers(205, 256, sheet.shape).astype(np.uint8)
    grainy = np.minimum(sheet, grain)
    assert find_cut(grainy) == ()
    top = 40 + 9 * PITCH + LETTER + 20
    grainy[top : top + 50] = 255
    (cut,) = find_cut(grainy)
    assert top < cut < top + 50


def test_dots_over_letters_are_no_place_to_cut() -> None:
    """White between the dots of ä and its letter is 6 rows at most; the lines here have no wider white."""
    sheet = np.full((800, 300), 255, np.uint8)
    for top in range(20, 780, 24):
        cv2.rectangle(sheet, (30, top), (250, top + 17), 0, -1)
    assert find_cut(sheet) == ()


def test_both_halves_are_read_at_once_with_two_hands() -> None:
    """Each waits for the other to have begun: read one after the other, they would wait for ever."""
    begun = threading.Barrier(2, timeout=20)

    def engine(sheet: Grey, seconds: float) -> tuple[SheetWord, ...]:
        begun.wait()
        return line_finder(sheet, seconds)

    assert len(in_two(engine, 2)(sheet_of(20), 1.0)) == 20


def test_a_half_that_cannot_be_read_fails_the_page() -> None:
    calls: list[int] = []

    def engine(sheet: Grey, seconds: float) -> tuple[SheetWord, ...]:
        calls.append(len(sheet))
        if len(calls) == 2:
            raise ReadingFailed("tesseract was killed")
        return line_finder(sheet, seconds)

    with pytest.raises(ReadingFailed, match="killed"):
        in_two(engine, 1)(sheet_of(20), 1.0)
