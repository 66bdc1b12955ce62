"""The document as it stands in the view, kept in a buffer of which only stale parts are painted again.

What moves with the hand (the brush's outline, shapes, hints) is painted over the buffer, and never into it.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QRegion

from app.canvas import overlays, tints
from app.canvas.buffer import Buffer
from app.canvas.marching import MarchingEdge
from app.canvas.preview import Preview
from app.canvas.pyramid import Budget, ColourPyramid, MaskPyramid, Pyramid, level_for
from app.canvas.viewport import Viewport
from app.document.boxes import moved, to_box
from app.document.document import Document
from app.document.node import Region
from app.document.pictures.colour import to_srgb
from app.document.plane import Plane
from paella_core.request import Box

NEAREST_FROM = 2.0  # the zoom from which pixels are shown as squares
SPOILED = 3  # device pixels around a change that smoothing and the mask's edge reach
PATIENCE = 0.008  # seconds that may go into making levels before something is painted
THICK_FROM = 1.5  # device pixels for a logical one from which a line of one of them is too thin


class Scene(QObject):
    """The picture, a preview over it, and the tints of mask, strength and regions."""

    def __init__(self, viewport: Viewport) -> None:
        super().__init__()
        self.viewport = viewport
        self.preview = Preview()
        self.mask_visible = self.grid_visible = True
        self.strength_visible = self.regions_visible = False
        self.shown_regions: tuple[tuple[Region, QColor], ...] = ()
        self._surround = QColor()
        self._greys = QColor(), QColor()
        self._checkers = QBrush()
        self._tint = tints.colour_table(tints.MASK)
        self._document: Document | None = None
        self._picture: ColourPyramid | None = None
        self._planes: dict[Plane, MaskPyramid] = {}
        self._buffer = Buffer()
        self._edge = MarchingEdge(self._buffer)
        self._drawn: tuple[QSize, float, float, QSize] | None = None
        self._origin = QPoint()
        self._later = QRegion()

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
        self._planes = {}
        self.spoil_all()

    def set_greys(self, surround: QColor, one: QColor, other: QColor) -> None:
        """The colours around the picture, and of the squares that are seen through it."""
        self._surround, self._greys = QColor(surround), (QColor(one), QColor(other))
        self._checkers = overlays.checkerboard(*self._greys, self.viewport.ratio)
        self.spoil_all()

    def set_mask_tint(self, colour: QColor) -> None:
        """The colour of the mask, with its alpha where the mask is strongest."""
        self._tint = tints.colour_table(colour)
        self.spoil_all()

    def invalidate(self, box: Box) -> QRect:
        """Say that pixels of the document changed; gives the device pixels that are stale now."""
        for pyramid in (self._picture, *self._planes.values()):
            if pyramid:
                pyramid.invalidate(box)
        return self.spoil(box)

    def spoil(self, box: Box) -> QRect:
        """Say that a box of the picture has to be painted again; gives its device pixels."""
        near = self.viewport.box_on_device(box).toAlignedRect().adjusted(-SPOILED, -SPOILED, SPOILED, SPOILED)
        near = near.intersected(self._buffer.rect)
        self._buffer.spoil(near)
        return near

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
        self._later = QRegion()
        budget = Budget(PATIENCE)
        for rect in self._buffer.take_stale():
            self._paint(rect, budget)
        self._buffer.spoil(self._later)
        self._buffer.draw(painter)
        return self._later

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

    def _paint(self, rect: QRect, budget: Budget) -> None:
        painter = QPainter(self._buffer.image)
        painter.setClipRect(rect)
        area = self.viewport.box_on_device(self._document.bounds) if self._document else QRectF()
        if not area.contains(rect.toRectF()):
            painter.fillRect(rect, self._surround)
            if self._document:
                overlays.draw_shadow(painter, area, self.viewport.ratio)
        edge = None
        if self._document and self._picture:
            self._paint_picture(painter, rect, area, self._picture, budget)
            edge = self._paint_tints(painter, rect.intersected(area.toAlignedRect()), self._document, budget)
            if self.grid_visible and self.viewport.zoom >= overlays.GRID_FROM:
                overlays.draw_grid(painter, self.viewport, self.viewport.box_under(rect))
        painter.end()
        if edge is None:
            self._edge.lay(rect, None, rect)
        else:
            thick = self.viewport.ratio >= THICK_FROM
            self._edge.lay(edge.rect, edge.rim | edge.border if thick else edge.rim, rect)

    def _paint_picture(
        self, painter: QPainter, rect: QRect, area: QRectF, picture: ColourPyramid, budget: Budget
    ) -> None:
        size = self.viewport.picture
        whole = Box(0, 0, size.width(), size.height())
        solid = self._freshen(rect, picture, whole, budget) and picture.opaque
        if not solid:
            painter.setBrushOrigin(area.topLeft())
            painter.fillRect(area.intersected(rect.toRectF()), self._checkers)
        self._paint_pixels(painter, rect, picture, whole, solid=solid)
        for pyramid, box, opacity in self.preview.layers():
            self._freshen(rect, pyramid, box, budget)
            painter.setOpacity(opacity)
            self._paint_pixels(painter, rect, pyramid, box, solid=False)
        painter.setOpacity(1.0)

    def _freshen(self, rect: QRect, pyramid: Pyramid, place: Box, budget: Budget) -> bool:
        """Make what is seen under `rect` of a pyramid that covers `place`. False where the budget leaves some over,
        which is painted later."""
        number = level_for(self.viewport.zoom)
        left_over = pyramid.freshen(number, self._level_part(rect, pyramid, place, number), budget)
        if left_over.isEmpty():
            return True
        left, top, width, height = (value << number for value in left_over.getRect())  # pyright: ignore[reportGeneralTypeIssues]
        near = self.viewport.box_on_device(Box(place.left + left, place.top + top, width, height)).toAlignedRect()
        self._later += near.adjusted(-SPOILED, -SPOILED, SPOILED, SPOILED).intersected(rect)
        return False

    def _paint_pixels(self, painter: QPainter, rect: QRect, pyramid: ColourPyramid, place: Box, *, solid: bool) -> None:
        """Paint what lies under `rect` of a pyramid, from the level that fits the zoom. Where that could not be made in
        time, a smaller level shows through; `solid` says that nothing does."""
        number = level_for(self.viewport.zoom)
        coarser = None if solid else pyramid.coarser(number)
        painter.save()
        painter.setClipRect(self.viewport.box_on_device(place), Qt.ClipOperation.IntersectClip)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self.viewport.zoom < NEAREST_FROM)
        for level in (coarser, number):
            part = self._level_part(rect, pyramid, place, number if level is None else level)
            if level is not None and not part.isEmpty():
                left, top, width, height = (value << level for value in part.getRect())  # pyright: ignore[reportGeneralTypeIssues]
                target = self.viewport.box_on_device(Box(place.left + left, place.top + top, width, height))
                painter.drawImage(target, pyramid.solid_image(level) if solid else pyramid.image(level), part.toRectF())
        painter.restore()

    def _level_part(self, rect: QRect, pyramid: Pyramid, place: Box, number: int) -> QRect:
        """What of a level lies under `rect`, and what smoothing needs around it."""
        under = moved(self.viewport.box_under(rect, margin=2 << number), -place.left, -place.top)
        left, top = under.left >> number, under.top >> number
        return QRect(left, top, (under.width >> number) + 2, (under.height >> number) + 2).intersected(
            pyramid.area(number)
        )

    def _paint_tints(self, painter: QPainter, rect: QRect, document: Document, budget: Budget) -> tints.Sample | None:
        """Paint the planes that are shown; gives the mask where its edge is to be drawn."""
        if self.strength_visible and (found := self._sample(document.strength, rect, budget)):
            values = tints.hatched(found, self.viewport.device_origin)
            painter.drawImage(found.rect, tints.tint_image(values, tints.colour_table(tints.STRENGTH)))
        if self.regions_visible:
            for region, colour in self.shown_regions:
                if found := self._sample(region.plane, rect, budget):
                    painter.drawImage(found.rect, tints.tint_image(tints.outlined(found), tints.region_table(colour)))
        found = self._sample(document.mask, rect, budget) if self.mask_visible else None
        if found and self.preview.box is None:  # a preview is seen as it is, within the edge
            painter.drawImage(found.rect, tints.tint_image(found.inner, self._tint))
        return found

    # ---- reading

    def _sample(self, plane: Plane, rect: QRect, budget: Budget) -> tints.Sample | None:
        if plane not in self._planes:
            size = self.viewport.picture
            self._planes[plane] = MaskPyramid(size.width(), size.height(), lambda box: _shown(plane, box))
        number, pyramid, size = level_for(self.viewport.zoom), self._planes[plane], self.viewport.picture
        whole = Box(0, 0, size.width(), size.height())
        self._freshen(rect, pyramid, whole, budget)
        level, part = pyramid.level(number), self._level_part(rect, pyramid, whole, number)
        if rect.isEmpty() or not level[to_box(part).slices].any():
            return None
        return tints.sample(level, self.viewport, rect)

    def _read(self, box: Box) -> np.ndarray:
        assert self._document is not None
        return to_srgb(self._document.composite.read(box), self._document.profile)


def _shown(plane: Plane, box: Box) -> np.ndarray:
    """The values of a plane, from 0 for its usual state: of the strength map, what is kept."""
    values = plane.read(box)
    return values if plane.background == 0 else plane.background - values
