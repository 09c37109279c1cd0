"""Words of a line → the same, each at its own ink.

Tesseract's model reads a line as a whole and works out afterwards where each word stands; now and then all
words from one on get the place of the next. By their places they would then come out jumbled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, zip_longest
from statistics import median

import numpy as np

from ingest.ink import Flags, Grey, ink_in
from ingest.tesseract import SheetWord
from ingest.word_ink import ink_of

NARROW, WIDE = frozenset("iljtfrI.,:;!|()[]'-"), frozenset("mwMW–—ÅÄÖABCDEFGHKNOPQRSUVXYZ")
NARROWER, WIDER = 0.56, 1.31
"""Widths of such letters, in those of others: means over Liberation Sans and Serif, Carlito and DejaVu."""

WITHIN = 0.5
"""Share of its box that lies on a word's own ink at least: of boxes that are off by a word none does."""

MOST_WIDE = 1.5
"""Width of a box at most, in widths of the word's own ink: some boxes go on to the end of the line."""

CLEARLY = 1.3
"""How many times as wide as the other gaps of a line those between its words are: fewer words were read than
stand there, or more, where they are not."""

EVEN = 1.35
"""How many times as wide as usual, or as narrow, the letters of a word of three and more are at most: else
the widest gaps of the line are not those between its words."""

CLIPPED = 10
"""Pixels by which the ink of a word may begin before its box: half a letter. A “g” began six before."""

FEWEST_LETTERS = 3
"""Letters of a word from which its width tells something."""


def at_their_ink(line: Sequence[SheetWord], sheet: Grey) -> list[SheetWord]:
    """The words of a line; where one stands off the ink that its order gives it, all at the ink between the
    widest gaps. The line stays as it is where that does not fit the lengths of the words, but for boxes that
    go on over the next words."""
    line = _ending_before_next(sorted(line, key=lambda word: word.x0), sheet)
    words = list(line)
    if not words or not all(_is_inked(word, sheet) for word in words):
        return list(line)  # a sign read into white
    x0, x1 = min(word.x0 for word in words), max(word.x1 for word in words)
    top, bottom = min(word.top for word in words), max(word.bottom for word in words)
    inked = np.asarray(ink_in(sheet[top:bottom, x0:x1]).any(axis=0))
    pieces = _pieces(inked, len(words))
    if len(pieces) != len(words):
        return list(line)
    places = [(x0 + start, x0 + end) for start, end in pieces]
    if all(_lies_on(word, place) for word, place in zip(words, places, strict=True)):
        return list(line)
    widths = [
        (end - start) / _length(word.text)
        for word, (start, end) in zip(words, places, strict=True)
        if len(word.text) >= FEWEST_LETTERS
    ]
    usual = median(widths) if widths else 0.0
    if not all(usual / EVEN <= width <= usual * EVEN for width in widths):
        return list(line)
    return [replace(word, x0=start, x1=end) for word, (start, end) in zip(words, places, strict=True)]


def _ending_before_next(words: Sequence[SheetWord], sheet: Grey) -> list[SheetWord]:
    """The words, those whose box holds the next one whole as far as the gap before that."""
    ended = []
    for word, following in zip_longest(words, words[1:]):
        if following and word.x0 < following.x0 and word.x1 >= following.x1:
            ink = np.asarray(ink_of(replace(word, x1=following.x0), sheet).any(axis=0), np.bool_)
            white = np.flatnonzero(~ink)
            if len(white) and white[-1] >= len(ink) - CLIPPED and ink[: white[-1]].any():
                word = replace(word, x1=word.x0 + int(np.flatnonzero(ink[: white[-1]])[-1]) + 1)
        ended.append(word)
    return ended


def _is_inked(word: SheetWord, sheet: Grey) -> bool:
    return bool(ink_of(word, sheet).any())


def _length(text: str) -> float:
    """How long a word is, in letters of usual width."""
    return sum(NARROWER if sign in NARROW else WIDER if sign in WIDE else 1.0 for sign in text)


def _pieces(inked: Flags, count: int) -> list[tuple[int, int]]:
    """The ink of a line as so many pieces, parted by its widest gaps; none where others are as wide."""
    columns = np.flatnonzero(inked)
    gaps = np.diff(columns)
    if len(gaps) < count:
        return []
    order = np.argsort(-gaps, kind="stable")
    if count > 1 and gaps[order[count - 2]] - 1 < CLEARLY * (gaps[order[count - 1]] - 1):
        return []
    borders = [-1, *np.sort(order[: count - 1]).tolist(), len(columns) - 1]
    return [(int(columns[first + 1]), int(columns[last]) + 1) for first, last in pairwise(borders)]


def _lies_on(word: SheetWord, place: tuple[int, int]) -> bool:
    width, wanted = word.x1 - word.x0, place[1] - place[0]
    shared = min(word.x1, place[1]) - max(word.x0, place[0])
    return shared >= WITHIN * min(width, wanted) and width <= MOST_WIDE * wanted
