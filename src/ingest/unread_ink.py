"""What looks like words on a page and was read by nobody: so that no line is lost in silence.

Tesseract passes over lone words in wide white now and then, and what it is unsure of is dropped as dirt.
Lengths are in typical letter heights.
"""

from __future__ import annotations

import numpy as np

from ingest.blocks import Rect
from ingest.ink import Floats, Marks, find_marks

TALL = (0.5, 2.0)
"""Height of a letter at least and at most; taller marks are drawings, lower ones signs and dirt."""

WIDE = 4.0
"""Width of a mark at most: a few letters that touch."""

GAP = 0.8
"""White between two letters of a word at most."""

LEVEL = 0.5
"""How far the feet of a word's letters lie from each other, on the average."""

FEWEST_LETTERS = 3
"""Letters side by side that are a word and no dirt."""

AROUND = 0.3
"""How far beyond the boxes of the words that were read their letters may lie: accents, and leaning lines."""


def find_unread(marks: Marks, typical: float, read: Floats) -> list[Rect]:
    """Boxes of what looks like words, in pixels, from the top.

    Args:
        marks: of the clean page.
        typical: height of its typical letter, in pixels.
        read: boxes of the words that were read (x0, top, x1, bottom), in pixels.
    """
    heights, widths = marks.heights, marks.widths
    like = (heights >= TALL[0] * typical) & (heights <= TALL[1] * typical) & (widths <= WIDE * typical)
    letters = marks.boxes[like]
    if not len(letters):
        return []
    near = round(AROUND * typical)
    covered = np.zeros(marks.labels.shape, np.uint8)
    for x0, top, x1, bottom in read.astype(int).tolist():
        covered[max(0, top - near) : bottom + near, max(0, x0 - near) : x1 + near] = 1
    across = ((letters[:, 0] + letters[:, 2]) / 2).astype(int)
    down = ((letters[:, 1] + letters[:, 3]) / 2).astype(int)
    letters = letters[covered[down, across] == 0]
    return _words(letters, typical) if len(letters) >= FEWEST_LETTERS else []


def _words(letters: Floats, typical: float) -> list[Rect]:
    """Letters that stand side by side, as boxes."""
    reach = round(GAP * typical / 2)
    left, upper = (int(least) for least in letters[:, :2].min(axis=0))
    right, lower = (int(most) for most in letters[:, 2:].max(axis=0))
    drawn = np.zeros((lower - upper + 1, right - left + 1), np.uint8)
    for x0, top, x1, bottom in (letters - [left, upper, left, upper]).astype(int).tolist():
        drawn[top:bottom, max(0, x0 - reach) : x1 + reach] = 1
    groups = find_marks(drawn)
    of = groups.labels[(letters[:, 1] - upper).astype(int), (letters[:, 0] - left).astype(int)]
    found: list[Rect] = []
    for label in np.flatnonzero(np.bincount(of) >= FEWEST_LETTERS):
        own = letters[of == label]
        if float(own[:, 3].std()) <= LEVEL * typical:
            (x0, top), (x1, bottom) = own[:, :2].min(axis=0), own[:, 2:].max(axis=0)
            found.append((int(x0), int(top), int(x1), int(bottom)))
    return sorted(found, key=lambda box: (box[1], box[0]))
