"""Which words may stand behind a word as it was read, and what the network says of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ingest.restoration.changes import WORD_SIGNS
from ingest.restoration.compounds import FAR_FETCHED, compound_cost
from ingest.restoration.lexicon import Lexicon, fold
from ingest.restoration.network import Network, Scores

COUNTED = re.compile(r"\d+[a-zåäö]{1,4}|[A-ZÅÄÖ]{1,4}\d+")
"""Digits and letters that belong together: `15st`, `13år`, `T1`, `CO2`."""
NUMBERED = re.compile(r"[A-ZÅÄÖ]{1,4}\d+")
PIECE = re.compile(rf"[{WORD_SIGNS}]+")
"""A word as it may have been read: letters, digits, and the signs that OCR takes letters for."""
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|https?://\S+|www\.\S+")
"""Addresses of mail and web pages, which have no å, ä or ö to lose."""
UNLIKELY = 5.5
"""Nats; a tag that the network holds this much less likely than its first choice is not tried
(1/250 as likely). Set by hand, to keep the readings of a word few."""
USERS_WORD = 2.0
"""Nats; a word of the user's own list costs at most this much more than the network's choice."""
FAR = 14.0
"""Nats; a word of the list that the network holds this much less likely than its first choice
is not tried."""
WIDE_TAGS = 9
"""Tags tried at every character of a word none of whose readings is known, where they make a
known one."""
LOST_LETTERS = "åäö"
LOST_AT_START = 5.0
"""Nats; the cost of a word that lost å, ä or ö at its start altogether (`ven`, `kad`), where the
network does not hold it likelier. Set by hand."""
COMMONER, UNLISTED = 20, 215
"""Units of the word list: by how much (a factor of 7) the word with the letter must be the more
frequent; what a word in no list counts as."""
RN_AS_M = 6.0
"""Nats; the cost of reading m for rn, which the network met too seldom to have a tag for it.
Set by hand."""
COMMON_WORD = 150
"""Quantised log-frequency (1 in 3 million) of the words that an unknown word may be parted into."""
MOST_POSITIONS = 4
"""Characters of one word at which second choices are tried."""
LONGEST = 60
"""Characters; longer runs are no words (the longest run of letters in the training text has 45)."""
JOINED = 1.2
"""Nats (p > 30 %); a blank that the network would delete at this cost is tried without. Set by hand."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A reading of one piece."""

    text: str
    network: float
    """-ln p that the network gives it."""


def cased(form: str, model: str) -> str:
    """``form`` with the capitals of ``model``, letter by letter (equal lengths).

    >>> cased("säpo", "SAPO")
    'SÄPO'
    """
    if model.islower():
        return form
    return "".join(f.upper() if m.isupper() else f for f, m in zip(form, model, strict=True))


def keeps_numbers(read: str, reading: str) -> bool:
    """Whether the digits stay, or all were letters, or all that is left are digits.

    >>> keeps_numbers("15st", "1äst"), keeps_numbers("14ge", "läge"), keeps_numbers("l974", "1974")
    (False, True, True)
    >>> keeps_numbers("T1", "11")
    False
    """
    if COUNTED.fullmatch(read) and " " in reading:
        return False
    digits = [c for c in reading if c.isdigit()]
    if NUMBERED.fullmatch(read) and not digits:
        return False
    if not digits or digits == [c for c in read if c.isdigit()]:
        return True
    return reading.isdigit() and not COUNTED.fullmatch(read)


def keeps_capitals(read: str, reading: str) -> bool:
    """Whether a word in capitals stays one.

    >>> keeps_capitals("SAPO", "SäPO"), keeps_capitals("SAPO", "SÄPO"), keeps_capitals("A", "å")
    (False, True, True)
    """
    return len(read) < 2 or not read.isupper() or reading.isupper()


def output(character: str, tag: str) -> str:
    """What a tag makes of the character read."""
    if tag == "K":
        return character
    if tag == "D":
        return ""
    return tag[1:] if tag[0] == "R" else character + tag[1:]


def tag_of(character: str, wanted: str) -> str:
    """The tag that makes ``wanted`` of the character read."""
    if wanted == character:
        return "K"
    if not wanted:
        return "D"
    return "A" + wanted[1:] if wanted[0] == character else "R" + wanted


