"""Which paragraph belongs to which period, where no heading stands over it. Pure.

The paragraphs of a commitment come in one of two orders: whole columns one
after the other (a page at a time), or rows across. Which it is, is decided
once for a dump. Sums over all assignments give each its probability, so that
every answer carries how sure it is.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import Literal

from ingest.dump_letters import any_of, whole
from ingest.lines import folded

Order = Literal["columns", "rows"]

NEVER = -1e9


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds that decide; fitted by maximum likelihood (see tests/dump/README.md for on what)."""

    opens: float = 1.3
    """A cell begins as entries begin: “Under tertial …”, “Under våren …”, “Pågår.”, “Inga aktiviteter …”."""
    refers_back: float = -1.3
    """It begins with a word that needs something before it: “Detta …”, “Även …”, “Dessutom …”."""
    unfinished: float = -4.0
    """The paragraph before does not end its sentence."""
    empty: float = -1.5
    """A cell is empty."""
    empty_beyond_break: float = -0.5
    """A column of a page on which a commitment only goes on is empty."""
    balance: float = -1.5
    """Times the squared relative distance of a cell's length from an equal share."""
    repetition: float = -3.3
    """Times how far two paragraphs of one cell say the same (a follow-up repeats itself from
    period to period, not within one)."""
    evidence: float = 0.8
    """What a paragraph says of time counts this much: its sentences tell the same thing twice."""
    rows: float = -3.0
    """Before anything is known, that a dump is read by rows and not by columns."""


WEIGHTS = Weights()

SAME_TOPIC = 0.4
"""Two paragraphs share words of the matter anyway; only what goes beyond this share is repetition."""

ROW_STEPS = {"next": 0.55, "skip": 0.10, "same": 0.10, "back": 0.20, "back-skip": 0.05}
"""Share of the steps in dumps read by rows: to the next column, past one that has ended, another
paragraph of the same, back to the first, back to a later one. By reading such dumps."""

