"""Fit ``doubts-sv.json``: from what restoration knows of a word to the chance that the word is wrong.

``python -m training.fit_doubts PAIRS.tsv... --out src/ingest/data/doubts-sv.json``

Reads pairs (``training.engine_pairs``) of the development split in fonts that the network was not
trained on, restores every page, tells its words right from wrong as the benchmark does, and fits a
logistic model. Prints, with every font held out in turn, what share of the wrong words is
among the 3 % likeliest wrong, and how often words of each confidence are right. Same pairs,
same file.
"""

from __future__ import annotations

import argparse
import difflib
import itertools
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from ingest.restoration.decide import Choice
from ingest.restoration.doubts import CONSTANT
from ingest.restoration.evidence_of_error import NAMES, features, words
from ingest.restoration.repetitions import agreed
from ingest.restoration.resources import shapes, tools, word_list
from ingest.restoration.restoring import chance_lost, decided
from ingest.restoration.short_texts import is_sure

PENALTY = 10.0
"""On half the squared weights of columns of variance 1."""
FOLDS = 5
MOST_WRONG = 0.1
"""Of the words of a page; pages read worse than that are no matter for restoration. With them the
model takes well-read pages for worse than they are."""
FEW, MOST_WRONG_OF_FEW = 40, 0.5
"""Words; of a shorter page a few wrong ones tell little."""
FULL = 0.75
"""Of the longest line of a page; shorter lines end a paragraph."""
SHARE = 0.03
"""Of the words; a person shall not have to look at more."""
EDGES = (0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 1.0)
"""Upper edges of the confidences that are counted together."""

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Page:
    """The words of a page as rows, and which of them are wrong or were changed."""

    font: str
    rows: Floats
    wrong: Bools
    changed: Bools


def pages(path: Path) -> Iterator[Page]:
    """The pages of a file as they are, with a paragraph a line, and line by line.

    Only what restoration would restore, of pages that are read well enough.
    """
    lines = [row.split("\t") for row in path.read_text(encoding="utf-8").split("\n") if row]
    for key, group in itertools.groupby(lines, key=lambda line: line[2].rsplit("|", 1)[0]):
        font = key.split("|")[0]
        pairs = [(plain(read), plain(true)) for read, true, _ in group]
        page = restored(pairs, font)
        if page.wrong.mean() > (MOST_WRONG if len(page.wrong) > FEW else MOST_WRONG_OF_FEW):
            continue
        run_on = unwrapped(pairs)
        if is_lost(pairs):
            yield page
            if len(run_on) < len(pairs) and is_lost(run_on):
                yield restored(run_on, font)
        if len(pairs) > 1:
            yield from (restored([pair], font) for pair in pairs if is_lost([pair]))


def is_lost(pairs: Sequence[tuple[str, str]]) -> bool:
    """Whether restoration takes lines as read, given to it as one text, for damaged."""
    text = "\n".join(read for read, _ in pairs)
    return is_sure(chance_lost(text, word_list())[0], text, shapes())


