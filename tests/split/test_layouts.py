"""Small reports of each layout, set by Typst: what stands where after splitting."""

from __future__ import annotations

from random import Random

import pytest
from benchmarks.layouts.measure import as_scanned, typeset
from tests.split.pages import lines, page, words

from ingest.errors import NotAReport, NothingLegible
from ingest.sections import Split
from ingest.split import conserved, lines_of, split_pages
from ingest.words import Page

LANDSCAPE = '#set page(paper: "a4", flipped: true, margin: 2cm)\n#set text(size: 11pt, lang: "sv")\n'
PORTRAIT = '#set page(paper: "a4", margin: 2cm)\n#set text(size: 11pt, lang: "sv")\n'
TITLE = "#text(size: 18pt)[*Uppföljning av medborgarlöfte 2024, polis och kommun*]\n\n"


def grid(*cells: str, repeat: bool = False) -> str:
    heads = "[Tertial 1], [Tertial 2], [Tertial 3]"
    shown = ", ".join(f"[{cell}]" for cell in cells)
    return (
        "#grid(columns: (1fr, 1fr, 1fr), column-gutter: 5mm, row-gutter: 3mm, "
        f"grid.header(repeat: {str(repeat).lower()}, {heads}), {shown})\n\n"
    )


def split(source: str) -> Split:
    return split_pages(typeset(source))


def titles(found: Split) -> list[str]:
    return [" ".join(line.text for line in section.title) for section in found.sections]


def cells(found: Split) -> list[list[list[str]]]:
    """Paragraphs by commitment and period."""
    return [
        [[" ".join(line.text for line in p.lines) for p in cell.passages] for cell in section.cells]
        for section in found.sections
    ]


def periods(found: Split) -> list[str]:
    return [cell.period.name for cell in found.sections[0].cells]


def test_columns_with_empty_cells_stay_in_their_place() -> None:
    found = split(
        LANDSCAPE
        + TITLE
        + "*Krogar mot knark*\n\n"
        + grid("Pågår.", "", "Klart.")
        + "*Synlig polis*\n\n"
        + grid("", "", "")
    )
    assert found.layout == "columns"
    assert titles(found) == ["Krogar mot knark", "Synlig polis"]
    assert cells(found) == [[["Pågår."], [], ["Klart."]], [[], [], []]]


def test_a_period_that_no_heading_names_is_not_invented() -> None:
    source = (
        LANDSCAPE
        + TITLE
        + "*Synlig polis*\n\n#grid(columns: (1fr, 1fr), [Tertial 1], [Tertial 2], [Pågår.], [])"
    )
    assert periods(split(source)) == ["T1", "T2"]


@pytest.mark.parametrize("repeat", [True, False])
def test_a_commitment_runs_on_over_pages_with_and_without_headings(repeat: bool) -> None:
    long = " ".join(f"Mening nummer {i} fortsätter utan punkt och" for i in range(220)) + " tar slut."
    found = split(LANDSCAPE + TITLE + "*Synlig polis*\n\n" + grid("Pågår.", long, "Klart.", repeat=repeat))
    assert titles(found) == ["Synlig polis"]
    ((first, second, third),) = cells(found)
    assert (first, third) == (["Pågår."], ["Klart."])
    assert len(second) == 1 and second[0] == long
    pages = {line.page for line in found.sections[0].cells[1].passages[0].lines}
    assert len(pages) > 1


def test_a_title_at_the_foot_of_a_page_belongs_to_the_headings_on_the_next() -> None:
    source = LANDSCAPE + TITLE + "*Synlig polis*\n\n" + grid("Ett.", "Två.", "Tre.")
    source += "#v(1fr)\n#text(size: 14pt)[*Krogar mot knark*]\n#pagebreak()\n" + grid("Fyra.", "", "Fem.")
    found = split(source)
    assert titles(found) == ["Synlig polis", "Krogar mot knark"]
    assert cells(found)[1] == [["Fyra."], [], ["Fem."]]


