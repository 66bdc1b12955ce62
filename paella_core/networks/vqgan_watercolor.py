"""The f8 "watercolor" VQGAN of Arroz Con Cosas: pictures <-> latents, one for each 8x8 pixels (`levels` 3).

Its diffusion model works on the quantised latents, as they are: nothing scales them.

Shape letters: B batch, H W picture rows and columns, h w latent rows and columns, C channels, D latent channels,
K codes, N = B*h*w, F Haar bands, P pixels of a 2x2 block.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from paella_core.networks.layers import Pointwise
from paella_core.networks.resblock import ResBlock
from paella_core.networks.trimmed import Cells, TrimmedBlocks
from paella_core.networks.vqgan_f4 import VectorQuantizer, decoder_blocks, encoder_blocks, encoder_reach

EMA_DECAY = 0.99
EMA_SMOOTHING = 1e-5
HAAR = 0.5**0.5


@dataclass(frozen=True)
class WatercolorVQGANConfig:
    """The published constructor; the defaults are the release (66.9M parameters)."""

    levels: int = 3
    bottleneck_blocks: int = 32
    c_hidden: int = 480
    c_latent: int = 4
    codebook_size: int = 8192

    @property
    def widths(self) -> list[int]:
        """Channels of each level, finest first."""
        return [self.c_hidden >> (self.levels - 1 - i) for i in range(self.levels)]


class Encoded(NamedTuple):
    """A picture's latents before and after quantisation, unscaled; how far apart they are; and the codes' indices.

    The quantised latents pass gradients straight through to the encoder; the loss draws the latents to their codes.
    """

    prequant_BDhw: Tensor
    quantised_BDhw: Tensor
    loss: Tensor
    indices_Bhw: Tensor


class WatercolorVQGAN(nn.Module):
    """Haar transform, encoder, quantiser, decoder, and the transform back.

    Pictures are BCHW in [0, 1]. Their sides are multiples of `pixels_per_token`, two of them at least.
    """

    def __init__(self, config: WatercolorVQGANConfig) -> None:
        super().__init__()
        self.config = config
        finest, deepest = config.widths[0], config.widths[-1]
        self.waveletify = HaarAnalysis()
        self.in_block = Pointwise(3 * 4, finest)
        self.down_blocks = nn.Sequential(*encoder_blocks(config.widths, ResBlock))
        self.latent_mapper = nn.Sequential(Pointwise(deepest, config.c_latent), nn.BatchNorm2d(config.c_latent))
        self.vqmodule = CountedQuantizer(config.codebook_size, config.c_latent)
        self.latent_unmapper = Pointwise(config.c_latent, deepest)
        self.up_blocks = TrimmedBlocks(*decoder_blocks(config.widths, config.bottleneck_blocks, ResBlock))
        self.out_block = Pointwise(finest, 3 * 4)
        self.unwaveletify = HaarSynthesis()

    @property
    def pixels_per_token(self) -> int:
        """The side of a latent's cell in pixels."""
        return 1 << self.config.levels

    @property
    def decoder_reach(self) -> int:
        """How many tokens away a token can change the picture."""
        return self.up_blocks.reach

    @property
    def encoder_reach(self) -> int:
        """How many pixels beyond its cell a latent depends on."""
        return encoder_reach(self.config.levels)

    @property
    def codebook(self) -> nn.Embedding:
        """The K codes of D numbers."""
        return self.vqmodule.vquantizer.codebook

    def encode(self, images_BCHW: Tensor) -> Encoded:
        """Pictures in [0, 1] -> everything known of their latents."""
        latents_BDhw = self.latents(images_BCHW)
        quantised_BDhw, indices_Bhw, loss = self.vqmodule.vquantizer(latents_BDhw)
        return Encoded(latents_BDhw, quantised_BDhw, loss, indices_Bhw)

    def quantise(self, latents_BDhw: Tensor) -> Tensor:
        """Each latent replaced by its nearest code, what the diffusion model reads."""
        return self.code_latents(self.vqmodule.vquantizer.nearest(latents_BDhw))

    def decode(self, latents_BDhw: Tensor, wanted: Cells | None = None) -> Tensor:
        """Unscaled latents, quantised or not -> pictures BCHW, about [0, 1] but not clamped; of the wanted cells
        (None: of all)."""
        x = self.up_blocks(self.latent_unmapper(latents_BDhw), wanted)
        return self.unwaveletify(self.out_block(x))

    def tokenize(self, images_BCHW: Tensor) -> Tensor:
        """Pictures in [0, 1] -> indices_Bhw (int64)."""
        return self.vqmodule.vquantizer.nearest(self.latents(images_BCHW))

    def decode_indices(self, indices_Bhw: Tensor, wanted: Cells | None = None) -> Tensor:
        """Indices -> pictures BCHW, about [0, 1] but not clamped; of the wanted cells (None: of all)."""
        return self.decode(self.code_latents(indices_Bhw), wanted)

    def forward(self, images_BCHW: Tensor) -> tuple[Tensor, Tensor]:
        """Pictures -> (their reconstruction, commitment loss), for training; `update_codebook` follows each step."""
        encoded = self.encode(images_BCHW)
        return self.decode(encoded.quantised_BDhw), encoded.loss

    def latents(self, images_BCHW: Tensor) -> Tensor:
        """The encoder before quantisation."""
        return self.latent_mapper(self.down_blocks(self.in_block(self.waveletify(images_BCHW))))

    def code_latents(self, indices_Bhw: Tensor) -> Tensor:
        """The codes of indices, as latents BDhw."""
        return self.codebook(indices_Bhw).permute(0, 3, 1, 2)

    def update_codebook(self, latents_BDhw: Tensor, indices_Bhw: Tensor) -> None:
        """Move the codes to where training latents were assigned to them; no gradient reaches the codes."""
        self.vqmodule.update(latents_BDhw, indices_Bhw)


