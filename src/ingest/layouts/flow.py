"""Running text: rows in reading order over text columns and pages, as headings and bodies.

The shared ground of the layouts that are no tables (stacked, inline, pairs,
prose): what differs between them is only what their headings say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.gutters import Gutter
from ingest.layouts.frame import Setting, setting_of
from ingest.line_ends import HYPHEN, HYPHEN_MINUS
from ingest.lines import Look, Row, body_look, row_of, rows_of
from ingest.passages import (
    BULLETS,
    DASHES,
    EXTRA_LEADING,
    Measure,
    ends_sentence,
    flush_edge,
    is_hyphenated,
    passages_of,
    pitch_of,
)
from ingest.periods import LONGEST_HEADING, read_period
from ingest.sections import Passage, Period
from ingest.titles import TITLE_PITCH, contents_rows, goes_on_in_mid_sentence
from ingest.words import Page, Word

MIDDLE = (0.35, 0.65)
"""Part of the page's width in which the gutter of two text columns is looked for."""

BOTH_SIDES = 0.25
"""Share of the height with words on both sides of the gutter, at least: less are tabs and the like."""

CROSSED = 0.3
"""Share of the rows that may run over the gutter: titles and introductions do."""

COLUMN_GAP = 0.8
"""Width of the gutter between text columns, in font sizes, at least: typesetters use one or more."""

LONGEST_HEADING_LINES = 8
"""Lines of the longest heading (in a narrow text column); more that stand out are emphasised text."""

LONGEST_CODE = 3
"""Letters of a period's short name, with its number: "T1", "Kv2"."""

BlockKind = Literal["heading", "period", "text"]


@dataclass(frozen=True, slots=True)
class Block:
    """Consecutive rows that are one heading, one period heading, or text."""

    kind: BlockKind
    rows: tuple[Row, ...]
    period: Period | None = None
    is_inferred: bool = False
    """Whether it is a title for what stands around it, whatever it looks like."""

    @property
    def look(self) -> Look:
        """How its first row is set."""
        return self.rows[0].look

    @property
    def text(self) -> str:
        """Its rows, joined by blanks."""
        return " ".join(row.text for row in self.rows)


@dataclass(frozen=True, slots=True)
class Flow:
    """A report as running text."""

    blocks: tuple[Block, ...]
    contents: tuple[Row, ...]
    """Rows of a table of contents, taken out."""
    setting: Setting
    gutter: Gutter | None
    """Where the report is set in two text columns."""
    measures: tuple[Measure, Measure, Measure]
    """Of the only or left text column, of the right one, and of rows over both."""

    def passages(self, rows: Sequence[Row]) -> tuple[Passage, ...]:
        """Rows in reading order as paragraphs."""
        return passages_of(rows, self.measure_of)

    def goes_on(self, above: Row, below: Row) -> bool:
        """Whether a row stands so close under another that both are of one paragraph."""
        pitch = self.measure_of(below).pitch + EXTRA_LEADING * below.look.size
        return above.page == below.page and 0 < below.box.bottom - above.box.bottom <= pitch

    def measure_of(self, row: Row) -> Measure:
        """The measure of the text column a row stands in."""
        return self.measures[_side(row, self.gutter)]


def _runs_over(row: Row, gutter: Gutter) -> bool:
    """Whether a row is set over both columns: a word of it stands in the middle half of the gutter."""
    quarter = (gutter.right - gutter.left) / 4
    left, right = gutter.left + quarter, gutter.right - quarter
    return any(word.box.x0 < right and word.box.x1 > left for word in row.words)


def _side(row: Row, gutter: Gutter | None) -> int:
    if gutter is None:
        return 0
    if _runs_over(row, gutter):
        return 2
    return 1 if row.box.x0 > gutter.border else 0


