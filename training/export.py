"""Turn a training checkpoint into the model file that restoration ships.

Batch normalisation is folded into the convolutions, the convolutions become
matrix products over shifted copies (int8 matrix products are twice as fast as
int8 convolutions in onnxruntime), the weights become 8-bit integers.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import torch
from onnx import load, save
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from training import warm_start
from training.shared_quantisation import quantise_before_shifting


class Shipped(nn.Module):
    """The network as it runs in the package: character numbers in, tag scores out."""

    def __init__(self, state: dict[str, torch.Tensor], dilations: list[int]) -> None:
        """Make matrix products of a :func:`folded` state."""
        super().__init__()
        self.dilations = dilations
        self.embedding = nn.Embedding.from_pretrained(state["emb.weight"])
        self.first = _product(state, "inp")
        self.layers = nn.ModuleList(_product(state, f"conv.{i}") for i in range(len(dilations)))
        weight = state["out.weight"][:, :, 0]
        self.last = nn.Linear(weight.shape[1], weight.shape[0])
        self.last.weight.data, self.last.bias.data = weight, state["out.bias"]

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(1, T) character numbers to (1, T, tags) scores."""
        length = x.shape[1]
        padded = nn.functional.pad(self.embedding(x), (0, 0, 2, 2))
        h = torch.relu(self.first(torch.cat([padded[:, k : k + length] for k in range(5)], 2)))
        for layer, d in zip(self.layers, self.dilations, strict=True):
            padded = nn.functional.pad(h, (0, 0, d, d))
            h = h + torch.relu(layer(torch.cat([padded[:, :length], h, padded[:, 2 * d :]], 2)))
        scores: torch.Tensor = self.last(h)
        return scores


def _product(state: dict[str, torch.Tensor], conv: str) -> nn.Linear:
    """A convolution as one matrix."""
    weight = state[conv + ".weight"]
    linear = nn.Linear(weight.shape[1] * weight.shape[2], weight.shape[0])
    linear.weight.data = weight.permute(0, 2, 1).reshape(weight.shape[0], -1)
    linear.bias.data = state[conv + ".bias"]
    return linear


def folded(state: dict[str, torch.Tensor], layers: int) -> dict[str, torch.Tensor]:
    """The weights of ``training.tagger.Net`` without its batch normalisations."""
    out = {key: state[key] for key in ("emb.weight", "out.weight", "out.bias")}
    for conv, norm in [("inp", "bi"), *((f"conv.{i}", f"bn.{i}") for i in range(layers))]:
        scale = state[norm + ".weight"] / torch.sqrt(state[norm + ".running_var"] + warm_start.EPSILON)
        bias = state.get(conv + ".bias", torch.zeros(len(scale)))
        out[conv + ".weight"] = state[conv + ".weight"] * scale[:, None, None]
        out[conv + ".bias"] = (bias - state[norm + ".running_mean"]) * scale + state[norm + ".bias"]
    return out


def export(
    checkpoint: Path,
    vocabulary: Path,
    dilations: list[int],
    out: Path,
    quantise: bool = True,
    average: Path | None = None,
) -> None:
    """Write the ONNX file, its characters and tags as metadata.

    ``average`` is the file that training began from: the mean of its weights and the new ones.
    """
    held = torch.load(checkpoint, map_location="cpu", weights_only=True)["ema"]
    state = folded({k: v.float() for k, v in held.items()}, len(dilations))
    names = json.loads(vocabulary.read_text(encoding="utf-8"))
    if average is not None:
        known, other = warm_start.shipped(average)
        if warm_start.extended(known, other, names["tags"]) != names:
            raise ValueError(f"{average} does not begin with the same characters and tags")
        state = {key: (value + other[key]) / 2 for key, value in state.items()}
    net = Shipped(state, dilations).eval()
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            net,
            (torch.ones(1, 64, dtype=torch.int64),),
            str(plain),
            input_names=["characters"],
            output_names=["scores"],
            dynamic_axes={"characters": {1: "length"}, "scores": {1: "length"}},
            opset_version=17,
            dynamo=False,
        )
        if quantise:
            quantize_dynamic(plain, out, weight_type=QuantType.QInt8, per_channel=True)
        else:
            out.write_bytes(plain.read_bytes())
    model = load(str(out))
    if quantise:
        quantise_before_shifting(model.graph)
    for key, value in (("chars", "".join(names["chars"])), ("tags", "\n".join(names["tags"]))):
        entry = model.metadata_props.add()
        entry.key, entry.value = key, value
    save(model, str(out))
    print(out.name, out.stat().st_size)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("vocabulary", type=Path)
    parser.add_argument("--dilations", default="1,2,4,8,16,1,2,4,8,1")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--float", action="store_true")
    parser.add_argument("--average", type=Path, help="the model file that training began from")
    a = parser.parse_args()
    dilations = [int(d) for d in a.dilations.split(",")]
    export(a.checkpoint, a.vocabulary, dilations, a.out, not a.float, a.average)


if __name__ == "__main__":
    main()
