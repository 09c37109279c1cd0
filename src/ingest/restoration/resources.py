"""The shipped model and word data, each loaded once, when it is first asked for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import as_file, files

from ingest.restoration.decide import Tools
from ingest.restoration.language_model import LanguageModel, read_language_model
from ingest.restoration.lexicon import Lexicon, read_lexicon
from ingest.restoration.network import Network, read_network

NETWORK, WORDS, NGRAMS = "letters-sv.onnx", "words-sv.npz", "ngrams-sv.npz"
DOUBTS = "doubts-sv.json"


@lru_cache(maxsize=1)
def word_list() -> Lexicon:
    """The word list of the package."""
    with as_file(files("ingest") / "data" / WORDS) as path:
        return read_lexicon(path)


def tools(words: Lexicon | None = None) -> Tools:
    """Network, word list (or that list with a user's words) and language model of the package."""
    return Tools(_network(), words or word_list(), _language_model())


@lru_cache(maxsize=1)
def _network() -> Network:
    with as_file(files("ingest") / "data" / NETWORK) as path:
        return read_network(path)


@lru_cache(maxsize=1)
def _language_model() -> LanguageModel:
    with as_file(files("ingest") / "data" / NGRAMS) as path:
        return read_language_model(path)


@lru_cache(maxsize=1)
def weights_of_doubt() -> Mapping[str, float]:
    """What each column of :mod:`ingest.restoration.evidence_of_error` weighs."""
    shipped = json.loads((files("ingest") / "data" / DOUBTS).read_text(encoding="utf-8"))
    weights: Mapping[str, float] = shipped["weights"]
    return weights


def is_known_word(word: str) -> bool:
    """Whether the shipped word list holds the word, in any case; compounds are not taken apart."""
    return word in word_list()
