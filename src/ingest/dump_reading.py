"""Text dump → a reading: its text, its pages, and how the file was encoded."""

from __future__ import annotations

from pathlib import Path

from ingest.dump_lines import pages_of
from ingest.dump_text import decode
from ingest.reading import PageReading, Reading
from ingest.restoration import damage


def read_dump(path: Path) -> Reading:
    """Decode a text dump.

    Raises:
        UnreadableInput: it is binary, or in no encoding that can be told.
    """
    decoded = decode(path.read_bytes())
    numbers = range(1, len(pages_of(decoded.text)) + 1)
    lost = damage(decoded.text)
    return Reading(
        pages=(),
        page_readings=tuple(
            PageReading(
                page,
                diagnosis="wrong-language" if lost else "text",
                reason=f"a text dump in {decoded.encoding}: {lost.reason}",
                read_by="text",
                wants_restoration=bool(lost),
            )
            for page in numbers
        ),
        kind="text",
        notices=decoded.notices,
        text=decoded.text,
    )
