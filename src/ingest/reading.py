"""PDF → pages of words: page by page the text layer, or whatever reads the page better."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from ingest.decoding import decode_pages
from ingest.diagnosis import Diagnosis, Verdict, diagnose, is_swedish, unread_pictures
from ingest.errors import UnreadableInput
from ingest.page_processes import PageProcesses
from ingest.recognising import Recognised, Wanted, recognise_pages
from ingest.rendering import Drawn, PdfPictures, RenderingFailed, open_pictures
from ingest.sections import Notice
from ingest.settings import OcrMode, Settings
from ingest.textlayer import open_text_layer, pages_of, read_page
from ingest.words import Page, Word

FORBIDDEN = "--ocr never forbids to read its picture"

SURE_WORD, SURE_SHARE = 0.6, 0.5
"""Confidence of a word that is one, and the share of such words from which a picture holds text. Sound scans
have 0.9 on average; what is read into photographs mostly has under 0.5."""

FEWEST_STAMPED = 3
"""Sure words from which a picture behind a stamp is a scan: fewer would be a drawing or a photograph."""

FEWEST_PICTURED = 12
"""Sure words from which a picture on a page of text holds text of the report: the sign on a photographed
house has fewer, and must not be read into a cell. A table of two rows has more."""

ReadBy = Literal["text-layer", "glyph-codes", "ocr", "combined", "text", "nothing"]
ReadingKind = Literal["digital", "scan", "ocr-layer", "text"]


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
    kind: ReadingKind
    notices: tuple[Notice, ...] = ()
    text: str = ""
    """The whole of a text dump, whose pages have no geometry; empty for PDFs."""
    versions: tuple[tuple[str, str], ...] = ()
    """Name and version of every program and model that read these pages."""

    @property
    def damaged_pages(self) -> frozenset[int]:
        """Numbers of the pages whose words are to be restored."""
        return frozenset(reading.page for reading in self.page_readings if reading.wants_restoration)


def read_pages(
    path: Path,
    settings: Settings,
    processes: PageProcesses | None = None,
    meanwhile: Callable[[], None] = lambda: None,
) -> Reading:
    """Read every page of a PDF, by its text layer where that is sound, by OCR where not.

    Pages that cannot be read leave a notice; the others are delivered.

    Args:
        path: the PDF.
        settings: what the user chose.
        processes: that OCR may use, perhaps started already; None: processes of its own.
        meanwhile: done while OCR reads, if it has to.

    Raises:
        EncryptedInput, UnreadableInput: as :func:`ingest.textlayer.open_text_layer`.
        OcrUnavailable: no page can be read without OCR, and there is none here.
    """
    if processes is None:
        with PageProcesses(settings.pages_at_once) as own:
            return read_pages(path, settings, own, meanwhile)
    layers, decoded, notices = _read_layers(path)
    try:
        with open_pictures(path) as pictures:
            drawn = [_look(pictures, layer.number) for layer in layers]
            verdicts = [
                CODED if layer.number in decoded else diagnose(layer, objects)
                for layer, objects in zip(layers, drawn, strict=True)
            ]
        wanted = [
            _wanted(layer, objects, verdict, decoded.get(layer.number) is not None, settings.ocr)
            for layer, objects, verdict in zip(layers, drawn, verdicts, strict=True)
        ]
        allowed = [each for each in wanted if each is not None and settings.ocr != "never"]
        recognised = recognise_pages(path, allowed, settings, processes, meanwhile)
    except RenderingFailed as failure:
        verdicts = [CODED if layer.number in decoded else diagnose(layer, Drawn()) for layer in layers]
        wanted = [None for _ in layers]
        recognised = Recognised({}, {})
        notices.append(
            Notice("no-picture", "info", f"Its pages cannot be drawn, only their text read: {failure}.")
        )
    outcomes = [
        _outcome(decoded.get(layer.number) or layer, verdict, recognised)
        if each is None or not each.parts
        else _with_pictures(layer, verdict, recognised)
        for layer, verdict, each in zip(layers, verdicts, wanted, strict=True)
    ]
    readings = tuple(outcome.reading for outcome in outcomes)
    has_text = any(
        outcome.page.words and not verdict.is_stamp
        for outcome, verdict in zip(outcomes, verdicts, strict=True)
    )
    if recognised.unavailable is not None and not has_text:
        raise recognised.unavailable
    return Reading(
        tuple(outcome.page for outcome in outcomes),
        readings,
        _kind(verdicts, readings),
        (*notices, *(notice for outcome in outcomes for notice in outcome.notices)),
        versions=recognised.versions,
    )


SHARP_DPI = 140.0
"""Resolution from which the picture under an OCR layer is read again. Measured: at 150 dpi and more that is
better than the layer, at 100 dpi worse (benchmarks/scans/README.md); and so coarse a picture may be a
small copy of the one that the layer was read from."""

CODED = Verdict("glyph-codes", "a font has no table of its letters: the text layer holds glyph numbers")


@dataclass(frozen=True, slots=True)
class _Outcome:
    page: Page
    reading: PageReading
    notices: tuple[Notice, ...] = ()


def _read_layers(path: Path) -> tuple[list[Page], Mapping[int, Page | None], list[Notice]]:
    """The text layer of every page, and the pages among them that hold glyph codes, decoded.

    Pages that cannot be interpreted have no words, and a notice.
    """
    layers: list[Page] = []
    notices: list[Notice] = []
    with open_text_layer(path) as pdf:
        pdf_pages = pages_of(pdf, path.name)
        for number, pdf_page in enumerate(pdf_pages, start=1):
            try:
                layers.append(read_page(pdf_page))
            except UnreadableInput as error:
                layers.append(Page(number, 0.0, 0.0))
                notices.append(
                    Notice("page-unreadable", "warning", f"The text layer is broken: {error}", page=number)
                )
        decoded = decode_pages(pdf_pages, layers)
    return layers, decoded, notices


def _look(pictures: PdfPictures, number: int) -> Drawn:
    try:
        return pictures.look(number)
    except RenderingFailed:
        return Drawn()


def _wanted(layer: Page, drawn: Drawn, verdict: Verdict, is_decoded: bool, mode: OcrMode) -> Wanted | None:
    """What of the page's picture is to be read, if the mode lets it."""
    number = layer.number
    if drawn.is_empty:
        return None
    known = layer.words if verdict.is_stamp else ()
    if mode == "always":
        return Wanted(number, drawn, known)
    is_sharp = drawn.has_page_picture and drawn.picture_dpi >= SHARP_DPI
    if is_decoded or (verdict.diagnosis == "wrong-language" and not is_sharp):
        return None
    if verdict.diagnosis != "ok":
        return Wanted(number, drawn, known)
    if verdict.is_ocr_layer:
        return Wanted(number, drawn) if is_sharp and is_swedish(word.text for word in layer.words) else None
    parts = unread_pictures(layer, drawn)
    return Wanted(number, drawn, parts=parts) if parts else None


