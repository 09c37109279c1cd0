"""Train the character network.

``python -m training.train --work DIR --names DIR [--minutes N] [--warm MODEL.onnx]``

DIR holds ``train.txt`` (from ``training.corpus``), pairs of real readings
(``pairs_*.tsv``, from ``training.engine_pairs``) and gets ``letters.ckpt.pt`` and
``letters.vocab.json``. Seeded; run it again to go on from the checkpoint. Where there is
none, ``--warm`` begins with the weights of a model file that ships.
"""

from __future__ import annotations

import argparse
import collections
import json
import random
import time
from pathlib import Path

import torch
from torch import nn

from training import warm_start
from training.tagger import Net
from training.windows import WINDOW, Windows

BATCH = 48
RATE, WARM_UP, FLAT = 2.5e-3, 300, 0.3
"""Learning rate, steps until it is reached, share of the time that it holds before it falls to 2 %."""
WARM_RATE = 4e-4
"""Learning rate for a network that is trained already (700 steps at 1.2e-3 made it worse on sound text)."""
RAREST_CHARACTER, RAREST_TAG = 12, 6
"""Occurrences in 6,000 windows that a character or tag needs to be told from the unknown."""
NEW_TAGS = ("Rrn", "RO", "R5", "RF", "AI")
"""Tags that the first training met too seldom; a warm start adds them where they are missing."""
NAMED_TAGS = ("D", "A ", "Aå", "Aä", "Aö")
"""Tags that ``ingest.restoration.candidates`` asks for by name; there however seldom they are met."""
SAVED_EVERY = 100
"""Steps."""
SAMPLE = 128
"""Windows on which the normalisations of a warm start are measured."""


def batch(
    windows: Windows, count: int, number: dict[str, int], column: dict[str, int]
) -> tuple[torch.Tensor, torch.Tensor]:
    """Windows as character numbers and tag columns (-100: not counted)."""
    x = torch.zeros(count, WINDOW, dtype=torch.int64)
    y = torch.full((count, WINDOW), -100, dtype=torch.int64)
    for i in range(count):
        read, wanted = windows.draw()
        x[i, : len(read)] = torch.tensor([number.get(c, len(number) + 1) for c in read])
        y[i, : len(wanted)] = torch.tensor([column.get(t, -100) for t in wanted])
    return x, y


def vocabulary(windows: Windows, path: Path) -> dict[str, list[str]]:
    """The characters and tags told apart; from the file if it exists."""
    if path.exists():
        known: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8"))
        return known
    characters: collections.Counter[str] = collections.Counter()
    tags: collections.Counter[str] = collections.Counter()
    for _ in range(6000):
        read, wanted = windows.draw()
        characters.update(read)
        tags.update(wanted)
    usual = [t for t, n in tags.most_common(160) if n >= RAREST_TAG]
    made = {
        "chars": ["\0", *(c for c, n in characters.most_common(189) if n >= RAREST_CHARACTER)],
        "tags": list(dict.fromkeys(("K", *NAMED_TAGS, *usual))),
    }
    write_vocabulary(made, path)
    return made


def write_vocabulary(names: dict[str, list[str]], path: Path) -> None:
    """Characters and tags, beside the checkpoint that counts on them."""
    path.write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--names", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=90)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--warm", type=Path, help="a model file to begin from where there is no checkpoint")
    a = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(a.seed)
    windows = Windows(a.work, a.names, random.Random(a.seed))
    checkpoint = a.work / "letters.ckpt.pt"
    weights: dict[str, torch.Tensor] = {}
    if a.warm and not checkpoint.exists():
        names, weights = warm_start.shipped(a.warm)
        names = warm_start.extended(names, weights, (*NAMED_TAGS, *NEW_TAGS))
        write_vocabulary(names, a.work / "letters.vocab.json")
    names = vocabulary(windows, a.work / "letters.vocab.json")
    number = {c: i + 1 for i, c in enumerate(names["chars"])}
    column = {t: i for i, t in enumerate(names["tags"])}
    net = Net(len(number) + 2, len(column))
    if weights:
        warm_start.load(net, weights, batch(windows, SAMPLE, number, column)[0])
    rate, warm_up = (WARM_RATE, WARM_UP // 3) if a.warm else (RATE, WARM_UP)
    optimiser = torch.optim.AdamW(net.parameters(), lr=rate, weight_decay=0.01, betas=(0.9, 0.98))
    average = {k: v.clone().float() for k, v in net.state_dict().items()}
    step = 0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        net.load_state_dict(state["net"])
        optimiser.load_state_dict(state["opt"])
        average, step = state["ema"], state["step"]
        windows.rng.seed(a.seed + step)
    begun = time.monotonic()
    losses: list[float] = []
    done = 0.0
    while done < 1:
        done = min(1.0, (time.monotonic() - begun) / (60 * a.minutes))
        falling = 1.0 if done < FLAT else max(0.02, (1 - done) / (1 - FLAT))
        for group in optimiser.param_groups:
            group["lr"] = rate * min(1, (step + 1) / warm_up) * falling
        x, y = batch(windows, BATCH, number, column)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores = net(x)
        loss = nn.functional.cross_entropy(scores.float(), y, ignore_index=-100)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        step += 1
        losses.append(loss.item())
        keep = min(0.998, step / (step + 50))
        with torch.no_grad():
            for key, value in net.state_dict().items():
                if value.dtype.is_floating_point:
                    average[key].mul_(keep).add_(value.float(), alpha=1 - keep)
        if step % 100 == 0:
            print(step, round(sum(losses) / len(losses), 5), f"{done:.0%}", flush=True)
            losses.clear()
        if step % SAVED_EVERY == 0 or done >= 1:
            state = {"net": net.state_dict(), "opt": optimiser.state_dict(), "ema": average, "step": step}
            torch.save(state, checkpoint.with_suffix(".new"))
            checkpoint.with_suffix(".new").replace(checkpoint)


if __name__ == "__main__":
    main()
