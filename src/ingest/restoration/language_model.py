"""Word trigrams with back-off: how well a word fits between its neighbours.

``ngrams-sv.npz`` (written by ``training.words``) holds keys of 20 bits a word,
sorted, as differences in byte planes, and -ln p in steps of 0.06. Tokens are
runs of letters in lower case, runs of digits (all alike: ``0``), single signs.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

STEP = 0.06
"""Nats of one quantisation step."""
UNKNOWN, BEGIN, END = 0, 1, 2

Keys = npt.NDArray[np.uint64]
Costs = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """Costs are -ln p."""

    identity: dict[str, int]
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
        shift = np.uint64(20)
        at3, hit3 = _find(self.k3, first << (shift + shift) | second << shift | third)
        context, known = _find(self.k2, first << shift | second)
        at2, hit2 = _find(self.k2, second << shift | third)
        one = self.bow1[second.astype(np.int64)].astype(float) + self.p1[third.astype(np.int64)]
        two = np.where(hit2, self.p2[at2].astype(float), one)
        back = np.where(known, self.bow2[context].astype(float), 0.0) + two
        return np.asarray(np.where(hit3, self.p3[at3].astype(float), back) * STEP, dtype=np.float64)


def _find(keys: Keys, wanted: Keys) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return at, keys[at] == wanted


def _unpacked(planes: npt.NDArray[np.uint8]) -> Keys:
    deltas = np.ascontiguousarray(planes.T).view(np.uint64).reshape(-1)
    return np.cumsum(deltas, dtype=np.uint64)


def read_language_model(path: Path) -> LanguageModel:
    """Read the shipped n-grams."""
    with np.load(path, allow_pickle=False) as data:
        vocabulary = data["vocabulary"].tobytes().decode().split("\n")
        return LanguageModel(
            {word: i + 3 for i, word in enumerate(vocabulary)},
            data["p1"],
            data["bow1"],
            _unpacked(data["k2"]),
            data["p2"],
            data["bow2"],
            _unpacked(data["k3"]),
            data["p3"],
        )
