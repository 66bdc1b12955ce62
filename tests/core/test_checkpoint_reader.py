"""Checkpoints are read as torch reads them, mapped from their file; the published forms are told and unwrapped."""

from __future__ import annotations

import json
import os
import sys
from collections import OrderedDict
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import save_file
from saved import assert_same, odd_tensors, save, trained
from torch import Tensor

from paella_core.errors import PackBroken
from paella_core.packs import checkpoint_reader
from paella_core.packs.checkpoint_reader import read_checkpoint
from paella_core.packs.weights import read_weights

MANIFESTS = Path(__file__).with_name("manifests")
NAMES = sorted(path.stem for path in MANIFESTS.glob("*.json"))
both_layouts = pytest.mark.parametrize("zipped", [True, False], ids=["zip", "legacy"])
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


# ---- what torch wrote


@both_layouts
@pytest.mark.parametrize("make", [odd_tensors, trained])
def test_a_checkpoint_reads_as_torch_reads_it(make: Callable[[], dict[str, Any]], zipped: bool, tmp_path: Path) -> None:
    path = save(make(), tmp_path / "a.pt", zipped)
    expected = torch.load(path, weights_only=True)
    for name, parameter in expected.get("parameters", {}).items():
        expected["parameters"][name] = parameter.detach()
    assert_same(read_checkpoint(path), expected)


@pytest.mark.parametrize("protocol", [2, 3, 4, 5])
def test_every_binary_protocol_is_read(protocol: int, tmp_path: Path) -> None:
    checkpoint: dict[str, Any] = {**odd_tensors(), "text": ["y" * 70_000, "y", ""]}
    if protocol > 2:  # before, bytes are written as a call
        checkpoint["bytes"] = [b"ab", b"b" * 70_000, b""]
    path = save(checkpoint, tmp_path / "a.pt", protocol=protocol)
    assert_same(read_checkpoint(path), torch.load(path, weights_only=protocol == 2))


@both_layouts
def test_tensors_that_shared_a_storage_still_do(zipped: bool, tmp_path: Path) -> None:
    read = read_checkpoint(save(odd_tensors(), tmp_path / "a.pt", zipped))
    read["base"][2] = 7
    assert (read["row"] == 7).all()
    assert (read["transposed"][:, 2] == 7).all()
    assert read["base"].untyped_storage().data_ptr() == read["view"].untyped_storage().data_ptr()
    assert not (read["long"] == 7).all()


@both_layouts
def test_writing_to_a_tensor_does_not_reach_the_file(zipped: bool, tmp_path: Path) -> None:
    path = save({"a": torch.zeros(5)}, tmp_path / "a.pt", zipped)
    before = path.read_bytes()
    read_checkpoint(path)["a"].fill_(3)
    assert path.read_bytes() == before
    assert (read_checkpoint(path)["a"] == 0).all()


@both_layouts
@pytest.mark.parametrize("alone", [1, 100, 2**28])
def test_stretches_of_any_size_hold_the_same(
    zipped: bool, alone: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkpoint_reader, "LARGEST_STRETCH", alone)
    checkpoint = {str(n): torch.full((n,), n, dtype=torch.float64) for n in range(40)}
    path = save(checkpoint, tmp_path / "a.pt", zipped)
    assert_same(read_checkpoint(path), checkpoint)


@linux_only
def test_the_weights_are_the_mapped_file_until_they_are_dropped(tmp_path: Path) -> None:
    path = save({"a": torch.ones(10_000), "b": torch.ones(1)}, tmp_path / "a.pt")
    handles = len(os.listdir("/proc/self/fd"))
    weights = read_weights(path)
    [stretch] = mapped(path)
    assert all(tensor.data_ptr() in stretch for tensor in weights.values())
    del weights
    assert mapped(path) == []
    assert len(os.listdir("/proc/self/fd")) == handles


def mapped(path: Path) -> list[range]:
    """The addresses at which this process has mapped a file."""
    lines = [line.split(maxsplit=5) for line in Path("/proc/self/maps").read_text().splitlines()]
    places = [line[0].split("-") for line in lines if line[-1].strip() == str(path)]
    return [range(int(start, 16), int(end, 16)) for start, end in places]


@both_layouts
def test_numbers_begin_where_their_kind_may(zipped: bool, tmp_path: Path) -> None:
    checkpoint = {"a": torch.ones(3, dtype=torch.int8), "b": torch.arange(4.0, dtype=torch.float64), "c": torch.ones(2)}
    read = read_checkpoint(save(checkpoint, tmp_path / "a.pt", zipped))
    assert_same(read, checkpoint)
    assert all(tensor.data_ptr() % tensor.element_size() == 0 for tensor in read.values())


