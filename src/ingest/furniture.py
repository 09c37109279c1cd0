"""Page furniture: page numbers, running headers and footers, apart from the text of the report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.lines import LARGER, Row, folded, rows_of, segments_of
from ingest.periods import find_periods
from ingest.running_lines import SHORT, margins_of, read_again, stands_alone, without_page_number
from ingest.sections import Notice
from ingest.words import Page

EDGE_ROWS = 4
"""How many rows from the top and from the bottom of a page may be running ones: letterheads of
municipalities have up to four lines (name, unit, date and case number, page)."""

SAME_PLACE = 6.0
"""Points by which a running line may stand higher or lower from page to page: half a line, for scans."""

OFTEN = 0.5
"""Share of the pages (of those after the first, which is often a cover) on which a line must return."""

OUTER = 0.12
"""Share of the page's height, at top and bottom, in which a lone page number is looked for: 2.5 cm of A4
landscape, the usual margin, and a line more."""

APART = 3.0
"""Blank, in font sizes, between a page number and other text of its line: a tab or more."""

FAR = 2.5
"""Blank, in font sizes, between a running line and the text: more than two empty lines."""

ONE_MISREAD = frozenset("Il|!")
"""What OCR makes of a lone "1" in the margin: no line of text is one such stroke."""

_PAGE_NUMBER = re.compile(
    r"^(?:(?:sida|sid|s|page)\.?\s*)?[-–—(\[]?\s*\d{1,3}\s*(?:(?:av|of|/|\()\s*\d{1,3}\s*\)?)?\s*[-–—)\]]?$"
)

_MISREAD_NUMBER = re.compile(
    r"^(?:(?:sida|sid|page)\.?\s*(?:\d{1,3}|[il|!])\s*(?:av|of)\s*(?:\d{1,3}|[il|!])|[\dil|!]{3,7}\))$"
)
"""“Sida I av I”: between these words stands nothing but a number; “1601)”: “1 (1)” with a bracket misread."""


@dataclass(frozen=True, slots=True)
class Parted:
    """Rows of text by page, and the rows that are furniture."""

    rows: tuple[Row, ...]
    furniture: tuple[Row, ...]
    notices: tuple[Notice, ...] = ()
    """Rows that may be furniture, but were left in the text."""


def is_page_number(text: str) -> bool:
    """Whether the text is a page number and nothing else: "3", "Sida 3 av 12", "3 (12)", "– 3 –"."""
    said = folded(text).strip()
    return bool(_PAGE_NUMBER.match(said) or _MISREAD_NUMBER.match(said))


def part_furniture(pages: Sequence[Page]) -> Parted:
    """Take page numbers and lines that return in the same place off the pages.

    Rows of period headings are never furniture, however often they return.
    """
    by_page = [(page, rows_of(word for word in page.words if word.upright)) for page in pages]
    filled = [(page, rows) for page, rows in by_page if rows]
    seen: Counter[tuple[str, int]] = Counter()
    for _, rows in filled:
        seen.update({key for row in _edges(rows) for key in _places(row)})
    # A running line on a report of two pages is on both of them; the first page may lack it.
    needed = max(2, round(OFTEN * (len(filled) - 1)))
    margins = {page.number: margins_of(rows, page, EDGE_ROWS) for page, rows in filled}
    again, unsure = read_again([margin for found in margins.values() for margin in found], needed)
    kept: list[Row] = []
    furniture: list[Row] = []
    for page, rows in filled:
        running = {
            id(row)
            for row in _edges(rows)
            if (id(row) in again or max(seen[key] for key in _places(row)) >= needed)
            and not _has_periods(row)
        }
        running |= _set_apart(rows, page)
        foot = [margin for margin in margins[page.number] if not margin.at_top]
        alone, doubtful = stands_alone(rows, foot, page)
        running |= alone
        unsure += doubtful
        running = _only_from_the_edge(rows, running, page)
        for row in rows:
            (furniture if id(row) in running else kept).append(row)
    taken = {id(row) for row in furniture}
    doubts = tuple(_doubt(row) for row in unsure if id(row) not in taken)
    return Parted(tuple(kept), tuple(furniture), tuple(dict.fromkeys(doubts)))


def _doubt(row: Row) -> Notice:
    return Notice(
        "text-across-columns",
        "warning",
        f"This may be a running line of the scanned page and was left in the text: “{row.text[:60]}”. "
        "Decide where it belongs.",
        row.page,
    )


def _edges(rows: Sequence[Row]) -> list[Row]:
    top = list(rows[:EDGE_ROWS])
    return top + [row for row in rows[-EDGE_ROWS:] if row not in top]


def _places(row: Row) -> list[tuple[str, int]]:
    """What the row says with the page's number left open, and where: two steps, lest a border part equals."""
    text = without_page_number(row)
    step = int(row.box.centre[1] / SAME_PLACE)
    return [(text, step), (text, step + 1)]


def _has_periods(row: Row) -> bool:
    return bool(find_periods(row.words, reach=2 * row.look.size))


def _numbers_the_page(row: Row) -> bool:
    """Whether a page number stands in the row, alone or set apart from what is beside it."""
    if len(row.words) == 1 and row.words[0].confidence is not None and row.text in ONE_MISREAD:
        return True
    parts = segments_of(row, APART * row.look.size)
    numbers = [is_page_number(" ".join(word.text for word in part)) for part in (parts[0], parts[-1])]
    return (len(parts) == 1 and numbers[0]) or (len(parts) in (2, 3) and any(numbers) and not all(numbers))


def _set_apart(rows: Sequence[Row], page: Page) -> set[int]:
    """Short lines in the margins of a page, far from its text, that no other page repeats.

    At the foot any line whose last word is the page's number; at the head a
    line above larger type, which is the title: names of municipalities stand there.
    """
    found: set[int] = set()
    if len(rows) < 3:
        return found
    first, second, before_last, last = rows[0], rows[1], rows[-2], rows[-1]
    far = FAR * min(row.look.size for row in rows)
    numbers = {last.words[0].text, last.words[-1].text}
    if (
        page.in_foot(last.box, OUTER)
        and last.box.top - before_last.box.bottom > far
        and len(last.words) <= SHORT
        and str(page.number) in numbers
    ):
        found.add(id(last))
    if (
        page.in_head(first.box, OUTER)
        and second.box.top - first.box.bottom > far
        and len(first.words) <= SHORT
        and second.look.size > LARGER * first.look.size
        and not first.look.bold
    ):
        found.add(id(first))
    return found


def _only_from_the_edge(rows: Sequence[Row], running: set[int], page: Page) -> set[int]:
    """Running rows lie outermost; add lone page numbers in the margins."""
    kept: set[int] = set()
    for side in (rows, rows[::-1]):
        for row in side:
            outer = page.in_head(row.box, OUTER) or page.in_foot(row.box, OUTER)
            if id(row) in running or (outer and _numbers_the_page(row)):
                kept.add(id(row))
            else:
                break
    # A page of nothing but repeated lines has them as its text.
    return kept if len(kept) < len(rows) else {id(row) for row in rows if is_page_number(row.text)}
