"""What stands on a page: the one seam between reading and everything after it.

Whatever reads a page (pdfplumber, OCR, a glyph-code decoder) returns these
values; the later stages see nothing else. Lengths are PDF points, the origin
is the top left corner of the page as displayed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Origin = Literal["text-layer", "glyph-codes", "ocr", "combined", "text"]
"""What produced the letters of a word."""

Colour = tuple[float, float, float]
"""Red, green, blue from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in PDF points, origin at the top left; ``top < bottom``."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """Horizontal extent in points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Vertical extent in points."""
        return self.bottom - self.top

    @property
    def centre(self) -> tuple[float, float]:
        """The middle of the rectangle as (x, y)."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all of ``boxes`` (at least one)."""
    given = list(boxes)
    return Box(
        min(box.x0 for box in given),
        min(box.top for box in given),
        max(box.x1 for box in given),
        max(box.bottom for box in given),
    )


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without blanks, with the place it stands in."""

    text: str
    """NFC."""
    box: Box
    page: int
    """Page number, from 1."""
    size: float = 0.0
    """Font size in points; for OCR told by the heights of the line's words. 0 where unknown."""
    font: str = ""
    """Font name without the subset prefix; empty for OCR."""
    bold: bool = False
    """For OCR told by the width of the line's strokes."""
    colour: Colour | None = None
    """Colour of the letters; None where unknown."""
    upright: bool = True
    """False for text set sideways on the displayed page."""
    confidence: float | None = None
    """From 0 to 1 for OCR; None where the letters are not a guess."""
    origin: Origin = "text-layer"


@dataclass(frozen=True, slots=True)
class Ruling:
    """A drawn line: of a table, under a heading. Horizontal if wider than high."""

    box: Box


@dataclass(frozen=True, slots=True)
class Fill:
    """A filled area: a coloured cell, a bar behind a heading."""

    box: Box
    colour: Colour


@dataclass(frozen=True, slots=True)
class Page:
    """Everything read from one page."""

    number: int
    """From 1."""
    width: float
    height: float
    words: tuple[Word, ...] = ()
    """In the order in which the reader met them; later stages sort by place."""
    rulings: tuple[Ruling, ...] = ()
    fills: tuple[Fill, ...] = ()
    unread: tuple[Box, ...] = ()
    """What looks like words on a picture, and OCR gave nothing for."""
    paper: Box | None = None
    """Where the sheet lies on a photograph that shows what is around it; None where the page is the sheet."""

    @property
    def upper_edge(self) -> float:
        """Where the sheet begins."""
        return self.paper.top if self.paper else 0.0

    @property
    def lower_edge(self) -> float:
        """Where the sheet ends."""
        return self.paper.bottom if self.paper else self.height

    def in_head(self, box: Box, share: float) -> bool:
        """Whether something ends within this share of the sheet's height from its upper edge."""
        return box.bottom < self.upper_edge + share * (self.lower_edge - self.upper_edge)

    def in_foot(self, box: Box, share: float) -> bool:
        """Whether something begins within this share of the sheet's height from its lower edge."""
        return box.top > self.lower_edge - share * (self.lower_edge - self.upper_edge)


@dataclass(frozen=True, slots=True)
class TextLine:
    """Words that stand on one line of one cell or heading; of a text dump, a line of it."""

    text: str
    page: int
    box: Box | None = None
    """None in text dumps."""
    words: tuple[Word, ...] = ()
    """Empty in text dumps."""

    @property
    def confidence(self) -> float:
        """Mean confidence of the words; 1.0 where none was guessed."""
        known = [word.confidence for word in self.words if word.confidence is not None]
        return sum(known) / len(known) if known else 1.0


def line_of(words: Iterable[Word]) -> TextLine:
    """The words of one line, in their order, as a line (at least one word)."""
    given = tuple(words)
    return TextLine(
        text=" ".join(word.text for word in given),
        page=given[0].page,
        box=around(word.box for word in given),
        words=given,
    )
