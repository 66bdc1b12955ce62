"""Asking a pack's frozen networks once about all pictures of a configuration, for a training of some kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Sized
from dataclasses import dataclass
from pathlib import Path

from paella_core import devices
from paella_core.errors import TrainingError
from paella_core.training.config import read_config
from paella_core.training.data.precompute import Plan, precompute
from paella_core.training.data.sample import Source
from paella_core.training.data.scenes import Scenes
from paella_core.training.data.sources import open_source
from paella_core.training.encoders import MAKERS, Encoders
from paella_core.training.kinds import SECTIONS, task_type
from paella_core.training.pack_parts import PackParts


@dataclass(frozen=True)
class Precomputing:
    """What the command line says. `export` is where the pack of the training grows, `count` how many samples of an
    endless source are wanted."""

    kind: str
    config: Path
    settings: Sequence[str]
    export: Path
    out: Path
    device: str
    count: int | None


def precomputed(what: Precomputing) -> Iterator[tuple[int, int]]:
    """Precompute, and yield how many samples are done and how many there are. Done again, it goes on where it was.

    Raises:
        TrainingError: the configuration, the data or the pack is not as it must be, or there is nothing to ask.
    """
    config = read_config(what.config, what.settings)
    config.check_sections(SECTIONS)
    parts = PackParts.of_config(config, what.export)
    names = tuple(name for name in task_type(what.kind, parts).asks if MAKERS[name] in parts.networks)
    if not names:
        raise TrainingError(f"`paella train {what.kind}` asks nothing of frozen networks: train it as it is.")
    source, workers = open_source(config)
    if isinstance(source, Scenes) and source.data.edit_share:
        raise TrainingError("Pictures before an edit cannot be precomputed: set [data] edit_share = 0.")
    count, networks = counted(source, what.count), {MAKERS[name]: parts.identity(MAKERS[name]) for name in names}
    plan = Plan(what.out, names, count, networks, source.about, workers=workers)
    encoders = Encoders(parts, devices.choose(what.device))
    yield from ((done, count) for done in precompute(source, encoders, plan))


def counted(source: Source, wanted: int | None) -> int:
    """How many samples: those wanted, or all.

    Raises:
        TrainingError: the source is endless, and no number was given.
    """
    if wanted is not None:
        return wanted
    if not isinstance(source, Sized):
        raise TrainingError(f"There is no end to {source.about}: say how many with --count N.")
    return len(source)
