"""The canvas: shows the document, and sends what the hand does to the tool."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTabletEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from app.canvas import overlays
from app.canvas.foreground import Foreground
from app.canvas.pointer import pointer_event
from app.canvas.scene import Scene
from app.canvas.viewport import Viewport
from app.document.document import Document
from app.tools.tool import Gesture, Phase, PointerEvent, Tool
from paella_core.request import Box

WHEEL_STEP = 1.2  # the zoom's factor for one notch
NOTCH = 120  # Qt's units of a wheel's notch
SPOILED = 3  # logical pixels around a change that smoothing and the mask's edge reach
DRAWING = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


class CanvasView(QWidget):
    """Wheel: zoom at the cursor. Middle button, or Space and drag, or the left button where there is no tool: pan. Left
    and right button, and pens: the tool. Escape takes back the gesture in progress."""

    cursor_moved = Signal(object)  # QPoint in image coordinates, or None off the picture
    zoom_changed = Signal(float)  # device pixels per image pixel
    file_dropped = Signal(str)  # a path

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.viewport = Viewport()
        self._scene = Scene(self.viewport)
        self._foreground = Foreground(self.viewport)
        self._document: Document | None = None
        self._tool: Tool | None = None
        self._gesture: Gesture | None = None
        self._pan_from: QPointF | None = None
        self._held = Qt.MouseButton.NoButton  # the one that began the panning or the gesture
        self._space = False
        self._fitted = True
        self._drop_hot = False
        self._told_zoom = 0.0
        self._prepare()

    def _prepare(self) -> None:
        self.setAccessibleName("Canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setTabletTracking(True)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(160, 120)
        self._scene.set_surround(self.palette().color(QPalette.ColorRole.Dark))

    # ---- what is shown

    def sizeHint(self) -> QSize:
        """Qt's hook."""
        return QSize(800, 600)

    def set_document(self, document: Document | None) -> None:
        """Show another document, fitted; None shows the way to one. A gesture in progress is taken back."""
        self.cancel_gesture()
        if self._document:
            self._document.changed.disconnect(self._document_changed)
        self._document = document
        self._scene.set_document(document)
        self._foreground.context_box = self._foreground.progress = None
        if document:
            document.changed.connect(self._document_changed)
            self.viewport.set_picture(QSize(document.width, document.height))
        self.fit()
        self._outline_changed()

    def set_tool(self, tool: Tool | None) -> None:
        """Hand the pointer to another tool. A gesture in progress is taken back."""
        self.cancel_gesture()
        if self._tool:
            self._tool.outline_changed.disconnect(self._outline_changed)
        self._tool = tool
        if tool:
            tool.outline_changed.connect(self._outline_changed)
        self._outline_changed()

    def show_preview(self, image: np.ndarray | None, box: Box | None) -> None:
        """Show an image of the box's size in place of the picture there; None shows the picture again."""
        self._scene.set_preview(image, box)
        self._repaint_all()

    def set_context_box(self, box: Box | None) -> None:
        """What the engine looks at, as a thin dashed box."""
        self._foreground.context_box = box
        self.update()

    def set_progress(self, fraction: float | None) -> None:
        """A ring, 0..1, at the corner of the context box, or of the picture where there is none; None hides it."""
        self._foreground.progress = fraction
        self.update()

    def set_mask_visible(self, visible: bool) -> None:
        """Whether the mask is shown over the picture."""
        self._scene.mask_visible = visible
        self._repaint_all()

    def set_hint(self, text: str) -> None:
        """A line of advice at the cursor; "" for none."""
        self._foreground.hint = text
        self.update()

    # ---- zoom

    def fit(self) -> None:
        """Show the whole picture, also after the window is resized, until the user zooms or pans."""
        self.viewport.resize(self.size(), self.devicePixelRatioF())
        self.viewport.fit()
        self._fitted = True
        self._view_changed()

    def zoom_in(self) -> None:
        """The next round zoom above, around the middle."""
        self.viewport.zoom_in(self._middle())
        self._moved_by_user()

    def zoom_out(self) -> None:
        """The next round zoom below, around the middle."""
        self.viewport.zoom_out(self._middle())
        self._moved_by_user()

    def zoom_to(self, factor: float) -> None:
        """Device pixels per image pixel, around the middle; 1.0 is 100 %."""
        self.viewport.zoom_at(self._middle(), factor)
        self._moved_by_user()

    def _middle(self) -> QPointF:
        return QPointF(self.width() / 2, self.height() / 2)

    def _moved_by_user(self) -> None:
        self._fitted = False
        self._view_changed()

    def _view_changed(self) -> None:
        self._repaint_all()
        if self.viewport.zoom != self._told_zoom:
            self._told_zoom = self.viewport.zoom
            self.zoom_changed.emit(self._told_zoom)

    # ---- painting

    def _repaint_all(self) -> None:
        self._scene.spoil_all()
        self.update()

    def _document_changed(self, rect: QRect) -> None:
        box = Box(rect.x(), rect.y(), rect.width(), rect.height())
        self._scene.invalidate(box)
        spoiled = self.viewport.box_to_widget(box).toAlignedRect().adjusted(-SPOILED, -SPOILED, SPOILED, SPOILED)
        spoiled = spoiled.intersected(self.rect())
        self._scene.spoil(spoiled)
        self.update(spoiled)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's hook."""
        if self.viewport.ratio != self.devicePixelRatioF():
            self.viewport.resize(self.size(), self.devicePixelRatioF())
            self._scene.spoil_all()
        painter = QPainter(self)
        self._scene.draw(painter, event.rect())
        if self._document:
            self._foreground.paint(painter, QRectF(self.rect()), self.palette())
        else:
            overlays.draw_drop_zone(painter, QRectF(self.rect()), self.palette(), self._drop_hot)
        painter.end()

    # ---- the cursor

    def _move_cursor(self, position: QPointF | None) -> None:
        view, font = QRectF(self.rect()), self.font()
        self.update(self._foreground.moving_rect(view, font))
        self._foreground.cursor = position
        self.update(self._foreground.moving_rect(view, font))
        self._choose_cursor()
        self.cursor_moved.emit(self._pixel_at(position))

    def _pixel_at(self, position: QPointF | None) -> QPoint | None:
        if position is None or not self._document:
            return None
        point = self.viewport.to_image(position)
        pixel = QPoint(math.floor(point.x()), math.floor(point.y()))
        return pixel if QRect(QPoint(), self.viewport.picture).contains(pixel) else None

    def _outline_changed(self) -> None:
        shown = self._tool and self._document and not self._pans()
        self._foreground.outline = self._tool.outline() if self._tool and shown else None
        self._choose_cursor()
        self.update()

    def _choose_cursor(self) -> None:
        if self._pan_from is not None:
            shape = Qt.CursorShape.ClosedHandCursor
        elif self._document and (self._space or not self._tool):
            shape = Qt.CursorShape.OpenHandCursor
        elif self._foreground.outlined():
            shape = Qt.CursorShape.BlankCursor
        else:
            shape = Qt.CursorShape.CrossCursor if self._tool and self._document else Qt.CursorShape.ArrowCursor
        if self.cursor().shape() != shape:
            self.setCursor(shape)

    def _pans(self) -> bool:
        return self._space or self._pan_from is not None

    # ---- the hand

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt's hook."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if self._gesture or self._pan_from is not None:
            return
        moves = self._space or not self._tool
        self._held = event.button()
        if event.button() == Qt.MouseButton.MiddleButton or (moves and event.button() == DRAWING[0]):
            self._pan_from = event.position()
            self._outline_changed()
        elif event.button() in DRAWING:
            self._start(pointer_event(Phase.PRESS, event, self.viewport))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt's hook."""
        if self._pan_from is not None:
            self.viewport.pan(event.position() - self._pan_from)
            self._pan_from = event.position()
            self._moved_by_user()
        elif self._gesture:
            self._gesture.send(pointer_event(Phase.MOVE, event, self.viewport))
        self._move_cursor(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt's hook."""
        if event.button() == self._held:
            self._pan_from = None
            self._finish(pointer_event(Phase.RELEASE, event, self.viewport))
            self._outline_changed()
        self._move_cursor(event.position())

    def tabletEvent(self, event: QTabletEvent) -> None:
        """Qt's hook. An accepted pen event is not sent again as a mouse event."""
        if self._pans() or event.button() == Qt.MouseButton.MiddleButton:
            event.ignore()  # Qt sends it again as a mouse event, which pans
            return
        event.accept()
        if event.type() == QEvent.Type.TabletPress and not self._gesture:
            self._start(pointer_event(Phase.PRESS, event, self.viewport))
        elif event.type() == QEvent.Type.TabletMove and self._gesture:
            self._gesture.send(pointer_event(Phase.MOVE, event, self.viewport))
        elif event.type() == QEvent.Type.TabletRelease and self._gesture:
            self._finish(pointer_event(Phase.RELEASE, event, self.viewport))
        self._move_cursor(event.position())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Qt's hook."""
        factor = WHEEL_STEP ** (event.angleDelta().y() / NOTCH)
        self.viewport.zoom_at(event.position(), self.viewport.zoom * factor)
        self._moved_by_user()
        self._move_cursor(event.position())
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Qt's hook. While a gesture is in progress Escape belongs to it, and to no shortcut of the window."""
        asks = event.type() == QEvent.Type.ShortcutOverride and self._gesture is not None
        if asks and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's hook."""
        if event.key() == Qt.Key.Key_Escape and self._gesture:
            self.cancel_gesture()
        elif event.key() == Qt.Key.Key_Space:
            self._hold_space(True) if not event.isAutoRepeat() else None
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Qt's hook."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._hold_space(False)
        else:
            super().keyReleaseEvent(event)

    def cancel_gesture(self) -> None:
        """Take back the gesture in progress, if there is one."""
        if self._gesture:
            gesture, self._gesture = self._gesture, None
            gesture.cancel()
            self.update()

    def _start(self, press: PointerEvent) -> None:
        if self._document and self._tool:
            self._gesture = Gesture(self._tool, self._document, press)
            self.update()

    def _finish(self, release: PointerEvent) -> None:
        if self._gesture:
            gesture, self._gesture = self._gesture, None
            gesture.send(release)
            self.update()

    def _hold_space(self, held: bool) -> None:
        self._space = held
        self._outline_changed()

    # ---- the window system

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's hook."""
        self.viewport.resize(event.size(), self.devicePixelRatioF())
        if self._fitted:
            self.viewport.fit()
        self._view_changed()

    def changeEvent(self, event: QEvent) -> None:
        """Qt's hook."""
        if event.type() == QEvent.Type.PaletteChange:
            self._scene.set_surround(self.palette().color(QPalette.ColorRole.Dark))
            self.update()
        super().changeEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Qt's hook."""
        self._move_cursor(None)
        super().leaveEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt's hook."""
        self._hold_space(False)
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt's hook."""
        self.cancel_gesture()
        super().hideEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Qt's hook."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._heat(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Qt's hook."""
        self._heat(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Qt's hook."""
        self._heat(False)
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.file_dropped.emit(paths[0])

    def _heat(self, hot: bool) -> None:
        self._drop_hot = hot
        self.update()
