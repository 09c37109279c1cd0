"""Lines → paragraph text: line ends become blanks, hyphens of the typesetter go, the author's stay.

Every change is an :class:`Edit` whose spans hold on both sides, so that a
word of the delivered text can be traced to the letters that were read and to
their place on the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from ingest.words import TextLine

EditKind = Literal["letter", "ocr", "hyphen", "space"]

HYPHEN_MINUS = "-"
"""What people type, and what most typesetters set where they break a word."""

HYPHEN = "\u2010"
"""What browsers set where they break a word, and nobody types."""

EN_DASH = "–"

HYPHENATED_LINES = 0.02
"""From this share of lines that end in a hyphen before a small letter a document is taken to be hyphenated.
The hyphenated samples have 6–15 %; in the others authors' own hyphens meet a line end in 0–0.7 % of lines."""

SOFT_HYPHEN = "\u00ad"

SUSPENDED_BEFORE = frozenset({"och", "eller", "samt", "respektive", "resp"})
"""After these a hyphen is a suspended one ("vecko- och månadsvisa"): the rest of the word comes later.
The coordinating conjunctions of Svenska skrivregler's section on suspended hyphens."""

SUSPENDED_OR_SYLLABLE = frozenset({"till", "men", "o"})
"""Also conjunctions, but ends of words as well: "Fil-/men" is a film, "låg- till medelstark" a range."""

SENTENCE_ENDS = '.!?:”"'

SURE_JOIN, LIKELY_JOIN, DOUBTFUL_JOIN = 0.99, 0.9, 0.6
"""Confidence of a joined word: known as one word; made of known parts; neither (set, not measured)."""

_WORDS = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_BROKEN = re.compile(f"[^\\W\\d_][{HYPHEN_MINUS}{HYPHEN}]$")
_TRAILING_WORD = re.compile(r"[^\W_]+$")
_LEADING_WORD = re.compile(r"^[^\W_]+")

IsKnown = Callable[[str], bool]
"""Whether a word stands in a dictionary as it is written (lower case)."""


@dataclass(frozen=True, slots=True)
class Edit:
    """``raw[start:end]`` (== before) became ``text[text_start:text_end]`` (== after)."""

    start: int
    end: int
    text_start: int
    text_end: int
    before: str
    after: str
    kind: EditKind
    confidence: float
    reason: str
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Joined:
    """A paragraph as one line, with what was changed to get there."""

    raw: str
    """The lines as read, parted by newlines."""
    text: str
    """The lines as one; a newline not covered by an edit became a blank."""
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Spellings:
    """The words of one document, for deciding how it spells what a line end has broken."""

    counts: Counter[str]
    is_known: IsKnown
    is_hyphenated: bool = True
    """Whether the typesetter broke words at line ends with the hyphen that people type."""

    @classmethod
    def of(
        cls, paragraphs: Iterable[Sequence[TextLine]], is_known: IsKnown = lambda word: False
    ) -> Spellings:
        """Count the words that stand whole on a line of the document, and the line ends that break one."""
        counts: Counter[str] = Counter()
        ends: Counter[str] = Counter()
        total = 0
        for lines in paragraphs:
            total += len(lines)
            for line, following in zip_longest(lines, lines[1:]):
                counts.update(_WORDS.findall(line.text.lower()))
                if following and following.text[:1].islower() and _BROKEN.search(line.text):
                    ends[line.text[-1]] += 1
        often = ends[HYPHEN_MINUS] >= HYPHENATED_LINES * total
        return cls(counts, is_known, is_hyphenated=often and not ends[HYPHEN])


def join_lines(lines: Sequence[TextLine], spellings: Spellings) -> Joined:
    """Join the lines of one paragraph.

    A hyphen at a line end is dropped where the typesetter broke a word there,
    and kept where the author wrote it: before "och" and its like, between
    digits, before a capital, after an acronym or a name within a sentence,
    and wherever the document spells the word with a hyphen elsewhere.
    """
    raw = "\n".join(line.text for line in lines)
    text = ""
    edits: list[Edit] = []
    position = 0
    for index, line in enumerate(lines):
        text += line.text
        position += len(line.text)
        if index + 1 == len(lines):
            break
        following = lines[index + 1].text
        dropped, kind, confidence, reason, alternatives = _line_end(line.text, following, spellings)
        if reason:
            start = position - dropped
            text = text[: len(text) - dropped]
            edits.append(
                Edit(
                    start=start,
                    end=position + 1,
                    text_start=len(text),
                    text_end=len(text),
                    before=raw[start : position + 1],
                    after="",
                    kind=kind,
                    confidence=confidence,
                    reason=reason,
                    alternatives=alternatives,
                )
            )
        else:
            text += " "
        position += 1
    return Joined(raw, text, tuple(edits))


_Decision = tuple[int, EditKind, float, str, tuple[str, ...]]
_BLANK: _Decision = (0, "space", 1.0, "", ())


