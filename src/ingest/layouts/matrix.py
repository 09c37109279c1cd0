"""Layout B: one table, a row for each commitment, columns for periods, who answers for it, status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ingest.furniture import Parted
from ingest.layouts.columns import front_matter
from ingest.layouts.frame import Frame, Setting, frames_of, setting_of
from ingest.layouts.matrix_header import MatrixHeader, matrix_headers, unbroken
from ingest.layouts.row_numbers import misnumbered, numbered_items
from ingest.layouts.table_rows import TableRow, cut_rows, rules_across
from ingest.lines import Look, Row, body_look, rows_of
from ingest.passages import passages_of
from ingest.periods import in_order
from ingest.sections import Cell, Heading, Notice, Period, Section, SideCell, Split, Stray
from ingest.titles import read_title, report_title
from ingest.words import Box, Colour, Fill, Page, Word, around

NAME = "matrix"
PAIRS = "pairs"
"""Name of the layout where the table has promises and their results, and nothing else."""

WHOLE_YEAR = Period("Y", 1, 12, kind="year")
"""The period of a table that has a result column and no periods."""

TORN = 1.5
"""White between two lines of a title, in heights of a line, from which they are two: an empty line."""

CELL_SHARE = 0.5
"""Share of a cell's width that a fill must cover to colour it; less is a mark beside the text."""


@dataclass(slots=True)
class _Entry:
    """One commitment in the making: words by column, and where its rows stand."""

    group: str | None
    words: dict[int, list[Word]] = field(default_factory=dict)
    places: list[tuple[TableRow, int]] = field(default_factory=list)
    numbers: list[Word] = field(default_factory=list)
    """Numbers printed before results, which only say which promise they belong to."""


@dataclass(frozen=True, slots=True)
class _Table:
    """A header row with its frame and the rows under it, down to the next header row."""

    matrix: MatrixHeader
    frame: Frame
    body: tuple[Row, ...]
    above: tuple[Row, ...]
    """Rows over the header that belong to no table: headings, running text."""


def split_matrix(pages: Sequence[Page], parted: Parted) -> Split | None:
    """The report as rows of a matrix; None where no header row of one stands on the pages."""
    rows = list(parted.rows)
    found = matrix_headers(rows)
    if not found:
        return None
    setting = setting_of(pages, rows, _body(found, rows))
    tables, before, strays = _tables(found, setting)
    if any(table.above for table in tables[1:]):
        start = _group_above(before, setting)
        tables[0] = replace(tables[0], above=tuple(before[start:]))
        before = before[:start]
    title, _, more = front_matter(before, (), setting)
    strays += more
    entries, group_rows = _entries(tables, setting)
    periods = in_order(
        head.period for table in tables for head in table.matrix.header.heads if head.period
    ) or (WHOLE_YEAR,)
    sections = tuple(_section(entry, tables, periods, setting) for entry in entries)
    headings = []
    for table in tables:
        for head, role in zip(table.matrix.header.heads, table.matrix.roles, strict=True):
            if head.words:  # the column of the commitments may have no heading
                headings.append(Heading(head.line, "period" if role == "period" else "column"))
    headings += [Heading(row.line, "group") for row in group_rows]
    return Split(
        layout=PAIRS if all(matrix.pairs for matrix in found) else NAME,
        title=tuple(row.line for row in title),
        sections=sections,
        headings=tuple(headings),
        furniture=tuple(row.line for row in parted.furniture),
        unassigned=tuple(strays),
        notices=(
            *_notices(sections, strays, title),
            *(notice for matrix in found for notice in matrix.header.notices),
        ),
    )


def _group_above(before: Sequence[Row], setting: Setting) -> int:
    """Where the heading of the first table begins, in a report whose other tables have one."""
    title = {id(row) for row in report_title(before, setting.body)}
    start = len(before)
    while start and setting.stands_out(before[start - 1]) and id(before[start - 1]) not in title:
        start -= 1
    return start


