"""Training the byte-level text encoder on captions alone: it learns to hold what a caption says where attention can
find it. The denoiser then reads it frozen, as the published ones read ByT5."""

from __future__ import annotations

from typing import cast

from torch import Tensor

from paella_core.conditioning import byt5
from paella_core.conditioning.libraries import T5EncoderModel
from paella_core.errors import TrainingError
from paella_core.packs.loading import build
from paella_core.training.attributes import Reader, attribute_accuracy, attribute_loss, labels_of
from paella_core.training.data import Batch
from paella_core.training.task import Metrics, Setting, Task


class TextTask(Task[T5EncoderModel]):
    """The encoder and a reader that questions it; only the encoder is kept."""

    role = "byt5"

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self.product = cast(T5EncoderModel, build(setting.parts.network(self.role)))
        self.longest = setting.parts.conditioning.byt5_length
        self.reader = Reader(self.product.config.d_model)
        self.run, self.device = setting.run, setting.device

    def forward(self, batch: Batch, step: int, /) -> tuple[Tensor, Metrics]:
        worlds = [sample.world for sample in batch.samples if sample.world is not None]
        if len(worlds) < len(batch):
            raise TrainingError('The text encoder learns what scenes hold: set [data] source = "captions".')
        answers_BQA = self.reader(*byt5.states(self.product, batch.captions, self.longest))
        labels = labels_of(worlds).to(self.device)
        metrics = attribute_accuracy(answers_BQA, labels) if self.run.logs(step) else {}
        return attribute_loss(answers_BQA, labels), metrics
