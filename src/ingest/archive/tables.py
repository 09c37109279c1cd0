"""From a `Report` to rows of the data set's tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from ingest.archive.keys import commitment_keys, place_key, report_key
from schema.report import Box, Commitment, Correction, Entry, Report
from schema.tables import (
    CommitmentRow,
    CorrectionRow,
    EntryRow,
    FieldRow,
    FindingRow,
    ParagraphRow,
    ReportRow,
    Row,
    UnassignedRow,
)

ALTERNATIVES_PARTED_BY = " | "


def report_to_rows(report: Report) -> Iterator[Row]:
    """All rows of one report; a row comes after the rows it refers to."""
    key = report_key(report.source.sha256)
    yield _report_row(key, report)
    yield from _corrections(report.title_corrections, key, report=key, place="report title")
    place = place_key(report.municipality_code, report.municipality, report.police_area)
    over_years = commitment_keys(place, (commitment.title for commitment in report.commitments))
    for commitment, commitment_key in zip(report.commitments, over_years, strict=True):
        yield from _commitment_rows(commitment, commitment_key, key)
    for number, finding in enumerate(report.findings, start=1):
        yield FindingRow(finding=f"{key}-n{number}", report=key, number=number, **finding.model_dump())
    for number, passage in enumerate(report.unassigned, start=1):
        yield UnassignedRow(
            passage=f"{key}-u{number}",
            report=key,
            number=number,
            text=passage.text,
            reason=passage.reason,
            page=passage.page,
            **_edges(passage.box),
        )


def _report_row(key: str, report: Report) -> ReportRow:
    severities = Counter(finding.severity for finding in report.findings)
    return ReportRow(
        report=key,
        sha256=report.source.sha256,
        file=report.source.file,
        title=report.title,
        year=report.year,
        municipality=report.municipality,
        municipality_code=report.municipality_code,
        police_area=report.police_area,
        kind=report.source.kind,
        layout=report.source.layout,
        pages=report.source.pages,
        commitments=len(report.commitments),
        unassigned=len(report.unassigned),
        errors=severities["error"],
        warnings=severities["warning"],
        infos=severities["info"],
        versions=_as_text(report.source.versions),
        settings=_as_text(report.source.settings),
    )


def _commitment_rows(commitment: Commitment, commitment_key: str, report: str) -> Iterator[Row]:
    key = f"{report}-{commitment.number}"
    yield CommitmentRow(
        commitment=key,
        report=report,
        commitment_key=commitment_key,
        number=commitment.number,
        label=commitment.label,
        title=commitment.title,
        title_raw=commitment.title_raw,
        group=commitment.group,
        page=commitment.page,
        **_edges(commitment.box),
    )
    yield from _corrections(
        commitment.title_corrections, key, report=report, place="commitment title", commitment=key
    )
    for number, field in enumerate(commitment.fields, start=1):
        field_key = f"{key}-f{number}"
        yield FieldRow(
            field=field_key,
            commitment=key,
            number=number,
            name=field.name,
            text=field.text,
            raw=field.raw,
            colour=field.colour,
            page=field.page,
            **_edges(field.box),
        )
        yield from _corrections(
            field.corrections, field_key, report=report, place="field", commitment=key, field=field_key
        )
    for number, entry in enumerate(commitment.entries, start=1):
        yield from _entry_rows(entry, number, key, report)


def _entry_rows(entry: Entry, number: int, commitment: str, report: str) -> Iterator[Row]:
    key = f"{commitment}-e{number}"
    yield EntryRow(
        entry=key,
        commitment=commitment,
        number=number,
        period=entry.period,
        kind=entry.kind,
        start=entry.start,
        end=entry.end,
        text=entry.text,
        paragraphs=len(entry.paragraphs),
        confidence=entry.confidence,
    )
    for place, paragraph in enumerate(entry.paragraphs, start=1):
        paragraph_key = f"{key}-p{place}"
        yield ParagraphRow(
            paragraph=paragraph_key,
            entry=key,
            number=place,
            text=paragraph.text,
            raw=paragraph.raw,
            page=paragraph.page,
            confidence=paragraph.confidence,
            **_edges(paragraph.box),
        )
        yield from _corrections(
            paragraph.corrections,
            paragraph_key,
            report=report,
            place="paragraph",
            commitment=commitment,
            paragraph=paragraph_key,
        )


def _corrections(
    corrections: tuple[Correction, ...],
    owner: str,
    *,
    report: str,
    place: str,
    commitment: str | None = None,
    paragraph: str | None = None,
    field: str | None = None,
) -> Iterator[CorrectionRow]:
    for number, correction in enumerate(corrections, start=1):
        yield CorrectionRow.model_validate(
            {
                **correction.model_dump(exclude={"alternatives"}),
                "alternatives": ALTERNATIVES_PARTED_BY.join(correction.alternatives),
                "correction": f"{owner}-c{number}",
                "report": report,
                "commitment": commitment,
                "paragraph": paragraph,
                "field": field,
                "place": place,
            }
        )


def _edges(box: Box | None) -> dict[str, float | None]:
    if box is None:
        return {"x0": None, "top": None, "x1": None, "bottom": None}
    return {"x0": box.x0, "top": box.top, "x1": box.x1, "bottom": box.bottom}


def _as_text(values: Mapping[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in sorted(values.items()))
