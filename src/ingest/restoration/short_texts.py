"""Has a short text lost its å, ä and ö? What a title, a cell or a line tells of itself.

The counts of :mod:`ingest.restoration.damage` need a few frequent words; a line such as
`Oversyn av arbetet mot krankningar` holds none. So what restoration would change in it is weighed:
how much better the changed words fit than those that were read, whether the words read are in any
list, whether they look Swedish at all, and what other words of the line speak against. A logistic
model; ``short-sv.json`` holds its weights, which ``training.fit_short`` fits.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from ingest.restoration.decide import FEATURES, Choice, Tools
from ingest.restoration.languages import evidence
from ingest.restoration.lexicon import KEPT, Lexicon, fold
from ingest.restoration.word_shapes import Shapes

CONSTANT = "constant"
"""Name of the weight that every text has."""
MOST_WORDS = 40
"""Longer texts hold enough frequent words to be told by counting them."""
SURE = 0.94
"""Chance of letters lost from which on a short text that looks Swedish is restored. With the three below,
nothing changes in the 20,037 words of the benchmark's sound text, given by paragraph, by sentence or by line
of 60 letters, and 96 to 97 % of the errors of its read lines go, each line given alone. From 0.97 on it is
94.9 % at the worst quality even where no text needs to look Swedish."""
CERTAIN = 0.985
"""Chance from which on any short text is restored. Of 4,000 lines each of program messages in Norwegian,
Danish, English, Finnish and German that the fit did not see, 9, 5, 1, 0 and 0 were changed where 0.95 did
for all, none of them but one (0.997) with more than 0.984; 0, 1, 0, 0 and 0 are now. A few words
that all begin with a capital need it too: of 2,300 Swedish names 3 had less and were changed."""
AHEAD = 1.0
"""Nats by which the words of a text must look more like Swedish than like any other one language for
:data:`SURE` to do: half of the Norwegian and Danish lines that were changed were less than 1.4 ahead."""
FEW_WORDS = 4
"""Words; fewer, or as many, say little of their language: all of those lines had 1 to 4."""
AHEAD_OF_FEW = 4.0
"""Nats by which so few words must look more like Swedish: those lines had at most 3.7, save one."""
POSSIBLE = 0.35
"""Chance from which on the words that restoration would change are flagged, if they are not changed.
Held out of the fit, one sound line of 670, one Norwegian of 60 and one name of 80 are flagged or changed,
and 98 of a hundred lines as read that lost letters; 94 of a hundred with letters merely stripped."""
FAINT = 0.06
"""The same of texts that look plainly Swedish. Of the words so flagged besides in lines of the development
part as read, each alone and left as it was, 63 of 67 are wrong; in 15,000 sound lines there are 5 more, in
3,000 Norwegian ones 10, in 17,000 names one."""
MOST = 8.0
"""Nats that one word may say for or against; more would let one misprint speak for a line."""
SHORTEST = 2
"""Letters; single letters look like any language."""
FOREIGN = -9.0
"""Nats by which the words of a text must look more like another language to be taken for it unseen."""
COMMONER = 20
"""Units of the word list: by how much (a factor of 7) the form with the letter must be the more
frequent for a known word to look as if it lost one."""
EVERYDAY = 3.0
"""Nats; the rarity of a word up to which it counts as frequent."""
_LEAST = math.exp(-MOST)
_WORD = re.compile(r"[\w&|]*[^\W\d_][\w&|]*")
_SWEDISH = re.compile("[åäöÅÄÖ]")
_FOREIGN = re.compile("[æøüßîïëêèàáâíóúñçõãœłżśćńąę]", re.I)
_CODE = re.compile(r"%\w|--?\w+=|[<>{}\\_$#@=*]|\w\(\)|\w/\w+/|\.\w{1,4}\b")
_MIXED = re.compile(r"\d[^\W\d_]|[^\W\d_]\d|&\w|\w&|\w\||[^\W\d_]é[^\W\d_]|^é")
_UNKNOWN, _COMPOUND, _RARE = (FEATURES.index(name) for name in ("unknown", "compound", "rare"))
_GAINS = (
    "known words for misread ones",
    "known words for unknown ones",
    "frequent words for unknown ones",
    "compounds for unknown words",
    "unknown words for unknown ones",
    "words for rarer ones",
    "joined or parted words",
)
_OF_THE_LANGUAGE = (
    "looks Swedish",
    "looks foreign",
    "words that look foreign",
    "most foreign word",
    "lacks letters",
    "lacks letters, at most",
    "reads like sound Swedish",
    "reads like another language",
    "reads like Swedish",
)
_OF_THE_SIGNS = (
    "letters there",
    "letters of others",
    "unknown and kept",
    "known and kept",
    "words",
    "signs of code",
    "letters without å, ä, ö",
)
_OF_THE_CHANGES = (
    *_GAINS,
    "words that stay",
    "twins that stay",
    "likeliest change",
    "changed words",
    "share changed",
    "changed names",
)
NAMES = (*_OF_THE_LANGUAGE, *_OF_THE_SIGNS, *_OF_THE_CHANGES)
"""The columns of :func:`features`."""


def is_short(text: str) -> bool:
    """Whether a text has too few words for them to be counted."""
    return sum(1 for _ in _WORD.finditer(text)) <= MOST_WORDS


def may_lack_letters(text: str, lexicon: Lexicon, shapes: Shapes) -> bool:
    """Whether any word of a text that is not plainly in another language may have lost a letter.

    >>> from ingest.restoration.resources import shapes, word_list
    >>> may_lack_letters("Arbetet i kommunen", word_list(), shapes())
    False
    >>> may_lack_letters("Arbetet for kommunen", word_list(), shapes())
    True
    """
    words = _WORD.findall(text)
    return any(_is_doubtful(word, lexicon) for word in words) and _ahead(words, shapes) > FOREIGN


def looks_swedish(text: str, shapes: Shapes) -> bool:
    """Whether the words of a text look Swedish, rather than like another language.

    >>> from ingest.restoration.resources import shapes
    >>> looks_swedish("Lägesbilder över området", shapes()), looks_swedish("Kuvien välit", shapes())
    (True, False)
    """
    return _ahead(_WORD.findall(text), shapes) > 0


def is_sure(lost: float, text: str, shapes: Shapes) -> bool:
    """Whether a text that has lost letters with the chance ``lost`` is to be restored.

    >>> from ingest.restoration.resources import shapes
    >>> is_sure(0.96, "Forebyggande arbete mot krankningar", shapes())
    True
    >>> is_sure(0.96, "Forbereder", shapes())  # Danish, or Swedish without its letters
    False
    """
    return lost >= CERTAIN or (lost >= SURE and is_plainly_swedish(text, shapes))


def is_possible(lost: float, text: str, shapes: Shapes) -> bool:
    """Whether the words that would change are to be flagged, if the text is not restored.

    >>> from ingest.restoration.resources import shapes
    >>> [is_possible(lost, "Overenskommelsen galler hela landet", shapes()) for lost in (0.04, 0.1, 0.4)]
    [False, True, True]
    >>> is_possible(0.1, "Saga Sandberg", shapes())
    False
    """
    return lost >= POSSIBLE or (lost >= FAINT and is_plainly_swedish(text, shapes))


def is_plainly_swedish(text: str, shapes: Shapes) -> bool:
    """Whether the words of a text look much more like Swedish than like others, and not like a name."""
    words = _WORD.findall(text)
    if len(words) > FEW_WORDS:
        return _ahead(words, shapes) >= AHEAD
    return not _is_named(words) and _ahead(words, shapes) >= AHEAD_OF_FEW


def holds_code(text: str) -> bool:
    """Whether there are signs in a text that stand in programs and addresses rather than in sentences."""
    return bool(_CODE.search(text))


def lacks_letters(text: str) -> bool:
    """Whether there is no å, ä or ö in a text."""
    return not _SWEDISH.search(text)


def _is_named(words: Sequence[str]) -> bool:
    """Whether words look like a person's name (`Saga Sandberg`): names are spelt as their bearers like."""
    return len(words) > 1 and all(word[0].isupper() and not word.isupper() for word in words)


