"""Train the character network.

``python -m training.train --work DIR [--minutes N]``

DIR holds ``train.txt`` (from ``training.corpus``), pairs of real readings
(``pairs_*.tsv``, from ``training.engine_pairs``) and gets ``letters.ckpt.pt`` and
``letters.vocab.json``. Seeded; run it again to go on from the checkpoint.
"""

from __future__ import annotations

import argparse
import collections
import csv
import importlib
import json
import random
import re
import textwrap
import time
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

import torch
from torch import nn

from training.channel import Channel, Pairs, learn, read_pairs, spoilt, stripped, tagged
from training.words import FRONT_MATTER, fold

WINDOW, BATCH = 256, 48
CHANNELS, EMBEDDING = 160, 64
DILATIONS = (1, 2, 4, 8, 16, 1, 2, 4, 8, 1)
RATE, WARM_UP, FLAT = 2.5e-3, 300, 0.3
"""Learning rate, steps until it is reached, share of the time that it holds before it falls to 2 %."""
REAL = 0.40
"""Share of windows from real readings; the others are drawn from the channel."""
MIX = (("engine", 0.55), ("stripped", 0.15), ("old layer", 0.12), ("sound", 0.10), ("English", 0.08))
RAREST_CHARACTER, RAREST_TAG = 12, 6
"""Occurrences in 6,000 windows that a character or tag needs to be told from the unknown."""
ENGLISH_MODULES = (
    *("argparse", "asyncio", "collections", "csv", "datetime", "email", "functools", "http", "itertools"),
    *("json", "logging", "os", "pathlib", "random", "re", "socket", "statistics", "string", "subprocess"),
    *("tarfile", "tempfile", "textwrap", "threading", "time", "unittest", "urllib", "uuid", "zipfile"),
)
"""Their documentation is the English that must pass unchanged."""


