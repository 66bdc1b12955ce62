"""Checkpoints that a killed run resumes from, by as many processes or others.

Each is a folder of safetensors by `torch.distributed.checkpoint`: every process writes what it holds, and reads the
parts that it needs. Nothing is pickled. A folder appears under its name when all is written and synced, or not at all.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.distributed as dist
from safetensors import SafetensorError
from torch import Tensor, nn
from torch.distributed.checkpoint.api import CheckpointException
from torch.distributed.checkpoint.hf_storage import HuggingFaceStorageReader, HuggingFaceStorageWriter
from torch.distributed.checkpoint.state_dict_loader import load
from torch.distributed.checkpoint.state_dict_saver import save

from paella_core.errors import TrainingError
from paella_core.packs.loading import distinct

_PREFIX, _PARTLY = "step-", ".partly"
_MOMENTS = ("exp_avg", "exp_avg_sq")


@dataclass(frozen=True)
class State:
    """All that a run needs to go on: what learns, its optimizer, and the averaged weights."""

    network: nn.Module
    optimizer: torch.optim.Optimizer
    average: Mapping[str, Tensor]

    def tensors(self) -> dict[str, Tensor]:
        """Everything by name, in place: to load into them is to restore the run."""
        named = {f"network.{name}": tensor for name, tensor in distinct(self.network).items()}
        named |= {f"average.{name}": tensor for name, tensor in self.average.items()}
        for name, parameter in self.network.named_parameters():
            named |= {f"optimizer.{name}.{key}": tensor for key, tensor in self.optimizer.state[parameter].items()}
        return {name: tensor.detach() for name, tensor in named.items()}

    def bytes_on_disk(self) -> int:
        """About what a checkpoint takes: the weights, their averages, and two moments of each that learns."""
        learning = sum(p.numel() * p.element_size() for p in self.network.parameters() if p.requires_grad)
        held = [*self.network.state_dict().values(), *self.average.values()]
        return 2 * learning + sum(tensor.numel() * tensor.element_size() for tensor in held)

    def make_room(self, names: set[str]) -> None:
        """Give the optimizer an empty state for each weight that has one in a checkpoint."""
        for name, parameter in self.network.named_parameters():
            if f"optimizer.{name}.step" in names:
                moments = {key: torch.zeros_like(parameter) for key in _MOMENTS}
                self.optimizer.state[parameter] = {"step": torch.zeros((), device=_steps_on(self.optimizer)), **moments}


@dataclass(frozen=True)
class Checkpoints:
    """The checkpoints of a run's folder, of which the last `keep` stay."""

    folder: Path
    keep: int

    def restore(self, state: State) -> int:
        """Load the latest, if there is one, and return the number of steps done.

        Raises:
            TrainingError: it is of another network, or damaged.
        """
        path = self.latest()
        if path is None:
            return 0
        try:
            reader = HuggingFaceStorageReader(str(path))
            there = set(reader.read_metadata().state_dict_metadata)
            state.make_room(there)
            wanted = state.tensors()
            if wanted.keys() != there:
                raise TrainingError(f"{path} is of another network. Choose another --folder or remove it.")
            load(wanted, storage_reader=reader, no_dist=not dist.is_initialized())
        except (CheckpointException, SafetensorError, OSError, ValueError, RuntimeError) as error:
            raise TrainingError(
                f"{path} is of another network, or damaged ({_first_line(error)}). Remove it, and the run goes on from "
                "the one before; or choose another --folder."
            ) from None
        return int(path.name.removeprefix(_PREFIX))

    def save(self, step: int, state: State) -> None:
        """Write what is needed to go on after so many steps; older ones beyond `keep` go.

        Raises:
            TrainingError: it cannot be written. Those before are untouched.
        """
        path = self.folder / f"{_PREFIX}{step:08}"
        partly = path.with_suffix(_PARTLY)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            writer = HuggingFaceStorageWriter(str(partly), save_distributed=True)
            save(state.tensors(), storage_writer=writer, no_dist=not dist.is_initialized())
            if not dist.is_initialized() or dist.get_rank() == 0:
                _settle(partly, path)
                self._forget()
        except (CheckpointException, SafetensorError, OSError, RuntimeError) as error:
            shutil.rmtree(partly, ignore_errors=True)
            raise TrainingError(
                f"The checkpoint of step {step} cannot be written to {self.folder} ({_first_line(error)}). Make room "
                "and start the same command again: it goes on from the checkpoint before."
            ) from None
        if dist.is_initialized():
            dist.barrier()

    def latest(self) -> Path | None:
        """The newest whole checkpoint."""
        return max(self._whole(), default=None)

    def _whole(self) -> list[Path]:
        return [path for path in self.folder.glob(f"{_PREFIX}*") if path.suffix != _PARTLY]

    def _forget(self) -> None:
        for old in sorted(self._whole())[: -self.keep]:
            shutil.rmtree(old)


def _settle(partly: Path, path: Path) -> None:
    """Give a complete folder its name, once the disk has it."""
    for file in partly.iterdir():
        with file.open("rb+") as opened:
            os.fsync(opened.fileno())
    shutil.rmtree(path, ignore_errors=True)
    partly.replace(path)


def _steps_on(optimizer: torch.optim.Optimizer) -> torch.device:
    """Where AdamW counts steps: beside the weights if it is fused, else on the CPU."""
    group = optimizer.param_groups[0]
    return group["params"][0].device if group["fused"] else torch.device("cpu")


def _first_line(error: BaseException) -> str:
    return str(error).strip().split("\n", 1)[0]
