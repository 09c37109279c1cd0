"""Words that may be wrong are flagged, changed or not, and not more of them than a person can look at."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from ingest.restoration import Doubt, Restored, restore, restore_document
from ingest.restoration.doubts import BESIDES, DOUBTFUL, DOUBTFUL_IN_SHORT, MOST_FLAGGED, Judged
from ingest.restoration.evidence_of_error import Words
from ingest.restoration.short_texts import MOST_WORDS

CLEAN = Path(__file__).parents[2] / "benchmarks" / "letters" / "data" / "clean.txt"
STRIP = str.maketrans("åäöÅÄÖ", "aaoAAO")


def doubt_of(word: str, restored: Restored) -> Doubt:
    found = [doubt for doubt in restored.doubts if word in doubt.word]
    assert len(found) == 1, restored.doubts
    return found[0]


def test_a_word_without_another_reading_is_flagged() -> None:
    text = "Socialstyrelsen far i uppdrag att upphandla en fanktion for samordning pa tva omraden."
    restored = restore(text)
    assert "en fanktion för" in restored.text
    doubt = doubt_of("fanktion", restored)
    assert not doubt.alternatives
    assert doubt.confidence < 0.95


def test_a_doubt_names_the_other_readings() -> None:
    restored = restore("Forslaget galler vara barn, och vi vill vara med nar de ar i skolan pa Osteras.")
    named = {doubt.word: doubt.alternatives for doubt in restored.doubts}
    assert any(named.values()), named
    for word, others in named.items():
        assert word not in others


def test_doubts_stand_where_they_say() -> None:
    texts = [
        "Uppfoljning {or omrddet",
        "Arbetet pagar pa tva omraden med {kolan.",
        "Fanktionen nar for ovrigt 6ver.",
    ]
    restored = restore_document(texts)
    assert sum(len(each.doubts) for each in restored) > 1
    for each in restored:
        for doubt in each.doubts:
            assert each.text[doubt.new_start : doubt.new_end] == doubt.word
            assert each.raw[doubt.start : doubt.end].strip() == each.raw[doubt.start : doubt.end] != ""


def test_a_person_has_at_most_three_words_in_a_hundred_to_look_at() -> None:
    garbled = str.maketrans("lmr", "1ni")
    lines = CLEAN.read_text(encoding="utf-8").split("\n")[:30]
    text = "\n\n".join(
        line.translate(STRIP) if n % 3 else line.translate(STRIP).translate(garbled)
        for n, line in enumerate(lines)
    )
    restored = restore(text)
    words = len(text.split())
    assert words > 500
    assert 0.02 * words < len(restored.doubts) <= MOST_FLAGGED * words + BESIDES


def test_sound_paragraphs_of_a_damaged_document_are_not_doubted() -> None:
    sound = "We look forward to the next steps in the process, zxqv and all, with the kvarter of 2o24."
    damaged, left = restore_document(
        ["Arbetet pagar pa tva omraden i kommunen och {kolan ar med. " * 4, sound]
    )
    assert damaged.doubts
    assert left.text == sound
    assert not left.doubts


def test_a_very_long_word_is_no_trouble() -> None:
    restored = restore("Arbetet pagar pa tva omraden " + "ar-for|l.(" * 6_000)
    assert restored.text.startswith("Arbetet pågår på två områden")


def test_words_of_short_texts_are_flagged_where_they_are_doubtful_enough() -> None:
    def flagged(words: int, chance: float) -> int:
        spans = np.arange(words)
        found = Words(spans * 2, spans * 2 + 1, ["a"] * words, ["a"] * words, [])
        wrong = np.zeros(words)
        wrong[3] = chance
        return len(Judged(found, wrong).doubtful())

    between = (DOUBTFUL + DOUBTFUL_IN_SHORT) / 2
    assert flagged(MOST_WORDS, between) == 0
    assert flagged(MOST_WORDS + 1, between) == 1
    assert flagged(MOST_WORDS, DOUBTFUL_IN_SHORT) == 1
    assert flagged(MOST_WORDS + 1, DOUBTFUL - 0.001) == 0
