"""The data set beside its reports: written anew when anything changed, each file put in its place whole."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError

from ingest.archive.contents import Contents, list_inputs
from ingest.archive.dataset import FORMATS, Format, file_names, write_dataset
from ingest.archive.index import Index
from ingest.archive.outcome import report_name
from ingest.archive.store import Store
from ingest.archive.versions import tool_version
from ingest.errors import CannotWrite, UnreadableInput
from schema import Report

STAGING = ".tertial-staging"
"""Where the files are written before they are moved to their places."""

NOTICES_SAID = 5
"""Notices about what a format could not hold that are said one by one; the workbook lists more."""


def publish(
    contents: Contents,
    index: Index,
    store: Store,
    formats: tuple[Format, ...],
    *,
    excel: bool,
    say: Callable[[str], None],
) -> None:
    """Write the tables, unless those that lie there are of the same contents.

    Raises:
        CannotWrite: the store does not take them.
        UnreadableInput: a file in reports/ was damaged from outside.
    """
    names = file_names(formats)
    fingerprint = _fingerprint(contents, index, names, excel=excel)
    if index.written() == (fingerprint, store.marks(names)):
        return
    index.forget_written()
    with _staging(store) as folder:
        try:
            notices = write_dataset(
                list_inputs(contents, index),
                lambda sha256: _read_back(store, sha256),
                folder,
                formats=formats,
                excel=excel,
            )
        except OSError as error:
            raise CannotWrite(f"the tables cannot be written in {folder} ({error.strerror}).") from error
        for name in names:
            store.take(folder / name, name)
    for name in set(file_names(FORMATS)) - set(names):
        store.remove(name)
    index.remember_written(fingerprint, store.marks(names))
    for notice in notices[:NOTICES_SAID]:
        say(notice)
    if len(notices) > NOTICES_SAID:
        say(f"and {len(notices) - NOTICES_SAID:,} more notices of this kind, in the workbook's sheet “about”")


def _fingerprint(contents: Contents, index: Index, names: tuple[str, ...], *, excel: bool) -> str:
    digest = hashlib.sha256(repr((tool_version(), names, excel)).encode())
    for listed in list_inputs(contents, index):
        outcome = listed.outcome
        line = (listed.path, listed.same_as, outcome.sha256, outcome.name, outcome.reason, outcome.file)
        digest.update(repr(line).encode())
    return digest.hexdigest()


def _read_back(store: Store, sha256: str) -> Report:
    name = report_name(sha256)
    try:
        return Report.model_validate_json(store.read(name))
    except (ValidationError, FileNotFoundError) as error:
        raise UnreadableInput(
            f"{store.place}/{name} was changed from outside: delete it and run the batch again."
        ) from error


@contextmanager
def _staging(store: Store) -> Iterator[Path]:
    if store.path is None:
        with tempfile.TemporaryDirectory(prefix="tertial-") as folder:
            yield Path(folder)
        return
    here = store.path / STAGING
    shutil.rmtree(here, ignore_errors=True)  # of a run that was killed
    here.mkdir()
    try:
        yield here
    finally:
        shutil.rmtree(here, ignore_errors=True)
