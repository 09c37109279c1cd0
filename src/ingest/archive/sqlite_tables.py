"""The tables as one SQLite file with keys, indexes and full-text search; Datasette opens it as it is."""

from __future__ import annotations

import datetime
import sqlite3
from operator import attrgetter
from pathlib import Path

from schema.tables import TABLES, Row, columns_of

_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "date": "TEXT"}

_INDEXED = {
    "reports": ("municipality_code", "year"),
    "commitments": ("commitment_key",),
    "entries": ("period",),
    "findings": ("rule", "severity"),
}
"""Columns that people select by, besides the keys."""

_SEARCHED = {"commitments": "title", "entries": "text", "paragraphs": "text"}
"""Columns with full-text search, in tables named ``<table>_fts``."""

_KEYS = {table.table: table.key for table in TABLES}

_TOKENS = "unicode61 remove_diacritics 2"
"""A search finds "åtgärder" by "atgarder" too: letters that OCR lost, and keyboards without å."""

_IN_CONTEXT = """
CREATE VIEW entries_in_context AS
SELECT reports.municipality, reports.municipality_code, reports.year, commitments.commitment_key,
       commitments.number AS commitment_number, commitments.title, entries.period, entries."start",
       entries."end", entries.text, entries.confidence, entries.entry, reports.report
FROM entries
JOIN commitments ON commitments.commitment = entries.commitment
JOIN reports ON reports.report = commitments.report
"""


class SqliteTables:
    """Writes all tables into one file. The texts are exact."""

    def __init__(self, path: Path) -> None:
        """Create the file and its tables; ``path`` must not exist."""
        self._connection = sqlite3.connect(path, isolation_level=None)
        # The file is written beside its place and renamed when whole: a journal would protect nothing.
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "foreign_keys=ON"):
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.execute("BEGIN")
        for table in TABLES:
            self._connection.execute(_create(table))
        self._connection.execute(_IN_CONTEXT)
        self._values = {table.table: attrgetter(*table.model_fields) for table in TABLES}
        self._inserts = {
            table.table: f"INSERT INTO {table.table} VALUES ({', '.join('?' * len(table.model_fields))})"
            for table in TABLES
        }

    def write(self, row: Row) -> None:
        """Add a row to its table; the rows it refers to must be there."""
        values = self._values[row.table](row)
        self._connection.execute(
            self._inserts[row.table],
            [value.isoformat() if isinstance(value, datetime.date) else value for value in values],
        )

    def close(self) -> None:
        """Build the indexes and the full-text search, and finish the file."""
        for table in TABLES:
            for column in (*table.references, *_INDEXED.get(table.table, ())):
                self._connection.execute(
                    f'CREATE INDEX "{table.table}_{column}" ON "{table.table}" ("{column}")'
                )
        for name, column in _SEARCHED.items():
            options = f'content="{name}", tokenize="{_TOKENS}"'
            self._connection.execute(f"CREATE VIRTUAL TABLE {name}_fts USING fts5 ({column}, {options})")
            self._connection.execute(f"INSERT INTO {name}_fts ({name}_fts) VALUES ('rebuild')")
            self._connection.execute(f"INSERT INTO {name}_fts ({name}_fts) VALUES ('optimize')")
        self._connection.execute("COMMIT")
        self._connection.close()


def _create(table: type[Row]) -> str:
    lines = []
    for column in columns_of(table):
        line = f'    "{column.name}" {_TYPES[column.type]}'
        if column.required:
            line += " NOT NULL"
        if column.name == table.key:
            line += " PRIMARY KEY"
        if column.name in table.references:
            other = table.references[column.name]
            line += f" REFERENCES {other} ({_KEYS[other]})"  # Datasette needs the column named
        if column.values:
            line += f' CHECK ("{column.name}" IN ({", ".join(repr(value) for value in column.values)}))'
        comment = column.description + (f" ({column.unit})" if column.unit else "")
        lines.append((line, comment))
    body = "\n".join(
        f"{line}{',' if number < len(lines) else ''} -- {comment}"
        for number, (line, comment) in enumerate(lines, start=1)
    )
    return f"CREATE TABLE {table.table} (\n{body}\n)"
