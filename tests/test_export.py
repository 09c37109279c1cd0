"""Reports → JSON and CSV."""

from __future__ import annotations

import csv
import io
import json

import pytest

from ingest.export import json_names, report_to_json, reports_to_csv
from schema import Box, Commitment, Entry, Paragraph, Report, Source


def report(text: str = "Två möten.") -> Report:
    paragraph = Paragraph(text=text, raw=text, page=2, box=Box(x0=1, top=2, x1=3, bottom=4))
    return Report(
        title="Uppföljning",
        year=2024,
        municipality="Åre",
        municipality_code="2321",
        source=Source(file="åre.pdf", sha256="0" * 64, pages=2, kind="digital", layout="columns"),
        commitments=(
            Commitment(
                number=1,
                title="Trygghet",
                entries=(Entry(period="T1", paragraphs=(paragraph,)), Entry(period="T2")),
            ),
        ),
    )


def rows(table: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table.decode("utf-8"), newline="")))


def test_json_reads_back_as_the_same_report() -> None:
    data = report_to_json(report())
    assert data.endswith(b"}\n")
    assert "Åre" in data.decode("utf-8")
    assert Report.model_validate(json.loads(data)) == report()


def test_empty_entries_have_their_row() -> None:
    entries = rows(reports_to_csv([report()])["entries.csv"])
    assert [(row["period"], row["text"]) for row in entries] == [("T1", "Två möten."), ("T2", "")]
    assert entries[0]["municipality_code"] == "2321"


def test_paragraphs_carry_page_and_box() -> None:
    (row,) = rows(reports_to_csv([report()])["paragraphs.csv"])
    assert (row["page"], row["x0"], row["bottom"]) == ("2", "1.0", "4.0")


@pytest.mark.parametrize(
    "text", ["=1+1", "+46 36 10 50 00", "-inga möten", "@polisen", "\tindrag", "'apostrof"]
)
def test_no_cell_can_be_taken_for_a_formula(text: str) -> None:
    (row,) = rows(reports_to_csv([report(text)])["paragraphs.csv"])
    assert row["text"] == "'" + text


def test_quotes_and_line_breaks_survive() -> None:
    text = 'Projektet "Trygg, Trapp"'
    (row,) = rows(reports_to_csv([report(text)])["paragraphs.csv"])
    assert row["text"] == text


def test_json_names_never_collide() -> None:
    files = ["a/x.pdf", "b/x.pdf", "x.txt", "y.pdf"]
    assert json_names(files) == ["x.pdf-1.json", "x.pdf-2.json", "x.txt.json", "y.json"]
