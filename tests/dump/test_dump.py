"""Dumps of every make, by small texts that show one thing each."""

from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.dump import split_dump
from ingest.errors import NotAReport
from ingest.sections import Split

TITLE = "Uppföljning medborgarlöfte 2023 – Lokalpolisområde Norra Kusten och\nBjörkviks kommun\n\n"


def cells(split: Split, commitment: int = 0) -> list[list[str]]:
    return [
        [" ".join(line.text for line in passage.lines) for passage in cell.passages]
        for cell in split.sections[commitment].cells
    ]


def titles(split: Split) -> list[str]:
    return [" ".join(line.text for line in section.title) for section in split.sections]


def delivered(split: Split) -> Counter[str]:
    lines = [*split.title, *split.furniture, *(heading.line for heading in split.headings)]
    lines += [stray.line for stray in split.unassigned]
    for section in split.sections:
        lines += [*section.title, *section.label_lines]
        lines += [line for cell in section.cells for passage in cell.passages for line in passage.lines]
        lines += [line for side in section.sides for passage in side.passages for line in passage.lines]
    return Counter(word for line in lines for word in line.text.split())


STACKED = (
    TITLE
    + """1. Trygg i centrum

Tertial 1

Kommunen och polisen har gått trygghetsvandringar i centrum tillsammans med fastighetsägare.

Belysningen har setts över.

Tertial 2

Tertial 3

Antalet anmälda brott har minskat.

2. Unga i riskzon

Tertial 1

Fältgruppen har varit ute på skolorna i februari och mars tillsammans med områdespoliserna där.

Tertial 2

Arbetet har fortsatt.

Tertial 3

Inga aktiviteter.
"""
)


def test_text_under_its_own_heading_is_not_inferred() -> None:
    split = split_dump(STACKED)
    assert titles(split) == ["Trygg i centrum", "Unga i riskzon"]
    assert [section.label for section in split.sections] == ["1", "2"]
    assert [len(cell) for cell in cells(split)] == [2, 0, 1]
    assert {cell.confidence for section in split.sections for cell in section.cells} == {1.0}
    assert split.notices == ()
    assert [line.text for line in split.title] == TITLE.strip().split("\n")


APART = (
    TITLE
    + """Trygg i centrum
Tertial 1

Tertial 2

Tertial 3

Under varen har fyra vandringar genomforts.

Under tertial tva har belysningen bytts ut vid
torget och

stationen.

I oktober genomfordes en ny vandring.
"""
)


def test_times_in_damaged_letters_tell_the_periods() -> None:
    split = split_dump(APART)
    assert cells(split) == [
        ["Under varen har fyra vandringar genomforts."],
        ["Under tertial tva har belysningen bytts ut vid torget och stationen."],
        ["I oktober genomfordes en ny vandring."],
    ]
    assert all(0.5 < cell.confidence < 1 for cell in split.sections[0].cells)


def test_what_nothing_tells_is_reported_with_the_alternative() -> None:
    silent = APART
    for told in ("Under varen", "Under tertial tva", "I oktober"):
        silent = silent.replace(told, "Dar")
    silent += "\nDar syns patrullerna till fots.\n\nDar gar vuxna ute om natten.\n"
    split = split_dump(silent)
    doubtful = [notice for notice in split.notices if notice.rule == "uncertain-tertial"]
    assert doubtful
    assert all("T2" in notice.message or "T1" in notice.message for notice in doubtful)


def test_paragraphs_across_the_rows() -> None:
    rows = (
        TITLE
        + """Trygg i centrum

Tertial 1

Tertial 2

Tertial 3

Under våren har vandringar genomförts.

Under sommaren har värdar anställts.

I oktober började en kampanj.

Enkäten skickades ut i mars.

I juli var det lugnt.

Resultatet redovisades den 3 november.

Unga i riskzon

Tertial 1

Tertial 2

Tertial 3

I februari besöktes skolorna.

I juni var alla fältare ute.

Höstlovet var lugnt.

I april hölls föräldramöten.

I augusti delades flygblad ut.

I december hölls ett möte.
"""
    )
    split = split_dump(rows)
    assert cells(split, 0)[0] == ["Under våren har vandringar genomförts.", "Enkäten skickades ut i mars."]
    assert cells(split, 1)[2] == ["Höstlovet var lugnt.", "I december hölls ett möte."]


