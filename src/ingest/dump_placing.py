"""Units of all commitments → the period of each: by the heading above, or inferred.

Three ways a dump may have come about. *Stacked*: each heading stands over its
own text; nothing is inferred. *By columns* and *by rows*: the periods stand
side by side on the page, and the headings came out before the text or over
the first paragraph only.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from ingest.dump_assignment import assign, order_of
from ingest.dump_by_rows import Rows
from ingest.dump_evidence import Evidence, evidence
from ingest.dump_lines import DumpLine
from ingest.dump_links import WEIGHTS, Assignment, Link
from ingest.dump_sections import DumpSection
from ingest.dump_units import Unit, column_width, columns_merged, contradictions, is_flowing, units_of
from ingest.sections import Period

Way = Literal["stacked", "columns", "rows"]

WIDE_LINE = 75
"""Characters of a full line from which text runs over the page and not in one of several columns: three
columns on landscape A4 hold 35 to 60 of 10 to 12 points, a portrait page 80 to 100."""

EXTRA_STACKED = 0.4
"""Share of headings, of those not last in their commitment, with a further block of text under them
where dumps are stacked, and :data:`EXTRA_BY_ROWS` where the blocks come by rows. Set by reading
development dumps, not counted."""
EXTRA_BY_ROWS = 0.03

DISPLACED = 0.7
"""Confidence in the cells of a commitment with text put back from under the next one's headings."""

MIXED_LINES = 0.2
"""Most confidence in the cells of a commitment whose lines came out in turns from several columns. Of
such cells in the development dumps 15 of 78 were right."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A commitment whose units have their periods."""

    section: DumpSection
    units: tuple[Unit, ...]
    labels: tuple[int, ...]
    cells: tuple[float, ...]
    """Of each period: how sure it is that its cell is right."""
    posteriors: tuple[tuple[float, ...], ...] = ()
    """Of each unit the probability of each period; empty where nothing was inferred."""
    evidence: tuple[Evidence, ...] = ()
    merged: bool = False
    """Its lines run across the columns; no unit could be made of them."""
    mixed: tuple[DumpLine, ...] = ()
    """Lines that cannot follow the line before them."""


def place(
    sections: Sequence[DumpSection], periods: Sequence[Period], year: int | None
) -> tuple[Way, list[Placed]]:
    """Give every unit its period."""
    bodies = [section.body for section in sections]
    width, flowing = column_width(bodies), is_flowing(bodies)
    merged = columns_merged(bodies, width)
    bodies = [() if lost else body for body, lost in zip(bodies, merged, strict=True)]
    units = [tuple(units_of(body, width, flowing=flowing)) for body in bodies]
    found = [tuple(evidence(unit.text, periods, year) for unit in of_section) for of_section in units]
    names = [period.name for period in periods]
    chains = [_chain(of_section, says, names) for of_section, says in zip(units, found, strict=True)]
    way, sure = _way(units, chains, names, width)
    placed = []
    for section, lost, of_section, says, chain in zip(sections, merged, units, found, chains, strict=True):
        if lost:
            placed.append(Placed(section, (), (), (0.0,) * len(periods), merged=True))
        elif way == "stacked":
            placed.append(_stacked(section, of_section, says, chain, names, wide=width >= WIDE_LINE))
        else:
            result = assign(chain, len(periods), way)
            placed.append(
                _joined(
                    Placed(section, of_section, result.labels, _sure(result, sure), result.posteriors, says)
                )
            )
    return way, [_distrusted(commitment) for commitment in placed]


def _distrusted(placed: Placed) -> Placed:
    if placed.section.displaced:
        placed = replace(placed, cells=tuple(min(cell, DISPLACED) for cell in placed.cells))
    mixed = tuple(contradictions(placed.section.body))
    if not mixed or placed.merged:
        return placed
    return replace(placed, mixed=mixed, cells=tuple(min(cell, MIXED_LINES) for cell in placed.cells))


def _chain(units: Sequence[Unit], found: Sequence[Evidence], names: Sequence[str]) -> list[Link]:
    links = []
    for index, (unit, says) in enumerate(zip(units, found, strict=True)):
        before = units[index - 1] if index else None
        links.append(
            Link(
                unit.text,
                says.fits,
                page_break=unit.page_break,
                glued=bool(before) and unit.glued and not unit.directly_under,
                full_line_before=unit.full_line_before,
                unfinished_before=before is not None and not unit.glued and before.text.endswith((",", ";")),
                allowed=_allowed(unit, names),
            )
        )
    return links


