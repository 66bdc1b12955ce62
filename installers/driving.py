"""The real program and a hand that works it, for the scripts that take pictures of it.

A script says by the environment how densely Qt draws (`prepare`), then makes one application and as many programs as it
needs, each with its own folder.
"""

from __future__ import annotations

import atexit
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cache
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402
from PySide6.QtCore import QEvent, QLocale, QPoint, QPointF, QRect, Qt, QTimer, QTranslator  # noqa: E402
from PySide6.QtGui import QColor, QImage, QPainter  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QDialog, QWidget  # noqa: E402

from app.application.studio import Studio  # noqa: E402
from app.document.document import Document  # noqa: E402
from app.engine.worker import Opener, RunningEngine, open_engine  # noqa: E402
from app.language import install  # noqa: E402
from app.modes import Mode  # noqa: E402
from app.settings import Settings  # noqa: E402
from app.theme import THEMES  # noqa: E402
from app.tools.brush import Brush, BrushSettings  # noqa: E402
from paella_core.request import Request, Step  # noqa: E402

SCREEN = (1920, 1200)  # logical pixels; Qt's own offscreen screen is smaller than dialogs
PATIENCE = 600.0  # seconds for one piece of work
BEAT = 0.15  # seconds between the steps of what was made before, so that each can be seen
REST = 0.5  # seconds after which the hand rests
ANSWER = 30.0  # seconds in which a question must come
GAP = 8  # logical pixels between pictures that stand side by side
SKY_BRUSH = 60
SKY = [(10, 20), (500, 20), (500, 60), (10, 60), (10, 100), (500, 100), (500, 140), (10, 140), (10, 165), (500, 165)]
Points = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Setting:
    """How a program is started: its theme and the size of its window in logical pixels, and whether it is the first
    start of all."""

    theme: str = "dark"
    size: tuple[int, int] = (1280, 800)
    is_first_start: bool = False
    pack: str = "mini"


