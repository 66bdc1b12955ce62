"""Training the watercolor VQGAN, whose diffusion model works on its latents: as the f4, but its codes are moving
averages.

Shape letters: B pictures, C picture channels, H W rows and columns of a crop, D latent channels, h w latent rows and
columns, K codes.
"""

from __future__ import annotations

from typing import cast

import torch
from torch import Tensor, nn

from paella_core.networks.vqgan_watercolor import MovingQuantizer, WatercolorVQGAN
from paella_core.training.distributed import of_all
from paella_core.training.tasks.codes import move, stored
from paella_core.training.tasks.vqgan import VQGANTask


class WatercolorTask(VQGANTask):
    """Reconstruction on random crops, with the averages as published (SEMANTICS section 4), once for each part of a
    batch; the rest of its training was not published."""

    decoder = ("latent_unmapper", "up_blocks", "out_block")
    leaves_weights_out = True  # the scalars of its blocks' modulation, which has nothing to modulate by

    @property
    def network(self) -> WatercolorVQGAN:
        """The product by its type."""
        return cast(WatercolorVQGAN, self.product)

    @property
    def quantiser(self) -> MovingQuantizer:
        return self.network.vqmodule.vquantizer

    def before_norm(self, crop_BCHW: Tensor) -> tuple[Tensor, nn.Module]:
        project, norm = cast(list[nn.Module], self.network.latent_mapper)
        return project(self.network.down_blocks(self.network.in_block(self.network.waveletify(crop_BCHW)))), norm

    def picture(self, latents_BDhw: Tensor) -> Tensor:
        return self.network.decode(latents_BDhw)

    @torch.no_grad()
    def follow(self, latents_BDhw: Tensor, indices_Bhw: Tensor) -> None:
        self.network.update_codebook(of_all(latents_BDhw), of_all(indices_Bhw))
        averages_KD = self.quantiser.ema_weight_sum / self.quantiser.ema_element_count[:, None]
        with stored(self):
            move(self.quantiser.codebook.weight, torch.ones_like(self.usage.used_K), averages_KD)

    @torch.no_grad()
    def place(self, which_K: Tensor, to_KD: Tensor) -> None:
        super().place(which_K, to_KD)
        self.quantiser.ema_weight_sum[which_K] = to_KD.to(self.device)[which_K]
        self.quantiser.ema_element_count[which_K] = 1.0
