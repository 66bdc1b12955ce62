"""Write the weights of a network as a pack has them: streamed, never more than a piece of one tensor in memory.

Which precisions a network may be stored in, the usual one first. Encoders, denoisers and priors compute in half
precision anyway; a VQGAN of less than float32 would choose other codes; int8 pays where nearly all of a network are
linear layers that run once for a prompt.
"""

from __future__ import annotations

import ctypes
import json
import mmap
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import torch
from torch import Tensor

from paella_core.atomic import replacing
from paella_core.errors import PackBroken
from paella_core.packs import int8
from paella_core.packs.loading import build
from paella_core.packs.manifest import Precision
from paella_core.packs.recognise import Recognised

PRECISIONS: Mapping[str, tuple[Precision, ...]] = {
    "denoiser": ("bfloat16", "float32"),
    "prior": ("bfloat16", "float32"),
    "clip": ("bfloat16", "float32"),
    "byt5": ("bfloat16", "int8", "float32"),
    "vqgan": ("float32",),
}
Progress = Callable[[int, int], None]
"""How many bytes are written, and how many there are."""

_DTYPES: Mapping[Precision, torch.dtype] = {
    "float32": torch.float32,
    "bfloat16": torch.bfloat16,
    "int8": torch.bfloat16,  # what is no linear layer
}
_NAMES = {torch.float32: "F32", torch.bfloat16: "BF16", torch.int64: "I64", torch.int8: "I8"}
_PIECE = 1 << 24  # numbers of a tensor that are converted at once
_PAGE_OUT = 21  # Linux' MADV_PAGEOUT: mapped pages may go. It loses nothing, whatever the pages belong to
_LENGTH_BYTES = 8
_LIBRARY = ctypes.CDLL(None) if sys.platform == "linux" else None
_WITHOUT_PROGRESS: Progress = lambda _done, _total: None  # noqa: E731


def precision_for(role: str, wanted: Precision) -> Precision:
    """The precision in which a network of a role is stored where `wanted` is asked for: that, or its usual one."""
    return wanted if wanted in PRECISIONS[role] else PRECISIONS[role][0]


def size_of(found: Recognised, precision: Precision) -> int:
    """The bytes that `write_weights` will write."""
    plan = _plan(found, precision)
    return len(_header(plan)) + _data_bytes(plan)


def write_weights(found: Recognised, path: Path, precision: Precision, progress: Progress = _WITHOUT_PROGRESS) -> None:
    """Write a safetensors file, whole or not at all.

    Floating weights are rounded to the precision; what networks count and average (buffers) stays float32, integers
    stay what they are. int8 is for the weights of linear layers, the rest is bfloat16.

    Raises:
        PackBroken: a number is not finite, or becomes so in this precision.
        NotSupported: int8 without the library for it.
        ValueError: a precision that a network of this role cannot have.
        OSError: the file cannot be written.
    """
    if precision not in PRECISIONS[found.role]:
        raise ValueError(f"a {found.role} cannot be stored as {precision}")
    plan = _plan(found, precision)
    with replacing(path) as temporary, temporary.open("wb") as file:
        header = _header(plan)
        file.write(header)
        total, done = len(header) + _data_bytes(plan), len(header)
        for count in _written(plan, found, file, len(header)):
            done += count
            progress(done, total)


@dataclass(frozen=True)
class _Entry:
    """A tensor of the file: its type and shape there, and where its bytes lie after the header."""

    dtype: torch.dtype
    shape: tuple[int, ...]
    start: int

    @property
    def end(self) -> int:
        return self.start + self.dtype.itemsize * torch.Size(self.shape).numel()


