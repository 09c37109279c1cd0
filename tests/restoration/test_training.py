"""No text that the benchmark measures on was trained on."""

from __future__ import annotations

import json
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import pytest
from training import catalogues
from training.corpus import (
    LONG_PARAGRAPH,
    clean,
    digest,
    documents,
    part_of,
    part_of_digest,
    sentences,
    unseen,
)
from training.sidecar import NETWORK_OF

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


def _texts(name: str) -> list[str]:
    """What the authors wrote, row by row, of one file of the benchmark."""
    column = {"clean.txt": 0, "old_layers.tsv": 2}.get(name, 1)
    rows = (DATA / name).read_text(encoding="utf-8").split("\n")
    return [row.split("\t")[column] for row in rows if row]


def _documents() -> dict[str, list[tuple[str, str]]]:
    """The (text, digest of its document) rows of every file of the benchmark."""
    named: dict[str, list[str]] = {}
    for row in (DATA / "documents.tsv").read_text(encoding="utf-8").split("\n"):
        if row:
            name, count, known = row.split("\t")
            named.setdefault(name, []).extend([known] * int(count))
    return {name: list(zip(_texts(name), digests, strict=True)) for name, digests in named.items()}


def test_every_text_of_the_benchmark_is_of_a_document_of_the_test_part() -> None:
    found = _documents()
    own = {path.name for path in DATA.iterdir()} - {"seed_gold.tsv", "pairs_dropped.tsv", "documents.tsv"}
    assert set(found) == own, "the seed is the user's, and in no corpus"
    for name, rows in found.items():
        others = [text for text, known in rows if part_of_digest(known) != "test"]
        assert not others, f"{name}: {others[0]}"


def test_no_text_of_the_benchmark_shares_a_sentence_with_training() -> None:
    sources = sorted(CORPUS.glob("*.xz"))
    if not sources:
        pytest.skip("../shared/corpus is absent: whether the benchmark was trained on cannot be checked")
    rows = _documents()
    wanted = {known for found in rows.values() for _, known in found}
    held: dict[str, list[str]] = {}
    trained: set[int] = set()
    for document in (text for source in sources for text in documents(source)):
        paragraphs = [clean(paragraph) for paragraph in document.split("\n")]
        if digest(document) in wanted:
            held[digest(document)] = paragraphs
        elif part_of(document) == "train":
            trained.update(hash(s) for p in paragraphs for s in (p, *sentences(p)) if len(s) > LONG_PARAGRAPH)
    assert trained
    for name, found in rows.items():
        for text, known in found:
            own = [p for p in held[known] if text.lower() in p.lower()]
            assert own, f"{name}: not in the document it names: {text}"
            alone = [p for p in own if not trained.intersection(map(hash, (p, *sentences(p))))]
            assert alone, f"{name}: trained on: {text}"


def test_lines_of_held_out_documents_are_left_out_of_what_was_read() -> None:
    held = "Regeringen beslutade i dag\nArbetet med lägesbilder pågår på två områden i kommunen."
    pairs = [
        ("lagesbilder pagar p4", "lägesbilder pågår på"),
        ("Lagesbilder pagar", "Lägesbilder pågår "),
        ("6kad trygghet", "ökad trygghet"),
    ]
    assert unseen(pairs, held) == ["6kad trygghet"]


def test_the_shipped_files_are_those_of_their_sidecar() -> None:
    folder = files("ingest") / "data"
    sidecar = json.loads((folder / "restoration.json").read_text(encoding="utf-8"))
    for name, entry in sidecar["files"].items():
        data = (folder / name).read_bytes()
        assert (len(data), sha256(data).hexdigest()) == (entry["bytes"], entry["sha256"]), name
    assert sum(entry["bytes"] for entry in sidecar["files"].values()) < 20_000_000


def test_the_story_of_the_network_is_of_the_shipped_file() -> None:
    """A network that was trained anew would else ship with the story of another one."""
    data = (files("ingest") / "data" / "letters-sv.onnx").read_bytes()
    assert sha256(data).hexdigest() == NETWORK_OF


def test_a_machine_without_translations_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The verdict on short texts would else be fitted without sound lines of other languages."""
    out = tmp_path / "out"
    monkeypatch.setattr("sys.argv", ["catalogues", str(out), "--from", str(tmp_path)])
    with pytest.raises(SystemExit, match="no catalogues of da, de, en, fi, fr, nl, no, sv in"):
        catalogues.main()
    assert not out.exists()
