"""Text read by OCR → the places where a small l is a capital I: ``Al`` for AI, ``lT`` for IT.

In most sans-serif type the two are the same stroke, so the engine cannot tell them apart; what stands
beside them can. Names like Al Gore and Al-Sayed stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.paragraphs import Edit

SURE = 0.97
"""Confidence of these changes. Set, not measured."""

REASON = "a capital I that OCR took for a small l"

_PATTERNS = (
    # AI: "Al" is a given name, or the beginning of one before a hyphen, if a capital follows; else a tree.
    re.compile(r"(?<![\w-])A(?P<sign>l)(?=-[a-zåäö]|:s\b|[^\w-]*$|[^\w-]*\s[^A-ZÅÄÖ]|-\s)"),
    re.compile(r"(?<![\w-])A(?P<sign>lI)(?=-)"),
    # Among two capitals or more, in a word that has no other small letter.
    re.compile(r"\b[A-ZÅÄÖ]{2,}(?P<sign>l)(?=[A-ZÅÄÖ]*\b)"),
    re.compile(r"\b(?P<sign>l)(?=[A-ZÅÄÖ]{1,}\b)"),
    # "I LOB-gruppen": a lone l is litres after a number, else no word.
    re.compile(r"(?:^|(?<=[.!?:]\s))(?P<sign>l)(?=\s[\wåäö])"),
)


def misread_capitals(text: str) -> tuple[str, list[Edit]]:
    """The text with its capitals, and the edits that lead to it."""
    found = sorted({match.span("sign") for match in _matches(text)})
    edits: list[Edit] = []
    done, shift, result = 0, 0, ""
    for start, end in found:
        if start < done:
            continue
        result += text[done:start] + "I"
        before = text[start:end]
        edits.append(
            Edit(start, end, start + shift, start + shift + 1, before, "I", "ocr", SURE, REASON, (before,))
        )
        shift += 1 - (end - start)
        done = end
    return result + text[done:], edits


def _matches(text: str) -> Iterator[re.Match[str]]:
    for pattern in _PATTERNS:
        yield from pattern.finditer(text)
