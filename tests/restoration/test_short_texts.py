"""Titles, cells and lines: restored where letters were surely lost, flagged where they may be, else left."""

from __future__ import annotations

import pytest

from ingest.restoration import restore
from ingest.restoration.resources import shapes
from ingest.restoration.short_texts import CERTAIN, FEW_WORDS, SURE, is_sure

DAMAGED = [
    ("Oversyn av arbetet mot krankningar", "Översyn av arbetet mot kränkningar"),
    ("Uppfoljning av medborgarloften", "Uppföljning av medborgarlöften"),
    ("Forebyggande atgarder", "Förebyggande åtgärder"),
    ("Okad narvaro i centrum", "Ökad närvaro i centrum"),
    ("Trafiksakerhet pa skolvagar", "Trafiksäkerhet på skolvägar"),
    ("Alla vill ha 6kad trygghet i Osterangen", "Alla vill ha ökad trygghet i Österängen"),
    ("hdmta in synpunkter frdn boende", "hämta in synpunkter från boende"),
    ("Lagesbilder tas fram var fj&rde vecka", "Lägesbilder tas fram var fjärde vecka"),
    ("L4gesbild for omradet", "Lägesbild för området"),
    ("FOREBYGGANDE ATGARDER", "FÖREBYGGANDE ÅTGÄRDER"),
    ("Samverkan med polis och raddningstjanst", "Samverkan med polis och räddningstjänst"),
]
SOUND = [
    "Ökad trygghet i centrum",
    "Arbete mot droger",
    "Fortsatt samverkan",
    "Status",
    "Tertial 2",
    "Ansvarig: Polisen och kommunen",
    "Klart",
    "Insatser under sommaren",
    "Patrullering till fots vid torget",
    "Hans och Marta Strand",
    "Anna Lange",
    "Saga Sandberg",
    "Lara Svantesson",
    "Jarl Hagberg, kommunpolis",
    "Polisregion Syd, lokalpolisområde Klippan",
    "Trygg i Vara",
    "Nattvandring",
]
FOREIGN = [
    "Forebygging av vold i nære relasjoner",
    "Forbereder",
    "Nederlandsk",
    "Regler for signatur:",
    "Langvarig oppfølging",
    "Kommunens plan for trafik",
    "Overskrifter",
    "Politiets arbejde for unge",
    "Follow-up of the citizen promises",
    "Road safety near schools",
    "Turvallisuus keskustassa",
    "Nuorten hyvinvointi",
    "Sicherheit in der Stadt",
    "Vorbeugende Arbeit gegen Gewalt",
]


@pytest.mark.parametrize(("read", "written"), DAMAGED)
def test_a_short_line_that_lost_its_letters_is_restored(read: str, written: str) -> None:
    assert restore(read).text == written


@pytest.mark.parametrize("text", SOUND)
def test_a_sound_short_line_stays(text: str) -> None:
    assert restore(text).text == text


@pytest.mark.parametrize("text", FOREIGN)
def test_a_short_line_in_another_language_stays(text: str) -> None:
    assert restore(text).text == text


@pytest.mark.parametrize(
    ("text", "word", "reading"),
    [
        ("Anna Lange", "Lange", "Långe"),
        ("Ostra", "Ostra", "Östra"),
        ("Harnosand", "Harnosand", "Härnösand"),
        ("Overskrifter", "Overskrifter", "Överskrifter"),
        ("Forbereder", "Forbereder", "Förbereder"),
    ],
)
def test_a_line_that_may_have_lost_letters_stays_and_is_flagged(text: str, word: str, reading: str) -> None:
    restored = restore(text)
    assert restored.text == text
    assert not restored.changes
    (doubt,) = restored.doubts
    assert doubt.word == word
    assert reading in doubt.alternatives
    assert doubt.confidence < 0.65, "a person is to look: letters may well have been lost"


def test_what_is_asked_of_a_text_depends_on_how_swedish_it_looks() -> None:
    swedish, few, unclear = "Forebyggande arbete mot krankningar i skolan", "Forebyggande", "Nederlandsk"
    assert len(swedish.split()) > FEW_WORDS
    assert is_sure(SURE, swedish, shapes())
    assert not is_sure(SURE - 0.001, swedish, shapes())
    assert not is_sure(CERTAIN - 0.001, unclear, shapes())
    assert is_sure(CERTAIN, unclear, shapes())
    assert is_sure(SURE, few, shapes()), "one word may look Swedish enough"
