from __future__ import annotations

import numpy as np
import pytest

from ingest.ink import Grey
from ingest.narrowing import WIDTH, read_narrower
from ingest.tesseract import SheetWord


def seen_by(sheet: Grey, words: tuple[SheetWord, ...] = ()) -> tuple[Grey, tuple[SheetWord, ...]]:
    """The sheet as the engine sees it, and what comes back of the words it finds there."""
    seen: list[Grey] = []

    def engine(picture: Grey, seconds: float) -> tuple[SheetWord, ...]:
        seen.append(picture)
        return words

    found = read_narrower(sheet, 60, engine=engine)
    return seen[0], found


def ink_in(picture: Grey, top: int, bottom: int) -> tuple[int, int]:
    columns = np.flatnonzero(picture[top:bottom].min(axis=0) < 128)
    return int(columns[0]), int(columns[-1]) + 1


def test_a_long_line_is_narrower_and_its_words_lie_on_the_sheet_as_it_is() -> None:
    """A bar of ink at columns 500 to 800 is found there, though the engine saw it elsewhere."""
    sheet = np.full((40, 1000), 255, np.uint8)
    sheet[10:30, 500:800] = 0
    narrow, _ = seen_by(sheet)
    assert narrow.shape == (40, round(1000 * WIDTH))
    x0, x1 = ink_in(narrow, 10, 30)
    assert (x1 - x0) / 300 == pytest.approx(WIDTH, abs=0.02)
    _, (word,) = seen_by(sheet, (SheetWord("ord", x0, 10, x1, 30, 0.9, (1, 1, 1)),))
    assert (word.x0, word.x1) == pytest.approx((500, 800), abs=1)
    assert (word.top, word.bottom) == (10, 30)


def test_a_short_line_beside_long_ones_keeps_its_width() -> None:
    """A period heading such as “Q2” lost its Q on the narrower sheet, and with it its period."""
    sheet = np.full((120, 1000), 255, np.uint8)
    sheet[10:30, 20:900] = 0
    sheet[50:70, 20:60] = 0
    sheet[90:110, 20:900] = 0
    narrow, _ = seen_by(sheet)
    assert ink_in(narrow, 50, 70) == (20, 60)
    assert ink_in(narrow, 10, 30) == ink_in(narrow, 90, 110) == (round(20 * WIDTH), round(900 * WIDTH))
    words = tuple(
        SheetWord("ord", x0, top, x1, top + 20, 0.9, (1, 1, top))
        for top, x0, x1 in ((10, 16, 720), (50, 20, 60))
    )
    _, found = seen_by(sheet, words)
    assert [(word.x0, word.x1) for word in found] == [(20, 900), (20, 60)]


def test_a_short_line_far_to_the_right_is_not_cut_off() -> None:
    sheet = np.full((40, 1000), 255, np.uint8)
    sheet[10:30, 920:980] = 0
    narrow, _ = seen_by(sheet)
    assert ink_in(narrow, 10, 30) == pytest.approx((920 * WIDTH, 980 * WIDTH), abs=1)


def test_a_blank_sheet_is_read_too() -> None:
    assert seen_by(np.full((40, 1000), 255, np.uint8))[1] == ()
