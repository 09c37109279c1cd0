"""Page furniture: page numbers, running headers and footers, apart from the text of the report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ingest.lines import LARGER, Row, folded, rows_of, segments_of
from ingest.periods import find_periods
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

UNNUMBERED = 2
"""Pages before the numbered ones (cover, contents) by which a printed number may differ from the page's."""

APART = 3.0
"""Blank, in font sizes, between a page number and other text of its line: a tab or more."""

FAR = 2.5
"""Blank, in font sizes, between a running line and the text: more than two empty lines."""

SHORT = 8
"""Words in such a line at most."""

ALIKE = 0.9
"""Share of equal letters from which OCR may have read one line twice: "Dni" for "Dnr" among 25 has 0.96."""

_PAGE_NUMBER = re.compile(
    r"^(?:(?:sida|sid|s|page)\.?\s*)?[-–—(\[]?\s*\d{1,3}\s*(?:(?:av|of|/|\()\s*\d{1,3}\s*\)?)?\s*[-–—)\]]?$"
)


@dataclass(frozen=True, slots=True)
class Parted:
    """Rows of text by page, and the rows that are furniture."""

    rows: tuple[Row, ...]
    furniture: tuple[Row, ...]


def is_page_number(text: str) -> bool:
    """Whether the text is a page number and nothing else: "3", "Sida 3 av 12", "3 (12)", "– 3 –"."""
    return bool(_PAGE_NUMBER.match(folded(text).strip()))


def part_furniture(pages: Sequence[Page]) -> Parted:
    """Take page numbers and lines that return in the same place off the pages.

    Rows of period headings are never furniture, however often they return.
    """
    by_page = [(page, rows_of(word for word in page.words if word.upright)) for page in pages]
    filled = [(page, rows) for page, rows in by_page if rows]
    seen: Counter[tuple[str, int]] = Counter()
    known: list[str] = []
    for _, rows in filled:
        seen.update({key for row, _ in _edges(rows) for key in _places(row, known)})
    # A running line on a report of two pages is on both of them; the first page may lack it.
    needed = max(2, round(OFTEN * (len(filled) - 1)))
    kept: list[Row] = []
    furniture: list[Row] = []
    for page, rows in filled:
        running = {
            id(row)
            for row, _ in _edges(rows)
            if max(seen[key] for key in _places(row, known)) >= needed and not _has_periods(row)
        }
        running |= _set_apart(rows, page)
        running = _only_from_the_edge(rows, running, page)
        for row in rows:
            (furniture if id(row) in running else kept).append(row)
    return Parted(tuple(kept), tuple(furniture))


def _edges(rows: Sequence[Row]) -> list[tuple[Row, bool]]:
    top = rows[:EDGE_ROWS]
    bottom = [row for row in rows[-EDGE_ROWS:] if row not in top]
    return [(row, True) for row in top] + [(row, False) for row in bottom]


def _places(row: Row, known: list[str]) -> list[tuple[str, int]]:
    """What the row says with the page's number left open, and where: two steps, lest a border part equals.

    ``known`` are texts of scanned rows as they were first read; new ones are added.
    """
    text = re.sub(
        r"\d+", lambda n: "#" if abs(int(n[0]) - row.page) <= UNNUMBERED else n[0], folded(row.text)
    )
    if any(word.confidence is not None for word in row.words):
        text = next((other for other in known if _is_alike(text, other)), text)
        known.append(text)
    step = int(row.box.centre[1] / SAME_PLACE)
    return [(text, step), (text, step + 1)]


def _is_alike(text: str, other: str) -> bool:
    """Whether OCR may have read one text in two ways, but for its numbers."""
    same_numbers = re.findall(r"\d+", text) == re.findall(r"\d+", other)
    return same_numbers and SequenceMatcher(None, text, other, autojunk=False).ratio() >= ALIKE


def _has_periods(row: Row) -> bool:
    return bool(find_periods(row.words, reach=2 * row.look.size))


def _numbers_the_page(row: Row) -> bool:
    """Whether a page number stands in the row, alone or set apart from what is beside it."""
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
        last.box.top > (1 - OUTER) * page.height
        and last.box.top - before_last.box.bottom > far
        and len(last.words) <= SHORT
        and str(page.number) in numbers
    ):
        found.add(id(last))
    if (
        first.box.bottom < OUTER * page.height
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
            outer = row.box.bottom < OUTER * page.height or row.box.top > (1 - OUTER) * page.height
            if id(row) in running or (outer and _numbers_the_page(row)):
                kept.add(id(row))
            else:
                break
    # A page of nothing but repeated lines has them as its text.
    return kept if len(kept) < len(rows) else {id(row) for row in rows if is_page_number(row.text)}
