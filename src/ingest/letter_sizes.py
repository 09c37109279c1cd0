"""Lines of a sheet → their font sizes, from the heights of the words.

How high a word is depends on its letters (``on``, ``do``, ``go``) and on the font. So words are compared
with words of the same shape: those of the running text tell what its letters measure in this font.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from statistics import median_low

import numpy as np

from ingest.tesseract import SheetWord
from ingest.words import Page, Word

Line = tuple[int, ...]
"""Block, paragraph and line by which the engine knows a line, and the strip of the sheet it stands on."""

Shape = tuple[float, float]
"""Common height of a word's highest letter, and how far it hangs below the line, in font sizes."""

HEIGHTS = (
    (frozenset("ÅÄÖÉ"), 0.93),
    (frozenset("å"), 0.81),
    (frozenset("bdfhklé()[]/"), 0.75),
    (frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"), 0.72),
    (frozenset("ijäö"), 0.71),
    (frozenset("t"), 0.65),
)
"""Heights of letters in font sizes, the highest first: means over Liberation, Carlito, Caladea, DejaVu
and Open Sans, in which capitals are 0.63 to 0.73 high."""

SMALL, HANGING_DEPTH = 0.53, 0.21
"""Height of the other letters and depth of hanging ones, in font sizes, in the same fonts."""

HANGING = frozenset("gjpqyQ()[]/")

LOWEST = 0.35
"""Height of a word at least, as a share of the highest of its line: “oss” beside “(dag)” has 0.55."""

BRACKETS = frozenset("()[]")
"""As high as capitals in one font, as the whole line in another."""

MAY_HANG = frozenset("J")
"""Stands on the line in one font, and hangs below it in another."""

COMMAS, COMMA_DEPTH = frozenset(",;"), 0.13
"""How far commas hang below the line, in font sizes, in the same fonts."""

FEWEST_WORDS = 4
"""Words of one shape in the running text from which its height is taken from them."""

ROUGHLY = 0.25
"""Sizes by the common heights that are this near to the text's may be the text's: fonts differ by a sixth."""

SAME_TEXT = 1.2
"""Running text of pages of one report is of one size up to this ratio: hands hold a camera so near."""

SAME_SIZE = 0.14
"""Sizes closer than this share to each other are one: what is left of chance in a line of few words."""


def line_sizes(lines: Mapping[Line, Sequence[SheetWord]]) -> dict[Line, float]:
    """Font size of each line in pixels of the sheet; lines of one size have the same number."""
    common = {key: _size(line, {}) for key, line in lines.items()}
    letters = {key: sum(len(word.text) for word in line) for key, line in lines.items()}
    usual = middle((common[key], letters[key]) for key in lines)
    text = [
        word for key, line in lines.items() if abs(common[key] - usual) <= ROUGHLY * usual for word in line
    ]
    measured = _measured(text, usual)
    sizes = {key: _size(line, measured, usual) for key, line in lines.items()}
    usual = middle((sizes[key], letters[key]) for key in lines)
    sizes = {key: usual if abs(size - usual) <= SAME_SIZE * usual else size for key, size in sizes.items()}
    return _levelled(sizes)


def with_one_text_size(pages: Mapping[int, Page]) -> dict[int, Page]:
    """The pages with the sizes of their words as if all had been photographed from the same distance.

    Pages whose running text differs by more than :data:`SAME_TEXT` are set in another size, and stay.
    """
    usual = {
        number: middle((word.size, len(word.text)) for word in page.words)
        for number, page in pages.items()
        if page.words
    }
    common = middle((size, len(pages[number].words)) for number, size in usual.items())
    scales = {
        number: common / size
        for number, size in usual.items()
        if size and 1 / SAME_TEXT <= common / size <= SAME_TEXT
    }
    return {
        number: replace(page, words=tuple(_scaled(word, scales.get(number, 1.0)) for word in page.words))
        for number, page in pages.items()
    }


def _scaled(word: Word, scale: float) -> Word:
    return word if scale == 1.0 else replace(word, size=round(word.size * scale, 1))


def _measured(words: Iterable[SheetWord], usual: float) -> dict[Shape, float]:
    """Height of the words of each shape, in font sizes, where the text has enough of them."""
    heights: dict[Shape, list[int]] = {}
    for word in words:
        if _is_measurable(word) and MAY_HANG.isdisjoint(word.text):
            heights.setdefault(_shape(word), []).append(word.bottom - word.top)
    return {
        shape: float(np.median(found)) / usual
        for shape, found in heights.items()
        if len(found) >= FEWEST_WORDS
    }


def _size(line: Sequence[SheetWord], measured: Mapping[Shape, float], usual: float = 0.0) -> float:
    """The median over a line's words, the lower one of two, for boxes are too high rather than too low (they
    may hold ink of the next line); of a line without letters, its height.

    Those with brackets, as "2)", a J or a comma, which may be a full stop misread ("4,"), and those of
    figures alone, which some fonts hang, count only where there are no others: of what these may be, what is
    nearest to the ``usual`` size.
    """
    words = _without_lines([word for word in line if _is_measurable(word)])
    plain = [
        word
        for word in words
        if (BRACKETS | MAY_HANG | COMMAS).isdisjoint(word.text) and any(sign.isalpha() for sign in word.text)
    ]
    # Ö is 0.8 to 0.93 sizes high, by the font: what the text tells of other words is surer.
    known = [word for word in plain if _shape(word) in measured]
    sizes = [
        min(
            ((word.bottom - word.top) / (measured.get(shape) or sum(shape)) for shape in _shapes(word)),
            key=lambda size: abs(size - usual) if usual else 0.0,
        )
        for word in known or plain or words
    ]
    return float(median_low(sizes)) if sizes else float(max(word.bottom - word.top for word in line))


def _without_lines(words: Sequence[SheetWord]) -> list[SheetWord]:
    """The words without what is too low beside the others to be letters: what is left of a ruling line."""
    highest = max((word.bottom - word.top for word in words), default=0)
    return [word for word in words if word.bottom - word.top >= LOWEST * highest]


def _shapes(word: SheetWord) -> tuple[Shape, ...]:
    """What shapes a word may have."""
    highest, below = _shape(word)
    if below == COMMA_DEPTH:
        return (highest, below), (highest, 0.0)
    if below or MAY_HANG.isdisjoint(word.text):
        return ((highest, below),)
    return (highest, 0.0), (highest, HANGING_DEPTH)


def _shape(word: SheetWord) -> Shape:
    letters = set(word.text)
    highest = next((height for known, height in HEIGHTS if known & letters), SMALL)
    return highest, depth(word.text)


def depth(text: str) -> float:
    """How far a word's ink hangs below the line, in font sizes."""
    if not HANGING.isdisjoint(text):
        return HANGING_DEPTH
    return COMMA_DEPTH if not COMMAS.isdisjoint(text) else 0.0


def _is_measurable(word: SheetWord) -> bool:
    return any(letter.isalnum() for letter in word.text)


def middle(sizes: Iterable[tuple[float, int]]) -> float:
    """The size that half of the letters do not pass."""
    ordered = sorted(sizes)
    half, passed = sum(count for _, count in ordered) / 2, 0
    for size, count in ordered:
        passed += count
        if passed >= half:
            return size
    return 0.0


def _levelled(sizes: Mapping[Line, float]) -> dict[Line, float]:
    """The sizes with those that are one, but for chance, made equal."""
    level: dict[Line, float] = {}
    group: list[Line] = []
    for key in sorted(sizes, key=lambda key: (sizes[key], key)):
        if group and sizes[key] > (1 + SAME_SIZE) * sizes[group[0]]:
            level.update(dict.fromkeys(group, float(np.median([sizes[one] for one in group]))))
            group = []
        group.append(key)
    level.update(dict.fromkeys(group, float(np.median([sizes[one] for one in group] or [0.0]))))
    return level
