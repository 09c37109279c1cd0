"""A child process that reads report after report under a time and a memory limit that really end it.

pebble starts, watches and ends the process; here are the limits, the ending
of what the process itself has started (tesseract), and its replacement.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import util
from typing import TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

Given = TypeVar("Given")
Result = TypeVar("Result")

REPORTS_A_PROCESS = 100
"""Reports after which a process is replaced, so that memory lost in native libraries comes back."""

_PRELOADED = ["pdfplumber", "ingest.pipeline", "ingest.reading", "ingest.archive.job"]
"""Imported once in the fork server; every child begins with them."""

_MARGIN_SECONDS = 30
"""Processor time above the time limit after which the kernel itself ends a child: for children
whose parent was killed and can watch no more."""

_ONE_THREAD = ("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")
"""Each child keeps to one thread: there is a child for every core."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one report may use."""

    seconds: float
    """Of time on the clock."""
    memory: int
    """Bytes a process may allocate; each program it starts may allocate as much. Linux only."""


class ChildEnded(Exception):
    """The child is gone before it was done; the message says why."""


class Child:
    """A process of its own for one report at a time. Not safe for several threads."""

    def __init__(self, limits: Limits) -> None:
        """Nothing is started until the first call."""
        self._limits = limits
        self._pool: ProcessPool | None = None
        self._process = 0
        self._calls = 0
        self._stopped = False

    def call(self, function: Callable[[Given], Result], given: Given) -> Result:
        """``function(given)``, run in the child; raises what it raises.

        Raises:
            ChildEnded: it took too long, or the process died.
        """
        try:
            pool = self._started()
            future: ProcessFuture[Result] = pool.schedule(
                _limited, args=(function, given, self._limits.seconds), timeout=self._limits.seconds
            )
            result = future.result()
        except TimeoutError as error:
            self.end()
            raise ChildEnded(f"it took longer than {self._limits.seconds:g} s") from error
        except ProcessExpired as error:
            self.end()
            raise ChildEnded(_cause_of_death(error.exitcode)) from error
        except (RuntimeError, OSError) as error:  # pebble's pool broke with its process
            self.end()
            raise ChildEnded(f"its process was lost ({error})") from error
        except MemoryError:
            self.end()  # what is left of such a process is not to be trusted
            raise
        self._calls += 1
        if self._calls == REPORTS_A_PROCESS:
            self.end()
        return result

    def stop(self) -> None:
        """End the process and all it started at once, for good; may be called from another thread."""
        self._stopped = True
        self._kill()

    def end(self) -> None:
        """Give the process up, with all it started; the next call starts another."""
        self._kill()
        pool, self._pool, self._process, self._calls = self._pool, None, 0, 0
        if pool is not None:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()

    def _kill(self) -> None:
        if self._process:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process, signal.SIGKILL)

    def _started(self) -> ProcessPool:
        if self._pool is None:
            context = multiprocessing.get_context("forkserver")
            context.set_forkserver_preload(_PRELOADED)
            for name in _ONE_THREAD:
                os.environ.setdefault(name, "1")
            _may_have_children()
            pool = ProcessPool(max_workers=1, initializer=_begin, initargs=(self._limits,), context=context)
            self._pool = pool
            self._process = pool.schedule(os.getpid).result()
        if self._stopped:
            raise RuntimeError("the run was stopped")
        return self._pool


class Children:
    """As many children as are needed at once; each call takes a free one."""

    def __init__(self, limits: Limits) -> None:
        """Children are started as calls come."""
        self._limits = limits
        self._lock = threading.Lock()
        self._free: list[Child] = []
        self._all: list[Child] = []
        # A process that ends waits for its children: they must be ended before.
        util.Finalize(None, self.stop, exitpriority=100)

    def call(self, function: Callable[[Given], Result], given: Given) -> Result:
        """As :meth:`Child.call`."""
        with self._lock:
            if not self._free:
                self._free.append(Child(self._limits))
                self._all.append(self._free[-1])
            child = self._free.pop()
        try:
            return child.call(function, given)
        finally:
            with self._lock:
                self._free.append(child)

    def stop(self) -> None:
        """End all of them at once and for good, in the middle of whatever they do."""
        with self._lock:
            for child in self._all:
                child.stop()

    def end(self) -> None:
        """Give up the children that are free."""
        with self._lock:
            for child in self._free:
                child.end()


def _begin(limits: Limits) -> None:
    """What a child does first: become the head of a process group, take its limits, watch its parent."""
    os.setpgid(0, 0)
    # What libraries log about odd PDFs names no file, and would tear the progress bar to pieces.
    logging.disable(logging.WARNING)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    if sys.platform == "linux":  # elsewhere the limit is not kept or counts address space
        import resource

        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        allowed = limits.memory if hard == resource.RLIM_INFINITY else min(limits.memory, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (allowed, hard))


def _end_with(parent: multiprocessing.process.BaseProcess) -> None:
    parent.join()
    os.killpg(0, signal.SIGKILL)


def _limited(function: Callable[[Given], Result], given: Given, seconds: float) -> Result:
    if sys.platform != "win32":
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        until = int(used.ru_utime + used.ru_stime + seconds) + _MARGIN_SECONDS
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(
            resource.RLIMIT_CPU, (until if hard == resource.RLIM_INFINITY else min(until, hard), hard)
        )
    return function(given)


def _cause_of_death(exitcode: int | None) -> str:
    if exitcode is not None and exitcode < 0:
        name = signal.Signals(-exitcode).name
        if name == "SIGKILL":
            return "its process was killed (SIGKILL): the machine may have run out of memory"
        return f"its process died of {name}: a native library crashed or the memory limit was met"
    return f"its process ended with code {exitcode}"


def _may_have_children() -> None:
    """Let a daemonic process start children.

    The workers of a Dask LocalCluster, and of ``dask worker`` by default, are
    daemonic, and multiprocessing refuses them children because these could
    outlive them. Ours cannot: each ends with its parent (`_end_with`).
    """
    multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]
