"""Which words of a short text that is left as it was read are probably misread.

A line without frequent words that lost their letters, or with nothing that restoration would dare to
change, is left (:mod:`ingest.restoration.short_texts`). Most such lines are sound; in the others the network
holds a sign or two to be wrong (`dr`, `Jran`, `TERTIAI`), and so a person should look at the word, even where
no other reading is sure. Where a word is strange that no list suspects, a line may have lost letters after
all.
"""

from __future__ import annotations

import math

from ingest.restoration.decide import Tools
from ingest.restoration.evidence_of_error import RUN, SIGNS_AROUND
from ingest.restoration.short_texts import holds_code, is_plainly_swedish, is_short, lacks_letters
from ingest.restoration.word_shapes import Shapes

STRANGE, STRANGE_IF_KNOWN = 0.5, 0.85
"""Chance of being misread from which on a word is flagged; of a word of the list, the second. In lines of
the development part as read, each alone and left, 575 of the 609 words that are so strange are wrong (some of
them are flagged as words that may have lost letters); of 75,000 words of sound lines 14 are so strange, of
23,000 words of Swedish program messages 62, of Norwegian ones 32. With 0.5 for all it would be 627 of 750,
34, 84 and 35."""


def may_be_misread(text: str, shapes: Shapes) -> bool:
    """Whether a text is short and plainly Swedish without one å, ä or ö: so an English engine leaves it.

    >>> from ingest.restoration.resources import shapes
    >>> may_be_misread("Kommunen och polisen samverkar", shapes()), may_be_misread("Kommunen på", shapes())
    (True, False)
    >>> may_be_misread("polisen --samverkar=%s", shapes())
    False
    """
    sentence = is_short(text) and lacks_letters(text) and not holds_code(text)
    return sentence and is_plainly_swedish(text, shapes)


def strange(text: str, tools: Tools) -> list[tuple[int, int, float]]:
    """The words that are probably misread: their spans, and how likely each is right."""
    keep = tools.network.costs(text)[:, tools.network.index["K"]]
    found = []
    for match in RUN.finditer(text):
        right = math.exp(-float(keep[slice(*match.span())].sum()))
        known = match.group().strip(SIGNS_AROUND) in tools.lexicon
        if 1 - right >= (STRANGE_IF_KNOWN if known else STRANGE):
            found.append((*match.span(), right))
    return found
