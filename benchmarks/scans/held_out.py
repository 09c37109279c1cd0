"""Scans that nothing was tuned to: random reports in columns and matrices, spoiled with random numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import numpy as np
import pypdfium2
import typst

from benchmarks.layouts.reports import Drawn
from benchmarks.layouts.typeset import LAYOUTS
from benchmarks.scans.originals import Cells, Damage, Scan, read_cells, sizes
from ingest import parse_report
from ingest.errors import TertialError

from make_scans import write_pdf  # isort: skip
from scanning import faxed, photographed, poor, scanned, sideways  # isort: skip

MOST_PAGES = 2
FEWEST_CELLS = 4

KINDS: dict[str, tuple[float, Callable[[Random], Damage]]] = {
    "200dpi": (200, lambda rng: scanned(rng.uniform(-1.5, 1.5))),
    "150dpi": (150, lambda rng: poor(rng.uniform(-2, 2))),
    "fax": (204, lambda rng: faxed(rng.uniform(-1, 1))),
    "photographed": (220, lambda rng: photographed(_held(rng))),
    "turned": (200, lambda rng: sideways(scanned(rng.uniform(-1.5, 1.5)), rng.choice((1, 2, 3)))),
}
"""Resolution, and the damage with its numbers drawn by chance, in the range of the samples'."""


def held_out_scans(folder: Path, each: int, seed: int) -> Iterator[Scan]:
    """``each`` reports of every kind, written into a folder.

    Only reports that are read without a fault while they are digital: what is wrong then comes of the scan.
    """
    for kind, (dpi, draw) in KINDS.items():
        for number in range(each):
            rng = Random(f"{seed}/{kind}/{number}")
            original = folder / f"{kind}-{number}-original.pdf"
            gold = set_report(rng, original)
            damage = draw(rng)
            path = folder / f"{kind}--{number}.pdf"
            noise = np.random.default_rng(rng.randrange(2**32))
            write_pdf([damage.spoil(page, noise) for page in rendered(original, dpi)], dpi, path)
            pages = tuple(range(1, len(sizes(original)) + 1))
            yield Scan(path.stem, path, original, gold, dpi, damage, pages)


def set_report(rng: Random, path: Path) -> Cells:
    """Set a random report that is read without a fault while it is digital; its cells."""
    while True:
        drawn = LAYOUTS[rng.choice(("columns", "columns", "matrix"))](rng)
        path.write_bytes(typst.compile(drawn.source.encode("utf-8")))
        gold = _gold(drawn)
        if len(sizes(path)) > MOST_PAGES or sum(map(bool, gold.values())) < FEWEST_CELLS:
            continue
        try:
            if read_cells(parse_report(path)) == gold:
                return gold
        except TertialError:
            continue


def _gold(drawn: Drawn) -> Cells:
    return {
        (number, name): "\n\n".join(paragraphs)
        for number, item in enumerate(drawn.items, 1)
        for (_, name), paragraphs in zip(drawn.periods, item.cells, strict=True)
    }


def _held(rng: Random) -> tuple[tuple[float, float], ...]:
    """Corners moved by up to a twentieth of the picture, each its own way."""
    return tuple((rng.uniform(-0.01, 0.045) * sx, rng.uniform(-0.01, 0.045) * sy) for sx, sy in CORNERS)


CORNERS = ((1, 1), (-1, 1), (-1, -1), (1, -1))
"""Which way the inside of the picture lies from each corner."""


def rendered(path: Path, dpi: float) -> list[np.ndarray]:
    """Its pages as pictures (blue, green, red)."""
    document = pypdfium2.PdfDocument(path)
    pages = [page.render(scale=dpi / 72).to_numpy()[:, :, :3].copy() for page in document]
    document.close()
    return pages
