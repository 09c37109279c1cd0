"""What the benchmark counts: words right, characters wrong, harm done, errors flagged, calibration."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, field

CALIBRATION_BINS = (0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0)


@dataclass(slots=True)
class Tally:
    """Counts over the texts of one part of the benchmark."""

    words: int = 0
    wrong_before: int = 0
    wrong_after: int = 0
    spoilt: int = 0
    """Words that were right and are wrong now."""
    characters: int = 0
    edits_before: int = 0
    edits_after: int = 0
    flagged: int = 0
    flagged_wrong: int = 0
    bins: dict[float, list[int]] = field(default_factory=dict)
    """Upper edge of confidence to [words, right ones] among the changed words."""
    misses: list[tuple[str, str, str]] = field(default_factory=list)
    """(as read, as restored, as written) of every wrong word."""

    def row(self, name: str) -> dict[str, object]:
        """The figures of a table row."""
        gone = 1 - self.wrong_after / self.wrong_before if self.wrong_before else None
        return {
            "part": name,
            "words": self.words,
            "right before": round(1 - self.wrong_before / max(1, self.words), 5),
            "right": round(1 - self.wrong_after / max(1, self.words), 5),
            "wrong": self.wrong_after,
            "errors gone": None if gone is None else round(gone, 4),
            "CER before": round(self.edits_before / max(1, self.characters), 5),
            "CER": round(self.edits_after / max(1, self.characters), 5),
            "false changes per 10,000": round(10_000 * self.spoilt / max(1, self.words), 2),
            "flagged of errors": round(self.flagged_wrong / max(1, self.wrong_after), 3),
            "flagged of words": round(self.flagged / max(1, self.words), 4),
        }


def aligned(a: Sequence[str], b: Sequence[str]) -> list[tuple[str, str]]:
    """Words of two versions of a text side by side; unequal runs as wholes."""
    if len(a) == len(b):
        return list(zip(a, b, strict=True))
    pairs: list[tuple[str, str]] = []
    for kind, i, j, k, m in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if kind == "equal" or j - i == m - k:
            pairs += zip(a[i:j], b[k:m], strict=True)
        else:
            pairs.append((" ".join(a[i:j]), " ".join(b[k:m])))
    return pairs


def edits(a: str, b: str) -> int:
    """Characters that differ between two lines (insertions, deletions and substitutions)."""
    return sum(
        max(j - i, m - k)
        for kind, i, j, k, m in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
        if kind != "equal"
    )


def count(tally: Tally, read: str, restored: str, written: str, flagged: Sequence[bool]) -> None:
    """Add one line; ``flagged`` says of each word of ``restored`` whether it was doubted."""
    was, now, right = read.split(), restored.split(), written.split()
    tally.words += len(right)
    tally.characters += len(written)
    tally.edits_before += edits(read, written) if read != written else 0
    tally.edits_after += edits(restored, written) if restored != written else 0
    before = aligned(was, right)
    after = aligned(now, right)
    wrong_before = [pair for pair in before if pair[0] != pair[1]]
    wrong_after = [pair for pair in after if pair[0] != pair[1]]
    tally.wrong_before += len(wrong_before)
    tally.wrong_after += len(wrong_after)
    tally.flagged += sum(flagged)
    if len(now) == len(right):
        tally.flagged_wrong += sum(f for f, (a, b) in zip(flagged, after, strict=False) if a != b)
    else:
        wrong_words = {word for a, _ in wrong_after for word in a.split()}
        doubted = {word for word, f in zip(now, flagged, strict=False) if f}
        tally.flagged_wrong += sum(bool(set(a.split()) & doubted & wrong_words) for a, _ in wrong_after)
    if len(was) == len(now) == len(right):
        for a, b, c in zip(was, now, right, strict=True):
            if b != c:
                tally.misses.append((a, b, c))
                tally.spoilt += a == c
    else:
        tally.misses += [("", a, b) for a, b in wrong_after]
        tally.spoilt += max(0, len(wrong_after) - len(wrong_before))
