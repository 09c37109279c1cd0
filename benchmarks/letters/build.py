"""Build the data of the benchmark from documents that training never sees.

``python -m benchmarks.letters.build TEST.txt OCR.tsv... --out benchmarks/letters/data``

TEST.txt is the test part that ``training.corpus`` splits off; each OCR.tsv holds
lines of it set in fonts that training did not see and read by English tesseract
(``training.engine_pairs``), named ``…_q1.tsv`` to ``…_q3.tsv`` by quality.
"""

from __future__ import annotations

import argparse
import random
import re
from pathlib import Path

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


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("test", type=Path)
    parser.add_argument("ocr", type=Path, nargs="*")
    parser.add_argument("--out", type=Path, required=True)
    a = parser.parse_args()
    rng = random.Random(20240917)
    a.out.mkdir(exist_ok=True)
    documents = [d.split("\n") for d in a.test.read_text(encoding="utf-8").split("\n\n")]
    running = [
        [p for p in d if len(p) > 60 and not re.search("ikraft_datum|beteckning:", p)] for d in documents
    ]
    rng.shuffle(running)

    def write(name: str, rows: list[str]) -> None:
        (a.out / name).write_text("\n".join(rows) + "\n", encoding="utf-8")
        print(name, len(rows), sum(len(row.split("\t")[-1].split()) for row in rows))

    clean: list[str] = []
    for document in running:
        clean += [p[:1200] for p in document[:6]]
        if sum(len(p.split()) for p in clean) > 20_000:
            break
    write("clean.txt", clean)
    for path in a.ocr:
        lines = [row.split("\t") for row in path.read_text(encoding="utf-8").split("\n") if row]
        write(f"read_{path.stem[-2:]}.tsv", [f"{row[0]}\t{row[1]}" for row in lines][:500])
    sentences = [
        s for d in running for p in d for s in re.split(r"(?<=[.!?]) (?=[A-ZÅÄÖ])", p) if 50 < len(s) < 220
    ]
    rng.shuffle(sentences)
    chosen: list[str] = []
    for form in dict.fromkeys(form for forms in PAIRS for form in forms):
        found = [s for s in sentences if re.search(rf"\b{form}\b", s)][:PER_FORM]
        chosen += [f"{form}\t{s}" for s in found]
    name = re.compile(r"(?<=[a-zåäö,] )[A-ZÅÄÖ]\w*[åäöéÅÄÖ]\w*")
    chosen += [f"name\t{s}" for s in sentences if name.search(s)][:NAMED]
    write("pairs_and_names.tsv", list(dict.fromkeys(chosen)))
    rows = []
    for label, spoil in CLASSES.items():
        made = 0
        for sentence in sentences:
            spoilt = spoil(sentence, rng)
            if spoilt != sentence:
                written = sentence.upper() if label.startswith("capitals") else sentence
                rows.append(f"{label}\t{spoilt}\t{written}")
                made += 1
            if made == 60:
                break
    write("old_layers.tsv", rows)


if __name__ == "__main__":
    main()
