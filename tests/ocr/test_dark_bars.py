"""Dark bars behind headings: told of the page as those of a digital one are, so that headings are found."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ingest.ink import Grey, runs
from ingest.ocr import read_picture
from ingest.rendering import Picture
from ingest.tesseract import SheetWord
from ingest.words import Page
from tests.ocr.pictures import LEFT, page_of

BAR = (60, 240, 1200, 280)
"""x0, top, x1, bottom on the page of 1,300 by 900 pixels."""


def page_with_bar(x0: int, top: int, x1: int, bottom: int) -> Grey:
    """Two blocks of lines, and between them a dark bar with light letters."""
    page = page_of([LEFT * 2])
    page[:, 700:] = 255
    page[220:300] = 255
    page[top:bottom, x0:x1] = 90
    cv2.putText(page, "Synlig polis", (x0 + 20, bottom - 12), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 255, 2)
    return page


def read(page: Grey) -> Page:
    """As an engine reads it that finds a bold and a plain word on every line, at its ends."""

    def engine(sheet: Grey, seconds: float) -> tuple[SheetWord, ...]:
        found = []
        for number, (top, bottom) in enumerate(runs(np.asarray((sheet < 128).any(axis=1)))):
            columns = np.flatnonzero((sheet[top:bottom] < 128).any(axis=0))
            box = int(columns[0]), top, int(columns[-1]) + 1, bottom
            found.append(SheetWord("rad", *box, confidence=0.9, line=(1, 1, number)))
        return tuple(found)

    colour = cv2.cvtColor(page, cv2.COLOR_GRAY2BGR).astype(np.uint8)
    return read_picture(Picture(colour, 72.0), 1, 60, engine)


COLUMN = (60, 240, 520, 280)
"""As wide as one of two columns of text: 0.35 of the page."""


@pytest.mark.parametrize("on_head", [False, True])
def test_a_bar_from_margin_to_margin_is_told_where_it_lies(on_head: bool) -> None:
    page = page_with_bar(*BAR)
    (fill,) = read(np.ascontiguousarray(page[::-1, ::-1]) if on_head else page).fills
    box = fill.box
    assert (box.x0, box.top, box.x1, box.bottom) == pytest.approx(BAR, abs=3)
    assert fill.colour == pytest.approx((90 / 255,) * 3, abs=0.02)


def test_a_dark_cell_of_a_table_is_told_by_no_grey() -> None:
    """It may have been red or green: only its colour would say what it says."""
    assert not read(page_with_bar(60, 240, 360, 280)).fills


def test_a_bar_over_one_of_two_columns_is_told() -> None:
    """Of six such headings, 0.37 of the page wide, one was told plain and went into the text above it."""
    (fill,) = read(page_with_bar(*COLUMN)).fills
    assert (fill.box.x0, fill.box.x1) == pytest.approx((COLUMN[0], COLUMN[2]), abs=3)


@pytest.mark.parametrize(("gap", "bars"), [(24, 0), (80, 2)])
def test_dark_areas_side_by_side_are_cells_of_a_table_but_over_columns_far_apart(gap: int, bars: int) -> None:
    page = page_with_bar(*COLUMN)
    page[COLUMN[1] : COLUMN[3], COLUMN[2] + gap : 1060] = 90
    assert len(read(page).fills) == bars


def test_words_on_a_bar_are_bold_and_no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """The width of light strokes tells nothing: of six headings on bars four were bold."""
    monkeypatch.setattr("ingest.ocr.bold_lines", lambda lines, sizes, sheet: set())
    words = read(page_with_bar(*BAR)).words
    assert len(words) == 7
    assert [word for word in words if word.bold] == [
        word for word in words if BAR[1] < word.box.centre[1] < BAR[3]
    ]
    assert sum(word.bold for word in words) == 1
