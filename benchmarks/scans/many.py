"""Many scans of random reports, kept in a folder to be read again after every change.

``python -m benchmarks.scans.many make FOLDER EACH SEED [developed|held-out [kind …]]`` writes them with their
gold (of every kind, or of those named: HARDER_KINDS only so);
``python -m benchmarks.scans.many read FOLDER [part of a name]`` reads them, prints a table by kind and by
layout, and writes what is wrong into FOLDER/faults.txt.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from benchmarks.scans.held_out import DEVELOPED_ON, HARDER_KINDS, HELD_OUT, KINDS, held_out_scans
from benchmarks.scans.measure import Score, score
from benchmarks.scans.originals import Cells, read_cells
from ingest import parse_report
from ingest.errors import TertialError

FONTS = {"developed": DEVELOPED_ON, "held-out": HELD_OUT}


def make(folder: Path, each: int, seed: int, fonts: str, kinds: Sequence[str]) -> None:
    """Write scans and, beside each, its cells."""
    chosen = {kind: (KINDS | HARDER_KINDS)[kind] for kind in kinds} if kinds else KINDS
    folder.mkdir(parents=True, exist_ok=True)
    for scan in held_out_scans(folder, each, seed, FONTS[fonts], chosen):
        gold = [[number, period, text] for (number, period), text in scan.gold.items()]
        scan.path.with_suffix(".json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
        print(scan.path.name, file=sys.stderr, flush=True)


def read(folder: Path, part: str) -> None:
    """Read the scans again and compare."""
    scores: dict[str, Score] = defaultdict(Score)
    faults: list[str] = []
    for path in sorted(folder.glob("*--*.pdf")):
        if part not in path.stem:
            continue
        gold = {
            (number, period): text
            for number, period, text in json.loads(path.with_suffix(".json").read_text("utf-8"))
        }
        found, trouble = _found(path)
        one = score(gold, found)
        spurious = [place for place, text in found.items() if text and not gold.get(place)]
        kind, _, rest = path.stem.partition("--")
        for name in (kind, rest.partition("-")[2]):
            scores[name] += one
        said = f"{path.stem}: {one.right}/{one.cells}, {one.edits} of {one.letters} characters {trouble}"
        print(said, file=sys.stderr, flush=True)
        if one.edits or spurious or trouble:
            faults += [said, *_differences(gold, found)]
    (folder / "faults.txt").write_text("\n".join(faults) + "\n", encoding="utf-8")
    print("| scans | cells | CER % |\n|---|---|---|")
    for name, total in sorted(scores.items()):
        print(f"| {name} | {total.right}/{total.cells} | {100 * total.rate:.2f} |")


def _found(path: Path) -> tuple[Cells, str]:
    try:
        report = parse_report(path)
    except TertialError as error:
        return {}, f"REFUSED: {error}"
    said = "; ".join(f"{finding.rule}" for finding in report.findings if finding.severity != "info")
    return read_cells(report), said


def _differences(gold: Cells, found: Cells) -> list[str]:
    return [
        f"  {place}\n    gold:  {gold.get(place, '')!r}\n    found: {found.get(place, '')!r}"
        for place in sorted({*gold, *found})
        if gold.get(place, "").split() != found.get(place, "").split()
    ]


def main(arguments: list[str]) -> None:
    """As the module says."""
    match arguments:
        case ["make", folder, each, seed, *rest]:
            make(Path(folder), int(each), int(seed), rest[0] if rest else "developed", rest[1:])
        case ["read", folder, *rest]:
            read(Path(folder), rest[0] if rest else "")
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
