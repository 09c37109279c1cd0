"""No text that the benchmark measures on was trained on."""

from __future__ import annotations

import json
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import pytest
from training.corpus import clean, documents, part_of

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"
DATA = ROOT / "benchmarks" / "letters" / "data"


def test_a_document_always_goes_the_same_way() -> None:
    assert [part_of(text) for text in ("Regeringen beslutade i dag", "c", "ab")] == [
        part_of(text) for text in ("Regeringen beslutade i dag", "c", "ab")
    ]
    shares = [part_of(str(n)) for n in range(5000)]
    assert 0.02 < shares.count("test") / 5000 < 0.06
    assert 0.015 < shares.count("dev") / 5000 < 0.045


def test_benchmark_text_was_not_trained_on() -> None:
    path = CORPUS / "regeringen.txt.xz"
    if not path.exists():
        pytest.skip("../shared/corpus is absent: whether the benchmark was trained on cannot be checked")
    measured = {line for line in (DATA / "clean.txt").read_text(encoding="utf-8").split("\n") if line}
    for document in (text for source in sorted(CORPUS.glob("*.xz")) for text in documents(source)):
        if part_of(document) != "test":
            common = measured.intersection(clean(paragraph) for paragraph in document.split("\n"))
            assert not common, f"trained on: {sorted(common)[0]}"


def test_the_shipped_files_are_those_of_their_sidecar() -> None:
    folder = files("ingest") / "data"
    sidecar = json.loads((folder / "restoration.json").read_text(encoding="utf-8"))
    for name, entry in sidecar["files"].items():
        data = (folder / name).read_bytes()
        assert (len(data), sha256(data).hexdigest()) == (entry["bytes"], entry["sha256"]), name
    assert sum(entry["bytes"] for entry in sidecar["files"].values()) < 20_000_000
