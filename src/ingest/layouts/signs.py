"""Signs that a text without tables is a follow-up of a citizens' promise at all."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.lines import Row, folded

_PROMISE = re.compile(
    r"medborgar\s?l.{1,2}ft|samverkans(?:o|6|é)verenskommelse|samverkans.{1,2}verenskommelse"
)
_FOLLOW_UP = re.compile(
    r"uppf.{1,2}l[ji1]n|f.{1,2}ljs upp|f.{1,2}lja upp|aterrapport|redovisning|resultat|delarsrapport|tertial"
)
_PARTIES = re.compile(r"polis|kommun")

_REPORTS = re.compile(
    r"uppf.{1,2}l[ji1]n|uppf.{1,2}ljs|aterkoppling|utv.{1,2}rdering|redovis|resultat|aterrapport|delars|helars|hallit"
    r"|gjort|genomf.{1,2}rt|gjordes|gick det|blev det"
)

KNOWN_AS = "medborgarlöfte or samverkansöverenskommelse, uppföljning, polis, kommun"
"""What is looked for, for messages."""


def is_follow_up(rows: Iterable[Row]) -> bool:
    """Whether the text speaks of a promise or agreement, of its follow-up, and of police or municipality."""
    text = folded(" ".join(row.text for row in rows))
    return bool(_PROMISE.search(text) and _FOLLOW_UP.search(text) and _PARTIES.search(text))


def says_follow_up(rows: Iterable[Row]) -> bool:
    """Whether headings and introduction say that something is followed up, not only promised."""
    return bool(_REPORTS.search(folded(" ".join(row.text for row in rows))))
