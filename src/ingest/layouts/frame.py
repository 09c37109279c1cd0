"""How a report is set: its body type, and the columns under its header rows with their measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.gutters import Gutter, column_of, gutters_between, runs_across
from ingest.layouts.headers import Header
from ingest.lines import LARGER, Look, Row, rows_of
from ingest.passages import Measure, flush_edge, is_hyphenated, pitch_of
from ingest.titles import in_bar
from ingest.words import Fill, Page, Ruling, Word

EQUAL_WIDTH = 0.05
"""Share by which widths of columns may differ and still be meant equal: half a millimetre in a centimetre,
what rounding in office programs leaves."""

TELLING_LINES = 6
"""Lines after which the longest shows how wide a column is: of ragged lines one in three comes within
a word space of the limit, so that of six nearly always one does (1 - (2/3)^6 = 0.91)."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The rows of a report together with what tells headings from body."""

    rows: tuple[Row, ...]
    body: Look
    fills: Mapping[int, tuple[Fill, ...]]
    rulings: Mapping[int, tuple[Ruling, ...]]
    widths: Mapping[int, float]

    def stands_out(self, row: Row) -> bool:
        """Whether a row is set as a heading: by its type, or in a bar."""
        return row.look.stands_out(self.body) or in_bar(row, self.fills.get(row.page, ()))

    def larger(self, row: Row) -> bool:
        """Whether a row is set in larger type than the body."""
        return row.look.size >= LARGER * self.body.size


def setting_of(pages: Sequence[Page], rows: Sequence[Row], body: Look) -> Setting:
    """Rows (without furniture) in the setting of their pages."""
    return Setting(
        tuple(rows),
        body,
        {page.number: page.fills for page in pages},
        {page.number: page.rulings for page in pages},
        {page.number: page.width for page in pages},
    )


@dataclass(frozen=True, slots=True)
class Frame:
    """The columns under a header row."""

    gutters: tuple[Gutter, ...]
    measures: tuple[Measure, ...]
    size: float

    def column(self, word: Word) -> int:
        """Number of the column (from 0) the word stands in."""
        return column_of(word, self.gutters)

    def across(self, row: Row) -> bool:
        """Whether the row is one line of text over two columns or more."""
        return runs_across(row, self.gutters, self.size)

    def filled(self, row: Row) -> set[int]:
        """The columns in which the row has words."""
        return {self.column(word) for word in row.words}


def frames_of(headers: Sequence[Header], under: Sequence[Sequence[Row]], setting: Setting) -> list[Frame]:
    """A frame for each header row, given the rows under each.

    Headings that stand in the same places share their evidence: a column
    that is empty in one table has text in another.
    """
    size = setting.body.size
    shared: list[Frame] = []
    for header in headers:
        same = [i for i, other in enumerate(headers) if header.over_same_columns(other, size)]
        if same[0] < len(shared):
            shared.append(shared[same[0]])
            continue
        shared.append(_frame(header, [under[i] for i in same], setting))
    return [_own_frame(*each, setting) for each in zip(shared, headers, under, strict=True)]


def _frame(header: Header, under: Sequence[Sequence[Row]], setting: Setting) -> Frame:
    size = setting.body.size
    rows = [row for part in under for row in part]
    rulings = [
        rule
        for part in under
        for page in sorted({row.page for row in part})
        for rule in setting.rulings.get(page, ())
        if _beside(rule, part, page)
    ]
    gutters = gutters_between(header.boxes, rows, size, rulings)
    return Frame(gutters, _measures(header, gutters, rows, setting), size)


def _own_frame(shared: Frame, header: Header, rows: Sequence[Row], setting: Setting) -> Frame:
    """The frame of one table: the shared one, unless the table's own words cross its gutters.

    Tables whose columns are fitted to their words have headings in nearly, but not quite, the same places.
    """
    crossed = sum(gutter.crossed_by(row) for row in rows for gutter in shared.gutters)
    if not crossed:
        return shared
    own = _frame(header, [rows], setting)
    return own if sum(gutter.crossed_by(row) for row in rows for gutter in own.gutters) < crossed else shared


def _beside(rule: Ruling, rows: Sequence[Row], page: int) -> bool:
    """Whether a rule stands at the height of the given rows."""
    on_page = [row.box for row in rows if row.page == page]
    return min(box.top for box in on_page) < rule.box.bottom and rule.box.top < max(
        box.bottom for box in on_page
    )


def _measures(
    header: Header, gutters: Sequence[Gutter], rows: Sequence[Row], setting: Setting
) -> tuple[Measure, ...]:
    size = setting.body.size
    words: list[list[Word]] = [[] for _ in header.heads]
    for row in rows:
        if not runs_across(row, gutters, size):
            for word in row.words:
                words[column_of(word, gutters)].append(word)
    columns = [rows_of(column) for column in words]
    # Headings may start right of the text (centred) but never left of their column.
    lefts = [
        min([row.box.x0 for row in column], default=head.box.x0)
        for column, head in zip(columns, header.heads, strict=True)
    ]
    reached = [
        max([row.box.x1 for row in column], default=head.box.x1)
        for column, head in zip(columns, header.heads, strict=True)
    ]
    # A word too long for its column may stick out of it; it says nothing of the column's width.
    borders = [*(gutter.border for gutter in gutters), max(reached)]
    reached = [min(reach, border) for reach, border in zip(reached, borders, strict=True)]
    rights = _right_limits(header, columns, lefts, reached)
    pitch = pitch_of(columns, size)
    edges = [flush_edge(column, size) for column in columns]
    hyphenated = is_hyphenated(columns)
    return tuple(
        Measure(left, right if edge is None else edge, pitch, hyphenated, edge is not None)
        for left, right, edge in zip(lefts, rights, edges, strict=True)
    )


def _right_limits(
    header: Header, columns: Sequence[Sequence[Row]], lefts: Sequence[float], reached: Sequence[float]
) -> list[float]:
    """How far lines may reach: a column of short lines is as wide as its neighbours show."""
    filled = [i for i, column in enumerate(columns) if column]
    if _equal_steps([head.box.x0 for head in header.heads]) or _equal_steps(
        [head.box.centre[0] for head in header.heads]
    ):
        # The last column may be wider than the steps show; the others cannot.
        step = header.heads[1].box.x0 - header.heads[0].box.x0
        width = max((reached[i] - lefts[i] for i in filled if reached[i] - lefts[i] < step), default=step)
        rights = [max(reached[i], lefts[i] + width) for i in range(len(columns))]
        if len(columns[-1]) >= TELLING_LINES:
            rights[-1] = reached[-1]  # nothing beyond it says how wide the last column is
        return rights
    gutter = min((lefts[i + 1] - reached[i] for i in filled if i + 1 in filled), default=0.0)
    return [
        max(reached[i], lefts[i + 1] - gutter) if i in filled and i + 1 in filled else reached[i]
        for i in range(len(columns))
    ]


def _equal_steps(places: Sequence[float]) -> bool:
    """Whether columns follow each other at one distance (three or more: two always do)."""
    steps = [b - a for a, b in pairwise(places)]
    return len(steps) > 1 and max(steps) - min(steps) <= EQUAL_WIDTH * max(steps)
