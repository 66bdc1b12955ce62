"""Set Paella Studio up in `.venv`, then open the editor, run the tests, or stop there.

    python3 installers/start.py [FILE ...]      open the editor; without a display, fill the sample picture instead
    python3 installers/start.py test [ARG ...]  run the tests; what follows goes to pytest
    python3 installers/start.py setup           only set up

Standard-library Python alone, so that it runs before anything is installed. A stamp in `.venv` remembers what was
installed: the next start is immediate until the pins, the project file, the interpreter or the folder change.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import platform
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = ENVIRONMENT / "paella-studio.stamp"
LOG = ENVIRONMENT / "setup.log"
PICTURES = ROOT / "resources" / "pictures"
OLDEST_PYTHON = (3, 11)

# What a bare Debian or Ubuntu lacks for Qt: the library that is loaded -> the package that has it.
DRAWING = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
}
WINDOWS = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
FONT = "fonts-dejavu-core"
VENV = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
# What stops a goal while it is missing; anything else that is missing is only mentioned.
NEEDED = {
    "edit": {VENV, FONT, *DRAWING.values(), *WINDOWS.values()},
    "test": {VENV, FONT, *DRAWING.values()},
    "without a window": {VENV},
    "setup": {VENV},
}


class Problem(Exception):
    """What stops us, in a sentence that also says what to do."""


def say(text: str) -> None:
    """Print at once: what we start writes to the same place."""
    print(text, flush=True)


def has_display(variables: Mapping[str, str], system: str = sys.platform) -> bool:
    """Whether a window can open, or the caller chose how Qt draws."""
    if system != "linux":
        return True
    return any(variables.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


# ---- system packages


def loads(library: str) -> bool:
    """Whether the system's loader finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_font(folders: Iterable[Path]) -> bool:
    """Whether a scalable font lies in one of the folders, as far as we may look."""
    names = (name for folder in folders for _, _, files in os.walk(folder) for name in files)
    return any(name.lower().endswith((".ttf", ".otf", ".ttc")) for name in names)


