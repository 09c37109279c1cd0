"""Layouts D, E and F: a heading a commitment, and its answer as running text.

*Inline*: the answer names its period in the sentence. *Pairs*: blocks of who
does what, and a result. *Prose*: the whole year under the headings of focus
areas. Nothing is split by guess: a text goes to the one period it names, else
to the year.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ingest.furniture import Parted
from ingest.layouts.descriptions import DESCRIPTION
from ingest.layouts.flow import Block, Flow, flow_of
from ingest.layouts.inferred_titles import with_numbered_titles, with_titles_set_apart
from ingest.layouts.matrix_header import unbroken
from ingest.layouts.signs import is_follow_up, says_follow_up
from ingest.lines import Look, Row, folded
from ingest.passages import ends_sentence
from ingest.periods import named_in, read_period
from ingest.sections import Cell, Heading, Notice, Passage, Period, Section, SideCell, Split, Stray
from ingest.titles import count_up, read_title, report_title
from ingest.words import Page

YEAR = Period("Y", 1, 12, kind="year")

NAMED_CONFIDENCE = 0.9
"""Confidence of a text in the period it names: it may speak of more than that. Set, not measured."""

LONGEST_PLAIN_TITLE = 3
"""Lines of a commitment's title that is set like the text, at most."""

_OWNER = re.compile(
    r"^(?:(?:lokal)?polisen|kommunen|tillsammans|gemensamt|polisen och kommunen|kommunen och polisen|"
    r"(?:polisens|kommunens|gemensamma) (?:atagande(?:n)?|insats(?:er)?|ansvar|lofte(?:n)?)|"
    r"(?:polisen|kommunen|tillsammans) (?:lovar|ska|ansvarar)|bostadsbolagen?|civilsamhallet|ovriga)$"
)
_RESULT = re.compile(
    r"^(?:resultat(?:et)?|uppfoljning(?:en)?|utfall(?:et)?|svar|genomfort|aterkoppling|utvardering|redovisning|"
    r"sa gick det|sa blev det|det har (?:blev gjort|har vi gjort|gjorde vi)|vad (?:blev|har) gjorts?)"
    r"(?: 20\d\d)?$"
)
_PROMISE = re.compile(r"^(?:vi (?:lovar|ska|kommer)\b|(?:medborgar)?lofte(?: nr)? ?\d|atagande(?: nr)? ?\d)")


@dataclass(slots=True)
class _Part:
    """One commitment in the making."""

    title: tuple[Row, ...]
    group: str | None = None
    text: list[Row] = field(default_factory=list)
    owners: list[tuple[Block, list[Row]]] = field(default_factory=list)
    result: list[Row] | None = None


@dataclass(slots=True)
class _Taken:
    """A report taken apart so far."""

    parts: list[_Part] = field(default_factory=list)
    front: list[Row] = field(default_factory=list)
    groups: list[Row] = field(default_factory=list)
    columns: list[Row] = field(default_factory=list)


def split_headed(pages: Sequence[Page], parted: Parted) -> Split | None:
    """The report as headed texts; None without the words of a follow-up or without two commitments."""
    if not is_follow_up((*parted.rows, *parted.furniture)):
        return None
    flow = flow_of(pages, parted.rows)
    title = report_title([row for block in flow.blocks for row in block.rows], flow.setting.body)
    numbered, unseen = with_numbered_titles(_told_apart(flow, title), flow.goes_on)
    blocks, apart = with_titles_set_apart(numbered, flow.goes_on)
    taken = _take(blocks, {id(row) for row in title})
    told = [part for part in taken.parts if part.text or part.result or part.owners]
    if len(told) < 2 and not any(part.result for part in told):
        return None
    layout, sections = _sections(taken, flow)
    on_top = {id(row) for row in title}
    strays = [Stray(row.line, "table of contents") for row in flow.contents]
    strays += [
        Stray(row.line, "introduction, before the first commitment")
        for row in taken.front
        if id(row) not in on_top
    ]
    headings = [Heading(row.line, "group") for row in taken.groups]
    headings += [Heading(row.line, "column") for row in taken.columns]
    return Split(
        layout=layout,
        title=tuple(row.line for row in title),
        sections=tuple(sections),
        headings=tuple(headings),
        furniture=tuple(row.line for row in parted.furniture),
        unassigned=tuple(strays),
        notices=(*_notices(sections, title, taken, layout), *unseen, *apart),
    )


