"""The tables as Parquet, a file a table, written in row groups so that memory stays flat."""

from __future__ import annotations

from operator import attrgetter
from pathlib import Path
from typing import Any

from schema.tables import TABLES, Column, Row, columns_of

ROWS_A_GROUP = 1024
"""Rows held back until they are written: over all tables some megabytes."""


class ParquetTables:
    """Writes one Parquet file a table. The texts are exact; descriptions and units are in the schema."""

    def __init__(self, folder: Path) -> None:
        """Open ``<table>.parquet`` in ``folder`` for every table."""
        import pyarrow.parquet  # 60 MB and a quarter of a second: only where Parquet is wanted

        self._values = {table.table: attrgetter(*table.model_fields) for table in TABLES}
        self._held: dict[str, list[tuple[Any, ...]]] = {table.table: [] for table in TABLES}
        self._schemas = {table.table: _schema(table) for table in TABLES}
        self._writers = {
            name: pyarrow.parquet.ParquetWriter(folder / f"{name}.parquet", schema, compression="zstd")
            for name, schema in self._schemas.items()
        }

    def write(self, row: Row) -> None:
        """Add a row to its table."""
        held = self._held[row.table]
        held.append(self._values[row.table](row))
        if len(held) == ROWS_A_GROUP:
            self._write_group(row.table)

    def close(self) -> None:
        """Write what is held back and finish the files."""
        for name, writer in self._writers.items():
            self._write_group(name)
            writer.close()

    def _write_group(self, name: str) -> None:
        import pyarrow

        rows, schema = self._held[name], self._schemas[name]
        if rows:
            arrays = [
                pyarrow.array(values, type=field.type)
                for values, field in zip(zip(*rows, strict=True), schema, strict=True)
            ]
            self._writers[name].write_batch(pyarrow.record_batch(arrays, schema=schema))
            rows.clear()


def _schema(table: type[Row]) -> Any:
    import pyarrow

    kinds = {
        "string": pyarrow.string(),
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "date": pyarrow.date32(),
    }
    return pyarrow.schema(
        [
            pyarrow.field(column.name, kinds[column.type], not column.required, _metadata(column))
            for column in columns_of(table)
        ]
    )


def _metadata(column: Column) -> dict[str, str]:
    return {"description": column.description} | ({"unit": column.unit} if column.unit else {})
