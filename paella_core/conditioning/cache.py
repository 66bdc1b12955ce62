"""What was computed once is not computed again: in memory, and on disk beyond the end of the program."""

from __future__ import annotations

import hashlib
import json
import os
from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import suppress
from pathlib import Path
from typing import Generic, TypeVar

import numpy as np
import platformdirs
import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from paella_core.atomic import replacing

Value = TypeVar("Value")
Tensors = dict[str, Tensor]

GIBIBYTE = 2**30
_ROOM = 0.25  # of the limit: what may be written between two searches of the folder
_SUFFIX = ".safetensors"
_DIGEST = "sha256"


class Cache(Generic[Value]):
    """Keeps the `capacity` values that were used last, in memory."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._values: OrderedDict[Hashable, Value] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value of a key, made now if it is not there."""
        if key not in self._values:
            self._values[key] = make()
        self._values.move_to_end(key)
        if len(self._values) > self._capacity:
            self._values.popitem(last=False)
        return self._values[key]

    def __len__(self) -> int:
        return len(self._values)


class Shelf:
    """Keeps tensors as files of a folder; those used longest ago go when all are larger than `limit_bytes`.

    It only ever saves work: what cannot be read is made again, and what cannot be written is not kept. Several shelves,
    in one program or in many, may share a folder; each further one may let it grow a quarter beyond the limit.
    """

    def __init__(self, folder: Path, limit_bytes: int = GIBIBYTE) -> None:
        self._folder = folder
        self._limit = limit_bytes
        self._room = 0  # bytes that may be written before the folder is searched again

    def get(self, key: str, make: Callable[[], Tensors]) -> Tensors:
        """The tensors of a key, on the CPU; made now if they are not there, or damaged."""
        path = self._folder / (hashlib.sha256(key.encode()).hexdigest() + _SUFFIX)
        kept = _read(path)
        if kept is not None:
            with suppress(OSError):
                os.utime(path)
            return kept
        made = {name: tensor.detach().cpu().contiguous() for name, tensor in make().items()}
        with suppress(OSError, SafetensorError):
            self._keep(path, made)
        return made

    def _keep(self, path: Path, tensors: Tensors) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        with replacing(path) as temporary:
            save_file(tensors, temporary, {_DIGEST: _digest(tensors)})
        self._room -= path.stat().st_size
        if self._room < 0:
            self._clear()

    def _clear(self) -> None:
        """Remove what was used longest ago, if all is too much. What a crash left half written ages like the rest."""
        files = sorted(_files(self._folder))
        total = sum(size for _, size, _ in files)
        allowed = self._limit if total <= self._limit else self._limit * (1 - _ROOM)
        for _, size, path in files:
            if total <= allowed:
                break
            with suppress(OSError):
                path.unlink(missing_ok=True)
                total -= size
        self._room = min(self._limit - total, int(self._limit * _ROOM))


class Remembered:
    """Tensors in memory on a device, and behind that on a shelf (None: in memory alone).

    `identity` says what makes them - networks, their settings - so that those of another maker are never taken.
    """

    def __init__(self, shelf: Shelf | None, identity: str, capacity: int, device: torch.device) -> None:
        self._shelf = shelf
        self._identity = identity
        self._memory: Cache[Tensors] = Cache(capacity)
        self._device = device

    def get(self, key: str, make: Callable[[], Tensors]) -> Tensors:
        """The tensors of a key, made now if they are nowhere. They are shared: do not write to them."""
        return self._memory.get(key, lambda: self._fetched(key, make))

    def _fetched(self, key: str, make: Callable[[], Tensors]) -> Tensors:
        tensors = make() if self._shelf is None else self._shelf.get(json.dumps([self._identity, key]), make)
        return {name: tensor.to(self._device) for name, tensor in tensors.items()}


def cache_folder() -> Path:
    """The folder of what the networks said; the environment variable PAELLA_HOME moves it."""
    home = os.environ.get("PAELLA_HOME")
    root = Path(home) / "cache" if home else platformdirs.user_cache_path("paella-studio", appauthor=False)
    return root / "encodings"


def content_key(array: np.ndarray) -> str:
    """A key that equal arrays share and others do not."""
    return f"{array.shape} {array.dtype.str} {hashlib.sha256(array.tobytes()).hexdigest()}"


def _read(path: Path) -> Tensors | None:
    """The tensors of a file, None if it is missing or not what was written."""
    try:
        with safe_open(path, "pt") as file:
            # Copies, since the file is mapped and may go.
            tensors = {name: file.get_tensor(name).clone() for name in file.keys()}  # noqa: SIM118
            written = (file.metadata() or {}).get(_DIGEST)
    except (OSError, SafetensorError):
        return None
    return tensors if written == _digest(tensors) else None


def _digest(tensors: Tensors) -> str:
    """A SHA-256 of names, types, shapes and values."""
    digest = hashlib.sha256()
    for name, tensor in sorted(tensors.items()):
        digest.update(f"{name} {tensor.dtype} {tuple(tensor.shape)} ".encode())
        digest.update(tensor.contiguous().view(-1).view(torch.uint8).numpy().tobytes())
    return digest.hexdigest()


def _files(folder: Path) -> list[tuple[int, int, Path]]:
    """The files of the shelf: time of last use, size, path."""
    found = []
    for path in folder.glob(f"*{_SUFFIX}"):
        with suppress(OSError):
            about = path.stat()
            found.append((about.st_mtime_ns, about.st_size, path))
    return found
