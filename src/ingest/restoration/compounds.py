"""Swedish compounds that stand in no word list: made of parts that do."""

from __future__ import annotations

from ingest.restoration.lexicon import Lexicon

SHORTEST_PART = 3
"""Letters; shorter parts (`i`, `å`) make nonsense of too many words."""
RAREST_PART = 175
"""Quantised log-frequency; rarer words are no parts (e^-17.5: once in 40 million, list-only words drop out)."""
JOINT = 25
"""Cost of each joint in the units of the word list; from the share of new compounds in held-out text."""
LONGEST = 40
"""Letters; longer strings are not words."""


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
        tail = word[cut:]
        right = frequency.get(tail)
        if right is None or right > RAREST_PART:
            continue
        head = word[:cut]
        left = frequency.get(head)
        if (left is None or left > RAREST_PART) and head[-1] == "s" and cut > SHORTEST_PART:
            left = frequency.get(head[:-1])
        if left is None or left > RAREST_PART:
            left = compound_cost(head, lexicon, depth - 1) if depth > 2 else None
        if left is not None and (best is None or left + right + JOINT < best):
            best = left + right + JOINT
    return best
