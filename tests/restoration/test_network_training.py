"""Training can go on from the file that ships; its noise says what was written."""

from __future__ import annotations

import random
from importlib.resources import files
from pathlib import Path

import pytest
from training.channel import Channel, spoilt, stripped, tagged

from ingest.restoration.candidates import output
from ingest.restoration.network import read_network

TEXT = "Kommunen har gjort vår mätning när gårdarna låg öppna, och ormarna får modernare lokaler i Ängby. "


@pytest.mark.parametrize("seed", range(60))
def test_the_tags_of_a_spoilt_text_give_it_back(seed: int) -> None:
    rng = random.Random(seed)
    pairs = spoilt(TEXT, Channel(), rng, old_layer=seed % 2 == 0)
    assert "".join(written for _, written in pairs) == TEXT
    characters, tags = tagged(pairs)
    assert "".join(map(output, characters, tags)) == TEXT


def test_a_network_loaded_from_the_shipped_file_computes_the_same() -> None:
    pytest.importorskip("torch", reason="torch is absent: a warm start cannot be checked")
    pytest.importorskip("onnx", reason="onnx is absent: a warm start cannot be checked")
    import torch
    from training.tagger import Net
    from training.warm_start import extended, load, shipped

    path = Path(str(files("ingest") / "data" / "letters-sv.onnx"))
    names, weights = shipped(path)
    more = extended(names, weights, ["Rxyz"])
    assert more["tags"] == [*names["tags"], "Rxyz"]
    net = Net(len(names["chars"]) + 2, len(more["tags"]))
    number = {c: i + 1 for i, c in enumerate(names["chars"])}
    read = "".join(read for read, _ in stripped(TEXT * 8))
    row = torch.tensor([[number.get(c, len(number) + 1) for c in read]])
    load(net, weights, row)
    net.eval()
    with torch.no_grad():
        costs = -torch.log_softmax(net(row)[0].T, dim=1)
    wanted = torch.tensor(read_network(path).costs(read))
    assert (costs[:, : len(names["tags"])].argmin(1) == wanted.argmin(1)).all()
    # the file rounds its activations to 8 bits
    assert (torch.exp(-costs[:, : len(names["tags"])]) - torch.exp(-wanted)).abs().max() < 0.05
