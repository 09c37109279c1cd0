"""How far a batch is: a bar on a terminal, a plain line now and then in a log."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from ingest.archive.outcome import Outcome

SECONDS_A_LINE = 30.0
"""Between two lines in a log: often enough to see life, seldom enough for a night."""


class Progress:
    """Counts reports and pages as they are done. A context manager."""

    def __init__(self, total: int, *, quiet: bool = False) -> None:
        """``total`` is the number of reports that are to be read."""
        self._total = total
        self._quiet = quiet or total == 0
        self._begun = self._last_line = time.monotonic()
        self._done = self._pages = self._failed = 0
        self._bar: Bar | None = None

    def __enter__(self) -> Progress:
        """Show the bar, if this is a terminal."""
        if not self._quiet and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar

            self._bar = Bar(
                BarColumn(),
                TextColumn("{task.completed}/{task.total} reports"),
                TextColumn("{task.fields[more]}"),
                TimeRemainingColumn(),
                console=Console(stderr=True),
            )
            self._bar.add_task("", total=self._total, more="")
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()

    def add(self, outcome: Outcome) -> None:
        """Count a report that is done."""
        self._done += 1
        self._pages += outcome.pages or 0
        self._failed += outcome.name == "failed"
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[0], completed=self._done, more=self._numbers())
        elif not self._quiet and time.monotonic() - self._last_line >= SECONDS_A_LINE:
            self._last_line = time.monotonic()
            print(self.line(), file=sys.stderr, flush=True)

    def line(self) -> str:
        """The state as a line of a log."""
        left = self._seconds_left()
        return f"{self._done:,} of {self._total:,} reports, {self._numbers()}, {left / 60:.0f} min left"

    def _numbers(self) -> str:
        rate = self._done / max(time.monotonic() - self._begun, 1e-9)
        return f"{self._pages:,} pages, {rate:.1f} reports/s, {self._failed:,} failed"

    def _seconds_left(self) -> float:
        return (self._total - self._done) * (time.monotonic() - self._begun) / max(self._done, 1)
