"""Build the word list and the word n-gram model that restoration ships.

``python -m training.words TRAIN.txt --names DIR --hunspell sv_SE --out DIR``

TRAIN.txt is the training part that :mod:`training.corpus` splits off. Writes
``words-sv.npz`` and ``ngrams-sv.npz`` (formats: see
:mod:`ingest.restoration.lexicon` and :mod:`ingest.restoration.language_model`).
"""

from __future__ import annotations

import argparse
import collections
import csv
import math
import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import marisa_trie
import numpy as np

from ingest.restoration.compounds import compound_cost
from ingest.restoration.lexicon import LAYERS, Lexicon
from ingest.restoration.word_table import WordTable

WORD = re.compile(r"[^\W\d_]+")
TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
"""The language model's tokens: runs of letters, runs of digits (all alike), single signs."""
FRONT_MATTER = re.compile(r"ikraft_datum|beteckning: |ndringsforfattningar: ")
FOLD = str.maketrans("åäöéèüàáâêëôóòíîúûñç", "aaoeeuaaaeeoooiiuunc")

CORPUS_SHARE = 0.6
"""Weight of the corpus against wordfreq in a word's frequency; the corpus is our kind of text."""
EASY_COMPOUND = 280
"""Quantised cost up to which a compound with å, ä or ö need not be listed."""
RARE_TWIN = 100.0
"""A word in no dictionary that is this much rarer than another of the same letters is a misspelling
(`nägon`, `vära`)."""
STRIPPED_RIVAL = 15.0
"""A word of wordfreq without dots and rings that has an accented twin this many times as frequent
is taken for somebody's keyboard (`nagon`, `daligt`), and left out unless the corpus has it too."""
SMALLEST = 1e-9
"""Frequency given to words that only stand in a list, not in running text."""
NAME_FREQUENCY = 2e-8
"""Frequency given to names that no running text counted."""


def fold(word: str) -> str:
    """The word in lower case as an English reader would see its letters."""
    return word.lower().translate(FOLD)


def paragraphs(path: Path) -> list[str]:
    """The running text of a corpus file, a paragraph each, without the laws' front matter."""
    lines = path.read_text(encoding="utf-8").split("\n")
    return [line for line in lines if line and not FRONT_MATTER.search(line)]


def tokens(paragraph: str) -> list[str]:
    """A paragraph as the language model sees it."""
    return [
        token.lower() if token[0].isalpha() else "0" if token[0].isdigit() else token
        for token in TOKEN.findall(paragraph)
    ]


