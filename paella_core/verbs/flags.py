"""Flags that several verbs share, and the values that they take. Every knob of `SamplingParams` is a flag."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

from paella_core.errors import BadInput
from paella_core.params import Knob, SamplingParams, check, knob_of
from paella_core.request import Edge

DEVICES = ("auto", "cpu", "cuda", "mps", "xpu")


def add_common(parser: argparse.ArgumentParser, out: str) -> None:
    """The flags that every verb which makes pictures has; `out` says what is written."""
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="OUT", help=out)
    parser.add_argument("--pack", default="mini", metavar="NAME_OR_DIR", help="the model pack (default mini)")
    parser.add_argument("--device", choices=DEVICES, default="auto", help="where to compute (default auto)")
    parser.add_argument("--preset", metavar="NAME", help="settings that the pack brings; other flags win")
    parser.add_argument("--negative", default="", metavar="TEXT", help="what should not be there")
    for entry in fields(SamplingParams):
        _add_knob(parser, entry.name, str(entry.type))
    parser.add_argument("--json", action="store_true", help="print one JSON object for each result")
    parser.add_argument("--quiet", action="store_true", help="no progress bar")


def add_prompt(parser: argparse.ArgumentParser, about: str) -> None:
    """A prompt that must be given, but may be empty."""
    parser.add_argument("--prompt", required=True, metavar="TEXT", help=f'{about}; "" leaves it to the model')


def add_mask(parser: argparse.ArgumentParser, required: bool, about: str) -> None:
    """A mask's file."""
    parser.add_argument("--mask", type=Path, required=required, metavar="MASK", help=about)


def add_strength_map(parser: argparse.ArgumentParser) -> None:
    """A strength map's file."""
    about = "a picture of the same size: black keeps, grey changes in part, white fully"
    parser.add_argument("--strength-map", type=Path, metavar="MAP", help=about)


def add_edge(parser: argparse.ArgumentParser) -> None:
    """How what is new meets the rest."""
    about = "how the new part meets the rest: inside the mask only, or in a band beyond it (default exact)"
    parser.add_argument("--edge", choices=get_args(Edge), default="exact", help=about)


def add_size(parser: argparse.ArgumentParser, default: str) -> None:
    """The size of a new picture; where none is given it is None, which `default` explains."""
    parser.add_argument("--size", type=_size, metavar="WxH", help=f"in pixels (default {default})")


def number(about: Knob, kind: type[int] | type[float]) -> Callable[[str], Any]:
    """A parser of numbers within the range of a knob."""

    def parse(text: str) -> Any:
        try:
            value = kind(text)
        except ValueError:
            noun = "whole number" if kind is int else "number"
            raise argparse.ArgumentTypeError(f"{about.label} must be a {noun}, not {text!r}") from None
        try:
            check(about, value)
        except BadInput as error:
            raise argparse.ArgumentTypeError(str(error)) from None
        return value

    return parse


def chosen_params(args: argparse.Namespace) -> SamplingParams:
    """The knobs that were set."""
    return SamplingParams(**{entry.name: getattr(args, entry.name) for entry in fields(SamplingParams)})


def _add_knob(parser: argparse.ArgumentParser, name: str, kind: str) -> None:
    """A flag for a field of `SamplingParams`, of type `kind`, with the field's own help, range or choices."""
    about, flag, default = knob_of(name), f"--{name.replace('_', '-')}", getattr(SamplingParams(), name)
    if about.choices:
        parser.add_argument(flag, choices=about.choices, default=default, help=about.help)
        return
    text = f"{about.help} {about.low:.10g} to {about.high:.10g}."
    parse, metavar = {
        "int": (number(about, int), "N"),
        "float": (number(about, float), "F"),
        "tuple[float, float]": (_pair(number(about, float)), "A:B"),
    }[kind.removesuffix(" | None")]
    parser.add_argument(flag, type=parse, default=default, metavar=metavar, help=text)


def _pair(parse: Callable[[str], float]) -> Callable[[str], tuple[float, float]]:
    """A parser of A:B, or of one number for both."""

    def parse_pair(text: str) -> tuple[float, float]:
        first, colon, last = text.partition(":")
        return parse(first), parse(last if colon else first)

    return parse_pair


def _size(text: str) -> tuple[int, int]:
    try:
        width, height = (int(side) for side in text.lower().split("x"))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a size like 640x480") from None
    return width, height
