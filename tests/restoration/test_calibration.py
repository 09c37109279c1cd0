"""The benchmark counts a change as right if what it gave is what was written, however many words that is."""

from __future__ import annotations

from benchmarks.letters.measures import CALIBRATION_BINS, Tally
from benchmarks.letters.run import calibrate

from ingest.restoration import Change, Restored


def change(start: int, before: str, after: str, confidence: float, moved: int = 0) -> Change:
    at = start + moved
    return Change(start, start + len(before), at, at + len(after), before, after, "ocr", confidence, "")


def test_a_change_that_parts_a_word_is_right_if_both_parts_are() -> None:
    raw = "Isamband med\nett besok"
    changes = (change(0, "Isamband", "I samband", 0.85), change(17, "besok", "besik", 0.85, moved=1))
    restored = Restored("I samband med\nett besik", raw, changes)
    page = [("Isamband med", "I samband med"), ("ett besok", "ett besök")]
    tally = Tally(bins={edge: [0, 0] for edge in CALIBRATION_BINS})
    calibrate(tally, page, restored, "\n")
    assert tally.bins[0.9] == [2, 1]


def test_a_line_with_a_word_too_many_costs_that_line_only() -> None:
    changes = (change(0, "ar i", "är i", 0.97), change(5, "ar", "är", 0.97))
    restored = Restored("är i\när", "ar i\nar", changes)
    tally = Tally(bins={edge: [0, 0] for edge in CALIBRATION_BINS})
    calibrate(tally, [("ar i", "äri"), ("ar", "är")], restored, "\n")
    assert tally.bins[0.99] == [1, 1]
