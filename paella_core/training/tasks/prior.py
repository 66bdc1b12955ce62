"""Training the prior: from a caption's CLIP embedding to that of a picture of it."""

from __future__ import annotations

from collections.abc import Iterable

import torch
import torch.nn.functional as F
from torch import Tensor

from paella_core.diffusion import diffuse
from paella_core.images import batch_to_tensor
from paella_core.networks.prior import Prior, PriorConfig
from paella_core.training.config import Config
from paella_core.training.data import SceneData, scene_batches, stacked
from paella_core.training.distributed import Share
from paella_core.training.frozen import frozen_clip
from paella_core.training.loop import RunConfig
from paella_core.training.parts import Parts
from paella_core.training.scenes import Scene

TEXT_DROPOUT = 0.1


class PriorTask:
    """Predict the noise in a picture's embedding (SEMANTICS sections 6 and 9); a withheld text is zeros."""

    def __init__(self, config: Config, run: RunConfig, device: torch.device, parts: Parts) -> None:
        self.product = self.network = Prior(PriorConfig(**config.network()))
        self.clip = frozen_clip(parts, device)
        self.data = config.section("data", SceneData)
        self.run, self.device = run, device

    def batches(self, first: int, last: int, share: Share) -> Iterable[list[Scene]]:
        return scene_batches(self.data, self.run.batch_size, range(first, last), share)

    def loss(self, batch: list[Scene], _step: int) -> tuple[Tensor, dict[str, float]]:
        image_BE = self.clip.pictures(batch_to_tensor(stacked(batch), self.device))
        text_BE = self.clip.text([scene.caption for scene in batch])
        text_BE = text_BE * (torch.rand(len(batch), 1, device=self.device) >= TEXT_DROPOUT)
        t_B = 1 - torch.rand(len(batch), device=self.device)
        noise_BE = torch.randn_like(image_BE)
        predicted_BE = self.network(diffuse(image_BE, t_B, noise_BE), t_B, text_BE)
        return F.mse_loss(predicted_BE, noise_BE), {}
