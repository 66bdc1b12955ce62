"""Learning to name what a caption or a picture shows: a helping task for the text encoder and for CLIP.

Shape letters: B samples, Q questions, A answers to a question, S tokens, E channels.
The questions are the attributes of a world in order, then one for each kind of subject: is it there, in which colour,
where? Each has room for `ANSWERS` numbers and uses the first of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from paella_core.training.scenes.world import COLOURS, KINDS, PLACES, SEASONS, STYLES, TIMES, WATERS, WEATHERS, World

CHOICES = {"time": TIMES, "season": SEASONS, "weather": WEATHERS, "water": WATERS, "style": STYLES}
QUESTIONS = len(CHOICES) + len(KINDS)
ANSWERS = 1 + len(COLOURS) + len(PLACES)
UNKNOWN = -100


class Labels(NamedTuple):
    """The right answers: choices (B, 5); for each kind whether it is there, its colour and its place (B, 12)."""

    choices: Tensor
    present: Tensor
    colours: Tensor
    places: Tensor

    def to(self, device: torch.device) -> Labels:
        """The same answers on a device."""
        return Labels(*(answers.to(device) for answers in self))


def labels_of(worlds: Sequence[World]) -> Labels:
    """The right answers about some worlds."""
    choices = torch.tensor([[names.index(getattr(w, a)) for a, names in CHOICES.items()] for w in worlds])
    present = torch.zeros(len(worlds), len(KINDS))
    colours, places = (torch.full(present.shape, UNKNOWN) for _ in range(2))
    for row, world in enumerate(worlds):
        for subject in world.subjects:
            kind = KINDS.index(subject.kind)
            present[row, kind] = 1.0
            colours[row, kind] = COLOURS.index(subject.colour)
            places[row, kind] = list(PLACES).index(subject.place)
    return Labels(choices, present, colours, places)


class Reader(nn.Module):
    """Asks each question of a sequence by attention, as the denoiser will, and answers linearly -> (B, Q, A)."""

    def __init__(self, width: int, heads: int = 4) -> None:
        super().__init__()
        self.questions = nn.Parameter(torch.randn(QUESTIONS, width) * 0.5)
        self.attention = nn.MultiheadAttention(width, heads, batch_first=True)
        self.answers = nn.Linear(width, ANSWERS)

    def forward(self, states_BSE: Tensor, mask_BS: Tensor) -> Tensor:
        questions_BQE = self.questions.expand(len(states_BSE), -1, -1)
        read_BQE, _ = self.attention(questions_BQE, states_BSE, states_BSE, ~mask_BS, need_weights=False)
        return self.answers(F.layer_norm(read_BQE + questions_BQE, read_BQE.shape[-1:]))


class Namer(nn.Module):
    """Answers all questions from one embedding -> (B, Q, A)."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.answers = nn.Linear(width, QUESTIONS * ANSWERS)

    def forward(self, embedding_BE: Tensor) -> Tensor:
        return self.answers(embedding_BE).unflatten(1, (QUESTIONS, ANSWERS))


def attribute_loss(answers_BQA: Tensor, labels: Labels) -> Tensor:
    """Cross entropy of all answers, each question counting the same."""
    about_worlds, about_kinds = answers_BQA[:, : len(CHOICES)], answers_BQA[:, len(CHOICES) :]
    losses = [
        F.cross_entropy(about_worlds[:, q, : len(names)], labels.choices[:, q])
        for q, names in enumerate(CHOICES.values())
    ]
    present, colours, places = about_kinds.split([1, len(COLOURS), len(PLACES)], dim=2)
    losses.append(5 * F.binary_cross_entropy_with_logits(present[..., 0], labels.present))
    losses.append(known_loss(colours, labels.colours))
    losses.append(0.5 * known_loss(places, labels.places))
    return torch.stack(losses).sum()


def known_loss(answers_BKA: Tensor, labels_BK: Tensor) -> Tensor:
    """The mean over samples of the mean cross entropy of what is known of each -> scalar. So a batch may be divided."""
    losses_BK = F.cross_entropy(answers_BKA.transpose(1, 2), labels_BK, reduction="none", ignore_index=UNKNOWN)
    return (losses_BK.sum(1) / (labels_BK != UNKNOWN).sum(1).clamp(min=1)).mean()


@torch.no_grad()
def attribute_accuracy(answers_BQA: Tensor, labels: Labels) -> dict[str, Tensor]:
    """The share of right answers to each kind of question; the subject is the likeliest kind."""
    shares = {
        name: share(answers_BQA[:, q, : len(names)].argmax(1) == labels.choices[:, q])
        for q, (name, names) in enumerate(CHOICES.items())
    }
    about_kinds = answers_BQA[:, len(CHOICES) :]
    likeliest_B1 = about_kinds[..., 0].argmax(1, keepdim=True)
    shares["subject"] = share(labels.present.gather(1, likeliest_B1) > 0)
    there = labels.colours != UNKNOWN
    colours = about_kinds[..., 1 : 1 + len(COLOURS)].argmax(2)
    return shares | {"colour": share(colours[there] == labels.colours[there])}


def share(truths: Tensor) -> Tensor:
    """How many are true -> scalar."""
    return truths.float().mean()
