"""Verbs that mix several pictures or prompts: vary, interpolate, blend."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import get_args

import numpy as np

from paella_core import films, pictures
from paella_core.errors import BadInput
from paella_core.params import Knob
from paella_core.request import Blend, Interpolate, InterpolationPath, Region, Vary
from paella_core.verbs import flags
from paella_core.verbs.edits import read_optional, source_of
from paella_core.verbs.produce import params, produce_film, produce_pictures

FRAMES = Knob("Frames", "How many pictures the slide has, the first and the last stop included.", 2, 1000)
_FILM = "a new folder, for PNGs, or a .gif, .webp, .apng or .mp4"
_PICTURE = "the picture to write: .png, .jpg, .webp or .tif"


def add_verbs(verbs: argparse._SubParsersAction) -> None:
    """Add the verbs to the command `paella`."""
    _add_vary(verbs)
    _add_interpolate(verbs)
    _add_blend(verbs)


def _add_vary(verbs: argparse._SubParsersAction) -> None:
    parser = verbs.add_parser("vary", help="new pictures like the given ones")
    parser.add_argument("images", type=Path, nargs="+", metavar="IMAGE", help="several are mixed")
    parser.add_argument("--prompt", default="", metavar="TEXT", help="may steer")
    flags.add_size(parser, "that of the first picture")
    flags.add_common(parser, _PICTURE)
    parser.set_defaults(run=_vary)


def _add_interpolate(verbs: argparse._SubParsersAction) -> None:
    parser = verbs.add_parser("interpolate", help="a film that slides through prompts or pictures")
    parser.add_argument("first", metavar="PROMPT", help="a stop of the slide: a prompt, or a picture written @FILE")
    parser.add_argument("others", nargs="+", metavar="PROMPT", help="the stops that follow")
    parser.add_argument(
        "--frames",
        type=flags.number(FRAMES, int),
        default=Interpolate.frames,
        metavar="N",
        help=f"{FRAMES.help} {FRAMES.low} to {FRAMES.high} (default {Interpolate.frames}).",
    )
    parser.add_argument("--image", type=Path, metavar="IMAGE", help="slide inside a mask of this picture")
    flags.add_mask(parser, False, "with --image: white where it may change")
    flags.add_size(parser, "256x256, or that of --image")
    parser.add_argument(
        "--path", choices=get_args(InterpolationPath), default=Interpolate.path, help="straight or along an arc"
    )
    flags.add_common(parser, _FILM)
    parser.set_defaults(run=_interpolate)


def _add_blend(verbs: argparse._SubParsersAction) -> None:
    parser = verbs.add_parser("blend", help="several prompts in one picture, each where its mask says")
    parser.add_argument(
        "--region",
        nargs=2,
        action="append",
        required=True,
        metavar=("MASK", "TEXT"),
        help="a prompt and a picture, brighter where it counts more; may be repeated",
    )
    parser.add_argument("--image", type=Path, metavar="IMAGE", help="fill the regions in this picture")
    parser.add_argument("--prompt", default="", metavar="TEXT", help="what is where the regions leave room")
    flags.add_common(parser, _PICTURE)
    parser.set_defaults(run=_blend)


def _vary(args: argparse.Namespace) -> None:
    pictures.check_writable(args.out)
    images, chosen = [pictures.read(path) for path in args.images], params(args)
    pictures.check_holds(args.out, images[0])
    produce_pictures(args, Vary(images, args.prompt, args.size, args.negative, chosen))


def _interpolate(args: argparse.Namespace) -> None:
    _check_slide(args)
    films.check_writable(args.out)
    image, mask = None if args.image is None else pictures.read(args.image), read_optional(args.mask)
    if image is not None:
        films.check_holds(args.out, image)
    stops = [_stop(text) for text in (args.first, *args.others)]
    size = args.size or Interpolate.size
    edit = Interpolate(stops, args.frames, image, mask, size, args.path, args.negative, params(args))
    produce_film(args, edit)


def _check_slide(args: argparse.Namespace) -> None:
    """Refuse flags that do not go together."""
    if args.count != 1:
        raise BadInput("A slide is one film: leave out --count, and run it again with another --seed for more.")
    if (args.image is None) != (args.mask is None):
        raise BadInput("--image and --mask belong together: name the picture and where it may change, or neither.")
    if args.image is not None and args.size is not None:
        raise BadInput("With --image the frames have its size: leave out --size.")


def _stop(text: str) -> str | np.ndarray:
    """A prompt, or the picture of @FILE."""
    return pictures.read(Path(text[1:])) if text.startswith("@") else text


def _blend(args: argparse.Namespace) -> None:
    pictures.check_writable(args.out)
    image = None if args.image is None else source_of(args)
    regions = [Region(pictures.read_mask(Path(mask)), text) for mask, text in args.region]
    produce_pictures(args, Blend(regions, image, args.prompt, args.negative, params(args)))
