"""Stamps and scribbles on scanned pages: set aside and shown, and nothing of the report with them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.split.pages import page, words

from ingest.set_aside import set_aside
from ingest.split import split_pages
from ingest.words import Page, Word


def read(*parts: list[Word], confidence: float = 0.9) -> Page:
    """A portrait page as OCR reads it."""
    made = page(*parts, width=595.0, height=842.0)
    found = (
        replace(word, origin="ocr", confidence=confidence if word.confidence is None else word.confidence)
        for word in made.words
    )
    return replace(made, words=tuple(found))


def unsure(given: list[Word], confidence: float = 0.3) -> list[Word]:
    return [replace(word, confidence=confidence) for word in given]


REPORT = (
    words("Uppföljning av medborgarlöfte Åre 2024", 70, 60, size=18),
    words("Synlig polis", 70, 120, size=13, bold=True),
    words("Tertial 1", 70, 150),
    words("Polisen har patrullerat i centrum varje kväll.", 70, 170),
)
STAMP = (
    words("KOMMUNSTYRELSEN", 300, 300, size=7),
    words("INK 2024-05-08", 300, 310, size=7),
    words("Dnr KS/2024:572", 300, 320, size=7),
)


def set_aside_of(*parts: list[Word]) -> list[tuple[str, str]]:
    return [(stray.line.text, stray.reason) for stray in set_aside([read(*parts)])[1]]


def test_a_stamp_under_the_last_text_is_set_aside_and_shown() -> None:
    found = split_pages([read(*REPORT, *STAMP)])
    (passage,) = found.sections[0].cells[0].passages
    assert [line.text for line in passage.lines] == ["Polisen har patrullerat i centrum varje kväll."]
    assert [(stray.line.text, stray.reason) for stray in found.unassigned] == [
        ("KOMMUNSTYRELSEN", "a stamp"),
        ("INK 2024-05-08", "a stamp"),
        ("Dnr KS/2024:572", "a stamp"),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("SOCIALNÄMNDEN", "KS/2024:572"),
        ("Inkom", "2024-05-08"),
        ("POLISEN", "Ankom 2024-05-08"),
    ],
)
def test_other_stamps(lines: tuple[str, ...]) -> None:
    stamp = [words(line, 300, 300 + 10 * i, size=7) for i, line in enumerate(lines)]
    assert set_aside_of(*REPORT, *stamp) == [(line, "a stamp") for line in lines]


@pytest.mark.parametrize(
    "lines",
    [
        ("Kommunstyrelsen 2024-05-08",),  # a signature: no stamp names nothing but an authority and a day
        ("Dnr KS/2024:572", "Sida 1"),  # the head of a letter
        ("Inkom", "tolv anmälningar"),
        ("Ärendet inkom till polisen", "den 2024-05-08 och är", "KS/2024:572 hos oss"),  # a sentence
    ],
)
def test_what_says_less_than_a_stamp_stays(lines: tuple[str, ...]) -> None:
    assert not set_aside_of(*REPORT, *(words(line, 300, 300 + 10 * i) for i, line in enumerate(lines)))


def test_a_case_number_within_running_text_stays() -> None:
    text = (
        "Ärendet KS/2024:572 inkom 2024-05-08 till KOMMUNSTYRELSEN och har sedan dess beretts av nämnden för"
    )
    assert not set_aside_of(*REPORT, words(text, 70, 300))


def test_a_title_close_beside_a_stamp_is_not_taken_with_it() -> None:
    right = max(word.box.x1 for word in REPORT[0])
    beside = [words(text, right + 6, 60 + 8 * i, size=7) for i, text in enumerate(("INK", "2024-05-08"))]
    texts, aside = set_aside([read(*REPORT, *beside)])
    assert [stray.line.text for stray in aside] == ["INK", "2024-05-08"]
    assert "medborgarlöfte" in [word.text for word in texts[0].words]


def test_only_what_was_read_by_ocr_is_set_aside() -> None:
    made = page(*REPORT, *STAMP)
    assert set_aside([made]) == ((made,), ())


def test_a_scribble_is_set_aside_by_its_size_and_the_doubts_of_the_engine() -> None:
    assert set_aside_of(*REPORT, unsure(words("NYCN", 300, 400, size=27))) == [("NYCN", "a scribble")]
    assert set_aside_of(*REPORT, unsure(words("NMS", 300, 400, size=27))) == [("NMS", "a scribble")]
    assert not set_aside_of(*REPORT, unsure(words("EST", 300, 400, size=27))), "an abbreviation"
    assert not set_aside_of(*REPORT, words("NYCN", 300, 400, size=27)), "the engine is sure of it"
    assert not set_aside_of(*REPORT, unsure(words("NYCN", 300, 400, size=12))), "about as large as the text"
    assert set_aside_of(*REPORT, unsure(words("WMr", 300, 400, size=27), 0.6)) == [("WMr", "a scribble")]
    assert not set_aside_of(*REPORT, unsure(words("WMr", 300, 400, size=17), 0.6)), "not as large"
    assert not set_aside_of(*REPORT, unsure(words("Bilaga", 300, 400, size=27))), "a word"
    assert not set_aside_of(*REPORT, unsure(words("Uppfoljning", 300, 400, size=5))), "a misread word"
    assert not set_aside_of(*REPORT, unsure(words("12", 300, 400, size=27))), "a number may be a page's"


def test_what_a_staple_is_read_as_is_set_aside_however_sure_the_engine_is() -> None:
    corner = words("AA", 15, 8)
    assert set_aside_of(*REPORT, corner) == [("AA", "a scribble")]
    assert not set_aside_of(*REPORT, words("3", 15, 8)), "a page number"
    assert not set_aside_of(*REPORT, words("Bilaga", 8, 8)), "a word"
