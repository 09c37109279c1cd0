"""What a document says of its own words: names that repeat, parts that other words share.

Readings of one spelling are weighed together over all its places, and a reading
gains where other words of the document begin or end as it does (`gäng-` in
`gängkriminalitet` speaks for `Gängsnacket`). Words of everyday language are left
to their neighbours: `har` may be `har` here and `här` there.
"""

from __future__ import annotations

import collections
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from ingest.restoration.decide import FEATURES, Choice
from ingest.restoration.lexicon import fold

WORD = re.compile(r"[^\W\d_]{4,}")
SHORTEST = 4
"""Letters that two words must share to speak for each other."""
SMOOTHING = 0.3
"""Added to the support of every reading, so that one place cannot outvote its own evidence."""
MOST_WITNESSES = 3.0
"""Other places of a word count up to this many times; they repeat the same misreading too."""
PART_WEIGHT = 0.7
"""Exponent of the odds that shared beginnings and ends give; below 1 since parts are weaker
witnesses than whole words."""
TELLING = 0.02
"""Probability of the second reading from which on a choice is weighed again."""
_RARE = FEATURES.index("rare")
_UNKNOWN = FEATURES.index("unknown")
_COMPOUND = FEATURES.index("compound")
EVERYDAY = 6.0
"""Nats; words of the language model's vocabulary (0) and listed words more frequent than this
are decided by their neighbours alone."""


class _Vocabulary:
    """The words of a document, each place once, to be counted by beginning and end."""

    def __init__(self, words: list[str]) -> None:
        self._forward = sorted(words)
        self._backward = sorted(word[::-1] for word in words)

    def beginning(self, part: str, key: str) -> int:
        """Words that begin so and do not fold to ``key``."""
        return _count(self._forward, part, key, 1)

    def ending(self, part: str, key: str) -> int:
        """Words that end so and do not fold to ``key``."""
        return _count(self._backward, part[::-1], key, -1)


def _count(words: list[str], part: str, key: str, step: int) -> int:
    low, high = bisect_left(words, part), bisect_left(words, part + "\uffff")
    return sum(fold(word[::step]) != key for word in words[low:high])


def agreed(chosen: Sequence[Choice], text: str) -> list[Choice]:
    """The choices of one document, weighed again with what the document repeats."""
    places: dict[str, list[int]] = collections.defaultdict(list)
    for i, choice in enumerate(chosen):
        if choice.readings and _is_rare(choice):
            places[fold(choice.readings[0])].append(i)
    if not places:
        return list(chosen)
    vocabulary = _Vocabulary(_words_of(text, chosen))
    out = list(chosen)
    for key, where in places.items():
        support: dict[str, float] = collections.defaultdict(float)
        for i in where:
            for reading, p in zip(chosen[i].readings, chosen[i].probabilities, strict=True):
                support[reading.lower()] += p
        for i in where:
            choice = chosen[i]
            if (len(choice.readings) > 1 and choice.probabilities[1] >= TELLING) or len(where) > 1:
                out[i] = _weighed(choice, support, len(where), vocabulary, key)
    return out


def _is_rare(choice: Choice) -> bool:
    features = choice.features[0]
    return bool(features[_UNKNOWN] or features[_COMPOUND] or features[_RARE] > EVERYDAY)


def _words_of(text: str, chosen: Sequence[Choice]) -> list[str]:
    """The document's longer words in lower case, each place once, as presently read."""
    words, at = [], 0
    for choice in chosen:
        words += WORD.findall(text[at : choice.start].lower())
        if choice.probabilities[0] > 0.5:
            words += WORD.findall(choice.readings[0].lower())
        at = choice.end
    return words + WORD.findall(text[at:].lower())


def _weighed(
    choice: Choice, support: dict[str, float], places: int, vocabulary: _Vocabulary, key: str
) -> Choice:
    witnesses = min(places - 1, MOST_WITNESSES)
    best = choice.readings[0].lower()
    weights = []
    for reading, p in zip(choice.readings, choice.probabilities, strict=True):
        others = (support[reading.lower()] - p) / max(1, places - 1)
        weight = p * (others + SMOOTHING) ** witnesses
        if p >= TELLING and reading.lower() != best:
            weight *= _part_odds(reading.lower(), best, vocabulary, key) ** PART_WEIGHT
        weights.append(weight)
    total = sum(weights)
    order = sorted(range(len(weights)), key=lambda i: -weights[i])
    return replace(
        choice,
        readings=tuple(choice.readings[i] for i in order),
        probabilities=tuple(weights[i] / total for i in order),
        features=tuple(choice.features[i] for i in order),
    )


def _part_odds(reading: str, rival: str, vocabulary: _Vocabulary, key: str) -> float:
    """How much likelier the document's other words make ``reading`` than ``rival``."""
    if len(reading) != len(rival):
        return 1.0
    differ = [i for i, (a, b) in enumerate(zip(reading, rival, strict=True)) if a != b]
    if not differ:
        return 1.0
    head, tail = max(differ[-1] + 2, SHORTEST), min(differ[0] - 1, len(reading) - SHORTEST)
    odds = 1.0
    if head < len(reading):
        odds *= (vocabulary.beginning(reading[:head], key) + 1) / (
            vocabulary.beginning(rival[:head], key) + 1
        )
    if tail > 0:
        odds *= (vocabulary.ending(reading[tail:], key) + 1) / (vocabulary.ending(rival[tail:], key) + 1)
    return odds
