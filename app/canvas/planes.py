"""The document's planes as tints over the picture: mask, band, strength, regions, and what is kept."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QRegion

from app.canvas import tints
from app.canvas.band import band
from app.canvas.heat import heat_table
from app.canvas.levels import Round
from app.canvas.patterns import FULL_MARK, dots, locks, pattern_table, patterned
from app.canvas.pyramid import MaskPyramid, Read
from app.canvas.viewport import Viewport
from app.document.boxes import to_box
from app.document.document import Document
from app.document.node import Region
from app.document.plane import Plane
from paella_core.request import Box

_BAND_GROUND, _BAND_DOTS = 0.4, 1.6  # how strong the band is beside the mask's alpha
_BAND_LEAST = 96  # of 255: the band's faint end is seen as well
_KEEP_GROUND, _KEEP_LOCKS = QColor(46, 160, 92, 84), QColor(222, 255, 232, 225)


class Planes:
    """Which planes are shown, and how. Each has a pyramid of its own."""

    def __init__(self, viewport: Viewport) -> None:
        self.mask_visible = True
        self.strength_visible = self.regions_visible = self.keep_visible = False
        self.shown_regions: tuple[tuple[Region, QColor], ...] = ()
        self.band = 0  # pixels beyond the mask's edge
        self._viewport = viewport
        self._made: dict[Plane, MaskPyramid] = {}
        self._beyond: MaskPyramid | None = None
        self._heat = heat_table()
        self._keep_table = pattern_table(_KEEP_GROUND, _KEEP_LOCKS)
        self.set_mask_tint(tints.MASK)

    def set_mask_tint(self, colour: QColor) -> None:
        """The colour of the mask, with its alpha where the mask is strongest; the band has a lighter one."""
        self._mask_table = tints.colour_table(colour)
        ground, mark = QColor(colour), QColor(colour).lighter(125)
        ground.setAlphaF(colour.alphaF() * _BAND_GROUND)
        mark.setAlphaF(min(colour.alphaF() * _BAND_DOTS, 1.0))
        self._band_table = pattern_table(ground, mark)

    def set_band(self, pixels: int) -> None:
        """Another width of the band; 0 for none."""
        self.band, self._beyond = pixels, None

    def forget(self) -> None:
        """The document is another, or has another size or other regions."""
        self._made, self._beyond = {}, None

    def invalidate(self, box: Box) -> None:
        """Pixels of the document changed."""
        for pyramid in self._made.values():
            pyramid.invalidate(box)

    def invalidate_band(self, box: Box) -> Box:
        """Pixels of the mask changed; gives where the band may be another."""
        wide = Box(box.left - self.band, box.top - self.band, box.width + 2 * self.band, box.height + 2 * self.band)
        if self._beyond:
            self._beyond.invalidate(wide)
        return wide

    def paint(
        self, painter: QPainter, rect: QRect, document: Document, making: Round, *, previewed: bool
    ) -> tints.Sample | None:
        """Paint the planes that are shown; gives the mask where its edge is to be drawn. Beside a preview, which is
        seen as it is, the mask is its edge alone."""
        if self.strength_visible:
            self._paint_strength(painter, rect, document, making)
        if self.regions_visible:
            for region, colour in self.shown_regions:
                if found := self._sample(self._plane(region.plane), rect, making):
                    painter.drawImage(found.rect, tints.tint_image(tints.outlined(found), tints.region_table(colour)))
        found = self._sample(self._plane(document.mask), rect, making) if self.mask_visible else None
        if self.mask_visible and not previewed:
            self._paint_band(painter, rect, document, making)
            if found:
                painter.drawImage(found.rect, tints.tint_image(found.inner, self._mask_table))
        if self.keep_visible and (kept := self._sample(self._plane(document.keep), rect, making)):
            values = patterned(kept, self._viewport.device_origin, locks(self._viewport.ratio))
            values[kept.rim] = FULL_MARK
            painter.drawImage(kept.rect, tints.tint_image(values, self._keep_table))
        return found

    def _paint_strength(self, painter: QPainter, rect: QRect, document: Document, making: Round) -> None:
        found = self._sample(self._plane(document.strength), rect, making)
        rest = QRegion(rect)
        if found:
            painter.drawImage(found.rect, tints.tint_image(found.inner, self._heat))
            rest -= QRegion(found.rect)
        for part in rest:  # pyright: ignore[reportGeneralTypeIssues]
            painter.fillRect(part, QColor.fromRgba(self._heat[0]))

    def _paint_band(self, painter: QPainter, rect: QRect, document: Document, making: Round) -> None:
        if not self.band:
            return
        if self._beyond is None:
            self._beyond = self._pyramid(lambda box: _lifted(band(document.mask, box, self.band)))
        if found := self._sample(self._beyond, rect, making):
            values = patterned(found, self._viewport.device_origin, dots(self._viewport.ratio))
            painter.drawImage(found.rect, tints.tint_image(values, self._band_table))

    def _plane(self, plane: Plane) -> MaskPyramid:
        if plane not in self._made:
            self._made[plane] = self._pyramid(lambda box: _shown(plane, box))
        return self._made[plane]

    def _pyramid(self, read: Read) -> MaskPyramid:
        size = self._viewport.picture
        return MaskPyramid(size.width(), size.height(), read)

    def _sample(self, pyramid: MaskPyramid, rect: QRect, making: Round) -> tints.Sample | None:
        size = self._viewport.picture
        whole = Box(0, 0, size.width(), size.height())
        making.freshen(rect, pyramid, whole)
        level, part = pyramid.level(making.number), making.part(rect, pyramid, whole, making.number)
        if rect.isEmpty() or not level[to_box(part).slices].any():
            return None
        return tints.sample(level, self._viewport, rect)


def _shown(plane: Plane, box: Box) -> np.ndarray:
    """The values of a plane, from 0 for its usual state: of the strength map, what is kept."""
    values = plane.read(box)
    return values if plane.background == 0 else plane.background - values


def _lifted(values: np.ndarray) -> np.ndarray:
    """What is not 0 at least so strong that it is seen."""
    return np.where(values > 0, np.maximum(values, _BAND_LEAST), 0).astype(np.uint8)
