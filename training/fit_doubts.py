"""Fit ``doubts-sv.json``: from what restoration knows of a word to the chance that the word is wrong.

``python -m training.fit_doubts PAGES.tsv... --out src/ingest/data/doubts-sv.json``

Reads pages (``training.doubt_pages``) of the development split in fonts that the network was not
trained on, restores every page, tells its words right from wrong as the benchmark does, and grows
decision trees. Prints, with every family of fonts held out in turn, what share of the wrong words is
among the 3 % likeliest wrong, and how often words of each confidence are right. Same pages and
versions, same file.
"""

from __future__ import annotations

import argparse
import difflib
import itertools
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
import numpy.typing as npt

from ingest.restoration.decide import Choice
from ingest.restoration.evidence_of_error import NAMES, features, words
from ingest.restoration.repetitions import agreed
from ingest.restoration.resources import shapes, tools, word_list
from ingest.restoration.restoring import chance_lost, decided
from ingest.restoration.short_texts import is_sure
from ingest.restoration.trees import MOST_LEAVES, trees_of

TREES = 150
"""300 at a rate of 0.05 find as many of the wrong words where families of fonts and texts are both held
out, but give words of such texts too much confidence (0.853, 80.8 % right; these 0.856, 87.6 % right)."""
GROWTH = {
    "objective": "binary",
    "num_leaves": MOST_LEAVES,
    "learning_rate": 0.07,
    "min_data_in_leaf": 60,
    "lambda_l2": 5.0,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "max_bin": 63,
    "seed": 1,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}
"""How the trees grow, as lightgbm names it."""
FOLDS = 5
MOST_WRONG = 0.2
"""Of the words of a page; pages read worse than that are no matter for restoration. Where it was
0.1, words of poorly read pages were given too much confidence, as only such pages as came out well were
fitted on."""
FEW, MOST_WRONG_OF_FEW = 40, 0.5
"""Words; of a shorter page a few wrong ones tell little."""
FULL = 0.75
"""Of the longest line of a page; shorter lines end a paragraph."""
SHARE = 0.03
"""Of the words; a person shall not have to look at more."""
NO_FONT = "none"
"""What ``training.doubt_pages`` calls the font of letters that were merely stripped."""
STYLES = re.compile(r"[-_ .]|\d|ADF|GWF|(?:Text|Book|Plus|Display|Bold|Italic|Oblique|Demi|Medium)+[-_ .\d]")
"""Where the name of a family ends in the name of a font's file."""
EDGES = (0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 1.0)
"""Upper edges of the confidences that are counted together."""

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Page:
    """The words of a page as rows, and which of them are wrong or were changed."""

    family: str
    """Of its fonts."""
    rows: npt.NDArray[np.float32]
    wrong: Bools
    changed: Bools


def pages(path: Path) -> Iterator[Page]:
    """The pages of a file as they are, with a paragraph a line, and line by line.

    Only what restoration would restore, of pages that are read well enough.
    """
    lines = [row.split("\t") for row in path.read_text(encoding="utf-8").split("\n") if row]
    for key, group in itertools.groupby(lines, key=lambda line: line[2].rsplit("|", 1)[0]):
        font, _, _, number = key.split("|")
        own = family(font) if font != NO_FONT else f"{NO_FONT}{int(number) % FOLDS}"
        pairs = [(plain(read), plain(true)) for read, true, _ in group]
        page = restored(pairs, own)
        if page.wrong.mean() > (MOST_WRONG if len(page.wrong) > FEW else MOST_WRONG_OF_FEW):
            continue
        run_on = unwrapped(pairs)
        if is_lost(pairs):
            yield page
            if len(run_on) < len(pairs) and is_lost(run_on):
                yield restored(run_on, own)
        if len(pairs) > 1:
            yield from (restored([pair], own) for pair in pairs if is_lost([pair]))


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


def restored(pairs: Sequence[tuple[str, str]], family: str) -> Page:
    """Restore the lines of a page and compare them with what was set."""
    text = "\n".join(read for read, _ in pairs)
    found = decided(text, tools())
    chosen: list[Choice] = agreed(found.choices, text)
    parts = words(text, chosen)
    rows = features(text, parts, found, chosen, tools()).astype(np.float32)
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
    return Page(family, rows, wrong, changed)


