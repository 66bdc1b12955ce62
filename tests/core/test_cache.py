"""What is remembered: in memory, on disk after a restart, under damage, between programs, and within its limit."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from paella_core.conditioning.cache import Cache, Remembered, Shelf, cache_folder, content_key

CPU = torch.device("cpu")
VALUES = {"states": torch.linspace(0, 1, 50)[None], "mask": torch.tensor([[True, False]]), "codes": torch.arange(6)}


class Maker:
    """Gives the same tensors each time, and counts how often it was asked."""

    def __init__(self, values: dict[str, Tensor]) -> None:
        self.values = values
        self.asked = 0

    def __call__(self) -> dict[str, Tensor]:
        self.asked += 1
        return self.values


def assert_same(got: dict[str, Tensor], expected: dict[str, Tensor]) -> None:
    assert got.keys() == expected.keys()
    for name, tensor in expected.items():
        assert got[name].dtype == tensor.dtype
        assert torch.equal(got[name], tensor)


def of_size(size: int) -> dict[str, Tensor]:
    return {"bytes": torch.zeros(size, dtype=torch.uint8)}


def only_file(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


# ---- in memory


def test_a_cache_forgets_what_was_used_longest_ago() -> None:
    cache: Cache[int] = Cache(2)
    made: list[str] = []

    def make(key: str) -> int:
        made.append(key)
        return len(made)

    for key in ("a", "b", "a", "c", "a", "b"):
        cache.get(key, lambda key=key: make(key))
    assert made == ["a", "b", "c", "b"]
    assert len(cache) == 2


def test_keys_follow_the_content() -> None:
    zeros = np.zeros((2, 3), np.float32)
    assert content_key(zeros) == content_key(zeros.copy())
    others = (zeros + 1, zeros.T, zeros.astype(np.float64))
    assert len({content_key(array) for array in (zeros, *others)}) == 4


# ---- on disk


def test_a_shelf_outlasts_the_program_bit_by_bit(tmp_path: Path) -> None:
    make = Maker(VALUES)
    fresh = Shelf(tmp_path / "made" / "for it").get("key", make)
    kept = Shelf(tmp_path / "made" / "for it").get("key", make)
    assert make.asked == 1
    assert_same(fresh, VALUES)
    assert_same(kept, VALUES)


def test_keys_are_told_apart_and_not_written_down(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    for number, key in enumerate(("a secret", "a secret ", "A secret", "é", "")):
        assert_same(shelf.get(key, Maker({"x": torch.tensor(number)})), {"x": torch.tensor(number)})
    assert len(list(tmp_path.iterdir())) == 5
    assert not any(b"secret" in path.read_bytes() or "secret" in path.name for path in tmp_path.iterdir())


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def emptied(_data: bytes) -> bytes:
    return b""


def flipped(data: bytes) -> bytes:
    return data[:-5] + bytes([data[-5] ^ 1]) + data[-4:]


def unsigned(data: bytes) -> bytes:
    return data.replace(b'"sha256"', b'"sha999"')


@pytest.mark.parametrize("damage", [cut, emptied, flipped, unsigned])
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    make = Maker(VALUES)
    Shelf(tmp_path).get("key", make)
    path = only_file(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(damage(whole))
    assert path.read_bytes() != whole
    assert_same(Shelf(tmp_path).get("key", make), VALUES)
    assert make.asked == 2
    assert path.read_bytes() == whole


@settings(max_examples=20, deadline=None)
@given(place=st.integers(0, 10**6), bit=st.integers(0, 7))
def test_no_flipped_bit_gets_through(tmp_path_factory: pytest.TempPathFactory, place: int, bit: int) -> None:
    folder = tmp_path_factory.mktemp("shelf")
    Shelf(folder).get("key", Maker(VALUES))
    path = only_file(folder)
    data = bytearray(path.read_bytes())
    data[place % len(data)] ^= 1 << bit
    path.write_bytes(data)
    assert_same(Shelf(folder).get("key", Maker(VALUES)), VALUES)


def test_an_unreadable_file_is_made_anew(tmp_path: Path) -> None:
    make = Maker(VALUES)
    Shelf(tmp_path).get("key", make)
    path = only_file(tmp_path)
    path.unlink()
    path.mkdir()
    assert_same(Shelf(tmp_path).get("key", make), VALUES)
    assert make.asked == 2
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    make = Maker(VALUES)
    shelf = Shelf(tmp_path / "file" / "folder")
    assert_same(shelf.get("key", make), VALUES)
    assert_same(shelf.get("key", make), VALUES)
    assert make.asked == 2


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write")
def test_a_read_only_folder_still_gives_what_it_has(tmp_path: Path) -> None:
    Shelf(tmp_path).get("old", Maker(VALUES))
    tmp_path.chmod(0o500)
    try:
        make = Maker(VALUES)
        assert_same(Shelf(tmp_path).get("old", make), VALUES)
        assert make.asked == 0
        assert_same(Shelf(tmp_path).get("new", make), VALUES)
    finally:
        tmp_path.chmod(0o700)


def test_a_full_disk_is_no_error(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource", reason="sets a limit that POSIX has")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        assert_same(Shelf(tmp_path).get("key", Maker(VALUES)), VALUES)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(tmp_path.iterdir()) == []


def test_what_was_used_longest_ago_goes_beyond_the_limit(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, limit_bytes=10_000)
    makers = {key: Maker(of_size(2_000)) for key in "abcde"}
    for key in "abcd":
        shelf.get(key, makers[key])
        backdate(tmp_path)
    shelf.get("a", makers["a"])
    shelf.get("e", makers["e"])
    for key in "ade":
        shelf.get(key, makers[key])
    assert {key: make.asked for key, make in makers.items()} == dict.fromkeys("abcde", 1)
    shelf.get("b", makers["b"])
    assert makers["b"].asked == 2


def backdate(folder: Path) -> None:
    """Let an hour pass for all files, so that the order does not hang on the clock's resolution."""
    for path in folder.iterdir():
        about = path.stat()
        os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns - 3600 * 10**9))


