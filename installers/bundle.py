"""The program as a folder that needs no Python: made by PyInstaller, and how large each part of it is."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version
from pathlib import Path

import contents
from app_icons import write_icns, write_ico

sys.path.insert(0, str(contents.ROOT))

from app.licences import collected, written

SPEC = contents.ROOT / "installers" / f"{contents.NAME}.spec"
PARTS_TOLD = 12
MEBIBYTE = 1 << 20


class Problem(Exception):
    """What stops the build, in a sentence that also says what to do."""


def freeze(out: Path) -> Path:
    """Make the folder below `out`; on macOS there is an application beside it. It takes some minutes.

    Raises:
        Problem: the environment is not one from which the program can be packaged, or PyInstaller failed.
    """
    check_environment()
    work = out / "work"
    work.mkdir(parents=True, exist_ok=True)
    licences = collected([contents.NAME, "pyinstaller"])  # a piece of which begins every packaged program
    (work / "third-party-licences.txt").write_text(written(licences), encoding="utf-8")
    write_ico(work / f"{contents.NAME}.ico")
    write_icns(work / f"{contents.NAME}.icns")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"]
    command += ["--distpath", str(out), "--workpath", str(work / "pyinstaller"), str(SPEC)]
    if subprocess.call(command, env=os.environ | {"PYTHONHASHSEED": "0"}):
        raise Problem("PyInstaller could not package the program; what it said above tells why.")
    folder = out / contents.NAME
    if sys.platform != "win32":
        (folder / "paella").symlink_to(contents.NAME)
    if sys.platform == "darwin":
        (out / f"{contents.TITLE}.app" / "Contents" / "MacOS" / "paella").symlink_to(contents.NAME)
    if sys.platform == "linux":
        strip_python(folder)
    return folder


def check_environment() -> None:
    """Raises Problem where PyInstaller is missing, another version is installed, or torch brings CUDA."""
    if importlib.util.find_spec("PyInstaller") is None:
        raise Problem("PyInstaller is not installed here. Run: python -m pip install -c constraints.txt -e .[build]")
    try:
        known = installed_version(contents.NAME)
    except PackageNotFoundError:
        known = "none"
    if known != contents.version():
        raise Problem(
            f"Installed here is version {known} of {contents.NAME}, while this is {contents.version()}. "
            "Run: python -m pip install -c constraints.txt -e .[build]"
        )
    if sys.platform != "darwin" and "+cpu" not in installed_version("torch") and has_cuda():
        raise Problem(
            "The torch that is installed here brings CUDA, which makes an installer of several gigabytes. Install one "
            "for the CPU: python -m pip install --index-url https://download.pytorch.org/whl/cpu torch torchvision"
        )


def has_cuda() -> bool:
    """Whether the installed torch brings CUDA's libraries; it is not imported for that."""
    found = importlib.util.find_spec("torch")
    assert found is not None, "torch is not installed"
    assert found.origin is not None
    return any((Path(found.origin).parent / "lib").glob("*torch_cuda*"))


def strip_python(folder: Path) -> None:
    """Take what debuggers read out of Python's own library, which some builds of Python have left in it."""
    if shutil.which("strip"):
        for library in (folder / "_internal").glob("libpython*"):
            subprocess.run(["strip", "--strip-debug", library], check=True)


def size_of(path: Path) -> int:
    """The bytes of a file, or of all that lies in a folder; links count nothing."""
    if path.is_symlink():
        return 0
    if path.is_file():
        return path.stat().st_size
    return sum(size_of(one) for one in path.iterdir())


def parts_of(folder: Path) -> list[tuple[str, int]]:
    """The largest parts of a bundle with their bytes, the largest first."""
    inner = folder / "_internal"
    parts = [(path.name, size_of(path)) for top in (folder, inner) for path in top.iterdir() if path != inner]
    return sorted(parts, key=lambda part: -part[1])[:PARTS_TOLD]


def report(folder: Path) -> str:
    """How large a bundle and its parts are, in words."""
    lines = [f"{folder.name}: {size_of(folder) / MEBIBYTE:.0f} MiB"]
    lines += [f"{size / MEBIBYTE:8.1f} MiB  {name}" for name, size in parts_of(folder)]
    return "\n".join(lines)
