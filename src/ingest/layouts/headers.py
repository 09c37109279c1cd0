"""Header rows of tables: the words that stand over columns, periods among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.lines import Row, segments_of
from ingest.period_order import by_one_misread, is_in_order
from ingest.periods import find_periods, read_period
from ingest.sections import Notice, Period
from ingest.words import Box, TextLine, Word, around, line_of

HEADING_REACH = 1.2
"""Blank between two words of one heading, in font sizes, at most: columns stand further apart than that
from heading to heading, words of a heading (even of letterspaced capitals) stand closer."""

HEADER_PITCH = 2.0
"""Distance, in font sizes, from a first to a second line of headings at most."""

LONGER = 2
"""Letters by which a damaged heading may be longer than it is elsewhere: a speck read as a full stop, a
letter read as two."""

SAME_X = 0.8
"""How far, in font sizes, headings may shift from table to table and still head the same columns."""


@dataclass(frozen=True, slots=True)
class Head:
    """One column's heading."""

    words: tuple[Word, ...]
    box: Box
    period: Period | None = None

    @property
    def text(self) -> str:
        """As printed, its lines joined by blanks."""
        return " ".join(word.text for word in self.words)

    @property
    def line(self) -> TextLine:
        """As later stages take it."""
        return line_of(self.words)


