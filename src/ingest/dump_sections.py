"""Lines of a dump → the report's title and its commitments, each with its period headings and text.

A commitment begins where the periods start anew; its title stands directly
above. How far up the title reaches is weighed: titles wrap, over blank lines
too, and the last paragraph of the commitment before may touch them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.dump_letters import any_of, beginning
from ingest.dump_lines import DumpLine, periods_in

MAX_TITLE_LINES = 5
"""The longest titles seen take three lines of a narrow slide; two more for a blank or a wrap."""

# Costs of a title that begins at a line: in steps of "somewhat unusual" = 1, set by reading
# dumps of typeset reports (pdftotext in its three modes, tesseract, pdfium), not fitted.
STARTS_LOWER_CASE = 3.0
STARTS_WITH_DATE = 3.0
JOINED_AFTER_FULL_STOP = 0.5
JOINED_AFTER_SHORT_LINE = 1.0
JOINED_AFTER_FULL_LINE = 3.0
GAP_INSIDE = 1.5
GAP_INSIDE_MID_SENTENCE = 0.3
PAGE_BREAK_INSIDE = 1.5
FULL_STOP_INSIDE = 2.0
SHORT_LINE_INSIDE = 1.0
LEFT_BEHIND = 1.0
"""On the page before its period headings."""
GOES_ON_BELOW = 4.0
"""There, and ending a sentence, or part of a block, or with a sentence that goes on under the headings."""
CUTS_CAPITALS = 1.5
"""The line above is in capitals as well."""
PER_LINE = 0.3
REPORT_TITLE_INSIDE = 4.0
LOOKS_LIKE_TEXT = 4.0
"""Above this cost the lines over the period headings are no title."""

FULL_LINE = 0.75
"""A line this long, of the longest line around, is full: its paragraph may go on in the next."""

_REPORT_WORDS = beginning("uppföljning", "medborgarlöfte", "återrapport", "årsrapport", "redovisning")
_REPORT_TITLE = re.compile(rf"{_REPORT_WORDS.pattern}|\b20\d\d\b", re.IGNORECASE)
LONGEST_LINE = 130
"""A longer line with the words of a title is a sentence of running text."""

WRAPPED_TITLE = 50
"""From this many characters a line of the report's title may be wrapped: titles are set large."""

_OPEN_WORDS = any_of("och", "i", "för", "av", "till", "lokalpolisområde", "polisområde", "kommun")
_OPEN_TITLE = re.compile(rf"(?:[-–—,:/&]|(?<!\w){_OPEN_WORDS})$")
_ENDS_SENTENCE = re.compile(r"[.!?][\"”’')\]]*$")
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})*[a-z]?[.)]?\s+\S")
_DATED = re.compile(
    r"(?:den\s+)?\d{1,2}(?:\s?[-–+&]\s?\d{1,2})?/\d{1,2}(?!\d)(?:\s?[-–+&]\s?\d{1,2}/\d{1,2})*[ ,:;]",
    re.IGNORECASE,
)


