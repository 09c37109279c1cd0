"""Which paragraph belongs to which period, where no heading stands over it. Pure.

A commitment's paragraphs are a chain; the hidden state is the period of each.
Two orders of reading are weighed for the whole dump: whole columns one after
the other (the period never falls), and rows across (it climbs and falls back).
Forward sums over all assignments give the probability of each, so every
answer carries how sure it is.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.dump_letters import any_of, whole

Order = Literal["columns", "rows"]

NEVER = -1e9

# Log-odds, set on the development dumps (invented follow-ups of other towns, typeset and read
# back); benchmark figures are in tests/dump/README.md.
NEW_CELL = -0.6
"""That the next paragraph opens the next period's cell, before anything is known of it: cells
hold 1.5 to 2 paragraphs on average."""
EMPTY_CELL = -2.2
"""For each period passed over: about one cell in ten is empty."""
EMPTY_FIRST = -2.5
EMPTY_LAST = -1.8
OPENS = 1.8
"""It begins as entries begin: “Under tertial …”, “Under våren …”, “Pågår.”, “Inga aktiviteter …”."""
REFERS_BACK = -1.3
"""It begins with a word that needs something before it: “Detta …”, “Även …”, “Dessutom …”."""
SAME_BEGINNING = -1.0
"""It begins as the paragraph before does: “Genomfört …”, “Genomfört …”."""
LISTED = -0.6
"""Both are items of a list."""
UNFINISHED = -4.0
"""The paragraph before does not end, or this one begins in mid-sentence."""
TEMPERATURE = 0.8
"""Evidence is weighed down by this, for sentences of one paragraph tell the same thing twice.
Chosen so that confidences come out right on the development dumps."""

ROW_PRIOR = -2.5
"""Log-odds of rows across against columns for a dump whose headings stand apart."""
ROW_STEPS = {"next": 0.55, "skip": 0.10, "same": 0.10, "back": 0.20, "back-skip": 0.05}
"""Share of the steps in dumps read by rows: to the next column, past one that has ended, another
paragraph of the same, back to the first, back to a later one."""

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
    """A paragraph as the chain sees it."""

    text: str
    fits: tuple[float, ...]
    """Log-likelihood of each period."""
    page_break: bool = False
    listed: bool = False
    unfinished_before: bool = False


@dataclass(frozen=True, slots=True)
class Assignment:
    """The likeliest period of each paragraph, and how likely every alternative is."""

    labels: tuple[int, ...]
    posteriors: tuple[tuple[float, ...], ...]
    """Of each paragraph: the probability of each period."""
    cells: tuple[float, ...]
    """Of each period: the probability that its cell holds exactly the paragraphs given to it."""


def new_cell_odds(before: Link, link: Link) -> float:
    """Log-odds that ``link`` opens another cell than ``before``, by their beginnings alone."""
    if link.unfinished_before:
        return UNFINISHED
    odds = NEW_CELL
    if _OPENS.match(link.text):
        odds += OPENS
    elif _REFERS_BACK.match(link.text):
        odds += REFERS_BACK
    if _first_word(before.text) == _first_word(link.text):
        odds += SAME_BEGINNING
    if before.listed and link.listed:
        odds += LISTED
    return odds


def _first_word(text: str) -> str:
    words = re.findall(r"\w+", text)
    return re.sub(r"[^a-z]", "", words[0].casefold())[:6] if words else ""


def order_of(chains: Sequence[Sequence[Link]], periods: int) -> tuple[Order, float]:
    """The likelier order of reading over all commitments, and its probability."""
    columns = sum(_total(chain, periods, "columns", periods - 1, {}) for chain in chains if chain)
    rows = ROW_PRIOR + sum(_total(chain, periods, "rows", periods - 1, {}) for chain in chains if chain)
    share = 1 / (1 + math.exp(max(-50.0, min(50.0, rows - columns))))
    return ("columns", share) if share >= 0.5 else ("rows", 1 - share)


def assign(chain: Sequence[Link], periods: int, order: Order, last: int | None = None) -> Assignment:
    """The periods of one commitment's paragraphs; ``last`` is the last period that is filled at all."""
    if not chain:
        return Assignment((), (), (1.0,) * periods)
    final = periods - 1 if last is None else last
    labels = _best(chain, periods, order, final)
    whole = _total(chain, periods, order, final, {})
    posteriors = []
    for index in range(len(chain)):
        shares = [
            math.exp(_total(chain, periods, order, final, {index: frozenset({label})}) - whole)
            for label in range(periods)
        ]
        posteriors.append(tuple(shares))
    cells = []
    for period in range(periods):
        others = frozenset(range(periods)) - {period}
        fixed = {
            index: frozenset({period}) if label == period else others for index, label in enumerate(labels)
        }
        cells.append(min(1.0, math.exp(_total(chain, periods, order, final, fixed) - whole)))
    return Assignment(labels, tuple(posteriors), tuple(cells))


