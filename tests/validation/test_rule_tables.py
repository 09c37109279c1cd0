"""The tables of rules and of broken samples in the READMEs are those of the code."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import rule_table  # noqa: E402

HOW = "stale: run `python tools/rule_table.py`"


def test_the_table_of_rules_is_that_of_the_code() -> None:
    """All but the numbers of sound samples, which change with every sample that is added."""
    written = rule_table.between((ROOT / "README.md").read_text(encoding="utf-8"), "rules")
    made = rule_table.rule_table({})

    def columns(table: str) -> list[tuple[str, ...]]:
        rows = [line.strip("|").split("|") for line in table.splitlines() if not line.startswith("|--")]
        return [(*(cell.strip() for cell in row[:3]), row[-1].strip()) for row in rows]

    assert columns(written) == columns(made), HOW


def test_the_table_of_broken_samples_is_that_of_the_cases() -> None:
    written = rule_table.between(
        (ROOT / "samples" / "broken" / "README.md").read_text(encoding="utf-8"), "cases"
    )
    assert written == rule_table.case_table(), HOW