def test_items_of_a_dated_list_are_paragraphs() -> None:
    listed = APART.replace(
        "Under varen har fyra vandringar genomforts.",
        "13/1 Torget, kaffe\n8/2 Skolan, mote med\nforaldrar\n20/3 Bion",
    )
    assert cells(split_dump(listed))[0] == [
        "13/1 Torget, kaffe",
        "8/2 Skolan, mote med foraldrar",
        "20/3 Bion",
    ]


def test_columns_of_characters_are_geometry() -> None:
    split = split_dump(
        TITLE
        + "Trygg i centrum\n"
        + "Tertial 1                     Tertial 2                  Tertial 3\n"
        + "Fyra vandringar har hållits   Värdar har anställts och   Antalet brott har\n"
        + "i centrum. Alla deltog.       rör sig på torget.         minskat med en tiondel.\n"
        + "                                                         En enkät skickas ut.\n"
    )
    assert [" ".join(cell) for cell in cells(split)] == [
        "Fyra vandringar har hållits i centrum. Alla deltog.",
        "Värdar har anställts och rör sig på torget.",
        "Antalet brott har minskat med en tiondel. En enkät skickas ut.",
    ]
    assert all(line.box is None for section in split.sections for line in section.title)


ACROSS = """
Under våren har kommunen och polisen gått Nattvandringar har skett under hela Antalet brott har minskat.
trygghetsvandringar i centrum tillsammans sommaren med stöd av föreningslivet. Belysningen är på plats.
"""


def test_columns_run_together_are_not_guessed_at() -> None:
    merged = TITLE + "Trygg i centrum\nTertial 1 Tertial 2 Tertial 3" + 3 * ACROSS
    split = split_dump(merged)
    assert cells(split) == [[], [], []]
    assert {stray.reason for stray in split.unassigned} == {"runs across the columns"}
    assert [notice.rule for notice in split.notices] == ["merged-columns"]
    assert delivered(split) == Counter(merged.split())


def test_lines_that_came_out_in_turns_are_not_trusted() -> None:
    mixed = APART.replace("genomforts.\n", "genomforts.\ntillsammans med skolan och foraldrarna.\n")
    split = split_dump(mixed)
    assert "mixed-lines" in {notice.rule for notice in split.notices}
    assert max(cell.confidence for cell in split.sections[0].cells) <= 0.2


def test_running_headers_and_page_numbers_are_furniture() -> None:
    first, second = STACKED.split("2. Unga")
    paged = f"{first}\nKommunledningen\n\n1\n\f2. Unga{second}\nKommunledningen\n\n2\n"
    split = split_dump(paged)
    assert sorted(line.text for line in split.furniture) == ["1", "2", "Kommunledningen", "Kommunledningen"]
    assert split.sections[1].title[0].page == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hej!\n",
        "Recept på pepparkakor\n\nTa mjöl och smör.\n",
        "Åtgärd\n\nTertial 1\n\nTertial 2\n\nText.\n",
    ],
    ids=["empty", "one word", "another text", "a table without its layout"],
)
def test_what_is_no_follow_up_is_refused(text: str) -> None:
    with pytest.raises(NotAReport, match="pdftotext -layout"):
        split_dump(text)


WORDS = [
    "Tertial 1",
    "Tertial 2",
    "Tertial 3",
    "Arbetet pågår.",
    "i maj",
    "13/1 Torget,",
    "och",
    "2",
    "Nya mål",
]
BREAKS = ["\n", "\n\n", "\f", "   ", " "]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(BREAKS)), min_size=1, max_size=40))
@example(
    [
        ("Tertial 1", "\n"),
        ("Arbetet pågår.", "\n"),
        ("Tertial 1", " "),
        ("Tertial 2", "\n"),
        *[("Tertial 1", "\n")] * 3,
        ("Tertial 1", "   "),
        ("Tertial 1", "\n"),
    ]
)
def test_no_word_is_lost_whatever_the_text(parts: list[tuple[str, str]]) -> None:
    text = TITLE + "".join(word + gap for word, gap in parts)
    try:
        split = split_dump(text)
    except NotAReport:
        return
    assert delivered(split) == Counter(text.split())
