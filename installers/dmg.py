"""The disk image for macOS: the application, and a link to where it belongs. Made by hdiutil."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import contents
from bundle import Problem


def build(folder: Path, out: Path) -> Path:
    """Make the image of the application that lies beside a bundle; returns its file.

    Raises:
        Problem: this is no Mac, there is no application, or a program of the system failed.
    """
    if sys.platform != "darwin":
        raise Problem("A disk image for macOS is made on a Mac.")
    application = folder.with_name(f"{contents.TITLE}.app")
    if not application.is_dir():
        raise Problem(f"There is no {application}. Make it with: python installers/build.py bundle")
    laid = out / "work" / "dmg"
    shutil.rmtree(laid, ignore_errors=True)
    laid.mkdir(parents=True)
    shutil.copytree(application, laid / application.name, symlinks=True)
    (laid / "Applications").symlink_to("/Applications")
    made = out / f"{contents.NAME}-{contents.version()}.dmg"
    run(["codesign", "--force", "--deep", "--sign", "-", laid / application.name])  # its links came after signing
    run(["hdiutil", "create", "-volname", contents.TITLE, "-srcfolder", laid, "-format", "UDZO", "-ov", made])
    shutil.rmtree(laid)
    return made


def run(command: list[str | Path]) -> None:
    """Run a program of the system, which must succeed."""
    if subprocess.run(command, check=False).returncode:
        raise Problem(f"{command[0]} failed; what it said above tells why.")
