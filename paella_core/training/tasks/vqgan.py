"""Training the VQGAN: pictures in, the same pictures out, through a grid of codes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from paella_core.errors import TrainingError
from paella_core.images import batch_to_tensor
from paella_core.networks.vqgan_f4 import VQGAN, VQGANConfig
from paella_core.training.config import Config
from paella_core.training.data import SceneData, scene_batches, stacked
from paella_core.training.distributed import Share
from paella_core.training.loop import RunConfig
from paella_core.training.parts import Parts
from paella_core.training.scenes import Scene


@dataclass(frozen=True)
class VQGANLoss:
    """The section `loss`. `settle_step` is when the batch norm's statistics are frozen and the codes placed: before it
    the latents pass unquantised. Codes unused for `revive_every` steps move to latents of the batch.
    """

    absolute: float = 1.0
    squared: float = 5.0
    edges: float = 1.0
    codebook: float = 0.25
    settle_step: int = 150
    revive_every: int = 50
    crop: int = 64


class VQGANTask:
    """Reconstruction on random crops; the batch norm keeps its running statistics, so that a picture's own mean colour
    is never normalised away."""

    def __init__(self, config: Config, run: RunConfig, device: torch.device, _parts: Parts) -> None:
        self.product = VQGAN(VQGANConfig(**config.network()))
        self.usage = Usage(self.product.config.codebook_size)
        self.network = nn.ModuleDict({"vqgan": self.product, "usage": self.usage})
        self.data = config.section("data", SceneData)
        self.weights = config.section("loss", VQGANLoss)
        self.run, self.device = run, device

    def batches(self, first: int, last: int, share: Share) -> Iterable[list[Scene]]:
        if share.count > 1:  # codes are placed and revived from a batch, which each process would do differently
            raise TrainingError("The vqgan learns in one process: start it without torchrun.")
        return scene_batches(self.data, self.run.batch_size, range(first, last), share)

    def loss(self, batch: list[Scene], step: int) -> tuple[Tensor, dict[str, float]]:
        images_BCHW = crops(batch_to_tensor(stacked(batch), self.device), self.weights.crop)
        norms(self.product).train(step < self.weights.settle_step)
        latents_BDhw = self.product.latents(images_BCHW)
        if step == self.weights.settle_step:
            self.place_codes(latents_BDhw)
        quantised_BDhw, indices_Bhw, commitment = self.quantise(latents_BDhw, step)
        output_BCHW = self.product.picture(quantised_BDhw)
        squared = F.mse_loss(output_BCHW, images_BCHW)
        total = self.weights.squared * squared + self.weights.absolute * F.l1_loss(output_BCHW, images_BCHW)
        total = total + self.weights.edges * edge_loss(output_BCHW, images_BCHW) + self.weights.codebook * commitment
        self.usage.used_K[indices_Bhw.flatten()] = True
        used = float(self.usage.used_K.float().mean())
        if step > self.weights.settle_step and step % self.weights.revive_every == 0:
            self.revive_codes(latents_BDhw, step)
        return total, {"psnr": float(-10 * squared.detach().log10()), "codes_used": used}

    def quantise(self, latents_BDhw: Tensor, step: int) -> tuple[Tensor, Tensor, Tensor]:
        """The quantiser, or before `settle_step` the latents as they are."""
        quantised_BDhw, indices_Bhw, loss = self.product.vquantizer(latents_BDhw)
        if step < self.weights.settle_step:
            return latents_BDhw, indices_Bhw, loss * 0
        return quantised_BDhw, indices_Bhw, loss

    @torch.no_grad()
    def place_codes(self, latents_BDhw: Tensor) -> None:
        """Start the codes at latents of this batch."""
        self.product.codebook.weight.copy_(some_latents(latents_BDhw, self.usage.used_K.numel()))

    @torch.no_grad()
    def revive_codes(self, latents_BDhw: Tensor, step: int) -> None:
        """Move the codes that nobody used since the last time, in the first three quarters of the run."""
        unused_K = ~self.usage.used_K
        if step < 0.75 * self.run.steps:
            self.product.codebook.weight[unused_K] = some_latents(latents_BDhw, int(unused_K.sum()))
        self.usage.used_K.zero_()


class Usage(nn.Module):
    """Which codes were used since the last revival; a part of the run, so that a resumed one revives the same."""

    used_K: Tensor

    def __init__(self, codes: int) -> None:
        super().__init__()
        self.register_buffer("used_K", torch.zeros(codes, dtype=torch.bool))


def norms(network: VQGAN) -> nn.Module:
    """The batch norm at the encoder's end."""
    return network.down_blocks[-1]


def some_latents(latents_BDhw: Tensor, count: int) -> Tensor:
    """`count` latents (count, D) drawn by lot."""
    points_ND = latents_BDhw.permute(0, 2, 3, 1).flatten(0, 2)
    return points_ND[torch.randint(len(points_ND), (count,), device=points_ND.device)]


def crops(images_BCHW: Tensor, side: int) -> Tensor:
    """A random crop of each picture."""
    top, left = (int(torch.randint(extent - side + 1, ())) for extent in images_BCHW.shape[-2:])
    return images_BCHW[..., top : top + side, left : left + side]


def edge_loss(output_BCHW: Tensor, images_BCHW: Tensor) -> Tensor:
    """The error of the differences between neighbours: what the eye calls sharpness."""
    error_BCHW = output_BCHW - images_BCHW
    return error_BCHW.diff(dim=-1).abs().mean() + error_BCHW.diff(dim=-2).abs().mean()
