"""Tables whose rows no rule and no blank parts, and lines that look like the head of one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.split.pages import lines, page, words

from ingest.split import split_pages
from ingest.words import Box, Page, Ruling


def matrix(second_title: float) -> Page:
    """A table whose text runs from one row into the next; the second title stands at this height."""
    head = words("Åtgärd", 50, 80) + words("Tertial 1", 250, 80) + words("Tertial 2", 450, 80)
    text = lines([f"Rad {number} av polisens text." for number in range(12)], 250, 100)
    return page(
        words("Uppföljning av medborgarlöfte 2024", 50, 40, size=18),
        head,
        words("Synlig polis på torget", 50, 100),
        words("och Trygga skolor", 50, second_title),
        text,
        words("Klart.", 450, 100),
    )


@pytest.mark.parametrize(("second_title", "is_torn"), [(113.0, False), (178.0, True)])
def test_a_title_whose_lines_stand_far_apart_is_pointed_to(second_title: float, is_torn: bool) -> None:
    """Two rows of a fax had run together without a word said."""
    found = split_pages([matrix(second_title)])
    assert len(found.sections) == 1
    said = [notice for notice in found.notices if notice.rule == "doubtful-title"]
    assert bool(said) is is_torn


def test_two_words_at_the_head_of_a_page_are_no_table() -> None:
    """“Uppföljning medborgarlöfte” in small type had a wide blank, and heads of tables are called so."""
    parts = [words("Uppföljning", 50, 20, size=7) + words("medborgarlöfte", 96, 20, size=7)]
    parts.append(words("Medborgarlöfte Lund 2024", 50, 40, size=18))
    top = 80.0
    for title in ("Synlig polis", "Trygga torg", "Dialog i centrum"):
        parts.append(words(title, 50, top, bold=True))
        parts.append(
            lines(["Polisen har under året varit ute mycket", "på torg och i skolor."], 50, top + 20)
        )
        top += 80
    read = [[replace(word, origin="ocr", confidence=0.9) for word in part] for part in parts]
    found = split_pages([page(*read, width=595.0, height=842.0)])
    assert found.layout == "prose"
    assert [section.title[0].text for section in found.sections] == [
        "Synlig polis",
        "Trygga torg",
        "Dialog i centrum",
    ]


def with_a_line_lost(*, read: bool) -> Page:
    """Three rows, a line between the first and the second, none between the second and the third."""
    parts = [words("Uppföljning av medborgarlöfte 2024", 50, 40, size=18)]
    parts.append(words("Åtgärd", 50, 80) + words("Tertial 1", 250, 80) + words("Tertial 2", 450, 80))
    for number, title in enumerate(("Synlig polis", "Trygga torg", "Dialog i centrum")):
        top = 100 + 50 * number
        parts.append(words(title, 50, top) + lines(["Det har skett en del", "under tiden."], 250, top))
    if read:
        parts = [[replace(word, origin="ocr", confidence=0.9) for word in part] for part in parts]
    line = Ruling(Box(40, 140, 800, 141))
    return replace(page(*parts), rulings=(line,))


def test_rows_between_which_a_fax_lost_the_line_are_told_by_the_blank() -> None:
    """Of five rows two had run together, for the lines between the others were seen."""
    found = split_pages([with_a_line_lost(read=True)])
    assert [section.title[0].text for section in found.sections] == [
        "Synlig polis",
        "Trygga torg",
        "Dialog i centrum",
    ]


def test_the_lines_of_a_digital_table_are_all_there_are() -> None:
    assert len(split_pages([with_a_line_lost(read=False)]).sections) == 2


def test_a_second_paragraph_of_a_title_alone_begins_no_row_of_a_ruled_table() -> None:
    made = with_a_line_lost(read=True)
    rest = [word for word in made.words if word.box.top < 200]
    more = [replace(word, origin="ocr", confidence=0.9) for word in words("Alla dagar", 50, 200)]
    found = split_pages([replace(made, words=(*rest, *more))])
    assert [section.title[-1].text for section in found.sections] == ["Synlig polis", "Alla dagar"]
