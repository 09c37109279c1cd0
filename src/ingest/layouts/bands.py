"""Bands: a header row, the title above it, and the rows below it down to the next title."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.layouts.frame import Frame, Setting, frames_of
from ingest.layouts.headers import Header
from ingest.lines import Row
from ingest.titles import TITLE_PITCH, title_start

LONGEST_DESCRIPTION = 8
"""Most lines of plain text between a title and its header row that are taken for a description."""

MOST = 0.6
"""Share of the tables that must have a description for plain lines over headings to be read as one."""


@dataclass(frozen=True, slots=True)
class Band:
    """What belongs to one header row."""

    header: Header
    frame: Frame
    title: tuple[Row, ...] = ()
    described: tuple[Row, ...] = ()
    """Plain text between the title and the headings."""
    group: tuple[Row, ...] = ()
    """A heading over several commitments, above the title."""
    body: tuple[Row, ...] = ()
    across: tuple[Row, ...] = ()
    """Lines below that run over the columns: text of no cell."""


def bands_of(headers: Sequence[Header], setting: Setting) -> tuple[list[Band], list[Row]]:
    """The bands in order, and the rows before the first one's title."""
    rows = setting.rows
    past = [0, *(header.past for header in headers)]
    above = [list(rows[start : header.first]) for start, header in zip(past, headers, strict=False)]
    last = list(rows[headers[-1].past :])
    # First without what may be titles, to see the columns; then the titles, by the columns.
    rough = [[row for row in part[:-1] if not setting.stands_out(row)] for part in above[1:]]
    frames = frames_of(headers, [*rough, last], setting)
    described = _have_descriptions(above, frames, setting)
    bands: list[Band] = []
    before: list[Row] = []
    for k, (header, frame) in enumerate(zip(headers, frames, strict=True)):
        known = frames[max(k - 1, 0)]
        start, end = _title_above(above[k], header, known, setting, described)
        title, description, rest = above[k][start:end], above[k][end:], above[k][:start]
        group: list[Row] = []
        if k:
            start = group_start(rest, title, setting)
            rest, group = rest[:start], rest[start:]
            bands[-1] = replace(bands[-1], body=tuple(rest))
        else:
            before = rest
        bands.append(Band(header, frame, tuple(title), tuple(description), tuple(group)))
    bands[-1] = replace(bands[-1], body=tuple(last))
    bands = [part for band in bands for part in _cut_at_bare_titles(band, bands, setting)]
    # Now without titles: the columns as they are.
    unique: dict[int, list[Row]] = {header.first: [] for header in headers}
    for band in bands:
        unique[band.header.first] += band.body
    frames = frames_of(headers, [unique[header.first] for header in headers], setting)
    by_header = {header.first: frame for header, frame in zip(headers, frames, strict=True)}
    bands = [replace(band, frame=by_header[band.header.first]) for band in bands]
    return [_without_lines_across(band, setting) for band in bands], before


def _have_descriptions(above: Sequence[Sequence[Row]], frames: Sequence[Frame], setting: Setting) -> bool:
    """Whether the tables of this report have plain text between title and headings.

    Not told from the first table: above it stands the report's own title.
    """
    later = [
        _described_end(rows, frame, setting) is not None
        for rows, frame in zip(above[1:], frames, strict=False)
        if rows
    ]
    return bool(later) and sum(later) >= MOST * len(later)


def _described_end(rows: Sequence[Row], frame: Frame, setting: Setting) -> int | None:
    """Index after the emphasised title that stands over plain lines at the end of ``rows``."""
    if not rows or setting.stands_out(rows[-1]):
        return None
    for end in range(len(rows) - 1, max(0, len(rows) - 1 - LONGEST_DESCRIPTION), -1):
        row = rows[end]
        if row.page != rows[-1].page or (len(frame.filled(row)) > 1 and not frame.across(row)):
            return None
        if setting.stands_out(rows[end - 1]) and rows[end - 1].page == row.page:
            return end
    return None


