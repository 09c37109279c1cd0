"""What looks like words and was not read is said; dirt, rules, drawings and words that were read are not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from ingest.ink import Grey, find_marks
from ingest.ocr import read_picture
from ingest.reading import read_pages
from ingest.recognising import Recognised
from ingest.rendering import Picture
from ingest.settings import Settings
from ingest.unread_ink import find_unread
from ingest.words import Box, Page, Word
from tests.ocr.test_blocks import LEFT, page_of

TYPICAL = 17.0


def word(page: Grey, x: int, y: int, letters: int = 6) -> tuple[float, float, float, float]:
    """Draw letters on a page (ink 1) and give their box."""
    for number in range(letters):
        page[y : y + 17, x + 16 * number : x + 16 * number + 10] = 1
    return x, y, x + 16 * letters - 6, y + 17


def test_a_word_that_was_passed_over_is_found() -> None:
    page = np.zeros((400, 900), np.uint8)
    read, lost = word(page, 50, 100), word(page, 600, 300)
    assert find_unread(find_marks(page), TYPICAL, np.array([read])) == [lost]
    assert find_unread(find_marks(page), TYPICAL, np.array([read, lost])) == []
    assert find_unread(find_marks(page), TYPICAL, np.zeros((0, 4))) == [read, lost]


def test_dirt_rules_and_drawings_are_no_words() -> None:
    page = np.zeros((400, 900), np.uint8)
    for x in range(50, 800, 16):  # a row of dots
        page[50:54, x : x + 4] = 1
    page[120:122, 40:800] = 1  # a rule
    page[150:380, 100:104] = page[150:380, 500:504] = page[150:154, 100:504] = 1  # a frame
    word(page, 700, 300, letters=2)  # two marks may be dirt
    for number in range(5):  # marks that climb are no line
        page[180 + 25 * number : 197 + 25 * number, 200 + 16 * number : 210 + 16 * number] = 1
    assert find_unread(find_marks(page), TYPICAL, np.zeros((0, 4))) == []


def test_a_page_tells_what_its_engine_left_out() -> None:
    grey = page_of([LEFT])
    page = read_picture(
        Picture(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), 150), 1, 10.0, lambda sheet, seconds: ()
    )
    assert not page.words
    assert len(page.unread) >= 3
    assert all(0 <= box.x0 < box.x1 <= page.width for box in page.unread)


def test_what_was_left_out_is_said_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    scan = next((Path(__file__).parents[2] / "samples" / "scans").glob("photographed--*.pdf"))
    box = Box(100.0, 200.0, 140.0, 210.0)
    page = Page(1, 842.0, 595.0, (Word("Klart", box, 1, confidence=0.9, origin="ocr"),), unread=(box, box))
    monkeypatch.setattr("ingest.reading.recognise_pages", lambda *_: Recognised({1: page}, {}))
    (notice,) = read_pages(scan, Settings()).notices
    assert (notice.rule, notice.severity, notice.page) == ("ink-not-read", "warning", 1)
    assert "2 places" in notice.message
    assert "200 points from the top" in notice.message
    monkeypatch.setattr(
        "ingest.reading.recognise_pages", lambda *_: Recognised({1: replace(page, unread=())}, {})
    )
    assert not read_pages(scan, Settings()).notices
