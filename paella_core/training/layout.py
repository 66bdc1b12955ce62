"""A helping task for the token denoiser: to say, on its coarsest level and at any noise level, which subject stands
where, and in what light. From tokens alone it learns that late, as few of them show a subject; what it then decides
first, where there is only noise, decides the picture.

Shape letters: B samples, C channels, h w rows and columns of the coarsest level, A answers to a question.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from paella_core.networks.layers import normed
from paella_core.networks.paella import Paella
from paella_core.training.attributes import CHOICES, UNKNOWN
from paella_core.training.data import Sample
from paella_core.training.regions import cells
from paella_core.training.scenes.world import COLOURS, KINDS

QUESTIONS = {"kind": ("nothing", *KINDS), "colour": ("nothing", *COLOURS), **CHOICES}


class LayoutReader(nn.Module):
    """Answers each question linearly from every place of a denoiser's coarsest level, at its end."""

    def __init__(self, denoiser: Paella) -> None:
        super().__init__()
        self.answers = nn.Linear(denoiser.config.c_hidden[-1], sum(map(len, QUESTIONS.values())))
        *_, last = (layer for layer in denoiser.up_blocks[0].children() if not isinstance(layer, nn.Sequential))
        last.register_forward_hook(self._see)
        self._seen_BChw = torch.zeros(0)

    def _see(self, _layer: nn.Module, _inputs: object, output_BChw: Tensor) -> None:
        self._seen_BChw = output_BChw

    def forward(self, samples: Sequence[Sample]) -> Tensor:
        """The mean cross entropy of its answers about the samples that the denoiser saw last -> scalar. Those without a
        world add nothing."""
        answers_BhwA = self.answers(normed(self._seen_BChw.permute(0, 2, 3, 1))).float()
        labels = labels_of(samples, answers_BhwA.shape[1:3])
        split = answers_BhwA.split([len(names) for names in QUESTIONS.values()], dim=3)
        losses = [
            F.cross_entropy(about.permute(0, 3, 1, 2), labels_Bhw, reduction="none", ignore_index=UNKNOWN)
            for about, labels_Bhw in zip(split, labels.to(answers_BhwA.device), strict=True)
        ]
        return torch.stack(losses).mean()


def labels_of(samples: Sequence[Sample], grid: Sequence[int]) -> Tensor:
    """The right answers to each question at each place, (questions, B, h, w); `UNKNOWN` of samples without a
    world or boxes."""
    labels = torch.full((len(QUESTIONS), len(samples), *grid), UNKNOWN)
    for row, sample in enumerate(samples):
        if sample.world is None or not sample.boxes:
            continue
        for question, (name, names) in enumerate(QUESTIONS.items()):
            labels[question, row] = names.index(getattr(sample.world, name)) if name in CHOICES else 0
        for subject, box in zip(sample.world.subjects, sample.boxes, strict=True):
            at = (row, *cells(box, grid))
            labels[0, *at] = QUESTIONS["kind"].index(subject.kind)
            labels[1, *at] = QUESTIONS["colour"].index(subject.colour)
    return labels
