"""Make the pictures of the help pages anew: `python installers/help_pictures.py [NAME ...]`, all without a name.

The real program runs offscreen with the pack `mini` and the sample picture, and is worked by hand: strokes, words, the
button. What is seen then is cut out at two pixels of the file for each pixel of the page, and written with few colours
to `resources/help/pictures/`.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
os.environ.update(QT_QPA_PLATFORM="offscreen", QT_SCALE_FACTOR="2", QT_LOGGING_RULES="*=false")
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt  # noqa: E402
from PySide6.QtGui import QColor, QImage, QPainter  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

from app.application.studio import Studio, make_application  # noqa: E402
from app.engine.worker import open_engine  # noqa: E402
from app.modes import Mode  # noqa: E402
from app.settings import Settings  # noqa: E402
from app.theme import DARK  # noqa: E402
from app.tools.brush import Brush, BrushSettings  # noqa: E402

PICTURES = ROOT / "resources" / "help" / "pictures"
DENSITY = 2
COLOURS = 256
WIDEST = 600 * DENSITY
PATIENCE = 600.0  # seconds for one piece of work
WINDOW = (1180, 740)
MARGIN = 12  # logical pixels around the picture
REST = 0.5  # seconds after which the hand rests
GAP = 8  # logical pixels between pictures that stand side by side
SKY_BRUSH = 60
SKY = [(10, 20), (500, 20), (500, 60), (10, 60), (10, 100), (500, 100), (500, 140), (10, 140), (10, 165), (500, 165)]
Points = Sequence[tuple[float, float]]


class Program:
    """A studio with the sample picture, and the hand that works it. Positions are pixels of the picture."""

    def __init__(self, application: QApplication, home: Path) -> None:
        self._application = application
        settings = Settings(home)
        settings.theme, settings.reduced_motion, settings.tour_seen = "dark", True, True
        self.studio = Studio(settings, open_engine, home)
        self.parts, self.recipe, self.window = self.studio.parts, self.studio.recipe, self.studio.window
        self.canvas = self.parts.canvas
        self.studio.show([])
        self.window.resize(*WINDOW)
        self.wait(lambda: self.studio.client.about is not None)
        self.take("fit")
        self.recipe.set_param("seed", 7)

    def settle(self) -> None:
        """Let everything be laid out and drawn."""
        for _ in range(20):
            self._application.processEvents()
            time.sleep(0.005)

    def wait(self, done: Callable[[], bool]) -> None:
        """Let the program go on until something holds."""
        deadline = time.monotonic() + PATIENCE
        while not done():
            if time.monotonic() > deadline:
                raise TimeoutError("The program did not come to an end; run it again when the computer is less busy.")
            self._application.processEvents()
            time.sleep(0.01)
        self.settle()

    def place(self, x: float, y: float) -> QPoint:
        """Where a pixel of the picture is on the canvas."""
        return self.canvas.viewport.to_widget(QPointF(x, y)).toPoint()

    def drag(self, points: Points, *, let_go: bool = True) -> None:
        """Press at the first point, move over the others, and let go at the last."""
        QTest.mousePress(self.canvas, Qt.MouseButton.LeftButton, pos=self.place(*points[0]))
        for point in points[1:]:
            QTest.mouseMove(self.canvas, self.place(*point) + QPoint(3, 0))
            QTest.mouseMove(self.canvas, self.place(*point))
        if let_go:
            QTest.mouseRelease(self.canvas, Qt.MouseButton.LeftButton, pos=self.place(*points[-1]))
        self.settle()

    def brush(self, tool: str) -> BrushSettings:
        """How a brush paints."""
        brush = self.studio.toolbox.tools[tool]
        assert isinstance(brush, Brush)
        return brush.settings

    def paint_sky(self) -> None:
        """Mask the sky with the brush."""
        self.brush("brush").size = SKY_BRUSH
        self.drag(SKY)

    def take(self, tool: str) -> None:
        """Take a tool, by its row in the table of actions."""
        self.studio.actions[tool].trigger()

    def ask(self, mode: Mode, prompt: str, count: int = 1) -> None:
        """Say in the Edit panel what shall happen."""
        self.recipe.set_mode(mode)
        self.recipe.set_prompt(prompt)
        self.recipe.set_param("count", count)
        self.settle()

    def run(self) -> None:
        """Press the button and wait for what it makes."""
        self.parts.prompt.generate.click()
        self.wait_for_result()

    def wait_for_result(self) -> None:
        """Wait until there is a result, and nothing more is being made."""
        self.wait(lambda: bool(self.studio.tray.runs) and not self.studio.client.busy)

    def seen(self, *parts: QWidget, box: QRect | None = None) -> QImage:
        """The box around parts of the window as they look, in the window's logical pixels; or another box of it."""
        QApplication.sendEvent(self.canvas, QEvent(QEvent.Type.Leave))  # no brush in the picture
        self.settle()
        around = box or QRect()
        for part in parts if box is None else ():
            around = around.united(QRect(part.mapTo(self.window, QPoint()), part.size()))
        return self.window.grab(around).toImage()

    def picture(self, below: int = 0) -> QImage:
        """The picture on the canvas with a little around it, and so many of its pixels below it."""
        corner = self.canvas.mapTo(self.window, QPoint())
        document = self.studio.session.current
        assert document is not None
        box = QRect(self.place(0, 0), self.place(document.width, document.height + below)).adjusted(
            *2 * (-MARGIN,), *2 * (MARGIN,)
        )
        return self.seen(box=box.intersected(self.canvas.rect()).translated(corner))


