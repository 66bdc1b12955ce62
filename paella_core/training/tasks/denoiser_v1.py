"""Training the token denoiser of paella-v1 on the frozen codec and CLIP.

Shape letters: B batch, H W token rows and columns, K labels, E channels of an embedding.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import torch
from torch import Tensor

from paella_core.networks.denoise_unet import DenoiseUNet
from paella_core.packs.loading import build
from paella_core.schedule import noise_share
from paella_core.training.data import Batch
from paella_core.training.encoders import Encoders
from paella_core.training.loss import accuracy, add_noise, mean_loss
from paella_core.training.randomness import SampleRandomness
from paella_core.training.task import Metrics, Setting, Task


@dataclass(frozen=True)
class Conditions:
    """The section `conditions`: the share of samples whose embedding is withheld: zeros, not that of an empty caption.
    Upstream draws it once a batch and process (SEMANTICS section 9); here each sample has its own draw."""

    dropout: float = 0.1


class DenoiserV1Task(Task):
    """Noise the tokens of a picture, predict them all from one CLIP embedding: the caption's, or the picture's own
    where the pack feeds that."""

    role = "denoiser"

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self.product = cast(DenoiseUNet, build(setting.parts.network(self.role)))
        self.encoders = Encoders(setting.parts, setting.device)
        self.conditions = setting.config.section("conditions", Conditions)
        self.sees_pictures = "clip_image" in setting.parts.conditioning.feeds
        self.run, self.device = setting.run, setting.device

    def forward(self, batch: Batch, step: int) -> tuple[Tensor, Metrics]:
        lot = SampleRandomness(self.run.seed, batch.numbers, self.device)
        tokens_BHW = self.encoders.tokens(batch)
        grid = tokens_BHW.shape[1:]
        r_B = lot.uniforms()
        uniforms_BHW, random_BHW = lot.uniforms(*grid), lot.integers(self.product.config.num_labels, *grid)
        noised = add_noise(tokens_BHW, noise_share(r_B), uniforms_BHW, random_BHW)
        logits_BKHW = self.product(noised.tokens_BHW, r_B, self.condition(batch, lot))
        metrics = {"accuracy": accuracy(logits_BKHW, tokens_BHW)} if self.run.logs(step) else {}
        return mean_loss(logits_BKHW, tokens_BHW), metrics

    def condition(self, batch: Batch, lot: SampleRandomness) -> Tensor:
        """What the network is told (B, E), part of it withheld by lot."""
        if self.sees_pictures:
            embedding_BE = self.encoders.clip_pictures(batch)
        else:
            embedding_BE = self.encoders.clip_texts(batch, torch.zeros(len(batch), dtype=torch.bool))
        return embedding_BE * (lot.uniforms(1) >= self.conditions.dropout)
