"""How letters are misread: learnt from lines as read beside lines as written, and drawn from.

:class:`Channel` holds how often every letter came out as what; for å, ä and ö
also between which neighbours. :func:`spoilt` draws a reading of a text, with the
error classes of old layers mixed in.
"""

from __future__ import annotations

import collections
import itertools
import math
import random
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

Pairs = list[tuple[str, str]]
"""(read, written) characters; one of the two is empty where a sign was dropped or made up."""

SWEDISH = "åäöÅÄÖ"
_SAME = str.maketrans(
    {
        "–": "-",
        "—": "-",
        "“": '"',
        "”": '"',
        "’": "'",
        "‘": "'",
        "−": "-",
        "‑": "-",
        "…": "...",
        "\xad": None,
        "\u200b": None,
    }
)
_NEAR = {
    ("å", "a"): 0.2, ("ä", "a"): 0.2, ("ö", "o"): 0.2, ("Å", "A"): 0.2, ("Ä", "A"): 0.2, ("Ö", "O"): 0.2,
    ("ö", "é"): 0.3, ("ä", "é"): 0.4, ("ö", "6"): 0.4, ("ö", "d"): 0.6, ("ä", "d"): 0.6, ("l", "I"): 0.4,
    ("l", "1"): 0.4, ("l", "|"): 0.4, ("I", "|"): 0.4, ("I", "l"): 0.4, ("1", "l"): 0.4, ("1", "I"): 0.4,
    ("å", "4"): 0.4, ("ä", "4"): 0.4, ("å", "&"): 0.5, ("ä", "&"): 0.5, ("i", "l"): 0.6, ("j", "i"): 0.6,
    ("i", "j"): 0.6,
}  # fmt: skip
"""Costs of likely misreadings (written, read) in aligning; any other substitution costs 1."""
BLANK_FOR_LETTER, GAP = 1.8, 1.05
BAND = 12
"""Characters that two lines may be out of step."""
SPOILT_BEYOND = (0.3, 2.0)
"""A line whose alignment costs more than 0.3 a character plus 2 was not the same line."""
CONTEXT_WEIGHT = 8.0
"""The letter's overall distribution counts as this many readings beside those in its context."""

OLD_LAYER = {
    "rn": ["m"], "m": ["rn", "in"], "l": ["I", "1", "|", "i"], "I": ["l", "1", "|"], "1": ["l", "I"],
    "i": ["l", "1", "j"], "j": ["i"], "cl": ["d"], "d": ["cl"], "vv": ["w"], "w": ["vv"], "n": ["ii", "ri"],
    "h": ["li", "b"], "o": ["0", "c"], "0": ["O", "o"], "O": ["0"], "S": ["5"], "5": ["S"], "e": ["c"],
    "c": ["e"], "t": ["f", "l"], "f": ["t"], "u": ["n", "ii"], "g": ["q", "9"], "B": ["8"], "li": ["h"],
    "ri": ["n"], "ii": ["n"], "fi": ["fl"], "tt": ["it"], "a": ["o", "@"], "k": ["lc"], "nn": ["rm"],
    "in": ["m"], "y": ["v"], "v": ["y"], "z": ["2"], "G": ["6"], "b": ["h", "6"], "E": ["F"], "r": ["i"],
}  # fmt: skip
"""What engines of the 1990s and 2000s made of Latin letters."""
USUAL_HABITS = ("rn", "rn", "m", "I", "I", "l", "1", "cl", "li", "h", "0")
"""The confusions that layers are known for; the others are rarer."""
OLD_SWEDISH = {
    "å": ["a", "A", "4", "&", "i", "d", "é", "à", "á", "a°", "ä"],
    "ä": ["a", "3", "5", "ii", "8", "é", "A", "4", "&", "d", "6", "i", "à", "á", "â", "ã", "å", 'a"'],
    "ö": ["o", "6", "d", "é", "0", "ii", "8", "9", "ó", "ò", "ô", "õ", "&", "G", "b", "O", 'o"', "5"],
    "Å": ["A", "A", "4"], "Ä": ["A", "A", "4"], "Ö": ["O", "O", "0", "6", "G", "é", "Q"],
}  # fmt: skip
STRIPPED = dict(zip(SWEDISH, "aaoAAO", strict=True))


def norm(text: str) -> str:
    """A line with dashes and quotation marks of one kind, which no engine keeps apart."""
    return unicodedata.normalize("NFC", text).translate(_SAME)


