"""Hostile and damaged checkpoints are refused by one sentence, and nothing in them runs."""

from __future__ import annotations

import os
import pickle
import random
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import hostile
import hostile_zips
import pytest
import torch
from saved import assert_same, odd_tensors, save, trained

from paella_core.errors import PackBroken
from paella_core.packs.checkpoint_reader import read_checkpoint
from paella_core.packs.weights import read_weights

HARMLESS = Path("sentinel")  # only names are taken from pickles made with it


@pytest.fixture
def sentinel(tmp_path: Path) -> Iterator[Path]:
    """What a pickle would leave behind; afterwards it must not be there, nor anything be changed."""
    before = surroundings()
    (tmp_path / "files").mkdir()
    path = tmp_path / "sentinel"
    yield path
    assert sorted(tmp_path.iterdir()) == [tmp_path / "files"]
    assert surroundings() == before


def surroundings() -> tuple[dict[str, str], set[str]]:
    """What of this process a pickle could change: its environment, and the one class that is named to it."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}
    return environment, set(vars(OrderedDict))


Reader = Callable[[Path], object]


def assert_refused(data: bytes, folder: Path, read: Reader = read_checkpoint) -> str:
    """The file is refused by one sentence, which is given back."""
    path = folder / "files" / "hostile.pt"
    path.write_bytes(data)
    with pytest.raises(PackBroken) as caught:
        read(path)
    message = str(caught.value)
    assert str(path) in message
    assert message.isprintable()
    assert len(message) < 600
    return message


both_containers = pytest.mark.parametrize("container", [hostile.archive, hostile.legacy], ids=["zip", "legacy"])


@both_containers
def test_the_harmless_relative_of_the_hostile_is_read(container: Callable[[bytes], bytes], tmp_path: Path) -> None:
    path = tmp_path / "a.pt"
    path.write_bytes(container(hostile.item(hostile.tensor())))
    assert_same(read_weights(path), {"weight": torch.arange(8.0).reshape(2, 4)})


@pytest.mark.parametrize(
    "name", ["os.system", "builtins.eval", "subprocess.check_output", "name from the stack", "inst", "obj"]
)
def test_the_hostile_would_do_harm(name: str, tmp_path: Path) -> None:
    """What the other tests are worth: Python's own reader leaves the sentinel behind."""
    sentinel = tmp_path / "sentinel"
    pickle.loads({**hostile.callables(sentinel), **hostile.disguised(sentinel)}[name])
    assert sentinel.exists()


@both_containers
@pytest.mark.parametrize("name", hostile.callables(HARMLESS))
def test_no_other_name_is_looked_up(name: str, container: Callable[[bytes], bytes], sentinel: Path) -> None:
    message = assert_refused(container(hostile.callables(sentinel)[name]), sentinel.parent)
    assert f"asks for {name!r}" in message


@both_containers
@pytest.mark.parametrize("name", hostile.disguised(HARMLESS))
def test_no_disguise_is_called(name: str, container: Callable[[bytes], bytes], sentinel: Path) -> None:
    assert_refused(container(hostile.disguised(sentinel)[name]), sentinel.parent)


@both_containers
@pytest.mark.parametrize("name", hostile.misused_tensors())
def test_no_tensor_reaches_beyond_its_storage(name: str, container: Callable[[bytes], bytes], sentinel: Path) -> None:
    assert_refused(container(hostile.misused_tensors()[name]), sentinel.parent)


@pytest.mark.timeout(20)
@both_containers
@pytest.mark.parametrize("name", hostile.misused_machine())
def test_no_misuse_is_let_through(name: str, container: Callable[[bytes], bytes], sentinel: Path) -> None:
    assert_refused(container(hostile.misused_machine()[name]), sentinel.parent)


@pytest.mark.parametrize(
    ("pickled", "reason"),
    [
        (hostile.misused_machine()["open marks"], "at once"),
        (hostile.misused_machine()["without end"], "operations"),
        (hostile.misused_machine()["laughing a billion times"], "deep or in a circle"),
        (hostile.misused_tensors()["expanded"], "far larger"),
        (hostile.misused_tensors()["with hooks"], "hooks"),
        (hostile.disguised(HARMLESS)["a storage as a value"], "Storage, which is neither"),
    ],
)
def test_a_bound_is_what_refuses(pickled: bytes, reason: str, sentinel: Path) -> None:
    assert reason in assert_refused(hostile.archive(pickled), sentinel.parent)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("ends that disagree", "different things"),
        ("two of one name", "the same name"),
        ("records in each other", "overlap"),
        ("flipped weights", "checksum"),
    ],
)
def test_a_trick_is_called_by_its_name(name: str, reason: str, sentinel: Path) -> None:
    assert reason in assert_refused(hostile_zips.zips()[name], sentinel.parent)


