"""A process of its own that reads page pictures, one at a time, and that a time limit really ends.

Drawing and cleaning a page are calls into native libraries, which no thread can interrupt and which may
crash on a broken file: so they run, with tesseract, in a process that is killed with all it started. It
is started by a command, as :mod:`multiprocessing` would run the caller's main module again.
"""

from __future__ import annotations

import importlib
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import ReadingFailed
from ingest.words import Page

START_SECONDS = 60.0
"""Time the process may take to start; on an idle machine it takes less than one."""

MOST_MEMORY = 3 * 2**30
"""Bytes that the process may allocate, and tesseract as many: a small file may unpack to a huge picture.
A page of 24 million pixels, the largest drawn, takes less than a third of it. Kept on Linux only."""

ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}
"""There is a process for every core, and NumPy starts in half the time without a pool of threads."""

KEPT_MEMORY = {"MALLOC_MMAP_THRESHOLD_": str(2**30), "MALLOC_TRIM_THRESHOLD_": str(2**28)}
"""Bytes that glibc keeps for the next picture instead of giving them back to the system, which clears them
page by page: a sixth of the time that a page takes beside tesseract. Other systems ignore it."""

_COMMAND = (sys.executable, "-P", "-c", "import ingest.page_process as p; p.serve()")


@dataclass(frozen=True, slots=True)
class PageJob:
    """One page to be read."""

    path: Path
    number: int
    """From 1."""
    read: Callable[[Path, int], Page]
    """Does it, in the process: a function of a module or a partial one. May raise ReadingFailed."""
    seconds: float
    """After these the process is killed with all it started."""


class PageProcess:
    """The caller's end. The process starts by the first page, and anew after one that failed it."""

    def __init__(self) -> None:
        """Nothing is started yet."""
        self._process: subprocess.Popen[bytes] | None = None
        self._is_ready = False
        self._stopped = False

    def start(self) -> None:
        """Let the process load its libraries; this does not wait for it.

        Raises:
            ReadingFailed: the system starts no process.
        """
        environment = (
            os.environ | ONE_THREAD | KEPT_MEMORY | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        )
        try:
            self._process = subprocess.Popen(
                _COMMAND,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=environment,
                start_new_session=True,
            )
        except OSError as error:
            raise ReadingFailed(f"no process can be started to read it ({error})") from error
        self._is_ready = False
        if self._stopped:
            kill_with_children(self._process)

    def read(self, job: PageJob) -> Page:
        """The words on a page.

        Raises:
            ReadingFailed: the page cannot be read, the time was over, or the process died.
        """
        if self._process is None:
            self.start()
        if not self._is_ready:
            self._answer(START_SECONDS, "the process that reads pages did not start")
            self._is_ready = True
        self._send(job)
        answer = self._answer(job.seconds, "reading it did not finish")
        if isinstance(answer, Page):
            return answer
        raise ReadingFailed(str(answer))

    def stop(self) -> None:
        """End the process and all it started, for good; may be called from another thread."""
        self._stopped = True
        process = self._process
        if process is not None:
            kill_with_children(process)
            process.wait()

    def _send(self, job: PageJob) -> None:
        assert self._process is not None and self._process.stdin is not None
        with suppress(BrokenPipeError):  # it died since its last page: told when its answer is missing
            pickle.dump(job, self._process.stdin)
            self._process.stdin.flush()

    def _answer(self, seconds: float, late: str) -> object:
        """What the process says next; it is ended if that takes too long."""
        process = self._process
        assert process is not None and process.stdout is not None
        over = threading.Event()

        def end() -> None:
            over.set()
            kill_with_children(process)

        timer = threading.Timer(seconds, end)
        timer.start()
        try:
            return pickle.load(process.stdout)
        except (EOFError, pickle.UnpicklingError) as error:
            kill_with_children(process)
            code = process.wait()
            if over.is_set():
                raise ReadingFailed(f"{late} within {seconds:g} seconds") from error
            raise ReadingFailed(f"the process that read it died ({_cause_of_death(code)})") from error
        finally:
            timer.cancel()
            if over.is_set() or process.poll() is not None:
                self._close(process)

    def _close(self, process: subprocess.Popen[bytes]) -> None:
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        process.wait()
        self._process = None


def kill_with_children(process: subprocess.Popen[bytes]) -> None:
    """End a process that leads a session of its own, with all it started."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


def _cause_of_death(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    name = signal.Signals(-code).name
    return f"{name}: out of memory, or a native library crashed" if name != "SIGTERM" else name


def serve() -> None:
    """The process itself: reads jobs from standard input, writes answers to standard output."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print must not stand between the answers
    jobs: queue.SimpleQueue[PageJob] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(jobs,), daemon=True).start()
    _set_limits()
    _load()
    answer: object = "ready"
    while True:
        pickle.dump(answer, answers)
        answers.flush()
        job = jobs.get()
        try:
            answer = job.read(job.path, job.number)
        except ReadingFailed as error:
            answer = str(error)
        except MemoryError:
            answer = f"it takes more than {MOST_MEMORY >> 30} GiB of memory"
        except Exception as error:  # a bug of ours or of a library costs this page only, and is named
            answer = f"a bug: {type(error).__name__}: {error}"


def _load() -> None:
    """Load what takes long before the time of the first page begins."""
    # pytesseract loads pandas where it is installed, for tables of a type that nobody asks for here: twice as
    # long as all else that a page needs. It is hidden from this process alone.
    sys.modules["pandas"] = None  # type: ignore[assignment]
    for name in (
        "pytesseract",
        "ingest.ocr",
        "ingest.second_reading",
        "ingest.narrowing",
        "ingest.side_by_side",
    ):
        importlib.import_module(name)


def _listen(jobs: queue.SimpleQueue[PageJob]) -> None:
    """Take jobs; when the caller is gone, end at once, even in the middle of a page."""
    try:
        while True:
            jobs.put(pickle.load(sys.stdin.buffer))
    finally:
        if hasattr(os, "killpg"):
            os.killpg(0, signal.SIGKILL)
        os._exit(1)


def _set_limits() -> None:
    if sys.platform == "linux":  # elsewhere the limit of memory is not kept or counts address space
        import resource

        # A batch limits the processor time of its child to one report's; this process reads many of them,
        # and each page has a time limit of its own.
        most = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (most, most))
        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        allowed = MOST_MEMORY if hard == resource.RLIM_INFINITY else min(MOST_MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (allowed, hard))
