"""Signs that the engine's Swedish model has no letter for, told by their shape: § and %.

Tesseract's Swedish model knows 100 signs. It reads § as 8, $, S, 5 or &, and % as two digits (26, 20, 96).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from ingest.ink import Floats, Grey
from ingest.tesseract import SheetWord
from ingest.word_ink import ink_of

_SECTION = re.compile(r"([8$S56&]{1,2})([.,;:)]*)")
_PERCENT = re.compile(r"(26|20|96|90|06|Yo|9o|2o|%)([.,;:)]*)")

BELOW = 0.09
"""How far § reaches below the line at least, in font sizes: 0.12 to 0.21 in Liberation, Carlito, Caladea,
DejaVu and Open Sans. Figures stand on it, and those that hang in old-style type do not rise as high."""

TALL = 0.72
"""Height of § at least, in font sizes; figures that hang are as high as small letters and their depth."""

FLAT = 0.5
"""Marks lower than this, in font sizes, are stops and commas, and no part of the sign."""

CORNER = 0.22
"""Share of the sign's width and height that is paper in two of the corners of %: below its left ring and
above its right one. Two figures have ink in one of them."""


def tell_missing_signs(
    line: Sequence[SheetWord], size: float, baseline: float, sheet: Grey
) -> list[SheetWord]:
    """The words of a line with § and % where the ink shows them.

    Args:
        line: words of the sheet, from left to right.
        size: font size in pixels of the sheet.
        baseline: row of the sheet on which the line stands.
        sheet: the picture the word was read from.
    """
    told = []
    for index, word in enumerate(line):
        section, percent = _SECTION.fullmatch(word.text), _PERCENT.fullmatch(word.text)
        if section and _hangs_like_section(word, size, baseline, sheet):
            word = replace(word, text="§" * len(section[1]) + section[2])
        elif percent and index and line[index - 1].text[-1:].isdigit() and _is_percent(word, size, sheet):
            word = replace(word, text="%" + percent[2])
        told.append(word)
    return told


def _tall_marks(word: SheetWord, size: float, sheet: Grey) -> Floats:
    """Boxes (x0, top, x1, bottom on the word's part of the sheet) of its marks, without stops, by x."""
    ink = ink_of(word, sheet).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    left, top, width, height = stats[1:, :4].T.astype(np.float64)
    boxes = np.stack([left, top, left + width, top + height], axis=1)[height >= FLAT * size]
    return np.asarray(boxes[np.argsort(boxes[:, 0], kind="stable")], np.float64)


def _hangs_like_section(word: SheetWord, size: float, baseline: float, sheet: Grey) -> bool:
    signs = [box for box in _tall_marks(word, size, sheet) if ")" not in word.text or box[0] == 0]
    return bool(signs) and all(
        box[3] + word.top >= baseline + BELOW * size and box[3] - box[1] >= TALL * size for box in signs
    )


def _is_percent(word: SheetWord, size: float, sheet: Grey) -> bool:
    ink = ink_of(word, sheet)
    tall = _tall_marks(word, size, sheet)
    end = int(tall[-1][0]) if ")" in word.text and len(tall) > 1 else ink.shape[1]
    part = ink[:, :end]
    rows, columns = np.flatnonzero(part.sum(axis=1)), np.flatnonzero(part.sum(axis=0))
    if not len(rows):
        return False
    part = part[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    high, wide = (max(1, round(CORNER * length)) for length in part.shape)
    return not part[-high:, :wide].any() and not part[:high, -wide:].any()
