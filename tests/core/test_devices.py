"""Choosing a device, and what is said when memory runs out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import torch

from paella_core.devices import DEVICES, choose, describe, free_bytes, largest_batch, memory_explained, precision
from paella_core.errors import DeviceError

CPU = torch.device("cpu")


def test_the_cpu_is_always_there() -> None:
    assert choose("cpu") == CPU
    assert precision(CPU) == torch.float32
    assert (largest_batch(CPU, 32 * 32), largest_batch(CPU, 64 * 64), largest_batch(CPU, 256 * 256)) == (8, 2, 1)
    assert choose("auto").type in DEVICES


def test_auto_takes_the_first_that_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(choose.__globals__["_AVAILABLE"], "xpu", lambda: True)
    monkeypatch.setitem(choose.__globals__["_AVAILABLE"], "cuda", lambda: False)
    assert choose("auto").type == "xpu"


def test_an_absent_or_unknown_device_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(choose.__globals__["_AVAILABLE"], "mps", lambda: False)
    with pytest.raises(DeviceError, match=r"no mps device\. Available: .*cpu"):
        choose("mps")
    with pytest.raises(DeviceError, match="Choose one of auto, cpu"):
        choose("abacus")


@pytest.mark.parametrize("failure", [torch.OutOfMemoryError("CUDA out of memory"), MemoryError()])
def test_running_out_of_memory_is_one_sentence(failure: BaseException) -> None:
    with pytest.raises(DeviceError, match="memory of the cpu device does not suffice"), memory_explained(CPU):
        raise failure


def test_the_cpu_running_out_of_memory_is_one_sentence() -> None:
    with pytest.raises(DeviceError, match="does not suffice"), memory_explained(CPU):
        torch.empty(1 << 60, dtype=torch.uint8)


def test_other_failures_pass_through() -> None:
    with pytest.raises(RuntimeError, match="something else"), memory_explained(CPU):
        raise RuntimeError("something else")


def test_every_device_here_is_described() -> None:
    assert any(line.startswith("cpu") for line in describe())


def test_free_memory_is_less_than_all_and_more_than_none() -> None:
    assert 0 < free_bytes(CPU) < os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.parametrize(
    ("limit", "statistics", "used"),
    [
        ("memory.max", "memory.stat", "anon"),
        ("memory/memory.limit_in_bytes", "memory/memory.stat", "total_rss"),
    ],
    ids=["version 2", "version 1"],
)
def test_a_container_leaves_what_its_limit_says(tmp_path: Path, limit: str, statistics: str, used: str) -> None:
    left = free_bytes.__globals__["_left_by_container"]
    assert list(left(tmp_path)) == []
    for name, text in ((limit, "max\n"), (statistics, f"file 7000\n{used} 300\n")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    assert list(left(tmp_path)) == []
    (tmp_path / limit).write_text("1000\n")
    assert list(left(tmp_path)) == [700]
    (tmp_path / limit).write_text("200\n")
    assert list(left(tmp_path)) == [0]