def candidates(
    word: str, rows: Scores, network: Network, lexicon: Lexicon, ahead: Scores | None = None
) -> list[Candidate]:
    """Readings of ``word``, cheapest first.

    ``rows`` are the network's costs at its characters, ``ahead`` those at the sign before it, where
    the network puts a letter that was lost at the start.
    """
    nearest = rows.argsort(axis=1)[:, :3]
    order = nearest.tolist()
    costs = rows[np.arange(len(rows))[:, None], nearest].tolist()
    best = [columns[0] for columns in order]
    outputs = [output(c, network.tags[t]) for c, t in zip(word, best, strict=True)]
    base = sum(row[0] for row in costs)
    found = {"".join(outputs): base}
    _offer(found, word, sum(rows[:, 0].tolist()))
    second = [
        (row[rank] - row[0], i, columns[rank])
        for i, (row, columns) in enumerate(zip(costs, order, strict=True))
        if row[1] - row[0] < UNLIKELY
        for rank in (1, 2)
        if row[rank] - row[0] < UNLIKELY
    ]
    variants: list[tuple[float, list[str]]] = [(base, outputs)]
    for extra, i, t in sorted(second)[:MOST_POSITIONS]:
        for cost, parts in list(variants):
            if cost + extra - base < UNLIKELY:
                changed = [*parts[:i], output(word[i], network.tags[t]), *parts[i + 1 :]]
                variants.append((cost + extra, changed))
                _offer(found, "".join(changed), cost + extra)
    likeliest = "".join(outputs).lower()
    compound = compound_cost(likeliest, lexicon)
    plausible = compound is not None and compound < FAR_FETCHED
    if not plausible and not any(text.lower() in lexicon.frequency for text in found):
        variants += _wide(word, rows, best, outputs, base, network, lexicon)
        for cost, parts in variants:
            _offer(found, "".join(parts), cost)
    for letter, cost in _lost_starts("".join(outputs), network, lexicon, ahead):
        variants.append((base + cost, [letter + outputs[0], *outputs[1:]]))
        _offer(found, letter + "".join(outputs), base + cost)
    for parts in (list(word), *(parts for _, parts in variants)):
        _offer_listed(found, word, parts, rows, network, lexicon)
    kept = [
        Candidate(text, cost)
        for text, cost in found.items()
        if text == word or (cost < base + FAR and keeps_numbers(word, text) and keeps_capitals(word, text))
    ]
    return sorted(kept, key=lambda candidate: candidate.network)


def _wide(
    word: str,
    rows: Scores,
    best: Sequence[int],
    outputs: list[str],
    base: float,
    network: Network,
    lexicon: Lexicon,
) -> list[tuple[float, list[str]]]:
    """One more sign changed, at any cost, where that makes a known word, or two, of an unknown one."""
    variants = []
    split = network.index["A "]
    for i, order in enumerate(rows.argsort(axis=1)[:, 1:WIDE_TAGS].tolist()):
        made = [(output(word[i], network.tags[t]), float(rows[i, t])) for t in order if t != split]
        if outputs[i]:
            made.append((outputs[i] + " ", float(rows[i, split])))
        if word[i] == "m":
            made.append(("rn", float(rows[i, best[i]]) + RN_AS_M))
        for out, cost in made:
            parts = [*outputs[:i], out, *outputs[i + 1 :]]
            if _is_known("".join(parts), lexicon):
                variants.append((base + min(cost - float(rows[i, best[i]]), FAR - 1), parts))
    return variants


def _lost_starts(
    word: str, network: Network, lexicon: Lexicon, ahead: Scores | None
) -> list[tuple[str, float]]:
    """The letters that ``word`` may have lost at its start, and what each costs."""
    found = {form[0]: LOST_AT_START for form in starts_lost(word, lexicon)}
    if ahead is not None:
        for letter in LOST_LETTERS:
            cost = float(ahead[network.index["A" + letter]] - ahead[network.index["K"]])
            if cost < found.get(letter, UNLIKELY):
                found[letter] = cost
    return list(found.items())


def starts_lost(word: str, lexicon: Lexicon) -> list[str]:
    """The words that are much more frequent than ``word`` and are it behind å, ä or ö.

    >>> from ingest.restoration.resources import tools
    >>> starts_lost("ven", tools().lexicon), starts_lost("ligger", tools().lexicon)
    (['även'], [])
    """
    if not word[:1].islower():
        return []
    own = lexicon.frequency.get(word, UNLISTED)
    return [
        letter + word
        for letter in LOST_LETTERS
        if (lexicon.cost(letter + word) or UNLISTED) <= own - COMMONER
    ]


def _is_known(text: str, lexicon: Lexicon) -> bool:
    if " " not in text:
        return bool(lexicon.forms(fold(text)))
    return all((lexicon.frequency.get(part.lower()) or 999) < COMMON_WORD for part in text.split(" "))


def _offer(found: dict[str, float], text: str, cost: float) -> None:
    if cost < found.get(text, 1e9):
        found[text] = cost


def _offer_listed(
    found: dict[str, float],
    word: str,
    parts: Sequence[str],
    rows: Scores,
    network: Network,
    lexicon: Lexicon,
) -> None:
    """Words of the list that look like ``parts`` to an English reader."""
    whole = "".join(parts)
    for form in lexicon.forms(fold(whole)):
        reading = cased(form, whole) if len(form) == len(whole) else form
        if reading in found or len(reading) != len(whole):
            continue
        cost, at = 0.0, 0
        for i, part in enumerate(parts):
            wanted = reading[at : at + len(part)]
            at += len(part)
            column = network.index.get(tag_of(word[i], wanted))
            cost += rows.item(i, column) if column is not None else FAR
        if form in lexicon.extra.get(fold(whole), ()) and reading[0].isupper() == word[0].isupper():
            cost = min(cost, min(found.values()) + USERS_WORD)
        _offer(found, reading, cost)


def pieces(text: str, rows: Scores, network: Network) -> list[tuple[int, int]]:
    """Spans of the words as read; two words are one piece where the network would join them."""
    spans = [match.span() for match in PIECE.finditer(text)]
    delete = network.index["D"]
    addresses = [match.span() for match in ADDRESS.finditer(text)]
    spans = [
        (start, end)
        for start, end in spans
        if end - start <= LONGEST and not any(low <= start < high for low, high in addresses)
    ]
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if (
            joined
            and start == joined[-1][1] + 1
            and text[start - 1] == " "
            and rows[start - 1, delete] < JOINED
        ):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
