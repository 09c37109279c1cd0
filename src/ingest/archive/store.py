"""Where a data set lies: a local folder, or any place that fsspec knows by a URL (s3://, sftp://, …)."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.errors import CannotWrite
from ingest.writing import write_whole

LEFTOVERS = ".*.part"
"""Temporary files of `ingest.writing` that a killed run left behind."""


def local_path(place: str) -> Path | None:
    """The path of a local place (a path or a file:// URL), None for any other URL."""
    if place.startswith("file://"):
        from urllib.parse import unquote, urlsplit

        return Path(unquote(urlsplit(place).path))
    return None if "://" in place else Path(place)


@dataclass(frozen=True, slots=True)
class Store:
    """A folder that files are put into whole. Only the place is kept, so it travels to other machines."""

    place: str
    """An absolute path or a URL."""

    @property
    def path(self) -> Path | None:
        """The folder, where it is a local one."""
        return local_path(self.place)

    def write(self, name: str, data: bytes) -> None:
        """Write a file whole or not at all.

        Raises:
            CannotWrite: the place does not take it.
        """
        if self.path is not None:
            write_whole(self.path / name, data)
            return
        files, root = self._remote()
        try:
            files.pipe_file(f"{root}/{name}", data)  # object stores show an object when it is complete
        except OSError as error:
            raise CannotWrite(f"{self.place}/{name} cannot be written ({error}).") from error

    def take(self, file: Path, name: str) -> None:
        """Move a finished local file into the store.

        Raises:
            CannotWrite: the place does not take it.
        """
        try:
            if self.path is not None:
                shutil.move(file, self.path / name)
            else:
                files, root = self._remote()
                files.put_file(str(file), f"{root}/{name}")
                file.unlink()
        except OSError as error:
            raise CannotWrite(f"{self.place}/{name} cannot be written ({error}).") from error

    def read(self, name: str) -> bytes:
        """The content of a file; raises FileNotFoundError."""
        if self.path is not None:
            return (self.path / name).read_bytes()
        files, root = self._remote()
        data: bytes = files.cat_file(f"{root}/{name}")
        return data

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""
        try:
            if self.path is not None:
                (self.path / name).unlink()
            else:
                files, root = self._remote()
                files.rm_file(f"{root}/{name}")
        except FileNotFoundError:
            pass
        except OSError as error:
            raise CannotWrite(f"{self.place}/{name} cannot be removed ({error}).") from error

    def marks(self, names: tuple[str, ...]) -> dict[str, str]:
        """What shows that files were changed from outside: size and time; of remote ones that they exist."""
        if self.path is None:
            return dict.fromkeys(sorted(self.names("") & set(names)), "")
        marks = {}
        for name in names:
            try:
                seen = (self.path / name).stat()
            except FileNotFoundError:
                continue
            marks[name] = f"{seen.st_size} {seen.st_mtime_ns}"
        return marks

    def names(self, folder: str) -> frozenset[str]:
        """Names of the files in a folder, empty if there is none."""
        try:
            if self.path is not None:
                return frozenset(file.name for file in (self.path / folder).iterdir())
            files, root = self._remote()
            return frozenset(name.rpartition("/")[2] for name in files.ls(f"{root}/{folder}", detail=False))
        except FileNotFoundError:
            return frozenset()

    def prepare(self, folder: str) -> None:
        """Make the folder and clear away what a killed run left half-written in it.

        Raises:
            CannotWrite: the folder cannot be made.
        """
        if self.path is None:
            return
        try:
            (self.path / folder).mkdir(parents=True, exist_ok=True)
            for leftover in (self.path / folder).glob(LEFTOVERS):
                leftover.unlink()
        except OSError as error:
            raise CannotWrite(f"{self.path / folder} cannot be written ({error.strerror}).") from error

    def _remote(self) -> tuple[Any, str]:
        import fsspec

        files, root = fsspec.core.url_to_fs(self.place)
        return files, str(root).rstrip("/")


def open_store(place: str) -> Store:
    """The store at a path or URL; a path is made absolute, so that other processes find it too."""
    path = local_path(place)
    return Store(place if path is None else str(path.absolute()))