def test_numbers_laws_and_capitals_in_titles() -> None:
    source = LANDSCAPE + TITLE
    for title in ("5.2a Lag (2023:196) om kommuners ansvar", "2. TRYGGA TORG", "13/1 är ingen siffra"):
        source += f'#strong("{title}")\n\n' + grid("Ett.", "Två.", "Tre.")
    found = split(source)
    assert [section.label for section in found.sections] == ["5.2a", "2", None]
    assert titles(found) == ["Lag (2023:196) om kommuners ansvar", "TRYGGA TORG", "13/1 är ingen siffra"]


def test_an_introduction_and_a_table_of_contents_are_unassigned_with_their_reasons() -> None:
    source = (
        LANDSCAPE
        + TITLE
        + "Här följs löftena upp.\n\n*Innehåll*\n\nSynlig polis ........... 2\n\n#pagebreak()\n"
    )
    found = split(source + "*Synlig polis*\n\n" + grid("Ett.", "", ""))
    assert titles(found) == ["Synlig polis"]
    reasons = {stray.line.text: stray.reason for stray in found.unassigned}
    assert reasons["Här följs löftena upp."].startswith("introduction")
    assert reasons["Innehåll"] == "table of contents"


def test_running_text_across_the_columns_is_set_aside_loudly() -> None:
    source = LANDSCAPE + TITLE + "*Synlig polis*\n\n" + grid("Ett.", "Två.", "Tre.")
    source += (
        "#v(1em)\nFrågor om uppföljningen besvaras av kommunens säkerhetssamordnare "
        "och av kommunpolisen i området som vanligt."
    )
    found = split(source)
    assert any(stray.reason == "text across the columns" for stray in found.unassigned)
    assert any(notice.rule == "text-across-columns" for notice in found.notices)


def test_a_damaged_heading_is_inferred_from_its_neighbours_and_said() -> None:
    made = page(
        words("Uppföljning", 50, 40, size=18),
        words("Synlig polis", 50, 100),
        words("Tertial 1", 50, 130) + words("Xxrtoal 2", 300, 130) + words("Tertial 3", 550, 130),
        lines(["Ett är gjort."], 50, 160)
        + lines(["Två är gjort."], 300, 160)
        + lines(["Tre är gjort."], 550, 160),
    )
    found = split_pages([made])
    assert cells(found) == [[["Ett är gjort."], ["Två är gjort."], ["Tre är gjort."]]]
    assert "damaged-period-heading" in {notice.rule for notice in found.notices}


def test_a_matrix_with_a_coloured_status() -> None:
    source = (
        LANDSCAPE
        + TITLE
        + (
            "#table(columns: (2em, 1fr, 5em, 1fr, 1fr, 5em), [Nr], [Åtgärd], [Ansvarig], [Tertial 1], "
            "[Tertial 2], [Status],"
            '[1], [Synlig polis], [Polisen], [Pågår.], [], table.cell(fill: rgb("#92d050"))[Klart],'
            '[2], [Trygga torg], [Kommunen], [], [Mätt.], table.cell(fill: rgb("#ff0000"))[Försenat])'
        )
    )
    found = split(source)
    assert (found.layout, titles(found)) == ("matrix", ["Synlig polis", "Trygga torg"])
    assert [section.label for section in found.sections] == ["1", "2"]
    assert cells(found) == [[["Pågår."], []], [[], ["Mätt."]]]
    sides = {side.name: side for side in found.sections[0].sides}
    assert set(sides) == {"Ansvarig", "Status"}
    colour = sides["Status"].colour
    assert colour is not None and [round(255 * part) for part in colour] == [0x92, 0xD0, 0x50]
    assert sides["Ansvarig"].colour is None