def flow_of(pages: Sequence[Page], rows: Sequence[Row]) -> Flow:
    """Rows (without furniture) in reading order, told apart into headings and text."""
    body = body_look(rows)
    width = max(page.width for page in pages)
    gutter = _middle_gutter(rows, width, body.size)
    ordered = list(rows)
    if gutter:
        ordered = []
        for page in sorted({row.page for row in rows}):
            ordered += _in_two_columns([row for row in rows if row.page == page], gutter)
    contents = contents_rows(ordered)
    taken = {id(row) for row in contents}
    left = [row for row in ordered if id(row) not in taken]
    setting = setting_of(pages, left, body)
    blocks = _blocks(left, setting, gutter)
    return Flow(tuple(blocks), tuple(contents), setting, gutter, _measures(left, blocks, gutter, body.size))


def _middle_gutter(rows: Sequence[Row], width: float, size: float) -> Gutter | None:
    """The corridor between two text columns, if the report is set in them."""
    low, high = MIDDLE[0] * width, MIDDLE[1] * width
    turns = [
        (word.box.x0, 1) for row in rows for word in row.words if word.box.x0 < high and word.box.x1 > low
    ]
    turns += [
        (word.box.x1, -1) for row in rows for word in row.words if word.box.x0 < high and word.box.x1 > low
    ]
    stretches: list[tuple[float, float, int]] = []
    crossing = 0
    at = low
    for x, change in sorted(turns):
        if x > at and at < high:
            stretches.append((at, min(x, high), crossing))
            at = x
        crossing += change
    if not stretches:
        return None
    fewest = min(count for _, _, count in stretches)
    runs: list[tuple[float, float]] = []
    for start, end, count in stretches:
        if count > fewest + CROSSED / 4 * len(rows):
            continue
        if runs and runs[-1][1] == start:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    left, right = max(runs, key=lambda run: run[1] - run[0])
    gutter = Gutter(left, right, fewest)
    beside = [row for row in rows if not gutter.crossed_by(row)]
    # Lines of two text columns need not stand level: what counts is height with text on both sides.
    left_heights, right_heights = (
        {
            (word.page, int(word.box.centre[1] / (2 * size)))
            for row in beside
            for word in row.words
            if (word.box.centre[0] > gutter.border) is on_right
        }
        for on_right in (False, True)
    )
    both, either = len(left_heights & right_heights), len(left_heights | right_heights)
    if right - left < COLUMN_GAP * size or len(beside) < (1 - CROSSED) * len(rows):
        return None
    return gutter if both >= BOTH_SIDES * either else None


def _in_two_columns(rows: Sequence[Row], gutter: Gutter) -> list[Row]:
    """Rows of a two-column page in reading order; a row over both columns parts what is above and below."""
    ordered: list[Row] = []
    waiting: list[Word] = []

    def flush() -> None:
        for side in (True, False):
            ordered.extend(rows_of(w for w in waiting if (w.box.centre[0] < gutter.border) is side))
        waiting.clear()

    for row in rows:
        if _runs_over(row, gutter):
            flush()
            ordered.append(row)
        else:
            waiting.extend(row.words)
    flush()
    return ordered


def _blocks(rows: Sequence[Row], setting: Setting, gutter: Gutter | None) -> list[Block]:
    reach = [0.0, 0.0, 0.0]
    for row in rows:
        reach[_side(row, gutter)] = max(reach[_side(row, gutter)], row.box.x1)
    blocks: list[Block] = []
    for row in rows:
        period = read_period(row.text) if len(row.words) <= LONGEST_HEADING else None
        if period and not _within_sentence(row, blocks, setting, reach[_side(row, gutter)]):
            blocks.append(Block("period", (row,), period))
            continue
        run_in = _run_in(row)
        if run_in:
            head, rest, period = run_in
            blocks.append(Block("period", (head,), period))
            blocks.append(Block("text", (rest,)))
            continue
        last = blocks[-1] if blocks else None
        stands_out = setting.stands_out(row) and not _bulleted(row) and not _goes_on(last, row)
        kind: BlockKind = "heading" if stands_out else "text"
        if last and last.kind == kind and (kind == "text" or _one_heading(last.rows[-1], row)):
            blocks[-1] = Block(kind, (*last.rows, row))
        else:
            blocks.append(Block(kind, (row,)))
    return [
        Block("text", block.rows)
        if block.kind == "heading" and len(block.rows) > LONGEST_HEADING_LINES
        else block
        for block in blocks
    ]


