"""PDF → pages of words: page by page the text layer, or whatever reads the page better."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ingest.sections import Notice
from ingest.settings import Settings
from ingest.textlayer import open_text_layer, pages_of, read_page
from ingest.words import Page

Diagnosis = Literal["ok", "no-text", "wrong-language", "glyph-codes", "noisy", "text"]
ReadBy = Literal["text-layer", "glyph-codes", "ocr", "combined", "text", "nothing"]


@dataclass(frozen=True, slots=True)
class PageReading:
    """How one page was read and why."""

    page: int
    diagnosis: Diagnosis
    reason: str
    read_by: ReadBy
    confidence: float | None = None
    """Mean confidence of the words, from 0 to 1; None where nothing was recognised by OCR."""
    wants_restoration: bool = False
    """Whether the words lost their Swedish letters in an OCR run of the wrong language."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole file as read."""

    pages: tuple[Page, ...]
    page_readings: tuple[PageReading, ...]
    kind: Literal["digital", "scan", "ocr-layer", "text"]
    notices: tuple[Notice, ...] = ()
    text: str = ""
    """The whole of a text dump, whose pages have no geometry; empty for PDFs."""
    versions: tuple[tuple[str, str], ...] = ()
    """Name and version of every program and model that read these pages."""

    @property
    def damaged_pages(self) -> frozenset[int]:
        """Numbers of the pages whose words are to be restored."""
        return frozenset(reading.page for reading in self.page_readings if reading.wants_restoration)


def read_pages(path: Path, settings: Settings) -> Reading:
    """Read every page of a PDF.

    Raises:
        EncryptedInput, UnreadableInput: as :func:`ingest.textlayer.open_text_layer`.
    """
    with open_text_layer(path) as pdf:
        pages = tuple(read_page(pdf_page) for pdf_page in pages_of(pdf, path.name))
    readings = tuple(PageReading(page.number, "ok", "it has a text layer", "text-layer") for page in pages)
    return Reading(pages, readings, "digital")