def test_the_wide_gaps_of_a_justified_title_make_no_table() -> None:
    """Its words are headings of a table each: “Uppföljning”, “medborgarlöfte”, “2024”."""
    head = [
        word
        for x, text in ((70, "Uppföljning"), (250, "medborgarlöfte"), (450, "2024"))
        for word in words(text, x, 70, size=19, bold=True)
    ]
    told = [
        words("Lokalpolisområde Åre och Åre kommun", 70, 100, size=19, bold=True),
        words("1) Synlig polis", 70, 150, size=15),
        words("Polisen har patrullerat i centrum. Insatsen genomfördes under tertial 1.", 70, 175, size=11),
        words("2) Trygga torg", 70, 220, size=15),
        words("Lamporna på torget är bytta. Insatsen genomfördes under tertial 3.", 70, 245, size=11),
    ]
    found = split_pages(as_scanned((page(head, *told, width=595.0, height=842.0),), Random(1)))
    assert (found.layout, titles(found)) == ("inline", ["Synlig polis", "Trygga torg"])


def test_a_matrix_whose_first_column_has_no_heading() -> None:
    source = LANDSCAPE + TITLE
    source += (
        "#table(columns: (1fr, 1fr, 1fr), [], [Tertial 1], [Tertial 2],"
        "[Synlig polis], [Pågår som planerat.], [], [Trygga torg], [Mätt och klart.], [Klart.],"
        "[Lugna kvällar], [], [Nattvandring.])"
    )
    found = split(source)
    assert (found.layout, titles(found)) == ("matrix", ["Synlig polis", "Trygga torg", "Lugna kvällar"])
    assert cells(found)[0] == [["Pågår som planerat."], []]
    assert cells(found)[2] == [[], ["Nattvandring."]]


def test_stacked_periods_and_year_to_date() -> None:
    source = PORTRAIT + TITLE
    for title in ("Synlig polis", "Trygga torg"):
        source += f"#text(size: 14pt)[*{title}*]\n\n*Januari–april*\n\nPågår.\n\n*Januari–augusti*\n\n"
        source += "*Helår*\n\nKlart.\n\n"
    found = split(source)
    assert (found.layout, titles(found)) == ("stacked", ["Synlig polis", "Trygga torg"])
    kinds = [(cell.period.name, cell.period.kind) for cell in found.sections[0].cells]
    assert kinds == [("T1", "period"), ("T2", "year-to-date"), ("Y", "year")]
    assert cells(found)[1] == [["Pågår."], [], ["Klart."]]


def test_periods_as_chapters_with_the_commitments_under_each() -> None:
    source = PORTRAIT + TITLE
    for number in (1, 2):
        source += f"#text(size: 15pt)[*Tertial {number}*]\n\n"
        for title in ("Synlig polis", "Trygga torg"):
            source += f"#text(size: 13pt)[*{title}*]\n\n{title} i tertial nummer {number} har gått bra.\n\n"
    found = split(source)
    assert titles(found) == ["Synlig polis", "Trygga torg"]
    assert cells(found)[1] == [
        ["Trygga torg i tertial nummer 1 har gått bra."],
        ["Trygga torg i tertial nummer 2 har gått bra."],
    ]


def test_an_answer_goes_to_the_one_period_it_names_else_to_the_year() -> None:
    source = PORTRAIT + TITLE
    source += "*Vi lovar att synas.*\n\nPatruller gick under tertial 2 på torget.\n\n"
    source += "*Vi lovar att mäta.*\n\nMätning gjordes under tertial 1 och tertial 3.\n\n"
    source += "*Vi lovar att lysa upp.*\n\nNy belysning är på plats sedan mars.\n\n"
    found = split(source)
    assert (found.layout, periods(found)) == ("inline", ["T1", "T2", "T3", "Y"])
    filled = [[cell.period.name for cell in section.cells if cell.passages] for section in found.sections]
    assert filled == [["T2"], ["Y"], ["Y"]]
    assert "several-periods-named" in {notice.rule for notice in found.notices}


