"""Words with a number each, looked up where they lie: nothing is built when they are loaded.

In a file of several arrays (``.npz``) a table is two of them: ``NAME words``, a
trie as the library marisa-trie writes it, and ``NAME numbers``, by the number
that the trie gives each word. ``training.words`` writes them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import overload

import marisa_trie
import numpy as np
import numpy.typing as npt

KEPT = 1 << 15
"""Words whose numbers are kept, as the trie takes a microsecond for one; 150,000 characters of text
look up 54,000 different words and parts of words, most of them several times."""


@dataclass(frozen=True, slots=True, eq=False)
class WordTable:
    """Words to whole numbers; read like a dictionary. Equal to itself alone."""

    trie: marisa_trie.Trie
    numbers: Sequence[int]
    """By the number that the trie gives a word."""
    own: Mapping[str, int] = field(default_factory=dict)
    """Words beside those of the file, or with another number."""

    def __iter__(self) -> Iterator[str]:
        """The words of the file, in no particular order."""
        return iter(self.trie)

    def __contains__(self, word: str) -> bool:
        """Whether the table holds the word."""
        return self.get(word) is not None

    @overload
    def get(self, word: str) -> int | None: ...

    @overload
    def get(self, word: str, default: int) -> int: ...

    def get(self, word: str, default: int | None = None) -> int | None:
        """The word's number, or ``default``."""
        number = _number(self, word)
        return default if number is None else number

    def with_words(self, own: Mapping[str, int]) -> WordTable:
        """The same table with other words first."""
        return WordTable(self.trie, self.numbers, own)


@lru_cache(maxsize=KEPT)
def _number(table: WordTable, word: str) -> int | None:
    known = table.own.get(word)
    if known is not None:
        return known
    try:
        place: int | None = table.trie.get(word)
    except UnicodeEncodeError:  # half a surrogate pair, which no word of the file holds
        return None
    if place is None or "\0" in word:  # the library takes a zero for the end
        return None
    return table.numbers[place]


def word_table(data: Mapping[str, npt.NDArray[np.uint8]], name: str) -> WordTable:
    """The table ``name`` of an open file."""
    return WordTable(trie(data[f"{name} words"]), data[f"{name} numbers"].data)


def trie(stored: npt.NDArray[np.uint8]) -> marisa_trie.Trie:
    """A trie out of the bytes of an array."""
    return marisa_trie.Trie().frombytes(stored.tobytes())