def _with_pictures(layer: Page, verdict: Verdict, recognised: Recognised) -> _Outcome:
    """A page of sound text together with the words of the pictures on it."""
    number = layer.number
    read = recognised.pages.get(number)
    words = _believed(read.words, FEWEST_PICTURED) if read else ()
    if words:
        reason = f"{verdict.reason}, and words in a picture on it were read by OCR"
        reading = PageReading(number, verdict.diagnosis, reason, "combined", _confidence(words))
        said = f"Page {number} has a picture of text; its {len(words)} words were read by OCR: compare them."
        page = replace(layer, words=(*layer.words, *words))
        return _Outcome(page, reading, (Notice("picture-read", "warning", said, page=number),))
    reading = PageReading(number, verdict.diagnosis, verdict.reason, "text-layer")
    if read is not None:
        return _Outcome(layer, reading)
    why = recognised.failures.get(number, FORBIDDEN)
    said = f"Page {number} has a picture that may hold words; it was not read ({why}). Look at it."
    return _Outcome(layer, reading, (Notice("picture-not-read", "info", said, page=number),))


def _believed(words: Sequence[Word], fewest: int) -> tuple[Word, ...]:
    """The words that OCR found in a picture, if they are words at all and no patterns of a photograph."""
    sure = [word for word in words if (word.confidence or 0.0) >= SURE_WORD]
    return tuple(words) if len(sure) >= max(fewest, SURE_SHARE * len(words)) else ()


