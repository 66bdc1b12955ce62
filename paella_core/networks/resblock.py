"""The residual block of Paella v1's U-Net, of both clip2img networks and of the watercolor VQGAN.

Shape letters: B batch, h w rows and columns of the level, C its channels, E channels of the condition.
Blocks take and give BChw in channels-last memory: the permutations inside them move nothing.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from paella_core.networks.layers import EPS

LAYER_SCALE = 1e-6


class ResBlock(nn.Module):
    """Mix over positions, norm and modulate, then an MLP over channels; layer scale and a residual around all three.

    Args:
        width: C, in and out.
        c_cond: E; 0 leaves the condition out, as in the VQGAN, where the scalars of the modulation exist unused.
        c_skip: channels of the skip that the MLP reads beside its own; 0 for none.
        mixer: BChw -> BChw in place of the depthwise convolution.
    """

    def __init__(self, width: int, c_cond: int = 0, c_skip: int = 0, mixer: nn.Module | None = None) -> None:
        super().__init__()
        self.depthwise = mixer or reflected_depthwise(width)
        self.ln = ModulatedNorm(width)
        self.channelwise = nn.Sequential(
            nn.Linear(width + c_skip, 4 * width),
            nn.GELU(),
            nn.Linear(4 * width, width),
        )
        self.gamma = nn.Parameter(torch.full((width,), LAYER_SCALE))
        if c_cond:
            self.cond_mapper = nn.Linear(c_cond, width)

    def forward(self, x_BChw: Tensor, condition_BhwE: Tensor | None = None, skip_BChw: Tensor | None = None) -> Tensor:
        """One block -> BChw. The condition has the grid of x, or 1x1 for all positions alike."""
        mixed_BhwC = self.depthwise(x_BChw).permute(0, 2, 3, 1)
        normed_BhwC = self.ln(mixed_BhwC, None if condition_BhwE is None else self.cond_mapper(condition_BhwE))
        if skip_BChw is not None:  # after the norm, itself not normed
            normed_BhwC = torch.cat([normed_BhwC, skip_BChw.permute(0, 2, 3, 1)], dim=-1)
        return x_BChw + (self.gamma * self.channelwise(normed_BhwC)).permute(0, 3, 1, 2)


class ModulatedNorm(nn.Module):
    """Layer norm, then (gamma * norm + beta) * modulation with two scalars; there is no 1 + anywhere, as published."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.ln = nn.LayerNorm(width, eps=EPS)
        self.gamma = nn.Parameter(torch.randn(1, 1, 1))
        self.beta = nn.Parameter(torch.randn(1, 1, 1))

    def forward(self, x_BhwC: Tensor, modulation_BhwC: Tensor | None) -> Tensor:
        normed_BhwC = self.ln(x_BhwC)
        if modulation_BhwC is None:
            return normed_BhwC
        return (self.gamma * normed_BhwC + self.beta) * modulation_BhwC


def reflected_depthwise(width: int) -> nn.Sequential:
    """A 3x3 convolution of each channel for itself; the border is mirrored, so a side has two positions at least."""
    return nn.Sequential(nn.ReflectionPad2d(1), nn.Conv2d(width, width, 3, groups=width))
