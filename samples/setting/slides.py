"""Reports as slides: a title and three text boxes a commitment, set by LibreOffice Impress."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Sequence
from pathlib import Path

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.slide import Slide
from pptx.util import Pt

from setting.goldens import Json, periods_of
from setting.producers import office

WIDTH, HEIGHT = 960.0, 540.0
"""A 16:9 slide in points."""

MARGIN, GUTTER = 40.0, 22.0


def _box(
    slide: Slide,
    place: tuple[float, float, float, float],
    paragraphs: Sequence[str],
    *,
    size: float,
    font: str,
    bold: bool = False,
    colour: str = "000000",
    after: float = 0,
) -> None:
    left, top, width, height = place
    frame = slide.shapes.add_textbox(Pt(left), Pt(top), Pt(width), Pt(height)).text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for number, text in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(after)
        run = paragraph.add_run()
        run.text = text
        run.font.size = Pt(size)
        run.font.name = font
        run.font.bold = bold
        run.font.color.rgb = RGBColor.from_string(colour)


def _height(paragraphs: Sequence[str], width: float, size: float, after: float) -> float:
    """Height the paragraphs will need, from the mean width of a letter (0.5 of the size)."""
    across = max(1, int(width / (0.5 * size)))
    return sum(math.ceil(len(text) / across) * size * 1.22 + after for text in paragraphs)


def slides(
    content: Json,
    pages: Sequence[Sequence[int]],
    pdf: Path,
    *,
    font: str = "Carlito",
    size: float = 11,
    headings: Sequence[str] = ("Tertial 1", "Tertial 2", "Tertial 3"),
    footer: str = "",
    numbers: bool = False,
    colour: str = "1F3864",
) -> None:
    """Set ``content`` on one slide for each list of commitment numbers (from 1) in ``pages``."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    names = periods_of(content)
    width = (WIDTH - 2 * MARGIN - (len(names) - 1) * GUTTER) / len(names)
    whole = WIDTH - 2 * MARGIN
    after = size * 0.6
    for page, numbered in enumerate(pages, 1):
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        top = 26.0
        if page == 1:
            title = [content["title"]]
            _box(slide, (MARGIN, top, whole, 60), title, size=size + 9, font=font, bold=True, colour=colour)
            top += _height(title, whole, size + 9, 0) + 14
        for number in numbered:
            given = content["commitments"][number - 1]
            title = [given["title"]]
            _box(slide, (MARGIN, top, whole, 30), title, size=size + 4, font=font, bold=True)
            top += _height(title, whole, size + 4, 0) + 6
            deepest = top
            for column, (name, heading) in enumerate(zip(names, headings, strict=True)):
                left = MARGIN + column * (width + GUTTER)
                _box(slide, (left, top, width, 16), [heading], size=size, font=font, bold=True)
                texts = given.get(name, [])
                if texts:
                    room = _height(texts, width, size, after)
                    _box(slide, (left, top + 19, width, room), texts, size=size, font=font, after=after)
                    deepest = max(deepest, top + 19 + room)
            top = max(deepest, top + 40) + 14
        if footer:
            _box(slide, (MARGIN, HEIGHT - 24, whole, 14), [footer], size=8, font=font, colour="7F7F7F")
        if numbers:
            place = (WIDTH - MARGIN - 20, HEIGHT - 24, 20, 14)
            _box(slide, place, [str(page)], size=8, font=font, colour="7F7F7F")
    with tempfile.TemporaryDirectory() as folder:
        document = Path(folder) / "report.pptx"
        deck.save(str(document))
        office(document, pdf)
