"""The samples and their goldens: cells that come out of splitting as a person read them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks.layouts.measure import GOOD_CER, Score, error_rate, letters, passage_text
from ingest.errors import TertialError
from ingest.split import split_pages
from ingest.textlayer import read_text_layer

SAMPLES = Path(__file__).parents[2] / "samples"


def sample_scores() -> Iterator[tuple[str, Score]]:
    """For each digital sample with a golden its layout and what became of it.

    Scans have no text layer to split; they are measured where they are read.
    """
    for path in sorted(SAMPLES.glob("*.pdf")):
        golden = path.with_suffix(".json")
        if not golden.exists():
            continue
        report = json.loads(golden.read_text(encoding="utf-8"))
        layout = str(report.get("layout") or report["source"]["layout"])
        pages = read_text_layer(path)
        if not any(page.words for page in pages):
            continue
        wanted = [
            (
                letters(one["title"]),
                {e["period"]: [letters(_text(p)) for p in e["paragraphs"]] for e in one["entries"]},
            )
            for one in report["commitments"]
        ]
        cells = sum(len(entries) for _, entries in wanted)
        try:
            split = split_pages(pages)
        except TertialError as error:
            yield layout, Score(cells, titles=len(wanted), reports=1, faults=(f"{path.name}: {error}",))
            continue
        faults = []
        exact = good = spurious = titles = 0
        for number, (title, entries) in enumerate(wanted):
            if number >= len(split.sections):
                faults.append(f"{path.name}: commitment {number + 1} is missing")
                continue
            section = split.sections[number]
            titles += letters("".join(line.text for line in section.title)) == title
            found = {cell.period.name: [passage_text(p) for p in cell.passages] for cell in section.cells}
            for period, paragraphs in entries.items():
                got = found.get(period, [])
                exact += got == paragraphs
                good += error_rate("".join(got), "".join(paragraphs)) <= GOOD_CER
                spurious += bool(got) and not paragraphs
                if got != paragraphs:
                    faults.append(f"{path.name}: commitment {number + 1} {period}: {got} for {paragraphs}")
        spurious += sum(bool(c.passages) for section in split.sections[len(wanted) :] for c in section.cells)
        recognised = int(split.layout == layout)
        yield layout, Score(cells, exact, good, spurious, len(wanted), titles, 1, recognised, tuple(faults))


def _text(paragraph: object) -> str:
    return paragraph if isinstance(paragraph, str) else str(dict(paragraph)["text"])  # type: ignore[call-overload]
