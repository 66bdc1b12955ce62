"""Training the latent denoisers of Arroz on the frozen VQGAN and CLIP.

Shape letters: B batch, D h w latent channels, rows and columns, E channels of an embedding.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from paella_core.diffusion import diffuse
from paella_core.packs.loading import build
from paella_core.training.data import Batch
from paella_core.training.encoders import Encoders
from paella_core.training.randomness import SampleRandomness
from paella_core.training.task import Metrics, Setting, Task


@dataclass(frozen=True)
class Conditions:
    """The section `conditions`; the defaults are those of v1 (SEMANTICS section 9).

    `dropout` is the share of samples whose embedding is withheld: zeros. Of the others, `noised_share` have theirs
    noised up to the level `noised_up_to`, so that the network forgives what a prior imagines. Upstream draws both once
    a batch and process; here each sample has its own draws.
    """

    dropout: float = 0.1
    noised_share: float = 0.0
    noised_up_to: float = 0.5


class Clip2ImgTask(Task):
    """Predict the noise in a picture's quantised latents, given what CLIP sees in the picture."""

    role = "denoiser"

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self.product = build(setting.parts.network(self.role))
        self.encoders = Encoders(setting.parts, setting.device)
        self.conditions = setting.config.section("conditions", Conditions)
        self.run, self.device = setting.run, setting.device

    def forward(self, batch: Batch, _step: int) -> tuple[Tensor, Metrics]:
        lot = SampleRandomness(self.run.seed, batch.numbers, self.device)
        latents_BDhw = self.encoders.latents(batch)
        t_B, noise_BDhw = 1 - lot.uniforms(), lot.normals(*latents_BDhw.shape[1:])
        condition_BE = conditioned(self.encoders.clip_pictures(batch), self.conditions, lot)
        predicted_BDhw = self.product(diffuse(latents_BDhw, t_B, noise_BDhw), t_B, condition_BE)
        return F.mse_loss(predicted_BDhw, noise_BDhw), {}


def conditioned(pictures_BE: Tensor, conditions: Conditions, lot: SampleRandomness) -> Tensor:
    """What the network is told: CLIP's embeddings, by lot zeros or noised."""
    kept_B1 = lot.uniforms(1) >= conditions.dropout
    chosen_B1 = lot.uniforms(1) < conditions.noised_share
    noised_BE = diffuse(pictures_BE, lot.uniforms() * conditions.noised_up_to, lot.normals(pictures_BE.shape[1]))
    return torch.where(chosen_B1, noised_BE, pictures_BE) * kept_B1
