"""Layout C: a heading a commitment, a sub-heading a period, running text under it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ingest.furniture import Parted
from ingest.layouts.descriptions import described
from ingest.layouts.flow import Block, Flow, flow_of
from ingest.layouts.headers import Head, heads_in_order
from ingest.layouts.inferred_titles import unlike_others, with_numbered_titles
from ingest.layouts.misread_codes import with_misread_codes
from ingest.layouts.misread_names import with_misread_names
from ingest.layouts.signs import is_follow_up
from ingest.lines import Look, Row
from ingest.periods import in_order
from ingest.sections import Cell, Heading, Notice, Period, Section, Split, Stray
from ingest.titles import count_up, read_title, report_title, same_title
from ingest.words import Page

NAME = "stacked"

SURE_HEADINGS = 2
"""Period headings that show a follow-up by themselves; a single one needs words that say so."""


@dataclass(slots=True)
class _Part:
    """One commitment in the making."""

    title: tuple[Row, ...]
    group: str | None = None
    description: list[Row] = field(default_factory=list)
    texts: dict[tuple[str, int | None], list[Row]] = field(default_factory=dict)
    last: Period | None = None

    def text_of(self, period: Period) -> list[Row]:
        """The rows of a period, to read or to add to."""
        return self.texts.setdefault((period.name, period.year), [])


@dataclass(slots=True)
class _Taken:
    """A report taken apart so far."""

    parts: list[_Part] = field(default_factory=list)
    groups: list[Row] = field(default_factory=list)
    repeated: list[Row] = field(default_factory=list)
    front: list[Row] = field(default_factory=list)


def split_stacked(pages: Sequence[Page], parted: Parted) -> Split | None:
    """The report as sections of stacked periods; None where no line is a period heading."""
    flow = flow_of(pages, parted.rows)
    heads = [block for block in flow.blocks if block.period]
    if not heads or (len(heads) < SURE_HEADINGS and not is_follow_up(parted.rows)):
        return None
    coded, lost = with_misread_codes(flow.blocks)
    named, damaged = with_misread_names(coded)
    told, misread = _with_misread_periods(named)
    heads = [block for block in told if block.period]
    plain = _with_plain_titles(_without_emphasis(told), flow)
    blocks, unseen = with_numbered_titles(plain, flow.goes_on)
    taken = _by_period(blocks) if _periods_on_top(blocks) else _by_title(blocks, flow)
    if not taken.parts:
        return None
    periods = in_order(block.period for block in heads if block.period)
    title = report_title(taken.front, flow.setting.body)
    on_top = {id(row) for row in title}
    numbered = count_up([part.title for part in taken.parts])
    sections: list[Section] = []
    headings = [Heading(row.line, "period") for block in heads for row in block.rows]
    headings += [Heading(row.line, "group") for row in taken.groups]
    for part in taken.parts:
        sides, names = described(part.description, flow)
        headings += names
        read = read_title(part.title, numbered=numbered)
        cells = tuple(
            Cell(period, flow.passages(part.texts.get((period.name, period.year), ()))) for period in periods
        )
        sections.append(Section(read.lines, cells, read.label, read.label_lines, part.group, sides))
    strays = [Stray(row.line, "table of contents") for row in flow.contents]
    strays += [
        Stray(row.line, "introduction, before the first commitment")
        for row in taken.front
        if id(row) not in on_top
    ]
    return Split(
        layout=NAME,
        title=tuple(row.line for row in title),
        sections=tuple(sections),
        headings=tuple(headings),
        furniture=tuple(row.line for row in (*parted.furniture, *taken.repeated)),
        unassigned=tuple(strays),
        notices=(
            *_notices(sections, title),
            *unlike_others(plain, _title_look(plain)),
            *unseen,
            *lost,
            *damaged,
            *misread,
        ),
    )


def _with_misread_periods(blocks: Sequence[Block]) -> tuple[list[Block], list[Notice]]:
    """The blocks, with a heading that OCR read like its neighbour's ("T2, T2, T3") read by the others.

    A heading is also repeated where its text goes on on a new page, or where a
    commitment with a plain title begins; so two alike must stand on one page,
    and another commitment must have the headings as they come out.
    """
    runs: list[list[int]] = [[]]
    for i, block in enumerate(blocks):
        if block.kind == "heading":
            runs.append([])
        elif block.period:
            runs[-1].append(i)
    mended, notices = list(blocks), list[Notice]()
    usual = {tuple(blocks[i].period for i in run) for run in runs}
    for run in runs:
        given = [blocks[i] for i in run]
        if not any(a.period == b.period and a.rows[0].page == b.rows[0].page for a, b in pairwise(given)):
            continue
        heads, said = heads_in_order(
            [Head(block.rows[0].words, block.rows[0].box, block.period) for block in given],
            given[0].rows[0].page,
        )
        periods = tuple(head.period for head in heads)
        if periods in usual and periods != tuple(block.period for block in given):
            for i, period in zip(run, periods, strict=True):
                mended[i] = replace(blocks[i], period=period)
            notices += said
    return mended, notices


def _without_emphasis(blocks: Sequence[Block]) -> list[Block]:
    """The blocks; of a scan what stands alone between a period and a later one is its text, whatever weight
    its few letters were told to have: none begins in mid-year. “Pågår.” came out bold, as a title."""
    found = list(blocks)
    for i in range(1, len(blocks) - 1):
        before, block, after = blocks[i - 1 : i + 2]
        if block.kind == "heading" and before.period and after.period and block.look.measured:
            same = before.period.name[0] == after.period.name[0]
            if same and _later(after.period, before.period) and after.rows[0].page == block.rows[0].page:
                found[i] = replace(block, kind="text")
    return found


def _with_plain_titles(told: Sequence[Block], flow: Flow) -> list[Block]:
    """The blocks, with titles that do not stand out cut off the text above a first period.

    Where the periods begin again without a heading between, the last lines
    of the text above, set apart by a blank, are the title.
    """
    blocks: list[Block] = []
    last: Period | None = None
    for block in told:
        if block.period:
            begins = last is None or not _later(block.period, last)
            if begins and blocks and blocks[-1].kind == "text":
                above = blocks.pop()
                start = _apart_from(above.rows, flow)
                if start == 0 and last is None and _headed(blocks):
                    blocks.append(above)  # a description under the first title
                else:
                    if start:
                        blocks.append(Block("text", above.rows[:start]))
                    # Without a period before, no text is above: it may be the heading over commitments.
                    blocks.append(Block("heading", above.rows[start:], is_inferred=last is not None))
            last = block.period
        elif block.kind == "heading":
            last = None
        blocks.append(block)
    return blocks


def _headed(blocks: Sequence[Block]) -> bool:
    """Whether a title stands over what comes next: the first heading is the report's own."""
    return bool(blocks) and blocks[-1].kind == "heading" and sum(b.kind == "heading" for b in blocks) > 1


