"""Titles without a look of their own, told by the number that is missing between the others."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.split.pages import page, words

from ingest.sections import Split
from ingest.split import split_pages
from ingest.words import Page, Word


def scanned(made: Page) -> Page:
    return replace(made, words=tuple(replace(word, origin="ocr", confidence=0.9) for word in made.words))


def prose(*titles: str, plain: int | None = None, white: float = 17.0) -> Page:
    """Commitments with two lines of text each; the title of one is set like the text, below so much white."""
    parts: list[list[Word]] = [words("Uppföljning av medborgarlöfte 2024", 50, 20, size=18)]
    top = 60.0
    for i, title in enumerate(titles):
        parts.append(words(title, 50, top, bold=i != plain))
        top += 20
        for line in range(2):
            parts.append(words(f"Polisen har under året gjort mycket på plats {i} och {line}.", 50, top))
            top += 13
        top += white if i + 1 == plain else 17
    return page(*parts, width=595.0, height=842.0)


def titles(found: Split) -> list[tuple[str | None, str]]:
    return [(part.label, " ".join(line.text for line in part.title)) for part in found.sections]


NUMBERED = ("1. Synlig polis", "2. Trygga torg", "3. Dialog i centrum", "4. Krogar mot knark")
AS_SET = [("1", "Synlig polis"), ("2", "Trygga torg"), ("3", "Dialog i centrum"), ("4", "Krogar mot knark")]


@pytest.mark.parametrize("plain", [1, 2])
def test_a_title_of_no_look_is_told_by_its_number(plain: int) -> None:
    """Of seven bold titles one was told plain, and its text was read as the commitment's before."""
    found = split_pages([scanned(prose(*NUMBERED, plain=plain, white=6))])
    assert titles(found) == AS_SET
    (notice,) = [notice for notice in found.notices if notice.rule == "doubtful-title"]
    assert f"number {plain + 1} is missing" in notice.message


def test_numbers_of_chapters_count_too() -> None:
    made = prose("1.1 Synlig polis", "1.2 Trygga torg", "1.3 Dialog", "2.1 Krogar", plain=2, white=6)
    assert [label for label, _ in titles(split_pages([scanned(made)]))] == ["1.1", "1.2", "1.3", "2.1"]


def with_paragraphs(made: Page) -> Page:
    """The page with white between the two lines of each text, so that they are paragraphs."""
    second = [word for word in made.words if word.text == "1."]
    heights = {word.box.top for word in second}
    return replace(
        made,
        words=tuple(
            replace(word, box=replace(word.box, top=word.box.top + 4, bottom=word.box.bottom + 4))
            if word.box.top in heights
            else word
            for word in made.words
        ),
    )


UNNUMBERED = ("Synlig polis", "Trygga torg", "Dialog i centrum", "Krogar mot knark")


def test_a_title_of_no_look_and_no_number_is_told_by_the_white_above_it() -> None:
    made = with_paragraphs(prose(*UNNUMBERED, plain=2))
    found = split_pages([scanned(made)])
    assert [title for _, title in titles(found)] == list(UNNUMBERED)
    (notice,) = [notice for notice in found.notices if notice.rule == "doubtful-title"]
    assert "“Dialog i centrum”" in notice.message


@pytest.mark.parametrize(
    ("line", "digital"),
    [("Dialog i centrum.", False), ("dialog i centrum", False), ("Dialog i centrum", True)],
)
def test_a_sentence_or_its_rest_below_wide_white_is_no_title(line: str, digital: bool) -> None:
    made = with_paragraphs(prose("Synlig polis", "Trygga torg", line, "Krogar mot knark", plain=2))
    found = split_pages([made if digital else scanned(made)])
    assert [title for _, title in titles(found)] == ["Synlig polis", "Trygga torg", "Krogar mot knark"]


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        (("1. Synlig polis", "2. Trygga torg", "2. Dialog i centrum", "3. Krogar mot knark"), 2),
        (("1. Synlig polis", "2. Trygga torg", "5. Dialog i centrum", "4. Krogar mot knark"), 2),
        (NUMBERED, 3),
    ],
)
def test_a_line_with_another_number_or_after_the_last_title_stays_text(
    given: tuple[str, ...], plain: int
) -> None:
    """It may be an item of a list."""
    found = split_pages([scanned(prose(*given, plain=plain, white=6))])
    assert len(found.sections) == 3
    assert not [notice for notice in found.notices if notice.rule == "doubtful-title"]


