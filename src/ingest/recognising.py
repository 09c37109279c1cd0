"""Pages to be read by OCR → pages of words, several at a time, each within its time and memory."""

from __future__ import annotations

import queue
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import OcrUnavailable, ReadingFailed
from ingest.page_process import PageJob, PageProcess
from ingest.page_processes import PageProcesses
from ingest.rendering import Drawn, RenderingFailed, open_pictures
from ingest.settings import Settings
from ingest.words import Box, Page, Word

if TYPE_CHECKING:
    from ingest.ink import Grey
    from ingest.tesseract import Engine, SheetWord


IN_HALVES = 2
"""Pages up to which each is read in two halves (:mod:`ingest.side_by_side`): of two pages one mostly holds
far more than the other. Of more it is the last one only: until then there is another one to read meanwhile,
and a second start of tesseract costs a sixteenth of a page. It hangs on the report alone, never on the
machine: halves may read otherwise than the whole."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page whose picture is to be read, or parts of it."""

    number: int
    """From 1."""
    drawn: Drawn
    known: tuple[Word, ...] = ()
    """Real text on the picture, which is kept as it is."""
    parts: tuple[Box, ...] = ()
    """Pictures on a page of text, as displayed; the page is otherwise not read. Empty: all of it is."""


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
    path: Path,
    chosen: Sequence[Wanted],
    settings: Settings,
    processes: PageProcesses,
    meanwhile: Callable[[], None] = lambda: None,
) -> Recognised:
    """Read the pictures of pages, several side by side as the settings say.

    Only the pages being read are held as pixels: memory does not grow with the length of the report.

    Args:
        path: the PDF.
        chosen: its pages to be read.
        settings: for how long each is read at most.
        processes: read them, as many at once as there may be.
        meanwhile: done while the first pages are being read; this process only waits for them.
    """
    if not chosen:
        return Recognised({}, {})
    # The processes load their libraries while tesseract is asked what it can do.
    started = processes.start(len(chosen))
    try:
        engine, version, note = _chosen_engine()
    except OcrUnavailable as error:
        return Recognised({}, {wanted.number: str(error) for wanted in chosen}, error)
    read = partial(read_page_picture, seconds=settings.page_seconds, engine=engine)
    halved = len(chosen) if len(chosen) <= IN_HALVES else 1
    hands = [0] * (len(chosen) - halved) + [processes.most if version[0] == "tesseract" else 0] * halved
    jobs = [
        PageJob(path, page.number, partial(read, wanted=page, hands=many), settings.page_seconds)
        for page, many in zip(chosen, hands, strict=True)
    ]
    results = _read_side_by_side(jobs, started, meanwhile)
    # Its types need NumPy, which digital reports do not.
    from ingest.letter_sizes import with_one_text_size

    numbers = [wanted.number for wanted in chosen]
    pages = {number: page for number, page in zip(numbers, results, strict=True) if isinstance(page, Page)}
    return Recognised(
        with_one_text_size(pages),
        {number: why for number, why in zip(numbers, results, strict=True) if isinstance(why, str)},
        versions=(version,),
        note=note,
    )


def _chosen_engine() -> tuple[Engine, tuple[str, str], str]:
    """The engine there is, its name and version, and what to say of the pages that it reads.

    Raises:
        OcrUnavailable: there is none.
    """
    from ingest import tesseract  # digital reports do not need it

    try:
        version = tesseract.require_tesseract()
        return partial(read_by_tesseract, program=tesseract.PROGRAM), ("tesseract", version), ""
    except OcrUnavailable:
        from ingest import rapid_engine

        installed = rapid_engine.installed_version()
        if installed is None:
            raise
    note = "read by RapidOCR, as tesseract with its Swedish model is not here"
    return rapid_engine.read_sheet, ("rapidocr", installed), note


def read_by_tesseract(sheet: Grey, seconds: float, *, program: str) -> tuple[SheetWord, ...]:
    """What tesseract reads on a narrower sheet; lines it passed over are read once more, in their width.

    Raises:
        ReadingFailed: it gave nothing.
    """
    # Loaded by the processes that read pages only: this one names the engine before NumPy is there.
    from ingest.narrowing import read_narrower
    from ingest.second_reading import read_twice
    from ingest.tesseract import read_sheet

    plain = partial(read_sheet, program=program)
    return read_twice(sheet, seconds, engine=partial(read_narrower, engine=plain), again=plain)


def read_page_picture(
    path: Path, number: int, *, wanted: Wanted, seconds: float, engine: Engine, hands: int = 0
) -> Page:
    """Draw a page and read it, or only its parts; runs in a process of its own.

    With ``hands`` it is read in halves, so many of them at once.

    Raises:
        ReadingFailed: it cannot be drawn, or the engine gave nothing.
    """
    import cv2

    from ingest.ocr import read_part, read_picture
    from ingest.side_by_side import in_two

    cv2.setNumThreads(1)  # there is a process for every core
    if hands:
        engine = in_two(engine, hands)
    try:
        with open_pictures(path) as pictures:
            picture = pictures.render(number, wanted.drawn)
    except RenderingFailed as error:
        raise ReadingFailed(str(error)) from error
    if not wanted.parts:
        return read_picture(picture, number, seconds, engine, wanted.known)
    words = [word for part in wanted.parts for word in read_part(picture, part, number, seconds, engine)]
    return Page(number, 0.0, 0.0, tuple(words))


def _read_side_by_side(
    jobs: Sequence[PageJob], processes: Sequence[PageProcess], meanwhile: Callable[[], None]
) -> list[Page | str]:
    """A page for each job, or why there is none."""
    free: queue.SimpleQueue[PageProcess] = queue.SimpleQueue()
    for process in processes:
        free.put(process)

    def read(job: PageJob) -> Page | str:
        process = free.get()
        try:
            return process.read(job)
        except ReadingFailed as error:
            return str(error)
        finally:
            free.put(process)

    with ThreadPoolExecutor(len(processes)) as pool:
        try:
            pages = pool.map(read, jobs)
            meanwhile()
            return list(pages)
        except BaseException:
            for process in processes:  # before the threads are waited for: an interrupt waits for no page
                process.stop()
            raise
