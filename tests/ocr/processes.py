"""Whether a process is still there."""

from __future__ import annotations

from pathlib import Path


def is_gone(process: int) -> bool:
    """Whether it ended; nobody may have waited for it yet. Linux only."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return True
    return state.rpartition(")")[2].split()[0] == "Z"
