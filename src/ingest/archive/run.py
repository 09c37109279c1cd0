"""The batch: find the inputs, see what is known, read what is new, write the data set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.archive.contents import Contents, contents_of, list_inputs
from ingest.archive.dataset import FORMATS, Format
from ingest.archive.index import Index, open_index
from ingest.archive.inputs import InputFile, find_inputs, hash_file
from ingest.archive.outcome import REPORTS, Outcome, report_name
from ingest.archive.plan import Plan, plan
from ingest.archive.progress import Progress
from ingest.archive.publish import publish
from ingest.archive.store import Store, open_store
from ingest.errors import UnreadableInput
from ingest.settings import Settings

if TYPE_CHECKING:
    from ingest.archive.workers import LimitedJob, Workers

SECONDS = 900.0
"""Time limit of a report: a scan of a hundred pages at 5 s a page, nearly twice over."""

MEMORY_MB = 2048
"""Memory limit of a report: several times what a scanned page at 300 dpi needs."""

FAILURES_NAMED = 20
"""Failures named in the summary; outcomes.csv has all."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may choose about a batch."""

    settings: Settings = field(default_factory=Settings)
    jobs: int = 1
    """Reports read at once on this machine."""
    seconds: float = SECONDS
    """Time limit of one report."""
    memory_mb: int = MEMORY_MB
    """Memory limit of one report in 2**20 bytes."""
    formats: tuple[Format, ...] = FORMATS
    """What is written besides CSV."""
    excel: bool = False
    """CSV as a Swedish Excel opens it."""
    refresh: bool = False
    """Read again what other versions or settings have read."""
    quiet: bool = False
    """No progress."""
    scheduler: str | None = None
    """Address of a Dask scheduler; None: this machine."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a batch came to."""

    outcomes: Mapping[str, int]
    """Outcome → number of inputs."""
    read: int
    """Contents that were read in this run."""
    failures: tuple[str, ...]
    """"path: reason" of the first inputs that failed."""


def run_batch(source: str, out: str, options: Options, say: Callable[[str], None]) -> Summary:
    """Read every report below ``source`` into the data set at ``out``.

    Both are folders or URLs; ``say`` takes lines for the user. Ctrl-C passes
    through as KeyboardInterrupt within two seconds, with what is done kept.

    Raises:
        UnreadableInput: there is nothing to read at ``source``.
        CannotWrite: ``out`` takes nothing, or another run is writing it.
        ClusterUnavailable: ``options.scheduler`` is of no use.
    """
    store = open_store(out)
    inputs = find_inputs(source, leave_out=store.path)
    if not inputs.files and not inputs.unreadable:
        raise UnreadableInput(f"there is nothing to read below {source}: no file there ends in .pdf or .txt.")
    store.prepare(REPORTS)
    try:
        with open_index(store) as index, _Crew(options) as crew:
            contents = contents_of(inputs, index, crew.hash_many)
            work = plan(contents, index, store, options.settings, refresh=options.refresh)
            for line in work.lines():
                say(line)
            _read(work, contents, store, index, crew, options)
            publish(contents, index, store, options.formats, excel=options.excel, say=say)
            return _summary(contents, index, len(work.to_read))
    except KeyboardInterrupt:
        store.prepare(REPORTS)  # what the workers were just writing when they were ended
        raise


def _read(work: Plan, contents: Contents, store: Store, index: Index, crew: _Crew, options: Options) -> None:
    if not work.to_read:
        return
    index.forget_written()
    with Progress(len(work.to_read), quiet=options.quiet) as progress:
        for outcome in crew.read_many(work.to_read, store):
            if not outcome.has_report:
                store.remove(report_name(outcome.sha256))  # what an earlier version may have made of it
            index.remember(outcome)
            progress.add(outcome)


def _summary(contents: Contents, index: Index, read: int) -> Summary:
    outcomes: Counter[str] = Counter()
    failures: list[str] = []
    for listed in list_inputs(contents, index):
        outcomes[listed.outcome.name] += 1
        if listed.outcome.name == "failed" and len(failures) < FAILURES_NAMED:
            failures.append(f"{listed.path}: {listed.outcome.reason}")
    return Summary(outcomes, read, tuple(failures))


class _Crew:
    """The workers, called together when there is something to do."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._workers: Workers | None = None

    def __enter__(self) -> _Crew:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._workers is not None and kind is None:
            self._workers.close()
        elif self._workers is not None:
            self._workers.stop()

    def hash_many(self, files: Sequence[InputFile]) -> Iterator[tuple[InputFile, str | BaseException]]:
        """Content hashes of files, or why they cannot be read."""
        if not files:
            return
        from ingest.archive.workers import in_order_of_completion

        by_location = {file.location: file for file in files}
        for location, result in in_order_of_completion(self._called(), hash_file, by_location):
            yield by_location[location], result

    def read_many(self, work: Iterable[tuple[str, InputFile]], store: Store) -> Iterator[Outcome]:
        """Read contents, each in a process of its own."""
        from ingest.archive.workers import in_order_of_completion, read_isolated

        jobs = (self._job(sha256, file, store) for sha256, file in work)
        for limited, result in in_order_of_completion(self._called(), read_isolated, jobs):
            if isinstance(result, Outcome):
                yield result
            else:
                reason = f"its worker was lost again and again ({result})"
                yield Outcome(limited.job.sha256, "failed", limited.job.file, reason=reason)

    def _job(self, sha256: str, file: InputFile, store: Store) -> LimitedJob:
        from ingest.archive.isolation import Limits
        from ingest.archive.job import Job
        from ingest.archive.workers import LimitedJob

        limits = Limits(self._options.seconds, self._options.memory_mb * 2**20)
        return LimitedJob(Job(sha256, file.location, file.name, store, self._options.settings), limits)

    def _called(self) -> Workers:
        if self._workers is None:
            from ingest.archive.workers import ClusterWorkers, LocalWorkers

            address = self._options.scheduler
            self._workers = ClusterWorkers(address) if address else LocalWorkers(self._options.jobs)
        return self._workers
