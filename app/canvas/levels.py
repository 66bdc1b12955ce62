"""One painting of the view from pyramids: what it makes in its time, and what it leaves for the next one."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QRegion

from app.canvas.pyramid import Budget, ColourPyramid, Pyramid, level_for
from app.canvas.viewport import Viewport
from app.document.boxes import moved
from paella_core.request import Box

NEAREST_FROM = 2.0  # the zoom from which pixels are shown as squares
SPOILED = 3  # device pixels around a change that smoothing and the mask's edge reach
PATIENCE = 0.008  # seconds that may go into making levels before something is painted


class Round:
    """A painting of stale rectangles. `later` is what there was no time for, in device pixels: it shows what was there,
    and is to be painted again soon."""

    def __init__(self, viewport: Viewport) -> None:
        self.viewport = viewport
        self.later = QRegion()
        self._budget = Budget(PATIENCE)

    @property
    def number(self) -> int:
        """The level that fits the zoom."""
        return level_for(self.viewport.zoom)

    def freshen(self, rect: QRect, pyramid: Pyramid, place: Box) -> bool:
        """Make what is seen under `rect` of a pyramid that covers `place`. False where something is left over."""
        number = self.number
        left_over = pyramid.freshen(number, self.part(rect, pyramid, place, number), self._budget)
        if left_over.isEmpty():
            return True
        near = self._on_device(left_over, number, place).toAlignedRect()
        self.later += near.adjusted(-SPOILED, -SPOILED, SPOILED, SPOILED).intersected(rect)
        return False

    def part(self, rect: QRect, pyramid: Pyramid, place: Box, number: int) -> QRect:
        """What of a level lies under `rect`, and what smoothing needs around it."""
        under = moved(self.viewport.box_under(rect, margin=2 << number), -place.left, -place.top)
        left, top = under.left >> number, under.top >> number
        return QRect(left, top, (under.width >> number) + 2, (under.height >> number) + 2).intersected(
            pyramid.area(number)
        )

    def paint_pixels(self, painter: QPainter, rect: QRect, pyramid: ColourPyramid, place: Box, *, solid: bool) -> None:
        """Paint what lies under `rect` of a pyramid, from the level that fits the zoom. Where that could not be made in
        time, a smaller level shows through; `solid` says that nothing does."""
        number = self.number
        coarser = None if solid else pyramid.coarser(number)
        painter.save()
        painter.setClipRect(self.viewport.box_on_device(place), Qt.ClipOperation.IntersectClip)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self.viewport.zoom < NEAREST_FROM)
        for level in (coarser, number):
            part = self.part(rect, pyramid, place, number if level is None else level)
            if level is not None and not part.isEmpty():
                image = pyramid.solid_image(level) if solid else pyramid.image(level)
                painter.drawImage(self._on_device(part, level, place), image, part.toRectF())
        painter.restore()

    def _on_device(self, part: QRect, level: int, place: Box) -> QRectF:
        """Where a part of a level lies in device pixels."""
        left, top, width, height = (value << level for value in part.getRect())  # pyright: ignore[reportGeneralTypeIssues]
        return self.viewport.box_on_device(Box(place.left + left, place.top + top, width, height))
