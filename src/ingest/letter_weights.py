"""Lines of a sheet → which of them are set in bold type, from the width of their strokes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import cv2
import numpy as np

from ingest.ink import Grey, ink_in
from ingest.letter_sizes import Line, middle
from ingest.tesseract import SheetWord

BOLD = 1.16
"""Width of the strokes of bold lines against the text's, at least. On eight made scans in as many fonts (200
and 150 dpi, fax, photograph) plain lines had up to 1.12, large bold titles 1.19 and more, others 1.26."""

LEAST_BOLD = 1.1
"""The same where plain lines are all alike: blur widens the strokes of both, so that small bold type at
150 dpi had 1.155."""

SPREAD = 4.0
"""How far above the middle bold lines are at least, as a multiple of what three quarters of the lines are
above it at most: 2.7 standard deviations of plain lines. Where more lines are bold, BOLD decides."""

HALFWAY, SURELY_BOLD = 0.5, 1.19
"""How far from plain lines to those that are surely bold the others must be, up to what all bold ones have:
at 150 dpi the six letters of “Pågår.” had strokes 1.11 and 1.163 times as wide as usual, where bold lines had
1.3 and 1.36."""

FEWEST_LETTERS = 2
"""Letters of a line from which its weight is told: a number alone stays plain."""

FINER = 2
"""Times by which the picture is stretched, so that a stretch of ink is told to half a pixel."""


def bold_lines(
    lines: Mapping[Line, Sequence[SheetWord]], sizes: Mapping[Line, float], sheet: Grey
) -> frozenset[Line]:
    """The lines whose strokes are wider than those of the running text, for their size."""
    letters = {key: sum(sign.isalpha() for word in line for sign in word.text) for key, line in lines.items()}
    widths = {key: _stroke_width(line, sheet) for key, line in lines.items() if letters[key]}
    usual = middle((sizes[key], letters[key]) for key in widths)
    text = [(widths[key], letters[key]) for key in widths if sizes[key] == usual]
    plain = middle(text)
    wide = middle((width, count) for width, count in text if width >= plain)
    if not plain:
        return frozenset()
    # Small type has no finer strokes after blur and thresholds.
    times = {key: width / (plain * max(1.0, sizes[key] / usual)) for key, width in widths.items()}
    sure = middle((times[key], letters[key]) for key in times if times[key] > BOLD)
    by_spread = min(BOLD, max(LEAST_BOLD, 1 + SPREAD * (wide / plain - 1)))
    bold = max(by_spread, min(1 + HALFWAY * (sure - 1), SURELY_BOLD))
    return frozenset(key for key in times if letters[key] >= FEWEST_LETTERS and times[key] > bold)


def _stroke_width(line: Iterable[SheetWord], sheet: Grey) -> float:
    """Mean length of the middle half of the stretches of ink along the rows, in pixels: most cross a stem.

    The median alone goes by half pixels, and from 2.5 to 3 is a fifth.
    """
    found = []
    for word in line:
        part = sheet[word.top : word.bottom, word.x0 : word.x1]
        if part.size:
            finer = cv2.resize(part, None, fx=FINER, fy=1, interpolation=cv2.INTER_CUBIC)
            ink = ink_in(np.asarray(finer, np.uint8))
            # One after the other, with a column of paper between, the rows are one row.
            edges = np.flatnonzero(np.diff(np.pad(ink, ((0, 0), (1, 1))).ravel()))
            found.append(edges[1::2] - edges[::2])
    lengths = np.sort(np.concatenate(found)) if found else np.zeros(0)
    middle_half = lengths[len(lengths) // 4 : len(lengths) - len(lengths) // 4]
    return float(middle_half.mean()) / FINER if middle_half.size else 0.0
