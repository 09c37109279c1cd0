"""Choose among the readings of every word: network, word list and neighbours together."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from ingest.restoration.candidates import COUNTED, UNLISTED, Candidate, candidates, pieces, starts_lost
from ingest.restoration.changes import WORD_SIGNS
from ingest.restoration.compounds import compound_cost
from ingest.restoration.language_model import BEGIN, END, UNKNOWN, LanguageModel
from ingest.restoration.lexicon import KEPT, Lexicon, fold
from ingest.restoration.network import Network, Scores
from ingest.restoration.word_table import WordTable

TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
STREAM = re.compile(rf"\n\s*\n|[{WORD_SIGNS}]+|[^\w\s]")
SETTLED = 0.01
"""Nats; below it the network is surer than 99 % of the whole word, which is then looked at only
if the list knows another word of the same letters."""
RIVAL = 45
"""Units of the word list (a factor of 90): rarer twins of a word are not weighed against it
while the network is sure."""
PASSES = 2
"""How often the neighbours' choices are taken into account."""
KNOWN_OFFSET = 3.5
"""Nats; about -ln of the share of running words that the language model does not know (2.2 % of the
development split, which makes 3.8)."""
UNKNOWN_WORD, UNKNOWN_LETTER = 9.0, 1.7
"""Nats; what a word in no list and no compound costs, and each of its letters. Set by hand, so that
from seven letters on it costs more than the rarest word of the list."""
LONGEST_ACRONYM = 5
"""Letters; capitals alone up to this length may be any acronym."""
ACRONYM = 11.0
"""Nats; the cost of an acronym in no list."""
RAREST = 40.0
"""Nats; nothing costs more."""

RARE_WORD = 150
"""Quantised log-frequency from which on a word is rare."""
MOST_RARER = 8.0
"""Nats; a reading cannot be rarer than its twin by more than this."""

FEATURES = (
    "network",
    "neighbours",
    "rare",
    "unknown",
    "compound",
    "changed",
    "mixed",
    "capital",
    "small",
    "twin",
)
WEIGHTS = (0.65, 0.25, 0.2, 2.4, 1.6, 0.35, 1.6, 0.4, 0.5, 0.6)
"""How much each feature counts; rounded by hand from fits of ``training.fit`` to earlier networks."""
NEIGHBOURS = FEATURES.index("neighbours")


@dataclass(frozen=True, slots=True)
class Tools:
    """Everything a decision draws on."""

    network: Network
    lexicon: Lexicon
    model: LanguageModel


@dataclass(frozen=True, slots=True)
class Choice:
    """One piece of the text with its readings, the best first."""

    start: int
    end: int
    before: str
    readings: tuple[str, ...]
    probabilities: tuple[float, ...]
    features: tuple[tuple[float, ...], ...] = ()
    """Of each reading, in the order of :data:`FEATURES`."""


@dataclass(slots=True)
class _Open:
    """A piece still to be decided."""

    place: int
    start: int
    end: int
    before: str
    options: list[Candidate]
    words: list[tuple[int, ...]]
    fixed: list[tuple[float, ...]]
    """Of each option the features that do not depend on its neighbours: all but ``neighbours``."""
    beside: tuple[int, ...] = ()
    """The words before and after it that its options were last weighed with."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A text with its choices, and how surprising it is as chosen."""

    choices: list[Choice]
    """For every piece that could be read in more than one way, in the order of the text."""
    uncertainty: npt.NDArray[np.float32]
    """Of every character: -ln p of what the network holds likeliest there."""
    places: npt.NDArray[np.int64]
    """Where the words and signs of the language model start."""
    surprise: npt.NDArray[np.float64]
    """-ln p of each, behind the two before it."""


def choices(text: str, rows: Scores, tools: Tools) -> Decided:
    """Decide on every piece that could be read in more than one way."""
    spans = pieces(text, rows, tools.network)
    doubtful = _doubtful(text, rows, spans, tools)
    stream, place = _stream(text, tools)
    starters = {BEGIN, *(tools.model.word(sign) for sign in '.!?:;•-–"”“»(')}
    opened = []
    for start, end in doubtful:
        word = text[start:end]
        ahead = rows[start - 1] if start else None
        options = candidates(word, rows[start:end], tools.network, tools.lexicon, ahead)
        if len(options) == 1 and options[0].text == word:
            continue
        words = [_numbers(option.text, tools.model.identity) for option in options]
        inside = stream[place[start] - 1][0] not in starters
        twins = _twins(options, tools)
        fixed = [
            (*lexical(option, word, inside, tools), twin) for option, twin in zip(options, twins, strict=True)
        ]
        opened.append(_Open(place[start], start, end, word, options, words, fixed))
    settled = _settled(opened, stream, tools)
    return Decided(settled, rows.min(axis=1), *_surprise(stream, place, tools))


