"""A sheet → two, cut where it is white and read side by side: a short scan waits for no single processor.

The cut hangs on the sheet alone, never on the machine, so that the same page gives the same words anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from ingest.ink import Grey
from ingest.tesseract import Engine, SheetWord

PAPER = 225
"""Brightness, of 255, from which nothing is ink: page numbers in grey are as light as 170 once they are
blurred. In the grain of a poor scan no row within a block is as light: only the white between them is cut."""

DARK = 128
"""Brightness below which ink is counted to tell how much stands above a cut."""

WHITE_ROWS = 12
"""Rows without ink that lie between two lines, at least. Letters of a sheet are 21 pixels high (LETTER_PIXELS
in :mod:`ingest.sheet`), their dots and rings at most 6 off, and lines set solid stand 12 and more apart."""

FEWEST_LINES = 12
"""Lines from which a sheet is cut: the second start of the engine takes as long as three lines."""

EVEN = (0.35, 0.65)
"""Share of the ink above the cut. Blocks are parted by more white than lines; within these bounds the
widest gap is taken, so that a block is cut only if it is most of the sheet."""

BLOCKS_APART = 10_000
"""What is added to the block numbers of the lower part: an engine finds fewer blocks than that on a page."""


def in_two(engine: Engine, hands: int) -> Engine:
    """The engine, reading each sheet as two halves, up to ``hands`` of them at once."""

    def read(sheet: Grey, seconds: float) -> tuple[SheetWord, ...]:
        starts = (0, *find_cut(sheet))
        parts = [sheet[start:end] for start, end in zip(starts, (*starts[1:], len(sheet)), strict=True)]
        with ThreadPoolExecutor(min(hands, len(parts))) as pool:
            found = pool.map(lambda part: engine(np.ascontiguousarray(part), seconds), parts)
            return joined(list(found), starts)

    return read


def find_cut(sheet: Grey) -> tuple[int, ...]:
    """The row at which a sheet is best cut; none if it has too few lines or no white row near its middle."""
    inked = np.flatnonzero(sheet.min(axis=1) < PAPER)
    gaps = np.diff(inked)
    between = np.flatnonzero(gaps > WHITE_ROWS)
    dark: npt.NDArray[np.intp] = np.cumsum(np.count_nonzero(sheet < DARK, axis=1))
    if count_lines(dark) < FEWEST_LINES or not between.size:
        return ()
    above = dark[inked[between]] / dark[-1]
    near = between[(above >= EVEN[0]) & (above <= EVEN[1])]
    if not near.size:
        return ()
    widest = int(near[np.argmax(gaps[near])])
    return (int(inked[widest] + inked[widest + 1]) // 2,)


def count_lines(dark: npt.NDArray[np.intp]) -> int:
    """Lines of a sheet, by the ink down to each row: stretches of rows with ink between rows with none."""
    has_ink = np.diff(dark, prepend=0) > 0
    return int(np.count_nonzero(np.diff(has_ink.astype(np.int8), prepend=0) > 0))


def joined(parts: Sequence[Sequence[SheetWord]], starts: Sequence[int]) -> tuple[SheetWord, ...]:
    """The words of the parts of a sheet at their places on it; ``starts`` are the rows the parts begin at."""
    return tuple(
        replace(
            word,
            top=word.top + start,
            bottom=word.bottom + start,
            line=(word.line[0] + number * BLOCKS_APART, *word.line[1:]),
        )
        for number, (part, start) in enumerate(zip(parts, starts, strict=True))
        for word in part
    )
