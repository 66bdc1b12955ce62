"""A person's own pictures, named in a configuration: indexed or iterated, in batches, and what is wrong with them."""

import pickle
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from paella_core.errors import TrainingError
from paella_core.training.data.batches import Division, Readable, batches, loaded
from paella_core.training.data.custom import CustomData, Indexed, Stream, open_custom
from paella_core.training.distributed import Share

SIZE = 16

MODULE = """
import os
from pathlib import Path
import numpy as np
import torch
from PIL import Image

PAIRS = [(Image.new("RGB", (20, 20), (n, 0, 0)), f"red {n}") for n in range(10)]

class Dataset:
    def __len__(self):
        return 10
    def __getitem__(self, index):
        if index == 3:
            raise RuntimeError("the disk is gone")
        return np.full((20, 20, 3), index, np.uint8), f"red {index}"

def stream():
    yield from PAIRS

def batches():
    for n in range(0, 10, 5):
        yield [picture for picture, _ in PAIRS[n : n + 5]], [caption for _, caption in PAIRS[n : n + 5]]

def tensors():
    yield torch.full((2, 3, 20, 20), 0.2), ["a", "b"]

def from_a_file():
    file = os.open("digits", os.O_RDONLY)  # where it is read next is shared with processes that are forked
    while digit := os.read(file, 1):
        yield PAIRS[int(digit)]
    os.close(file)

def strange():
    yield PAIRS[0]
    yield {"image": 1}
    yield np.zeros((4, 4, 3)), "float64"
    yield PAIRS[1]

def failing():
    yield PAIRS[0]
    raise OSError("the disk is gone")

class Nothing(list):
    pass

def paths():
    return [(str(path), path.stem) for path in sorted(Path("inside").glob("*.png"))]

def nothing():
    yield from ()

once = stream()
number = 3
unlike = [("no array", 3)]
"""


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The current folder, with the modules and a few pictures."""
    (tmp_path / "inside").mkdir()
    for number in range(1, 12, 2):
        Image.new("RGB", (SIZE, SIZE), (number, 0, 0)).save(tmp_path / "inside" / f"{number}.png")
    (tmp_path / "own_pictures.py").write_text(MODULE)
    (tmp_path / "digits").write_text("0123456789")
    (tmp_path / "own_broken.py").write_text("import own_absent")
    (tmp_path / "own_wrong.py").write_text("1 / 0")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    yield
    for name in ("own_pictures", "own_broken", "own_wrong"):
        sys.modules.pop(name, None)


def opened(name: str) -> Indexed | Stream:
    return open_custom(CustomData(f"own_pictures:{name}", size=SIZE))


@pytest.mark.usefixtures("own")
def test_what_can_be_indexed_is_shuffled() -> None:
    for name in ("PAIRS", "Dataset"):
        source = opened(name)
        assert isinstance(source, Indexed)
        batch = next(loaded(Readable(source), [list(range(10))], 0))
        assert [int(sample.image[0, 0, 0]) for sample in batch.samples] != list(range(10))
        assert all(sample.caption == f"red {sample.image[0, 0, 0]}" for sample in batch.samples)
        bad = {3} if name == "Dataset" else set()
        assert {int(sample.image[0, 0, 0]) for sample in batch.samples} == set(range(10)) - bad
        assert len(batch.left_out) == len(bad)
    assert "own_pictures:Dataset[3] fails with RuntimeError: the disk is gone." in batch.left_out


@pytest.mark.usefixtures("own")
def test_paths_are_read() -> None:
    source = opened("paths")
    assert {source.sample(number).caption for number in range(6)} == {"1", "3", "5", "7", "9", "11"}
    assert all(int(sample.caption) == sample.image[0, 0, 0] for sample in map(source.sample, range(6)))


@pytest.mark.usefixtures("own")
@pytest.mark.parametrize("name", ["stream", "batches"])
def test_what_can_only_be_iterated_is_read_over_and_over(name: str) -> None:
    source = opened(name)
    assert isinstance(source, Stream)
    assert [source.sample(number).caption for number in range(55)] == [f"red {n % 10}" for n in range(55)]
    assert opened(name).sample(17).caption == "red 7"  # a resumed run
    assert source.sample(48).caption == "red 8"  # a little back
    assert source.sample(2).caption == "red 2"  # far back
    shared = [
        caption
        for index in range(2)
        for parts in batches(opened(name), Division(4, 1, Share(index, 2)), range(2), 0)
        for part in parts
        for caption in part.captions
    ]
    assert sorted(shared) == [f"red {n}" for n in range(8)]


@pytest.mark.usefixtures("own")
def test_workers_each_read_for_themselves() -> None:
    source, division = opened("from_a_file"), Division(4, 2, Share())
    assert source.sample(5).caption == "red 5"
    made = [part.captions for parts in batches(source, division, range(3), 2) for part in parts]
    assert sorted(caption for part in made for caption in part) == sorted(f"red {n % 10}" for n in range(12))
    elsewhere = pickle.loads(pickle.dumps(source))
    assert elsewhere.sample(5).caption == "red 5"


@pytest.mark.usefixtures("own")
def test_tensors_are_pictures_too() -> None:
    assert (opened("tensors").sample(1).image == 51).all()


@pytest.mark.usefixtures("own")
def test_strange_items_are_left_out() -> None:
    batch = next(loaded(Readable(opened("strange")), [[0, 1]], 0))
    assert batch.captions == ["red 0", "red 1"]
    assert "Item 1 of own_pictures:strange is dict, not a pair" in batch.left_out[0]
    assert "(ndarray of float64, shape (4, 4, 3), str)" in batch.left_out[1]


@pytest.mark.usefixtures("own")
@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("own_pictures:absent", "own_pictures has no absent"),
        ("own_pictures:", "has no"),
        ("own_missing:pictures", "There is no module own_missing"),
        ("own_broken:pictures", "own_broken cannot be imported: ModuleNotFoundError.*own_absent"),
        ("own_wrong:pictures", "own_wrong cannot be imported: ZeroDivisionError"),
        ("own_pictures:number", "gives int, which cannot be iterated"),
        ("own_pictures:once", "can be read only once: name the function"),
        ("own_pictures:nothing", "own_pictures:nothing is empty"),
        ("own_pictures:Nothing", "own_pictures:Nothing is empty"),
        ("own_pictures:unlike", r"own_pictures:unlike\[0\] is \(str, int\), not a pair"),
        ("own_pictures:Dataset.__len__", "fails when called without arguments: TypeError"),
    ],
)
def test_what_is_wrong_with_a_name_is_said_early(source: str, told: str) -> None:
    with pytest.raises(TrainingError, match=told):
        open_custom(CustomData(source))


@pytest.mark.usefixtures("own")
def test_a_failing_iterable_ends_the_run() -> None:
    with pytest.raises(
        TrainingError, match=r"Item 1 of own_pictures:failing cannot be read: OSError: the disk is gone\."
    ):
        opened("failing").sample(1)
