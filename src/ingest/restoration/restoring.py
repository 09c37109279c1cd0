"""Restoration as the rest of the package sees it: text in, text with changes and doubts out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.restoration.changes import Change, Doubt, Kind, Restored
from ingest.restoration.damage import damage, exempt
from ingest.restoration.decide import Choice, Tools, choices
from ingest.restoration.lexicon import Lexicon, fold
from ingest.restoration.misread import capital_lines, is_swedish, mended, suspects
from ingest.restoration.repetitions import agreed
from ingest.restoration.resources import tools, word_list

BLOCK = 20_000
"""Characters restored together; bounds the memory (the network's table is 220 bytes a character)."""
DOUBTFUL = 0.98
"""No word of this confidence or more is flagged."""
VERY_DOUBTFUL = 0.60
"""Every word below this confidence is flagged."""
FLAGGED_SHARE = 0.028
"""Of the words; between the two confidences the least sure are flagged up to this share of the
document, so that a person has at most 3 words in 100 to look at."""
ALTERNATIVES = 4
"""Readings reported beside the chosen one."""
WORTH_NAMING = 0.01
"""Probability below which a reading is not reported."""
PARAGRAPH = "\n\n"


def restore(text: str, *, lexicon: Iterable[str] = ()) -> Restored:
    """The text as its authors wrote it.

    ``lexicon`` holds a user's own words, preferred where they fit. Sound text,
    Swedish or not, comes back byte for byte; lines and blanks stay.
    """
    return restore_document([text], lexicon=lexicon)[0]


def restore_document(texts: Sequence[str], *, lexicon: Iterable[str] = ()) -> tuple[Restored, ...]:
    """The paragraphs and titles of one document, restored with what the document itself tells."""
    normal = [unicodedata.normalize("NFC", text) for text in texts]
    whole = "\n".join(normal)
    if not damage(whole):
        if not is_swedish(whole):
            return tuple(Restored(text, text) for text in texts)
        words = word_list().with_words(lexicon)
        mended = [_mended(text, words) for text in normal]
        return tuple(
            new if new.changes else Restored(raw, raw) for raw, new in zip(texts, mended, strict=True)
        )
    loaded = tools(word_list().with_words(lexicon))
    joined = PARAGRAPH.join(normal)
    chosen = agreed(list(_choices(joined, loaded)), joined)
    least = _flagged_below(chosen, len(joined.split()))
    out, offset, at = [], 0, 0
    for text in normal:
        end = offset + len(text)
        own = []
        while at < len(chosen) and chosen[at].start < end:
            own.append(chosen[at])
            at += 1
        out.append(_restored(text, text, offset, own, least))
        offset = end + len(PARAGRAPH)
    return tuple(out)


def _mended(text: str, words: Lexicon) -> Restored:
    """Sound text with what an engine plainly misread in it put right; usually itself."""
    chosen: dict[int, Choice] = {}
    if suspects(text, words):
        for choice in _choices(text, tools(words), spare=False):
            better = mended(choice, words)
            if better is not None:
                chosen[choice.start] = better
    for start, end in capital_lines(text):
        if damage(text[start:end]):
            for choice in _choices(text[start:end], tools(words), spare=False):
                chosen[choice.start + start] = replace(
                    choice, start=choice.start + start, end=choice.end + start
                )
    if not chosen:
        return Restored(text, text)
    return _restored(text, text, 0, [chosen[start] for start in sorted(chosen)], VERY_DOUBTFUL)


def _flagged_below(chosen: Sequence[Choice], words: int) -> float:
    """The confidence below which words of a document of so many words are flagged."""
    unsure = sorted(choice.probabilities[0] for choice in chosen if choice.probabilities[0] < DOUBTFUL)
    most = round(FLAGGED_SHARE * words)
    return max(VERY_DOUBTFUL, unsure[most]) if most < len(unsure) else DOUBTFUL


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


def _choices(text: str, loaded: Tools, *, spare: bool = True) -> Iterator[Choice]:
    for start, block in _blocks(text):
        spared = _spared(block) if spare else []
        for choice in choices(block, loaded.network.costs(block), loaded).choices:
            if any(low <= choice.start < high for low, high in spared):
                continue
            yield replace(choice, start=choice.start + start, end=choice.end + start)


def _spared(block: str) -> list[tuple[int, int]]:
    """Spans of paragraphs that are sound or in another language."""
    spans, start = [], 0
    for mark in (*re.finditer(r"\n\s*\n", block), None):
        end = mark.start() if mark else len(block)
        if exempt(block[start:end]):
            spans.append((start, end))
        start = mark.end() if mark else end
    return spans


def _restored(text: str, raw: str, offset: int, chosen: Sequence[Choice], doubtful_below: float) -> Restored:
    parts: list[str] = []
    changes: list[Change] = []
    doubts: list[Doubt] = []
    at = 0
    written = 0
    for choice in chosen:
        start, end = choice.start - offset, choice.end - offset
        after, confidence = choice.readings[0], choice.probabilities[0]
        parts += [text[at:start], after]
        written += start - at
        new_start, new_end = written, written + len(after)
        written, at = new_end, end
        others = tuple(
            reading
            for reading, p in zip(choice.readings[1:], choice.probabilities[1:], strict=True)
            if p >= WORTH_NAMING
        )[:ALTERNATIVES]
        if after != choice.before:
            kind = kind_of(choice.before, after)
            changes.append(
                Change(
                    start,
                    end,
                    new_start,
                    new_end,
                    choice.before,
                    after,
                    kind,
                    round(confidence, 4),
                    _reason(choice, kind),
                    others,
                )
            )
        if confidence < doubtful_below:
            doubts.append(Doubt(start, end, new_start, new_end, after, others, round(confidence, 4)))
    parts.append(text[at:])
    return Restored("".join(parts), raw, tuple(changes), tuple(doubts))


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
    network, neighbours, _, unknown, compound, *_ = choice.features[0]
    after = choice.readings[0]
    if unknown:
        source = f"‘{after}’ is in no list; the letters around speak for it"
    elif compound:
        source = f"‘{after}’ is made of known words"
    else:
        source = f"‘{after}’ is a known word"
    del network, neighbours
    if kind == "space":
        return f"{source}; words were split or joined"
    others = [
        r for r, p in zip(choice.readings[1:], choice.probabilities[1:], strict=True) if p >= WORTH_NAMING
    ]
    if others:
        return f"{source} and fits its neighbours better than ‘{others[0]}’"
    return source
