"""Period headings on lines of their own that OCR read as something else: short ones ("T1", "71"), and others
with another number ("Tertial 4").

Two characters, and numbers, have no neighbours to be read by; what tells is that a heading is missing just
there, and that the line is as short and stands as far left as the others, or says nearly the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.layouts.flow import LONGEST_CODE, Block
from ingest.layouts.headers import SAME_X, is_ocr
from ingest.lines import Row
from ingest.periods import is_one_off
from ingest.sections import Notice, Period

LIKE_DIGITS = {"1": "1lI|!i]", "2": "2zZ", "3": "3", "4": "4"}
"""What OCR reads for a digit."""


def with_misread_codes(blocks: Sequence[Block]) -> tuple[list[Block], list[Notice]]:
    """The blocks, with lines that are misread headings as the periods that are missing there."""
    heads = [block for block in blocks if block.period]
    codes = [block for block in heads if len(block.text) <= LONGEST_CODE]
    units = {one.period.name[0] for one in heads if one.period and one.period.kind != "year"}
    if len(units) != 1:
        return list(blocks), []
    known: dict[str, Period] = {block.period.name: block.period for block in heads if block.period}
    short = [block.rows[0] for block in codes] if 2 * len(codes) > len(heads) else []
    printed = {block.period.name: block.text for block in heads if block.period}
    found: list[Block] = []
    notices: list[Notice] = []
    for i, block in enumerate(blocks):
        if block.period or (block.kind == "heading" and len(block.rows) > 1):
            found.append(block)
            continue
        start = 0
        for at, row in enumerate(block.rows):
            before = _period_before(found)
            period = known.get(_missing(before, blocks[i + 1 :], known))
            if period is None or not is_ocr(row.words):
                continue
            if not _is_like(row, period, short) and not is_one_off(row.text, printed[period.name]):
                continue
            if at > start:
                found.append(replace(block, rows=block.rows[start:at]))
            found.append(Block("period", (row,), period))
            start = at + 1
            said = (
                f"The line “{row.text}” was read as the heading {period.name}, which is missing just there. "
                "Check it."
            )
            notices.append(Notice("damaged-period-heading", "warning", said, row.page))
        if start < len(block.rows):
            found.append(replace(block, rows=block.rows[start:]))
    return found, notices


def _period_before(blocks: Sequence[Block]) -> str:
    """Name of the last period since the last heading; empty where there is none."""
    for block in reversed(blocks):
        if block.kind == "heading":
            return ""
        if block.period:
            return block.period.name
    return ""


def _missing(before: str, after: Sequence[Block], known: dict[str, Period]) -> str:
    """Name of the period of which the heading must stand between two others; empty where none must."""
    following = ""
    for block in after:
        if block.kind == "heading":
            break
        if block.period:
            following = block.period.name
            break
    names = sorted(known)
    place = names.index(before) + 1 if before in names else 0
    if place >= len(names) or (following and names.index(following) != place + 1):
        return ""
    return names[place]


def _is_like(row: Row, period: Period, usual: Sequence[Row]) -> bool:
    """Whether a line may be a period's short heading: as short, in its place, and with its number, or as bold
    and with its letter."""
    text = row.text.replace(" ", "").strip(".:")
    if len(text) > LONGEST_CODE:
        return False
    has_number = text[-1:] in LIKE_DIGITS[period.name[-1]]
    # Its size is none: it is told from the letters that were read.
    return any(
        abs(row.box.x0 - one.box.x0) <= SAME_X * one.look.size
        and (has_number or (one.look.bold and row.look.bold and one.text[0] in text))
        for one in usual
    )
