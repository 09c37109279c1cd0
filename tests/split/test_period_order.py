"""Period headings side by side: what their order in time says of one that was misread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.split.pages import lines, page, words

from ingest.period_order import by_one_misread, is_in_order
from ingest.periods import read_period
from ingest.sections import Notice, Period, Split
from ingest.split import split_pages
from ingest.words import Page, Word

TABLE_RULES = ("damaged-period-heading", "period-headings-out-of-order")


def read(headings: str) -> tuple[list[Period], list[str]]:
    texts = headings.split(" | ")
    return [period for text in texts if (period := read_period(text))], texts


@pytest.mark.parametrize(
    ("headings", "index", "name", "year"),
    [
        ("Tertial 2 | Tertial 2 | Tertial 3", 0, "T1", None),
        ("Tertial 1 | Tertial 1 | Tertial 3", 1, "T2", None),
        ("T1 | T3 | T3", 1, "T2", None),
        ("T1 | T2 | T1", 2, "T3", None),
        ("Kvartal 1 | Kvartal 2 | Kvartal 2 | Kvartal 4", 2, "Q3", None),
        ("T1 2023 | T2 2023 | T2 2023", 2, "T3", 2023),
        ("T1 2023 | T2 2028 | T3 2023", 1, "T2", 2023),
        ("Helår 2022 | Helår 2022 | Helår 2024", 1, "Y", 2023),
        ("T1 2022 | T1 2022 | T1 2024", 1, "T1", 2023),
    ],
)
def test_the_others_say_which_one_was_misread(headings: str, index: int, name: str, year: int | None) -> None:
    periods, texts = read(headings)
    assert not is_in_order(periods)
    assert [(i, p.name, p.year) for i, p in by_one_misread(periods, texts)] == [(index, name, year)]


@pytest.mark.parametrize(
    ("headings", "readings"),
    [
        ("Tertial 1 | Tertial 1", [(1, "T2"), (1, "T3")]),
        ("Kvartal 1 | Kvartal 2 | Kvartal 2", [(2, "Q3"), (2, "Q4")]),
        ("Tertial 2 | Tertial 2 | Tertial 2", []),
    ],
)
def test_what_could_be_mended_in_several_ways_or_none_is_told(
    headings: str, readings: list[tuple[int, str]]
) -> None:
    periods, texts = read(headings)
    assert not is_in_order(periods)
    assert [(i, period.name) for i, period in by_one_misread(periods, texts)] == readings


@pytest.mark.parametrize(
    "headings",
    [
        "T1 | T2 | T3",
        "T3 | T2 | T1",
        "T1 | T3",
        "T2 2023 | T2 2024",
        "T3 2023 | T1 2024",
        "T1 2023 | T2 | T3",
        "T2",
    ],
)
def test_headings_in_order_of_time(headings: str) -> None:
    assert is_in_order(read(headings)[0])


def test_the_months_of_a_misread_heading_are_kept() -> None:
    periods, texts = read("T1 (januari–april) | T1 (januari–augusti) | T3 (januari–december)")
    ((index, period),) = by_one_misread(periods, texts)
    assert (index, period) == (1, Period("T2", 1, 8, kind="year-to-date"))


def scanned(made: Page) -> Page:
    """The page as OCR gives it: words with a confidence."""
    return replace(made, words=tuple(replace(word, confidence=0.9, origin="ocr") for word in made.words))


def columns(*headings: str) -> Page:
    texts = ("Ett är gjort.", "Två är gjort.", "Tre är gjort.")
    return page(
        words("Uppföljning", 50, 40, size=18),
        words("Synlig polis", 50, 100),
        *(words(heading, 50 + 250 * i, 130) for i, heading in enumerate(headings)),
        *(lines([text], 50 + 250 * i, 160) for i, text in enumerate(texts)),
    )


def matrix(*headings: str) -> Page:
    return page(
        words("Uppföljning", 50, 40, size=18),
        *(words(text, 50 + 190 * i, 130) for i, text in enumerate(("Åtgärd", *headings))),
        *(
            words(text, 50 + 190 * i, 160)
            for i, text in enumerate(("Synlig polis", "Ett är gjort.", "Två är gjort.", "Tre är gjort."))
        ),
    )


def texts_by_period(split: Split) -> dict[str, list[str]]:
    (section,) = split.sections
    return {
        cell.period.name: [line.text for passage in cell.passages for line in passage.lines]
        for cell in section.cells
    }


def said(split: Split) -> list[Notice]:
    return [notice for notice in split.notices if notice.rule in TABLE_RULES]


@pytest.mark.parametrize("made", [columns, matrix])
def test_a_misread_heading_of_a_scan_is_read_by_the_others_and_said(made: Callable[..., Page]) -> None:
    found = split_pages([scanned(made("Tertial 2", "Tertial 2", "Tertial 3"))])
    assert texts_by_period(found) == {
        "T1": ["Ett är gjort."],
        "T2": ["Två är gjort."],
        "T3": ["Tre är gjort."],
    }
    (notice,) = said(found)
    assert (notice.rule, notice.severity, notice.page) == ("damaged-period-heading", "warning", 1)
    assert "“Tertial 2”" in notice.message and "read as T1" in notice.message
    printed = [heading.line.text for heading in found.headings if heading.role == "period"]
    assert printed == ["Tertial 2", "Tertial 2", "Tertial 3"]  # the words stay as they were read


@pytest.mark.parametrize("made", [columns, matrix])
def test_a_misprint_in_a_digital_report_stays_and_is_said(made: Callable[..., Page]) -> None:
    found = split_pages([made("Tertial 2", "Tertial 2", "Tertial 3")])
    assert set(texts_by_period(found)) == {"T2", "T3"}
    assert [(n.rule, n.severity) for n in said(found)] == [("period-headings-out-of-order", "error")]
    assert "“Tertial 2” for T1" in said(found)[0].message


def test_what_may_be_mended_in_two_ways_stays_and_is_said() -> None:
    found = split_pages([scanned(columns("Kvartal 1", "Kvartal 2", "Kvartal 2"))])
    assert set(texts_by_period(found)) == {"Q1", "Q2"}
    assert [(n.rule, n.severity) for n in said(found)] == [("period-headings-out-of-order", "error")]


def test_two_headings_alike_are_read_by_another_row_over_the_same_columns() -> None:
    def table(top: float, title: str, second: str) -> list[list[Word]]:
        return [
            words(title, 50, top),
            words("Tertial 1", 50, top + 30) + words(second, 300, top + 30),
            words("Ett är gjort.", 50, top + 60) + words("Två är gjort.", 300, top + 60),
        ]

    report = page(
        words("Uppföljning", 50, 40, size=18),
        *table(100, "Synlig polis", "Tertial 2"),
        *table(240, "Trygga skolor", "Tertial 1"),
    )
    found = split_pages([scanned(report)])
    assert [[c.period.name for c in section.cells if c.passages] for section in found.sections] == [
        ["T1", "T2"]
    ] * 2
    assert [n.rule for n in said(found)] == ["damaged-period-heading"]


def test_newest_first_is_an_order_too() -> None:
    found = split_pages([matrix("Tertial 3", "Tertial 2", "Tertial 1")])
    assert texts_by_period(found) == {
        "T1": ["Tre är gjort."],
        "T2": ["Två är gjort."],
        "T3": ["Ett är gjort."],
    }
    assert said(found) == []


def stacked(*headings: str) -> Page:
    """Two commitments under each other, each with three periods."""
    parts = [words("Uppföljning", 50, 20, size=18)]
    top = 60.0
    for title, own in (("Synlig polis", headings[:3]), ("Trygga torg", headings[3:])):
        parts.append(words(title, 50, top, size=14))
        for i, heading in enumerate(own):
            parts += [
                words(heading, 50, top + 30 + 60 * i, bold=True),
                words(f"{title} {i + 1} är gjort.", 50, top + 50 + 60 * i),
            ]
        top += 240
    return page(*parts)


def test_a_misread_heading_over_running_text_is_read_by_the_others_and_said() -> None:
    made = stacked("Tertial 1", "Tertial 2", "Tertial 3", "Tertial 1", "Tertial 1", "Tertial 3")
    found = split_pages([scanned(made)])
    assert found.layout == "stacked"
    assert [
        [[line.text for passage in cell.passages for line in passage.lines] for cell in section.cells]
        for section in found.sections
    ] == [
        [["Synlig polis 1 är gjort."], ["Synlig polis 2 är gjort."], ["Synlig polis 3 är gjort."]],
        [["Trygga torg 1 är gjort."], ["Trygga torg 2 är gjort."], ["Trygga torg 3 är gjort."]],
    ]
    (notice,) = said(found)
    assert notice.rule == "damaged-period-heading"
    assert "“Tertial 1”, number 2 of “Tertial 1 | Tertial 1 | Tertial 3”, was read as T2" in notice.message


@pytest.mark.parametrize("misread", ["Tertial 4", "Tertial 8", "Tertial ?"])
def test_a_heading_over_running_text_with_another_number_is_that_which_is_missing(misread: str) -> None:
    made = stacked("Tertial 1", "Tertial 2", "Tertial 3", "Tertial 1", misread, "Tertial 3")
    found = split_pages([scanned(made)])
    assert all(len(cell.passages) == 1 for section in found.sections for cell in section.cells)
    assert [notice.rule for notice in said(found)] == ["damaged-period-heading"]


def test_headings_repeated_over_running_text_stay_where_no_other_commitment_shows_the_order() -> None:
    made = stacked("Tertial 1", "Tertial 3", "Tertial 3", "Tertial 1", "Tertial 1", "Tertial 3")
    assert said(split_pages([scanned(made)])) == []


def test_a_title_of_no_look_of_its_own_is_one_where_the_periods_begin_again() -> None:
    """Such a heading went into the text above it, and what followed into the commitment before, silently."""
    made = stacked("Tertial 1", "Tertial 2", "Tertial 3", "Tertial 1", "Tertial 2", "Tertial 3")
    third = [
        replace(word, box=replace(word.box, top=word.box.top + 480, bottom=word.box.bottom + 480))
        for word in made.words[1:]
    ]
    plain = [
        replace(word, size=10.0) if word.text in ("Trygga", "torg") and word.size == 14 else word
        for word in made.words
    ]
    found = split_pages([scanned(replace(made, words=(*plain, *third), height=1200.0))])
    assert [" ".join(line.text for line in section.title) for section in found.sections] == [
        "Synlig polis",
        "Trygga torg",
        "Synlig polis",
        "Trygga torg",
    ]
    (notice,) = [notice for notice in found.notices if notice.rule == "doubtful-title"]
    assert "“Trygga torg”" in notice.message


def test_a_line_between_two_periods_is_text_though_it_was_told_to_be_set_like_a_title() -> None:
    """“Pågår.” was the title of a commitment with the rest of the year, and the one before had none."""
    made = stacked("Tertial 1", "Tertial 2", "Tertial 3", "Tertial 1", "Tertial 2", "Tertial 3")
    large = tuple(replace(word, size=14.0) if word.box.top == 170 else word for word in made.words)
    assert any(word.text == "gjort." and word.size == 14 for word in large)
    found = split_pages([scanned(replace(made, words=large))])
    assert [len(section.cells) for section in found.sections] == [3, 3]
    assert all(cell.passages for section in found.sections for cell in section.cells)


@pytest.mark.parametrize("misread", ["Tcrtiaf 2", "Teriial 2"])
def test_a_column_of_nearly_a_periods_name_is_no_side_column(misread: str) -> None:
    found = split_pages([scanned(matrix("Tertial 1", misread, "Tertial 3"))])
    assert texts_by_period(found)["T2"] == ["Två är gjort."]
    assert [notice.severity for notice in said(found)] == ["warning"]


@pytest.mark.parametrize(
    ("headings", "misread"),
    [
        (("TA", "T2", "13"), 2),
        (("Tertial 4", "Tertial 2", "Tertial 3"), 1),
        (("T1 2024", "T2 2024", "T8 2024"), 1),
    ],
)
def test_headings_with_one_character_misread_are_told_by_their_columns(
    headings: tuple[str, str, str], misread: int
) -> None:
    """Of “TA | T2 | 13” two texts were those of side columns, and the report had one period."""
    found = split_pages([scanned(matrix(*headings))])
    assert {name: texts for name, texts in texts_by_period(found).items() if name[0] == "T"} == {
        "T1": ["Ett är gjort."],
        "T2": ["Två är gjort."],
        "T3": ["Tre är gjort."],
    }
    assert [notice.rule for notice in said(found)] == ["damaged-period-heading"] * misread


@pytest.mark.parametrize("name", ["År", "Mål", "X9"])
def test_other_short_headings_beside_periods_head_side_columns(name: str) -> None:
    found = split_pages([scanned(matrix("T1", "T2", name))])
    assert [side.name for section in found.sections for side in section.sides] == [name]


def test_only_ocr_misreads_the_name_of_a_period() -> None:
    found = split_pages([matrix("Tertial 1", "Tcrtiaf 2", "Tertial 3")])
    assert [side.name for section in found.sections for side in section.sides] == ["Tcrtiaf 2"]


def test_the_first_letter_of_a_known_heading_may_be_misread_in_a_scan() -> None:
    made = matrix("Tertial 1", "Tertial 2", "Tertial 3")
    read = tuple(replace(word, text="insats") if word.text == "Åtgärd" else word for word in made.words)
    found = split_pages([scanned(replace(made, words=read))])
    assert found.layout == "matrix"
    assert texts_by_period(found)["T1"] == ["Ett är gjort."]


def in_short(*codes: str, bold: bool = False) -> Page:
    rows = [words("Uppföljning", 50, 40, size=18)]
    for number, (title, given) in enumerate((("Synlig polis", ("T1", "T2")), ("Trygga torg", codes))):
        top = 100 + 200 * number
        rows.append(words(title, 50, top, size=13, bold=True))
        for i, code in enumerate(given):
            rows += [
                words(code, 50, top + 30 + 60 * i, bold=bold),
                words(f"Detta är {i}.", 50, top + 55 + 60 * i),
            ]
    return scanned(page(*rows, width=595.0, height=842.0))


@pytest.mark.parametrize(
    ("codes", "bold"), [(("71", "T2"), False), (("T1", "Å2"), False), (("T1", "FT"), True)]
)
def test_a_short_heading_misread_where_it_is_missing_is_read_and_said(
    codes: tuple[str, str], bold: bool
) -> None:
    found = split_pages([in_short(*codes, bold=bold)])
    cells = [
        [line.text for passage in cell.passages for line in passage.lines] for cell in found.sections[1].cells
    ]
    assert cells == [["Detta är 0."], ["Detta är 1."]]
    assert [notice.rule for notice in said(found)] == ["damaged-period-heading"]


def test_two_letters_set_like_the_text_are_no_heading() -> None:
    assert not said(split_pages([in_short("T1", "FT")]))


def test_a_number_alone_where_no_heading_is_missing_is_text() -> None:
    made = in_short("T1", "T2")
    found = split_pages([replace(made, words=(*made.words, *scanned(page(words("71", 50, 470))).words))])
    assert not said(found)
    assert "71" in [line.text for passage in found.sections[1].cells[1].passages for line in passage.lines]


def test_a_scan_with_headings_of_one_period_alone_is_pointed_to() -> None:
    """Two headings that were not seen leave the texts of three columns under the one that was."""
    alone = page(
        words("Uppföljning medborgarlöfte", 50, 40, size=18),
        words("Synlig polis", 50, 100, size=14, bold=True),
        words("Tertial 1", 50, 130, bold=True),
        lines(["Ett är gjort och mer än så.", "Två är gjort."], 50, 160),
    )
    digital, scan = split_pages([alone]), split_pages([scanned(alone)])
    assert set(texts_by_period(scan)) == {"T1"}
    assert [(n.severity, n.page) for n in scan.notices if n.rule == "lone-period"] == [("warning", 1)]
    assert "lone-period" not in [n.rule for n in digital.notices], "letters that are no guess"
    three = split_pages([scanned(columns("Tertial 1", "Tertial 2", "Tertial 3"))])
    assert "lone-period" not in [n.rule for n in three.notices]


def in_names(*names: str, look: float = 10.0) -> Page:
    rows = [words("Uppföljning", 50, 40, size=18)]
    given = (("Synlig polis", ("Delår", "Helår")), ("Trygga torg", names))
    for number, (title, headings) in enumerate(given):
        top = 100 + 200 * number
        rows.append(words(title, 50, top, size=13, bold=True))
        for i, name in enumerate(headings):
            rows += [
                words(name, 50, top + 30 + 60 * i, size=look),
                words(f"Det blev {i}.", 50, top + 55 + 60 * i),
            ]
    return scanned(page(*rows, width=595.0, height=842.0))


@pytest.mark.parametrize("misread", ["Helåi", "Helå", "Helåtr", "Hclår"])
def test_a_heading_with_a_misread_letter_is_read_and_said(misread: str) -> None:
    found = split_pages([in_names("Delår", misread)])
    cells = [
        [line.text for passage in cell.passages for line in passage.lines] for cell in found.sections[1].cells
    ]
    assert cells == [["Det blev 0."], ["Det blev 1."]]
    assert [notice.rule for notice in said(found)] == ["damaged-period-heading"]


@pytest.mark.parametrize("line", ["hela", "Hela gruppen", "Halva", "Helt okej"])
def test_other_lines_of_their_own_stay_text(line: str) -> None:
    found = split_pages([in_names("Delår", line)])
    assert line in [row.text for cell in found.sections[1].cells for p in cell.passages for row in p.lines]
    assert not said(found)


def test_a_printed_line_is_not_misread() -> None:
    made = in_names("Delår", "Helåi")
    printed = replace(made, words=tuple(replace(w, confidence=None, origin="text-layer") for w in made.words))
    assert "Helåi" in str(split_pages([printed]).sections[1].cells)


def test_the_second_half_of_a_word_is_no_heading_whatever_its_size() -> None:
    made = in_names("Delår", "Helår")
    tail = [*words("Vi har lämnat våra rekom-", 50, 440), *words("mendationer", 50, 453, size=14)]
    found = split_pages([replace(made, words=(*made.words, *scanned(page(tail)).words))])
    last = found.sections[1].cells[1].passages[-1]
    assert [line.text for line in last.lines] == ["Vi har lämnat våra rekom-", "mendationer"]


def test_the_end_of_a_sentence_is_no_heading_in_a_scan_whatever_its_size() -> None:
    made = in_names("Delår", "Helår")
    tail = [*words("Så säger ministern Acko Ankarberg", 50, 440), *words("Johansson.", 50, 453, size=14)]
    found = split_pages([replace(made, words=(*made.words, *scanned(page(tail)).words))])
    last = found.sections[1].cells[1].passages[-1]
    assert [line.text for line in last.lines] == ["Så säger ministern Acko Ankarberg", "Johansson."]
    printed = split_pages([replace(made, words=(*made.words, *tail))])
    assert "Johansson." in [heading.line.text for heading in printed.headings], "a text layer knows its sizes"


def test_text_over_the_first_period_is_no_title_where_others_stand_out() -> None:
    """It may be an introduction, and no period was before it: the title is missing, and said to be."""
    made = stacked("Tertial 1", "Tertial 2", "Tertial 3", "Tertial 1", "Tertial 2", "Tertial 3")
    plain = [
        replace(word, size=10.0) if word.text in ("Synlig", "polis") and word.size == 14 else word
        for word in made.words
    ]
    third = [
        replace(word, box=replace(word.box, top=word.box.top + 480, bottom=word.box.bottom + 480))
        for word in made.words[1:]
    ]
    found = split_pages([scanned(replace(made, words=(*plain, *third), height=1200.0))])
    assert [notice.rule for notice in found.notices if notice.rule.endswith("-title")] == ["missing-title"]


def test_a_misread_short_heading_is_read_beside_one_of_the_year() -> None:
    parts = [words("Uppföljning", 50, 40, size=18)]
    given = (("Synlig polis", ("T1", "T2", "Helår")), ("Trygga torg", ("71", "T2", "Helår")))
    for number, (title, codes) in enumerate(given):
        top = 100 + 250 * number
        parts.append(words(title, 50, top, size=13, bold=True))
        for i, code in enumerate(codes):
            parts += [words(code, 50, top + 30 + 60 * i), words(f"Detta är {i}.", 50, top + 55 + 60 * i)]
    found = split_pages([scanned(page(*parts, width=595.0, height=842.0))])
    assert [len(cell.passages) for section in found.sections for cell in section.cells] == [1] * 6
