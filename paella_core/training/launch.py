"""From a configuration file to a trained network in a pack."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from paella_core import devices
from paella_core.training.config import Config, read_config
from paella_core.training.distributed import joined
from paella_core.training.loop import RunConfig, Task, train
from paella_core.training.parts import Parts
from paella_core.training.tasks.clip import ClipTask
from paella_core.training.tasks.denoiser import DenoiserTask
from paella_core.training.tasks.prior import PriorTask
from paella_core.training.tasks.text import TextTask
from paella_core.training.tasks.vqgan import VQGANTask


@dataclass(frozen=True)
class Launch:
    """What the command line says of a run."""

    kind: str
    config: Path
    settings: Sequence[str]
    pack: Path
    folder: Path
    device: str
    minutes: float
    start: Path | None


@dataclass(frozen=True)
class Kind:
    """The role that a kind of training fills in a pack, and the task that trains it."""

    role: str
    task: Callable[[Config, RunConfig, torch.device, Parts], Task]


KINDS: Mapping[str, Kind] = {
    "vqgan": Kind("vqgan", VQGANTask),
    "text": Kind("byt5", TextTask),
    "clip": Kind("clip", ClipTask),
    "prior": Kind("prior", PriorTask),
    "denoiser": Kind("denoiser", DenoiserTask),
}


def launch(what: Launch) -> None:
    """Train, resuming what the run's folder holds, and put the averaged network into the pack."""
    config = read_config(what.config, what.settings)
    run = config.section("run", RunConfig)
    device = devices.choose(what.device)
    kind, parts = KINDS[what.kind], Parts(what.config.parent / "pack.toml", what.pack)
    torch.manual_seed(run.seed)
    task = kind.task(config, run, device, parts)
    if what.start is not None:
        earlier = Parts(parts.recipe, what.start).load(kind.role, torch.device("cpu"))
        task.product.load_state_dict(earlier.state_dict())
    with joined(device) as share:
        train(task, run, device, share, what.folder, what.minutes)
    if share.leads:
        parts.save(kind.role, task.product)
