"""The Debian package: the bundle, and what makes it at home on a desktop. Made by dpkg-deb."""

from __future__ import annotations

import gzip
import hashlib
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import contents
import start
from app_icons import write_theme
from bundle import Problem, size_of

TEMPLATES = contents.ROOT / "installers" / "linux"
MAINTAINER = "Paella Studio contributors <paella-studio@localhost>"
_PROGRAMS = (contents.NAME, "paella")
_RUNTIME = ("libstdc++6", "libgcc-s1", "zlib1g", "libexpat1", "shared-mime-info", "hicolor-icon-theme")
_DESKTOP = ("xdg-desktop-portal", "libwayland-client0", "libwayland-cursor0", "libwayland-egl1")
_EXECUTABLE, _PLAIN = 0o755, 0o644


def depends() -> list[str]:
    """The packages without which the program does not start: what start.py asks for, and what the bundle leaves to the
    system."""
    glibc = platform.libc_ver()[1]
    return [
        f"libc6 (>= {glibc})" if glibc else "libc6",
        *_RUNTIME,
        *start.DRAWING.values(),
        *start.WINDOWS.values(),
        start.FONT,
    ]


def build(folder: Path, out: Path) -> Path:
    """Make the package of a bundle; returns its file. SOURCE_DATE_EPOCH makes the same bundle the same package.

    Raises:
        Problem: there is no dpkg-deb, or it failed.
    """
    if sys.platform != "linux" or not shutil.which("dpkg-deb"):
        raise Problem("A Debian package is made on a Linux that has dpkg-deb. Install the package dpkg.")
    root = out / "work" / "deb"
    shutil.rmtree(root, ignore_errors=True)
    fill(folder, root, built())
    made = out / f"{contents.NAME}_{contents.version()}_{architecture()}.deb"
    variables = os.environ | {"SOURCE_DATE_EPOCH": str(int(built().timestamp()))}
    command = ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", root, made]
    if subprocess.run(command, env=variables, check=False).returncode:
        raise Problem("dpkg-deb could not make the package; what it said above tells why.")
    shutil.rmtree(root)
    return made


def built() -> datetime:
    """When this is built: SOURCE_DATE_EPOCH, or now."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)


def architecture() -> str:
    """Debian's word for this machine's, such as "amd64"."""
    return subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True, check=True).stdout.strip()


def fill(folder: Path, root: Path, date: datetime) -> None:
    """Lay the package's files out below `root`."""
    share = root / "usr" / "share"
    program = root / "usr" / "lib" / contents.NAME
    shutil.copytree(folder, program, symlinks=True)
    commands = root / "usr" / "bin"
    commands.mkdir(parents=True)
    for name in _PROGRAMS:
        (commands / name).symlink_to(f"../lib/{contents.NAME}/{name}")
    write_theme(share / "icons")
    write(share / "applications" / f"{contents.NAME}.desktop", desktop_entry())
    write(share / "metainfo" / f"{contents.APP_ID}.metainfo.xml", metainfo(date))
    write(share / "doc" / contents.NAME / "copyright", copyright_file())
    write_changelog(share / "doc" / contents.NAME / "changelog.gz", date)
    set_modes(root, program)
    write(root / "DEBIAN" / "control", control(size_of(root / "usr")))
    write(root / "DEBIAN" / "md5sums", "".join(f"{line}\n" for line in checksums(root)))


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(_PLAIN)


def set_modes(root: Path, program: Path) -> None:
    """Everybody may read everything; programs and libraries' helpers stay executable."""
    for path in root.rglob("*"):
        if not path.is_symlink():
            runs = path.is_dir() or (
                path.is_relative_to(program) and path.stat().st_mode & 0o100 and ".so" not in path.name
            )
            path.chmod(_EXECUTABLE if runs else _PLAIN)


def desktop_entry() -> str:
    """How the program stands in menus, and what it opens."""
    text = (TEMPLATES / f"{contents.NAME}.desktop").read_text(encoding="utf-8")
    return text.replace("@MIME_TYPES@", "".join(f"{kind.mime};" for kind in contents.OPENED))


def metainfo(date: datetime) -> str:
    """What software centres show."""
    text = (TEMPLATES / f"{contents.NAME}.metainfo.xml").read_text(encoding="utf-8")
    kinds = "\n".join(f"    <mediatype>{kind.mime}</mediatype>" for kind in contents.OPENED)
    text = text.replace("@MEDIA_TYPES@", kinds).replace("@DATE@", f"{date:%Y-%m-%d}")
    return text.replace("@ID@", contents.APP_ID).replace("@VERSION@", escape(contents.version()))


def copyright_file() -> str:
    """Debian's form of the licences."""
    lines = (contents.ROOT / "LICENSE").read_text(encoding="utf-8").strip().splitlines()
    licence = "\n".join(f" {line}" if line else " ." for line in lines)
    return (TEMPLATES / "copyright").read_text(encoding="utf-8").replace("@LICENCE@", licence)


def write_changelog(path: Path, date: datetime) -> None:
    """The project's own list of changes."""
    text = (contents.ROOT / "CHANGELOG.md").read_bytes()
    path.write_bytes(gzip.compress(text, 9, mtime=int(date.timestamp())))


def control(size: int) -> str:
    """What dpkg knows of the package; `size` is what it takes when installed, in bytes."""
    fields = {
        "Package": contents.NAME,
        "Version": contents.version(),
        "Architecture": architecture(),
        "Maintainer": MAINTAINER,
        "Installed-Size": str(-(-size // 1024)),
        "Depends": ", ".join(depends()),
        "Recommends": ", ".join(_DESKTOP),
        "Section": "graphics",
        "Priority": "optional",
        "Description": f"{contents.SUMMARY}\n"
        " Open a picture, paint over something, type what should be there, and watch it\n"
        " appear step by step. A real editor with layers, masks, brushes and undo, and\n"
        " a generative engine with a small model inside. Everything runs on your own\n"
        " computer; nothing leaves it.",
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


def checksums(root: Path) -> Iterator[str]:
    """The line of each file for dpkg's list."""
    for path in sorted((root / "usr").rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                yield f"{hashlib.file_digest(file, 'md5').hexdigest()}  {path.relative_to(root).as_posix()}"
