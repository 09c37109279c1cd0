"""Small pages for the tests: set as pictures, put into PDFs."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pikepdf
from PIL import Image

from ingest.ink import Grey
from ingest.tesseract import SheetWord

LEFT = ["Polisen har arbetat med", "trygghet i centrum och", "genomfört fotpatruller", "under hela perioden"]
RIGHT = ["Kommunen planerar nya", "möten med boende och", "föreningar i området", "varje månad i höst"]


def page_of(columns: list[list[str]], gutter: int = 60, size: float = 0.8) -> Grey:
    """Columns of lines, letters about 17 pixels high, as a picture of an A5 page at 150 dpi."""
    picture = np.full((900, 1300), 255, np.uint8)
    x = 80
    for lines in columns:
        widest = 0
        for row, line in enumerate(lines):
            plain = line.translate(str.maketrans("åäöÅÄÖ", "aaoAAO"))
            place = (x, 120 + 45 * row)
            cv2.putText(picture, plain, place, cv2.FONT_HERSHEY_SIMPLEX, size, 0, 2, cv2.LINE_AA)
            widest = max(widest, cv2.getTextSize(plain, cv2.FONT_HERSHEY_SIMPLEX, size, 2)[0][0])
        x += widest + gutter
    return picture


def two_columns(gutter: int = 60) -> Grey:
    return page_of([LEFT * 4, RIGHT * 4], gutter)


def pdf_of(pictures: list[Grey], path: Path, dpi: float = 150) -> Path:
    images = [Image.fromarray(picture) for picture in pictures]
    images[0].save(path, save_all=True, append_images=images[1:], resolution=dpi)
    return path


def with_hidden_text(path: Path, lines: list[str]) -> Path:
    """The PDF with lines on its first page that are there but not painted, as OCR programs leave them."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        font = {
            "/Type": "/Font",
            "/Subtype": "/Type1",
            "/BaseFont": "/Helvetica",
            "/Encoding": "/WinAnsiEncoding",
        }
        fonts = pikepdf.Dictionary(
            F=pikepdf.Dictionary({key: pikepdf.Name(name) for key, name in font.items()})
        )
        pdf.pages[0].Resources.Font = fonts
        for row, line in enumerate(lines):
            text = f"BT /F 9 Tf 3 Tr 30 {300 - 20 * row} Td ({line.strip()}) Tj ET"
            pdf.pages[0].contents_add(pdf.make_stream(text.encode("cp1252")))
        pdf.save(path)
    return path


def one_word(sheet: Grey, seconds: float) -> tuple[SheetWord, ...]:
    """An engine that finds one word, in the middle of the sheet."""
    y, x = sheet.shape[0] // 2, sheet.shape[1] // 2
    return (SheetWord("ord", x, y, x + 40, y + 20, 0.9, (1, 1, 1)),)
