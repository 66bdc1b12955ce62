"""The verb `packs`: what is installed, and what a pack says of itself. Imports no torch."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from paella_core.errors import PackError
from paella_core.packs import manifest
from paella_core.packs.manifest import KNOBS, Manifest, Recipe, Sampler
from paella_core.packs.store import find, installed, user_folder
from paella_core.params import SamplingParams, knob_of


def add_verbs(subparsers: argparse._SubParsersAction) -> None:
    """Add `packs` and what it can do."""
    packs = subparsers.add_parser("packs", help="list and show model packs")
    actions = packs.add_subparsers(title="actions", required=True, metavar="ACTION")
    listing = actions.add_parser("list", help="the packs that are shipped or installed")
    listing.set_defaults(run=_list)
    showing = actions.add_parser("show", help="what a pack is and can do")
    showing.add_argument("pack", metavar="NAME_OR_DIR")
    showing.set_defaults(run=_show)


def _list(_args: argparse.Namespace) -> None:
    for folder, found in installed():
        print(f"{folder.name:16} {_summary(found)}")
    print(f"Your own packs belong in {user_folder()}.")


def _summary(found: Manifest | PackError) -> str:
    if isinstance(found, PackError):
        return f"cannot be used: {found}"
    return f"{found.version:8} {found.family:12} {_megabytes(found):8.1f} MB  {', '.join(found.abilities)}"


def _show(args: argparse.Namespace) -> None:
    folder = find(args.pack)
    pack = manifest.read(folder)
    lines = {
        "name": f"{pack.name} {pack.version}",
        "family": pack.family,
        "licence": pack.licence,
        "source": pack.source,
        "folder": folder,
        "can": ", ".join(pack.abilities),
        "made for": f"{pack.native_size}x{pack.native_size} pixels, at most {pack.largest_size}x{pack.largest_size}",
        "networks": ", ".join(f"{role} ({network.type})" for role, network in pack.networks.items()),
        "reads": _reading(pack.conditioning),
        "sampling": _knobs(pack.defaults) + _sampling(pack.sampler),
        **{f"preset {name}": _knobs(preset) for name, preset in pack.presets.items()},
        "size": f"{_megabytes(pack):.1f} MB",
    }
    width = max(map(len, lines)) + 1
    for label, value in lines.items():
        print(f"{label + ':':{width}} {value}")


def _reading(recipe: Recipe) -> str:
    """What feeds the denoiser, and how much attention it gives to each where that is not one."""
    text = ", ".join(recipe.feeds)
    if "clip_image" in recipe.feeds:
        text += f"; prior of {recipe.prior_steps} steps, guidance {recipe.prior_guidance:g}"
    if (recipe.prompt_weight, recipe.image_weight) != (1, 1):
        text += f"; attention to text x{recipe.prompt_weight:g}, to images x{recipe.image_weight:g}"
    return text


def _sampling(sampler: Sampler) -> str:
    """What differs from the usual sampler."""
    changed = {name: value for name, value in asdict(sampler).items() if value != getattr(Sampler(), name)}
    return "".join(f", {name.replace('_', ' ')} {value}" for name, value in changed.items())


def _knobs(params: SamplingParams) -> str:
    """The knobs that are set, by their labels."""
    chosen = {name: value for name, value in params.chosen.items() if name in KNOBS}
    return ", ".join(f"{knob_of(name).label.lower()} {_shown(value)}" for name, value in chosen.items())


def _shown(value: float | str | tuple[float, float]) -> str:
    if isinstance(value, tuple):
        return f"{value[0]:g} to {value[1]:g}"
    return value if isinstance(value, str) else f"{value:g}"


def _megabytes(pack: Manifest) -> float:
    return sum(file.size for file in pack.files.values()) / 1e6
