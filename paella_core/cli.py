"""The command `paella`: the engine without a window.

Help, wrong use and missing files answer at once, because torch is not imported here: the verbs fetch the modules that
need it by name, when they run.
"""

from __future__ import annotations

import argparse
import json
import sys
import warnings
from collections.abc import Callable, Iterator
from importlib import import_module, metadata
from pathlib import Path
from typing import Any, get_args

from tqdm import tqdm

from paella_core import pictures
from paella_core.errors import BadInput, PaellaError
from paella_core.packs.commands import add_verbs as add_pack_verbs
from paella_core.packs.store import find, installed_folders, user_folder
from paella_core.params import SamplingParams, check, knob_of
from paella_core.request import Edge, Generate, Inpaint, Request, Result, Step
from paella_core.training.commands import add_verbs as add_training_verbs

DEVICES = ("auto", "cpu", "cuda", "mps", "xpu")
_DISTRIBUTIONS = ("paella-studio", "torch", "torchvision", "open_clip_torch", "transformers", "safetensors", "pillow")


def main(argv: list[str] | None = None) -> int:
    """Run one verb; the exit status is 0 done, 1 failed, 2 wrong use (by argparse)."""
    args = _parser().parse_args(argv)
    warnings.simplefilter("ignore")  # libraries' advice to programmers; people get results and errors
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
    _add_generate(verbs)
    _add_inpaint(verbs)
    add_pack_verbs(verbs)
    add_training_verbs(verbs)
    verbs.add_parser("doctor", help="versions, devices, packs, folders").set_defaults(run=_doctor)
    return parser


def _add_generate(verbs: argparse._SubParsersAction) -> None:
    parser = verbs.add_parser("generate", help="a picture from text")
    parser.add_argument("prompt", metavar="PROMPT")
    parser.add_argument("--size", type=_size, default=(256, 256), metavar="WxH", help="in pixels (default 256x256)")
    _add_common(parser)
    parser.set_defaults(run=_generate)


def _add_inpaint(verbs: argparse._SubParsersAction) -> None:
    parser = verbs.add_parser("inpaint", help="fill a part of a picture from text")
    parser.add_argument("image", type=Path, metavar="IMAGE")
    parser.add_argument("--mask", type=Path, required=True, metavar="MASK", help="a picture, white where it may change")
    parser.add_argument("--prompt", required=True, metavar="TEXT", help="what should be there")
    parser.add_argument("--edge", choices=get_args(Edge), default="exact", help="how the filled part meets the rest")
    _add_common(parser)
    parser.set_defaults(run=_inpaint)


def _add_common(parser: argparse.ArgumentParser) -> None:
    """The flags that every verb which makes pictures has."""
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="OUT", help="the picture to write")
    parser.add_argument("--pack", default="mini", metavar="NAME_OR_DIR", help="the model pack (default mini)")
    parser.add_argument("--device", choices=DEVICES, default="auto", help="where to compute (default auto)")
    parser.add_argument("--negative", default="", metavar="TEXT", help="what should not be there")
    _add_knob(parser, "seed", _number("seed", int), "N")
    _add_knob(parser, "steps", _number("steps", int), "N")
    _add_knob(parser, "guidance", _number("guidance", float), "F")
    _add_knob(parser, "temperature", _temperatures, "A:B")
    _add_knob(parser, "count", _number("count", int), "N")
    parser.add_argument("--json", action="store_true", help="print one JSON object for each picture")
    parser.add_argument("--quiet", action="store_true", help="no progress bar")


def _add_knob(parser: argparse.ArgumentParser, name: str, parse: Callable[[str], Any], metavar: str) -> None:
    """A flag for a field of `SamplingParams`, with the field's own help and range."""
    about = knob_of(name)
    text = f"{about.help} {about.low:.10g} to {about.high:.10g}."
    parser.add_argument(f"--{name}", type=parse, default=getattr(SamplingParams(), name), metavar=metavar, help=text)


def _number(name: str, kind: type[int] | type[float]) -> Callable[[str], Any]:
    """A parser of numbers within the range of a field of `SamplingParams`."""

    def parse(text: str) -> Any:
        try:
            value = kind(text)
            check(knob_of(name), value)
        except (ValueError, BadInput) as error:
            raise argparse.ArgumentTypeError(str(error)) from None
        return value

    return parse


def _temperatures(text: str) -> tuple[float, float]:
    first, colon, last = text.partition(":")
    parse = _number("temperature", float)
    return parse(first), parse(last if colon else first)


def _size(text: str) -> tuple[int, int]:
    try:
        width, height = (int(side) for side in text.lower().split("x"))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a size like 640x480") from None
    return width, height


def _generate(args: argparse.Namespace) -> None:
    pictures.check_writable(args.out)
    _produce(args, Generate(args.prompt, args.size, args.negative, _params(args)))


def _inpaint(args: argparse.Namespace) -> None:
    pictures.check_writable(args.out)
    image, mask = pictures.read(args.image), pictures.read_mask(args.mask)
    pictures.check_holds(args.out, image)
    _produce(args, Inpaint(image, mask, args.prompt, args.negative, _params(args), args.edge))


def _params(args: argparse.Namespace) -> SamplingParams:
    return SamplingParams(
        seed=args.seed, count=args.count, steps=args.steps, temperature=args.temperature, guidance=args.guidance
    )


def _produce(args: argparse.Namespace, request: Request) -> None:
    """Run a request, write its pictures and report them."""
    folder = find(args.pack)
    engine = import_module("paella_core.engine").Engine.open(folder, args.device)
    result = _result_of(engine.run(request), args.quiet)
    for path, picture, seed in zip(_paths(args.out, len(result.images)), result.images, result.seeds, strict=True):
        pictures.write(path, picture)
        print(_report(path, seed, result, args.json), flush=True)


def _result_of(steps: Iterator[Step], quiet: bool) -> Result:
    """Follow a run with a progress bar, on terminals only, to its result."""
    result = None
    with tqdm(disable=quiet or None, leave=False, unit="step") as bar:
        for step in steps:
            bar.total = step.total
            bar.update()
            result = step.result
    assert result is not None
    return result


def _paths(out: Path, count: int) -> list[Path]:
    """OUT, or OUT-1, OUT-2 ... where there are several."""
    return [out] if count == 1 else [out.with_stem(f"{out.stem}-{i + 1}") for i in range(count)]


def _report(path: Path, seed: int, result: Result, as_json: bool) -> str:
    if not as_json:
        return f"{path}  seed {seed}  {result.seconds:.2f} s"
    facts = {"file": str(path), "seed": seed, "seconds": round(result.seconds, 3), "steps": result.params.steps}
    return json.dumps(facts | {"pack": result.pack, "device": result.device})


def _doctor(_args: argparse.Namespace) -> None:
    for name in _DISTRIBUTIONS:
        print(f"{name + ':':16} {_version(name)}")
    for line in import_module("paella_core.devices").describe():
        print(f"{'device:':16} {line}")
    for folder in installed_folders():
        print(f"{'pack:':16} {folder}")
    print(f"{'your packs:':16} {user_folder()}")


def _version(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return "not installed"