def prepare(scale: float) -> None:
    """Draw offscreen, at so many pixels for each logical one; before the application is made."""
    screen = {"name": "screen", "x": 0, "y": 0, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    screen |= {"width": round(SCREEN[0] * scale), "height": round(SCREEN[1] * scale)}
    with tempfile.NamedTemporaryFile("w", suffix=".json", delete=False) as file:  # Qt reads it later
        json.dump({"screens": [screen]}, file)
    atexit.register(Path(file.name).unlink)
    platform = f"offscreen:configfile={file.name}"
    os.environ.update(QT_QPA_PLATFORM=platform, QT_SCALE_FACTOR=str(scale), QT_LOGGING_RULES="*=false")


def speak(application: QApplication, language: str) -> None:
    """Let programs that are opened from now on speak another language."""
    for translator in application.findChildren(QTranslator):
        application.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(QLocale(language))
    install(application, language)


@cache
def mini() -> RunningEngine:
    """The engine on the pack that comes with the program, opened once; what was made for a request is there at once for
    the next equal one. Imports torch: for the engine's thread."""
    real, known = open_engine("mini"), dict[bytes, list[Step]]()

    def run(request: Request) -> Iterator[Step]:
        of = _digest(request)
        if of in known:
            for step in known[of]:
                time.sleep(BEAT)
                yield step
            return
        steps = []
        for step in real.run(request):
            steps.append(step)
            yield step
        known[of] = steps

    return RunningEngine(real.about, real.device, run)


def _digest(request: Request) -> bytes:
    """The same for requests that ask for the same."""
    digest = sha256(type(request).__name__.encode())
    for one in fields(request):
        value = getattr(request, one.name)
        arrays = value if isinstance(value, tuple) else (value,)
        for part in arrays:
            digest.update(part.tobytes() if isinstance(part, np.ndarray) else repr(part).encode())
    return digest.digest()


class Program:
    """A studio with the sample picture, and the hand that works it. Positions are pixels of the picture. `close` must
    be called at the end."""

    def __init__(self, home: Path, setting: Setting, opener: Opener = mini, files: Sequence[Path] = ()) -> None:
        settings = Settings(home)
        settings.theme, settings.reduced_motion = setting.theme, True
        settings.tour_seen, settings.pack = not setting.is_first_start, setting.pack
        self.home, self.setting = home, setting
        self.studio = Studio(settings, opener, home, open_pack=lambda _name: mini())
        self.parts, self.recipe, self.window = self.studio.parts, self.studio.recipe, self.studio.window
        self.canvas, self.client = self.parts.canvas, self.studio.client
        self.studio.show(files)
        self.window.resize(*setting.size)
        self.window.activateWindow()
        settle()
        self.take("fit")
        self.recipe.set_param("seed", 7)

    @property
    def document(self) -> Document:
        """The picture that is shown."""
        document = self.studio.session.current
        assert document is not None
        return document

    def close(self) -> None:
        """End the program; no question is asked."""
        self.studio.close()
        self.studio.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def wait_for_engine(self) -> None:
        """Wait until the engine is open."""
        wait(lambda: self.client.about is not None)

    # ---- the hand

    def place(self, x: float, y: float) -> QPoint:
        """Where a pixel of the picture is on the canvas."""
        return self.canvas.viewport.to_widget(QPointF(x, y)).toPoint()

    def point(self, x: float, y: float) -> None:
        """Move the mouse over the canvas."""
        for away in (3, 0):
            QTest.mouseMove(self.canvas, self.place(x, y) + QPoint(away, 0))
        settle()

    def drag(self, points: Points, *, let_go: bool = True) -> None:
        """Press at the first point, move over the others, and let go at the last."""
        QTest.mousePress(self.canvas, Qt.MouseButton.LeftButton, pos=self.place(*points[0]))
        for point in points[1:]:
            QTest.mouseMove(self.canvas, self.place(*point) + QPoint(3, 0))
            QTest.mouseMove(self.canvas, self.place(*point))
        if let_go:
            self.let_go(points[-1])
        settle()

    def let_go(self, point: tuple[float, float]) -> None:
        """Let go of the mouse's button there."""
        QTest.mouseRelease(self.canvas, Qt.MouseButton.LeftButton, pos=self.place(*point))

    def brush(self, tool: str) -> BrushSettings:
        """How a brush paints."""
        brush = self.studio.toolbox.tools[tool]
        assert isinstance(brush, Brush)
        return brush.settings

    def paint_sky(self) -> None:
        """Mask the sky with the brush."""
        self.brush("brush").size = SKY_BRUSH
        self.drag(SKY)

    def paint_strengths(self) -> None:
        """Say with the strength brush: the sky may change fully, the hills half, the meadow a little."""
        self.take("strength_brush")
        brush = self.brush("strength_brush")
        for size, y, strength in ((150, 70, 1.0), (110, 200, 0.5), (150, 330, 0.2)):
            brush.size, brush.strength = size, strength
            self.drag([(-20, y), (250, y), (530, y)])

    def add_masked_group(self, shape: str, corners: Points) -> None:
        """Paint on a new layer, give it a mask by a tool that selects, and put it into a group."""
        self.take("new_layer")
        self.take("paint_brush")
        self.drag([(100, 100), (300, 140), (420, 80)])
        self.take(shape)
        self.drag(corners)
        self.take("add_layer_mask")
        self.take("group")

    def add_region(self, words: str, stroke: Points) -> None:
        """Add a region with its description, and paint it."""
        self.parts.regions.add_button.click()
        settle()
        part = self.parts.regions.parts[-1]
        QTest.keyClicks(part.prompt, words)
        assert part.brush.isChecked()
        self.drag(stroke)

    def take(self, action: str) -> None:
        """Take a tool, or choose something from a menu, by its row in the table of actions."""
        self.studio.actions[action].trigger()
        settle()

    def ask(self, mode: Mode, prompt: str, count: int = 1) -> None:
        """Say in the Edit panel what shall happen."""
        self.recipe.set_mode(mode)
        self.recipe.set_prompt(prompt)
        self.recipe.set_param("count", count)
        settle()

    def run(self) -> None:
        """Press the button and wait for what it makes."""
        self.parts.prompt.generate.click()
        self.wait_for_result()

    def wait_for_result(self) -> None:
        """Wait until there is a result, and nothing more is being made that was asked for."""
        wait(lambda: bool(self.studio.tray.runs) and not self.studio.commands.work.working)

    def make_film(self, words: Sequence[str]) -> None:
        """Open the strip, describe its pictures, and make the film between them."""
        if not self.parts.interpolation.isVisible():
            self.take("interpolation")
        for cell, text in zip(self.parts.interpolation.keyframes.cells, words, strict=True):
            QTest.keyClicks(cell.words, text)
        self.parts.interpolation.make.click()
        wait(lambda: not self.client.busy)

    def raise_panel(self, panel: QWidget) -> None:
        """Bring a panel to the front of its tabs."""
        dock: QWidget | None = panel
        while dock is not None and not dock.objectName().startswith("dock_"):
            dock = dock.parentWidget()
        assert dock is not None
        dock.raise_()
        settle()

    # ---- what is seen

    def seen(self, *parts: QWidget, box: QRect | None = None) -> QImage:
        """The box around parts of the window as they look, in the window's logical pixels; or another box of it. The
        whole window where neither is given."""
        QApplication.sendEvent(self.canvas, QEvent(QEvent.Type.Leave))  # no brush in the picture
        settle()
        around = box or QRect()
        for part in (parts or (self.window,)) if box is None else ():
            around = around.united(QRect(part.mapTo(self.window, QPoint()), part.size()))
        return self.window.grab(around).toImage()


def settle() -> None:
    """Let everything be laid out and drawn."""
    for _ in range(20):
        QApplication.processEvents()
        time.sleep(0.005)


def wait(done: Callable[[], bool], patience: float = PATIENCE) -> None:
    """Let the program go on until something holds."""
    deadline = time.monotonic() + patience
    while not done():
        if time.monotonic() > deadline:
            raise TimeoutError("The program did not come to an end; run it again when the computer is less busy.")
        QApplication.processEvents()
        time.sleep(0.01)
    settle()


def modal(
    ask: Callable[[], object],
    *,
    first: Callable[[QDialog], object] = lambda _dialog: None,
    answer: Callable[[QDialog], object] = QDialog.reject,
) -> QImage:
    """What a question looks like that waits for its answer; something may be done in it first."""
    looks: list[QImage] = []
    look = QTimer(interval=20)

    def see() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog):
            return
        look.stop()
        settle()
        first(dialog)
        settle()
        looks.append(dialog.grab().toImage())
        answer(dialog)

    look.timeout.connect(see)
    look.start()
    ask()
    wait(lambda: bool(looks), patience=ANSWER)
    return looks[0]


