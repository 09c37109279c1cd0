"""Files are written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from ingest.errors import CannotWrite


def write_whole(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` by way of a temporary file beside it and a rename.

    A reader sees the old file or the new one, never half of it, also when the
    process is killed in between.

    Raises:
        CannotWrite: the folder or file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.", suffix=".part")
    except OSError as error:
        raise CannotWrite(_remedy(path, error)) from error
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        raise CannotWrite(_remedy(path, error)) from error
    finally:
        temporary.unlink(missing_ok=True)


def _umask() -> int:
    """The process's umask; mkstemp ignores it, and a shared data set must be readable as usual."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _remedy(path: Path, error: OSError) -> str:
    return f"{path} cannot be written ({error.strerror}): choose another folder."
