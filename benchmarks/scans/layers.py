"""Scans with the text layer of an OCR run over their pictures: which reading is best?

``python -m benchmarks.scans.layers [reports of each kind]``. Held-out reports are spoiled, and tesseract
lays its reading under them, once in English and once in Swedish.

The English layer: (i) the picture read again with the Swedish model, (ii) the layer restored, (iii) both,
word by word: a word of the first that no Swedish list knows gives way to one of the second that is known.
One row chooses with the golden in hand: no combination can be better. Here the words are put into cells by
their true places: what is compared is letters, not columns.

The Swedish layer: as it is, beside the picture read again, both taken apart by our splitter.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import numpy as np
from rapidfuzz.distance import Levenshtein

from benchmarks.scans.held_out import rendered, set_report
from benchmarks.scans.measure import Score, score
from benchmarks.scans.originals import Cells, Damage, Scan, read_cells, sizes
from benchmarks.scans.references import by_true_places
from ingest import parse_report
from ingest.errors import TertialError
from ingest.reading import read_pages
from ingest.restoration import is_known_word, restore_document
from ingest.settings import OcrMode, Settings
from ingest.textlayer import read_text_layer

from make_scans import with_layer  # isort: skip
from scanning import faxed, poor, scanned  # isort: skip

REPORTS = 2
LAYOUTS = ("columns", "columns", "matrix")
"""Layouts whose cells can be told by their places."""

SEED = 11
QUALITY = 60

KINDS: dict[str, tuple[float, Callable[[], Damage]]] = {
    "200 dpi": (200, scanned),
    "150 dpi": (150, poor),
    "100 dpi": (100, scanned),
    "fax": (204, faxed),
}


def scans(folder: Path, each: int) -> Iterator[tuple[str, Scan, Path]]:
    """Reports with an English layer over their pictures, and the same with a Swedish one."""
    for kind, (dpi, damaged) in KINDS.items():
        for number in range(each):
            rng = Random(f"{SEED}/{kind}/{number}")
            original, path = folder / f"{kind}-{number}.pdf", folder / f"{kind}-{number}-scan.pdf"
            (_, gold), damage = set_report(rng, original, LAYOUTS), damaged()
            noise = np.random.default_rng(rng.randrange(2**32))
            pictures = [damage.spoil(page, noise) for page in rendered(original, dpi)]
            with_layer(pictures, dpi, QUALITY, path)
            swedish = folder / f"{kind}-{number}-swedish.pdf"
            with_layer(pictures, dpi, QUALITY, swedish, "swe")
            pages = tuple(range(1, len(sizes(original)) + 1))
            yield kind, Scan(path.stem, path, original, gold, dpi, damage, pages), swedish


def restored(layer: Cells) -> Cells:
    """The layer's cells with their Swedish letters put back."""
    texts = restore_document(list(layer.values()))
    return {place: text.text for place, text in zip(layer, texts, strict=True)}


def combined(first: Cells, second: Cells, gold: Cells | None = None) -> Cells:
    """Both readings word by word; with a golden, each time the better one."""
    return {
        place: " ".join(
            _words(text.split(), second.get(place, "").split(), gold.get(place, "").split() if gold else None)
        )
        for place, text in first.items()
    }


def _words(first: list[str], second: list[str], gold: list[str] | None) -> Iterator[str]:
    wanted = set(gold or ())
    for tag, start, end, other_start, other_end in Levenshtein.opcodes(first, second):
        ours, theirs = first[start:end], second[other_start:other_end]
        if tag == "equal" or (gold is None and tag != "replace"):
            yield from ours
        elif gold is not None:
            yield from theirs if _hits(theirs, wanted) > _hits(ours, wanted) else ours
        else:
            yield from (
                two if not is_known_word(_bare(one)) and is_known_word(_bare(two)) else one
                for one, two in zip(ours, theirs, strict=True)
            )


def _hits(words: list[str], wanted: set[str]) -> int:
    return sum(1 if word in wanted else -1 for word in words)


def _bare(word: str) -> str:
    return word.strip(".,:;!?()”\"'–-").lower()


def wrong_words(gold: Cells, found: Cells) -> tuple[int, int]:
    """Words of the golden that are not there or wrong, and words that are too many."""
    wrong = extra = 0
    for place, text in gold.items():
        for edit in Levenshtein.editops(text.split(), found.get(place, "").split()):
            extra += edit.tag == "insert"
            wrong += edit.tag != "insert"
    return wrong, extra


def _cells(path: Path, mode: OcrMode) -> Cells:
    try:
        return read_cells(parse_report(path, Settings(ocr=mode)))
    except TertialError as error:
        print(f"{path.name}: {error}", file=sys.stderr)
        return {}


def main(arguments: list[str]) -> int:
    """Print one row a kind and reading."""
    each = int(arguments[0]) if arguments else REPORTS
    totals: dict[tuple[str, str], tuple[Score, int, int, int]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for kind, scan, swedish in scans(Path(folder), each):
            again = by_true_places(scan, read_pages(scan.path, Settings(ocr="always")).pages)
            layer = by_true_places(scan, read_text_layer(scan.path))
            mended = restored(layer)
            readings = {
                "the English layer as it is": layer,
                "(i) the picture read again": again,
                "(ii) restored": mended,
                "(iii) combined": combined(again, mended),
                "combined by the golden": combined(again, mended, scan.gold),
                "the Swedish layer, split by us": _cells(swedish, "never"),
                "the picture read again, split by us": _cells(swedish, "always"),
            }
            words = sum(len(text.split()) for text in scan.gold.values())
            for name, found in readings.items():
                before = totals.get((kind, name), (Score(), 0, 0, 0))
                wrong, extra = wrong_words(scan.gold, found)
                compared = score(scan.gold, found)
                counts = (before[1] + words, before[2] + wrong, before[3] + extra)
                totals[kind, name] = (before[0] + compared, *counts)
    print("| kind | reading | cells in place | CER % | words right % | words wrong | words too many |")
    print("|---|---|---|---|---|---|---|")
    for (kind, name), (compared, words, wrong, extra) in totals.items():
        right = 100 * (words - wrong) / words
        cells = f"{compared.right}/{compared.cells}"
        counts = f"{right:.1f} | {wrong}/{words} | {extra}"
        print(f"| {kind} | {name} | {cells} | {100 * compared.rate:.2f} | {counts} |")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
