"""The shipped model and word data, loaded once."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import as_file, files

from ingest.restoration.decide import Tools
from ingest.restoration.language_model import read_language_model
from ingest.restoration.lexicon import read_lexicon
from ingest.restoration.network import read_network

NETWORK, WORDS, NGRAMS = "letters-sv.onnx", "words-sv.bin", "ngrams-sv.npz"


@lru_cache(maxsize=1)
def tools() -> Tools:
    """Network, word list and language model of the package; loaded at the first call."""
    with as_file(files("ingest") / "data") as folder:
        return Tools(
            read_network(folder / NETWORK),
            read_lexicon(folder / WORDS),
            read_language_model(folder / NGRAMS),
        )


def is_known_word(word: str) -> bool:
    """Whether the shipped word list holds the word, in any case; compounds are not taken apart."""
    return word in tools().lexicon
