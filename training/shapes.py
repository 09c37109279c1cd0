"""Write what the runs of letters of a word say of its language (:mod:`ingest.restoration.word_shapes`).

``python -m training.shapes TRAIN.txt PAIRS.tsv --held-out DEV.txt TEST.txt --out DIR``: ``shapes.npz``.

A softmax regression over the runs of every frequent word of eight languages and of Swedish: as it is
written (wordfreq, TRAIN.txt), without its letters, and as an English-language OCR run leaves it
(the words of PAIRS.tsv as read). Words that several languages share count for each by how frequent they
are there. Lines of PAIRS.tsv that stand in a held-out document (DEV.txt and TEST.txt of ``training.corpus``)
are left out, so that the benchmark measures on words that were not seen as read. Same input, same file.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from ingest.restoration.lexicon import fold
from ingest.restoration.word_shapes import runs
from training.corpus import unseen

CLASSES = (("sv",), ("en",), ("nb", "da"), ("fi",), ("de",), ("nl",), ("fr", "es"), ("pl",))
"""Languages told apart; Norwegian and Danish count as one."""
WORDS_EACH = 30_000
LONGEST = 30
"""Letters of a word."""
BUCKETS = 1 << 15
"""Rows of the file; 2^16 tell no more of 20,000 lines held out."""
PENALTY = 2.0
"""On half the squared weights."""
ROUNDS = 60
"""Of L-BFGS; further ones change the third decimal."""
FLATTENED = 0.4
"""Exponent of a word's frequency as its weight, so that the fit is not all about the commonest words."""
READ_AT_MOST = 12_000_000
"""Characters of the training text."""
WORD = re.compile(r"[^\W\d_]+")
AS_READ = re.compile(r"[\w&|]*[^\W\d_][\w&|]*")

Floats = npt.NDArray[np.float64]


def frequencies(text: str, read: Iterable[str]) -> dict[str, Floats]:
    """Of every word: how frequent it is in each class of languages."""
    from wordfreq import available_languages, get_frequency_dict

    found: dict[str, Floats] = {}

    def add(words: Mapping[str, float], column: int, share: float) -> None:
        for word, frequency in words.items():
            if len(word) <= LONGEST:
                found.setdefault(word, np.zeros(len(CLASSES)))[column] += share * frequency

    for column, languages in enumerate(CLASSES[1:], 1):
        for language in languages:
            if language in available_languages("best"):
                words = get_frequency_dict(language, "best")
                frequent = sorted(((f, w) for w, f in words.items() if WORD.fullmatch(w)), reverse=True)
                add({w: f for f, w in frequent[:WORDS_EACH]}, column, 1.0)
    known = {w: f for w, f in get_frequency_dict("sv", "large").items() if WORD.fullmatch(w)}
    official = Counter(WORD.findall(text.lower()))
    engine = Counter(word for line in read for word in AS_READ.findall(line.lower()))
    add(known, 0, 0.5)
    add(folded(known), 0, 0.5)
    for counted, share in ((official, 0.25), (folded(official), 0.25), (engine, 0.5)):
        total = max(1, sum(counted.values()))
        add({word: count / total for word, count in counted.items()}, 0, share)
    return found


def folded(words: Mapping[str, float]) -> dict[str, float]:
    """The same words without their letters."""
    out: dict[str, float] = {}
    for word, frequency in words.items():
        out[fold(word)] = out.get(fold(word), 0.0) + frequency
    return out


def fitted(found: Mapping[str, Floats]) -> Floats:
    """Weights of every bucket for every class."""
    words = sorted(found)
    shares = np.array([found[word] for word in words])
    shares /= shares.sum(axis=0)
    total = shares.sum(axis=1, keepdims=True)
    weight = total**FLATTENED
    weight /= weight.mean()
    target = (weight * shares / total).astype(np.float32)
    columns: list[int] = []
    ends = [0]
    for word in words:
        columns += runs(word, BUCKETS)
        ends.append(len(columns))
    table = csr_matrix((np.ones(len(columns), np.float32), columns, ends), shape=(len(words), BUCKETS))
    turned = table.T.tocsr()

    def loss(flat: Floats) -> tuple[float, Floats]:
        w = flat.reshape(BUCKETS, len(CLASSES))
        scores = table @ w.astype(np.float32)
        scores -= scores.max(axis=1, keepdims=True)
        e = np.exp(scores)
        z = e.sum(axis=1, keepdims=True)
        value = -(target * (scores - np.log(z))).sum() + 0.5 * PENALTY * (w**2).sum()
        slope = turned @ (weight * e / z - target).astype(np.float32) + PENALTY * w
        return float(value), slope.ravel().astype(np.float64)

    start = np.zeros(BUCKETS * len(CLASSES))
    result = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS})
    weights: Floats = result.x.reshape(BUCKETS, len(CLASSES))
    return weights


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("text", type=Path)
    parser.add_argument("pairs", type=Path, nargs="*")
    parser.add_argument("--held-out", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    a = parser.parse_args()
    with a.text.open(encoding="utf-8") as file:
        text = file.read(READ_AT_MOST)
    rows = [row for path in a.pairs for row in path.read_text(encoding="utf-8").split("\n") if row]
    held = "\n".join(path.read_text(encoding="utf-8") for path in a.held_out)
    read = unseen([(row.split("\t")[0], row.split("\t")[1]) for row in rows], held)
    print(len(rows), "lines read,", len(rows) - len(read), "of them left out")
    weights = fitted(frequencies(text, read))
    step = float(np.abs(weights).max()) / 127
    np.savez_compressed(
        a.out / "shapes.npz",
        weights=np.round(weights / step).astype(np.int8),
        step=np.float64(step),
        languages=np.array([" ".join(languages) for languages in CLASSES]),
    )
    print("step", step, "rows that say something", float((np.abs(weights) > step / 2).any(axis=1).mean()))


if __name__ == "__main__":
    main()
