"""Run with ``python -m benchmarks.layouts [reports a layout] [layout]``: a table, and the exit code."""

from __future__ import annotations

import sys
from random import Random

from benchmarks.layouts.measure import Score, compare, typeset
from benchmarks.layouts.typeset import LAYOUTS

REPORTS = 200
"""Generated reports over all layouts (issue 5)."""

SEED = 5
GOOD_BAR = 0.995
"""Share of cells that must be good, of generated reports (issue 5)."""


def main(arguments: list[str]) -> int:
    """Measure and print; 1 if a bar is missed."""
    names = arguments[1:2] or list(LAYOUTS)
    each = int(arguments[0]) if arguments else REPORTS // len(names)
    print("| layout | reports | recognised | cells | exact | good | spurious | titles |")
    print("|---|---|---|---|---|---|---|---|")
    total = Score()
    for name in names:
        score = Score()
        for number in range(each):
            drawn = LAYOUTS[name](Random(f"{SEED}/{name}/{number}"))
            one = compare(drawn, typeset(drawn.source))
            for fault in one.faults:
                print(f"{name} {number}: {fault[:600]}", file=sys.stderr)
            score += one
        print(_line(name, score), flush=True)
        total += score
    print(_line("all", total))
    return 0 if total.good >= GOOD_BAR * total.cells and not total.spurious else 1


def _line(name: str, score: Score) -> str:
    return (
        f"| {name} | {score.reports} | {score.recognised} | {score.cells} | {score.exact / score.cells:.2%} "
        f"| {score.good / score.cells:.2%} | {score.spurious} | {score.titles_exact / score.titles:.2%} |"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
