"""Texts that break off: in mid-sentence, or at the foot of a page without the full stop that others have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from ingest.validation.report_texts import entry_place
from ingest.validation.rule import Circumstances, Problem
from schema import Paragraph, Report

_NEVER_LAST = frozenset(
    {
        *("och", "eller", "samt", "att", "som", "en", "ett", "den", "de", "vars", "vilka", "vilket", "där"),
        *("när", "eftersom", "medan", "ska", "har", "är", "kommer"),
        *("för", "från", "mellan", "inom", "genom", "mot", "utan", "enligt", "via", "hos", "under", "vid"),
    }
)
"""Words that no Swedish sentence ends with, unless it breaks off."""

_SELDOM_LAST = frozenset(
    {"med", "på", "av", "till", "i", "om", "kring", "över", "inför", "sin", "sina", "bland"}
)
"""Words that end a sentence as particles ("… arbeta vidare med"); without a full stop after them, in a text
of some length, it breaks off."""

WORDS_OF_A_TEXT = 8
"""Shorter texts are often notes without a full stop."""

_CLOSED = re.compile(r"[.!?:…)\]\"”’'»]$")
_LAST_WORD = re.compile(r"([\wåäöéü]+)$", re.IGNORECASE)

PAGE_HEIGHTS = (405.0, 540.0, 595.3, 612.0, 792.0, 841.9)
"""Heights in points of slides (16:9, 4:3), A4 and Letter, lying and standing. A report does not say how high
its pages are; the smallest of these that holds all its text is taken."""

FOOT_OF_THE_PAGE = 0.85
"""From which share of its height a page's text may have run out of room; footers and margins take more."""

SHARE_THAT_CLOSES = 0.8
"""A report closes its texts with full stops if at least so many of them do; others are notes."""


def text_cut_off(report: Report, _: Circumstances) -> Iterator[Problem]:
    """An entry's text, or a paragraph before a page break, that ends in mid-sentence."""
    foot = _foot_of_the_pages(report)
    closes = foot is not None and _closes_its_texts(report, foot)
    for commitment, after in zip_longest(report.commitments, report.commitments[1:]):
        if after is not None and after.title[:1].islower():
            continue  # its last line was taken for the next title: missing-title says so
        for entry in commitment.entries:
            for at, paragraph in enumerate(entry.paragraphs):
                last_page = paragraph.boxes[-1].page if paragraph.boxes else paragraph.page
                following = entry.paragraphs[at + 1 : at + 2]
                if following and following[0].page == last_page:
                    continue
                at_foot = closes and foot is not None and _bottom(paragraph) >= foot
                if _breaks_off(paragraph.text) or (at_foot and _is_open(paragraph.text)):
                    yield Problem(
                        f"the text breaks off: “… {paragraph.text[-40:].strip()}”",
                        last_page,
                        entry_place(commitment, entry),
                    )


def _breaks_off(text: str) -> bool:
    text = text.rstrip()
    if not text or _CLOSED.search(text):
        return False
    if text[-1] in "-\u00ad,(":
        return True
    last = _LAST_WORD.search(text)
    word = last[1].lower() if last else ""
    return word in _NEVER_LAST or (word in _SELDOM_LAST and _is_open(text))


def _is_open(text: str) -> bool:
    """A text of some length without a full stop or the like at its end."""
    return len(text.split()) >= WORDS_OF_A_TEXT and not _CLOSED.search(text.rstrip())


def _closes_its_texts(report: Report, foot: float) -> bool:
    """Whether texts above the foot of their page end in full stops."""
    texts = [
        paragraph.text
        for commitment in report.commitments
        for entry in commitment.entries
        for paragraph in entry.paragraphs
        if len(paragraph.text.split()) >= WORDS_OF_A_TEXT and _bottom(paragraph) < foot
    ]
    closed = sum(1 for text in texts if not _is_open(text))
    return bool(texts) and closed >= len(texts) * SHARE_THAT_CLOSES


def _bottom(paragraph: Paragraph) -> float:
    if paragraph.boxes:
        return paragraph.boxes[-1].box.bottom
    return paragraph.box.bottom if paragraph.box else 0.0


def _foot_of_the_pages(report: Report) -> float | None:
    """From where on down a page may have run out of room, in points; None for text dumps."""
    bottoms = [
        *(
            _bottom(each)
            for item in report.commitments
            for entry in item.entries
            for each in entry.paragraphs
        ),
        *(furniture.box.bottom for furniture in report.furniture if furniture.box),
    ]
    height = next((height for height in PAGE_HEIGHTS if height >= max(bottoms, default=0.0)), None)
    return height * FOOT_OF_THE_PAGE if height and any(bottoms) else None
