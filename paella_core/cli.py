"""The command `paella`: the engine without a window.

Help, wrong use and missing files answer at once, because torch is not imported here: the verbs fetch the modules that
need it by name, when they run.
"""

from __future__ import annotations

import argparse
import logging
import sys
import warnings
from importlib import import_module, metadata

from paella_core.errors import PackError, PaellaError
from paella_core.packs.store import installed, user_folder
from paella_core.training.commands import add_verbs as add_training_verbs
from paella_core.verbs import bench, concepts, edits, mixtures, packs

_DISTRIBUTIONS = ("paella-studio", "torch", "torchvision", "open_clip_torch", "transformers", "safetensors", "pillow")


def main(argv: list[str] | None = None) -> int:
    """Run one verb; the exit status is 0 done, 1 failed, 2 wrong use (by argparse)."""
    args = _parser().parse_args(argv)
    warnings.simplefilter("ignore")  # libraries' advice to programmers; people get results and errors
    logging.basicConfig(handlers=[logging.NullHandler()])
    try:
        args.run(args)
    except KeyboardInterrupt:
        return _failed("Interrupted; nothing was written.")
    except (PaellaError, OSError) as error:
        return _failed(str(error))
    except Exception as error:  # the border: whatever else went wrong is one line too
        return _failed(f"Unexpected {type(error).__name__}: {error}. Please report it.")
    return 0


def _failed(message: str) -> int:
    print("paella: " + " ".join(message.split()), file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="paella", description="Make and edit pictures from text, on this machine.")
    verbs = parser.add_subparsers(title="verbs", required=True, metavar="VERB")
    edits.add_verbs(verbs)
    mixtures.add_verbs(verbs)
    bench.add_verbs(verbs)
    packs.add_verbs(verbs)
    concepts.add_verbs(verbs)
    add_training_verbs(verbs)
    verbs.add_parser("doctor", help="versions, devices, packs, folders").set_defaults(run=_doctor)
    return parser


def _doctor(_args: argparse.Namespace) -> None:
    for name in _DISTRIBUTIONS:
        print(f"{name + ':':16} {_version(name)}")
    for line in import_module("paella_core.devices").describe():
        print(f"{'device:':16} {line}")
    for folder, found in installed():
        print(f"{'pack:':16} {folder}")
        print(
            f"{'':16} {found if isinstance(found, PackError) else import_module('paella_core.fits').fit_of(found).text}"
        )
    print(f"{'your packs:':16} {user_folder()}")


def _version(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return "not installed"
