"""What the word files hold comes back out of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from training.words import save_ngrams, save_words

from ingest.restoration.language_model import BITS, STEP, read_language_model
from ingest.restoration.lexicon import GENITIVE, USER_WORD, Lexicon, read_lexicon
from ingest.restoration.resources import is_known_word

COSTS = {"far": 70, "får": 60, "fär": 200, "väg": 80, "hus": 90, "åsa": 95}


@pytest.fixture
def lexicon(tmp_path: Path) -> Lexicon:
    layers = [{"far": "får", "vag": "väg", "asa": "åsa"}, {"far": "fär"}, {}]
    save_words(COSTS, {"åsa"}, layers, tmp_path / "words.npz")
    return read_lexicon(tmp_path / "words.npz")


def test_every_word_keeps_its_cost_and_no_other_word_has_one(lexicon: Lexicon) -> None:
    assert {word: lexicon.cost(word) for word in lexicon.frequency} == COSTS
    assert lexicon.cost("vägs") == 80 + GENITIVE
    assert [lexicon.cost(word) for word in ("fa", "fars2", "", "vag")] == [None] * 4
    assert "Väg" in lexicon and "vag" not in lexicon
    assert "åsa" in lexicon.proper and "får" not in lexicon.proper


def test_forms_come_most_frequent_first_and_the_plain_word_last(lexicon: Lexicon) -> None:
    assert lexicon.forms("far") == ("får", "fär", "far")
    assert lexicon.forms("vags") == ("vägs",)
    assert lexicon.forms("hus") == ("hus",)
    assert lexicon.forms("bil") == ()


def test_a_users_words_come_first_and_leave_the_list_as_it_was(lexicon: Lexicon) -> None:
    own = lexicon.with_words(["Fär", "Öxnehaga torg", "väg"])
    assert own.forms("far") == ("fär", "får", "far")
    assert (own.cost("öxnehaga"), own.cost("fär"), own.cost("väg")) == (USER_WORD, USER_WORD, 80)
    assert own.forms("oxnehaga") == ("öxnehaga",)
    assert (lexicon.cost("öxnehaga"), lexicon.cost("fär")) == (None, 200)


@pytest.mark.parametrize("word", ["\ud800", "far\ud800", "far\0", "far\0x", "\0"])
def test_signs_that_no_word_holds_make_no_word(lexicon: Lexicon, word: str) -> None:
    assert word not in lexicon
    assert lexicon.cost(word) is None
    assert lexicon.forms(word) == ()
    assert not is_known_word(word)


def test_ngrams_come_back_and_back_off(tmp_path: Path) -> None:
    words = {"på": 3, "väg": 4, "hem": 1_000_000}
    size = 1_000_001
    unigrams = np.full(size, 200, np.uint8)
    unigrams[4] = 50
    back_off = np.zeros(size, np.uint8)
    back_off[4] = 7
    pairs = np.array([3 << 20 | 4, 4 << 20 | 1_000_000], np.uint64)
    triples = np.array([(3 << 20 | 4) << 20 | 1_000_000], np.uint64)
    save_ngrams(
        words,
        (unigrams, back_off),
        (pairs, np.array([20, 30], np.uint8), np.array([5, 0], np.uint8)),
        (triples, np.array([10], np.uint8)),
        tmp_path / "ngrams.npz",
    )
    model = read_language_model(tmp_path / "ngrams.npz")
    assert {word: model.word(word) for word in (*words, "okänt")} == {**words, "okänt": 0}
    rows = np.array([[3, 4, 1_000_000], [0, 3, 4], [3, 4, 3], [4, 4, 4]])
    trigram, bigram, unigram_after_pair, unigram = 10, 20, 5 + 7 + 200, 7 + 50
    assert model.costs(rows).tolist() == pytest.approx(
        [STEP * steps for steps in (trigram, bigram, unigram_after_pair, unigram)]
    )


def test_a_trigram_needs_its_bigram(tmp_path: Path) -> None:
    few = np.zeros(8, np.uint8)
    one = np.array([3 << 20 | 4], np.uint64)
    with pytest.raises(ValueError, match="pruned"):
        save_ngrams({}, (few, few), (one, few[:1], few[:1]), ((one + 1) << BITS, few[:1]), tmp_path / "n.npz")


def test_files_of_other_formats_are_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "other.npz", p1=np.zeros(1, np.uint8))
    for read in (read_lexicon, read_language_model):
        with pytest.raises(ValueError, match="make train"):
            read(tmp_path / "other.npz")
