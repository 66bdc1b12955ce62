"""The verb `packs`: what is installed, and what a pack says of itself. Imports no torch."""

from __future__ import annotations

import argparse

from paella_core.errors import PackError
from paella_core.packs import manifest
from paella_core.packs.manifest import Manifest
from paella_core.packs.store import find, installed, user_folder


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
        "reads": ", ".join(pack.conditioning.feeds),
        "size": f"{_megabytes(pack):.1f} MB",
    }
    for label, value in lines.items():
        print(f"{label + ':':10} {value}")


def _megabytes(pack: Manifest) -> float:
    return sum(file.size for file in pack.files.values()) / 1e6