def mistaken(now: Sequence[str], true: Sequence[str]) -> list[bool]:
    """Which of the words differ from what was set."""
    if len(now) == len(true):
        return [a != b for a, b in zip(now, true, strict=True)]
    bad = [False] * len(now)
    for kind, i, j, _, _ in difflib.SequenceMatcher(None, now, true, autojunk=False).get_opcodes():
        if kind != "equal":
            bad[i:j] = [True] * (j - i)
    return bad


def grown(rows: Floats, wrong: Bools) -> list[dict[str, list[Any]]]:
    """Trees that explain ``wrong`` best, as :func:`ingest.restoration.trees.trees_of` reads them."""
    data = lightgbm.Dataset(rows, wrong.astype(float), free_raw_data=False)
    described = lightgbm.train(GROWTH, data, TREES).dump_model()["tree_info"]
    return [_flat(tree["tree_structure"]) for tree in described]


def _flat(root: dict[str, Any]) -> dict[str, list[Any]]:
    splits: list[Any] = []
    leaves: list[Any] = []

    def walk(node: dict[str, Any]) -> None:
        if "leaf_value" in node:
            leaves.append(round(node["leaf_value"], 5))
            return
        first = len(leaves)
        walk(node["left_child"])
        limit = float(f"{node['threshold']:.7g}")
        splits.append([node["split_feature"], limit, first, len(leaves) - first])
        walk(node["right_child"])

    walk(root)
    return {"splits": splits, "leaves": leaves}


def chances(rows: Floats, trees: Sequence[Mapping[str, Sequence[Any]]]) -> Floats:
    """The chance of every row to be wrong."""
    result: Floats = 1.0 / (1.0 + np.exp(-trees_of(trees).sums(rows)))
    return result


def family(font: str) -> str:
    """The family of a font's file, so that no face of a family held out is fitted on.

    >>> family("GentiumBookPlus-Bold.ttf"), family("PTS55F.ttf"), family("FreeSansBoldOblique.ttf")
    ('gentium', 'pts', 'freesans')
    """
    return STYLES.split(font)[0].lower()


def held_out(found: Sequence[Page]) -> Floats:
    """The chances of all words, each from trees that did not see the word's family of fonts."""
    families = sorted({page.family for page in found})
    fold = {family: number % FOLDS for number, family in enumerate(families)}
    own = np.concatenate([np.full(len(page.wrong), fold[page.family]) for page in found])
    rows = np.concatenate([page.rows for page in found]).astype(np.float64)
    wrong = np.concatenate([page.wrong for page in found])
    out = np.zeros(len(wrong))
    for number in range(FOLDS):
        seen = own != number
        out[~seen] = chances(rows[~seen], grown(rows[seen], wrong[seen]))
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
    rows = np.concatenate([page.rows for page in found]).astype(np.float64)
    wrong = np.concatenate([page.wrong for page in found])
    changed = np.concatenate([page.changed for page in found])
    summary = report(held_out(found), wrong, changed)
    record = {
        "what": "decision trees of what speaks for and against a restored word (training.fit_doubts)",
        "fitted on": "pages of the development split and of the samples (training.doubt_pages), read by "
        "tesseract -l eng or merely stripped of letters, as they were wrapped, run on, and line by line",
        "families": sorted({page.family for page in found if not page.family.startswith(NO_FONT)}),
        "lightgbm": lightgbm.__version__,
        "held out by family": summary,
    }
    trees = {"columns": NAMES, "trees": grown(rows, wrong)}
    a.out.write_text(f"{dumped(record)[:-2]},\n{dumped(trees)[2:]}\n", encoding="utf-8")
    print(dumped(record))


def dumped(record: Mapping[str, object]) -> str:
    """JSON with a line for every value, or for every part of a list of lists."""
    lines = []
    for key, value in record.items():
        text = json.dumps(value, ensure_ascii=False)
        if isinstance(value, list) and isinstance(value[0], dict):
            text = "[\n" + ",\n".join(f"  {json.dumps(each)}" for each in value) + "\n ]"
        lines.append(f' "{key}": {text}')
    return "{\n" + ",\n".join(lines) + "\n}"


if __name__ == "__main__":
    main()
