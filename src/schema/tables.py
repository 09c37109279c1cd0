"""The tables of a data set: what one row of each file means.

The models are the one source of the column order, the types, the keys, the
Table Schema in ``datapackage.json``, the SQLite tables and the data
dictionary in the README. Columns may be added at the end, never renamed.

Columns carry the names that :class:`schema.Report` has for the same value.
Boxes are in PDF points, the origin at the top left corner of the page as
displayed; both are empty for text dumps.
"""

from __future__ import annotations

import datetime
import types
import typing
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from schema.report import CorrectionKind, EntryKind, Severity, SourceKind

ColumnType = Literal["string", "integer", "number", "date"]
"""Types of the Table Schema standard that the tables use."""

OutcomeName = Literal["ok", "with findings", "not a report", "failed"]
"""What became of an input. "with findings": at least one error or warning; "ok" may carry infos."""

POINTS = "PDF points (1/72 inch)"


def _column(description: str, *, unit: str | None = None) -> Any:
    return Field(description=description, json_schema_extra={"unit": unit} if unit else None)


class Row(BaseModel):
    """A row of a table; the docstring of each table says what a row stands for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    table: ClassVar[str]
    key: ClassVar[str]
    """The column that identifies a row."""
    references: ClassVar[dict[str, str]] = {}
    """Columns that hold the key of a row of another table."""


class OutcomeRow(Row):
    """What became of one input file. A file that lies in the archive twice is listed twice."""

    table = "outcomes"
    key = "path"
    references: ClassVar[dict[str, str]] = {"report": "reports"}

    path: str = _column("Where the file lies below the folder read; bytes that are no UTF-8 as \\xNN")
    sha256: str | None = _column("SHA-256 of the file's content; empty if it could not be read")
    outcome: OutcomeName = _column("ok, with findings (errors or warnings), not a report, or failed")
    reason: str = _column("Why, where the outcome is not a report or failed; empty otherwise")
    report: str | None = _column("The report that was read from it; empty if there is none")
    pages: int | None = _column("Pages of the file", unit="pages")
    errors: int = _column("Findings that say the data is wrong")
    warnings: int = _column("Findings that say the data may be wrong")
    same_as: str | None = _column("The first path with the same content, if this is not it")


class ReportRow(Row):
    """A follow-up report, once for each distinct content."""

    table = "reports"
    key = "report"

    report: str = _column("Key: the first 16 hexadecimal digits of the content's SHA-256")
    sha256: str = _column("SHA-256 of the file's content; its JSON is reports/<sha256>.json")
    file: str = _column("File name without folders")
    title: str = _column("Title as delivered")
    year: int | None = _column("Year the report follows up", unit="year")
    municipality: str | None = _column("Official short name of the municipality")
    municipality_code: str | None = _column("Four digits, as text")
    police_area: str | None = _column("Local police area, without those words")
    kind: SourceKind = _column("Where the letters came from: digital, scan, ocr-layer or text")
    layout: str = _column("The layout that was recognised")
    pages: int = _column("Pages of the file", unit="pages")
    commitments: int = _column("Number of commitments")
    unassigned: int = _column("Number of passages that found no place; see the table unassigned")
    errors: int = _column("Findings that say the data is wrong")
    warnings: int = _column("Findings that say the data may be wrong")
    infos: int = _column("Findings worth knowing")
    versions: str = _column("Versions of tool, libraries and model: name=version, parted by semicolons")
    settings: str = _column("Settings in force: name=value, parted by semicolons")


class CommitmentRow(Row):
    """A commitment of a report."""

    table = "commitments"
    key = "commitment"
    references: ClassVar[dict[str, str]] = {"report": "reports"}

    commitment: str = _column("Key: the report's key and the number")
    report: str = _column("The report it stands in")
    commitment_key: str = _column("The same for the same commitment in every year and run; see “Keys”")
    number: int = _column("Its place in the report, from 1")
    label: str | None = _column("Number printed before the title")
    title: str = _column("Title as delivered")
    title_raw: str = _column("Title as read")
    group: str | None = _column("Heading above several commitments")
    page: int = _column("Page of the title, from 1")
    x0: float | None = _column("Left edge of the title", unit=POINTS)
    top: float | None = _column("Upper edge of the title", unit=POINTS)
    x1: float | None = _column("Right edge of the title", unit=POINTS)
    bottom: float | None = _column("Lower edge of the title", unit=POINTS)


class FieldRow(Row):
    """What a report says of a commitment besides its periods: who is responsible, its status."""

    table = "fields"
    key = "field"
    references: ClassVar[dict[str, str]] = {"commitment": "commitments"}

    field: str = _column("Key: the commitment's key, f, and the number")
    commitment: str = _column("The commitment it belongs to")
    number: int = _column("Its place at the commitment, from 1")
    name: str = _column("Heading of the column or block, as printed")
    text: str = _column("Text as delivered")
    raw: str = _column("Text as read")
    colour: str | None = _column("Fill colour of the cell as #rrggbb, where the colour is data")
    page: int = _column("Page, from 1")
    x0: float | None = _column("Left edge", unit=POINTS)
    top: float | None = _column("Upper edge", unit=POINTS)
    x1: float | None = _column("Right edge", unit=POINTS)
    bottom: float | None = _column("Lower edge", unit=POINTS)


class EntryRow(Row):
    """What was done for one commitment in one period. An empty period has a row with empty text."""

    table = "entries"
    key = "entry"
    references: ClassVar[dict[str, str]] = {"commitment": "commitments"}

    entry: str = _column("Key: the commitment's key, e, and the number")
    commitment: str = _column("The commitment it belongs to")
    number: int = _column("Its place at the commitment, from 1")
    period: str = _column("T1–T3, Q1–Q4, H1–H2, or Y for the year")
    kind: EntryKind = _column("period, year-to-date (repeats earlier periods) or year")
    start: datetime.date | None = _column("First day of the period")
    end: datetime.date | None = _column("Last day of the period, inclusive")
    text: str = _column("The paragraphs, parted by blank lines")
    paragraphs: int = _column("Number of paragraphs")
    confidence: float = _column("How sure it is that the text belongs to this period", unit="0 to 1")


class ParagraphRow(Row):
    """A paragraph of an entry."""

    table = "paragraphs"
    key = "paragraph"
    references: ClassVar[dict[str, str]] = {"entry": "entries"}

    paragraph: str = _column("Key: the entry's key, p, and the number")
    entry: str = _column("The entry it belongs to")
    number: int = _column("Its place in the entry, from 1")
    text: str = _column("Paragraph as delivered")
    raw: str = _column("Paragraph as read, its lines parted by newlines")
    page: int = _column("Page it begins on, from 1")
    x0: float | None = _column("Left edge on that page", unit=POINTS)
    top: float | None = _column("Upper edge on that page", unit=POINTS)
    x1: float | None = _column("Right edge on that page", unit=POINTS)
    bottom: float | None = _column("Lower edge on that page", unit=POINTS)
    confidence: float = _column("How sure the letters and the place are", unit="0 to 1")


class CorrectionRow(Row):
    """One change between what was read and what is delivered: what was restored, and why."""

    table = "corrections"
    key = "correction"
    references: ClassVar[dict[str, str]] = {
        "report": "reports",
        "commitment": "commitments",
        "paragraph": "paragraphs",
        "field": "fields",
    }

    correction: str = _column("Key: the key of what was changed, c, and the number")
    report: str = _column("The report it was made in")
    commitment: str | None = _column("The commitment; empty for the report's title")
    paragraph: str | None = _column("The paragraph; empty for titles and fields")
    field: str | None = _column("The field; empty for titles and paragraphs")
    place: Literal["report title", "commitment title", "field", "paragraph"] = _column("What was changed")
    start: int = _column("Where it begins in the text as read", unit="characters from 0")
    end: int = _column("Where it ends in the text as read", unit="characters from 0, exclusive")
    text_start: int = _column("Where it begins in the text as delivered", unit="characters from 0")
    text_end: int = _column("Where it ends in the text as delivered", unit="characters from 0, exclusive")
    before: str = _column("What was read")
    after: str = _column("What is delivered")
    kind: CorrectionKind = _column("letter, ocr, hyphen or space")
    confidence: float = _column("How sure the change is", unit="0 to 1")
    reason: str = _column("Why it was made")
    alternatives: str = _column("Other readings that were weighed, parted by ' | '")


class FindingRow(Row):
    """Something a person should look at."""

    table = "findings"
    key = "finding"
    references: ClassVar[dict[str, str]] = {"report": "reports"}

    finding: str = _column("Key: the report's key, n, and the number")
    report: str = _column("The report it is about")
    number: int = _column("Its place in the report's list, from 1")
    rule: str = _column("Identifier of the rule")
    severity: Severity = _column("error, warning or info")
    message: str = _column("What is the matter and what to do")
    page: int | None = _column("Page, from 1")
    where: str = _column("Place in the report")


class UnassignedRow(Row):
    """A passage that found no place. Nothing that was read is left out."""

    table = "unassigned"
    key = "passage"
    references: ClassVar[dict[str, str]] = {"report": "reports"}

    passage: str = _column("Key: the report's key, u, and the number")
    report: str = _column("The report it stands in")
    number: int = _column("Its place in the report's list, from 1")
    text: str = _column("The text")
    reason: str = _column("Why it found no place")
    page: int = _column("Page, from 1")
    x0: float | None = _column("Left edge", unit=POINTS)
    top: float | None = _column("Upper edge", unit=POINTS)
    x1: float | None = _column("Right edge", unit=POINTS)
    bottom: float | None = _column("Lower edge", unit=POINTS)


class ChangeRow(Row):
    """A commitment from one year to the next, as ``tertial compare`` gives it; not part of the data set."""

    table = "changes"
    key = "change"

    change: int = _column("Its place in the list, from 1")
    municipality: str = _column("Official short name of the municipality, or the police area")
    from_year: int = _column("The earlier year", unit="year")
    to_year: int = _column("The later year: the next one that has a report", unit="year")
    status: Literal["same", "renamed", "new", "dropped"] = _column("same, renamed, new or dropped")
    similarity: float | None = _column(
        "How alike the two titles are; empty for new and dropped", unit="0 to 1"
    )
    title_before: str | None = _column("Title in the earlier year")
    title_after: str | None = _column("Title in the later year")
    key_before: str | None = _column("The commitment's key in the earlier year")
    key_after: str | None = _column("The commitment's key in the later year")


TABLES: tuple[type[Row], ...] = (
    ReportRow,
    OutcomeRow,
    CommitmentRow,
    FieldRow,
    EntryRow,
    ParagraphRow,
    CorrectionRow,
    FindingRow,
    UnassignedRow,
)
"""Every table of a data set; those that others refer to come first."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column as the writers need it."""

    name: str
    type: ColumnType
    required: bool
    description: str
    unit: str | None = None
    values: tuple[str, ...] = ()
    """The values it may have, where they are few and fixed."""


_TYPES: dict[type, ColumnType] = {str: "string", int: "integer", float: "number", datetime.date: "date"}


def columns_of(table: type[Row]) -> tuple[Column, ...]:
    """The columns of a table in their fixed order, read from its model."""
    columns = []
    for name, field in table.model_fields.items():
        kinds, values = _kinds(field.annotation)
        extra = field.json_schema_extra
        columns.append(
            Column(
                name=name,
                type=_TYPES[next(kind for kind in kinds if kind is not type(None))],
                required=type(None) not in kinds,
                description=field.description or "",
                unit=str(extra["unit"]) if isinstance(extra, dict) else None,
                values=values,
            )
        )
    return tuple(columns)


def _kinds(annotation: Any) -> tuple[tuple[type, ...], tuple[str, ...]]:
    if typing.get_origin(annotation) in (types.UnionType, typing.Union):
        parts = [_kinds(part) for part in typing.get_args(annotation)]
        return tuple(kind for kinds, _ in parts for kind in kinds), tuple(v for _, vs in parts for v in vs)
    if typing.get_origin(annotation) is Literal:
        return (str,), typing.get_args(annotation)
    return (annotation,), ()