def _told_apart(flow: Flow, title: Sequence[Row]) -> list[Block]:
    """Blocks with owner and result lines as headings, and titles set like the text cut free."""
    on_top = {id(row) for row in title}
    blocks: list[Block] = []
    for block in flow.blocks:
        if block.kind == "text":
            blocks += _cut_free(block, flow)
        elif block.period:
            blocks.append(Block("text", block.rows))  # a lone period heading is none
        else:
            blocks.append(block)
    headings = [b for b in blocks if b.kind == "heading" and id(b.rows[0]) not in on_top and not _role(b)]
    if len(headings) < 2:
        blocks = [
            part for block in blocks for part in (_promises(block, flow) if block.kind == "text" else [block])
        ]
    return blocks


def _cut_free(block: Block, flow: Flow) -> list[Block]:
    """A text block with the lines "Polisen" and "Resultat" standing alone in it as headings."""
    parts: list[Block] = []
    for row in block.rows:
        if _role(Block("heading", (row,))) and _stands_alone(row, parts, flow.goes_on):
            parts.append(Block("heading", (row,)))
        elif parts and parts[-1].kind == "text":
            parts[-1] = Block("text", (*parts[-1].rows, row))
        else:
            parts.append(Block("text", (row,)))
    return parts


def _stands_alone(row: Row, parts: Sequence[Block], goes_on: Callable[[Row, Row], bool]) -> bool:
    """Whether a line "Resultat" set like the text is a heading, not the end of a sentence."""
    above = parts[-1].rows[-1] if parts and parts[-1].kind == "text" else None
    is_below_white = above is None or not goes_on(above, row)
    is_apart = above is None or is_below_white or _may_end(above)
    ends = row.text[-1] == "." and not (row.look.measured and is_below_white)
    return row.text[0].isupper() and not ends and is_apart


def _may_end(row: Row) -> bool:
    """Whether a sentence ends with the line; OCR takes its full stop for a comma now and then."""
    misread = row.words[-1].origin == "ocr" and row.text.endswith(",")
    return misread or ends_sentence(row)


def _promises(block: Block, flow: Flow) -> list[Block]:
    """Paragraphs that promise ("Vi lovar …"), or are numbered, as headings; the others as text."""
    by_word = {id(word): row for row in block.rows for word in row.words}
    parts: list[Block] = []
    expected = 1
    for passage in flow.passages(block.rows):
        rows = tuple(by_word[id(line.words[0])] for line in passage.lines)
        short = len(rows) <= LONGEST_PLAIN_TITLE
        numbered = rows[0].words[0].text.rstrip(".)") == str(expected) and len(rows[0].words) > 1
        if short and (numbered or _PROMISE.match(folded(passage.lines[0].text))):
            expected += numbered
            parts.append(Block("heading", rows))
        elif parts and parts[-1].kind == "text":
            parts[-1] = Block("text", (*parts[-1].rows, *rows))
        else:
            parts.append(Block("text", rows))
    return parts


def _role(block: Block) -> str | None:
    """owner or result, where the heading says so; specks of a fax are read as full stops (“Polisen.”)."""
    said = block.text.replace(".", "") if block.look.measured else block.text
    text = folded(said).strip(" :.")
    if _OWNER.match(text):
        return "owner"
    return "result" if _RESULT.match(text) else None


def _take(blocks: Sequence[Block], on_top: set[int]) -> _Taken:
    look = _title_look(blocks, on_top)
    taken = _Taken()
    part: _Part | None = None
    target: list[Row] | None = None
    group: str | None = None
    for i, block in enumerate(blocks):
        role = _role(block) if block.kind == "heading" else None
        if id(block.rows[0]) in on_top or (part is None and (block.kind == "text" or role)):
            taken.front += block.rows
        elif role == "owner" and part:
            taken.columns += block.rows
            target = []
            part.owners.append((block, target))
        elif role == "result" and part:
            taken.columns += block.rows
            part.result = target = part.result or []
        elif block.is_inferred or (block.kind == "heading" and look and block.look.like(look)):
            part = _Part(block.rows, group)
            taken.parts.append(part)
            target = part.text
        elif (
            block.kind == "heading" and look and block.look.size > look.size and _over_titles(blocks, i, look)
        ):
            taken.groups += block.rows
            group, part, target = block.text, None, None
        elif target is None:
            taken.front += block.rows
        else:
            target += block.rows
    return taken


