"""Which source a configuration asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from paella_core.errors import TrainingError
from paella_core.training.config import Config
from paella_core.training.data.custom import CustomData, open_custom
from paella_core.training.data.encoded import Encoded, EncodedData
from paella_core.training.data.folder import Folder, FolderData
from paella_core.training.data.photographic import Photographic, PhotographicData
from paella_core.training.data.sample import Source
from paella_core.training.data.scenes import CaptionData, Captions, SceneData, Scenes
from paella_core.training.data.shards import ShardData, Shards


@dataclass(frozen=True)
class Kind:
    """A kind of source: what its section `data` holds, and how it is opened."""

    section: type[Any]
    open: Callable[[Any], Source]


KINDS: Mapping[str, Kind] = {
    "scenes": Kind(SceneData, Scenes),
    "captions": Kind(CaptionData, Captions),
    "folder": Kind(FolderData, Folder),
    "shards": Kind(ShardData, Shards),
    "encoded": Kind(EncodedData, Encoded),
    "photographic": Kind(PhotographicData, Photographic),
}
_CUSTOM = Kind(CustomData, open_custom)


def open_source(config: Config) -> tuple[Source, int]:
    """The source of the section `data`, scenes if it names none, and how many processes shall read it ahead.

    Raises:
        TrainingError: there is no such kind of source, its section is wrong, or it has nothing to give.
    """
    name = str(config.values.get("data", {}).get("source", "scenes"))
    kind = _CUSTOM if ":" in name else KINDS.get(name)
    if kind is None:
        raise TrainingError(
            f"{config.path}: [data] source = {name!r} is unknown; choose one of {', '.join(KINDS)}, or name your own "
            "pictures as module:name."
        )
    section = config.section("data", kind.section)
    return kind.open(section), section.workers
