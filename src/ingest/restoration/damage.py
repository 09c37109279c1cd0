"""Has this text lost its å, ä and ö to an OCR engine of another language?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ingest.restoration.languages import Evidence, evidence
from ingest.restoration.resources import word_list

Verdict = Literal["sound", "letters lost"]

CLEAR = 1.5
"""Nats by which Swedish without its letters must explain a text better than sound Swedish: one
common word such as `ar` or `fran`, as `är` is 4 nats likelier than an unseen word."""
FOREIGN = 2.0
"""Nats by which another language must explain a text better than Swedish of either state: two or
three words that several languages share (`av`, `for`) weigh less."""
FEW_WORDS = 3
"""Fewer words of a paragraph are too few to take it out of its document's verdict."""
OTHERWISE = 4.0
"""Nats by which a paragraph must contradict its document to be treated differently."""
TOO_MANY_WITHOUT = 150
"""Letters of clearly Swedish text that never are without å, ä and ö: of 5,312 paragraphs of the
development split with as many letters none is; of 7,398 with 100 letters ten are."""
SHORTEST_STRIPPED = 4
"""Letters; shorter words may be abbreviations."""
RARE = 145
"""Quantised log-frequency (1 in 2 million) from which on a word is too rare to tell alone:
`Osterman` may be somebody's name."""
ENOUGH = 2
"""One frequent word, or two rare ones, that only a lost letter can have made."""
SWEDISH = re.compile("[åäöÅÄÖ]")
LETTER = re.compile(r"[^\W\d_]")
WORD = re.compile(r"[^\W\d_]+")
PARAGRAPHS, LINE_ENDS = re.compile(r"\n\s*\n"), re.compile(r"\n")


@dataclass(frozen=True, slots=True)
class Damage:
    """Whether a text reads like Swedish without its letters."""

    verdict: Verdict
    share: float
    """Of å, ä, ö among the letters, 0 to 1; 6 % in sound Swedish."""
    reason: str

    def __bool__(self) -> bool:
        """True where letters were lost."""
        return self.verdict != "sound"


def damage(text: str) -> Damage:
    """Tell Swedish that lost its letters from sound Swedish and from other languages.

    >>> damage("Arbetet med veckovisa lagesbilder pagar pa tva omraden").verdict
    'letters lost'
    >>> damage("Arbetet med lägesbilder pågår på två områden").verdict
    'sound'
    >>> damage("The work on the plan for the area continues").verdict
    'sound'
    """
    letters = len(LETTER.findall(text))
    kept = len(SWEDISH.findall(text))
    share = kept / letters if letters else 0.0
    found = evidence(text)
    if not found.words:
        return Damage("sound", share, "no words")
    if found.other - max(found.lost, found.sound) > FOREIGN:
        return Damage("sound", share, f"reads like another language ({found.language})")
    if not kept and letters >= TOO_MANY_WITHOUT and max(found.lost, found.sound) - found.other > OTHERWISE:
        return Damage("letters lost", share, f"Swedish, and no å, ä, ö in {letters} letters")
    if found.lost - found.sound <= CLEAR and not (kept == 0 and _stripped_words(text)):
        return Damage("sound", share, f"{kept} å, ä, ö in {letters} letters, no words that lack them")
    return Damage("letters lost", share, f"{kept} å, ä, ö in {letters} letters, and words that lack them")


def _stripped_words(text: str) -> bool:
    """Whether words are in no list as they stand, but in the list with å, ä or ö."""
    lexicon = word_list()
    weight = 0
    for match in WORD.finditer(text):
        word = match.group().lower()
        if len(word) < SHORTEST_STRIPPED or lexicon.cost(word) is not None:
            continue
        forms = lexicon.forms(word)
        if forms:
            weight += 2 if lexicon.frequency.get(forms[0], RARE) < RARE else 1
    return weight >= ENOUGH


def others_beside(text: str) -> list[tuple[int, int]]:
    """Spans in another language beside Swedish that lost its letters; none where there is no such Swedish.

    As a whole such a text reads like the other language, or like neither: a page of an old report with an
    English summary. The spans are paragraphs, or lines where no paragraph is: a dump may have no blank lines.
    What is left must be clearly Swedish, and long enough to have had letters.
    """
    if SWEDISH.search(text):
        return []
    for border in (PARAGRAPHS, LINE_ENDS):
        spans: list[tuple[int, int]] = []
        left: list[str] = []
        for start, end in _units(text, border):
            unit = text[start:end]
            if _is_foreign(evidence(unit)):
                spans.append((start, end))
            else:
                left.append(unit)
        rest = "\n\n".join(left)
        if spans and len(LETTER.findall(rest)) >= TOO_MANY_WITHOUT:
            found = evidence(rest)
            if damage(rest) and max(found.lost, found.sound) - found.other > OTHERWISE:
                return spans
    return []


def _units(text: str, border: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Spans between the borders."""
    start = 0
    for mark in border.finditer(text):
        yield start, mark.start()
        start = mark.end()
    yield start, len(text)


def _is_foreign(found: Evidence) -> bool:
    return found.words >= FEW_WORDS and found.other - max(found.lost, found.sound) > OTHERWISE


def exempt_in(text: str) -> list[tuple[int, int]]:
    """Spans of the paragraphs of a damaged document that are sound, or in another language."""
    return [(start, end) for start, end in _units(text, PARAGRAPHS) if exempt(text[start:end])]


def exempt(paragraph: str) -> bool:
    """Whether a paragraph of a damaged document is sound, or in another language.

    >>> exempt("We look forward to the next steps in the process")
    True
    >>> exempt("Vi ser fram emot nasta steg i processen")
    False
    """
    found = evidence(paragraph)
    is_sound = found.words >= FEW_WORDS and found.sound - found.lost > OTHERWISE
    return is_sound or _is_foreign(found)
