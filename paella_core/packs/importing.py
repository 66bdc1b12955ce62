"""Make a pack of files that the user has: each is recognised, all together must be what one family needs."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

import torch

from paella_core.errors import BadInput, PackBroken, PackError
from paella_core.networks.paella import PaellaConfig
from paella_core.networks.unet import UNetConfig
from paella_core.networks.vqgan_f4 import VQGAN
from paella_core.networks.vqgan_f8 import GumbelVQGAN
from paella_core.networks.vqgan_watercolor import WatercolorVQGAN
from paella_core.packs import manifest
from paella_core.packs.convert import precision_for, size_of, write_weights
from paella_core.packs.loading import build
from paella_core.packs.manifest import Manifest, Network, Precision, is_name
from paella_core.packs.published import PUBLISHED, SEE_SOURCE
from paella_core.packs.recognise import Recognised, recognise
from paella_core.packs.store import Progress, find, free_on_disk, refuse_taken, settle, user_folder, verify, workshop
from paella_core.packs.weights import read_weights

_SPARE = 1 << 26  # bytes of free disk that are left alone
_IMPORTED = "imported"
_CALLED: Mapping[str, str] = {
    "denoiser": "denoiser",
    "vqgan": "VQGAN",
    "prior": "prior",
    "clip": "CLIP",
    "byt5": "text encoder",
}
_CLIP_FILE = "the open_clip_pytorch_model.bin of laion/CLIP-ViT-{}"
_CLIP_H, _CLIP_G = _CLIP_FILE.format("H-14-laion2B-s32B-b79K"), _CLIP_FILE.format("g-14-laion2B-s12B-b42K")
_WHERE: Mapping[str, Mapping[str, str]] = {
    "paella-v3": {
        "vqgan": "vqgan_f4.pt of dome272/Paella",
        "prior": "prior_v1.pt of dome272/Paella",
        "clip": _CLIP_H,
        "byt5": "the pytorch_model.bin of google/byt5-xl",
    },
    "paella-v1": {"vqgan": "vqgan.gumbelf8-sber.model.ckpt of sberbank-ai/rudalle-utils", "clip": _CLIP_G},
    "arroz": {
        "vqgan": "vqwatercolor_v1.pt of Arroz Con Cosas",
        "prior": "prior_v1_1500k_ema.pt of Arroz Con Cosas",
        "clip": _CLIP_H,
    },
}
"""Where the networks that go with a denoiser are published, by family and role."""


@dataclass(frozen=True)
class Part:
    """A file of the user's and the network in it."""

    path: Path
    found: Recognised


def import_files(
    files: Sequence[Path],
    name: str | None = None,
    precision: Precision = "bfloat16",
    progress: Progress = lambda *_: None,
) -> Path:
    """Make a pack of checkpoints and install it among the user's -> its folder.

    Args:
        files: checkpoints of torch or safetensors files, one for each network that the family of the denoiser needs.
        name: of the pack, and of its folder; None is that of the published pack whose denoiser it is, or else of the
            denoiser's file.
        precision: of the networks that may have it; others are stored in their usual one.
        progress: told of each file by its name in the pack, as it is written.

    Raises:
        BadInput: files of the same network, or that do not go together, or that are not enough; or the name is taken.
        PackBroken: a file is damaged, or of no network that is known.
        PackError: the disk has no room.
        NotSupported: int8 without the library for it.
        OSError: the folder of packs cannot be written.
    """
    parts = gather(files)
    pack = assembled(parts, name)
    refuse_taken(pack.name)
    stored: dict[str, Precision] = {role: precision_for(role, precision) for role in parts}
    demand_room(sum(size_of(part.found, stored[role]) for role, part in parts.items()))
    with _fresh(workshop(f"{pack.name}.{_IMPORTED}")) as folder:
        for role, part in parts.items():
            file = pack.networks[role].file
            with _naming(part.path):
                write_weights(part.found, folder / file, stored[role], lambda *state, file=file: progress(file, *state))
        manifest.write(folder, pack)
        return settle(folder, pack.name)


def import_pack(folder: Path, name: str | None = None, progress: Progress = lambda *_: None) -> Path:
    """Install a copy of a whole pack, such as a training leaves, among the user's -> its folder there.

    Raises:
        BadInput: the name is taken.
        PackError: it is no pack, or damaged; or the disk has no room.
        OSError: the folder of packs cannot be written.
    """
    pack = verify(folder, progress)
    chosen = name or pack.name
    if not is_name(chosen):
        raise BadInput(f"{chosen!r} has characters that the name of a pack cannot have: choose one with --name.")
    refuse_taken(chosen)
    demand_room(sum(file.size for file in pack.files.values()))
    with _fresh(workshop(f"{chosen}.{_IMPORTED}")) as made:
        for file in pack.files:
            shutil.copyfile(folder / file, made / file)
        manifest.write(made, replace(pack, name=chosen))
        return settle(made, chosen)


def gather(files: Sequence[Path]) -> dict[str, Part]:
    """The networks in files, by role.

    Raises:
        BadInput: there are no files, or two of the same role.
        PackBroken: a file cannot be read, or is of no network that is known.
    """
    parts: dict[str, Part] = {}
    for path in files:
        weights = read_weights(path)
        with _naming(path):
            part = Part(path, recognise(weights))
        other = parts.setdefault(part.found.role, part)
        if other is not part:
            raise BadInput(
                f"{other.path.name} is {other.found.title}, and {path.name} is {part.found.title}: leave one out."
            )
    if not parts:
        raise BadInput("There are no files to import.")
    return parts


