"""What the reading itself finds is registered too: it can be listed, switched off and mended."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from ingest.validation import RULES

SOURCES = Path(__file__).parents[2] / "src" / "ingest"


def _notices() -> Iterator[tuple[str, str, str]]:
    """(rule, severity, module) of every `Notice(…)` and `Finding(…)` that the sources write down."""
    for path in sorted(SOURCES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in ("Notice", "Finding"):
                said = [*node.args, *(word.value for word in node.keywords)]
                texts = [each.value for each in said[:2] if isinstance(each, ast.Constant)]
                if len(texts) == 2:
                    yield str(texts[0]), str(texts[1]), path.name


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def test_every_finding_of_the_reading_is_a_rule_with_that_severity() -> None:
    found = list(_notices())
    assert len(found) > 5, "no Notice(…) found: has it been renamed?"
    registered = {rule.id: rule.severity for rule in RULES}
    wrong = [each for each in found if registered.get(each[0]) != each[1]]
    assert not wrong, f"register these in src/ingest/validation/rules_reading.py: {wrong}"


def test_every_rule_without_a_check_is_found_by_the_reading() -> None:
    reported = {rule for rule, _, _ in _notices()}
    idle = [rule.id for rule in RULES if rule.check is None and rule.id not in reported]
    assert not idle, f"nothing reports these any more: {idle}"
