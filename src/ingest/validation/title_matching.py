"""Which commitments of two lists are the same: equal titles first, then the most alike ones."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_NUMBER = re.compile(r"^\s*(?:\d+(?:\.\d+)*[a-z]?[.):]?\s+)")
_NOT_LETTERS = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class TitleMatch:
    """One wanted title and what was found for it."""

    wanted: int
    """Index in the wanted titles."""
    found: int | None
    """Index in the found titles; None where none is alike enough."""
    similarity: float
    """1.0 for titles that differ at most in numbering, case, punctuation and diacritics."""


def same_letters(title: str) -> str:
    """A title without numbering, case, punctuation, diacritics: what makes two prints of it equal.

    >>> same_letters("5.2a Öka  tryggheten – nu!")
    'oka tryggheten nu'
    """
    decomposed = unicodedata.normalize("NFD", _NUMBER.sub("", title).casefold())
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(_NOT_LETTERS.sub(" ", letters).split())


def match_titles(wanted: Sequence[str], found: Sequence[str], threshold: float) -> list[TitleMatch]:
    """Pair each wanted title with at most one found title, the most alike pairs first.

    ``threshold`` is the similarity (share of letters in common order, 0 to 1)
    below which two titles are different commitments. One entry a wanted title, in order.
    """
    left, right = [same_letters(title) for title in wanted], [same_letters(title) for title in found]
    pairs = sorted(
        ((_similarity(a, b), i, j) for i, a in enumerate(left) for j, b in enumerate(right)),
        key=lambda pair: (-pair[0], abs(pair[1] - pair[2]), pair[1]),
    )
    partner: dict[int, tuple[int, float]] = {}
    used: set[int] = set()
    for similarity, i, j in pairs:
        if similarity >= threshold and i not in partner and j not in used:
            partner[i] = (j, similarity)
            used.add(j)
    return [TitleMatch(i, *partner.get(i, (None, 0.0))) for i in range(len(wanted))]


def _similarity(a: str, b: str) -> float:
    if a == b:
        return 1.0
    return min(SequenceMatcher(None, a, b, autojunk=False).ratio(), 0.999)
