"""Every scan sample, end to end with the real tesseract, against its digital original's golden."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz.distance import Levenshtein

from ingest import parse_report
from ingest.errors import OcrUnavailable
from ingest.tesseract import require_tesseract
from schema import Report

SAMPLES = Path(__file__).parents[2] / "samples"
SCANS = sorted((SAMPLES / "scans").glob("*.pdf"))
CELL_RIGHT = 0.05

MOST_ERRORS = {"fax": 0.02, "photographed": 0.02, "poor-150dpi": 0.003, "glyph-numbers": 0.0}
"""Share of wrong characters at most, from issue 3; 0.1 % where nothing else is said."""


def test_there_are_scans() -> None:
    assert len(SCANS) >= 9


each_scan = pytest.mark.parametrize("scan", SCANS, ids=lambda path: path.stem)


def golden(scan: Path) -> dict[str, Any]:
    original = scan.stem.partition("--")[2]
    data: dict[str, Any] = json.loads((SAMPLES / f"{original}.json").read_text(encoding="utf-8"))
    return data


@cache
def parsed(scan: Path) -> Report:
    if not scan.stem.startswith("glyph-numbers"):
        require_tesseract.cache_clear()
        try:
            require_tesseract()
        except OcrUnavailable as error:
            pytest.skip(str(error))
    return parse_report(scan)


@each_scan
def test_every_cell_is_in_its_place(scan: Path) -> None:
    wanted_report, report = golden(scan), parsed(scan)
    assert len(report.commitments) == len(wanted_report["commitments"])
    edits = letters = 0
    for commitment, wanted in zip(report.commitments, wanted_report["commitments"], strict=True):
        for entry, cell in zip(commitment.entries, wanted["entries"], strict=True):
            text = "\n\n".join(cell["paragraphs"])
            edit = Levenshtein.distance(text, entry.text)
            assert edit <= CELL_RIGHT * len(text), (commitment.number, entry.period)
            edits, letters = edits + edit, letters + len(text)
    assert edits <= MOST_ERRORS.get(scan.stem.partition("--")[0], 0.001) * letters


@each_scan
def test_head(scan: Path) -> None:
    wanted, report = golden(scan), parsed(scan)
    keys = ("year", "municipality", "municipality_code", "police_area")
    assert {key: getattr(report, key) for key in keys} == {key: wanted[key] for key in keys}
    # Whether a dash is long or short is told by its ink, on a poor picture not always rightly.
    assert report.title.replace("–", "-") == wanted["title"].replace("–", "-")
    assert [each.group for each in report.commitments] == [each["group"] for each in wanted["commitments"]]
