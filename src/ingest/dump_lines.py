"""Text of a dump → its lines, with pages, page furniture and period headings told apart."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from ingest.dump_letters import beginning
from ingest.furniture import is_page_number
from ingest.periods import LONGEST_HEADING, named_in, read_period
from ingest.sections import Period
from ingest.words import TextLine

MAX_GAP_MARKS = 0.1
"""Where at most this share of the lines begins with one blank and none with more, the text is not
indented: the blank is what is left of an empty block (tesseract writes one for a bar, a rule or a
picture) or of a form feed, and parts the line from the one before."""

MAX_HEADING_WORDS = 30
"""Twelve months of a whole year with their numbers; a longer line is text."""

EDGE_LINES = 4
"""How many lines from the top and the bottom of a page a running header or footer stands."""

OFTEN = 0.5
"""Share of the pages (of those after the first, which is often a cover) on which a running header or
footer stands, and two at least."""

TAB_STOP = 8
"""Columns to the next tab stop, as terminals and pdftotext have it."""


@dataclass(frozen=True, slots=True)
class DumpLine:
    """A line of the dump that is not blank."""

    text: str
    """Without leading and trailing blanks."""
    page: int
    """From 1."""
    blanks_before: int
    """Blank lines between this and the line before."""
    page_break: bool
    """First line of a page other than the first."""
    row: int = 0
    """From 0, on its page."""
    raw: str = ""
    """With its leading blanks, tabs as blanks."""
    periods: tuple[Period, ...] = ()
    """Of a heading: the periods it names, from left to right."""

    @property
    def apart(self) -> bool:
        """Whether something other than a line end parts it from the line before."""
        return self.page_break or self.blanks_before > 0

    @property
    def line(self) -> TextLine:
        """The line as later stages see it."""
        return TextLine(text=self.text, page=self.page)


_TITLE_WORDS = beginning("uppföljning", "medborgarlöfte")


def pages_of(text: str) -> list[list[str]]:
    """The lines of each page, right-stripped; form feeds part pages."""
    pages = [[line.rstrip() for line in page.split("\n")] for page in text.split("\f")]
    while len(pages) > 1 and not any(pages[-1]):
        pages.pop()
    return pages


def _one_blank_is_a_gap(pages: list[list[str]]) -> bool:
    filled = [line for page in pages for line in page if line]
    marked = sum(bool(re.match(r" \S", line)) for line in filled)
    deeper = any(re.match(r"(?:  |\t)", line) for line in filled)
    return not deeper and marked <= MAX_GAP_MARKS * len(filled)


def read_lines(text: str) -> tuple[list[DumpLine], list[DumpLine]]:
    """The lines of the report, and those of page furniture."""
    pages = pages_of(text)
    running = _running_lines(pages)
    gap_marks = _one_blank_is_a_gap(pages)
    before: str | None = None
    kept: list[DumpLine] = []
    furniture: list[DumpLine] = []
    for number, page in enumerate(pages, start=1):
        filled = [index for index, line in enumerate(page) if line.strip()]
        edges = set(filled[:EDGE_LINES] + filled[-EDGE_LINES:])
        blanks, first = 0, True
        for index, raw in enumerate(page):
            text_of_line = raw.strip()
            if not text_of_line:
                blanks += 1
                continue
            line = DumpLine(
                text=text_of_line,
                page=number,
                blanks_before=max(blanks, int(gap_marks and raw.startswith(" "))),
                page_break=first and number > 1 and bool(kept),
                row=index,
                raw=raw.expandtabs(TAB_STOP),
                periods=_heads_a_column(text_of_line, before, first or bool(blanks)),
            )
            ends_block = index + 1 == len(page) or not page[index + 1].strip()
            numbered = text_of_line == str(number) and ends_block
            returns = _without_digits(text_of_line) in running or is_page_number(text_of_line)
            # A running header may repeat the report's title; on the first page it is the title.
            titles = number == 1 and not is_page_number(text_of_line) and _TITLE_WORDS.search(text_of_line)
            if numbered or (index in edges and returns and not titles):
                furniture.append(line)
                blanks += 1
                continue
            kept.append(line)
            blanks, first, before = 0, False, text_of_line
    return kept, furniture


def _running_lines(pages: list[list[str]]) -> set[str]:
    seen: Counter[str] = Counter()
    for page in pages:
        filled = [line.strip() for line in page if line.strip()]
        edges = filled[:EDGE_LINES] + filled[-EDGE_LINES:]
        seen.update({_without_digits(line) for line in edges if not _heads_columns(line)})
    needed = max(2, round(OFTEN * (sum(any(page) for page in pages) - 1)))
    return {line for line, count in seen.items() if count >= needed and re.search(r"[^\W\d_]{3}", line)}


def _heads_columns(line: str) -> bool:
    """Whether a line heads columns: such a line returns on every page and is no furniture."""
    return bool(periods_in(line)) or len(named_in(line)) > 1


def _without_digits(line: str) -> str:
    return " ".join(re.sub(r"\d+", "0", line).casefold().split())


def periods_in(line: str) -> tuple[Period, ...]:
    """The periods a line names if it is nothing but period headings, one or several side by side.

    >>> [period.name for period in periods_in("Tertial 1  TertiaI 2 Tertial 3")]
    ['T1', 'T2', 'T3']
    >>> periods_in("Under tertial 1 har arbetet fortsatt.")
    ()
    """
    return _read_all(tuple(line.split()))


@lru_cache(maxsize=4096)
def _read_all(words: tuple[str, ...]) -> tuple[Period, ...]:
    """As many different periods as the words can be read as, without a word left over."""
    if len(words) > MAX_HEADING_WORDS:
        return ()
    best: tuple[Period, ...] = ()
    for cut in range(1, min(len(words), LONGEST_HEADING) + 1):
        head = read_period(" ".join(words[:cut]))
        if head is None:
            continue
        rest = _read_all(words[cut:])
        names = [period.name for period in (head, *rest)]
        if (rest or cut == len(words)) and len(set(names)) == len(names) > len(best):
            best = (head, *rest)
    return best


def _heads_a_column(text: str, before: str | None, apart: bool) -> tuple[Period, ...]:
    """The periods a line names as a heading; none where it is the last line of a wrapped sentence."""
    if text[0].islower():
        return ()
    mid_sentence = not apart and before is not None and before[-1] not in '.!?:”"'
    if mid_sentence and text.endswith("."):
        return ()
    return periods_in(text)