def _bulleted(row: Row) -> bool:
    return row.words[0].text in BULLETS | DASHES


def _goes_on(above: Block | None, row: Row) -> bool:
    """Whether a line begins with the second half of a word of the text above it, or ends its sentence.

    OCR tells the size and weight of a line of so few letters badly.
    """
    if above is None or above.kind != "text":
        return False
    before = above.rows[-1]
    if before.text.endswith((HYPHEN, HYPHEN_MINUS)) and row.text[0].islower():
        return True
    near = (
        row.page == before.page and 0 < row.box.bottom - before.box.bottom <= TITLE_PITCH * before.look.size
    )
    return row.look.measured and near and ends_sentence(row) and not ends_sentence(before)


def _within_sentence(row: Row, blocks: Sequence[Block], setting: Setting, right: float) -> bool:
    """Whether a line "Tertial 1" is only the end of the sentence above it, on a line that was full."""
    if setting.stands_out(row) or not blocks or blocks[-1].kind != "text":
        return False
    first = row.words[0].text
    if first[:1].isupper() and len(first) > LONGEST_CODE:
        return False  # "Tertial" and "Januari" are not capitalised within a sentence; "T1" is
    above = blocks[-1].rows[-1]
    if above.box.x1 + row.words[0].box.width + row.look.size < right:
        return False
    near = row.page == above.page and 0 < row.box.bottom - above.box.bottom <= TITLE_PITCH * row.look.size
    return near and not ends_sentence(above)


def _one_heading(above: Row, row: Row) -> bool:
    size = max(above.look.size, row.look.size)
    near = 0 < row.box.bottom - above.box.bottom <= TITLE_PITCH * size
    if row.page == above.page + 1:
        near = row.words[0].text[:1].islower()  # a heading over a page break goes on in mid-sentence
    return near and (row.look.like(above.look) or goes_on_in_mid_sentence(row))


def _run_in(row: Row) -> tuple[Row, Row, Period] | None:
    """A period at the head of its paragraph, apart from the text.

    It is parted by a colon ("Tertial 1: Polisen har …") or by a blank, where
    the periods stand in a narrow column beside their texts.
    """
    for stop in range(1, min(LONGEST_HEADING, len(row.words) - 1) + 1):
        words = row.words[:stop]
        blank = row.words[stop].box.x0 - words[-1].box.x1
        if not words[-1].text.endswith(":") and blank < COLUMN_GAP * row.look.size:
            continue
        period = read_period(" ".join(word.text for word in words))
        return (row_of(words), row_of(row.words[stop:]), period) if period else None
    return None


def _measures(
    rows: Sequence[Row], blocks: Sequence[Block], gutter: Gutter | None, size: float
) -> tuple[Measure, Measure, Measure]:
    text = {id(row) for block in blocks if block.kind == "text" for row in block.rows}
    sides: tuple[list[Row], list[Row], list[Row]] = ([], [], [])
    for row in rows:
        if id(row) in text or not text:
            sides[_side(row, gutter)].append(row)
    pitch = pitch_of(sides, size)
    hyphenated = is_hyphenated(sides)
    found = []
    for side in sides:
        left = min((row.box.x0 for row in side), default=0.0)
        right = max((row.box.x1 for row in side), default=0.0)
        edge = flush_edge(side, size)
        found.append(Measure(left, right if edge is None else edge, pitch, hyphenated, edge is not None))
    return found[0], found[1], found[2]
