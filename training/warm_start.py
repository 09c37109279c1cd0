"""Begin training from a model file that ships, where its checkpoint is lost.

What :mod:`training.export` did is undone: the 8-bit weights become numbers again, the matrix
products convolutions, and every convolution gets back a batch normalisation, with the mean and
variance measured on windows of training text. The network then computes what the file computes,
but for the rounding of activations.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from training.tagger import Net

RARE_TAG_BIAS = -9.0
"""Score of a tag that the file does not have, before training: p < 0.01 % beside the others."""
EPSILON = 1e-5
"""Of ``torch.nn.BatchNorm1d``."""

Names = dict[str, list[str]]
State = dict[str, torch.Tensor]


def shipped(path: Path) -> tuple[Names, State]:
    """Characters and tags of a model file, and its weights by the names of :class:`Net`.

    The weights hold the batch normalisation; ``ValueError`` if the file is not of our shape.
    """
    model = onnx.load(str(path))
    meta = {entry.key: entry.value for entry in model.metadata_props}
    names = {"chars": list(meta["chars"]), "tags": meta["tags"].split("\n")}
    held = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}

    def number(name: str) -> torch.Tensor:
        name = name.removesuffix("_quantized")
        if name in held:
            return torch.tensor(held[name], dtype=torch.float32)
        whole = held[name + "_quantized"].astype(np.float32) - held[name + "_zero_point"]
        return torch.tensor(whole * held[name + "_scale"], dtype=torch.float32)

    products = [node.input[1] for node in model.graph.node if node.op_type in ("MatMul", "MatMulInteger")]
    state: State = {"emb.weight": number("embedding.weight")}
    width = state["emb.weight"].shape[1]
    for i, product in enumerate(products):
        weight = number(product).T  # (out, taps × in)
        if i == len(products) - 1:
            state["out.weight"], state["out.bias"] = weight[:, :, None], number("last.bias")
        else:
            layer = "inp" if i == 0 else f"conv.{i - 1}"
            taps = weight.reshape(weight.shape[0], -1, width).permute(0, 2, 1).contiguous()
            state[layer + ".weight"] = taps
            state[layer + ".bias"] = number("first.bias" if i == 0 else f"layers.{i - 1}.bias")
            width = weight.shape[0]
    return names, state


def extended(names: Names, state: State, tags: Sequence[str]) -> Names:
    """The names with ``tags`` that the file lacks; ``state`` gets their rows."""
    new = [tag for tag in tags if tag not in names["tags"]]
    weight, bias = state["out.weight"], state["out.bias"]
    state["out.weight"] = torch.cat([weight, torch.zeros(len(new), *weight.shape[1:])])
    state["out.bias"] = torch.cat([bias, torch.full((len(new),), RARE_TAG_BIAS)])
    return {"chars": names["chars"], "tags": [*names["tags"], *new]}


def load(net: Net, state: State, sample: torch.Tensor) -> None:
    """Give ``net`` the weights of a file, with normalisations as ``sample`` (batch, window) has them."""
    layers = [("inp", net.inp, net.bi)]
    layers += [(f"conv.{i}", conv, norm) for i, (conv, norm) in enumerate(zip(net.conv, net.bn, strict=True))]
    with torch.no_grad():
        net.emb.weight.copy_(state["emb.weight"])
        net.out.weight.copy_(state["out.weight"])
        assert net.out.bias is not None, "the last layer has one"
        net.out.bias.copy_(state["out.bias"])
        for name, conv, norm in layers:
            conv.weight.copy_(state[name + ".weight"])
            if conv.bias is not None:
                conv.bias.zero_()
            norm.weight.fill_(math.sqrt(1 + EPSILON))
            norm.bias.copy_(state[name + ".bias"])
            norm.running_mean.zero_()
            norm.running_var.fill_(1)
        outputs: dict[str, torch.Tensor] = {}
        hooks = [
            conv.register_forward_hook(lambda _m, _i, out, name=name: outputs.__setitem__(name, out))
            for name, conv, _ in layers
        ]
        net.eval()
        net(sample)
        net.train()
        for hook in hooks:
            hook.remove()
        for name, conv, norm in layers:
            # the normalisation makes the scale of a convolution free: one that gives variance 1
            mean, scale = outputs[name].mean(dim=(0, 2)), outputs[name].std(dim=(0, 2)).clamp_min(1e-3)
            conv.weight.div_(scale[:, None, None])
            norm.running_mean.copy_(mean / scale)
            norm.weight.mul_(scale)
            norm.bias.add_(mean)
