"""Which paragraph belongs to which period, where no heading stands over it. Pure.

The paragraphs of a commitment come in one of two orders: whole columns one
after the other (a page at a time), or rows across. Which it is, is decided
once for a dump. Sums over all assignments give each its probability, so that
every answer carries how sure it is.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from ingest.dump_by_columns import Columns
from ingest.dump_by_rows import Rows
from ingest.dump_links import WEIGHTS, Assignment, Link, Weights

Order = Literal["columns", "rows"]


def order_of(
    chains: Sequence[Sequence[Link]], periods: int, weights: Weights = WEIGHTS
) -> tuple[Order, float]:
    """The likelier order of reading over all commitments of a dump, and its probability."""
    odds = weights.rows
    for chain in chains:
        mute = [replace(link, fits=(0.0,) * periods) for link in chain]
        odds += Rows(chain, periods, weights).total - Rows(mute, periods, weights).total
        for piece, whole_piece in zip(_pieces(chain), _pieces(mute), strict=True):
            odds -= Columns(piece, periods, weights).total - Columns(whole_piece, periods, weights).total
    share = 1 / (1 + math.exp(max(-50.0, min(50.0, odds))))
    return ("columns", share) if share >= 0.5 else ("rows", 1 - share)


def assign(chain: Sequence[Link], periods: int, order: Order, weights: Weights = WEIGHTS) -> Assignment:
    """The periods of one commitment's paragraphs."""
    if not chain:
        return Assignment((), (), (1.0,) * periods)
    if order == "rows":
        return Rows(chain, periods, weights).assignment()
    parts = [
        Columns(piece, periods, weights, beyond_break=number > 0).assignment()
        for number, piece in enumerate(_pieces(chain))
    ]
    return Assignment(
        tuple(label for part in parts for label in part.labels),
        tuple(shares for part in parts for shares in part.posteriors),
        tuple(math.prod(part.cells[period] for part in parts) for period in range(periods)),
    )


def _pieces(chain: Sequence[Link]) -> list[list[Link]]:
    """The paragraphs page by page: a page has its columns one after the other, the next begins anew."""
    pieces: list[list[Link]] = []
    for link in chain:
        if link.page_break or not pieces:
            pieces.append([])
        pieces[-1].append(link)
    return pieces
