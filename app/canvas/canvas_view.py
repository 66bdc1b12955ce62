"""The canvas: shows the document, and hands what happens on it to the hand."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QRegion,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from app.canvas.drop_zone import DropZone
from app.canvas.foreground import Foreground
from app.canvas.hand import Hand
from app.canvas.scene import Scene
from app.canvas.viewport import Viewport
from app.document.boxes import to_box
from app.document.document import Document
from app.document.node import Region
from app.language import tr
from app.tools.tool import Tool
from paella_core.request import Box

MARCH = 125  # milliseconds between two steps of the mask's edge
REFUSAL = 5000  # milliseconds that it is shown why a tool cannot be used
CHECKERS_ON_DARK = QColor("#5a5a5a"), QColor("#6e6e6e")
CHECKERS_ON_LIGHT = QColor("#c8c8c8"), QColor("#eeeeee")


class CanvasView(QWidget):
    """The view of one document. `Hand` says what the pointer and the keys do."""

    cursor_moved = Signal(object)  # QPoint in image coordinates, or None off the picture
    zoom_changed = Signal(float)  # device pixels per image pixel
    view_changed = Signal()  # zoom, place or size: what rulers show
    file_dropped = Signal(str)  # a path

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.viewport = Viewport()
        self._scene = Scene(self.viewport)
        self._foreground = Foreground(self.viewport)
        self._hand = Hand(self.viewport)
        self._drop_zone = DropZone()
        self._document: Document | None = None
        self._tool: Tool | None = None
        self._fitted = True
        self._regions: tuple[Region, ...] = ()
        self._told_zoom = 0.0
        self._march = QTimer(self, interval=MARCH)
        self._refusal = QTimer(self, interval=REFUSAL, singleShot=True)
        self._prepare()
        self._connect()

    def _prepare(self) -> None:
        self.setAccessibleName(tr("Canvas"))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setMouseTracking(True)
        self.setTabletTracking(True)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(160, 120)
        self._follow_palette()

    def _connect(self) -> None:
        self._hand.pointed.connect(self._move_cursor)
        self._hand.view_moved.connect(self._moved_by_user)
        self._hand.grip_changed.connect(self._outline_changed)
        self._hand.refused.connect(self._show_refusal)
        self._drop_zone.dropped.connect(self.file_dropped)
        self._drop_zone.changed.connect(self.update)
        self._scene.preview.faded.connect(self._repaint_preview)
        self._march.timeout.connect(self._step_edge)
        self._refusal.timeout.connect(self._forget_refusal)

    # ---- what is shown

    def sizeHint(self) -> QSize:
        """Qt's hook."""
        return QSize(800, 600)

    def set_document(self, document: Document | None) -> None:
        """Show another document, fitted; None shows the way to one. A gesture in progress is taken back."""
        self._hand.set_document(document)
        if self._document:
            self._document.changed.disconnect(self._document_changed)
            self._document.resized.disconnect(self._document_resized)
            self._document.regions_changed.disconnect(self._regions_changed)
        self._document = document
        self._foreground.context_box = self._foreground.progress = None
        if document:
            document.changed.connect(self._document_changed)
            document.resized.connect(self._document_resized)
            document.regions_changed.connect(self._regions_changed)
            self.viewport.set_picture(QSize(document.width, document.height))
        self._scene.set_document(document)
        self._regions_changed()
        self.fit()
        self._shapes_changed()
        self._outline_changed()

    def set_tool(self, tool: Tool | None) -> None:
        """Hand the pointer to another tool. A gesture in progress is taken back."""
        self._hand.set_tool(tool)
        if self._tool:
            self._tool.outline_changed.disconnect(self._outline_changed)
            self._tool.feedback_changed.disconnect(self._shapes_changed)
        self._tool = tool
        if tool:
            tool.outline_changed.connect(self._outline_changed)
            tool.feedback_changed.connect(self._shapes_changed)
        self._shapes_changed()
        self._outline_changed()

    def cancel_gesture(self) -> None:
        """Take back the gesture in progress, if there is one."""
        self._hand.cancel_gesture()

    def show_preview(self, image: np.ndarray | None, box: Box | None) -> None:
        """Show an image of the box's size in place of the picture there; None shows the picture again."""
        self._repaint_preview()
        shown = self._scene.preview.box is not None
        if image is None or box is None:
            self._scene.preview.clear()
        else:
            self._scene.preview.show(image, box)
        self._repaint_preview()
        if shown != (self._scene.preview.box is not None):
            self._repaint_all()  # the tint of the mask comes and goes

    def set_context_box(self, box: Box | None) -> None:
        """What the engine looks at, as a thin dashed box."""
        self._foreground.context_box = box
        self.update()

    def set_progress(self, fraction: float | None) -> None:
        """A ring, 0..1, at the corner of the context box, or of the picture where there is none; None hides it."""
        self._foreground.progress = fraction
        self.update()

    def set_hint(self, text: str) -> None:
        """A line of advice at the cursor; "" for none."""
        self._foreground.hint = text
        self.update()

    def set_mask_visible(self, visible: bool) -> None:
        """Whether the mask is shown over the picture."""
        self._scene.mask_visible = visible
        self._repaint_all()

    def set_mask_tint(self, colour: QColor) -> None:
        """The colour of the mask, with its alpha where the mask is strongest."""
        self._scene.set_mask_tint(colour)
        self.update()

    def set_strength_visible(self, visible: bool) -> None:
        """Whether what keeps more of the picture is hatched."""
        self._scene.strength_visible = visible
        self._repaint_all()

    def set_regions_visible(self, visible: bool) -> None:
        """Whether each region is shown in its colour."""
        self._scene.regions_visible = visible
        self._repaint_all()

    def show_regions(self, regions: tuple[tuple[Region, QColor], ...]) -> None:
        """Which regions are shown when regions are, each with its colour."""
        self._scene.shown_regions = regions
        self._repaint_all()

    def set_grid_visible(self, visible: bool) -> None:
        """Whether large pixels are parted by lines."""
        self._scene.grid_visible = visible
        self._repaint_all()

    def set_motion(self, motion: bool) -> None:
        """Whether previews fade into each other and the mask's edge marches."""
        self._scene.preview.motion = motion
        self._move_edge()

    @property
    def complete(self) -> bool:
        """Whether all that is in view was painted, and nothing has to be made or painted again."""
        return self._scene.complete

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
        self.update()
        self.view_changed.emit()
        if self.viewport.zoom != self._told_zoom:
            self._told_zoom = self.viewport.zoom
            self.zoom_changed.emit(self._told_zoom)

    # ---- painting

    def _repaint_all(self) -> None:
        self._scene.spoil_all()
        self.update()

    def _repaint_preview(self) -> None:
        if self._scene.preview.box is not None:
            self._update_pixels(self._scene.spoil(self._scene.preview.box))

    def _update_pixels(self, pixels: QRect | QRegion) -> None:
        """Show device pixels again."""
        for rect in QRegion(pixels):  # pyright: ignore[reportGeneralTypeIssues]
            self.update(self.viewport.widget_rect(rect))

    def _move_edge(self) -> None:
        """Let the mask's edge march, or stand still."""
        if self._scene.preview.motion and self.isVisible():
            self._march.start()
        else:
            self._march.stop()

    def _step_edge(self) -> None:
        if self._document:
            self._update_pixels(self._scene.march())

    def _document_changed(self, rect: QRect) -> None:
        self._update_pixels(self._scene.invalidate(to_box(rect)))

    def _document_resized(self, moved: QPoint | None = None) -> None:
        """The canvas has another size; all pixels moved by `moved`. What is in view stays in place."""
        if self._document:
            size = QSize(self._document.width, self._document.height)
            self.viewport.change_picture(size, moved or QPoint())
            self._scene.reload()
            self._shapes_changed()
            self._view_changed()

    def _regions_changed(self) -> None:
        for region in self._regions:
            region.changed.disconnect(self._document_changed)
        self._regions = self._document.regions if self._document else ()
        for region in self._regions:
            region.changed.connect(self._document_changed)
        self._scene.forget_planes()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Qt's hook."""
        if self.viewport.ratio != self.devicePixelRatioF():
            self.viewport.resize(self.size(), self.devicePixelRatioF())
        painter = QPainter(self)
        later = self._scene.draw(painter)
        if self._document:
            self._foreground.paint(painter, QRectF(self.rect()), self.palette())
        else:
            self._drop_zone.draw(painter, QRectF(self.rect()), self.palette())
        painter.end()
        if not later.isEmpty():
            QTimer.singleShot(0, self, self.update)

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
        shown = self._tool and self._document and not self._hand.pans and not self._hand.panning
        self._foreground.outline = self._tool.outline() if self._tool and shown else None
        self._choose_cursor()
        self.update()

    def _shapes_changed(self) -> None:
        view, font = QRectF(self.rect()), self.font()
        self.update(self._foreground.shapes_rect(view, font))
        self._foreground.shapes = self._tool.feedback(self._document) if self._tool and self._document else ()
        self.update(self._foreground.shapes_rect(view, font))

    def _choose_cursor(self) -> None:
        if self._hand.panning:
            shape = Qt.CursorShape.ClosedHandCursor
        elif self._document and self._hand.pans:
            shape = Qt.CursorShape.OpenHandCursor
        elif self._foreground.outlined():
            shape = Qt.CursorShape.BlankCursor
        else:
            shape = self._tool.cursor() if self._tool and self._document else Qt.CursorShape.ArrowCursor
        if self.cursor().shape() != shape:
            self.setCursor(shape)

    def _show_refusal(self, text: str) -> None:
        self._foreground.refusal = text
        self._refusal.start()
        self.update()

    def _forget_refusal(self) -> None:
        self._foreground.refusal = ""
        self.update()

    # ---- the window system

    def event(self, event: QEvent) -> bool:
        """Qt's hook."""
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.TabletPress, QEvent.Type.TouchBegin):
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        return self._hand.handle(event) or self._drop_zone.handle(event) or super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's hook."""
        self.viewport.resize(event.size(), self.devicePixelRatioF())
        if self._fitted:
            self.viewport.fit()
        self._view_changed()

    def changeEvent(self, event: QEvent) -> None:
        """Qt's hook."""
        if event.type() == QEvent.Type.PaletteChange:
            self._follow_palette()
            self.update()
        super().changeEvent(event)

    def _follow_palette(self) -> None:
        dark = self.palette().color(QPalette.ColorRole.Window).lightness() < 128
        surround = self.palette().color(QPalette.ColorRole.Dark)
        self._scene.set_greys(surround, *(CHECKERS_ON_DARK if dark else CHECKERS_ON_LIGHT))

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's hook."""
        self._move_edge()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt's hook."""
        self.cancel_gesture()
        self._move_edge()
        super().hideEvent(event)
