"""Layout A: a commitment's title over a row of period headings, a column of text under each."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.furniture import Parted
from ingest.layouts.bands import Band, bands_of, group_start
from ingest.layouts.frame import Setting, setting_of
from ingest.layouts.headers import HEADING_REACH, Header, period_headers
from ingest.lines import Look, Row, body_look, rows_of, segments_of
from ingest.passages import Measure, passages_of
from ingest.periods import find_periods, in_order, read_period
from ingest.sections import Cell, Heading, Notice, Period, Section, SideCell, Split, Stray
from ingest.titles import contents_rows, count_up, read_title, report_title, same_title
from ingest.words import Page, Word

NAME = "columns"

LONGEST_TITLE = 4
"""Lines a title has at most when the body's type is looked for."""


def split_columns(pages: Sequence[Page], parted: Parted) -> Split | None:
    """The report as sections of columns; None where no row of period headings stands on the pages."""
    rows = list(parted.rows)
    headers = period_headers(rows)
    if not headers or _mostly_alone(headers, rows):
        return None
    setting = setting_of(pages, rows, _body(headers, rows))
    bands, before = bands_of(headers, setting)
    title, group, strays = front_matter(before, bands[0].title, setting)
    if group:
        bands[0] = _with_group(bands[0], group)
    sections, repeated = _sections(bands)
    headings = [Heading(head.line, "period") for header in headers for head in header.heads]
    headings += [Heading(row.line, "group") for band in bands for row in band.group]
    strays += [Stray(row.line, "text across the columns") for band in bands for row in band.across]
    return Split(
        layout=NAME,
        title=tuple(row.line for row in title),
        sections=sections,
        headings=tuple(headings),
        furniture=tuple(row.line for row in (*parted.furniture, *repeated)),
        unassigned=tuple(strays),
        notices=tuple(_notices(bands, sections, title)),
    )


def _mostly_alone(headers: Sequence[Header], rows: Sequence[Row]) -> bool:
    """Whether more period headings stand by themselves than in header rows.

    Then they head paragraphs, and some stand side by side by chance in two text columns.
    """
    taken = {i for header in headers for i in range(header.first, header.past)}
    alone = sum(
        len(find_periods(row.words, HEADING_REACH * row.look.size))
        for i, row in enumerate(rows)
        if i not in taken
        and any(
            read_period(" ".join(word.text for word in part))
            for part in segments_of(row, HEADING_REACH * row.look.size)
        )
    )
    return alone > sum(len(header.heads) for header in headers)


def _body(headers: Sequence[Header], rows: Sequence[Row]) -> Look:
    """The look of the text under the headings, as far as it is surely neither title nor heading."""
    apart: set[int] = set()
    for header in headers:
        apart.update(range(header.first, header.past))
        last = header.first - 1
        for i in range(last, -1, -1):
            # Title lines look alike; a body set like them loses a few lines here, which does no harm.
            if i in apart or last - i > LONGEST_TITLE or not rows[i].look.like(rows[last].look):
                break
            apart.add(i)
    under = [row for i, row in enumerate(rows) if i >= headers[0].past and i not in apart]
    if under:
        return body_look(under)
    return Look(rows[headers[0].first].look.size, bold=False)


def _with_group(band: Band, group: Sequence[Row]) -> Band:
    return Band(band.header, band.frame, band.title, band.described, tuple(group), band.body, band.across)


def front_matter(
    before: Sequence[Row], first_title: Sequence[Row], setting: Setting
) -> tuple[tuple[Row, ...], list[Row], list[Stray]]:
    """The report's title, the heading of the first group, and the rest with the reason it has no place."""
    contents = {id(row) for row in contents_rows(before)}
    strays = [Stray(row.line, "table of contents") for row in before if id(row) in contents]
    text = [row for row in before if id(row) not in contents]
    title = report_title(text, setting.body)
    taken = {id(row) for row in title}
    rest = [row for row in text if id(row) not in taken]
    start = group_start(rest, first_title, setting)
    strays += [Stray(row.line, "introduction, before the first commitment") for row in rest[:start]]
    return title, rest[start:], strays


