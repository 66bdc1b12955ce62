"""The token denoiser of Paella v3: noisy tokens and a condition in, logits of all tokens out.

Shape letters: B batch, H W token rows and columns, h w rows and columns at the level in hand, C channels of the level,
K labels (codebook size), L text tokens, S tokens of the conditioning sequence, E channels of an embedding, Q queries.
Blocks take and give BChw in channels-last memory: the permutations inside them move nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from paella_core.networks.attention import KeysValues, MultiHeadAttention, padded_left
from paella_core.networks.embedding import timestep_embedding
from paella_core.networks.layers import ChannelNorm, GlobalResponseNorm, Norm, Pointwise, normed


@dataclass(frozen=True)
class PaellaConfig:
    """The published constructor; the defaults are the release (1008M parameters).

    A level is `blocks[i]` repeats of the letters of `level_config[i]`: C convolution, T timestep, A attention,
    F feed-forward. `dropout` is one rate, or one for each level.
    """

    c_in: int = 256
    c_out: int = 256
    num_labels: int = 8192
    c_r: int = 64
    patch_size: int = 2
    c_cond: int = 1024
    c_hidden: Sequence[int] = (640, 1280, 1280)
    nhead: Sequence[int] = (-1, 16, 16)
    blocks: Sequence[int] = (6, 16, 6)
    level_config: Sequence[str] = ("CT", "CTA", "CTA")
    clip_embd: int = 1024
    byt5_embd: int = 2560
    clip_seq_len: int = 4
    kernel_size: int = 3
    dropout: float | Sequence[float] = 0.1
    self_attn: bool = True

    @property
    def grid_multiple(self) -> int:
        """H and W are multiples of this."""
        return self.patch_size << (len(self.c_hidden) - 1)

    def dropout_of(self, level: int) -> float:
        """The dropout rate of a level, 0 being the finest."""
        return self.dropout if isinstance(self.dropout, int | float) else self.dropout[level]


class Context(NamedTuple):
    """What the blocks read beside their input.

    The mask (B, S) is true where a conditioning token may be attended; None attends to all. The weights, (n) or (B, n),
    multiply the attention that the last n keys receive, after the softmax and without renormalising.
    """

    timestep_BE: Tensor
    sequence_BSE: Tensor
    mask_BS: Tensor | None = None
    weights: Tensor | None = None
    skip_BChw: Tensor | None = None


class Paella(nn.Module):
    """A U-Net over token patches. Untrained, it predicts exactly zero logits."""

    def __init__(self, config: PaellaConfig) -> None:
        super().__init__()
        self.config = config
        finest, cells = config.c_hidden[0], config.patch_size**2
        self.byt5_mapper = nn.Linear(config.byt5_embd, config.c_cond)
        self.clip_mapper = nn.Linear(config.clip_embd, config.c_cond * config.clip_seq_len)
        self.clip_image_mapper = nn.Linear(config.clip_embd, config.c_cond * config.clip_seq_len)
        self.in_mapper = nn.Sequential(nn.Embedding(config.num_labels, config.c_in), Norm())
        self.embedding = nn.Sequential(
            nn.PixelUnshuffle(config.patch_size), Pointwise(config.c_in * cells, finest), ChannelNorm()
        )
        levels = range(len(config.c_hidden))
        self.down_blocks = nn.ModuleList(down_level(config, i) for i in levels)
        self.up_blocks = nn.ModuleList(up_level(config, i) for i in reversed(levels))
        self.clf = nn.Sequential(
            ChannelNorm(), Pointwise(finest, config.c_out * cells), nn.PixelShuffle(config.patch_size)
        )
        self.out_mapper = nn.Sequential(ChannelNorm(), Pointwise(config.c_out, config.num_labels, bias=False))
        self.initialise()

    def forward(
        self,
        tokens_BHW: Tensor,
        timesteps_B: Tensor,
        byt5_BLE: Tensor,
        clip_BE: Tensor | None = None,
        clip_image: Tensor | Sequence[Tensor] | None = None,
        attention_weights: Tensor | None = None,
        key_mask_BS: Tensor | None = None,
    ) -> Tensor:
        """Predict every token -> logits_BKHW.

        Args:
            tokens_BHW: int64 labels below K; H and W are multiples of `config.grid_multiple`.
            timesteps_B: the share of replaced tokens, 0..1.
            byt5_BLE: text embedding, a vector a byte.
            clip_BE: CLIP text embedding, or none.
            clip_image: CLIP image embedding(s), each (B, E), or none.
            attention_weights: (n) or (B, n), multiplies the attention to the last n keys, not renormalised.
            key_mask_BS: (B, L) or longer, true where a token of the conditioning sequence is real; tokens beyond its
                end are real. None: all are, as published.
        """
        sequence_BSE = self.condition(byt5_BLE, clip_BE, clip_image)
        length = sequence_BSE.shape[1]
        context = Context(
            timestep_embedding(timesteps_B, self.config.c_r).to(sequence_BSE.dtype),
            sequence_BSE,
            None if key_mask_BS is None else F.pad(key_mask_BS, (0, length - key_mask_BS.shape[1]), value=True),
            attention_weights,
        )
        outputs = self.down(self.patches(self.token_embedding(tokens_BHW)), context)
        return self.logits(self.up(outputs, context))

    def condition(
        self, byt5_BLE: Tensor, clip_BE: Tensor | None = None, clip_image: Tensor | Sequence[Tensor] | None = None
    ) -> Tensor:
        """The conditioning sequence: text bytes, then CLIP text, then each CLIP image -> (B, S, c_cond), normed."""
        images = () if clip_image is None else (clip_image,) if isinstance(clip_image, Tensor) else clip_image
        parts = [self.byt5_mapper(byt5_BLE)]
        if clip_BE is not None:
            parts.append(self.as_tokens(self.clip_mapper(clip_BE)))
        parts += [self.as_tokens(self.clip_image_mapper(image_BE)) for image_BE in images]
        return normed(torch.cat(parts, dim=1))

    def as_tokens(self, mapped_BE: Tensor) -> Tensor:
        """A mapped CLIP embedding, cut into its tokens."""
        return mapped_BE.unflatten(1, (self.config.clip_seq_len, self.config.c_cond))

    def token_embedding(self, tokens_BHW: Tensor) -> Tensor:
        """Tokens -> (B, H, W, c_in), normed."""
        return self.in_mapper(tokens_BHW)

    def patches(self, embedded_BHWC: Tensor) -> Tensor:
        """Embedded tokens -> patches (B, C, h, w), normed."""
        return self.embedding(embedded_BHWC.permute(0, 3, 1, 2))

    def down(self, x_BChw: Tensor, context: Context) -> list[Tensor]:
        """Patches -> the output of each level, finest first."""
        outputs = []
        for level in self.down_blocks:
            x_BChw = run(level, x_BChw, context)
            outputs.append(x_BChw)
        return outputs

    def up(self, outputs: list[Tensor], context: Context) -> Tensor:
        """The outputs of the levels on the way down -> the finest level's output on the way up."""
        x_BChw = outputs[-1]
        for level, output_BChw in zip(self.up_blocks, reversed(outputs), strict=True):
            x_BChw = run(level, x_BChw, context._replace(skip_BChw=output_BChw))
        return x_BChw

    def logits(self, x_BChw: Tensor) -> Tensor:
        """The finest level's output -> logits_BKHW."""
        return self.out_mapper(self.clf(x_BChw))

    def initialise(self) -> None:
        """The published start: small residuals, zero modulation and logits, output weights from the embedding."""
        self.apply(initialise_layer)
        for mapper in (self.byt5_mapper, self.clip_mapper, self.clip_image_mapper):
            nn.init.normal_(mapper.weight, std=0.02)
        nn.init.xavier_uniform_(weight_of(self.embedding, 1), gain=0.02)
        nn.init.zeros_(weight_of(self.clf, 1))
        table = weight_of(self.in_mapper, 0)
        nn.init.normal_(table, std=math.sqrt(1 / self.config.num_labels))
        with torch.no_grad():
            weight_of(self.out_mapper, 1).copy_(table[:, :, None, None])
            for module in self.modules():
                if isinstance(module, MLP):
                    weight_of(module, 4).mul_(math.sqrt(1 / sum(self.config.blocks)))
                if isinstance(module, TimestepBlock):
                    module.mapper.weight.zero_()


