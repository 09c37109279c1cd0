"""A sheet of text → words, by tesseract: the one seam between us and an OCR engine.

Tests put another program at :data:`PROGRAM`, or another :data:`Engine` in the place of :func:`read_sheet`.
"""

from __future__ import annotations

import csv
import functools
import os
import re
import subprocess
import tempfile
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from ingest.errors import OcrUnavailable, ReadingFailed
from ingest.page_process import kill_with_children

if TYPE_CHECKING:
    from ingest.ink import Grey

PROGRAM = "tesseract"

LANGUAGE = "swe"

SHEET_DPI = 300
"""Resolution that tesseract is told. It only weighs what is noise by it; letters are scaled anyway."""

OPTIONS = f"--psm 4 --dpi {SHEET_DPI} -c tessedit_do_invert=0 -c tessedit_create_tsv=1"
"""One column of text of several sizes, as the sheet is made (psm 6, “one uniform block”, loses titles);
no second reading in negative: the sheet is black on white, and it takes up to a fifth of the time."""

REMEDY = (
    "this file holds scanned pages, which need tesseract with its Swedish model: install it "
    "(Debian, Ubuntu: apt-get install tesseract-ocr tesseract-ocr-swe; macOS: brew install tesseract "
    "tesseract-lang), or the slower RapidOCR (pip install tertial[rapidocr]), or use --ocr never to read "
    "text layers only."
)

ANSWER_SECONDS = 20.0
"""Time that tesseract has to tell its version and languages; it takes less than a tenth of a second."""


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


Engine: TypeAlias = "Callable[[Grey, float], tuple[SheetWord, ...]]"
"""Reads a sheet within a number of seconds. Raises ReadingFailed."""


@functools.cache
def require_tesseract() -> str:
    """The version of tesseract, once it is known to run and to have its Swedish model.

    Raises:
        OcrUnavailable: it is not installed, or has no Swedish model.
    """
    try:
        version = re.search(r"\d+(?:\.\w+)+", _asked("--version"))
        languages = _asked("--list-langs").split()
    except ReadingFailed as error:
        raise OcrUnavailable(f"{error}: {REMEDY}") from error
    if version is None:
        raise OcrUnavailable(f"tesseract tells no version: {REMEDY}")
    if LANGUAGE not in languages:
        raise OcrUnavailable(f"tesseract has no Swedish model: {REMEDY}")
    return version[0]


def read_sheet(sheet: Grey, seconds: float, *, program: str = PROGRAM) -> tuple[SheetWord, ...]:
    """The words on a sheet of black text on white, in one column.

    The child process is ended when the time is over.

    Raises:
        ReadingFailed: tesseract gave nothing for this sheet: it was killed, took too long, or printed what
            cannot be understood.
    """
    import cv2  # both are loaded where pages are read only: see page_process
    import pytesseract

    pytesseract.pytesseract.tesseract_cmd = program
    os.environ["OMP_THREAD_LIMIT"] = "1"  # pages are read side by side; threads inside one only wait
    with tempfile.TemporaryDirectory(prefix="tertial-") as folder:
        # Of the formats that are written without compressing, tesseract loads this one fastest: a PGM
        # takes it a tenth of the whole reading, as it is loaded byte by byte.
        path = Path(folder) / "sheet.bmp"
        cv2.imwrite(str(path), sheet)
        try:
            # What image_to_data calls once it has asked for the version, in every process; it is known here.
            table = pytesseract.run_and_get_output(
                str(path), extension="tsv", lang=LANGUAGE, config=OPTIONS, timeout=seconds
            )
        except pytesseract.TesseractError as error:
            raise ReadingFailed(f"tesseract failed ({error.message[:200]})") from error
        except RuntimeError as error:  # how pytesseract says that the time is over
            raise ReadingFailed(f"tesseract did not finish within {seconds:g} seconds") from error
        except UnicodeDecodeError as error:
            raise ReadingFailed("tesseract printed text that is no UTF-8") from error
        except (pytesseract.TesseractNotFoundError, OSError) as error:
            raise ReadingFailed(f"tesseract cannot be run ({error})") from error
    return tuple(_words(table))


def _asked(option: str) -> str:
    """What tesseract tells of itself; pytesseract would wait for a hanging program without end."""
    try:
        with subprocess.Popen(
            (PROGRAM, option), stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
        ) as process:
            try:
                printed, complaint = process.communicate(timeout=ANSWER_SECONDS)
            except subprocess.TimeoutExpired as error:
                kill_with_children(process)
                raise ReadingFailed(f"tesseract did not answer within {ANSWER_SECONDS:g} seconds") from error
        if process.returncode:
            said = " ".join(complaint.decode("utf-8", "replace").split())
            raise ReadingFailed(f"tesseract failed ({said[:200] or f'exit code {process.returncode}'})")
        return printed.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ReadingFailed("tesseract printed text that is no UTF-8") from error
    except OSError as error:
        raise ReadingFailed(f"tesseract cannot be run ({error})") from error


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
