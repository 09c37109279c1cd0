"""Rows of scanned tables whose numbers OCR misread, missed or made of specks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.split.pages import lines, page, words

from ingest.furniture import part_furniture
from ingest.layouts.row_numbers import follows, misnumbered, numbered_items
from ingest.lines import Row, rows_of
from ingest.sections import Split
from ingest.split import split_pages
from ingest.words import Page, Word

HEADS = (("Nr", 50.0), ("Åtgärd", 80.0), ("Ansvarig", 250.0), ("Tertial 1", 350.0), ("Tertial 2", 550.0))
TITLES = ("Trygga gångvägar", "Synliga poliser", "Fler vuxna ute", "Mindre buskörning")


def read(found: list[Word], confidence: float = 0.95) -> list[Word]:
    """The words as OCR delivers them."""
    return [replace(word, confidence=confidence, origin="ocr") for word in found]


def table(labels: list[tuple[str, float]], pitch: float = 45.0) -> Page:
    """A scanned table: rows of two lines with a blank between, the labels with their confidence."""
    found = read([word for text, x in HEADS for word in words(text, x, 100, bold=True)])
    for i, ((label, confidence), title) in enumerate(zip(labels, TITLES, strict=True)):
        top = 130 + i * pitch
        if label:
            found += read(words(label, 50, top), confidence)
        found += read(lines([title, "i hela kommunen"], 80, top))
        found += read(words("Kommunen", 250, top))
        found += read(lines([f"Våren {i} gick bra", "på många håll"], 350, top))
        found += read(lines([f"Hösten {i} gick bra", "på alla håll"], 550, top))
    title = read(words("Uppföljning av medborgarlöfte 2024", 50, 40, size=16, bold=True))
    return page(title, found)


def first_lines(split: Split) -> list[str]:
    return [section.title[0].text for section in split.sections]


@pytest.mark.parametrize(
    "labels",
    [
        [("1.1", 0.95), ("1.2", 0.95), ("2.1", 0.95), ("2.2", 0.95)],
        [("1.1", 0.95), ("LE", 0.1), ("2.1", 0.95), ("2.2", 0.95)],  # misread
        [("1.1", 0.95), ("1.2", 0.95), ("", 0.0), ("2.2", 0.95)],  # missed
        [("1.1", 0.95), ("L2", 0.9), ("", 0.0), ("CM", 0.2)],
        [("", 0.0), ("", 0.0), ("2.1", 0.95), ("", 0.0)],
    ],
)
def test_rows_do_not_hang_on_numbers_misread_or_missed(labels: list[tuple[str, float]]) -> None:
    split = split_pages([table(labels)])
    assert first_lines(split) == list(TITLES)
    assert [section.label or "" for section in split.sections] == [label for label, _ in labels]


def test_a_misread_number_parts_rows_set_without_a_blank() -> None:
    labels = [("1", 0.95), ("A", 0.2), ("3", 0.95), ("4", 0.95)]
    assert first_lines(split_pages([table(labels, pitch=26.0)])) == list(TITLES)


def test_a_speck_in_the_number_column_begins_no_row() -> None:
    scan = table([("1", 0.95), ("2", 0.95), ("3", 0.95), ("4", 0.95)])
    speck = read(words("a", 50, 190, size=3), 0.27)
    doubtful = read(words("l", 50, 188), 0.3)
    for extra in (speck, doubtful):
        split = split_pages([replace(scan, words=(*scan.words, *extra))])
        assert first_lines(split) == list(TITLES)


def test_a_number_that_does_not_follow_is_pointed_to() -> None:
    def pointed(labels: list[tuple[str, float]]) -> list[str]:
        notices = split_pages([table(labels)]).notices
        return [notice.where for notice in notices if notice.rule == "row-number"]

    sure = [(str(number), 0.95) for number in (1, 2, 3, 4)]
    assert pointed(sure) == []
    assert pointed([*sure[:2], ("?", 0.3), sure[3]]) == ["commitment 3"]
    assert pointed([*sure[:2], ("8", 0.95), ("9", 0.95)]) == ["commitment 3"]


def test_numbers_of_a_digital_page_raise_no_question() -> None:
    labels = [row.line for text in ("1", "2", "7") for row in rows_of(words(text, 50, 100))]
    assert misnumbered(labels) == []


@pytest.mark.parametrize(
    ("number", "before", "expected"),
    [
        ((2,), (1,), True),
        ((3,), (1,), False),
        ((1, 2), (1, 1), True),
        ((2, 1), (1, 3), True),
        ((2, 2), (1, 3), False),
        ((1, 1), (1,), True),
        ((2,), (1, 3), True),
        ((1,), (2,), False),
    ],
)
def test_the_next_number(number: tuple[int, ...], before: tuple[int, ...], expected: bool) -> None:
    assert follows(number, before) is expected


def scanned_list(*numbers: str) -> list[Row]:
    """Items of two lines, the numbers hanging before them."""
    found = []
    for i, number in enumerate(numbers):
        found += words(number, 50, 100 + 30 * i) if number else []
        found += lines([f"Vi ska göra {i}", "under hela året"], 65, 100 + 30 * i)
    return rows_of(read(found))


@pytest.mark.parametrize(
    "numbers", [("1.", "2.", "3."), ("I)", "2:", "3"), ("", "2;", "3."), ("1.", "25", "3;")]
)
def test_items_of_a_scanned_list_are_told_by_their_hanging_numbers(numbers: tuple[str, ...]) -> None:
    items = numbered_items(scanned_list(*numbers))
    assert [[word.text for word in number] for number, _ in items] == [[n] if n else [] for n in numbers]
    assert [text[3].text for _, text in items] == ["0", "1", "2"]


def test_a_running_line_read_in_two_ways_is_furniture() -> None:
    pages = [
        page(
            read(words(f"Gävle kommun {read_as} 23KS112", 50, 20, n)), read(words(text, 50, 100, n)), number=n
        )
        for n, read_as, text in ((1, "Dnr", "Våren var lugn"), (2, "Dni", "Hösten var stökig"))
    ]
    assert len(part_furniture(pages).furniture) == 2
    other = [
        replace(pages[1], words=tuple(replace(w, text=w.text.replace("112", "113")) for w in pages[1].words))
    ]
    assert not part_furniture([pages[0], *other]).furniture
