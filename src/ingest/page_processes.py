"""The processes that read scanned pages: started when a report looks like a scan, ended with it or later."""

from __future__ import annotations

import os
from contextlib import suppress
from types import TracebackType

from ingest.errors import ReadingFailed
from ingest.page_process import PageProcess


class PageProcesses:
    """Page processes, as many as are asked for. A context: at its end all are ended."""

    def __init__(self, most: int | None = None) -> None:
        """None is started yet.

        Args:
            most: at the same time; None: one a processor.
        """
        self.most = most or processors()
        self._started: list[PageProcess] = []

    def __enter__(self) -> PageProcesses:
        """Nothing is started yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        """End all."""
        self.stop()

    def start(self, count: int) -> list[PageProcess]:
        """So many of them, or as many as there may be, loading their libraries; this does not wait for it."""
        while len(self._started) < min(count, self.most):
            process = PageProcess()
            self._started.append(process)
            with suppress(ReadingFailed):  # each page then tries again, and tells why it cannot be read
                process.start()
        return self._started[:count]

    def stop(self) -> None:
        """End all."""
        for process in self._started:
            process.stop()


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
