"""What speaks for and against each word of a restored text, in numbers, whether it was changed or not.

A word here is what stands between blanks, with its signs. What the network, the neighbours, the
word list, the choice among readings, the word's own shape and the rest of the document say of it
becomes one row; :mod:`ingest.restoration.doubts` weighs it.
"""

from __future__ import annotations

import collections
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ingest.restoration.candidates import UNLISTED, Candidate
from ingest.restoration.decide import FEATURES, Choice, Decided, Tools, is_common_word, lexical
from ingest.restoration.lexicon import fold

Floats = npt.NDArray[np.float64]
RUN = re.compile(r"\S+")
SIGNS_AROUND = "\"'“”»‘’()[].,;:!?"
LONGEST = 80
"""Characters of a word that are looked at."""
PLAIN = re.compile(r"[a-zåäöé]{3,}[.,]?")
LEAST = 1e-4
"""Added to costs and probabilities before their logarithm is taken."""
SURE = math.log(LEAST)
MOST_UNSURE = 6.0
"""Nats at one character; more says no more."""
FAR = 15.0
"""Nats; likewise of one reading."""
AHEAD = 10.0
"""Nats by which the neighbours may prefer one reading to another."""
NEVER = 40.0
OFTEN = 4
"""Places of a word in a document; more say no more, however long the document is."""
AROUND = 6
"""Words on either side whose characters tell how well the place was read."""

_SHAPES = (
    ("signs around", r"\W|.*\W$"),
    ("signs alone", r"[\W_]+$"),
    ("rare sign", r".*[^\w\s.,;:()/%\"“”„'‘’!?\-–—§&]"),
    ("quotation mark", r".*[\"“”]"),
    ("two quotation marks", r"\W*(?:[\"'“”‘’]{2}|.*[\"'“”‘’]{2})"),
    ("apostrophe", r".*['‘’]"),
    ("hyphen at its end", r".*[-–—][.,]?$"),
    ("sign inside", r".*\w[^\w\s-]\w"),
    ("capital inside", r".*[a-zåäöé][A-ZÅÄÖ]|.*[A-ZÅÄÖ]{2}[a-zåäö]"),
    ("digits alone", r"[\W\d_]*\d[\W\d_]*$"),
    ("many digits", r".*\d{5}"),
    ("digits and letters", r"(?=.*\d).*[^\W\d_]"),
    ("one letter", r"\W*[^\W\d_]\W*$"),
    ("two letters", r"\W*[^\W\d_]{2}\W*$"),
    ("capitals", r"\W*[A-ZÅÄÖÉ]{2,}\W*$"),
    ("first letter capital", r"\W*[A-ZÅÄÖÉ][a-zåäöé]+\W*$"),
    ("no vowel", r"\W*[b-df-hj-np-tv-xzB-DF-HJ-NP-TV-XZ]{2,}\W*$"),
    ("like noughts and ones", r"[\W\d]*[OolI|]+[OolI|\d\W]*$"),
    ("ends in comma", r".*[,;]$"),
    ("ends in stop", r".*[.!?:]$"),
)
_PATTERNS = tuple(re.compile(pattern, re.S) for _, pattern in _SHAPES)
_NO_SHAPE = (0.0,) * len(_SHAPES)
_COMMA = (*(float(name in ("signs around", "ends in comma")) for name, _ in _SHAPES),)
_STOP = (*(float(name in ("signs around", "ends in stop")) for name, _ in _SHAPES),)
_RARE_SIGN = re.compile(dict(_SHAPES)["rare sign"], re.S)
_OF_THE_WORD = (
    *(name for name, _ in _SHAPES),
    "length",
    "rare",
    "unknown",
    "compound",
    "out of vocabulary",
    "twins",
    "commoner twin",
    "rare sign read",
    "common word in capital",
)
_OF_THE_CHOICE = (
    "choice",
    "doubt",
    "doubt > 2 %",
    "doubt > 10 %",
    "second",
    "changed",
    "not the network's",
    "readings",
    "cost to the network",
    "behind for the network",
    "ahead for the neighbours",
    *(f"chosen: {name}" for name in FEATURES[2:]),
    "misread",
    "longer",
    "shorter",
)
_OF_THE_PLACE = (
    "unsure",
    "unsure > 0.01",
    "unsure > 0.1",
    "unsure at most",
    "unsure of blanks",
    "unsure before",
    "unsure behind",
    "unsure around",
    "surprise",
    "surprise > 8",
    "most surprise",
    "surprise behind",
    "surprise before",
    "capital in sentence",
    "comma before capital",
    "nothing before capital",
    "stop before small",
    "odd bracket",
    "odd quotation mark",
    "unsure in all",
    "rare signs in all",
    "misread in all",
    "changed in all",
    "repeated",
    "spelt otherwise",
)
NAMES = (*_OF_THE_PLACE, *_OF_THE_WORD, *_OF_THE_CHOICE)
"""The columns of :func:`features`."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text; one that a choice joins or parts counts once."""

    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]
    """Spans in the text as read."""
    read: list[str]
    written: list[str]
    """As restored."""
    of: list[int]
    """Of every choice: the number of its word."""


