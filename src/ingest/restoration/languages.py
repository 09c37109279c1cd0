"""Which language is a text in, and is it Swedish that lost its letters?

Counts every word against the frequent words of a dozen languages
(``languages.json``: words in order of frequency, from wordfreq), of Swedish as
it is written, and of Swedish as an English-language OCR run leaves it.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from ingest.restoration.lexicon import fold

SOUND, LOST = "sv", "sv without letters"
WORD = re.compile(r"[^\W_]*[^\W\d_][^\W_]*|&r|p&|f&|s&|d&")
UNSEEN = -11.0
"""ln p of a word that is not among a language's frequent words (a share of e^-11 each)."""
ZIPF_SHIFT, ZIPF_SCALE = 2.7, 2.2
"""ln p of the word of rank r is about -ln(r + 2.7) - 2.2 (Zipf and Mandelbrot; total 1)."""
MISREAD = 1.0
"""Nats taken off where é, 6 and the like must be taken for a lost letter."""
SWEDISH_LETTERS = re.compile("[åäö]")
LOOKALIKES = str.maketrans({"é": "o", "6": "o", "4": "a", "&": "a", "1": "l", "0": "o", "3": "a"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """How well a text fits Swedish in two states, and the best of the other languages (ln p)."""

    words: int
    sound: float
    lost: float
    other: float
    language: str
    """The best of the other languages."""


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, float]]:
    raw = json.loads((files("ingest") / "data" / "languages.json").read_text(encoding="utf-8"))
    tables = {
        language: {word: -math.log(rank + ZIPF_SHIFT) - ZIPF_SCALE for rank, word in enumerate(words.split())}
        for language, words in raw.items()
    }
    lost: dict[str, float] = {}
    for word, p in tables[SOUND].items():
        if len(word) > 1 or word == fold(word):  # `å` would make every `a` of a list a lost letter
            lost.setdefault(fold(word), p)
    tables[LOST] = lost
    return tables


@lru_cache(maxsize=100_000)
def _word(word: str) -> tuple[float, ...]:
    """ln p of a word in lower case: sound Swedish, lost Swedish, then the other languages."""
    tables = _tables()
    sound = tables[SOUND].get(word, UNSEEN)
    lost = tables[LOST].get(word)
    if lost is None:
        lost = UNSEEN
        if not word.isascii() or not word.isalpha():
            for letter in "oa":
                guess = word.replace("é", letter).translate(LOOKALIKES)
                if guess != word:
                    lost = max(lost, tables[LOST].get(guess, UNSEEN) - MISREAD)
    if SWEDISH_LETTERS.search(word):
        lost = UNSEEN - 4
        sound = max(sound, UNSEEN + 1)
    return (
        sound,
        lost,
        *(table.get(word, UNSEEN) for name, table in tables.items() if name not in (SOUND, LOST)),
    )


def evidence(text: str) -> Evidence:
    """Weigh every word of the text."""
    words = [word.lower() for word in WORD.findall(text)]
    names = [name for name in _tables() if name not in (SOUND, LOST)]
    if not words:
        return Evidence(0, 0.0, 0.0, 0.0, "")
    columns = [math.fsum(column) for column in zip(*map(_word, words), strict=True)]
    other = max(range(len(names)), key=lambda i: columns[i + 2])
    return Evidence(len(words), columns[0], columns[1], columns[other + 2], names[other])
