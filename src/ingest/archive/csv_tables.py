"""The tables as CSV, plain or for spreadsheets set to a comma as decimal sign, and back again."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar

from ingest.archive.spreadsheet_safety import guard, unguard
from schema.tables import TABLES, Row, columns_of

RowOf = TypeVar("RowOf", bound=Row)

LONGEST_CELL = 1 << 30
"""Characters of a cell when tables are read back: Python's own limit of 131,072 could be
passed by a long entry."""


@dataclass(frozen=True, slots=True)
class CsvDialect:
    """How the CSV files are written."""

    delimiter: str
    encoding: str
    decimal: str


RFC_4180 = CsvDialect(delimiter=",", encoding="utf-8", decimal=".")
"""Comma, CRLF, quotes doubled: what every program reads."""

EXCEL = CsvDialect(delimiter=";", encoding="utf-8-sig", decimal=",")
"""What a Swedish Excel opens by a double click: byte order mark, semicolons, decimal comma."""


class CsvTables:
    """Writes one CSV file a table."""

    def __init__(self, folder: Path, dialect: CsvDialect) -> None:
        """Open ``<table>.csv`` in ``folder`` for every table and write the headings."""
        self._dialect = dialect
        self._files = ExitStack()
        self._writers: dict[str, Any] = {}
        self._values = {table.table: attrgetter(*table.model_fields) for table in TABLES}
        for table in TABLES:
            file = self._files.enter_context(
                (folder / f"{table.table}.csv").open("w", encoding=dialect.encoding, newline="")
            )
            writer = csv.writer(file, delimiter=dialect.delimiter, lineterminator="\r\n")
            writer.writerow(table.model_fields)
            self._writers[table.table] = writer

    def write(self, row: Row) -> None:
        """Add a row to its table."""
        values = self._values[row.table](row)
        self._writers[row.table].writerow([_cell(value, self._dialect) for value in values])

    def close(self) -> None:
        """Finish the files."""
        self._files.close()


def rows_to_csv(table: type[RowOf], rows: Iterable[RowOf], dialect: CsvDialect) -> bytes:
    """One table as the content of a CSV file."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=dialect.delimiter, lineterminator="\r\n")
    writer.writerow(table.model_fields)
    for row in rows:
        writer.writerow([_cell(getattr(row, name), dialect) for name in table.model_fields])
    return file.getvalue().encode(dialect.encoding)


def _cell(value: object, dialect: CsvDialect) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return guard(value)
    if isinstance(value, float):
        return repr(value).replace(".", dialect.decimal)
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value)


def read_table(folder: Path, table: type[RowOf]) -> Iterator[RowOf]:
    """The rows of a table as they were given to the writer, whichever dialect the file has.

    An empty cell of a column that may be empty is None: CSV cannot tell the two apart.
    """
    optional = {column.name for column in columns_of(table) if not column.required}
    numbers = {column.name for column in columns_of(table) if column.type == "number"}
    previous = csv.field_size_limit(LONGEST_CELL)
    try:
        with (folder / f"{table.table}.csv").open(encoding="utf-8-sig", newline="") as file:
            delimiter = ";" if ";" in file.readline() else ","
            file.seek(0)
            for cells in csv.DictReader(file, delimiter=delimiter):
                values: dict[str, Any] = {}
                for name, cell in cells.items():
                    if cell == "" and name in optional:
                        values[name] = None
                    elif name in numbers:
                        values[name] = cell.replace(",", ".")
                    else:
                        values[name] = unguard(cell)
                yield table.model_validate(values)
    finally:
        csv.field_size_limit(previous)
