"""What stands under a commitment's title before its results: "Ansvarig: Polisen", plain description."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.layouts.flow import Flow
from ingest.lines import Row, folded, row_of
from ingest.sections import Heading, SideCell

DESCRIPTION = "Beskrivning"
"""Name of the field that takes text between a title and its results; no heading is printed over it."""

_NAMED = re.compile(
    r"^(?:ansvarig(?:a|t)?|status|mal|syfte|tidplan|tid|indikator(?:er)?|kontakt(?:person)?|malgrupp|"
    r"samverkan(?:spartner)?|aktor(?:er)?|bakgrund|effekt|bedomning|kommentar):$"
)

LONGEST_NAME = 3
"""Words before the colon of a named line ("Ansvarig för insatsen:") at most."""


def described(rows: Sequence[Row], flow: Flow) -> tuple[tuple[SideCell, ...], tuple[Heading, ...]]:
    """Side fields for the rows, and the printed names of those that have one."""
    fields: list[tuple[str, list[Row]]] = []
    names: list[Heading] = []
    for row in rows:
        stop = _name_end(row)
        if stop:
            name = row_of(row.words[:stop])
            names.append(Heading(name.line, "column"))
            fields.append((name.text.rstrip(":"), []))
            if row.words[stop:]:
                fields[-1][1].append(row_of(row.words[stop:]))
        elif fields:
            fields[-1][1].append(row)
        else:
            fields.append((DESCRIPTION, [row]))
    page = rows[0].page if rows else 1
    return (
        tuple(
            SideCell(name, flow.passages(given), given[0].page if given else page) for name, given in fields
        ),
        tuple(names),
    )


def _name_end(row: Row) -> int | None:
    for stop in range(1, min(LONGEST_NAME, len(row.words)) + 1):
        if row.words[stop - 1].text.endswith(":"):
            return stop if _NAMED.match(folded(row.words[0].text.rstrip(":")) + ":") else None
    return None