def _title_look(blocks: Sequence[Block], on_top: set[int]) -> Look | None:
    """How titles are set: as most headings are that have text or blocks of owners under them."""
    looks = [
        block.look
        for block, below in itertools.pairwise(blocks)
        if block.kind == "heading" and id(block.rows[0]) not in on_top and not _role(block)
        if below.kind == "text" or _role(below)
    ]
    return (
        max(looks, key=lambda look: (sum(look.like(other) for other in looks), look.size)) if looks else None
    )


def _over_titles(blocks: Sequence[Block], index: int, look: Look) -> bool:
    """Whether the next heading is a commitment's title, with no text between but an introduction."""
    following = [block for block in blocks[index + 1 :] if block.kind == "heading"]
    return bool(following) and following[0].look.like(look) and not _role(following[0])


def _sections(taken: _Taken, flow: Flow) -> tuple[str, list[Section]]:
    """Name of the layout, and the commitments with their cells."""
    numbered = count_up([part.title for part in taken.parts])
    paired = any(part.owners or part.result is not None for part in taken.parts)
    named = [() if paired else named_in(_text_of(part)) for part in taken.parts]
    periods = _periods([one[0] for one in named if len(one) == 1], whole=any(len(one) != 1 for one in named))
    sections = []
    for part, names in zip(taken.parts, named, strict=True):
        read = read_title(part.title, numbered=numbered)
        answer = part.result if part.result is not None else part.text
        sides = tuple(
            SideCell(block.text.strip(" :"), flow.passages(rows), block.rows[0].page)
            for block, rows in part.owners
        )
        if part.result is not None and part.text:
            sides = (SideCell(DESCRIPTION, flow.passages(part.text), part.text[0].page), *sides)
        own = names[0] if len(names) == 1 else YEAR
        cells = tuple(_cell(period, own, flow.passages(answer)) for period in periods)
        sections.append(Section(read.lines, cells, read.label, read.label_lines, part.group, sides))
    layout = "pairs" if paired else ("inline" if len(periods) > 1 or periods[0] != YEAR else "prose")
    return layout, sections


def _text_of(part: _Part) -> str:
    return unbroken(" ".join(row.text for row in part.text))


def _cell(period: Period, own: Period, passages: tuple[Passage, ...]) -> Cell:
    if period.name != own.name:
        return Cell(period)
    return Cell(period, passages, 1.0 if own == YEAR else NAMED_CONFIDENCE)


def _periods(named: Sequence[Period], *, whole: bool) -> tuple[Period, ...]:
    """The periods of the report: those named, the ones before them in the year, and the year if needed."""
    periods: list[Period] = []
    for letter in "TQH":
        last = max((int(period.name[1:]) for period in named if period.name[0] == letter), default=0)
        if last:
            last = max(last, {"T": 3, "Q": 4, "H": 2}[letter]) if whole else last
        for number in range(1, last + 1):
            period = read_period(f"{letter}{number}")
            if period:
                periods.append(period)
    return (*periods, YEAR) if whole or not periods else tuple(periods)


def _notices(sections: Sequence[Section], title: Sequence[Row], taken: _Taken, layout: str) -> list[Notice]:
    found = []
    if not title:
        found.append(
            Notice(
                "missing-report-title", "warning", "No title of the report was found on its first page.", 1
            )
        )
    said = [*title, *taken.front, *taken.columns]
    if not says_follow_up(said):
        message = "Neither title nor introduction says that this is a follow-up; check that it is no plan."
        found.append(Notice("no-follow-up-named", "warning", message, 1))
    for number, (part, section) in enumerate(zip(taken.parts, sections, strict=True), 1):
        where = f"commitment {number}"
        names = named_in(_text_of(part))
        if layout == "inline" and len(names) > 1:
            listed = ", ".join(period.name for period in names)
            message = (
                f"The text names several periods ({listed}) and was given to the year; split it by hand."
            )
            found.append(Notice("several-periods-named", "info", message, part.title[0].page, where))
        is_without = not any(cell.passages for cell in section.cells)
        if is_without and (layout == "pairs" or not section.sides):
            message = "No text stands under this commitment; check the page."
            if section.sides:
                message = "No result stands under this commitment; check the page."
            found.append(Notice("no-answer", "warning", message, part.title[0].page, where))
    return found