def _body(found: Sequence[MatrixHeader], rows: Sequence[Row]) -> Look:
    taken = {i for matrix in found for i in range(matrix.header.first, matrix.header.past)}
    return body_look(row for i, row in enumerate(rows) if i >= found[0].header.past and i not in taken)


def _tables(found: Sequence[MatrixHeader], setting: Setting) -> tuple[list[_Table], list[Row], list[Stray]]:
    """Tables in order, the rows before the first, and running text that belongs to none."""
    rows = setting.rows
    past = [0, *(matrix.header.past for matrix in found)]
    ends = [*(matrix.header.first for matrix in found), len(rows)]
    parts = [list(rows[a:b]) for a, b in zip(past, ends, strict=True)]
    headers = [matrix.header for matrix in found]
    rough = [[row for row in part if not setting.larger(row)] for part in parts[1:]]
    frames = frames_of(headers, rough, setting)
    strays: list[Stray] = []
    tables: list[_Table] = []
    above: tuple[Row, ...] = ()
    for matrix, frame, part in zip(found, frames, parts[1:], strict=True):
        body, after = _ended(part, frame, setting)
        tables.append(_Table(matrix, frame, tuple(body), above))
        above = tuple(row for row in after if setting.stands_out(row) and matrix is not found[-1])
        strays += [Stray(row.line, "text outside the table") for row in after if row not in above]
    frames = frames_of(headers, [table.body for table in tables], setting)
    tables = [
        _Table(table.matrix, frame, table.body, table.above)
        for table, frame in zip(tables, frames, strict=True)
    ]
    return tables, parts[0], strays


def _ended(part: Sequence[Row], frame: Frame, setting: Setting) -> tuple[list[Row], list[Row]]:
    """Cut the rows under a header where the table ends: before running text over its columns, at its end."""
    end = len(part)
    while end:
        row = part[end - 1]
        outside = frame.across(row) or setting.larger(row)
        follows = (
            end < len(part)
            and frame.across(part[end])
            and part[end].page == row.page
            and frame.filled(row) <= {0}
            and setting.stands_out(row)
        )
        if not outside and not follows and not _ends_running_text(part, end, frame):
            break
        end -= 1
    return list(part[:end]), list(part[end:])


def _ends_running_text(part: Sequence[Row], end: int, frame: Frame) -> bool:
    """Whether the row is the short last line of running text."""
    if end < 2:
        return False
    row, above = part[end - 1], part[end - 2]
    near = above.page == row.page and row.box.bottom - above.box.bottom < 1.75 * frame.size
    return near and frame.across(above) and frame.filled(row) == {0}


def _entries(tables: Sequence[_Table], setting: Setting) -> tuple[list[_Entry], list[Row]]:
    """Commitments over all tables, rows that go on after a page break joined; and the group headings."""
    entries: list[_Entry] = []
    group_rows: list[Row] = []
    group: str | None = None
    for number, table in enumerate(tables):
        if table.above:
            group = " ".join(row.text for row in table.above)
            group_rows += table.above
        paired = _paired_by_number(table, number, group)
        if paired:
            entries += paired
            continue
        for row in _rows_of_table(table, setting):
            heading = _group_of(row, table, setting)
            if heading is not None:
                group = heading
                group_rows += rows_of(row.words)
                continue
            words: dict[int, list[Word]] = {}
            for word in row.words:
                words.setdefault(table.frame.column(word), []).append(word)
            for column in table.matrix.columns("group"):
                if column in words:
                    named = rows_of(words.pop(column))
                    group = " ".join(line.text for line in named)
                    group_rows += named
            goes_on = bool(entries) and _goes_on(entries[-1], words, row, table)
            if not goes_on:
                entries.append(_Entry(group))
            entry = entries[-1]
            entry.places.append((row, number))
            for column, given in words.items():
                entry.words.setdefault(column, []).extend(given)
    return entries, group_rows