@lru_cache(maxsize=KEPT)
def _is_doubtful(word: str, lexicon: Lexicon) -> bool:
    lower = word.lower()
    own = lexicon.cost(lower)
    if own is None:
        return not _SWEDISH.search(lower)
    return any((lexicon.cost(form) or own) < own - COMMONER for form in lexicon.forms(fold(lower)))


def _ahead(words: Sequence[str], shapes: Shapes) -> float:
    """Nats by which the words look more like Swedish than like any other one language."""
    sums = [0.0] * len(shapes.languages)
    for word in words:
        if len(word) >= SHORTEST:
            for i, chance in enumerate(shapes.chances(word.lower())):
                sums[i] += max(chance, -MOST)
    return sums[0] - max(sums[1:])


def features(text: str, chosen: Sequence[Choice], tools: Tools, shapes: Shapes) -> list[float]:
    """What speaks for and against letters lost from ``text``, in the order of :data:`NAMES`.

    ``chosen`` are the choices that restoration has in it.
    """
    words = _WORD.findall(text)
    changed = {choice.before for choice in chosen if choice.readings[0] != choice.before}
    kept = [word for word in words if word not in changed and len(word) > SHORTEST]
    return [
        *_of_the_language(text, words, shapes),
        *_of_the_signs(text, words, kept, tools),
        *_of_the_changes(chosen, len(words), tools),
    ]


