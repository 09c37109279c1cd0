from __future__ import annotations

import pytest

from ingest.misread_capitals import misread_capitals


@pytest.mark.parametrize(
    ("read", "wanted"),
    [
        ("Al och lT är två områden.", "AI och IT är två områden."),
        ("EU:s Al-förordning, ”Al:s påverkan”", "EU:s AI-förordning, ”AI:s påverkan”"),
        ("AlI-stöd och APl:er hos lFO.", "AI-stöd och API:er hos IFO."),
        ("l LOB-gruppen ingår två.", "I LOB-gruppen ingår två."),
    ],
)
def test_a_small_l_among_capitals_is_an_i(read: str, wanted: str) -> None:
    text, edits = misread_capitals(read)
    assert text == wanted
    for edit in edits:
        assert read[edit.start : edit.end] == edit.before
        assert text[edit.text_start : edit.text_end] == edit.after == "I"
        assert edit.kind == "ocr"
        assert edit.reason


@pytest.mark.parametrize(
    "text", ["Ali Al-Sayed och Al Gore", "5 l mjölk", "El och Allt i Alingsås", "al och ask", "AI och IT", ""]
)
def test_names_and_words_stay(text: str) -> None:
    assert misread_capitals(text) == (text, [])
