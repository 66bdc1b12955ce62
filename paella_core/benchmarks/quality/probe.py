"""A judge of pictures: a small convolutional network that learns on fresh scenes to name what they show.

It is trained when it is needed, so that no answer is stored, and never sees what it judges: its scenes are a series of
their own.

Shape letters: B pictures, S side in pixels, C channels, Q questions, A answers, F features.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from paella_core.training.attributes import CHOICES, Labels, Namer, attribute_accuracy, attribute_loss, labels_of
from paella_core.training.scenes import Scene, draw_scene
from paella_core.training.scenes.world import KINDS, World

SERIES = 0x50_0B_E0  # of the scenes that it learns from
SIDE = 64  # pixels of what it sees
WIDTHS = (24, 48, 96, 128)
GRID = 2  # of what the deepest level is reduced to
BATCH, EPOCHS, RATE, DECAY = 64, 13, 2e-3, 0.02
COARSEST = 32  # pixels of a side that pictures are reduced to now and then, so that softness tells nothing
FARTHEST = 3  # pixels by which they are shifted
GRAIN = 0.02
AT_ONCE = 256


class Probe(nn.Module):
    """Pictures (B, 3, S, S) in 0..1 -> answers to all questions of `attributes` (B, Q, A)."""

    def __init__(self) -> None:
        super().__init__()
        before = (3, *WIDTHS)
        levels = [_level(*channels) for channels in zip(before, WIDTHS, strict=False)]
        self.features = nn.Sequential(*levels, nn.AdaptiveMaxPool2d(GRID), nn.Flatten())
        self.namer = Namer(WIDTHS[-1] * GRID**2)

    def forward(self, images_B3SS: Tensor) -> Tensor:
        return self.namer(F.dropout(self.features(images_B3SS), 0.2, self.training))


class Judge:
    """A trained probe. Pictures are (height, width, 3) uint8 of any size."""

    def __init__(self, probe: Probe) -> None:
        self._probe = probe.eval()

    @torch.no_grad()
    def features(self, pictures: Sequence[np.ndarray]) -> np.ndarray:
        """What it sees in pictures, to be compared: vectors of length 1 (B, F)."""
        features_BF = torch.cat([self._probe.features(images) for images in _seen(pictures)])
        return F.normalize(features_BF, dim=1).numpy()

    @torch.no_grad()
    def answers(self, pictures: Sequence[np.ndarray]) -> Tensor:
        """Its answers (B, Q, A), before a softmax."""
        return torch.cat([self._probe(images) for images in _seen(pictures)])

    def agrees(self, pictures: Sequence[np.ndarray], worlds: Sequence[World]) -> dict[str, float]:
        """In how many of the pictures it sees what their worlds say: shares by attribute, and of `subject` and
        `colour`."""
        shares = attribute_accuracy(self.answers(pictures), labels_of(worlds))
        return {name: share.item() for name, share in shares.items()}

    def chances(self, pictures: Sequence[np.ndarray], attribute: str) -> np.ndarray:
        """How likely it holds each choice of an attribute -> (B, choices)."""
        names = list(CHOICES)
        return self.answers(pictures)[:, names.index(attribute), : len(CHOICES[attribute])].softmax(-1).numpy()

    def likeliest_kinds(self, pictures: Sequence[np.ndarray], count: int) -> list[list[str]]:
        """The kinds of subject that it holds likeliest to be there, the likeliest first."""
        about_kinds_BK = self.answers(pictures)[:, len(CHOICES) :, 0]
        return [[KINDS[kind] for kind in row] for row in about_kinds_BK.topk(count).indices.tolist()]


def trained(scenes: int, seed: int) -> Judge:
    """A judge that learned on so many scenes."""
    torch.manual_seed(seed)
    generator = torch.Generator().manual_seed(seed)
    pictures_NSS3, labels = _lesson(scenes)
    probe, rounds = Probe().train(), EPOCHS * -(-scenes // BATCH)
    optimizer = torch.optim.AdamW(probe.parameters(), RATE, weight_decay=DECAY)
    course = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.005, rounds)
    for _ in range(EPOCHS):
        for some in torch.randperm(scenes, generator=generator).split(BATCH):
            answers_BQA = probe(_varied(_numbers(pictures_NSS3[some]), generator))
            optimizer.zero_grad()
            attribute_loss(answers_BQA, Labels(*(answers[some] for answers in labels))).backward()
            optimizer.step()
            course.step()
    return Judge(probe)


def _level(before: int, after: int) -> nn.Sequential:
    """Half the side, with two convolutions."""
    return nn.Sequential(
        nn.Conv2d(before, after, 3, 2, 1, bias=False),
        nn.BatchNorm2d(after),
        nn.ReLU(),
        nn.Conv2d(after, after, 3, 1, 1, bias=False),
        nn.BatchNorm2d(after),
        nn.ReLU(),
    )


def _lesson(scenes: int) -> tuple[Tensor, Labels]:
    """Small scenes (N, S, S, 3) uint8, and what they show."""
    drawn: list[Scene] = [draw_scene(SERIES, number, (SIDE, SIDE)) for number in range(scenes)]
    pictures_NSS3 = torch.from_numpy(np.stack([scene.image for scene in drawn]))
    return pictures_NSS3, labels_of([scene.world for scene in drawn])


def _varied(images_B3SS: Tensor, generator: torch.Generator) -> Tensor:
    """Shifted a little, soft or blocky now and then, with some grain: what is generated is none too clean either."""
    down, right, *kind = torch.randint(-FARTHEST, FARTHEST + 1, (4,), generator=generator).tolist()
    images_B3SS = images_B3SS.roll((down, right), (2, 3))
    side = COARSEST + 4 * (kind[0] + FARTHEST)
    if kind[0] < 0:
        smaller_B3SS = F.interpolate(images_B3SS, (side, side), mode="area")
        images_B3SS = F.interpolate(smaller_B3SS, (SIDE, SIDE), mode="nearest" if kind[1] < 0 else "bilinear")
    return images_B3SS + GRAIN * torch.randn(images_B3SS.shape, generator=generator)


def _seen(pictures: Sequence[np.ndarray]) -> Iterator[Tensor]:
    """Pictures as the probe takes them, some at a time."""
    for start in range(0, len(pictures), AT_ONCE):
        pictures_BHW3 = torch.from_numpy(np.stack(pictures[start : start + AT_ONCE]))
        yield F.interpolate(_numbers(pictures_BHW3), (SIDE, SIDE), mode="area")


def _numbers(pictures_BHW3: Tensor) -> Tensor:
    """uint8 -> float32 (B, 3, H, W) in 0..1."""
    return pictures_BHW3.permute(0, 3, 1, 2).float() / 255