def _of_the_language(text: str, words: Sequence[str], shapes: Shapes) -> list[float]:
    ahead = _ahead(words, shapes)
    against = [0.0]
    for word in words:
        if len(word) >= SHORTEST:
            swedish, *others = shapes.chances(word.lower())
            against.append(max(-MOST, min(0.0, swedish - max(others))))
    found = evidence(text)
    lacks = found.lost - found.sound
    other = found.other - max(found.lost, found.sound)
    return [
        max(0.0, min(ahead, 3 * MOST)),
        max(-3 * MOST, min(0.0, ahead)),
        math.fsum(against),
        min(against),
        max(0.0, min(lacks, 2 * MOST)),
        max(0.0, min(lacks, 2.0)),
        max(-2 * MOST, min(0.0, lacks)),
        max(0.0, min(other, 2 * MOST)),
        max(-2 * MOST, min(0.0, other)),
    ]


def _of_the_signs(text: str, words: Sequence[str], kept: Sequence[str], tools: Tools) -> list[float]:
    there = len(_SWEDISH.findall(text))
    unknown = sum(tools.lexicon.cost(word.lower()) is None for word in kept)
    letters = sum(map(str.isalpha, text))
    return [
        math.log1p(there),
        math.log1p(len(_FOREIGN.findall(text))),
        math.log1p(unknown),
        math.log1p(len(kept) - unknown),
        math.log1p(len(words)),
        math.log1p(len(_CODE.findall(text))),
        0.0 if there else min(letters, 150) / 50,
    ]


def _of_the_changes(chosen: Sequence[Choice], words: int, tools: Tools) -> list[float]:
    gains = dict.fromkeys(_GAINS, 0.0)
    stay, most = 0.0, 0.0
    twins = changed = names = 0
    for choice in chosen:
        gain = _gain(choice)
        if choice.readings[0] == choice.before:
            stay -= min(0.0, gain)
            lower = choice.before.lower()
            twins += any(form != lower for form in tools.lexicon.forms(fold(lower)))
        else:
            changed += 1
            names += choice.before[:1].isupper() and choice.start > 0
            most = max(most, gain)
            gains[_kind(choice, tools)] += max(0.0, gain)
    return [
        *(math.log1p(gain) for gain in gains.values()),
        math.log1p(stay),
        math.log1p(twins),
        most,
        math.log1p(changed),
        changed / max(1, words),
        math.log1p(names),
    ]


def _gain(choice: Choice) -> float:
    """Nats by which any change of a word is likelier than none; at most :data:`MOST` either way."""
    kept = math.fsum(
        p
        for reading, p in zip(choice.readings, choice.probabilities, strict=True)
        if reading == choice.before
    )
    return math.log((1 - min(1.0, kept) + _LEAST) / (kept + _LEAST))


def _kind(choice: Choice, tools: Tools) -> str:
    """What sort of change a choice makes, as :data:`_GAINS` names it."""
    misread, known, frequent, compound, neither, rarer, spaces = _GAINS
    own = choice.features[0]
    if choice.before.count(" ") != choice.readings[0].count(" "):
        return spaces
    if tools.lexicon.cost(choice.before.lower()) is not None:
        return rarer
    if own[_UNKNOWN]:
        return neither
    if own[_COMPOUND]:
        return compound
    if _MIXED.search(choice.before):
        return misread
    return frequent if own[_RARE] <= EVERYDAY else known


def chance(
    text: str, chosen: Sequence[Choice], tools: Tools, shapes: Shapes, weights: Mapping[str, float]
) -> float:
    """How likely it is, 0 to 1, that ``text`` is Swedish that lost letters."""
    row = features(text, chosen, tools, shapes)
    score = weights[CONSTANT] + math.fsum(
        weights[name] * value for name, value in zip(NAMES, row, strict=True)
    )
    return 1.0 / (1.0 + math.exp(-max(-500.0, min(score, 500.0))))