def words(text: str, chosen: Sequence[Choice]) -> Words:
    """Part a text at its blanks, except those that a choice spans."""
    spans = [match.span() for match in RUN.finditer(text)]
    joins = {c.start + match.end() for c in chosen if " " in c.before for match in re.finditer(" ", c.before)}
    if joins:
        parted, spans = spans, []
        for start, end in parted:
            if start in joins and spans:
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
    starts = np.array([start for start, _ in spans], np.int64)
    ends = np.array([end for _, end in spans], np.int64)
    of = (np.searchsorted(starts, [choice.start for choice in chosen], "right") - 1).tolist()
    read = [text[start:end] for start, end in spans]
    return Words(starts, ends, read, _written(text, spans, chosen, of), of)


def _written(
    text: str, spans: Sequence[tuple[int, int]], chosen: Sequence[Choice], of: Sequence[int]
) -> list[str]:
    changed: dict[int, list[Choice]] = {}
    for choice, number in zip(chosen, of, strict=True):
        if choice.readings[0] != choice.before:
            changed.setdefault(number, []).append(choice)
    written = [text[start:end] for start, end in spans]
    for number, own in changed.items():
        at, end = spans[number]
        parts = []
        for choice in own:
            parts += [text[at : choice.start], choice.readings[0]]
            at = choice.end
        written[number] = "".join((*parts, text[at:end]))
    return written


def features(text: str, found: Words, decided: Decided, chosen: Sequence[Choice], tools: Tools) -> Floats:
    """A row of :data:`NAMES` for every word of a text."""
    words_own = _of_the_words(found, tools)
    choices_own = _of_the_choices(found, chosen)
    return np.column_stack(
        [_of_the_places(text, found, decided, words_own, choices_own), words_own, choices_own]
    )


def _of_the_words(found: Words, tools: Tools) -> Floats:
    numbers: dict[tuple[str, str], int] = {}
    at = [
        numbers.setdefault(key, len(numbers))
        for key in zip(
            (word[:LONGEST] for word in found.written), (word[:LONGEST] for word in found.read), strict=True
        )
    ]
    table = np.array([_of_the_word(*key, tools) for key in numbers])
    rows: Floats = table[at]
    return rows


def _of_the_word(written: str, read: str, tools: Tools) -> tuple[float, ...]:
    if PLAIN.fullmatch(written):
        core = lower = written.rstrip(".,")
        shape = _NO_SHAPE if core == written else _COMMA if written[-1] == "," else _STOP
    else:
        core = written.strip(SIGNS_AROUND)
        lower = core.lower()
        shape = (*(float(pattern.match(written) is not None) for pattern in _PATTERNS),)
    rare = unknown = compound = twin = title = 0.0
    vocabulary = lower in tools.model.identity
    others: list[str] = []
    if core.isalpha() or any(map(str.isalpha, core)):
        if not vocabulary:
            _, rare, unknown, compound, *_ = lexical(Candidate(core, 0.0), core, False, tools)
        others = [form for form in tools.lexicon.forms(fold(lower)) if form != lower]
        if others:
            frequency = tools.lexicon.frequency
            commonest = min(frequency.get(form, UNLISTED) for form in others)
            twin = min(max((frequency.get(lower, UNLISTED) - commonest) / 10, -8.0), 8.0) + 9.0
        title = float(core[0].isupper() and core[1:].islower() and is_common_word(core, tools))
    return (
        *shape,
        math.log(1 + len(core)),
        min(rare, NEVER),
        unknown,
        compound,
        float(not vocabulary),
        float(len(others)),
        twin,
        float(_RARE_SIGN.match(read) is not None),
        title,
    )


def _of_the_choices(found: Words, chosen: Sequence[Choice]) -> Floats:
    """Of the least sure choice of every word; of words without one, that all is sure."""
    rows = [(0.0, SURE, 0.0, 0.0, SURE, *(0.0,) * (len(_OF_THE_CHOICE) - 5))] * len(found.read)
    surest = [2.0] * len(found.read)
    for choice, at in zip(chosen, found.of, strict=True):
        p = choice.probabilities[0]
        if p > surest[at]:
            continue
        surest[at] = p
        own, after = choice.features[0], choice.readings[0]
        doubt = math.log(max(LEAST, 1 - p))
        second, ahead, behind = SURE, AHEAD, 0.0
        if len(choice.readings) > 1:
            second = math.log(max(LEAST, choice.probabilities[1]))
            ahead = max(-AHEAD, min(choice.features[1][1] - own[1], AHEAD))
            behind = own[0] - min(row[0] for row in choice.features)
        longer = len(after) - len(choice.before)
        rows[at] = (
            1.0,
            doubt,
            max(0.0, doubt + 3.9),
            max(0.0, doubt + 2.3),
            second,
            float(after != choice.before),
            float(behind > 0),
            math.log(len(choice.readings)),
            min(own[0], FAR),
            min(behind, FAR),
            AHEAD - ahead,
            min(own[2], NEVER),
            *own[3:],
            float(after != choice.before and (longer != 0 or fold(after) != fold(choice.before))),
            float(max(0, longer)),
            float(max(0, -longer)),
        )
    return np.array(rows)


