"""Which words of a short text that is left as it was read are probably misread.

A line without frequent words that lost their letters, or with nothing that restoration would dare to
change, is left (:mod:`ingest.restoration.short_texts`). Most such lines are sound; in the others the network
holds a sign or two to be wrong (`dr`, `Jran`, `TERTIAI`), and so a person should look at the word, even where
no other reading is sure.
"""

from __future__ import annotations

import math

from ingest.restoration.evidence_of_error import RUN
from ingest.restoration.network import Network
from ingest.restoration.short_texts import is_plainly_swedish, is_short, lacks_letters
from ingest.restoration.word_shapes import Shapes

STRANGE = 0.5
"""Chance of being misread from which on a word is flagged. In lines of the development part as read, each
alone and left, 277 of the 399 words so flagged are wrong, of 870 that are; of 75,000 words of sound lines 38
are flagged. From 0.4 on it is 310 of 488, and 56 sound ones."""


def may_be_misread(text: str, shapes: Shapes) -> bool:
    """Whether a text is short and plainly Swedish without one å, ä or ö: so an English engine leaves it.

    >>> from ingest.restoration.resources import shapes
    >>> may_be_misread("Kommunen och polisen samverkar", shapes()), may_be_misread("Kommunen på", shapes())
    (True, False)
    """
    return is_short(text) and lacks_letters(text) and is_plainly_swedish(text, shapes)


def strange(text: str, network: Network) -> list[tuple[int, int, float]]:
    """The words that are probably misread: their spans, and how likely each is right."""
    keep = network.costs(text)[:, network.index["K"]]
    spans = [match.span() for match in RUN.finditer(text)]
    chances = [math.exp(-float(keep[start:end].sum())) for start, end in spans]
    return [(*span, right) for span, right in zip(spans, chances, strict=True) if right <= 1 - STRANGE]
