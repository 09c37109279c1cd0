"""Scanned pages → the same without the registry's stamps, which belong to no commitment.

A paper that comes in gets a stamp wherever there is room: under the last cell of a table as well as beside
the title. It is told by what it says (who received it, when, which case it is) and by standing by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.lines import rows_of
from ingest.sections import Stray
from ingest.words import Page, Word

MOST_WORDS = 14
"""Words of a stamp at most: authority, "Inkom", date, time, case number and the registrar's initials."""

ABOVE, BESIDE = 1.1, 2.0
"""Blank between the lines of a stamp, and between its words, in font sizes at most."""

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


def part_stamps(pages: Sequence[Page]) -> tuple[tuple[Page, ...], tuple[Stray, ...]]:
    """The pages without the words of stamps, and these, to be set aside.

    Pages without any come out as they are; so do words of a text layer, on which nobody stamps.
    """
    parted: list[Page] = []
    strays: list[Stray] = []
    for page in pages:
        stamped = {id(word): word for stamp in _stamps(page) for word in stamp}
        parted.append(_without(page, stamped) if stamped else page)
        strays += (Stray(row.line, "a stamp, as it seems") for row in rows_of(stamped.values()))
    return tuple(parted), tuple(strays)


def _without(page: Page, words: dict[int, Word]) -> Page:
    return replace(page, words=tuple(word for word in page.words if id(word) not in words))


def _stamps(page: Page) -> Iterator[list[Word]]:
    words = [word for word in page.words if word.origin == "ocr"]
    for word in words:
        if _says(_RECEIVED, word) or _CASE_NUMBER.match(word.text):
            around = _standing_by(word, words)
            if len(around) <= MOST_WORDS and _is_stamp(around):
                yield around


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
    size = max(one.size, other.size)
    beside = max(one.box.x0, other.box.x0) - min(one.box.x1, other.box.x1)
    above = max(one.box.top, other.box.top) - min(one.box.bottom, other.box.bottom)
    return beside <= BESIDE * size and above <= ABOVE * size


def _is_stamp(words: Sequence[Word]) -> bool:
    received = any(_says(_RECEIVED, word) for word in words)
    case = any(_says(_CASE_WORD, word) or _CASE_NUMBER.match(word.text) for word in words)
    dated = any(_DATE.match(word.text) for word in words)
    named = any(_AUTHORITY.match(word.text) for word in words)
    return (received and (case or dated or named)) or (case and named)


def _says(pattern: re.Pattern[str], word: Word) -> bool:
    return bool(pattern.match(word.text.lower()))
