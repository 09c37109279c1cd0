"""The data dictionary of the README, made from the models of the tables.

    python -m ingest.archive.dictionary README.md

writes it between its two marks; a test fails when it is out of date.
"""

from __future__ import annotations

import sys
from pathlib import Path

from schema.tables import TABLES, ChangeRow, Column, Row, columns_of

BEGIN = "<!-- data dictionary: begin (made by python -m ingest.archive.dictionary README.md) -->"
END = "<!-- data dictionary: end -->"


def dictionary() -> str:
    """A Markdown table for each table of the data set."""
    described: tuple[type[Row], ...] = (*TABLES, ChangeRow)
    return "\n\n".join(_table(table) for table in described)


def with_dictionary(text: str) -> str:
    """``text`` with the dictionary of today between the marks; raises ValueError if they are missing."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the text has no marks: {BEGIN} … {END}")
    return f"{before}{BEGIN}\n\n{dictionary()}\n\n{END}{after}"


def _table(table: type[Row]) -> str:
    lines = [f"**{table.table}** – {' '.join((table.__doc__ or '').split())}", ""]
    lines += ["| column | type | meaning |", "|---|---|---|"]
    for column in columns_of(table):
        lines.append(f"| `{column.name}` | {column.type} | {_meaning(column, table)} |")
    return "\n".join(lines)


def _meaning(column: Column, table: type[Row]) -> str:
    meaning = column.description.replace("|", "\\|")
    if column.unit:
        meaning += f"; {column.unit}"
    if column.name in table.references:
        meaning += f" (→ {table.references[column.name]})"
    return meaning


if __name__ == "__main__":
    readme = Path(sys.argv[1])
    readme.write_text(with_dictionary(readme.read_text(encoding="utf-8")), encoding="utf-8")
