"""Paella v1's denoiser arranged for sampling: nothing is computed twice that stays the same from step to step.

What a condition says to each block is projected once, before it is spread over the positions; only the noise level's
share is added at each step. Guidance is applied before the last layer, which is linear. What comes out differs from
`DenoiseUNet.forward` by rounding alone.

Shape letters: n conditions, B pictures, H W token rows and columns, h w rows and columns at the level in hand, or 1 and
1 for all positions alike, C channels of the level, E channels of the embedding, R of the timestep embedding, N cells,
K labels. Activations are BhwC.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from paella_core.networks.denoise_unet import DenoiseUNet, noise_embedding
from paella_core.networks.resblock import ResBlock
from paella_core.networks.unet import resized


@dataclass(frozen=True)
class Told:
    """What `count` conditions n say to each block: (n, B or 1, h, w, C)."""

    count: int
    said: Mapping[ResBlock, Tensor]

    def tensors(self) -> list[Tensor]:
        """All of it, in order."""
        return list(self.said.values())

    def mapped(self, change: Callable[[Tensor], Tensor]) -> Told:
        """The same, of other tensors."""
        return Told(self.count, {block: change(said) for block, said in self.said.items()})


class PreparedDenoiseUNet:
    """Shares the network's weights, but for those that read the noise level, which are few."""

    def __init__(self, network: DenoiseUNet) -> None:
        self.network = network
        self._blocks = {block: _Block(block, network.config.c_r) for _, block in _blocks(network)}

    def told(self, condition: Tensor, grid: Sequence[int]) -> Told:
        """One condition, (B, E) or a map (B, E, h, w), for a grid (H, W); B is 1 where it holds for all pictures.

        Raises:
            ValueError: the grid does not fit the network.
        """
        map_BEhw = condition if condition.dim() == 4 else condition[:, :, None, None]
        silent_BEhw = F.pad(map_BEhw, (0, 0, 0, 0, 0, self.network.config.c_r))
        by_level = [resized(silent_BEhw, size).permute(0, 2, 3, 1) for size in self.network.grids(grid)]
        return Told(1, {block: block.cond_mapper(by_level[level])[None] for level, block in _blocks(self.network)})

    def joined(self, told: Sequence[Told]) -> Told:
        """Several conditions, in order, as one."""
        blocks = {block: _stacked([one.said[block] for one in told]) for block in self._blocks}
        return Told(sum(one.count for one in told), blocks)

    def rounded(self, told: Told) -> Told:
        """The same: one vector or map has one shape."""
        return told

    def at(self, level: float) -> Tensor:
        """What r, from 0 (all noise) to 1 (clean), says to all blocks: the timestep embedding (R)."""
        weight = self.network.embedding.weight
        embedding_1R = noise_embedding(torch.tensor([level], device=weight.device), self.network.config.c_r)
        return embedding_1R[0].to(weight.dtype)

    def features(self, tokens_BHW: Tensor, at: Tensor, told: Told) -> Tensor:
        """What `head` reads to predict every token, under each condition -> (n, B, H, W, C).

        Args:
            tokens_BHW: as for `DenoiseUNet.forward`.
            at: what `at` gives for the noise level.
        """
        network, run = self.network, _Run(self._blocks, told, at, len(tokens_BHW))
        x_BhwC = network.embedding(tokens_BHW).repeat(told.count, 1, 1, 1)
        outputs: list[Tensor] = []
        for layers in network.down_blocks:
            x_BhwC = run.through(layers, x_BhwC, None)
            outputs.append(x_BhwC)
        for layers, skip_BhwC in zip(network.up_blocks, [None, *reversed(outputs[:-1])], strict=True):
            x_BhwC = run.through(layers, x_BhwC, skip_BhwC)
        return x_BhwC.unflatten(0, (told.count, -1))

    def head(self, rows_NC: Tensor) -> Tensor:
        """Features of cells -> their logits_NK. Linear up to a bias: a weighted sum of features gives that of logits,
        if the weights add up to 1."""
        return self.network.clf.of_rows(rows_NC)


class _Run:
    """One prediction."""

    def __init__(self, blocks: Mapping[ResBlock, _Block], told: Told, time_R: Tensor, pictures: int) -> None:
        self._blocks, self._told, self._time_R, self._pictures = blocks, told, time_R, pictures

    def through(self, layers: nn.Module, x_BhwC: Tensor, skip_BhwC: Tensor | None) -> Tensor:
        """Run the layers of a level one after another; the first residual block reads the skip."""
        for layer in layers.children():
            if isinstance(layer, ResBlock):
                modulation_nBhwC = self._told.said[layer] + self._blocks[layer].of_time(self._time_R)
                modulation = modulation_nBhwC.expand(-1, self._pictures, -1, -1, -1).flatten(0, 1)
                x_BhwC, skip_BhwC = self._blocks[layer](x_BhwC, modulation, skip_BhwC), None
            else:
                x_BhwC = layer(x_BhwC.permute(0, 3, 1, 2)).permute(0, 2, 3, 1)
        return x_BhwC


class _Block:
    """A residual block whose modulation is given, with its gains and offsets in one norm."""

    def __init__(self, block: ResBlock, c_r: int) -> None:
        self._block = block
        norm = block.ln
        self._of_time_CR = block.cond_mapper.weight[:, -c_r:].to(norm.gamma.dtype, copy=True)
        self._scale_C = (norm.ln.weight * norm.gamma).flatten()
        self._shift_C = (norm.ln.bias * norm.gamma + norm.beta).flatten()

    def of_time(self, time_R: Tensor) -> Tensor:
        """What the noise level adds to the modulation -> (C)."""
        return self._of_time_CR @ time_R

    def __call__(self, x_BhwC: Tensor, modulation_BhwC: Tensor, skip_BhwC: Tensor | None) -> Tensor:
        block = self._block
        mixed_BhwC = block.depthwise(x_BhwC.permute(0, 3, 1, 2)).permute(0, 2, 3, 1)
        normed_BhwC = F.layer_norm(mixed_BhwC, self._scale_C.shape, self._scale_C, self._shift_C, block.ln.ln.eps)
        normed_BhwC = normed_BhwC.mul_(modulation_BhwC)
        if skip_BhwC is not None:
            normed_BhwC = torch.cat([normed_BhwC, skip_BhwC], dim=-1)
        return torch.addcmul(x_BhwC, block.gamma, block.channelwise(normed_BhwC))


def _blocks(network: DenoiseUNet) -> Iterator[tuple[int, ResBlock]]:
    """Each residual block with its level, 0 being the finest."""
    deepest = len(network.down_blocks) - 1
    for path, levels in ((network.down_blocks, range(deepest + 1)), (network.up_blocks, range(deepest, -1, -1))):
        for level, layers in zip(levels, path, strict=True):
            yield from ((level, layer) for layer in layers.children() if isinstance(layer, ResBlock))


def _stacked(said: Sequence[Tensor]) -> Tensor:
    """What several conditions say to a block, as one: one for all positions or pictures is repeated where it must."""
    sizes = torch.broadcast_shapes(*(one.shape[1:] for one in said))
    return torch.cat([one.expand(-1, *sizes) for one in said])
