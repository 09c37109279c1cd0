"""A sheet → its words, lines read once more where the engine passed over ink.

Tesseract drops the middle of words now and then, and is sure of what is left of them: of ``insatserna`` in
small type ``i`` and ``na`` remained. The ink tells. Read again in stronger black, such lines come out whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from ingest.ink import Grey
    from ingest.tesseract import Engine, SheetWord

    Flags = npt.NDArray[np.bool_]

Rows = tuple[int, int]
"""First row, and the one after the last."""

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

LATER = 5_000
"""What is added to the block numbers of the second reading: an engine finds fewer blocks than that."""


def read_twice(sheet: Grey, seconds: float, *, engine: Engine) -> tuple[SheetWord, ...]:
    """The words of a sheet; of lines with ink passed over, those of a second reading if it left less.

    Raises:
        ReadingFailed: the engine gave nothing.
    """
    import numpy as np  # loaded where pages are read only: see page_process

    from ingest.ink import find_marks, is_letter, letter_height, threshold

    words = engine(sheet, seconds)
    marks = find_marks(threshold(sheet))
    typical = letter_height(marks)
    like = is_letter(marks, typical) & (marks.heights <= LETTER[1] * typical)
    letters = np.concatenate(([False], like))[marks.labels]
    lines = _lines(letters)
    missed = [line for line in lines if _is_passed_over(letters, words, line, typical)]
    if not missed:
        return words
    again = _read_lines(sheet, lines, missed, typical, seconds, engine)
    for line in missed:
        first, second = _within(words, line), _within(again, line)
        if _ink_left(letters, second, line, typical).sum() < _ink_left(letters, first, line, typical).sum():
            words = (*(word for word in words if word not in first), *second)
    return words


def _lines(letters: Flags) -> list[Rows]:
    """The rows of the lines of text: those with letters, between rows without."""
    import numpy as np

    inked = np.concatenate(([False], letters.any(axis=1), [False])).astype(np.int8)
    edges = np.flatnonzero(np.diff(inked))
    return [(int(top), int(bottom)) for top, bottom in zip(edges[::2], edges[1::2], strict=True)]


def _within(words: Sequence[SheetWord], rows: Rows) -> list[SheetWord]:
    return [word for word in words if rows[0] <= (word.top + word.bottom) / 2 < rows[1]]


def _ink_left(letters: Flags, words: Sequence[SheetWord], rows: Rows, typical: float) -> Flags:
    """The letters in these rows that no word covers."""
    left = letters[rows[0] : rows[1]].copy()
    near = round(AROUND * typical)
    for word in words:
        top, bottom = max(0, word.top - near - rows[0]), max(0, word.bottom + near - rows[0])
        left[top:bottom, max(0, word.x0 - near) : word.x1 + near] = False
    return left


def _is_passed_over(letters: Flags, words: Sequence[SheetWord], rows: Rows, typical: float) -> bool:
    """Whether the words of a line leave out ink as wide and high as letters."""
    import cv2
    import numpy as np

    from ingest.ink import find_marks

    left = _ink_left(letters, words, rows, typical)
    if not left.any():
        return False
    gap = np.ones((1, 2 * round(GAP * typical) + 1), np.uint8)
    joined = find_marks(np.asarray(cv2.morphologyEx(left.astype(np.uint8), cv2.MORPH_CLOSE, gap), np.uint8))
    high = joined.heights >= LETTER[0] * typical
    return bool(np.any(high & (joined.widths >= PASSED_OVER * typical)))


def _read_lines(
    sheet: Grey, lines: Sequence[Rows], missed: Sequence[Rows], typical: float, seconds: float, engine: Engine
) -> tuple[SheetWord, ...]:
    """The words of some lines, and of those beside them, in a reading of their own, at their places."""
    import numpy as np

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
