"""Page picture → page of words: evened, straightened, cut into columns, read, and put back in place.

Coordinates are those of the straightened picture: the page as it is displayed, turned until its text
stands upright, its rows level and its columns plumb. For a flat scan they differ from the page as
displayed by its skew; for a page scanned sideways width and height change places.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

import cv2
import numpy as np

from ingest.binder_marks import without_binder_marks
from ingest.blocks import Rect, cut_into_blocks, with_numbers_joined
from ingest.deskew import find_straightening, straighten_matrix, turn_picture
from ingest.footing import stands_on_head
from ingest.ink import Floats, Grey, even_light, find_marks, is_letter, letter_height, threshold
from ingest.ink_cleaning import CleanPicture, clean_ink, turn_over, wipe_rules
from ingest.letter_sizes import Line, line_sizes
from ingest.letter_weights import bold_lines
from ingest.missing_signs import tell_missing_signs
from ingest.paper import find_paper, paper_box, spread_paper
from ingest.paper_edges import fine_edges
from ingest.rendering import Picture
from ingest.second_reading import sureness
from ingest.sheet import Sheet, make_sheet
from ingest.streaks import without_streaks
from ingest.table_marks import (
    ColouredCell,
    Pixels,
    find_cells,
    find_rules,
    is_coloured,
    read_on_colour,
    turned_over,
)
from ingest.tesseract import Engine, SheetWord, read_sheet
from ingest.unread_ink import find_unread
from ingest.word_ink import (
    baseline_of,
    fit_to_ink,
    has_its_letters,
    ink_of,
    part_overlapping,
    set_on_baseline,
    tell_dashes,
    tell_stops,
)
from ingest.word_places import at_their_ink
from ingest.words import Box, Fill, Page, Ruling, Word

FEWEST_MARKS = 3
"""Marks of the size of letters below which a page counts as blank: a page number has one to three."""

SIGNS = "–-&+/•§%="
"""Signs that stand alone in running text or lists."""

BAR_WIDTH = 0.25
"""Width of a dark bar behind a heading at least, as a share of the page's: it goes from margin to margin, or
over one of two columns, which are a third of the page each or more."""

CELL_GAP = 0.02
"""White between dark cells of one row of a table at most, as a share of the page's width: 4 mm of A4. Between
two columns of text there is more."""

REJECTED = 0.02
"""Confidence below which the engine itself rejects a word: what it makes of a desk or a texture, but also
page numbers that stand alone, and words of a fax in lines it is else sure of (three on one made page)."""

SURE_WORD, SURE_SHARE = 0.6, 0.5
"""Confidence of a sure word, and the share of them in a line whose rejected words are words all the same."""

SURE_SIGN = 0.6
"""Confidence from which a lone sign is believed. Dirt read as “.” or “|” mostly has under 0.5."""

LOW = 0.25
"""Height of letters at least, in font sizes, if the engine is unsure: half that of an “a”. Dots of a line on
a fax were “aa”, and the headings beside it no headings."""


def read_picture(
    picture: Picture, number: int, seconds: float, engine: Engine = read_sheet, known: Sequence[Word] = ()
) -> Page:
    """Everything legible on the picture of page ``number``.

    Args:
        picture: the page as displayed.
        number: the page's number, from 1, for its words.
        seconds: after these the engine's process is ended.
        engine: what reads a sheet; tests put their own here.
        known: words of the page as displayed that need no reading, such as a stamp in real text. They
            are wiped off the picture, and delivered where they stand when it is straight.

    Raises:
        ReadingFailed: the engine gave nothing.
    """
    page, matrix = _read(picture, number, seconds, engine, known)
    return replace(page, words=(*page.words, *(_moved(word, matrix) for word in known)))


def read_part(picture: Picture, part: Box, number: int, seconds: float, engine: Engine) -> tuple[Word, ...]:
    """The words within a part of a page, such as a pasted picture, at their places on the page as displayed.

    Raises:
        ReadingFailed: the engine gave nothing.
    """
    scale = picture.dpi / 72
    x0, top = max(0, round(part.x0 * scale)), max(0, round(part.top * scale))
    pixels = picture.pixels[top : round(part.bottom * scale), x0 : round(part.x1 * scale)]
    if not pixels.size:
        return ()
    page, matrix = _read(Picture(np.ascontiguousarray(pixels), picture.dpi), number, seconds, engine, ())
    back = _shift(x0 / scale, top / scale) @ np.linalg.inv(matrix)
    return tuple(_moved(word, back) for word in page.words)


def _read(
    picture: Picture, number: int, seconds: float, engine: Engine, known: Sequence[Word]
) -> tuple[Page, Floats]:
    """The words of a picture, and the homography (in points) that straightened it."""
    grey = cv2.cvtColor(picture.pixels, cv2.COLOR_BGR2GRAY).astype(np.uint8)
    for word in known:
        x0, top, x1, bottom = (round(length * picture.dpi / 72) for length in _edges(word.box))
        grey[max(0, top - 2) : bottom + 2, max(0, x0 - 2) : x1 + 2] = 255
    level, matrix, sheet_of_paper = make_level(without_streaks(grey))
    cells: list[ColouredCell] = []
    if is_coloured(picture.pixels):
        pixels = _straightened(picture.pixels, matrix, level.shape)
        cells = find_cells(pixels, letter_height(find_marks(threshold(level))))
        read_on_colour(level, pixels, cells)
    clean = clean_ink(level)
    rules = find_rules(level, clean.typical)
    clean = wipe_rules(clean, rules)
    blocks = _blocks(clean)
    on_head = stands_on_head(clean.marks.labels > 0, blocks, clean.typical)
    found: tuple[SheetWord, ...] | None = None
    if on_head is None and blocks:
        on_head, found = _surer_way(clean, blocks, seconds, engine)
    if on_head:
        clean = turn_over(clean)
        blocks = _blocks(clean)
        cells = [turned_over(cell, level.shape[1], level.shape[0]) for cell in cells]
        matrix = _shift(level.shape[1], level.shape[0]) @ np.diag([-1.0, -1.0, 1.0]) @ matrix
        height, width = level.shape
        rules = np.array([width, height, width, height]) - rules[:, [2, 3, 0, 1]]
        if sheet_of_paper:
            left, upper, right, lower = sheet_of_paper
            sheet_of_paper = (width - right, height - lower, width - left, height - upper)
    to_points = 72 / picture.dpi
    height, width = clean.grey.shape
    bars = tuple(_bars(clean, to_points))
    page = Page(
        number,
        round(width * to_points, 2),
        round(height * to_points, 2),
        rulings=tuple(Ruling(_box(box, to_points)) for box in rules.tolist()),
        fills=(*(Fill(_box(cell.box, to_points), cell.colour) for cell in cells), *bars),
        paper=_box(sheet_of_paper, to_points) if sheet_of_paper else None,
    )
    matrix = np.diag([to_points, to_points, 1]) @ matrix @ np.diag([1 / to_points, 1 / to_points, 1])
    if not blocks:
        return page, matrix
    sheet = make_sheet(clean.grey, blocks, clean.typical)
    if found is None:
        found = engine(sheet.picture, seconds)
    words = tuple(_of_one_weight(word, bars) for word in _place_words(found, sheet, number, to_points))
    read = np.array([_edges(word.box) for word in words]).reshape(-1, 4) / to_points
    unread = tuple(_box(box, to_points) for box in find_unread(clean.marks, clean.typical, read))
    return replace(page, words=words, unread=unread), matrix


def _surer_way(
    clean: CleanPicture, blocks: list[Rect], seconds: float, engine: Engine
) -> tuple[bool, tuple[SheetWord, ...]]:
    """Whether the engine is surer of what it reads on the page turned by 180°, and what it reads that way."""
    over = turn_over(clean)
    as_it_is, turned = (
        engine(make_sheet(page.grey, parts, page.typical).picture, seconds)
        for page, parts in ((clean, blocks), (over, _blocks(over)))
    )
    on_head = sureness(turned) > sureness(as_it_is)
    return on_head, turned if on_head else as_it_is


def _bars(clean: CleanPicture, to_points: float) -> Iterator[Fill]:
    """The dark bars behind headings; dark cells of a table are none, whose grey may have been any colour."""
    width = clean.grey.shape[1]
    boxes = [area.box for area in clean.dark_areas]
    for area in clean.dark_areas:
        x0, _, x1, _ = area.box
        is_cell = any(box != area.box and _beside(area.box, box, CELL_GAP * width) for box in boxes)
        if x1 - x0 >= BAR_WIDTH * width and not is_cell:
            yield Fill(_box(area.box, to_points), (round(area.brightness / 255, 2),) * 3)


def _beside(one: Sequence[int], other: Sequence[int], gap: float) -> bool:
    """Whether two boxes stand on the same rows, with no wider gap between them."""
    return (
        min(one[3], other[3]) > max(one[1], other[1]) and max(one[0], other[0]) - min(one[2], other[2]) <= gap
    )


def _of_one_weight(word: Word, bars: Sequence[Fill]) -> Word:
    """The word as bold if it stands on a dark bar: light strokes are not told bold from plain.

    Of six equal headings on bars four were bold, and the others no headings of commitments.
    """
    x, y = word.box.centre
    on_bar = any(bar.box.x0 < x < bar.box.x1 and bar.box.top < y < bar.box.bottom for bar in bars)
    return replace(word, bold=True) if on_bar else word


def _straightened(pixels: Pixels, matrix: Floats, shape: tuple[int, ...]) -> Pixels:
    height, width = shape
    white = (255, 255, 255)
    return np.asarray(cv2.warpPerspective(pixels, matrix, (width, height), borderValue=white), np.uint8)


def _moved(word: Word, matrix: Floats) -> Word:
    """The word after its page was turned or bent; sideways or on its head it is no longer upright."""
    x0, top, x1, bottom = _edges(word.box)
    corners = np.array([[x0, top, 1], [x1, top, 1], [x1, bottom, 1], [x0, bottom, 1]])
    x, y, w = matrix @ corners.T
    x, y = x / w, y / w
    box = _box((x.min(), y.min(), x.max(), y.max()), 1.0)
    return replace(word, box=box, upright=word.upright and bool(x[1] - x[0] > abs(y[1] - y[0])))


def _edges(box: Box) -> tuple[float, float, float, float]:
    return box.x0, box.top, box.x1, box.bottom


def _shift(x: float, y: float) -> Floats:
    return np.array([[1, 0, x], [0, 1, y], [0, 0, 1]], np.float64)


def _blocks(clean: CleanPicture) -> list[Rect]:
    """The blocks of text of a clean page; none on a blank one."""
    letters = is_letter(clean.marks, clean.typical)
    if np.count_nonzero(letters) < FEWEST_MARKS:
        return []
    small = ~letters & (clean.marks.heights < clean.typical)
    boxes = clean.marks.boxes[letters]
    blocks = cut_into_blocks(boxes, clean.marks.boxes[small], clean.typical)
    return with_numbers_joined(blocks, boxes, clean.typical)


def make_level(grey: Grey) -> tuple[Grey, Floats, tuple[float, float, float, float] | None]:
    """The picture with even light, turned and bent so that its rows are level (maybe upside down).

    With it come the homography that led there, in pixels, and the box of the sheet if it lies on a desk.
    """
    paper = find_paper(grey)
    lit = even_light(without_binder_marks(grey) if paper is None else spread_paper(grey, paper))
    if paper is not None:
        lit[~paper] = 255
    sides = across = None
    if paper is not None:
        sides, across = fine_edges(grey, paper)
    found = find_straightening(
        find_marks(threshold(lit)),
        grey.shape[1],
        grey.shape[0],
        on_desk=paper is not None,
        sides=sides,
        across=across,
    )
    turned = turn_picture(lit, found.turn)
    height, width = turned.shape
    # A quarter turn clockwise: what was the left edge is the top.
    turn = _shift(width, 0) @ np.array([[0, -1, 0], [1, 0, 0], [0, 0, 1]]) if found.turn else np.eye(3)
    if found.is_level:
        return turned, turn, None if paper is None else paper_box(paper, turn)
    matrix = straighten_matrix(found, width, height)
    straight = cv2.warpPerspective(
        turned,
        matrix,
        (width, height),
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=255,
    )
    matrix = np.asarray(matrix @ turn, np.float64)
    return np.asarray(straight, np.uint8), matrix, None if paper is None else paper_box(paper, matrix)


def _place_words(found: tuple[SheetWord, ...], sheet: Sheet, number: int, to_points: float) -> Iterator[Word]:
    """The words of a sheet at their places on the page, without the debris of dirt."""
    lines: dict[Line, list[SheetWord]] = defaultdict(list)
    for word in found:
        word = fit_to_ink(word, sheet.picture)
        # What stands side by side on the sheet are lines of their own on the page.
        lines[(*word.line, sheet.strip_at(word.x0, word.top, word.x1, word.bottom))].append(word)
    sizes = line_sizes(lines)
    bold = bold_lines(lines, sizes, sheet.picture)
    for key, read in lines.items():
        size = sizes[key]
        line = at_their_ink([word for word in read if not _is_line(word, size)], sheet.picture)
        points = round(size / sheet.scale * to_points, 1)
        baseline = baseline_of(line, size)
        told = [tell_dashes(word, size, sheet.picture) for word in part_overlapping(line, sheet.picture)]
        if baseline is not None:
            told = tell_stops(told, size, baseline, sheet.picture)
            told = tell_missing_signs(told, size, baseline, sheet.picture)
            told = set_on_baseline(told, size, baseline)
        sure = sum(word.confidence >= SURE_WORD for word in told) >= SURE_SHARE * len(told)
        for word in told:
            if _is_debris(word, sure, sheet.picture):
                continue
            box = _box(sheet.to_page(word.x0, word.top, word.x1, word.bottom), to_points)
            confidence = round(word.confidence, 4)
            yield Word(word.text, box, number, points, bold=key in bold, confidence=confidence, origin="ocr")


def _is_line(word: SheetWord, size: float) -> bool:
    """Whether what is left of a ruling line was read as letters, which are higher, by an unsure engine."""
    is_low = word.bottom - word.top < LOW * size
    return is_low and word.confidence < SURE_SIGN and any(sign.isalnum() for sign in word.text)


def _is_debris(word: SheetWord, sure: bool, sheet: Grey) -> bool:
    """Whether dirt was read as a word: the engine itself unsure, and neither line nor ink speak for it.

    A bar alone is always the rest of a table border; it is no sign of running text.

    Args:
        word: a word of the sheet.
        sure: whether the engine is sure of most words of its line.
        sheet: the picture the word was read from.
    """
    if not word.text.strip("|¦"):
        return True
    if not any(sign.isalnum() for sign in word.text):
        if not ink_of(word, sheet).any():
            return True  # “=” in a wide gap of a justified line
        return word.confidence < (REJECTED if any(sign in SIGNS for sign in word.text) else SURE_SIGN)
    return word.confidence < REJECTED and not sure and not has_its_letters(word, sheet)


def _box(pixels: Sequence[float], to_points: float) -> Box:
    x0, top, x1, bottom = (round(length * to_points, 2) for length in pixels)
    return Box(x0, top, x1, bottom)
