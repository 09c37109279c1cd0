"""The shipped model and word data, each loaded once, when it is first asked for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import as_file, files
from typing import Any

from ingest.restoration.decide import Tools
from ingest.restoration.evidence_of_error import NAMES
from ingest.restoration.language_model import LanguageModel, read_language_model
from ingest.restoration.lexicon import Lexicon, read_lexicon
from ingest.restoration.network import Network, read_network
from ingest.restoration.trees import Trees, trees_of
from ingest.restoration.word_shapes import Shapes, read_shapes

NETWORK, WORDS, NGRAMS = "letters-sv.onnx", "words-sv.npz", "ngrams-sv.npz"
DOUBTS, SHORT, SHAPES = "doubts-sv.json", "short-sv.json", "shapes.npz"


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
def shapes() -> Shapes:
    """What the runs of letters of a word say of its language."""
    with as_file(files("ingest") / "data" / SHAPES) as path:
        return read_shapes(path)


@lru_cache(maxsize=1)
def trees_of_doubt() -> Trees:
    """What speaks for and against a restored word; raises ``ValueError`` if fitted to other columns."""
    shipped = _shipped(DOUBTS)
    if tuple(shipped["columns"]) != NAMES:
        raise ValueError(f"{DOUBTS} was fitted to other columns than are there: fit it anew")
    return trees_of(shipped["trees"])


@lru_cache(maxsize=1)
def weights_of_short_texts() -> Mapping[str, float]:
    """What each column of :mod:`ingest.restoration.short_texts` weighs."""
    weights: Mapping[str, float] = _shipped(SHORT)["weights"]
    return weights


def _shipped(name: str) -> Any:
    return json.loads((files("ingest") / "data" / name).read_text(encoding="utf-8"))


def is_known_word(word: str) -> bool:
    """Whether the shipped word list holds the word, in any case; compounds are not taken apart."""
    return word in word_list()
