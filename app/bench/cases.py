"""What is measured: strokes on canvases of several sizes, and the moving of views."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent

from app.bench.generating import Generating
from app.bench.replay import Replay, Timings
from app.bench.strokes import Sample, centred
from app.canvas.canvas_view import CanvasView
from app.document.blending import BlendMode
from app.document.document import Document
from app.document.node import Layer, Look
from app.document.plane import Plane
from app.tools.brush import BrushSettings, MaskBrush
from app.tools.colours import Colours
from app.tools.eyedropper import Eyedropper, EyedropperSettings
from app.tools.paint import PaintBrush
from app.tools.tool import Tool
from paella_core.request import Box

VIEW = (1600, 1000)  # logical pixels
BRUSH = 100  # pixels across
PATTERN = 256  # pixels of noise, which is repeated
MOVES = 60  # steps of a pan and of zooms
SETTLED = 20.0  # seconds at most until a view is complete


@dataclass(frozen=True)
class Case:
    """Strokes on a square document; `zoom` 0 shows all of it. The topmost of several layers multiplies, the one that is
    painted on lies right below it."""

    name: str
    side: int
    zoom: float = 1.0
    layers: int = 1
    paints_mask: bool = False
    generating: bool = False


@dataclass(frozen=True)
class View:
    """A view of a square document that is panned and zoomed."""

    name: str
    side: int
    zoom: float


CASES = (
    Case("1024, 100 %", 1024),
    Case("4096, 100 %", 4096),
    Case("8192, 100 %", 8192),
    Case("4096, fitted", 4096, zoom=0),
    Case("4096, 100 %, mask", 4096, paints_mask=True),
    Case("4096, 100 %, four layers", 4096, layers=4),
    Case("4096, fitted, four layers", 4096, zoom=0, layers=4),
    Case("4096, 100 %, generating", 4096, generating=True),
)
VIEWS = (View("4096, 100 %", 4096, 1.0), View("4096, 66 %", 4096, 0.66), View("4096, fitted", 4096, 0))


def measure_strokes(case: Case, samples: list[Sample], pack: str) -> Timings:
    """Replay strokes.

    Raises:
        BadInput: the engine cannot be opened.
    """
    with _shown(_document(case), case.zoom) as canvas, Generating(canvas, pack if case.generating else None):
        canvas.set_tool(_tool(case))
        return Replay(canvas, centred(samples, *VIEW)).run()


def measure_view(view: View) -> dict[str, list[float]]:
    """Milliseconds from an event to the end of the repaint that it asks for, of a pan by dragging and of zooms at the
    cursor."""
    with _shown(_document(Case("", view.side)), view.zoom) as canvas:
        return {"pan": list(_pan(canvas)), "zoom": list(_zoom(canvas))}


def _pan(canvas: CanvasView) -> Iterator[float]:
    middle, none = Qt.MouseButton.MiddleButton, Qt.MouseButton.NoButton
    place = QPointF(VIEW[0] / 2, VIEW[1] / 2)
    _send(canvas, _mouse(QEvent.Type.MouseButtonPress, place, middle, middle))
    for step in range(MOVES):
        place += QPointF(9, 6) if step % 20 < 10 else QPointF(-9, -6)
        yield _until_painted(canvas, _mouse(QEvent.Type.MouseMove, place, none, middle))
    _send(canvas, _mouse(QEvent.Type.MouseButtonRelease, place, middle, none))


def _zoom(canvas: CanvasView) -> Iterator[float]:
    place = QPointF(VIEW[0] / 3, VIEW[1] / 3)
    for step in range(MOVES):
        yield _until_painted(canvas, _wheel(place, 24 if step % 20 < 10 else -24))


def _until_painted(canvas: CanvasView, event: QEvent) -> float:
    begin = time.perf_counter()
    _send(canvas, event)
    canvas.repaint()
    return (time.perf_counter() - begin) * 1000


def _send(canvas: CanvasView, event: QEvent) -> None:
    QCoreApplication.sendEvent(canvas, event)


def _mouse(kind: QEvent.Type, place: QPointF, button: Qt.MouseButton, held: Qt.MouseButton) -> QMouseEvent:
    return QMouseEvent(kind, place, place, button, held, Qt.KeyboardModifier.NoModifier)


def _wheel(place: QPointF, angle: int) -> QWheelEvent:
    return QWheelEvent(
        place, place, QPoint(), QPoint(0, angle), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip


@contextmanager
def _shown(document: Document, zoom: float) -> Iterator[CanvasView]:
    """A canvas in a window of its own, complete before anything is measured."""
    canvas = CanvasView()
    canvas.resize(*VIEW)
    canvas.set_document(document)
    if zoom:
        canvas.zoom_to(zoom)
    canvas.show()
    end = time.perf_counter() + SETTLED
    while not canvas.complete and time.perf_counter() < end:
        QCoreApplication.processEvents()
    try:
        yield canvas
    finally:
        canvas.set_tool(None)
        canvas.set_document(None)
        canvas.hide()
        canvas.deleteLater()
        QCoreApplication.sendPostedEvents(canvas, QEvent.Type.DeferredDelete)


def _document(case: Case) -> Document:
    document = Document.from_array(noise(case.side, 3, seed=0))
    above = []
    for number in range(1, case.layers):
        mode = BlendMode.MULTIPLY if number == case.layers - 1 else BlendMode.NORMAL
        above.append(Layer(Plane(noise(case.side, 4, seed=number)), Look(str(number), mode=mode)))
    if above:
        with document.edit("", document.root.members):
            document.root.children = (*document.root.children, *above)
        document.active = document.layers()[-2]
    if case.paints_mask:
        quarter = case.side // 4
        with document.edit("", document.mask), document.mask.paint(Box(quarter, quarter, quarter, quarter)) as pixels:
            pixels[...] = 255
    return document


def noise(side: int, channels: int, seed: int) -> np.ndarray:
    """A pattern, again and again: (side, side, channels) uint8."""
    pattern = np.random.default_rng(seed).integers(0, 256, (PATTERN, PATTERN, channels), dtype=np.uint8)
    return np.tile(pattern, (side // PATTERN, side // PATTERN, 1))


def _tool(case: Case) -> Tool:
    settings, colours = BrushSettings(), Colours()
    settings.size = BRUSH
    if case.paints_mask:
        return MaskBrush(settings)
    return PaintBrush(settings, colours, Eyedropper(EyedropperSettings(), colours))
