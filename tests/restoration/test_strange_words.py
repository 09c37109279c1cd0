"""In lines that are left as they were read, what is probably misread is flagged, and nothing changed."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from ingest.restoration import restore, restore_document
from ingest.restoration.resources import shapes, tools, word_list
from ingest.restoration.short_texts import FAINT, POSSIBLE, is_possible, may_lack_letters
from ingest.restoration.strange_words import STRANGE, STRANGE_IF_KNOWN, may_be_misread, strange

MISREAD = [
    ("Belysningen dr utbytt i parken", "dr", "är"),
    ("Arbetet dr klart", "dr", "är"),
    ("Kamerabevakning av torget fr utredas", "fr", None),
]
PLAIN = [
    ("Polisen har varit pi plats i centrum", "Polisen har varit på plats i centrum"),
    ("Polisen redovisar sitt arbete fbr kommunen", "Polisen redovisar sitt arbete för kommunen"),
    ("Ordningsvakter finns pd plats", "Ordningsvakter finns på plats"),
    ("Prioriterade platser Gr nu nio", "Prioriterade platser är nu nio"),
]
SOUND = [
    "Skolan och polisen samverkar",
    "Uppdraget redovisas i bilagan",
    "Grannsamverkan finns i kommunen",
    "Polis och kommun ses varje vecka",
    "Vi ses i centrum varje fredag",
    "Information till alla boende i Hammarby",
]
CLEAN = Path(__file__).parents[2] / "benchmarks" / "letters" / "data" / "clean.txt"


@pytest.mark.parametrize(("text", "word", "written"), MISREAD)
def test_a_misread_word_of_a_line_that_is_left_is_flagged(text: str, word: str, written: str | None) -> None:
    restored = restore(text)
    assert restored.text == text, "the line alone does not say enough to change it"
    (doubt,) = restored.doubts
    assert doubt.word == word
    assert doubt.confidence <= 1 - STRANGE
    assert written is None or written in doubt.alternatives
    assert text[doubt.start : doubt.end] == word


@pytest.mark.parametrize(("read", "written"), PLAIN)
def test_a_line_that_only_the_network_suspects_is_restored_if_that_is_certain(
    read: str, written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not may_lack_letters(read, word_list(), shapes()), "else it would be restored anyway"
    assert restore(read).text == written
    monkeypatch.setattr("ingest.restoration.restoring.CERTAIN", 1.1)
    left = restore(read)
    assert left.text == read
    assert left.doubts


@pytest.mark.parametrize("text", SOUND)
def test_a_sound_line_without_the_letters_is_not_flagged(text: str) -> None:
    assert may_be_misread(text, shapes()), "else this says nothing"
    restored = restore(text)
    assert restored.text == text
    assert not restored.doubts


def test_a_line_with_the_letters_was_read_by_an_engine_that_knows_them() -> None:
    assert strange("Belysningen dr utbytt på torget", tools())
    assert not restore("Belysningen dr utbytt på torget").doubts


def test_lines_of_programs_are_left_alone() -> None:
    text = "Belysningen dr utbytt i parken"
    assert restore(text).doubts
    for sign in ("%s", "--utbytt=", "<b>"):
        assert not restore(f"{text} {sign}").doubts, sign


def test_a_word_of_the_list_must_be_stranger(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Polisen har varit pi plats i centrum"
    ((start, end, right),) = strange(text, tools())
    assert text[start:end] == "pi"
    assert "pi" in tools().lexicon
    assert 1 - right >= STRANGE_IF_KNOWN > STRANGE
    monkeypatch.setattr("ingest.restoration.strange_words.STRANGE_IF_KNOWN", 1.0)
    assert not strange(text, tools())


def test_doubts_of_several_short_texts_stand_where_they_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.restoration.restoring.CERTAIN", 1.1)
    texts = ["Uppdrag", "Arbetet dr klart", "Bilaga"]
    found = restore_document(texts)
    assert [each.text for each in found] == texts
    assert [len(each.doubts) for each in found] == [0, 1, 0]
    doubt = found[1].doubts[0]
    assert texts[1][doubt.start : doubt.end] == doubt.word == "dr"


def test_a_faint_chance_flags_only_what_looks_plainly_swedish() -> None:
    swedish, unclear = "Trygga skolvagar i kommunen", "Nederlandsk"
    assert is_possible(FAINT, swedish, shapes())
    assert not is_possible(FAINT - 0.001, swedish, shapes())
    assert not is_possible(POSSIBLE - 0.001, unclear, shapes())
    assert is_possible(POSSIBLE, unclear, shapes())


def test_hardly_a_word_of_sound_lines_is_flagged() -> None:
    """Lines of 35 letters, each alone, that have no å, ä or ö; 2 in 1,000 words is the most."""
    lines = [
        part for line in CLEAN.read_text(encoding="utf-8").split("\n") for part in textwrap.wrap(line, 35)
    ]
    alone = [line for line in lines if may_be_misread(line, shapes())]
    words = sum(len(line.split()) for line in alone)
    assert words > 1_000
    assert sum(len(restore(line).doubts) for line in alone) <= 0.002 * words
