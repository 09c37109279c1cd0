"""From a follow-up report (PDF or text dump) to a checked :class:`schema.Report`.

Public names: :func:`parse_report`, :class:`Settings`, :class:`PageProcesses`, :func:`restore` and the
error tree. They are imported on first use, so that ``import ingest`` is cheap.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.errors import (
        CannotWrite,
        EncryptedInput,
        NotAReport,
        NothingLegible,
        OcrUnavailable,
        TertialError,
        UnreadableInput,
    )
    from ingest.page_processes import PageProcesses
    from ingest.pipeline import parse_report
    from ingest.restoration import restore
    from ingest.settings import Settings

_HOMES = {
    "PageProcesses": "ingest.page_processes",
    "parse_report": "ingest.pipeline",
    "restore": "ingest.restoration",
    "Settings": "ingest.settings",
    "TertialError": "ingest.errors",
    "UnreadableInput": "ingest.errors",
    "EncryptedInput": "ingest.errors",
    "NothingLegible": "ingest.errors",
    "NotAReport": "ingest.errors",
    "OcrUnavailable": "ingest.errors",
    "CannotWrite": "ingest.errors",
}

__all__ = [
    "CannotWrite",
    "EncryptedInput",
    "NotAReport",
    "NothingLegible",
    "OcrUnavailable",
    "PageProcesses",
    "Settings",
    "TertialError",
    "UnreadableInput",
    "parse_report",
    "restore",
]


def __getattr__(name: str) -> object:
    """Import a public name when it is first used (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
