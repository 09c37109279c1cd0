"""Pages made by hand: words where the tests want them."""

from __future__ import annotations

from ingest.words import Box, Page, Word

SIZE = 10.0
LETTER = 5.0
"""Width of a letter."""


def words(
    text: str, x: float, top: float, page: int = 1, size: float = SIZE, bold: bool = False
) -> list[Word]:
    """The words of a line that begins at ``x``, a letter 5 points wide, blanks too."""
    found = []
    for word in text.split(" "):
        width = LETTER * len(word) * size / SIZE
        if word:
            found.append(Word(word, Box(x, top, x + width, top + size), page, size, bold=bold))
        x += width + LETTER * size / SIZE
    return found


def lines(texts: list[str], x: float, top: float, page: int = 1, pitch: float = 13.0) -> list[Word]:
    """Lines under each other."""
    return [word for i, text in enumerate(texts) for word in words(text, x, top + i * pitch, page)]


def page(*parts: list[Word], number: int = 1, width: float = 842.0, height: float = 595.0) -> Page:
    """A page of landscape A4 with the given words."""
    return Page(number, width, height, tuple(word for part in parts for word in part))