def test_both_ends_of_a_zip_file_may_agree(tmp_path: Path) -> None:
    path = tmp_path / "a.pt"
    path.write_bytes(hostile_zips.two_ends(hostile.archive(hostile.item(hostile.tensor())), 2))
    assert_same(read_weights(path), {"weight": torch.arange(8.0).reshape(2, 4)})


@pytest.mark.timeout(20)
def test_values_that_share_their_parts_are_looked_into_once(tmp_path: Path) -> None:
    path = tmp_path / "a.pt"
    path.write_bytes(hostile.archive(hostile.item(hostile.laughing(29))))
    assert len(read_checkpoint(path)["weight"]) == 30


@pytest.mark.parametrize("name", hostile_zips.zips())
def test_no_trick_of_a_zip_file_is_let_through(name: str, sentinel: Path) -> None:
    assert_refused(hostile_zips.zips()[name], sentinel.parent)


@pytest.mark.parametrize("name", hostile_zips.other_files())
def test_other_files_are_refused(name: str, sentinel: Path) -> None:
    assert_refused(hostile_zips.other_files()[name], sentinel.parent, read_weights)


# ---- damaged files


def damaged(data: bytes, source: random.Random) -> bytes:
    """The file with a bit flipped or its end missing."""
    at = source.randrange(len(data))
    if source.random() < 0.2:
        return data[:at]
    return data[:at] + bytes([data[at] ^ 1 << source.randrange(8)]) + data[at + 1 :]


@pytest.mark.parametrize(
    "count", [100, pytest.param(2000, marks=[pytest.mark.slow, pytest.mark.timeout(600)])], ids=["few", "many"]
)
def test_damage_is_refused_or_without_effect(count: int, tmp_path: Path) -> None:
    checkpoint = {**odd_tensors(), "nested": trained()["state_dict"]}
    whole = save(checkpoint, tmp_path / "whole.pt").read_bytes()
    source, path, refused = random.Random(count), tmp_path / "damaged.pt", 0
    for _ in range(count):
        path.write_bytes(damaged(whole, source))
        try:
            read = read_checkpoint(path)
        except PackBroken:
            refused += 1
        else:
            assert_same(read, checkpoint)
    assert refused > count / 2


@pytest.mark.parametrize(
    "count", [200, pytest.param(5000, marks=[pytest.mark.slow, pytest.mark.timeout(600)])], ids=["few", "many"]
)
@both_containers
def test_whatever_a_pickle_says_the_answer_is_one_error(
    container: Callable[[bytes], bytes], count: int, tmp_path: Path
) -> None:
    """Damage that no checksum tells: it may read as another checkpoint, and ends in no other error."""
    view = hostile.tensor(shape=hostile.numbers([2, 2]), stride=hostile.numbers([2, 1]))
    whole = hostile.item(view + hostile.text("again") + view + hostile.text("more") + b"](K\x01K\x02e")
    source, path = random.Random(count), tmp_path / "damaged.pt"
    for _ in range(count):
        path.write_bytes(container(damaged(damaged(whole, source) or b".", source)))
        with suppress(PackBroken):
            assert isinstance(read_checkpoint(path), Mapping)


@pytest.mark.parametrize("zipped", [True, False], ids=["zip", "legacy"])
def test_a_file_that_is_cut_off_anywhere_is_refused(zipped: bool, tmp_path: Path) -> None:
    whole = save({"a": torch.ones(3), "b": torch.ones(2)}, tmp_path / "whole.pt", zipped).read_bytes()
    for length in range(0, len(whole), 7):
        (tmp_path / "cut.pt").write_bytes(whole[:length])
        with pytest.raises(PackBroken):
            read_checkpoint(tmp_path / "cut.pt")


def test_every_bit_of_the_weights_is_checked(tmp_path: Path) -> None:
    whole = save({"a": torch.arange(4.0)}, tmp_path / "whole.pt").read_bytes()
    at = whole.index(torch.arange(4.0).numpy().tobytes())
    for bit in range(8 * 16):
        flipped = bytearray(whole)
        flipped[at + bit // 8] ^= 1 << bit % 8
        (tmp_path / "flipped.pt").write_bytes(flipped)
        with pytest.raises(PackBroken, match="checksum"):
            read_checkpoint(tmp_path / "flipped.pt")
