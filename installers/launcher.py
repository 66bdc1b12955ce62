"""Where the packaged program begins: as the editor, or as the command `paella`, by the name that it was called by.

`paella` stands in for Python's interpreter, too: `paella -m MODULE ...` runs a module, so that whatever starts a child
with `sys.executable -m MODULE` finds what it expects.
"""

from __future__ import annotations

import multiprocessing
import runpy
import sys
from pathlib import Path

COMMAND = "paella"
MODULES = {COMMAND: "paella_core", "paella-studio": "app"}


def main() -> None:
    """Run the module that belongs to the name, or the one that the arguments ask for."""
    multiprocessing.freeze_support()
    program = Path(sys.executable)
    sys.executable = str(program.with_name(COMMAND + program.suffix))
    module, arguments = MODULES.get(Path(sys.argv[0]).stem, MODULES[program.stem]), sys.argv[1:]
    if arguments[:1] == ["-m"]:
        module, arguments = arguments[1], arguments[2:]
    sys.argv[1:] = arguments
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