def _paired_by_number(table: _Table, number: int, group: str | None) -> list[_Entry]:
    """Promises and results listed in one cell each, paired by their numbers; none if these differ."""
    if not table.matrix.pairs:
        return []
    result_column = table.matrix.roles.index("result")
    promises, results = (
        numbered_items(rows_of(w for row in table.body for w in row.words if table.frame.column(w) == column))
        for column in (table.matrix.title, result_column)
    )
    if len(promises) != len(results) or any(
        one and other and "ocr" not in (one[0].origin, other[0].origin) and one[0].text != other[0].text
        for (one, _), (other, _) in zip(promises, results, strict=True)
    ):
        return []
    entries = []
    for item, ((number_word, promise), (result_number, result)) in enumerate(
        zip(promises, results, strict=True), 1
    ):
        told = [*number_word, *promise]
        if number_word and number_word[0].text.rstrip(".)") == str(item):
            promise, number_word = told, []
        words = {table.matrix.title: promise, result_column: result}
        box = around(word.box for word in told if word.page == told[0].page)
        row = TableRow(tuple(told), told[0].page, box.top, box.bottom)
        entries.append(_Entry(group, words, [(row, number)], [*number_word, *result_number]))
    return entries


def _rows_of_table(table: _Table, setting: Setting) -> list[TableRow]:
    labels = table.matrix.columns("label")
    left = min(measure.left for measure in table.frame.measures)
    right = max(measure.right for measure in table.frame.measures)
    found = []
    for page in sorted({row.page for row in table.body}):
        words = [word for row in table.body if row.page == page for word in row.words]
        rules = rules_across(setting.rulings.get(page, ()), left, right)
        found += cut_rows(words, table.frame, table.matrix.title, labels[0] if labels else None, rules)
    return found


def _group_of(row: TableRow, table: _Table, setting: Setting) -> str | None:
    """The text of a row that is a heading within the table: one line over merged cells, set apart."""
    lines = rows_of(row.words)
    if len(lines) > 2 or not all(setting.stands_out(line) for line in lines):
        return None
    filled = set().union(*(table.frame.filled(line) for line in lines))
    across = any(table.frame.across(line) for line in lines)
    if across or (filled == {0} and table.matrix.title != 0):
        return " ".join(line.text for line in lines)
    return None


def _goes_on(last: _Entry, words: dict[int, list[Word]], row: TableRow, table: _Table) -> bool:
    """Whether a row of the table carries on the commitment before it.

    It does if it names none; after a page break also if its title goes on in
    the middle of a sentence, or the numbers of the commitments say so.
    """
    title = words.get(table.matrix.title, ())
    labels = table.matrix.columns("label")
    labelled = any(column in words for column in labels)
    if not title and not labelled:
        return True
    opens_page = last.places[-1][0].page < row.page
    if not opens_page or labelled:
        return False
    if labels and any(column in last.words for column in labels):
        return True
    return bool(title) and rows_of(title)[0].words[0].text[:1].islower()


def _section(entry: _Entry, tables: Sequence[_Table], periods: Sequence[Period], setting: Setting) -> Section:
    table = tables[entry.places[0][1]]
    matrix, frame = table.matrix, table.frame
    title = rows_of(entry.words.get(matrix.title, ()))
    labels = matrix.columns("label")
    label_rows = rows_of([word for column in labels for word in entry.words.get(column, ())])
    read = read_title(title) if not label_rows else None
    by_period: dict[tuple[str, int | None], int] = {}
    for i, head in enumerate(matrix.header.heads):
        if head.period:
            by_period[(head.period.name, head.period.year)] = i
    if not by_period:
        by_period[(WHOLE_YEAR.name, None)] = matrix.roles.index("result")
    cells = []
    for period in periods:
        column = by_period.get((period.name, period.year))
        words = entry.words.get(column, []) if column is not None else []
        passages = passages_of(rows_of(words), frame.measures[column]) if words and column is not None else ()
        cells.append(Cell(period, passages))
    sides = [_side(i, entry, table, setting) for i, role in enumerate(matrix.roles) if role == "side"]
    if read:
        numbers = tuple(row.line for row in rows_of(entry.numbers))
        return Section(
            read.lines, tuple(cells), read.label, (*read.label_lines, *numbers), entry.group, tuple(sides)
        )
    label = " ".join(row.text for row in label_rows).rstrip(".):")
    return Section(
        tuple(row.line for row in title),
        tuple(cells),
        label,
        tuple(row.line for row in label_rows),
        entry.group,
        tuple(sides),
    )


