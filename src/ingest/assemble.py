"""Split report → :class:`schema.Report`: join lines, restore letters, name the place and the year.

The last stage before the border: frozen values in, pydantic out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import schema
from ingest.paragraphs import Edit, Joined
from ingest.places import find_place, find_year
from ingest.provenance import Provenance
from ingest.sections import Cell, Notice, Passage, Section, SideCell, Split
from ingest.words import Box, Colour, TextLine, around

Texts = dict[tuple[TextLine, ...], Joined]
"""The delivered text of every run of lines (paragraph, title, heading) of a report."""


def assemble(split: Split, texts: Texts, provenance: Provenance, notices: Sequence[Notice]) -> schema.Report:
    """Build the report. ``notices`` are those of the stages before and after splitting, in their order."""
    title = texts[split.title] if split.title else Joined("", "")
    titles, others = [title.text], _other_texts(split, texts)
    place = find_place(titles, others)
    year, year_notices = find_year(_period_years(split), titles, others)
    return schema.Report(
        title=title.text,
        title_raw=title.raw,
        title_corrections=_corrections(title),
        year=year,
        municipality=place.municipality.name if place.municipality else None,
        municipality_code=place.municipality.code if place.municipality else None,
        police_area=place.police_area,
        source=schema.Source(
            file=provenance.file,
            sha256=provenance.sha256,
            pages=provenance.pages,
            kind=provenance.kind,
            layout=split.layout,
            page_readings=tuple(
                schema.PageReading(
                    page=reading.page,
                    diagnosis=reading.diagnosis,
                    reason=reading.reason,
                    read_by=reading.read_by,
                    confidence=reading.confidence,
                )
                for reading in provenance.page_readings
            ),
            versions=provenance.versions,
            settings=provenance.settings,
        ),
        commitments=tuple(
            _commitment(number, section, texts, year) for number, section in enumerate(split.sections, 1)
        ),
        headings=tuple(
            schema.Heading(
                text=texts[(heading.line,)].text,
                raw=heading.line.text,
                role=heading.role,
                page=heading.line.page,
                box=_box(heading.line.box),
            )
            for heading in split.headings
        ),
        furniture=tuple(
            schema.Furniture(text=line.text, page=line.page, box=_box(line.box)) for line in split.furniture
        ),
        unassigned=tuple(
            schema.Unassigned(
                text=stray.line.text, page=stray.line.page, box=_box(stray.line.box), reason=stray.reason
            )
            for stray in split.unassigned
        ),
        findings=tuple(_findings([*notices, *split.notices, *place.notices, *year_notices])),
    )


def runs_of_lines(split: Split) -> Iterator[tuple[str, tuple[TextLine, ...]]]:
    """Every run of lines that is delivered as one text, with the name of its place, in reading order."""
    if split.title:
        yield "title", split.title
    for heading in split.headings:
        yield f"heading on page {heading.line.page}", (heading.line,)
    for number, section in enumerate(split.sections, 1):
        if section.title:
            yield f"commitment {number}, title", section.title
        for side in section.sides:
            for passage in side.passages:
                yield f"commitment {number}, {side.name}", passage.lines
        for cell in section.cells:
            for passage in cell.passages:
                yield f"commitment {number}, {cell.period.name}", passage.lines


def _other_texts(split: Split, texts: Texts) -> list[str]:
    """What may name the place and the year beside the title: nearest to the cover first."""
    return [
        *(line.text for line in split.furniture),
        *(stray.line.text for stray in split.unassigned),
        *(texts[lines].text for where, lines in runs_of_lines(split) if where != "title"),
    ]


def _period_years(split: Split) -> list[int]:
    cells = (cell for section in split.sections for cell in section.cells)
    return [cell.period.year for cell in cells if cell.period.year is not None]


def _commitment(number: int, section: Section, texts: Texts, year: int | None) -> schema.Commitment:
    title = texts[section.title] if section.title else Joined("", "")
    heads = [*section.label_lines, *section.title]
    first_page = heads[0].page if heads else _first_page(section)
    return schema.Commitment(
        number=number,
        label=section.label,
        label_raw="\n".join(line.text for line in section.label_lines),
        title=title.text,
        title_raw=title.raw,
        title_corrections=_corrections(title),
        group=section.group,
        page=first_page,
        box=_around(line for line in heads if line.page == first_page),
        fields=tuple(_field(side, texts) for side in section.sides),
        entries=tuple(_entry(cell, texts, year) for cell in section.cells),
    )


def _first_page(section: Section) -> int:
    pages = [line.page for cell in section.cells for passage in cell.passages for line in passage.lines]
    return min(pages, default=1)


def _field(side: SideCell, texts: Texts) -> schema.SideField:
    """A side cell; its paragraphs are joined by blank lines, raw and delivered alike, so that spans hold."""
    raw, text = "", ""
    corrections: list[schema.Correction] = []
    for passage in side.passages:
        joined = texts[passage.lines]
        if raw:
            raw, text = raw + "\n\n", text + "\n\n"
        corrections.extend(_corrections(joined, len(raw), len(text)))
        raw, text = raw + joined.raw, text + joined.text
    return schema.SideField(
        name=side.name,
        text=text,
        raw=raw,
        corrections=tuple(corrections),
        colour=_hex(side.colour),
        page=side.page,
        box=_box(side.box),
    )


def _entry(cell: Cell, texts: Texts, year: int | None) -> schema.Entry:
    dates = cell.period.dates(year)
    return schema.Entry(
        period=cell.period.name,
        kind=cell.period.kind,
        start=dates[0] if dates else None,
        end=dates[1] if dates else None,
        paragraphs=tuple(_paragraph(passage, texts[passage.lines]) for passage in cell.passages),
        confidence=round(cell.confidence, 3),
    )


def _paragraph(passage: Passage, joined: Joined) -> schema.Paragraph:
    boxes = tuple(_page_boxes(passage.lines))
    sureness = sum(line.confidence * len(line.text) for line in passage.lines)
    return schema.Paragraph(
        text=joined.text,
        raw=joined.raw,
        page=passage.lines[0].page,
        box=boxes[0].box if boxes else None,
        boxes=boxes,
        confidence=round(sureness / max(1, sum(len(line.text) for line in passage.lines)), 3),
        corrections=_corrections(joined),
    )


def _page_boxes(lines: Sequence[TextLine]) -> Iterator[schema.PageBox]:
    """One box for each run of lines that stand under one another; a page or column break starts a new one."""
    run: list[TextLine] = []
    for line in lines:
        if run and not _follows_below(run[-1], line):
            yield from _page_box(run)
            run = []
        run.append(line)
    yield from _page_box(run)


def _follows_below(upper: TextLine, lower: TextLine) -> bool:
    if upper.page != lower.page or upper.box is None or lower.box is None:
        return upper.page == lower.page
    return lower.box.bottom > upper.box.top


def _page_box(run: Sequence[TextLine]) -> Iterator[schema.PageBox]:
    box = _around(run)
    if box is not None:
        yield schema.PageBox(page=run[0].page, box=box)


def _corrections(joined: Joined, raw_offset: int = 0, text_offset: int = 0) -> tuple[schema.Correction, ...]:
    return tuple(_correction(edit, raw_offset, text_offset) for edit in joined.edits)


def _correction(edit: Edit, raw_offset: int, text_offset: int) -> schema.Correction:
    return schema.Correction(
        start=edit.start + raw_offset,
        end=edit.end + raw_offset,
        text_start=edit.text_start + text_offset,
        text_end=edit.text_end + text_offset,
        before=edit.before,
        after=edit.after,
        kind=edit.kind,
        confidence=round(edit.confidence, 3),
        reason=edit.reason,
        alternatives=edit.alternatives,
    )


def _findings(notices: Iterable[Notice]) -> Iterator[schema.Finding]:
    for notice in notices:
        yield schema.Finding(
            rule=notice.rule,
            severity=notice.severity,
            message=notice.message,
            page=notice.page,
            where=notice.where,
        )


def _around(lines: Iterable[TextLine]) -> schema.Box | None:
    boxes = [line.box for line in lines if line.box is not None]
    return _box(around(boxes)) if boxes else None


def _box(box: Box | None) -> schema.Box | None:
    if box is None:
        return None
    return schema.Box(
        x0=round(box.x0, 2), top=round(box.top, 2), x1=round(box.x1, 2), bottom=round(box.bottom, 2)
    )


def _hex(colour: Colour | None) -> str | None:
    return None if colour is None else "#" + "".join(f"{round(part * 255):02x}" for part in colour)
