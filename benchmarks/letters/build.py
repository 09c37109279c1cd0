"""Build the data of the benchmark from documents that training never sees.

``python -m benchmarks.letters.build CORPUS... --read OCR.tsv... --out benchmarks/letters/data``

CORPUS are the files that ``training.corpus`` splits; each OCR.tsv holds lines of
their test part set in fonts that training did not see and read by English tesseract
(``training.engine_pairs``), named ``…_q1.tsv`` to ``…_q3.tsv`` by quality. A paragraph
that shares a sentence with a training document is not used. ``documents.tsv`` gets, for
every file, runs of rows and the digest of the document they stand in.

``pairs_and_names.tsv`` was read by a person and is only checked. ``pairs_dropped.tsv``
holds what the reader dropped.
"""

from __future__ import annotations

import argparse
import itertools
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from training.corpus import LONG_PARAGRAPH, digest, documents, part_of, sentences, split
from training.words import FRONT_MATTER

PAIRS = (
    ("är", "år", "ar"), ("för", "for"), ("var", "vår"), ("vara", "våra"), ("när", "når"), ("har", "här"),
    ("första", "förstå"), ("satt", "sätt"), ("får", "far"), ("låg", "lag"), ("män", "man"), ("län", "lån"),
    ("väg", "våg"), ("mål", "mal"), ("råd", "rad"), ("stöd", "stod"), ("hör", "hor"), ("bör", "bor"),
    ("gäller", "galler"), ("väl", "val"), ("starkt", "stärkt"), ("fortsatt", "fortsätt"), ("varit", "vårit"),
    ("också", "åter"), ("dar", "där", "dår"), ("då", "da"), ("så", "sa"), ("på", "pa"), ("än", "an"),
    ("håller", "haller"), ("följa", "folja"), ("bar", "bär", "bår"), ("skall", "skäll"), ("mäta", "mata"),
    ("nått", "natt"), ("rätt", "ratt"), ("fält", "fallt"), ("tal", "tål"), ("åtal", "atal"), ("ökat", "okat"),
)  # fmt: skip
"""Words that lose their letters to one another."""
PER_FORM = 7
NAMED = 120
PER_CLASS = 60
READ_LINES = 1500
"""Lines of each quality."""
RUNNING_WORDS = 20_000
CLASSES = {
    "rn read as m": lambda s, r: _some(s, "rn", ["m"], r),
    "m read as rn": lambda s, r: _some(s, "m", ["rn"], r),
    "l read as I or 1": lambda s, r: _some(s, "l", ["I", "1"], r),
    "I read as l": lambda s, r: re.sub(r"\bI\b", "l", s, count=1),
    "digit inside a word": lambda s, r: _some(_some(s, "ä", ["3"], r), "ö", ["6"], r),
    "capitals without letters": lambda s, r: _capitals(s),
    "split word": lambda s, r: _split(s, r),
    "joined words": lambda s, r: _joined(s, r),
}


def _some(sentence: str, what: str, by: list[str], rng: random.Random) -> str:
    places = [m.start() for m in re.finditer(what, sentence)]
    if not places:
        return sentence
    at = rng.choice(places)
    return sentence[:at] + rng.choice(by) + sentence[at + len(what) :]


def _capitals(sentence: str) -> str:
    return sentence.upper().translate(str.maketrans("ÅÄÖ", "AAO"))


def _split(sentence: str, rng: random.Random) -> str:
    words = sentence.split(" ")
    long = [i for i, word in enumerate(words) if len(word) > 7 and word.isalpha()]
    if not long:
        return sentence
    i = rng.choice(long)
    at = rng.randrange(2, len(words[i]) - 2)
    words[i] = words[i][:at] + " " + words[i][at:]
    return " ".join(words)


def _joined(sentence: str, rng: random.Random) -> str:
    words = sentence.split(" ")
    i = rng.randrange(1, len(words) - 1)
    return " ".join([*words[:i], words[i] + words[i + 1], *words[i + 2 :]])


@dataclass(frozen=True, slots=True)
class Document:
    """A held-out document: its digest, and its paragraphs that share no sentence with training
    (the laws' front matter left out)."""

    digest: str
    paragraphs: tuple[str, ...]