def _line_end(line: str, following: str, spellings: Spellings) -> _Decision:
    """How many characters to drop at the end of ``line``, and why; no reason means: set a blank."""
    first = _LEADING_WORD.match(following)
    if line.endswith(SOFT_HYPHEN):
        return 1, "hyphen", 1.0, "soft hyphen at the line end", ()
    if not first:
        return _BLANK
    if len(line) > 1 and line[-1] == "/" and not line[-2].isspace():
        return 0, "space", SURE_JOIN, "the line was broken after a slash", ()
    if len(line) > 1 and line[-1] == EN_DASH and not line[-2].isspace():
        return 0, "space", SURE_JOIN, "the line was broken within a range", ()
    last = _TRAILING_WORD.search(line[:-1])
    if not last or line[-1] not in (HYPHEN_MINUS, HYPHEN):
        return _BLANK
    is_typeset = line[-1] == HYPHEN
    return _hyphen(last.group(), first.group(), line[: last.start()], spellings, is_typeset)


def _hyphen(left: str, right: str, before: str, spellings: Spellings, is_typeset: bool) -> _Decision:
    joined, hyphened = (left + right).lower(), f"{left}-{right}".lower()
    is_one_word = spellings.counts[joined] > 0 or spellings.is_known(joined)
    if right.lower() in SUSPENDED_BEFORE or (right.lower() in SUSPENDED_OR_SYLLABLE and not is_one_word):
        return _BLANK
    if left.isupper() and right.isupper() and len(left) > 1 and len(right) > 1:
        pass  # a heading in capitals: its letters tell nothing
    elif right[0].isupper() or left[-1].isdigit() or right[0].isdigit():
        return _kept("capital or digit beside it")
    elif left[-1].isupper():
        return _kept(f"{left} is an acronym")
    if spellings.counts[hyphened] > spellings.counts[joined]:
        return _kept("the document writes the word so elsewhere")
    if is_typeset:
        return 1, "hyphen", SURE_JOIN, "word broken at the line end by the typesetter", ()
    if is_one_word:
        return 1, "hyphen", SURE_JOIN, "word broken at the line end", ()
    if not spellings.is_hyphenated:
        return _kept("the document does not break words at line ends")
    is_name = left[0].isupper() and bool(before.strip()) and before.rstrip()[-1] not in SENTENCE_ENDS
    if is_name:  # "Vik-/skolan" and "Knark-/metoden" look alike; a hyphenated text breaks far more names
        return 1, "hyphen", DOUBTFUL_JOIN, "name broken at the line end", (f"{left}-{right}",)
    if spellings.is_known(left.lower()) and spellings.is_known(right.lower()):
        return 1, "hyphen", LIKELY_JOIN, "compound broken at the line end", ()
    return (
        1,
        "hyphen",
        DOUBTFUL_JOIN,
        "word broken at the line end; it stands in no word list",
        (f"{left}-{right}",),
    )


def _kept(because: str, confidence: float = SURE_JOIN, alternatives: tuple[str, ...] = ()) -> _Decision:
    return 0, "hyphen", confidence, f"the hyphen belongs to the word: {because}", alternatives


def compose(joined: Joined, second: Sequence[Edit], text: str) -> Joined:
    """Follow ``joined`` by edits of its text: the result's edits lead from its raw lines to ``text``.

    ``second`` are the edits of ``joined.text`` → ``text``, in order and apart
    from each other. Edits of both kinds that touch the same letters become one.
    """
    merged: list[Edit] = []
    waiting = list(joined.edits)
    done: list[tuple[int, int]] = []  # (position in joined.text, growth of the second edits up to there)

    def shift(position: int) -> int:
        growth = 0
        for place, amount in done:
            if place <= position:
                growth = amount
        return position + growth

    for edit in second:
        inner = [first for first in waiting if _overlaps(first, edit)]
        for first in [first for first in waiting if first.text_start <= edit.start and first not in inner]:
            merged.append(_moved(first, shift(first.text_start)))
            waiting.remove(first)
        start, end = _to_raw(joined, edit.start), _to_raw(joined, edit.end, at_end=True)
        reason = edit.reason
        for first in inner:
            waiting.remove(first)
            reason = f"{first.reason}; {reason}"
        merged.append(
            Edit(
                start=start,
                end=end,
                text_start=edit.text_start,
                text_end=edit.text_end,
                before=joined.raw[start:end],
                after=edit.after,
                kind=edit.kind,
                confidence=min([edit.confidence, *(first.confidence for first in inner)]),
                reason=reason,
                alternatives=edit.alternatives,
            )
        )
        done.append((edit.end, edit.text_end - edit.end))
    merged.extend(_moved(first, shift(first.text_start)) for first in waiting)
    return Joined(joined.raw, text, tuple(merged))


def _overlaps(first: Edit, second: Edit) -> bool:
    """Whether a line-end edit lies inside the letters that the second edit replaces."""
    return second.start < first.text_start < second.end


def _moved(edit: Edit, text_start: int) -> Edit:
    return Edit(
        start=edit.start,
        end=edit.end,
        text_start=text_start,
        text_end=text_start + len(edit.after),
        before=edit.before,
        after=edit.after,
        kind=edit.kind,
        confidence=edit.confidence,
        reason=edit.reason,
        alternatives=edit.alternatives,
    )


def _to_raw(joined: Joined, position: int, *, at_end: bool = False) -> int:
    """The place in ``raw`` of a place in ``text``: behind an edit there, or before it for an end."""
    growth = 0
    for edit in joined.edits:
        if edit.text_end < position or (edit.text_end == position and not at_end):
            growth += len(edit.before) - len(edit.after)
    return position + growth