def missing_packages() -> list[str]:
    """The system packages that are lacking, by their names on Debian and Ubuntu. Empty where the system is no Linux."""
    if sys.platform != "linux":
        return []
    missing = [package for library, package in {**DRAWING, **WINDOWS}.items() if not loads(library)]
    if not has_font([Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts"]):
        missing.append(FONT)
    if not PYTHON.exists() and not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        missing.append(VENV)
    return missing


def apt_install(packages: list[str]) -> list[str]:
    """The command that installs the packages."""
    return ["apt-get", "install", "-y", "--no-install-recommends", *packages]


def provide_system_packages(goal: str) -> None:
    """Install what the system lacks when we may; otherwise say how, and stop when the goal needs it.

    Raises:
        Problem: something that the goal needs is missing and could not be installed.
    """
    missing = missing_packages()
    if not missing:
        return
    command = shlex.join(apt_install(missing))
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say(f"This system lacks packages that Paella Studio needs; installing them with: {command}")
        run_apt(missing)
        missing = missing_packages()
        if not missing:
            return
    advice = f"This system lacks packages that Paella Studio needs; install them with: sudo {command}"
    if NEEDED[goal].intersection(missing):
        raise Problem(f"{advice} (or their like on another system), then run this again.")
    say(f"{advice} (the editor's window needs them).")


def run_apt(packages: list[str]) -> None:
    """Refresh the package lists and install, asking nothing."""
    variables = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update"], apt_install(packages)):
        done = subprocess.run(
            command,
            env=variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        if done.returncode != 0:
            raise Problem(f"`{shlex.join(command)}` failed, mend that and run this again:\n{last_lines(done.stdout)}")


def last_lines(output: bytes) -> str:
    """The end of what a command said."""
    return "\n".join(output.decode(errors="replace").splitlines()[-12:])


# ---- the environment


def environment_key(root: Path, version: str) -> str:
    """What an environment is made from: project file, pins, interpreter and folder, as one hash."""
    digest = hashlib.sha256()
    for name in ("pyproject.toml", "constraints.txt"):
        digest.update((root / name).read_bytes() + b"\0")
    digest.update(f"{version}\0{root}".encode())
    return digest.hexdigest()


def is_current(key: str) -> bool:
    """Whether the environment was completed from exactly this."""
    return PYTHON.exists() and STAMP.exists() and STAMP.read_text(encoding="utf-8") == key


def set_up(goal: str) -> None:
    """Make `.venv` hold what the project file and the pins say; nothing to do when it already does."""
    provide_system_packages(goal)
    key = environment_key(ROOT, platform.python_version())
    if is_current(key):
        return
    STAMP.unlink(missing_ok=True)
    make_environment()
    install_packages()
    STAMP.write_text(key, encoding="utf-8")
    say("Set up.")


def make_environment() -> None:
    """Create `.venv`, or create it anew when it is not of this interpreter or has no pip."""
    if is_usable():
        return
    say(f"Making the environment {ENVIRONMENT.name} for Python {platform.python_version()} ...")
    status = subprocess.call([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)])
    if status != 0:
        raise Problem(f"`python -m venv {ENVIRONMENT}` failed; see above, mend that and run this again.")


def is_usable() -> bool:
    """Whether the environment's interpreter starts, has pip, and is the version that runs us."""
    if not PYTHON.exists():
        return False
    question = "import pip, platform; print(platform.python_version())"
    asked = subprocess.run([PYTHON, "-c", question], capture_output=True, text=True, check=False)
    return asked.returncode == 0 and asked.stdout.strip() == platform.python_version()


def install_packages() -> None:
    """Install the project and all it needs with pip, which honours the machine's own configuration."""
    say("Installing the packages; the first time this takes a minute or more and up to some gigabytes ...")
    command = [PYTHON, "-m", "pip", "install", "--no-input", "--disable-pip-version-check", "--progress-bar", "off"]
    command += ["-c", ROOT / "constraints.txt", "-e", f"{ROOT}[dev]"]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8") as pip,
        LOG.open("w", encoding="utf-8") as log,
    ):
        for line in pip.stdout or ():
            log.write(line)
            tell_progress(line)
    if pip.returncode != 0:
        tail = last_lines(LOG.read_bytes())
        raise Problem(f"pip could not install the packages; all it said is in {LOG}, the end is:\n{tail}")


def tell_progress(line: str) -> None:
    """Show the lines of pip that say what takes time: which file is fetched, and the installation at the end."""
    words = line.split()
    if words[:1] == ["Downloading"]:
        say(f"  {words[1].rpartition('/')[2]} {' '.join(words[2:])}")
    elif words[:3] == ["Installing", "collected", "packages:"]:
        say("  installing them ...")


# ---- what follows the set-up


def run(*command: str | Path, cwd: Path | None = None) -> int:
    """Run a command of the environment and return its exit status. Ctrl+C is the command's to handle."""
    handler = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        return subprocess.call([PYTHON, *command], cwd=cwd)
    finally:
        signal.signal(signal.SIGINT, handler)


def run_tests(arguments: list[str]) -> int:
    """Run the tests; pytest's own last line closes."""
    return run("-m", "pytest", "-q", *arguments, cwd=ROOT)


def fill_sample(folder: Path) -> int:
    """Fill a mask in the sample picture and leave before, mask and after in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    before, mask, after = (folder / f"{name}.png" for name in ("before", "mask", "after"))
    shutil.copyfile(PICTURES / "sample.png", before)
    shutil.copyfile(PICTURES / "sample-mask.png", mask)
    request = ["--mask", mask, "--prompt", "a red boat on the lake", "--seed", "7", "-o", after]
    status = run("-m", "paella_core", "inpaint", before, *request)
    if status == 0:
        say(f"Written: {before}, {mask} (white may change) and {after}.")
    return status


def open_editor(files: list[str]) -> int:
    """Open the editor with the files, or with the sample picture where none is given."""
    return run("-m", "app", *files)


def main(arguments: list[str]) -> int:
    """Do what the command line says; the exit status is that of the editor, the tests or the command."""
    if sys.version_info < OLDEST_PYTHON:
        raise Problem(f"Paella Studio needs Python 3.11 or newer, and this is {platform.python_version()}.")
    verb = arguments[0] if arguments else "edit"
    if verb in ("-h", "--help"):
        say((__doc__ or "").strip())
        return 0
    if verb in ("test", "setup"):
        set_up(verb)
        return run_tests(arguments[1:]) if verb == "test" else 0
    if has_display(os.environ):
        set_up("edit")
        return open_editor(arguments)
    say("There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can open;")
    say("instead a mask in the sample picture is filled with the pack `mini`.")
    set_up("without a window")
    return fill_sample(Path("paella-first-light"))


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (Problem, OSError) as problem:
        print(f"start.py: {problem}", file=sys.stderr)
        sys.exit(1)
