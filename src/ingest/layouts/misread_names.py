"""Period headings on lines of their own in which OCR misread a letter ("Helåi", "Maj–august").

Left in the text they would take all that stands under them into the period before, without a word said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from string import ascii_lowercase

from ingest.layouts.flow import LONGEST_CODE, Block
from ingest.layouts.headers import SAME_X, is_ocr
from ingest.lines import Row, folded
from ingest.periods import read_period
from ingest.sections import Notice, Period

LONGER = 2
"""Letters by which such a line may be longer than the longest heading that was read."""

SIGNS = f"{ascii_lowercase}- "
"""What may stand in the place of a misread sign; digits tell the period, so they are not guessed."""


def with_misread_names(blocks: Sequence[Block]) -> tuple[list[Block], list[Notice]]:
    """The blocks, with lines that are one letter off a heading of the report as that heading."""
    heads = [block for block in blocks if block.period and len(block.text) > LONGEST_CODE]
    known = {block.period.name: block.period for block in heads if block.period}
    usual = [block.rows[0] for block in heads]
    found: list[Block] = []
    notices: list[Notice] = []
    for block in blocks:
        if not usual or block.period or (block.kind == "heading" and len(block.rows) > 1):
            found.append(block)
            continue
        start = 0
        for at, row in enumerate(block.rows):
            period = _heading_meant(row, usual, known)
            if period is None:
                continue
            if at > start:
                found.append(replace(block, rows=block.rows[start:at]))
            found.append(Block("period", (row,), period))
            start = at + 1
            said = f"The line “{row.text}” was read as the heading of {period.name}. Check it."
            notices.append(Notice("damaged-period-heading", "warning", said, row.page))
        if start < len(block.rows):
            found.append(replace(block, rows=block.rows[start:]))
    return found, notices


def _heading_meant(row: Row, usual: Sequence[Row], known: Mapping[str, Period]) -> Period | None:
    """The period that a line names but for one letter; None if it is no such line, or names several."""
    text = row.text
    if not is_ocr(row.words) or not text[0].isupper():
        return None
    if not LONGEST_CODE < len(text) <= max(len(one.text) for one in usual) + LONGER:
        return None
    if not any(abs(row.box.x0 - one.box.x0) <= SAME_X * one.look.size for one in usual):
        return None
    meant = {period.name: period for near in _one_off(folded(text)) if (period := read_period(near))}
    return next(iter(meant.values())) if len(meant) == 1 and set(meant) <= set(known) else None


def _one_off(text: str) -> Iterator[str]:
    """The text with one sign left out, one put in, one in place of another."""
    for at in range(len(text) + 1):
        for sign in SIGNS:
            yield text[:at] + sign + text[at:]
            if at < len(text):
                yield text[:at] + sign + text[at + 1 :]
        if at < len(text):
            yield text[:at] + text[at + 1 :]
