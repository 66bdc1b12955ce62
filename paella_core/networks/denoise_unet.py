"""The token denoiser of Paella v1: noisy tokens and one CLIP embedding in, logits of all tokens out.

The embedding may differ by position, so that each region of the picture has a prompt of its own.
Shape letters: B batch, H W token rows and columns, C channels of the finest level, E channels of the embedding,
K labels (codebook size), h w rows and columns of a conditioning map.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from paella_core.networks.embedding import timestep_embedding
from paella_core.networks.layers import Pointwise
from paella_core.networks.unet import UNet, UNetConfig, plain_paths


@dataclass(frozen=True)
class DenoiseUNetConfig(UNetConfig):
    """The published constructor; the defaults are the release (578M parameters)."""

    num_labels: int = 8192
    c_clip: int = 1024


class DenoiseUNet(UNet):
    """A U-Net over tokens. Time runs as published for v1: 0 is all noise, 1 is clean (v3 counts the other way)."""

    def __init__(self, config: DenoiseUNetConfig) -> None:
        c_cond, finest = config.c_clip + config.c_r, config.widths[0]
        super().__init__(config, *plain_paths(config, c_cond))
        self.config = config
        self.embedding = nn.Embedding(config.num_labels, finest)
        self.clf = Pointwise(finest, config.num_labels)

    def forward(self, tokens_BHW: Tensor, timesteps_B: Tensor, condition: Tensor) -> Tensor:
        """Predict every token -> logits_BKHW.

        Args:
            tokens_BHW: int64 labels below K; H and W are multiples of `config.grid_multiple`, and at least
                `config.smallest_grid`.
            timesteps_B: r, from 0 (all noise) to 1 (clean).
            condition: CLIP embedding (B, E) for the whole picture, or a map (B, E, h, w) of any size over it.

        Raises:
            ValueError: a grid that does not fit.
        """
        conditions = self.conditions(condition, noise_embedding(timesteps_B, self.config.c_r), tokens_BHW.shape[1:])
        embedded_BCHW = self.embedding(tokens_BHW).permute(0, 3, 1, 2)
        return self.clf(self.up(self.down(embedded_BCHW, conditions), conditions)[-1])


def noise_embedding(timesteps_B: Tensor, width: int) -> Tensor:
    """r -> (B, width), in float32: the embedding of cos(pi r / 2), the share of replaced tokens at r."""
    return timestep_embedding(torch.cos(timesteps_B.float() * (math.pi / 2)), width)