class Net(nn.Module):
    """Embedding, a convolution of width 5, residual dilated convolutions, a tag for every character."""

    def __init__(self, characters: int, tags: int) -> None:
        """``characters`` and ``tags`` are the sizes of the two vocabularies."""
        super().__init__()
        self.emb = nn.Embedding(characters, EMBEDDING, padding_idx=0)
        self.inp = nn.Conv1d(EMBEDDING, CHANNELS, 5, padding=2)
        self.bi = nn.BatchNorm1d(CHANNELS)
        self.conv = nn.ModuleList(
            nn.Conv1d(CHANNELS, CHANNELS, 3, padding=d, dilation=d, bias=False) for d in DILATIONS
        )
        self.bn = nn.ModuleList(nn.BatchNorm1d(CHANNELS) for _ in DILATIONS)
        self.out = nn.Conv1d(CHANNELS, tags, 1)
        for norm in self.bn:
            nn.init.constant_(norm.weight, 0.4)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(batch, window) to (batch, tags, window)."""
        h = torch.relu(self.bi(self.inp(self.emb(x).transpose(1, 2))))
        for conv, norm in zip(self.conv, self.bn, strict=True):
            h = h + torch.relu(norm(conv(h)))
        scores: torch.Tensor = self.out(h)
        return scores


class Weighted:
    """Draws items by weight."""

    def __init__(self, items: Sequence[str], weights: Sequence[float]) -> None:
        """Items and their weights."""
        self.items, self.sums = items, list(accumulate(weights))

    def draw(self, rng: random.Random) -> str:
        """One item."""
        return self.items[min(bisect_left(self.sums, rng.random() * self.sums[-1]), len(self.items) - 1)]


class Windows:
    """Endless windows of (characters read, tags)."""

    def __init__(self, work: Path, names: Path, rng: random.Random) -> None:
        """Load text, names and pairs; learn the channel."""
        self.rng = rng
        documents = [d.split("\n") for d in (work / "train.txt").read_text(encoding="utf-8").split("\n\n")]
        self.documents = [
            d for d in ([p for p in d if p and not FRONT_MATTER.search(p)] for d in documents) if d
        ]
        self.sums = list(accumulate(min(sum(map(len, d)), 20_000) ** 0.7 for d in self.documents))
        self.names, self.words = listed(names), general()
        self.english = english()
        lines = read_pairs(sorted(work.glob("pairs_*.tsv")))
        self.channel: Channel = learn(pairs for _, pairs in lines)
        self.real: Pairs = []
        page = ""
        for name, pairs in lines:
            if name != page:
                self.real.append(("\n", "\n"))
                page = name
            self.real += [*pairs, ("\n", "\n")]

    def draw(self) -> tuple[list[str], list[str]]:
        """One window."""
        rng = self.rng
        if len(self.real) > 3 * WINDOW and rng.random() < REAL:
            k = rng.randrange(len(self.real) - 2 * WINDOW)
            pairs = self.real[k : k + WINDOW + 60]
        else:
            mode = rng.choices([m for m, _ in MIX], [w for _, w in MIX])[0]
            text = self._english() if mode == "English" else self._text()
            k = rng.randrange(max(1, len(text) - WINDOW - 5)) if rng.random() < 0.8 else 0
            text = text[k : k + WINDOW + 40]
            if mode == "stripped":
                pairs = stripped(text)
            elif mode in ("sound", "English"):
                pairs = [(c, c) for c in text]
            else:
                pairs = spoilt(text, self.channel, rng, old_layer=mode == "old layer")
        characters, tags = tagged(pairs)
        return characters[:WINDOW], tags[:WINDOW]

    def _english(self) -> str:
        k = self.rng.randrange(len(self.english) - 2 * WINDOW)
        return self.english[k : k + 2 * WINDOW]

    def _text(self) -> str:
        rng = self.rng
        document = self.documents[bisect_left(self.sums, rng.random() * self.sums[-1]) % len(self.documents)]
        i, parts = rng.randrange(len(document)), []
        while sum(map(len, parts)) < 2 * WINDOW and i < len(document):
            paragraph = document[i]
            if len(paragraph) > 900:
                k = paragraph.find(" ", rng.randrange(len(paragraph) - 800)) + 1
                paragraph = paragraph[k : k + 800]
            parts.append(paragraph)
            i += 1
        text, kind = "\n\n".join(parts), rng.random()
        if kind < 0.30:
            text = self._mutated(text)
        elif kind < 0.36:
            text = " ".join((self.words if rng.random() < 0.7 else self.names).draw(rng) for _ in range(60))
        elif kind < 0.40:
            text = text.upper()
        elif kind < 0.44:
            text = "\n".join(line.capitalize() for line in textwrap.wrap(text, rng.randint(15, 50)))
        elif kind < 0.50:
            k, at = rng.randrange(len(self.english) - 300), rng.randrange(len(text) + 1)
            text = f"{text[:at]} {self.english[k : k + rng.randint(20, 200)]} {text[at:]}".replace("  ", " ")
        if rng.random() < 0.6:
            width = rng.choice((40, 50, 55, 60, 70, 90))
            text = "\n\n".join(
                "\n".join(textwrap.wrap(p, width, break_long_words=False)) for p in text.split("\n\n")
            )
        elif rng.random() < 0.5:
            text = text.replace("\n\n", "\n")
        if rng.random() < 0.5:
            text = text.replace("–", "-")
        return text.lower() if rng.random() < 0.03 else text

    def _mutated(self, text: str) -> str:
        """The text with other names, and words of everyday Swedish here and there."""
        words = text.split(" ")
        for i, word in enumerate(words):
            core = word.strip('.,;:()"”')
            if core.isalpha() and len(core) > 3:
                if core[0].isupper() and self.rng.random() < 0.35:
                    words[i] = word.replace(core, self.names.draw(self.rng))
                elif core.islower() and self.rng.random() < 0.06:
                    words[i] = word.replace(core, self.words.draw(self.rng))
        return " ".join(words)


def listed(folder: Path) -> Weighted:
    """Names of people and places."""
    found: dict[str, float] = {}
    for kind in ("kvinnor", "man"):
        with (folder / f"tilltalsnamn-{kind}.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                if int(row["persons"]) >= 20:
                    found[row["name"]] = min(int(row["persons"]), 20_000) ** 0.4
    for row in csv.DictReader((folder / "ortsnamn.csv").open(encoding="utf-8")):
        found[row["city"]] = 8.0
    for row in csv.DictReader((folder / "municipalities.csv").open(encoding="utf-8")):
        found[row["municipality_name_short"]] = 20.0
    total = sum(found.values())
    wiki: dict[str, float] = {}
    for line in (folder / "wikipedia-title-words.tsv").read_text(encoding="utf-8").split("\n"):
        word, _, n = line.partition("\t")
        if word.isalpha() and len(word) > 3:
            wiki[word.capitalize()] = float(n) ** 0.5 + 0.5
    share = 1.2 * total / sum(wiki.values())
    found |= {word: weight * share for word, weight in wiki.items()}
    return Weighted(list(found), list(found.values()))


def general() -> Weighted:
    """Words of everyday Swedish, without the spellings of keyboards that lack å, ä, ö."""
    from wordfreq import get_frequency_dict

    frequency = get_frequency_dict("sv", "large")
    best: dict[str, float] = collections.defaultdict(float)
    for word, f in frequency.items():
        best[fold(word)] = max(best[fold(word)], f)
    kept = {w: f**0.35 for w, f in frequency.items() if w.isalpha() and len(w) > 2 and f > best[fold(w)] / 15}
    return Weighted(list(kept), list(kept.values()))


def english() -> str:
    """English running text: Python's own documentation."""
    parts = []
    for name in ENGLISH_MODULES:
        for value in vars(importlib.import_module(name)).values():
            text = getattr(value, "__doc__", None)
            if isinstance(text, str) and len(text) > 200:
                parts.append(re.sub(r"[ \t]+", " ", text))
    return "\n\n".join(parts)


