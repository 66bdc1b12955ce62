"""Training a small CLIP: pictures and captions find each other, and of scenes both name what they show."""

from __future__ import annotations

from typing import cast

import torch
import torch.nn.functional as F
from torch import Tensor

from paella_core.conditioning.clip import ClipEncoder
from paella_core.conditioning.libraries import CLIP
from paella_core.images import batch_to_tensor
from paella_core.packs.loading import build
from paella_core.training.attributes import Namer, attribute_accuracy, attribute_loss, labels_of
from paella_core.training.data import Batch
from paella_core.training.distributed import of_all
from paella_core.training.task import Metrics, Setting, Task

LARGEST_SCALE = 4.6  # the logarithm of 100, as CLIP's authors bound it
NAMING = 0.3


class ClipTask(Task[CLIP]):
    """The contrastive loss of CLIP (arXiv 2103.00020), helped by naming attributes from either embedding where a
    sample's world is known; only CLIP is kept. Each picture is compared with the captions of all processes, but only
    with those of its part of the batch."""

    role = "clip"
    leaves_weights_out = True  # pictures without worlds name nothing

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        network = setting.parts.network(self.role)
        self.product = cast(CLIP, build(network))
        self.encoder = ClipEncoder(self.product, network.config)
        width = network.config["embed_dim"]
        self.of_image, self.of_text = Namer(width), Namer(width)
        self.run, self.device = setting.run, setting.device

    def forward(self, batch: Batch, step: int, /) -> tuple[Tensor, Metrics]:
        images_BE = self.encoder.pictures(batch_to_tensor(batch.images, self.device))
        texts_BE = self.encoder.text(batch.captions)
        contrast, found = contrastive(of_all(images_BE), of_all(texts_BE), self.product.logit_scale)
        named, metrics = self.naming(images_BE, texts_BE, batch, step)
        return contrast + NAMING * named, {"found": found, **metrics}

    def naming(self, images_BE: Tensor, texts_BE: Tensor, batch: Batch, step: int) -> tuple[Tensor, Metrics]:
        """How badly both name what is there; nothing where it is not known."""
        worlds = [sample.world for sample in batch.samples if sample.world is not None]
        if len(worlds) < len(batch):
            return images_BE.new_zeros(()), {}
        labels, named_BQA = labels_of(worlds).to(self.device), self.of_image(images_BE)
        loss = attribute_loss(named_BQA, labels) + attribute_loss(self.of_text(texts_BE), labels)
        return loss, attribute_accuracy(named_BQA, labels) if self.run.logs(step) else {}


def contrastive(images_BE: Tensor, texts_BE: Tensor, log_scale: Tensor) -> tuple[Tensor, Tensor]:
    """The symmetric contrastive loss, and the share of pictures that find their own caption."""
    scale = log_scale.clamp(max=LARGEST_SCALE).exp()
    logits_BB = scale * F.normalize(images_BE, dim=1) @ F.normalize(texts_BE, dim=1).T
    own_B = torch.arange(len(logits_BB), device=logits_BB.device)
    loss = (F.cross_entropy(logits_BB, own_B) + F.cross_entropy(logits_BB.T, own_B)) / 2
    return loss, (logits_BB.argmax(1) == own_B).float().mean()
