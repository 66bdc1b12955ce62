"""Paella v3's denoiser arranged for sampling: nothing is computed twice that stays the same from step to step.

What a condition says to the attention is projected once; several conditions share everything up to the first block
that reads one; the modulations of a noise level are kept; the skip is convolved without being concatenated; guidance
is applied before the last layer, which is linear. What comes out differs from `Paella.forward` by rounding alone.

Shape letters: n conditions, B pictures, h w rows and columns at the level in hand, C channels of the level, S tokens of
the conditioning sequence, N cells, K labels. Activations are BhwC.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from paella_core.networks.attention import KeysValues
from paella_core.networks.embedding import timestep_embedding
from paella_core.networks.layers import GlobalResponseNorm, Pointwise, normed, response_normed
from paella_core.networks.paella import (
    MLP,
    AttentionBlock,
    ConvBlock,
    FeedForwardBlock,
    Paella,
    TimestepBlock,
    weight_of,
)

LEVELS_KEPT = 64
LENGTHS = 64  # conditioning sequences are rounded up to a multiple of this


@dataclass(frozen=True)
class Told:
    """What `count` conditions n say: keys and values (n, B or 1, heads, S, C / heads) for each attention block. The
    mask (n, B or 1, S) is true where a token may be attended; None attends to all."""

    count: int
    said: Mapping[AttentionBlock, KeysValues]
    mask_nBS: Tensor | None

    def tensors(self) -> list[Tensor]:
        """All of it, in order."""
        masks = [] if self.mask_nBS is None else [self.mask_nBS]
        return [tensor for said in self.said.values() for tensor in said] + masks

    def mapped(self, change: Callable[[Tensor], Tensor]) -> Told:
        """The same, of other tensors."""
        said = {block: KeysValues(*map(change, said)) for block, said in self.said.items()}
        return Told(self.count, said, None if self.mask_nBS is None else change(self.mask_nBS))

    @property
    def length(self) -> int:
        """S; 0 where nothing attends."""
        return max((said.k.shape[-2] for said in self.said.values()), default=0)

    @property
    def pictures(self) -> int:
        """B, or 1 for all pictures alike."""
        return max((said.k.shape[1] for said in self.said.values()), default=1)


class PreparedPaella:
    """Shares the network's weights."""

    def __init__(self, network: Paella) -> None:
        self.network = network
        blocks = list(network.modules())
        self._attending = [block for block in blocks if isinstance(block, AttentionBlock)]
        self._timed = [block for block in blocks if isinstance(block, TimestepBlock)]
        self._skips = {
            block: _Skip(block.depthwise) for block in blocks if isinstance(block, ConvBlock) and block.reads_skip
        }
        self._levels: dict[float, Tensor] = {}

    def told(
        self,
        byt5_BLE: Tensor,
        clip_BE: Tensor | None = None,
        clip_images: Sequence[Tensor] = (),
        attention_weights: Tensor | None = None,
        key_mask_BS: Tensor | None = None,
    ) -> Told:
        """One condition, by the arguments of `Paella.forward`; B is 1 in those that hold for all pictures.

        Raises:
            ValueError: more weights than conditioning tokens.
        """
        given = [byt5_BLE, *([] if clip_BE is None else [clip_BE]), *clip_images]
        pictures = max(map(len, given))
        words, *vectors = [one.expand(pictures, *one.shape[1:]) for one in given]
        clip, images = (None, vectors) if clip_BE is None else (vectors[0], vectors[1:])
        sequence_BSE = self.network.condition(words, clip, images)
        said = {}
        for block in self._attending:
            k, v = block.attention.attn.told(block.kv_mapper(sequence_BSE), attention_weights)
            said[block] = KeysValues(k[None], v[None])
        if key_mask_BS is None:
            return Told(1, said, None)
        return Told(1, said, F.pad(key_mask_BS, (0, sequence_BSE.shape[1] - key_mask_BS.shape[1]), value=True)[None])

    def joined(self, told: Sequence[Told]) -> Told:
        """Several conditions, in order, as one. The shorter sequences are filled up, and masked there."""
        return self._filled_up(told, max(one.length for one in told))

    def rounded(self, told: Told) -> Told:
        """The same, of one of few lengths."""
        return self._filled_up([told], math.ceil(told.length / LENGTHS) * LENGTHS)

    def _filled_up(self, told: Sequence[Told], length: int) -> Told:
        said, pictures = {}, max(one.pictures for one in told)
        for block in self._attending:
            keys, values = zip(*(one.said[block] for one in told), strict=True)
            said[block] = KeysValues(_stacked(keys, length, pictures), _stacked(values, length, pictures))
        count = sum(one.count for one in told)
        if all(one.mask_nBS is None and one.length == length for one in told):
            return Told(count, said, None)
        return Told(count, said, torch.cat([_mask(one, length, pictures) for one in told]))

    def at(self, level: float) -> Tensor:
        """What a noise level, the share of replaced tokens 0..1, says to all timestep blocks in a row: one vector."""
        if level not in self._levels:
            if len(self._levels) == LEVELS_KEPT:
                self._levels.clear()
            table = weight_of(self.network.in_mapper, 0)
            embedding_1E = timestep_embedding(torch.tensor([level], device=table.device), self.network.config.c_r)
            said = [block.mapper(embedding_1E.to(table.dtype))[0] for block in self._timed]
            self._levels[level] = torch.cat(said) if said else table.new_empty(0)
        return self._levels[level]

    def features(self, tokens_BHW: Tensor, at: Tensor, told: Told) -> Tensor:
        """What `head` reads to predict every token, under each condition -> (n, B, H, W, c_out).

        Args:
            tokens_BHW: as for `Paella.forward`.
            at: what `at` gives for the noise level.
        """
        widths = [block.mapper.out_features for block in self._timed]
        modulations = {block: one.chunk(2) for block, one in zip(self._timed, at.split(widths), strict=True)}
        network, run = self.network, _Run(self._skips, modulations, told, len(tokens_BHW))
        x_BhwC = network.patches(network.token_embedding(tokens_BHW)).permute(0, 2, 3, 1)
        outputs: list[Tensor] = []
        for layers in network.down_blocks:
            x_BhwC = run.through(layers, x_BhwC, None)
            outputs.append(x_BhwC)
        for layers, skip_BhwC in zip(network.up_blocks, reversed(outputs), strict=True):
            x_BhwC = run.through(layers, x_BhwC, skip_BhwC)
        classified_BCHW = network.clf(run.spread(x_BhwC).permute(0, 3, 1, 2))
        return normed(classified_BCHW.permute(0, 2, 3, 1)).unflatten(0, (told.count, -1))

    def head(self, rows_NC: Tensor) -> Tensor:
        """Features of cells -> their logits_NK. It is linear: a weighted sum of features gives that of logits."""
        return cast(Pointwise, self.network.out_mapper[1]).of_rows(rows_NC)


