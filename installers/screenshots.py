"""Take a picture of everything that can be seen: `python installers/screenshots.py -o FOLDER [--only NAME ...]`.

Both themes, both scales, both languages; every panel and dialog in each of its states. The real program runs offscreen
with the pack `mini`, and is worked by hand. Each combination becomes a folder of pictures and a contact sheet.
"""

from __future__ import annotations

import argparse
import math
import os
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

from driving import ROOT, prepare, speak
from PIL import Image, ImageDraw, ImageFont
from scenes import Scene, Stage
from scenes_dialogs import DIALOGS
from scenes_window import WINDOW

from app.application.studio import make_application
from app.language import languages
from app.theme import THEMES

SCALES = (1, 2)
SCENES = WINDOW | DIALOGS
COLUMNS, THUMB, CAPTION, SPACE = 5, (480, 330), 20, 12  # of a contact sheet, in pixels


def main() -> int:
    parser = argparse.ArgumentParser(description="Take a picture of everything that can be seen.")
    parser.add_argument("-o", "--output", metavar="FOLDER", type=Path, required=True)
    parser.add_argument(
        "--only", metavar="NAME", nargs="+", choices=SCENES, default=list(SCENES), help=", ".join(SCENES)
    )
    parser.add_argument("--themes", nargs="+", choices=THEMES, default=list(THEMES))
    parser.add_argument("--scales", nargs="+", type=int, choices=SCALES, default=SCALES)
    parser.add_argument("--languages", nargs="+", choices=languages(), default=list(languages()))
    chosen = parser.parse_args()
    if len(chosen.scales) > 1:
        return each_in_its_process(chosen)
    return take(chosen)


def each_in_its_process(chosen: argparse.Namespace) -> int:
    """Qt learns of a scale once."""
    command = [sys.executable, __file__, "-o", chosen.output.resolve(), "--themes", *chosen.themes]
    command += ["--languages", *chosen.languages, "--only", *chosen.only, "--scales"]
    return max(subprocess.run([*command, str(scale)], cwd=ROOT, check=False).returncode for scale in chosen.scales)


def take(chosen: argparse.Namespace) -> int:
    """All pictures at one scale. 1 where a scene could not be played."""
    [scale] = chosen.scales
    prepare(scale)
    failed = 0
    with tempfile.TemporaryDirectory() as home:
        os.environ["PAELLA_HOME"] = home
        application = make_application(["screenshots"])
        for language in chosen.languages:
            speak(application, language)
            for theme in chosen.themes:
                folder = chosen.output / f"{theme}-{100 * scale}-{language}"
                failed += take_all(theme, folder, chosen.only)
    return min(failed, 1)


def take_all(theme: str, folder: Path, names: Sequence[str]) -> int:
    """The scenes of that name in one theme, and a contact sheet of all that is there; how many failed."""
    folder.mkdir(parents=True, exist_ok=True)
    numbered = {name: f"{number:02}-{name}" for number, name in enumerate(SCENES, 1)}
    failed = sum(not play(SCENES[name], theme, folder / numbered[name]) for name in names)
    write_sheet(folder)
    return failed


def play(scene: Scene, theme: str, path: Path) -> bool:
    """Write what is seen in a scene as files whose names begin with `path`. A scene that fails holds no other up."""
    began, count = time.monotonic(), 0
    for old in path.parent.glob(f"{path.name}-*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as home:
        stage = Stage(theme, Path(home))
        try:
            for count, (name, look) in enumerate(scene(stage), 1):
                look.save(str(path.with_name(f"{path.name}-{count}-{name}.png")))
        except Exception:
            traceback.print_exc()
            return False
        finally:
            stage.close()
    print(f"{path.parent.name}/{path.name}: {count}, {time.monotonic() - began:.0f} s", flush=True)
    return True


def write_sheet(folder: Path) -> None:
    """All pictures of a folder on one, small, with their names."""
    paths = sorted(folder.glob("*.png"))
    cell = (THUMB[0] + SPACE, THUMB[1] + CAPTION + SPACE)
    sheet = Image.new("RGB", (COLUMNS * cell[0] + SPACE, math.ceil(len(paths) / COLUMNS) * cell[1] + SPACE), "#808080")
    draw, font = ImageDraw.Draw(sheet), ImageFont.load_default(14)
    for index, path in enumerate(paths):
        left, top = SPACE + index % COLUMNS * cell[0], SPACE + index // COLUMNS * cell[1]
        with Image.open(path) as look:
            look.thumbnail(THUMB)
            sheet.paste(look, (left, top + CAPTION))
        draw.text((left, top), path.stem, "white", font)
    sheet.save(folder.with_suffix(".png"), optimize=True)


if __name__ == "__main__":
    raise SystemExit(main())
