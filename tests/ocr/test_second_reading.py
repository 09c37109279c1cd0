from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from ingest.errors import ReadingFailed
from ingest.ink import Grey
from ingest.second_reading import LATER, read_twice
from ingest.tesseract import SheetWord
from tests.ocr.pictures import page_of

LINES = ["Polisen har arbetat med", "trygghet i centrum och", "fotpatruller under hela", "perioden varje dag"]
HEIGHT = 17


def words_of_the_page() -> tuple[SheetWord, ...]:
    """The words of LINES, where they were drawn."""
    found = []
    for number, line in enumerate(LINES):
        words = line.split()
        for place, word in enumerate(words):
            before = " ".join([*words[:place], ""])
            x0, x1 = (
                80 + cv2.getTextSize(text, cv2.FONT_HERSHEY_SIMPLEX, 0.8, 2)[0][0]
                for text in (before, before + word)
            )
            foot = 120 + 45 * number
            found.append(SheetWord(word, x0, foot - HEIGHT, x1, foot, 0.9, (1, 1, number)))
    return tuple(found)


def lines_of(picture: Grey) -> tuple[SheetWord, ...]:
    """One word for each line of ink, found by looking."""
    rows = np.flatnonzero((picture < 128).any(axis=1))
    found = []
    for run in np.split(rows, np.flatnonzero(np.diff(rows) > 8) + 1):
        columns = np.flatnonzero((picture[run[0] : run[-1] + 1] < 128).any(axis=0))
        box = (int(columns[0]), int(run[0]), int(columns[-1]) + 1, int(run[-1]) + 1)
        found.append(SheetWord("again", *box, confidence=0.9, line=(1, 1, len(found))))
    return tuple(found)


class Reader:
    """Gives other words at the first call than later, and keeps the pictures it saw."""

    def __init__(self, first: tuple[SheetWord, ...], *, blind: bool = False) -> None:
        self.first, self.blind = first, blind
        self.seen: list[Grey] = []

    def __call__(self, picture: Grey, seconds: float) -> tuple[SheetWord, ...]:
        self.seen.append(picture)
        return self.first if len(self.seen) == 1 else () if self.blind else lines_of(picture)


@pytest.mark.parametrize("lost", ["har", "med", "centrum", "dag"])
def test_a_line_with_a_word_passed_over_is_read_again_in_its_place(lost: str) -> None:
    every = words_of_the_page()
    reader = Reader(tuple(word for word in every if word.text != lost))
    found = read_twice(page_of([LINES]), 60, engine=reader, again=reader)
    line = next(word.line[2] for word in every if word.text == lost)
    (again,) = (word for word in found if word.text == "again")
    assert abs(again.bottom - (120 + 45 * line)) <= 8, "at its place, a letter may hang below the line"
    assert again.line[0] > LATER, "a line of its own"
    assert [word for word in found if word.text != "again"] == [w for w in every if w.line[2] != line]
    assert len(reader.seen[1]) < 0.4 * len(reader.seen[0]), "only it and its neighbours are read again"


def doubted(*texts: str) -> tuple[SheetWord, ...]:
    """The words of the page, some with little confidence."""
    return tuple(
        replace(word, confidence=0.05) if word.text in texts else word for word in words_of_the_page()
    )


def test_a_line_of_which_the_engine_doubts_words_is_read_again() -> None:
    """Of a line taken for twice as high as it is it read “Det ös okså tydijäre”, and doubted it."""
    first = doubted("trygghet", "centrum")
    reader = Reader(first)
    found = read_twice(page_of([LINES]), 60, engine=reader, again=reader)
    (again,) = (word for word in found if word.text == "again")
    assert abs(again.bottom - 165) <= 8
    assert [word for word in found if word.text != "again"] == [w for w in first if w.line[2] != 1]


@pytest.mark.parametrize("texts", [("trygghet",), ("trygghet", "i"), ("trygghet", "perioden")])
def test_a_word_alone_that_the_engine_doubts_is_no_reason_to_read_again(texts: tuple[str, ...]) -> None:
    reader = Reader(doubted(*texts))
    assert read_twice(page_of([LINES]), 60, engine=reader, again=reader) == reader.first
    assert len(reader.seen) == 1


def test_a_doubted_line_stays_where_the_second_reading_is_no_surer() -> None:
    """It finds one short word where four were."""
    first = tuple(replace(word, confidence=0.39) for word in words_of_the_page())
    reader = Reader(first)
    assert read_twice(page_of([LINES]), 60, engine=reader, again=reader) == first


def test_the_second_reading_is_that_of_its_own_engine() -> None:
    """The first sees long lines narrower; of the few that it failed on, the other sees the whole width."""
    first = tuple(word for word in words_of_the_page() if word.text != "har")
    once, later = Reader(first), Reader((), blind=True)
    assert read_twice(page_of([LINES]), 60, engine=once, again=later) == first
    assert (len(once.seen), len(later.seen)) == (1, 1)


def test_the_first_reading_stays_where_the_second_sees_less() -> None:
    first = tuple(word for word in words_of_the_page() if word.text != "har")
    reader = Reader(first, blind=True)
    assert read_twice(page_of([LINES]), 60, engine=reader, again=reader) == first
    assert len(reader.seen) == 2


def test_the_first_reading_stays_where_the_second_fails() -> None:
    first = tuple(word for word in words_of_the_page() if word.text != "har")
    calls: list[Grey] = []

    def engine(picture: Grey, seconds: float) -> tuple[SheetWord, ...]:
        calls.append(picture)
        if len(calls) > 1:
            raise ReadingFailed("it was killed")
        return first

    assert read_twice(page_of([LINES]), 60, engine=engine, again=engine) == first
    assert len(calls) == 2


def test_a_page_read_whole_is_read_once() -> None:
    """Signs between the words and dirt are no reason to read again."""
    page = page_of([LINES])
    cv2.line(page, (500, 112), (510, 112), 0, 2)
    cv2.circle(page, (600, 160), 2, 0, -1)
    reader = Reader(words_of_the_page())
    assert read_twice(page, 60, engine=reader, again=reader) == reader.first
    assert len(reader.seen) == 1


def test_a_blank_sheet_is_read_once() -> None:
    reader = Reader(())
    assert read_twice(np.full((200, 300), 255, np.uint8), 60, engine=reader, again=reader) == ()
    assert len(reader.seen) == 1
