"""Training the VQGAN: pictures in, the same pictures out, through a grid of codes.

Shape letters: B pictures, C picture channels, H W rows and columns of a crop, D latent channels, h w latent rows and
columns, K codes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import torch
import torch.distributed as dist
import torch.nn.functional as F
from torch import Tensor, nn

from paella_core.images import batch_to_tensor
from paella_core.networks.vqgan_f4 import VQGAN, VectorQuantizer
from paella_core.packs.loading import build
from paella_core.training.data import Batch
from paella_core.training.distributed import of_all
from paella_core.training.randomness import SampleRandomness
from paella_core.training.task import Metrics, Setting, Task
from paella_core.training.tasks.codes import Usage, move, some_latents, stored
from paella_core.training.tasks.discriminator import Discriminator

_LAST_MOVE = 0.75  # of the run: then codes stay, so that the rest can settle around them


@dataclass(frozen=True)
class VQGANLoss:
    """The section `loss`. `settle_step` is when the batch norm's statistics are frozen and the codes placed: before it
    the latents pass unquantised; -1 goes on from a VQGAN that learned before. Codes that nobody used for `revive_every`
    steps move to latents of the batch.

    `decoder_only` goes on with a VQGAN whose tokens a denoiser has learned: encoder and codes stay as they are.

    `adversarial` is the weight of a discriminator's verdict from `adversarial_step` on, when it begins to learn, too;
    at 0 there is none. `adversarial_width` is the channels of its first layer.
    """

    absolute: float = 1.0
    squared: float = 5.0
    edges: float = 1.0
    codebook: float = 0.25
    settle_step: int = 150
    revive_every: int = 50
    crop: int = 64
    decoder_only: bool = False
    adversarial: float = 0.0
    adversarial_step: int = 1000
    adversarial_width: int = 64


class VQGANTask(Task):
    """Reconstruction on random crops. The f4's training was not published: this is our own.

    The batch norm keeps its running statistics from `settle_step` on, so that a picture's own mean colour is never
    normalised away; before, it sees the part of the batch in hand of all processes together. A discriminator learns in
    the same steps as the VQGAN, by the same optimizer, its gradients clipped together with the others; only the VQGAN
    is kept.
    """

    role = "vqgan"
    decoder = ("up_blocks", "out_block")

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self.product = cast(VQGAN, build(setting.parts.network(self.role)))
        self.weights = setting.config.section("loss", VQGANLoss)
        self.usage = Usage(self.product.config.codebook_size)
        self.discriminator = Discriminator(self.weights.adversarial_width) if self.weights.adversarial else None
        self.leaves_weights_out |= self.discriminator is not None  # until it begins
        self.run, self.device = setting.run, setting.device
        if self.weights.decoder_only:
            self.product.requires_grad_(False)
            for part in self.decoder:
                self.product.get_submodule(part).requires_grad_(True)

    @property
    def quantiser(self) -> VectorQuantizer:
        """What replaces latents by codes."""
        return self.product.vquantizer

    def forward(self, batch: Batch, step: int) -> tuple[Tensor, Metrics]:
        lot = SampleRandomness(self.run.seed, batch.numbers, self.device)
        crop_BCHW = crops(batch_to_tensor(batch.images, self.device), self.weights.crop, lot.uniforms(2))
        latents_BDhw = self.latents(crop_BCHW, step)
        self.move_codes(latents_BDhw, step)
        quantised_BDhw, commitment = self.quantise(latents_BDhw, step)
        output_BCHW = self.picture(quantised_BDhw)
        loss, metrics = self.reconstruction(output_BCHW, crop_BCHW)
        adversarial, more = self.adversarial(output_BCHW, crop_BCHW, step)
        metrics = {**metrics, "codes_used": self.usage.used_K.float().mean(), **more}
        return loss + self.weights.codebook * commitment + adversarial, metrics

    def settled(self, step: int) -> bool:
        """Whether latents are quantised, and normalised as they will be ever after."""
        return self.weights.decoder_only or step >= self.weights.settle_step

    def latents(self, crop_BCHW: Tensor, step: int) -> Tensor:
        """The encoder before quantisation, its norm by the batch of all processes until `settle_step`."""
        before_BDhw, norm = self.before_norm(crop_BCHW)
        norm.train(not self.settled(step))
        return own_rows(norm(of_all(before_BDhw))) if norm.training else norm(before_BDhw)

    def before_norm(self, crop_BCHW: Tensor) -> tuple[Tensor, nn.Module]:
        """The latents before the batch norm at the encoder's end, and that norm."""
        *blocks, (project, norm) = cast(list[nn.Sequential], self.product.down_blocks)
        x = self.product.in_block(crop_BCHW)
        for block in blocks:
            x = block(x)
        return project(x), norm

    def quantise(self, latents_BDhw: Tensor, step: int) -> tuple[Tensor, Tensor]:
        """The codes of latents, before `settle_step` the latents as they are, and the loss of codes and encoder."""
        quantised_BDhw, indices_Bhw, commitment = self.quantiser(latents_BDhw)
        self.usage.note(indices_Bhw)
        if not self.settled(step):
            return latents_BDhw, commitment * 0
        if not self.weights.decoder_only:
            self.follow(latents_BDhw, indices_Bhw)
        return quantised_BDhw, commitment

    def follow(self, latents_BDhw: Tensor, indices_Bhw: Tensor) -> None:
        """Let codes follow the latents assigned to them; those of an f4 have their own loss for that."""

    def picture(self, latents_BDhw: Tensor) -> Tensor:
        """The decoder."""
        return self.product.picture(latents_BDhw)

    def reconstruction(self, output_BCHW: Tensor, crop_BCHW: Tensor) -> tuple[Tensor, Metrics]:
        """How far the output is from the crop."""
        squared = F.mse_loss(output_BCHW, crop_BCHW)
        loss = self.weights.squared * squared + self.weights.absolute * F.l1_loss(output_BCHW, crop_BCHW)
        loss = loss + self.weights.edges * edge_loss(output_BCHW, crop_BCHW)
        return loss, {"psnr": -10 * squared.detach().log10()}

    def adversarial(self, output_BCHW: Tensor, crop_BCHW: Tensor, step: int) -> tuple[Tensor, Metrics]:
        """The discriminator's own loss, and the weighted one of the VQGAN against it; nothing before it begins."""
        if self.discriminator is None or step < self.weights.adversarial_step:
            return output_BCHW.new_zeros(()), {}
        own = self.discriminator.loss(crop_BCHW, output_BCHW)
        against = self.discriminator.against(output_BCHW)
        return own + self.weights.adversarial * against, {"discriminator": own.detach()}

    def move_codes(self, latents_BDhw: Tensor, step: int) -> None:
        """Start the codes at latents of the batch; later move those that nobody used since the last time."""
        settled = step - self.weights.settle_step
        if self.weights.decoder_only or settled < 0 or settled % self.weights.revive_every:
            return
        unused_K = self.usage.begin(step)
        if unused_K is None or (settled > 0 and step >= _LAST_MOVE * self.run.steps):
            return
        which_K = torch.ones_like(unused_K) if settled == 0 else unused_K
        self.place(which_K, some_latents(latents_BDhw, len(which_K), self.run.seed, step))

    def place(self, which_K: Tensor, to_KD: Tensor) -> None:
        """Put some codes elsewhere."""
        with stored(self):
            move(self.quantiser.codebook.weight, which_K, to_KD)


def own_rows(rows: Tensor) -> Tensor:
    """This process's rows among those of all, which `of_all` gave."""
    if not dist.is_initialized():
        return rows
    return rows[dist.get_rank() :: dist.get_world_size()]


def crops(images_BCHW: Tensor, side: int, uniforms_B2: Tensor) -> Tensor:
    """A crop of each picture, placed by its two uniforms."""
    room = torch.tensor(images_BCHW.shape[-2:]) - side + 1
    corners = (uniforms_B2.cpu() * room).long().tolist()
    return torch.stack(
        [
            image[:, top : top + side, left : left + side]
            for image, (top, left) in zip(images_BCHW, corners, strict=True)
        ]
    )


def edge_loss(output_BCHW: Tensor, images_BCHW: Tensor) -> Tensor:
    """The error of the differences between neighbours: what the eye calls sharpness."""
    error_BCHW = output_BCHW - images_BCHW
    return error_BCHW.diff(dim=-1).abs().mean() + error_BCHW.diff(dim=-2).abs().mean()