_PERIOD_WORDS = any_of("tertial", "första", "andra", "tredje", "våren", "sommaren", "hösten", "perioden")
_STATES = any_of("pågår", "fortsätter", "fortlöper", "påbörjat", "ej påbörjat", "klart", "genomfört")
_OPENS = re.compile(
    rf"(?:(?:{any_of('under', 'i', 'för')}\s+)?{_PERIOD_WORDS}(?!\w)"
    rf"|{_STATES}\s*[.:]|{any_of('inga', 'inget', 'ingen')}(?!\w))",
    re.IGNORECASE,
)
_REFERS_BACK = whole(
    "det", "detta", "dessa", "den", "denna", "de", "även", "dessutom", "vidare", "därefter", "därutöver",
    "utöver", "han", "hon", "också", "bland annat", "syftet", "målet", "resultatet", "samtidigt",
    "ytterligare", "samtliga",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Link:
    """A paragraph as the inference sees it."""

    text: str
    fits: tuple[float, ...]
    """Log-likelihood of each period."""
    page_break: bool = False
    unfinished_before: bool = False


@dataclass(frozen=True, slots=True)
class Assignment:
    """The likeliest period of each paragraph, and how likely every alternative is."""

    labels: tuple[int, ...]
    posteriors: tuple[tuple[float, ...], ...]
    """Of each paragraph: the probability of each period."""
    cells: tuple[float, ...]
    """Of each period: the probability that its cell holds exactly the paragraphs given to it."""


def order_of(
    chains: Sequence[Sequence[Link]], periods: int, weights: Weights = WEIGHTS
) -> tuple[Order, float]:
    """The likelier order of reading over all commitments of a dump, and its probability."""
    odds = weights.rows
    for chain in chains:
        mute = [Link(link.text, (0.0,) * periods, link.page_break, link.unfinished_before) for link in chain]
        odds += _Rows(chain, periods, weights).total() - _Rows(mute, periods, weights).total()
        for piece, whole_piece in zip(_pieces(chain), _pieces(mute), strict=True):
            odds -= _Columns(piece, periods, weights).total - _Columns(whole_piece, periods, weights).total
    share = 1 / (1 + math.exp(max(-50.0, min(50.0, odds))))
    return ("columns", share) if share >= 0.5 else ("rows", 1 - share)


def assign(chain: Sequence[Link], periods: int, order: Order, weights: Weights = WEIGHTS) -> Assignment:
    """The periods of one commitment's paragraphs."""
    if not chain:
        return Assignment((), (), (1.0,) * periods)
    if order == "rows":
        return _Rows(chain, periods, weights).assignment()
    parts = [
        _Columns(piece, periods, weights, beyond_break=number > 0).assignment()
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


def opening_odds(before: Link, link: Link, weights: Weights) -> float:
    """Log-odds that ``link`` opens another cell than ``before``, by their beginnings alone."""
    if link.unfinished_before:
        return weights.unfinished
    odds = 0.0
    if _OPENS.match(link.text):
        odds += weights.opens
    elif _REFERS_BACK.match(link.text):
        odds += weights.refers_back
    return odds


def likeness(one: str, other: str) -> float:
    """Share of the longer words that two paragraphs have in common (Dice), by their first letters."""
    mine, theirs = ({word[:6] for word in re.findall(r"[a-z]{4,}", folded(text))} for text in (one, other))
    return 2 * len(mine & theirs) / (len(mine) + len(theirs)) if mine and theirs else 0.0


def _logsum(values: Sequence[float]) -> float:
    top = max(values, default=NEVER)
    if top <= NEVER / 2:
        return NEVER
    return top + math.log(sum(math.exp(value - top) for value in values))


@dataclass(slots=True)
class _Columns:
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
        count, periods = len(self.chain), self.periods
        self.scores = self._all_scores()
        self.before = [[NEVER] * (count + 1) for _ in range(periods + 1)]
        self.after = [[NEVER] * (count + 1) for _ in range(periods + 1)]
        self.before[0][0] = self.after[periods][count] = 0.0
        for cell in range(periods):
            for end in range(count + 1):
                self.before[cell + 1][end] = _logsum(
                    [self.before[cell][start] + self.scores[cell, start, end] for start in range(end + 1)]
                )
        for cell in reversed(range(periods)):
            for start in range(count + 1):
                self.after[cell][start] = _logsum(
                    [
                        self.scores[cell, start, end] + self.after[cell + 1][end]
                        for end in range(start, count + 1)
                    ]
                )

    @property
    def total(self) -> float:
        return self.after[0][0]

    def _all_scores(self) -> dict[tuple[int, int, int], float]:
        chain, weights, count = self.chain, self.weights, len(self.chain)
        opening = [0.0] + [opening_odds(*pair, weights) for pair in pairwise(chain)]
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
                    told = sum(link.fits[cell] for link in chain[start:end])
                    scores[cell, start, end] = plain + weights.evidence * told
        return scores

    def cell_probability(self, cell: int, start: int, end: int) -> float:
        """That the cell holds exactly the paragraphs from ``start`` to before ``end``."""
        log = (
            self.before[cell][start] + self.scores[cell, start, end] + self.after[cell + 1][end] - self.total
        )
        return min(1.0, math.exp(log))

    def assignment(self) -> Assignment:
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
        count = len(self.chain)
        best: list[tuple[float, tuple[int, ...]]] = [(0.0, (0,))] + [(NEVER, ())] * count
        for cell in range(self.periods):
            best = [
                max(
                    (
                        (best[start][0] + self.scores[cell, start, end], (*best[start][1], end))
                        for start in range(end + 1)
                        if best[start][1]
                    ),
                    default=(NEVER, ()),
                )
                for end in range(count + 1)
            ]
        return best[count][1]


@dataclass(frozen=True, slots=True)
class _Rows:
    """All ways to deal the paragraphs out to the columns, row by row."""

    chain: Sequence[Link]
    periods: int
    weights: Weights

    def total(self, allowed: dict[int, frozenset[int]] | None = None) -> float:
        """Log of the summed weight of all ways that keep to ``allowed``."""
        every, keep = frozenset(range(self.periods)), allowed or {}
        sums = [0.0] * self.periods
        for index, link in enumerate(self.chain):
            sums = [
                _logsum([sums[old] + self._step(index, old, new) for old in range(self.periods)])
                + self.weights.evidence * link.fits[new]
                if new in keep.get(index, every)
                else NEVER
                for new in range(self.periods)
            ]
        return _logsum(sums)

    def _step(self, index: int, old: int, new: int) -> float:
        if index == 0:
            return -math.log(self.periods) + (0.0 if new == 0 else self.weights.empty * new)

        def weight(target: int) -> float:
            if target == old:
                return ROW_STEPS["same"]
            if target > old:
                return ROW_STEPS["next"] if target == old + 1 else ROW_STEPS["skip"]
            return ROW_STEPS["back"] if target == 0 else ROW_STEPS["back-skip"]

        return math.log(weight(new) / sum(weight(target) for target in range(self.periods)))

    def assignment(self) -> Assignment:
        whole_sum = self.total()
        shares = [
            tuple(
                math.exp(self.total({index: frozenset({label})}) - whole_sum) for label in range(self.periods)
            )
            for index in range(len(self.chain))
        ]
        labels = tuple(share.index(max(share)) for share in shares)
        cells = []
        for period in range(self.periods):
            others = frozenset(range(self.periods)) - {period}
            fixed = {
                index: frozenset({period}) if label == period else others
                for index, label in enumerate(labels)
            }
            cells.append(min(1.0, math.exp(self.total(fixed) - whole_sum)))
        return Assignment(labels, tuple(shares), tuple(cells))
