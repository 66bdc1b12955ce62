"""The canvas: shows the document, and hands what happens on it to the hand."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPainter
from PySide6.QtWidgets import QWidget

from app.canvas.drop_zone import DropZone
from app.canvas.hand import Hand
from app.canvas.picture_view import PictureView
from app.document.document import Document
from app.language import tr
from app.tools.tool import Tool
from paella_core.request import Box

REFUSAL = 5000  # milliseconds that it is shown why a tool cannot be used


class CanvasView(PictureView):
    """The view of one document that takes the pointer. `Hand` says what the pointer and the keys do."""

    cursor_moved = Signal(object)  # QPoint in image coordinates, or None off the picture
    file_dropped = Signal(str)  # a path
    context_dragged = Signal(object)  # Box, while the offered box is dragged
    context_reset = Signal()  # the person wants the box that the program would choose

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hand = Hand(self.viewport)
        self._grips = self._foreground.grips
        self._drop_zone = DropZone()
        self._tool: Tool | None = None
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

    def _connect(self) -> None:
        self._hand.pointed.connect(self._move_cursor)
        self._hand.view_moved.connect(self._moved_by_user)
        self._hand.grip_changed.connect(self._outline_changed)
        self._hand.refused.connect(self._show_refusal)
        self._grips.dragged.connect(self.context_dragged)
        self._grips.reset.connect(self.context_reset)
        self._grips.changed.connect(self._outline_changed)
        self._drop_zone.dropped.connect(self.file_dropped)
        self._drop_zone.changed.connect(self.update)
        self._refusal.timeout.connect(self._forget_refusal)

    def set_document(self, document: Document | None) -> None:
        """Show another document, fitted; None shows the way to one. A gesture in progress is taken back."""
        self._hand.set_document(document)
        super().set_document(document)
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
        self._grips.cancel()

    def offer_context_box(self, box: Box | None) -> None:
        """What the engine would look at, with grips to drag; None shows none. Hidden while the engine works."""
        self._grips.offer(box)

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
        gripped = self._grips.cursor() is not None
        shown = self._tool and self._document and not self._hand.pans and not self._hand.panning and not gripped
        self._foreground.outline = self._tool.outline() if self._tool and shown else None
        self._choose_cursor()
        self.update()

    def _shapes_changed(self) -> None:
        view, font = QRectF(self.rect()), self.font()
        self.update(self._foreground.shapes_rect(view, font))
        self._foreground.shapes = self._tool.feedback(self._document) if self._tool and self._document else ()
        self.update(self._foreground.shapes_rect(view, font))

    def _choose_cursor(self) -> None:
        grip = self._grips.cursor()
        if self._hand.panning:
            shape = Qt.CursorShape.ClosedHandCursor
        elif grip is not None and not self._hand.busy:
            shape = grip
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
        return self._grip(event) or self._hand.handle(event) or self._drop_zone.handle(event) or super().event(event)

    def _grip(self, event: QEvent) -> bool:
        """The grips of the box come before the tool, unless the hand is at work or the box is hidden."""
        if self._hand.busy or self._foreground.context_box is not None:
            return False
        return self._grips.handle(event, QRectF(self.rect()), self.font())

    def _document_resized(self, moved: QPoint | None = None) -> None:
        super()._document_resized(moved)
        self._shapes_changed()

    def _paint_over(self, painter: QPainter) -> None:
        super()._paint_over(painter)
        if not self._document:
            self._drop_zone.draw(painter, QRectF(self.rect()), self.palette())

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt's hook."""
        self.cancel_gesture()
        super().hideEvent(event)