# ---- the published forms


def published(name: str, largest: int) -> tuple[dict[str, Tensor], dict[str, Any]]:
    """The weights of a manifest, no dimension above `largest`, and the checkpoint that wraps them as published."""
    manifest = json.loads((MANIFESTS / f"{name}.json").read_text(encoding="utf-8"))
    weights = OrderedDict(
        (key, torch.zeros([min(size, largest) for size in shape], dtype=getattr(torch, dtype)))
        for key, (dtype, *shape) in manifest["state_dict"].items()
    )
    checkpoint: dict[str, Any] = weights
    for wrapper in reversed(manifest["wrapper_keys"]):
        checkpoint = {"epoch": 3, wrapper: checkpoint, "hyper_parameters": {"lr": 1e-4}}
    return weights, checkpoint


@both_layouts
@pytest.mark.parametrize("name", NAMES)
def test_published_weights_are_read(name: str, zipped: bool, tmp_path: Path) -> None:
    weights, checkpoint = published(name, largest=3)
    for number, tensor in enumerate(weights.values()):
        tensor.copy_(torch.arange(tensor.numel()).reshape(tensor.shape) + number)
    assert_same(read_weights(save(checkpoint, tmp_path / f"{name}.pt", zipped)), dict(weights))


class SparseFile:
    """A file to write to, where zeros take no space on the disk."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")

    def write(self, data: memoryview) -> int:
        if np.frombuffer(data, np.uint8).any():
            return self._file.write(data)
        self._file.seek(len(data), os.SEEK_CUR)
        return len(data)

    def flush(self) -> None:
        self._file.flush()

    def close(self) -> None:
        self._file.close()


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", NAMES)
def test_published_weights_are_read_at_full_size(name: str, tmp_path: Path) -> None:
    """With names and shapes as published; files of more than 4 GiB need the 64-bit fields of the format."""
    weights, checkpoint = published(name, largest=2**40)
    ends = [next(iter(weights)), next(reversed(weights))]
    for key in ends:
        weights[key].view(-1)[-1] = 3
    path = tmp_path / f"{name}.pt"
    with closing(SparseFile(path)) as file:
        torch.save(checkpoint, file)  # type: ignore[arg-type]
    read = read_weights(path)
    assert {key: (tensor.dtype, tensor.shape) for key, tensor in read.items()} == {
        key: (tensor.dtype, tensor.shape) for key, tensor in weights.items()
    }
    assert all(read[key].view(-1)[-1] == 3 for key in ends)
    path.unlink()


@pytest.mark.parametrize("suffix", [".pt", ".pth", ".ckpt", ".bin", ".safetensors", ""])
def test_files_are_told_by_their_content(suffix: str, tmp_path: Path) -> None:
    weights = {"a.weight": torch.randn(3, 4), "a.bias": torch.zeros(3, dtype=torch.float16)}
    for number, write in enumerate((save, lambda given, path: save(given, path, zipped=False), save_file)):
        path = tmp_path / f"{number}{suffix}"
        write(weights, path)
        read = read_weights(path)
        assert sorted(read) == sorted(weights)
        assert all(torch.equal(read[name], tensor) for name, tensor in weights.items())


def test_the_average_of_a_training_checkpoint_is_taken(tmp_path: Path) -> None:
    checkpoint = trained()
    assert_same(read_weights(save(checkpoint, tmp_path / "a.pt")), checkpoint["ema_state_dict"])


def test_errors_name_the_file(tmp_path: Path) -> None:
    save({"iter": 3}, tmp_path / "counter.pt")
    save_file({"loss.a": torch.zeros(1)}, tmp_path / "loss.safetensors")
    save({"half": torch.zeros(3, dtype=torch.uint16)}, tmp_path / "unsigned.pt")
    reasons = {
        "counter.pt": "'iter'",
        "loss.safetensors": "no weights",
        "unsigned.pt": "_rebuild_tensor_v3",
        "none.pt": "No such",
        "": "directory",
    }
    for name, reason in reasons.items():
        with pytest.raises(PackBroken, match=reason) as caught:
            read_weights(tmp_path / name)
        assert str(tmp_path / name) in str(caught.value)
        assert "\n" not in str(caught.value)
