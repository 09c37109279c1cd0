"""Whether a report was read by what would read it now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import metadata

from ingest.errors import OcrUnavailable
from ingest.model_version import model_version
from ingest.settings import Settings
from ingest.version import __version__

TOOL = "tertial"


def tool_version() -> str:
    """Version of the tool; a function, so that a cluster's workers can be asked too."""
    return __version__


@cache
def version_now(name: str) -> str | None:
    """Version of a program that would read a report now; None where that cannot be told."""
    if name == TOOL:
        return __version__
    if name == "models":
        return model_version()
    if name == "tesseract":
        return _tesseract_version()
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _tesseract_version() -> str | None:
    from ingest.tesseract import require_tesseract

    try:
        return require_tesseract()
    except OcrUnavailable:
        return None


def differences(
    versions: Mapping[str, str],
    settings: Mapping[str, str],
    wanted: Settings,
    now: Callable[[str], str | None] = version_now,
) -> str:
    """What has changed since a report was read, as text; empty if nothing has.

    Only what a report was read by counts: one that needed no OCR does not
    depend on the version of tesseract.

    >>> differences({"tertial": "0.1", "lost": "3"}, {}, Settings(), {"tertial": "0.2"}.get)
    'tertial 0.1, now 0.2'
    """
    changes = [
        f"{name} {before}, now {now(name)}"
        for name, before in sorted(versions.items())
        if now(name) not in (None, before)
    ]
    changes += [
        f"{name} {settings[name]}, now {value}"
        for name, value in sorted(wanted.as_text().items())
        if settings.get(name, value) != value
    ]
    return "; ".join(changes)
