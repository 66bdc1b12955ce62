"""`pack.json`: what a pack is, what it can do, and what its files are. Imports no torch."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from paella_core.atomic import write_text
from paella_core.errors import BadInput, PackBroken, PackNotFound
from paella_core.params import SamplingParams

FILE_NAME = "pack.json"
FORMAT = 1
ROLES = ("denoiser", "vqgan", "prior", "clip", "byt5")
FEEDS = ("byt5", "clip", "clip_image")
_DEFAULTS = ("steps", "renoise_steps", "temperature", "guidance")
_SAFE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")


@dataclass(frozen=True)
class Network:
    """One network: the `type` that builds it, its `config`, and the safetensors `file` of its weights in the pack."""

    type: str
    config: Mapping[str, Any]
    file: str


@dataclass(frozen=True)
class PackFile:
    """What a file must be: its size in bytes and its SHA-256 in hex."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Recipe:
    """How text becomes a condition: what feeds the denoiser, and how the prior is sampled where it does."""

    feeds: tuple[str, ...] = FEEDS
    byt5_length: int = 768
    prior_steps: int = 60
    prior_guidance: float = 3.0


@dataclass(frozen=True)
class Manifest:
    """A pack. Sizes are sides of a square picture in pixels; `size_multiple` is in tokens, `downscale` pixels a token.

    `defaults` has steps, renoised steps, temperature and guidance set.
    """

    family: str
    name: str
    version: str
    licence: str
    source: str
    networks: Mapping[str, Network]
    defaults: SamplingParams
    abilities: tuple[str, ...]
    native_size: int
    largest_size: int
    downscale: int
    size_multiple: int
    conditioning: Recipe = field(default_factory=Recipe)
    files: Mapping[str, PackFile] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse what cannot be a pack (PackBroken)."""
        _demand(_SAFE_NAME.fullmatch(self.name), f"the name {self.name!r} has unusual characters")
        _demand({"denoiser", "vqgan"} <= set(self.networks), "it has no denoiser or no vqgan")
        for role, network in self.networks.items():
            _demand(role in ROLES, f"{role!r} is no role of a network")
            _demand(_SAFE_NAME.fullmatch(network.file), f"the file name {network.file!r} has unusual characters")
        _demand(self.conditioning.feeds, "nothing feeds the denoiser")
        for feed in self.conditioning.feeds:
            _demand(feed in FEEDS, f"{feed!r} cannot feed the denoiser")
            _demand(_needed_by(feed) <= set(self.networks), f"the networks that make {feed!r} are missing")
        for name in _DEFAULTS:
            _demand(getattr(self.defaults, name) is not None, f"the default of {name!r} is missing")
        for name in ("native_size", "downscale", "size_multiple"):
            _demand(getattr(self, name) > 0, f"{name} must be above 0")
        _demand(self.largest_size >= self.native_size, "largest_size is below native_size")


def read(folder: Path) -> Manifest:
    """The manifest of the pack in `folder`.

    Raises:
        PackNotFound: there is no `pack.json`.
        PackBroken: it is damaged, or made for a newer program.
    """
    path = folder / FILE_NAME
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise PackNotFound(f"{folder} is no model pack: it has no {FILE_NAME}.") from None
    except (OSError, ValueError) as error:
        raise PackBroken(f"{path} cannot be read ({error}). Install the pack again.") from None
    try:
        return _parse(data)
    except (PackBroken, BadInput, KeyError, TypeError, ValueError, AttributeError) as error:
        raise PackBroken(f"{path} is not a usable manifest: {_reason(error)}") from None


def write(folder: Path, manifest: Manifest) -> Manifest:
    """Write `pack.json` atomically, with the size and SHA-256 of every network's file; returns what was written.

    Raises:
        OSError: a file of weights is missing, or the folder cannot be written.
    """
    names = sorted({network.file for network in manifest.networks.values()})
    complete = replace(manifest, files={name: describe(folder / name) for name in names})
    write_text(folder / FILE_NAME, json.dumps(_as_json(complete), indent=2, ensure_ascii=False) + "\n")
    return complete


def describe(path: Path) -> PackFile:
    """The size and SHA-256 of a file."""
    with path.open("rb") as file:
        return PackFile(path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


def _parse(data: dict[str, Any]) -> Manifest:
    _demand(
        _typed(data, "format", int) <= FORMAT, "it was made for a newer version of Paella Studio. Update the program."
    )
    pack = Manifest(
        **{name: _typed(data, name, str) for name in ("family", "name", "version", "licence", "source")},
        **{name: _typed(data, name, int) for name in ("native_size", "largest_size", "downscale", "size_multiple")},
        networks={role: Network(**entry) for role, entry in data["networks"].items()},
        defaults=_defaults(data["defaults"]),
        abilities=tuple(data["abilities"]),
        conditioning=_recipe(data["conditioning"]),
        files={name: PackFile(**entry) for name, entry in data["files"].items()},
    )
    for network in pack.networks.values():
        _demand(network.file in pack.files, f"the file {network.file!r} is not described")
    return pack


def _defaults(data: dict[str, Any]) -> SamplingParams:
    steps, renoise_steps, temperature, guidance = (data[name] for name in _DEFAULTS)
    first, last = temperature
    return SamplingParams(steps=steps, renoise_steps=renoise_steps, temperature=(first, last), guidance=guidance)


def _recipe(data: dict[str, Any]) -> Recipe:
    return Recipe(
        feeds=tuple(data["feeds"]),
        byt5_length=_typed(data, "byt5_length", int),
        prior_steps=_typed(data, "prior_steps", int),
        prior_guidance=float(data["prior_guidance"]),
    )


def _as_json(manifest: Manifest) -> dict[str, Any]:
    data = {"format": FORMAT} | asdict(manifest)
    data["defaults"] = {name: getattr(manifest.defaults, name) for name in _DEFAULTS}
    return data


def _needed_by(feed: str) -> set[str]:
    """The networks that make an input of the denoiser; the prior, which makes image embeddings, reads CLIP's text."""
    return {"byt5": {"byt5"}, "clip": {"clip"}, "clip_image": {"clip", "prior"}}[feed]


def _typed(data: dict[str, Any], name: str, kind: type) -> Any:
    _demand(type(data[name]) is kind, f"{name!r} must be a {kind.__name__}")
    return data[name]


def _demand(truth: object, reason: str) -> None:
    if not truth:
        raise PackBroken(f"{reason}.".replace("..", "."))


def _reason(error: Exception) -> str:
    return f"{error} is missing." if isinstance(error, KeyError) else str(error)
