"""Write ``restoration.json``: what the shipped files of restoration are made of, and how good they are.

``python -m training.sidecar DATA_DIR [--scores BENCH.json]``
"""

from __future__ import annotations

import argparse
import datetime
import json
from hashlib import sha256
from pathlib import Path

FILES = {
    "letters-sv.onnx": "the character network, 8-bit weights",
    "words-sv.npz": "words with frequencies, by the spelling that is left without their letters",
    "ngrams-sv.npz": "word trigrams",
    "doubts-sv.json": "trees of what speaks for and against a restored word",
    "short-sv.json": "weights of what speaks for and against letters lost from a short text",
    "shapes.npz": "what the runs of letters of a word say of its language",
    "languages.json": "the most frequent words of ten languages",
}
SOURCES = [
    ["texts of the Swedish government (regeringen.se, by way of civictechsweden/g0vse)", "public documents"],
    ["Swedish laws and ordinances (by way of se-lex/sfs)", "public documents, not under copyright"],
    ["wordfreq, Swedish and ten other languages", "data CC BY-SA 4.0"],
    ["hunspell-sv (Debian), word forms", "LGPL-3.0"],
    ["given names, places, agencies (SCB and public registers, by way of peterdalle/svensktext)", "facts"],
    ["municipalities (sjbrg/swedish-geodata)", "CC0"],
    ["words of titles of Swedish Wikipedia (by way of peterdalle/svensktext)", "facts"],
    ["Python's documentation, as English that must pass unchanged", "PSF-2.0"],
    [
        "messages of programs (gettext catalogues), as single lines that must pass unchanged",
        "free licences of each; nothing of them is in the files",
    ],
    [
        "lines of the first two and of samples/*.json set in over 200 fonts, read by tesseract -l eng 5.3.0",
        "made for this project",
    ],
]

NETWORK = [
    "4,400 steps of 48 windows of 256 characters from nothing; 34,000 real lines in 58 faces (not kept)",
    "700 steps more from that file, rate 1.2e-3 (training.train --warm), with more old-layer noise and"
    " more words that lose their letters to commoner ones; 16,900 real lines (15,000 in five families)",
    "the mean of both weights (training.export --average), better on the development part than either",
]
"""How the shipped network was trained, in order."""
NETWORK_OF = "ab49587d86ba4793e98422572321587c2fd075368984bd0bb496e09aa2ad77cd"
"""The ``letters-sv.onnx`` (SHA-256) that :data:`NETWORK` tells of; of another file it would be untrue."""
NOT_TOLD = ["trained anew with training.train; nothing was noted of how"]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scores", type=Path)
    a = parser.parse_args()
    entries = {}
    for name, what in FILES.items():
        data = (a.folder / name).read_bytes()
        entries[name] = {"what": what, "bytes": len(data), "sha256": sha256(data).hexdigest()}
    scores = json.loads(a.scores.read_text(encoding="utf-8")) if a.scores else {}
    parts = {
        row["part"]: {key: row[key] for key in ("words", "right before", "right", "false changes per 10,000")}
        for row in scores.get("parts", [])
    }
    record = {
        "made": datetime.date.today().isoformat(),
        "by": "make train (training/README.md)",
        "files": entries,
        "network": NETWORK if entries["letters-sv.onnx"]["sha256"] == NETWORK_OF else NOT_TOLD,
        "sources": [{"what": what, "licence": licence} for what, licence in SOURCES],
        "held out": "4 % of the documents for the benchmark, 3 % for fitting, by a hash of their text",
        "scores": parts,
    }
    text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    (a.folder / "restoration.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
