"""Rows of a table: by the rules drawn between them, else by the blank between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.layouts.frame import Frame
from ingest.layouts.headers import is_ocr
from ingest.layouts.row_numbers import are_complete, believed
from ingest.lines import Row, rows_of
from ingest.passages import EXTRA_LEADING
from ingest.words import Ruling, Word, around

RULED_SHARE = 0.6
"""Share of the table's width that lines at one height must cover to part rows: a cell merged over two
rows leaves a gap, an underlined word does not come near."""

LEVEL = 0.4
"""Difference of tops, in font sizes, within which a number stands level with the first line beside it."""

SAME_HEIGHT = 1.5
"""Points within which drawn lines are at one height: borders of neighbouring cells differ by a line width."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """The words of one row of a table on one page."""

    words: tuple[Word, ...]
    page: int
    top: float
    bottom: float
    ruled: bool = False
    """Whether lines drawn above and below part it from its neighbours."""


def rules_across(rulings: Sequence[Ruling], left: float, right: float) -> list[float]:
    """Heights at which lines run over most of the width, top to bottom."""
    flat = sorted(
        (rule.box for rule in rulings if rule.box.width > rule.box.height), key=lambda box: box.centre[1]
    )
    heights: list[float] = []
    level: list[tuple[float, float]] = []
    at = 0.0
    for box in [*flat, None]:
        if box is not None and level and box.centre[1] - at <= SAME_HEIGHT:
            level.append((box.x0, box.x1))
            continue
        if level and _covered(level, left, right) >= RULED_SHARE * (right - left):
            heights.append(at)
        if box is not None:
            at, level = box.centre[1], [(box.x0, box.x1)]
    return heights


def _covered(spans: Sequence[tuple[float, float]], left: float, right: float) -> float:
    total, reached = 0.0, left
    for start, end in sorted(spans):
        start, end = max(start, reached), min(end, right)
        if end > start:
            total += end - start
            reached = end
    return total


def cut_rows(
    words: Sequence[Word], frame: Frame, title: int, label: int | None, rules: Sequence[float]
) -> list[TableRow]:
    """The rows of the part of a table that stands on one page.

    ``rules`` are the heights of lines that run across it. Where none part
    the words, a row begins with a number in the label column, or where a
    blank runs through all columns and the title column begins anew. Where OCR
    lost or misread numbers, both count.
    """
    if not words:
        return []
    top, bottom = min(word.box.top for word in words), max(word.box.bottom for word in words)
    inner = [height for height in rules if top < height < bottom]
    ruled = bool(inner)
    columns = [rows_of(word for word in words if frame.column(word) == i) for i in range(len(frame.measures))]
    if ruled and is_ocr(words):
        # A fax loses lines, or parts of them.
        unruled = [
            blank for blank in _blanks(columns, frame) if not any(blank[0] <= y <= blank[1] for y in inner)
        ]
        starts = _starts_by_blank(columns[title], unruled, frame, title)
        inner = sorted({*inner, *(y for y in starts if _begin_together(columns, y, frame) > 1)})
    elif not ruled:
        blanks = _blanks(columns, frame)
        labels = columns[label] if label is not None else []
        inner = _starts_by_label(believed(labels, columns[title]), columns[title], blanks)
        if not inner or not are_complete(labels):
            inner = sorted({*inner, *_starts_by_blank(columns[title], blanks, frame, title)})
    groups: dict[int, list[Word]] = {}
    for word in words:
        groups.setdefault(sum(height < word.box.centre[1] for height in inner), []).append(word)
    return [_table_row(group, ruled) for _, group in sorted(groups.items())]


def _begin_together(columns: Sequence[Sequence[Row]], height: float, frame: Frame) -> int:
    """In how many columns the first row below a height is level with the uppermost of these."""
    tops = [min((row.box.top for row in column if row.box.top > height), default=None) for column in columns]
    below = [top for top in tops if top is not None]
    return sum(top - min(below) < LEVEL * frame.size for top in below)


def _table_row(words: Sequence[Word], ruled: bool) -> TableRow:
    box = around(word.box for word in words)
    return TableRow(tuple(words), words[0].page, box.top, box.bottom, ruled)


def _blanks(columns: Sequence[Sequence[Row]], frame: Frame) -> list[tuple[float, float]]:
    """Stretches of height in which no column has text, higher than the blank between two lines."""
    spans = sorted((row.box.top, row.box.bottom) for column in columns for row in column)
    usual = min(measure.pitch for measure in frame.measures) - frame.size
    blanks = []
    reached = spans[0][1]
    for top, bottom in spans[1:]:
        if top - reached > usual + EXTRA_LEADING * frame.size:
            blanks.append((reached, top))
        reached = max(reached, bottom)
    return blanks


def _starts_by_label(
    labels: Sequence[Row], titles: Sequence[Row], blanks: Sequence[tuple[float, float]]
) -> list[float]:
    """Heights at which rows begin: at the last blank above each number, which may stand in mid-row."""
    starts: list[float] = []
    floor = float("-inf")
    for number, row in enumerate(labels):
        between = [
            (top + bottom) / 2 for top, bottom in blanks if top >= floor and bottom <= row.box.centre[1]
        ]
        size = row.look.size
        level = [title for title in titles if abs(title.box.top - row.box.top) < LEVEL * size]
        inside = [
            title for title in titles if between and between[-1] < title.box.top < row.box.top - LEVEL * size
        ]
        # What stands over the first number may be the end of a row from the page before.
        if between and (inside or not level or row.box.top - between[-1] < size):
            starts.append(between[-1])
        elif number or (titles and titles[0].box.centre[1] > row.box.top):
            starts.append(row.box.top - LEVEL / 4 * size)
        floor = row.box.centre[1]
    return starts


def _starts_by_blank(
    titles: Sequence[Row], blanks: Sequence[tuple[float, float]], frame: Frame, title: int
) -> list[float]:
    """Heights of the blanks through all columns under which a title begins anew."""
    pitch = frame.measures[title].pitch + EXTRA_LEADING * frame.size
    starts = []
    for top, bottom in blanks:
        below = [row for row in titles if row.box.top >= bottom - 0.3 * frame.size]
        above = [row for row in titles if row.box.bottom <= top + 0.3 * frame.size]
        begins = bool(below) and below[0].box.top - bottom < 0.5 * frame.size
        if begins and (not above or below[0].box.bottom - above[-1].box.bottom > pitch):
            starts.append((top + bottom) / 2)
    return starts
