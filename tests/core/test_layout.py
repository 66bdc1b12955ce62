"""The helping task of the token denoiser: labels of what stands where, and answers from the coarsest level."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from paella_core.networks.paella import Paella, PaellaConfig
from paella_core.training.attributes import UNKNOWN
from paella_core.training.data import Sample
from paella_core.training.data.scenes import SceneData, Scenes
from paella_core.training.layout import QUESTIONS, LayoutReader, labels_of
from paella_core.training.regions import on_subjects
from paella_core.training.scenes.world import Subject, World

SMALL = PaellaConfig(
    c_in=8, c_out=8, num_labels=16, c_cond=16, c_hidden=(16, 32), nhead=(-1, 4), blocks=(1, 1), patch_size=1,
    level_config=("CT", "CTA"), clip_embd=8, byt5_embd=8, dropout=0.0,
)  # fmt: skip
GRID = (8, 8)


def scene(*subjects: Subject, boxes: tuple[tuple[float, float, float, float], ...]) -> Sample:
    """A sample of which nothing but its world is looked at."""
    world = World("night", "winter", "fog", "sea", "ink", subjects)
    return Sample(np.zeros((0, 0, 3), np.uint8), "", world=world, boxes=boxes)


BOAT, TREE = Subject("boat", "red", 0.25, 0.5), Subject("tree", "green", 0.75, 0.5)
SCENE = scene(BOAT, TREE, boxes=((0.0, 0.5, 0.5, 1.0), (0.75, 0.0, 1.0, 0.25)))


def named(samples: list[Sample], question: str) -> list[list[str]]:
    """The first sample's labels of a question by their names, row by row."""
    names, labels = QUESTIONS[question], labels_of(samples, GRID)[list(QUESTIONS).index(question)]
    return [[names[label] for label in row] for row in labels[0].tolist()]


def test_labels_say_what_stands_where_and_in_what_light() -> None:
    kinds, colours = named([SCENE], "kind"), named([SCENE], "colour")
    for row in range(8):
        for column in range(8):
            boat, tree = row >= 4 and column < 4, row < 2 and column >= 6
            assert kinds[row][column] == ("boat" if boat else "tree" if tree else "nothing")
            assert colours[row][column] == ("red" if boat else "green" if tree else "nothing")
    for question, name in {
        "time": "night",
        "season": "winter",
        "weather": "fog",
        "water": "sea",
        "style": "ink",
    }.items():
        assert named([SCENE], question) == [[name] * 8] * 8


def test_nothing_is_known_of_other_pictures() -> None:
    labels = labels_of([SCENE, Sample(np.zeros((0, 0, 3), np.uint8), ""), replace(SCENE, boxes=())], GRID)
    assert (labels[:, 0] != UNKNOWN).all()
    assert (labels[:, 1:] == UNKNOWN).all()


def test_labels_and_boxes_of_a_crop_belong_together() -> None:
    """Of two subjects side by side a crop shows one or both; whichever it is, it is named where it stands."""
    source, seen = Scenes(SceneData(size=32, panorama_share=1.0)), set()
    for sample in (source.sample(number) for number in range(60)):
        assert sample.world is not None
        for subject, (_, top, _, bottom) in zip(sample.world.subjects, sample.boxes, strict=True):
            assert bottom - top == pytest.approx(subject.size + 0.02)  # no two are of one size
        seen.add(len(sample.boxes))
        kinds = labels_of([sample], GRID)[0, 0]
        assert {QUESTIONS["kind"][label] for label in kinds[kinds > 0]} <= {s.kind for s in sample.world.subjects}
        assert torch.equal(kinds > 0, on_subjects([sample], GRID)[0])
    assert seen == {1, 2}


def denoiser_and_reader() -> tuple[Paella, LayoutReader]:
    torch.manual_seed(0)
    denoiser = Paella(SMALL)
    return denoiser, LayoutReader(denoiser)


def show(denoiser: Paella, seed: int = 0) -> None:
    """Let the denoiser see two pictures of 16x16 tokens, each under a text of its own."""
    lot = torch.Generator().manual_seed(seed)
    tokens = torch.randint(16, (2, 16, 16), generator=lot)
    denoiser(tokens, torch.ones(2), torch.eye(8)[:2, None])


def test_a_denoiser_learns_from_noise_what_its_text_says_of_the_layout() -> None:
    denoiser, reader = denoiser_and_reader()
    here, mirrored = SCENE, scene(TREE, BOAT, boxes=SCENE.boxes)
    optimizer = torch.optim.AdamW([*denoiser.parameters(), *reader.parameters()], lr=3e-3)
    for step in range(300):
        show(denoiser, step)
        optimizer.zero_grad()
        reader([here, mirrored]).backward()
        optimizer.step()
    show(denoiser, seed=300)
    right, wrong = reader([here, mirrored]), reader([mirrored, here])
    assert right < 0.1
    assert wrong > 5 * right


def test_the_answers_come_from_the_end_of_the_coarsest_level() -> None:
    denoiser, reader = denoiser_and_reader()
    show(denoiser)
    reader([SCENE, SCENE]).backward()
    *coarsest, double = denoiser.up_blocks[0]
    assert all(any(weights.grad is not None and weights.grad.any() for weights in b.parameters()) for b in coarsest)
    assert all(weights.grad is None for layer in (double, denoiser.up_blocks[1]) for weights in layer.parameters())


def test_where_nothing_is_known_nothing_is_learned() -> None:
    denoiser, reader = denoiser_and_reader()
    show(denoiser)
    loss = reader([Sample(np.zeros((0, 0, 3), np.uint8), "")] * 2)
    assert loss.item() == 0
    loss.backward()
    assert all(
        not weights.grad.any() for weights in (*denoiser.parameters(), *reader.parameters()) if weights.grad is not None
    )
