"""The verb `packs`: which packs there are, what they say of themselves, and how they come and go. Imports no torch:
what needs it is in `errands.py`, and imported when it is asked for."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import asdict
from importlib import import_module
from typing import get_args

from paella_core.errors import PackError
from paella_core.packs import manifest
from paella_core.packs.known import known_packs
from paella_core.packs.manifest import KNOBS, Manifest, Precision, Recipe, Sampler
from paella_core.packs.store import find, installed, user_folder
from paella_core.params import SamplingParams, knob_of


def add_verbs(subparsers: argparse._SubParsersAction) -> None:
    """Add `packs` and what it can do."""
    packs = subparsers.add_parser("packs", help="list, download, import, check and remove model packs")
    actions = packs.add_subparsers(title="actions", required=True, metavar="ACTION")
    listing = actions.add_parser("list", help="the packs that are installed, and those that can be downloaded")
    listing.add_argument("--json", action="store_true", help="an object a line, with what fits this machine")
    listing.set_defaults(run=_list)
    showing = actions.add_parser("show", help="what a pack is and can do")
    showing.add_argument("pack", metavar="NAME_OR_DIR")
    showing.set_defaults(run=_show)
    downloading = actions.add_parser("download", help="bring a known pack onto this machine; goes on where it ended")
    downloading.add_argument("name", metavar="NAME")
    _add_making(downloading)
    _add_yes(downloading)
    downloading.set_defaults(run=_errand("download"))
    importing = actions.add_parser("import", help="make a pack of weights that you have, or copy a whole pack")
    importing.add_argument("files", metavar="FILE", nargs="+")
    importing.add_argument("--name", help="what the pack is called (default: as the model)")
    _add_making(importing)
    importing.set_defaults(run=_errand("import_"))
    checking = actions.add_parser("verify", help="read all of a pack, and compare it with its checksums")
    checking.add_argument("pack", metavar="NAME_OR_DIR")
    _add_telling(checking)
    checking.set_defaults(run=_errand("check"))
    removing = actions.add_parser("remove", help="delete a pack of yours, or what is left of a download")
    removing.add_argument("name", metavar="NAME")
    _add_telling(removing)
    _add_yes(removing)
    removing.set_defaults(run=_errand("take_away"))


def _add_making(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--precision",
        choices=get_args(Precision),
        default="bfloat16",
        help="how large networks are kept (default bfloat16); int8 shrinks the text encoder further",
    )
    _add_telling(parser)


def _add_telling(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="tell how it goes as an object a line")
    parser.add_argument("--quiet", action="store_true", help="no progress bar")


def _add_yes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--yes", action="store_true", help="do not ask")


def _errand(name: str) -> Callable[[argparse.Namespace], None]:
    """What imports torch or uses the network."""
    return lambda args: getattr(import_module("paella_core.installing.errands"), name)(args)


def _list(args: argparse.Namespace) -> None:
    if args.json:
        _errand("list_as_json")(args)
        return
    there = installed()
    for folder, found in there:
        print(f"{folder.name:16} {_summary(found)}")
    for name, known in known_packs().items():
        if name not in {folder.name for folder, _ in there}:
            print(f"{name:16} not installed; paella packs download {name}  ({known.title}, {known.licence})")
    print(f"Your own packs are in {user_folder()}.")


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
