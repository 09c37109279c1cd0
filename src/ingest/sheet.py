"""Blocks of an upright page → one sheet, a single column that an OCR engine cannot misread as several.

The blocks are set one below the other with white between them, so that one run of the engine reads
the whole page, and each place on the sheet leads back to its place on the page.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ingest.blocks import Rect
from ingest.ink import Grey

SPACE_BETWEEN = 2.5
"""White between blocks on the sheet, in typical letter heights: about a line."""

MARGIN = 1.5
"""White around the sheet, in typical letter heights."""

ENOUGH_PIXELS = 15
"""Typical letters of this size (10 pt at 200 dpi) and larger are left as they are. Measured on eight made
pages with letters of 15 to 18 pixels (2022 words; grey, soft and fax): 44 words misread unscaled, 42
scaled, for up to a sixth less of tesseract's time. Of 360 words with letters of 14 pixels it misread 11
unscaled and 2 scaled."""

LETTER_PIXELS = 21
"""Smaller letters are scaled up to this: the size at which tesseract's model reads best (letters of
10 pt at 300 dpi)."""

MOST_SCALE = 2.0
"""Scaling further adds no detail, only time."""


@dataclass(frozen=True, slots=True)
class Strip:
    """Where a block of the page lies on the sheet."""

    block: Rect
    top: int
    """Row of the sheet at which it begins, in pixels of the sheet."""
    bottom: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """All blocks of a page in one column."""

    picture: Grey
    strips: tuple[Strip, ...]
    scale: float
    """Pixels of the sheet per pixel of the page."""
    margin: int

    def to_page(self, x0: float, top: float, x1: float, bottom: float) -> tuple[float, float, float, float]:
        """A box on the sheet as a box on the page, in pixels of the page."""
        middle = (top + bottom) / 2
        strip = min(
            self.strips,
            key=lambda strip: abs(middle - (strip.top + strip.bottom) / 2) - (strip.bottom - strip.top) / 2,
        )
        left, up, _, _ = strip.block
        return (
            left + (x0 - self.margin) / self.scale,
            up + (top - strip.top) / self.scale,
            left + (x1 - self.margin) / self.scale,
            up + (bottom - strip.top) / self.scale,
        )


def make_sheet(page: Grey, blocks: list[Rect], typical: float) -> Sheet:
    """Set the blocks of a page (at least one) below each other."""
    scale = 1.0 if typical >= ENOUGH_PIXELS else min(LETTER_PIXELS / typical, MOST_SCALE)
    margin, space = round(MARGIN * typical * scale), round(SPACE_BETWEEN * typical * scale)
    pieces: list[tuple[Rect, npt.NDArray[np.uint8]]] = []
    for left, top, right, bottom in blocks:
        block = max(0, left), max(0, top), min(page.shape[1], right), min(page.shape[0], bottom)
        piece = page[block[1] : block[3], block[0] : block[2]]
        if piece.size:
            size = max(1, round(piece.shape[1] * scale)), max(1, round(piece.shape[0] * scale))
            scaled = cv2.resize(piece, size, interpolation=cv2.INTER_CUBIC) if scale > 1 else piece
            pieces.append((block, scaled.astype(np.uint8)))
    width = max(piece.shape[1] for _, piece in pieces) + 2 * margin
    height = sum(piece.shape[0] + space for _, piece in pieces) - space + 2 * margin
    sheet = np.full((height, width), 255, np.uint8)
    strips, row = [], margin
    for block, piece in pieces:
        sheet[row : row + piece.shape[0], margin : margin + piece.shape[1]] = piece
        strips.append(Strip(block, row, row + piece.shape[0]))
        row += piece.shape[0] + space
    return Sheet(sheet, tuple(strips), scale, margin)
