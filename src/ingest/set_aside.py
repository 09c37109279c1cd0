"""Scanned pages → the same without stamps of registries and scribbles, which are no text of the report.

A paper that comes in gets a stamp wherever there is room: under the last cell of a table as well as beside
the title. It is told by what it says (who received it, when, which case it is) and by standing by itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from ingest.lines import rows_of
from ingest.restoration import is_known_word
from ingest.sections import Stray
from ingest.words import Page, Word

MOST_WORDS = 14
"""Words of a stamp at most: authority, "Inkom", date, time, case number and the registrar's initials."""

MOST_PLAIN = 1
"""Words in small letters that say none of this at most: a stamp is a list, no sentence."""

ABOVE, BESIDE = 1.1, 1.2
"""Blank between the lines of a stamp, and between its words, in heights of the lower one at most."""

ALIKE = 2.0
"""How many times as high as another word of its stamp one is at most: a title beside it is higher."""

_RECEIVED = re.compile(r"^(?:ink|inkom|inkommen|inkommet|ankom|ankommen|registrerad|diarieförd)[.:]?$")
"""How a stamp says that something came in, in small letters."""

_CASE_WORD = re.compile(r"^(?:dnr|diarienr|diarienummer|d\.nr|ärendenr|reg\.?nr)[.:]?$")

_CASE_NUMBER = re.compile(r"^(?:dnr[.:]?)?[A-ZÅÄÖ]{1,6}[-/ ]?(?:19|20)\d\d[-:/.]\d{1,6}$")
"""As Swedish registries number cases, in one word: KS/2024:123, KS2024-123."""

_DATE = re.compile(r"^(?:19|20)\d\d\s?-\s?\d\d\s?-\s?\d\d$")

_AUTHORITY = re.compile(
    r"^[A-ZÅÄÖ-]*(?:STYRELSEN|NÄMNDEN|KANSLIET|KOMMUN|KONTORET|FÖRVALTNINGEN|MYNDIGHETEN|POLISEN|REGIONEN)$"
)
"""Stamps name their authority in capitals."""


MOST_SCRIBBLED = 2
"""Words that a signature or a tick is read as at most."""

UNSURE = 0.5
"""Confidence below which such words are set aside. On made pages scribbles and staples had up to 0.34, faint
page numbers too, but those are digits."""

LARGE, UNSURE_OF_LARGE = 2.0, 0.7
"""Size, as a multiple of the page's usual type, from which words up to this confidence are set aside: on the
same pages, read narrower, scribbles of 2.3 and 2.7 times its size had 0.55 and 0.61."""

OTHER_SIZE = (0.6, 1.5)
"""Size, as a multiple of the page's usual type, within which unsure words are left where they stand."""

SHORTEST = 3
"""Letters of a word that speaks for text: a tick is read as “a”, a staple as “AA”."""

VOWELS = frozenset("aeiouyåäöé")

LONGEST = 7
"""Letters that a scribble is read as at most (“NYCN”, “(MMM”, “WMr”); longer ones are misread words, as in
running heads of faint small type."""

OUTER = 0.05
"""Share of the page's width and height at its edges, where no text stands: 10 to 15 mm of A4."""


def set_aside(pages: Sequence[Page]) -> tuple[tuple[Page, ...], tuple[Stray, ...]]:
    """The pages without the words of stamps and scribbles, and these.

    Pages without any come out as they are; so do words of a text layer, on which nobody stamps.
    """
    parted: list[Page] = []
    strays: list[Stray] = []
    for page in pages:
        words = [word for word in page.words if word.origin == "ocr" and word.upright]
        stamped = _stamped(words)
        scribbled = _scribbled([word for word in words if id(word) not in stamped], page)
        for found, reason in ((stamped, "a stamp"), (scribbled, "a scribble")):
            strays += (Stray(row.line, reason) for row in rows_of(found.values()))
        taken = stamped | scribbled
        parted.append(_without(page, taken) if taken else page)
    return tuple(parted), tuple(strays)


