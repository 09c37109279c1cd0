"""Fit the weights of :mod:`ingest.restoration.decide` on the development split.

Reads pairs (read TAB true TAB page) of documents and fonts that the network
and the word list never saw, lets restoration lay out its readings, and fits a
conditional logistic model of which reading is right; then an isotonic curve
from the model's probability to the share of words that were right.
"""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from ingest.restoration import decide
from ingest.restoration.resources import tools
from training.channel import align, norm


def pages(path: Path) -> Iterator[list[tuple[str, str]]]:
    """Lines of one page as (read, true) characters, one list a page."""
    rows = [line.rstrip("\n").split("\t") for line in path.read_text(encoding="utf-8").split("\n") if line]
    for n, group in itertools.groupby(
        enumerate(rows), key=lambda r: r[1][2] if len(r[1]) > 2 else r[0] // 20
    ):
        del n
        pairs: list[tuple[str, str]] = []
        for _, row in group:
            read, true = norm(row[0]), norm(row[1])
            cost, aligned = align(read, true)
            if cost < 0.3 * len(true) + 2:
                pairs += [*aligned, ("\n", "\n")]
        yield pairs


def labelled(pairs: list[tuple[str, str]]) -> Iterator[tuple[decide.Choice, str]]:
    """Every choice of a page with what its authors wrote."""
    text = "".join(read for read, _ in pairs)
    true, at = [""] * (len(text) + 1), 0
    for read, wanted in pairs:
        if read:
            true[at] += wanted
            at += 1
        else:
            true[max(0, at - 1)] += wanted
    for choice in decide.choices(text, tools().network.costs(text), tools()).choices:
        yield choice, "".join(true[choice.start : choice.end])


def same(reading: str, wanted: str) -> bool:
    """Whether a reading counts as right: the words, not the signs around them."""
    return reading == wanted.strip(".,;:()\"'-") or reading == wanted


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path, nargs="+")
    parser.add_argument("--show", action="store_true", help="print every wrong choice")
    a = parser.parse_args()
    show = a.show
    rows: list[tuple[np.ndarray, int]] = []
    hopeless = total = wrong = 0
    for path in a.pairs:
        for page in pages(path):
            for choice, wanted in labelled(page):
                total += 1
                right = [i for i, reading in enumerate(choice.readings) if same(reading, wanted)]
                wrong += not right or right[0] != 0
                if show and (not right or right[0] != 0):
                    print(
                        choice.before,
                        wanted,
                        list(zip(choice.readings[:3], choice.features[:3], strict=True)),
                    )
                if not right:
                    hopeless += 1
                    continue
                if len(choice.readings) > 1:
                    rows.append((np.array(choice.features), right[0]))
    print(f"{total} choices, {wrong} wrong now, {hopeless} without the right reading")
    size = max(len(x) for x, _ in rows)
    width = len(decide.FEATURES)
    table = np.full((len(rows), size, width), 0.0)
    mask = np.full((len(rows), size), 1e6)
    label = np.array([y for _, y in rows])
    for i, (x, _) in enumerate(rows):
        table[i, : len(x)] = x
        mask[i, : len(x)] = 0

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        score = table @ w + mask
        score -= score.min(axis=1, keepdims=True)
        p = np.exp(-score)
        p /= p.sum(axis=1, keepdims=True)
        own = p[np.arange(len(label)), label]
        mean = (p[:, :, None] * table).sum(axis=1)
        gradient = (table[np.arange(len(label)), label] - mean).sum(axis=0)
        penalty = 0.5 * ((w - start) ** 2).sum()
        return -np.log(np.maximum(own, 1e-12)).sum() + penalty, gradient + (w - start)

    start = np.array(decide.WEIGHTS)
    fitted = minimize(loss, start, jac=True, method="L-BFGS-B").x
    for w in (start, fitted):
        pick = (table @ w + mask).argmin(axis=1)
        print(np.round(w, 3).tolist(), "wrong", int((pick != label).sum()), "loss", round(loss(w)[0], 1))


if __name__ == "__main__":
    main()
