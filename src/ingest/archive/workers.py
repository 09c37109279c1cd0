"""Who does the work: threads of this machine, each with a child process, or a Dask cluster's workers.

Both run the same function on the same value, through the executor interface
of the standard library.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from ingest.archive.isolation import ChildEnded, Children, Limits
from ingest.archive.job import Job, read_report
from ingest.archive.outcome import Outcome
from ingest.errors import CannotWrite, UsageError

Given = TypeVar("Given")
Result = TypeVar("Result")

AHEAD = 2
"""Tasks handed out for each that can run at once: the next one waits where it will run."""

_children: dict[Limits, Children] = {}
_children_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class LimitedJob:
    """A report to read, and what reading it may use."""

    job: Job
    limits: Limits


def read_isolated(limited: LimitedJob) -> Outcome:
    """Read a report in a child of this process. Whatever happens to the child becomes an outcome.

    Raises:
        CannotWrite: the store takes nothing.
    """
    with _children_lock:
        children = _children.setdefault(limited.limits, Children(limited.limits))
    job = limited.job
    try:
        return children.call(read_report, job)
    except ChildEnded as error:
        reason = str(error)
    except MemoryError:
        reason = f"it needs more than {limited.limits.memory / 2**20:,.0f} MB of memory: raise --memory"
    return Outcome(job.sha256, "failed", job.file, reason=reason)


def stop_children() -> None:
    """End every child of this process, in the middle of whatever it does."""
    with _children_lock:
        for children in _children.values():
            children.stop()
        _children.clear()


class Workers(Protocol):
    """What a batch needs of its workers."""

    executor: Executor
    at_once: int
    """How many tasks run at the same time."""

    def stop(self) -> None:
        """Give up at once, within two seconds."""

    def close(self) -> None:
        """Finish in peace."""


class LocalWorkers:
    """Threads of this process."""

    def __init__(self, jobs: int) -> None:
        """``jobs`` reports are read at once."""
        self.at_once = jobs
        self.executor: Executor = ThreadPoolExecutor(jobs, thread_name_prefix="tertial")

    def stop(self) -> None:
        """End the children; the threads end with them."""
        self.executor.shutdown(wait=False, cancel_futures=True)
        stop_children()

    def close(self) -> None:
        """Let the children go."""
        self.executor.shutdown(wait=True)
        stop_children()


class ClusterWorkers:
    """Workers of a Dask cluster; the package is installed there in the same version."""

    def __init__(self, address: str) -> None:
        """Connect to the scheduler at ``address`` (tcp://host:8786).

        Raises:
            ClusterUnavailable: distributed is not installed, nobody answers, or the versions differ.
        """
        if "://" not in address:
            raise ClusterUnavailable(f"{address} is no Dask scheduler: give its URL, tcp://host:8786.")
        try:
            import distributed
        except ImportError as error:
            raise ClusterUnavailable(
                "--scheduler needs the package distributed: install tertial[cluster]."
            ) from error
        try:
            connect: Any = distributed.Client  # its methods are not typed
            self._client = connect(address, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:
            raise ClusterUnavailable(f"no Dask scheduler answers at {address}: {error}") from error
        self._compare_versions()
        self.at_once = max(1, sum(self._client.nthreads().values()))
        # A result may differ although the arguments are the same (a failure): never taken from a cache.
        self.executor: Executor = self._client.get_executor(pure=False)

    def stop(self) -> None:
        """Cancel what has not begun; what runs ends by its own time limit."""
        self.executor.shutdown(wait=False)
        self._client.close(timeout=1)

    def close(self) -> None:
        """Let the workers' children go, and the cluster."""
        self._client.run(stop_children, on_error="ignore")
        self._client.close()

    def _compare_versions(self) -> None:
        from ingest.archive.versions import tool_version

        here = tool_version()
        for worker, there in self._client.run(tool_version).items():
            if there != here:
                self._client.close()
                raise ClusterUnavailable(
                    f"the worker {worker} has tertial {there}, this machine {here}: install the same version."
                )


CONNECT_SECONDS = 10
"""For the scheduler to answer."""


class ClusterUnavailable(UsageError):
    """The cluster cannot be used."""


def in_order_of_completion(
    workers: Workers, function: Callable[[Given], Result], given: Iterable[Given]
) -> Iterator[tuple[Given, Result | BaseException]]:
    """Run ``function`` on each value, a few ahead of what runs; give each value with its result or error."""
    running: dict[Future[Result], Given] = {}
    for value in given:
        running[workers.executor.submit(function, value)] = value
        if len(running) >= workers.at_once * AHEAD:
            yield from _finished(running)
    while running:
        yield from _finished(running)


def _finished(
    running: dict[Future[Result], Given],
) -> Iterator[tuple[Given, Result | BaseException]]:
    for future in wait(running, return_when=FIRST_COMPLETED).done:
        value = running.pop(future)
        error = future.exception()
        if isinstance(error, CannotWrite):
            raise error
        yield value, error if error is not None else future.result()
