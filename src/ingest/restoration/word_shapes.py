"""Which language does a word look like? Tells also words that are in no list of frequent words.

Every beginning, ending and run of up to five letters of a word, and the word itself, speaks for
and against each of some languages; Swedish is one of them in whatever state: sound, without its
letters, or as an English-language OCR run leaves it. ``shapes.npz`` (written by
``training.shapes``): ``weights``, a row for each of 2^n runs by their hash, a column for each
language, in steps of ``step``; ``languages``, their codes, Swedish first.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt

LONGEST_RUN = 5
"""Letters."""
LOOKED_AT = 20
"""Letters of a word; what follows says no more."""
KEPT = 1 << 14
"""Words of which the languages are kept."""


@dataclass(frozen=True, slots=True, eq=False)
class Shapes:
    """What the runs of letters say; equal to itself alone."""

    weights: npt.NDArray[np.int8]
    step: float
    languages: tuple[str, ...]

    def chances(self, word: str) -> tuple[float, ...]:
        """ln p of each language, given the word in lower case, all being as frequent."""
        return _chances(self, word)


def runs(word: str, buckets: int) -> list[int]:
    """The rows that speak of a word in lower case, each once; ``buckets`` is a power of two."""
    marked = f"^{word[:LOOKED_AT]}$"
    found = {
        crc32(marked[i : i + n].encode("utf-8", "surrogatepass")) & (buckets - 1)
        for n in range(1, LONGEST_RUN + 1)
        for i in range(len(marked) - n + 1)
    }
    found.add(crc32(f"={marked}".encode("utf-8", "surrogatepass")) & (buckets - 1))
    return sorted(found)


@lru_cache(maxsize=KEPT)
def _chances(shapes: Shapes, word: str) -> tuple[float, ...]:
    rows = shapes.weights[runs(word, len(shapes.weights))]
    scores = (rows.sum(axis=0, dtype=np.int64) * shapes.step).tolist()
    most = max(scores)
    total = most + math.log(math.fsum(math.exp(score - most) for score in scores))
    return tuple(score - total for score in scores)


def read_shapes(path: Path) -> Shapes:
    """Read the shipped weights."""
    with np.load(path, allow_pickle=False) as data:
        return Shapes(data["weights"], float(data["step"]), tuple(data["languages"].tolist()))
