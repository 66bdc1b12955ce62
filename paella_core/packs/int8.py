"""Linear layers whose weights are stored as int8, by torchao (optional): a scale for each row, inputs as they are.

In a file the weight `name` is int8 and `name_scale` (rows, 1) float32. The encoder of ByT5-XL takes half of what it
takes in bfloat16.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module, util
from typing import Any

import torch
from torch import Tensor, nn

from paella_core.errors import NotSupported

SCALE = "_scale"


def quantisable(module: nn.Module) -> frozenset[str]:
    """The names of the weights that may be int8: those of linear layers."""
    return frozenset(f"{name}.weight" for name, layer in module.named_modules() if isinstance(layer, nn.Linear))


def quantised(weight: Tensor) -> tuple[Tensor, Tensor]:
    """Rows of a linear layer's weight (rows, columns) -> them as int8, and their scales (rows, 1) float32.

    Every row is for itself, so that a weight can be taken in parts.

    Raises:
        NotSupported: torchao is not installed.
    """
    library = _torchao()
    tensor = library.Int8Tensor.from_hp(weight.float(), library.PerRow())
    return tensor.qdata, tensor.scale


def stored(expected: Mapping[str, Tensor], given: Mapping[str, Tensor], module: nn.Module) -> dict[str, Tensor]:
    """What a file of a network has to hold, where `given` is what it does hold: a linear layer's weight that is int8
    there goes with its scales. Only names, shapes and types mean something in the answer."""
    small = {name for name in quantisable(module) & given.keys() if given[name].dtype == torch.int8}
    weights = {name: tensor.to(torch.int8) if name in small else tensor for name, tensor in expected.items()}
    return weights | {
        name + SCALE: torch.empty(len(expected[name]), 1, device="meta") for name in small & expected.keys()
    }


def restored(weights: Mapping[str, Tensor], dtype: torch.dtype) -> dict[str, Tensor]:
    """The weights of a file as a network takes them: int8 and its scales become a weight that computes as `dtype`.

    Nothing is copied or quantised again: it stays int8 in memory. Files without int8 come back as they are.

    Raises:
        NotSupported: torchao is not installed.
    """
    return _joined(weights, lambda rows, scales: _wrapped(rows, scales, dtype))


def dense(weights: Mapping[str, Tensor], dtype: torch.dtype) -> dict[str, Tensor]:
    """As `restored`, but with plain weights of `dtype`: for layers that are there only while they run."""
    return _joined(weights, lambda rows, scales: (rows * scales).to(dtype))


def _joined(weights: Mapping[str, Tensor], join: Callable[[Tensor, Tensor], Tensor]) -> dict[str, Tensor]:
    small = {name for name, tensor in weights.items() if tensor.dtype == torch.int8}
    plain = {name: tensor for name, tensor in weights.items() if not {name, name.removesuffix(SCALE)} & small}
    return plain | {name: join(weights[name], weights[name + SCALE]) for name in small}


def _wrapped(rows: Tensor, scales: Tensor, dtype: torch.dtype) -> Tensor:
    return nn.Parameter(_torchao().Int8Tensor(rows, scales, [1, rows.shape[1]], dtype), requires_grad=False)


def _torchao() -> Any:
    """torchao.quantization, imported when it is needed: that takes a second, and few need it."""
    if util.find_spec("torchao") is None:
        raise NotSupported("Weights of int8 need torchao: install it with `pip install torchao`, or choose bfloat16.")
    return import_module("torchao.quantization")