def listed_names(folder: Path) -> collections.Counter[str]:
    """Names with a frequency, from the lists in ``folder``."""
    found: collections.Counter[str] = collections.Counter()
    for kind in ("kvinnor", "man"):
        with (folder / f"tilltalsnamn-{kind}.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                if int(row["persons"]) >= 10:
                    found[row["name"].lower()] += int(row["persons"])
    scaled = collections.Counter({name: NAME_FREQUENCY * max(1, n / 300) for name, n in found.items()})
    places = [row["city"] for row in csv.DictReader((folder / "ortsnamn.csv").open(encoding="utf-8"))]
    for row in csv.DictReader((folder / "municipalities.csv").open(encoding="utf-8")):
        places += [row["municipality_name"], row["municipality_name_short"]]
    agencies = csv.DictReader((folder / "myndigheter.tsv").open(encoding="utf-8"), delimiter="\t")
    for row in agencies:
        places.append(row["name"])
    for name in places:
        for part in WORD.findall(name):
            scaled[part.lower()] = max(scaled[part.lower()], 20 * NAME_FREQUENCY)
    for line in (folder / "wikipedia-title-words.tsv").read_text(encoding="utf-8").split("\n"):
        word, _, count = line.partition("\t")
        if word.isalpha() and len(word) > 2:
            scaled[word.lower()] = max(scaled[word.lower()], NAME_FREQUENCY * math.sqrt(float(count)))
    return scaled


def hunspell_forms(stem: str) -> set[str]:
    """Every form that the affix rules make of the dictionary's words (needs ``unmunch``)."""
    made = subprocess.run(["unmunch", stem + ".dic", stem + ".aff"], capture_output=True, check=True)
    forms = {line.split("/")[0] for line in made.stdout.decode("utf-8", "replace").split("\n")}
    return {form for form in forms if form.isalpha() and len(form) > 1}


def general_words() -> dict[str, float]:
    """Frequencies of general Swedish, without the spellings of keyboards that lack å, ä, ö."""
    from wordfreq import get_frequency_dict

    found = {w: f for w, f in get_frequency_dict("sv", "large").items() if WORD.fullmatch(w)}
    best: dict[str, float] = collections.defaultdict(float)
    for word, f in found.items():
        best[fold(word)] = max(best[fold(word)], f)
    return {
        w: f for w, f in found.items() if best[fold(w)] <= STRIPPED_RIVAL * f or (w.isascii() and len(w) < 2)
    }


def proper_names(text: list[str], names: Path, listed: set[str]) -> set[str]:
    """Words that are written with a capital wherever they stand."""
    lower: collections.Counter[str] = collections.Counter()
    capital: collections.Counter[str] = collections.Counter()
    for paragraph in text:
        for match in WORD.finditer(paragraph):
            word = match.group()
            if word.islower():
                lower[word] += 1
            elif match.start() > 2 and paragraph[match.start() - 2] not in ".!?:" and word[1:].islower():
                capital[word.lower()] += 1
    common = {form for form in listed if form.islower()}
    found = {word for word, n in capital.items() if n > 2 * lower[word] and n > 1}
    found |= {form.lower() for form in listed if form[0].isupper() and form.lower() not in common}
    found |= {word for word in listed_names(names) if not lower[word] and word not in common}
    return found


def frequencies(text: list[str], names: Path, forms: set[str]) -> dict[str, float]:
    """Relative frequency of every word that restoration shall know."""
    corpus: collections.Counter[str] = collections.Counter()
    for paragraph in text:
        corpus.update(word.lower() for word in WORD.findall(paragraph))
    total = sum(corpus.values())
    general = general_words()
    listed = {form.lower() for form in forms}
    best: dict[str, float] = collections.defaultdict(float)
    for word, f in general.items():
        best[fold(word)] = max(best[fold(word)], f)
    for word, n in corpus.items():
        best[fold(word)] = max(best[fold(word)], n / total)
    out: dict[str, float] = {}
    for word in {*corpus, *general}:
        n, f = corpus[word], general.get(word, 0.0)
        if (
            n < best[fold(word)] * total / RARE_TWIN
            and f < best[fold(word)] / RARE_TWIN
            and word not in listed
        ):
            continue
        mixed = CORPUS_SHARE * n / total + (1 - CORPUS_SHARE) * f
        if mixed > 0:
            out[word] = mixed
    for word in listed:
        out[word] = max(out.get(word, 0.0), SMALLEST)
    for word, f in listed_names(names).items():
        if word != fold(word) or best[fold(word)] < 1e-6:
            out[word] = max(out.get(word, 0.0), f)
    return out


def without_derived(frequency: dict[str, float]) -> dict[str, float]:
    """Leave out listed words that restoration derives: genitives, compounds of known words.

    Rare compounds with å, ä, ö stay: the list proposes them where the network does not.
    """
    costs = {word: min(255, round(-10 * math.log(f))) for word, f in frequency.items() if f > SMALLEST}
    known = Lexicon(WordTable(*numbered(costs)), frozenset(), ())

    def derived(word: str) -> bool:
        if word.endswith("s") and word[:-1] in frequency:
            return True
        cost = compound_cost(word, known)
        return cost is not None and (word == fold(word) or cost <= EASY_COMPOUND)

    return {word: f for word, f in frequency.items() if f > SMALLEST or not derived(word)}


def numbered(entries: Mapping[str, int]) -> tuple[marisa_trie.Trie, list[int]]:
    """A trie of words, and their numbers in its order."""
    trie = marisa_trie.Trie(entries)
    return trie, [entries[trie.restore_key(place)] for place in range(len(trie))]


def table(name: str, entries: Mapping[str, int], kind: type[np.unsignedinteger]) -> dict[str, np.ndarray]:
    """The two arrays of a table of words (:mod:`ingest.restoration.word_table`)."""
    trie, numbers = numbered(entries)
    return {f"{name} words": stored(trie), f"{name} numbers": np.array(numbers, kind)}


def stored(trie: marisa_trie.Trie) -> np.ndarray:
    """A trie as an array of bytes."""
    return np.frombuffer(trie.tobytes(), np.uint8)


def write_words(frequency: dict[str, float], proper: set[str], path: Path) -> None:
    """Quantise the frequencies; sort the accented forms of each folded spelling by theirs."""
    forms: dict[str, list[str]] = collections.defaultdict(list)
    for word in sorted(frequency, key=lambda w: -frequency[w]):
        if word != fold(word):
            forms[fold(word)].append(word)
    costs = {word: min(255, max(0, round(-10 * math.log(f)))) for word, f in frequency.items()}
    layers = [{folded: own[i] for folded, own in forms.items() if len(own) > i} for i in range(LAYERS)]
    save_words(costs, proper, layers, path)


def save_words(
    costs: Mapping[str, int], proper: set[str], layers: Sequence[Mapping[str, str]], path: Path
) -> None:
    """Write the word list; not compressed, for it is read where it lies, and the wheel is."""
    words = table("frequency", costs, np.uint8)
    places = marisa_trie.Trie(costs)
    for i, layer in enumerate(layers):
        words |= table(f"accented {i}", {folded: places[form] for folded, form in layer.items()}, np.uint32)
    words["proper"] = stored(marisa_trie.Trie(word for word in proper if word in costs))
    np.savez(path, **words)
    print(path.name, len(costs), [len(layer) for layer in layers], path.stat().st_size)


BITS = np.uint64(20)
DISCOUNT = {2: 0.75, 3: 0.8}
"""Absolute discounts of bigrams and trigrams."""
GENERAL_SHARE = 0.2
"""Weight of general Swedish in the unigrams that the model falls back on."""
GENERAL_LEAST = 2e-7
"""Frequency in general Swedish from which a word is in the model's vocabulary."""
STEP = 0.06
"""Quantisation of log-probabilities, nats."""


def ngram_model(text: list[str], path: Path, keep2: int = 2, keep3: int = 2) -> None:
    """Interpolated absolute-discount trigram model, pruned, with back-off weights."""
    counts: collections.Counter[str] = collections.Counter()
    for paragraph in text:
        counts.update(tokens(paragraph))
    general = general_words()
    for word, f in general.items():
        if f >= GENERAL_LEAST and counts[word] < 3:
            counts[word] += 0
    vocabulary = [word for word, n in counts.most_common() if n >= 3 or general.get(word, 0) >= GENERAL_LEAST]
    identity = {word: i + 3 for i, word in enumerate(vocabulary)}  # 0 unknown, 1 begin, 2 end
    stream: list[int] = []
    for paragraph in text:
        stream += [1, 1, *(identity.get(token, 0) for token in tokens(paragraph)), 2]
    a = np.array(stream, np.uint64)
    unigram = np.bincount(a.astype(np.int64), minlength=len(vocabulary) + 3).astype(float)
    unigram[1] = 1
    p1 = unigram / unigram.sum()
    everyday = np.array([0.0] * 3 + [general.get(word, 0.0) for word in vocabulary])
    p1 = (1 - GENERAL_SHARE) * p1 + GENERAL_SHARE * everyday / everyday.sum()
    k2, c2 = np.unique(a[:-1] << BITS | a[1:], return_counts=True)
    k3, c3 = np.unique(a[:-2] << (BITS * np.uint64(2)) | a[1:-1] << BITS | a[2:], return_counts=True)
    left = (k2 >> BITS).astype(np.int64)
    right = (k2 & np.uint64((1 << 20) - 1)).astype(np.int64)
    total = np.bincount(left, c2, len(p1))
    types = np.bincount(left, minlength=len(p1))
    bow1 = np.where(total > 0, DISCOUNT[2] * types / np.maximum(total, 1), 1.0)
    p2 = (c2 - DISCOUNT[2]) / total[left] + bow1[left] * p1[right]
    context = np.searchsorted(k2, k3 >> BITS)
    total3 = np.bincount(context, c3, len(k2))
    types3 = np.bincount(context, minlength=len(k2))
    bow2 = np.where(total3 > 0, DISCOUNT[3] * types3 / np.maximum(total3, 1), 1.0)
    lower = np.searchsorted(k2, k3 & np.uint64((1 << 40) - 1))
    p3 = (c3 - DISCOUNT[3]) / total3[context] + bow2[context] * p2[lower]
    keep_2 = (c2 >= keep2) | (types3 > 1)
    keep_3 = c3 >= keep3
    # the mass of what was pruned goes to the back-off
    kept2 = np.bincount(left[keep_2], p2[keep_2], len(p1))
    seen1 = np.bincount(left[keep_2], p1[right[keep_2]], len(p1))
    bow1 = np.clip((1 - kept2) / np.maximum(1 - seen1, 1e-6), 1e-4, 1)
    kept3 = np.bincount(context[keep_3], p3[keep_3], len(k2))
    seen2 = np.bincount(context[keep_3], p2[lower[keep_3]], len(k2))
    bow2 = np.clip((1 - kept3) / np.maximum(1 - seen2, 1e-6), 1e-4, 1)

    def quantise(p: np.ndarray) -> np.ndarray:
        return np.clip(np.round(-np.log(np.maximum(p, 1e-9)) / STEP), 0, 255).astype(np.uint8)

    save_ngrams(
        identity,
        (quantise(p1), quantise(bow1)),
        (k2[keep_2], quantise(p2[keep_2]), quantise(bow2[keep_2])),
        (k3[keep_3], quantise(p3[keep_3])),
        path,
    )


def save_ngrams(
    identity: Mapping[str, int],
    unigrams: tuple[np.ndarray, np.ndarray],
    bigrams: tuple[np.ndarray, np.ndarray, np.ndarray],
    trigrams: tuple[np.ndarray, np.ndarray],
    path: Path,
) -> None:
    """Write keys, quantised costs and back-off weights of the n-grams of each length."""
    p1, bow1 = unigrams
    k2, p2, bow2 = bigrams
    k3, p3 = trigrams
    if not np.isin(k3 >> BITS, k2).all():
        raise ValueError("a trigram begins with a bigram that was pruned")
    context = np.searchsorted(k2, k3 >> BITS)

    def counted(firsts: np.ndarray, size: int) -> np.ndarray:
        counts = np.bincount(firsts.astype(np.int64), minlength=size)
        if counts.max() > np.iinfo(np.uint16).max:
            raise ValueError("more n-grams begin alike than the file can count")
        return counts.astype(np.uint16)

    def planes(keys: np.ndarray) -> np.ndarray:
        last = (keys & np.uint64((1 << 20) - 1)).astype("<u4")
        return np.ascontiguousarray(last.view(np.uint8).reshape(-1, 4)[:, :3].T)

    np.savez(
        path,
        p1=p1,
        bow1=bow1,
        w2=planes(k2),
        p2=p2,
        bow2=bow2,
        w3=planes(k3),
        p3=p3,
        **{"after 1": counted(k2 >> BITS, len(p1)), "after 2": counted(context, len(k2))},
        **table("vocabulary", identity, np.uint32),
    )
    print(path.name, len(identity), len(k2), len(k3), path.stat().st_size)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("train", type=Path)
    parser.add_argument("--names", type=Path, required=True)
    parser.add_argument("--hunspell", default="/usr/share/hunspell/sv_SE")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    text = paragraphs(arguments.train)
    forms = hunspell_forms(arguments.hunspell)
    proper = proper_names(text, arguments.names, forms)
    frequency = without_derived(frequencies(text, arguments.names, forms))
    write_words(frequency, proper, arguments.out / "words-sv.npz")
    ngram_model(text, arguments.out / "ngrams-sv.npz")


if __name__ == "__main__":
    main()
