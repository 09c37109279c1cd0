"""Titles that OCR gave no look of their own, told by what is missing without them.

Left in the text above it, such a title would take all that stands under it into the commitment before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median, median_low

from ingest.layouts.flow import Block
from ingest.layouts.headers import is_ocr
from ingest.lines import Look, Row
from ingest.passages import ends_sentence
from ingest.sections import Notice

LONGEST = 3
"""Lines of a title told by its number at most: where no blank parts it from its text, it is one line."""

FEWEST = 2
"""Titles that show how much white is above one."""

AS_FAR = 0.95
"""White above such a title at least, as a share of the usual one: places of lines vary by less."""

WIDER = 1.3
"""White above titles at least, as a multiple of that above paragraphs, for it to tell one from the other."""

_NUMBER = re.compile(r"^(\d{1,2}(?:\.\d{1,2})*)([.:),]?)$")

Number = tuple[int, ...]

Span = tuple[int, int]
"""Index of a first row, and of the one after the last."""


def with_numbered_titles(
    blocks: Sequence[Block], goes_on: Callable[[Row, Row], bool]
) -> tuple[list[Block], list[Notice]]:
    """The blocks, with lines that bear the number missing between two titles as titles.

    Args:
        blocks: of a report that OCR read; others are set as they are.
        goes_on: whether a row stands so close under another that both are of one paragraph.
    """
    numbered = {i: _number(block.rows[0]) for i, block in enumerate(blocks) if block.kind == "heading"}
    known = {number for number in numbered.values() if number}
    found: list[Block] = []
    notices: list[Notice] = []
    last: Number | None = None
    for i, block in enumerate(blocks):
        last = numbered.get(i) or last
        following = next((numbered[j] for j in range(i + 1, len(blocks)) if numbered.get(j)), None)
        if block.kind != "text" or last is None or following is None:
            found.append(block)
            continue
        titles: list[Span] = []
        for start, end in _paragraphs(block.rows, goes_on):
            row, wanted = block.rows[start], (*last[:-1], last[-1] + 1)
            if wanted not in known and wanted < following and _number(row) == wanted and is_ocr(row.words):
                titles.append((start, end if end - start <= LONGEST else start + 1))
                why = f"number {'.'.join(map(str, wanted))} is missing just there"
                notices.append(_said(block.rows[slice(*titles[-1])], why))
                last = wanted
        found += _parted(block, titles)
    return found, notices


def with_titles_set_apart(
    blocks: Sequence[Block], goes_on: Callable[[Row, Row], bool]
) -> tuple[list[Block], list[Notice]]:
    """The blocks, with short lines that end no sentence below as much white as is above the titles as titles.

    Args:
        blocks: of a report that OCR read; others are set as they are.
        goes_on: whether a row stands so close under another that both are of one paragraph.
    """
    over_titles = [
        white
        for before, block in pairwise(blocks)
        if block.kind == "heading" and (white := _white(before.rows[-1], block.rows[0])) is not None
    ]
    over_paragraphs = [
        white
        for block in blocks
        if block.kind == "text"
        for above, row in pairwise(block.rows)
        if not goes_on(above, row) and (white := _white(above, row)) is not None
    ]
    if len(over_titles) < FEWEST or not over_paragraphs:
        return list(blocks), []
    usual = median(over_titles)
    if usual < WIDER * median_low(over_paragraphs):
        return list(blocks), []
    found: list[Block] = []
    notices: list[Notice] = []
    for block in blocks:
        titles: list[Span] = []
        # The first paragraph stands under a title, the last one over none of its own text.
        for start, end in _paragraphs(block.rows, goes_on)[1:-1] if block.kind == "text" else ():
            lines = block.rows[start:end]
            white = _white(block.rows[start - 1], lines[0])
            begins = lines[0].text[0].isupper() or lines[0].text[0].isdigit()
            if white is None or white < AS_FAR * usual or not is_ocr(lines[0].words):
                continue
            if begins and len(lines) <= LONGEST and not ends_sentence(lines[-1]):
                titles.append((start, end))
                notices.append(_said(lines, "as much white is above it"))
        found += _parted(block, titles)
    return found, notices


def _paragraphs(rows: Sequence[Row], goes_on: Callable[[Row, Row], bool]) -> list[Span]:
    """Where the paragraphs of a text begin and end."""
    starts = [i for i in range(len(rows)) if i == 0 or not goes_on(rows[i - 1], rows[i])]
    return list(pairwise([*starts, len(rows)]))


def _parted(block: Block, titles: Sequence[Span]) -> Iterator[Block]:
    """A text, with some of its lines as titles."""
    start = 0
    for first, past in titles:
        if first > start:
            yield replace(block, rows=block.rows[start:first])
        yield Block("heading", block.rows[first:past], is_inferred=True)
        start = past
    if start < len(block.rows):
        yield replace(block, rows=block.rows[start:])


def _white(above: Row, row: Row) -> float | None:
    """Points between two rows; None where one is on another page or stands in another column."""
    white = row.box.top - above.box.bottom
    return white if above.page == row.page and white > 0 else None


def unlike_others(blocks: Sequence[Block], look: Look | None) -> Iterator[Notice]:
    """What is to be said of titles that the periods under them alone tell, where others stand out.

    Args:
        blocks: of the report.
        look: how its other titles are set.
    """
    for block in blocks:
        if look and block.is_inferred and not block.look.like(look):
            yield _said(block.rows, "the periods begin again under it")


def _said(title: Sequence[Row], why: str) -> Notice:
    text = " ".join(row.text for row in title)[:60]
    said = f"“{text}” is not set like the other titles. It was read as one, for {why}. Check it."
    return Notice("doubtful-title", "warning", said, title[0].page)


def _number(row: Row) -> Number | None:
    """The number a row begins with: (1, 3) of "1.3 Trygga torg"; None where it is all there is."""
    read = _NUMBER.match(row.words[0].text) if len(row.words) > 1 else None
    return tuple(int(part) for part in read[1].split(".")) if read else None
