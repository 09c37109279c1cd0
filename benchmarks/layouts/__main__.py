"""Run with ``python -m benchmarks.layouts [reports a layout] [layout]``: tables, and the exit code.

Three tables: the samples; generated reports as their PDF gives them; the same
without what OCR does not see (weights, fonts, colours, drawn lines) and with
places a little off.
"""

from __future__ import annotations

import sys
from random import Random

from benchmarks.layouts.measure import Score, as_scanned, compare, typeset
from benchmarks.layouts.samples import sample_scores
from benchmarks.layouts.typeset import LAYOUTS

REPORTS = 200
"""Generated reports over all layouts (issue 5)."""

SEED = 5
GOOD_BAR = 0.995
"""Share of cells that must be good, of generated reports (issue 5)."""


def main(arguments: list[str]) -> int:
    """Measure and print; 1 if a bar is missed."""
    names = arguments[1:2] or list(LAYOUTS)
    each = int(arguments[0]) if arguments else -(-REPORTS // len(names))
    samples: dict[str, Score] = {}
    for layout, score in sample_scores():
        samples[layout] = samples.get(layout, Score()) + score
    of_samples = _table("samples", {name: samples[name] for name in names if name in samples})
    digital: dict[str, Score] = {}
    scanned: dict[str, Score] = {}
    for name in names:
        for number in range(each):
            drawn = LAYOUTS[name](Random(f"{SEED}/{name}/{number}"))
            pages = typeset(drawn.source)
            digital[name] = digital.get(name, Score()) + compare(drawn, pages)
            seen = as_scanned(pages, Random(f"{SEED}/{number}"))
            scanned[name] = scanned.get(name, Score()) + compare(drawn, seen)
    of_digital = _table("generated", digital)
    _table("generated, as scanned (no bar)", scanned)
    met = of_digital.good >= GOOD_BAR * of_digital.cells and not of_digital.spurious
    return 0 if met and of_samples.exact == of_samples.cells else 1


def _table(what: str, scores: dict[str, Score]) -> Score:
    """Print a table with its sum; what went wrong goes to stderr."""
    print(f"\n{what}\n")
    print("| layout | reports | recognised | cells | exact | good | spurious | titles |")
    print("|---|---|---|---|---|---|---|---|")
    total = Score()
    for name, score in scores.items():
        print(_line(name, score))
        for fault in score.faults:
            print(f"{what}, {name}: {fault[:600]}", file=sys.stderr)
        total += score
    print(_line("all", total), flush=True)
    return total


def _line(name: str, score: Score) -> str:
    cells, titles = max(score.cells, 1), max(score.titles, 1)
    return (
        f"| {name} | {score.reports} | {score.recognised} | {score.cells} | {score.exact / cells:.2%} "
        f"| {score.good / cells:.2%} | {score.spurious} | {score.titles_exact / titles:.2%} |"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