def _side(column: int, entry: _Entry, table: _Table, setting: Setting) -> SideCell:
    words = entry.words.get(column, [])
    row = entry.places[0][0]
    colour = _colour(column, row, table, setting.fills.get(row.page, ()))
    passages = passages_of(rows_of(words), table.frame.measures[column]) if words else ()
    box = around(word.box for word in words if word.page == words[0].page) if words else None
    name = unbroken(table.matrix.header.heads[column].text)
    return SideCell(name, passages, words[0].page if words else row.page, box, colour)


def _colour(column: int, row: TableRow, table: _Table, fills: Sequence[Fill]) -> Colour | None:
    """The fill behind a cell, if its neighbours have another: a striped table's colour says nothing."""
    behind = [_behind(i, row, table.frame, fills) for i in range(len(table.matrix.roles))]
    mine = behind[column]
    others = [colour for i, colour in enumerate(behind) if i != column]
    return mine if mine is not None and others.count(mine) < max(1, len(others) - 1) else None


def _behind(column: int, row: TableRow, frame: Frame, fills: Sequence[Fill]) -> Colour | None:
    measure = frame.measures[column]
    cell = Box(measure.left, row.top, max(measure.right, measure.left + 1), row.bottom)
    for fill in reversed(fills):  # what is drawn last lies on top
        shared = min(fill.box.x1, cell.x1) - max(fill.box.x0, cell.x0)
        if shared >= CELL_SHARE * cell.width and fill.box.top < row.top + 0.5 * frame.size < fill.box.bottom:
            return fill.colour
    return None


def _is_torn(section: Section) -> bool:
    """Whether lines of a title have more white between them than lines of one title ever have."""
    boxes = [around(word.box for word in line.words) for line in section.title]
    pages = [line.page for line in section.title]
    return any(
        page == next_page and below.top - above.bottom > TORN * above.height
        for (page, next_page), (above, below) in zip(pairwise(pages), pairwise(boxes), strict=True)
    )


def _notices(sections: Sequence[Section], strays: Sequence[Stray], title: Sequence[Row]) -> list[Notice]:
    found = []
    if not title:
        found.append(
            Notice(
                "missing-report-title", "warning", "No title of the report was found on its first page.", 1
            )
        )
    for number, section in enumerate(sections, 1):
        if not section.title:
            found.append(
                Notice(
                    "missing-title",
                    "error",
                    "A row of the table names no commitment; look at the page and add the title.",
                    where=f"commitment {number}",
                )
            )
        if _is_torn(section):
            said = (
                f"The lines of “{section.title[0].text[:60]}” stand far apart: rows of the table may have "
                "run together here. Compare with the page."
            )
            found.append(
                Notice("doubtful-title", "warning", said, section.title[0].page, f"commitment {number}")
            )
    labels = [section.label_lines[0] if section.label_lines else None for section in sections]
    for i in misnumbered(labels):
        label = labels[i]
        read = f" (“{label.text}”)" if label else ""
        found.append(
            Notice(
                "row-number",
                "warning",
                f"OCR read no number here that follows the one before{read}; rows of the table "
                "may have run together or come apart here. Compare with the page.",
                label.page if label else None,
                f"commitment {i + 1}",
            )
        )
    return found
