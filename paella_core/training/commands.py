"""The verbs of training and of its pictures. Imports no torch; a verb fetches what needs it when it runs."""

from __future__ import annotations

import argparse
import math
import sys
from importlib import import_module
from pathlib import Path

from tqdm import tqdm

from paella_core.errors import BadInput
from paella_core.training.scenes import export

KINDS = ("vqgan", "text", "clip", "prior", "denoiser", "clip2img")


def add_verbs(subparsers: argparse._SubParsersAction) -> None:
    """Add the verbs `train`, `precompute` and `scenes` to the command `paella`."""
    add_train(subparsers)
    add_precompute(subparsers)
    add_scenes(subparsers)


def add_train(subparsers: argparse._SubParsersAction) -> None:
    """`paella train KIND CONFIG`."""
    parser = subparsers.add_parser("train", help="train a network of a pack; started again, it goes on where it was")
    parser.add_argument("kind", choices=KINDS, help="which network; the later ones need the earlier ones")
    parser.add_argument(
        "config", type=Path, metavar="CONFIG.toml", help="its configuration: names a pack, or lies by pack.toml"
    )
    parser.add_argument("--export", type=Path, required=True, metavar="DIR", help="the folder where the pack grows")
    parser.add_argument("--folder", type=Path, metavar="DIR", help="checkpoints, metrics and samples (runs/KIND)")
    parser.add_argument("--device", default="auto", help="where to compute (default auto)")
    parser.add_argument("--minutes", type=float, default=math.inf, metavar="N", help="stop and save after N minutes")
    parser.add_argument("--set", action="append", default=[], metavar="SECTION.KEY=VALUE", help="replace a setting")
    parser.add_argument("--from", dest="start", metavar="PACK", help="begin a new run from a pack's weights")
    parser.add_argument(
        "--renew", nargs="+", default=[], metavar="LAYER", help="with --from: layers that begin anew, as up_blocks.0"
    )
    parser.add_argument("--dry-run", action="store_true", help="check everything, and say what it takes; train nothing")
    telling = parser.add_mutually_exclusive_group()
    telling.add_argument("--json", dest="told", action="store_const", const="lines", help="metrics as JSON lines")
    telling.add_argument("--quiet", dest="told", action="store_const", const="nothing", help="no progress bar")
    parser.set_defaults(run=train, told="bar")


def train(args: argparse.Namespace) -> None:
    """Train a network and put it into the pack."""
    launch = import_module("paella_core.training.launch")
    folder = args.folder or Path("runs") / args.kind
    what = launch.Launch(
        args.kind, args.config, args.set, args.export, folder, args.device, args.minutes, args.start, args.renew,
        args.told,
    )  # fmt: skip
    if args.dry_run:
        print(launch.rehearse(what))
    elif file := launch.launch(what):
        print(file)


def add_precompute(subparsers: argparse._SubParsersAction) -> None:
    """`paella precompute KIND CONFIG -o DIR`."""
    parser = subparsers.add_parser(
        "precompute", help="ask the frozen networks of a training once about all pictures, and keep what they say"
    )
    parser.add_argument("kind", choices=("denoiser", "prior", "clip2img"), help="which training it is for")
    parser.add_argument("config", type=Path, metavar="CONFIG.toml", help="the configuration of that training")
    parser.add_argument("--export", type=Path, required=True, metavar="DIR", help="the folder where its pack grows")
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="DIR", help="where to keep it; goes on there")
    parser.add_argument("--count", type=int, metavar="N", help="how many samples (default: all; scenes have no end)")
    parser.add_argument("--device", default="auto", help="where to compute (default auto)")
    parser.add_argument("--set", action="append", default=[], metavar="SECTION.KEY=VALUE", help="replace a setting")
    parser.add_argument("--quiet", action="store_true", help="no progress bar")
    parser.set_defaults(run=precompute)


def precompute(args: argparse.Namespace) -> None:
    """Precompute, with a bar of the samples that are done."""
    precomputing = import_module("paella_core.training.precomputing")
    what = precomputing.Precomputing(args.kind, args.config, args.set, args.export, args.out, args.device, args.count)
    with tqdm(unit="picture", disable=args.quiet, file=sys.stderr) as bar:
        for done, count in precomputing.precomputed(what):
            bar.total = count
            bar.update(done - bar.n)
    print(f'{args.out}  train with [data] source = "encoded", path = "{args.out}"')


def add_scenes(subparsers: argparse._SubParsersAction) -> None:
    """`paella scenes --count N -o DIR`."""
    parser = subparsers.add_parser("scenes", help="draw captioned storybook landscapes to train on")
    parser.add_argument("--count", type=int, required=True, metavar="N", help="how many")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="another seed, another series (default 1)")
    parser.add_argument("--size", type=size, default=(256, 256), metavar="WxH", help="in pixels (default 256x256)")
    parser.add_argument(
        "-o", "--out", type=Path, required=True, metavar="DIR", help="a folder, or X.tar for webdataset"
    )
    parser.set_defaults(run=scenes)


def scenes(args: argparse.Namespace) -> None:
    """Draw the scenes into a folder or a tar file."""
    if args.count < 1:
        raise BadInput("--count must be at least 1.")
    write = export.write_tar if args.out.suffix == ".tar" else export.write_folder
    write(args.out, args.seed, args.count, args.size)
    print(f"{args.out}  {args.count} scenes")


def size(text: str) -> tuple[int, int]:
    """WxH as two numbers of at least 16."""
    width, _, height = text.lower().partition("x")
    if not (width.isdecimal() and height.isdecimal() and min(int(width), int(height)) >= 16):
        raise argparse.ArgumentTypeError(f"{text!r} is not a size like 256x256, at least 16x16")
    return int(width), int(height)
