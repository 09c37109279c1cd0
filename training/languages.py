"""Write the most frequent words of the languages that a document may be in.

``python -m training.languages --out DIR``: ``languages.json``, for each
language its words in order of frequency (from wordfreq).
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from training.words import STRIPPED_RIVAL, WORD, fold

OTHERS = ("en", "nb", "da", "fi", "de", "fr", "es", "nl", "et", "pl")
WORDS_EACH = 1200
SWEDISH_WORDS = 4000


def main() -> None:
    """Command line."""
    from wordfreq import get_frequency_dict, top_n_list

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    out = parser.parse_args().out
    found: dict[str, str] = {}
    for language in OTHERS:
        try:
            words = top_n_list(language, 2 * WORDS_EACH)
        except LookupError:
            continue
        found[language] = " ".join([word for word in words if WORD.fullmatch(word)][:WORDS_EACH])
    frequency = get_frequency_dict("sv", "large")
    best: dict[str, float] = {}
    for word, f in frequency.items():
        best[fold(word)] = max(best.get(fold(word), 0.0), f)
    english = set(found["en"].split()[:300])
    swedish = [
        word
        for word in top_n_list("sv", 2 * SWEDISH_WORDS)
        if WORD.fullmatch(word)
        and best[fold(word)] <= STRIPPED_RIVAL * frequency[word]
        and not (word in english and frequency[word] < 1e-3 and word not in {"in", "man", "under", "over"})
    ]
    found["sv"] = " ".join(swedish[:SWEDISH_WORDS])
    (out / "languages.json").write_text(json.dumps(found, ensure_ascii=False, indent=0), encoding="utf-8")
    print({language: len(words.split()) for language, words in found.items()})


if __name__ == "__main__":
    main()
