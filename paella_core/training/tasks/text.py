"""Training the byte-level text encoder on captions alone: it learns to hold what a caption says where attention can
find it. The denoiser then reads it frozen, as the published ones read ByT5."""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import Tensor, nn

from paella_core.conditioning import byt5
from paella_core.training.attributes import Reader, attribute_accuracy, attribute_loss, labels_of
from paella_core.training.config import Config
from paella_core.training.data import SceneData, draft_batches
from paella_core.training.distributed import Share
from paella_core.training.loop import RunConfig
from paella_core.training.parts import Parts
from paella_core.training.scenes import Draft


class TextTask:
    """The encoder and a reader that questions it; only the encoder is kept."""

    def __init__(self, config: Config, run: RunConfig, device: torch.device, parts: Parts) -> None:
        self.product = byt5.build_encoder(config.network())
        self.longest = parts.conditioning().byt5_length
        self.reader = Reader(self.product.config.d_model)
        self.network = nn.ModuleDict({"encoder": self.product, "reader": self.reader})
        self.data = config.section("data", SceneData)
        self.run, self.device = run, device

    def batches(self, first: int, last: int, share: Share) -> Iterable[list[Draft]]:
        return draft_batches(self.data, self.run.batch_size, range(first, last), share)

    def loss(self, batch: list[Draft], step: int) -> tuple[Tensor, dict[str, float]]:
        captions = [draft.caption for draft in batch]
        answers_BQA = self.reader(*byt5.states(self.product, captions, self.longest))
        labels = labels_of([draft.world for draft in batch]).to(self.device)
        logged = step % self.run.log_every == 0
        return attribute_loss(answers_BQA, labels), attribute_accuracy(answers_BQA, labels) if logged else {}
