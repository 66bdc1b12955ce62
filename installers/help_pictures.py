"""Make the pictures of the help pages anew: `python installers/help_pictures.py [NAME ...]`, all without a name.

The real program runs offscreen with the pack `mini` and the sample picture, in each language, and is worked by hand:
strokes, words, the button. What is seen then is cut out at two pixels of the file for each pixel of the page, and
written with few colours to `resources/help/pictures/`; several looks become a short animation. The scene `screenshot`
makes the picture of the README.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from driving import ROOT, SKY, Program, Setting, beside, prepare, settle, speak, wait
from PIL import Image
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from scenes_dialogs import grabbed

from app.application.studio import make_application
from app.dialogs.preferences import PreferencesDialog
from app.language import SOURCE, languages
from app.modes import Mode

PICTURES = ROOT / "resources" / "help" / "pictures"
SCREENSHOT = ROOT / "resources" / "pictures" / "screenshot.png"
DENSITY = 2
COLOURS = 256
WIDEST = 600 * DENSITY
SIZE = (1180, 740)
MARGIN = 12  # logical pixels around the picture
PACE, PAUSE = 110, 1400  # milliseconds that a look of an animation is shown, and the first and the last
QUALITY = 60  # of an animation
THEME = "dark"
SAMPLE = (512, 384)  # pixels of the sample picture
CASTLE = "a castle by a lake at sunset"
KEYFRAMES = (CASTLE, "a castle by a lake at night")
Looks = Iterator[QImage]


def start(program: Program) -> Looks:
    """The whole window, with something painted over and described."""
    program.paint_sky()
    program.ask(Mode.INPAINT, CASTLE)
    yield program.seen()


def screenshot(program: Program) -> Looks:
    """The whole window with results to choose from, as the README shows it."""
    program.window.resize(1280, 800)
    program.paint_sky()
    program.ask(Mode.INPAINT, CASTLE, count=4)
    program.run()
    yield program.seen()


def inpaint(program: Program) -> Looks:
    """A sky that is painted over, step by step filled."""
    program.ask(Mode.INPAINT, CASTLE)
    yield picture(program)
    program.brush("brush").size = 60
    for number in range(2, len(SKY) + 1, 2):
        program.drag(SKY[max(0, number - 3) : number])
        yield picture(program)
    program.parts.prompt.generate.click()
    yield from each_step(program)


def extend(program: Program) -> Looks:
    """The lower edge dragged downwards, and how the picture goes on there."""
    program.ask(Mode.EXTEND, "a meadow in summer by day")
    program.take("zoom_out")
    yield picture(program, below=96)
    program.drag([(256, 384), (256, 400)], let_go=False)
    for y in (400, 425, 450, 480):
        program.point(256, y)
        yield picture(program, below=96)
    program.let_go((256, 480))
    yield from each_step(program, below=96)


def structure(program: Program) -> Looks:
    """How much may change, painted with the strength brush."""
    program.paint_strengths()
    yield program.seen(program.canvas)


def strengths(program: Program) -> Looks:
    """The slider of the strength, and the picture that follows it."""
    program.take("hand")
    program.ask(Mode.STRUCTURE, CASTLE)
    program.recipe.set_strength(0.2)
    program.run()
    wait(lambda: not program.client.busy)  # the other strengths are made ahead
    for tenths in (2, 3, 4, 5, 6, 7, 8, 9, 10):
        program.recipe.set_strength(tenths / 10)
        yield beside([picture(program), program.seen(program.parts.prompt)], THEME)


def results(program: Program) -> Looks:
    """Four results in the tray."""
    program.paint_sky()
    program.ask(Mode.INPAINT, "a castle by a lake at night", count=4)
    program.run()
    yield program.seen(program.canvas, program.parts.results)


def interpolation(program: Program) -> Looks:
    """The strip with a film from sunset to night."""
    program.paint_sky()
    program.make_film(KEYFRAMES)
    slide = program.studio.sliding.slide
    assert slide is not None
    slide.go(slide.frames - 2)
    yield program.seen(program.canvas, program.parts.interpolation)


def film(program: Program) -> Looks:
    """That film."""
    program.paint_sky()
    program.make_film(KEYFRAMES)
    slide = program.studio.sliding.slide
    assert slide is not None
    for frame in range(slide.frames):
        slide.go(frame)
        yield picture(program)


def regions(program: Program) -> Looks:
    """Two regions, each with its description."""
    program.window.show_regions()
    program.brush("region_brush").size = 90
    program.add_region("a sunset sky", SKY[:4])
    program.add_region("a green meadow", [(40, 360), (480, 360)])
    yield beside([picture(program), program.seen(program.parts.regions)], THEME)


def gallery(program: Program) -> Looks:
    """The panel of what was generated."""
    program.paint_sky()
    for prompt in ("sunset", "at night", "cloudy day"):
        program.ask(Mode.INPAINT, f"a castle by a lake, {prompt}", count=2)
        program.run()
        program.studio.commands.results.reject()
    program.raise_panel(program.parts.gallery)
    yield program.seen(program.parts.gallery)


def masks(program: Program) -> Looks:
    """A mask with its marching edge."""
    program.paint_sky()
    yield picture(program)


def layers(program: Program) -> Looks:
    """The panel of layers: a group, a layer with a mask, the background."""
    program.add_masked_group("ellipse", [(60, 40), (400, 220)])
    yield program.seen(program.parts.layers)


def packs(program: Program) -> Looks:
    """The window of packs, with the large one chosen."""
    program.take("packs")
    dialog, store = program.studio.packs.dialog, program.studio.packs.store
    assert dialog is not None
    wait(lambda: not store.looking)
    dialog.rows.choose(next(pack.name for pack in store.packs or () if not pack.installed))
    yield grabbed(dialog)


def preferences(program: Program) -> Looks:
    """The first page of the preferences."""
    dialog = PreferencesDialog(program.studio.settings, program.studio.actions, program.window)
    dialog.show()
    yield grabbed(dialog)
    dialog.close()


_ALL = (start, screenshot, inpaint, extend, structure, strengths, results, interpolation, film, regions, gallery, masks)
_ALL += (layers, packs, preferences)
SCENES = {scene.__name__: scene for scene in _ALL}


def picture(program: Program, below: int = 0) -> QImage:
    """The picture on the canvas with a little around it, and so many of its pixels below it."""
    width, height = SAMPLE
    box = QRect(program.place(0, 0), program.place(width, height + below))
    box = box.adjusted(*2 * (-MARGIN,), *2 * (MARGIN,)).intersected(program.canvas.rect())
    return program.seen(box=box.translated(program.canvas.mapTo(program.window, QPoint())))


def each_step(program: Program, below: int = 0) -> Looks:
    """How a result comes about, until it is there."""
    last = None
    while program.studio.commands.work.working or not program.studio.tray.runs:
        settle()
        if program.client.progress.step != last:
            last = program.client.progress.step
            yield picture(program, below)
    yield picture(program, below)


def write(looks: Sequence[QImage], language: str, name: str) -> Path:
    """A PNG of few colours, no wider than a page; several looks as an animation. The screenshot is as it is."""
    pictures = [_of_page_width(look) for look in looks]
    folder = PICTURES / language
    folder.mkdir(parents=True, exist_ok=True)
    if len(pictures) == 1:
        path = SCREENSHOT if name == "screenshot" else folder / f"{name}.png"
        few = pictures[0].quantize(COLOURS, Image.Quantize.MEDIANCUT, kmeans=1, dither=Image.Dither.NONE)
        few.save(path, optimize=True)
        return path
    path = folder / f"{name}.webp"
    times = [PAUSE, *[PACE] * (len(pictures) - 2), 2 * PAUSE]
    pictures[0].save(
        path,
        save_all=True,
        append_images=pictures[1:],
        duration=times,
        loop=0,
        quality=QUALITY,
        method=4,
        minimize_size=True,
    )
    return path


def _of_page_width(look: QImage) -> Image.Image:
    look = look.convertToFormat(QImage.Format.Format_RGB888)
    if look.width() > WIDEST:
        look = look.scaledToWidth(WIDEST, Qt.TransformationMode.SmoothTransformation)
    size, pixels = (look.width(), look.height()), bytes(look.constBits())
    return Image.frombytes("RGB", size, pixels, "raw", "RGB", look.bytesPerLine())


def main() -> int:
    parser = argparse.ArgumentParser(description="Make the pictures of the help pages anew.")
    parser.add_argument("names", metavar="NAME", nargs="*", help=", ".join(SCENES))
    names = parser.parse_args().names or list(SCENES)
    prepare(DENSITY)
    application = make_application(["help-pictures"])
    for language in languages():
        speak(application, language)
        for name in names:
            if name == "screenshot" and language != SOURCE:
                continue
            began = time.monotonic()
            with tempfile.TemporaryDirectory() as home:
                program = Program(Path(home), Setting(THEME, SIZE))
                try:
                    program.wait_for_engine()
                    path = write(list(SCENES[name](program)), language, name)
                finally:
                    program.close()
            size, seconds = path.stat().st_size >> 10, time.monotonic() - began
            print(f"{language}/{path.name}: {size} KiB, {seconds:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
