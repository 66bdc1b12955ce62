"""Paella v1's denoiser, computed plainly: as anybody would write it first, on the same module's parameters.

The embedding is laid over all positions before any block projects it, in every call (SEMANTICS section 3). Norms and
MLPs over channels turn the axes round and back, and where activations lie in memory is left to what each operation
gives.

Shape letters: B batch, H W token rows and columns, h w those of the level in hand, C channels, K labels, E channels of
the condition, timestep embedding included.
"""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from paella_core.networks.denoise_unet import DenoiseUNet
from paella_core.networks.embedding import timestep_embedding
from paella_core.networks.resblock import ResBlock


def plain_unet(network: DenoiseUNet, tokens_BHW: Tensor, timesteps_B: Tensor, condition: Tensor) -> Tensor:
    """What `network` predicts -> logits_BKHW. Arguments as for its own `forward`, the grid one that fits."""
    condition_BEhw = joined(network, timesteps_B, condition)
    x_BChw, outputs = network.embedding(tokens_BHW).permute(0, 3, 1, 2), []
    for level in network.down_blocks:
        x_BChw = through(level, x_BChw, condition_BEhw, None)
        outputs.append(x_BChw)
    for level, skip_BChw in zip(network.up_blocks, [None, *reversed(outputs[:-1])], strict=True):
        x_BChw = through(level, x_BChw, condition_BEhw, skip_BChw)
    return F.conv2d(x_BChw, network.clf.weight, network.clf.bias)


def joined(network: DenoiseUNet, timesteps_B: Tensor, condition: Tensor) -> Tensor:
    """The condition, (B, E) or a map (B, E, h, w), with the timestep embedding at each position."""
    map_BEhw = condition if condition.dim() == 4 else condition[:, :, None, None]
    time_BE = timestep_embedding(torch.cos(timesteps_B.float() * (math.pi / 2)), network.config.c_r)
    return torch.cat([map_BEhw, time_BE[:, :, None, None].expand(-1, -1, *map_BEhw.shape[2:])], dim=1)


def through(level: nn.Module, x_BChw: Tensor, condition_BEhw: Tensor, skip_BChw: Tensor | None) -> Tensor:
    """Through the layers of a level, one after another; the first residual block reads the skip."""
    for layer in level.children():
        if isinstance(layer, ResBlock):
            x_BChw, skip_BChw = residual(layer, x_BChw, condition_BEhw, skip_BChw), None
        else:  # to half or twice the rows and columns
            x_BChw = layer(x_BChw)
    return x_BChw


def residual(block: ResBlock, x_BChw: Tensor, condition_BEhw: Tensor, skip_BChw: Tensor | None) -> Tensor:
    """One residual block: convolution, norm, modulation, skip, MLP."""
    mixed_BhwC = block.depthwise(x_BChw).permute(0, 2, 3, 1)
    condition_BhwE = laid_over(condition_BEhw, x_BChw.shape[2:]).permute(0, 2, 3, 1)
    modulation_BhwC = block.cond_mapper(condition_BhwE)
    mixed_BhwC = block.ln.gamma * modulation_BhwC * block.ln.ln(mixed_BhwC) + block.ln.beta * modulation_BhwC
    mixed_BChw = mixed_BhwC.permute(0, 3, 1, 2)
    if skip_BChw is not None:
        mixed_BChw = torch.cat([mixed_BChw, skip_BChw], dim=1)
    answer_BhwC = block.gamma * block.channelwise(mixed_BChw.permute(0, 2, 3, 1))
    return x_BChw + answer_BhwC.permute(0, 3, 1, 2)


def laid_over(condition_BEhw: Tensor, grid: torch.Size) -> Tensor:
    """The condition at each position of a level's grid."""
    if condition_BEhw.shape[2:] == (1, 1):
        return condition_BEhw.expand(-1, -1, *grid)
    return F.interpolate(condition_BEhw, size=list(grid), mode="bilinear", align_corners=False)