def assembled(parts: Mapping[str, Part], name: str | None = None) -> Manifest:
    """What a pack of these networks says of itself: like the pack whose denoiser it is, in its own sizes.

    Raises:
        BadInput: a network is missing, or they do not go together, or the name cannot be a pack's.
    """
    if "denoiser" not in parts:
        there = ", ".join(f"{part.path.name} is {part.found.title}" for part in parts.values())
        raise BadInput(f"There is no denoiser among the files ({there}): add one, as paella_v3.pt of dome272/Paella.")
    denoiser = parts["denoiser"]
    base = _base(denoiser, name)
    _demand_complete(parts, base)
    _demand_match(parts)
    original = base.networks["denoiser"].config == denoiser.found.network.config
    chosen = name or (base.name if original else denoiser.path.stem)
    if not is_name(chosen):
        raise BadInput(f"{chosen!r} has characters that the name of a pack cannot have: choose one with --name.")
    names = ", ".join(part.path.name for part in parts.values())
    return replace(
        base,
        **({} if original else _grids(denoiser.found.network, parts["vqgan"].found.network)),
        name=chosen,
        licence=SEE_SOURCE,
        source=f"imported files: {names}" + (f"; published: {base.source}" if base.name in PUBLISHED else ""),
        networks={role: replace(parts[role].found.network, file=f"{role}.safetensors") for role in base.networks},
        files={},
    )


def demand_room(size: int) -> None:
    """Raises PackError where the disk of the user's packs has no room for so many bytes more."""
    free = free_on_disk()
    if size + _SPARE > free:
        raise PackError(
            f"This needs {size / 1e9:.1f} GB on the disk of {user_folder()}, where {free / 1e9:.1f} GB are free. "
            "Make room, or set PAELLA_HOME to a folder on another disk."
        )


def _base(denoiser: Part, name: str | None) -> Manifest:
    """The pack that this denoiser was published in, or else one of its kind.

    Several have the same denoiser: the one of the name that was asked for comes first, then the one that names the
    file, then the one with the same configuration.
    """
    network = denoiser.found.network
    packs = [*PUBLISHED.values(), manifest.read(find("mini"))]
    alike = [pack for pack in packs if pack.networks["denoiser"].type == network.type]

    def closeness(pack: Manifest) -> tuple[bool, ...]:
        same = pack.networks["denoiser"].config == network.config
        return pack.name == name, same and denoiser.path.name in pack.source, same

    return max(alike, key=closeness)


def _demand_complete(parts: Mapping[str, Part], base: Manifest) -> None:
    """Raises BadInput where a network is missing, or is of another kind than the family's."""
    missing = [role for role in base.networks if role not in parts]
    if missing:
        lacks = " and ".join(f"no {_CALLED[role]}" for role in missing)
        adds = " and ".join(_WHERE[base.family][role] for role in missing)
        raise BadInput(f"It has {lacks}: add {adds}.")
    for role, part in parts.items():
        if role not in base.networks:
            raise BadInput(f"{part.path.name} is {part.found.title}, which {_title(parts)} does not use: leave it out.")
        if part.found.network.type != base.networks[role].type:
            instead = _WHERE[base.family][role]
            raise BadInput(f"{part.path.name} is {part.found.title}. {_title(parts)} needs {instead}.")


def _demand_match(parts: Mapping[str, Part]) -> None:
    """Raises BadInput where one network makes other numbers than another reads."""
    for reader, wants, maker, gives, what in _MEETINGS:
        if reader not in parts or maker not in parts:
            continue
        wanted = _first(parts[reader].found.network, wants)
        given = _first(parts[maker].found.network, gives)
        if wanted is not None and given is not None and wanted != given:
            raise BadInput(
                f"{parts[maker].path.name} does not go with {parts[reader].path.name}: "
                f"it has {what} {given}, where {wanted} is needed."
            )


_EMBEDDING = ("clip_embd", "c_clip", "c_embd", "clip_r")
_MEETINGS = (
    ("denoiser", ("num_labels",), "vqgan", ("codebook_size", "n_embed"), "a number of codes of"),
    ("denoiser", ("byt5_embd",), "byt5", ("d_model",), "embeddings of the width"),
    ("denoiser", _EMBEDDING, "clip", ("embed_dim",), "embeddings of the width"),
    ("prior", _EMBEDDING, "clip", ("embed_dim",), "embeddings of the width"),
)
"""Reader, what it reads, maker, what that makes (the first of these settings that it has), and in words."""


def _first(network: Network, settings: Sequence[str]) -> int | None:
    return next((network.config[setting] for setting in settings if setting in network.config), None)


def _title(parts: Mapping[str, Part]) -> str:
    return parts["denoiser"].found.title


def _grids(denoiser: Network, vqgan: Network) -> dict[str, int]:
    """The grids that networks of other sizes than the published take, and how many pixels a token stands for."""
    with torch.device("meta"):
        config = cast(PaellaConfig | UNetConfig, build(denoiser).config)
        pictures = cast(VQGAN | GumbelVQGAN | WatercolorVQGAN, build(vqgan))
    smallest = config.smallest_grid if isinstance(config, UNetConfig) else config.grid_multiple
    return {
        "size_multiple": config.grid_multiple,
        "smallest_grid": smallest,
        "downscale": pictures.pixels_per_token,
    }


@contextmanager
def _fresh(folder: Path) -> Iterator[Path]:
    """An empty folder to put a pack together in; what is left there after the block, or was by one cut off, goes."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Say which file is meant where one cannot be used."""
    try:
        yield
    except PackBroken as fault:
        raise PackBroken(f"{path}: {fault}") from None
