"""The document as it stands in the view, kept in a buffer of which only stale parts are painted again.

What moves with the hand (the brush's outline, hints, the box) is painted over the buffer, and never into it.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QRegion

from app.canvas import overlays
from app.canvas.pyramid import ColourPyramid, MaskPyramid, level_for
from app.canvas.viewport import Viewport
from app.document.document import Document
from paella_core.request import Box

NEAREST_FROM = 2.0  # the zoom from which pixels are shown as squares
PIECES = 8  # stale rectangles that are painted one by one; more are painted as one


class Scene:
    """The picture, a preview over it, and the mask's overlay."""

    def __init__(self, viewport: Viewport) -> None:
        self.viewport = viewport
        self.mask_visible = True
        self._surround = QColor("#2b2b2b")
        self._picture: ColourPyramid | None = None
        self._mask: MaskPyramid | None = None
        self._preview: tuple[ColourPyramid, Box] | None = None
        self._buffer = QImage()
        self._stale = QRegion()

    def set_document(self, document: Document | None) -> None:
        """Show another document, without preview."""
        self._picture = ColourPyramid(document.picture.array) if document else None
        self._mask = MaskPyramid(document.mask.array) if document else None
        self._preview = None

    def set_surround(self, colour: QColor) -> None:
        """The colour around the picture."""
        self._surround = QColor(colour)
        self.spoil_all()

    def invalidate(self, box: Box) -> None:
        """Say that pixels of the document changed."""
        for pyramid in (self._picture, self._mask):
            if pyramid:
                pyramid.invalidate(box)

    def set_preview(self, image: np.ndarray | None, box: Box | None) -> None:
        """Show an image in place of the picture within `box`; None shows the picture."""
        self._preview = None if image is None or box is None else (ColourPyramid(image), box)

    def spoil(self, rect: QRect) -> None:
        """Say that a part of the view has to be painted again."""
        self._stale += rect

    def spoil_all(self) -> None:
        """Say that the whole view has to be painted again."""
        self._stale = QRegion(QRect(QPoint(), self.viewport.view))

    def draw(self, painter: QPainter, rect: QRect) -> None:
        """Paint a part of the view from the buffer, which is brought up to date first."""
        self._freshen()
        ratio = self.viewport.ratio
        source = QRectF(rect.x() * ratio, rect.y() * ratio, rect.width() * ratio, rect.height() * ratio)
        painter.drawImage(QRectF(rect), self._buffer, source)

    def _freshen(self) -> None:
        view, ratio = self.viewport.view, self.viewport.ratio
        size = QSize(round(view.width() * ratio), round(view.height() * ratio))
        if self._buffer.size() != size:
            self._buffer = QImage(size, QImage.Format.Format_RGB32)
            self.spoil_all()
            self._buffer.setDevicePixelRatio(ratio)
        whole = self._stale.rectCount() > PIECES
        pieces = [self._stale.boundingRect()] if whole else list(self._stale)  # pyright: ignore[reportArgumentType]
        self._stale = QRegion()
        for piece in pieces:
            painter = QPainter(self._buffer)
            painter.setClipRect(piece)
            self._paint(painter, piece)
            painter.end()

    def _paint(self, painter: QPainter, rect: QRect) -> None:
        painter.fillRect(rect, self._surround)
        if not self._picture or not self._mask:
            return
        area = self.viewport.picture_rect()
        overlays.draw_shadow(painter, area)
        if not self._picture.opaque:
            overlays.draw_checkerboard(painter, area)
        size = self.viewport.picture
        self._paint_pixels(painter, rect, self._picture, Box(0, 0, size.width(), size.height()))
        if self._preview:
            self._paint_pixels(painter, rect, *self._preview)
        if self.mask_visible:
            self._paint_mask(painter, rect.intersected(area.toAlignedRect()), self._mask)
        if self.viewport.zoom >= overlays.GRID_FROM:
            overlays.draw_grid(painter, self.viewport, self.viewport.box_under(rect))

    def _paint_pixels(self, painter: QPainter, rect: QRect, pyramid: ColourPyramid, place: Box) -> None:
        """Paint what lies under `rect` of a pyramid that covers `place`, from the level that fits the zoom."""
        number = level_for(self.viewport.zoom)
        image = pyramid.image(number)
        under = self.viewport.box_under(rect, margin=2 << number)
        part = QRect(
            under.left - place.left >> number,
            under.top - place.top >> number,
            (under.width >> number) + 2,
            (under.height >> number) + 2,
        ).intersected(image.rect())
        if part.isEmpty():
            return
        left, top, width, height = (value << number for value in part.getRect())  # pyright: ignore[reportGeneralTypeIssues]
        painter.save()
        painter.setClipRect(self.viewport.box_to_widget(place), Qt.ClipOperation.IntersectClip)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self.viewport.zoom < NEAREST_FROM)
        target = self.viewport.box_to_widget(Box(place.left + left, place.top + top, width, height))
        painter.drawImage(target, image, QRectF(part))
        painter.restore()

    def _paint_mask(self, painter: QPainter, rect: QRect, mask: MaskPyramid) -> None:
        tint = QColor(0, 0, 0, 0) if self._preview else overlays.TINT  # a preview is seen as it is, within the edge
        placed = overlays.mask_image(mask, self.viewport, rect, tint) if not rect.isEmpty() else None
        if placed:
            painter.drawImage(*placed)
