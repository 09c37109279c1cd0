"""Golden files from typed sources: what a reader of the sample should get, never what a program got.

The text of a golden is the text a person typed into ``samples/sources``; the
recipe of a sample adds what only the page has (running headers, colours).
"""

from __future__ import annotations

import calendar
import json
from pathlib import Path
from typing import Any

Json = dict[str, Any]

MONTHS: dict[str, tuple[int, int]] = {
    "T1": (1, 4), "T2": (5, 8), "T3": (9, 12),
    "Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12),
    "H1": (1, 6), "H2": (7, 12),
    "Y": (1, 12),
}  # fmt: skip
"""First and last month of every period the schema names."""

SOURCES = Path(__file__).parents[1] / "sources"


def source(name: str) -> Json:
    """The typed text ``samples/sources/<name>.json``."""
    text = (SOURCES / f"{name}.json").read_text(encoding="utf-8")
    content: Json = json.loads(text)
    return content


def periods_of(content: Json) -> list[str]:
    """Names of the report's periods, in order: three tertials unless the source says otherwise."""
    return list(content.get("periods", ["T1", "T2", "T3"]))


def entry(period: str, year: int, paragraphs: list[str], kind: str | None = None) -> Json:
    """One entry; ``kind`` year-to-date runs from January to the last month of ``period``."""
    known = kind or ("year" if period == "Y" else "period")
    first, last = MONTHS[period]
    if known == "year-to-date":
        first = 1
    end = calendar.monthrange(year, last)[1]
    return {
        "period": period,
        "kind": known,
        "start": f"{year}-{first:02}-01",
        "end": f"{year}-{last:02}-{end}",
        "paragraphs": paragraphs,
    }


def golden(
    content: Json,
    layout: str,
    *,
    furniture: list[str] | None = None,
    unassigned: list[str] | None = None,
) -> Json:
    """The golden file for one setting of ``content``."""
    kinds: dict[str, str] = content.get("kinds", {})
    commitments = [
        {
            "number": number,
            "label": given.get("label"),
            "title": given["title"],
            "group": given.get("group"),
            "fields": given.get("fields", []),
            "entries": [
                entry(period, content["year"], given.get(period, []), kinds.get(period))
                for period in periods_of(content)
            ],
        }
        for number, given in enumerate(content["commitments"], 1)
    ]
    return {
        "title": content["title"],
        "year": content["year"],
        "municipality": content["municipality"],
        "municipality_code": content["municipality_code"],
        "police_area": content["police_area"],
        "layout": layout,
        "commitments": commitments,
        "unassigned": unassigned or [],
        "furniture": furniture or [],
    }


def write(path: Path, value: Json) -> None:
    """``value`` as readable JSON with a last newline."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
