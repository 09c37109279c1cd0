"""Dumps that keep the layout: the columns of characters are their geometry.

``pdftotext -layout`` and tesseract with ``preserve_interword_spaces`` part
columns by runs of blanks. Such a text is straightened (columns begin a little
more left or right from line to line, for letters differ in width), laid on a
grid and read as a page is, by the same recognisers; then the boxes, which
mean nothing outside this module, are taken off again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import count, pairwise

from ingest.dump_lines import DumpLine, periods_in, read_lines
from ingest.dump_sections import ends_sentence, outline, starts_lower_case
from ingest.dump_units import contradicts
from ingest.sections import Cell, Heading, Notice, Passage, Section, SideCell, Split, Stray
from ingest.split import split_pages
from ingest.words import Box, Page, Ruling, TextLine, Word

LETTER = 6.0
"""Width of a character on the grid, in points: any value, the proportions matter."""
SIZE = 10.0
"""Font size on the grid."""
TITLE_SIZE = 13.0
"""Font size of a commitment's title on the grid, and :data:`REPORT_TITLE_SIZE` of the report's."""
REPORT_TITLE_SIZE = 17.0
LINE = 12.0
"""Line pitch on the grid: that of text set solid, so that a blank line is the gap of a paragraph."""
MARGIN = 100.0
"""Blank above and below the lines of a page: a page is more than its lines."""
RULE = 0.5
"""Thickness of the rules drawn on the grid between the rows of a matrix."""
BLANK = 0.5
"""Share of a blank's width that counts as gap; the rest belongs to the word before. A single blank is
then 0.3 of the size, as in set text, and two are wider than any space between words."""

DRIFT = 3
"""Characters by which a line's column may begin off the column's own place. Set by reading
dumps of typeset tables: most lie within one, few beyond three."""
PARTED_DRIFT = 1
"""The same where only one blank parts the columns: any word might begin two characters off."""
TORN = 0.3
"""Most confidence in the cells of a commitment with a torn sentence: 9 of 36 such cells were right in
the dumps that tests/dump/README.md tells of."""
SHOWN = 60
"""Characters of a line that a message quotes."""
GUTTER = 6
"""Blanks between columns after straightening."""

_GAP = re.compile(r" {2,}")


@dataclass(frozen=True, slots=True)
class _Run:
    """Words of a line without two blanks in a row between them."""

    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def keeps_layout(text: str) -> bool:
    """Whether period headings stand side by side in the text, parted by runs of blanks or tabs."""
    return any(_is_header(_runs(line.expandtabs())) for line in re.split(r"[\n\f]", text))


def split_grid(text: str) -> Split:
    """Take a dump that keeps the layout apart.

    Raises:
        NotAReport: no layout of a follow-up report fits.
    """
    lines, furniture = read_lines(text)
    split = split_pages(_pages(lines))
    bare = _without_boxes(split)
    return replace(bare, furniture=(*bare.furniture, *(line.line for line in furniture)))


def _runs(line: str) -> list[_Run]:
    runs: list[_Run] = []
    place = 0
    for gap in [*_GAP.finditer(line.rstrip()), None]:
        end = gap.start() if gap else len(line.rstrip())
        if line[place:end].strip():
            start = place + len(line[place:end]) - len(line[place:end].lstrip())
            runs.append(_Run(start, line[place:end].strip()))
        place = gap.end() if gap else end
    return runs


def _is_header(runs: Sequence[_Run]) -> bool:
    return sum(len(periods_in(run.text)) == 1 for run in runs) > 1


def _pages(lines: Sequence[DumpLine]) -> list[Page]:
    """The lines on the grid, columns straightened, titles set larger."""
    found = outline(list(lines))
    sizes = dict.fromkeys((line for section in found.sections for line in section.title), TITLE_SIZE)
    sizes |= dict.fromkeys(found.title, REPORT_TITLE_SIZE)
    pieces = _straightened(lines, sizes)
    pitch = GUTTER + max((len(piece.text) for of_line in pieces for _, piece in of_line), default=0)
    words: dict[int, list[Word]] = {}
    for line, of_line in zip(lines, pieces, strict=True):
        placed = [_Run(column * pitch + piece.start, piece.text) for column, piece in of_line]
        words.setdefault(line.page, []).extend(_words(line, placed, sizes.get(line, SIZE)))
    height = max((line.row for line in lines), default=0) * LINE + 2 * MARGIN
    width = max((word.box.x1 for page in words.values() for word in page), default=0.0) + LETTER
    rulings: dict[int, list[Ruling]] = {}
    for line in _row_starts(lines, pieces, sizes):
        top = MARGIN + line.row * LINE
        rulings.setdefault(line.page, []).append(Ruling(Box(0.0, top, width, top + RULE)))
    return [
        Page(number, width, height, tuple(words[number]), tuple(rulings.get(number, ())))
        for number in sorted(words)
    ]


def _row_starts(
    lines: Sequence[DumpLine], pieces: Sequence[list[tuple[int, _Run]]], titles: Container[DumpLine]
) -> list[DumpLine]:
    """Lines with which a row of a matrix begins, where its first column holds the titles.

    Where a title stands beside text in mid-sentence, titles are set in the middle of their rows and
    do not show where those begin; there the blank lines through all columns do.
    """
    starts: list[DumpLine] = []
    gaps: list[DumpLine] = []
    centred = False
    titled = True
    matrix = False
    last: dict[int, str] = {}
    for index, (line, of_line) in enumerate(zip(lines, pieces, strict=True)):
        here = {column: run.text for column, run in of_line}
        if _is_header(_runs(line.raw)):
            matrix, last, titled = not periods_in(here.get(0, "")), {}, True
            continue
        if line in titles or not matrix:
            matrix = matrix and line not in titles
            continue
        beside = index == 0 or 0 not in dict(pieces[index - 1]) or bool(line.blanks_before)
        if 0 in here and beside and not starts_lower_case(here[0]):
            centred |= any(
                column in last and starts_lower_case(text) and not ends_sentence(last[column])
                for column, text in here.items()
                if column
            )
            starts.append(line)
        if line.blanks_before and titled:
            gaps.append(line)
            titled = False
        titled |= 0 in here
        last |= here
    return gaps if centred else starts


def words_on_grid(line: DumpLine) -> tuple[Word, ...]:
    """The words of a line of text, in their places on the grid."""
    return tuple(_words(line, [_Run(0, line.text)], SIZE))


def _words(line: DumpLine, pieces: Sequence[_Run], size: float) -> Iterable[Word]:
    top = MARGIN + line.row * LINE + LINE - size
    for piece in pieces:
        for match in re.finditer(r"\S+", piece.text):
            yield Word(
                text=match.group(),
                box=Box(
                    (piece.start + match.start()) * LETTER,
                    top,
                    (piece.start + match.end() + BLANK) * LETTER,
                    top + size,
                ),
                page=line.page,
                size=size,
                bold=size > SIZE or bool(periods_in(piece.text)),
                origin="text",
            )


def _straightened(lines: Sequence[DumpLine], titles: Container[DumpLine]) -> list[list[tuple[int, _Run]]]:
    """Of each line: its pieces with their columns, each piece begun by its place in the column."""
    runs = [_runs(line.raw) for line in lines]
    result: list[list[tuple[int, _Run]]] = []
    heads: list[_Run] = []
    starts: list[int] = []
    for index, line in enumerate(lines):
        header = _is_header(runs[index])
        if header:
            heads = runs[index]
        if header or line.page_break:
            starts = _column_starts(heads, _table_runs(lines, runs, titles, index))
        if line in titles or not starts:
            result.append([(0, run) for run in runs[index]])
        elif header:
            result.append([(column, _Run(0, run.text)) for column, run in enumerate(heads)])
        else:
            result.append(_in_columns(runs[index], starts))
    return result


def _table_runs(
    lines: Sequence[DumpLine], runs: Sequence[list[_Run]], titles: Container[DumpLine], begin: int
) -> list[_Run]:
    """The runs from ``lines[begin]`` on that stand in the same table on the same page."""
    found: list[_Run] = []
    for index in range(begin, len(lines)):
        if index > begin and (lines[index].page_break or lines[index] in titles or _is_header(runs[index])):
            break
        if not _is_header(runs[index]):
            found.extend(runs[index])
    return found


def _column_starts(heads: Sequence[_Run], runs: Sequence[_Run]) -> list[int]:
    """Where the columns begin: where most runs do, between the end of a heading and that of the next."""
    counts = Counter(run.start for run in runs)
    starts: list[int] = []
    low = 0
    for head in heads:
        inside = range(low, head.end)
        best = max(
            inside,
            key=lambda place: (
                sum(counts[near] for near in range(place - 1, place + 2) if near in inside) + counts[place],
                -abs(place - head.start),
            ),
        )
        starts.append(best if counts[best] else head.start)
        low = head.end
    return starts


def _in_columns(runs: Sequence[_Run], starts: Sequence[int]) -> list[tuple[int, _Run]]:
    """The runs of a line by column; a run that reaches over the next column's beginning is parted there."""
    placed: list[tuple[int, _Run]] = []
    columns = [_column_of(run.start, starts) for run in runs]
    for index, (run, column) in enumerate(zip(runs, columns, strict=True)):
        rest = run
        while column + 1 < len(starts) and column + 1 not in columns[index + 1 :]:
            cut = _word_start(rest, starts[column + 1])
            if cut is None:
                break
            placed.append(
                (column, _snapped(_Run(rest.start, rest.text[: cut - rest.start].rstrip()), starts[column]))
            )
            rest = _Run(cut, rest.text[cut - rest.start :])
            column += 1
        placed.append((column, _snapped(rest, starts[column])))
    return _side_by_side(placed)