def _surprise(
    stream: list[tuple[int, ...]], place: dict[int, int], tools: Tools
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Where the words of the stream start, and the mean cost of each behind the two before it."""
    flat = np.fromiter(itertools.chain.from_iterable(stream), np.int64)
    costs = tools.model.costs(np.lib.stride_tricks.sliding_window_view(flat, 3))
    lengths = np.fromiter(map(len, stream), np.int64, len(stream))
    first = np.cumsum(lengths) - lengths - 2
    at = np.fromiter(place.values(), np.int64, len(place))
    sums = np.concatenate([[0.0], np.cumsum(costs)])
    surprise = (sums[first[at] + lengths[at]] - sums[first[at]]) / lengths[at]
    return np.fromiter(place, np.int64, len(place)), surprise


def _doubtful(text: str, rows: Scores, spans: list[tuple[int, int]], tools: Tools) -> list[tuple[int, int]]:
    """The pieces that the network would change or is unsure of, or that have a twin in the list."""
    if not spans:
        return []
    best = rows.min(axis=1)
    total = np.concatenate([[0.0], np.cumsum(best, dtype=np.float64)])
    moved = np.concatenate([[0], np.cumsum(rows.argmin(axis=1) != 0)])
    starts = np.array([start for start, _ in spans])
    ends = np.array([end for _, end in spans])
    before = np.maximum(starts - 1, 0)
    calm = (total[ends] - total[before] < SETTLED) & (moved[ends] == moved[before])
    frequency = tools.lexicon.frequency
    twin: dict[str, bool] = {}
    found = []
    for span, quiet in zip(spans, calm.tolist(), strict=True):
        if quiet:
            word = text[span[0] : span[1]]
            if word not in twin:
                lower = word.lower()
                own = frequency.get(lower)
                forms = tools.lexicon.forms(fold(word))
                twin[word] = word.isalpha() and (
                    any(frequency.get(form, 175) < (own or 160) + RIVAL for form in forms if form != lower)
                    or bool(starts_lost(word, tools.lexicon))
                )
            if not twin[word]:
                continue
        found.append(span)
    return found


def _stream(text: str, tools: Tools) -> tuple[list[tuple[int, ...]], dict[int, int]]:
    """The text as word numbers, and where in it the piece that starts at an offset stands."""
    stream: list[tuple[int, ...]] = [(BEGIN,), (BEGIN,)]
    place: dict[int, int] = {}
    for match in STREAM.finditer(text):
        token = match.group()
        if token[0] == "\n":
            stream += [(BEGIN,), (BEGIN,)]
            continue
        place[match.start()] = len(stream)
        stream.append(_numbers(token, tools.model.identity))
    stream += [(BEGIN,), (BEGIN,)]
    return stream, place


@lru_cache(maxsize=KEPT)
def _numbers(text: str, identity: WordTable) -> tuple[int, ...]:
    found = tuple(
        identity.get(token.lower() if token[0].isalpha() else "0" if token[0].isdigit() else token, UNKNOWN)
        for token in TOKEN.findall(text)
    )
    return found or (UNKNOWN,)


def lexical(option: Candidate, read: str, inside: bool, tools: Tools) -> tuple[float, ...]:
    """The features of a reading that do not depend on its neighbours (all but ``neighbours``)."""
    rare, unknown, compound, mixed = _rarity(option.text, tools.model.identity, tools.lexicon)
    capital = 0.0
    if (
        inside
        and option.text[:1].isupper()
        and option.text[1:].islower()
        and is_common_word(option.text, tools)
    ):
        capital = 1.0
    small = float(not inside and read[0].isupper() and option.text[:1].islower())
    return (option.network, rare, unknown, compound, float(option.text != read), mixed, capital, small)


@lru_cache(maxsize=KEPT)
def _rarity(text: str, identity: WordTable, lexicon: Lexicon) -> tuple[float, float, float, float]:
    """The features ``rare``, ``unknown``, ``compound`` and ``mixed``."""
    rare, unknown, compound, mixed = 0.0, 0.0, 0.0, 0.0
    tokens = TOKEN.findall(text)
    for token in tokens:
        if not token[0].isalpha():
            continue
        lower = token.lower()
        if lower in identity:
            continue
        cost = lexicon.cost(lower)
        if cost is None and len(lower) > 5:
            cost = compound_cost(lower, lexicon)
            compound += cost is not None
        if cost is None and token.isupper() and len(token) <= LONGEST_ACRONYM:
            rare += ACRONYM
        elif cost is None:
            unknown += 1
            rare += min(UNKNOWN_WORD + UNKNOWN_LETTER * len(lower), RAREST)
        else:
            rare += max(0.0, min(cost / 10 - KNOWN_OFFSET, RAREST))
    if len(tokens) > 1 and " " not in text and not COUNTED.fullmatch(text):
        mixed = 1.0
    return rare, unknown, compound, mixed


def _twins(options: Sequence[Candidate], tools: Tools) -> list[float]:
    """How much rarer a rare reading is than the commonest reading of the same folded letters."""
    best: dict[str, int] = {}
    own = []
    for option in options:
        listed = tools.lexicon.cost(option.text.lower())
        cost = UNLISTED if listed is None else listed
        folded = fold(option.text)
        own.append((cost, folded))
        best[folded] = min(best.get(folded, UNLISTED), cost)
    return [min(MOST_RARER, (cost - best[folded]) / 10) if cost >= RARE_WORD else 0.0 for cost, folded in own]


def is_common_word(text: str, tools: Tools) -> bool:
    """Whether a capitalised word is one that is written small inside a sentence."""
    lower = text.lower()
    return lower in tools.lexicon.frequency and lower not in tools.lexicon.proper


def _settled(opened: list[_Open], stream: list[tuple[int, ...]], tools: Tools) -> list[Choice]:
    """Weigh every open piece with its neighbours' present choices, ``PASSES`` times."""
    if not opened:
        return []
    for item in opened:
        stream[item.place] = item.words[0]
    full = np.array([row for item in opened for row in item.fixed])
    full = np.insert(full, NEIGHBOURS, 0.0, axis=1)
    ends = np.cumsum([len(item.options) for item in opened]).tolist()
    for _ in range(PASSES):
        _weigh_neighbours(opened, stream, full[:, NEIGHBOURS], tools)
        score = full @ np.array(WEIGHTS)
        scores = score.tolist()
        at = 0
        for item, end in zip(opened, ends, strict=True):
            own = scores[at:end]
            stream[item.place] = item.words[own.index(min(own))]
            at = end
    features = full.tolist()
    return [
        _choice(item, scores[end - len(item.options) : end], features[end - len(item.options) : end])
        for item, end in zip(opened, ends, strict=True)
    ]


def _weigh_neighbours(
    opened: list[_Open], stream: list[tuple[int, ...]], column: npt.NDArray[np.float64], tools: Tools
) -> None:
    """Write what each option and the two words after it cost where it stands into its row of ``column``.

    Pieces whose neighbours are as they were keep their costs.
    """
    trigrams: list[tuple[int, ...]] = []
    starts: list[int] = []
    rows: list[int] = []
    end = 0
    for item in opened:
        row, end = end, end + len(item.options)
        spread = item.before.count(" ")
        left = (stream[item.place - 2][-1], stream[item.place - 1][-1])
        after = item.place + 1 + spread
        right = (stream[after][0], stream[after + 1][0]) if after + 1 < len(stream) else (BEGIN, BEGIN)
        if right[0] == BEGIN:
            right = (END, BEGIN)
        if item.beside == (*left, *right):
            continue
        item.beside = (*left, *right)
        rows += range(row, end)
        for words in item.words:
            starts.append(len(trigrams))
            run = (*left, *words, *right)
            trigrams += zip(run, run[1:], run[2:], strict=False)
    if trigrams:
        column[rows] = np.add.reduceat(tools.model.costs(np.array(trigrams, np.int64)), starts)


def _choice(item: _Open, scores: list[float], features: list[list[float]]) -> Choice:
    order = sorted(range(len(scores)), key=scores.__getitem__)
    least = scores[order[0]]
    weights = [math.exp(least - scores[i]) for i in order]
    total = math.fsum(weights)
    return Choice(
        item.start,
        item.end,
        item.before,
        tuple(item.options[i].text for i in order),
        tuple(weight / total for weight in weights),
        tuple(tuple(features[i]) for i in order),
    )
