"""Numbers of rows and items, as a digital page has them or as OCR read them.

The engine misreads lone numbers more than words ("1.2" as "LE"), passes over some, and makes specks ones.
What it read must then neither make a row nor break one by itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from ingest.lines import Row
from ingest.words import TextLine, Word

SURE_NUMBER = 0.6
"""Confidence from which a lone number read by OCR is believed; as :data:`ingest.ocr.SURE_SIGN`."""

LONGEST_NUMBER = 3
"""Signs of a misread number before an item at most: "10." has three."""

SPECK = 0.6
"""Size, as a share of the title's, below which what OCR read is a speck and no number."""

ALIGNED = 0.4
"""Difference, in font sizes, within which lines of a list begin at one edge: a digit is 0.5 wide, with its
full stop and space 1."""

_NUMBER = re.compile(r"^(\d+(?:\.\d+)*)[.):]?$")


def is_scanned(row: Row | TextLine) -> bool:
    """Whether OCR read the words of a row."""
    return any(word.confidence is not None for word in row.words)


def is_doubtful(label: Row | TextLine) -> bool:
    """Whether OCR itself is unsure of a label."""
    return any(word.confidence is not None and word.confidence < SURE_NUMBER for word in label.words)


def number_of(label: Row | TextLine) -> tuple[int, ...] | None:
    """The number of a row ("2.1" is (2, 1)); None if it has none, or a doubtful one."""
    found = _NUMBER.match(label.text.replace(" ", ""))
    if not found or is_doubtful(label):
        return None
    return tuple(int(part) for part in found.group(1).split("."))


def follows(number: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Whether a number is the next after another: 2 after 1, 1.2 or 2.1 after 1.1, 2.1 after 2."""
    if number == (*other, 1):
        return True
    depth = len(number)
    if depth > len(other):
        return False
    stepped = (*other[: depth - 1], other[depth - 1] + 1)
    return number == stepped or number == (*_stepped_before(other, depth), 1)


def _stepped_before(number: tuple[int, ...], depth: int) -> tuple[int, ...]:
    if depth < 2:
        return (-1,)
    return (*number[: depth - 2], number[depth - 2] + 1)


def are_complete(labels: Sequence[Row]) -> bool:
    """Whether nothing suggests that OCR lost or misread a label; true of labels that it did not read."""
    if not any(is_scanned(label) for label in labels):
        return True
    if any(is_doubtful(label) for label in labels):
        return False
    numbers = [number_of(label) for label in labels]
    if all(number is None for number in numbers):
        return True  # letters or names, whose order is unknown
    return all(a and b and follows(b, a) for a, b in pairwise(numbers)) and numbers[0] is not None


def misnumbered(labels: Sequence[TextLine | None]) -> list[int]:
    """Which rows (from 0) of a scanned table, most of them numbered, have no number or not the next."""
    numbers = [number_of(label) if label else None for label in labels]
    scanned = any(label and is_scanned(label) for label in labels)
    if not scanned or 2 * sum(number is not None for number in numbers) < len(numbers):
        return []
    found = []
    for i, number in enumerate(numbers):
        before = numbers[i - 1] if i else None
        if number is None or (before and number != (1,) and not follows(number, before)):
            found.append(i)
    return found


def believed(labels: Sequence[Row], titles: Sequence[Row]) -> list[Row]:
    """The labels that may begin a row: not specks, and of the doubtful ones those that fill a gap."""
    sizes = [title.look.size for title in titles]
    size = median(sizes) if sizes else 0.0
    sound = [label for label in labels if not is_scanned(label) or label.look.size >= SPECK * size]
    numbers = [number_of(label) for label in sound]
    counted = [number for number in numbers if number]
    kept = []
    for i, (label, number) in enumerate(zip(sound, numbers, strict=True)):
        if number is None and is_scanned(label) and counted:
            before = next((n for n in reversed(numbers[:i]) if n), None)
            after = next((n for n in numbers[i + 1 :] if n), None)
            level = any(abs(title.box.top - label.box.top) < ALIGNED * size for title in titles)
            if not level or (before and after and follows(after, before)):
                continue
        kept.append(label)
    return kept


def numbered_items(rows: Sequence[Row]) -> list[tuple[list[Word], list[Word]]]:
    """The items "1. …", "2. …" of a column: number and text of each; none if text stands before them.

    In a scan the edge tells where items begin: numbers hang left of their text.
    """
    items: list[tuple[list[Word], list[Word]]] = []
    hang = _hanging(rows)
    for row in rows:
        first = row.words[0]
        numbered = first.text.rstrip(".)") == str(len(items) + 1) and len(row.words) > 1
        if numbered or (hang is not None and first.box.x0 < hang - ALIGNED * row.look.size):
            items.append(([first], list(row.words[1:])))
        elif items:
            items[-1][1].extend(row.words)
        elif hang is not None:
            items.append(([], list(row.words)))  # OCR passed over its number
        else:
            return []
    return items


def _hanging(rows: Sequence[Row]) -> float | None:
    """The left edge of the text of a scanned list whose numbers hang before it; None if it is none."""
    if not rows or not any(is_scanned(row) for row in rows):
        return None
    edge = min(row.box.x0 for row in rows)
    near = ALIGNED * rows[0].look.size
    starts = [row for row in rows if row.box.x0 < edge + near]
    if any(len(row.words) < 2 or len(row.words[0].text) > LONGEST_NUMBER for row in starts):
        return None
    hang = median(row.words[1].box.x0 for row in starts)
    inner = [row.box.x0 for row in rows if row.box.x0 >= edge + near]
    lined_up = all(abs(x0 - hang) < near for x0 in [*inner, *(row.words[1].box.x0 for row in starts)])
    numbered = any(
        any(sign.isdigit() for sign in word.text) or (word.confidence or 0.0) < SURE_NUMBER
        for word in (row.words[0] for row in starts)
    )
    return hang if lined_up and inner and numbered else None
