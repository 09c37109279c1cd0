"""PDF page → its picture, and what is drawn on it, by pdfium. The only module that knows pypdfium2."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.words import Box

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

DRAWING_DPI = 250.0
"""Resolution for pages that are no picture (text as outlines): 8 pt letters are then 15 pixels high."""

MOST_DPI = 300.0
"""Scans finer than this are read at this: tesseract reads no better, but takes longer."""

MOST_PIXELS = 24_000_000
"""Pixels of a rendered page at most (an A3 page at 300 dpi has 17 million). Larger pages are rendered
coarser, so that memory is bounded whatever size a page claims to have."""

MOST_OBJECTS = 20_000
"""Drawn objects looked at. A page with more is a drawing; what the first ones are tells enough."""

PAGE_PICTURE_SHARE = 0.5
"""A picture over at least this share of the page is the page's own picture (margins cropped)."""

FINE_SHARE = 0.2
"""Share of the page that pictures of a resolution, and finer ones, cover together when text may be in them.
A compact PDF has its text as a fine mask, or many small ones, over a coarse picture of the paper (mostly 100
and 300 dpi); a logo in a coarse scan covers less."""

_LOCK = threading.RLock()
"""pdfium must not be called from two threads at once."""


class RenderingFailed(Exception):
    """pdfium cannot open or draw a page."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a page consists of, from its objects."""

    visible_texts: int = 0
    """Text objects that are painted."""
    hidden_texts: int = 0
    """Text objects in render mode 3: what OCR programs lay over a picture, for search only."""
    fonts: frozenset[str] = frozenset()
    pictures: tuple[Box, ...] = ()
    """Where pictures lie, in points from the top left corner of the page as displayed."""
    picture_dpi: float = 0.0
    """Resolution of the pictures that text may be in (:data:`FINE_SHARE`); 0 where there are none."""
    picture_share: float = 0.0
    """Share of the page that the largest picture covers."""
    shapes: int = 0
    """Paths and shadings."""

    @property
    def has_page_picture(self) -> bool:
        """Whether one picture covers (nearly) the whole page."""
        return self.picture_share >= PAGE_PICTURE_SHARE

    @property
    def is_empty(self) -> bool:
        """Whether nothing is drawn at all."""
        return not (self.visible_texts or self.hidden_texts or self.pictures or self.shapes)


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as pixels."""

    pixels: npt.NDArray[np.uint8]
    """Rows by columns by blue, green, red."""
    dpi: float
    """Pixels per 72 points."""


class PdfPictures:
    """An open PDF whose pages can be looked at and rendered, from any thread."""

    def __init__(self, document: pypdfium2.PdfDocument) -> None:
        """Take over an open document; :func:`open_pictures` closes it."""
        self._document = document

    def __len__(self) -> int:
        """Number of pages."""
        with _LOCK:
            return len(self._document)

    def look(self, number: int) -> Drawn:
        """What page ``number`` (from 1) consists of.

        Raises:
            RenderingFailed: pdfium cannot load the page.
        """
        with _LOCK, self._page(number) as page:
            return _look(page)

    def render(self, number: int, drawn: Drawn) -> Picture:
        """Page ``number`` (from 1) as displayed, at a resolution that fits what is on it.

        Raises:
            RenderingFailed: pdfium cannot load or draw the page.
        """
        import numpy as np  # to look at a page does not need it

        with _LOCK, self._page(number) as page:
            width, height = (max(1.0, float(length)) for length in page.get_size())
            dpi = DRAWING_DPI
            if drawn.has_page_picture and drawn.picture_dpi > 0:
                dpi = min(drawn.picture_dpi, MOST_DPI)
            dpi = min(dpi, 72 * (MOST_PIXELS / (width * height)) ** 0.5)
            try:
                bitmap = page.render(scale=dpi / 72, rev_byteorder=False)
                pixels = bitmap.to_numpy()
                colours = np.repeat(pixels[:, :, :1], 3, axis=2) if pixels.shape[2] < 3 else pixels[:, :, :3]
                return Picture(np.ascontiguousarray(colours), dpi)
            except (pypdfium2.PdfiumError, MemoryError, ValueError) as error:
                raise RenderingFailed(f"page {number} cannot be drawn ({error})") from error

    @contextmanager
    def _page(self, number: int) -> Iterator[pypdfium2.PdfPage]:
        try:
            page = self._document[number - 1]
        except (pypdfium2.PdfiumError, IndexError) as error:
            raise RenderingFailed(f"page {number} cannot be opened ({error})") from error
        try:
            yield page
        finally:
            page.close()


@contextmanager
def open_pictures(path: Path) -> Iterator[PdfPictures]:
    """Open a PDF to look at its pages as pictures.

    Raises:
        RenderingFailed: pdfium cannot open the file.
    """
    try:
        with _LOCK:
            document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise RenderingFailed(f"{path.name} cannot be drawn ({error})") from error
    try:
        yield PdfPictures(document)
    finally:
        with _LOCK:
            document.close()


def _look(page: pypdfium2.PdfPage) -> Drawn:
    width, height = page.get_width(), page.get_height()
    if page.get_rotation() in (90, 270):
        width, height = height, width
    left, bottom, _, _ = page.get_cropbox(fallback_ok=True)
    visible = hidden = shapes = 0
    fonts: set[str] = set()
    pictures: list[Box] = []
    largest = 0.0
    shown: list[tuple[float, float]] = []
    for drawn in islice(page.get_objects(), MOST_OBJECTS):
        if drawn.type == pdfium.FPDF_PAGEOBJ_TEXT:
            if pdfium.FPDFTextObj_GetTextRenderMode(drawn) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE:
                hidden += 1
            else:
                visible += 1
            if len(fonts) < 20 and isinstance(drawn, pypdfium2.PdfTextObj):
                fonts.add(_font_name(drawn))
        elif drawn.type == pdfium.FPDF_PAGEOBJ_IMAGE and isinstance(drawn, pypdfium2.PdfImage):
            try:
                x0, y0, x1, y1 = drawn.get_bounds()
                columns, rows = drawn.get_px_size()
            except pypdfium2.PdfiumError:
                continue
            box = Box(x0 - left, height - (y1 - bottom), x1 - left, height - (y0 - bottom))
            pictures.append(box)
            shown_width = max(0.0, min(box.x1, width) - max(box.x0, 0))
            shown_height = max(0.0, min(box.bottom, height) - max(box.top, 0))
            largest = max(largest, shown_width * shown_height)
            # A picture may lie turned on the page, so its longer side is told by area.
            dpi = 72 * (columns * rows / max(1e-6, box.width * box.height)) ** 0.5
            shown.append((dpi, shown_width * shown_height))
        else:
            shapes += 1
    share = largest / max(1e-6, width * height)
    pictures = [_as_displayed(box, page.get_rotation(), width, height) for box in pictures]
    dpi = _text_dpi(shown, FINE_SHARE * width * height)
    return Drawn(visible, hidden, frozenset(fonts), tuple(pictures), dpi, share, shapes)


def _text_dpi(pictures: Sequence[tuple[float, float]], enough: float) -> float:
    """The finest resolution of which there is enough area; else that of the largest picture.

    Args:
        pictures: resolution and area shown of each.
        enough: area in square points.
    """
    covered = 0.0
    for dpi, area in sorted(pictures, reverse=True):
        covered += area
        if covered >= enough:
            return dpi
    return max(pictures, key=lambda picture: picture[1], default=(0.0, 0.0))[0]


def _as_displayed(box: Box, rotation: int, width: float, height: float) -> Box:
    """A box of the unturned page on the page turned clockwise by ``rotation`` degrees."""
    if rotation == 90:
        return Box(height - box.bottom, box.x0, height - box.top, box.x1)
    if rotation == 180:
        return Box(width - box.x1, height - box.bottom, width - box.x0, height - box.top)
    if rotation == 270:
        return Box(box.top, width - box.x1, box.bottom, width - box.x0)
    return box


def _font_name(text: pypdfium2.PdfTextObj) -> str:
    try:
        return str(text.get_font().get_base_name())
    except pypdfium2.PdfiumError:
        return ""
