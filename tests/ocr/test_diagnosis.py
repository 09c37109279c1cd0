from __future__ import annotations

import pytest

from ingest.diagnosis import diagnose
from ingest.rendering import Drawn
from ingest.words import Box, Page, Word

SCAN = Drawn(
    hidden_texts=40, fonts=frozenset({"GlyphLessFont"}), pictures=(Box(0, 0, 800, 600),), picture_share=1.0
)
DIGITAL = Drawn(visible_texts=40)
SWEDISH = (
    "Polisen har under våren arbetat med trygghet på torget och i områden där många boende är oroliga " * 4
)
LOST = "Polisen har under varen arbetat med trygghet pa torget och i omraden dar manga boende ar oroliga " * 4
ENGLISH = "The police and the municipality have worked together on safety in the city centre this spring " * 4


def page_with(text: str) -> Page:
    words = tuple(Word(word, Box(9.0 * n, 0, 9.0 * n + 8, 9), 1) for n, word in enumerate(text.split()))
    return Page(1, 800, 600, words)


@pytest.mark.parametrize(
    ("text", "drawn", "diagnosis"),
    [
        (SWEDISH, DIGITAL, "ok"),
        (SWEDISH, SCAN, "ok"),
        (LOST, SCAN, "wrong-language"),
        (LOST, DIGITAL, "wrong-language"),
        (ENGLISH, DIGITAL, "ok"),
        (ENGLISH, SCAN, "ok"),
        ("Sida 3", DIGITAL, "ok"),
        ("Tertial 1 Tertial 2 Tertial 3", DIGITAL, "ok"),
        ("", Drawn(), "ok"),
        ("", Drawn(pictures=(Box(0, 0, 800, 600),), picture_share=1.0), "no-text"),
        ("", Drawn(shapes=900), "no-text"),
        ("(cid:36)(cid:70)(cid:87) (cid:40)(cid:3)(cid:81)", DIGITAL, "glyph-codes"),
        ("P0l!sen h@r und3r v}ren ;|a, arb#tat m~d tr1ggh=t p§ ,~t0rg*t |_ o^h i% " * 2, SCAN, "noisy"),
    ],
)
def test_diagnosis(text: str, drawn: Drawn, diagnosis: str) -> None:
    verdict = diagnose(page_with(text), drawn)
    assert verdict.diagnosis == diagnosis
    assert verdict.reason


def test_a_full_page_background_under_real_text_is_no_ocr_layer() -> None:
    drawn = Drawn(visible_texts=40, pictures=(Box(0, 0, 800, 600),), picture_share=1.0)
    verdict = diagnose(page_with(SWEDISH), drawn)
    assert verdict.diagnosis == "ok" and not verdict.is_ocr_layer
