"""Reports → JSON and CSV, as bytes: the same report always gives the same ones."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from ingest.archive.spreadsheet_safety import guard

if TYPE_CHECKING:
    from schema import Commitment, Report

REPORT_COLUMNS = ("file", "municipality_code", "municipality", "police_area", "year")
COMMITMENT_COLUMNS = (*REPORT_COLUMNS, "number", "label", "title", "group", "page")
ENTRY_COLUMNS = (
    *REPORT_COLUMNS,
    "number",
    "title",
    "period",
    "kind",
    "start",
    "end",
    "confidence",
    "text",
)
PARAGRAPH_COLUMNS = (
    *REPORT_COLUMNS,
    "number",
    "title",
    "period",
    "paragraph",
    "page",
    "x0",
    "top",
    "x1",
    "bottom",
    "confidence",
    "corrections",
    "text",
    "raw",
)

Row = dict[str, Any]


def report_to_json(report: Report) -> bytes:
    """The report as indented UTF-8 JSON, ending in a newline."""
    text = json.dumps(report.model_dump(mode="json"), ensure_ascii=False, indent=2)
    return (text + "\n").encode("utf-8")


def reports_to_csv(reports: Sequence[Report]) -> dict[str, bytes]:
    """The tables over all reports: file name → RFC 4180 CSV in UTF-8.

    Cells that a spreadsheet would take for a formula get an apostrophe in
    front; the JSON keeps them as they are.
    """
    return {
        "commitments.csv": _csv(COMMITMENT_COLUMNS, _commitment_rows(reports)),
        "entries.csv": _csv(ENTRY_COLUMNS, _entry_rows(reports)),
        "paragraphs.csv": _csv(PARAGRAPH_COLUMNS, _paragraph_rows(reports)),
    }


def json_names(files: Sequence[str]) -> list[str]:
    """A name for the JSON of each input: its stem, or more of it where stems are equal."""
    stems = Counter(PurePath(file).stem for file in files)
    names = Counter(PurePath(file).name for file in files)
    seen: Counter[str] = Counter()
    given: list[str] = []
    for file in map(PurePath, files):
        chosen = file.stem if stems[file.stem] == 1 else file.name
        seen[file.name] += 1
        if names[file.name] > 1:  # equal names in several folders: numbered in the order given
            chosen = f"{chosen}-{seen[file.name]}"
        given.append(f"{chosen}.json")
    return given


def _csv(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    import pandas

    table = pandas.DataFrame(list(rows), columns=list(columns), dtype=object)
    table = table.map(_safe_for_spreadsheets)
    return table.to_csv(index=False, lineterminator="\r\n").encode("utf-8")


def _safe_for_spreadsheets(value: object) -> object:
    return guard(value) if isinstance(value, str) else value


def _report_cells(report: Report) -> Row:
    return {
        "file": report.source.file,
        "municipality_code": report.municipality_code,
        "municipality": report.municipality,
        "police_area": report.police_area,
        "year": report.year,
    }


def _commitments(reports: Sequence[Report]) -> Iterator[tuple[Row, Commitment]]:
    for report in reports:
        cells = _report_cells(report)
        for commitment in report.commitments:
            yield {**cells, "number": commitment.number, "title": commitment.title}, commitment


def _commitment_rows(reports: Sequence[Report]) -> Iterator[Row]:
    for cells, commitment in _commitments(reports):
        yield {**cells, "label": commitment.label, "group": commitment.group, "page": commitment.page}


def _entry_rows(reports: Sequence[Report]) -> Iterator[Row]:
    for cells, commitment in _commitments(reports):
        for entry in commitment.entries:
            yield {
                **cells,
                "period": entry.period,
                "kind": entry.kind,
                "start": entry.start.isoformat() if entry.start else None,
                "end": entry.end.isoformat() if entry.end else None,
                "confidence": entry.confidence,
                "text": entry.text,
            }


def _paragraph_rows(reports: Sequence[Report]) -> Iterator[Row]:
    for cells, commitment in _commitments(reports):
        for entry in commitment.entries:
            for number, paragraph in enumerate(entry.paragraphs, 1):
                yield {
                    **cells,
                    "period": entry.period,
                    "paragraph": number,
                    "page": paragraph.page,
                    **(paragraph.box.model_dump() if paragraph.box else {}),
                    "confidence": paragraph.confidence,
                    "corrections": len(paragraph.corrections),
                    "text": paragraph.text,
                    "raw": paragraph.raw,
                }
