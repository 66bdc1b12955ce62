"""Checkpoints as torch writes them, to be read back and compared."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

DTYPES = [
    torch.float64,
    torch.float32,
    torch.float16,
    torch.bfloat16,
    torch.int64,
    torch.int32,
    torch.int16,
    torch.int8,
    torch.uint8,
    torch.bool,
]


def save(checkpoint: object, path: Path, zipped: bool = True, protocol: int = 2) -> Path:
    torch.save(checkpoint, path, _use_new_zipfile_serialization=zipped, pickle_protocol=protocol)
    return path


def assert_same(read: Any, expected: Any) -> None:
    """The same containers, values and tensors, these with the same layout in memory."""
    if isinstance(expected, Tensor):
        assert type(read) is Tensor
        assert (read.dtype, read.shape, read.stride()) == (expected.dtype, expected.shape, expected.stride())
        assert read.storage_offset() == expected.storage_offset()
        assert not read.requires_grad
        assert torch.equal(read, expected)
    elif isinstance(expected, Mapping):
        assert type(read) is type(expected)
        assert list(read) == list(expected)
        for key, value in expected.items():
            assert_same(read[key], value)
    elif isinstance(expected, list | tuple):
        assert len(read) == len(expected)
        for one, other in zip(read, expected, strict=True):
            assert_same(one, other)
    else:
        assert type(read) is type(expected)
        assert read == expected


def odd_tensors() -> dict[str, Any]:
    """Tensors as no network has them all: every type, odd strides, shared storages, none at all."""
    torch.manual_seed(1)
    base = torch.randn(6, 8)
    return {
        **{str(dtype): (torch.randn(3, 4) * 50).to(dtype) for dtype in DTYPES},
        "base": base,
        "same": base,
        "view": base[1:5, 2:],
        "columns": base[:, ::3],
        "transposed": base.t(),
        "row": base[2],
        "flat": base.view(-1)[5:11],
        "channels last": torch.randn(2, 3, 4, 5).to(memory_format=torch.channels_last),
        "windows": torch.arange(10).unfold(0, 4, 2),
        "expanded": torch.ones(1).expand(5, 3),
        "number": torch.tensor(2.5),
        "element": base[3, 3],
        "empty": torch.empty(0),
        "empty rows": torch.empty(3, 0, 2),
        "empty slice": base[6:],
        "long": torch.arange(1000.0),
    }


def trained() -> dict[str, Any]:
    """A checkpoint of training: network, average, optimizer, counters."""
    torch.manual_seed(2)
    network = nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4))
    optimizer = torch.optim.AdamW(network.parameters())
    network(torch.randn(5, 3)).sum().backward()
    optimizer.step()
    return {
        "state_dict": network.state_dict(),
        "ema_state_dict": {name: tensor * 0.5 for name, tensor in network.state_dict().items()},
        "optimizer_state_dict": optimizer.state_dict(),
        "parameters": dict(network.named_parameters()),
        "shape": torch.Size([3, 4]),
        "iter": 600_000,
        "large": 2**70,
        "negative": -(2**40),
        "loss": [0.5, 1e-9, float("inf")],
        "mixed": (None, True, False, "naïve 🥘", (1, 2, 3, 4), [], {}, ()),
        "wandb_run_id": "x" * 300,
    }
