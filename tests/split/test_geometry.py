"""Rows, gutters, paragraphs and furniture, on words placed by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.split.pages import lines, page, words

from ingest.furniture import is_page_number, part_furniture
from ingest.gutters import gutters_between
from ingest.layouts.matrix_header import matrix_headers
from ingest.lines import Look, rows_of
from ingest.passages import Measure, passages_of
from ingest.titles import report_title
from ingest.words import Box, Origin

MEASURE = Measure(left=50, right=250, pitch=13)


def texts(found: object) -> list[str]:
    return [" ".join(line.text for line in passage.lines) for passage in found]  # type: ignore[attr-defined]


def test_a_sloping_line_stays_one_row() -> None:
    sloping = [w for i in range(20) for w in words("ord", 50 + 35 * i, 100 + 0.14 * i)]
    assert [len(row.words) for row in rows_of(sloping)] == [20]


def test_lines_of_columns_that_do_not_stand_level_stay_apart() -> None:
    found = rows_of(lines(["ett", "två"], 50, 100) + lines(["tre", "fyra"], 300, 106))
    assert [row.text for row in found] == ["ett", "tre", "två", "fyra"]


def test_the_gutter_lies_before_the_lines_of_the_next_column_not_in_a_word_space() -> None:
    # Justified text leaves a blank as wide as the narrow gutter; lines that begin flush tell them apart.
    rows = rows_of(
        [
            *words("Polisen har", 50, 120),
            *words("varit här", 120, 120),
            *words("Andra spalten", 172, 120),
            *words("Mera text", 50, 133),
            *words("som fyller", 114, 133),
            *words("och dess rad", 172, 133),
        ]
    )
    heads = [Box(50, 100, 100, 110), Box(172, 100, 222, 110)]
    (gutter,) = gutters_between(heads, rows, 10)
    assert 165 <= gutter.border <= 172


def test_a_forced_break_begins_a_paragraph() -> None:
    found = passages_of(rows_of(lines(["13/1 Österängen", "19/1 Sannaängen, Brott"], 50, 100)), MEASURE)
    assert texts(found) == ["13/1 Österängen", "19/1 Sannaängen, Brott"]


def test_a_wrapped_line_does_not() -> None:
    text = ["Polisen har under våren varit på", "Österängen vid fyra tillfällen"]
    assert texts(passages_of(rows_of(lines(text, 50, 100)), MEASURE)) == [" ".join(text)]


def test_a_blank_parts_paragraphs() -> None:
    rows = rows_of(lines(["Polisen har under våren varit på plats."], 50, 100) + words("Klart.", 50, 120))
    assert len(passages_of(rows, MEASURE)) == 2


def test_each_bullet_is_a_paragraph_and_hanging_lines_belong_to_it() -> None:
    rows = rows_of(
        words("• Första punkten som är så pass lång", 50, 100)
        + words("att den bryts", 60, 113)
        + words("• andra punkten", 50, 126)
    )
    assert texts(passages_of(rows, MEASURE)) == [
        "• Första punkten som är så pass lång att den bryts",
        "• andra punkten",
    ]


def test_a_paragraph_goes_on_over_the_page_where_the_sentence_does() -> None:
    rows = rows_of(
        words("Arbetet har fortsatt och det", 50, 540) + words("digitala verktyget används.", 50, 60, page=2)
    )
    assert len(passages_of(rows, MEASURE)) == 1


def test_a_paragraph_ends_with_the_page_where_the_sentence_does() -> None:
    rows = rows_of(words("Arbetet har fortsatt.", 50, 540) + words("Polisen planerar mera.", 50, 60, page=2))
    assert len(passages_of(rows, MEASURE)) == 2


def test_page_numbers_by_their_look() -> None:
    assert all(is_page_number(text) for text in ("3", "Sida 3 av 12", "3 (12)", "– 3 –", "sid. 3/12"))
    assert all(is_page_number(text) for text in ("Sida I av I", "sida l av 2", "1601)", "1I1)"))
    assert not any(is_page_number(text) for text in ("I", "I av I", "Sida I", "Sidan i av l", "2024", "a12)"))
    assert not any(is_page_number(text) for text in ("13/1 Österängen", "Tertial 3", "2024 års löfte", "T3"))


def test_lines_that_return_in_one_place_are_furniture_but_period_headings_are_not() -> None:
    def one(number: int) -> list:  # type: ignore[type-arg]
        return [
            words("Jönköpings kommun", 50, 20, number),
            words("Tertial 1", 50, 60, number) + words("Tertial 2", 400, 60, number),
            words(["Våren var lugn", "Sommaren likaså", "Hösten stökig"][number - 1], 50, 100, number),
            words(f"Sida {number} av 3", 400, 570, number),
        ]

    parted = part_furniture([page(*one(number), number=number) for number in (1, 2, 3)])
    assert {row.text for row in parted.furniture} == {
        "Jönköpings kommun", "Sida 1 av 3", "Sida 2 av 3", "Sida 3 av 3",
    }  # fmt: skip
    assert sum("Tertial" in row.text for row in parted.rows) == 3


def test_the_only_row_of_a_page_is_text() -> None:
    parted = part_furniture([page(words("Samma rad", 50, 20, n), number=n) for n in (1, 2, 3)])
    assert len(parted.rows) == 3


@pytest.mark.parametrize(("origin", "lines"), [("ocr", 2), ("text-layer", 1)])
def test_a_title_whose_last_line_was_measured_larger_is_one_title(origin: Origin, lines: int) -> None:
    """Measured on a fax: 17.2 points for the first line, 18.9 for the one word of the second."""
    printed = [
        *words("Uppföljning medborgarlöfte 2023, Lokalpolisområde", 40, 40, size=17.2),
        *words("Sollentuna", 40, 60, size=18.9),
        *words("Synliga i stationsområdet", 40, 110, size=12.7),
    ]
    rows = rows_of(replace(word, origin=origin) for word in printed)
    title = report_title(rows, Look(10.0, bold=False))
    assert len(title) == lines


def test_a_heading_over_numbers_is_a_column_however_close_the_next_one_stands() -> None:
    heads = [("Nr", 50.0), ("Åtgärd", 65.0), ("Ansvarig", 200.0), ("Tertial 1", 300.0), ("Tertial 2", 500.0)]
    (found,) = matrix_headers(rows_of([word for text, x in heads for word in words(text, x, 100)]))
    assert [head.text for head in found.header.heads] == [text for text, _ in heads]
    assert found.roles == ("label", "title", "side", "period", "period")


def test_a_page_number_that_ocr_read_as_a_stroke_is_no_text() -> None:
    stroke = [replace(word, confidence=0.33, origin="ocr") for word in words("I", 420, 560)]
    text = [
        replace(word, confidence=0.9, origin="ocr") for word in lines(["Polisen har", "varit ute"], 50, 100)
    ]
    parted = part_furniture([page(text, stroke)])
    assert [row.text for row in parted.furniture] == ["I"]
    assert [
        row.text for row in part_furniture([page(lines(["Polisen har"], 50, 100), words("I", 420, 560))]).rows
    ][-1] == "I", "what a text layer says stands"


def test_a_digit_with_much_white_beside_it_stays_in_its_period_heading() -> None:
    # The ink of "1" is narrower than the room the font gives it: OCR leaves 0.65 of the size before it.
    heads = [
        *words("Medborgarlöfte", 80, 100),
        *words("Tertial", 200, 100),
        *words("1", 241.5, 100),
        *words("Tertial", 380, 100),
        *words("2", 421.5, 100),
        *words("Status", 560, 100),
    ]
    (found,) = matrix_headers(rows_of(heads))
    assert found.roles == ("title", "period", "period", "side")
