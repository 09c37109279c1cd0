"""``datapackage.json``: what the tables are, for people and programs (Data Package standard, version 1).

https://specs.frictionlessdata.io/data-package/ and …/table-schema/. A column's
unit is the property ``unit``, which the standard leaves to the publisher.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from ingest.archive.csv_tables import CsvDialect
from schema.tables import TABLES, Column, Row, columns_of

NAME = "datapackage.json"

LICENCES = [
    {
        "name": "other-pd",
        "title": "The texts: statements of Swedish authorities, without copyright (9 § lag 1960:729)",
        "path": "https://www.riksdagen.se/sv/dokument-och-lagar/dokument/svensk-forfattningssamling/"
        "lag-1960729-om-upphovsratt-till-litterara-och_sfs-1960-729/",
    },
    {
        "name": "CC0-1.0",
        "title": "The tables made of them: CC0 1.0",
        "path": "https://creativecommons.org/publicdomain/zero/1.0/",
    },
]


def describe(folder: Path, dialect: CsvDialect, reports: int, files: int) -> bytes:
    """The descriptor of the CSV files in ``folder``, made from ``files`` inputs with ``reports`` contents."""
    package = {
        "profile": "tabular-data-package",
        "name": "medborgarloften",
        "title": "Follow-ups of Swedish citizens' promises (medborgarlöften)",
        "description": f"{reports} follow-up reports, read by tertial from {files} files (outcomes.csv). "
        "In the CSV files a leading apostrophe is never part of a text: it keeps spreadsheets from running "
        "texts that begin with = + - @ as formulas.",
        "licenses": LICENCES,
        "sources": _sources(files),
        "resources": [_resource(folder, table, dialect, files) for table in TABLES],
    }
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _resource(folder: Path, table: type[Row], dialect: CsvDialect, files: int) -> dict[str, Any]:
    path = folder / f"{table.table}.csv"
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "profile": "tabular-data-resource",
        "name": table.table,
        "title": table.table.capitalize(),
        "description": " ".join((table.__doc__ or "").split()),
        "path": path.name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": dialect.encoding,
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
        "dialect": {"delimiter": dialect.delimiter, "lineTerminator": "\r\n", "doubleQuote": True},
        "licenses": LICENCES,
        "sources": _sources(files),
        "schema": {
            "fields": [_field(column, table, dialect) for column in columns_of(table)],
            "missingValues": [""],
            "primaryKey": table.key,
            "foreignKeys": [
                {"fields": column, "reference": {"resource": other, "fields": _key_of(other)}}
                for column, other in table.references.items()
            ],
        },
    }


def _field(column: Column, table: type[Row], dialect: CsvDialect) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": column.type,
        "description": column.description,
    }
    if column.unit:
        field["unit"] = column.unit
    if column.type == "number" and dialect.decimal != ".":
        field["decimalChar"] = dialect.decimal
    if column.type == "date":
        field["format"] = "default"
    constraints: dict[str, Any] = {}
    if column.name == table.key:
        constraints["unique"] = True
    # A text that may be empty reads as missing in CSV: only other columns can be required.
    if column.name == table.key or (column.required and _never_empty(column, table)):
        constraints["required"] = True
    if column.values:
        constraints["enum"] = list(column.values)
    if constraints:
        field["constraints"] = constraints
    return field


def _never_empty(column: Column, table: type[Row]) -> bool:
    return column.type != "string" or bool(column.values) or column.name in table.references


def _key_of(table: str) -> str:
    return next(row.key for row in TABLES if row.table == table)


def _sources(files: int) -> list[dict[str, str]]:
    return [
        {
            "title": f"{files} follow-up reports of Swedish municipalities and local police areas, "
            "listed with their SHA-256 in outcomes.csv",
            "path": "outcomes.csv",
        }
    ]
