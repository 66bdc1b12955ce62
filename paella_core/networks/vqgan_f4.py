"""The f4 VQGAN of Paella v3: pictures <-> grids of discrete tokens, one token for each 4x4 pixels (`levels` 2).

Shape letters: B batch, H W picture rows and columns, h w token rows and columns, C channels, D latent channels,
K codes, N = B*h*w. Activations run channels-last (BhwC), so that norms and linears read contiguous memory.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from paella_core.networks.layers import Pointwise, normed
from paella_core.networks.trimmed import Cells, TrimmedBlocks

COMMITMENT = 0.25
TOKENS_AT_ONCE = 1 << 14  # bounds the N x K distance matrix of a large picture


@dataclass(frozen=True)
class VQGANConfig:
    """The published constructor; the defaults are the release (18.4M parameters)."""

    levels: int = 2
    bottleneck_blocks: int = 12
    c_hidden: int = 384
    c_latent: int = 4
    codebook_size: int = 8192
    scale_factor: float = 0.3764

    @property
    def widths(self) -> list[int]:
        """Channels of each level, finest first."""
        return [self.c_hidden >> (self.levels - 1 - i) for i in range(self.levels)]


class VQGAN(nn.Module):
    """Encoder, quantiser and decoder. Pictures are BCHW in [0, 1]; their sides are multiples of `pixels_per_token`."""

    def __init__(self, config: VQGANConfig) -> None:
        super().__init__()
        self.config = config
        finest, deepest = config.widths[0], config.widths[-1]
        self.in_block = nn.Sequential(nn.PixelUnshuffle(2), Pointwise(3 * 4, finest))
        self.down_blocks = nn.Sequential(
            *encoder_blocks(config.widths, ResBlock),
            nn.Sequential(Pointwise(deepest, config.c_latent, bias=False), nn.BatchNorm2d(config.c_latent)),
        )
        self.vquantizer = VectorQuantizer(config.codebook_size, config.c_latent)
        self.up_blocks = TrimmedBlocks(
            nn.Sequential(Pointwise(config.c_latent, deepest)),
            *decoder_blocks(config.widths, config.bottleneck_blocks, ResBlock),
        )
        self.out_block = nn.Sequential(Pointwise(finest, 3 * 4), nn.PixelShuffle(2))

    @property
    def pixels_per_token(self) -> int:
        """The side of a token's cell in pixels."""
        return 1 << self.config.levels

    @property
    def decoder_reach(self) -> int:
        """How many tokens away a token can change the picture."""
        return self.up_blocks.reach

    @property
    def encoder_reach(self) -> int:
        """How many pixels beyond its cell a token depends on."""
        return encoder_reach(self.config.levels)

    @property
    def codebook(self) -> nn.Embedding:
        """The K codes of D numbers, in the range that `decode_indices` reads (unscaled)."""
        return self.vquantizer.codebook

    def encode(self, images_BCHW: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Pictures in [0, 1] -> (quantised / scale, latents / scale, indices_Bhw, loss).

        The quantised latents pass gradients straight through to the encoder; the loss trains the codebook.
        """
        latents_BDhw = self.latents(images_BCHW)
        quantised_BDhw, indices_Bhw, loss = self.vquantizer(latents_BDhw)
        scale = self.config.scale_factor
        return quantised_BDhw / scale, latents_BDhw / scale, indices_Bhw, loss

    def decode(self, latents_BDhw: Tensor) -> Tensor:
        """Latents as `encode` gives them -> pictures BCHW, about [0, 1] but not clamped."""
        return self.picture(latents_BDhw * self.config.scale_factor)

    def tokenize(self, images_BCHW: Tensor) -> Tensor:
        """Pictures in [0, 1] -> indices_Bhw (int64)."""
        return self.vquantizer.nearest(self.latents(images_BCHW))

    def decode_indices(self, indices_Bhw: Tensor, wanted: Cells | None = None) -> Tensor:
        """Indices -> pictures BCHW, about [0, 1] but not clamped; of the wanted cells (None: of all)."""
        return self.picture(self.codebook(indices_Bhw).permute(0, 3, 1, 2), wanted)

    def forward(self, images_BCHW: Tensor) -> tuple[Tensor, Tensor]:
        """Pictures -> (their reconstruction, quantisation loss), for training."""
        quantised_BDhw, _, _, loss = self.encode(images_BCHW)
        return self.decode(quantised_BDhw), loss

    def latents(self, images_BCHW: Tensor) -> Tensor:
        """The encoder before quantisation, unscaled."""
        return self.down_blocks(self.in_block(images_BCHW))

    def picture(self, latents_BDhw: Tensor, wanted: Cells | None = None) -> Tensor:
        """The decoder on unscaled latents; the picture of the wanted cells (None: of all)."""
        return self.out_block(self.up_blocks(latents_BDhw, wanted))


def encoder_blocks(widths: list[int], block: Callable[[int], nn.Module]) -> list[nn.Module]:
    """One residual block a level, a halving convolution between levels."""
    blocks: list[nn.Module] = [block(widths[0])]
    for finer, coarser in pairwise(widths):
        blocks += [nn.Conv2d(finer, coarser, 4, stride=2, padding=1), block(coarser)]
    return blocks


def decoder_blocks(widths: list[int], bottleneck_blocks: int, block: Callable[[int], nn.Module]) -> list[nn.Module]:
    """`bottleneck_blocks` residual blocks at the deepest level, one at the others, doubling between levels."""
    blocks: list[nn.Module] = [block(widths[-1]) for _ in range(bottleneck_blocks)]
    for coarser, finer in pairwise(reversed(widths)):
        blocks += [nn.ConvTranspose2d(coarser, finer, 4, stride=2, padding=1), block(finer)]
    return blocks


def encoder_reach(levels: int) -> int:
    """How many pixels `encoder_blocks` see beyond a cell of the deepest level: its block one cell; at each finer level
    the halving and the block before see one cell of that level, which is half as large each time."""
    return 2**levels + sum(2 * 2**level for level in range(1, levels))


class ResBlock(nn.Module):
    """Depthwise convolution, then a two-layer MLP, each behind a modulated norm, its gains scalar and zero at first."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.depthwise = nn.Sequential(nn.ReplicationPad2d(1), nn.Conv2d(width, width, 3, groups=width))
        self.channelwise = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))
        self.gammas = nn.Parameter(torch.zeros(6))

    def forward(self, x_BChw: Tensor) -> Tensor:
        x = x_BChw.permute(0, 2, 3, 1)
        scale, shift, gain, mlp_scale, mlp_shift, mlp_gain = self.gammas.unbind()
        modulated_BChw = (normed(x) * (1 + scale) + shift).permute(0, 3, 1, 2)
        x = x + self.depthwise(modulated_BChw).permute(0, 2, 3, 1) * gain
        x = x + self.channelwise(normed(x) * (1 + mlp_scale) + mlp_shift) * mlp_gain
        return x.permute(0, 3, 1, 2)


