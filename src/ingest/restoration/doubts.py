"""How likely each word of a restored text is wrong, and which words a person should look at.

A logistic model over :data:`ingest.restoration.evidence_of_error.NAMES`. Its weights are
``doubts-sv.json``, which ``training.fit_doubts`` fits to engine noise of the development split.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ingest.restoration.decide import Choice, Decided, Tools
from ingest.restoration.evidence_of_error import NAMES, Floats, Words, features, words

CONSTANT = "constant"
"""Name of the weight that every word has."""
DOUBTFUL = 0.02
"""Chance of being wrong from which on a word is flagged; as much as keeps the flagged words of pages
of the development split to about 3 in 100."""
MOST_FLAGGED = 0.028
"""Of the words of a document; if more are doubtful the likeliest to be wrong are flagged, so that a
person has at most 3 words in 100 to look at."""
BESIDES = 4
"""Words that may be flagged besides, since in a short text 3 in 100 are a word or two."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The words of a text, and how likely each is wrong."""

    words: Words
    wrong: Floats
    """Calibrated chance, 0 to 1."""

    def confidence(self, choice: int) -> float:
        """The chance that the word of the numbered choice is right."""
        return 1.0 - float(self.wrong[self.words.of[choice]])

    def doubtful(self) -> list[int]:
        """The numbers of the words to flag, in the order of the text."""
        most = int(MOST_FLAGGED * len(self.wrong)) + BESIDES
        likeliest = np.argsort(-self.wrong, kind="stable")[:most]
        return sorted(int(i) for i in likeliest if self.wrong[i] >= DOUBTFUL)


def judged(
    text: str,
    decided: Decided,
    chosen: Sequence[Choice],
    tools: Tools,
    weights: Mapping[str, float],
    spared: Sequence[tuple[int, int]] = (),
) -> Judged:
    """How likely each word of ``text`` is wrong, with ``chosen`` as its readings.

    Words of the spans ``spared`` (sound, or in another language) are taken for right.
    """
    found = words(text, chosen)
    if not found.read:
        return Judged(found, np.zeros(0))
    rows = features(text, found, decided, chosen, tools)
    score = rows @ np.array([weights[name] for name in NAMES]) + weights[CONSTANT]
    wrong = 1.0 / (1.0 + np.exp(-score))
    for start, end in spared:
        wrong[np.searchsorted(found.starts, start) : np.searchsorted(found.starts, end)] = 0.0
    return Judged(found, wrong)
