"""Batches: every input ends in a stated outcome, nothing is done twice, nothing is left half-done."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ingest.archive import workers
from ingest.archive.index import INDEX, Index
from ingest.archive.run import Options, Summary, run_batch
from ingest.archive.versions import version_now
from ingest.errors import CannotWrite, UnreadableInput
from ingest.model_version import model_version
from ingest.settings import Settings
from tests.archive import faults
from tests.archive.reports import make_archive, typeset

SOURCE = Path(__file__).parents[2] / "src"


def run(archive: Path | str, out: Path | str, said: list[str] | None = None, **options: object) -> Summary:
    said = [] if said is None else said
    return run_batch(str(archive), str(out), Options(**options), said.append)  # type: ignore[arg-type]


def content(folder: Path) -> dict[str, str]:
    """Every file of a data set with its hash; without the index, which is a cache."""
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not file.name.startswith(INDEX)
    }


def outcomes(folder: Path) -> dict[str, dict[str, str]]:
    with (folder / "outcomes.csv").open(encoding="utf-8", newline="") as file:
        return {row["path"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_archive(tmp_path_factory.mktemp("arkiv med blanksteg"))


@pytest.fixture(scope="module")
def undisturbed(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data set of a run that nothing disturbed."""
    out = tmp_path_factory.mktemp("ostörd") / "data"
    run(archive, out)
    return out


def test_every_input_ends_in_a_stated_outcome(undisturbed: Path) -> None:
    listed = outcomes(undisturbed)

    assert list(listed) == sorted(listed)
    assert {path: row["outcome"] for path, row in listed.items()} == {
        "Jönköping 2024.pdf": "ok",
        "Växjö.pdf": "ok",
        "läs mig.txt": "not a report",
        "trasig.pdf": "failed",
        "år 2023/Jönköping.PDF": "ok",
        "år 2023/kopia.pdf": "ok",
    }
    assert "trasig.pdf" in listed["trasig.pdf"]["reason"]
    assert listed["läs mig.txt"]["reason"]


def test_the_same_report_twice_is_read_once_and_listed_twice(undisturbed: Path) -> None:
    copy = outcomes(undisturbed)["år 2023/kopia.pdf"]

    assert copy["same_as"] == "Jönköping 2024.pdf"
    assert copy["report"] == outcomes(undisturbed)["Jönköping 2024.pdf"]["report"]
    assert len(list((undisturbed / "reports").iterdir())) == 3


def test_a_report_lies_under_its_content_hash(undisturbed: Path) -> None:
    for file in (undisturbed / "reports").iterdir():
        assert json.loads(file.read_text(encoding="utf-8"))["source"]["sha256"] == file.stem


def test_a_second_run_reads_only_what_failed(archive: Path, undisturbed: Path, tmp_path: Path) -> None:
    out = tmp_path / "data"
    shutil.copytree(undisturbed, out)
    before = content(out)
    said: list[str] = []

    summary = run(archive, out, said)

    assert summary.read == 1
    assert said == ["reading 1 failed last time"]
    assert content(out) == before


