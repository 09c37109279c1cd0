"""What the end of a line says: a blank, a word the typesetter broke, or the author's own hyphen."""

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
"""In text dumps a place where a word may be broken; drawn ones come as HYPHEN from the text layer."""

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


@dataclass(frozen=True, slots=True)
class LineEnd:
    """What becomes of the last ``dropped`` characters of a line and the newline after them."""

    dropped: int = 0
    after: str = " "
    """What stands instead."""
    kind: EditKind = "space"
    confidence: float = 1.0
    reason: str = ""
    """Empty where the newline is just a blank: then nothing is reported."""
    alternatives: tuple[str, ...] = ()


BLANK = LineEnd()


def line_end(line: str, following: str, spellings: Spellings) -> LineEnd:
    """How a line joins the one that follows it in the paragraph."""
    first = _LEADING_WORD.match(following)
    if line.endswith(SOFT_HYPHEN):
        return LineEnd(1, "", "hyphen", 1.0, "soft hyphen at the line end")
    if not first:
        return BLANK
    if len(line) > 1 and line[-1] == "/" and not line[-2].isspace():
        return LineEnd(0, "", "space", SURE_JOIN, "the line was broken after a slash")
    if len(line) > 1 and line[-1] == EN_DASH and not line[-2].isspace():
        return LineEnd(0, "", "space", SURE_JOIN, "the line was broken within a range")
    last = _TRAILING_WORD.search(line[:-1])
    if not last or line[-1] not in (HYPHEN_MINUS, HYPHEN):
        return BLANK
    is_typeset = line[-1] == HYPHEN
    decided = _hyphen(last.group(), first.group(), line[: last.start()], spellings, is_typeset)
    if is_typeset and decided.after != "":  # the author typed a plain one
        return LineEnd(1, "-" + decided.after, "hyphen", SURE_JOIN, "the author's hyphen, drawn as a break")
    if is_typeset and decided.dropped == 0:
        return LineEnd(1, "-", "hyphen", decided.confidence, decided.reason, decided.alternatives)
    return decided


def _hyphen(left: str, right: str, before: str, spellings: Spellings, is_typeset: bool) -> LineEnd:
    joined, hyphened = (left + right).lower(), f"{left}-{right}".lower()
    is_one_word = spellings.counts[joined] > 0 or spellings.is_known(joined)
    if right.lower() in SUSPENDED_BEFORE or (right.lower() in SUSPENDED_OR_SYLLABLE and not is_one_word):
        return BLANK
    if left.isupper() and right.isupper() and len(left) > 1 and len(right) > 1:
        pass  # a heading in capitals: its letters tell nothing
    elif right[0].isupper() or left[-1].isdigit() or right[0].isdigit():
        return _kept("capital or digit beside it")
    elif left[-1].isupper():
        return _kept(f"{left} is an acronym")
    if len(left) == 1:
        return _kept("no word is broken after one letter")
    if spellings.counts[hyphened] > spellings.counts[joined]:
        return _kept("the document writes the word so elsewhere")
    if is_typeset:
        return LineEnd(1, "", "hyphen", SURE_JOIN, "word broken at the line end by the typesetter")
    if is_one_word:
        return LineEnd(1, "", "hyphen", SURE_JOIN, "word broken at the line end")
    if not spellings.is_hyphenated:
        return _kept("the document does not break words at line ends")
    is_name = left[0].isupper() and bool(before.strip()) and before.rstrip()[-1] not in SENTENCE_ENDS
    if is_name:  # "Vik-/skolan" and "Knark-/metoden" look alike; a hyphenated text breaks far more names
        return LineEnd(1, "", "hyphen", DOUBTFUL_JOIN, "name broken at the line end", (f"{left}-{right}",))
    if spellings.is_known(left.lower()) and spellings.is_known(right.lower()):
        return LineEnd(1, "", "hyphen", LIKELY_JOIN, "compound broken at the line end")
    reason = "word broken at the line end; it stands in no word list"
    return LineEnd(1, "", "hyphen", DOUBTFUL_JOIN, reason, (f"{left}-{right}",))


def _kept(because: str) -> LineEnd:
    return LineEnd(0, "", "hyphen", SURE_JOIN, f"the hyphen belongs to the word: {because}")