def align(read: str, written: str) -> tuple[float, Pairs]:
    """The cheapest alignment of two lines, and its cost."""
    n, m = len(read), len(written)
    reach = BAND + abs(n - m)
    cost = [[math.inf] * (m + 1) for _ in range(n + 1)]
    step = [[0] * (m + 1) for _ in range(n + 1)]
    cost[0][0] = 0.0
    for i in range(n + 1):
        for j in range(max(0, i - reach), min(m, i + reach) + 1):
            best, move = cost[i][j], step[i][j]
            if i and j:
                x, y = written[j - 1], read[i - 1]
                plain = 1.0 if x != " " and y != " " else BLANK_FOR_LETTER
                value = cost[i - 1][j - 1] + (0 if x == y else _NEAR.get((x, y), plain))
                if value < best:
                    best, move = value, 1
            if i and cost[i - 1][j] + GAP < best:
                best, move = cost[i - 1][j] + GAP, 2
            if j and cost[i][j - 1] + GAP < best:
                best, move = cost[i][j - 1] + GAP, 3
            cost[i][j], step[i][j] = best, move
    pairs: Pairs = []
    i, j = n, m
    while i or j:
        move = step[i][j]
        pairs.append((read[i - 1] if move in (1, 2) else "", written[j - 1] if move in (1, 3) else ""))
        i, j = i - (move in (1, 2)), j - (move in (1, 3))
    return cost[n][m], pairs[::-1]


def read_pairs(paths: Iterable[Path]) -> list[tuple[str, Pairs]]:
    """Aligned lines of ``read TAB written TAB page`` files, with their page."""
    found = []
    for path in paths:
        for row in path.read_text(encoding="utf-8").split("\n"):
            fields = row.split("\t")
            if len(fields) < 2:
                continue
            read, written = norm(fields[0]), norm(fields[1])
            cost, pairs = align(read, written)
            if cost <= SPOILT_BEYOND[0] * len(written) + SPOILT_BEYOND[1]:
                found.append((fields[2] if len(fields) > 2 else "", pairs))
    return found


@dataclass(slots=True)
class Channel:
    """Counts of what was read for every letter written."""

    plain: dict[str, tuple[float, list[str], list[float]]] = field(default_factory=dict)
    """Other letters: share misread, as what, with which weights."""
    swedish: dict[str, collections.Counter[str]] = field(default_factory=dict)
    between: dict[tuple[str, str, str], collections.Counter[str]] = field(default_factory=dict)
    """(letter before, letter, letter after), written."""

    def readings(self, before: str, letter: str, after: str) -> tuple[list[str], list[float]]:
        """What å, ä or ö is read as between two letters, with weights."""
        overall = self.swedish.get(letter, collections.Counter())
        total = sum(overall.values()) or 1
        weights = {read: CONTEXT_WEIGHT * n / total for read, n in overall.items()}
        for read, n in self.between.get((before, letter, after), {}).items():
            weights[read] = weights.get(read, 0.0) + n
        return (list(weights), list(weights.values())) if weights else ([STRIPPED[letter]], [1.0])


def learn(lines: Iterable[Pairs]) -> Channel:
    """Count what was read for every letter."""
    overall: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    between: dict[tuple[str, str, str], collections.Counter[str]] = collections.defaultdict(
        collections.Counter
    )
    for pairs in lines:
        units: list[list[str]] = []
        for read, written in pairs:
            if written:
                units.append([written, read])
            elif units:
                units[-1][1] += read
        for one, two in itertools.pairwise(units):
            if len(one[1]) > 1 and one[0] not in SWEDISH and two[0] in SWEDISH and one[1][0] == one[0]:
                two[1], one[1] = one[1][1:] + two[1], one[0]
        for k, (letter, read) in enumerate(units):
            overall[letter][read] += 1
            if letter in SWEDISH:
                before = units[k - 1][0] if k else " "
                after = units[k + 1][0] if k + 1 < len(units) else " "
                between[before, letter, after][read] += 1
    channel = Channel(between=dict(between))
    for letter, counts in overall.items():
        total = sum(counts.values())
        if letter in SWEDISH:
            channel.swedish[letter] = counts
        elif total > 200:
            wrong = [(read, n / total) for read, n in counts.items() if read != letter]
            if wrong:
                channel.plain[letter] = (
                    sum(p for _, p in wrong),
                    [r for r, _ in wrong],
                    [p for _, p in wrong],
                )
    return channel


def _emit(out: Pairs, read: str, written: str) -> None:
    out.append((read[:1], written))
    out.extend((extra, "") for extra in read[1:])