def _without(page: Page, words: dict[int, Word]) -> Page:
    return replace(page, words=tuple(word for word in page.words if id(word) not in words))


def _stamped(words: Sequence[Word]) -> dict[int, Word]:
    """The words of stamps, by identity."""
    found: dict[int, Word] = {}
    for word in words:
        if id(word) not in found and (_says(_RECEIVED, word) or _CASE_NUMBER.match(word.text)):
            around = _standing_by(word, words)
            if len(around) <= MOST_WORDS and _is_stamp(around):
                found |= {id(each): each for each in around}
    return found


def _scribbled(words: Sequence[Word], page: Page) -> dict[int, Word]:
    """The words that stand alone and are none, in a corner, or unsure where no text stands."""
    if not words:
        return {}
    usual = median(word.size for word in words)
    found: dict[int, Word] = {}
    for word in words:
        if any(sign.isdigit() for sign in word.text):
            continue
        edges = _edges_near(word, page)
        is_odd = bool(edges) or not OTHER_SIZE[0] * usual <= word.size <= OTHER_SIZE[1] * usual
        unsure = UNSURE_OF_LARGE if word.size >= LARGE * usual else UNSURE
        if edges < 2 and not (is_odd and (word.confidence or 0.0) < unsure):
            continue
        around = _standing_by(word, words)
        if len(around) <= MOST_SCRIBBLED and not any(_is_word(each) for each in around):
            found |= {id(each): each for each in around}
    return found


def _edges_near(word: Word, page: Page) -> int:
    """At how many edges of the page a word stands, where no text does: 2 is a corner."""
    x, y = word.box.centre
    across, down = OUTER * page.width, OUTER * page.height
    return int(not across <= x <= page.width - across) + int(not down <= y <= page.height - down)


def _is_word(word: Word) -> bool:
    bare = _bare(word)
    # Consonants alone may be an abbreviation, but also what a scribble is read as (“NMS”, “MMM”).
    is_spoken = not VOWELS.isdisjoint(bare.lower())
    return len(bare) > LONGEST or (len(bare) >= SHORTEST and is_spoken and is_known_word(bare))


def _bare(word: Word) -> str:
    return "".join(sign for sign in word.text if sign.isalpha())


def _standing_by(first: Word, words: Sequence[Word]) -> list[Word]:
    """The words that hang together with one by narrow blanks; a few more than a stamp has at most."""
    found, left = [first], [word for word in words if word is not first]
    for word in found:  # grows while it is gone through
        near = [other for other in left if _are_near(word, other)]
        found += near
        left = [other for other in left if not any(other is one for one in near)]
        if len(found) > MOST_WORDS:
            break
    return found


def _are_near(one: Word, other: Word) -> bool:
    size = min(one.box.height, other.box.height)
    if max(one.box.height, other.box.height) > ALIKE * size:
        return False
    beside = max(one.box.x0, other.box.x0) - min(one.box.x1, other.box.x1)
    above = max(one.box.top, other.box.top) - min(one.box.bottom, other.box.bottom)
    return beside <= BESIDE * size and above <= ABOVE * size


def _is_stamp(words: Sequence[Word]) -> bool:
    received = any(_says(_RECEIVED, word) for word in words)
    case = any(_says(_CASE_WORD, word) or _CASE_NUMBER.match(word.text) for word in words)
    dated = any(_DATE.match(word.text) for word in words)
    named = any(_AUTHORITY.match(word.text) for word in words)
    told = [word for word in words if word.text.isalpha() and word.text.islower()]
    plain = [word for word in told if not (_says(_RECEIVED, word) or _says(_CASE_WORD, word))]
    is_list = len(rows_of(words)) > 1 and len(plain) <= MOST_PLAIN
    return is_list and ((received and (case or dated or named)) or (case and named))


def _says(pattern: re.Pattern[str], word: Word) -> bool:
    return bool(pattern.match(word.text.lower()))
