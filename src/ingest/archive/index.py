"""What earlier runs found out, so that a run with nothing to do opens no report.

The index is a cache beside the data set. The truth is in reports/: an index
that is missing, old or of another version is rebuilt from there.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ingest.archive.inputs import InputFile
from ingest.archive.outcome import Outcome
from ingest.archive.store import Store
from ingest.errors import CannotWrite

INDEX = ".tertial-index.sqlite"

_VERSION = 1
"""Of the index's own tables; another one is thrown away."""

_SAME_TICK_NS = 2_000_000_000
"""A file changed less than this before it was hashed may change again without its time
of change showing it: FAT and some network disks count in steps of two seconds."""

_TABLES = """
CREATE TABLE inputs (location TEXT PRIMARY KEY, mark TEXT, sha256 TEXT, hashed_ns INTEGER);
CREATE TABLE outcomes (
    sha256 TEXT PRIMARY KEY, name TEXT, file TEXT, reason TEXT, pages INTEGER, errors INTEGER,
    warnings INTEGER, versions TEXT, settings TEXT
);
CREATE TABLE written (fingerprint TEXT, files TEXT);
"""


class Index:
    """One SQLite file, held by one run at a time. Survives SIGKILL at any moment."""

    def __init__(self, folder: Path) -> None:
        """Open or make the index of the data set in ``folder``.

        Raises:
            CannotWrite: another run holds it, or the folder cannot be written.
        """
        path = folder / INDEX
        try:
            self._open(path)
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise CannotWrite(
                    f"another `tertial batch` is writing {folder}: wait for its end, or choose another --out."
                ) from error
            raise CannotWrite(f"{path} cannot be written ({error}): choose another --out.") from error
        except sqlite3.DatabaseError:  # damaged: all it knew can be found out again
            with suppress(AttributeError):
                self._connection.close()
            path.unlink()
            self._open(path)

    def _open(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, timeout=0, isolation_level=None)
        self._connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        self._connection.execute("PRAGMA journal_mode=WAL")
        # A power cut may cost the last commits, never the file: they are found out again.
        self._connection.execute("PRAGMA synchronous=NORMAL")
        self._connection.execute("BEGIN EXCLUSIVE")
        if self._connection.execute("PRAGMA user_version").fetchone() != (_VERSION,):
            tables = self._connection.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall()
            for (name,) in tables:
                self._connection.execute(f'DROP TABLE "{name}"')
            for statement in _TABLES.strip().split(";\n"):
                self._connection.execute(statement)
            self._connection.execute(f"PRAGMA user_version={_VERSION}")
        self._connection.execute("COMMIT")

    def known_hash(self, file: InputFile) -> str | None:
        """The content hash of a file that has not changed since it was taken."""
        row = self._connection.execute(
            "SELECT sha256, hashed_ns FROM inputs WHERE location = ? AND mark = ?", (_key(file), file.mark)
        ).fetchone()
        if row is None or (file.changed_ns and file.changed_ns + _SAME_TICK_NS > row[1]):
            return None
        return str(row[0])

    def remember_hashes(self, hashes: Iterable[tuple[InputFile, str]]) -> None:
        """Keep content hashes that were taken just now."""
        now = time.time_ns()
        self._connection.execute("BEGIN")
        self._connection.executemany(
            "INSERT OR REPLACE INTO inputs VALUES (?, ?, ?, ?)",
            ((_key(file), file.mark, sha256, now) for file, sha256 in hashes),
        )
        self._connection.execute("COMMIT")

    def outcome(self, sha256: str) -> Outcome | None:
        """How reading this content ended last time."""
        row = self._connection.execute("SELECT * FROM outcomes WHERE sha256 = ?", (sha256,)).fetchone()
        if row is None:
            return None
        digest, name, file, reason, pages, errors, warnings, versions, settings = row
        return Outcome(
            digest, name, file, reason, pages, errors, warnings, json.loads(versions), json.loads(settings)
        )

    def remember(self, outcome: Outcome) -> None:
        """Keep an outcome."""
        self._connection.execute(
            "INSERT OR REPLACE INTO outcomes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                outcome.sha256,
                outcome.name,
                outcome.file,
                outcome.reason,
                outcome.pages,
                outcome.errors,
                outcome.warnings,
                json.dumps(outcome.versions, sort_keys=True),
                json.dumps(outcome.settings, sort_keys=True),
            ),
        )

    def written(self) -> tuple[str, dict[str, str]]:
        """Fingerprint of the data set that was written last, and the mark of each of its files."""
        row = self._connection.execute("SELECT fingerprint, files FROM written").fetchone()
        return (row[0], json.loads(row[1])) if row else ("", {})

    def forget_written(self) -> None:
        """From now on the data set is not what was written last."""
        self._connection.execute("DELETE FROM written")

    def remember_written(self, fingerprint: str, files: dict[str, str]) -> None:
        """Keep what :meth:`written` tells."""
        self._connection.execute("BEGIN")
        self._connection.execute("DELETE FROM written")
        self._connection.execute(
            "INSERT INTO written VALUES (?, ?)", (fingerprint, json.dumps(files, sort_keys=True))
        )
        self._connection.execute("COMMIT")

    def close(self) -> None:
        """Let the index go."""
        self._connection.close()


@contextmanager
def open_index(store: Store) -> Iterator[Index]:
    """The index of a data set; of a remote one a copy, put back at the end.

    Raises:
        CannotWrite: as :class:`Index`.
    """
    if store.path is not None:
        index = Index(store.path)
        try:
            yield index
        finally:
            index.close()
        return
    with tempfile.TemporaryDirectory(prefix="tertial-") as folder:
        with suppress(FileNotFoundError):
            (Path(folder) / INDEX).write_bytes(store.read(INDEX))
        index = Index(Path(folder))
        try:
            yield index
        finally:
            index.close()
            store.take(Path(folder) / INDEX, INDEX)


def _key(file: InputFile) -> bytes:
    return file.location.encode("utf-8", "surrogateescape")
