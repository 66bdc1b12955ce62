"""From a configuration file to a trained network in a pack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import torch

from paella_core import devices
from paella_core.errors import TrainingError
from paella_core.networks.paella import Paella
from paella_core.networks.vqgan_f4 import VQGAN
from paella_core.packs.store import find
from paella_core.training.config import read_config
from paella_core.training.data.batches import Division, batches
from paella_core.training.data.sources import open_source
from paella_core.training.distributed import Share, joined, own_device
from paella_core.training.growing import grow, grow_decoder
from paella_core.training.kinds import SECTIONS, role_of, task_type
from paella_core.training.log import Told
from paella_core.training.loop import train
from paella_core.training.optimisation import averaged
from paella_core.training.pack_parts import PackParts, PackSection
from paella_core.training.rehearsal import Rehearsal, rehearsed
from paella_core.training.run import RunConfig
from paella_core.training.session import Session, check_encoded
from paella_core.training.stopping import stopping
from paella_core.training.task import Setting, Task


@dataclass(frozen=True)
class Launch:
    """What the command line says of a run. `start` is a pack whose weights a new run begins from, but for those of the
    layers named in `renew`."""

    kind: str
    config: Path
    settings: Sequence[str]
    export: Path
    folder: Path
    device: str
    minutes: float
    start: str | None
    renew: Sequence[str]
    told: Told


def launch(what: Launch) -> Path | None:
    """Train, resuming what the run's folder holds, and put the averaged network into the pack; returns its file, in the
    process that leads.

    Raises:
        TrainingError: the configuration, the data, a network or the disk is not as it must be.
    """
    device = own_device(devices.choose(what.device))
    setting = settled(what, device)
    with joined(device) as share, memory_explained(device):
        return trained(what, setting, share)


def rehearse(what: Launch) -> Rehearsal:
    """What a run would take, after opening and checking all that it needs. Nothing is written.

    Raises:
        TrainingError: as `launch`.
    """
    device = devices.choose(what.device)
    setting = settled(what, device)
    source, workers = open_source(setting.config)
    check_encoded(source, setting.parts, task_type(what.kind, setting.parts).asks)
    division = Division(setting.run.batch_size, setting.run.part_size, Share())
    with memory_explained(device):
        task, parts = started(what, setting), next(batches(source, division, range(1), workers))
        return rehearsed(task, setting.run, parts, source.about)


@contextmanager
def memory_explained(device: torch.device) -> Iterator[None]:
    """Turn running out of memory into a sentence that says what to set.

    Raises:
        TrainingError: memory ran out in the block.
    """
    try:
        yield
    except (MemoryError, RuntimeError) as error:
        if not devices.is_out_of_memory(error):
            raise
        raise TrainingError(
            f"The memory of the {device.type} device does not suffice. Set a smaller [run] part_size, or recompute = "
            'true, or on several devices sharding = "fsdp"; --dry-run says what is needed.'
        ) from None


def settled(what: Launch, device: torch.device) -> Setting:
    """The configuration, read and checked. Its section `network` is what the pack will say of the network."""
    config = read_config(what.config, what.settings)
    config.check_sections(SECTIONS)
    parts = PackParts.of_config(config, what.export)
    if config.network():
        parts = parts.with_network(role_of(what.kind), config.network())
    return Setting(config, config.section("run", RunConfig), device, parts)


def trained(what: Launch, setting: Setting, share: Share) -> Path | None:
    """Train as one of the processes; the one that leads exports the network and returns its file."""
    task = started(what, setting)
    session = Session(task, setting, share, what.folder, what.told)
    with closing(session), stopping(what.minutes) as stop:
        average = train(task, setting.run, session.batches, session.around(stop))
    weights = averaged(task, average)
    return setting.parts.save(task.role, weights) if share.leads else None


def started(what: Launch, setting: Setting) -> Task:
    """What learns: with the weights of the pack to start from, or of the base where its network is trained further;
    else fresh ones, the same in every process."""
    torch.manual_seed(setting.run.seed)
    task = task_type(what.kind, setting.parts)(setting)
    fine_tuned = None if setting.config.network() else setting.config.section("pack", PackSection).base
    start = what.start or fine_tuned
    if start:
        begin_from(task, start, what.renew)
    elif what.renew:
        raise TrainingError("--renew says what begins anew among weights that are there; name their pack with --from.")
    return task.to(setting.device).train()


def begin_from(task: Task, start: str, renew: Sequence[str] = ()) -> None:
    """Give what learns the weights that a pack has for it; some networks may have grown (`growing`). The layers named
    in `renew` keep their fresh ones: what has learned for long may be past learning something else (arXiv 2205.07802).

    Raises:
        TrainingError: they are of another network, or it has no such layer.
    """
    fresh = fresh_weights(task, renew)
    folder = find(start)
    before = PackParts.of_pack(folder, folder).load(task.role, torch.device("cpu"))
    try:
        if isinstance(before, Paella) and isinstance(task.product, Paella):
            grow(before, task.product)
        elif isinstance(before, VQGAN) and isinstance(task.product, VQGAN):
            grow_decoder(before, task.product)
        else:
            task.product.load_state_dict(before.state_dict())
    except RuntimeError:
        raise TrainingError(f"The {task.role} of {start} is another network than [network] describes.") from None
    task.product.load_state_dict(fresh, strict=False)


def fresh_weights(task: Task, layers: Sequence[str]) -> dict[str, torch.Tensor]:
    """The weights of some layers as they are now, by their names.

    Raises:
        TrainingError: there is no such layer.
    """
    weights = task.product.state_dict()
    fresh = {layer: [name for name in weights if name.startswith(f"{layer}.")] for layer in layers}
    for layer, names in fresh.items():
        if not names:
            raise TrainingError(f"--renew {layer}: the {task.role} has no layer of this name.")
    return {name: weights[name].clone() for names in fresh.values() for name in names}
