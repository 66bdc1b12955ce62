"""Keeping the codes of a VQGAN in use: placed where latents are, and moved there again when nobody uses them.

All processes of a run look at the latents of all, and draw the same.
Shape letters: B pictures, D latent channels, h w latent rows and columns, K codes, N = B*h*w.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch
import torch.distributed as dist
from torch import Tensor, nn
from torch.distributed.fsdp import FSDPModule
from torch.distributed.tensor import DTensor, distribute_tensor

from paella_core.training.distributed import of_all
from paella_core.training.randomness import stream


class Usage(nn.Module):
    """Which codes any process used since the last move, and at which step that was; a part of the run, so that a
    resumed one moves the same."""

    used_K: Tensor
    moved: Tensor

    def __init__(self, codes: int) -> None:
        super().__init__()
        self.register_buffer("used_K", torch.zeros(codes, dtype=torch.bool))
        self.register_buffer("moved", torch.tensor(-1))

    def note(self, indices_Bhw: Tensor) -> None:
        """These codes were used."""
        used_K = torch.zeros_like(self.used_K, dtype=torch.uint8)
        used_K[indices_Bhw.flatten()] = 1
        if dist.is_initialized():
            dist.all_reduce(used_K, dist.ReduceOp.MAX)
        self.used_K |= used_K.bool()

    def begin(self, step: int) -> Tensor | None:
        """Begin to count anew at a step -> which codes nobody used before, (K); None where another part of the step's
        batch began it already."""
        if int(self.moved) == step:
            return None
        unused_K = ~self.used_K
        self.moved.fill_(step)
        self.used_K.zero_()
        return unused_K


@torch.no_grad()
def some_latents(latents_BDhw: Tensor, count: int, seed: int, step: int) -> Tensor:
    """`count` latents (count, D) of all processes, drawn by lot, the same in each."""
    points_ND = of_all(latents_BDhw).permute(0, 2, 3, 1).flatten(0, 2).float()
    return points_ND[torch.randint(len(points_ND), (count,), generator=stream(seed, "codes", step))]


@contextmanager
def stored(task: nn.Module) -> Iterator[None]:
    """For changing weights during a forward pass: what FSDP gathered for it is a copy, the weights here are not.

    They are weights that `task` holds itself, not in a list of modules.
    """
    if not isinstance(task, FSDPModule):
        yield
        return
    task.set_reshard_after_forward(True, recurse=False)  # it keeps the copy otherwise
    task.reshard()
    try:
        yield
    finally:
        task.unshard()
        task.set_reshard_after_forward(False, recurse=False)


@torch.no_grad()
def move(weight: Tensor, which_K: Tensor, to_KD: Tensor) -> None:
    """Replace rows of a weight where `which_K` is true, also if it is divided among processes."""
    whole_KD = weight.full_tensor() if isinstance(weight, DTensor) else weight
    moved_KD = torch.where(which_K[:, None], to_KD.to(whole_KD), whole_KD)
    if isinstance(weight, DTensor):
        moved_KD = distribute_tensor(moved_KD, weight.device_mesh, weight.placements)
    weight.copy_(moved_KD)
