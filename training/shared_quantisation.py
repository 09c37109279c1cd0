"""Quantise the input of each convolution once, before it is shifted, and not every shifted copy.

``python -m training.shared_quantisation MODEL.onnx``

What ``quantize_dynamic`` writes shifts numbers of 4 bytes and quantises the three (five) copies
together. The copies hold the same numbers and zeros, and zero is always within the quantised range:
quantised first, shifted afterwards, the result is the same to the bit (checked on texts of 1 to 768
characters), with a quarter of the memory moved; the network takes 0.77 of the time.
"""

from __future__ import annotations

import sys
from pathlib import Path

from onnx import GraphProto, NodeProto, checker, helper, load, save


def quantise_before_shifting(graph: GraphProto) -> None:
    """Rewrite every quantisation of shifted copies in ``graph``."""
    makers = {name: node for node in graph.node for name in node.output}
    for node in [node for node in graph.node if node.op_type == "DynamicQuantizeLinear"]:
        copies = makers[node.input[0]]
        if copies.op_type == "Concat":
            _rewrite(graph, makers, node, copies)
    del graph.value_info[:]


def _rewrite(graph: GraphProto, makers: dict[str, NodeProto], node: NodeProto, copies: NodeProto) -> None:
    padding = next(
        made for name in copies.input if (made := _unsliced(makers, name)) and made.op_type == "Pad"
    )
    plain = padding.input[0]
    numbers, scale, zero = node.output
    once = plain + " before shifting"
    padding.input[:] = [once, padding.input[1], zero]
    copies.input[:] = [once if name == plain else name for name in copies.input]
    copies.output[0] = numbers
    place = next(i for i, other in enumerate(graph.node) if other.output[:] == padding.output[:])
    graph.node.insert(place, helper.make_node("DynamicQuantizeLinear", [plain], [once, scale, zero]))
    graph.node.remove(node)


def _unsliced(makers: dict[str, NodeProto], name: str) -> NodeProto | None:
    while name in makers and makers[name].op_type == "Slice":
        name = makers[name].input[0]
    return makers.get(name)


def main() -> None:
    """Command line."""
    path = Path(sys.argv[1])
    model = load(str(path))
    quantise_before_shifting(model.graph)
    checker.check_model(model)
    save(model, str(path))


if __name__ == "__main__":
    main()
