"""Words as the engine gave them → words as the ink shows them: fitting boxes, dashes by length.

Tesseract's model reads whole lines; where each word stands is worked out afterwards, and now and then
two neighbours get boxes that overlap. It also takes a dash for a hyphen or the other way round, which
only differ in length, and a full stop for a comma, which has a tail. All are plain to see in the picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import zip_longest

import cv2
import numpy as np

from ingest.ink import Flags, Grey, ink_in, runs
from ingest.letter_sizes import HANGING_DEPTH, depth
from ingest.tesseract import SheetWord

INK_LEVEL = 128
"""Sheets have white paper and letters of at most half its brightness."""

OVERLAP = 0.15
"""Boxes of neighbours that overlap by more than this share of the narrower one are parted anew."""

CUT_OFF = 0.4
"""Rows of another line that a box holds at most, as a share of its tallest stretch of rows with ink: more is
the letters themselves, over or under a row that a fax left white."""

DOTTED = frozenset("ijåäöüéÅÄÖÜÉ:;!?%=\"'”’“")
"""Signs that have ink, white and ink above each other."""

OVER_DOTS = 0.42
"""White between such ink at most, as a share of that stretch: dots are at most 6 rows over letters of 15."""

TALL, RINGED = frozenset("bdfhklABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"), frozenset("ÅÄÖÜÉ")
"""Letters that rise to where the dots of the others are; the marks of capitals are higher."""

APART = 0.1
"""White between letters and such dirt at least, as a share of that stretch: a fax loses rows of letters. A
speck over a word, and the dots left of a ruling line under another, made it a third and two thirds larger."""

DASHES = "-–—"

HALF = 0.5
"""Height of a letter at least, as a share of its word's."""

LOW = frozenset("-–—.,:;·•'\"”’")
"""Signs that are lower than half a word."""

FLATNESS = 0.2
"""Thickness of a dash at most, in heights of the word's line; its length is more than twice that."""

DASH_LENGTH = 0.4
"""Length from which a dash is an en dash, in font sizes. In Liberation, Carlito, Caladea, DejaVu and
Open Sans the ink of a hyphen is 0.22 to 0.32 long, that of an en dash 0.46 to 0.56. The em dash is no
Swedish sign; tesseract takes en dashes for it."""

STOP_SIZE = 0.175
"""Height and width of the ink of a full stop at most, in font sizes."""

STOP_BELOW = ((0.0, 0.2), (0.03, 0.1))
"""How far below the baseline, in font sizes, at most which share of the darkness of a full stop lies. Ink
does not tell: the tail of a comma in small type is a shade. Of 592 commas read on 86 scans (21 fonts, 150
and 200 dpi, fax), where the text told which they were, 32 were full stops: this mends 20, spoils none."""

STOP_LEANS = 0.1
"""How far to the left of its head the tail of a comma in thin type leans, in font sizes."""

STOP_AROUND = 0.3
"""Rows above and below the baseline that hold a full stop or a comma whole, in font sizes."""


def ink_of(word: SheetWord, sheet: Grey) -> Flags:
    """Which pixels of a word are ink."""
    return ink_in(sheet[word.top : word.bottom, word.x0 : word.x1])


def fit_to_ink(word: SheetWord, sheet: Grey) -> SheetWord:
    """The word with a box no larger than its ink: now and then the engine gives the height of the line.

    In lines set close that box reaches into the letters of the next ones, which are no ink of the word.
    """
    ink = _without_other_lines(ink_of(word, sheet), word.text)
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows):
        return word
    return replace(
        word,
        x0=word.x0 + int(columns[0]),
        top=word.top + int(rows[0]),
        x1=word.x0 + int(columns[-1]) + 1,
        bottom=word.top + int(rows[-1]) + 1,
    )


def _without_other_lines(ink: Flags, text: str) -> Flags:
    """Little ink alone in the first or last rows, cut off by the box, is of the line above or below; it is
    dirt where the letters of the word have none of their own there."""
    stretches = runs(np.asarray(ink.any(axis=1)))
    tallest = max((bottom - top for top, bottom in stretches), default=0)
    white, most = APART * tallest, CUT_OFF * tallest
    while len(stretches) > 1:
        (_, before), (top, bottom) = stretches[-2:]
        is_apart = not depth(text) and top - before >= white and bottom - top < tallest
        if not is_apart and (bottom < len(ink) or bottom - top > most):
            break
        stretches.pop()
    has_none_above = DOTTED.isdisjoint(text) or (RINGED.isdisjoint(text) and not TALL.isdisjoint(text))
    while len(stretches) > 1:
        (top, bottom), (after, _) = stretches[:2]
        is_cut_off = top == 0 and (after - bottom >= OVER_DOTS * tallest or DOTTED.isdisjoint(text))
        if bottom - top > most or not (is_cut_off or (has_none_above and after - bottom >= white)):
            break
        stretches.pop(0)
    kept = ink.copy()
    if stretches:
        kept[: stretches[0][0]] = kept[stretches[-1][1] :] = False
    return kept


def has_its_letters(word: SheetWord, sheet: Grey) -> bool:
    """Whether there are as many marks of the size of letters as the word was read with; dirt has not."""
    part = ink_of(word, sheet).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(part, connectivity=8)
    letters = np.count_nonzero(stats[1:, cv2.CC_STAT_HEIGHT] >= HALF * part.shape[0])
    return int(letters) == sum(sign not in LOW for sign in word.text)


