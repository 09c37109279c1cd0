"""Word trigrams with back-off: how well a word fits between its neighbours.

Tokens are runs of letters in lower case, runs of digits (all alike: ``0``), single signs.
Arrays of ``ngrams-sv.npz`` (written by ``training.words``): the table ``vocabulary``
(:mod:`ingest.restoration.word_table`) of word numbers, below 2^20; ``after 1``, how many bigrams
begin with each word, and ``w2``, their second words in order; ``after 2``, how many trigrams
begin with each bigram, and ``w3``, their third words. ``w2`` and ``w3`` are planes of bytes, lowest
first. ``p`` and ``bow``: -ln p and -ln of the back-off weight, in steps of 0.06.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ingest.restoration.word_table import WordTable, word_table

STEP = 0.06
"""Nats of one quantisation step."""
BITS = np.uint64(20)
"""Of a word's number in a key."""
UNKNOWN, BEGIN, END = 0, 1, 2

Keys = npt.NDArray[np.uint64]
Costs = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """Costs are -ln p."""

    identity: WordTable
    """Token to its number."""
    p1: Costs
    bow1: Costs
    k2: Keys
    p2: Costs
    bow2: Costs
    k3: Keys
    p3: Costs

    def word(self, token: str) -> int:
        """The number of a token in lower case."""
        return self.identity.get(token, UNKNOWN)

    def costs(self, trigrams: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
        """-ln p of the last word of each row of three word numbers."""
        if not len(trigrams):
            return np.zeros(0)
        rows = trigrams.astype(np.uint64)
        first, second, third = rows[:, 0], rows[:, 1], rows[:, 2]
        context, known = _find(self.k2, first << BITS | second)
        at3, hit3 = _find(self.k3, (first << BITS | second) << BITS | third)
        at2, hit2 = _find(self.k2, second << BITS | third)
        one = self.bow1[second.astype(np.int64)].astype(float) + self.p1[third.astype(np.int64)]
        two = np.where(hit2, self.p2[at2].astype(float), one)
        back = np.where(known, self.bow2[context].astype(float), 0.0) + two
        return np.asarray(np.where(hit3, self.p3[at3].astype(float), back) * STEP, dtype=np.float64)


def _find(keys: Keys, wanted: Keys) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return at, keys[at] == wanted


def _extended(keys: Keys, counts: npt.NDArray[np.uint16], planes: npt.NDArray[np.uint8]) -> Keys:
    """Each key as often as its count, with the next word of the planes behind it."""
    low, middle, high = planes.astype(np.uint64)
    extended: Keys = np.repeat(keys << BITS, counts) | high << np.uint64(16) | middle << np.uint64(8) | low
    return extended


def read_language_model(path: Path) -> LanguageModel:
    """Read the shipped n-grams.

    Raises ValueError for a file of another format.
    """
    with np.load(path, allow_pickle=False) as data:
        if "after 1" not in data:
            raise ValueError(f"{path.name} holds no n-grams of this version; build it with `make train`")
        k2 = _extended(np.arange(len(data["p1"]), dtype=np.uint64), data["after 1"], data["w2"])
        return LanguageModel(
            word_table(data, "vocabulary"),
            data["p1"],
            data["bow1"],
            k2,
            data["p2"],
            data["bow2"],
            _extended(k2, data["after 2"], data["w3"]),
            data["p3"],
        )
