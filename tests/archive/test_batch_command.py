"""``tertial batch`` as a shell sees it."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ingest.archive import progress
from ingest.archive.outcome import Outcome
from ingest.archive.progress import Progress
from ingest.cli import app
from tests.archive.reports import typeset

SOURCE = Path(__file__).parents[2] / "src"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "Jönköping.pdf").write_bytes(typeset())
    return tmp_path / "in"


def batch(archive: Path, out: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ingest", "batch", str(archive), "--out", str(out), *more],
        env=os.environ | {"PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_nothing_failed(archive: Path, tmp_path: Path) -> None:
    done = batch(archive, tmp_path / "data")

    assert done.returncode == 0
    assert done.stdout == ""
    assert done.stderr.splitlines() == [
        "reading 1 new or changed",
        f"1 files: 1 ok; 1 read in this run. The data set is in {tmp_path / 'data'}.",
    ]


def test_something_failed(archive: Path, tmp_path: Path) -> None:
    (archive / "tom.pdf").write_bytes(b"")

    loud = batch(archive, tmp_path / "data")
    quiet = batch(archive, tmp_path / "data", "--quiet")

    assert (loud.returncode, quiet.returncode) == (6, 6)
    assert "2 files: 1 ok, 1 failed; 2 read in this run." in loud.stderr
    assert "failed: tom.pdf: tom.pdf is empty" in loud.stderr
    assert "failed: tom.pdf: tom.pdf is empty" in quiet.stderr


def test_quiet_and_well_says_nothing(archive: Path, tmp_path: Path) -> None:
    done = batch(archive, tmp_path / "data", "--quiet")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_formats_are_chosen_and_others_leave(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "data"
    batch(archive, out)
    assert {"reports.csv", "reports.parquet", "dataset.sqlite", "dataset.xlsx"} <= _names(out)

    batch(archive, out, "--formats", "sqlite", "--excel")

    assert {"reports.csv", "dataset.sqlite", "datapackage.json"} <= _names(out)
    assert not {"reports.parquet", "dataset.xlsx"} & _names(out)
    assert (out / "reports.csv").read_bytes().startswith(b"\xef\xbb\xbfreport;")


def _names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["--formats", "word"], 2, "unknown: word"),
        (["--memory", "1"], 2, "256"),
        (["--scheduler", "nonsense"], 2, "no Dask scheduler"),
    ],
)
def test_wrong_usage_is_said(
    archive: Path, tmp_path: Path, arguments: list[str], code: int, says: str
) -> None:
    done = batch(archive, tmp_path / "data", *arguments)

    assert done.returncode == code
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_a_place_that_takes_nothing(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file in the way", encoding="utf-8")

    done = batch(archive, tmp_path / "data")

    assert done.returncode == 7
    assert "cannot be written" in done.stderr


def test_a_terminal_gets_a_bar(archive: Path, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    subprocess.run(
        [sys.executable, "-m", "ingest", "batch", str(archive), "--out", str(tmp_path / "data")],
        env=os.environ | {"PYTHONPATH": str(SOURCE), "TERM": "xterm", "COLUMNS": "120"},
        stderr=theirs,
        check=True,
    )
    os.close(theirs)
    shown = b"".join(_read(ours)).decode("utf-8")

    assert "1/1 reports" in shown
    assert "1 pages" in shown
    assert "0 failed" in shown


def _read(terminal: int) -> Iterator[bytes]:
    try:
        while part := os.read(terminal, 65536):
            yield part
    except OSError:  # Linux says so when the other end is closed
        os.close(terminal)


def test_a_log_gets_a_line_now_and_then(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = 0.0
    monkeypatch.setattr(progress.time, "monotonic", lambda: clock)
    with Progress(100) as shown:
        for number in range(40):
            clock += 2.0
            shown.add(Outcome("", "failed" if number == 0 else "ok", "a.pdf", pages=3))

    assert capsys.readouterr().err.splitlines() == [
        "15 of 100 reports, 45 pages, 0.5 reports/s, 1 failed, 3 min left",
        "30 of 100 reports, 90 pages, 0.5 reports/s, 1 failed, 2 min left",
    ]


def test_help_names_every_option() -> None:
    shown = CliRunner().invoke(app, ["batch", "--help"]).stdout

    for option in (
        "--out",
        "--jobs",
        "--timeout",
        "--memory",
        "--formats",
        "--excel",
        "--refresh",
        "--scheduler",
    ):
        assert option in shown
