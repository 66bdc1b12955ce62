"""What frozen networks said of pictures and captions, computed once and kept as a folder of safetensors shards.

`00000.safetensors` and so on hold some of the arrays `NAMES`, row by row for their samples; captions, names and boxes
stand in the metadata. Text states are as long as their captions: they lie one after the other, with `text_lengths`.
`nothing.safetensors` holds what the empty caption gives. `encoded.json` is written last and says what is there.

Shape letters: N samples of a shard, H W token rows and columns, D h w latent channels, rows and columns, L text tokens,
E channels of an embedding.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError, safe_open

from paella_core.atomic import write_text
from paella_core.conditioning.cache import Cache
from paella_core.errors import TrainingError
from paella_core.training.data.order import GroupShuffle, next_in_epoch
from paella_core.training.data.sample import Sample, Unreadable

NAMES = ("tokens", "latents", "clip_pictures", "clip_texts", "text_states")
"""tokens (N, H, W) are uint16; float16 are latents (N, D, h, w), clip_pictures and clip_texts (N, E), and text_states
(all L, E)."""

TEXT_STATES, TEXT_LENGTHS, NOTHING = "text_states", "text_lengths", "nothing_"
_VERSION = 1
_MANIFEST = "encoded.json"
_NO_PICTURE = np.zeros((0, 0, 3), np.uint8)


@dataclass(frozen=True)
class Manifest:
    """What a folder holds: which arrays, how many samples in each shard, what identifies the networks that made them,
    by role, and the data they were made of; and what had to be left out, in words."""

    names: list[str]
    counts: list[int]
    networks: Mapping[str, str]
    data: str
    left_out: list[str]
    version: int = _VERSION

    def check_networks(self, networks: Mapping[str, str]) -> None:
        """Refuse what other networks computed than those of a pack, given as `networks` were.

        Raises:
            TrainingError: a network is another.
        """
        for role, identity in self.networks.items():
            if networks.get(role) != identity:
                raise TrainingError(
                    f"The precomputed samples were made by another {role} than that of the pack: "
                    "precompute them again, or train with the pack that they were made with."
                )


@dataclass(frozen=True)
class EncodedData:
    """The section `data` for `source = "encoded"`: the folder. `window` shards at a time are shuffled together."""

    path: str
    source: str = "encoded"
    seed: int = 1
    window: int = 8
    workers: int = 2


class Encoded:
    """Precomputed samples, shuffled a few shards at a time. Their pictures are empty, (0, 0, 3)."""

    def __init__(self, data: EncodedData) -> None:
        """Look at what is there.

        Raises:
            TrainingError: there is no such folder, it is incomplete, or of another version.
        """
        if data.window < 1:
            raise TrainingError(f"[data] window is {data.window}; at least 1 shard must be shuffled at a time.")
        self._data = data
        self._folder = Path(data.path).expanduser()
        self.manifest = read_manifest(self._folder)
        self._count = sum(self.manifest.counts)
        self._check()
        self._nothing = read_nothing(self._folder)
        self._order = GroupShuffle(data.seed, self.manifest.counts, data.window)
        self._shards: Cache[_Shard] = Cache(2 * data.window)

    def __reduce__(self) -> tuple[Any, ...]:
        return Encoded, (self._data,)  # another process maps the files itself

    def __len__(self) -> int:
        return self._count

    @property
    def about(self) -> str:
        """What was found, in words."""
        return f"{self._folder}: {self._count} samples in {len(self.manifest.counts)} shards"

    def sample(self, number: int) -> Sample:
        """What is known of a picture and its caption; its encoding also holds what the empty caption gives.

        Raises:
            Unreadable: the shard is damaged.
        """
        shard, index = self._order.place(number)
        path = shard_path(self._folder, shard)
        try:
            opened = self._shards.get(shard, lambda: _Shard(path))
            return opened.sample(index, self._nothing)
        except (OSError, SafetensorError, ValueError, LookupError) as error:
            raise Unreadable(f"Sample {index} of {path} cannot be read ({error}).") from None

    def instead(self, number: int) -> int:
        """The next of the epoch."""
        return next_in_epoch(number, self._count)

    def _check(self) -> None:
        if not self._count:
            raise TrainingError(f"{self._folder} holds no samples.")
        missing = [n for n in range(len(self.manifest.counts)) if not shard_path(self._folder, n).is_file()]
        if missing:
            raise TrainingError(f"{shard_path(self._folder, missing[0])} is missing: precompute it again.")


class _Shard:
    """A shard, its arrays mapped into memory."""

    def __init__(self, path: Path) -> None:
        self._file: Any = safe_open(path, "np")
        self._samples: list[dict[str, Any]] = json.loads(self._file.metadata()["samples"])
        self._names = [name for name in self._file.keys() if name != TEXT_LENGTHS]  # noqa: SIM118 - no mapping
        if TEXT_STATES in self._names:
            self._ends = self._file.get_tensor(TEXT_LENGTHS).cumsum()

    def sample(self, index: int, nothing: Mapping[str, np.ndarray]) -> Sample:
        """One of its samples."""
        known = self._samples[index]
        boxes = tuple((box[0], box[1], box[2], box[3]) for box in known["boxes"])
        encoding = {name: self._array(name, index) for name in self._names}
        return Sample(_NO_PICTURE, known["caption"], known["name"], None, boxes, encoding={**encoding, **nothing})

    def _array(self, name: str, index: int) -> np.ndarray:
        rows = self._file.get_slice(name)
        if name == TEXT_STATES:
            return rows[int(self._ends[index - 1]) if index else 0 : int(self._ends[index])]
        array = rows[index : index + 1][0]
        return array.astype(np.int64) if name == "tokens" else array


def shard_path(folder: Path, shard: int) -> Path:
    """The file of a shard."""
    return folder / f"{shard:05}.safetensors"


def nothing_path(folder: Path) -> Path:
    """The file of what the empty caption gives."""
    return folder / "nothing.safetensors"


def read_nothing(folder: Path) -> dict[str, np.ndarray]:
    """What the empty caption gives: nothing_text_states (L, E) and nothing_clip_texts (E,), where such were made.

    Raises:
        TrainingError: it cannot be read.
    """
    try:
        with safe_open(nothing_path(folder), "np") as file:
            return {NOTHING + name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - no mapping
    except (OSError, SafetensorError):
        raise TrainingError(f"{nothing_path(folder)} is missing or damaged: precompute it again.") from None


def read_manifest(folder: Path) -> Manifest:
    """What a folder holds.

    Raises:
        TrainingError: it was not finished, or is of another version, or there is none.
    """
    try:
        manifest = Manifest(**json.loads((folder / _MANIFEST).read_text(encoding="utf-8")))
    except OSError:
        raise TrainingError(
            f"There are no precomputed samples in {folder}, or not all yet: name another folder, or finish this one."
        ) from None
    except (ValueError, TypeError):
        raise TrainingError(f"{folder / _MANIFEST} is damaged or of another version: precompute it again.") from None
    if manifest.version != _VERSION:
        raise TrainingError(f"{folder} was written by another version: precompute it again.")
    return manifest


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Say what a folder holds, once all of it is there."""
    write_text(folder / _MANIFEST, json.dumps(asdict(manifest), indent=1))