def _title_above(
    above: Sequence[Row], header: Header, frame: Frame, setting: Setting, described: bool
) -> tuple[int, int]:
    """Where in ``above`` the title of ``header`` begins and ends; both its length where there is none."""
    end = len(above)
    if described:
        end = _described_end(above, frame, setting) or end
    on_page = [row for row in above[:end] if row.page == header.page]
    if on_page:
        start = title_start(above, end, setting.body, setting.stands_out, frame.across)
        if start and above[start] is on_page[0]:
            start = _wrapped_start(above, start, frame, setting)
        return start, end
    # The headings open a page: the title may stand at the foot of the page before.
    if not above or above[-1].page != header.page - 1:
        return end, end
    last = above[-1]
    if setting.larger(last) or frame.across(last) or (setting.stands_out(last) and _apart(above, setting)):
        return title_start(above, end, setting.body, setting.stands_out, frame.across), end
    return end, end


def _wrapped_start(above: Sequence[Row], start: int, frame: Frame, setting: Setting) -> int:
    """A title that opens a page may have begun at the foot of the page before."""
    first, last = above[start], above[start - 1]
    if last.page != first.page - 1 or not last.look.like(first.look):
        return start
    if frame.across(last) or (setting.stands_out(last) and setting.stands_out(first)):
        return title_start(above, start, setting.body, setting.stands_out, frame.across)
    return start


def _apart(above: Sequence[Row], setting: Setting) -> bool:
    """Whether the last row stands further below the text than lines of it do."""
    if len(above) < 2 or above[-2].page != above[-1].page:
        return True
    return above[-1].box.bottom - above[-2].box.bottom > TITLE_PITCH * setting.body.size


def group_start(rest: Sequence[Row], title: Sequence[Row], setting: Setting) -> int:
    """Where headings over several commitments begin, at the end of the rows above a title."""
    start = len(rest)
    while start and title:
        row = rest[start - 1]
        if row.page != title[0].page or not setting.larger(row):
            break
        if row.look.like(title[0].look) or row.look.size < title[0].look.size:
            break
        start -= 1
    return start


def _cut_at_bare_titles(band: Band, bands: Sequence[Band], setting: Setting) -> list[Band]:
    """Cut a band at titles that are set like the others but have no header row of their own."""
    looks = [other.title[-1].look for other in bands if other.title and setting.stands_out(other.title[-1])]
    parts = [replace(band, body=())]
    for i, row in enumerate(band.body):
        if any(row.look.like(look) for look in looks) and (
            setting.larger(row) or band.frame.across(row) or _begin_anew(band.body[i + 1 :], row, band.frame)
        ):
            bare = parts[-1] if len(parts) > 1 else None
            if bare and not bare.body and row.page == bare.title[-1].page:
                parts[-1] = replace(bare, title=(*bare.title, row))
            else:
                parts.append(Band(band.header, band.frame, title=(row,)))
        else:
            parts[-1] = replace(parts[-1], body=(*parts[-1].body, row))
    return parts


def _begin_anew(below: Sequence[Row], row: Row, frame: Frame) -> bool:
    """Whether the columns begin again under ``row``: the next row has text in two of them or more."""
    return bool(below) and below[0].page == row.page and len(frame.filled(below[0])) > 1


def _without_lines_across(band: Band, setting: Setting) -> Band:
    """Take running text over all columns out of a band, with its heading and its last, short lines."""
    kept: list[Row] = []
    across: list[Row] = []
    for row in band.body:
        if band.frame.across(row):
            while kept and kept[-1].page == row.page and setting.stands_out(kept[-1]):
                if band.frame.filled(kept[-1]) != {0}:
                    break
                across.append(kept.pop())
            across.append(row)
        elif across and _follows(across[-1], row, band.frame):
            across.append(row)
        else:
            kept.append(row)
    across.sort(key=lambda row: (row.page, row.box.top))
    return replace(band, body=tuple(kept), across=tuple(across))


def _follows(across: Row, row: Row, frame: Frame) -> bool:
    step = row.box.bottom - across.box.bottom
    near = row.page == across.page and 0 < step <= TITLE_PITCH * frame.size
    return near and frame.filled(row) == {0}
