"""What is counted on the networks of a pack - bytes, operations - remembered on the disk: they are large to build, even
without weights."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from typing import Any, TypeVar

from paella_core.atomic import write_text
from paella_core.conditioning.cache import cache_folder
from paella_core.packs.manifest import Manifest
from paella_core.residency import MemoryNeeds, needs_of
from paella_core.speed import work_of

Value = TypeVar("Value")
_MEANING = 1  # to be raised when the same pack comes to be counted otherwise


def counted_needs(manifest: Manifest) -> MemoryNeeds:
    """What a pack takes of memory (see `needs_of`). It need not be installed.

    Raises:
        PackBroken: a network's configuration does not fit it.
    """
    return _remembered("needs", manifest, lambda: asdict(needs_of(manifest)), lambda found: MemoryNeeds(**found))


def counted_work(manifest: Manifest) -> float:
    """The floating-point operations of a picture (see `work_of`). The pack need not be installed.

    Raises:
        PackBroken: a network's configuration does not fit it.
    """
    return _remembered("work", manifest, lambda: work_of(manifest), float)


def _remembered(kind: str, manifest: Manifest, count: Callable[[], Any], read: Callable[[Any], Value]) -> Value:
    """What was counted before, or is counted now; what cannot be written is counted again next time."""
    path = cache_folder().parent / "counted" / f"{kind}-{_key(manifest)}.json"
    with suppress(OSError, ValueError, TypeError):
        return read(json.loads(path.read_text(encoding="utf-8")))
    made = count()
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_text(path, json.dumps(made))
    return read(made)


def _key(manifest: Manifest) -> str:
    """What is counted depends on this."""
    networks = {role: [network.type, dict(network.config)] for role, network in manifest.networks.items()}
    sizes = {name: file.size for name, file in manifest.files.items()}
    defaults = manifest.defaults
    about = [_MEANING, networks, sizes, manifest.native_size, manifest.downscale, defaults.steps, defaults.guidance]
    return hashlib.sha256(json.dumps(about, sort_keys=True).encode()).hexdigest()
