"""Measure restoration on the benchmark "Swedish OCR letters".

``python -m benchmarks.letters.run [--seed DIR] [--baselines] [--old-grouping] [--json FILE] [--misses FILE]``
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import resource
import textwrap
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from training.corpus import sentences

from benchmarks.letters.baselines import by_bigrams, by_dictionary
from benchmarks.letters.measures import CALIBRATION_BINS, Tally, count
from ingest.restoration import Restored, restore

DATA = Path(__file__).parent / "data"
STRIP = str.maketrans("åäöÅÄÖ", "aaoAAO")
LINE = 60
"""Characters of a line of d, as wide as those of c are."""
PAGE = 25
"""Lines given to restoration together, as much as a page holds; a is one document."""
OLD_GROUPING = "c fonts unseen, {}, by font and size"
"""Only with ``--old-grouping``: neighbouring lines of c in one font and size together, a line to 55 of
them; for comparison with figures from before pages and single lines were measured apart."""
Pair = tuple[str, str]
Page = Sequence[Pair]


def parts(seed: Path | None, old_grouping: bool = False) -> Iterator[tuple[str, list[Page], str]]:
    """Name, pages of (read, written) lines, and how the lines follow each other, of every part."""
    if seed is not None and seed.exists():
        lines = next(seed.glob("*.txt")).read_text(encoding="utf-8").split("\n")
        yield "a seed", [list(zip(lines, seed_gold(lines), strict=True))], "\n"
    clean = _lines("clean.txt")
    yield "b stripped", _pages([(line.translate(STRIP), line) for line in clean]), "\n\n"
    for quality in ("q1", "q2", "q3"):
        rows = _lines(f"read_{quality}.tsv")
        lines_read = [_two(row) for row in rows]
        yield f"c fonts unseen, {quality}, pages", _pages(lines_read), "\n"
        yield f"c fonts unseen, {quality}, lines alone", _alone(lines_read), "\n"
        if old_grouping:
            yield OLD_GROUPING.format(quality), _by_font(rows), "\n"
    yield "d clean", _pages([(line, line) for line in clean]), "\n\n"
    yield "d clean, paragraphs alone", _alone([(line, line) for line in clean]), "\n\n"
    single = [sentence for line in clean for sentence in sentences(line)]
    yield "d clean, sentences alone", _alone([(line, line) for line in single]), "\n\n"
    wrapped = [part for line in clean for part in textwrap.wrap(line, LINE)]
    yield "d clean, lines alone", _alone([(line, line) for line in wrapped]), "\n\n"
    named = [_two(row)[1] for row in _lines("pairs_and_names.tsv")]
    yield "e pairs and names", _pages([(line.translate(STRIP), line) for line in named]), "\n\n"
    classes: dict[str, list[Pair]] = {}
    for row in _lines("old_layers.tsv"):
        label, read_line, written = row.split("\t")
        classes.setdefault(label, []).append((read_line, written))
    for label, pairs in classes.items():
        yield f"f {label}", _pages(pairs), "\n\n"


def seed_gold(lines: Sequence[str]) -> list[str]:
    """The seed as its authors wrote it: its lines with the corrections of ``seed_gold.tsv``."""
    written = list(lines)
    for row in reversed(_lines("seed_gold.tsv")):
        number, column, before, after = row.split("\t")
        at, line = int(column), written[int(number) - 1]
        if not line.startswith(before, at):
            raise ValueError(f"line {number} of the seed does not hold {before!r} at {at}")
        written[int(number) - 1] = line[:at] + after + line[at + len(before) :]
    return written


def _lines(name: str) -> list[str]:
    return [line for line in (DATA / name).read_text(encoding="utf-8").split("\n") if line]


def _pages(lines: Page) -> list[Page]:
    return [lines[start : start + PAGE] for start in range(0, len(lines), PAGE)]


def _alone(lines: Page) -> list[Page]:
    return [[line] for line in lines]


def _by_font(rows: Sequence[str]) -> list[Page]:
    groups = itertools.groupby(rows, key=lambda row: row.split("\t")[2])
    return [[_two(row) for row in page] for _, page in groups]


def _two(row: str) -> Pair:
    """The benchmark does not ask for dashes and quotation marks, which OCR of any language varies."""
    a, b, *_ = row.split("\t")
    return _plain(a), _plain(b)


def _plain(line: str) -> str:
    return re.sub("[–—−‑]", "-", re.sub("[“”„]", '"', re.sub("[’‘]", "'", line)))


def measure(pages: Sequence[Page], between: str, system: Callable[[str], Restored]) -> Tally:
    """Run a system over pages of lines."""
    tally = Tally(bins={edge: [0, 0] for edge in CALIBRATION_BINS})
    for page in pages:
        restored = system(between.join(read for read, _ in page))
        at = 0
        lines = restored.text.split(between)
        for (read, written), line in zip(page, lines, strict=True):
            spots = [
                any(d.new_start < at + m.end() and d.new_end > at + m.start() for d in restored.doubts)
                for m in re.finditer(r"\S+", line)
            ]
            count(tally, read, line, written, spots)
            at += len(line) + len(between)
        calibrate(tally, page, restored, between)
    return tally


def calibrate(tally: Tally, page: Page, restored: Restored, between: str) -> None:
    """Count the changes of a page by confidence, and those that gave what was written.

    Lines with more or fewer words than were written are left out: their words have no counterparts. A change
    that parts a word is right if all of its parts are.
    """
    at = 0
    changes = iter(restored.changes)
    change = next(changes, None)
    for (_, written), line in zip(page, restored.text.split(between), strict=True):
        right = written.split()
        spans = [match.span() for match in re.finditer(r"\S+", line)]
        while change is not None and change.new_start < at + len(line):
            start, end = change.new_start - at, change.new_end - at
            own = [n for n, (first, last) in enumerate(spans) if first < end and last > start]
            if own and len(spans) == len(right):
                edge = next(e for e in CALIBRATION_BINS if change.confidence <= e)
                tally.bins[edge][0] += 1
                tally.bins[edge][1] += change.after in " ".join(right[own[0] : own[-1] + 1])
            change = next(changes, None)
        at += len(line) + len(between)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=Path, help="folder of the seed, which is not in the repository")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--misses", type=Path)
    parser.add_argument("--baselines", action="store_true")
    parser.add_argument("--old-grouping", action="store_true")
    a = parser.parse_args()
    begun = time.process_time()
    restore("Arbetet pagar pa tva omraden")
    report: dict[str, object] = {"seconds to load": round(time.process_time() - begun, 3)}
    rows, misses = [], []
    for name, pages, between in parts(a.seed, a.old_grouping):
        tally = measure(pages, between, restore)
        row = tally.row(name)
        if a.baselines:
            for label, system in (("dictionary", by_dictionary), ("bigrams", by_bigrams)):
                other = measure(pages, between, system)
                row[label] = round(1 - other.wrong_after / max(1, other.words), 5)
        row["calibration"] = {str(e): b for e, b in tally.bins.items() if b[0]}
        rows.append(row)
        misses += [f"{name}\t" + "\t".join(miss) for miss in tally.misses]
        print({k: v for k, v in row.items() if k != "calibration"})
    text = "\n\n".join(read for _, pages, _ in parts(None) for read, _ in itertools.chain(*pages[:8]))
    text = text.translate(STRIP)[:150_000]
    begun = time.process_time()
    restore(text)
    report["characters a second"] = round(len(text) / (time.process_time() - begun))
    report["peak memory MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    report["parts"] = rows
    print({k: v for k, v in report.items() if k != "parts"})
    if a.json:
        a.json.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if a.misses:
        a.misses.write_text("\n".join(misses) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
