"""All files of the data set, written in one pass over the reports: memory does not grow with their number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from ingest.archive.csv_tables import EXCEL, RFC_4180, CsvTables
from ingest.archive.datapackage import NAME, describe
from ingest.archive.keys import report_key
from ingest.archive.outcome import Outcome
from ingest.archive.tables import report_to_rows
from schema import Report
from schema.tables import TABLES, OutcomeRow, Row

Format = Literal["parquet", "sqlite", "xlsx"]
"""What can be written besides CSV, which always is: datapackage.json describes it."""

FORMATS: tuple[Format, ...] = ("parquet", "sqlite", "xlsx")
SQLITE = "dataset.sqlite"
WORKBOOK = "dataset.xlsx"


@dataclass(frozen=True, slots=True)
class Listed:
    """An input file with what became of its content."""

    path: str
    outcome: Outcome
    same_as: str | None = None
    """The first path with the same content, if this is not it."""


class TableWriter(Protocol):
    """One kind of file that rows go into."""

    def write(self, row: Row) -> None:
        """Add a row; rows it refers to were given before."""

    def close(self) -> None:
        """Finish the files."""


def write_dataset(
    inputs: Iterable[Listed],
    read: Callable[[str], Report],
    folder: Path,
    *,
    formats: Iterable[Format] = FORMATS,
    excel: bool = False,
) -> tuple[str, ...]:
    """Write the tables over ``inputs``, in their order, into the empty ``folder``.

    ``read`` gives the report with a content hash. Returns notices about what
    a format could not hold.
    """
    from ingest.archive.workbook import Workbook

    dialect = EXCEL if excel else RFC_4180
    reports = files = 0
    with ExitStack() as closing:
        writers = list(_writers(folder, frozenset(formats), excel=excel))
        for writer in writers:
            closing.callback(writer.close)
        for listed in inputs:
            files += 1
            if listed.outcome.has_report and listed.same_as is None:
                reports += 1
                for row in report_to_rows(read(listed.outcome.sha256)):
                    for writer in writers:
                        writer.write(row)
            for writer in writers:
                writer.write(_outcome_row(listed))
    (folder / NAME).write_bytes(describe(folder, dialect, reports, files))
    return tuple(notice for writer in writers if isinstance(writer, Workbook) for notice in writer.notices)


def file_names(formats: Iterable[Format]) -> tuple[str, ...]:
    """The files that :func:`write_dataset` leaves, the descriptor last."""
    chosen = frozenset(formats)
    names = [f"{table.table}.csv" for table in TABLES]
    if "parquet" in chosen:
        names += [f"{table.table}.parquet" for table in TABLES]
    if "sqlite" in chosen:
        names.append(SQLITE)
    if "xlsx" in chosen:
        names.append(WORKBOOK)
    return (*names, NAME)


def _writers(folder: Path, formats: frozenset[Format], *, excel: bool) -> Iterator[TableWriter]:
    yield CsvTables(folder, EXCEL if excel else RFC_4180)
    if "parquet" in formats:
        from ingest.archive.parquet_tables import ParquetTables

        yield ParquetTables(folder)
    if "sqlite" in formats:
        from ingest.archive.sqlite_tables import SqliteTables

        yield SqliteTables(folder / SQLITE)
    if "xlsx" in formats:
        from ingest.archive.workbook import Workbook

        yield Workbook(folder / WORKBOOK)


def _outcome_row(listed: Listed) -> OutcomeRow:
    outcome = listed.outcome
    return OutcomeRow(
        path=listed.path,
        sha256=outcome.sha256 or None,
        outcome=outcome.name,
        reason=outcome.reason,
        report=report_key(outcome.sha256) if outcome.has_report else None,
        pages=outcome.pages,
        errors=outcome.errors,
        warnings=outcome.warnings,
        same_as=listed.same_as,
    )
