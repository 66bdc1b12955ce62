"""What the names in a checkpoint's pickle stand for here: the few that hold weights, each made by a function of ours.

`collections.OrderedDict` and `torch._utils._rebuild_tensor_v2` are what every checkpoint is made of, the storage types
say which numbers a storage holds. Two more occur in checkpoints of training and are as inert:
`torch._utils._rebuild_parameter` where parameters were saved themselves (their tensor is taken), and `torch.Size`
where a shape was noted (a tuple is given).
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from paella_core.errors import PackBroken
from paella_core.packs.pickle_walker import Function, Names

DEEPEST = 32  # containers inside each other
MOST_DIMENSIONS = 32
MOST_REPEATED = 2**20  # elements of a tensor that shows the same numbers repeatedly
_INT64 = 2**63
_PLAIN = (type(None), bool, int, float, str, bytes, Tensor)


@dataclass(frozen=True)
class Need:
    """A storage that a checkpoint speaks of."""

    key: str
    dtype: torch.dtype
    elements: int

    @property
    def size(self) -> int:
        """Its bytes."""
        return self.elements * self.dtype.itemsize


@dataclass(frozen=True)
class Storage:
    """A storage's bytes as a flat tensor of uint8, and what numbers they are."""

    content: Tensor
    dtype: torch.dtype


def read_need(persistent_id: object) -> Need:
    """The storage that a persistent id means; where it lived (a GPU, say) does not matter.

    Raises:
        PackBroken: it means something else; a clause that says so.
    """
    match persistent_id:
        case ("storage", torch.dtype() as dtype, str(key), str(), int(elements), *view) if _are_none(view):
            if 0 <= elements < _INT64 // dtype.itemsize:
                return Need(key, dtype, elements)
    raise PackBroken("its pickle is damaged: it refers to a storage in an unknown way")


def require_plain(value: object) -> None:
    """Refuse values other than plain containers, numbers, text and tensors, and containers too deep or in circles.

    Raises:
        PackBroken: a clause that names what was found.
    """
    _depth_of(value, DEEPEST, {})


def _depth_of(value: object, allowed: int, known: dict[int, int]) -> int:
    """How deep a value is; `known` has the depths of containers, so that each is looked into once."""
    if type(value) in _PLAIN:
        return 0
    if type(value) not in (dict, OrderedDict, list, tuple):
        raise PackBroken(f"it holds a {type(value).__name__}, which is neither a weight nor a number")
    if allowed == 0 or known.get(id(value), 0) > allowed:
        raise PackBroken(f"it holds containers in containers, more than {DEEPEST} deep or in a circle")
    if id(value) not in known:
        inner = value.values() if isinstance(value, dict) else value
        known[id(value)] = 1 + max((_depth_of(each, allowed - 1, known) for each in inner), default=0)  # type: ignore[union-attr]
    return known[id(value)]


def _ordered_dict(arguments: tuple[Any, ...]) -> OrderedDict[Any, Any]:
    """An empty one: its items are set by operations of their own."""
    if arguments:
        raise PackBroken("its pickle is damaged: it makes an OrderedDict from something")
    return OrderedDict()


def _tensor(arguments: tuple[Any, ...]) -> Tensor:
    """A tensor on its storage; whether it wanted gradients is forgotten."""
    match arguments:
        case (Storage() as storage, int(offset), tuple(shape), tuple(stride), bool(), OrderedDict() as hooks, *more):
            _check_forgotten(hooks, more)
            _check_view(storage, offset, shape, stride)
            empty = torch.empty(0, dtype=storage.dtype, device=storage.content.device)
            return empty.set_(storage.content.untyped_storage(), offset, shape, stride)
    raise PackBroken("its pickle is damaged: it makes a tensor in an unknown way")


def _are_none(rest: list[Any]) -> bool:
    """Whether what may follow is absent, or None: views of storages and signs to be flipped are not read."""
    return len(rest) <= 1 and all(each is None for each in rest)


def _check_forgotten(hooks: Mapping[str, object], more: list[Any]) -> None:
    """Refuse what a tensor would lose: hooks, and signs that are to be flipped when it is read."""
    if hooks or not _are_none(more):
        raise PackBroken("it holds a tensor with hooks or with a conjugate, which weights never have")


def _check_view(storage: Storage, offset: int, shape: tuple[Any, ...], stride: tuple[Any, ...]) -> None:
    """Refuse a tensor that reaches beyond its storage, or blows a small one up."""
    elements = storage.content.numel() // storage.dtype.itemsize
    _check_sizes((offset, *shape, *stride))
    if len(shape) != len(stride) or len(shape) > MOST_DIMENSIONS:
        raise PackBroken("its pickle is damaged: a tensor has an impossible shape")
    count = math.prod(shape)
    last = offset + sum((size - 1) * step for size, step in zip(shape, stride, strict=True))
    if (last >= elements) if count else (offset > elements):
        raise PackBroken("its pickle is damaged: a tensor reaches beyond its storage")
    if count > max(elements, MOST_REPEATED):
        raise PackBroken("its pickle is damaged: a tensor is far larger than its storage")


def _check_sizes(sizes: tuple[Any, ...]) -> None:
    """Refuse what is no size: other things than integers, negative and enormous ones."""
    if not all(type(size) is int and 0 <= size < _INT64 for size in sizes):
        raise PackBroken("its pickle is damaged: a tensor has an impossible shape")


def _parameter(arguments: tuple[Any, ...]) -> Tensor:
    """The tensor of a parameter."""
    match arguments:
        case (Tensor() as tensor, bool(), OrderedDict() as hooks) if not hooks:
            return tensor
    raise PackBroken("its pickle is damaged: it makes a parameter in an unknown way")


def _size(arguments: tuple[Any, ...]) -> tuple[int, ...]:
    match arguments:
        case (tuple(sizes),):
            _check_sizes(sizes)
            return sizes
    raise PackBroken("its pickle is damaged: it makes a shape in an unknown way")


NAMES: Names = {
    ("collections", "OrderedDict"): Function(_ordered_dict),
    ("torch._utils", "_rebuild_tensor_v2"): Function(_tensor),
    ("torch._utils", "_rebuild_parameter"): Function(_parameter),
    ("torch", "Size"): Function(_size),
    ("torch", "DoubleStorage"): torch.float64,
    ("torch", "FloatStorage"): torch.float32,
    ("torch", "HalfStorage"): torch.float16,
    ("torch", "BFloat16Storage"): torch.bfloat16,
    ("torch", "LongStorage"): torch.int64,
    ("torch", "IntStorage"): torch.int32,
    ("torch", "ShortStorage"): torch.int16,
    ("torch", "CharStorage"): torch.int8,
    ("torch", "ByteStorage"): torch.uint8,
    ("torch", "BoolStorage"): torch.bool,
}
