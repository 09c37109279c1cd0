"""What splitting gives: sections (commitments) with cells (periods), and all that is neither.

Layout recognisers and the text-dump reader both return a :class:`Split`;
joining, restoring and assembling work on it without knowing where it came
from.
"""

from __future__ import annotations

import datetime
from calendar import monthrange
from dataclasses import dataclass
from typing import Literal

from ingest.words import Box, Colour, TextLine

PeriodKind = Literal["period", "year-to-date", "year"]
HeadingRole = Literal["report-title", "period", "column", "group"]


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of months of one year."""

    name: str
    """T1–T3, Q1–Q4, H1–H2, Y."""
    first_month: int
    last_month: int
    kind: PeriodKind = "period"
    year: int | None = None
    """The year where the heading itself names one."""

    def dates(self, year: int | None) -> tuple[datetime.date, datetime.date] | None:
        """First and last day, inclusive; None if neither the period nor the caller knows the year."""
        known = self.year or year
        if known is None:
            return None
        last_day = monthrange(known, self.last_month)[1]
        return datetime.date(known, self.first_month, 1), datetime.date(known, self.last_month, last_day)


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph as it is laid out: its lines in reading order, over page breaks too."""

    lines: tuple[TextLine, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands for one commitment in one period."""

    period: Period
    passages: tuple[Passage, ...] = ()
    confidence: float = 1.0
    """How sure it is that the passages belong to this period; 1.0 where a heading stands over them."""


@dataclass(frozen=True, slots=True)
class SideCell:
    """A cell of a column that is no period: Ansvarig, Status, Kommentar; or an owner's block."""

    name: str
    passages: tuple[Passage, ...]
    page: int
    box: Box | None = None
    colour: Colour | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A commitment: title lines (without the printed number), and one cell a period, in order."""

    title: tuple[TextLine, ...]
    cells: tuple[Cell, ...]
    label: str | None = None
    """The printed number without its closing full stop. Its words are not in ``title``."""
    label_lines: tuple[TextLine, ...] = ()
    """The words of the printed number, kept so that nothing read is lost."""
    group: str | None = None
    sides: tuple[SideCell, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that is not the title of a commitment."""

    line: TextLine
    role: HeadingRole


@dataclass(frozen=True, slots=True)
class Stray:
    """A line that found no place, and why."""

    line: TextLine
    reason: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something found while reading that a person should look at; becomes a Finding."""

    rule: str
    severity: Literal["error", "warning", "info"]
    message: str
    page: int | None = None
    where: str = ""


@dataclass(frozen=True, slots=True)
class Split:
    """A report taken apart. Every word read is in exactly one of these places."""

    layout: str
    title: tuple[TextLine, ...]
    sections: tuple[Section, ...]
    headings: tuple[Heading, ...] = ()
    """Without the report's title, which is in ``title``."""
    furniture: tuple[TextLine, ...] = ()
    unassigned: tuple[Stray, ...] = ()
    notices: tuple[Notice, ...] = ()
