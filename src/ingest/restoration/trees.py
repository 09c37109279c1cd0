"""The sum of small decision trees, for what a straight line through many numbers does not tell.

A tree asks at each split whether a column is above a limit, and gives the number of the leaf that it ends
in. All splits of all trees are asked at once: one that is above its limit rules out the leaves on its near
side, and the first leaf that none rules out is where the tree ends (the "QuickScorer" of Lucchese and
others, 2015).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
MOST_LEAVES = 8
"""Of a tree; as many bits as fit a byte."""
ALL = 2**MOST_LEAVES - 1
TOGETHER = 256
"""Rows looked at together, so that what is compared stays in the processor's cache."""
_FIRST = np.array([MOST_LEAVES - 1, *((n & -n).bit_length() - 1 for n in range(1, ALL + 1))], np.intp)
"""The number of the lowest bit set."""


@dataclass(frozen=True, slots=True, eq=False)
class Trees:
    """Trees with as many splits each; the missing ones of smaller trees rule nothing out."""

    columns: npt.NDArray[np.intp]
    """Tree by split: the column asked."""
    limits: Floats
    kept: npt.NDArray[np.uint8]
    """The leaves, a bit each, that are not ruled out where the column is above the limit."""
    leaves: Floats
    """Tree by leaf: what the tree says there."""

    def sums(self, rows: Floats) -> Floats:
        """What the trees say together of every row.

        >>> trees = trees_of([{"splits": [[0, 1.5, 0, 1]], "leaves": [-1.0, 2.0]}])
        >>> trees.sums(np.array([[1.0], [2.0]])).tolist()
        [-1.0, 2.0]
        """
        out = np.empty(len(rows))
        of, limits, kept = self.columns.ravel(), self.limits.reshape(-1, 1), self.kept.reshape(-1, 1)
        number = np.arange(len(self.leaves))[:, None]
        for start in range(0, len(rows), TOGETHER):
            block = np.ascontiguousarray(rows[start : start + TOGETHER].T)
            left = np.where(block[of] > limits, kept, np.uint8(ALL))
            left = np.bitwise_and.reduce(left.reshape(*self.columns.shape, -1), axis=1)
            out[start : start + TOGETHER] = self.leaves[number, _FIRST[left]].sum(axis=0)
        return out


def trees_of(described: Sequence[Mapping[str, Sequence[Any]]]) -> Trees:
    """Trees as a file holds them.

    Each has ``leaves``, from left to right, and ``splits``: column, limit, and of the leaves to the left,
    where the column is not above the limit, the number of the first and how many they are.
    Raises ``ValueError`` for a tree of more than :data:`MOST_LEAVES` leaves.
    """
    deepest = max(len(tree["splits"]) for tree in described)
    columns = np.zeros((len(described), deepest), np.intp)
    limits = np.full((len(described), deepest), np.inf)
    kept = np.full((len(described), deepest), ALL, np.uint8)
    leaves = np.zeros((len(described), MOST_LEAVES))
    for t, tree in enumerate(described):
        if len(tree["leaves"]) > MOST_LEAVES:
            raise ValueError(f"tree {t} has {len(tree['leaves'])} leaves")
        leaves[t, : len(tree["leaves"])] = tree["leaves"]
        for s, split in enumerate(tree["splits"]):
            columns[t, s], limits[t, s], first, count = split
            kept[t, s] = ALL & ~((2**count - 1) << first)
    return Trees(columns, limits, kept, leaves)
