"""One report in its child: whatever it is, an outcome comes back."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.archive.inputs import hash_file
from ingest.archive.job import Job, read_report
from ingest.archive.store import open_store
from ingest.errors import NotAReport
from ingest.page_processes import PageProcesses
from ingest.settings import Settings
from tests.archive.reports import typeset


def broken_page_tree() -> bytes:
    """A PDF whose table of objects is sound, and whose only page is not."""
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(
        [
            b"/Type /Catalog /Pages 2 0 R",
            b"/Type /Pages /Count 1 /Kids [3 0 R]",
            b"/Type /Page /Parent 2 0 R /Odd /Number 6",
        ],
        start=1,
    ):
        places.append(len(data))
        data += b"%d 0 obj <<%s>> endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        data
        + b"xref\n0 4\n0000000000 65535 f \n"
        + table
        + b"trailer <</Size 4 /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(data)
    )


def job(file: Path, out: Path) -> Job:
    return Job(hash_file(str(file)), str(file), file.name, open_store(str(out)), Settings())


@pytest.mark.parametrize(
    ("content", "outcome", "reason"),
    [
        (b"", "failed", "a.pdf is empty"),
        (broken_page_tree(), "failed", "page tree"),
        (b"Ingen rapport.", "not a report", "No follow-up"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, content: bytes, outcome: str, reason: str) -> None:
    (tmp_path / "a.pdf").write_bytes(content)

    found = read_report(job(tmp_path / "a.pdf", tmp_path / "data"))

    assert found.name == outcome
    assert reason in found.reason
    assert str(tmp_path) not in found.reason
    assert not (tmp_path / "data").exists()


def test_a_bug_of_ours_costs_its_report_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.pdf").write_bytes(typeset())

    def broken(*_: object) -> None:
        raise ValueError("två\nrader")

    monkeypatch.setattr("ingest.pipeline.parse_report", broken)

    found = read_report(job(tmp_path / "a.pdf", tmp_path / "data"))

    assert found.name == "failed"
    assert found.reason.startswith("a bug: ValueError: två rader (test_job.py:")


def test_a_report_changed_meanwhile_is_not_taken_for_the_old_one(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(typeset())
    asked = job(tmp_path / "a.pdf", tmp_path / "data")
    (tmp_path / "a.pdf").write_bytes(typeset(year=2023))

    assert "changed while the batch ran" in read_report(asked).reason
    assert not (tmp_path / "data").exists()


def test_reports_of_one_child_are_read_by_the_same_page_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They take a third of a second to start, on each processor."""
    given: list[object] = []

    def parse_report(path: Path, settings: Settings, processes: object) -> None:
        given.append(processes)
        raise NotAReport("that is enough")

    monkeypatch.setattr("ingest.pipeline.parse_report", parse_report)
    file = tmp_path / "a.pdf"
    file.write_bytes(b"%PDF-1.4")
    for _ in range(2):
        assert read_report(job(file, tmp_path / "out")).name == "not a report"
    first, second = given
    assert isinstance(first, PageProcesses)
    assert first is second
