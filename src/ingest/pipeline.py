"""The story: a report goes in, data comes out."""

from __future__ import annotations

from pathlib import Path

from ingest.assemble import assemble
from ingest.provenance import describe
from ingest.reading import read_pages
from ingest.restoring import restore_texts
from ingest.settings import Settings
from ingest.source import open_source
from ingest.split import split_pages
from schema import Report


def parse_report(path: Path | str, settings: Settings | None = None) -> Report:
    """Read one follow-up report, a PDF or a text dump, into a checked :class:`schema.Report`.

    Raises:
        UnreadableInput: no PDF or text, or broken, encrypted, empty, illegible.
        NotAReport: legible, but none of the layouts of a follow-up fits.
        OcrUnavailable: it needs OCR, and there is none here.
    """
    settings = settings or Settings()
    source = open_source(Path(path))
    if source.is_pdf:
        reading = read_pages(source.path, settings)
        split = split_pages(reading.pages)
    else:
        # What reads dumps takes a tenth of a second to load; PDFs do not need it.
        from ingest.dump import split_dump
        from ingest.dump_reading import read_dump

        reading = read_dump(source.path)
        split = split_dump(reading.text)
    restored = restore_texts(split, reading.damaged_pages, settings.lexicon)
    notices = [*reading.notices, *restored.notices]
    return assemble(split, restored.texts, describe(source, reading, settings), notices)
