"""Where the picture lies in the view: zoom, offset and the mapping between the two. Nothing is painted here.

Widget coordinates are logical pixels, as Qt's events carry them; the zoom counts device pixels, so that at 1.0 each
pixel of the picture is one of the screen, whatever the scaling of the system.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize

from paella_core.request import Box

SMALLEST, LARGEST = 0.05, 32.0
_BELOW = (0.05, 1 / 15, 0.1, 0.125, 1 / 6, 0.25, 1 / 3, 0.5, 2 / 3)
LEVELS = (*_BELOW, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0, 24.0, 32.0)
FIT_MARGIN = 32.0  # logical pixels kept free around a picture that is fitted
KEPT = 48.0  # logical pixels of the picture that stay in the view when it is panned away


class Viewport:
    """The zoom (device pixels per image pixel, 0.05..32) and the place of a picture in a view."""

    def __init__(self) -> None:
        self.zoom = 1.0
        self.view = QSize(1, 1)
        self.picture = QSize(1, 1)
        self.ratio = 1.0
        self._corner = QPointF()

    @property
    def scale(self) -> float:
        """Logical pixels per image pixel."""
        return self.zoom / self.ratio

    @property
    def origin(self) -> QPointF:
        """Where the picture's upper left corner lies in the widget, on a whole device pixel."""
        return self.device_origin.toPointF() / self.ratio

    @property
    def device_origin(self) -> QPoint:
        """The same in device pixels."""
        return QPoint(math.floor(self._corner.x() * self.ratio + 0.5), math.floor(self._corner.y() * self.ratio + 0.5))

    @property
    def device_size(self) -> QSize:
        """The view in device pixels."""
        return QSize(round(self.view.width() * self.ratio), round(self.view.height() * self.ratio))

    def to_image(self, point: QPointF) -> QPointF:
        """Widget to image coordinates; the first pixel reaches from 0 to 1."""
        return (point - self.origin) / self.scale

    def to_widget(self, point: QPointF) -> QPointF:
        """Image to widget coordinates."""
        return point * self.scale + self.origin

    def box_to_widget(self, box: Box) -> QRectF:
        """Where a box of the picture lies in the widget."""
        corner = self.to_widget(QPointF(box.left, box.top))
        return QRectF(corner.x(), corner.y(), box.width * self.scale, box.height * self.scale)

    def picture_rect(self) -> QRectF:
        """Where the picture lies in the widget."""
        return self.box_to_widget(Box(0, 0, self.picture.width(), self.picture.height()))

    def box_on_device(self, box: Box) -> QRectF:
        """Where a box of the picture lies in device pixels."""
        zoom, origin = self.zoom, self.device_origin
        return QRectF(origin.x() + box.left * zoom, origin.y() + box.top * zoom, box.width * zoom, box.height * zoom)

    def box_under(self, rect: QRect, margin: int = 0) -> Box:
        """The pixels, also beyond the picture, that a rectangle of device pixels meets, and `margin` more at each
        side."""
        zoom, origin = self.zoom, self.device_origin
        across, down = rect.x() - origin.x(), rect.y() - origin.y()
        left, top = math.floor(across / zoom) - margin, math.floor(down / zoom) - margin
        right = math.ceil((across + rect.width()) / zoom) + margin
        bottom = math.ceil((down + rect.height()) / zoom) + margin
        return Box(left, top, right - left, bottom - top)

    def widget_rect(self, rect: QRect) -> QRect:
        """The logical pixels of the widget that a rectangle of device pixels meets."""
        ratio = self.ratio
        return QRectF(rect.x() / ratio, rect.y() / ratio, rect.width() / ratio, rect.height() / ratio).toAlignedRect()

    def set_picture(self, size: QSize) -> None:
        """Another picture, in pixels."""
        self.picture = QSize(size)
        self._keep_in_view()

    def change_picture(self, size: QSize, moved: QPoint) -> None:
        """Another size of the same picture, whose pixels now lie `moved` from where they were. In the view they stay in
        place."""
        self._corner -= moved.toPointF() * self.scale
        self.set_picture(size)

    def resize(self, view: QSize, ratio: float) -> None:
        """Another size of the view (logical pixels) or device pixel ratio; what is in the middle stays there."""
        middle = self.to_image(QPointF(self.view.width() / 2, self.view.height() / 2))
        self.view, self.ratio = QSize(view), ratio
        self._corner = QPointF(view.width() / 2, view.height() / 2) - middle * self.scale
        self._keep_in_view()

    def zoom_at(self, anchor: QPointF, zoom: float) -> None:
        """Change the zoom, clipped to its range; the image point under `anchor` (widget coordinates) stays there."""
        held = (anchor - self._corner) / self.scale
        self.zoom = min(max(zoom, SMALLEST), LARGEST)
        self._corner = anchor - held * self.scale
        self._keep_in_view()

    def zoom_in(self, anchor: QPointF) -> None:
        """The next round zoom above."""
        self.zoom_at(anchor, next((level for level in LEVELS if level > self.zoom * 1.001), LARGEST))

    def zoom_out(self, anchor: QPointF) -> None:
        """The next round zoom below."""
        self.zoom_at(anchor, next((level for level in reversed(LEVELS) if level < self.zoom * 0.999), SMALLEST))

    def pan(self, delta: QPointF) -> None:
        """Move the picture by logical pixels; part of it always stays in the view."""
        self._corner += delta
        self._keep_in_view()

    def fit(self) -> None:
        """Show the whole picture in the middle as large as it goes; enlarged by whole numbers only, which are sharp."""
        across = max(self.view.width() - 2 * FIT_MARGIN, 1) / self.picture.width()
        down = max(self.view.height() - 2 * FIT_MARGIN, 1) / self.picture.height()
        zoom = min(across, down) * self.ratio
        self.zoom = min(max(math.floor(zoom) if zoom >= 1 else zoom, SMALLEST), LARGEST)
        size = QPointF(self.picture.width(), self.picture.height()) * self.scale
        self._corner = (QPointF(self.view.width(), self.view.height()) - size) / 2

    def resize_fitted(self, view: QSize, ratio: float) -> None:
        """Another size of the view, the whole picture still in it. Where only the height changes, as when a strip opens
        below, and the zoom need not, the picture stays where it is."""
        width, zoom, corner = self.view.width(), self.zoom, self._corner
        self.view, self.ratio = QSize(view), ratio
        self.fit()
        bottom = corner.y() + self.picture.height() * self.scale
        if (width, zoom) == (view.width(), self.zoom) and corner.y() >= 0 and bottom <= view.height():
            self._corner.setY(corner.y())

    def _keep_in_view(self) -> None:
        self._corner = QPointF(
            _kept(self._corner.x(), self.picture.width() * self.scale, self.view.width()),
            _kept(self._corner.y(), self.picture.height() * self.scale, self.view.height()),
        )


def _kept(corner: float, length: float, view: float) -> float:
    """A corner along one axis, moved so that at least `KEPT` of the picture, or half of what there is, lies in view."""
    kept = min(KEPT, length / 2, view / 2)
    return min(max(corner, kept - length), view - kept)
