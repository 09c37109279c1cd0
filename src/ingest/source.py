"""The input file: what it is, before anything is read from it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import UnreadableInput

PDF_MARK = b"%PDF-"
PDF_MARK_WITHIN = 1024
"""Readers accept the mark within the first 1,024 bytes (ISO 32000-1, annex H.3.4.1, note 13)."""


PICTURE_WIDTH = re.compile(rb"/Width\s+(\d{3,5})\b")
"""As dictionaries of pictures have it; they are never compressed (ISO 32000-1, 7.5.7: a stream stands in no
object stream)."""

PAGE_WIDTH = 800
"""Pixels from which a picture may be a page: A4 at 100 dpi is 827 wide."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file on disk that is about to be read."""

    path: Path
    sha256: str
    """Of the whole content, as hexadecimal digits."""
    is_pdf: bool
    """True for a PDF by its mark; anything else is tried as a text dump."""
    page_pictures: int = 0
    """Pictures in a PDF that are wide enough for a page, at a glance. A guess how many pages are scans: of
    a wrong one the results do not depend, only when the processes that read them start."""

    @property
    def name(self) -> str:
        """The file name without folders."""
        return self.path.name


def open_source(path: Path) -> SourceFile:
    """Look at a file.

    Raises:
        UnreadableInput: it is missing, a folder, empty or may not be read.
    """
    try:
        data = path.read_bytes()
    except IsADirectoryError as error:
        raise UnreadableInput(f"{path} is a folder: name the files in it, or use `tertial batch`.") from error
    except FileNotFoundError as error:
        raise UnreadableInput(f"{path} does not exist: check the name.") from error
    except OSError as error:
        raise UnreadableInput(f"{path} cannot be read ({error.strerror}): check its permissions.") from error
    if not data.strip():
        raise UnreadableInput(f"{path.name} is empty: download it again.")
    return SourceFile(
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        is_pdf=PDF_MARK in data[: PDF_MARK_WITHIN + len(PDF_MARK)],
        page_pictures=sum(int(width) >= PAGE_WIDTH for width in PICTURE_WIDTH.findall(data)),
    )
