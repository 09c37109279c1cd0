"""A user's own words: names of streets, projects and people that no word list holds."""

from __future__ import annotations

from pathlib import Path

from ingest.errors import UnreadableInput


def users_words(path: Path | None) -> tuple[str, ...]:
    """The words of a user's list, one a line; blank lines and lines that begin with # are skipped.

    Raises:
        UnreadableInput: the list cannot be read, or is not UTF-8.
    """
    if path is None:
        return ()
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableInput(f"{path} cannot be read as UTF-8 text: {error}.") from error
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))
