"""A sheet of text → words, by tesseract: the one seam between us and an OCR engine.

Tests put another program at :data:`pytesseract.pytesseract.tesseract_cmd`, or another
:data:`Engine` in the place of :func:`read_sheet`.
"""

from __future__ import annotations

import csv
import functools
import os
import tempfile
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import pytesseract

from ingest.errors import OcrUnavailable
from ingest.ink import Grey

LANGUAGE = "swe"

SHEET_DPI = 300
"""Resolution that tesseract is told. It only weighs what is noise by it; letters are scaled anyway."""

OPTIONS = f"--psm 4 --dpi {SHEET_DPI} -c tessedit_do_invert=0"
"""One column of text of several sizes, as the sheet is made (psm 6, “one uniform block”, loses titles);
no second reading in negative: the sheet is black on white, and it takes up to a fifth of the time."""

REMEDY = (
    "this file holds scanned pages, which need tesseract with its Swedish model: install it "
    "(Debian, Ubuntu: apt-get install tesseract-ocr tesseract-ocr-swe; macOS: brew install tesseract "
    "tesseract-lang), or the slower RapidOCR (pip install tertial[rapidocr]), or use --ocr never to read "
    "text layers only."
)


class ReadingFailed(Exception):
    """Tesseract gave nothing for this sheet: killed, out of time, or its output is no TSV in UTF-8."""


@dataclass(frozen=True, slots=True)
class SheetWord:
    """A word as the engine found it on a sheet, in pixels of the sheet."""

    text: str
    x0: int
    top: int
    x1: int
    bottom: int
    confidence: float
    """From 0 to 1."""
    line: tuple[int, int, int]
    """Block, paragraph and line it belongs to."""


Engine = Callable[[Grey, float], tuple[SheetWord, ...]]
"""Reads a sheet within a number of seconds. Raises ReadingFailed."""


@functools.cache
def require_tesseract() -> str:
    """The version of tesseract, once it is known to run and to have its Swedish model.

    Raises:
        OcrUnavailable: it is not installed, or has no Swedish model.
    """
    try:
        version = str(pytesseract.get_tesseract_version())
        languages = pytesseract.get_languages()
    except (pytesseract.TesseractNotFoundError, pytesseract.TesseractError, OSError, SystemExit) as error:
        raise OcrUnavailable(f"tesseract cannot be run: {REMEDY}") from error
    if LANGUAGE not in languages:
        raise OcrUnavailable(f"tesseract has no Swedish model: {REMEDY}")
    return version


def read_sheet(sheet: Grey, seconds: float) -> tuple[SheetWord, ...]:
    """The words on a sheet of black text on white, in one column.

    The child process is ended when the time is over.

    Raises:
        ReadingFailed: tesseract was killed, took too long, or printed what cannot be understood.
    """
    os.environ["OMP_THREAD_LIMIT"] = "1"  # pages are read side by side; threads inside one only wait
    with tempfile.TemporaryDirectory(prefix="tertial-") as folder:
        path = Path(folder) / "sheet.pgm"  # uncompressed: writing PNG takes longer than reading it saves
        cv2.imwrite(str(path), sheet)
        try:
            table = pytesseract.image_to_data(str(path), lang=LANGUAGE, config=OPTIONS, timeout=seconds)
        except pytesseract.TesseractError as error:
            raise ReadingFailed(f"tesseract failed ({error.message[:200]})") from error
        except RuntimeError as error:  # how pytesseract says that the time is over
            raise ReadingFailed(f"tesseract did not finish within {seconds:g} seconds") from error
        except UnicodeDecodeError as error:
            raise ReadingFailed("tesseract printed text that is no UTF-8") from error
        except (pytesseract.TesseractNotFoundError, OSError) as error:
            raise ReadingFailed(f"tesseract cannot be run ({error})") from error
    return tuple(_words(table))


def _words(table: str) -> list[SheetWord]:
    words = []
    rows = csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    if "text" not in (rows.fieldnames or ()):
        raise ReadingFailed("tesseract printed something that is no table of words")
    try:
        for row in rows:
            text = unicodedata.normalize("NFC", (row["text"] or "").strip())
            if row["level"] != "5" or not text:
                continue
            left, top, width, height = (int(row[name]) for name in ("left", "top", "width", "height"))
            line = int(row["block_num"]), int(row["par_num"]), int(row["line_num"])
            confidence = min(1.0, max(0.0, float(row["conf"]) / 100))
            words.append(SheetWord(text, left, top, left + width, top + height, confidence, line))
    except (KeyError, TypeError, ValueError) as error:
        raise ReadingFailed("tesseract printed something that is no table of words") from error
    return words
