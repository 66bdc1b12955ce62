"""A snapshot is the document of its moment, whatever is painted while a thread copies it."""

from __future__ import annotations

import random
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pytest
from pictures import noise
from PySide6.QtCore import QSize

from app.document.blending import BlendMode
from app.document.boxes import moved
from app.document.document import Document
from app.document.node import Group, Layer, Look, Masking, Region, Wording
from app.document.outline import Outline, Pixels, document_of, flattened, still_of
from app.document.plane import Plane
from app.document.snapshot import Frozen, Snapshot, place_in
from paella_core.request import Box


def layered(size: int = 600, seed: int = 0, depth: int = 8) -> Document:
    """Three layers, one of them in a group and beside the canvas' corner, two of them with masks; a mask and a
    region."""
    dtype = np.uint16 if depth == 16 else np.uint8
    layers = [Layer(Plane(noise(size, size, 4, dtype, seed + at), 30 * at, -20 * at), Look(f"{at}")) for at in range(3)]
    for at, background in ((0, 0), (2, 255)):
        layers[at].masking.exchange(Masking(Plane(noise(size - 40, 300, 1)[..., 0].copy(), 9, -9, background), at == 0))
    group = Group((layers[2],), Look("group", 0.5, mode=BlendMode.MULTIPLY))
    document = Document(QSize(size, size), Group((layers[0], layers[1], group)), depth)
    document.set_regions("Region", (Region(Plane(noise(90, 70)[..., 0].copy(), 5, 6), Wording("a boat", 2.0)),))
    document.mask.array[...] = noise(size, size)[..., 0]
    return document


def values(still: Outline[Pixels]) -> list[tuple[Box, bytes]]:
    """Everything of the planes, to compare."""
    return [(pixels.area, pixels.array.tobytes()) for pixels in still.planes()]


def copied(document: Document) -> list[tuple[Box, bytes]]:
    return values(still_of(document))


def masking(document: Document) -> list[tuple[int | None, bool]]:
    """Of each layer what of its mask is no pixel."""
    return [(layer.mask and layer.mask.background, layer.mask_enabled) for layer in document.layers()]


@contextmanager
def switching_often() -> Iterator[None]:
    """Threads take turns after some microseconds, so that copies are torn if they can be."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(before)


def hand(document: Document, random_: random.Random) -> None:
    """Something that a person may do."""
    deed = random_.random()
    planes = [plane for layer in document.layers() for plane in layer.planes] + [document.mask]
    if deed < 0.6:
        plane = random_.choice(planes)
        x, y, wide, high = (random_.randrange(1, 500) for _ in range(4))
        with document.edit("Stroke", plane), plane.paint(Box(x, y, wide, high)) as pixels:
            pixels[...] = random_.randrange(256)
    elif deed < 0.7:
        plane = random_.choice(planes)
        with document.edit("Grow", plane):
            plane.cover(Box(plane.area.left - random_.randrange(1, 150), plane.area.top - 10, 50, 50))
            with plane.paint(Box(plane.area.left, plane.area.top, 99, 99)) as pixels:
                pixels[...] = 77
    elif deed < 0.75:
        plane = random_.choice(planes[:-1])
        with document.edit("Move", plane):
            plane.move_to(random_.randrange(-90, 90), random_.randrange(-90, 90))
    elif deed < 0.8:
        layer = random_.choice(document.layers())
        with document.edit("Mask", layer.masking):
            layer.mask = random_.choice([None, Plane(np.full((90, 80), 9, np.uint8), 3, 4, 255)])
    elif deed < 0.9 and document.can_undo:
        document.undo()
    else:
        document.redo()


@pytest.mark.parametrize("seed", range(3))
def test_painting_during_a_snapshot_does_not_show_in_it(qapp: object, seed: int) -> None:  # noqa: ARG001
    random_ = random.Random(seed)
    document = layered()
    for _ in range(20):
        hand(document, random_)
    with switching_often():
        for _ in range(8):
            expected, snapshot, found = copied(document), Snapshot(document), []
            hand(document, random_)
            thread = threading.Thread(target=lambda to=found, of=snapshot: to.append(values(of.read())))
            thread.start()
            while thread.is_alive():
                hand(document, random_)
            assert found[0] == expected
            snapshot.close()


def test_a_snapshot_that_is_closed_keeps_nothing(document: Document) -> None:
    snapshot = Snapshot(document)
    snapshot.close()
    assert not document.mask._watchers
    assert not document.layers()[0].pixels._watchers


def test_a_document_comes_back_from_its_outline() -> None:
    document = layered()
    document.profile, document.foreign = b"profile", {"a": 1}
    document.active = document.nodes()[1]
    with document.edit("Look", document.nodes()[2]):
        document.nodes()[2].look = replace(document.nodes()[2].look, opacity=0.25, locked=True)
    again = document_of(still_of(document))
    assert copied(again) == copied(document)
    assert [node.look for node in again.nodes()] == [node.look for node in document.nodes()]
    assert masking(again) == masking(document) == [(0, True), (None, True), (255, False)]
    assert again.nodes().index(again.active) == 1  # pyright: ignore[reportArgumentType]
    assert again.regions[0].wording == document.regions[0].wording
    assert (again.profile, again.foreign, again.depth) == (b"profile", {"a": 1}, 8)
    assert np.array_equal(again.flattened(), document.flattened())


@pytest.mark.parametrize("depth", [8, 16])
def test_an_outline_looks_like_its_document(depth: int) -> None:
    document = layered(150, depth=depth)
    assert np.array_equal(flattened(still_of(document)), document.flattened())


def test_a_plane_that_was_reshaped_needs_nothing_more_to_be_kept() -> None:
    plane = Plane(noise(300, 200, 4))
    before, frozen = plane.array.copy(), Frozen(plane)
    plane.begin()
    plane.cover(Box(-40, -40, 10, 10))
    with plane.paint(Box(0, 0, 90, 90)) as pixels:
        pixels[...] = 0
    assert not frozen._kept
    assert np.array_equal(frozen.pixels().array, before)
    frozen.close()


def test_the_place_of_a_part() -> None:
    array = np.zeros((50, 40, 4), np.uint16)
    for box in (Box(3, 4, 5, 6), Box(0, 0, 40, 50), Box(39, 49, 1, 1)):
        assert place_in(array, array[box.slices]) == box


def test_a_box_of_a_frozen_plane_is_in_the_array() -> None:
    plane = Plane(noise(300, 200)[..., 0].copy(), 50, 60)
    before, frozen = plane.array.copy(), Frozen(plane)
    plane.begin()
    with plane.paint(Box(100, 100, 90, 90)) as pixels:
        pixels[...] = 0
    box = Box(40, 30, 100, 99)
    assert np.array_equal(frozen.read(box), before[box.slices])
    assert not np.array_equal(plane.view(moved(box, 50, 60)), before[box.slices])
    frozen.close()