def _sections(bands: Sequence[Band]) -> tuple[tuple[Section, ...], list[Row]]:
    """Sections, bands of one commitment joined; and the titles that were only repeated."""
    periods = in_order(head.period for band in bands for head in band.header.heads if head.period)
    numbered = count_up([band.title for band in bands if band.title])
    joined: list[list[Band]] = []
    repeated: list[Row] = []
    for band in bands:
        if joined and _continues(joined[-1], band):
            repeated += band.title
            joined[-1].append(band)
        else:
            joined.append([band])
    group: str | None = None
    sections = []
    for parts in joined:
        if parts[0].group:
            group = " ".join(row.text for row in parts[0].group)
        read = read_title(parts[0].title, numbered=numbered)
        sections.append(
            Section(
                read.lines, _cells(parts, periods), read.label, read.label_lines, group, _descriptions(parts)
            )
        )
    return tuple(sections), repeated


def _continues(parts: Sequence[Band], band: Band) -> bool:
    """Whether a band goes on with the commitment before: headings (and title) repeated on a new page."""
    if not band.title:
        return True
    text, before = (" ".join(row.text for row in title) for title in (band.title, parts[0].title))
    return band.header.page > parts[-1].header.page and same_title(text, before)


def _cells(parts: Sequence[Band], periods: Sequence[Period]) -> tuple[Cell, ...]:
    columns: dict[tuple[str, int | None], list[Word]] = {}
    measures: dict[tuple[str, int | None], Measure] = {}
    for part in parts:
        for head, measure in zip(part.header.heads, part.frame.measures, strict=True):
            if head.period:
                columns.setdefault((head.period.name, head.period.year), [])
                measures.setdefault((head.period.name, head.period.year), measure)
        for row in part.body:
            for word in row.words:
                period = part.header.heads[part.frame.column(word)].period
                if period:
                    columns[(period.name, period.year)].append(word)
    cells = []
    for period in periods:
        key = (period.name, period.year)
        words = columns.get(key)
        cells.append(Cell(period, passages_of(rows_of(words), measures[key]) if words else ()))
    return tuple(cells)


def _descriptions(parts: Sequence[Band]) -> tuple[SideCell, ...]:
    return tuple(
        SideCell(
            "Beskrivning",
            passages_of(
                part.described,
                Measure(
                    part.described[0].box.x0,
                    max(r.box.x1 for r in part.described),
                    part.frame.measures[0].pitch,
                ),
            ),
            part.described[0].page,
        )
        for part in parts
        if part.described
    )


def _notices(bands: Sequence[Band], sections: Sequence[Section], title: Sequence[Row]) -> list[Notice]:
    found: list[Notice] = []
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
                    "Period headings without a title above them; look at the page and add the title.",
                    bands[0].header.page,
                    f"commitment {number}",
                )
            )
    for band in bands:
        found += band.header.notices
        if band.header.guessed:
            found.append(
                Notice(
                    "damaged-period-heading",
                    "warning",
                    "A period heading was misread or is illegible and was inferred from its neighbours: "
                    f"“{' | '.join(head.text for head in band.header.heads)}”. Check it.",
                    band.header.page,
                )
            )
        for row in band.across:
            found.append(
                Notice(
                    "text-across-columns",
                    "warning",
                    f"A line runs over the columns and was left unassigned: “{row.text[:60]}”. "
                    "Decide where it belongs.",
                    row.page,
                )
            )
        for row in band.body:
            for word in row.words:
                if any(g.border - 1 > word.box.x0 and g.border + 1 < word.box.x1 for g in band.frame.gutters):
                    found.append(
                        Notice(
                            "word-across-border",
                            "warning",
                            f"The word “{word.text}” stands over the border of two columns; check its cell.",
                            word.page,
                        )
                    )
    return found