def unwrapped(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The page with a paragraph a line: lines of full width run on."""
    width = FULL * max(len(true) for _, true in pairs)
    out: list[tuple[str, str]] = []
    runs_on = False
    for read, true in pairs:
        if runs_on:
            out[-1] = (f"{out[-1][0]} {read}", f"{out[-1][1]} {true}")
        else:
            out.append((read, true))
        runs_on = len(true) >= width
    return out


def plain(line: str) -> str:
    """The line with one kind of dash and quotation mark, as the benchmark compares."""
    return re.sub("[–—−‑]", "-", re.sub("[“”„]", '"', re.sub("[’‘]", "'", line)))


def restored(pairs: Sequence[tuple[str, str]], font: str) -> Page:
    """Restore the lines of a page and compare them with what was set."""
    text = "\n".join(read for read, _ in pairs)
    found = decided(text, tools())
    chosen: list[Choice] = agreed(found.choices, text)
    parts = words(text, chosen)
    rows = features(text, parts, found, chosen, tools())
    wrong = np.zeros(len(parts.read), bool)
    at = 0
    for read, true in pairs:
        first, last = np.searchsorted(parts.starts, [at, at + len(read)])
        lengths = [len(word.split()) for word in parts.written[first:last]]
        now = [run for word in parts.written[first:last] for run in word.split()]
        bad = mistaken(now, true.split())
        ends = list(itertools.accumulate(lengths, initial=0))
        wrong[first:last] = [any(bad[a:b]) for a, b in itertools.pairwise(ends)]
        at += len(read) + 1
    changed = np.array([a != b for a, b in zip(parts.read, parts.written, strict=True)])
    return Page(font, rows, wrong, changed)


def mistaken(now: Sequence[str], true: Sequence[str]) -> list[bool]:
    """Which of the words differ from what was set."""
    if len(now) == len(true):
        return [a != b for a, b in zip(now, true, strict=True)]
    bad = [False] * len(now)
    for kind, i, j, _, _ in difflib.SequenceMatcher(None, now, true, autojunk=False).get_opcodes():
        if kind != "equal":
            bad[i:j] = [True] * (j - i)
    return bad


def fitted(rows: Floats, wrong: Bools, penalty: float = PENALTY) -> tuple[Floats, float]:
    """Weights and constant of the logistic model that explains ``wrong`` best."""
    mean, spread = rows.mean(axis=0), rows.std(axis=0)
    spread[spread < 1e-9] = np.inf
    table = np.column_stack([(rows - mean) / spread, np.ones(len(rows))])
    sign = np.where(wrong, 1.0, -1.0)
    held = np.append(np.full(rows.shape[1], penalty), 0.0)

    def loss(w: Floats) -> tuple[float, Floats]:
        margin = sign * (table @ w)
        slope = -sign / (1.0 + np.exp(np.clip(margin, -500, 500)))
        value = np.logaddexp(0.0, -margin).sum() + 0.5 * (held * w * w).sum()
        return float(value), table.T @ slope + held * w

    start = np.zeros(table.shape[1])
    w = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 2000}).x
    weights = w[:-1] / spread
    return weights, float(w[-1] - weights @ mean)


def chances(rows: Floats, weights: Floats, constant: float) -> Floats:
    """The chance of every row to be wrong."""
    result: Floats = 1.0 / (1.0 + np.exp(-(rows @ weights + constant)))
    return result


def held_out(found: Sequence[Page]) -> Floats:
    """The chances of all words, each from a model that did not see the word's font."""
    fonts = sorted({page.font for page in found})
    fold = {font: number % FOLDS for number, font in enumerate(fonts)}
    own = np.concatenate([np.full(len(page.wrong), fold[page.font]) for page in found])
    rows = np.concatenate([page.rows for page in found])
    wrong = np.concatenate([page.wrong for page in found])
    out = np.zeros(len(wrong))
    for number in range(FOLDS):
        out[own == number] = chances(rows[own == number], *fitted(rows[own != number], wrong[own != number]))
    return out


def report(chance: Floats, wrong: Bools, changed: Bools) -> dict[str, object]:
    """How good the chances are."""
    likeliest = np.argsort(-chance, kind="stable")[: int(SHARE * len(wrong))]
    table = []
    for low, high in itertools.pairwise((0.0, *EDGES)):
        for label, some in (("changed", changed), ("left", ~changed)):
            within = some & (1 - chance > low) & (1 - chance <= high)
            if within.any():
                sure, right = (1 - chance)[within].mean(), 1 - wrong[within].mean()
                table.append([label, high, int(within.sum()), round(float(sure), 4), round(float(right), 4)])
    return {
        "words": len(wrong),
        "wrong": int(wrong.sum()),
        "of the wrong among the 3 % likeliest": round(float(wrong[likeliest].sum() / wrong.sum()), 3),
        "confidence up to, words, mean confidence, share right": table,
    }


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    a = parser.parse_args()
    found = [page for path in sorted(a.pairs) for page in pages(path)]
    rows = np.concatenate([page.rows for page in found])
    wrong = np.concatenate([page.wrong for page in found])
    changed = np.concatenate([page.changed for page in found])
    summary = report(held_out(found), wrong, changed)
    weights, constant = fitted(rows, wrong)
    record = {
        "what": "weights of what speaks for and against a restored word (training.fit_doubts)",
        "fitted on": "texts of the development split and of the samples, set in fonts that the network did "
        "not see and read by tesseract -l eng, lines as they were wrapped and run on",
        "fonts": len({page.font for page in found}),
        "held out by font": summary,
        "weights": {
            CONSTANT: round(constant, 5),
            **{name: round(float(weight), 5) for name, weight in zip(NAMES, weights, strict=True)},
        },
    }
    text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    a.out.write_text(text, encoding="utf-8")
    print(json.dumps({k: v for k, v in record.items() if k != "weights"}, ensure_ascii=False))


if __name__ == "__main__":
    main()
