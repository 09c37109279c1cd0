"""Keys that stay the same over runs and years.

A report is known by its content: the first 16 hexadecimal digits of the
SHA-256 of the file. Everything in it is numbered in the order of the report.

A commitment is known over the years by its municipality and its title::

    0680-synlig-polis-i-centrum-9c41b7e2
    ---- ---------------------- --------
    code slug of the title      first 8 digits of the SHA-256 of the folded title

The title is *folded* first: case, accents and the dots and rings of å, ä and
ö, punctuation and blanks do not count, so that a letter which one year's OCR
lost does not make another commitment. A commitment that is reworded gets
another key; ``tertial compare`` links the two.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

REPORT_DIGITS = 16
"""Hexadecimal digits of a report's key: 64 bits, so that even among a million reports
the chance of two sharing a key is below one in ten million."""

TITLE_DIGITS = 8
"""Hexadecimal digits that tell titles with the same slug apart; within one municipality
there are some tens of titles."""

SLUG_LENGTH = 40
"""Characters of a slug: long enough to be read, short enough for a column."""

NO_MUNICIPALITY = "0000"
"""Stands for the code where a report names neither municipality nor police area; no municipality has it."""


def report_key(sha256: str) -> str:
    """The key of a report with this content hash."""
    return sha256[:REPORT_DIGITS]


def fold(text: str) -> str:
    """The letters and digits of ``text`` without case, accents and punctuation, words parted by a blank.

    >>> fold("Ökad trygghet – på Öster!")
    'okad trygghet pa oster'
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", plain.casefold()))


def place_key(municipality_code: str | None, municipality: str | None, police_area: str | None) -> str:
    """What the place contributes to a commitment's key: its code, else a slug of the name that is known."""
    name = municipality or police_area
    return municipality_code or (_slug(fold(name)) if name else "") or NO_MUNICIPALITY


def commitment_keys(place: str, titles: Iterable[str]) -> tuple[str, ...]:
    """Keys of a report's commitments, in their order.

    The second commitment with the same title in one report has "-2" at the
    end of its key, the third "-3".

    >>> commitment_keys("0680", ["Synlig polis", "Synlig  polis."])
    ('0680-synlig-polis-7f2778d6', '0680-synlig-polis-7f2778d6-2')
    """
    seen: Counter[str] = Counter()
    keys = []
    for title in titles:
        folded = fold(title)
        digits = hashlib.sha256(folded.encode("utf-8")).hexdigest()[:TITLE_DIGITS]
        key = "-".join(part for part in (place, _slug(folded), digits) if part)
        seen[key] += 1
        keys.append(key if seen[key] == 1 else f"{key}-{seen[key]}")
    return tuple(keys)


def _slug(folded: str) -> str:
    """ASCII words joined by hyphens, cut after a whole word where one fits."""
    words = re.findall(r"[a-z0-9]+", folded)
    slug = "-".join(words)
    if len(slug) <= SLUG_LENGTH:
        return slug
    return slug[: SLUG_LENGTH + 1].rpartition("-")[0] or slug[:SLUG_LENGTH]