@dataclass(frozen=True, slots=True)
class Header:
    """A row of column headings and where it stands among the rows of the report."""

    heads: tuple[Head, ...]
    first: int
    """Index of its first row."""
    past: int
    """Index after its last row."""
    page: int
    guessed: bool = False
    """Whether a heading was too damaged to read and was inferred from its neighbours."""
    notices: tuple[Notice, ...] = ()
    """On headings that do not follow each other in time."""

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Places of the headings, left to right."""
        return tuple(head.box for head in self.heads)

    def over_same_columns(self, other: Header, size: float) -> bool:
        """Whether both head the same columns in the same places."""
        return len(self.heads) == len(other.heads) and all(
            abs(a.box.x0 - b.box.x0) <= SAME_X * size
            or abs(a.box.centre[0] - b.box.centre[0]) <= SAME_X * size
            for a, b in zip(self.heads, other.heads, strict=True)
        )


def period_headers(rows: Sequence[Row]) -> list[Header]:
    """Rows that consist of two or more period headings, in order, and nothing else."""
    found: list[Header] = []
    index = 0
    while index < len(rows):
        header = _period_header(rows, index)
        if header:
            header = in_order_of_time(_with_second_line(rows, header))
            found.append(header)
            index = header.past
        else:
            index += 1
    taken = {index for header in found for index in range(header.first, header.past)}
    repeats = (_damaged_repeat(rows, i, found) for i in range(len(rows)) if found and i not in taken)
    return sorted([*found, *filter(None, repeats)], key=lambda header: header.first)


def _damaged_repeat(rows: Sequence[Row], index: int, headers: Sequence[Header]) -> Header | None:
    """A header row seen elsewhere in the report, of which OCR left only a part legible.

    Short headings ("T1") have no neighbours to be read by. A row counts that
    stands over the same columns, is no longer than the headings, and names at
    least one period in its own place and none in another's, unless OCR read
    one so that it stands twice ("T1 | T1") or out of order.
    """
    row = rows[index]
    parts = segments_of(row, HEADING_REACH * row.look.size)
    for header in headers:
        if len(parts) != len(header.heads):
            continue
        heads = tuple(
            Head(part, around(word.box for word in part), head.period)
            for part, head in zip(parts, header.heads, strict=True)
        )
        repeat = Header(heads, index, index + 1, row.page, guessed=True)
        lengths = [
            len(new.text) <= len(old.text) + LONGER for new, old in zip(heads, header.heads, strict=True)
        ]
        read = [(read_period(head.text), head.period) for head in heads]
        named = [
            found is not None and wanted is not None and found.name == wanted.name for found, wanted in read
        ]
        wrong = [
            found is not None and wanted is not None and found.name != wanted.name for found, wanted in read
        ]
        periods = [found for found, _ in read if found]
        is_misread = sum(wrong) == 1 and is_ocr(row.words) and not is_in_order(periods)
        is_over_columns = repeat.over_same_columns(header, row.look.size)
        if all(lengths) and any(named) and (is_misread or not any(wrong)) and is_over_columns:
            return repeat
    return None


def _period_header(rows: Sequence[Row], index: int) -> Header | None:
    row = rows[index]
    reach = HEADING_REACH * row.look.size
    spans = find_periods(row.words, reach)
    if len({(period.name, period.year) for _, _, period in spans}) < 2:
        return None
    heads = [Head(row.words[a:b], around(w.box for w in row.words[a:b]), period) for a, b, period in spans]
    mended = in_order_of_time(Header(tuple(heads), index, index + 1, row.page))
    order = [(head.period.year or 0, head.period.last_month) for head in mended.heads if head.period]
    if order != sorted(order):
        return None  # headings of two text columns that happen to stand side by side
    covered = sum(b - a for a, b, _ in spans)
    guessed = False
    if covered < len(row.words):
        rest = [word for i, word in enumerate(row.words) if not any(a <= i < b for a, b, _ in spans)]
        damaged = _damaged_head(rest, heads, reach)
        if damaged is None:
            return None
        heads, guessed = sorted([*heads, damaged], key=lambda head: head.box.x0), True
    return Header(tuple(heads), index, index + 1, row.page, guessed)


def in_order_of_time(header: Header) -> Header:
    """The header with a misread period read by the others, and what is to be said of it."""
    heads, notices = heads_in_order(header.heads, header.page)
    return replace(header, heads=heads, notices=notices)


def heads_in_order(heads: Sequence[Head], page: int) -> tuple[tuple[Head, ...], tuple[Notice, ...]]:
    """Period headings of one unit set right where exactly one was misread, and what is to be said of it.

    Only OCR misreads: what a text layer says stands, also where the headings
    are not in order, and so does what may be mended in two ways.
    """
    mended, notices = list(heads), []
    for unit in sorted({head.period.name[0] for head in heads if head.period}):
        row = [(i, head, head.period) for i, head in enumerate(heads) if head.period]
        row = [(i, head, period) for i, head, period in row if period.name[0] == unit]
        periods = [period for _, _, period in row]
        if is_in_order(periods):
            continue
        found = by_one_misread(periods, [head.text for _, head, _ in row])
        shown = " | ".join(head.text for _, head, _ in row)
        if len(found) == 1 and is_ocr(row[found[0][0]][1].words):
            ((place, period),) = found
            index, head, _ = row[place]
            mended[index] = replace(head, period=period)
            notices.append(_misread(page, place, head, period, shown))
        else:
            notices.append(_out_of_order(page, shown, [(row[i][1], period) for i, period in found]))
    return tuple(mended), tuple(notices)


def is_ocr(words: Sequence[Word]) -> bool:
    """Whether any of the words was read by OCR: only then can it be misread."""
    return any(word.confidence is not None for word in words)


def _misread(page: int, place: int, head: Head, period: Period, shown: str) -> Notice:
    return Notice(
        "damaged-period-heading",
        "warning",
        f"The period heading “{head.text}”, number {place + 1} of “{shown}”, was read as {_name(period)}: "
        "only so do they follow each other in time. Check it.",
        page,
    )


def _out_of_order(page: int, shown: str, readings: Sequence[tuple[Head, Period]]) -> Notice:
    others = ", ".join(f"“{head.text}” for {_name(period)}" for head, period in readings)
    return Notice(
        "period-headings-out-of-order",
        "error",
        f"The period headings “{shown}” do not follow each other in time and were left as they are"
        + (f" (perhaps {others})" if others else "")
        + ". Look at the page and put the texts under them right.",
        page,
    )


def _name(period: Period) -> str:
    return f"{period.name} {period.year}" if period.year else period.name


def _damaged_head(rest: Sequence[Word], heads: Sequence[Head], reach: float) -> Head | None:
    """The one heading of a row that cannot be read, if its neighbours say which it is."""
    parts = segments_of(Row(tuple(rest), around(w.box for w in rest), rest[0].page), reach)
    names = [head.period.name for head in heads if head.period]
    if len(parts) != 1 or len(heads) != 2 or len(parts[0]) > 2 or {name[0] for name in names} != {"T"}:
        return None
    (missing,) = {"T1", "T2", "T3"} - set(names)
    place = sum(head.box.x0 < parts[0][0].box.x0 for head in heads) + 1
    period = read_period(missing)
    if period is None or missing != f"T{place}" or not any(c.isdigit() for w in parts[0] for c in w.text):
        return None
    return Head(parts[0], around(word.box for word in parts[0]), period)


def _with_second_line(rows: Sequence[Row], header: Header) -> Header:
    """Months or years under the periods ("januari–april") belong to the headings."""
    if header.past >= len(rows):
        return header
    above, row = rows[header.past - 1], rows[header.past]
    if row.page != above.page or row.box.bottom - above.box.bottom > HEADER_PITCH * above.look.size:
        return header
    added: dict[int, list[Word]] = {}
    for part in segments_of(row, HEADING_REACH * row.look.size):
        box = around(word.box for word in part)
        under = [
            i
            for i, head in enumerate(header.heads)
            if min(head.box.x1, box.x1) - max(head.box.x0, box.x0) > 0
        ]
        if len(under) != 1:
            return header
        added.setdefault(under[0], []).extend(part)
    heads = list(header.heads)
    for i, words in added.items():
        head = heads[i]
        together = read_period(f"{head.text} ({' '.join(w.text for w in words).strip('()')})")
        if together is None or head.period is None:
            return header
        joined = (*head.words, *words)
        heads[i] = Head(joined, around(word.box for word in joined), together)
    return replace(header, heads=tuple(heads), past=header.past + 1)
