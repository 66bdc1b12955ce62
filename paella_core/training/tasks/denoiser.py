"""Training the token denoiser on the frozen codec and text encoders.

Shape letters: B batch, H W token rows and columns, L text tokens, E channels of an embedding.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

import torch
from torch import Tensor

from paella_core.images import batch_to_tensor
from paella_core.networks.paella import Paella, PaellaConfig
from paella_core.networks.vqgan_f4 import VQGAN
from paella_core.training.config import Config
from paella_core.training.data import SceneData, scene_batches, stacked
from paella_core.training.distributed import Share
from paella_core.training.frozen import FrozenEncoder, frozen_clip
from paella_core.training.loop import RunConfig
from paella_core.training.loss import accuracy, add_noise, loss_weights, noise_levels, weighted_loss
from paella_core.training.parts import Parts
from paella_core.training.regions import known_contexts
from paella_core.training.scenes import Scene


@dataclass(frozen=True)
class Conditions:
    """The section `conditions`: how often a sample's caption, or CLIP's reading of it, is withheld, and how many of the
    batches see the picture's own CLIP embedding. Upstream draws once a batch; here each sample has its own draw."""

    caption_dropout: float = 0.1
    clip_dropout: float = 0.4
    image_share: float = 0.15


@dataclass(frozen=True)
class Noise:
    """The section `noise`: the share of samples noised in a rectangle only, so that the network learns to go on from a
    clean context at any noise level; and how levels are spread: 1 evenly as published, more favours high noise, where
    the composition is decided.
    """

    region_share: float = 0.35
    level_power: float = 1.0


class DenoiserTask:
    """Noise the tokens of a scene, predict them from the caption."""

    def __init__(self, config: Config, run: RunConfig, device: torch.device, parts: Parts) -> None:
        self.product = self.network = Paella(PaellaConfig(**config.network()))
        self.vqgan = cast(VQGAN, parts.load("vqgan", device))
        self.encoder, self.clip = FrozenEncoder(parts, device), frozen_clip(parts, device)
        self.conditions = config.section("conditions", Conditions)
        self.noise = config.section("noise", Noise)
        self.data = config.section("data", SceneData)
        self.run, self.device = run, device

    def batches(self, first: int, last: int, share: Share) -> Iterable[list[Scene]]:
        return scene_batches(self.data, self.run.batch_size, range(first, last), share)

    def loss(self, batch: list[Scene], step: int) -> tuple[Tensor, dict[str, float]]:
        images_BCHW = batch_to_tensor(stacked(batch), self.device)
        tokens_BHW = self.vqgan.tokenize(images_BCHW)
        t_B = noise_levels(torch.rand(len(batch)) ** self.noise.level_power).to(self.device)
        random_BHW = torch.randint_like(tokens_BHW, self.network.config.num_labels)
        region_BHW = known_contexts(batch, tokens_BHW.shape[1:], self.noise.region_share).to(self.device)
        noised = add_noise(tokens_BHW, t_B, torch.rand_like(tokens_BHW, dtype=torch.float32), random_BHW)
        seen_BHW = torch.where(region_BHW, noised.tokens_BHW, tokens_BHW)
        logits_BKHW = self.predict(seen_BHW, t_B, images_BCHW, [scene.caption for scene in batch])
        weights_BHW = loss_weights(noised.mask_BHW, t_B) * region_BHW
        metrics = {"accuracy": float(accuracy(logits_BKHW, tokens_BHW))} if step % self.run.log_every == 0 else {}
        return weighted_loss(logits_BKHW, tokens_BHW, weights_BHW), metrics

    def predict(self, tokens_BHW: Tensor, t_B: Tensor, images_BCHW: Tensor, captions: list[str]) -> Tensor:
        """The network under a sample's condition, part of it withheld by lot."""
        states_BLE, mask_BL = self.encoder.states(withheld(captions, self.conditions.caption_dropout))
        clip_BE = self.clip.text(withheld(captions, self.conditions.clip_dropout))
        shows_image = torch.rand(()) < self.conditions.image_share
        image_BE = self.clip.pictures(images_BCHW) if shows_image else None
        return self.network(tokens_BHW, t_B, states_BLE, clip_BE, image_BE, key_mask_BS=mask_BL)


def withheld(captions: list[str], share: float) -> list[str]:
    """The captions, that share of them emptied by lot."""
    return ["" if gone else caption for caption, gone in zip(captions, torch.rand(len(captions)) < share, strict=True)]
