"""Fit ``short-sv.json``: from what a short text tells to the chance that it lost its letters.

``python -m training.fit_short DEV.txt PAGES.tsv --names DIR --others DIR --out short-sv.json``

Damaged are lines of PAGES.tsv (``training.doubt_pages``) as read, alone and a few together, and lines of
DEV.txt (the development part) and names without their letters. Sound are lines of DEV.txt, names and
places, the texts of the project's own reports, and lines of other languages (``training.catalogues``).
Only every other document of DEV.txt is used, so that the others can tell what harm is done. Prints, of
lines that the fit did not see, how many of each kind are taken for damaged. Same input, same file.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
import textwrap
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from ingest.restoration.resources import shapes, tools, word_list
from ingest.restoration.restoring import decided
from ingest.restoration.short_texts import (
    AHEAD,
    AHEAD_OF_FEW,
    CERTAIN,
    CONSTANT,
    FEW_WORDS,
    NAMES,
    POSSIBLE,
    SURE,
    features,
    is_short,
    may_lack_letters,
)
from training.corpus import sentences
from training.doubt_pages import reports
from training.logistic import Bools, Floats, chances, fitted
from training.words import FRONT_MATTER

WIDTHS = (20, 30, 38, 45, 60, 75, 90)
FEW = (1, 2, 3, 4, 5, 6)
SOUND, STRIPPED, READ, FOREIGN, NAMED = 8000, 3000, 5000, 2500, 800
"""Texts of each kind; of each other language."""
HELD_OUT = 4
"""One line in so many is held out of the fit, to report on."""
PENALTY = 3.0
"""On half the squared weights of columns of variance 1."""
STRIP = str.maketrans("åäöÅÄÖ", "aaoAAO")
LETTERS = re.compile("[åäöÅÄÖ]")


def cut(paragraph: str, rng: random.Random) -> str:
    """A paragraph, a sentence, a few words or a line of a paragraph."""
    kind = rng.random()
    if kind < 0.15:
        return paragraph
    if kind < 0.4:
        return rng.choice(sentences(paragraph))
    if kind < 0.55:
        words = paragraph.split()
        first = rng.randrange(len(words))
        return " ".join(words[first : first + rng.choice(FEW)])
    return rng.choice(textwrap.wrap(paragraph, rng.choice(WIDTHS)))


def cuts(documents: Sequence[Sequence[str]], n: int, rng: random.Random) -> list[str]:
    """So many cuts of the paragraphs of documents."""
    return [cut(rng.choice(rng.choice(documents)), rng) for _ in range(n)]


def names(folder: Path, rng: random.Random) -> list[str]:
    """Persons, places and agencies."""
    given, places, agencies = (
        [row[column] for row in _rows(folder / file, sign) if row.get(column)]
        for file, column, sign in (
            ("tilltalsnamn-kvinnor.csv", "name", ","),
            ("ortsnamn.csv", "city", ","),
            ("myndigheter.tsv", "name", "\t"),
        )
    )
    persons = [f"{rng.choice(given)} {rng.choice(given)}" for _ in range(NAMED)]
    return [
        *persons,
        *rng.sample(places, min(NAMED, len(places))),
        *rng.sample(agencies, min(NAMED, len(agencies))),
    ]


def _rows(path: Path, sign: str) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=sign))


def read_texts(path: Path, rng: random.Random) -> list[str]:
    """Lines as read of words that lost letters: each alone, and some with the next ones of their page."""
    rows = [row.split("\t") for row in path.read_text(encoding="utf-8").split("\n") if row]
    found = []
    for at in range(len(rows)):
        page = rows[at][2].rsplit("|", 1)[0]
        some = [row for row in rows[at : at + rng.choice((1, 1, 1, 2, 3))] if row[2].startswith(f"{page}|")]
        if any(LETTERS.search(true) and read.split() != true.split() for read, true, _ in some):
            found.append("\n".join(read for read, _, _ in some))
    return rng.sample(found, min(READ, len(found)))


def rows(texts: Sequence[str]) -> Floats:
    """A row for each of the texts that is short and looked at."""
    lexicon, loaded, shaped = word_list(), tools(), shapes()
    found = [
        features(text, decided(text, loaded).choices, loaded, shaped)
        for text in texts
        if is_short(text) and may_lack_letters(text, lexicon, shaped)
    ]
    return np.array(found).reshape(-1, len(NAMES))


def are_sure(found: Floats, table: Floats) -> Bools:
    """Which texts :func:`ingest.restoration.short_texts.is_sure` restores, by their chances and rows; names
    (a few words with capitals) are counted as it would count other words."""
    ahead, words = table[:, NAMES.index("looks Swedish")], np.expm1(table[:, NAMES.index("words")])
    swedish = ahead >= np.where(words.round() > FEW_WORDS, AHEAD, AHEAD_OF_FEW)
    sure: Bools = (found >= CERTAIN) | ((found >= SURE) & swedish)
    return sure


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("text", type=Path)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--names", type=Path, required=True)
    parser.add_argument("--samples", type=Path, default=Path("samples"))
    parser.add_argument("--others", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    a = parser.parse_args()
    rng = random.Random(1)
    documents = [
        [p for p in d.split("\n") if p.strip() and not FRONT_MATTER.search(p)]
        for d in a.text.read_text(encoding="utf-8").split("\n\n")
    ][::2]
    documents = [document for document in documents if document]
    strip: Callable[[list[str]], list[str]] = lambda texts: [  # noqa: E731
        text.translate(STRIP) for text in texts if LETTERS.search(text)
    ]
    named = names(a.names, rng)
    kinds: list[tuple[str, list[str], bool]] = [
        ("sound", cuts(documents, SOUND, rng), False),
        ("reports", cuts(reports(a.samples), SOUND // 4, rng), False),
        ("names", named, False),
        ("stripped", strip(cuts(documents, STRIPPED, rng)), True),
        ("names stripped", strip(named), True),
        ("read", read_texts(a.pages, rng), True),
    ]
    for path in sorted(a.others.glob("*.txt")):
        lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line]
        kinds.append((path.stem, lines[:FOREIGN], False))
    tables = [rows(texts) for _, texts, _ in kinds]
    unseen = [np.arange(len(table)) % HELD_OUT == 0 for table in tables]
    lost = np.concatenate([np.full(len(t), label) for t, (_, _, label) in zip(tables, kinds, strict=True)])
    every, held = np.concatenate(tables), np.concatenate(unseen)
    weights, constant = fitted(every[~held], lost[~held], PENALTY)
    summary = {}
    for (name, texts, _), table, some in zip(kinds, tables, unseen, strict=True):
        found = chances(table[some], weights, constant)
        share = len(table) / max(1, len(texts))
        verdicts = (are_sure(found, table[some]), found >= POSSIBLE)
        summary[name] = [len(texts), *(round(share * float(verdict.mean()), 4) for verdict in verdicts)]
    weights, constant = fitted(every, lost, PENALTY)
    record = {
        "what": "weights of what speaks for and against letters lost from a short text (training.fit_short)",
        "held out: texts, share restored, share restored or flagged": summary,
        "weights": {
            CONSTANT: round(constant, 5),
            **{name: round(float(weight), 5) for name, weight in zip(NAMES, weights, strict=True)},
        },
    }
    a.out.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(summary, ensure_ascii=False))


if __name__ == "__main__":
    main()
