"""Lines of a sheet → which of them are set in bold type, from the width of their strokes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import cv2
import numpy as np

from ingest.ink import Grey
from ingest.letter_sizes import Line, middle
from ingest.tesseract import SheetWord

BOLD = 1.18
"""Width of the strokes of bold lines against the text's, at least. On made scans in ten fonts (200 dpi and
fax) plain lines had up to 1.11, bold ones 1.23 and more, most of them 1.4."""

FEWEST_LETTERS = 2
"""Letters of a line from which its weight is told: a number alone stays plain."""

FINER = 2
"""Times by which the picture is stretched, so that widths are told to half a pixel."""


def bold_lines(
    lines: Mapping[Line, Sequence[SheetWord]], sizes: Mapping[Line, float], sheet: Grey
) -> frozenset[Line]:
    """The lines whose strokes are wider than those of the running text, for their size."""
    letters = {key: sum(sign.isalpha() for word in line for sign in word.text) for key, line in lines.items()}
    widths = {key: _stroke_width(line, sheet) for key, line in lines.items() if letters[key]}
    usual = middle((sizes[key], letters[key]) for key in widths)
    plain = middle((widths[key], letters[key]) for key in widths if sizes[key] == usual)
    return frozenset(
        key
        for key, width in widths.items()
        # Small type has no finer strokes after blur and thresholds.
        if letters[key] >= FEWEST_LETTERS and width > BOLD * plain * max(1.0, sizes[key] / usual)
    )


def _stroke_width(line: Iterable[SheetWord], sheet: Grey) -> float:
    """Median length of the stretches of ink along the rows, in pixels: most of them cross a stem."""
    lengths = []
    for word in line:
        part = sheet[word.top : word.bottom, word.x0 : word.x1]
        if part.size:
            finer = cv2.resize(part, None, fx=FINER, fy=1, interpolation=cv2.INTER_CUBIC)
            ink = finer < (int(finer.min()) + 255) / 2  # some type is grey
            steps = np.diff(np.pad(ink.astype(np.int8), ((0, 0), (1, 1))), axis=1)
            lengths.append(np.argwhere(steps < 0)[:, 1] - np.argwhere(steps > 0)[:, 1])
    return float(np.median(np.concatenate(lengths))) / FINER if sum(map(len, lengths)) else 0.0
