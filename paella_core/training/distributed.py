"""One run on several processes under `torchrun`: each takes its share of every batch, and gradients are averaged.

Without torchrun there is one process and nothing here does anything.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import torch
import torch.distributed as dist
from torch import nn


@dataclass(frozen=True)
class Share:
    """This process among all: every `count`-th item of a batch, from `index` on, is its own."""

    index: int = 0
    count: int = 1

    @property
    def leads(self) -> bool:
        """Whether this process writes logs and checkpoints."""
        return self.index == 0


@contextmanager
def joined(device: torch.device) -> Iterator[Share]:
    """Meet the other processes that torchrun started, and part from them at the end."""
    if "WORLD_SIZE" not in os.environ:
        yield Share()
        return
    dist.init_process_group("nccl" if device.type == "cuda" else "gloo")
    try:
        yield Share(dist.get_rank(), dist.get_world_size())
    finally:
        dist.destroy_process_group()


def average_gradients(network: nn.Module, share: Share) -> None:
    """Give every process the mean of all gradients; a weight that some did not use counts as zero there."""
    if share.count == 1:
        return
    weights = [weight for weight in network.parameters() if weight.requires_grad]
    flat = torch.cat([torch.zeros_like(w).flatten() if w.grad is None else w.grad.flatten() for w in weights])
    dist.all_reduce(flat)
    parts = (flat / share.count).split([weight.numel() for weight in weights])
    for weight, part in zip(weights, parts, strict=True):
        weight.grad = part.view_as(weight)


def anyone(truth: bool, share: Share, device: torch.device) -> bool:
    """Whether it is true in any process, so that all stop together."""
    if share.count == 1:
        return truth
    votes = torch.tensor(float(truth), device=device)
    dist.all_reduce(votes)
    return bool(votes)
