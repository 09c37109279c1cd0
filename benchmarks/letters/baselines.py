"""What restoration is measured against: the most frequent form, and the form that bigrams prefer.

Neither knows sound text from damaged text; words that have å, ä or ö are left alone.
"""

from __future__ import annotations

import re

import numpy as np

from ingest.restoration import Restored
from ingest.restoration.candidates import cased
from ingest.restoration.language_model import BEGIN
from ingest.restoration.lexicon import fold
from ingest.restoration.resources import tools

WORD = re.compile(r"[^\W\d_]+")
SWEDISH = re.compile("[åäöÅÄÖ]")


def by_dictionary(text: str) -> Restored:
    """Every word becomes the most frequent word that looks like it without its letters."""
    lexicon = tools().lexicon

    def best(match: re.Match[str]) -> str:
        forms = _forms(match.group())
        if not forms:
            return match.group()
        return _cased(min(forms, key=lambda form: lexicon.cost(form) or 0), match.group())

    return Restored(WORD.sub(best, text), text)


def by_bigrams(text: str) -> Restored:
    """The same, but the form that is likeliest after the word before."""
    lexicon, model = tools().lexicon, tools().model
    last = BEGIN

    def best(match: re.Match[str]) -> str:
        nonlocal last
        forms = _forms(match.group())
        if not forms:
            last = model.word(match.group().lower())
            return match.group()
        rows = np.array([[BEGIN, last, model.word(form)] for form in forms], np.int64)
        unseen = np.array(
            [0 if form in model.identity else 5 + (lexicon.cost(form) or 0) / 20 for form in forms]
        )
        form = forms[int((model.costs(rows) + unseen).argmin())]
        last = model.word(form)
        return _cased(form, match.group())

    return Restored(WORD.sub(best, text), text)


def _forms(word: str) -> tuple[str, ...]:
    return () if SWEDISH.search(word) else tuple(tools().lexicon.forms(fold(word)))


def _cased(form: str, word: str) -> str:
    return cased(form, word) if len(form) == len(word) else form