def held_out(corpus: list[Path]) -> list[Document]:
    """The documents of the test part, without what training has too."""
    parts = split(corpus)
    trained = {s for d in parts["train"] for p in d for s in (p, *sentences(p)) if len(s) > LONG_PARAGRAPH}
    digests = [digest(d) for path in corpus for d in documents(path) if part_of(d) == "test"]

    def fresh(paragraph: str) -> bool:
        whole = paragraph in trained or FRONT_MATTER.search(paragraph)
        return not whole and not trained.intersection(sentences(paragraph))

    return [
        Document(known, tuple(p for p in paragraphs if fresh(p)))
        for known, paragraphs in zip(digests, parts["test"], strict=True)
    ]


def sources(texts: Sequence[str], held: Sequence[Document]) -> list[str | None]:
    """The digest of the document that each text stands in; the one of the text before if possible."""
    whole = {document.digest: "\n".join(document.paragraphs).lower() for document in held}
    found: list[str | None] = []
    last: str | None = None
    for text in texts:
        lower = text.lower()
        if last is None or lower not in whole[last]:
            last = next((known for known, paragraphs in whole.items() if lower in paragraphs), None)
        found.append(last)
    return found


def running_text(held: Sequence[Document], rng: random.Random) -> list[str]:
    """Part b and d: the beginnings of documents."""
    clean: list[str] = []
    for document in rng.sample(held, len(held)):
        clean += [p[:1200] for p in document.paragraphs if _is_running(p)][:6]
        if sum(len(p.split()) for p in clean) > RUNNING_WORDS:
            break
    return clean


def named_pairs(spoken: Sequence[str]) -> list[str]:
    """Part e as it is drawn, before a person has read it."""
    chosen: list[str] = []
    for form in dict.fromkeys(form for forms in PAIRS for form in forms):
        chosen += [f"{form}\t{s}" for s in spoken if re.search(rf"\b{form}\b", s)][:PER_FORM]
    name = re.compile(r"(?<=[a-zåäö,] )[A-ZÅÄÖ]\w*[åäöéÅÄÖ]\w*")
    return [*chosen, *[f"name\t{s}" for s in spoken if name.search(s)][:NAMED]]


def old_layers(spoken: Sequence[str], rng: random.Random) -> list[str]:
    """Part f: one spoilt place in each sentence, the same number of sentences for each class."""
    rows = []
    for label, spoil in CLASSES.items():
        made = 0
        for sentence in spoken:
            spoilt = spoil(sentence, rng)
            if spoilt != sentence:
                written = sentence.upper() if label.startswith("capitals") else sentence
                rows.append(f"{label}\t{spoilt}\t{written}")
                made += 1
            if made == PER_CLASS:
                break
    return rows


def _is_running(paragraph: str) -> bool:
    return len(paragraph) > 60


def _rows(path: Path) -> list[str]:
    return [row for row in path.read_text(encoding="utf-8").split("\n") if row]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, nargs="+")
    parser.add_argument("--read", type=Path, nargs="*", default=[], help="…_q1.tsv to …_q3.tsv")
    parser.add_argument("--pairs", type=Path, help="sentences for part e, for a person to read")
    parser.add_argument("--out", type=Path, required=True)
    a = parser.parse_args()
    rng = random.Random(20240917)
    held = held_out(a.corpus)
    spoken = list(
        dict.fromkeys(
            s for d in held for p in d.paragraphs if _is_running(p) for s in sentences(p) if 50 < len(s) < 220
        )
    )
    rng.shuffle(spoken)
    if a.pairs:
        a.pairs.write_text("\n".join(named_pairs(spoken)) + "\n", encoding="utf-8")
    parts = {"clean.txt": running_text(held, rng), "old_layers.tsv": old_layers(spoken, rng)}
    parts["pairs_and_names.tsv"] = _rows(a.out / "pairs_and_names.tsv")
    for path in a.read:
        parts[f"read_{path.stem[-2:]}.tsv"] = [row.rsplit("|", 2)[0] for row in _rows(path)]
    register: list[str] = []
    for name, rows in parts.items():
        column = {"clean.txt": 0, "old_layers.tsv": 2}.get(name, 1)
        found = sources([row.split("\t")[column] for row in rows], held)
        kept = [(row, known) for row, known in zip(rows, found, strict=True) if known]
        kept = kept[:READ_LINES] if name.startswith("read_") else kept
        (a.out / name).write_text("".join(row + "\n" for row, _ in kept), encoding="utf-8")
        print(name, len(rows), "of which", len(kept), "in paragraphs that training does not share")
        for known, run in itertools.groupby(kept, key=lambda pair: pair[1]):
            register.append(f"{name}\t{len(list(run))}\t{known}")
    (a.out / "documents.tsv").write_text("\n".join(register) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