def start(program: Program) -> QImage:
    """The whole window, with something painted over and described."""
    program.paint_sky()
    program.ask(Mode.INPAINT, "a castle by a lake at sunset")
    return program.seen(program.window)


def inpaint(program: Program) -> QImage:
    """A painted sky, and what became of it."""
    program.paint_sky()
    program.ask(Mode.INPAINT, "a castle by a lake at sunset")
    before = program.picture()
    program.run()
    return beside(before, program.picture())


def extend(program: Program) -> QImage:
    """The lower edge dragged downwards, and how the picture goes on there."""
    program.ask(Mode.EXTEND, "a meadow in summer by day")
    program.take("zoom_out")
    program.drag([(256, 384), (256, 430), (256, 480)], let_go=False)
    time.sleep(REST)
    program.settle()
    program.wait(lambda: not program.studio.client.busy)
    before = program.picture(below=96)
    QTest.mouseRelease(program.canvas, Qt.MouseButton.LeftButton, pos=program.place(256, 480))
    program.wait_for_result()
    return beside(before, program.picture(below=96))


def structure(program: Program) -> QImage:
    """How much may change, painted with the strength brush."""
    program.take("strength_brush")
    brush = program.brush("strength_brush")
    for size, y, strength in ((150, 70, 1.0), (110, 200, 0.5), (150, 330, 0.2)):
        brush.size, brush.strength = size, strength
        program.drag([(-20, y), (250, y), (530, y)])
    return program.seen(program.canvas)


def results(program: Program) -> QImage:
    """Four results in the tray."""
    program.paint_sky()
    program.ask(Mode.INPAINT, "a castle by a lake at night", count=4)
    program.run()
    return program.seen(program.canvas, program.parts.results)


def interpolation(program: Program) -> QImage:
    """The strip with a film from day to night."""
    program.paint_sky()
    program.take("interpolation")
    program.settle()
    slide = program.studio.sliding.slide
    assert slide is not None
    cells = program.parts.interpolation.keyframes.cells
    for cell, words in zip(cells, ("a castle by a lake at sunset", "a castle by a lake at night"), strict=True):
        QTest.keyClicks(cell.words, words)
    program.parts.interpolation.make.click()
    program.wait(lambda: not program.studio.client.busy)
    slide.go(slide.frames - 2)
    return program.seen(program.canvas, program.parts.interpolation)


def regions(program: Program) -> QImage:
    """Two regions, each with its description."""
    program.window.show_regions()
    program.brush("region_brush").size = 90
    for words, stroke in (("a sunset sky", SKY[:4]), ("a green meadow", [(40, 360), (480, 360)])):
        program.parts.regions.add_button.click()
        program.settle()
        part = program.parts.regions.parts[-1]
        QTest.keyClicks(part.prompt, words)
        assert part.brush.isChecked()
        program.drag(stroke)
    return beside(program.picture(), program.seen(program.parts.regions))


def gallery(program: Program) -> QImage:
    """The panel of what was generated."""
    program.paint_sky()
    for prompt in ("sunset", "at night", "cloudy day"):
        program.ask(Mode.INPAINT, f"a castle by a lake, {prompt}", count=2)
        program.run()
        program.studio.commands.results.reject()
    dock = program.parts.gallery.parentWidget()
    assert dock is not None
    dock.raise_()
    return program.seen(program.parts.gallery)


SCENES = {
    scene.__name__: scene for scene in (start, inpaint, extend, structure, results, interpolation, regions, gallery)
}


def beside(*looks: QImage) -> QImage:
    """Pictures side by side, as high as the first."""
    height = looks[0].height()
    width = sum(look.width() for look in looks) + DENSITY * GAP * (len(looks) - 1)
    row = QImage(width, height, QImage.Format.Format_RGB888)
    row.fill(QColor(DARK.panel))
    painter, left = QPainter(row), 0
    for look in looks:
        look.setDevicePixelRatio(1)
        painter.drawImage(left, 0, look)
        left += look.width() + DENSITY * GAP
    painter.end()
    return row


def write(look: QImage, path: Path) -> None:
    """A PNG of few colours, no wider than a page."""
    if look.width() > WIDEST:
        look = look.scaledToWidth(WIDEST, Qt.TransformationMode.SmoothTransformation)
    look = look.convertToFormat(QImage.Format.Format_RGB888)
    size, pixels = (look.width(), look.height()), bytes(look.constBits())
    picture = Image.frombytes("RGB", size, pixels, "raw", "RGB", look.bytesPerLine())
    picture.quantize(COLOURS, Image.Quantize.MEDIANCUT, kmeans=1, dither=Image.Dither.NONE).save(path, optimize=True)


def main() -> int:
    parser = argparse.ArgumentParser(description="Make the pictures of the help pages anew.")
    parser.add_argument("names", metavar="NAME", nargs="*", help=", ".join(SCENES))
    names = parser.parse_args().names or list(SCENES)
    application = make_application(["help-pictures"])
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name in names:
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as home:
            program = Program(application, Path(home))
            path = PICTURES / f"{name}.png"
            try:
                write(SCENES[name](program), path)
            finally:
                program.studio.close()
        print(f"{name}: {path.stat().st_size >> 10} KiB, {time.monotonic() - began:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
