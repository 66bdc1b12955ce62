"""The command `paella`: the engine without a window.

Help, wrong use and missing files answer at once, because torch is not imported here: the verbs fetch the modules that
need it by name, when they run.
"""

from __future__ import annotations

import argparse
import logging
import sys
import warnings

from paella_core.errors import PaellaError
from paella_core.training.commands import add_verbs as add_training_verbs
from paella_core.verbs import bench, concepts, doctor, edits, mixtures, packs


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
    doctor.add_verbs(verbs)
    return parser
