"""What restoration returns: the text, every change with its reason, every doubt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

WORD_SIGNS = r"\w&|@$€£¢°"
"""Signs (inside a character class) that a word may hold as it was read: letters, digits, and what
OCR takes letters for."""

Kind = Literal["letter", "ocr", "hyphen", "space"]
"""``letter``: å ä ö é put back where a plain letter stood; ``ocr``: any other misread sign;
``hyphen``: a hyphen at a line's end; ``space``: words split or joined."""


@dataclass(frozen=True, slots=True)
class Change:
    """One word that was rewritten. Spans are offsets in characters, end exclusive."""

    start: int
    end: int
    """Span in the text as read."""
    new_start: int
    new_end: int
    """Span in the restored text."""
    before: str
    after: str
    kind: Kind
    confidence: float
    """Calibrated probability, 0 to 1, that ``after`` is what the authors wrote."""
    reason: str
    """Why, in words for a person."""
    alternatives: tuple[str, ...] = ()
    """Other readings that fit, best first, without ``after``."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A word, changed or left, of which restoration is not sure."""

    start: int
    end: int
    """Span in the text as read."""
    new_start: int
    new_end: int
    """Span in the restored text."""
    word: str
    """As it stands in the restored text."""
    alternatives: tuple[str, ...]
    """Other readings that fit, best first."""
    confidence: float
    """Calibrated probability, 0 to 1, that ``word`` is right."""


@dataclass(frozen=True, slots=True)
class Restored:
    """A text as its authors wrote it, as far as restoration can tell."""

    text: str
    raw: str
    """The text as it was read."""
    changes: tuple[Change, ...] = ()
    """In the order of the text; replaying them on ``raw`` gives ``text``."""
    doubts: tuple[Doubt, ...] = ()
    """In the order of the text."""

    def __str__(self) -> str:
        """The restored text."""
        return self.text
