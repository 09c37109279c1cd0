"""One run of the command, watched from outside; and a plain loop over the same reports beside it."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]

GLANCE_SECONDS = 0.25
"""Between two looks at the processes; peaks are kept by the kernel (VmHWM) between them."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a run took."""

    reports: int
    pages: int
    seconds: float
    processor_seconds: float
    """Of the driver and everything it started."""
    driver_mb: float
    """Peak resident memory of the driver, in 2**20 bytes."""
    worker_mb: float
    """Peak resident memory of the largest other process."""
    exit_code: int

    @property
    def line(self) -> str:
        """As a row of a table."""
        rate, pages = self.reports / self.seconds, self.pages / self.seconds
        return (
            f"{self.reports:,} | {self.pages:,} | {self.seconds:.1f} | {rate:.2f} | {pages:.2f} | "
            f"{self.processor_seconds:.1f} | {self.driver_mb:.0f} | {self.worker_mb:.0f}"
        )


def run_batch(archive: Path, out: Path, *more: str) -> Run:
    """``tertial batch`` on this machine."""
    command = [sys.executable, "-m", "ingest", "batch", str(archive), "--out", str(out), *more]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    begun = time.monotonic()
    process = psutil.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    driver, workers, used = 0.0, 0.0, {}
    while process.poll() is None:
        for seen in [process, *_descendants(process)]:
            try:
                peak, times = _peak_mb(seen.pid), seen.cpu_times()
            except (psutil.Error, OSError):
                continue
            # A child's time moves to its parent when that has waited for it: keep the largest seen of each.
            used[(seen.pid, seen.create_time())] = times.user + times.system
            if seen.pid == process.pid:
                driver = max(driver, peak)
            else:
                workers = max(workers, peak)
        time.sleep(GLANCE_SECONDS)
    seconds = time.monotonic() - begun
    reports, pages = _counted(out)
    return Run(reports, pages, seconds, sum(used.values()), driver, workers, process.returncode)


def read_one_after_another(archive: Path, number: int) -> Run:
    """The reference: a plain loop over ``parse_report`` on one core, in a process of its own."""
    return _finished(_begun(archive, 0, number))


def read_side_by_side(archive: Path, number: int) -> Run:
    """Two such loops at once, half of the reports each: the most that two cores give, whatever else runs."""
    half = number // 2
    one, other = _begun(archive, 0, half), _begun(archive, half, number)
    first, second = _finished(one), _finished(other)
    return Run(
        reports=first.reports + second.reports,
        pages=first.pages + second.pages,
        seconds=max(first.seconds, second.seconds),
        processor_seconds=first.processor_seconds + second.processor_seconds,
        driver_mb=max(first.driver_mb, second.driver_mb),
        worker_mb=0.0,
        exit_code=0,
    )


def _begun(archive: Path, start: int, stop: int) -> subprocess.Popen[str]:
    environment = os.environ | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    environment |= {"OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    return subprocess.Popen(
        [sys.executable, "-m", "benchmarks.archive.measure", str(archive), str(start), str(stop)],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def _finished(loop: subprocess.Popen[str]) -> Run:
    answer, _ = loop.communicate()
    if loop.returncode:
        raise RuntimeError(f"the plain loop ended with {loop.returncode}")
    return Run(**json.loads(answer))


def _loop(files: Sequence[Path]) -> Run:
    from ingest import parse_report
    from ingest.export import report_to_json

    pages = 0
    parse_report(files[0])  # the models are loaded: a batch loads them once for a hundred reports
    begun, used = time.monotonic(), time.process_time()
    for file in files:
        report = parse_report(file)
        report_to_json(report)
        pages += report.source.pages
    seconds = time.monotonic() - begun
    return Run(len(files), pages, seconds, time.process_time() - used, _peak_mb(os.getpid()), 0.0, 0)


def _counted(out: Path) -> tuple[int, int]:
    with (out / "reports.csv").open(encoding="utf-8", newline="") as file:
        pages = [int(row["pages"]) for row in csv.DictReader(file)]
    return len(pages), sum(pages)


def _descendants(process: psutil.Process) -> list[psutil.Process]:
    try:
        return list(process.children(recursive=True))
    except psutil.Error:
        return []


def _peak_mb(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    wanted = sorted(Path(sys.argv[1]).iterdir())[int(sys.argv[2]) : int(sys.argv[3])]
    print(json.dumps(asdict(_loop(wanted))))
