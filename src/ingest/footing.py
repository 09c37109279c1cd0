"""Whether a page with level rows stands on its feet or on its head."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from ingest.blocks import Rect
from ingest.ink import runs

CORE_SHARE = 0.45
"""Rows of pixels with this share of the ink of the fullest ones are the middle of a line, between foot
and top of its small letters."""

CORE_HEIGHT = 0.25
"""Least height of such a middle, in typical letter heights: what is lower is a stroke or an underline."""


REACH = 1.1
"""How far around a row, in typical letter heights, its line is looked for: half the pitch of lines."""


SLIGHT = 0.1
"""Difference of the ink above and below a line, as a share of both, under which it tells nothing; nor does a
line with fewer pixels of it than a letter is high: specks."""

UNSURE, FEWEST_LINES = 0.25, 4
"""Lead of the one kind of lines over the other, as a share of all, up to which they do not tell, and lines
needed. Of 104 made pages one had less (0.05, told wrongly; slight ones counted), all others 0.3 and more."""


def stands_on_head(ink: npt.NDArray[np.bool_], blocks: list[Rect], typical: float) -> bool | None:
    """Whether in most lines more ink hangs below the small letters than rises above them.

    In Swedish text about four times as many letters rise above the small ones (b d f h k l t, capitals,
    å ä ö, digits) as hang below the line (g j p q y and the comma). None where the lines do not tell, or
    are too few.
    """
    risings = hangings = 0
    for x0, top, x1, bottom in blocks:
        rows = ink[max(0, top) : bottom, max(0, x0) : x1].sum(axis=1).astype(np.float32)
        for above, below in _beside_cores(rows, typical):
            if above + below >= typical and abs(above - below) >= SLIGHT * (above + below):
                risings += above > below
                hangings += below > above
    lines = risings + hangings
    if lines < FEWEST_LINES or abs(hangings - risings) < UNSURE * lines:
        return None
    return hangings > risings


def _beside_cores(rows: npt.NDArray[np.float32], typical: float) -> list[tuple[float, float]]:
    """Ink above and below the middle of each line of a block, from its ink per row."""
    reach = 2 * round(REACH * typical) + 1
    fullest = cv2.dilate(rows.reshape(-1, 1), np.ones((reach, 1), np.uint8)).ravel()
    dense = (rows > 0) & (rows >= CORE_SHARE * fullest)
    cores = [(start, end) for start, end in runs(dense) if end - start >= CORE_HEIGHT * typical]
    beside = []
    for index, (start, end) in enumerate(cores):
        before = (cores[index - 1][1] + start) // 2 if index else 0
        after = (end + cores[index + 1][0]) // 2 if index + 1 < len(cores) else len(rows)
        beside.append((float(rows[before:start].sum()), float(rows[end:after].sum())))
    return beside
