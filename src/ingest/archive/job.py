"""Reading one report of an archive; this runs in a child process and lets nothing escape but an outcome."""

from __future__ import annotations

import atexit
import functools
import traceback
from dataclasses import dataclass
from pathlib import Path

from ingest.archive.inputs import as_local_file
from ingest.archive.outcome import Outcome, outcome_of, report_name
from ingest.archive.store import Store
from ingest.errors import CannotWrite, NotAReport, TertialError
from ingest.page_processes import PageProcesses
from ingest.settings import Settings


@dataclass(frozen=True, slots=True)
class Job:
    """One content that is to be read."""

    sha256: str
    location: str
    file: str
    """File name without folders, fit to be printed."""
    store: Store
    settings: Settings


def read_report(job: Job) -> Outcome:
    """Read a report, put its JSON into the store, and say how it went.

    Raises:
        CannotWrite: the store takes nothing; no other report would fare better.
        MemoryError: the memory limit was met.
    """
    try:
        with as_local_file(job.location, job.file) as path:
            return _read(job, path)
    except (CannotWrite, MemoryError):
        raise
    except NotAReport as error:
        return Outcome(job.sha256, "not a report", job.file, reason=_reason(error, job))
    except TertialError as error:
        return Outcome(job.sha256, "failed", job.file, reason=_reason(error, job))
    except Exception as error:  # a bug of ours costs this report only, and is named
        where = traceback.extract_tb(error.__traceback__)[-1]
        reason = f"a bug: {type(error).__name__}: {error} ({Path(where.filename).name}:{where.lineno})"
        return Outcome(job.sha256, "failed", job.file, reason=_one_line(reason))


def _read(job: Job, path: Path) -> Outcome:
    from ingest.export import report_to_json
    from ingest.pipeline import parse_report

    report = parse_report(path, job.settings, _page_processes(job.settings.pages_at_once))
    if report.source.sha256 != job.sha256:
        return Outcome(
            job.sha256, "failed", job.file, reason="it was changed while the batch ran: run it again"
        )
    job.store.write(report_name(job.sha256), report_to_json(report))
    return outcome_of(report, job.file)


@functools.cache
def _page_processes(most: int | None) -> PageProcesses:
    """Those that read the scanned pages of all reports of this process; they end with it."""
    processes = PageProcesses(most)
    atexit.register(processes.stop)  # a child that is killed closes their input, at which they end too
    return processes


def _reason(error: TertialError, job: Job) -> str:
    return _one_line(str(error).replace(job.location, job.file))


def _one_line(text: str) -> str:
    return " ".join(text.split())
