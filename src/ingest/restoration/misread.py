"""Sound Swedish with odd misread signs, as old text layers hold them: `bam`, `tiII`, `h3lso`.

Only words in no list are looked at, and only changes that a misreading engine
explains are made (rn for m, l for I and 1, a digit or bar for a letter, a word
split or joined), to words that are known. What an author mistyped looks
different, and stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ingest.restoration.changes import WORD_SIGNS
from ingest.restoration.compounds import FAR_FETCHED, compound_cost
from ingest.restoration.decide import Choice
from ingest.restoration.languages import evidence
from ingest.restoration.lexicon import Lexicon

SURE = 0.93
"""Probability that a change to sound text must have: on 131,000 words of the development split, as
they stand, two changes pass."""
LONG = 5
"""Letters from which on a word in no list that looks like exactly one known word is that word, even
if the network, which saw few such misreadings, holds it unlikely."""
POSSIBLE = 0.0005
"""The probability that the network and the neighbours must leave it then."""
COMMON = 190
"""Quantised log-frequency that the words of a change must have; rarer ones are list-only."""
SHORTEST = 3
"""Letters of a word in no list that may be looked at."""
HEADING_LETTERS = 8
"""Letters of a line in capitals from which on it is judged alone."""
NAME = 6
"""Letters of a capitalised word in no list that may be looked at; shorter ones are mostly names."""
FUNCTION_WORDS = frozenset(
    ("att", "den", "det", "ett", "eller", "från", "har", "inte", "kan", "och", "ska", "som", "är")
)
"""Words that hardly any compound begins or ends with; beside a common word they lost a blank."""
PREPOSITIONS = frozenset(("av", "för", "med", "om", "på", "till", "vid"))
"""Words that end hardly any compound, though many begin with them (`förarbete`)."""
_TOKEN = re.compile(rf"[{WORD_SIGNS}]+")
_MIXED = re.compile(r"[a-zåäö][0-9|]+[a-zåäö]|[0-9|][a-zåäö]{3,}$|[a-zåäö]{2,}[I|1]|^[1|][a-zåäö]{2,}")
_CAPITAL_INSIDE = re.compile(r"([a-zåäö]{2,})[A-ZÅÄÖ][a-zåäö]+")
_LONE_L = re.compile(r"(?:^|[.!?:] |\n)l [a-zåäö]")
_ABBREVIATED = re.compile(r"\d+[a-zåäö]{1,4}")
_LOOKALIKES = str.maketrans({"I": "l", "1": "l", "|": "l", "i": "l", "0": "o", "O": "o", "5": "s", "S": "s"})


def is_swedish(text: str) -> bool:
    """Whether the text reads like Swedish with its letters."""
    found = evidence(text)
    return found.words > 0 and found.sound > found.other


def suspects(text: str, lexicon: Lexicon) -> bool:
    """Whether any word looks misread rather than rare."""
    if _LONE_L.search(text):
        return True
    seen: dict[str, bool] = {}
    for match in _TOKEN.finditer(text):
        word = match.group()
        if word not in seen:
            seen[word] = is_suspect(word, lexicon) or is_joined(word, lexicon)
        if seen[word]:
            return True
    return False


def is_suspect(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is in no list and no compound, or mixes letters and digits as no word does."""
    if _MIXED.search(word):
        return not _ABBREVIATED.fullmatch(word)
    inside = _CAPITAL_INSIDE.fullmatch(word)
    if inside:
        return inside[1] in FUNCTION_WORDS | PREPOSITIONS
    if not word.isalpha() or not word[1:].islower() or len(word) < (SHORTEST if word.islower() else NAME):
        return False
    lower = word.lower()
    if lexicon.cost(lower) is not None:
        return False
    compound = compound_cost(lower, lexicon)
    return compound is None or compound > FAR_FETCHED


def is_joined(word: str, lexicon: Lexicon) -> bool:
    """Whether a word in no list is a common word and one that is no part of compounds: `detfinns`."""
    lower = word.lower()
    if not word.isalpha() or not word[1:].islower() or lexicon.cost(lower) is not None:
        return False
    cuts = [(lower[:cut], lower[cut:]) for cut in range(2, len(lower) - 1)]
    return any(
        (head in FUNCTION_WORDS and _is_known(tail, lexicon))
        or (tail in FUNCTION_WORDS | PREPOSITIONS and _is_known(head, lexicon))
        for head, tail in cuts
    )


def mended(choice: Choice, lexicon: Lexicon) -> Choice | None:
    """The choice with the one change that misreading explains, if there is one and it is sure."""
    before = choice.before
    suspect = before == "l" or any(is_suspect(part, lexicon) for part in before.split(" "))
    if not suspect and not is_joined(before, lexicon):
        return None
    fitting = [
        i
        for i, reading in enumerate(choice.readings)
        if reading.lower() != before.lower()
        and _is_known(reading, lexicon)
        and _alike(before, reading)
        and (suspect or _is_parted(choice, i))
    ]
    if not fitting:
        return None
    own, among = choice.probabilities[fitting[0]], sum(choice.probabilities[i] for i in fitting)
    split = " " in choice.readings[fitting[0]]
    least = SURE if len(before) < LONG or split else POSSIBLE
    if own < least or own < SURE * among:
        return None
    order = [fitting[0], *(i for i in range(len(choice.readings)) if i != fitting[0])]
    certain = max(SURE, own)
    rest = max(1e-9, 1.0 - own)
    return replace(
        choice,
        readings=tuple(choice.readings[i] for i in order),
        probabilities=(certain, *(choice.probabilities[i] * (1 - certain) / rest for i in order[1:])),
        features=tuple(choice.features[i] for i in order),
    )


def _is_parted(choice: Choice, i: int) -> bool:
    """Whether a reading only parts the word, and the network alone would part it too."""
    if choice.readings[i].replace(" ", "") != choice.before:
        return False
    own = choice.readings.index(choice.before)
    return choice.features[i][0] < choice.features[own][0]


def _is_known(reading: str, lexicon: Lexicon) -> bool:
    return all(lexicon.frequency.get(part.lower(), 999) < COMMON for part in reading.split(" "))


def _alike(before: str, after: str) -> bool:
    """Whether two readings look the same to an engine.

    >>> _alike("bam", "barn"), _alike("tiII", "till"), _alike("h3lso", "hälso")
    (True, True, True)
    >>> _alike("tilsammans", "tillsammans")
    False
    """
    one, other = _shape(before), _shape(after)
    if len(one) != len(other):
        return False
    return all(a == b or (a in "346789&" and b in "åäöabeg") for a, b in zip(one, other, strict=True))


def _shape(word: str) -> str:
    return word.replace(" ", "").translate(_LOOKALIKES).replace("rn", "m").replace("vv", "w").lower()


def capital_lines(text: str) -> Iterable[tuple[int, int]]:
    """Spans of the lines written in capitals alone: engines lose their letters first."""
    for match in re.finditer(r"[^\n]+", text):
        line = match.group()
        if line.isupper() and sum(map(str.isalpha, line)) >= HEADING_LETTERS:
            yield match.span()