def beside(looks: Sequence[QImage], theme: str, *, gap: int = GAP) -> QImage:
    """Pictures side by side on the ground of a theme's panels, as high as the highest; the gap is in logical pixels."""
    height, density = max(look.height() for look in looks), looks[0].devicePixelRatio()
    gap = round(gap * density)
    row = _ground(sum(look.width() for look in looks) + gap * (len(looks) - 1), height, theme)
    painter, left = QPainter(row), 0
    for look in looks:
        painter.drawImage(left, 0, _plain(look))
        left += look.width() + gap
    painter.end()
    return row


def stacked(looks: Sequence[QImage], theme: str) -> QImage:
    """Pictures one below the other."""
    row = _ground(max(look.width() for look in looks), sum(look.height() for look in looks), theme)
    painter, top = QPainter(row), 0
    for look in looks:
        painter.drawImage(0, top, _plain(look))
        top += look.height()
    painter.end()
    return row


def _ground(width: int, height: int, theme: str) -> QImage:
    ground = QImage(width, height, QImage.Format.Format_RGB888)
    ground.fill(QColor(THEMES[theme].panel))
    return ground


def _plain(look: QImage) -> QImage:
    """The same pixels, whatever the density."""
    look = QImage(look)
    look.setDevicePixelRatio(1)
    return look
