"""Every broken sample is caught by exactly the rule it is meant for; sound ones by none."""

from __future__ import annotations

import datetime
import tomllib
from pathlib import Path
from typing import Any

import pytest

from ingest.settings import Settings
from ingest.validation import RULES
from ingest.validation.inputs import check_file, prepare
from ingest.validation.rule import at_least
from ingest.validation.rules import UNREADABLE, rule_by_id
from ingest.validation.settings_file import ValidationSettings
from schema.report import Severity

SAMPLES = Path(__file__).parents[2] / "samples"
BROKEN = SAMPLES / "broken"
CASES: list[dict[str, Any]] = tomllib.loads((BROKEN / "cases.toml").read_text(encoding="utf-8"))["case"]
LEAST_CASES = 15
"""The bar of issue 7."""


def rules_that_fire(path: Path, least: Severity = "warning", **options: Path | datetime.date) -> set[str]:
    """The rules that find something at ``least`` or above."""
    checking = prepare(ValidationSettings.model_validate({}).model_copy(update=options), Settings())
    outcome = check_file(path, checking)
    return {finding.rule for finding in outcome.findings if at_least(finding.severity, least)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["file"])
def test_caught_by_exactly_its_rule(case: dict[str, Any]) -> None:
    options = {name: BROKEN / case[name] for name in ("expect", "against") if name in case}
    rule = rule_by_id(case["rule"]) or UNREADABLE
    least: Severity = "info" if rule.severity == "info" else "warning"
    assert rules_that_fire(BROKEN / case["file"], least, **options) == {case["rule"]}


def test_the_sound_report_that_they_are_made_from_is_clean() -> None:
    assert rules_that_fire(BROKEN / "sound.pdf", "info", as_of=datetime.date(2025, 1, 31)) == set()


def test_there_are_enough_cases_and_each_names_a_rule() -> None:
    files = {case["file"] for case in CASES}
    assert len(files) >= LEAST_CASES
    assert {case["rule"] for case in CASES} <= {rule.id for rule in (*RULES, UNREADABLE)}
    lying = {path.name for path in BROKEN.iterdir() if path.suffix in (".pdf", ".txt")}
    assert lying | {"low-page-confidence.json", "doubtful-word.json"} == files | {"sound.pdf"}
