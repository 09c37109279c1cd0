"""Text dump → a reading: its text, its pages, and how the file was encoded."""

from __future__ import annotations

from pathlib import Path

from ingest.dump_lines import pages_of
from ingest.dump_text import decode
from ingest.reading import PageReading, Reading


def read_dump(path: Path) -> Reading:
    """Decode a text dump.

    Raises:
        UnreadableInput: it is binary, or in no encoding that can be told.
    """
    decoded = decode(path.read_bytes())
    numbers = range(1, len(pages_of(decoded.text)) + 1)
    return Reading(
        pages=(),
        page_readings=tuple(
            PageReading(page, "text", f"a text dump in {decoded.encoding}", "text") for page in numbers
        ),
        kind="text",
        notices=decoded.notices,
        text=decoded.text,
    )
