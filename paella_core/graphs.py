"""A prepared denoiser on an NVIDIA GPU as CUDA graphs: all kernels of a prediction are launched at once.

A large GPU needs less time for the many small kernels of a step than the processor needs to launch them one by one. A
graph is recorded for each shape; lengths of prompts are rounded up, so that few shapes occur. It runs the very kernels
of the eager path, and gives the same numbers to the last bit.

Shape letters: n conditions, B pictures, H W token rows and columns, N cells, C numbers of a cell, K labels.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any, Generic, Protocol, Self, TypeVar

import torch
from torch import Tensor

GRAPHS_KEPT = 8
WARM_UPS = 3  # libraries choose their kernels and take their workspaces before anything is recorded


class Tensors(Protocol):
    """What is told to a denoiser: some tensors."""

    def tensors(self) -> list[Tensor]:
        """All of it, in order."""
        ...

    def mapped(self, change: Callable[[Tensor], Tensor]) -> Self:
        """The same, of other tensors."""
        ...


Told = TypeVar("Told", bound=Tensors)
Eager = TypeVar("Eager", bound="Prepared[Any]")


class Prepared(Protocol[Told]):
    """A denoiser arranged for sampling: `PreparedPaella` and `PreparedDenoiseUNet` say what each method gives."""

    @property
    def told(self) -> Callable[..., Told]: ...

    def joined(self, told: Sequence[Told]) -> Told: ...

    def rounded(self, told: Told) -> Told: ...

    def at(self, level: float) -> Tensor: ...

    def features(self, tokens_BHW: Tensor, at: Tensor, told: Told) -> Tensor: ...

    def head(self, rows_NC: Tensor) -> Tensor: ...


class Graphed(Generic[Told]):
    """A prepared denoiser whose `features` are replayed: what they give holds until they are asked for again."""

    def __init__(self, prepared: Prepared[Told]) -> None:
        self._prepared = prepared
        self._graphs: OrderedDict[tuple[torch.Size, ...], _Graph[Told]] = OrderedDict()
        self.told, self.at, self.head = prepared.told, prepared.at, prepared.head
        self.rounded = prepared.rounded

    def joined(self, told: Sequence[Told]) -> Told:
        """Several conditions as one, of one of few shapes."""
        return self._prepared.rounded(self._prepared.joined(told))

    def features(self, tokens_BHW: Tensor, at: Tensor, told: Told) -> Tensor:
        """What the head reads, under each condition -> (n, B, H, W, C)."""
        shapes = (tokens_BHW.shape, *(tensor.shape for tensor in told.tensors()))
        if shapes not in self._graphs:
            if len(self._graphs) == GRAPHS_KEPT:
                self._graphs.popitem(last=False)
            self._graphs[shapes] = _Graph(self._prepared.features, tokens_BHW, at, told)
        self._graphs.move_to_end(shapes)
        return self._graphs[shapes](tokens_BHW, at, told)


class _Graph(Generic[Told]):
    """One recording, with its own places for what goes in and comes out."""

    def __init__(
        self, features: Callable[[Tensor, Tensor, Told], Tensor], tokens_BHW: Tensor, at: Tensor, told: Told
    ) -> None:
        self._tokens_BHW, self._at, self._told, self._last = tokens_BHW.clone(), at.clone(), told.mapped(_copied), told
        aside = torch.cuda.Stream()
        aside.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(aside):
            for _ in range(WARM_UPS):
                features(self._tokens_BHW, self._at, self._told)
        torch.cuda.current_stream().wait_stream(aside)
        self._graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(self._graph):
            self._out = features(self._tokens_BHW, self._at, self._told)

    def __call__(self, tokens_BHW: Tensor, at: Tensor, told: Told) -> Tensor:
        self._tokens_BHW.copy_(tokens_BHW)
        self._at.copy_(at)
        if told is not self._last:
            for place, tensor in zip(self._told.tensors(), told.tensors(), strict=True):
                place.copy_(tensor)
            self._last = told
        self._graph.replay()
        return self._out


def launched_together(prepared: Eager, device: torch.device) -> Eager | Graphed[Any]:
    """A prepared denoiser as it samples fastest on a device: graphed on CUDA, as it is elsewhere."""
    return Graphed(prepared) if device.type == "cuda" else prepared


def _copied(tensor: Tensor) -> Tensor:
    return tensor.clone(memory_format=torch.contiguous_format)
