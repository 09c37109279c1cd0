"""Pages to be read by OCR → pages of words, several at a time, each within its time and memory."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from ingest.errors import OcrUnavailable
from ingest.rendering import Drawn, PdfPictures, RenderingFailed
from ingest.settings import Settings
from ingest.words import Page


@dataclass(frozen=True, slots=True)
class Recognised:
    """What OCR gave of the pages it was asked for: each number is in one of the two."""

    pages: Mapping[int, Page]
    failures: Mapping[int, str]
    """Why a page could not be read."""
    unavailable: OcrUnavailable | None = None
    """Set where there is no engine; all pages are then in ``failures``."""
    note: str = ""
    """What to say of every page that was read, if it was not read by tesseract."""
    versions: tuple[tuple[str, str], ...] = ()


def recognise_pages(
    pictures: PdfPictures, chosen: Sequence[tuple[int, Drawn]], settings: Settings
) -> Recognised:
    """Read the pictures of pages, several side by side as the settings say.

    Only the pages being read are held as pixels: memory does not grow with the length of the report.
    """
    if not chosen:
        return Recognised({}, {})
    # OpenCV takes a tenth of a second to load; digital reports do not need it.
    from ingest import rapid_engine, tesseract
    from ingest.ocr import read_picture

    try:
        version, note = ("tesseract", tesseract.require_tesseract()), ""
        engine = tesseract.read_sheet
    except OcrUnavailable as error:
        installed = rapid_engine.installed_version()
        if installed is None:
            return Recognised({}, {number: str(error) for number, _ in chosen}, error)
        version, note = (
            ("rapidocr", installed),
            "read by RapidOCR, as tesseract with its Swedish model is not here",
        )
        engine = rapid_engine.read_sheet

    def recognise(job: tuple[int, Drawn]) -> Page | str:
        number, drawn = job
        try:
            return read_picture(pictures.render(number, drawn), number, settings.page_seconds, engine)
        except (RenderingFailed, tesseract.ReadingFailed, MemoryError) as error:
            return str(error) or type(error).__name__

    with ThreadPoolExecutor(max_workers=settings.pages_at_once or processors()) as pool:
        results = list(pool.map(recognise, chosen))
    numbers = [number for number, _ in chosen]
    return Recognised(
        {number: page for number, page in zip(numbers, results, strict=True) if isinstance(page, Page)},
        {number: why for number, why in zip(numbers, results, strict=True) if isinstance(why, str)},
        versions=(version,),
        note=note,
    )


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
