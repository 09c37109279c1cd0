"""Swedish without its letters beside another language: restored there, and nothing else is touched."""

from __future__ import annotations

import pytest

from ingest.restoration import restore

ENGLISH = (
    "The municipality and the local police have signed a citizens' promise and follow it up every four "
    "months. This summary is written for those who do not read Swedish.\n\n"
    "The work has continued during the year, and the results are described in the following sections."
)
READ = (
    "Polisen har arbetat med okad trygghet pa torget och i omradet runt stationen under hela varen. Vakter "
    "har gatt ronder varje kvall och motet med de boende har varit mycket uppskattat av alla som deltog."
)
WRITTEN = (
    "Polisen har arbetat med ökad trygghet på torget och i området runt stationen under hela våren. Vakter "
    "har gått ronder varje kväll och mötet med de boende har varit mycket uppskattat av alla som deltog."
)


@pytest.mark.parametrize("border", ["\n\n", "\n"])
@pytest.mark.parametrize("above", [True, False])
def test_swedish_beside_an_english_summary_comes_back_and_the_summary_stays(above: bool, border: str) -> None:
    english = ENGLISH.replace("\n\n", border)
    parts = [english, READ] if above else [READ, english]
    wanted = [english, WRITTEN] if above else [WRITTEN, english]
    assert restore(border.join(parts)).text == border.join(wanted)


def test_names_without_letters_in_an_english_text_stay() -> None:
    text = f"{ENGLISH}\n\nMalmo, Goran Persson and Asa in Ostersund"
    assert restore(text).text == text


def test_sound_swedish_beside_english_stays() -> None:
    text = f"{ENGLISH}\n\n{WRITTEN}"
    assert restore(text).text == text