def _of_the_places(text: str, found: Words, decided: Decided, own: Floats, choices: Floats) -> Floats:
    n = len(found.read)
    starts, ends = found.starts, found.ends
    unsure = np.append(np.minimum(decided.uncertainty, MOST_UNSURE).astype(np.float64), 0.0)
    total = np.concatenate([[0.0], np.cumsum(unsure)])
    inside = total[ends] - total[starts]
    at_most = np.maximum.reduceat(unsure, np.column_stack([starts, ends]).ravel())[::2]
    blanks = np.maximum(np.where(starts > 0, unsure[starts - 1], 0.0), unsure[ends])
    log = np.log(inside + LEAST)
    sums = np.concatenate([[0.0], np.cumsum(np.pad(inside, AROUND))])
    around = sums[2 * AROUND + 1 :] - sums[:n]
    of = np.searchsorted(starts, decided.places, "right") - 1
    surprise = np.bincount(of, decided.surprise, n) / np.maximum(np.bincount(of, minlength=n), 1)
    most, first = np.zeros(n), np.zeros(n)
    np.maximum.at(most, of, decided.surprise)
    first[of[::-1]] = decided.surprise[::-1]
    gaps = zip(ends[:-1].tolist(), starts[1:].tolist(), strict=True)
    goes_on = np.array([*("\n" not in text[end:start] for end, start in gaps), False])
    title = np.append(own[1:, _OF_THE_WORD.index("common word in capital")], 0.0) * goes_on
    small = np.array([*(word[0].islower() for word in found.written[1:]), False]) * goes_on
    open_ended = np.array([word[-1].isalpha() for word in found.written])
    comma = own[:, _OF_THE_WORD.index("ends in comma")]
    stop = np.array([word[-1] == "." for word in found.written])
    counts: collections.Counter[str] = collections.Counter()
    cores = [word.strip(SIGNS_AROUND).lower() for word in found.written]
    counts.update(cores)
    folded = {core: fold(core) for core in counts}
    spellings: collections.Counter[str] = collections.Counter()
    for core, times in counts.items():
        spellings[folded[core]] += times
    ones = np.ones(n)
    columns = (
        log,
        np.maximum(0.0, log + 4.6),
        np.maximum(0.0, log + 2.3),
        np.log(at_most + LEAST),
        np.log(blanks + LEAST),
        np.append(log[:1], log[:-1]),
        np.append(log[1:], log[-1:]),
        np.log(around + LEAST),
        surprise,
        np.maximum(0.0, surprise - 8),
        most,
        np.append(first[1:], 0.0),
        np.append([0.0], most[:-1]),
        np.append([0.0], (title * (open_ended | (comma > 0)))[:-1]),
        comma * title,
        open_ended * title,
        stop * small,
        _odd_brackets(found.written),
        _odd_quotation_marks(found.written),
        ones * math.log(inside.mean() + LEAST),
        ones * own[:, _OF_THE_WORD.index("rare sign")].mean(),
        ones * choices[:, _OF_THE_CHOICE.index("misread")].mean(),
        ones * choices[:, _OF_THE_CHOICE.index("changed")].mean(),
        np.log([min(counts[core], OFTEN) for core in cores]),
        np.log1p([min(spellings[folded[core]] - counts[core], OFTEN) for core in cores]),
    )
    return np.column_stack(columns)


def _odd_brackets(written: Sequence[str]) -> Floats:
    """1 for words with a bracket that is not closed, or not opened, by the next or last one."""
    return _odd([(i, c == "(") for i, word in enumerate(written) for c in word if c in "()"], len(written))


def _odd_quotation_marks(written: Sequence[str]) -> Floats:
    """1 for words with a quotation mark that opens where one is open, or closes where none is."""
    marks = []
    for i, word in enumerate(written):
        word = word.translate(_QUOTES)
        if '"' in word:
            found = word.strip(".,;:()")
            marks += [(i, True)] * found.startswith('"') + [(i, False)] * (
                len(found) > 1 and found.endswith('"')
            )
    return _odd(marks, len(written))


_QUOTES = str.maketrans("“”„", '"""')
FAR_APART = 40
"""Words that a bracket or quotation may span."""


def _odd(marks: Sequence[tuple[int, bool]], n: int) -> Floats:
    out = np.zeros(n)
    last: int | None = None
    for at, opens in marks:
        if opens:
            if last is not None:
                out[last] = 1.0
            last = at
        else:
            if last is None or at - last > FAR_APART:
                out[at] = 1.0
            last = None
    if last is not None and n - last > FAR_APART:
        out[last] = 1.0
    return out
