"""What is counted on the networks of a pack - bytes, operations - remembered on the disk: they are large to build, even
without weights."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from paella_core.atomic import write_text
from paella_core.conditioning.cache import cache_folder
from paella_core.packs.manifest import Manifest
from paella_core.residency import MemoryNeeds, needs_of
from paella_core.speed import work_of

_MEANING = 1  # to be raised when the same pack comes to be counted otherwise


@dataclass(frozen=True)
class Counted:
    """What a pack needs of memory, and the floating-point operations of a picture."""

    needs: MemoryNeeds
    work: float


def counted(manifest: Manifest) -> Counted:
    """Count, or remember. The pack need not be installed.

    Raises:
        PackBroken: a network's configuration does not fit it.
    """
    path = cache_folder().parent / "counted" / f"{_key(manifest)}.json"
    with suppress(OSError, ValueError, KeyError, TypeError):
        found: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return Counted(MemoryNeeds(**found["needs"]), float(found["work"]))
    made = Counted(needs_of(manifest), work_of(manifest))
    with suppress(OSError):
        _keep(path, asdict(made))
    return made


def _keep(path: Path, counted: Mapping[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_text(path, json.dumps(counted))


def _key(manifest: Manifest) -> str:
    """What is counted depends on this."""
    networks = {role: [network.type, dict(network.config)] for role, network in manifest.networks.items()}
    sizes = {name: file.size for name, file in manifest.files.items()}
    defaults = manifest.defaults
    about = [_MEANING, networks, sizes, manifest.native_size, manifest.downscale, defaults.steps, defaults.guidance]
    return hashlib.sha256(json.dumps(about, sort_keys=True).encode()).hexdigest()
