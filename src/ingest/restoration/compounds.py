"""Swedish compounds that stand in no word list: made of parts that do."""

from __future__ import annotations

from functools import lru_cache

from ingest.restoration.lexicon import KEPT, Lexicon
from ingest.restoration.word_table import WordTable

SHORT_PART = 115
"""Quantised log-frequency that a part of three letters must have: `hus`, `väg`, but not `tie`."""
SHORTEST_PART = 3
"""Letters; shorter parts (`i`, `å`) make nonsense of too many words."""
RAREST_PART = 175
"""Quantised log-frequency; rarer words (under 1 in 40 million) are no parts."""
JOINT = 25
"""Cost of each joint in the units of the word list (a factor of 12 in frequency). Set by hand."""
FAR_FETCHED = 300
"""Quantised cost from which on a compound looks made up of misread letters."""
LONGEST = 40
"""Letters; longer strings are not words."""


@lru_cache(maxsize=KEPT)
def compound_cost(word: str, lexicon: Lexicon, depth: int = 3) -> int | None:
    """The cost of the cheapest split of ``word`` into known parts, None where there is none.

    In the units of the word list (-10 ln p). A linking ``s`` costs nothing;
    `tillstånd|s|enheten`.
    """
    frequency = lexicon.frequency
    if len(word) > LONGEST or len(word) < 2 * SHORTEST_PART:
        return None
    best: int | None = None
    for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        right = _part(word[cut:], frequency)
        if right is None:
            continue
        head = word[:cut]
        left = _part(head, frequency)
        if left is None and head[-1] == "s" and cut > SHORTEST_PART:
            left = _part(head[:-1], frequency)
        if left is None and depth > 2:
            left = compound_cost(head, lexicon, depth - 1)
        if left is not None and (best is None or left + right + JOINT < best):
            best = left + right + JOINT
    return best


def _part(word: str, frequency: WordTable) -> int | None:
    cost = frequency.get(word)
    if cost is None or cost > (RAREST_PART if len(word) > SHORTEST_PART else SHORT_PART):
        return None
    return cost
