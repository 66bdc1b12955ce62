"""Training the prior: from a caption's CLIP embedding to that of a picture of it."""

from __future__ import annotations

from typing import cast

import torch
import torch.nn.functional as F
from torch import Tensor

from paella_core.diffusion import diffuse
from paella_core.networks.prior import Prior
from paella_core.packs.loading import build
from paella_core.training.data import Batch
from paella_core.training.encoders import Encoders
from paella_core.training.randomness import SampleRandomness
from paella_core.training.task import Metrics, Setting, Task

TEXT_DROPOUT = 0.1


class PriorTask(Task[Prior]):
    """Predict the noise in a picture's embedding (SEMANTICS sections 6 and 9); a withheld text is zeros."""

    role = "prior"
    asks = ("clip_pictures", "clip_texts")

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self.product = cast(Prior, build(setting.parts.network(self.role)))
        self.encoders = Encoders(setting.parts, setting.device)
        self.run, self.device = setting.run, setting.device

    def forward(self, batch: Batch, _step: int, /) -> tuple[Tensor, Metrics]:
        lot = SampleRandomness(self.run.seed, batch.numbers, self.device)
        image_BE = self.encoders.clip_pictures(batch)
        text_BE = self.encoders.clip_texts(batch, torch.zeros(len(batch), dtype=torch.bool))
        text_BE = text_BE * (lot.uniforms(1) >= TEXT_DROPOUT)
        t_B = 1 - lot.uniforms()
        noise_BE = lot.normals(image_BE.shape[1])
        predicted_BE = self.product(diffuse(image_BE, t_B, noise_BE), t_B, text_BE)
        return F.mse_loss(predicted_BE, noise_BE), {}