def _column_of(place: int, starts: Sequence[int]) -> int:
    return max((column for column, start in enumerate(starts) if start - DRIFT <= place), default=0)


def _word_start(run: _Run, place: int) -> int | None:
    """The word of ``run`` with which the column at ``place`` begins; None if none does.

    It stands within a character of the place, or a little further off where it has a capital in
    mid-sentence: that is how another column shows.
    """
    near: list[tuple[int, int]] = []
    for match in re.finditer(r"(?<= )\S", run.text):
        begin = run.start + match.start()
        capital = match.group().isupper() and not ends_sentence(run.text[: match.start()].rstrip())
        if abs(begin - place) <= (DRIFT if capital else PARTED_DRIFT):
            near.append((abs(begin - place), begin))
    return min(near)[1] if near else None


def _snapped(run: _Run, start: int) -> _Run:
    offset = run.start - start
    return _Run(0 if abs(offset) <= DRIFT else offset, run.text)


def _side_by_side(placed: Sequence[tuple[int, _Run]]) -> list[tuple[int, _Run]]:
    """Two runs in one column one after the other, the second not over the first."""
    result: list[tuple[int, _Run]] = []
    for column, run in placed:
        if result and result[-1][0] == column:
            before = result.pop()[1]
            run = _Run(before.start, f"{before.text} {run.text}")
        result.append((column, run))
    return result


