"""The document as it stands in the view, kept in a buffer of which only stale parts are painted again.

What moves with the hand (the brush's outline, shapes, hints) is painted over the buffer, and never into it.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QObject, QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QBrush, QColor, QPainter, QRegion

from app.canvas import overlays
from app.canvas.buffer import Buffer
from app.canvas.levels import SPOILED, Round
from app.canvas.marching import MarchingEdge
from app.canvas.planes import Planes
from app.canvas.preview import Preview
from app.canvas.pyramid import ColourPyramid
from app.canvas.viewport import Viewport
from app.document.boxes import clipped, contains
from app.document.document import Document
from app.document.pictures.colour import to_srgb
from paella_core.request import Box

THICK_FROM = 1.5  # device pixels for a logical one from which a line of one of them is too thin


class Layer(NamedTuple):
    """What a preview consists of, while it is painted."""

    pyramid: ColourPyramid
    box: Box
    opacity: float
    fresh: bool  # all of it that is seen is made

    @property
    def hides(self) -> bool:
        """Whether nothing is seen through it."""
        return self.fresh and self.opacity == 1.0 and self.pyramid.opaque


class Scene(QObject):
    """The picture, a preview over it, and the tints of the document's planes."""

    def __init__(self, viewport: Viewport) -> None:
        super().__init__()
        self.viewport = viewport
        self.preview = Preview()
        self.planes = Planes(viewport)
        self.grid_visible = True
        self._surround = QColor()
        self._greys = QColor(), QColor()
        self._checkers = QBrush()
        self._document: Document | None = None
        self._picture: ColourPyramid | None = None
        self._buffer = Buffer()
        self._edge = MarchingEdge(self._buffer)
        self._drawn: tuple[QSize, float, float, QSize] | None = None
        self._origin = QPoint()

    # ---- what is shown

    def set_document(self, document: Document | None) -> None:
        """Show another document, without preview."""
        self._document = document
        self.preview.clear()
        self.reload()

    def reload(self) -> None:
        """The document has another size: everything is read anew."""
        document = self._document
        self._picture = ColourPyramid(document.width, document.height, self._read) if document else None
        self.forget_planes()

    def forget_planes(self) -> None:
        """The document has other regions."""
        self.planes.forget()
        self.spoil_all()

    def set_greys(self, surround: QColor, one: QColor, other: QColor) -> None:
        """The colours around the picture, and of the squares that are seen through it."""
        self._surround, self._greys = QColor(surround), (QColor(one), QColor(other))
        self._checkers = overlays.checkerboard(*self._greys, self.viewport.ratio)
        self.spoil_all()

    def invalidate(self, box: Box) -> QRect:
        """Say that pixels of the document changed; gives the device pixels that are stale now."""
        if self._picture:
            self._picture.invalidate(box)
        self.planes.invalidate(box)
        return self.spoil(box)

    def invalidate_band(self, box: Box) -> QRect:
        """Say that pixels of the mask changed; gives the device pixels that are stale around it now."""
        return self.spoil(self.planes.invalidate_band(box))

    def spoil(self, box: Box) -> QRect:
        """Say that a box of the picture has to be painted again; gives its device pixels."""
        near = self.viewport.box_on_device(box).toAlignedRect().adjusted(-SPOILED, -SPOILED, SPOILED, SPOILED)
        near = near.intersected(self._buffer.rect)
        self._buffer.spoil(near)
        return near

    def spoil_preview(self) -> QRegion:
        """Say that the preview has to be painted again, with its soft edge; gives its device pixels."""
        spoiled = QRegion()
        for box in self.preview.boxes:
            near = self.spoil(box)
            if self._reaches_beyond(box):
                reach = math.ceil(overlays.SHADOW * self.viewport.ratio)
                near = near.adjusted(-reach, -reach, reach, reach).intersected(self._buffer.rect)
                self._buffer.spoil(near)
            spoiled += near
        return spoiled

    def spoil_all(self) -> None:
        """Say that the whole view has to be painted again."""
        self._buffer.spoil_all()

    @property
    def complete(self) -> bool:
        """Whether nothing is stale in the view."""
        return self._buffer.fresh

    def march(self) -> QRegion:
        """Move the dashes of the mask's edge; gives the device pixels that have to be shown again."""
        return self._edge.march()

    # ---- painting

    def draw(self, painter: QPainter) -> QRegion:
        """Bring the buffer up to date and paint it. Gives the device pixels that need more time: they show what was
        there, and are to be drawn again soon."""
        self._follow_viewport()
        making = Round(self.viewport)
        for rect in self._buffer.take_stale():
            self._paint(rect, making)
        self._buffer.spoil(making.later)
        self._buffer.draw(painter)
        return making.later

    def _follow_viewport(self) -> None:
        """Move what is painted where only the place of the picture changed; else all of it is stale."""
        view = self.viewport
        drawn, origin = (view.device_size, view.ratio, view.zoom, view.picture), view.device_origin
        if self._drawn is None or self._drawn[:2] != drawn[:2]:
            self._buffer.resize(view.device_size, view.ratio)
            self._checkers = overlays.checkerboard(*self._greys, view.ratio)
        elif self._drawn != drawn:
            self._buffer.spoil_all()
        elif origin != self._origin:
            self._buffer.scroll(origin - self._origin)
        if self._drawn != drawn or origin != self._origin:
            self._edge.place(origin, view.ratio)
            self._drawn, self._origin = drawn, origin

    def _paint(self, rect: QRect, making: Round) -> None:
        painter = QPainter(self._buffer.image)
        painter.setClipRect(rect)
        document, edge = self._document, None
        area = self.viewport.box_on_device(document.bounds) if document else QRectF()
        if not area.contains(rect.toRectF()):
            painter.fillRect(rect, self._surround)
        if document and self._picture:
            self._paint_shadows(painter, rect, area)
            layers = [Layer(*layer, making.freshen(rect, *layer[:2])) for layer in self.preview.layers()]
            seen = area.intersected(rect.toRectF())
            if not any(layer.hides and self.viewport.box_on_device(layer.box).contains(seen) for layer in layers):
                self._paint_picture(painter, rect, area, self._picture, making)
            self._paint_preview(painter, rect, area, layers, making)
            within = rect.intersected(area.toAlignedRect())
            edge = self.planes.paint(painter, within, document, making, previewed=self.preview.box is not None)
            if self.grid_visible and self.viewport.zoom >= overlays.GRID_FROM:
                overlays.draw_grid(painter, self.viewport, clipped(self.viewport.box_under(rect), document.bounds))
        painter.end()
        if edge is None:
            self._edge.lay(rect, None, rect)
        else:
            thick = self.viewport.ratio >= THICK_FROM
            self._edge.lay(edge.rect, edge.rim | edge.border if thick else edge.rim, rect)

    def _paint_shadows(self, painter: QPainter, rect: QRect, area: QRectF) -> None:
        """The soft edge of the picture, and of a preview that reaches beyond it: of both together, as both are painted
        over it."""
        if area.contains(rect.toRectF()):
            return
        overlays.draw_shadow(painter, area, self.viewport.ratio)
        for _, box, opacity in self.preview.layers():
            if self._reaches_beyond(box):
                painter.setOpacity(opacity)
                overlays.draw_shadow(painter, self.viewport.box_on_device(box), self.viewport.ratio)
        painter.setOpacity(1.0)

    def _paint_picture(
        self, painter: QPainter, rect: QRect, area: QRectF, picture: ColourPyramid, making: Round
    ) -> None:
        size = self.viewport.picture
        whole = Box(0, 0, size.width(), size.height())
        solid = making.freshen(rect, picture, whole) and picture.opaque
        painter.setBrushOrigin(area.topLeft())
        if not solid:
            painter.fillRect(area.intersected(rect.toRectF()), self._checkers)
        making.paint_pixels(painter, rect, picture, whole, solid=solid)

    def _paint_preview(self, painter: QPainter, rect: QRect, area: QRectF, layers: list[Layer], making: Round) -> None:
        """What stands in the picture's place; through its alpha, as through the picture's, squares are seen."""
        painter.setBrushOrigin(area.topLeft())
        for layer in layers:
            painter.setOpacity(layer.opacity)
            if layer.fresh and not layer.pyramid.opaque:
                painter.fillRect(self.viewport.box_on_device(layer.box).intersected(rect.toRectF()), self._checkers)
            making.paint_pixels(painter, rect, layer.pyramid, layer.box, solid=layer.hides)
        painter.setOpacity(1.0)

    def _reaches_beyond(self, box: Box) -> bool:
        return self._document is not None and not contains(self._document.bounds, box)

    def _read(self, box: Box) -> np.ndarray:
        assert self._document is not None
        return to_srgb(self._document.composite.read(box), self._document.profile)