def test_a_number_at_the_start_of_a_line_within_a_paragraph_is_no_title() -> None:
    made = prose("1. Synlig polis", "2. Trygga torg", "4. Krogar mot knark")
    starts = [word for word in made.words if word.text == "Polisen"]
    second_line_of_second = starts[3]
    read = tuple(replace(word, text="3.") if word is second_line_of_second else word for word in made.words)
    assert [label for label, _ in titles(split_pages([scanned(replace(made, words=read))]))] == [
        "1",
        "2",
        "4",
    ]


def test_the_text_layer_of_a_digital_report_is_believed() -> None:
    found = split_pages([prose(*NUMBERED, plain=2)])
    assert [label for label, _ in titles(found)] == ["1", "2", "4"]


def test_a_line_in_mid_sentence_is_of_the_title_above_it_whatever_size_it_was_measured() -> None:
    """“områdena” came out 14 % larger than the line above it, and was a title of its own."""
    made = prose("1. Synlig polis", "2. Trygga torg på skolor", "3. Dialog")
    second = words("och fritidsgårdar", 50, 134, size=12, bold=True)
    lower = [
        replace(word, box=replace(word.box, top=word.box.top + 12, bottom=word.box.bottom + 12))
        if word.box.top > 130
        else word
        for word in made.words
    ]
    found = split_pages([scanned(replace(made, words=(*lower, *second)))])
    assert titles(found)[1] == ("2", "Trygga torg på skolor och fritidsgårdar")
    assert len(found.sections) == 3


def test_a_line_in_mid_sentence_is_of_the_title_over_a_table_too() -> None:
    parts = [words("Uppföljning av medborgarlöfte 2024", 50, 20, size=18)]
    for i, title in enumerate(("Synlig polis på skolor", "Trygga torg")):
        top = 70 + 200 * i
        parts += [words(title, 50, top, size=13, bold=True)]
        parts += [words("och fritidsgårdar", 50, top + 15, size=15.5, bold=True)] if not i else []
        for x, period in ((50, "Tertial 1"), (300, "Tertial 2")):
            parts += [words(period, x, top + 45, bold=True), words("Det är gjort.", x, top + 60)]
    found = split_pages([scanned(page(*parts))])
    assert [title for _, title in titles(found)] == [
        "Synlig polis på skolor och fritidsgårdar",
        "Trygga torg",
    ]


@pytest.mark.parametrize(("after", "count"), [((), 3), (("Arbetet ska fortsätta.",), 4)])
def test_a_short_line_below_wide_white_is_a_title_only_over_text(after: tuple[str, ...], count: int) -> None:
    """The last one of a report is a signature."""
    parts, top = [words("Uppföljning av medborgarlöfte 2024", 50, 20, size=18)], 60
    for title in ("Synlig polis", "Trygga torg", "Krogar mot knark"):
        parts.append(words(title, 50, top, bold=True))
        for below, line in ((20, "Polisen har varit ute"), (33, "på torg varje dag."), (52, "Det gick bra.")):
            parts.append(words(line, 50, top + below))
        top += 82
    for i, line in enumerate(("Kommunledningen", *after)):
        parts.append(words(line, 50, top + 20 * i))
    found = split_pages([scanned(page(*parts, width=595.0, height=842.0))])
    assert len(found.sections) == count


def test_a_number_that_another_title_has_is_not_missing() -> None:
    given = ("3. Synlig polis", "1. Trygga torg", "2. Dialog i centrum", "3. Krogar mot knark", "5. Skolor")
    found = split_pages([scanned(prose(*given, plain=3, white=6))])
    assert len(found.sections) == 4


def test_where_paragraphs_stand_as_far_apart_as_titles_white_tells_nothing() -> None:
    parts, top = [words("Uppföljning av medborgarlöfte 2024", 50, 20, size=18)], 60
    for title in ("Synlig polis", "Trygga torg", "Krogar mot knark"):
        parts.append(words(title, 50, top, bold=True))
        for i, line in enumerate(("Polisen har varit ute mycket.", "Dialog i centrum", "Det ska fortsätta.")):
            parts.append(words(line, 50, top + 20 + 30 * i))
        top += 110
    found = split_pages([scanned(page(*parts, width=595.0, height=842.0))])
    assert [title for _, title in titles(found)] == ["Synlig polis", "Trygga torg", "Krogar mot knark"]