def _without_boxes(split: Split) -> Split:
    sections = tuple(_bare_section(section) for section in split.sections)
    return replace(
        split,
        title=without_place(split.title),
        sections=sections,
        headings=tuple(Heading(_bare_line(heading.line), heading.role) for heading in split.headings),
        furniture=without_place(split.furniture),
        unassigned=tuple(Stray(_bare_line(stray.line), stray.reason) for stray in split.unassigned),
        notices=(*split.notices, *(notice for notice in map(_torn, sections, count(1)) if notice)),
    )


def _torn(section: Section, number: int) -> Notice | None:
    """That words of a commitment slipped from column to column; None where its sentences are whole."""
    for cell in section.cells:
        if cell.confidence < 1:
            line = next(line for line in _lines(cell.passages) if line)
            return Notice(
                "slipped-columns",
                "error",
                "The columns of this text cannot be told apart everywhere: in "
                f"{cell.period.name} sentences are torn (it begins “{line.text[:SHOWN]}”). "
                "Give the PDF itself, or mend these cells by hand.",
                page=line.page,
                where=f"commitment {number}",
            )
    return None


def _lines(passages: Sequence[Passage]) -> list[TextLine]:
    return [line for passage in passages for line in passage.lines]


def _is_torn(passages: Sequence[Passage]) -> bool:
    """Whether a cell begins in mid-sentence, or goes on in mid-sentence after a full stop."""
    lines = _lines(passages)
    if lines and starts_lower_case(lines[0].text):
        return True
    return any(contradicts(above.text, line.text) for above, line in pairwise(lines))


def _bare_line(line: TextLine) -> TextLine:
    return TextLine(line.text, line.page)


def without_place(lines: Iterable[TextLine]) -> tuple[TextLine, ...]:
    """The lines without the boxes that only the grid gave them."""
    return tuple(_bare_line(line) for line in lines)


def _bare_passages(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Passages without boxes; what a row of the other columns tore apart in mid-sentence is one again."""
    joined: list[Passage] = []
    for passage in passages:
        lines = without_place(passage.lines)
        if joined and starts_lower_case(lines[0].text) and not ends_sentence(joined[-1].lines[-1].text):
            lines = joined.pop().lines + lines
        joined.append(Passage(lines))
    return tuple(joined)


def _bare_cell(cell: Cell, torn: bool) -> Cell:
    return Cell(
        cell.period, _bare_passages(cell.passages), min(cell.confidence, TORN) if torn else cell.confidence
    )


def _bare_section(section: Section) -> Section:
    torn = any(_is_torn(cell.passages) for cell in section.cells)
    return replace(
        section,
        title=without_place(section.title),
        label_lines=without_place(section.label_lines),
        cells=tuple(_bare_cell(cell, torn) for cell in section.cells),
        sides=tuple(SideCell(side.name, _bare_passages(side.passages), side.page) for side in section.sides),
    )
