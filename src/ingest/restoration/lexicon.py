"""The Swedish word list: which words there are, how frequent, and how they lose their letters.

File format of ``words-sv.bin`` (written by ``training.words``): a line that names
the format, then one zlib stream of a 4-byte length, the words in UTF-8 (blocks
parted by an empty line: for each folded spelling its most frequent accented
form, the second, the third; last the words without accents), and one byte a
word (-10 times the natural logarithm of its frequency), one bit a word: a proper name.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import compress
from pathlib import Path

import numpy as np

MAGIC = b"tertial-words-2\n"
_FOLD = str.maketrans("åäöéèüàáâêëôóòíîúûñç", "aaoeeuaaaeeoooiiuunc")
_ACCENTS = (("åäàáâ", "a"), ("öôóò", "o"), ("éèêë", "e"), ("üúû", "u"), ("íî", "i"), ("ñ", "n"), ("ç", "c"))

GENITIVE = 15
"""Added to the cost of a word whose genitive is not in the list (one form in four or five)."""
USER_WORD = 80
"""Quantised log-frequency given to a word of the user's own list: as a word met once in 3,000."""


def fold(word: str) -> str:
    """The word in lower case as an English reader sees its letters.

    >>> fold("Öxnehaga")
    'oxnehaga'
    """
    return word.lower().translate(_FOLD)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Known words in lower case."""

    frequency: dict[str, int]
    """-10 × ln of the relative frequency; small is frequent."""
    proper: frozenset[str]
    """Words that are written with a capital wherever they stand."""
    accented: tuple[dict[str, str], ...]
    """Folded spelling to accented form, most frequent form first."""
    extra: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Folded spelling to forms of the user's own list."""

    def __contains__(self, word: str) -> bool:
        """Whether the word, in any case, is known."""
        return word.lower() in self.frequency

    def forms(self, folded: str) -> list[str]:
        """Every known word that loses its letters to ``folded``, accented ones first."""
        found = list(self.extra.get(folded, ()))
        for layer in self.accented:
            form = layer.get(folded)
            if form is None:
                break
            if form not in found:
                found.append(form)
        if folded in self.frequency and folded not in found:
            found.append(folded)
        if not found and folded.endswith("s"):
            found = [form + "s" for form in self.forms(folded[:-1])]
        return found

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
        frequency = dict(self.frequency)
        extra: dict[str, tuple[str, ...]] = {}
        for part in parts:
            frequency[part] = min(USER_WORD, frequency.get(part, USER_WORD))
            known = extra.get(fold(part), ())
            extra[fold(part)] = known if part in known else (*known, part)
        return Lexicon(frequency, self.proper, self.accented, extra)


def read_lexicon(path: Path) -> Lexicon:
    """Read the shipped word list.

    Raises ValueError for a file of another format.
    """
    raw = path.read_bytes()
    if not raw.startswith(MAGIC):
        raise ValueError(f"{path.name} is no word list of this version; build it with `make train`")
    data = zlib.decompress(raw[len(MAGIC) :])
    length = int.from_bytes(data[:4], "big")
    text, rest = data[4 : 4 + length].decode(), data[4 + length :]
    blocks = text.split("\n\n")
    layers = []
    words: list[str] = []
    for block in blocks[:-1]:
        plain = block
        for accents, letter in _ACCENTS:
            for accent in accents:
                if accent in plain:
                    plain = plain.replace(accent, letter)
        forms = block.split("\n")
        layers.append(dict(zip(plain.split("\n"), forms, strict=True)))
        words += forms
    words += blocks[-1].split("\n")
    values, bits = rest[: len(words)], np.frombuffer(rest[len(words) :], np.uint8)
    proper = frozenset(compress(words, np.unpackbits(bits, count=len(words)).tolist()))
    return Lexicon(dict(zip(words, values, strict=True)), proper, tuple(layers))
