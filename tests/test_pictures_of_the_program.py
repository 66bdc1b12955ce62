"""The scripts that take pictures of the program: every picture of the help has its scene, and a scene can be played."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from sources import ROOT


def test_every_picture_of_the_help_has_a_scene() -> None:
    scenes = set(re.findall(r"^def (\w+)\(program: Program\) -> Looks:", source("help_pictures"), re.MULTILINE))
    pictures = {path.stem for path in (ROOT / "resources/help/pictures/en").iterdir()}
    assert pictures == scenes - {"screenshot"}


def source(script: str) -> str:
    return (ROOT / "installers" / f"{script}.py").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_scene_becomes_files_and_a_sheet(tmp_path: Path) -> None:
    command = [sys.executable, ROOT / "installers/screenshots.py", "-o", tmp_path, "--only", "preferences"]
    subprocess.run([*command, "--scales", "2", "--languages", "de", "--themes", "light"], check=True, timeout=170)
    names = sorted(path.name for path in (tmp_path / "light-200-de").iterdir())
    assert names == [f"20-preferences-{page}-page-{page}.png" for page in (1, 2, 3)]
    with Image.open(tmp_path / "light-200-de.png") as sheet:
        assert len(sheet.convert("RGB").getcolors(1 << 24) or ()) > 100
