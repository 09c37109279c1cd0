"""PDF page → words with boxes, from the text layer the producer wrote (pdfplumber).

The only module that knows pdfplumber. Another reader replaces it by giving
the same :class:`ingest.words.Page` values.
"""

from __future__ import annotations

import logging
import struct
import unicodedata
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import zip_longest
from pathlib import Path
from typing import Any, TypeVar

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdffont import PDFCIDFont
from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfplumber.page import Page as PdfPage
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException
from pdfplumber.utils.text import dedupe_chars, extract_words

from ingest.errors import EncryptedInput, UnreadableInput
from ingest.line_ends import HYPHEN, HYPHEN_MINUS, SOFT_HYPHEN
from ingest.words import Box, Colour, Fill, Page, Ruling, Word

WORD_GAP_RATIO = 0.15
"""A gap wider than this share of the font size parts two words where the PDF has no blank.
The narrowest blank of common text fonts is 0.2 em (justified lines shrink 0.25 em to about
that), the widest kerning between letters about 0.1 em."""

LINE_TOLERANCE = 3.0
"""Points by which the tops of the letters of one line may differ (pdfplumber's own default)."""

OVERPRINT_TOLERANCE = 1.0
"""Points between a letter and its copy where a producer fakes bold type by printing twice."""

BLANK_ADVANCE_RATIO = 0.05
"""A blank after which the next letter begins within this share of the font size takes no room: browsers
write soft hyphens inside words so. The thinnest blank of justified text is about 0.1 em."""

RULING_THICKNESS = 2.5
"""Points up to which a drawn rectangle counts as a line: producers draw table borders as thin
rectangles of at most 2.25 pt (the widest border in the word processors' menus below 3 pt)."""

WHITE = 0.99
"""Fills at least this light in every channel are paper, not colour."""

