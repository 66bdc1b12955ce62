"""Which source a configuration asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from paella_core.errors import TrainingError
from paella_core.training.config import Config
from paella_core.training.data.batches import Division, batches
from paella_core.training.data.sample import Batch, Source
from paella_core.training.data.scenes import CaptionData, Captions, SceneData, Scenes


@dataclass(frozen=True)
class Kind:
    """A kind of source: what its section `data` holds, and how it is opened."""

    section: type[Any]
    open: Callable[[Any], Source]


KINDS: Mapping[str, Kind] = {
    "scenes": Kind(SceneData, Scenes),
    "captions": Kind(CaptionData, Captions),
}


def open_source(config: Config) -> tuple[Source, int]:
    """The source of the section `data`, scenes if it names none, and how many processes shall read it ahead.

    Raises:
        TrainingError: there is no such kind of source, its section is wrong, or it has nothing to give.
    """
    name = config.values.get("data", {}).get("source", "scenes")
    if name not in KINDS:
        raise TrainingError(f"{config.path}: [data] source = {name!r} is unknown; choose one of {', '.join(KINDS)}.")
    section = config.section("data", KINDS[name].section)
    return KINDS[name].open(section), section.workers


def batches_of(config: Config, division: Division) -> Callable[[range], Iterator[list[Batch]]]:
    """What gives the batches of steps."""
    source, workers = open_source(config)
    return lambda steps: batches(source, division, steps, workers)
