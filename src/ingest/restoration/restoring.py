"""Restoration as the rest of the package sees it: text in, text with changes and doubts out."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ingest.restoration.changes import Change, Doubt, Kind, Restored
from ingest.restoration.damage import damage, exempt_in, others_beside
from ingest.restoration.decide import Choice, Decided, Tools, choices
from ingest.restoration.doubts import Judged, judged
from ingest.restoration.lexicon import Lexicon, fold
from ingest.restoration.misread import capital_lines, is_swedish, mended, suspects
from ingest.restoration.repetitions import agreed
from ingest.restoration.resources import (
    shapes,
    tools,
    trees_of_doubt,
    weights_of_short_texts,
    word_list,
)
from ingest.restoration.short_texts import (
    CERTAIN,
    chance,
    is_possible,
    is_short,
    is_sure,
    looks_swedish,
    may_lack_letters,
)
from ingest.restoration.strange_words import may_be_misread, strange

BLOCK = 20_000
"""Characters restored together; bounds the memory (the network's table is 220 bytes a character)."""
UNSURE = 0.60
"""In sound text, words that were changed with less confidence are flagged."""
ALTERNATIVES = 4
"""Readings reported beside the chosen one."""
WORTH_NAMING = 0.01
"""Probability below which a reading is not reported."""
PARAGRAPH = "\n\n"


@dataclass(frozen=True, slots=True)
class _Doubtful:
    """A part of a document to be flagged, and why."""

    start: int
    end: int
    alternatives: tuple[str, ...]
    confidence: float


def restore(text: str, *, lexicon: Iterable[str] = ()) -> Restored:
    """The text as its authors wrote it.

    ``lexicon`` holds a user's own words, preferred where they fit. Sound text,
    Swedish or not, comes back byte for byte; lines and blanks stay.
    """
    return restore_document([text], lexicon=lexicon)[0]


def restore_document(texts: Sequence[str], *, lexicon: Iterable[str] = ()) -> tuple[Restored, ...]:
    """The paragraphs and titles of one document, restored with what the document itself tells."""
    normal = [unicodedata.normalize("NFC", text) for text in texts]
    words = word_list().with_words(lexicon)
    joined = PARAGRAPH.join(normal)
    lost, found = chance_lost(joined, words)
    if not is_sure(lost, joined, shapes()):
        return _sound(texts, normal, words, _left(joined, found, lost, words))
    loaded = tools(words)
    found = found or decided(joined, loaded)
    is_damaged = is_short(joined) or bool(damage(joined))  # else only what stands beside another language is
    spared = exempt_in(joined) if is_damaged else others_beside(joined)
    damaged = [choice for choice in found.choices if not _is_within(choice.start, spared)]
    chosen = agreed(damaged, joined)
    chances = judged(joined, found, chosen, loaded, trees_of_doubt(), spared)
    sure = [(choice, chances.confidence(number)) for number, choice in enumerate(chosen)]
    doubtful = _doubtful(chances, chosen)
    out, start = [], 0
    for text in normal:
        end = start + len(text)
        low, high = (bisect_left(chosen, at, key=lambda choice: choice.start) for at in (start, end))
        first, last = (bisect_left(doubtful, at, key=lambda item: item.start) for at in (start, end))
        out.append(_restored(text, start, sure[low:high], doubtful[first:last]))
        start = end + len(PARAGRAPH)
    return tuple(out)


def chance_lost(text: str, words: Lexicon) -> tuple[float, Decided | None]:
    """How likely it is, 0 to 1, that letters were lost from a text; its choices if they were looked at."""
    if not is_short(text):
        return float(bool(damage(text) or others_beside(text))), None
    suspected = may_lack_letters(text, words, shapes())
    if not suspected and not (may_be_misread(text, shapes()) and strange(text, tools(words))):
        return 0.0, None
    loaded = tools(words)
    found = decided(text, loaded)
    lost = chance(text, found.choices, loaded, shapes(), weights_of_short_texts())
    # where only the network suspects a word (`dr`, `pd`), nothing less than certainty will do
    return (lost, found) if suspected or lost >= CERTAIN else (0.0, None)


def _sound(
    texts: Sequence[str], normal: Sequence[str], words: Lexicon, doubtful: Sequence[_Doubtful]
) -> tuple[Restored, ...]:
    """Texts that are left as they are, but for plain misreadings and doubts.

    ``doubtful``: what is to be flagged, counted from the start of the first text.
    """
    whole = "\n".join(normal)
    swedish = is_swedish(whole) and (not is_short(whole) or looks_swedish(whole, shapes()))
    out, start = [], 0
    for raw, text in zip(texts, normal, strict=True):
        new = _mended(text, words) if swedish else Restored(text, text)
        inside = [
            replace(item, start=item.start - start, end=item.end - start)
            for item in doubtful
            if start <= item.start < start + len(text)
        ]
        if inside and not new.changes and raw == text:
            new = _restored(text, 0, [], inside)
        out.append(new if new.changes or new.doubts else Restored(raw, raw))
        start += len(text) + len(PARAGRAPH)
    return tuple(out)


def _left(text: str, found: Decided | None, lost: float, words: Lexicon) -> list[_Doubtful]:
    """What is to be flagged in a text that is left as it was read.

    Words that may have lost letters, ``lost`` being the chance that the text has, and words that are
    probably misread.
    """
    out = []
    if found and is_possible(lost, text, shapes()):
        changed = (choice for choice in found.choices if choice.readings[0] != choice.before)
        out += [_Doubtful(*_instead(choice), 1.0 - lost) for choice in changed]
    odd = strange(text, tools(words)) if may_be_misread(text, shapes()) else []
    if odd:
        found = found or decided(text, tools(words))
    for start, end, right in odd:
        if found and not any(item.start < end and item.end > start for item in out):
            inside = (choice for choice in found.choices if start <= choice.start < end)
            named = next(
                (_instead(choice) for choice in inside if len(choice.readings) > 1), (start, end, ())
            )
            out.append(_Doubtful(*named, right))
    return sorted(out, key=lambda item: item.start)


def _instead(choice: Choice) -> tuple[int, int, tuple[str, ...]]:
    """Where a word stands that is left as it was read, and its other readings."""
    readings = tuple(reading for reading in choice.readings if reading != choice.before)
    return choice.start, choice.end, readings[:ALTERNATIVES]


def _mended(text: str, words: Lexicon) -> Restored:
    """Sound text with what an engine plainly misread in it put right; usually itself."""
    chosen: dict[int, Choice] = {}
    if suspects(text, words):
        for choice in decided(text, tools(words)).choices:
            better = mended(choice, words)
            if better is not None:
                chosen[choice.start] = better
    for start, end in capital_lines(text):
        lost, found = chance_lost(text[start:end], words)
        if is_sure(lost, text[start:end], shapes()):
            for choice in (found or decided(text[start:end], tools(words))).choices:
                chosen[choice.start + start] = _moved(choice, start)
    if not chosen:
        return Restored(text, text)
    ordered = [chosen[start] for start in sorted(chosen)]
    return _restored(
        text,
        0,
        [(choice, choice.probabilities[0]) for choice in ordered],
        [
            _Doubtful(choice.start, choice.end, _others(choice), choice.probabilities[0])
            for choice in ordered
            if choice.probabilities[0] < UNSURE
        ],
    )


def _doubtful(found: Judged, chosen: Sequence[Choice]) -> list[_Doubtful]:
    """The words to flag, each with the readings of its least sure part that has any."""
    parts: dict[int, list[Choice]] = {number: [] for number in found.doubtful()}
    for choice, number in zip(chosen, found.words.of, strict=True):
        if number in parts and _others(choice):
            parts[number].append(choice)
    out = []
    for number, own in parts.items():
        confidence = 1.0 - float(found.wrong[number])
        if own:
            least = min(own, key=lambda choice: choice.probabilities[0])
            out.append(_Doubtful(least.start, least.end, _others(least), confidence))
        else:
            start, end = int(found.words.starts[number]), int(found.words.ends[number])
            out.append(_Doubtful(start, end, (), confidence))
    return out


def _others(choice: Choice) -> tuple[str, ...]:
    """The readings to name beside the chosen one."""
    return tuple(
        reading
        for reading, p in zip(choice.readings[1:], choice.probabilities[1:], strict=True)
        if p >= WORTH_NAMING
    )[:ALTERNATIVES]


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    while start < len(text):
        end = min(len(text), start + BLOCK)
        if end < len(text):
            for mark in (PARAGRAPH, "\n", " "):
                cut = text.rfind(mark, start + BLOCK // 2, end)
                if cut > 0:
                    end = cut + len(mark)
                    break
        yield start, text[start:end]
        start = end


def decided(text: str, loaded: Tools) -> Decided:
    """The text decided upon block by block."""
    parts = []
    for start, block in _blocks(text):
        part = choices(block, loaded.network.costs(block), loaded)
        moved = [_moved(choice, start) for choice in part.choices]
        parts.append(Decided(moved, part.uncertainty, part.places + start, part.surprise))
    return Decided(
        [choice for part in parts for choice in part.choices],
        np.concatenate([part.uncertainty for part in parts]),
        np.concatenate([part.places for part in parts]),
        np.concatenate([part.surprise for part in parts]),
    )


def _moved(choice: Choice, by: int) -> Choice:
    return replace(choice, start=choice.start + by, end=choice.end + by)


def _is_within(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    number = bisect_right(spans, at, key=lambda span: span[0]) - 1
    return number >= 0 and at < spans[number][1]


def _restored(
    text: str, offset: int, chosen: Sequence[tuple[Choice, float]], doubtful: Sequence[_Doubtful]
) -> Restored:
    """The text with its choices made; their spans, and those in doubt, count from ``offset`` before it."""
    parts: list[str] = []
    changes: list[Change] = []
    ends, shifts = [0], [0]
    for choice, confidence in chosen:
        start, end, after = choice.start - offset, choice.end - offset, choice.readings[0]
        parts += [text[ends[-1] : start], after]
        new_start = start + shifts[-1]
        ends.append(end)
        shifts.append(new_start + len(after) - end)
        if after != choice.before:
            kind = kind_of(choice.before, after)
            changes.append(
                Change(
                    start,
                    end,
                    new_start,
                    new_start + len(after),
                    choice.before,
                    after,
                    kind,
                    round(confidence, 4),
                    _reason(choice, kind),
                    _others(choice),
                )
            )
    restored = "".join([*parts, text[ends[-1] :]])
    doubts = []
    for item in doubtful:
        start, end = item.start - offset, item.end - offset
        new_start, new_end = (at + shifts[bisect_right(ends, at) - 1] for at in (start, end))
        doubts.append(
            Doubt(
                start,
                end,
                new_start,
                new_end,
                restored[new_start:new_end],
                item.alternatives,
                round(item.confidence, 4),
            )
        )
    return Restored(restored, text, tuple(changes), tuple(doubts))


def kind_of(before: str, after: str) -> Kind:
    """What sort of damage a change mends.

    >>> kind_of("6kad", "ökad"), kind_of("ar", "är"), kind_of("tiden frn", "tiden")
    ('ocr', 'letter', 'space')
    """
    if before.count(" ") != after.count(" "):
        return "space"
    if before.count("-") != after.count("-"):
        return "hyphen"
    return "letter" if len(before) == len(after) and fold(before) == fold(after) else "ocr"


def _reason(choice: Choice, kind: Kind) -> str:
    _, _, _, unknown, compound, *_ = choice.features[0]
    after = choice.readings[0]
    if unknown:
        source = f"‘{after}’ is in no list; the letters around speak for it"
    elif compound:
        source = f"‘{after}’ is made of known words"
    else:
        source = f"‘{after}’ is a known word"
    if kind == "space":
        return f"{source}; words were split or joined"
    others = [
        r for r, p in zip(choice.readings[1:], choice.probabilities[1:], strict=True) if p >= WORTH_NAMING
    ]
    if others:
        return f"{source} and fits its neighbours better than ‘{others[0]}’"
    return source
