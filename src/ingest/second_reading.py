"""A sheet → its words, lines read once more where the engine passed over ink, or doubts what it read.

Tesseract drops the middle of words now and then, and is sure of what is left of them: of ``insatserna`` in
small type ``i`` and ``na`` remained. The ink tells. Now and then it takes a line for twice as high as it is,
and doubts what it makes of it. Read again in stronger black, such lines come out whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

import cv2
import numpy as np

from ingest.errors import ReadingFailed
from ingest.ink import Grey, Ink, find_marks, runs, threshold

if TYPE_CHECKING:
    from ingest.tesseract import Engine, SheetWord

Rows = tuple[int, int]
"""First row, and the one after the last."""

LETTER_SHARE = 0.65
"""Height of the typical letter as a share of that of the typical word, most of which have tall letters."""

PASSED_OVER = 1.2
"""Width of ink between the words, in typical letter heights, that the engine passed over: two letters."""

LETTER = (0.5, 2.5)
"""Height of such ink, in typical letter heights: lower marks are dashes and dirt, higher ones drawings."""

GAP = 0.8
"""White between two letters of a word at most, in typical letter heights."""

AROUND = 0.3
"""How far beyond its box the letters of a word may lie, in typical letter heights: accents, leaning lines."""

BESIDE = 1
"""Lines above and below that are read along with a line: one alone is now and then taken for a drawing."""

BLACK, WHITE = 50, 210
"""Brightness, of 255, that becomes black and white for the second reading: the grain of the paper goes, and
faint strokes stay. Of 8 made pages at 150 dpi with such gaps it then closed all; with the same picture 3."""

SPACE = 2.5
"""White between what is read again, in typical letter heights; as on the sheet."""

DOUBTED, FEWEST_DOUBTED, FEWEST_SIGNS = 0.4, 2, 2
"""Confidence below which the engine doubts a word, such words in a line at least, and signs of such a word at
least: of one line on a page at 150 dpi it doubted 14 of 20 words, of the line above it three."""

LATER = 5_000
"""What is added to the block numbers of the second reading: an engine finds fewer blocks than that."""


def read_twice(sheet: Grey, seconds: float, *, engine: Engine, again: Engine) -> tuple[SheetWord, ...]:
    """The words of a sheet; of lines with ink passed over, those of a second reading if it left less, and of
    lines that are doubted, if it is surer and left no more.

    Where the second reading fails the first one stands; what it left is then told as ink that nobody read.

    Args:
        sheet: black text on white, in one column.
        seconds: for each reading.
        engine: of the first reading.
        again: of the second one, which has few lines and may take its time for them.

    Raises:
        ReadingFailed: the engine gave nothing.
    """
    words = engine(sheet, seconds)
    if not words:
        return words
    typical = LETTER_SHARE * median(word.bottom - word.top for word in words)
    ink = threshold(sheet)
    lines = _lines(ink)
    missed = [line for line in lines if _is_passed_over(_ink_left(ink, words, line, typical), typical)]
    doubted = [line for line in lines if line not in missed and _is_doubted(_within(words, line))]
    if not missed and not doubted:
        return words
    try:
        second_words = _read_lines(sheet, lines, [*missed, *doubted], typical, seconds, again)
    except ReadingFailed:
        return words
    for line in (*missed, *doubted):
        first, second = _within(words, line), _within(second_words, line)
        left, left_first = (int(_ink_left(ink, found, line, typical).sum()) for found in (second, first))
        is_surer = left <= left_first and sureness(second) > sureness(first)
        if is_surer if line in doubted else left < left_first:
            words = (*(word for word in words if word not in first), *second)
    return words


def sureness(words: Sequence[SheetWord]) -> float:
    """Confidence of the words together: the more they are, and the surer, the better."""
    return sum(word.confidence * len(word.text) for word in words)


def _is_doubted(line: Sequence[SheetWord]) -> bool:
    doubts = [word for word in line if word.confidence < DOUBTED and len(word.text) >= FEWEST_SIGNS]
    return len(doubts) >= FEWEST_DOUBTED


def _lines(ink: Ink) -> list[Rows]:
    """The rows of the lines of text: those with ink, between rows without."""
    return runs(np.asarray(ink.view(np.bool_).any(axis=1)))


def _within(words: Sequence[SheetWord], rows: Rows) -> list[SheetWord]:
    return [word for word in words if rows[0] <= (word.top + word.bottom) / 2 < rows[1]]


def _ink_left(ink: Ink, words: Sequence[SheetWord], rows: Rows, typical: float) -> Ink:
    """The ink in these rows that no word covers."""
    left = ink[rows[0] : rows[1]].copy()
    near = round(AROUND * typical)
    for word in words:
        top, bottom = word.top - near, word.bottom + near
        if top < rows[1] and bottom > rows[0]:
            left[max(0, top - rows[0]) : bottom - rows[0], max(0, word.x0 - near) : word.x1 + near] = 0
    return left


def _is_passed_over(left: Ink, typical: float) -> bool:
    """Whether ink that no word of a line covers is as wide and high as letters."""
    if not left.any():
        return False
    marks = find_marks(left)
    heights = marks.heights
    like = (heights >= LETTER[0] * typical) & (heights <= LETTER[1] * typical)
    if not like.any():
        return False
    letters = np.concatenate(([0], like)).astype(np.uint8)[marks.labels]
    gap = np.ones((1, 2 * round(GAP * typical) + 1), np.uint8)
    joined = find_marks(np.asarray(cv2.morphologyEx(letters, cv2.MORPH_CLOSE, gap), np.uint8))
    return bool(np.any(joined.widths >= PASSED_OVER * typical))


def _read_lines(
    sheet: Grey, lines: Sequence[Rows], missed: Sequence[Rows], typical: float, seconds: float, engine: Engine
) -> tuple[SheetWord, ...]:
    """The words of some lines, and of those beside them, in a reading of their own, at their places."""
    chosen = {lines.index(line) + step for line in missed for step in range(-BESIDE, BESIDE + 1)}
    space = np.full((round(SPACE * typical), sheet.shape[1]), 255, np.uint8)
    between = [(above[1] + below[0]) // 2 for above, below in pairwise(lines)]
    borders = [max(0, lines[0][0] - len(space)), *between, lines[-1][1] + len(space)]
    parts, places, row = [space], [], len(space)
    for number in sorted(chosen & set(range(len(lines)))):
        if number - 1 not in chosen:
            parts.append(space)
            row += len(space)
        places.append((row, borders[number]))
        parts.append(sheet[borders[number] : borders[number + 1]])
        row += len(parts[-1])
    picture = np.concatenate([*parts, space]).astype(np.float32)
    stronger = np.clip((picture - BLACK) * (255 / (WHITE - BLACK)), 0, 255).astype(np.uint8)
    found = []
    for word in engine(stronger, seconds):
        at, top = max((place for place in places if place[0] <= word.bottom - 1), default=places[0])
        block, paragraph, line = word.line
        found.append(
            replace(
                word,
                top=word.top - at + top,
                bottom=word.bottom - at + top,
                line=(block + LATER, paragraph, line),
            )
        )
    return tuple(found)
