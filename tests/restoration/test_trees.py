"""Sums of trees are what walking each tree gives; the shipped ones are of fonts that nothing else saw."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from ingest.restoration.evidence_of_error import NAMES
from ingest.restoration.trees import MOST_LEAVES, TOGETHER, trees_of

ROOT = Path(__file__).parents[2]
READ = ROOT / "benchmarks" / "letters" / "data"
FONTS = ROOT / "training" / "doubt_fonts.tsv"
TRAINED = ("Liberation", "Carlito", "Caladea", "DejaVu", "OpenSans")
"""The families of ../shared/ocr-pairs, which the network was trained on."""


def grown(rng: random.Random, leaves: int, first: int = 0) -> tuple[list[list[float]], object]:
    """A random tree of so many leaves: as splits, and as nested (column, limit, left, right)."""
    if leaves == 1:
        return [], first
    left = rng.randrange(1, leaves)
    column, limit = rng.randrange(4), round(rng.random(), 2)
    near, far = grown(rng, left, first), grown(rng, leaves - left, first + left)
    return [*near[0], [column, limit, first, left], *far[0]], (column, limit, near[1], far[1])


def walked(tree: object, row: Sequence[float]) -> int:
    while isinstance(tree, tuple):
        column, limit, near, far = tree
        tree = far if row[column] > limit else near
    assert isinstance(tree, int)
    return tree


@pytest.mark.parametrize("seed", range(8))
def test_all_trees_at_once_end_where_each_walked_by_itself_does(seed: int) -> None:
    rng = random.Random(seed)
    trees = [grown(rng, rng.randint(2, MOST_LEAVES)) for _ in range(5)]
    said = [[rng.random() for _ in range(len(splits) + 1)] for splits, _ in trees]
    # some rows lie on a limit, and there are more than are looked at together
    rows = np.round(np.random.default_rng(seed).random((TOGETHER + 40, 4)), 2)
    sums = trees_of(
        [{"splits": splits, "leaves": own} for (splits, _), own in zip(trees, said, strict=True)]
    ).sums(rows)
    wanted = [
        sum(own[walked(nested, row)] for (_, nested), own in zip(trees, said, strict=True)) for row in rows
    ]
    assert np.allclose(sums, wanted)


def test_a_tree_of_more_leaves_than_bits_is_refused() -> None:
    with pytest.raises(ValueError, match="9 leaves"):
        trees_of([{"splits": [[0, 0.5, 0, 1]] * 8, "leaves": [0.0] * 9}])


def test_doubts_were_fitted_to_the_columns_that_are_there() -> None:
    shipped = json.loads((files("ingest") / "data" / "doubts-sv.json").read_text(encoding="utf-8"))
    assert tuple(shipped["columns"]) == NAMES
    assert max(split[0] for tree in shipped["trees"] for split in tree["splits"]) < len(NAMES)


def test_no_font_of_the_pages_of_doubt_is_of_the_benchmark_or_of_the_networks_readings() -> None:
    fonts = [row.split("\t")[0] for row in FONTS.read_text(encoding="utf-8").splitlines()]
    assert len(fonts) > 200
    # the faces of one family differ after the first hyphen, or in the last letters of a CMU name
    own = {
        re.split(r"[-_.]", row.split("\t")[2].split("|")[0])[0].lower()
        for quality in ("q1", "q2", "q3")
        for row in (READ / f"read_{quality}.tsv").read_text(encoding="utf-8").splitlines()
    }
    assert {"nimbusroman", "lato", "robotoslab", "manrope"} < own
    for font in fonts:
        family = re.split(r"[-_.]", font)[0].lower()
        assert family not in own, font
        assert not font.startswith(("cmun", "Roboto", *TRAINED)), font
