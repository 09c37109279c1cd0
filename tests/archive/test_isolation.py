"""Limits that hold: whatever a report does to its process, the next one is read."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from ingest.archive.isolation import ChildEnded, Children, Limits
from tests.archive import faults

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits of processes as Linux keeps them")

SECONDS = 1.0


@pytest.fixture
def children() -> Iterator[Children]:
    made = Children(Limits(seconds=SECONDS, memory=2**30))
    yield made
    made.stop()


@pytest.mark.parametrize("fault", [faults.hang_in_native_code, faults.spin_in_native_code])
def test_a_hang_in_native_code_is_ended(children: Children, fault: object) -> None:
    with pytest.raises(ChildEnded, match="longer than 1 s"):
        children.call(fault, "")  # type: ignore[arg-type]

    assert children.call(faults.echo, "läst") == "läst"


def test_what_a_report_started_ends_with_it(children: Children, tmp_path: Path) -> None:
    with pytest.raises(ChildEnded):
        children.call(faults.hang_in_a_program, str(tmp_path / "pid"))

    assert _ends(int((tmp_path / "pid").read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("fault", "says"), [(faults.be_killed, "SIGKILL"), (faults.crash, "died of SIGSEGV")]
)
def test_a_process_that_dies_costs_its_report_only(children: Children, fault: object, says: str) -> None:
    with pytest.raises(ChildEnded, match=says):
        children.call(fault, "")  # type: ignore[arg-type]

    assert children.call(faults.echo, "läst") == "läst"


def test_memory_is_limited(children: Children) -> None:
    with pytest.raises(MemoryError):
        children.call(faults.take_memory, "")

    assert children.call(faults.echo, "läst") == "läst"


def test_a_child_reads_many_reports(children: Children) -> None:
    assert children.call(faults.process_id, "") == children.call(faults.process_id, "")


def test_stopped_children_are_gone(children: Children) -> None:
    child = children.call(faults.process_id, "")

    children.stop()

    assert _ends(child)
    with pytest.raises(ChildEnded):
        children.call(faults.echo, "")


def test_children_end_with_a_driver_that_is_killed(tmp_path: Path) -> None:
    program = (
        "from ingest.archive.isolation import Children, Limits\n"
        "from tests.archive.faults import hang_in_a_program\n"
        f"Children(Limits(600, 2**30)).call(hang_in_a_program, {str(tmp_path / 'pid')!r})\n"
    )
    root = Path(__file__).parents[2]
    driver = subprocess.Popen(
        [sys.executable, "-c", program],
        env=os.environ | {"PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}"},
        stderr=subprocess.DEVNULL,
    )
    until = time.monotonic() + 60
    while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text(encoding="utf-8"):
        assert driver.poll() is None and time.monotonic() < until
        time.sleep(0.05)

    driver.kill()
    driver.wait()

    assert _ends(int((tmp_path / "pid").read_text(encoding="utf-8")))


def _ends(process: int, within: float = 5.0) -> bool:
    """Whether a process is gone, or a zombie that waits for its parent's glance."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        with suppress(FileNotFoundError):
            state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
            if state != "Z":
                time.sleep(0.05)
                continue
        return True
    return False
