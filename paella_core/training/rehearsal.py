"""A dry run: everything is opened and checked, one part of a batch goes forward and back, and nothing is learned."""

from __future__ import annotations

import time
from dataclasses import dataclass

import torch
from torch import Tensor

from paella_core import devices
from paella_core.training.data import Batch
from paella_core.training.loop import descend
from paella_core.training.run import RunConfig
from paella_core.training.task import Task

_COPIES = 5  # the weights, their gradients, two moments of AdamW, and the average


@dataclass(frozen=True)
class Rehearsal:
    """What a run takes, on one process. `activation_bytes` and `part_seconds` are of one part of a batch."""

    data: str
    learning: int
    exported: int
    state_bytes: int
    activation_bytes: int
    free_bytes: int
    part_seconds: float
    parts: int
    steps: int

    def __str__(self) -> str:
        needed, seconds = self.state_bytes + self.activation_bytes, self.part_seconds * self.parts
        fits = "fits" if needed <= self.free_bytes else "does not fit"
        return "\n".join(
            (
                f"data         {self.data}",
                f"weights      {self.learning:,} that learn, {self.exported:,} for the pack",
                f"memory       {_gigabytes(self.state_bytes)} for weights, gradients, optimizer and average, "
                f"{_gigabytes(self.activation_bytes)} for a part of a batch; {_gigabytes(self.free_bytes)} free: "
                f"it {fits}",
                f"time         {seconds:.2f} s a step, {_duration(seconds * self.steps)} for {self.steps:,} steps",
            )
        )


def rehearsed(task: Task, run: RunConfig, parts: list[Batch], data: str) -> Rehearsal:
    """Measure with the first part of a batch, after another that loads and warms up what is used."""
    device = next(task.parameters()).device
    descend(task, parts[:1], 0, run, device)
    began, held = time.perf_counter(), Held(task)
    with torch.autograd.graph.saved_tensors_hooks(held.keep, lambda tensor: tensor):
        loss = descend(task, parts[:1], 0, run, device)["loss"]
    float(loss)  # which waits for the device
    seconds = time.perf_counter() - began
    learning = [parameter for parameter in task.parameters() if parameter.requires_grad]
    return Rehearsal(
        data,
        sum(parameter.numel() for parameter in learning),
        sum(tensor.numel() for tensor in task.product.state_dict().values()),
        _COPIES * sum(parameter.numel() * parameter.element_size() for parameter in learning),
        held.bytes,
        devices.free_bytes(device),
        seconds,
        len(parts),
        run.steps,
    )


class Held:
    """Counts what is kept for the gradients, each memory once, without the weights themselves."""

    def __init__(self, task: Task) -> None:
        self._seen = {parameter.untyped_storage().data_ptr() for parameter in task.parameters()}
        self.bytes = 0

    def keep(self, tensor: Tensor) -> Tensor:
        """Count a tensor that is kept."""
        storage = tensor.untyped_storage()
        if storage.data_ptr() not in self._seen:
            self._seen.add(storage.data_ptr())
            self.bytes += storage.nbytes()
        return tensor


def _gigabytes(size: int) -> str:
    return f"{size / 1e9:.2f} GB"


def _duration(seconds: float) -> str:
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours} h {minutes:02} min"
