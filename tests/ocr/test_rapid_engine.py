"""RapidOCR in the place of tesseract: chosen only where tesseract is missing, and said so."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from rapidfuzz.distance import Levenshtein

from ingest import parse_report, rapid_engine
from ingest.reading import read_pages
from ingest.settings import Settings
from ingest.tesseract import ReadingFailed, SheetWord, require_tesseract
from tests.ocr.pictures import one_word, pdf_of, two_columns

SAMPLES = Path(__file__).parents[2] / "samples"
PHOTOGRAPHED = SAMPLES / "scans" / "photographed--columns-harnosand-2023-cairo.pdf"

needs_rapidocr = pytest.mark.skipif(
    rapid_engine.installed_version() is None,
    reason="RapidOCR is not installed (pip install tertial[rapidocr])",
)


@pytest.fixture
def without_tesseract(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    require_tesseract.cache_clear()
    monkeypatch.setattr("ingest.tesseract.PROGRAM", "/nowhere/tesseract")
    yield
    require_tesseract.cache_clear()


@pytest.mark.usefixtures("without_tesseract")
def test_it_reads_where_tesseract_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(rapid_engine, "installed_version", lambda: "3.10.0")
    monkeypatch.setattr(rapid_engine, "read_sheet", one_word)
    reading = read_pages(pdf_of([two_columns()], tmp_path / "scan.pdf"), Settings())
    assert [word.text for word in reading.pages[0].words] == ["ord"]
    assert reading.versions == (("rapidocr", "3.10.0"),)
    assert "read by RapidOCR" in reading.page_readings[0].reason


def test_a_failing_child_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sys.executable", str(tmp_path / "nowhere"))
    with pytest.raises(ReadingFailed, match="RapidOCR failed"):
        rapid_engine.read_sheet(two_columns(), 60)
    child = tmp_path / "child"
    child.write_text("#!/bin/sh\necho 'no such model' >&2\nexit 3\n", encoding="utf-8")
    child.chmod(0o755)
    monkeypatch.setattr("sys.executable", str(child))
    with pytest.raises(ReadingFailed, match="no such model"):
        rapid_engine.read_sheet(two_columns(), 60)


def test_a_hanging_child_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    child = tmp_path / "child"
    child.write_text("#!/bin/sh\nexec sleep 60\n", encoding="utf-8")
    child.chmod(0o755)
    monkeypatch.setattr("sys.executable", str(child))
    with pytest.raises(ReadingFailed, match=r"did not finish within 0\.2 seconds"):
        rapid_engine.read_sheet(two_columns(), 0.2)


def test_boxes_are_those_of_the_ink(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    sheet = np.full((100, 200), 255, np.uint8)
    sheet[40:52, 30:90] = 0
    row = [0, 4, "ord", 0.9, [20, 30, 110, 60]]
    child = tmp_path / "child"
    child.write_text(f"#!/bin/sh\necho '{json.dumps([row])}'\n", encoding="utf-8")
    child.chmod(0o755)
    monkeypatch.setattr("sys.executable", str(child))
    assert rapid_engine.read_sheet(sheet, 60) == (SheetWord("ord", 30, 40, 90, 52, 0.9, (0, 0, 4)),)


def test_long_sheets_are_cut_between_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rapid_engine, "PIECE_PIXELS", 300 * 1300)
    sheet = np.vstack([two_columns()] * 3)
    pieces = rapid_engine.pieces_of(sheet)
    assert [top for top, _ in pieces[1:]] == [bottom for _, bottom in pieces[:-1]]
    assert pieces[0][0] == 0 and pieces[-1][1] == sheet.shape[0]
    assert all(0 < bottom - top <= 300 for top, bottom in pieces)
    assert all((sheet[top] > rapid_engine.INK_LEVEL).all() for top, _ in pieces)


@pytest.mark.parametrize("ink", [0, 255])
def test_sheets_without_gaps_or_ink_are_cut_too(monkeypatch: pytest.MonkeyPatch, ink: int) -> None:
    monkeypatch.setattr(rapid_engine, "PIECE_PIXELS", 1000)
    pieces = rapid_engine.pieces_of(np.full((95, 100), ink, np.uint8))
    assert sum(bottom - top for top, bottom in pieces) == 95
    assert all(0 < bottom - top <= 10 for top, bottom in pieces)


@needs_rapidocr
@pytest.mark.usefixtures("without_tesseract")
def test_a_photographed_report_without_tesseract() -> None:
    golden = json.loads((SAMPLES / "columns-harnosand-2023-cairo.json").read_text(encoding="utf-8"))
    report = parse_report(PHOTOGRAPHED)
    assert report.source.versions["rapidocr"] == rapid_engine.installed_version()
    for commitment, wanted in zip(report.commitments, golden["commitments"], strict=True):
        for entry, cell in zip(commitment.entries, wanted["entries"], strict=True):
            text = "\n\n".join(cell["paragraphs"])
            assert Levenshtein.distance(text, entry.text) <= 0.02 * len(text)