_COLUMN_HEADS = any_of(
    "åtagande", "åtaganden", "åtgärd", "åtgärder", "aktivitet", "aktiviteter", "insats", "insatser", "löfte",
    "medborgarlöfte", "mål", "delmål", "nr", "ansvarig", "ansvariga", "status", "kommentar", "kommentarer",
    "fokusområde", "område",
)  # fmt: skip
_TABLE_HEADER = re.compile(rf"{_COLUMN_HEADS}(?:\s*[/,]?\s*{_COLUMN_HEADS})*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DumpSection:
    """A commitment as the dump has it."""

    title: tuple[DumpLine, ...]
    body: tuple[DumpLine, ...]
    """Period headings and text, in the order of the dump."""
    title_cost: float = 0.0
    displaced: tuple[DumpLine, ...] = ()
    """Lines that stood in the next commitment under a period that this one lacks and that one has twice."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A dump taken apart into commitments."""

    title: tuple[DumpLine, ...]
    preamble: tuple[DumpLine, ...]
    """Lines before the first commitment that are not the report's title."""
    sections: tuple[DumpSection, ...]


def ends_sentence(text: str) -> bool:
    """Whether a line closes a sentence."""
    return bool(_ENDS_SENTENCE.search(text))


def starts_lower_case(text: str) -> bool:
    """Whether a line begins in mid-sentence, by its first letter."""
    first = re.search(r"[^\W_]", text)
    return bool(first and first.start() <= 1 and first.group().islower() and not re.match(r"[-–•*]", text))


def is_table_of_rows(lines: Sequence[DumpLine]) -> bool:
    """Whether the periods head columns beside a column with the commitments: “Åtgärd”, “Tertial 1”, …

    Without its layout such a table does not show where a row ends.
    """
    for index, line in enumerate(lines):
        words = line.text.split()
        after = next((cut for cut in range(1, len(words)) if periods_in(" ".join(words[cut:]))), None)
        if after and _TABLE_HEADER.fullmatch(" ".join(words[:after])):
            return True
        if line.periods and index and _TABLE_HEADER.fullmatch(lines[index - 1].text):
            return True
    return False


def starts_with_date(text: str) -> bool:
    """Whether a line is an item of a list by dates: ``13/1 Torget``, ``15-16/4 …``, ``20/11+26/11, …``."""
    return bool(_DATED.match(text))


def outline(lines: list[DumpLine]) -> Outline:
    """The commitments of a dump; none if no period heading starts one."""
    starts = _commitment_starts(lines)
    if not starts:
        return Outline((), tuple(lines), ())
    first_month = min(period.first_month for line in lines for period in line.periods)
    titles: list[tuple[int, float]] = []
    begun: list[int] = []
    floor = 0
    for start in starts:
        begin, cost = _title_start(lines, start, floor)
        out_of_place = lines[start].periods[0].first_month > first_month
        if begun and begin == start and (out_of_place or lines[start].page_break):
            # No title: headings out of their place, or repeated on the next page; no commitment.
            continue
        titles.append((begin, cost))
        begun.append(start)
        floor = start + 1
    starts = begun
    bounds = [begin for begin, _ in titles] + [len(lines)]
    sections = tuple(
        DumpSection(tuple(lines[begin:start]), tuple(lines[start:end]), cost)
        for (begin, cost), start, end in zip(titles, starts, bounds[1:], strict=True)
    )
    title, preamble = _report_title(lines[: bounds[0]])
    return Outline(title, preamble, _put_back(sections))


def _put_back(sections: Sequence[DumpSection]) -> tuple[DumpSection, ...]:
    """Move the text under a heading that a commitment has twice to the one before, if that lacks it.

    Where two commitments stand on a page, OCR reads the last column of both after the rest.
    """
    result = list(sections)
    for index in range(1, len(result)):
        body = result[index].body
        heads = [place for place, line in enumerate(body) if line.periods]
        names = [body[place].periods[0].name for place in heads]
        before = {period.name for line in result[index - 1].body for period in line.periods}
        for number, name in enumerate(names):
            if names.count(name) > 1 and name not in before and names.index(name) == number:
                end = heads[number + 1] if number + 1 < len(heads) else len(body)
                moved = body[heads[number] : end]
                result[index] = replace(result[index], body=body[: heads[number]] + body[end:])
                result[index - 1] = replace(
                    result[index - 1], body=result[index - 1].body + moved, displaced=moved
                )
                break
    return tuple(result)


def _commitment_starts(lines: list[DumpLine]) -> list[int]:
    """Indices of the period headings with which a commitment begins."""
    starts: list[int] = []
    last_month = 13
    previous_was_heading = False
    for index, line in enumerate(lines):
        for position, period in enumerate(line.periods):
            again = period.first_month <= last_month
            if position == 0 and (not starts or again) and not (previous_was_heading and not again):
                starts.append(index)
            last_month = period.first_month
        previous_was_heading = bool(line.periods)
    return starts


def _title_start(lines: list[DumpLine], heading: int, floor: int) -> tuple[int, float]:
    """Where the title above ``lines[heading]`` begins, and how odd it looks."""
    width = max((len(line.text) for line in lines[max(floor, heading - 40) : heading]), default=1)
    best = (heading, LOOKS_LIKE_TEXT)
    for begin in range(heading - 1, max(floor, heading - MAX_TITLE_LINES) - 1, -1):
        if lines[begin].periods:
            break
        cost = _title_cost(lines, begin, heading, floor, width)
        if cost < best[1]:
            best = (begin, cost)
    return best


def _both_in_capitals(upper: DumpLine, lower: DumpLine) -> bool:
    return not lower.page_break and upper.text.isupper() and lower.text.isupper() and not upper.periods


def _title_cost(lines: list[DumpLine], begin: int, heading: int, floor: int, width: int) -> float:
    title = lines[begin:heading]
    cost = PER_LINE * len(title)
    first = title[0]
    if starts_lower_case(first.text):
        cost += STARTS_LOWER_CASE
    if starts_with_date(first.text):
        cost += STARTS_WITH_DATE
    if begin > floor and not first.apart and not lines[begin - 1].periods:
        before = lines[begin - 1].text
        if ends_sentence(before):
            cost += JOINED_AFTER_FULL_STOP
        elif len(before) < FULL_LINE * width:
            cost += JOINED_AFTER_SHORT_LINE
        else:
            cost += JOINED_AFTER_FULL_LINE
    if lines[heading].page_break:
        below = next((line for line in lines[heading:] if not line.periods), None)
        cost += LEFT_BEHIND
        cost += GOES_ON_BELOW * (ends_sentence(title[-1].text) or (begin > floor and not first.apart))
        cost += GOES_ON_BELOW * (below is not None and starts_lower_case(below.text))
    if begin > floor and _both_in_capitals(lines[begin - 1], first):
        cost += CUTS_CAPITALS
    if begin < 6 and floor == 0:
        cost += REPORT_TITLE_INSIDE * bool(len(title) > 1 and _REPORT_TITLE.search(first.text))
    for upper, lower in pairwise(title):
        mid_sentence = (
            starts_lower_case(lower.text) or _both_in_capitals(upper, lower)
        ) and not ends_sentence(upper.text)
        if lower.page_break:
            cost += PAGE_BREAK_INSIDE if not mid_sentence else PAGE_BREAK_INSIDE / 2
        elif lower.blanks_before:
            cost += GAP_INSIDE_MID_SENTENCE if mid_sentence else GAP_INSIDE
        elif len(upper.text) < FULL_LINE * width and not mid_sentence:
            cost += SHORT_LINE_INSIDE
        if ends_sentence(upper.text):
            cost += FULL_STOP_INSIDE
        if _NUMBERED.match(lower.text):
            cost += SHORT_LINE_INSIDE
    if ends_sentence(title[-1].text) and len(title) > 2:
        cost += FULL_STOP_INSIDE
    return cost


def _report_title(lines: list[DumpLine]) -> tuple[tuple[DumpLine, ...], tuple[DumpLine, ...]]:
    """The report's title from the lines before the first commitment, and the rest of them."""
    named = (index for index, line in enumerate(lines) if _REPORT_WORDS.search(line.text))
    dated = (index for index, line in enumerate(lines) if _REPORT_TITLE.search(line.text))
    begin = next((index for index in named if len(lines[index].text) <= LONGEST_LINE), None)
    if begin is None:
        begin = next(dated, 0 if lines and not ends_sentence(lines[0].text) else None)
    if begin is None:
        return (), tuple(lines)
    end = begin + 1
    while end < min(len(lines), begin + MAX_TITLE_LINES) and _title_goes_on(lines[end - 1], lines[end]):
        end += 1
    return tuple(lines[begin:end]), tuple(lines[:begin] + lines[end:])


def _title_goes_on(line: DumpLine, below: DumpLine) -> bool:
    if ends_sentence(line.text) or below.page_break or ends_sentence(below.text):
        return False
    if _OPEN_TITLE.search(line.text) or starts_lower_case(below.text):
        return True
    return not below.apart and len(line.text) >= WRAPPED_TITLE and len(below.text) < len(line.text)
