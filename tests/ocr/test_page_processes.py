from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from ingest import page_processes, tesseract
from ingest.errors import NotAReport, ReadingFailed
from ingest.page_process import PageJob, PageProcess
from ingest.page_processes import PageProcesses
from ingest.pipeline import parse_report
from ingest.recognising import Wanted, recognise_pages
from ingest.rendering import Drawn
from ingest.settings import Settings
from ingest.source import open_source
from ingest.words import Page

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

    def read(self, job: PageJob) -> Page:
        raise ReadingFailed("nothing was started")

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


def test_processes_that_are_given_stay_for_the_next_report(said: list[str]) -> None:
    """Nothing is read by these; what matters is that the second report starts and ends none."""
    scan = next((SAMPLES / "scans").glob("mixed--*.pdf"))
    with PageProcesses(2) as processes:
        for _ in range(2):
            parse_report(scan, processes=processes)
            assert said == ["started"]
    assert said == ["started", "stopped"]


@pytest.mark.parametrize(
    ("pages", "halved"), [((4,), {4}), ((2, 4), {2, 4}), ((1, 2, 5), {5}), ((1, 2, 3, 4), {4})]
)
def test_pages_of_short_reports_and_the_last_one_are_read_in_halves(
    pages: tuple[int, ...], halved: set[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[int, int] = {}

    class Asked(PageProcess):
        def read(self, job: PageJob) -> Page:
            assert isinstance(job.read, partial)
            asked[job.number] = job.read.keywords["hands"]
            return Page(job.number, 100, 100)

        def start(self) -> None:
            pass

    monkeypatch.setattr(page_processes, "PageProcess", Asked)
    monkeypatch.setattr(tesseract, "require_tesseract", lambda: "5.3.0")
    wanted = [Wanted(number, Drawn()) for number in pages]
    with PageProcesses(3) as processes:
        recognise_pages(Path("a.pdf"), wanted, Settings(), processes)
    assert asked == {number: 3 if number in halved else 0 for number in pages}


def test_no_process_is_started_where_ocr_is_forbidden(said: list[str]) -> None:
    parse_report(next((SAMPLES / "scans").glob("mixed--*.pdf")), Settings(ocr="never"))
    assert not said
