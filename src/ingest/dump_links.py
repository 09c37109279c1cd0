"""What the inference knows of a paragraph, and what it gives back. Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.dump_letters import any_of, whole
from ingest.lines import folded

NEVER = -1e9
FORBIDDEN = -25.0
"""Of a period that the headings rule out: not impossible, so that no contradiction leaves nothing."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds that decide. Opening, evidence, repetition, balance and emptiness are fitted by maximum
    likelihood and rounded, the others set by hand; tests/dump/README.md says on what."""

    opens: float = 1.0
    """A cell begins as entries begin: “Under tertial …”, “Under våren …”, “Pågår.”, “Inga aktiviteter …”."""
    refers_back: float = -1.3
    """It begins with a word that needs something before it: “Detta …”, “Även …”, “Dessutom …”."""
    unfinished: float = -4.0
    """The paragraph before does not end its sentence."""
    glued: float = -5.0
    """No blank line parts it from the paragraph before, where blank lines part the columns."""
    restates: float = 1.3
    """Entries are written on the pattern of those before: a paragraph that says again what opened an
    earlier cell opens one too, and one that repeats the second paragraph of a cell does not. Times
    2 p − 1, with p the probability that the earlier one opened its cell."""
    same_style: float = -0.5
    """Both it and the paragraph before are jottings without a subject (“Genomfört …”, “Tagit fram …”)."""
    other_style: float = 0.5
    """One of them is, the other is not."""
    full_line: float = -1.0
    """Where nothing but sentence ends parts the paragraphs: the line before is full, so that the
    paragraph may well go on."""
    empty: float = -1.0
    """A cell is empty."""
    empty_beyond_break: float = -0.5
    """A column of a page on which a commitment only goes on is empty."""
    balance: float = -1.5
    """Times the squared relative distance of a cell's length from an equal share."""
    repetition: float = -3.5
    """Times how far two paragraphs of one cell say the same (a follow-up repeats itself from
    period to period, not within one)."""
    evidence: float = 1.3
    """What a paragraph says of time counts this much: its sentences tell the same thing twice."""
    rows: float = -0.5
    """Before anything is known, that a dump is read by rows and not by columns."""


WEIGHTS = Weights()

SAME_TOPIC = 0.4
"""Two paragraphs share words of the matter anyway; only what goes beyond this share is repetition."""

SAME_STATEMENT = 0.6
"""Share of words in common from which two paragraphs make the same statement of two periods."""

_NTH = any_of("första", "andra", "tredje", "fjärde", "sista")
_NTH_PERIOD = rf"{_NTH}\s+{any_of('tertial', 'kvartal', 'halvår')}"
_PERIOD_WORDS = rf"{any_of('tertial', 'perioden', 'våren', 'sommaren', 'hösten')}|{_NTH_PERIOD}\w*"
_STATES = any_of("pågår", "fortsätter", "fortlöper", "påbörjat", "ej påbörjat", "klart", "genomfört")
_OPENS = re.compile(
    rf"(?:(?:{any_of('under', 'i', 'för')}\s+)?(?:{_PERIOD_WORDS})(?!\w)"
    rf"|{_STATES}\s*[.:]|{any_of('inga', 'inget', 'ingen')}(?!\w))",
    re.IGNORECASE,
)
_REFERS_BACK = whole(
    "det", "detta", "dessa", "den", "denna", "de", "även", "dessutom", "vidare", "därefter", "därutöver",
    "utöver", "han", "hon", "också", "bland annat", "syftet", "målet", "resultatet", "samtidigt",
    "ytterligare", "samtliga",
)  # fmt: skip


_JOTTING = re.compile(
    rf"(?:{any_of('genomför', 'utför', 'tagit', 'fått', 'gett', 'haft', 'hållit', 'deltagit', 'startat')}"
    r"|\w{3,}(?:erat|kat|tat|lat|nat|rat|sat|vat|dat|gat|jat))\w?(?!\w)"
)
"""A supine or participle without its subject, as in lists of what was done."""


@dataclass(frozen=True, slots=True)
class Link:
    """A paragraph as the inference sees it."""

    text: str
    fits: tuple[float, ...]
    """Log-likelihood of each period."""
    page_break: bool = False
    glued: bool = False
    """It stands in one block with the paragraph before."""
    full_line_before: bool = False
    """Only a sentence end at the end of a full line parts it from the paragraph before."""
    unfinished_before: bool = False
    """The paragraph before does not end its sentence."""
    allowed: frozenset[int] | None = None
    """The periods that the headings above leave open; None for all."""

    def fit(self, label: int, weights: Weights) -> float:
        """Log-weight of the paragraph standing in a period, by what it says and by the headings."""
        ruled_out = self.allowed is not None and label not in self.allowed
        return weights.evidence * self.fits[label] + (FORBIDDEN if ruled_out else 0.0)


@dataclass(frozen=True, slots=True)
class Assignment:
    """The likeliest period of each paragraph, and how likely every alternative is."""

    labels: tuple[int, ...]
    posteriors: tuple[tuple[float, ...], ...]
    """Of each paragraph: the probability of each period."""
    cells: tuple[float, ...]
    """Of each period: the probability that its cell holds exactly the paragraphs given to it."""


def opening_odds(chain: Sequence[Link], index: int, weights: Weights) -> float:
    """Log-odds that ``chain[index]`` opens another cell than the paragraph before, by how they begin."""
    before, link = chain[index - 1], chain[index]
    if link.unfinished_before:
        return weights.unfinished
    if link.glued:
        return weights.glued
    odds = weights.full_line if link.full_line_before else 0.0
    if _OPENS.match(link.text):
        odds += weights.opens
    elif _REFERS_BACK.match(link.text):
        odds += weights.refers_back
    jotted = bool(_JOTTING.match(link.text)), bool(_JOTTING.match(before.text))
    if any(jotted):
        odds += weights.same_style if all(jotted) else weights.other_style
    return odds


def pattern_of(chain: Sequence[Link], index: int) -> int | None:
    """The earlier paragraph that ``chain[index]`` is written on the pattern of; None if there is none."""
    text = chain[index].text
    if _JOTTING.match(text):
        return None
    alike = [
        (likeness(text, chain[earlier].text), -earlier)
        for earlier in range(index)
        if _first_word(chain[earlier].text) == _first_word(text)
        or likeness(text, chain[earlier].text) >= SAME_STATEMENT
    ]
    return -max(alike)[1] if alike else None


def _first_word(text: str) -> str:
    words = re.findall(r"\w+", folded(text))
    return words[0][:6] if words else ""


def likeness(one: str, other: str) -> float:
    """Share of the longer words that two paragraphs have in common (Dice), by their first letters."""
    mine, theirs = ({word[:6] for word in re.findall(r"[a-z]{4,}", folded(text))} for text in (one, other))
    return 2 * len(mine & theirs) / (len(mine) + len(theirs)) if mine and theirs else 0.0


def logsum(values: Sequence[float]) -> float:
    """Logarithm of the sum of exponentials."""
    top = max(values, default=NEVER)
    if top <= NEVER / 2:
        return NEVER
    return top + math.log(sum(math.exp(value - top) for value in values))
