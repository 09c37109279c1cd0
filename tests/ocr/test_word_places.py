"""Words stand at their own ink, also where the engine gave them the place of the next."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ingest.ink import Grey
from ingest.tesseract import SheetWord
from ingest.word_places import at_their_ink

TEXTS = ("Uppdraget", "ska", "genomforas", "i", "samarbete")


def line_of(texts: tuple[str, ...] = TEXTS, blank: int = 18) -> tuple[Grey, list[SheetWord]]:
    """A line and its words, each in its place."""
    sheet = np.full((60, 1100), 255, np.uint8)
    words, x = [], 20
    for text in texts:
        cv2.putText(sheet, text, (x, 40), cv2.FONT_HERSHEY_SIMPLEX, 1, 0, 2, cv2.LINE_AA)
        (width, _), _ = cv2.getTextSize(text, cv2.FONT_HERSHEY_SIMPLEX, 1, 2)
        inked = np.flatnonzero((sheet[:, x : x + width + 2] < 128).any(axis=0))
        words.append(SheetWord(text, x + int(inked[0]), 10, x + int(inked[-1]) + 1, 52, 0.9, (1, 1, 1)))
        x += width + blank
    return sheet, words


def moved(words: list[SheetWord], number: int, x0: int, x1: int) -> list[SheetWord]:
    given = words[number]
    word = SheetWord(given.text, x0, given.top, x1, given.bottom, given.confidence, given.line)
    return [*words[:number], word, *words[number + 1 :]]


def test_words_in_their_places_stay_as_they_are() -> None:
    sheet, words = line_of()
    assert at_their_ink(words, sheet) == words


def test_words_that_have_the_place_of_the_next_come_back_to_their_own() -> None:
    sheet, words = line_of()
    off = words[:1]
    for number in (1, 2, 3):
        after = words[number + 1]
        off = [*off, *moved(words, number, after.x0, after.x1)[number : number + 1]]
    off[3] = moved(words, 3, words[4].x0, words[4].x0 + 20)[3]
    off.append(moved(words, 4, words[4].x0 + 25, words[4].x1)[4])
    assert at_their_ink(off, sheet) == words


def test_a_box_that_goes_on_to_the_end_of_the_line_is_cut() -> None:
    sheet, words = line_of()
    assert at_their_ink(moved(words, 1, words[1].x0, words[-1].x1), sheet) == words


def test_words_as_long_as_their_neighbours_come_back_too() -> None:
    sheet, words = line_of(("samarbete", "medverkan", "deltagare", "ordningen"))
    off = [words[0], moved(words, 1, words[2].x0, words[2].x0 + 60)[1]]
    off += [moved(words, 2, words[2].x0 + 70, words[2].x1)[2], words[3]]
    assert at_their_ink(off, sheet) == words


def test_a_line_of_which_a_word_was_not_read_stays() -> None:
    sheet = np.full((60, 700), 255, np.uint8)
    places = [(20, 110), (130, 160), (180, 280), (300, 310), (330, 420)]
    for x0, x1 in places:
        sheet[20:45, x0:x1] = 0
    read = [
        SheetWord(text, *(x0, 10, x1, 52), 0.9, (1, 1, 1))
        for text, (x0, x1) in zip(TEXTS, places, strict=True)
        if text != "genomforas"
    ]
    assert at_their_ink(read, sheet) == read


def test_a_sign_read_into_white_is_not_set_on_the_ink_of_a_word() -> None:
    sheet, words = line_of(("Kommunledningen", "samarbete"))
    sign = SheetWord("=", 1000, 10, 1030, 52, 0.9, (1, 1, 1))
    assert at_their_ink([words[0], sign], sheet) == [words[0], sign]


@pytest.mark.parametrize("clipped", [0, 6])
def test_a_box_over_the_next_words_ends_before_them_where_the_gaps_do_not_tell(clipped: int) -> None:
    """Of “Ungas uppväxtvillkor på skolor” the second box went on to the end: two titles."""
    sheet = np.full((60, 700), 255, np.uint8)
    for x0, x1 in ((20, 110), (120, 160), (170, 280), (290, 310), (320, 420)):
        sheet[20:45, x0:x1] = 0
    box = (120, 10, 420, 52)
    places = [(20, 10, 110, 52), box, (320 + clipped, 10, 420, 52)]  # “genomforas” and “i” were not read
    texts = ("Uppdraget", "ska", "samarbete")
    read = [SheetWord(text, *place, 0.9, (1, 1, 1)) for text, place in zip(texts, places, strict=True)]
    assert [(word.x0, word.x1) for word in at_their_ink(read, sheet)] == [
        (20, 110),
        (120, 310),
        (320 + clipped, 420),
    ]