def _apart_from(rows: Sequence[Row], flow: Flow) -> int:
    """Where the last lines without a blank between them begin."""
    start = len(rows) - 1
    while start > 0:
        if not flow.goes_on(rows[start - 1], rows[start]):
            break
        start -= 1
    return start


def _later(one: Period, other: Period) -> bool:
    return ((one.year or 0), one.last_month) > ((other.year or 0), other.last_month)


def _periods_on_top(blocks: Sequence[Block]) -> bool:
    """Whether the periods are the chapters and the commitments return under each."""
    names = Counter((block.period.name, block.period.year) for block in blocks if block.period)
    if len(names) < 2 or max(names.values()) > 1:
        return False
    under: list[list[str]] = []
    for block in blocks:
        if block.period:
            under.append([])
        elif block.kind == "heading" and under:
            under[-1].append(block.text)
    first = under[0]
    return bool(first) and any(same_title(a, b) for later in under[1:] for a in first for b in later)


def _by_period(blocks: Sequence[Block]) -> _Taken:
    taken = _Taken()
    period: Period | None = None
    part: _Part | None = None
    for block in blocks:
        if block.period:
            period, part = block.period, None
        elif period is None:
            taken.front += block.rows
        elif block.kind == "heading":
            known = [
                one for one in taken.parts if same_title(" ".join(r.text for r in one.title), block.text)
            ]
            part = known[0] if known else _Part(block.rows)
            if known:
                taken.repeated += block.rows
            else:
                taken.parts.append(part)
        elif part is None:
            taken.front += block.rows
        else:
            part.text_of(period).extend(block.rows)
    return taken


