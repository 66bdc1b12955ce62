"""The prior: denoises a CLIP image embedding, given a CLIP text embedding. Published for Paella v3 and Arroz alike.

Shape letters: B batch, E channels of an embedding, C hidden channels.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from paella_core.networks.embedding import timestep_embedding


@dataclass(frozen=True)
class PriorConfig:
    """The published constructor; the defaults are the release (900M parameters)."""

    clip_r: int = 1024
    c_hidden: int = 1280
    c_r: int = 64
    num_blocks: int = 48


class Prior(nn.Module):
    """A residual MLP whose every block reads the state, the text embedding and the noise level."""

    def __init__(self, config: PriorConfig) -> None:
        super().__init__()
        self.config = config
        self.blocks = nn.ModuleList(
            [
                nn.Linear(config.clip_r, config.c_hidden),
                *(residual_branch(config) for _ in range(config.num_blocks)),
                nn.Linear(config.c_hidden, config.clip_r),
            ]
        )

    def forward(self, noisy_BE: Tensor, timesteps_B: Tensor, text_BE: Tensor) -> Tensor:
        """Predict the noise in a noisy image embedding at noise levels 0..1 -> (B, E)."""
        time_BE = timestep_embedding(timesteps_B, self.config.c_r).to(text_BE.dtype)
        first, *branches, last = self.blocks
        state_BC = first(noisy_BE)
        for branch in branches:
            state_BC = state_BC + branch(torch.cat([state_BC, text_BE, time_BE], dim=1))
        return last(state_BC)


def residual_branch(config: PriorConfig) -> nn.Sequential:
    """Two linears without bias, each normed; the first starts damped by the depth."""
    hidden = config.c_hidden
    expand = nn.Linear(hidden + config.clip_r + config.c_r, 4 * hidden, bias=False)
    with torch.no_grad():
        expand.weight.mul_(math.sqrt(1 / config.num_blocks))
    return nn.Sequential(
        expand, nn.LayerNorm(4 * hidden), nn.GELU(), nn.Linear(4 * hidden, hidden, bias=False), nn.LayerNorm(hidden)
    )