def vocabulary(windows: Windows, path: Path) -> dict[str, list[str]]:
    """The characters and tags told apart; from the file if it exists."""
    if path.exists():
        known: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8"))
        return known
    characters: collections.Counter[str] = collections.Counter()
    tags: collections.Counter[str] = collections.Counter()
    for _ in range(6000):
        read, wanted = windows.draw()
        characters.update(read)
        tags.update(wanted)
    made = {
        "chars": ["\0", *(c for c, n in characters.most_common(189) if n >= RAREST_CHARACTER)],
        "tags": ["K", *(t for t, n in tags.most_common(160) if t != "K" and n >= RAREST_TAG)],
    }
    path.write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
    return made


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--names", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=90)
    parser.add_argument("--seed", type=int, default=1)
    a = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(a.seed)
    windows = Windows(a.work, a.names, random.Random(a.seed))
    names = vocabulary(windows, a.work / "letters.vocab.json")
    number = {c: i + 1 for i, c in enumerate(names["chars"])}
    column = {t: i for i, t in enumerate(names["tags"])}
    net = Net(len(number) + 2, len(column))
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=0.01, betas=(0.9, 0.98))
    average = {k: v.clone().float() for k, v in net.state_dict().items()}
    step, checkpoint = 0, a.work / "letters.ckpt.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        net.load_state_dict(state["net"])
        optimiser.load_state_dict(state["opt"])
        average, step = state["ema"], state["step"]
        windows.rng.seed(a.seed + step)
    begun = time.monotonic()
    losses: list[float] = []
    done = 0.0
    while done < 1:
        done = min(1.0, (time.monotonic() - begun) / (60 * a.minutes))
        falling = 1.0 if done < FLAT else max(0.02, (1 - done) / (1 - FLAT))
        for group in optimiser.param_groups:
            group["lr"] = RATE * min(1, (step + 1) / WARM_UP) * falling
        x = torch.zeros(BATCH, WINDOW, dtype=torch.int64)
        y = torch.full((BATCH, WINDOW), -100, dtype=torch.int64)
        for i in range(BATCH):
            read, wanted = windows.draw()
            x[i, : len(read)] = torch.tensor([number.get(c, len(number) + 1) for c in read])
            y[i, : len(wanted)] = torch.tensor([column.get(t, -100) for t in wanted])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores = net(x)
        loss = nn.functional.cross_entropy(scores.float(), y, ignore_index=-100)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        step += 1
        losses.append(loss.item())
        keep = min(0.998, step / (step + 50))
        with torch.no_grad():
            for key, value in net.state_dict().items():
                if value.dtype.is_floating_point:
                    average[key].mul_(keep).add_(value.float(), alpha=1 - keep)
        if step % 100 == 0:
            print(step, round(sum(losses) / len(losses), 5), f"{done:.0%}", flush=True)
            losses.clear()
        if step % 500 == 0 or done >= 1:
            state = {"net": net.state_dict(), "opt": optimiser.state_dict(), "ema": average, "step": step}
            torch.save(state, checkpoint.with_suffix(".new"))
            checkpoint.with_suffix(".new").replace(checkpoint)


if __name__ == "__main__":
    main()