def _by_title(blocks: Sequence[Block], flow: Flow) -> _Taken:
    look = _title_look(blocks)
    taken = _Taken()
    part: _Part | None = None
    period: Period | None = None
    group: str | None = None
    for i, block in enumerate(blocks):
        if block.period:
            if part is None:
                part = _Part(())
                taken.parts.append(part)
            period = block.period
            part.text_of(period)
        elif block.kind == "heading" and _is_title(blocks, i, look):
            text = " ".join(row.text for row in part.title) if part else ""
            if part and period and same_title(text, block.text):
                taken.repeated += block.rows  # "(forts.)" on a new page
                continue
            part, period = _Part(block.rows, group), None
            taken.parts.append(part)
        elif block.kind == "heading" and _is_group(blocks, i, look, bool(taken.parts)):
            group = block.text
            taken.groups += block.rows
            part, period = None, None
        elif part is None:
            taken.front += block.rows
        elif period is None:
            part.description += block.rows
        else:
            part.text_of(period).extend(block.rows)
    return taken


def _title_look(blocks: Sequence[Block]) -> Look | None:
    """How titles are set: as most headings are that stand right over a period's heading."""
    looks = [
        blocks[i - 1].look
        for i, block in enumerate(blocks)
        if block.period and i and blocks[i - 1].kind == "heading"
    ]
    if not looks:
        looks = [
            block.look for i, block in enumerate(blocks) if block.kind == "heading" and _leads(blocks, i)
        ]
    if not looks:
        return None
    return max(looks, key=lambda look: sum(look.like(other) for other in looks))


def _leads(blocks: Sequence[Block], index: int) -> bool:
    """Whether the next block after a heading that is not text is a period's heading."""
    rest = [block for block in blocks[index + 1 :] if block.kind != "text"]
    return bool(rest) and rest[0].period is not None


def _is_title(blocks: Sequence[Block], index: int, look: Look | None) -> bool:
    block = blocks[index]
    return block.is_inferred or (look is not None and block.look.like(look) and _in_report(blocks, index))


def _in_report(blocks: Sequence[Block], index: int) -> bool:
    """Whether a heading set like a title leads to a period, or stands among commitments."""
    return _leads(blocks, index) or any(block.period for block in blocks[:index])


def _is_group(blocks: Sequence[Block], index: int, look: Look | None, begun: bool) -> bool:
    """Whether a heading stands over commitments: larger than their titles, and not the report's own."""
    block = blocks[index]
    if look is None or block.look.like(look) or block.look.size <= look.size:
        return False
    if begun:
        return True
    before = [one for one in blocks[:index] if one.kind == "heading"]
    return any(one.look.size >= block.look.size for one in before) and index + 1 < len(blocks)


def _notices(sections: Sequence[Section], title: Sequence[Row]) -> list[Notice]:
    found = []
    if not title:
        found.append(
            Notice(
                "missing-report-title", "warning", "No title of the report was found on its first page.", 1
            )
        )
    for number, section in enumerate(sections, 1):
        where = f"commitment {number}"
        if not section.title:
            message = "Period headings without a title above them; look at the page and add the title."
            found.append(Notice("missing-title", "error", message, where=where))
        elif section.sides and not any(cell.passages for cell in section.cells):
            message = "This commitment has text, but no period heading over it; assign it to its period."
            found.append(Notice("text-without-period", "warning", message, where=where))
    return found
