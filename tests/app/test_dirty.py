"""What is stale is done again in few rectangles, and nothing else is done that costs more."""

from __future__ import annotations

import random

import numpy as np
from pictures import noise
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QRegion

from app.document.blending import BlendMode
from app.document.compositor import composite
from app.document.dirty import EACH, gathered
from app.document.document import Document
from app.document.node import Group, Layer, Look
from app.document.plane import Plane
from paella_core.request import Box


def work(rects: list[QRect]) -> int:
    return sum(EACH + rect.width() * rect.height() for rect in rects)


def test_overlapping_squares_are_one_rectangle() -> None:
    stroke = QRegion()
    for at in range(0, 100, 20):
        stroke += QRect(at, at, 150, 150)
    assert gathered(stroke) == [QRect(0, 0, 230, 230)]


def test_squares_far_from_each_other_stay_apart() -> None:
    squares = [QRect(0, 0, 20, 20), QRect(3000, 2500, 30, 30)]
    assert gathered(QRegion(squares[0]) + squares[1]) == squares
    assert gathered(QRegion()) == []


def test_all_of_a_region_is_gathered_with_the_least_work() -> None:
    for seed in range(50):
        chance, region = random.Random(seed), QRegion()
        for _ in range(chance.randrange(1, 12)):
            region += QRect(*(chance.randrange(1, 400) for _ in range(4)))
        rects = gathered(region)
        held = QRegion()
        for rect in rects:
            held += rect
        assert (region - held).isEmpty()
        assert work(rects) == min(work(list(region)), work([region.boundingRect()]))  # pyright: ignore[reportArgumentType]


def test_the_composite_follows_every_change_wherever_it_is_read() -> None:
    layers = [
        Layer(Plane(noise(300, 200, 4, seed=seed), 10 * seed, -5 * seed), Look(mode=mode))
        for seed, mode in enumerate((BlendMode.NORMAL, BlendMode.MULTIPLY, BlendMode.NORMAL))
    ]
    document, chance = Document(QSize(300, 200), Group(tuple(layers))), random.Random(1)
    for number in range(40):
        plane = chance.choice(layers).pixels
        for _ in range(chance.randrange(3)):
            box = Box(*(chance.randrange(1, 150) for _ in range(4)))
            with document.edit("Stroke", plane), plane.paint(box) as pixels:
                pixels[...] = number
        read = Box(*(chance.randrange(1, 100) for _ in range(4)))
        assert np.array_equal(document.composite.read(read), composite(document.root, read, np.uint8))
    assert np.array_equal(document.composite.read(document.bounds), composite(document.root, document.bounds, np.uint8))
