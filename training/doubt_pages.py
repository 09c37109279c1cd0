"""Pages that doubts and the verdict on short texts are fitted on, read by English tesseract.

``python -m training.doubt_pages DEV.txt SAMPLES FONTS.txt OUT.tsv --trained TRAIN.txt --pages N --seed N``
``python -m training.doubt_pages … --twins`` for pages that are all stripped, and begin at a rare word

DEV.txt is the development part of ``training.corpus``; SAMPLES the folder of the project's own
reports as JSON (those of Jönköping are left out: the benchmark's seed is theirs); FONTS.txt lists
font files that the network was not trained on, one a line, none of a family of the benchmark.
Every third page is of a municipal report, as restoration on officialese alone takes the names and
short lines of such reports for errors. Of DEV.txt the paragraphs that share a sentence with
TRAIN.txt are left out: the network knows them, and what it did not know would be thought as easy. Every
sixth page is not set and read but has merely lost its letters, which looks surer than what an engine read
and has other errors. With ``--twins`` all pages are so, and begin at a paragraph with a word that a
commoner one loses its letters to (`når`, `bar`, `förstå`): what restoration gets wrong in well-read text
is mostly such words, and few pages hold one. Writes
``read TAB true TAB font|size|damage|page|similarity``, a page after the other: same input, seed and
tesseract, same file.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from PIL import ImageFont

from ingest.restoration.lexicon import Lexicon, fold
from ingest.restoration.resources import word_list
from training.corpus import LONG_PARAGRAPH, sentences
from training.engine_pairs import DAMAGES, SIZES, WIDTHS, matched, read_page, set_page, spoil

LENGTHS = (1, 1, 1, 2, 2, 3, 4, 5, 7, 10, 15, 25, 40)
"""Lines of a page: a title or cell, a paragraph, a page. Each as often as it stands here."""
SHRINKS = (0.7, 0.6, None)
"""To what a resampled page is shrunk; None: to what chance says."""
LEFT_OUT = "Jönköping"
LOOKED_AT = 20
"""Further lines among which a short text may begin."""
SHORT = 4
"""Lines; a text below may begin in the middle of a paragraph, as a cell or a line of a map does."""
CAPITALS = 0.04
"""Of the pages."""
PERIODS = {"T": "Tertial", "Q": "Kvartal", "H": "Halvår"}
CARE = ("clean", "resample", "hard")
"""Damages that come as often as all others together: the kinds of the benchmark."""
MUNICIPAL, STRIPPED = 3, 6
"""Every which page is of a municipal report, and every which has merely lost its letters."""
_WORD = re.compile(r"[^\W\d_]+")
PEN = str.maketrans("åäöÅÄÖ", "aaoAAO")


def reports(folder: Path) -> list[list[str]]:
    """The texts of every sample, in the order in which a dump has them."""
    found = []
    for path in sorted(folder.glob("*.json")):
        report = json.loads(path.read_text(encoding="utf-8"))
        if report.get("municipality") and LEFT_OUT not in report["municipality"]:
            found.append([" ".join(text.split()) for text in _texts(report) if text.strip()])
    return found


def _texts(report: dict[str, object]) -> Iterator[str]:
    yield str(report["title"])
    commitments = report["commitments"]
    assert isinstance(commitments, list)
    for commitment in commitments:
        yield " ".join(str(part) for part in (commitment["label"], commitment["title"]) if part)
        for field in commitment["fields"]:
            yield " ".join(str(part) for part in (field.values() if isinstance(field, dict) else field))
        for entry in commitment["entries"]:
            if entry["paragraphs"]:
                period = entry["period"]
                yield f"{PERIODS.get(period[0], period[0])} {period[1:]}".strip()
                yield from entry["paragraphs"]


def page_lines(documents: Sequence[Sequence[str]], length: int, width: int, rng: random.Random) -> list[str]:
    """As many lines of one document, from a random place on, wrapped as a page is.

    >>> {tuple(page_lines([["Arbetet", ""]], 1, 60, random.Random(seed))) for seed in range(9)}
    {('Arbetet',)}
    """
    document = rng.choice(documents)
    lines: list[str] = []
    # The last paragraph of a file is empty, and a page that began there would be; drawn again rather than
    # left out of the documents, so that where it is not drawn the pages stay as they were.
    while not lines:
        for paragraph in document[rng.randrange(len(document)) :]:
            lines += textwrap.wrap(paragraph, width, break_long_words=False)
            if len(lines) >= length + LOOKED_AT:
                break
    skip = rng.randrange(len(lines)) if length < SHORT else 0
    return lines[skip : skip + length]


def unknown(documents: Sequence[Sequence[str]], trained: Iterable[str]) -> list[list[str]]:
    """The documents without the paragraphs that share a sentence with ``trained``.

    >>> long = "Regeringen beslutade i dag om lägesbilder över området."
    >>> unknown([[f"Nytt. {long}", "Nytt om arbetet"], [long]], [f"{long} Mer."])
    [['Nytt om arbetet']]
    """
    known = {
        hash(part) for text in trained for part in (text, *sentences(text)) if len(part) > LONG_PARAGRAPH
    }
    kept = [
        [text for text in document if known.isdisjoint(map(hash, (text, *sentences(text))))]
        for document in documents
    ]
    return [document for document in kept if any(document)]


def with_rare_twins(documents: Sequence[Sequence[str]], words: Lexicon) -> list[list[str]]:
    """Every paragraph with a word that a commoner one loses its letters to, and what follows it.

    >>> from ingest.restoration.resources import word_list
    >>> with_rare_twins([["Arbetet är bra", "Vi når dem", "Slut"]], word_list())
    [['Vi når dem', 'Slut']]
    """
    return [
        list(document[at:])
        for document in documents
        for at, text in enumerate(document)
        if any(_has_commoner_twin(word, words) for word in _WORD.findall(text))
    ]


@cache
def _has_commoner_twin(word: str, words: Lexicon) -> bool:
    own = words.cost(word.lower())
    others = [words.cost(form) for form in words.forms(fold(word.lower()))]
    return own is not None and any(cost is not None and cost < own for cost in others)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("text", type=Path)
    parser.add_argument("samples", type=Path)
    parser.add_argument("fonts", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--trained", type=Path, required=True)
    parser.add_argument("--twins", action="store_true")
    parser.add_argument("--pages", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=1)
    a = parser.parse_args()
    rng = random.Random(a.seed)
    fonts = [line.strip() for line in a.fonts.read_text(encoding="utf-8").split("\n") if line.strip()]
    dev = [d.split("\n") for d in a.text.read_text(encoding="utf-8").split("\n\n") if d.strip()]
    corpus = unknown(dev, a.trained.read_text(encoding="utf-8").split("\n"))
    municipal = reports(a.samples)
    if a.twins:
        corpus, municipal = (with_rare_twins(kind, word_list()) for kind in (corpus, municipal))
    with a.out.open("w", encoding="utf-8") as file:
        for number in range(a.pages):
            documents = municipal if number % MUNICIPAL == 0 else corpus
            lines = page_lines(documents, rng.choice(LENGTHS), rng.choice(WIDTHS), rng)
            if rng.random() < CAPITALS:
                lines = [line.upper() for line in lines]
            if a.twins or number % STRIPPED == 1:
                name, pairs = (
                    f"none|0|stripped|{number}",
                    [(line.translate(PEN), line, 1.0) for line in lines],
                )
            else:
                path, size = rng.choice(fonts), rng.choice(SIZES)
                damage = rng.choice(CARE if rng.random() < 0.5 else DAMAGES)
                page = set_page(lines, ImageFont.truetype(path, size), size, rng)
                spoilt = spoil(page, damage, size, rng.choice(SHRINKS), rng)
                name = f"{Path(path).name}|{size}|{damage}|{number}"
                pairs = matched(read_page(spoilt), lines)
            for read, true, ratio in pairs:
                file.write(f"{read}\t{true}\t{name}|{ratio:.2f}\n")
            file.flush()


if __name__ == "__main__":
    main()
