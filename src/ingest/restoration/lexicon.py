"""The Swedish word list: which words there are, how frequent, and how they lose their letters.

Arrays of ``words-sv.npz`` (written by ``training.words``): the table
``frequency`` (-10 times the natural logarithm of a word's frequency); the tables
``accented 0`` to ``accented 2`` (for each folded spelling its most frequent
accented form, the second, the third, as the number that the trie of ``frequency``
gives the form); and the trie ``proper`` of the proper names. Tables and tries:
see :mod:`ingest.restoration.word_table`.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np

from ingest.restoration.word_table import WordTable, trie, word_table

LAYERS = 3
"""Accented forms that a folded spelling may have: `far`, `får`, `fär`."""
_FOLD = str.maketrans("åäöéèüàáâêëôóòíîúûñç", "aaoeeuaaaeeoooiiuunc")

KEPT = 1 << 14
"""Spellings of which forms, splits and rarity are kept; 150,000 characters of text ask for the forms
of 7,000."""
GENITIVE = 15
"""Added to the cost of a word whose genitive is not in the list (one form in four or five)."""
USER_WORD = 80
"""Quantised log-frequency given to a word of the user's own list: as a word met once in 3,000."""


def fold(word: str) -> str:
    """The word in lower case as an English reader sees its letters.

    >>> fold("Öxnehaga")
    'oxnehaga'
    """
    lower = word.lower()
    return lower if lower.isascii() else lower.translate(_FOLD)


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Known words in lower case; equal to itself alone, so that what was found in it is kept."""

    frequency: WordTable
    """-10 × ln of the relative frequency; small is frequent."""
    proper: Container[str]
    """Words that are written with a capital wherever they stand."""
    accented: tuple[WordTable, ...]
    """Folded spelling to the place of an accented form in the trie of ``frequency``, most frequent
    form first."""
    extra: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Folded spelling to forms of the user's own list."""

    def __contains__(self, word: str) -> bool:
        """Whether the word, in any case, is known."""
        return word.lower() in self.frequency

    def forms(self, folded: str) -> tuple[str, ...]:
        """Every known word that loses its letters to ``folded``, accented ones first."""
        return _forms(self, folded)

    def cost(self, word: str) -> int | None:
        """Quantised log-frequency of a word in lower case, also as a genitive; None if unknown."""
        known = self.frequency.get(word)
        if known is None and word.endswith("s") and len(word) > 3:
            known = self.frequency.get(word[:-1])
            return None if known is None else known + GENITIVE
        return known

    def with_words(self, words: Iterable[str]) -> Lexicon:
        """The same list with a user's own words, which count as frequent."""
        parts = [part for word in words for part in word.lower().split() if len(part) > 1]
        if not parts:
            return self
        own: dict[str, int] = {}
        extra: dict[str, tuple[str, ...]] = {}
        for part in parts:
            own[part] = min(USER_WORD, self.frequency.get(part, USER_WORD))
            known = extra.get(fold(part), ())
            extra[fold(part)] = known if part in known else (*known, part)
        return Lexicon(self.frequency.with_words(own), self.proper, self.accented, extra)


@lru_cache(maxsize=KEPT)
def _forms(lexicon: Lexicon, folded: str) -> tuple[str, ...]:
    found = list(lexicon.extra.get(folded, ()))
    for layer in lexicon.accented:
        place = layer.get(folded)
        if place is None:
            break
        form = lexicon.frequency.trie.restore_key(place)
        if form not in found:
            found.append(form)
    if folded in lexicon.frequency and folded not in found:
        found.append(folded)
    if not found and folded.endswith("s"):
        return tuple(form + "s" for form in _forms(lexicon, folded[:-1]))
    return tuple(found)


def read_lexicon(path: Path) -> Lexicon:
    """Read the shipped word list.

    Raises ValueError for a file of another format.
    """
    with np.load(path, allow_pickle=False) as data:
        if "proper" not in data:
            raise ValueError(f"{path.name} is no word list of this version; build it with `make train`")
        return Lexicon(
            word_table(data, "frequency"),
            trie(data["proper"]),
            tuple(word_table(data, f"accented {layer}") for layer in range(LAYERS)),
        )