def test_prose_under_focus_headings_is_one_entry_of_the_year() -> None:
    source = (
        PORTRAIT
        + TITLE
        + "*Trygga skolor*\n\nEn vägledning är framtagen.\n\n*Trygga torg*\n\nTorget är upplyst.\n\n"
    )
    found = split(source)
    assert (found.layout, titles(found)) == ("prose", ["Trygga skolor", "Trygga torg"])
    assert [cell.period.kind for cell in found.sections[0].cells] == ["year"]


def test_owner_blocks_are_fields_and_the_result_is_the_entry() -> None:
    source = PORTRAIT + TITLE
    for title in ("Säkrare trafik", "Trygga möten"):
        source += f"#text(size: 14pt)[*{title}*]\n\n*Polisen*\n\nTio kontroller.\n\n"
        source += "*Kommunen*\n\nNya farthinder.\n\n"
        source += "*Resultat 2024*\n\nElva kontroller är gjorda.\n\n"
    found = split(source)
    assert found.layout == "pairs"
    assert [side.name for side in found.sections[0].sides] == ["Polisen", "Kommunen"]
    assert cells(found) == [[["Elva kontroller är gjorda."]]] * 2


def test_lists_of_promises_and_results_are_paired_by_number() -> None:
    source = (
        PORTRAIT
        + TITLE
        + (
            "#grid(columns: (1fr, 1fr), column-gutter: 5mm, row-gutter: 3mm, [*Våra löften*], [*Resultat*],"
            "[1. Vi ska synas på torget varje kväll. #linebreak() 2. Vi ska lysa upp.],"
            "[1. Vi syntes nästan varje kväll på torget, utom i januari då det var för kallt. "
            "#linebreak() 2. Det lyser.])"
        )
    )
    found = split(source)
    assert (found.layout, [section.label for section in found.sections]) == ("pairs", ["1", "2"])
    assert cells(found)[1] == [["Det lyser."]]


@pytest.mark.parametrize(
    "text",
    [
        "Kallelse till årsmöte i bostadsrättsföreningen den 13 maj klockan 19 i föreningslokalen.",
        "*Quarterly results*\n\n"
        "#grid(columns: (1fr, 1fr, 1fr), [Region], [Sales], [Cost], [North], [12], [10])",
        "*Budget*\n\nKommunens budget för tertial 1 redovisas i bilaga.\n\n"
        "*Personal*\n\nPolisen har anställt.",
    ],
)
def test_other_documents_are_no_reports(text: str) -> None:
    with pytest.raises(NotAReport, match="looked for"):
        split(PORTRAIT + text)


def test_pages_without_words_are_illegible() -> None:
    with pytest.raises(NothingLegible):
        split_pages([Page(1, 595, 842)])


def test_a_lost_word_is_put_with_the_unassigned_and_said() -> None:
    pages = typeset(LANDSCAPE + TITLE + "*Synlig polis*\n\n" + grid("Ett.", "", ""))
    found = split_pages(pages)
    robbed = conserved(Split(found.layout, (), found.sections, found.headings, found.furniture), pages)
    assert sorted(w.text for line in lines_of(robbed) for w in line.words) == sorted(
        w.text for one in pages for w in one.words
    )
    assert [n.severity for n in robbed.notices if n.rule == "words-not-conserved"] == ["error"]


def test_scanned_words_without_weight_or_colour_split_alike() -> None:
    source = LANDSCAPE + TITLE + "*Krogar mot knark*\n\n" + grid("Polisen har varit där.", "", "Klart.")
    source += "#v(2em)\n*Synlig polis*\n\n" + grid("", "Pågår.", "")
    found = split_pages(as_scanned(typeset(source), Random(1)))
    assert titles(found) == ["Krogar mot knark", "Synlig polis"]
    assert cells(found) == [[["Polisen har varit där."], [], ["Klart."]], [[], ["Pågår."], []]]
