"""Read every scan in samples/scans, and held-out ones, beside the references; print tables.

``python -m benchmarks.scans [held-out scans of each kind]``. The exit code is 1 if a bar of quality is
missed: cells, error rates, or being worse than OCRmyPDF's recipe. Seconds are printed, not judged.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.scans.held_out import held_out_scans
from benchmarks.scans.measure import Score, Took, score, timed
from benchmarks.scans.originals import SAMPLES, Cells, Scan, read_cells, sample_scans
from benchmarks.scans.references import (
    cut_cells,
    ocrmypdf,
    page_pictures,
    read_by_ocrmypdf,
    read_cuts,
    read_whole,
)
from ingest import PageProcesses, parse_report
from ingest.errors import TertialError

HELD_OUT = 2
"""Held-out scans of each kind."""

SEED = 3

BARS = {"fax": 0.02, "photographed": 0.02, "poor-150dpi": 0.003, "150dpi": 0.003}
"""Character error rate at most (issue 3)."""

BAR = 0.001
"""The same for every other kind."""

FEWEST_RIGHT = {"fax": 0.95, "photographed": 0.95}
"""Share of cells in the right place at least (issue 3); all of them for every other kind."""


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of scan."""

    pages: int
    ours: Score
    cut: Score | None
    """Tesseract on cells cut by hand; None where nothing is a picture."""
    recipe: Score | None
    """OCRmyPDF's words split by our splitter; None where OCRmyPDF is not here."""
    recipe_at_most: Score | None
    """The same words in cells whose places are known."""
    took: Took
    whole_took: Took
    cut_took: Took
    recipe_took: Took

    def __add__(self, other: Row) -> Row:
        """Both together."""
        return Row(
            self.pages + other.pages,
            self.ours + other.ours,
            _sum(self.cut, other.cut),
            _sum(self.recipe, other.recipe),
            _sum(self.recipe_at_most, other.recipe_at_most),
            self.took + other.took,
            self.whole_took + other.whole_took,
            self.cut_took + other.cut_took,
            self.recipe_took + other.recipe_took,
        )


def _sum(one: Score | None, other: Score | None) -> Score | None:
    return one + other if one and other else None


def measure(scan: Scan, program: str | None, processes: PageProcesses) -> Row:
    """Read one scan in every way."""
    ours, took = timed(lambda: _read(scan, processes))
    cut, whole_took, cut_took = None, Took(), Took()
    if scan.pages:
        pictures = page_pictures(scan)
        _, whole_took = timed(lambda: read_whole(list(pictures.values())))
        pieces = cut_cells(scan, pictures)
        found, cut_took = timed(lambda: read_cuts(pieces))
        cut = score({cut.place: scan.gold[cut.place] for cut, _ in pieces}, found)
    recipe, recipe_at_most, recipe_took = None, None, Took()
    if program:
        (split, placed), recipe_took = timed(lambda: read_by_ocrmypdf(program, scan))
        recipe, recipe_at_most = score(scan.gold, split), score(scan.gold, placed)
    return Row(
        len(scan.pages),
        score(scan.gold, ours),
        cut,
        recipe,
        recipe_at_most,
        took,
        whole_took,
        cut_took,
        recipe_took,
    )


def _read(scan: Scan, processes: PageProcesses) -> Cells:
    try:
        return read_cells(parse_report(scan.path, processes=processes))
    except TertialError as error:
        print(f"{scan.name}: {error}", file=sys.stderr)
        return {}


def main(arguments: list[str]) -> int:
    """Measure and print; 1 if a bar is missed."""
    each = int(arguments[0]) if arguments else HELD_OUT
    program = ocrmypdf()
    if program is None:
        print("OCRmyPDF or Ghostscript is not here: its columns stay empty.", file=sys.stderr)
    with PageProcesses() as processes, tempfile.TemporaryDirectory() as folder:
        # Libraries, word lists and models are loaded once a run, as in a batch, not with each report.
        parse_report(next(SAMPLES.glob("columns-*.pdf")))
        parse_report(next((SAMPLES / "scans").glob("fax-*.pdf")), processes=processes)
        rows = _gather((scan.name, measure(scan, program, processes)) for scan in sample_scans())
        held_out = held_out_scans(Path(folder), each, SEED)
        rows |= _gather((f"held out: {scan.kind}", measure(scan, program, processes)) for scan in held_out)
    _print_quality(rows)
    _print_seconds(rows)
    missed = [fault for name, row in rows.items() for fault in _faults(name, row)]
    print("\n".join(missed), file=sys.stderr)
    return 1 if missed else 0


def _gather(measured: Iterable[tuple[str, Row]]) -> dict[str, Row]:
    rows: dict[str, Row] = {}
    for name, row in measured:
        rows[name] = rows[name] + row if name in rows else row
        said = "; ".join(map(_said, (row.ours, row.cut, row.recipe, row.recipe_at_most)))
        print(f"{name}: {said}", file=sys.stderr, flush=True)
    return rows


def _kind(name: str) -> str:
    return name.removeprefix("held out: ").partition("--")[0]


def _faults(name: str, row: Row) -> Iterable[str]:
    kind = _kind(name)
    if row.ours.right < FEWEST_RIGHT.get(kind, 1.0) * row.ours.cells:
        yield f"{name}: cells in the wrong place"
    if row.ours.rate_as_delivered > BARS.get(kind, BAR):
        yield f"{name}: too many wrong characters"
    for recipe in filter(None, (row.recipe, row.recipe_at_most)):
        if recipe.right > row.ours.right or recipe.edits < row.ours.edits:
            yield f"{name}: OCRmyPDF's recipe is better"
            return


def _print_quality(rows: dict[str, Row]) -> None:
    print(
        "\n| scan (pages) | in place | bar | CER %, paragraphs too | bar | CER % | cut by hand "
        "| OCRmyPDF, split by us | OCRmyPDF, places known |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for name, row in rows.items():
        kind, ours = _kind(name), row.ours
        print(
            f"| {name} ({row.pages}) | {ours.right}/{ours.cells} | {FEWEST_RIGHT.get(kind, 1):.0%} "
            f"| {100 * ours.rate_as_delivered:.2f} | {100 * BARS.get(kind, BAR):.1f} | {100 * ours.rate:.2f} "
            f"| {_said(row.cut)} | {_said(row.recipe)} | {_said(row.recipe_at_most)} |"
        )


def _said(reference: Score | None) -> str:
    if reference is None:
        return "–"
    return f"{100 * reference.rate:.2f} ({reference.right}/{reference.cells})"


def _print_seconds(rows: dict[str, Row]) -> None:
    print("\nSeconds a page, wall (processor):\n")
    print("| scan | ours | tesseract, whole pages | times (bar 1.2) | tesseract, cut cells | OCRmyPDF |")
    print("|---|---|---|---|---|---|")
    for name, row in rows.items():
        if not row.pages:
            continue
        times = row.took.wall / row.whole_took.wall
        by_processor = row.took.processor / row.whole_took.processor
        ours, whole, cut, recipe = (
            f"{took.wall / row.pages:.1f} ({took.processor / row.pages:.1f})"
            for took in (row.took, row.whole_took, row.cut_took, row.recipe_took)
        )
        print(f"| {name} | {ours} | {whole} | {times:.2f} ({by_processor:.2f}) | {cut} | {recipe} |")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
