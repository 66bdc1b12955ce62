"""Try a packaged program: `python installers/smoke.py FOLDER`, the folder that holds its commands.

`paella doctor` answers, `paella generate` makes a picture, and the window opens, is painted, and closes, as
`app.bench.startup` does it. PAELLA_HOME and QT_QPA_PLATFORM hold for all of it. Standard-library Python alone.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WINDOWS = 3  # that are opened; the first waits for the disk
_SIZE = (96, 64)
_END = ".exe" if sys.platform == "win32" else ""


def main(folder: Path) -> int:
    """Try all of it; the exit status is 1 where something fails."""
    paella = str((folder / f"paella{_END}").absolute())
    try:
        print(output([paella, "doctor"]).rstrip())
        with tempfile.TemporaryDirectory() as scratch:
            make_picture(paella, Path(scratch) / "boat.png")
            print("window, ms:", *(open_window(paella, Path(scratch) / str(n)) for n in range(WINDOWS)))
    except (subprocess.CalledProcessError, ValueError) as error:
        print(f"smoke.py: {error}\n{getattr(error, 'stderr', '')}", file=sys.stderr)
        return 1
    return 0


def make_picture(paella: str, file: Path) -> None:
    """Raises ValueError where the picture is not what was asked for."""
    size = f"{_SIZE[0]}x{_SIZE[1]}"
    words = ["generate", "a red boat on a lake", "--size", size, "--steps", "3", "--seed", "7", "-o", str(file)]
    begin = time.monotonic()
    output([paella, *words, "--quiet"])
    data = file.read_bytes()
    if (int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")) != _SIZE:
        raise ValueError(f"{file.name} does not have {size} pixels.")
    print(f"generate: {time.monotonic() - begin:.1f} s")


def open_window(paella: str, home: Path) -> int:
    """Milliseconds from the command to a window that is painted and answers. ValueError where it imported torch."""
    home.mkdir()
    answer = json.loads(output([paella, "-m", "app.bench.startup", str(home), repr(time.time())]).splitlines()[-1])
    if answer["torch"]:
        raise ValueError("The window waited for torch.")
    return int(answer["window"])


def output(command: list[str]) -> str:
    """What a command says that must succeed."""
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=600).stdout


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Usage: python installers/smoke.py FOLDER")
    sys.exit(main(Path(sys.argv[1])))
