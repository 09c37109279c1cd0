"""Run with ``python -m benchmarks.archive``: a table, the bars, and the exit code.

``--digital 400 --scanned 8 --most-pages 1`` makes it quick.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from benchmarks.archive.copies import digital_samples, make_copies, scanned_samples
from benchmarks.archive.measure import Run, read_one_after_another, read_side_by_side, run_batch

DIGITAL, SCANNED, PART = 2000, 40, 4
"""Reports (issue 6); growth is measured from a part to the whole: from 500 to 2,000."""

REFERENCE = 60
"""Reports of the plain loop that the batch is compared with, before it and after it."""

EFFICIENCY_BAR = 0.85
IDLE_MS_BAR = 1.0
FLAT_BAR = 1.10


def main(arguments: list[str]) -> int:
    """Measure and print; 1 if a bar is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.archive")
    parser.add_argument("--digital", type=int, default=DIGITAL, help="reports born digital")
    parser.add_argument("--scanned", type=int, default=SCANNED, help="scanned reports")
    parser.add_argument("--most-pages", type=int, help="copy only samples of at most so many pages")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="tertial-bench-") as folder:
        return _measure(Path(folder), chosen.digital, chosen.scanned, chosen.most_pages)


def _measure(folder: Path, digital: int, scanned: int, most_pages: int | None) -> int:
    print(f"{os.cpu_count()} cores, load before: {_load()}\n")
    print("| run | reports | pages | s | reports/s | pages/s | processor s | driver MB | worker MB |")
    print("|---|---|---|---|---|---|---|---|---|")
    for name, number in (("part", digital // PART), ("all", digital)):
        make_copies(digital_samples(most_pages), folder / name, number)
    reference = min(REFERENCE, digital)
    before = _show("plain loop, before", read_one_after_another(folder / "all", reference))
    pair = _show("two loops side by side", read_side_by_side(folder / "part", digital // PART))
    part = _show("batch, 2 jobs", run_batch(folder / "part", folder / "out-part", "--jobs", "2"))
    whole = _show("batch, 2 jobs", run_batch(folder / "all", folder / "out", "--jobs", "2"))
    idle = _show("batch, nothing to do", run_batch(folder / "all", folder / "out", "--jobs", "2"))
    after = _show("plain loop, after", read_one_after_another(folder / "all", reference))
    if scanned:
        make_copies(scanned_samples(folder / "pictures"), folder / "scanned", scanned)
        _show("batch of scans, 2 jobs", run_batch(folder / "scanned", folder / "out-scanned", "--jobs", "2"))

    alone = (before.seconds + after.seconds) / (before.reports + after.reports)
    alone_used = (before.processor_seconds + after.processor_seconds) / (before.reports + after.reports)
    efficiency = alone * whole.reports / whole.seconds / 2
    thrift = alone_used * whole.reports / whole.processor_seconds
    shared = part.reports / part.seconds * pair.seconds / pair.reports
    idle_ms = idle.seconds * 1000 / idle.reports
    growth = whole.driver_mb / part.driver_mb
    print(f"\nload after: {_load()}")
    print(f"parallel efficiency on two cores, by the clock: {efficiency:.2f} (bar {EFFICIENCY_BAR})")
    print(f"against two plain loops side by side: {shared:.2f}")
    print(f"the same by processor time (what other load does not disturb): {thrift:.2f}")
    print(f"nothing to do: {idle_ms:.2f} ms a report (bar {IDLE_MS_BAR:g})")
    print(
        f"driver memory, {whole.reports:,} against {part.reports:,} reports: {growth:.3f} (bar {FLAT_BAR:g})"
    )
    met = efficiency >= EFFICIENCY_BAR and idle_ms <= IDLE_MS_BAR and growth <= FLAT_BAR
    return 0 if met and whole.exit_code == part.exit_code == idle.exit_code == 0 else 1


def _show(name: str, run: Run) -> Run:
    print(f"| {name} | {run.line} |", flush=True)
    return run


def _load() -> str:
    return " ".join(f"{load:.1f}" for load in os.getloadavg())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
