"""Titles: which lines are one, the number printed before them, the report's own title."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.lines import Look, Row, folded, row_of
from ingest.words import Fill, TextLine

TITLE_PITCH = 1.75
"""Most line pitch, in font sizes, within a title: headings are set solid to one and a half lines."""

BAR_SHARE = 0.9
"""Share of a row's width a filled area must lie behind for the row to stand in a bar."""

WHITE = 0.97
"""Grey level from which a fill is taken for paper."""

TAB = 0.55
"""Blank, in font sizes, after a bare number that shows it is a label: twice a word space."""

# "4," is a full stop as OCR reads one; no title begins so.
_LABEL = re.compile(
    r"^(?:(?:\d{1,2}(?:\.\d{1,2})+[a-zåäö]?|\d{1,2}[a-zåäö]?|[A-H])[.):]|\d{1,2},"
    r"|\d{1,2}(?:\.\d{1,2})+[a-z]?|\d{1,2}[a-z])$"
)
_BARE = re.compile(r"^\d{1,2}$")
_CONTENTS_LINE = re.compile(r"(?:\.\s?){4,}\s*\d{1,3}$|…+\s*\d{1,3}$")
_CONTENTS_HEAD = re.compile(r"^(?:innehall(?:sforteckning)?|innehall och disposition)$")
_CONTINUED = re.compile(r"\s*\(?\s*(?:forts(?:\.|attning)?|fortsatt)\s*\)?\s*$")


@dataclass(frozen=True, slots=True)
class Title:
    """A title's lines with the printed number taken off."""

    lines: tuple[TextLine, ...]
    label: str | None
    label_lines: tuple[TextLine, ...]


def read_title(rows: Sequence[Row], *, numbered: bool = False) -> Title:
    """Part the printed number from a title.

    "1." and "5.2a" are numbers by their look; a bare "1" only before a blank
    like a tab, or where ``numbered`` says that the titles of the report count up.
    """
    if not rows:
        return Title((), None, ())
    first, rest = rows[0], [row.line for row in rows[1:]]
    if len(first.words) < 2 and not rest:
        return Title((first.line,), None, ())
    word = first.words[0]
    bare = bool(_BARE.match(word.text)) and (numbered or _tab_after(first))
    if not (_LABEL.match(word.text) or bare):
        return Title(tuple(row.line for row in rows), None, ())
    after = [row_of(first.words[1:]).line] if len(first.words) > 1 else []
    return Title(tuple(after + rest), word.text.rstrip(".):,"), (row_of([word]).line,))


def _tab_after(row: Row) -> bool:
    if len(row.words) < 2:
        return False
    return row.words[1].box.x0 - row.words[0].box.x1 > TAB * row.look.size


def count_up(titles: Sequence[Sequence[Row]]) -> bool:
    """Whether most titles begin with a bare number and these go up by one: then they are labels."""
    numbers = [int(rows[0].words[0].text) for rows in titles if rows and _BARE.match(rows[0].words[0].text)]
    steps = [b - a for a, b in itertools.pairwise(numbers)]
    return len(numbers) > max(1, 0.7 * len(titles)) and all(step == 1 for step in steps)


def in_bar(row: Row, fills: Sequence[Fill]) -> bool:
    """Whether the row stands on a coloured area of its own height or a few lines more."""
    for fill in fills:
        box = fill.box
        if min(fill.colour) > WHITE or box.height > 8 * row.box.height:
            continue
        behind = min(box.x1, row.box.x1) - max(box.x0, row.box.x0)
        if behind >= BAR_SHARE * row.box.width and box.top < row.box.centre[1] < box.bottom:
            return True
    return False


def title_start(
    rows: Sequence[Row],
    end: int,
    body: Look,
    stands_out: Callable[[Row], bool],
    full: Callable[[Row], bool],
) -> int:
    """Index of the first line of the title whose last line is ``rows[end - 1]``.

    Lines that stand out from the body belong together while they look alike.
    A title set like the body goes up as long as the line above is ``full``,
    that is: wrapped, and no line of a column.
    """
    start = end - 1
    last = rows[start]
    emphasised = stands_out(last)
    while start > 0:
        above, below = rows[start - 1], rows[start]
        size = max(above.look.size, below.look.size)
        if above.page != below.page or below.box.bottom - above.box.bottom > TITLE_PITCH * size:
            break
        if emphasised:
            if not (stands_out(above) and (above.look.like(last.look) or goes_on_in_mid_sentence(below))):
                break
        elif stands_out(above) or not full(above):
            break
        start -= 1
    return start


def goes_on_in_mid_sentence(row: Row) -> bool:
    """Whether a line of a title is told to be one of its lower ones, whatever size was measured of it.

    Of a single word the size is measured roughly: “områdena” was 14 % larger than the line above it.
    """
    return row.look.measured and row.words[0].text[:1].islower()


def report_title(rows: Sequence[Row], body: Look) -> tuple[Row, ...]:
    """The report's title among the rows above the first commitment.

    The first block of the largest type on the first page that has any; where
    nothing stands out, the first block of lines.
    """
    if not rows:
        return ()
    first_page = [row for row in rows if row.page == rows[0].page]
    largest = max((row.look for row in first_page), key=lambda look: look.size)
    start = next(
        (i for i, row in enumerate(first_page) if row.look.same_size(largest) and row.look.stands_out(body)),
        0,
    )
    block = [first_page[start]]
    for row in first_page[start + 1 :]:
        size = max(row.look.size, block[-1].look.size)
        if row.box.bottom - block[-1].box.bottom > TITLE_PITCH * size or not row.look.like(block[0].look):
            break
        block.append(row)
    return tuple(block)


def same_title(one: str, other: str) -> bool:
    """Whether two titles say the same but for a "(forts.)"."""
    return _bare_title(one) == _bare_title(other)


def _bare_title(text: str) -> str:
    return " ".join(_CONTINUED.sub("", folded(text)).split())


def contents_rows(rows: Sequence[Row]) -> list[Row]:
    """The rows of a table of contents: its heading, and lines that lead to a page number."""
    found = []
    under_head = False
    for row in rows:
        text = folded(row.text)
        if _CONTENTS_HEAD.match(text.strip(" :.")):
            under_head = True
            found.append(row)
        elif _CONTENTS_LINE.search(text) or (under_head and re.search(r"\s\d{1,3}$", text)):
            found.append(row)
        elif (
            under_head
            and found
            and found[-1].page == row.page
            and row.box.bottom - found[-1].box.bottom < 3 * row.look.size
        ):
            # A long entry wraps; its page number stands on the next line.
            found.append(row)
        else:
            under_head = False
    return found
