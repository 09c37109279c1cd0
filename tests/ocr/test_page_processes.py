from __future__ import annotations

from pathlib import Path

import pytest

from ingest import page_processes
from ingest.errors import NotAReport
from ingest.page_process import PageProcess
from ingest.page_processes import PageProcesses
from ingest.pipeline import parse_report
from ingest.settings import Settings
from ingest.source import open_source

SAMPLES = Path(__file__).parents[2] / "samples"
SCANNED_PAGES = {
    "english-layer": 2,
    "fax": 2,
    "glyph-numbers": 0,
    "grey-200dpi": 3,
    "mixed": 1,
    "photographed": 1,
    "poor-150dpi": 3,
    "turned-270": 1,
    "turned-90": 2,
}


class Recorded(PageProcess):
    """Says that it was started and ended, and starts nothing."""

    def __init__(self, said: list[str]) -> None:
        super().__init__()
        self.said = said

    def start(self) -> None:
        self.said.append("started")

    def stop(self) -> None:
        self.said.append("stopped")


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []
    monkeypatch.setattr(page_processes, "PageProcess", lambda: Recorded(said))
    return said


def test_there_are_as_many_as_asked_for_and_allowed_and_all_are_ended(said: list[str]) -> None:
    with PageProcesses(3) as processes:
        assert not said
        first = processes.start(2)
        assert processes.start(1) == first[:1]
        assert len(processes.start(5)) == 3
        assert said == ["started"] * 3
    assert said == ["started"] * 3 + ["stopped"] * 3


@pytest.mark.parametrize("scan", sorted((SAMPLES / "scans").glob("*.pdf")), ids=lambda path: path.stem)
def test_pictures_of_pages_are_seen_at_a_glance(scan: Path) -> None:
    assert open_source(scan).page_pictures == SCANNED_PAGES[scan.stem.partition("--")[0]]


def test_a_digital_report_starts_no_process(said: list[str]) -> None:
    parse_report(SAMPLES / "columns-boras-2023-ruled-writer.pdf")
    assert not said


def test_a_scan_starts_them_before_its_reading_begins(
    said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(*_: object, **__: object) -> None:
        assert said == ["started"]
        raise NotAReport("that is enough")

    monkeypatch.setattr("ingest.reading.read_pages", read)
    with pytest.raises(NotAReport):
        parse_report(next((SAMPLES / "scans").glob("photographed--*.pdf")))
    assert said == ["started", "stopped"]


def test_no_process_is_started_where_ocr_is_forbidden(said: list[str]) -> None:
    parse_report(next((SAMPLES / "scans").glob("mixed--*.pdf")), Settings(ocr="never"))
    assert not said
