"""What can be trained: a network, and the loss of a batch."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

import torch
from torch import Tensor, nn

from paella_core.training.config import Config
from paella_core.training.data import Batch
from paella_core.training.pack_parts import PackParts
from paella_core.training.run import RunConfig

Metrics = dict[str, Tensor]
Product = TypeVar("Product", bound=nn.Module, covariant=True)


@dataclass(frozen=True)
class Setting:
    """What every task is built from."""

    config: Config
    run: RunConfig
    device: torch.device
    parts: PackParts


class Task(nn.Module, ABC, Generic[Product]):
    """All that learns is registered in it, and `forward` gives the loss, so that torch's own engines of many processes
    can wrap it. Networks that are only read hide in `Encoders`, which is no module.
    """

    product: Product
    """The part that goes into the pack."""

    role: ClassVar[str]
    """What that part is in a pack."""

    asks: ClassVar[tuple[str, ...]] = ()
    """What it asks of the frozen networks (see `Encoders`), which can be precomputed."""

    leaves_weights_out: bool = False
    """Whether a batch may have no use for some weights, which several processes must know."""

    @abstractmethod
    def forward(self, batch: Batch, step: int, /) -> tuple[Tensor, Metrics]:
        """The mean loss of the samples of a batch, and what to log beside it, as scalars without gradients."""