def down_level(config: PaellaConfig, level: int) -> nn.ModuleList:
    """The way down through a level: halve (but for the finest), then its blocks."""
    halve = [Halve(config.c_hidden[level - 1], config.c_hidden[level])] if level else []
    return nn.ModuleList([*halve, *level_blocks(config, level, skip_width=0)])


def up_level(config: PaellaConfig, level: int) -> nn.ModuleList:
    """The way up through a level: its blocks, the first with the skip (but for the deepest), then double."""
    deepest = level == len(config.c_hidden) - 1
    double = [Double(config.c_hidden[level], config.c_hidden[level - 1])] if level else []
    return nn.ModuleList([*level_blocks(config, level, 0 if deepest else config.c_hidden[level]), *double])


def level_blocks(config: PaellaConfig, level: int, skip_width: int) -> list[nn.Module]:
    """The blocks of a level in order; only the first may read the skip, and only if it is a convolution."""
    letters = [letter for _ in range(config.blocks[level]) for letter in config.level_config[level]]
    return [block(config, level, letter, 0 if i else skip_width) for i, letter in enumerate(letters)]


def block(config: PaellaConfig, level: int, letter: str, skip_width: int) -> nn.Module:
    """One block by its letter."""
    width, dropout = config.c_hidden[level], config.dropout_of(level)
    match letter:
        case "C":
            return ConvBlock(width, skip_width, config.kernel_size, dropout)
        case "T":
            return TimestepBlock(width, config.c_r)
        case "A":
            return AttentionBlock(width, config.c_cond, config.nhead[level], config.self_attn, dropout)
        case "F":
            return FeedForwardBlock(width, dropout)
    raise ValueError(f"A level is made of the letters C, T, A and F; {letter!r} is none of them.")


