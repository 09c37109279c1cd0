"""Scans of random reports in all six layouts, spoiled with random numbers; for looking at, or held out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random

import numpy as np
import pypdfium2
import typst

from benchmarks.layouts.reports import Drawn, telling
from benchmarks.layouts.typeset import LAYOUTS, set_in
from benchmarks.scans.archived import archived
from benchmarks.scans.originals import Cells, Damage, Scan, read_cells, sizes
from ingest import parse_report
from ingest.errors import TertialError

from make_scans import write_pdf  # isort: skip
from scanning import faxed, harder, in_colour, photographed, poor, scanned, sideways  # isort: skip

DEVELOPED_ON = (
    "Liberation Sans", "Carlito", "Liberation Serif", "Caladea", "Open Sans", "DejaVu Sans", "Lato",
    "TeX Gyre Heros", "EB Garamond", "Cantarell",
)  # fmt: skip
"""Families of the scans that faults were looked for in."""

HELD_OUT = (
    "Roboto", "Inter", "Karla", "Roboto Slab", "TeX Gyre Pagella", "TeX Gyre Adventor", "Nimbus Roman",
    "Linux Libertine O", "Linux Biolinum O", "FreeSans", "Libertinus Serif", "Nimbus Sans",
)  # fmt: skip
"""Families that were only measured. Typst takes its own where one is not installed."""

TEXTS = Path(__file__).parents[1] / "letters" / "data" / "clean.txt"
"""Texts of the government: running Swedish for the cells."""

SHORTEST, LONGEST = 25, 170
"""Characters of a sentence that a report is made of."""

MOST_PAGES = 2
FEWEST_CELLS = 3

KINDS: dict[str, tuple[float, Callable[[Random], Damage]]] = {
    "200dpi": (200, lambda rng: scanned(rng.uniform(-1.5, 1.5))),
    "300dpi": (300, lambda rng: scanned(rng.uniform(-1.5, 1.5))),
    "colour": (200, lambda rng: in_colour(rng.uniform(-1.5, 1.5))),
    "150dpi": (150, lambda rng: poor(rng.uniform(-2, 2))),
    "fax": (204, lambda rng: faxed(rng.uniform(-1, 1))),
    "photographed": (220, lambda rng: photographed(_held(rng))),
    "turned": (200, lambda rng: sideways(scanned(rng.uniform(-1.5, 1.5)), rng.choice((1, 2, 3)))),
}
"""Resolution, and the damage with its numbers drawn by chance, in the range of the samples'."""


WHITE = (255, 255, 255)

HARDER_KINDS: dict[str, tuple[float, Callable[[Random], Damage]]] = {
    "photographed-on-white": (220, lambda rng: photographed(_held(rng), WHITE)),
    "photographed-hard": (
        220,
        lambda rng: harder(
            photographed(_held(rng)), rng.uniform(-0.003, 0.003), rng.uniform(0.5, 0.8), rng.randrange(2, 5)
        ),
    ),
    "archived": (200, lambda rng: archived(scanned(rng.uniform(-1.5, 1.5)), 200)),
    "archived-colour": (200, lambda rng: archived(in_colour(rng.uniform(-1.5, 1.5)), 200)),
    "archived-150dpi": (150, lambda rng: archived(poor(rng.uniform(-2, 2)), 150)),
    "archived-fax": (204, lambda rng: archived(faxed(rng.uniform(-1, 1)), 204)),
}
"""More kinds, of which nothing is promised: photographs in which no edge of the sheet is seen, or of one that
bulges, with a shadow over it, taken by a hand that moves; sheets out of binders, by worn scanners."""


def held_out_scans(
    folder: Path,
    each: int,
    seed: int,
    fonts: Sequence[str] = HELD_OUT,
    kinds: Mapping[str, tuple[float, Callable[[Random], Damage]]] = KINDS,
) -> Iterator[Scan]:
    """``each`` reports of every one of some kinds, written into a folder.

    Only reports that are read without a fault while they are digital: what is wrong then comes of the scan.
    """
    with set_in(fonts), telling(_sentences()):
        for kind, (dpi, draw) in kinds.items():
            for number in range(each):
                rng = Random(f"{seed}/{kind}/{number}")
                original = folder / f"{kind}-{number}-original.pdf"
                layout, gold = set_report(rng, original, tuple(LAYOUTS))
                damage = draw(rng)
                path = folder / f"{kind}--{number}-{layout}.pdf"
                noise = np.random.default_rng(rng.randrange(2**32))
                write_pdf([damage.spoil(page, noise) for page in rendered(original, dpi)], dpi, path)
                pages = tuple(range(1, len(sizes(original)) + 1))
                yield Scan(path.stem, path, original, gold, dpi, damage, pages)


def _sentences() -> tuple[str, ...]:
    """Sentences of the texts, neither too short nor too long, as no cell is a page."""
    found = re.findall(r"[A-ZÅÄÖ][^.!?\n]*[a-zåäö)]\.(?=\s)", TEXTS.read_text(encoding="utf-8"))
    return tuple(sentence for sentence in found if SHORTEST <= len(sentence) <= LONGEST)


def set_report(rng: Random, path: Path, layouts: Sequence[str]) -> tuple[str, Cells]:
    """Set a random report that is read without a fault while it is digital; its layout and cells."""
    layout = rng.choice(layouts)
    while True:
        drawn = LAYOUTS[layout](rng)
        path.write_bytes(typst.compile(drawn.source.encode("utf-8")))
        gold = _gold(drawn)
        if len(sizes(path)) > MOST_PAGES or sum(map(bool, gold.values())) < FEWEST_CELLS:
            continue
        try:
            if read_cells(parse_report(path)) == gold:
                return layout, gold
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
