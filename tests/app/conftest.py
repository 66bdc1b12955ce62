"""What the tests of the editor share: pictures, documents and a canvas that is on the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from driver import Driver, driving
from fakes import FakeEngine
from pictures import noise
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.canvas.canvas_view import CanvasView
from app.document.document import Document
from app.tools.brush import BrushSettings, MaskBrush

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def document() -> Document:
    """A picture of 200 x 150 pixels with an empty mask."""
    return Document.from_array(noise())


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A PNG file of the same picture."""
    path = tmp_path / "noise.png"
    Image.fromarray(noise()).save(path)
    return path


@pytest.fixture
def brush() -> MaskBrush:
    """A hard brush, 20 pixels across."""
    settings = BrushSettings()
    settings.size, settings.hardness = 20, 1.0
    return MaskBrush(settings)


@pytest.fixture
def canvas(qtbot: QtBot, document: Document, brush: MaskBrush) -> Iterator[CanvasView]:
    """A canvas of 600 x 400 logical pixels with the document at 100 % and the brush in hand."""
    view = CanvasView()
    view.setPalette(QPalette(QColor("#f2f2f2")))  # whatever the program wore in an earlier test
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.set_document(document)
    view.set_tool(brush)
    with qtbot.waitExposed(view):
        view.show()
    view.zoom_to(1.0)
    yield view
    view.set_document(None)
    view.set_tool(None)


@pytest.fixture
def at(canvas: CanvasView) -> Callable[[float, float], QPoint]:
    """Image to widget coordinates, for mouse events."""
    return lambda x, y: canvas.viewport.to_widget(QPointF(x, y)).toPoint()


@pytest.fixture
def drag(canvas: CanvasView, at: Callable[[float, float], QPoint]) -> Callable[..., None]:
    """Press at the first of some image points, move over the others and let go at the last, with real events."""

    def dragged(*points: tuple[float, float], button: Qt.MouseButton = LEFT, let_go: bool = True) -> None:
        QTest.mousePress(canvas, button, pos=at(*points[0]))
        for point in points[1:]:
            QTest.mouseMove(canvas, at(*point))
        if let_go:
            QTest.mouseRelease(canvas, button, pos=at(*points[-1]))

    return dragged


@pytest.fixture
def engine() -> Iterator[FakeEngine]:
    made = FakeEngine()
    yield made
    made.let(1000)


@pytest.fixture
def driver(qtbot: QtBot, engine: FakeEngine, picture: Path, tmp_path: Path) -> Iterator[Driver]:
    with driving(qtbot, engine.open, tmp_path / "home", [picture]) as made:
        yield made
        engine.let(1000)
