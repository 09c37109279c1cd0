"""Read every scan in samples/scans, compare it with its digital original's golden, and print a table.

``python -m benchmarks.scans``. Beside each stands plain ``tesseract -l swe`` on the same page pictures
with the same number of processes: its wall time, and the share of the golden's words it finds at all.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import pytesseract
from rapidfuzz.distance import Levenshtein

from ingest import parse_report
from ingest.errors import TertialError
from ingest.recognising import processors
from ingest.rendering import open_pictures
from schema import Report

SAMPLES = Path(__file__).parents[2] / "samples"

CELL_RIGHT = 0.05
"""A cell is in its place if at most this share of its characters differs: misread letters, not lines."""


def golden_cells(sample: Path) -> dict[tuple[int, str], str]:
    """Text of each cell of the digital original, by commitment and period."""
    name = sample.stem.partition("--")[2]
    data = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    return {
        (commitment["number"], entry["period"]): "\n\n".join(entry["paragraphs"])
        for commitment in data["commitments"]
        for entry in commitment["entries"]
    }


def read_cells(report: Report) -> dict[tuple[int, str], str]:
    """The same of a report as read."""
    return {
        (commitment.number, entry.period): entry.text
        for commitment in report.commitments
        for entry in commitment.entries
    }


def differing(wanted: dict[tuple[int, str], str], found: dict[tuple[int, str], str]) -> Iterator[int]:
    """Edits from each wanted cell to the one found in its place."""
    for place, text in wanted.items():
        yield Levenshtein.distance(text, found.get(place, ""))


def plain_tesseract(sample: Path) -> tuple[float, list[str]]:
    """Seconds and words of tesseract on the pages as they are, as many at once as we read."""
    os.environ["OMP_THREAD_LIMIT"] = "1"
    with tempfile.TemporaryDirectory() as folder, open_pictures(sample) as pictures:
        paths = []
        for number in range(1, len(pictures) + 1):
            picture = pictures.render(number, pictures.look(number))
            paths.append(f"{folder}/{number}.pgm")
            cv2.imwrite(paths[-1], cv2.cvtColor(picture.pixels, cv2.COLOR_BGR2GRAY))
        begun = time.monotonic()
        with ThreadPoolExecutor(processors()) as pool:
            texts = list(pool.map(lambda path: pytesseract.image_to_string(path, lang="swe"), paths))
        return time.monotonic() - begun, " ".join(texts).split()


def main() -> int:
    """Print one row a sample."""
    print("sample | cells right | CER % | seconds | plain tesseract: seconds | its words found %")
    print("---|---|---|---|---|---")
    for sample in sorted((SAMPLES / "scans").glob("*.pdf")):
        wanted = golden_cells(sample)
        begun = time.monotonic()
        try:
            found = read_cells(parse_report(sample))
        except TertialError as error:
            print(f"{sample.stem} | {error} | | | |")
            continue
        seconds = time.monotonic() - begun
        edits = list(differing(wanted, found))
        right = sum(edit <= CELL_RIGHT * len(text) for edit, text in zip(edits, wanted.values(), strict=True))
        rate = 100 * sum(edits) / sum(map(len, wanted.values()))
        plain, words = plain_tesseract(sample)
        golden_words = Counter(" ".join(wanted.values()).split())
        share = 100 * (golden_words & Counter(words)).total() / golden_words.total()
        print(
            f"{sample.stem} | {right}/{len(wanted)} | {rate:.2f} | {seconds:.1f} | {plain:.1f} | {share:.1f}",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
