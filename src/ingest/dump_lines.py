"""Text of a dump → its lines, with pages, page furniture and period headings told apart."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from ingest.dump_letters import any_of, damaged
from ingest.sections import Period
from ingest.words import TextLine

MAX_GAP_MARKS = 0.1
"""Where at most this share of the lines begins with one blank and none with more, the text is not
indented: the blank is what is left of an empty block (tesseract writes one for a bar, a rule or a
picture) or of a form feed, and parts the line from the one before."""

EDGE_LINES = 2
"""How many lines from the top and the bottom of a page a running header or footer stands."""

MIN_REPEATS = 3
"""Pages on which a line must stand to be a running header or footer."""


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
                periods=periods_in(text_of_line),
            )
            if index in edges and (_without_digits(text_of_line) in running or is_page_number(text_of_line)):
                furniture.append(line)
                blanks += 1
                continue
            kept.append(line)
            blanks, first = 0, False
    return kept, furniture


def _running_lines(pages: list[list[str]]) -> set[str]:
    seen: Counter[str] = Counter()
    for page in pages:
        filled = [line.strip() for line in page if line.strip()]
        seen.update({_without_digits(line) for line in filled[:EDGE_LINES] + filled[-EDGE_LINES:]})
    return {
        line
        for line, count in seen.items()
        if count >= MIN_REPEATS and re.search(r"[^\W\d_]{3}", line) and not periods_in(line)
    }


def _without_digits(line: str) -> str:
    return re.sub(r"\d+", "0", line).casefold()


_PAGE_NUMBER = re.compile(
    rf"(?:{damaged('sida')}|{damaged('sid')}\.?|s\.|page)?\s*[-–—]?\s*\d{{1,3}}"
    rf"(?:\s*(?:{damaged('av')}|of|/)\s*\d{{1,3}}|\s*\(\d{{1,3}}\))?\s*[-–—]?",
    re.IGNORECASE,
)


def is_page_number(line: str) -> bool:
    """Whether a line at the edge of a page is its number: ``3``, ``Sida 3 av 9``, ``3 (9)``, ``- 3 -``."""
    return bool(_PAGE_NUMBER.fullmatch(line))


_ONE = r"(?:1|[lI|!]|i)"
_NUMBERS = {
    1: rf"(?:{_ONE}|{any_of('ett', 'första')})",
    2: rf"(?:2|{_ONE}{_ONE}|z|{any_of('två', 'andra')})",
    3: rf"(?:3|{_ONE}{_ONE}{_ONE}|{any_of('tre', 'tredje')})",
}
_TAIL = r"(?:\s*[,-]?\s*(?P<year>20\d\d))?(?:\s*\([^)]*\))?(?:\s*[:.])?"


def _heading_patterns() -> list[tuple[re.Pattern[str], Period]]:
    found: list[tuple[re.Pattern[str], Period]] = []
    for number, spelled in _NUMBERS.items():
        tertial = Period(f"T{number}", 4 * number - 3, 4 * number)
        found.append((re.compile(rf"{damaged('tertial')}\s*{spelled}{_TAIL}", re.IGNORECASE), tertial))
        found.append((re.compile(rf"T\s?{number}{_TAIL}"), tertial))
    ordinals = {1: "första", 2: "andra", 3: "tredje", 4: "fjärde"}
    for number, word in ordinals.items():
        if number <= 3:
            tertial = Period(f"T{number}", 4 * number - 3, 4 * number)
            found.append(
                (re.compile(rf"{damaged(word)}\s+{damaged('tertialet')}{_TAIL}", re.IGNORECASE), tertial)
            )
        quarter = Period(f"Q{number}", 3 * number - 2, 3 * number)
        found.append(
            (
                re.compile(rf"(?:{damaged('kvartal')}\s*{number}|[QK]\s?{number}){_TAIL}", re.IGNORECASE),
                quarter,
            )
        )
        found.append(
            (re.compile(rf"{damaged(word)}\s+{damaged('kvartalet')}{_TAIL}", re.IGNORECASE), quarter)
        )
    return found


_HEADINGS = _heading_patterns()


def periods_in(line: str) -> tuple[Period, ...]:
    """The periods a line names if it is nothing but period headings.

    >>> [period.name for period in periods_in("Tertial 1  TertiaI 2 Tertial 3")]
    ['T1', 'T2', 'T3']
    >>> periods_in("Under tertial 1 har arbetet fortsatt.")
    ()
    """
    found: list[Period] = []
    rest = line.strip()
    while rest:
        best: tuple[int, Period] | None = None
        for pattern, period in _HEADINGS:
            match = pattern.match(rest)
            if match and (match.end() == len(rest) or rest[match.end()].isspace()):
                year = match.group("year")
                named = (
                    Period(period.name, period.first_month, period.last_month, period.kind, int(year))
                    if year
                    else period
                )
                if best is None or match.end() > best[0]:
                    best = (match.end(), named)
        if best is None:
            return ()
        found.append(best[1])
        rest = rest[best[0] :].lstrip()
    return tuple(found)
