"""The character network: an embedding, dilated convolutions, a tag for every character."""

from __future__ import annotations

import torch
from torch import nn

CHANNELS, EMBEDDING = 160, 64
DILATIONS = (1, 2, 4, 8, 16, 1, 2, 4, 8, 1)


class Net(nn.Module):
    """Embedding, a convolution of width 5, residual dilated convolutions, a tag for every character."""

    def __init__(self, characters: int, tags: int) -> None:
        """``characters`` and ``tags`` are the sizes of the two vocabularies."""
        super().__init__()
        self.emb = nn.Embedding(characters, EMBEDDING, padding_idx=0)
        self.inp = nn.Conv1d(EMBEDDING, CHANNELS, 5, padding=2)
        self.bi = nn.BatchNorm1d(CHANNELS)
        self.conv = nn.ModuleList(
            nn.Conv1d(CHANNELS, CHANNELS, 3, padding=d, dilation=d, bias=False) for d in DILATIONS
        )
        self.bn = nn.ModuleList(nn.BatchNorm1d(CHANNELS) for _ in DILATIONS)
        self.out = nn.Conv1d(CHANNELS, tags, 1)
        for norm in self.bn:
            nn.init.constant_(norm.weight, 0.4)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(batch, window) to (batch, tags, window)."""
        h = torch.relu(self.bi(self.inp(self.emb(x).transpose(1, 2))))
        for conv, norm in zip(self.conv, self.bn, strict=True):
            h = h + torch.relu(norm(conv(h)))
        scores: torch.Tensor = self.out(h)
        return scores
