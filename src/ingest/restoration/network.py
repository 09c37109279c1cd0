"""The character network: for every character read, what its authors wrote there.

A dilated convolutional tagger (trained by ``training.train``), in ONNX with
8-bit weights. Its tags: ``K`` keep, ``D`` delete, ``R…`` replace by …, ``A…``
keep and append …. Characters and tags stand in the model's metadata.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

PIECE = 640
"""Characters given to the network at a time; what is computed on the way then stays in the
processor's cache (4,096 at a time run a third slower)."""
MARGIN = 64
"""Characters on either side of a piece; what the network sees reaches 49 characters."""

Scores = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Network:
    """A loaded model."""

    session: Any
    table: npt.NDArray[np.int64]
    """Code point to character number."""
    unknown: int
    tags: tuple[str, ...]
    index: dict[str, int]
    """Tag to its column."""

    def costs(self, text: str) -> Scores:
        """-ln p of every tag at every character: (characters, tags)."""
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        numbers = np.where(
            points < len(self.table), self.table[np.minimum(points, len(self.table) - 1)], self.unknown
        )
        parts = []
        for start in range(0, len(numbers), PIECE):
            low, high = max(0, start - MARGIN), min(len(numbers), start + PIECE + MARGIN)
            scores = self.session.run(None, {"characters": numbers[None, low:high]})[0][0]
            parts.append(scores[start - low : start - low + min(PIECE, len(numbers) - start)])
        if not parts:
            return np.zeros((0, len(self.tags)), np.float32)
        scores = np.concatenate(parts)
        scores -= scores.max(axis=1, keepdims=True)
        norm = np.log(np.exp(scores).sum(axis=1, keepdims=True))
        costs: Scores = norm - scores
        return costs


def read_network(path: Path) -> Network:
    """Load the shipped model, on one thread."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    meta = session.get_modelmeta().custom_metadata_map
    characters, tags = meta["chars"], tuple(meta["tags"].split("\n"))
    unknown = len(characters) + 1
    table = np.full(0x2100 + 0x100, unknown, np.int64)
    for i, character in enumerate(characters):
        if ord(character) < len(table):
            table[ord(character)] = i + 1
    return Network(session, table, unknown, tags, {tag: i for i, tag in enumerate(tags)})
