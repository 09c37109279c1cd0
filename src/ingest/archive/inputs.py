"""What lies below the folder: every PDF and text dump, in a fixed order, each with its content hash."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.archive.store import local_path
from ingest.errors import UnreadableInput

SUFFIXES = (".pdf", ".txt")
"""Endings of the files that are read, in small or capital letters."""

_REMOTE_MARKS = (
    "ETag",
    "etag",
    "md5Hash",
    "content_md5",
    "LastModified",
    "last_modified",
    "mtime",
    "updated",
)
"""What file systems of fsspec call the thing that changes with the content; the first there is taken."""


@dataclass(frozen=True, slots=True, order=True)
class InputFile:
    """A file that is to be read."""

    path: str
    """Below the folder that was given, parted by slashes, fit to be printed and stored as UTF-8."""
    location: str
    """Where to open it: a local path or a URL."""
    mark: str
    """Changes when the file does: its size and time of change, or what a remote store offers."""
    changed_ns: int = 0
    """Time of change in nanoseconds; 0 for remote files."""

    @property
    def name(self) -> str:
        """The file name without folders."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True, slots=True, order=True)
class Unreadable:
    """Something below the folder that cannot be looked into."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Inputs:
    """What was found, sorted by path."""

    files: tuple[InputFile, ...]
    unreadable: tuple[Unreadable, ...]


def find_inputs(source: str, leave_out: Path | None = None) -> Inputs:
    """Find every PDF and text dump below ``source`` (a folder, a file, or a URL of either).

    Hidden files and folders (names with a full stop in front, as macOS leaves
    them in archives) and the folder ``leave_out`` (the data set itself) are
    passed over. Links are followed; each folder is visited once, so loops of
    links end.

    Raises:
        UnreadableInput: there is nothing at ``source``.
    """
    path = local_path(source)
    if path is None:
        return Inputs(tuple(sorted(_find_remote(source))), ())
    found, unreadable = _find_local(path, leave_out)
    return Inputs(tuple(sorted(found)), tuple(sorted(unreadable)))


def hash_file(location: str) -> str:
    """SHA-256 of a file's content as hexadecimal digits; raises OSError."""
    path = local_path(location)
    if path is not None:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    import fsspec

    with fsspec.open(location, "rb") as remote:
        return hashlib.file_digest(remote, "sha256").hexdigest()


@contextmanager
def as_local_file(location: str, name: str) -> Iterator[Path]:
    """The file as a local one called ``name``: itself, a link to it, or a copy of a remote one."""
    path = local_path(location)
    if path is not None and path.name == name:
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="tertial-") as folder:
        here = Path(folder) / name
        if path is not None:
            here.symlink_to(path.absolute())
        else:
            import fsspec

            files, remote = fsspec.core.url_to_fs(location)
            files.get_file(remote, str(here))
        yield here


def printable(path: str) -> str:
    r"""``path`` with bytes that are no UTF-8 (names from old disks) written as \xNN.

    >>> printable("J\udcf6nk\udcf6ping.pdf")
    'J\\xf6nk\\xf6ping.pdf'
    """
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _find_local(source: Path, leave_out: Path | None) -> tuple[list[InputFile], list[Unreadable]]:
    if not source.exists():
        raise UnreadableInput(f"{source} does not exist: name a folder with reports, or one report.")
    found: list[InputFile] = []
    unreadable: list[Unreadable] = []
    if not source.is_dir():
        _look_at(source, source.name, found, unreadable)
        return found, unreadable
    visited = {_identity(leave_out)} if leave_out is not None and leave_out.exists() else set()
    waiting = [(source, "")]
    while waiting:
        folder, prefix = waiting.pop()
        try:
            identity = _identity(folder)
            if identity in visited:
                continue
            visited.add(identity)
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name, reverse=True)
        except OSError as error:
            unreadable.append(Unreadable(printable(prefix or "./"), f"cannot be listed: {error.strerror}"))
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir():
                waiting.append((Path(entry.path), f"{prefix}{entry.name}/"))
            elif entry.name.lower().endswith(SUFFIXES):
                _look_at(Path(entry.path), prefix + entry.name, found, unreadable)
    return found, unreadable


def _look_at(path: Path, name: str, found: list[InputFile], unreadable: list[Unreadable]) -> None:
    try:
        seen = path.stat()
    except OSError as error:
        unreadable.append(Unreadable(printable(name), f"cannot be opened: {error.strerror}"))
        return
    if not stat.S_ISREG(seen.st_mode):
        unreadable.append(Unreadable(printable(name), "is no ordinary file"))
        return
    found.append(
        InputFile(
            path=printable(name),
            location=os.path.abspath(path),  # noqa: PTH100 - Path.resolve would follow links to other names
            mark=f"{seen.st_size} {seen.st_mtime_ns}",
            changed_ns=seen.st_mtime_ns,
        )
    )


def _identity(folder: Path) -> tuple[int, int]:
    seen = folder.stat()
    return seen.st_dev, seen.st_ino


def _find_remote(source: str) -> Iterator[InputFile]:
    import fsspec

    try:
        files, root = fsspec.core.url_to_fs(source)
        listing: dict[str, dict[str, Any]] = files.find(root, detail=True)
    except (OSError, ImportError, ValueError) as error:
        raise UnreadableInput(f"{source} cannot be listed: {error}") from error
    if not listing:
        raise UnreadableInput(f"{source} does not exist or is empty: check the URL.")
    for name, seen in listing.items():
        below = name.removeprefix(str(root).rstrip("/")).lstrip("/") or name.rpartition("/")[2]
        if name.lower().endswith(SUFFIXES) and not any(part.startswith(".") for part in below.split("/")):
            mark = next((seen[key] for key in _REMOTE_MARKS if seen.get(key)), "")
            yield InputFile(path=below, location=files.unstrip_protocol(name), mark=f"{seen['size']} {mark}")
