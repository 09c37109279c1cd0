#!/usr/bin/env python3
"""Write the tables of the validation rules between their markers in the READMEs.

``python tools/rule_table.py`` checks every sample (scans are read by OCR, so
it takes minutes) and rewrites README.md and samples/broken/README.md. A test
holds the tables against the rules and cases.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

from ingest.settings import Settings  # noqa: E402
from ingest.validation.inputs import check_file, prepare  # noqa: E402
from ingest.validation.rules import RULES, UNREADABLE  # noqa: E402
from ingest.validation.settings_file import ValidationSettings  # noqa: E402

SAMPLES = ROOT / "samples"
BROKEN = SAMPLES / "broken"
CASES = tomllib.loads((BROKEN / "cases.toml").read_text(encoding="utf-8"))["case"]
NOT_SAMPLES = ("broken", "not-reports")

Fired = dict[str, set[str]]
"""Sample to the ids of the rules that found something in it."""


def main() -> None:
    """Check all samples and rewrite both tables."""
    fired = {kind: rules_fired(files) for kind, files in samples().items()}
    write_between(ROOT / "README.md", "rules", rule_table(fired))
    write_between(BROKEN / "README.md", "cases", case_table())


def samples() -> dict[str, list[Path]]:
    """The sound samples by kind."""
    digital = sorted(SAMPLES.glob("*.pdf"))
    scans = [path for path in sorted(SAMPLES.glob("*/*.pdf")) if path.parent.name not in NOT_SAMPLES]
    dumps = [
        path
        for path in [*sorted(SAMPLES.glob("*.txt")), *sorted(SAMPLES.glob("*/*.txt"))]
        if path.parent.name not in NOT_SAMPLES
    ]
    return {"digital": digital, "scans": scans, "dumps": dumps}


def rules_fired(files: Iterable[Path]) -> Fired:
    """What fires on each file by the default settings."""
    checking = prepare(ValidationSettings(), Settings())
    fired = {}
    for file in files:
        print(file.name, file=sys.stderr)
        fired[file.name] = {finding.rule for finding in check_file(file, checking).findings}
    return fired


def rule_table(fired: dict[str, Fired]) -> str:
    """Every rule with its severity, its reason, and the number of samples of each kind that it fires on."""
    counts = {
        kind: Counter(rule for rules in each.values() for rule in rules) for kind, each in fired.items()
    }
    broken = Counter(case["rule"] for case in CASES)
    heads = [f"{kind} ({len(each)})" for kind, each in fired.items()]
    lines = [
        f"| rule | severity | what it finds | {' | '.join(heads)} | broken ({len(CASES)}) |",
        f"|---|---|---|{'--:|' * (len(heads) + 1)}",
    ]
    for rule in (*RULES, UNREADABLE):
        numbers = [str(counts[kind][rule.id]) for kind in fired]
        lines.append(
            f"| `{rule.id}` | {rule.severity} | {rule.reason} | {' | '.join(numbers)} | {broken[rule.id]} |"
        )
    return "\n".join(lines)


def case_table() -> str:
    """Every broken sample with its defect and the rule that catches it."""
    lines = ["| sample | defect | caught by |", "|---|---|---|"]
    for case in CASES:
        options = "".join(f" with `--{name} {case[name]}`" for name in ("expect", "against") if name in case)
        lines.append(f"| `{case['file']}` | {case['defect']} | `{case['rule']}`{options} |")
    return "\n".join(lines)


def between(text: str, name: str) -> str:
    """What stands between the markers of ``name``."""
    return text.split(_marker(name, "begin"), 1)[1].split(_marker(name, "end"), 1)[0].strip()


def write_between(path: Path, name: str, table: str) -> None:
    """Put ``table`` between the markers of ``name`` in the file."""
    head, rest = path.read_text(encoding="utf-8").split(_marker(name, "begin"), 1)
    tail = rest.split(_marker(name, "end"), 1)[1]
    text = f"{head}{_marker(name, 'begin')}\n\n{table}\n\n{_marker(name, 'end')}{tail}"
    path.write_text(text, encoding="utf-8")


def _marker(name: str, end: str) -> str:
    return f"<!-- {name}: {end} -->"


if __name__ == "__main__":
    main()