class _Run:
    """One prediction: it knows scale and shift (C) of each timestep block, and whose condition a row follows."""

    def __init__(
        self,
        skips: Mapping[ConvBlock, _Skip],
        modulations: Mapping[TimestepBlock, Sequence[Tensor]],
        told: Told,
        pictures: int,
    ) -> None:
        self._skips, self._modulations, self._told, self._pictures = skips, modulations, told, pictures

    def spread(self, x_BhwC: Tensor) -> Tensor:
        """What was the same for all conditions so far, for each -> (n * B, h, w, C)."""
        shared = self._told.count > 1 and len(x_BhwC) == self._pictures
        return x_BhwC.repeat(self._told.count, 1, 1, 1) if shared else x_BhwC

    def through(self, layers: nn.Module, x_BhwC: Tensor, skip_BhwC: Tensor | None) -> Tensor:
        """Run the layers of a level one after another."""
        for layer in layers.children():
            match layer:
                case ConvBlock():
                    x_BhwC = self._convolved(layer, x_BhwC, skip_BhwC)
                case TimestepBlock():
                    scale, shift = self._modulations[layer]
                    x_BhwC = torch.addcmul(shift, x_BhwC, 1 + scale)
                case AttentionBlock():
                    x_BhwC = self._attended(layer, self.spread(x_BhwC))
                case FeedForwardBlock():
                    x_BhwC = x_BhwC + _mixed(layer.channelwise, x_BhwC)
                case _:  # to half or twice the rows and columns
                    x_BhwC = layer(x_BhwC.permute(0, 3, 1, 2)).permute(0, 2, 3, 1)
        return x_BhwC

    def _convolved(self, block: ConvBlock, x_BhwC: Tensor, skip_BhwC: Tensor | None) -> Tensor:
        if skip_BhwC is not None and block in self._skips:
            x_BhwC, skip_BhwC = self.spread(x_BhwC), self.spread(skip_BhwC)
            return x_BhwC + _mixed(block.channelwise, self._skips[block](x_BhwC, skip_BhwC))
        return x_BhwC + _mixed(block.channelwise, _over_positions(block.depthwise, x_BhwC))

    def _attended(self, block: AttentionBlock, x_BhwC: Tensor) -> Tensor:
        said, mask = self._told.said[block], self._told.mask_nBS
        told = KeysValues(self._of_all(said.k), self._of_all(said.v))
        return x_BhwC + block.attention.told(normed(x_BhwC), told, None if mask is None else self._of_all(mask))

    def _of_all(self, told: Tensor) -> Tensor:
        """(n, B or 1, ...) -> (n * B, ...)."""
        return told.expand(-1, self._pictures, *[-1] * (told.dim() - 2)).flatten(0, 1)


