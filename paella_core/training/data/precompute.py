"""Asking frozen networks once about all samples of a source, and keeping what they say in shards.

Each shard is written whole; what is there already is kept, so that precomputing can be stopped and started again.

Shape letters: B samples, L text tokens, E channels of an embedding.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save_file
from torch import Tensor
from torch.utils.data import Dataset

from paella_core.atomic import replacing
from paella_core.errors import TrainingError
from paella_core.training.data.batches import loaded
from paella_core.training.data.encoded import (
    NAMES,
    TEXT_LENGTHS,
    TEXT_STATES,
    Manifest,
    nothing_path,
    shard_path,
    write_manifest,
)
from paella_core.training.data.sample import Batch, Sample, Source, Unreadable

_OF_CAPTIONS = ("clip_texts", TEXT_STATES)
_MOST_CODES = 2**16
Rows = list[np.ndarray]


class Networks(Protocol):
    """The frozen networks that are asked; only the methods of the arrays that are kept are called."""

    def tokens(self, batch: Batch) -> Tensor: ...
    def latents(self, batch: Batch) -> Tensor: ...
    def clip_pictures(self, batch: Batch) -> Tensor: ...
    def clip_texts(self, batch: Batch, withheld_B: Tensor) -> Tensor: ...
    def text_states(self, batch: Batch, withheld_B: Tensor) -> tuple[Tensor, Tensor]: ...


@dataclass(frozen=True)
class Plan:
    """What to keep and where: which of the arrays `NAMES` of the first `count` samples, one epoch of finite sources.

    `networks` identifies the networks that are asked, by role, and `data` the source; what was made by or of others is
    not mixed with it. A shard of `shard_size` samples is held in memory: text states of large encoders need about half
    a megabyte a caption.
    """

    folder: Path
    names: tuple[str, ...]
    count: int
    networks: Mapping[str, str]
    data: str
    shard_size: int = 1024
    batch_size: int = 32
    workers: int = 0

    def __post_init__(self) -> None:
        unknown = [name for name in self.names if name not in NAMES]
        if unknown or not self.names:
            raise TrainingError(
                f"{unknown[0] if unknown else 'Nothing'} cannot be precomputed; {', '.join(NAMES)} can."
            )
        if min(self.count, self.shard_size, self.batch_size) < 1:
            raise TrainingError(
                "The numbers of samples, of those in a shard and of those in a batch must be at least 1."
            )

    @property
    def shards(self) -> list[range]:
        """The numbers of the samples of each shard."""
        return [range(n, min(n + self.shard_size, self.count)) for n in range(0, self.count, self.shard_size)]

    def identity(self, numbers: range) -> str:
        """What must be the same for a shard to be kept."""
        return json.dumps(
            [self.data, dict(self.networks), list(self.names), numbers.start, numbers.stop], sort_keys=True
        )


def precompute(source: Source, networks: Networks, plan: Plan) -> Iterator[int]:
    """Precompute shard by shard; yields how many samples of `plan.count` are done. Unreadable ones are left out.

    Raises:
        TrainingError: the folder holds something else, no sample can be used, or numbers do not fit.
        OSError: the disk is full or the folder cannot be written.
    """
    plan.folder.mkdir(parents=True, exist_ok=True)
    _keep_nothing(networks, plan)
    shards: list[_Kept] = []
    for shard, numbers in enumerate(plan.shards):
        path = shard_path(plan.folder, shard)
        kept = _kept(path, plan.identity(numbers))
        if kept is None:
            kept = yield from _make_shard(source, networks, plan, numbers, path)
        else:
            yield numbers.stop
        shards.append(kept)
    _finish(plan, shards)


@dataclass(frozen=True)
class _Kept:
    """A shard that is there: how many samples it holds and which were left out."""

    count: int
    left_out: list[str]


def _kept(path: Path, identity: str) -> _Kept | None:
    """What is known of a shard; None if it is missing or damaged.

    Raises:
        TrainingError: it holds something else than planned.
    """
    try:
        with safe_open(path, "np") as file:
            metadata = file.metadata() or {}
    except (OSError, SafetensorError):
        return None
    if metadata.get("identity") != identity:
        raise TrainingError(
            f"{path} holds other samples, arrays, or what other networks said: name another folder, or remove this one."
        )
    return _Kept(len(json.loads(metadata["samples"])), json.loads(metadata["left_out"]))


def _make_shard(
    source: Source, networks: Networks, plan: Plan, numbers: range, path: Path
) -> Generator[int, None, _Kept]:
    samples: list[dict[str, Any]] = []
    left_out: list[str] = []
    rows: dict[str, Rows] = {name: [] for name in plan.names}
    parts = [list(numbers[n : n + plan.batch_size]) for n in range(0, len(numbers), plan.batch_size)]
    for batch in loaded(_OnlyReadable(source), parts, plan.workers):
        left_out += batch.left_out
        samples += [{"caption": s.caption, "name": s.name, "boxes": s.boxes} for s in batch.samples]
        for name in plan.names if batch.samples else ():
            rows[name] += _asked(networks, name, batch, torch.zeros(len(batch), dtype=torch.bool))
        yield numbers.start + len(samples) + len(left_out)
    about = {
        "identity": plan.identity(numbers),
        "samples": json.dumps(samples, ensure_ascii=False),
        "left_out": json.dumps(left_out, ensure_ascii=False),
    }
    _save(path, _joined(rows) if samples else {}, about)
    return _Kept(len(samples), left_out)


@dataclass(frozen=True)
class _OnlyReadable(Dataset[Batch | TrainingError]):
    """Samples of a source by their numbers, without those that are unreadable."""

    source: Source

    def __getitem__(self, numbers: list[int]) -> Batch | TrainingError:
        samples: list[Sample] = []
        left_out: list[str] = []
        for number in numbers:
            try:
                samples.append(self.source.sample(number))
            except Unreadable as error:
                left_out.append(str(error))
            except TrainingError as error:
                return error
        return Batch(samples, numbers, tuple(left_out))


def _keep_nothing(networks: Networks, plan: Plan) -> None:
    """What the empty caption gives, for captions that are withheld."""
    path, identity = nothing_path(plan.folder), plan.identity(range(0))
    if _kept(path, identity) is None:
        batch = Batch([Sample(np.zeros((0, 0, 3), np.uint8), "")], [0])
        names = [name for name in _OF_CAPTIONS if name in plan.names]
        arrays = {name: _asked(networks, name, batch, torch.ones(1, dtype=torch.bool))[0] for name in names}
        _save(path, arrays, {"identity": identity, "samples": "[]", "left_out": "[]"})


@torch.no_grad()
def _asked(networks: Networks, name: str, batch: Batch, withheld_B: Tensor) -> Rows:
    """What the networks say, an array for each sample; text states without padding, (L, E)."""
    if name == TEXT_STATES:
        states_BLE, real_BL = networks.text_states(batch, withheld_B)
        return [_half(states[real], name) for states, real in zip(states_BLE, real_BL, strict=True)]
    if name == "clip_texts":
        return list(_half(networks.clip_texts(batch, withheld_B), name))
    if name == "tokens":
        return list(_codes(networks.tokens(batch)))
    return list(_half(networks.latents(batch) if name == "latents" else networks.clip_pictures(batch), name))


def _codes(tokens: Tensor) -> np.ndarray:
    if int(tokens.max()) >= _MOST_CODES:
        raise TrainingError(f"There are more than {_MOST_CODES} tokens: such cannot be precomputed.")
    return tokens.cpu().numpy().astype(np.uint16)


def _half(values: Tensor, name: str) -> np.ndarray:
    halves = values.half()
    if not halves.isfinite().all():
        raise TrainingError(f"Some {name} are no numbers or too large for float16: leave {name} out.")
    return halves.cpu().numpy()


def _joined(rows: Mapping[str, Rows]) -> dict[str, np.ndarray]:
    """The arrays of all samples: text states one after the other, others along a first axis of their own."""
    arrays = {name: np.stack(each) for name, each in rows.items() if name != TEXT_STATES}
    if TEXT_STATES in rows:
        arrays[TEXT_STATES] = np.concatenate(rows[TEXT_STATES])
        arrays[TEXT_LENGTHS] = np.array([len(states) for states in rows[TEXT_STATES]], np.int64)
    return arrays


def _save(path: Path, arrays: Mapping[str, np.ndarray], metadata: dict[str, str]) -> None:
    with replacing(path) as temporary:
        save_file({name: np.ascontiguousarray(array) for name, array in arrays.items()}, temporary, metadata)


def _finish(plan: Plan, shards: list[_Kept]) -> None:
    left_out = [each for shard in shards for each in shard.left_out]
    counts = [shard.count for shard in shards]
    if not sum(counts):
        raise TrainingError(f"None of {plan.count} samples can be used; the first: {left_out[0]}")
    write_manifest(plan.folder, Manifest(list(plan.names), counts, dict(plan.networks), plan.data, left_out))
