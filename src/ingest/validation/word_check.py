"""Which words of a text no Swedish dictionary knows, nor as a compound of known ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.restoration.compounds import compound_cost
from ingest.restoration.resources import word_list

_WORD = re.compile(r"(?<![\w@./:])[^\W\d_]{4,}(?:-[^\W\d_]{4,})*(?![\w@]|[.:/]\w)")
"""Four letters and more: shorter ones are abbreviations as often as words. Not parts of addresses."""

_SENTENCE_STARTS = re.compile(r"(?:[.!?:”\"]\s+|\n\s*)$")
LOOK_BACK = 4
"""Characters before a word that tell whether it begins a sentence: a stop, a quotation mark, blanks."""


def unknown_words(text: str, own_words: frozenset[str]) -> Iterator[str]:
    """The words of ``text`` that are in no list, as written, in order. ``own_words`` in lower case.

    Names (capitals inside a sentence) and acronyms are not judged: no
    dictionary holds all the districts and projects of 290 municipalities.
    """
    for match in _WORD.finditer(text):
        before = text[max(0, match.start() - LOOK_BACK) : match.start()]
        starts_sentence = match.start() == 0 or _SENTENCE_STARTS.search(before) is not None
        for part in match[0].split("-"):
            is_name = part[0].isupper() and not (starts_sentence and part.istitle())
            if not is_name and part.lower() not in own_words and not _known(part.lower()):
                yield part


def _known(word: str) -> bool:
    return word in word_list() or compound_cost(word, word_list()) is not None