class _Skip:
    """A grouped convolution of x and a skip, each group of which reads two neighbouring channels of both in a row: the
    sum of two depthwise ones, of the channels with even and with odd numbers. They are several times faster."""

    def __init__(self, grouped: nn.Conv2d) -> None:
        self._grouped = grouped
        self._even, self._odd = (grouped.weight[:, part : part + 1].clone() for part in (0, 1))

    def __call__(self, x_BhwC: Tensor, skip_BhwC: Tensor) -> Tensor:
        even_BChw, odd_BChw = (
            torch.cat([x_BhwC[..., part::2], skip_BhwC[..., part::2]], dim=-1).permute(0, 3, 1, 2) for part in (0, 1)
        )
        bias = cast(Tensor, self._grouped.bias).to(x_BhwC.dtype)  # narrower where weights are widened as they are used
        return self._convolved(even_BChw, self._even, bias).add_(self._convolved(odd_BChw, self._odd, None))

    def _convolved(self, x_BChw: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor:
        groups, padding = self._grouped.groups, self._grouped.padding
        return F.conv2d(x_BChw, weight.to(x_BChw.dtype), bias, padding=padding, groups=groups).permute(0, 2, 3, 1)


def _over_positions(depthwise: nn.Conv2d, x_BhwC: Tensor) -> Tensor:
    return depthwise(x_BhwC.permute(0, 3, 1, 2)).permute(0, 2, 3, 1)


def _mixed(mlp: MLP, x_BhwC: Tensor) -> Tensor:
    """The MLP over the channels of what is normed first."""
    widen, norm, narrow = mlp[0], cast(GlobalResponseNorm, mlp[2]), mlp[4]
    return narrow(response_normed(norm, F.gelu(widen(normed(x_BhwC)))))


def _stacked(parts: Sequence[Tensor], length: int, pictures: int) -> Tensor:
    """Keys or values of several conditions, of one length."""
    filled = [F.pad(part, (0, 0, 0, length - part.shape[-2])) for part in parts]
    return torch.cat([part.expand(-1, pictures, -1, -1, -1) for part in filled])


def _mask(told: Told, length: int, pictures: int) -> Tensor:
    """Where a condition has tokens, (n, pictures, length) bool."""
    some = next(iter(told.said.values())).k
    mask_nBS = some.new_ones(told.count, 1, told.length, dtype=torch.bool) if told.mask_nBS is None else told.mask_nBS
    return F.pad(mask_nBS, (0, length - told.length), value=False).expand(-1, pictures, -1)
