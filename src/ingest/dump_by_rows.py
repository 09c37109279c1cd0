"""Paragraphs that come by rows, across the columns: which column each stands in. Pure.

A column whose paragraphs are at an end is not met again in later rows; so the
columns of a row are, as a rule, among those of the row before.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ingest.dump_links import NEVER, Assignment, Link, Weights, logsum

GOES_ON = math.log(0.6)
"""That a column has another paragraph in the next row, and :data:`ENDS` that it has not: cells hold
two to three paragraphs."""
ENDS = math.log(0.4)
FILLED = math.log(0.9)
"""That a column has anything at all, and :data:`EMPTY` that it has not."""
EMPTY = math.log(0.1)
RETURNS = math.log(0.03)
"""That a column is met again after a row without it: its paragraphs stand lower than the others'."""
APART = math.log(0.02)
"""That a paragraph in one block with the one before stands in another column."""

State = tuple[frozenset[int], frozenset[int], int, bool]
"""Columns of the row before, columns of this row so far, the last one, whether it is the first row."""


@dataclass(frozen=True)
class Rows:
    """All ways to deal the paragraphs out to the columns, row by row."""

    chain: Sequence[Link]
    periods: int
    weights: Weights

    @cached_property
    def total(self) -> float:
        """Log of the summed weight of all ways."""
        return self._total({})

    def assignment(self) -> Assignment:
        """The likeliest way, and how likely it is."""
        shares = [
            tuple(
                math.exp(self._total({index: frozenset({label})}) - self.total)
                for label in range(self.periods)
            )
            for index in range(len(self.chain))
        ]
        labels = self._best()
        cells = []
        for period in range(self.periods):
            others = frozenset(range(self.periods)) - {period}
            fixed = {
                index: frozenset({period}) if label == period else others
                for index, label in enumerate(labels)
            }
            cells.append(min(1.0, math.exp(self._total(fixed) - self.total)))
        return Assignment(labels, tuple(shares), tuple(cells))

    def _start(self) -> State:
        return frozenset(range(self.periods)), frozenset(), -1, True

    def _total(self, fixed: dict[int, frozenset[int]]) -> float:
        sums: dict[State, float] = {self._start(): 0.0}
        for index in range(len(self.chain)):
            reached: dict[State, list[float]] = {}
            for state, weight in sums.items():
                for new, cost in self._steps(index, state):
                    if index not in fixed or new[2] in fixed[index]:
                        reached.setdefault(new, []).append(weight + cost)
            sums = {state: logsum(weights) for state, weights in reached.items()}
        return logsum([weight + self._end(state) for state, weight in sums.items()])

    def _best(self) -> tuple[int, ...]:
        paths: dict[State, tuple[float, tuple[int, ...]]] = {self._start(): (0.0, ())}
        for index in range(len(self.chain)):
            reached: dict[State, tuple[float, tuple[int, ...]]] = {}
            for state, (weight, labels) in paths.items():
                for new, cost in self._steps(index, state):
                    candidate = (weight + cost, (*labels, new[2]))
                    if new not in reached or candidate[0] > reached[new][0]:
                        reached[new] = candidate
            paths = reached
        return max(((weight + self._end(state), labels) for state, (weight, labels) in paths.items()))[1]

    def _steps(self, index: int, state: State) -> list[tuple[State, float]]:
        """The columns the paragraph may stand in after ``state``, each with its log-weight."""
        link = self.chain[index]
        before, now, last, first = state
        steps: list[tuple[State, float]] = []
        aside = APART if link.glued and last >= 0 else 0.0
        if aside:
            steps.append((state, 0.0))
        cost = 0.0
        for column in range(last + 1, self.periods):
            steps.append(
                ((before, now | {column}, column, first), aside + cost + self._meets(column, before, first))
            )
            cost += self._misses(column, before, first)
        if now:
            for column in range(self.periods):
                next_row = (now, frozenset({column}), column, False)
                steps.append((next_row, aside + cost + self._meets(column, now, False)))
                cost += self._misses(column, now, False)
        return [(new, weight + link.fit(new[2], self.weights)) for new, weight in steps]

    @staticmethod
    def _meets(column: int, among: frozenset[int], first: bool) -> float:
        if first:
            return FILLED
        return GOES_ON if column in among else RETURNS

    @staticmethod
    def _misses(column: int, among: frozenset[int], first: bool) -> float:
        if first:
            return EMPTY
        return ENDS if column in among else 0.0

    def _end(self, state: State) -> float:
        before, now, last, first = state
        if not now:
            return NEVER
        rest = sum(self._misses(column, before, first) for column in range(last + 1, self.periods))
        return rest + len(now) * ENDS