def _confidence(words: Sequence[Word]) -> float | None:
    known = [word.confidence for word in words if word.confidence is not None]
    return round(sum(known) / len(known), 4) if known else None


def _outcome(layer: Page, verdict: Verdict, recognised: Recognised) -> _Outcome:
    """What is delivered of one page: what OCR gave, else its text layer, else nothing and a notice."""
    number, diagnosis = layer.number, verdict.diagnosis
    page = recognised.pages.get(number)
    if page is not None and verdict.is_stamp:
        read = [word for word in page.words if word.origin == "ocr"]
        if not _believed(read, FEWEST_STAMPED):
            reason = "it has a text layer, and the picture behind it shows no words"
            return _Outcome(layer, PageReading(number, "ok", reason, "text-layer"))
    if page is not None and (page.words or not layer.words):
        if not page.words:
            reason = f"{verdict.reason}; nothing legible was found on it"
            return _Outcome(page, PageReading(number, diagnosis, reason, "nothing"))
        again = (
            "its picture is read again, for such layers run over columns" if _is_sound_layer(verdict) else ""
        )
        reason = "; ".join(filter(None, (verdict.reason, again, recognised.note)))
        read_by: ReadBy = "combined" if verdict.is_stamp else "ocr"
        reading = PageReading(number, diagnosis, reason, read_by, _confidence(page.words))
        return _Outcome(page, reading, _unread(page))
    failure = recognised.failures.get(number)
    damaged = diagnosis == "wrong-language"
    is_decoded = bool(layer.words) and layer.words[0].origin == "glyph-codes"
    read_by = "nothing"
    if layer.words:
        read_by = "glyph-codes" if is_decoded else "text-layer"
    reading = PageReading(number, diagnosis, verdict.reason, read_by, wants_restoration=damaged)
    if failure is not None and _is_sound_layer(verdict):
        reason = f"{verdict.reason}; its picture could not be read again ({failure})"
        return _Outcome(layer, replace(reading, reason=reason))
    if failure is None and (diagnosis == "ok" or damaged or is_decoded):
        return _Outcome(layer, reading)
    why = failure or FORBIDDEN
    cause = f"Page {number}: {verdict.reason}, and it could not be read by OCR ({why})"
    if layer.words and not verdict.is_stamp:
        said = f"{cause}. Its text layer is used as it is: compare it with the page."
        return _Outcome(layer, reading, (Notice("poor-text-layer", "warning", said, page=number),))
    held = "Only what was put on it" if layer.words else "Nothing of it"
    said = f"{cause}. {held} is in this report: type it in by hand, or scan it again."
    return _Outcome(layer, reading, (Notice("page-not-read", "error", said, page=number),))


def _unread(page: Page) -> tuple[Notice, ...]:
    """What to say of a page on which something looks like words and was not read."""
    if not page.unread:
        return ()
    first = page.unread[0]
    places = "place" if len(page.unread) == 1 else "places"
    said = (
        f"In {len(page.unread)} {places} of page {page.number} something looks like a word and was not read: "
        f"{first.top:.0f} points from the top, {first.x0:.0f} from the left, to begin with. Look there."
    )
    return (Notice("ink-not-read", "warning", said, page=page.number),)


def _is_sound_layer(verdict: Verdict) -> bool:
    """Whether it is what an OCR run in Swedish left over a picture."""
    return verdict.diagnosis == "ok" and verdict.is_ocr_layer


def _kind(verdicts: Sequence[Verdict], readings: Sequence[PageReading]) -> ReadingKind:
    """Where most of the pages' letters came from."""
    scans = sum(verdict.diagnosis == "no-text" for verdict in verdicts)
    layers = sum(verdict.is_ocr_layer for verdict in verdicts)
    rest = sum(reading.read_by != "nothing" for reading in readings) - scans - layers
    if max(scans, layers) <= max(0, rest):
        return "digital"
    return "scan" if scans >= layers else "ocr-layer"
