"""Running heads and feet of scanned pages, known again although places vary and letters are misread.

Tesseract often drops a lone digit, so that the page number is missing on one
page, and reads a letter or two of a small line wrongly on the next.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ingest.lines import Row, folded, row_of, segments_of
from ingest.words import Page

SCAN_PLACE = 12.0
"""Points by which a running line of a scan may stand nearer to its edge of the paper than on another page:
sheets lie about 4 mm apart in a feeder. An estimate; on made scans without such a shift it was below 1."""

MARGIN = 0.15
"""Share of a scanned page's height, at top and bottom, in which running lines are looked for: the margin of
2.5 cm of A4 landscape, and what photographs keep of the desk around the sheet."""

ALIKE = 0.9
"""Share of letters two readings of one line have in common: with one letter in ten misread, which is more
than tesseract misread in running lines of made fax pages and of scans at 120 dpi (1 of 20)."""

LETTERS = 6
"""Letters from which two readings are compared: shorter lines are alike by chance."""

EMPTY_LINE = 1.8
"""Blank, in font sizes, between a running line and the text: an empty line at a pitch of 1.4 sizes."""

LONE = 6.0
"""The same for a line that no other page repeats: four lines at that pitch."""

FAR_BELOW = 10.0
"""The same from which it is no line of the text in any size: seven empty lines. Where a page's number was not
read, nothing else tells the foot of a report of one page."""

SMALLER = 0.9
"""Size of such a line against the text: one step of point sizes (10 → 9)."""

SHORT = 8
"""Words in such a line at most."""

UNNUMBERED = 2
"""Pages before the numbered ones (cover, contents) by which a printed number may differ from the page's."""

TAB = 3.0
"""Blank, in font sizes, before a page number at the end of its line: a tab or more."""

_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Margin:
    """A row near the head or the foot of a page and how it stands there."""

    row: Row
    page: Page
    at_top: bool
    blank: float
    """Points between it and the next row towards the text."""

    @property
    def letters(self) -> str:
        """Its letters alone: blanks, signs and digits are what OCR loses first."""
        return "".join(c for c in folded(self.row.text) if c.isalpha())

    @property
    def guessed(self) -> bool:
        """Whether OCR read it."""
        return any(word.confidence is not None for word in self.row.words)

    @property
    def from_edge(self) -> float:
        """Points from its edge of the paper to its middle."""
        middle = self.row.box.centre[1]
        return middle - self.page.upper_edge if self.at_top else self.page.lower_edge - middle

    def set_apart(self, sizes: float) -> bool:
        """Whether so many font sizes of blank and no table part it from the text."""
        box = self.row.box
        marks = [ruling.box for ruling in self.page.rulings] + [fill.box for fill in self.page.fills]
        framed = any(mark.bottom > box.top if not self.at_top else mark.top < box.bottom for mark in marks)
        return self.blank > sizes * self.row.look.size and not framed


def margins_of(rows: Sequence[Row], page: Page, edge_rows: int) -> list[Margin]:
    """The first and last ``edge_rows`` rows as far as they stand in the margins of the page."""
    found: list[Margin] = []
    for index, row in enumerate(rows[:edge_rows]):
        if page.in_head(row.box, MARGIN) and index + 1 < len(rows):
            found.append(Margin(row, page, True, rows[index + 1].box.top - row.box.bottom))
    for index in range(max(1, len(rows) - edge_rows), len(rows)):
        if page.in_foot(rows[index].box, MARGIN):
            found.append(Margin(rows[index], page, False, rows[index].box.top - rows[index - 1].box.bottom))
    return found


def read_again(margins: Sequence[Margin], needed: int) -> tuple[set[int], list[Row]]:
    """Scanned rows that stand on ``needed`` pages in readings that differ, and rows of which it is unsure.

    Numbers besides the page's may be lost, and one reading may be but the start or end of the
    other, only where blank parts the row from the text: a cell's last line
    "Antal besök: 12" stands where another page has "Antal besök: 15".
    """
    sure: set[int] = set()
    unsure: list[Row] = []
    for margin in margins:
        if not margin.guessed or len(margin.letters) < LETTERS:
            continue
        others = [
            other for other in margins if other.row.page != margin.row.page and _same_place(margin, other)
        ]
        alike = [other for other in others if _alike(margin.letters, other.letters)]
        loosely = [
            other
            for other in others
            if (other in alike or _part(margin, other)) and _numbers_lost(margin, other)
        ]
        equal = [other for other in alike if _numbers(margin.row) == _numbers(other.row)]
        apart = margin.set_apart(EMPTY_LINE)
        if _pages(loosely if apart else equal) + 1 >= needed:
            sure.add(id(margin.row))
        elif _pages(alike) + 1 >= needed:
            unsure.append(margin.row)
    return sure, unsure


def stands_alone(rows: Sequence[Row], foot: Sequence[Margin], page: Page) -> tuple[set[int], list[Row]]:
    """A short line at the very foot of a scanned page, far from its text, that no other page repeats.

    It is a running line if it is smaller than the text or very far from it, or if
    the page's number stands beside it in a line of its own, as on pages that
    are not quite level; else it is unsure.
    """
    lines = list(foot)
    number = lines.pop().row if len(lines) > 1 and foot[-1].row.text == str(page.number) else None
    if not lines or len(rows) < 3:
        return set(), []
    last = lines[-1]
    row = last.row
    if not last.guessed or len(row.words) > SHORT or not last.set_apart(LONE):
        return set(), []
    if number:
        beside = number.box.top < row.box.bottom
        return ({id(row), id(number)}, []) if beside else (set(), [row])
    usual = statistics.median(other.look.size for other in rows)
    is_foot = row.look.size < SMALLER * usual or last.blank > FAR_BELOW * max(usual, row.look.size)
    return ({id(row)}, []) if is_foot else (set(), [row])


def without_page_number(row: Row) -> str:
    """What the row says with the page's number left open."""
    return re.sub(
        r"\d+", lambda n: "#" if abs(int(n[0]) - row.page) <= UNNUMBERED else n[0], folded(row.text)
    )


def _numbers(row: Row) -> list[str]:
    """Its numbers but for the page's, which may be the digit that was lost or misread at the line's end."""
    *before, last = segments_of(row, TAB * row.look.size)
    kept = (*before, last) if not before or len(last) > 1 else before
    return _NUMBER.findall(without_page_number(row_of(word for part in kept for word in part)))


def _numbers_lost(one: Margin, other: Margin) -> bool:
    """Whether one has no number that the other has not."""
    here, there = Counter(_numbers(one.row)), Counter(_numbers(other.row))
    return here <= there or there <= here


def _pages(margins: Sequence[Margin]) -> int:
    return len({margin.row.page for margin in margins})


def _same_place(one: Margin, other: Margin) -> bool:
    return one.at_top == other.at_top and abs(one.from_edge - other.from_edge) <= SCAN_PLACE


def _alike(one: str, other: str) -> bool:
    return bool(other) and SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE


def _part(one: Margin, other: Margin) -> bool:
    """Whether one is the start or the end of the other, in its place: words of it were not read."""
    short, long = sorted((one, other), key=lambda margin: len(margin.letters))
    length = len(short.letters)
    if length < LETTERS:
        return False
    at_start = abs(short.row.box.x0 - long.row.box.x0) <= SCAN_PLACE
    at_end = abs(short.row.box.x1 - long.row.box.x1) <= SCAN_PLACE
    return (at_start and _alike(short.letters, long.letters[:length])) or (
        at_end and _alike(short.letters, long.letters[-length:])
    )