def test_a_run_with_nothing_to_do_touches_nothing(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.pdf").write_bytes(typeset())
    run(tmp_path / "in", tmp_path / "out")
    times = {
        file: file.stat().st_mtime_ns for file in (tmp_path / "out").rglob("*") if INDEX not in file.name
    }

    summary = run(tmp_path / "in", tmp_path / "out")

    assert summary.read == 0
    assert times == {file: file.stat().st_mtime_ns for file in times}


def test_new_and_changed_inputs_are_read_and_gone_ones_leave(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(typeset())
    (folder / "b.pdf").write_bytes(typeset(year=2023))
    run(folder, out)
    (folder / "a.pdf").write_bytes(typeset(year=2022))
    (folder / "b.pdf").unlink()
    (folder / "c.pdf").write_bytes(typeset("Växjö"))

    assert run(folder, out).read == 2
    assert list(outcomes(out)) == ["a.pdf", "c.pdf"]
    with (out / "reports.csv").open(encoding="utf-8", newline="") as file:
        assert [(row["year"], row["municipality"]) for row in csv.DictReader(file)] == [
            ("2022", "Jönköping"),
            ("2024", "Växjö"),
        ]


def test_the_data_set_is_the_same_without_the_index(archive: Path, undisturbed: Path, tmp_path: Path) -> None:
    out = tmp_path / "data"
    shutil.copytree(undisturbed, out)
    (out / INDEX).write_bytes(b"no database at all, longer than a header of SQLite would be" * 20)
    (out / "entries.csv").unlink()

    summary = run(archive, out)

    assert summary.read == 2  # the broken one, and the text that is no report: only reports leave a file
    assert content(out) == content(undisturbed)


def test_a_report_that_was_deleted_is_read_again(archive: Path, undisturbed: Path, tmp_path: Path) -> None:
    out = tmp_path / "data"
    shutil.copytree(undisturbed, out)
    next((out / "reports").iterdir()).unlink()
    said: list[str] = []

    run(archive, out, said)

    assert "reading 1 without their file in reports/" in said
    assert content(out) == content(undisturbed)


def test_another_version_is_named_and_read_again_on_demand(
    archive: Path, undisturbed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "data"
    shutil.copytree(undisturbed, out)
    monkeypatch.setattr("ingest.archive.versions.__version__", "99.0")
    version_now.cache_clear()
    said: list[str] = []
    assert run(archive, out, said).read == 1
    assert [line for line in said if line.startswith("keeping")] == [
        "keeping 3 read by tertial 0.1.0, now 99.0: --refresh reads them again"
    ]

    said.clear()
    assert run(archive, out, said, refresh=True).read == 4
    assert "reading 3 again: read by tertial 0.1.0, now 99.0" in said
    version_now.cache_clear()


def test_another_model_is_named(
    archive: Path, undisturbed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "data"
    shutil.copytree(undisturbed, out)
    monkeypatch.setattr("ingest.archive.versions.model_version", lambda: "new")
    version_now.cache_clear()
    said: list[str] = []

    run(archive, out, said)
    version_now.cache_clear()

    assert [line for line in said if line.startswith("keeping")] == [
        f"keeping 3 read by models {model_version()}, now new: --refresh reads them again"
    ]


def test_other_settings_are_named(archive: Path, undisturbed: Path, tmp_path: Path) -> None:
    out = tmp_path / "data"
    shutil.copytree(undisturbed, out)
    said: list[str] = []

    run(archive, out, said, settings=Settings(ocr="never"))

    assert "keeping 3 read by ocr auto, now never: --refresh reads them again" in said


def test_one_bad_file_costs_itself_only(
    undisturbed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / "a hänger.pdf").write_bytes(typeset(year=2020))
    (folder / "b dör.pdf").write_bytes(typeset(year=2021))
    (folder / "c minne.pdf").write_bytes(typeset(year=2022))
    (folder / "d hel.pdf").write_bytes(typeset())
    monkeypatch.setattr(workers, "read_report", faults.read_with_faults)

    summary = run(folder, out, seconds=4.0, memory_mb=1024, jobs=2)

    assert {path: row["outcome"] for path, row in outcomes(out).items()} == {
        "a hänger.pdf": "failed",
        "b dör.pdf": "failed",
        "c minne.pdf": "failed",
        "d hel.pdf": "ok",
    }
    assert summary.failures == (
        "a hänger.pdf: it took longer than 4 s",
        "b dör.pdf: its process was killed (SIGKILL): the machine may have run out of memory",
        "c minne.pdf: it needs more than 1,024 MB of memory: raise --memory",
    )


def test_names_that_are_no_utf8_and_loops_of_links(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "under").mkdir(parents=True)
    (folder / "under" / "runt").symlink_to(folder)
    (folder / "under" / "bruten.pdf").symlink_to(folder / "finns inte.pdf")
    (folder / "._gömd.pdf").write_bytes(b"macOS")
    with open(os.fsencode(folder) + b"/J\xf6nk\xf6ping.pdf", "wb") as file:  # noqa: PTH123
        file.write(typeset())
    os.mkfifo(folder / "rör.pdf")

    run(folder, tmp_path / "out")

    assert {path: row["outcome"] for path, row in outcomes(tmp_path / "out").items()} == {
        "J\\xf6nk\\xf6ping.pdf": "ok",
        "rör.pdf": "failed",
        "under/bruten.pdf": "failed",
    }


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_listed(tmp_path: Path) -> None:
    (tmp_path / "in" / "stängd").mkdir(parents=True)
    (tmp_path / "in" / "låst.pdf").write_bytes(typeset())
    (tmp_path / "in" / "låst.pdf").chmod(0)
    (tmp_path / "in" / "stängd").chmod(0)

    run(tmp_path / "in", tmp_path / "out")

    assert {row["reason"] for row in outcomes(tmp_path / "out").values()} == {
        "cannot be listed: Permission denied",
        "cannot be opened: Permission denied",
    }


def test_nothing_to_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()

    with pytest.raises(UnreadableInput, match="nothing to read"):
        run(tmp_path / "in", tmp_path / "out")
    with pytest.raises(UnreadableInput, match="does not exist"):
        run(tmp_path / "finns inte", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_two_runs_at_once_are_refused(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    other = Index(tmp_path / "out")
    try:
        with pytest.raises(CannotWrite, match="another `tertial batch`"):
            run(archive, tmp_path / "out")
    finally:
        other.close()


def test_the_data_set_may_lie_inside_the_archive(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(typeset())
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "gammal.pdf").write_bytes(typeset(year=2023))

    run(tmp_path, tmp_path / "data")

    assert list(outcomes(tmp_path / "data")) == ["a.pdf"]


def _command(archive: Path, out: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "ingest", "batch", str(archive), "--out", str(out), "--jobs", "2", *more]


def _environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(SOURCE)}


def test_a_killed_run_goes_on_and_ends_in_the_same_bytes(
    archive: Path, undisturbed: Path, tmp_path: Path
) -> None:
    out = tmp_path / "data"
    seen = set()
    for done in (0, 1, 2, 3):  # killed when so many reports lie there
        process = subprocess.Popen(_command(archive, out), env=_environment(), stderr=subprocess.DEVNULL)
        until = time.monotonic() + 30
        while process.poll() is None and time.monotonic() < until:
            reports = [*out.glob("reports/*.json")]
            if len(reports) >= done:
                break
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)
        seen.add(process.wait())
        for report in out.glob("reports/*.json"):
            assert content(out)[f"reports/{report.name}"] == content(undisturbed)[f"reports/{report.name}"]

    finished = subprocess.run(_command(archive, out), env=_environment(), capture_output=True, check=False)

    assert -signal.SIGKILL in seen
    assert finished.returncode == 6, finished.stderr
    assert content(out) == content(undisturbed)


def test_an_interrupted_run_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker that is ended while it writes cannot clear its temporary file away."""
    archive, out = make_archive(tmp_path / "in"), tmp_path / "out"

    def interrupted(*_: object) -> None:
        (out / "reports" / ".half.json.x.part").write_bytes(b"{")
        raise KeyboardInterrupt

    monkeypatch.setattr("ingest.archive.run._read", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run(archive, out)
    assert not [*out.glob("reports/.*")]


MANY = 400
"""Reports that take a few milliseconds each: so many are not done before the signal arrives."""


def test_ctrl_c_stops_within_two_seconds_and_keeps_what_is_done(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for number in range(MANY):
        (folder / f"{number:03}.pdf").write_bytes(typeset() + f"% {number}\n".encode())
    process = subprocess.Popen(
        _command(folder, out),
        env=_environment(),
        stderr=subprocess.PIPE,
        start_new_session=True,
        # What a shell starts in the background ignores the signal, and these tests may be started so.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    until = time.monotonic() + 60
    while not [*out.glob("reports/*.json")] and time.monotonic() < until:
        time.sleep(0.01)

    os.killpg(process.pid, signal.SIGINT)
    begun = time.monotonic()
    _, said = process.communicate(timeout=30)

    assert time.monotonic() - begun < 2, "stopping took too long"
    assert process.returncode == 130
    assert "the same command goes on" in said.decode("utf-8")
    kept = len([*out.glob("reports/*.json")])
    assert 0 < kept < MANY
    assert not [*out.glob("reports/.*")]
