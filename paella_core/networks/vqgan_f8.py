"""The f8 VQGAN of Paella v1 (ruDALL-E's GumbelVQ): pictures <-> grids of tokens, one for each 8x8 pixels as released.

An encoder and a decoder of the VQGAN paper (arXiv 2012.09841). A token is the class with the largest logit, not the
nearest code; its code is a row of another table.

Shape letters: B batch, H W picture rows and columns, h w rows and columns at the level in hand, C channels,
D channels of a code, K codes, T positions (h*w).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from paella_core.networks.layers import EPS, Pointwise
from paella_core.networks.trimmed import Cells, of_finer

GROUPS = 32
TOKENS_AT_ONCE = 1 << 14  # bounds the logits of a large picture


@dataclass(frozen=True)
class GumbelVQGANConfig:
    """The published constructor, without the settings of its training; the defaults are the release (69.0M parameters).

    Levels whose side is in `attn_resolutions` have attention. The side is counted at pictures of `resolution` pixels:
    larger and smaller pictures pass through the same layers.
    """

    double_z: bool = False
    z_channels: int = 256
    resolution: int = 256
    in_channels: int = 3
    out_ch: int = 3
    ch: int = 128
    ch_mult: Sequence[int] = (1, 1, 2, 4)
    num_res_blocks: int = 2
    attn_resolutions: Sequence[int] = (32,)
    dropout: float = 0.0
    n_embed: int = 8192
    embed_dim: int = 256

    def __post_init__(self) -> None:
        if self.double_z:
            raise ValueError("double_z is for networks that encode to a distribution, not to tokens")

    @property
    def widths(self) -> list[int]:
        """Channels of each level, finest first."""
        return [self.ch * factor for factor in self.ch_mult]

    def attends(self, level: int) -> bool:
        """Whether a level has attention, 0 being the finest."""
        return self.resolution >> level in self.attn_resolutions


class GumbelVQGAN(nn.Module):
    """Encoder, classifier, codes and decoder. Pictures are BCHW in [0, 1], sides multiples of `pixels_per_token`.

    The latents that pictures encode to are classified; the latents that are decoded are codes. They are not one space.
    """

    def __init__(self, config: GumbelVQGANConfig) -> None:
        super().__init__()
        self.config = config
        self.encoder = Encoder(config)
        self.decoder = Decoder(config)
        self.quantize = Codes(config)
        self.quant_conv = Pointwise(config.z_channels, config.embed_dim)
        self.post_quant_conv = Pointwise(config.embed_dim, config.z_channels)

    @property
    def pixels_per_token(self) -> int:
        """The side of a token's cell in pixels."""
        return 1 << (len(self.config.ch_mult) - 1)

    @property
    def decoder_reach(self) -> None:
        """Its norms and its attention see the whole picture."""
        return None

    @property
    def encoder_reach(self) -> None:
        """As the decoder's."""
        return None

    @property
    def codebook(self) -> nn.Embedding:
        """The K codes of D numbers, which `decode` reads."""
        return self.quantize.embed

    def tokenize(self, images_BCHW: Tensor) -> Tensor:
        """Pictures in [0, 1] -> indices_Bhw (int64): the likeliest code of each cell, the same ones each time.

        The networks of Paella v1 were trained on tokens drawn at random from these logits; this is their mode.
        """
        latents_BDhw = self.latents(images_BCHW)
        batch, _, _, columns = latents_BDhw.shape
        strips = latents_BDhw.split(max(1, TOKENS_AT_ONCE // (batch * columns)), dim=2)
        return torch.cat([self.logits(strip).argmax(1) for strip in strips], dim=1)

    def decode_indices(self, indices_Bhw: Tensor, wanted: Cells | None = None) -> Tensor:
        """Indices -> pictures BCHW in [0, 1]; of the wanted cells (None: of all), though all are decoded."""
        images_BCHW = self.decode(self.codebook(indices_Bhw).permute(0, 3, 1, 2))
        return images_BCHW if wanted is None else images_BCHW[..., *of_finer(wanted, self.pixels_per_token)]

    def latents(self, images_BCHW: Tensor) -> Tensor:
        """Pictures in [0, 1] -> BDhw, what the logits are computed from."""
        return self.quant_conv(self.hidden(images_BCHW))

    def decode(self, codes_BDhw: Tensor) -> Tensor:
        """Codes, or blends of codes -> pictures BCHW in [0, 1]."""
        return (self.signed(codes_BDhw).clamp(-1, 1) + 1) / 2

    def hidden(self, images_BCHW: Tensor) -> Tensor:
        """Pictures in [0, 1] -> the encoder's output, `z_channels` wide."""
        return self.encoder(images_BCHW * 2 - 1)

    def logits(self, latents_BDhw: Tensor) -> Tensor:
        """What `latents` gives -> logits_BKhw of the codes, in float32 whatever autocast says."""
        with torch.autocast(latents_BDhw.device.type, enabled=False):
            weight, bias = (parameter.float() for parameter in self.quantize.proj.parameters())
            return F.conv2d(latents_BDhw.float(), weight, bias)

    def signed(self, codes_BDhw: Tensor) -> Tensor:
        """Codes -> pictures BCHW, about [-1, 1] and not clamped, as the decoder gives them."""
        return self.decoder(self.post_quant_conv(codes_BDhw))


class Codes(nn.Module):
    """The classifier of latents and the table of codes."""

    def __init__(self, config: GumbelVQGANConfig) -> None:
        super().__init__()
        self.proj = nn.Conv2d(config.embed_dim, config.n_embed, 1)
        self.embed = nn.Embedding(config.n_embed, config.embed_dim)


class Encoder(nn.Module):
    """Residual blocks at ever coarser levels, then the middle."""

    def __init__(self, config: GumbelVQGANConfig) -> None:
        super().__init__()
        widths = config.widths
        self.conv_in = nn.Conv2d(config.in_channels, config.ch, 3, padding=1)
        self.down = nn.ModuleList(
            DownLevel(config, level, before, width)
            for level, (before, width) in enumerate(pairwise([config.ch, *widths]))
        )
        self.mid = Middle(widths[-1], config.dropout)
        self.norm_out = group_norm(widths[-1])
        self.conv_out = nn.Conv2d(widths[-1], config.z_channels, 3, padding=1)

    def forward(self, images_BCHW: Tensor) -> Tensor:
        x = self.conv_in(images_BCHW)
        for level in self.down:
            x = level(x)
        return self.conv_out(F.silu(self.norm_out(self.mid(x))))


class Decoder(nn.Module):
    """The middle, then residual blocks at ever finer levels, one more at each than in the encoder."""

    def __init__(self, config: GumbelVQGANConfig) -> None:
        super().__init__()
        widths = config.widths
        self.conv_in = nn.Conv2d(config.z_channels, widths[-1], 3, padding=1)
        self.mid = Middle(widths[-1], config.dropout)
        self.up = nn.ModuleList(
            UpLevel(config, level, before, width)
            for level, (width, before) in enumerate(pairwise([*widths, widths[-1]]))
        )
        self.norm_out = group_norm(widths[0])
        self.conv_out = nn.Conv2d(widths[0], config.out_ch, 3, padding=1)

    def forward(self, latents_BChw: Tensor) -> Tensor:
        x = self.mid(self.conv_in(latents_BChw))
        for level in reversed(self.up):
            x = level(x)
        return self.conv_out(F.silu(self.norm_out(x)))


class Level(nn.Module):
    """Residual blocks, each followed by attention where the level has it."""

    def __init__(self, config: GumbelVQGANConfig, level: int, width: int, out_width: int, blocks: int) -> None:
        super().__init__()
        widths = [width] + [out_width] * blocks
        attentions = blocks if config.attends(level) else 0
        self.block = nn.ModuleList(ResnetBlock(a, b, config.dropout) for a, b in pairwise(widths))
        self.attn = nn.ModuleList(Attention(out_width) for _ in range(attentions))

    def refine(self, x_BChw: Tensor) -> Tensor:
        for block, attention in zip_longest(self.block, self.attn):
            x_BChw = block(x_BChw)
            x_BChw = x_BChw if attention is None else attention(x_BChw)
        return x_BChw


class DownLevel(Level):
    """A level of the encoder: all but the coarsest end by halving."""

    def __init__(self, config: GumbelVQGANConfig, level: int, width: int, out_width: int) -> None:
        super().__init__(config, level, width, out_width, config.num_res_blocks)
        coarsest = level == len(config.ch_mult) - 1
        self.downsample = nn.Identity() if coarsest else Downsample(out_width)

    def forward(self, x_BChw: Tensor) -> Tensor:
        return self.downsample(self.refine(x_BChw))


class UpLevel(Level):
    """A level of the decoder: all but the finest end by doubling."""

    def __init__(self, config: GumbelVQGANConfig, level: int, width: int, out_width: int) -> None:
        super().__init__(config, level, width, out_width, config.num_res_blocks + 1)
        self.upsample = Upsample(out_width) if level else nn.Identity()

    def forward(self, x_BChw: Tensor) -> Tensor:
        return self.upsample(self.refine(x_BChw))


class Middle(nn.Module):
    """Attention between two residual blocks."""

    def __init__(self, width: int, dropout: float) -> None:
        super().__init__()
        self.block_1 = ResnetBlock(width, width, dropout)
        self.attn_1 = Attention(width)
        self.block_2 = ResnetBlock(width, width, dropout)

    def forward(self, x_BChw: Tensor) -> Tensor:
        return self.block_2(self.attn_1(self.block_1(x_BChw)))


class ResnetBlock(nn.Module):
    """Two convolutions, each behind norm and swish, around them a residual, projected where the width changes."""

    def __init__(self, width: int, out_width: int, dropout: float) -> None:
        super().__init__()
        self.norm1 = group_norm(width)
        self.conv1 = nn.Conv2d(width, out_width, 3, padding=1)
        self.norm2 = group_norm(out_width)
        self.dropout = nn.Dropout(dropout)
        self.conv2 = nn.Conv2d(out_width, out_width, 3, padding=1)
        self.nin_shortcut = nn.Identity() if width == out_width else Pointwise(width, out_width)

    def forward(self, x_BChw: Tensor) -> Tensor:
        branch = self.conv1(F.silu(self.norm1(x_BChw)))
        branch = self.conv2(self.dropout(F.silu(self.norm2(branch))))
        return self.nin_shortcut(x_BChw) + branch


class Attention(nn.Module):
    """Self-attention over all positions with one head, behind a norm, residual."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.norm = group_norm(width)
        self.q = Pointwise(width, width)
        self.k = Pointwise(width, width)
        self.v = Pointwise(width, width)
        self.proj_out = Pointwise(width, width)

    def forward(self, x_BChw: Tensor) -> Tensor:
        normed_BChw = self.norm(x_BChw)
        q, k, v = (layer(normed_BChw).flatten(2).mT.unsqueeze(1) for layer in (self.q, self.k, self.v))
        attended_BTC = F.scaled_dot_product_attention(q, k, v).squeeze(1)
        return x_BChw + self.proj_out(attended_BTC.mT.unflatten(2, x_BChw.shape[2:]))


class Downsample(nn.Module):
    """Halves both sides; the zeros that pad the picture lie right and below only."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(width, width, 3, stride=2)

    def forward(self, x_BChw: Tensor) -> Tensor:
        return self.conv(F.pad(x_BChw, (0, 1, 0, 1)))


class Upsample(nn.Module):
    """Doubles both sides by repeating pixels, then a convolution."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(width, width, 3, padding=1)

    def forward(self, x_BChw: Tensor) -> Tensor:
        return self.conv(F.interpolate(x_BChw, scale_factor=2.0, mode="nearest"))


def group_norm(width: int) -> nn.GroupNorm:
    """The norm of all layers here."""
    return nn.GroupNorm(GROUPS, width, eps=EPS)
