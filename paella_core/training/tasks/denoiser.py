"""Training the token denoiser on the frozen codec and text encoders.

Shape letters: B batch, H W token rows and columns, L text tokens, E channels of an embedding.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from paella_core.conditioning import byt5
from paella_core.conditioning.clip import build_tokenizer
from paella_core.images import batch_to_tensor
from paella_core.networks.paella import Paella, PaellaConfig
from paella_core.training.config import Config
from paella_core.training.data import SceneData, scene_batches, stacked
from paella_core.training.loop import RunConfig
from paella_core.training.loss import accuracy, add_noise, loss_weights, noise_levels, weighted_loss
from paella_core.training.parts import Parts
from paella_core.training.regions import emphasis, known_contexts
from paella_core.training.scenes import Scene
from paella_core.training.tasks.clip import clip_pictures

LONGEST = 256


@dataclass(frozen=True)
class Conditions:
    """The section `conditions`: how often a sample's caption, or CLIP's reading of it, is withheld, and how many of the
    batches see the picture's own CLIP embedding. Upstream draws once a batch; here each sample has its own draw."""

    caption_dropout: float = 0.1
    clip_dropout: float = 0.4
    image_share: float = 0.15


@dataclass(frozen=True)
class Focus:
    """The section `focus`: the share of samples noised in a rectangle only, so that the network learns to go on from a
    clean context at any noise level, and how much more a subject's tokens count than the rest."""

    region_share: float = 0.35
    subject_weight: float = 2.0


class DenoiserTask:
    """Noise the tokens of a scene, predict them from the caption."""

    def __init__(self, config: Config, run: RunConfig, device: torch.device, parts: Parts) -> None:
        self.product = self.network = Paella(PaellaConfig(**config.network()))
        self.vqgan, self.encoder, self.clip = (parts.load(role, device) for role in ("vqgan", "byt5", "clip"))
        self.clip_tokenize = build_tokenizer(dict(parts.network("clip").config))
        self.conditions = config.section("conditions", Conditions)
        self.focus = config.section("focus", Focus)
        self.data = config.section("data", SceneData)
        self.run, self.device = run, device

    def batches(self, first: int, last: int) -> Iterable[list[Scene]]:
        return scene_batches(self.data, self.run.batch_size, first, last)

    def loss(self, batch: list[Scene], step: int) -> tuple[Tensor, dict[str, float]]:
        images_BCHW = batch_to_tensor(stacked(batch), self.device)
        tokens_BHW = self.vqgan.tokenize(images_BCHW)
        t_B = noise_levels(torch.rand(len(batch))).to(self.device)
        random_BHW = torch.randint_like(tokens_BHW, self.network.config.num_labels)
        region_BHW = known_contexts(batch, tokens_BHW.shape[1:], self.focus.region_share).to(self.device)
        noised = add_noise(tokens_BHW, t_B, torch.rand_like(tokens_BHW, dtype=torch.float32), random_BHW)
        seen_BHW = torch.where(region_BHW, noised.tokens_BHW, tokens_BHW)
        logits_BKHW = self.predict(seen_BHW, t_B, images_BCHW, [scene.caption for scene in batch])
        weights_BHW = loss_weights(noised.mask_BHW, t_B) * region_BHW
        weights_BHW = weights_BHW * emphasis(batch, tokens_BHW.shape[1:], self.focus.subject_weight).to(self.device)
        metrics = {"accuracy": float(accuracy(logits_BKHW, tokens_BHW))} if step % self.run.log_every == 0 else {}
        return weighted_loss(logits_BKHW, tokens_BHW, weights_BHW), metrics

    def predict(self, tokens_BHW: Tensor, t_B: Tensor, images_BCHW: Tensor, captions: list[str]) -> Tensor:
        """The network under a sample's condition, part of it withheld by lot."""
        with torch.no_grad():
            states_BLE, mask_BL = self.read(withheld(captions, self.conditions.caption_dropout))
            clip_BE = self.clip_text(withheld(captions, self.conditions.clip_dropout))
            shows_image = torch.rand(()) < self.conditions.image_share
            image_BE = self.clip_image(images_BCHW) if shows_image else None
        return self.network(tokens_BHW, t_B, states_BLE, clip_BE, image_BE, key_mask_BS=mask_BL)

    def read(self, captions: list[str]) -> tuple[Tensor, Tensor]:
        """Captions -> the encoder's states (B, L, E) and which of them are real (B, L)."""
        ids_BL, mask_BL = (t.to(self.device) for t in byt5.tokenize(captions, LONGEST))
        return byt5.encode(self.encoder, ids_BL, mask_BL), mask_BL

    def clip_text(self, captions: list[str]) -> Tensor:
        """Captions -> CLIP embeddings (B, E)."""
        return self.clip.encode_text(self.clip_tokenize(captions).to(self.device))

    def clip_image(self, images_BCHW: Tensor) -> Tensor:
        """Pictures -> CLIP embeddings (B, E)."""
        side = self.clip.visual.image_size
        return self.clip.encode_image(clip_pictures(F.interpolate(images_BCHW, (side, side), mode="area")))


def withheld(captions: list[str], share: float) -> list[str]:
    """The captions, that share of them emptied by lot."""
    return ["" if gone else caption for caption, gone in zip(captions, torch.rand(len(captions)) < share, strict=True)]
