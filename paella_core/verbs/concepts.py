"""The verb `concept`: words that are learnt from a few pictures of one thing. Imports no torch; what learns is imported
when it is asked for."""

from __future__ import annotations

import argparse
import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from tqdm import tqdm

from paella_core.conditioning import concepts
from paella_core.conditioning.concepts import MOST_VECTORS, Concept
from paella_core.errors import BadInput
from paella_core.verbs.flags import DEVICES

_MOST_STEPS = 100_000


def add_verbs(verbs: argparse._SubParsersAction) -> None:
    """Add `concept` and what it can do."""
    concept = verbs.add_parser(
        "concept", help="learn a word from a few pictures of one thing; write it <word> in prompts"
    )
    actions = concept.add_subparsers(title="actions", required=True, metavar="ACTION")
    _add_learn(actions)
    listing = actions.add_parser("list", help="the words that were learnt")
    _add_json(listing)
    listing.set_defaults(run=_list)
    showing = actions.add_parser("show", help="what is known of a word")
    showing.add_argument("name", metavar="NAME")
    _add_json(showing)
    showing.set_defaults(run=_show)
    removing = actions.add_parser("remove", help="delete a word")
    removing.add_argument("name", metavar="NAME")
    _add_json(removing)
    removing.set_defaults(run=_remove)


def _add_learn(actions: argparse._SubParsersAction) -> None:
    learning = actions.add_parser("learn", help="learn a word; takes minutes, and memory for all networks at once")
    learning.add_argument("pictures", type=Path, nargs="+", metavar="PICTURE", help="files, or folders of pictures")
    learning.add_argument("--name", required=True, help="the word: letters, digits, - and _")
    learning.add_argument("--pack", default="mini", metavar="NAME_OR_DIR", help="the model pack (default mini)")
    learning.add_argument("--like", default="", metavar="TEXT", help="what the word means at first, such as cat")
    learning.add_argument("--steps", type=_number(_MOST_STEPS), default=100, metavar="N", help="(default 100)")
    about = "how many vectors the word has for each text encoder (default 8)"
    learning.add_argument("--vectors", type=_number(MOST_VECTORS), default=8, metavar="N", help=about)
    learning.add_argument("--seed", type=int, default=1, metavar="N", help="another seed, another chance (default 1)")
    learning.add_argument("--device", choices=DEVICES, default="auto", help="where to compute (default auto)")
    learning.add_argument("--quiet", action="store_true", help="no progress bar")
    _add_json(learning)
    learning.set_defaults(run=_learn)


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="an object a line")


def _number(most: int) -> Any:
    """A parser of whole numbers from 1 to `most`."""

    def parse(text: str) -> int:
        if not (text.isdecimal() and 1 <= int(text) <= most):
            raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 to {most}")
        return int(text)

    return parse


def _learn(args: argparse.Namespace) -> None:
    """Learn a word and keep it; a name that cannot be is told before anything heavy begins."""
    concepts.refuse_name(args.name)
    school = import_module("paella_core.training.concepts")
    asked = ("name", "pictures", "pack", "steps", "vectors", "like", "seed", "device")
    lesson = school.Lesson(**{name: getattr(args, name) for name in asked})
    with tqdm(total=args.steps, disable=args.json or args.quiet or None, leave=False, unit="step") as bar:

        def step(number: int, loss: float) -> None:
            bar.set_postfix(loss=f"{loss:.3f}", refresh=False)
            bar.update()
            if args.json:
                _tell({"event": "progress", "done": number, "total": args.steps, "loss": round(loss, 4)})

        def left_out(sentence: str) -> None:
            if args.json:
                _tell({"event": "left_out", "text": sentence})
            else:
                print(f"paella: {sentence}", file=sys.stderr)

        path = concepts.write(school.learn(lesson, school.Listener(step, left_out)))
    told = {"event": "done", "name": args.name, "file": str(path)}
    print(json.dumps(told) if args.json else f"{path}  write it <{args.name}> in prompts")


def _list(args: argparse.Namespace) -> None:
    there = concepts.known()
    for name, found in there:
        if args.json:
            _tell(_facts(name, found))
        else:
            print(f"{f'<{name}>':24} {_summary(found)}")
    if not args.json:
        print(
            f"Your concepts are in {concepts.folder()}." if there else "No concept was learnt yet: paella concept learn"
        )


def _show(args: argparse.Namespace) -> None:
    concept = concepts.find(args.name)
    facts = _facts(args.name, concept)
    if args.json:
        _tell(facts)
        return
    for label, value in facts.items():
        if value is not None:
            print(f"{label + ':':10} {value}")


def _remove(args: argparse.Namespace) -> None:
    path = concepts.remove(args.name)
    told = {"event": "done", "name": args.name, "file": str(path)}
    print(json.dumps(told) if args.json else f"{args.name} is removed.")


def _facts(name: str, found: Concept | BadInput) -> dict[str, Any]:
    """What is told of a concept; the fault is None where it can be used."""
    if isinstance(found, BadInput):
        return {"name": name, "pack": None, "pictures": None, "vectors": None, "version": None, "fault": str(found)}
    vectors = {role: list(each.shape) for role, each in found.vectors.items()}
    about = {"name": name, "pack": found.pack, "pictures": found.pictures, "vectors": vectors}
    return about | {"version": found.version, "fault": None}


def _summary(found: Concept | BadInput) -> str:
    if isinstance(found, BadInput):
        return f"cannot be used: {found}"
    counts = ", ".join(f"{len(each)} {role}" for role, each in found.vectors.items())
    return f"{found.pack:16} from {found.pictures} pictures; vectors: {counts}"


def _tell(told: dict[str, Any]) -> None:
    print(json.dumps(told), flush=True)
