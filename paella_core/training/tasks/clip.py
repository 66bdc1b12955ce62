"""Training a small CLIP: pictures and captions find each other, and both name what they show."""

from __future__ import annotations

from collections.abc import Iterable

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from paella_core.conditioning.clip import ClipEncoder, build_clip
from paella_core.images import batch_to_tensor
from paella_core.training.attributes import Namer, attribute_accuracy, attribute_loss, labels_of
from paella_core.training.config import Config
from paella_core.training.data import SceneData, scene_batches, stacked
from paella_core.training.distributed import Share
from paella_core.training.loop import RunConfig
from paella_core.training.parts import Parts
from paella_core.training.scenes import Scene

LARGEST_SCALE = 4.6  # the logarithm of 100, as CLIP's authors bound it


class ClipTask:
    """The contrastive loss of CLIP, helped by naming attributes from either embedding; only CLIP is kept."""

    def __init__(self, config: Config, run: RunConfig, device: torch.device, _parts: Parts) -> None:
        self.product = build_clip(config.network())
        width = config.network()["embed_dim"]
        self.encoder = ClipEncoder(self.product, config.network())
        self.of_image, self.of_text = Namer(width), Namer(width)
        self.network = nn.ModuleDict({"clip": self.product, "of_image": self.of_image, "of_text": self.of_text})
        self.data = config.section("data", SceneData)
        self.run, self.device = run, device

    def batches(self, first: int, last: int, share: Share) -> Iterable[list[Scene]]:
        return scene_batches(self.data, self.run.batch_size, range(first, last), share)

    def loss(self, batch: list[Scene], step: int) -> tuple[Tensor, dict[str, float]]:
        images_BE = self.encoder.pictures(batch_to_tensor(stacked(batch), self.device))
        texts_BE = self.encoder.text([scene.caption for scene in batch])
        contrast, found = contrastive(images_BE, texts_BE, self.product.logit_scale)
        labels = labels_of([scene.world for scene in batch]).to(self.device)
        named_BQA = self.of_image(images_BE)
        total = contrast + 0.3 * attribute_loss(named_BQA, labels)
        total = total + 0.3 * attribute_loss(self.of_text(texts_BE), labels)
        logged = step % self.run.log_every == 0
        return total, {"found": found, **attribute_accuracy(named_BQA, labels)} if logged else {}


def contrastive(images_BE: Tensor, texts_BE: Tensor, log_scale: Tensor) -> tuple[Tensor, float]:
    """The symmetric contrastive loss, and the share of pictures that find their own caption."""
    scale = log_scale.clamp(max=LARGEST_SCALE).exp()
    logits_BB = scale * F.normalize(images_BE, dim=1) @ F.normalize(texts_BE, dim=1).T
    own_B = torch.arange(len(logits_BB), device=logits_BB.device)
    loss = (F.cross_entropy(logits_BB, own_B) + F.cross_entropy(logits_BB.T, own_B)) / 2
    return loss, float((logits_BB.argmax(1) == own_B).float().mean())
