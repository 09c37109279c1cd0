"""The tables as an Excel workbook, a sheet a table, within Excel's limits and saying where they bite."""

from __future__ import annotations

import datetime
from operator import attrgetter
from pathlib import Path
from typing import Any

from ingest.archive.spreadsheet_safety import looks_like_formula
from schema.tables import TABLES, Row, columns_of

SHEET_ROWS = 1_048_576
"""Rows of a sheet, with the heading (Excel specifications and limits)."""

CELL_CHARACTERS = 32_767
"""Characters of a cell, counted in UTF-16 (Excel specifications and limits)."""

FITS_SURELY = CELL_CHARACTERS // 2
"""Characters that fit even if each takes two units of UTF-16."""

CUT_MARK = " […]"
"""Ends a text that was cut to fit."""

NOTICES_KEPT = 100
"""Notices listed one by one in the workbook; the rest are counted."""

_CREATED = datetime.datetime(2000, 1, 1)
"""A fixed date, so that the same data gives the same bytes."""

_WIDTHS = {"string": 24, "integer": 10, "number": 10, "date": 12}
_WIDE = {"text": 80, "raw": 60, "title": 50, "title_raw": 40, "message": 80, "reason": 50, "path": 50}
"""Widths of columns in characters."""


class Workbook:
    """Writes all tables into one workbook; ``notices`` says what did not fit."""

    def __init__(self, path: Path, *, sheet_rows: int = SHEET_ROWS) -> None:
        """Create the workbook. ``sheet_rows`` is for the tests of the limit."""
        import xlsxwriter

        # constant_memory: each row goes to disk as soon as the next begins.
        self._book = xlsxwriter.Workbook(path, {"constant_memory": True})
        self._book.set_properties({"created": _CREATED, "title": "Follow-ups of citizens' promises"})
        self._heading = self._book.add_format({"bold": True})
        self._guarded = self._book.add_format({"quote_prefix": True})
        self._date = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._sheet_rows = sheet_rows
        self._about = self._book.add_worksheet("about")
        self._sheets: dict[str, Any] = {}
        self._next_row: dict[str, int] = {}
        self._parts: dict[str, int] = {}
        self._values = {table.table: attrgetter(*table.model_fields) for table in TABLES}
        self._tables = {table.table: table for table in TABLES}
        self.notices: list[str] = []
        for table in TABLES:
            self._begin_sheet(table)

    def write(self, row: Row) -> None:
        """Add a row to the sheet of its table, or to the next one if that is full."""
        name = row.table
        if self._next_row[name] == self._sheet_rows:
            self._begin_sheet(self._tables[name])
        sheet, number = self._sheets[name], self._next_row[name]
        for column, (heading, value) in enumerate(
            zip(self._tables[name].model_fields, self._values[name](row), strict=True)
        ):
            if value is None or value == "":
                continue
            if isinstance(value, str):
                text = value if len(value) <= FITS_SURELY else self._fit(value, heading, row)
                sheet.write_string(number, column, text, self._guarded if looks_like_formula(text) else None)
            elif isinstance(value, datetime.date):
                sheet.write_datetime(number, column, value, self._date)
            else:
                sheet.write_number(number, column, value)
        self._next_row[name] = number + 1

    def close(self) -> None:
        """Write the sheet about the data and finish the file."""
        lines = [
            "Follow-up reports of Swedish citizens' promises (medborgarlöften), read by tertial.",
            "Columns, units, sources and licences: datapackage.json beside this file.",
        ]
        lines += [f"{table.table}: {' '.join((table.__doc__ or '').split())}" for table in TABLES]
        lines += self.notices[:NOTICES_KEPT]
        if len(self.notices) > NOTICES_KEPT:
            lines.append(f"and {len(self.notices) - NOTICES_KEPT} more notices of this kind")
        self._about.set_column(0, 0, 120)
        for number, line in enumerate(lines):
            self._about.write_string(number, 0, line)
        self._book.close()

    def _begin_sheet(self, table: type[Row]) -> None:
        part = self._parts[table.table] = self._parts.get(table.table, 0) + 1
        sheet = self._book.add_worksheet(table.table if part == 1 else f"{table.table} ({part})")
        if part > 1:
            self.notices.append(
                f"the table {table.table} has more rows than a sheet of Excel: "
                f"it goes on in the sheet “{table.table} ({part})”"
            )
        columns = columns_of(table)
        for number, column in enumerate(columns):
            sheet.set_column(number, number, _WIDE.get(column.name, _WIDTHS[column.type]))
            sheet.write_string(0, number, column.name, self._heading)
        sheet.freeze_panes(1, 0)
        self._sheets[table.table] = sheet
        self._next_row[table.table] = 1

    def _fit(self, text: str, column: str, row: Row) -> str:
        if len(text.encode("utf-16-le")) // 2 <= CELL_CHARACTERS:
            return text
        room = (CELL_CHARACTERS - len(CUT_MARK)) * 2
        kept = text.encode("utf-16-le")[:room].decode("utf-16-le", errors="ignore")
        self.notices.append(
            f"{row.table}.{column} of {getattr(row, row.key)} has {len(text):,} characters, "
            f"a cell of Excel takes {CELL_CHARACTERS:,}: cut in the workbook, whole in every other file"
        )
        return kept + CUT_MARK