@settings(max_examples=8, deadline=None)
@given(sizes=st.lists(st.integers(0, 3_000), max_size=12))
def test_the_limit_holds_after_every_write(tmp_path_factory: pytest.TempPathFactory, sizes: list[int]) -> None:
    folder, limit = tmp_path_factory.mktemp("shelf"), 8_000
    shelf = Shelf(folder, limit)
    for number, size in enumerate(sizes):
        shelf.get(str(number), Maker(of_size(size)))
        assert sum(path.stat().st_size for path in folder.iterdir()) <= limit


def test_the_limit_holds_for_what_an_earlier_program_left(tmp_path: Path) -> None:
    for number in range(5):
        Shelf(tmp_path).get(str(number), Maker(of_size(2_000)))
    Shelf(tmp_path, limit_bytes=5_000).get("last", Maker(of_size(2_000)))
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 5_000


def test_what_a_crash_left_half_written_goes_too(tmp_path: Path) -> None:
    abandoned = tmp_path / ".half.written.safetensors"
    abandoned.write_bytes(bytes(4_000))
    os.utime(abandoned, (0, 0))
    Shelf(tmp_path, limit_bytes=5_000).get("key", Maker(of_size(2_000)))
    assert not abandoned.exists()


def test_several_writers_share_a_folder(tmp_path: Path) -> None:
    """Each has a shelf of its own, as programs have; they clear under each other's hands."""

    def wrong_answers(stride: int) -> list[int]:
        shelf = Shelf(tmp_path, limit_bytes=20_000)
        numbers = [turn * stride % 17 for turn in range(60)]
        return [n for n in numbers if not torch.equal(shelf.get(str(n), lambda n=n: whole(n))["x"], whole(n)["x"])]

    with ThreadPoolExecutor() as writers:
        assert list(writers.map(wrong_answers, (1, 3, 5))) == [[], [], []]
    assert all(not path.name.startswith(".") for path in tmp_path.iterdir())
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 20_000 * 1.5


def whole(number: int) -> dict[str, Tensor]:
    return {"x": torch.full((500,), number)}


# ---- both


def test_memory_stands_before_the_shelf(tmp_path: Path) -> None:
    make = Maker(VALUES)
    remembered = Remembered(Shelf(tmp_path), "network 1", 4, CPU)
    assert_same(remembered.get("key", make), VALUES)
    only_file(tmp_path).unlink()
    assert_same(remembered.get("key", make), VALUES)
    assert make.asked == 1
    assert list(tmp_path.iterdir()) == []


def test_the_shelf_remembers_what_memory_forgot(tmp_path: Path) -> None:
    make = Maker(VALUES)
    remembered = Remembered(Shelf(tmp_path), "network 1", 1, CPU)
    for key in ("a", "b", "a"):
        assert_same(remembered.get(key, make), VALUES)
    assert make.asked == 2


def test_another_maker_is_asked_itself(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    one, two = Maker({"x": torch.tensor(1)}), Maker({"x": torch.tensor(2)})
    assert_same(Remembered(shelf, "one", 4, CPU).get("key", one), one.values)
    assert_same(Remembered(shelf, "two", 4, CPU).get("key", two), two.values)
    assert_same(Remembered(shelf, "on", 4, CPU).get("ekey", two), two.values)
    assert (one.asked, two.asked) == (1, 2)


def test_without_a_shelf_memory_is_all() -> None:
    make = Maker(VALUES)
    remembered = Remembered(None, "network 1", 1, CPU)
    for key in ("a", "a", "b", "a"):
        assert_same(remembered.get(key, make), VALUES)
    assert make.asked == 3


def test_the_environment_moves_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAELLA_HOME", str(tmp_path))
    assert cache_folder().is_relative_to(tmp_path / "cache")
    monkeypatch.delenv("PAELLA_HOME")
    assert not cache_folder().is_relative_to(tmp_path)
    assert "paella-studio" in cache_folder().parts
