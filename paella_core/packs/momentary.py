"""Weights that are there only while their layer runs, for networks that are larger than memory should be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor, nn

from paella_core.conditioning.libraries import ResidualAttentionBlock, T5Block
from paella_core.networks.attention import MultiHeadAttention

_WIDENED = (T5Block, ResidualAttentionBlock, nn.MultiheadAttention, MultiHeadAttention)
_WIDENED += (nn.Linear, nn.Conv2d, nn.ConvTranspose2d)
_NARROW = (torch.bfloat16, torch.float16)


class Room:
    """Memory for the weights of one layer at a time, used again and again.

    Asked for anew for each layer, the allocator of the C library keeps ever more: freed pieces are cut, and the next
    layer no longer fits.
    """

    def __init__(self, dtype: torch.dtype) -> None:
        self._dtype = dtype
        self._by_shape: dict[torch.Size, list[Tensor]] = {}

    def copies(self, weights: Sequence[Tensor], device: torch.device | None = None) -> list[Tensor]:
        """Copies of weights in this room, on their own device if none is named. They hold until the next call."""
        taken: Counter[torch.Size] = Counter()
        copies = []
        for weight in weights:
            alike = self._by_shape.setdefault(weight.shape, [])
            if taken[weight.shape] == len(alike):
                alike.append(torch.empty(weight.shape, dtype=self._dtype, device=device or weight.device))
            copies.append(alike[taken[weight.shape]].copy_(weight))
            taken[weight.shape] += 1
        return copies


def stream(layers: Sequence[nn.Module], fill: Callable[[nn.Module], None]) -> None:
    """Let layers without weights be filled just before they run, and be emptied right after."""
    for layer in layers:
        layer.register_forward_pre_hook(lambda layer, _inputs: fill(layer))
        layer.register_forward_hook(lambda layer, _inputs, _output: emptied(layer), always_call=True)


def emptied(layer: nn.Module) -> None:
    """Take a layer's weights away."""
    layer.to("meta")


def widen(module: nn.Module) -> None:
    """Let a network with weights of half precision compute in float32, while its large weights stay as they are.

    A layer's weights are float32 while it runs. Beside its multiplications that costs little, and where the processor
    has none in half precision it is several times faster than computing in it. Nothing is rounded on the way.
    """
    large, room = [layer for layer in module.modules() if isinstance(layer, _WIDENED)], Room(torch.float32)
    for layer in large:
        weights = _Weights(layer, room)
        layer.register_forward_pre_hook(weights.widen, with_kwargs=True)
        layer.register_forward_hook(weights.restore, always_call=True)
        if isinstance(layer, MultiHeadAttention):
            layer.at_hand = weights.at_hand
    among_large = {id(weight) for layer in large for weight in layer.parameters()}
    for weight in (*module.parameters(), *module.buffers()):
        if id(weight) not in among_large and weight.dtype in _NARROW:
            weight.data = weight.data.float()


class _Weights:
    """The weights of a layer. Layers inside a layer find theirs wide already, and leave them so."""

    def __init__(self, layer: nn.Module, room: Room) -> None:
        self._room = room
        self._weights = list(layer.parameters())
        self._stored: list[tuple[Tensor, Tensor]] = []

    def widen(self, _layer: nn.Module, inputs: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        self._widen()
        return tuple(map(_wide, inputs)), {name: _wide(value) for name, value in named.items()}

    def restore(self, _layer: nn.Module, _inputs: object, _output: object) -> None:
        self._restore()

    @contextmanager
    def at_hand(self) -> Iterator[None]:
        """Wide while the block lasts."""
        self._widen()
        try:
            yield
        finally:
            self._restore()

    def _widen(self) -> None:
        self._stored = [(weight, weight.data) for weight in self._weights if weight.dtype in _NARROW]
        wide = self._room.copies([stored for _, stored in self._stored])
        for (weight, _), copy in zip(self._stored, wide, strict=True):
            weight.data = copy

    def _restore(self) -> None:
        for weight, stored in self._stored:
            weight.data = stored
        self._stored = []


def _wide(value: Any) -> Any:
    return value.float() if isinstance(value, Tensor) and value.dtype in _NARROW else value
