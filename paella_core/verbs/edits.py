"""Verbs that make a picture from text or change one: generate, inpaint, outpaint, structural-edit."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from paella_core import pictures
from paella_core.params import Knob
from paella_core.request import Generate, Inpaint, Outpaint, StructuralEdit
from paella_core.verbs import flags
from paella_core.verbs.produce import params, produce_pictures

SIDES = ("left", "top", "right", "bottom")
_PICTURE = "the picture to write: .png, .jpg, .webp or .tif"
_STRENGTH = Knob("Strength", "How much may change: 0 returns the picture, 1 keeps nothing of it.", 0, 1)


def add_verbs(verbs: argparse._SubParsersAction) -> None:
    """Add the verbs to the command `paella`."""
    _add_generate(verbs)
    _add_inpaint(verbs)
    _add_outpaint(verbs)
    _add_structural_edit(verbs)


def _add_generate(verbs: argparse._SubParsersAction) -> None:
    parser = verbs.add_parser("generate", help="a picture from text")
    parser.add_argument("prompt", metavar="PROMPT", help='what it shows; "" leaves it to the model')
    flags.add_size(parser, "256x256")
    flags.add_common(parser, _PICTURE)
    parser.set_defaults(run=_generate)


def _add_inpaint(verbs: argparse._SubParsersAction) -> None:
    parser = verbs.add_parser("inpaint", help="fill a part of a picture from text")
    parser.add_argument("image", type=Path, metavar="IMAGE")
    flags.add_mask(parser, True, "a picture of the same size, white where it may change")
    flags.add_prompt(parser, "what should be there")
    flags.add_edge(parser)
    flags.add_strength_map(parser)
    flags.add_common(parser, _PICTURE)
    parser.set_defaults(run=_inpaint)


def _add_outpaint(verbs: argparse._SubParsersAction) -> None:
    parser = verbs.add_parser("outpaint", help="let a picture go on beyond its edges")
    parser.add_argument("image", type=Path, metavar="IMAGE")
    flags.add_prompt(parser, "what should be there")
    for side in SIDES:
        about = Knob(side.capitalize(), "", 0, 1e9)
        parser.add_argument(
            f"--{side}", type=flags.number(about, int), default=0, metavar="N", help="pixels to add there (default 0)"
        )
    flags.add_edge(parser)
    flags.add_common(parser, _PICTURE)
    parser.set_defaults(run=_outpaint)


def _add_structural_edit(verbs: argparse._SubParsersAction) -> None:
    parser = verbs.add_parser("structural-edit", help="make a picture into something else of the same structure")
    parser.add_argument("image", type=Path, metavar="IMAGE")
    flags.add_prompt(parser, "what it should become")
    usual = StructuralEdit.strength
    parser.add_argument(
        "--strength",
        type=flags.number(_STRENGTH, float),
        default=usual,
        metavar="F",
        help=f"{_STRENGTH.help} 0 to 1 (default {usual:g}).",
    )
    flags.add_strength_map(parser)
    flags.add_mask(parser, False, "a picture of the same size, white where it may change (default everywhere)")
    flags.add_edge(parser)
    flags.add_common(parser, _PICTURE)
    parser.set_defaults(run=_structural_edit)


def _generate(args: argparse.Namespace) -> None:
    pictures.check_writable(args.out)
    produce_pictures(args, Generate(args.prompt, args.size or Generate.size, args.negative, params(args)))


def _inpaint(args: argparse.Namespace) -> None:
    image, chosen = source_of(args), params(args)
    mask, strengths = pictures.read_mask(args.mask), read_optional(args.strength_map)
    edit = Inpaint(image, mask, args.prompt, args.negative, chosen, args.edge, strength_map=strengths)
    produce_pictures(args, edit)


def _outpaint(args: argparse.Namespace) -> None:
    image, sides = source_of(args), {side: getattr(args, side) for side in SIDES}
    edit = Outpaint(image, args.prompt, **sides, negative=args.negative, params=params(args), edge=args.edge)
    produce_pictures(args, edit)


def _structural_edit(args: argparse.Namespace) -> None:
    image, chosen = source_of(args), params(args)
    strengths, mask = read_optional(args.strength_map), read_optional(args.mask)
    edit = StructuralEdit(image, args.prompt, args.strength, strengths, mask, args.negative, chosen, args.edge)
    produce_pictures(args, edit)


def source_of(args: argparse.Namespace) -> np.ndarray:
    """The picture to change, once it is sure that OUT can be written and can hold it.

    Raises:
        BadInput: it cannot, or the picture cannot be read.
    """
    pictures.check_writable(args.out)
    image = pictures.read(args.image)
    pictures.check_holds(args.out, image)
    return image


def read_optional(path: Path | None) -> np.ndarray | None:
    """A mask or map where a file is named."""
    return None if path is None else pictures.read_mask(path)
