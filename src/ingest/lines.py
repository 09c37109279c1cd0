"""Words to visual rows: what stands side by side on one line of the page.

A row knows its look (size, weight, colour) as far as the reader could tell;
OCR words have a size and a weight only, so nothing here requires the rest.
"""

from __future__ import annotations

import re
import statistics
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.words import Box, Colour, TextLine, Word, around, line_of

SAME_LINE_OVERLAP = 0.5
"""Share of the lower word's height two words must share to stand on one line: neighbouring lines
of set text overlap by less than a fifth (line pitch ≥ 1.1 × size), words of one line by far more,
also with 0.2° of skew left on a landscape A4 page."""

LARGER = 1.09
"""How much larger than the body a line is set to count as larger: one step of point sizes (11 → 12)
on a digital page; measured heights of OCR lines vary by less than 8 % within a font."""

MEASURED = 1.12
"""The same between two sizes of which one was measured in a picture: a heading's only short line came out
10 % larger than the line above it on a fax; most lines of one font differ by 2 %."""

BOLD_SHARE = 0.8
"""Share of a line's letters that are bold for the line to count as bold (labels or names may differ)."""

RIVAL = 0.3
"""Share of the most common look's letters from which another may be the body's."""

_SLANTED = re.compile(r"italic|oblique|slanted|-it\b", re.IGNORECASE)
"""Font names of slanted type."""

COLOUR_STEP = 0.25
"""Difference in any of red, green, blue by which a reader sees another colour."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a line is set. Unknown weight and colour compare equal to anything."""

    size: float
    bold: bool
    colour: Colour | None = None
    italic: bool = False
    measured: bool = False
    """Whether the size was measured in a picture."""

    def same_size(self, other: Look) -> bool:
        """Whether both could be set in one size."""
        ratio = max(self.size, other.size) / max(min(self.size, other.size), 0.1)
        return ratio < (MEASURED if self.measured or other.measured else LARGER)

    def like(self, other: Look) -> bool:
        """Whether both could be one style."""
        return (
            self.same_size(other)
            and self.bold == other.bold
            and self.italic == other.italic
            and not differ(self.colour, other.colour)
        )

    def stands_out(self, body: Look) -> bool:
        """Whether this is emphasised against ``body``: larger, or not smaller and bold, italic, coloured."""
        if self.size >= body.size * LARGER:
            return True
        if self.size * LARGER < body.size:
            return False
        marked = (self.bold and not body.bold) or (self.italic and not body.italic)
        return marked or differ(self.colour, body.colour)


def differ(one: Colour | None, other: Colour | None) -> bool:
    """Whether two colours are visibly different; unknown ones are not."""
    if one is None or other is None:
        return False
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) > COLOUR_STEP


@dataclass(frozen=True, slots=True)
class Row:
    """Words of one page that stand on one line, left to right."""

    words: tuple[Word, ...]
    box: Box
    page: int

    @property
    def text(self) -> str:
        """The words with blanks between."""
        return " ".join(word.text for word in self.words)

    @property
    def line(self) -> TextLine:
        """The row as later stages take it."""
        return line_of(self.words)

    @property
    def look(self) -> Look:
        """How most of its letters are set."""
        letters = sum(len(word.text) for word in self.words)
        bold = sum(len(word.text) for word in self.words if word.bold)
        italic = sum(len(w.text) for w in self.words if _SLANTED.search(w.font))
        colours = Counter(word.colour for word in self.words if word.colour is not None)
        return Look(
            size=statistics.median(word.size or word.box.height for word in self.words),
            bold=bold >= BOLD_SHARE * letters,
            colour=colours.most_common(1)[0][0] if colours else None,
            italic=italic >= BOLD_SHARE * letters,
            measured=any(word.origin == "ocr" for word in self.words),
        )


def row_of(words: Iterable[Word]) -> Row:
    """The given words (at least one) as one row, left to right."""
    ordered = tuple(sorted(words, key=lambda word: word.box.x0))
    return Row(ordered, around(word.box for word in ordered), ordered[0].page)


def rows_of(words: Iterable[Word]) -> list[Row]:
    """Group words of one or more pages into rows, top to bottom.

    A word joins the row whose horizontally nearest word shares most of its
    height, so that a line that still slopes a little stays one row.
    """
    by_page: dict[int, list[Word]] = {}
    for word in words:
        by_page.setdefault(word.page, []).append(word)
    return [row for page in sorted(by_page) for row in _page_rows(by_page[page])]


def _page_rows(words: Sequence[Word]) -> list[Row]:
    open_rows: list[list[Word]] = []
    done: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.box.centre[1], word.box.x0)):
        still_open: list[list[Word]] = []
        for row in open_rows:
            (still_open if max(other.box.bottom for other in row) > word.box.top else done).append(row)
        open_rows = still_open
        best, most = None, SAME_LINE_OVERLAP
        for row in open_rows:
            nearest = min(row, key=lambda other: _apart(other.box, word.box))
            shared = _shared_height(nearest.box, word.box)
            if shared >= most and not _stacked(nearest.box, word.box):
                best, most = row, shared
        if best is None:
            open_rows.append([word])
        else:
            best.append(word)
    rows = [row_of(row) for row in done + open_rows]
    return sorted(rows, key=lambda row: (row.box.centre[1], row.box.x0))


def _apart(one: Box, other: Box) -> float:
    return max(one.x0 - other.x1, other.x0 - one.x1, 0.0)


def _shared_height(one: Box, other: Box) -> float:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared / max(min(one.height, other.height), 0.1)


def _stacked(one: Box, other: Box) -> bool:
    """Whether the two stand over each other: words of one line do not."""
    shared = min(one.x1, other.x1) - max(one.x0, other.x0)
    return shared > 0.5 * min(one.width, other.width)


def body_look(rows: Iterable[Row]) -> Look:
    """The look most letters are set in (size 10, plain, where there are no rows)."""
    letters: Counter[tuple[float, bool, Colour | None, bool]] = Counter()
    for row in rows:
        look = row.look
        letters[(round(look.size * 2) / 2, look.bold, look.colour, look.italic)] += sum(
            len(w.text) for w in row.words
        )
    if not letters:
        return Look(10.0, False)
    looks = {key: count for key, count in letters.items() if count >= RIVAL * max(letters.values())}
    # In a report of few words the title may have the most letters: plain type of a size below it is body.
    top = max(looks, key=lambda key: (looks[key], -key[0], not key[1]))
    plain = {key: count for key, count in looks.items() if not key[1] and key[0] <= top[0]}
    if plain and (top[1] or top[0] == max(key[0] for key in letters)):
        looks = plain if top[1] else {k: n for k, n in plain.items() if k[0] < top[0]} or looks
    # Ties are broken by the value itself, so that the same input gives the same answer.
    size, bold, colour, italic = max(looks, key=lambda key: (looks[key], -key[0], not key[1]))
    return Look(size, bold, colour, italic)


def gaps_of(row: Row) -> list[float]:
    """The blanks between neighbouring words, in points."""
    return [b.box.x0 - a.box.x1 for a, b in zip(row.words, row.words[1:], strict=False)]


def segments_of(row: Row, gap: float) -> list[tuple[Word, ...]]:
    """The row cut wherever the blank between two words is wider than ``gap`` points."""
    parts: list[list[Word]] = [[row.words[0]]]
    for word, blank in zip(row.words[1:], gaps_of(row), strict=True):
        if blank > gap:
            parts.append([])
        parts[-1].append(word)
    return [tuple(part) for part in parts]


def folded(text: str) -> str:
    """Lower case without marks on letters: Swedish words compare equal to what OCR left of them."""
    return "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
