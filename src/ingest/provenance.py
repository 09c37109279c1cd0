"""Where a report came from and how it was read: what a reader needs to trust or repeat it."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version

from ingest.model_version import model_version
from ingest.reading import PageReading, Reading
from ingest.settings import Settings
from ingest.source import SourceFile
from ingest.version import __version__
from schema.report import SourceKind

PDF_READERS = ("pdfplumber", "pdfminer.six")
"""Libraries whose version can change what is read from a text layer."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """The source of a report, before it becomes :class:`schema.Source`."""

    file: str
    sha256: str
    pages: int
    kind: SourceKind
    page_readings: tuple[PageReading, ...]
    versions: dict[str, str]
    settings: dict[str, str]


def describe(source: SourceFile, reading: Reading, settings: Settings) -> Provenance:
    """Everything that decided what was read: file, pages, versions, settings."""
    readers = PDF_READERS if source.is_pdf else ()
    return Provenance(
        file=source.name,
        sha256=source.sha256,
        pages=len(reading.page_readings),
        kind=reading.kind,
        page_readings=reading.page_readings,
        versions={
            "tertial": __version__,
            "models": model_version(),
            **{name: version(name) for name in readers},
            **dict(reading.versions),
        },
        settings=settings.as_text(),
    )
