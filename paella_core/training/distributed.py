"""One run on several processes under `torchrun`: each takes its share of every batch, on copies of the network (DDP)
or on parts of it (FSDP2). Without torchrun there is one process and nothing here does anything.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from typing import Any

import torch
import torch.distributed as dist
from torch import Tensor, nn
from torch.distributed.device_mesh import init_device_mesh
from torch.distributed.fsdp import FSDPModule, MixedPrecisionPolicy, fully_shard
from torch.nn.parallel import DistributedDataParallel
from torch.utils.checkpoint import checkpoint

from paella_core.training.run import RunConfig

_CONTAINERS = (nn.ModuleList, nn.ModuleDict, nn.Sequential)


@dataclass(frozen=True)
class Share:
    """This process among all: every `count`-th item of a batch, from `index` on, is its own."""

    index: int = 0
    count: int = 1

    @property
    def leads(self) -> bool:
        """Whether this process writes logs and pictures."""
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


@contextmanager
def in_turn(share: Share) -> Iterator[None]:
    """Let the process that leads go through the block first, and the others together after it."""
    if share.count > 1 and not share.leads:
        dist.barrier()
    yield
    if share.count > 1 and share.leads:
        dist.barrier()


def own_device(device: torch.device) -> torch.device:
    """The GPU of this process among those of its machine; any other device as it is."""
    if device.type != "cuda" or "LOCAL_RANK" not in os.environ:
        return device
    torch.cuda.set_device(int(os.environ["LOCAL_RANK"]))
    return torch.device("cuda", int(os.environ["LOCAL_RANK"]))


def distributed(task: nn.Module, run: RunConfig, share: Share, leaves_weights_out: bool) -> nn.Module:
    """The task, ready to be called by several processes; with FSDP its weights are divided from here on."""
    if run.recompute:
        recompute(task)
    if share.count == 1:
        return task
    if run.sharding == "fsdp":
        return divided(task, run)
    return DistributedDataParallel(task, find_unused_parameters=leaves_weights_out)


def divided(task: nn.Module, run: RunConfig) -> nn.Module:
    """The task with its weights divided among all processes, a block at a time, and what is left together."""
    device = next(task.parameters()).device.type
    mesh = init_device_mesh(device, (dist.get_world_size(),))
    half = torch.bfloat16 if run.precision == "bfloat16" else None
    divide = partial(fully_shard, mesh=mesh, mp_policy=MixedPrecisionPolicy(half, torch.float32))
    for block in blocks(task):
        divide(block)
    divide(task)
    return task


def recompute(task: nn.Module) -> None:
    """Let each block forget what it computed, and compute it again when its gradients are asked for."""
    for block in blocks(task):
        block.forward = partial(checkpoint, block.forward, use_reentrant=False)


def blocks(network: nn.Module) -> Iterator[nn.Module]:
    """The composed parts that follow each other in lists of modules: what is gathered, or computed again, at a time."""
    for child in network.children():
        if isinstance(network, _CONTAINERS) and not isinstance(child, _CONTAINERS):
            if any(True for _ in child.children()):
                yield child
        else:
            yield from blocks(child)


@contextmanager
def adding_up(network: nn.Module, last: bool) -> Iterator[None]:
    """Gradients of the parts of a batch are added up here, and exchanged with the others after the last alone."""
    if isinstance(network, FSDPModule):
        network.set_requires_gradient_sync(last)
    alone = network.no_sync() if isinstance(network, DistributedDataParallel) and not last else nullcontext()
    with alone:
        yield


def mean_of_all(values: dict[str, Tensor], share: Share) -> dict[str, float]:
    """Each number averaged over the processes; all must ask together."""
    if share.count == 1:
        return {name: float(value) for name, value in values.items()}
    together = torch.stack([value.detach().float() for value in values.values()])
    dist.all_reduce(together)
    return dict(zip(values, (together / share.count).tolist(), strict=True))


def of_all(rows: Tensor) -> Tensor:
    """The rows of all processes, in the order of the batch; gradients find back to their owners."""
    if not dist.is_initialized() or dist.get_world_size() == 1:
        return rows
    return _Gathered.apply(rows)


class _Gathered(torch.autograd.Function):
    """All processes' rows, interleaved as they share a batch; each takes back what all have to say of its own."""

    @staticmethod
    def forward(ctx: Any, rows: Tensor) -> Tensor:
        ctx.index, ctx.count = dist.get_rank(), dist.get_world_size()
        of_each = [torch.empty_like(rows) for _ in range(ctx.count)]
        dist.all_gather(of_each, rows.contiguous())
        return torch.stack(of_each, dim=1).flatten(0, 1)

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> Tensor:
        together = gradients[0].clone()
        dist.all_reduce(together)
        return together.unflatten(0, (-1, ctx.count))[:, ctx.index]


def anyone(truth: bool, share: Share, device: torch.device) -> bool:
    """Whether it is true in any process, so that all stop together."""
    if share.count == 1:
        return truth
    votes = torch.tensor(float(truth), device=device)
    dist.all_reduce(votes)
    return bool(votes)
