"""``tertial compare``: the commitments of a municipality over the years, as a table or CSV."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schema.tables import ChangeRow


def compare_command(
    dataset: Annotated[Path, typer.Argument(help="A data set made by `tertial batch`.", show_default=False)],
    municipality: Annotated[
        str, typer.Option("--municipality", "-m", help="Name or code: Jönköping, 0680; or a police area.")
    ],
    output_format: Annotated[
        Literal["table", "csv"], typer.Option("--format", "-f", help="What goes to stdout.")
    ] = "table",
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Write the CSV to this file as well.", dir_okay=False)
    ] = None,
    excel: Annotated[bool, typer.Option("--excel", help="CSV for a Swedish Excel: semicolons, BOM.")] = False,
) -> None:
    """Link the commitments of consecutive years: same, renamed, new, dropped.

    A renamed one is the most alike of the year before; the similarity of the
    two titles says how sure that is (1 the same, below 0.6 never linked).
    """
    from ingest.archive.compare import compare_years
    from ingest.archive.csv_tables import EXCEL, RFC_4180, rows_to_csv
    from ingest.writing import write_whole
    from schema.tables import ChangeRow

    changes = compare_years(dataset, municipality)
    if not changes:
        print("tertial: there is only one year to look at.", file=sys.stderr)
    data = rows_to_csv(ChangeRow, changes, EXCEL if excel else RFC_4180)
    if out is not None:
        write_whole(out, data)
    if output_format == "csv":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        for line in _table(changes):
            print(line)


def _table(changes: Sequence[ChangeRow]) -> list[str]:
    lines: list[str] = []
    years: tuple[int, int] | None = None
    for change in changes:
        if (change.from_year, change.to_year) != years:
            years = (change.from_year, change.to_year)
            lines += [""] if lines else []
            lines += [f"{change.municipality} {change.from_year} → {change.to_year}"]
        similarity = f"{change.similarity:.2f}" if change.similarity is not None else ""
        title = change.title_after or change.title_before
        lines.append(f"  {change.status:<8} {similarity:<5} {title}")
        if change.status == "renamed":
            lines.append(f"  {'':<8} {'':<5} before: {change.title_before}")
    return lines