class VectorQuantizer(nn.Module):
    """Replaces each latent by the nearest of K codes.

    The codes start at N(0, 1), nn.Embedding's own start: the batch norm before puts the latents there too.
    """

    def __init__(self, codes: int, width: int) -> None:
        super().__init__()
        self.codebook = nn.Embedding(codes, width)

    def forward(self, latents_BDhw: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Latents -> (quantised latents with straight-through gradients, indices_Bhw, loss)."""
        latents_BDhw = latents_BDhw.float()
        indices_Bhw = self.nearest(latents_BDhw)
        codes_BDhw = self.codebook(indices_Bhw).permute(0, 3, 1, 2)
        to_codes = F.mse_loss(codes_BDhw, latents_BDhw.detach())
        to_latents = F.mse_loss(latents_BDhw, codes_BDhw.detach())
        straight_through = latents_BDhw + (codes_BDhw - latents_BDhw).detach()
        return straight_through, indices_Bhw, to_codes + COMMITMENT * to_latents

    @torch.no_grad()
    def nearest(self, latents_BDhw: Tensor) -> Tensor:
        """Index of the nearest code by squared distance, the lowest on ties -> Bhw int64."""
        latents_BhwD = latents_BDhw.permute(0, 2, 3, 1)
        indices_N = nearest_codes(latents_BhwD.reshape(-1, latents_BhwD.shape[-1]), self.codebook.weight)
        return indices_N.view(latents_BhwD.shape[:-1])


def nearest_codes(points_ND: Tensor, codes_KD: Tensor) -> Tensor:
    """Index of the code nearest to each point by squared distance, in float32 whatever autocast says -> N int64."""
    with torch.autocast(points_ND.device.type, enabled=False):
        codes_KD = codes_KD.float()
        lengths_K = codes_KD.square().sum(1)
        chunks = points_ND.float().split(TOKENS_AT_ONCE)
        return torch.cat([torch.addmm(lengths_K, some, codes_KD.T, alpha=-2).argmin(1) for some in chunks])
