"""The latent denoisers of Arroz Con Cosas: noisy latents and a CLIP image embedding in, the noise out.

Shape letters: B batch, H W latent rows and columns, h w at the level in hand, C channels of the level, D latent
channels, E channels of the embedding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from paella_core.networks.attention import MultiHeadAttention
from paella_core.networks.embedding import timestep_embedding
from paella_core.networks.layers import Pointwise
from paella_core.networks.unet import UNet, UNetConfig, doubling, down_level, plain_paths, resized, up_blocks

LATENT_CHANNELS = 4


@dataclass(frozen=True)
class Clip2ImgConfig(UNetConfig):
    """The published constructor of v1; the defaults are the release (605M parameters)."""

    down_levels: Sequence[int] = (4, 12, 16)
    up_levels: Sequence[int] = (16, 12, 4)
    c_embd: int = 1024


@dataclass(frozen=True)
class Clip2ImgAttentionConfig(UNetConfig):
    """The published constructor of v5; the defaults are the release (1147M parameters).

    `down_attn` and `up_attn` name the blocks of each level that mix by attention, counted from 0.
    """

    down_levels: Sequence[int] = (1, 2, 8, 32)
    up_levels: Sequence[int] = (32, 8, 2, 1)
    c_embd: int = 1024
    down_attn: Sequence[Sequence[int]] = ((), (0,), (4, 6), tuple(range(16, 32, 2)))
    up_attn: Sequence[Sequence[int]] = (tuple(range(1, 16, 2)), (1, 3), (1,), ())
    nhead: int = 8

    def __post_init__(self) -> None:
        super().__post_init__()
        if {len(self.down_attn), len(self.up_attn)} != {len(self.down_levels)}:
            raise ValueError("down_attn and up_attn name the attention blocks of each level, so both need every level.")


class Clip2Img(UNet):
    """clip2img v1: convolutions throughout, and one head."""

    def __init__(self, config: Clip2ImgConfig) -> None:
        c_cond, finest = config.c_embd + config.c_r, config.widths[0]
        super().__init__(config, *plain_paths(config, c_cond))
        self.config = config
        self.embedding = Pointwise(LATENT_CHANNELS, finest)
        self.clf = Pointwise(finest, LATENT_CHANNELS)

    def forward(self, noisy_BDHW: Tensor, timesteps_B: Tensor, condition_BE: Tensor) -> Tensor:
        """Predict the noise in noisy latents at noise levels 0..1 -> BDHW.

        H and W are multiples of `config.grid_multiple`, and at least `config.smallest_grid`; else a ValueError.
        """
        time_BE = timestep_embedding(timesteps_B, self.config.c_r)
        conditions = self.conditions(condition_BE, time_BE, noisy_BDHW.shape[2:])
        return self.clf(self.up(self.down(self.embedding(noisy_BDHW), conditions), conditions)[-1])


class Clip2ImgAttention(UNet):
    """clip2img v5: some blocks mix by attention, and each up level has a head of its own."""

    def __init__(self, config: Clip2ImgAttentionConfig) -> None:
        c_cond, widths = config.c_embd + config.c_r, config.widths
        super().__init__(
            config,
            (down_level(config, c_cond, i, attention(widths[i], at, config)) for i, at in enumerate(config.down_attn)),
            (
                [*doubling(config, i - 1), *up_blocks(config, c_cond, i, attention(widths[-1 - i], at, config))]
                for i, at in enumerate(config.up_attn)
            ),
        )
        self.config = config
        self.embedding = Pointwise(LATENT_CHANNELS, widths[0])
        self.clf = nn.ModuleList(Pointwise(width, LATENT_CHANNELS) for width in reversed(widths))

    def forward(self, noisy_BDHW: Tensor, timesteps_B: Tensor, condition_BE: Tensor) -> Tensor:
        """Predict the noise in noisy latents at noise levels 0..1 -> BDHW.

        H and W are multiples of `config.grid_multiple`, and at least `config.smallest_grid`; else a ValueError.
        """
        time_BE = timestep_embedding(timesteps_B, self.config.c_r)
        conditions = self.conditions(condition_BE, time_BE, noisy_BDHW.shape[2:])
        heads = self.heads(self.up(self.down(self.embedding(noisy_BDHW), conditions), conditions))
        return torch.stack([resized(head_BDhw, noisy_BDHW.shape[2:]) for head_BDhw in heads]).sum(dim=0)

    def heads(self, ups: Sequence[Tensor]) -> list[Tensor]:
        """The outputs of the up levels -> the share of each in the noise, BDhw, deepest first."""
        return [head(up_BChw) for head, up_BChw in zip(self.clf, ups, strict=True)]


class SelfAttention(nn.Module):
    """Mixes all positions of BChw by attention between them, with a residual of its own."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.ln = nn.LayerNorm(width)
        self.attn = MultiHeadAttention(width, heads, dropout=0.0)
        nn.init.zeros_(self.attn.out_proj.bias)

    def forward(self, x_BChw: Tensor) -> Tensor:
        x_BhwC = x_BChw.permute(0, 2, 3, 1)
        normed_BQC = self.ln(x_BhwC).flatten(1, 2)
        mixed_BQC = self.attn(normed_BQC, normed_BQC, None, None)
        return (x_BhwC + mixed_BQC.view_as(x_BhwC)).permute(0, 3, 1, 2)


def attention(width: int, blocks: Sequence[int], config: Clip2ImgAttentionConfig) -> dict[int, nn.Module]:
    """The attention of those blocks of a level that have one."""
    return {block: SelfAttention(width, config.nhead) for block in blocks}