def baseline_of(line: Iterable[SheetWord], size: float) -> float | None:
    """The row of the sheet a line stands on; None where it has no letters or digits."""
    feet = [
        word.bottom - size * depth(word.text) for word in line if any(sign.isalnum() for sign in word.text)
    ]
    return float(np.median(feet)) if feet else None


def set_on_baseline(line: Iterable[SheetWord], size: float, baseline: float) -> list[SheetWord]:
    """The words of a line with tops and bottoms as a text layer gives them: those of the font.

    Those of the ink go up and down with the letters, and pitches of lines with them. All words get the
    same ones, so that a line that a curled sheet bends stays a line.
    """
    bottom = baseline + HANGING_DEPTH * size
    return [replace(word, top=round(bottom - size), bottom=round(bottom)) for word in line]


def part_overlapping(line: Iterable[SheetWord], sheet: Grey) -> list[SheetWord]:
    """The words of a line with boxes that do not overlap.

    Where two neighbours do, the border is put into the widest white gap near the place where it must
    be by the number of letters.
    """
    words = list(line)
    for index in range(len(words) - 1):
        left, right = words[index], words[index + 1]
        narrower = min(left.x1 - left.x0, right.x1 - right.x0)
        if left.x1 - right.x0 <= OVERLAP * narrower:
            continue
        x0, x1 = min(left.x0, right.x0), max(left.x1, right.x1)
        top, bottom = min(left.top, right.top), max(left.bottom, right.bottom)
        if x1 - x0 < 3:
            continue
        ink = np.asarray((sheet[top:bottom, x0:x1] < INK_LEVEL).any(axis=0), np.bool_)
        expected = (x1 - x0) * (len(left.text) + 0.5) / (len(left.text) + len(right.text) + 1)
        start, end = _widest_gap(ink, expected)
        words[index] = replace(left, x0=x0, x1=x0 + max(1, start))
        words[index + 1] = replace(right, x0=min(x0 + end, x1 - 1), x1=x1)
    return words


def _widest_gap(ink: Flags, expected: float) -> tuple[int, int]:
    """The white stretch that is widest for its distance from the expected place."""
    inner = [(start, end) for start, end in runs(~ink) if start > 0 and end < len(ink)]
    if not inner:
        return int(expected), int(expected)
    reach = max(1.0, 0.15 * len(ink))
    return max(
        inner,
        key=lambda gap: (gap[1] - gap[0]) / (1 + abs((gap[0] + gap[1]) / 2 - expected) / reach),
    )


def tell_stops(line: Sequence[SheetWord], size: float, baseline: float, sheet: Grey) -> list[SheetWord]:
    """The words of a line; a comma that has no tail is a full stop, unless a small letter follows.

    Args:
        line: words of the sheet, from left to right.
        size: font size in pixels of the sheet.
        baseline: row of the sheet on which the line stands.
        sheet: the picture the words were read from.
    """
    return [
        replace(word, text=word.text[:-1] + ".")
        if len(word.text) > 1
        and word.text.endswith(",")
        and not (following and following.text[0].islower())
        and _ends_in_stop(word, size, baseline, sheet)
        else word
        for word, following in zip_longest(line, line[1:])
    ]


def _ends_in_stop(word: SheetWord, size: float, baseline: float, sheet: Grey) -> bool:
    """Whether the last mark of a word is as small as a full stop, and nothing hangs from it."""
    first, last = max(0, round(baseline - STOP_AROUND * size)), round(baseline + STOP_AROUND * size)
    part = sheet[word.top : last, word.x0 : word.x1 + round(STOP_AROUND * size)]
    if not part.size:
        return False
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink_in(part).astype(np.uint8), connectivity=8)
    # What goes on beyond the part is the next word.
    marks = [mark[:4] for mark in stats[1:].tolist() if mark[0] + mark[2] < part.shape[1]]
    if len(marks) < 2:
        return False
    left, above, width, height = max(marks, key=lambda mark: mark[0] + mark[2])
    if max(width, height) > STOP_SIZE * size or word.top + above + height > round(baseline) + 1:
        return False
    x0, x1 = word.x0 + left - 2, word.x0 + left + width + 2
    tail = max(0, round(x0 - STOP_LEANS * size))
    dark = 255 - sheet[first:last, tail:x1].astype(np.int64)
    rows = first + np.arange(len(dark)) - baseline
    dark[rows < 0, : x0 - tail] = 0  # the letter before it
    darkness = dark.sum(axis=1)
    return all(
        bool(darkness[rows >= depth * size].sum() <= share * darkness.sum()) for depth, share in STOP_BELOW
    )


def tell_dashes(word: SheetWord, size: float, sheet: Grey) -> SheetWord:
    """The word with each dash as a hyphen or an en dash, by its length.

    Args:
        word: a word of the sheet.
        size: font size in pixels of the sheet.
        sheet: the picture the word was read from.
    """
    wanted = [place for place, sign in enumerate(word.text) if sign in DASHES]
    if not wanted:
        return word
    part = sheet[max(0, word.top - 2) : word.bottom + 2, max(0, word.x0 - 2) : word.x1 + 2]
    if not part.size:
        return word
    _, _, stats, _ = cv2.connectedComponentsWithStats((part < INK_LEVEL).astype(np.uint8), connectivity=8)
    flat = sorted(
        (int(left), int(width))
        for left, _, width, height, _ in stats[1:].tolist()
        if height <= max(2, FLATNESS * size) and width >= 0.15 * size and width >= 2 * height
    )
    if len(flat) != len(wanted):
        return word
    signs = list(word.text)
    for place, (_, width) in zip(wanted, flat, strict=True):
        signs[place] = "–" if width >= DASH_LENGTH * size else "-"
    return replace(word, text="".join(signs))