def _allowed(unit: Unit, names: Sequence[str]) -> frozenset[int]:
    """The periods that the headings above leave open."""
    above = frozenset(names.index(period.name) for period in unit.headings)
    if unit.directly_under and (unit.glued or len(unit.directly_under) == 1) and len(above) < len(names):
        return frozenset({names.index(unit.directly_under[-1].name)})
    return above or frozenset(range(len(names)))


def _way(
    units: Sequence[Sequence[Unit]], chains: Sequence[Sequence[Link]], names: Sequence[str], width: int
) -> tuple[Way, float]:
    """How the dump came about, and the probability that it did so."""
    over = [index for index, of_section in enumerate(units) if _headings_over_text(of_section)]
    if not over:
        return order_of(chains, len(names))
    if width >= WIDE_LINE or 2 * len(over) < sum(bool(of_section) for of_section in units):
        return ("stacked", 1.0) if width >= WIDE_LINE else order_of(chains, len(names))
    odds = 0.0
    for index in over:
        labels = _under_headings(units[index], names)
        odds += Rows(chains[index], len(names), WEIGHTS).total
        odds -= Rows(
            [replace(link, fits=(0.0,) * len(names)) for link in chains[index]], len(names), WEIGHTS
        ).total
        odds -= sum(
            WEIGHTS.evidence * link.fits[label] for link, label in zip(chains[index], labels, strict=True)
        )
        for above, below in pairwise(units[index]):
            if above.directly_under:
                extra = not below.directly_under and not below.glued
                last = len(above.headings) == len(units[index][-1].headings)
                if not last:
                    odds += (
                        math.log(EXTRA_BY_ROWS / EXTRA_STACKED)
                        if extra
                        else math.log((1 - EXTRA_BY_ROWS) / (1 - EXTRA_STACKED))
                    )
    share = 1 / (1 + math.exp(-max(-50.0, min(50.0, odds))))
    return ("rows", share) if share > 0.5 else ("stacked", 1 - share)


def _headings_over_text(units: Sequence[Unit]) -> bool:
    """Whether text stands between the headings of a commitment."""
    return len({len(unit.headings) for unit in units}) > 1


def _under_headings(units: Sequence[Unit], names: Sequence[str]) -> tuple[int, ...]:
    return tuple(names.index(unit.headings[-1].name) for unit in units)


def _stacked(
    section: DumpSection,
    units: tuple[Unit, ...],
    found: tuple[Evidence, ...],
    chain: Sequence[Link],
    names: Sequence[str],
    *,
    wide: bool,
) -> Placed:
    """Each unit under its heading; where several headings stand over it, one of those is inferred."""
    open_to: list[frozenset[int]] = []
    for unit in units:
        if unit.directly_under:
            above = [names.index(period.name) for period in unit.directly_under]
        open_to.append(frozenset(above))
    if all(len(choice) == 1 for choice in open_to) or wide:
        labels = _under_headings(units, names)
        return Placed(section, units, labels, (1.0,) * len(names))
    links = [replace(link, allowed=choice) for link, choice in zip(chain, open_to, strict=True)]
    result = assign(links, len(names), "columns")
    return _joined(Placed(section, units, result.labels, result.cells, result.posteriors, found))


def _sure(result: Assignment, sure: float) -> tuple[float, ...]:
    return tuple(sure * cell for cell in result.cells)


def _joined(placed: Placed) -> Placed:
    """Units in one cell that only a full line parts are one paragraph: nothing says that it ended."""
    units: list[Unit] = []
    kept: list[int] = []
    for index, (unit, label) in enumerate(zip(placed.units, placed.labels, strict=True)):
        if kept and unit.full_line_before and placed.labels[index - 1] == label:
            units[-1] = replace(units[-1], lines=units[-1].lines + unit.lines)
            continue
        units.append(unit)
        kept.append(index)
    return replace(
        placed,
        units=tuple(units),
        labels=tuple(placed.labels[index] for index in kept),
        posteriors=tuple(placed.posteriors[index] for index in kept),
        evidence=tuple(placed.evidence[index] for index in kept),
    )
