"""Paragraphs that come whole columns one after the other: where each column ends. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from ingest.dump_links import (
    NEVER,
    SAME_TOPIC,
    Assignment,
    Link,
    Weights,
    likeness,
    logsum,
    opening_odds,
    pattern_of,
)


@dataclass(slots=True)
class Columns:
    """All ways to cut the paragraphs of one page into consecutive cells, one a period."""

    chain: Sequence[Link]
    periods: int
    weights: Weights
    beyond_break: bool = False
    before: list[list[float]] = field(init=False)
    """[c][i]: log of the summed weight of all ways to fill the first c cells with the first i paragraphs."""
    after: list[list[float]] = field(init=False)
    """[c][i]: the same for the cells from c on with the paragraphs from i on."""
    scores: dict[tuple[int, int, int], float] = field(init=False)

    def __post_init__(self) -> None:
        """Sum over all ways; then once more, knowing which paragraphs are likely to open cells."""
        chain, count = self.chain, len(self.chain)
        opening = [0.0] + [opening_odds(chain, index, self.weights) for index in range(1, count)]
        self._sum(opening)
        patterns = [pattern_of(chain, index) for index in range(count)]
        if any(pattern is not None for pattern in patterns):
            opens = [self._opens(index) for index in range(count)]
            for index, pattern in enumerate(patterns):
                if pattern is not None:
                    opening[index] += self.weights.restates * (2 * opens[pattern] - 1)
            self._sum(opening)

    def _opens(self, index: int) -> float:
        """Probability that a cell begins with the paragraph."""
        ends = range(index + 1, len(self.chain) + 1)
        return sum(self.cell_probability(cell, index, end) for cell in range(self.periods) for end in ends)

    def _sum(self, opening: Sequence[float]) -> None:
        count, periods = len(self.chain), self.periods
        self.scores = self._all_scores(opening)
        self.before = [[NEVER] * (count + 1) for _ in range(periods + 1)]
        self.after = [[NEVER] * (count + 1) for _ in range(periods + 1)]
        self.before[0][0] = self.after[periods][count] = 0.0
        for cell in range(periods):
            for end in range(count + 1):
                self.before[cell + 1][end] = logsum(
                    [self.before[cell][start] + self.scores[cell, start, end] for start in range(end + 1)]
                )
        for cell in reversed(range(periods)):
            for start in range(count + 1):
                self.after[cell][start] = logsum(
                    [
                        self.scores[cell, start, end] + self.after[cell + 1][end]
                        for end in range(start, count + 1)
                    ]
                )

    @property
    def total(self) -> float:
        """Log of the summed weight of all ways."""
        return self.after[0][0]

    def _all_scores(self, opening: Sequence[float]) -> dict[tuple[int, int, int], float]:
        chain, weights, count = self.chain, self.weights, len(self.chain)
        lengths = [0]
        for link in chain:
            lengths.append(lengths[-1] + len(link.text))
        repeated = {
            (i, j): max(0.0, likeness(chain[i].text, chain[j].text) - SAME_TOPIC)
            for i, j in combinations(range(count), 2)
        }
        empty = weights.empty_beyond_break if self.beyond_break else weights.empty
        scores: dict[tuple[int, int, int], float] = {}
        for start in range(count + 1):
            repetition = 0.0
            for end in range(start, count + 1):
                if end > start:
                    repetition += sum(repeated[i, end - 1] for i in range(start, end - 1))
                share = (lengths[end] - lengths[start]) / max(lengths[-1], 1)
                plain = (
                    weights.repetition * repetition
                    + weights.balance * (share * self.periods - 1) ** 2
                    + (empty if start == end else opening[start])
                )
                for cell in range(self.periods):
                    told = sum(link.fit(cell, weights) for link in chain[start:end])
                    scores[cell, start, end] = plain + told
        return scores

    def cell_probability(self, cell: int, start: int, end: int) -> float:
        """That the cell holds exactly the paragraphs from ``start`` to before ``end``."""
        log = (
            self.before[cell][start] + self.scores[cell, start, end] + self.after[cell + 1][end] - self.total
        )
        return min(1.0, math.exp(log))

    def assignment(self) -> Assignment:
        """The way that gets most cells right, and how likely each of them is right."""
        cuts = self._best_cuts()
        spans = list(pairwise(cuts))
        labels = tuple(cell for cell, (start, end) in enumerate(spans) for _ in range(start, end))
        count = len(self.chain)
        shares = [[0.0] * self.periods for _ in range(count)]
        for cell in range(self.periods):
            for start in range(count + 1):
                for end in range(start + 1, count + 1):
                    probability = self.cell_probability(cell, start, end)
                    for index in range(start, end):
                        shares[index][cell] += probability
        cells = tuple(self.cell_probability(cell, start, end) for cell, (start, end) in enumerate(spans))
        return Assignment(labels, tuple(tuple(share) for share in shares), cells)

    def _best_cuts(self) -> tuple[int, ...]:
        """The cuts with the highest expected number of right cells.

        Not the likeliest cuts of all: where one boundary is open, those may pay for it with a
        cell that is otherwise sure.
        """
        count = len(self.chain)
        best: list[tuple[float, tuple[int, ...]]] = [(0.0, (0,))] + [(NEVER, ())] * count
        for cell in range(self.periods):
            best = [
                max(
                    (
                        (best[start][0] + self.cell_probability(cell, start, end), (*best[start][1], end))
                        for start in range(end + 1)
                        if best[start][1]
                    ),
                    default=(NEVER, ()),
                )
                for end in range(count + 1)
            ]
        return best[count][1]