def _misread(out: Pairs, read: str, written: str) -> None:
    """Add one or two letters as read."""
    if len(written) == 2:
        out += [(read[0], written[0]), (read[1:2], written[1])]
    else:
        _emit(out, read, written)


def _habits(rng: random.Random) -> dict[str, tuple[str, float]]:
    """What one layer misreads again and again, as what, and how often: the font's doing."""
    habits = {}
    for _ in range(rng.randint(1, 3)):
        written = rng.choice(USUAL_HABITS if rng.random() < 0.7 else sorted(OLD_LAYER))
        habits[written] = (rng.choice(OLD_LAYER[written]), rng.choice((0.1, 0.4, 0.9)))
    return habits


def stripped(text: str) -> Pairs:
    """The text without its dots and rings."""
    return [(STRIPPED.get(c, c), c) for c in text]


def spoilt(text: str, channel: Channel, rng: random.Random, *, old_layer: bool) -> Pairs:
    """A reading of ``text``: by English tesseract, or as an old layer holds it."""
    level = 0.0 if old_layer else rng.choice((0, 0.5, 1, 2, 5))
    spread = rng.choice((0.5, 1.0, 1.5))
    classic = rng.choice((0.002, 0.005, 0.015, 0.03)) if old_layer or rng.random() > 0.8 else 0.0
    odd = rng.choice((0, 0.05, 0.3, 0.8)) if old_layer else 0.03 if rng.random() < 0.2 else 0.0
    kept = rng.choice((0, 0, 0.3, 0.9, 1, 1)) if old_layer else 0.0
    parted = rng.choice((0, 0.003, 0.012)) if old_layer else 0.0
    joined = rng.choice((0, 0.003, 0.02, 0.06)) if old_layer else 0.0
    habits = _habits(rng) if old_layer and rng.random() < 0.6 else {}
    tilt: dict[tuple[str, str], float] = {}
    out: Pairs = []
    i = 0
    while i < len(text):
        c = text[i]
        after = text[i + 1] if i + 1 < len(text) else " "
        if c in SWEDISH:
            if kept and rng.random() < kept:
                out.append((c, c))
            elif odd and rng.random() < odd:
                _emit(out, rng.choice(OLD_SWEDISH[c]), c)
            else:
                reads, weights = channel.readings(text[i - 1] if i else " ", c, after)
                for read in reads:
                    tilt.setdefault((c, read), math.exp(rng.gauss(0, spread)))
                tilted = [w * tilt[c, read] for read, w in zip(reads, weights, strict=True)]
                _emit(out, rng.choices(reads, tilted)[0], c)
            i += 1
            continue
        two = text[i : i + 2]
        written = two if two in habits else c
        if written in habits and rng.random() < habits[written][1]:
            _misread(out, habits[written][0], written)
            i += len(written)
            continue
        if classic and rng.random() < classic:
            written = two if len(two) == 2 and two in OLD_LAYER and rng.random() < 0.7 else c
            if written in OLD_LAYER:
                _misread(out, rng.choice(OLD_LAYER[written]), written)
                i += len(written)
                continue
        wrong = channel.plain.get(c)
        if c == " " and joined and rng.random() < joined:
            out.append(("", " "))
        elif parted and out and c.isalpha() and after.isalpha() and rng.random() < parted:
            out += [(c, c), (" ", "")]
        elif level and wrong and c != "\n" and rng.random() < wrong[0] * level:
            _emit(out, rng.choices(wrong[1], wrong[2])[0], c)
        else:
            out.append((c, c))
        i += 1
    return out


def tagged(pairs: Pairs) -> tuple[list[str], list[str]]:
    """The characters as read, and the tag that makes of each what was written."""
    characters: list[str] = []
    outputs: list[str] = []
    waiting = ""
    for read, written in pairs:
        if read:
            characters.append(read)
            outputs.append(waiting + written)
            waiting = ""
        elif outputs:
            outputs[-1] += written
        else:
            waiting += written
    return characters, [tag(read, out) for read, out in zip(characters, outputs, strict=True)]


def tag(read: str, out: str) -> str:
    """The tag that makes ``out`` of one character; signs are not restored, only letters and blanks.

    >>> tag("a", "ä"), tag("a", "a"), tag("é", ""), tag("m", "rn"), tag("n", "n ")
    ('Rä', 'K', 'D', 'Rrn', 'A ')
    """
    if read == out or (read.isspace() and out.isspace()):
        return "K"
    if any(not (c.isalnum() or c == " ") for c in out if c != read):
        return "K"
    if not out:
        return "D"
    return "A" + out[1:] if out[0] == read else "R" + out
