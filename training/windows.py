"""What the network is trained on: windows of text, spoilt as engines spoil it."""

from __future__ import annotations

import collections
import csv
import importlib
import math
import random
import re
import textwrap
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

from training.channel import Channel, Pairs, learn, read_pairs, spoilt, stripped, tagged
from training.words import FRONT_MATTER, STRIPPED_RIVAL, WORD, fold

WINDOW = 256
"""Characters."""
REAL = 0.40
"""Share of windows from real readings; the others are drawn from the channel."""
MIX = (("engine", 0.42), ("stripped", 0.16), ("old layer", 0.24), ("sound", 0.11), ("English", 0.07))
TWIN_SHARE = 0.25
"""Share of drawn windows from around a word that a commoner word loses its letters to (når, här)."""
RAREST_TWIN, TWIN_PLACES = 30, 3000
"""Occurrences that such a word needs, and places kept of each."""
ENGLISH_MODULES = (
    *("argparse", "asyncio", "collections", "csv", "datetime", "email", "functools", "http", "itertools"),
    *("json", "logging", "os", "pathlib", "random", "re", "socket", "statistics", "string", "subprocess"),
    *("tarfile", "tempfile", "textwrap", "threading", "time", "unittest", "urllib", "uuid", "zipfile"),
)
"""Their documentation is the English that must pass unchanged."""


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
        self.places = twin_places(self.documents)
        self.twins = Weighted(list(self.places), [len(found) ** 0.5 for found in self.places.values()])
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
        parts: list[str] = []
        if self.places and rng.random() < TWIN_SHARE:
            number, i, at = rng.choice(self.places[self.twins.draw(rng)])
            document = self.documents[number]
            start = document[i].rfind(" ", 0, max(0, at - rng.randrange(WINDOW))) + 1
            parts.append(document[i][start : start + 800])
            i += 1
        else:
            weight = rng.random() * self.sums[-1]
            document = self.documents[bisect_left(self.sums, weight) % len(self.documents)]
            i = rng.randrange(len(document))
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


def twin_places(documents: list[list[str]]) -> dict[str, list[tuple[int, int, int]]]:
    """Where the words stand that a commoner word loses its letters to: document, paragraph, offset."""
    counts: collections.Counter[str] = collections.Counter()
    for document in documents:
        for paragraph in document:
            counts.update(WORD.findall(paragraph.lower()))
    commonest: dict[str, int] = collections.defaultdict(int)
    for word, n in counts.items():
        commonest[fold(word)] = max(commonest[fold(word)], n)
    places: dict[str, list[tuple[int, int, int]]] = {}
    for word, n in sorted(counts.items()):
        most = STRIPPED_RIVAL if word.isascii() else math.inf
        if RAREST_TWIN <= n < commonest[fold(word)] <= most * n and len(word) > 1:
            places[word] = []
    for number, document in enumerate(documents):
        for i, paragraph in enumerate(document):
            for match in WORD.finditer(paragraph):
                found = places.get(match.group())
                if found is not None and len(found) < TWIN_PLACES:
                    found.append((number, i, match.start()))
    return {word: found for word, found in places.items() if found}


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