def _start(label: int, order: Order) -> float:
    del order
    return EMPTY_FIRST * (label > 0) + EMPTY_CELL * max(0, label - 1)


def _end(label: int, order: Order, final: int) -> float:
    if label > final:
        return NEVER
    if order == "rows":
        return 0.0
    return EMPTY_LAST * (label < final) + EMPTY_CELL * max(0, final - label - 1)


def _step(before: Link, link: Link, old: int, new: int, order: Order) -> float:
    odds = new_cell_odds(before, link)
    if order == "columns":
        if new == old:
            return -_log1pexp(odds)
        if new > old:
            return odds - _log1pexp(odds) + EMPTY_CELL * (new - old - 1)
        # A page has its columns one after the other; the next page begins again at the left.
        return odds - _log1pexp(odds) if link.page_break else NEVER
    return _row_step(old, new, len(link.fits))


def _row_step(old: int, new: int, periods: int) -> float:
    def weight(target: int) -> float:
        if target == old:
            return ROW_STEPS["same"]
        if target > old:
            return ROW_STEPS["next"] if target == old + 1 else ROW_STEPS["skip"]
        return ROW_STEPS["back"] if target == 0 else ROW_STEPS["back-skip"]

    return math.log(weight(new) / sum(weight(target) for target in range(periods)))


def _log1pexp(value: float) -> float:
    return math.log1p(math.exp(value)) if value < 30 else value


def _fit(link: Link, label: int) -> float:
    return TEMPERATURE * link.fits[label]


def _total(
    chain: Sequence[Link], periods: int, order: Order, final: int, allowed: dict[int, frozenset[int]]
) -> float:
    """Log of the summed weight of all assignments that keep to ``allowed``."""
    every = frozenset(range(periods))
    weights = [
        _start(label, order) + _fit(chain[0], label) if label in allowed.get(0, every) else NEVER
        for label in range(periods)
    ]
    for index in range(1, len(chain)):
        may = allowed.get(index, every)
        weights = [
            _logsum(
                [
                    weights[old] + _step(chain[index - 1], chain[index], old, new, order)
                    for old in range(periods)
                ]
            )
            + _fit(chain[index], new)
            if new in may
            else NEVER
            for new in range(periods)
        ]
    return _logsum([weight + _end(label, order, final) for label, weight in enumerate(weights)])


def _best(chain: Sequence[Link], periods: int, order: Order, final: int) -> tuple[int, ...]:
    paths: list[tuple[tuple[int, ...], float]] = [
        ((label,), _start(label, order) + _fit(chain[0], label)) for label in range(periods)
    ]
    for index in range(1, len(chain)):
        paths = [
            max(
                (
                    (
                        (*path, new),
                        weight
                        + _step(chain[index - 1], chain[index], path[-1], new, order)
                        + _fit(chain[index], new),
                    )
                    for path, weight in paths
                ),
                key=lambda item: item[1],
            )
            for new in range(periods)
        ]
    return max(paths, key=lambda item: item[1] + _end(item[0][-1], order, final))[0]


def _logsum(values: list[float]) -> float:
    top = max(values)
    if top <= NEVER / 2:
        return NEVER
    return top + math.log(sum(math.exp(value - top) for value in values))
