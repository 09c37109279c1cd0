"""The story: a report goes in, data comes out."""

from __future__ import annotations

import importlib
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.page_processes import PageProcesses
from ingest.settings import Settings
from ingest.source import open_source

if TYPE_CHECKING:
    from schema import Report

# Stages are imported where they begin: what reads dumps is not needed for PDFs, and of a scan the processes
# that read its pages load meanwhile, and the later stages while OCR reads.


def parse_report(
    path: Path | str, settings: Settings | None = None, processes: PageProcesses | None = None
) -> Report:
    """Read one follow-up report, a PDF or a text dump, into a checked :class:`schema.Report`.

    Args:
        path: the file.
        settings: what the user chose.
        processes: that read scanned pages, for those who read many reports: they start once, and stay when
            this one is read. None: processes of its own, which end with it.

    Raises:
        UnreadableInput: no PDF or text, or broken, encrypted, empty, illegible.
        NotAReport: legible, but none of the layouts of a follow-up fits.
        OcrUnavailable: it needs OCR, and there is none here.
    """
    settings = settings or Settings()
    source = open_source(Path(path))
    if source.is_pdf:
        at_hand = PageProcesses(settings.pages_at_once) if processes is None else nullcontext(processes)
        with at_hand as processes:
            if settings.ocr != "never":
                processes.start(source.page_pictures)
            from ingest.reading import read_pages

            reading = read_pages(source.path, settings, processes, meanwhile=_load_later_stages)
        from ingest.split import split_pages

        split = split_pages(reading.pages)
    else:
        from ingest.dump import split_dump
        from ingest.dump_reading import read_dump

        reading = read_dump(source.path)
        split = split_dump(reading.text)
    from ingest.assemble import assemble
    from ingest.provenance import describe
    from ingest.restoring import restore_texts

    restored = restore_texts(split, reading.damaged_pages, settings.lexicon)
    notices = [*reading.notices, *restored.notices]
    return assemble(split, restored.texts, describe(source, reading, settings), notices)


def _load_later_stages() -> None:
    """Load the stages after reading: a quarter of a second in which, on a scan, this process only waits."""
    for stage in ("split", "restoring", "provenance", "assemble"):
        importlib.import_module(f"ingest.{stage}")
