"""Damaged files are opened or refused in words; nothing else is ever thrown."""

from __future__ import annotations

import io
import random
import zipfile

import numpy as np
import pytest
from pictures import noise
from PySide6.QtCore import QSize

from app.document.document import Document
from app.document.node import Group, Layer, Look, Region, Wording
from app.document.openraster import read_openraster, write_openraster
from app.document.outline import still_of
from app.document.pictures import FileError, Metadata
from app.document.plane import Plane

ROUNDS, MANY_ROUNDS = 300, 10_000


@pytest.fixture(scope="module")
def sound() -> bytes:
    group = Group((Layer(Plane(noise(9, 8, 4))), Layer(Plane(noise(5, 5, 4), -2, 3))), Look("g", opacity=0.5))
    document = Document(QSize(12, 10), Group((Layer(Plane(noise(12, 10, 4))), group)))
    document.mask.array[2:5, 3:9] = 255
    document.metadata = Metadata(texts=(("Title", "x"),))
    document.set_regions("Regions", (Region(Plane(noise(4, 4, 1)[..., 0]), Wording("a tree")),))
    file = io.BytesIO()
    write_openraster(still_of(document), file)
    return file.getvalue()


def spoilt(data: bytes, chance: random.Random) -> bytes:
    """With some bytes changed, cut out or repeated."""
    spoiled = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 10))):
        place = chance.randrange(max(len(spoiled), 1))
        match chance.randrange(4):
            case 0:
                spoiled[place : place + 1] = bytes([chance.randrange(256)])
            case 1:
                del spoiled[place : place + chance.choice((1, 4, 100))]
            case 2:
                spoiled[place:place] = spoiled[place : place + chance.choice((1, 8, 200))]
            case _:
                spoiled[place : place + 4] = chance.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff"))
    return bytes(spoiled)


def spoilt_inside(data: bytes, chance: random.Random) -> bytes:
    """A sound archive in which one member is damaged or gone: further than a checksum lets the other kind get."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    victim = chance.choice([name for name in found if name != "mimetype"])
    found[victim] = spoilt(found[victim], chance)
    if chance.random() < 0.1:
        del found[victim]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, member in found.items():
            archive.writestr(name, member)
    return buffer.getvalue()


def opened(data: bytes) -> Document | str:
    """The document, or the words with which it is refused."""
    try:
        return read_openraster(io.BytesIO(data), "a.ora")[0]
    except FileError as error:
        return str(error)


def survive(data: bytes) -> bool:
    """Whether it opened. What opens can be shown and saved."""
    document = opened(data)
    if isinstance(document, str):
        assert document.startswith("“a.ora” is damaged")
        return False
    if document.width * document.height < 1_000_000 and all(layer.size < 1_000_000 for layer in document.layers()):
        document.composite.read(document.bounds)
        write_openraster(still_of(document), io.BytesIO())
    return True


def campaign(sound: bytes, rounds: range) -> None:
    outside = sum(survive(spoilt(sound, random.Random(seed))) for seed in rounds)
    inside = sum(survive(spoilt_inside(sound, random.Random(seed))) for seed in rounds)
    assert 0 < outside < len(rounds)
    assert 0 < inside < len(rounds)


def test_damaged_files_are_opened_or_refused(sound: bytes) -> None:
    assert survive(sound)
    campaign(sound, range(ROUNDS))


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_many_damaged_files_are_opened_or_refused(sound: bytes) -> None:
    campaign(sound, range(ROUNDS, ROUNDS + MANY_ROUNDS))


def test_every_prefix_is_refused(sound: bytes) -> None:
    assert not any(survive(sound[:length]) for length in np.linspace(0, len(sound) - 1, 60).astype(int))