def run(level: nn.Module, x_BChw: Tensor, context: Context) -> Tensor:
    """Run the layers of a level one after another; only blocks read the context."""
    for layer in level.children():
        x_BChw = layer(x_BChw) if isinstance(layer, nn.Sequential) else layer(x_BChw, context)
    return x_BChw


class ConvBlock(nn.Module):
    """C: depthwise convolution, then an MLP over channels, with a residual around both.

    With a skip, the 2C concatenated channels go through C groups, as published: output k reads inputs 2k and 2k+1.
    """

    def __init__(self, width: int, skip_width: int, kernel_size: int, dropout: float) -> None:
        super().__init__()
        self.reads_skip = skip_width > 0
        self.depthwise = nn.Conv2d(width + skip_width, width, kernel_size, padding=kernel_size // 2, groups=width)
        self.channelwise = MLP(width, dropout)

    def forward(self, x_BChw: Tensor, context: Context) -> Tensor:
        seen = x_BChw
        if self.reads_skip and context.skip_BChw is not None:
            seen = torch.cat([x_BChw, context.skip_BChw], dim=1)
        mixed_BhwC = normed(self.depthwise(seen).permute(0, 2, 3, 1))
        return x_BChw + self.channelwise(mixed_BhwC).permute(0, 3, 1, 2)


class FeedForwardBlock(nn.Module):
    """F: the MLP of a convolution block alone."""

    def __init__(self, width: int, dropout: float) -> None:
        super().__init__()
        self.channelwise = MLP(width, dropout)

    def forward(self, x_BChw: Tensor, _context: Context) -> Tensor:
        return x_BChw + self.channelwise(normed(x_BChw.permute(0, 2, 3, 1))).permute(0, 3, 1, 2)


class TimestepBlock(nn.Module):
    """T: scale and shift the channels by the noise level."""

    def __init__(self, width: int, c_r: int) -> None:
        super().__init__()
        self.mapper = nn.Linear(c_r, 2 * width)

    def forward(self, x_BChw: Tensor, context: Context) -> Tensor:
        scale, shift = self.mapper(context.timestep_BE)[:, :, None, None].chunk(2, dim=1)
        return x_BChw * (1 + scale) + shift


class AttentionBlock(nn.Module):
    """A: the positions attend to the condition and, if `self_attn`, to each other."""

    def __init__(self, width: int, c_cond: int, heads: int, self_attn: bool, dropout: float) -> None:
        super().__init__()
        self.attention = SpatialAttention(width, heads, self_attn, dropout)
        self.kv_mapper = nn.Sequential(nn.SiLU(), nn.Linear(c_cond, width))

    def forward(self, x_BChw: Tensor, context: Context) -> Tensor:
        x_BhwC = x_BChw.permute(0, 2, 3, 1)
        attended_BhwC = self.attention(normed(x_BhwC), self.kv_mapper(context.sequence_BSE), context)
        return (x_BhwC + attended_BhwC).permute(0, 3, 1, 2)


class SpatialAttention(nn.Module):
    """Flattens the grid into queries and lines up keys, mask and weights."""

    def __init__(self, width: int, heads: int, self_attn: bool, dropout: float) -> None:
        super().__init__()
        self.self_attn = self_attn
        self.attn = MultiHeadAttention(width, heads, dropout)

    def forward(self, x_BhwC: Tensor, condition_BSC: Tensor, context: Context) -> Tensor:
        queries_BQC = x_BhwC.flatten(1, 2)
        keys_BSC = torch.cat([queries_BQC, condition_BSC], dim=1) if self.self_attn else condition_BSC
        length = keys_BSC.shape[1]
        mask = None if context.mask_BS is None else padded_left(context.mask_BS, length, True)
        weights = None if context.weights is None else padded_left(context.weights, length, 1.0)
        return self.attn(queries_BQC, keys_BSC, mask, weights).view_as(x_BhwC)

    def told(self, x_BhwC: Tensor, told: KeysValues, mask_BS: Tensor | None) -> Tensor:
        """As `forward`, with a condition that was projected before, and its mask alone."""
        attend = self.attn.within if self.self_attn else self.attn.across
        return attend(x_BhwC.flatten(1, 2), told, mask_BS).view_as(x_BhwC)


class MLP(nn.Sequential):
    """Two linears over the channels of BhwC, with response normalisation between."""

    def __init__(self, width: int, dropout: float) -> None:
        super().__init__(
            nn.Linear(width, 4 * width),
            nn.GELU(),
            GlobalResponseNorm(4 * width),
            nn.Dropout(dropout),
            nn.Linear(4 * width, width),
        )


class Halve(nn.Sequential):
    """Norm and convolution to half the rows and columns."""

    def __init__(self, width: int, coarser: int) -> None:
        super().__init__(ChannelNorm(), nn.Conv2d(width, coarser, 2, stride=2))


class Double(nn.Sequential):
    """Norm and transposed convolution to twice the rows and columns."""

    def __init__(self, width: int, finer: int) -> None:
        super().__init__(ChannelNorm(), nn.ConvTranspose2d(width, finer, 2, stride=2))


def initialise_layer(layer: nn.Module) -> None:
    """Xavier weights and zero biases for linears and convolutions; transposed ones keep PyTorch's start."""
    if isinstance(layer, nn.Linear | nn.Conv2d):
        nn.init.xavier_uniform_(layer.weight)
        if layer.bias is not None:
            nn.init.zeros_(layer.bias)


def weight_of(layers: nn.Sequential, index: int) -> nn.Parameter:
    """The weight of one layer of a sequence."""
    return layers.get_parameter(f"{index}.weight")