class MovingQuantizer(VectorQuantizer):
    """A quantiser whose codes are moving averages of the latents assigned to them (arXiv 1711.00937, appendix A.1)."""

    ema_element_count: Tensor
    ema_weight_sum: Tensor

    def __init__(self, codes: int, width: int) -> None:
        super().__init__(codes, width)
        self.codebook.requires_grad_(False)
        self.register_buffer("ema_element_count", torch.ones(codes))
        self.register_buffer("ema_weight_sum", self.codebook.weight.detach().clone())

    def forward(self, latents_BDhw: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Latents -> (quantised latents with straight-through gradients, indices_Bhw, commitment loss)."""
        latents_BDhw = latents_BDhw.float()
        indices_Bhw = self.nearest(latents_BDhw)
        codes_BDhw = self.codebook(indices_Bhw).permute(0, 3, 1, 2).float()
        straight_through = latents_BDhw + (codes_BDhw - latents_BDhw).detach()
        return straight_through, indices_Bhw, F.mse_loss(latents_BDhw, codes_BDhw)

    @torch.no_grad()
    def update(self, latents_BDhw: Tensor, indices_Bhw: Tensor) -> None:
        """One step of the averages. Counts are smoothed (Laplace), so that no code divides by zero, and kept so."""
        indices_N, codes = indices_Bhw.flatten(), len(self.ema_element_count)
        points_ND = latents_BDhw.permute(0, 2, 3, 1).flatten(0, 2).float()
        counts_K = torch.bincount(indices_N, minlength=codes).to(self.ema_element_count)
        sums_KD = torch.zeros_like(self.ema_weight_sum).index_add_(0, indices_N, points_ND)
        averaged_K = self.ema_element_count.lerp(counts_K, 1 - EMA_DECAY)
        total = averaged_K.sum()
        self.ema_element_count.copy_((averaged_K + EMA_SMOOTHING) / (total + codes * EMA_SMOOTHING) * total)
        self.ema_weight_sum.lerp_(sums_KD, 1 - EMA_DECAY)
        self.codebook.weight.copy_(self.ema_weight_sum / self.ema_element_count[:, None])


class CountedQuantizer(nn.Module):
    """The quantiser with the number of its updates beside, as published."""

    q_step_counter: Tensor

    def __init__(self, codes: int, width: int) -> None:
        super().__init__()
        self.register_buffer("q_step_counter", torch.tensor(0))
        self.vquantizer = MovingQuantizer(codes, width)

    def update(self, latents_BDhw: Tensor, indices_Bhw: Tensor) -> None:
        self.vquantizer.update(latents_BDhw, indices_Bhw)
        self.q_step_counter += 1


class HaarAnalysis(nn.Module):
    """Each 2x2 block [[a, b], [c, d]] -> its sum and three differences, halved: an orthonormal change of basis.

    Bands LL (a+b+c+d), LH (a+b-c-d), HL (a-b+c-d), HH (a-b-c+d), each with all channels of the picture.
    """

    def __init__(self) -> None:
        super().__init__()
        self.xfm = HaarFilters("h")

    def forward(self, images_BCHW: Tensor) -> Tensor:
        """(B, C, H, W) -> (B, 4 C, H/2, W/2)."""
        blocks_BCPhw = F.pixel_unshuffle(images_BCHW, 2).unflatten(1, (-1, 4))
        return torch.einsum("fp,bcphw->bfchw", self.xfm.basis(), blocks_BCPhw).flatten(1, 2)


class HaarSynthesis(nn.Module):
    """What undoes `HaarAnalysis`."""

    def __init__(self) -> None:
        super().__init__()
        self.ifm = HaarFilters("g")

    def forward(self, bands_BChw: Tensor) -> Tensor:
        """(B, 4 C, h, w) -> (B, C, 2 h, 2 w)."""
        bands_BFChw = bands_BChw.unflatten(1, (4, -1))
        blocks_BCPhw = torch.einsum("fp,bfchw->bcphw", self.ifm.basis(), bands_BFChw)
        return F.pixel_shuffle(blocks_BCPhw.flatten(1, 2), 2)


class HaarFilters(nn.Module):
    """The low (0) and high (1) pass filters along columns and rows, as published under one letter: `h0_col`."""

    def __init__(self, letter: str) -> None:
        super().__init__()
        for axis, shape in (("col", (1, 1, 2, 1)), ("row", (1, 1, 1, 2))):
            for passes, filter_2 in enumerate(((HAAR, HAAR), (HAAR, -HAAR))):
                self.register_buffer(f"{letter}{passes}_{axis}", torch.tensor(filter_2).view(shape))

    def basis(self) -> Tensor:
        """The bands LL, LH, HL, HH over the pixels a, b, c, d of a block -> FP."""
        low_col, high_col, low_row, high_row = self.buffers()  # in the order of registration
        bands = ((low_col, low_row), (high_col, low_row), (low_col, high_row), (high_col, high_row))
        return torch.stack([(column * row).flatten() for column, row in bands])