def _plan(found: Recognised, precision: Precision) -> dict[str, _Entry]:
    """What the file will hold, in its order: wider types first, so that every tensor is aligned to its type."""
    with torch.device("meta"):
        module = build(found.network)
    small = int8.quantisable(module) if precision == "int8" else frozenset()
    buffers = {name for name, _ in module.named_buffers()}
    forms: list[tuple[str, torch.dtype, tuple[int, ...]]] = []
    for name, tensor in found.weights.items():
        if name in small:
            forms += [(name, torch.int8, tuple(tensor.shape)), (name + int8.SCALE, torch.float32, (tensor.shape[0], 1))]
        else:
            forms.append((name, _dtype(tensor, name in buffers, precision), tuple(tensor.shape)))
    plan, end = {}, 0
    for name, dtype, shape in sorted(forms, key=lambda form: -form[1].itemsize):
        plan[name] = _Entry(dtype, shape, end)
        end = plan[name].end
    return plan


def _dtype(tensor: Tensor, is_buffer: bool, precision: Precision) -> torch.dtype:
    if not tensor.is_floating_point():
        return tensor.dtype
    return torch.float32 if is_buffer else _DTYPES[precision]


def _data_bytes(plan: Mapping[str, _Entry]) -> int:
    return max(entry.end for entry in plan.values())


def _header(plan: Mapping[str, _Entry]) -> bytes:
    """The start of a safetensors file: the length of its description, then that, padded so that tensors are aligned."""
    described = {
        name: {"dtype": _NAMES[entry.dtype], "shape": list(entry.shape), "data_offsets": [entry.start, entry.end]}
        for name, entry in plan.items()
    }
    text = json.dumps(described, separators=(",", ":")).encode()
    text += b" " * (-len(text) % _LENGTH_BYTES)
    return len(text).to_bytes(_LENGTH_BYTES, "little") + text


def _written(plan: Mapping[str, _Entry], found: Recognised, file: BinaryIO, offset: int) -> Iterator[int]:
    """Write all tensors behind an offset; yields the number of bytes of each piece that is written."""
    for name, tensor in found.weights.items():
        entry, scales = plan[name], plan.get(name + int8.SCALE)
        if entry.dtype == torch.int8 and scales:
            yield from _write_small(tensor.detach(), entry, scales, file, offset, name)
        else:
            file.seek(offset + entry.start)
            for piece in _pieces(tensor.detach().reshape(-1), _PIECE):
                yield _write(piece.to(entry.dtype), file, name)
                _let_go(piece)


def _write_small(
    weight: Tensor, entry: _Entry, scale_entry: _Entry, file: BinaryIO, offset: int, name: str
) -> Iterator[int]:
    """Write a weight as int8, and after it the scales of its rows, each to its place."""
    file.seek(offset + entry.start)
    scales = []
    for rows in _pieces(weight, max(1, _PIECE // weight.shape[1])):
        numbers, scale = int8.quantised(rows)
        scales.append(scale)
        yield _write(numbers, file, name)
        _let_go(rows)
    file.seek(offset + scale_entry.start)
    yield _write(torch.cat(scales), file, name)


def _pieces(tensor: Tensor, rows: int) -> Iterator[Tensor]:
    return iter(tensor.split(rows)) if tensor.numel() else iter(())


def _write(piece: Tensor, file: BinaryIO, name: str) -> int:
    """Write a piece's bytes -> their number. A NaN or an infinity is among the extremes."""
    if piece.is_floating_point() and not torch.stack(piece.aminmax()).isfinite().all():
        raise PackBroken(f"{name} holds numbers that are not finite. Get the file again.")
    return file.write(piece.contiguous().view(torch.uint8).numpy().data)


def _let_go(piece: Tensor) -> None:
    """Let the pages of a piece that was mapped from a file leave memory, where the system can be told."""
    if _LIBRARY and piece.is_contiguous():
        page = mmap.PAGESIZE
        start = -(-piece.data_ptr() // page) * page
        length = piece.data_ptr() + piece.nbytes - start
        if length > 0:
            _LIBRARY.madvise(ctypes.c_void_p(start), ctypes.c_size_t(length), _PAGE_OUT)