PDF_FAULTS = (
    PdfminerException,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What pdfminer raises on broken files: its own errors, and all of these from inside its parsers."""

# pdfminer's remarks on odd fonts tell a user nothing to act on; what matters becomes a finding.
logging.getLogger("pdfminer").setLevel(logging.ERROR)

Char = Mapping[str, Any]
Spelled = Callable[[str, str], str]
_T = TypeVar("_T")


@contextmanager
def open_text_layer(path: Path) -> Iterator[PDF]:
    """Open a PDF for reading.

    Raises:
        EncryptedInput: the PDF asks for a password.
        UnreadableInput: it is no PDF, or too broken to open.
    """
    try:
        pdf = pdfplumber.open(path)
    except PDF_FAULTS as error:
        if error.args and isinstance(error.args[0], PDFPasswordIncorrect):
            raise EncryptedInput(
                f"{path.name} is encrypted: save a copy without the password and try that."
            ) from error
        raise UnreadableInput(
            f"{path.name} cannot be opened as a PDF ({_cause(error)}): "
            "download it again, or print it to a new PDF."
        ) from error
    try:
        yield pdf
    finally:
        # Closing walks the page tree again: a broken one must not hide what was raised about it.
        with suppress(*PDF_FAULTS):
            pdf.close()


def read_text_layer(path: Path) -> tuple[Page, ...]:
    """All pages of a PDF as its text layer gives them.

    Raises:
        EncryptedInput, UnreadableInput: as :func:`open_text_layer`.
    """
    with open_text_layer(path) as pdf:
        return tuple(read_page(pdf_page) for pdf_page in pages_of(pdf, path.name))


def pages_of(pdf: PDF, name: str) -> Sequence[PdfPage]:
    """The pages of an open PDF.

    Raises:
        UnreadableInput: the page tree is broken or holds no page.
    """
    try:
        pages: Sequence[PdfPage] = pdf.pages
    except PDF_FAULTS as error:
        raise UnreadableInput(
            f"{name} has a broken page tree ({_cause(error)}): print it to a new PDF."
        ) from error
    if not pages:
        raise UnreadableInput(f"{name} is a PDF without pages: ask its publisher for a whole copy.")
    return pages


def read_page(pdf_page: PdfPage, spelled: Spelled | None = None) -> Page:
    """Words, ruling lines and filled areas of one page.

    Args:
        pdf_page: the page, open; what pdfminer keeps of it is freed afterwards.
        spelled: gives the letter for (font name without the subset prefix, text of a character), for
            fonts whose text layer holds glyph numbers.

    Raises:
        UnreadableInput: the page's content cannot be interpreted.
    """
    try:
        return _read_page(pdf_page, spelled)
    except PDF_FAULTS as error:
        raise UnreadableInput(
            f"page {pdf_page.page_number} cannot be interpreted ({_cause(error)}): "
            "print the file to a new PDF."
        ) from error
    finally:
        pdf_page.close()  # frees what pdfminer keeps of the page; a long report would not fit otherwise


def distrust_font_maps(pdf_page: PdfPage) -> bool:
    """Let composite fonts without ToUnicode give their glyph numbers, as ``(cid:n)``, from now on.

    pdfminer guesses their letters from the font file, which numbers its glyphs otherwise than the PDF
    where a producer renumbered them. Says whether the page has such fonts.
    """
    found = False
    try:
        fonts = resolve1(resolve1(pdf_page.page_obj.resources).get("Font")) or {}
        for reference in fonts.values():
            spec = resolve1(reference)
            if isinstance(reference, PDFObjRef) and "ToUnicode" not in spec:
                font = pdf_page.pdf.rsrcmgr.get_font(reference.objid, spec)
                if isinstance(font, PDFCIDFont):
                    font.unicode_map = None
                    found = True
    except PDF_FAULTS:
        return False
    return found


def _read_page(pdf_page: PdfPage, spelled: Spelled | None) -> Page:
    left, top, _, _ = pdf_page.bbox
    number = pdf_page.page_number
    kept = PlacedChars(dict(char) for char in _without_empty_blanks(pdf_page.chars))
    chars: list[dict[str, Any]] = dedupe_chars(kept, tolerance=OVERPRINT_TOLERANCE)
    if spelled is not None:
        chars = [
            {**char, "text": spelled(str(char["fontname"]).rpartition("+")[2], char["text"])}
            for char in chars
        ]
    words = extract_words(
        chars,
        x_tolerance_ratio=WORD_GAP_RATIO,
        y_tolerance=LINE_TOLERANCE,
        keep_blank_chars=False,
        return_chars=True,
    )
    drawn = [*pdf_page.rects, *pdf_page.curves]
    return Page(
        number=number,
        width=float(pdf_page.width),
        height=float(pdf_page.height),
        words=tuple(_word(word, number, left, top) for word in words if word["text"].strip()),
        rulings=tuple(_rulings(pdf_page.lines, drawn, left, top)),
        fills=tuple(_fills(drawn, left, top)),
    )


class PlacedChars(list[dict[str, Any]]):
    """Characters of which each knows its place.

    pdfplumber asks a list for the place of every character to keep their order, and a plain list compares
    each with all before it: a minute for a page of 40,000 words.
    """

    def __init__(self, chars: Iterable[dict[str, Any]]) -> None:
        """Take the characters, in their order."""
        super().__init__(chars)
        self._places = {id(char): place for place, char in enumerate(self)}

    def index(self, char: dict[str, Any], *_: Any) -> int:
        """The place of one of them, from 0."""
        return self._places[id(char)]


def _without_empty_blanks(chars: Sequence[Char]) -> Iterator[Char]:
    for char, following in zip_longest(chars, chars[1:]):
        if char["text"].isspace() and following is not None and char["upright"]:
            advance = float(following["x0"]) - float(char["x0"])
            on_one_line = abs(float(following["top"]) - float(char["top"])) < LINE_TOLERANCE
            if on_one_line and abs(advance) < BLANK_ADVANCE_RATIO * float(char["size"]):
                continue
        yield char


def _word(found: Mapping[str, Any], number: int, left: float, top: float) -> Word:
    chars: Sequence[Char] = found["chars"]
    font = _most_common(str(char["fontname"]) for char in chars)
    return Word(
        text=_with_drawn_hyphens(unicodedata.normalize("NFC", found["text"])),
        box=_box(found, left, top),
        page=number,
        size=_most_common(round(float(char["size"]), 2) for char in chars),
        font=font.rpartition("+")[2],
        bold=any(mark in font.lower() for mark in ("bold", "black", "heavy", "semibold")),
        colour=_colour(chars[0].get("non_stroking_color")),
        upright=all(bool(char["upright"]) for char in chars),
    )


def _with_drawn_hyphens(text: str) -> str:
    """A soft hyphen that is drawn is a hyphen: Typst writes all of its hyphens so.

    Within a word it is the author's; at the end of a word it may be the
    typesetter's, and stays told apart from a typed one.
    """
    inner, last = text[:-1].replace(SOFT_HYPHEN, HYPHEN_MINUS), text[-1]
    return inner + (HYPHEN if last == SOFT_HYPHEN else last)


def _rulings(lines: Sequence[Char], drawn: Sequence[Char], left: float, top: float) -> Iterator[Ruling]:
    for line in lines:
        yield Ruling(_box(line, left, top))
    for shape in drawn:
        box = _box(shape, left, top)
        if min(box.width, box.height) <= RULING_THICKNESS:
            if shape.get("fill") or shape.get("stroke"):
                yield Ruling(box)
        elif shape.get("stroke") and shape["object_type"] == "rect":
            yield Ruling(Box(box.x0, box.top, box.x1, box.top))
            yield Ruling(Box(box.x0, box.bottom, box.x1, box.bottom))
            yield Ruling(Box(box.x0, box.top, box.x0, box.bottom))
            yield Ruling(Box(box.x1, box.top, box.x1, box.bottom))


def _fills(drawn: Sequence[Char], left: float, top: float) -> Iterator[Fill]:
    for shape in drawn:
        colour = _colour(shape.get("non_stroking_color")) if shape.get("fill") else None
        box = _box(shape, left, top)
        is_area = min(box.width, box.height) > RULING_THICKNESS
        if colour is not None and is_area and min(colour) < WHITE:
            yield Fill(box, colour)


def _box(found: Char, left: float, top: float) -> Box:
    return Box(
        round(float(found["x0"]) - left, 2),
        round(float(found["top"]) - top, 2),
        round(float(found["x1"]) - left, 2),
        round(float(found["bottom"]) - top, 2),
    )


def _colour(value: object) -> Colour | None:
    """Grey, RGB or CMYK operands as RGB; None for patterns and unknown spaces."""
    if isinstance(value, int | float):
        value = (value,)
    if not isinstance(value, list | tuple) or not all(isinstance(part, int | float) for part in value):
        return None
    parts = [min(1.0, max(0.0, float(part))) for part in value]
    if len(parts) == 1:
        return parts[0], parts[0], parts[0]
    if len(parts) == 3:
        return parts[0], parts[1], parts[2]
    if len(parts) == 4:
        cyan, magenta, yellow, black = parts
        return (1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black)
    return None


def _most_common(values: Iterator[_T]) -> _T:
    return Counter(values).most_common(1)[0][0]


def _cause(error: BaseException) -> str:
    cause = error.args[0] if isinstance(error, PdfminerException) and error.args else error
    return f"{type(cause).__name__}: {cause}"[:120] if str(cause) else type(cause).__name__
