"""The process that reads page pictures: whatever happens in it costs one page."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from ingest.errors import ReadingFailed
from ingest.page_process import PageJob, PageProcess
from ingest.words import Page
from tests.ocr.processes import is_gone

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")


def read_well(path: Path, number: int) -> Page:
    return Page(number, 100, 100)


def hang_with_a_child(path: Path, number: int) -> Page:
    child = subprocess.Popen(["sleep", "600"])
    path.write_text(f"{os.getpid()} {child.pid}", encoding="utf-8")
    time.sleep(600)
    return Page(number, 100, 100)


def crash(path: Path, number: int) -> Page:
    os.kill(os.getpid(), signal.SIGSEGV)
    return Page(number, 100, 100)


def take_too_much(path: Path, number: int) -> Page:
    return Page(number, float(len(bytearray(4 * 2**30))), 100)


def fail(path: Path, number: int) -> Page:
    raise IndexError("list index out of range")


def print_much(path: Path, number: int) -> Page:
    os.write(1, b"a library complains\n")
    return Page(number, 100, 100)


@pytest.fixture
def process() -> Iterator[PageProcess]:
    started = PageProcess()
    yield started
    started.stop()


def test_a_page_is_read_and_what_libraries_print_does_no_harm(process: PageProcess) -> None:
    for number, read in enumerate((read_well, print_much, read_well), 1):
        assert process.read(PageJob(Path("a.pdf"), number, read, 60)).number == number


def test_what_hangs_is_ended_with_all_it_started(process: PageProcess, tmp_path: Path) -> None:
    noted = tmp_path / "processes"
    with pytest.raises(ReadingFailed, match="did not finish within 3 seconds"):
        process.read(PageJob(noted, 1, hang_with_a_child, 3))
    assert all(is_gone(int(number)) for number in noted.read_text(encoding="utf-8").split())
    assert process.read(PageJob(Path("a.pdf"), 2, read_well, 60)).number == 2


def tell_processor_limit(path: Path, number: int) -> Page:
    return Page(number, float(resource.getrlimit(resource.RLIMIT_CPU)[0]), 100)


def test_the_processor_time_that_a_batch_allows_one_report_is_no_limit_for_many(tmp_path: Path) -> None:
    """The child of a batch has seconds for one report; the process it starts reads the pages of a hundred."""
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "import resource; from pathlib import Path; from tests.ocr import test_page_process as t\n"
            "resource.setrlimit(resource.RLIMIT_CPU, (300, resource.getrlimit(resource.RLIMIT_CPU)[1]))\n"
            "process = t.PageProcess()\n"
            "print(process.read(t.PageJob(Path('a'), 1, t.tell_processor_limit, 60)).width); process.stop()",
        ],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout
    assert float(told) == resource.getrlimit(resource.RLIMIT_CPU)[1]


@pytest.mark.parametrize(
    ("read", "said"),
    [
        (crash, "died (SIGSEGV"),
        (take_too_much, "more than 3 GiB of memory"),
        (fail, "a bug: IndexError"),
    ],
)
def test_what_goes_wrong_costs_one_page(process: PageProcess, read: object, said: str) -> None:
    with pytest.raises(ReadingFailed) as failure:
        process.read(PageJob(Path("a.pdf"), 1, read, 60))  # type: ignore[arg-type]
    assert said in str(failure.value)
    assert process.read(PageJob(Path("a.pdf"), 2, partial(read_well), 60)).number == 2


def test_the_process_ends_with_its_caller_even_in_the_middle_of_a_page(tmp_path: Path) -> None:
    noted = tmp_path / "processes"
    caller = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys; from pathlib import Path; from tests.ocr import test_page_process as t\n"
            "t.PageProcess().read(t.PageJob(Path(sys.argv[1]), 1, t.hang_with_a_child, 600))",
            str(noted),
        ],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    while not noted.exists() or len(noted.read_text(encoding="utf-8").split()) < 2:
        assert caller.poll() is None
        time.sleep(0.05)
    caller.kill()
    caller.wait()
    left = {int(number) for number in noted.read_text(encoding="utf-8").split()}
    for _ in range(1200):
        left = {number for number in left if not is_gone(number)}
        if not left:
            break
        time.sleep(0.05)
    assert not left
