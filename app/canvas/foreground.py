"""What moves over the picture without changing it: the context box, the progress, the brush's outline, what a tool
draws, the hint, and the legend of the strength map."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPalette

from app.canvas import overlays
from app.canvas.context_grips import ContextGrips
from app.canvas.heat import draw_legend
from app.canvas.shapes import draw_shapes, shapes_rect
from app.canvas.viewport import Viewport
from app.tools.tool import Outline, Shape
from paella_core.request import Box

TINY = 3.0  # logical pixels of radius below which an outline says less than a cross
CURSOR_REACH = 16.0  # logical pixels that the system's cursor takes below its point


class Foreground:
    """The state of these things, and their painting."""

    def __init__(self, viewport: Viewport) -> None:
        self._viewport = viewport
        self.grips = ContextGrips(viewport)
        self.context_box: Box | None = None  # while the engine works
        self.progress: float | None = None
        self.time_left = ""
        self.legend_visible = False
        self.hint = ""
        self.refusal = ""  # why a tool could not be used; shown in the hint's place
        self.cursor: QPointF | None = None  # in widget coordinates; None while the pointer is elsewhere
        self.outline: Outline | None = None
        self.shapes: Sequence[Shape] = ()

    def clear(self) -> None:
        """Another picture: nothing is offered or worked on."""
        self.context_box = self.progress = None
        self.grips.offer(None)

    def outlined(self) -> bool:
        """Whether the brush's outline serves as the cursor."""
        return self._circle() is not None

    def moving_rect(self, view: QRectF, font: QFont) -> QRect:
        """What the outline and the hint cover now."""
        rect = self._hint_rect(view, font) if self._text else QRectF()
        circle = self._circle()
        if circle:
            centre, radius, _ = circle
            rect |= QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        return rect.toAlignedRect().adjusted(-2, -2, 2, 2)

    def shapes_rect(self, view: QRectF, font: QFont) -> QRect:
        """What the tool's shapes cover now."""
        return shapes_rect(self.shapes, self._viewport, view, QFontMetricsF(font)).toAlignedRect()

    def paint(self, painter: QPainter, view: QRectF, palette: QPalette) -> None:
        """Paint all of it."""
        if self.legend_visible:
            draw_legend(painter, view)
        if self.context_box is not None:
            overlays.draw_box(painter, self._viewport.box_to_widget(self.context_box))
        else:
            self.grips.draw(painter, view)
        if self.progress is not None:
            accent, metrics = palette.color(QPalette.ColorRole.Highlight), QFontMetricsF(painter.font())
            rect = overlays.progress_rect(self._worked_on(), view, self.time_left, metrics)
            overlays.draw_progress(painter, rect, self.progress, self.time_left, accent)
        if self.shapes:
            draw_shapes(painter, self.shapes, self._viewport, view)
        circle = self._circle()
        if circle:
            overlays.draw_outline(painter, *circle)
        if self._text:
            overlays.draw_hint(painter, self._hint_rect(view, painter.font()), self._text)

    @property
    def _text(self) -> str:
        return self.refusal or self.hint

    def _worked_on(self) -> QRectF:
        viewport = self._viewport
        return viewport.picture_rect() if self.context_box is None else viewport.box_to_widget(self.context_box)

    def _circle(self) -> tuple[QPointF, float, float] | None:
        """Centre and radii of the outline in the widget; None where the system's cursor serves."""
        if self.outline is None or self.cursor is None or self.outline.radius * self._viewport.scale < TINY:
            return None
        return self.cursor, self.outline.radius * self._viewport.scale, self.outline.inner * self._viewport.scale

    def _hint_rect(self, view: QRectF, font: QFont) -> QRectF:
        circle = self._circle()
        at = QPointF(view.center().x(), view.bottom()) if self.cursor is None else self.cursor
        return overlays.hint_rect(self._text, at, circle[1] if circle else CURSOR_REACH, view, QFontMetricsF(font))
