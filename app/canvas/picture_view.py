"""A document on the screen: the picture, and what is shown over and around it. What the hand does is not read here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from PySide6.QtCore import QBasicTimer, QEvent, QPoint, QPointF, QRect, QRectF, QSize, QTimer, QTimerEvent, Signal
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QPalette, QRegion, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app.canvas.foreground import Foreground
from app.canvas.scene import Scene
from app.canvas.viewport import Viewport
from app.document.boxes import to_box
from app.document.document import Document
from app.document.node import Region
from paella_core.request import Box

MARCH = 125  # milliseconds between two steps of the mask's edge
CHECKERS_ON_DARK = QColor("#5a5a5a"), QColor("#6e6e6e")
CHECKERS_ON_LIGHT = QColor("#c8c8c8"), QColor("#eeeeee")


class PictureView(QWidget):
    """Shows one document, zoomed and panned."""

    zoom_changed = Signal(float)  # device pixels per image pixel
    view_changed = Signal()  # zoom, place or size: what rulers show

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.viewport = Viewport()
        self._scene = Scene(self.viewport)
        self._foreground = Foreground(self.viewport)
        self._document: Document | None = None
        self._fitted = True
        self._regions: tuple[Region, ...] = ()
        self._told_zoom = 0.0
        self._march = QBasicTimer()
        self._scene.preview.faded.connect(self._repaint_preview)
        self._follow_palette()

    # ---- what is shown

    def sizeHint(self) -> QSize:
        """Qt's hook."""
        return QSize(800, 600)

    def set_document(self, document: Document | None) -> None:
        """Show another document, fitted; None shows none."""
        if self._document:
            self._document.changed.disconnect(self._document_changed)
            self._document.mask.changed.disconnect(self._mask_changed)
            self._document.resized.disconnect(self._document_resized)
            self._document.regions_changed.disconnect(self._regions_changed)
        self._document = document
        self._foreground.clear()
        if document:
            document.changed.connect(self._document_changed)
            document.mask.changed.connect(self._mask_changed)
            document.resized.connect(self._document_resized)
            document.regions_changed.connect(self._regions_changed)
            self.viewport.set_picture(QSize(document.width, document.height))
        self._scene.set_document(document)
        self._regions_changed()
        self.fit()

    def show_preview(self, image: np.ndarray | None, box: Box | None) -> None:
        """Go over to an image in place of what is at the box; None shows the picture again.

        The image, (height, width, 3 or 4) uint8 or uint16, has the box's size, and is not to be written to any more.
        The box may reach beyond the picture, or lie beside it.
        """
        preview = self._scene.preview
        with self._preview_changes():
            if image is None or box is None:
                preview.clear()
            else:
                preview.show(image, box)

    def show_frame(self, image: np.ndarray, box: Box) -> None:
        """The same at once: for images that follow each other quickly."""
        with self._preview_changes():
            self._scene.preview.show_at_once(image, box)

    @contextmanager
    def _preview_changes(self) -> Iterator[None]:
        """What was covered is painted again, and what is covered then."""
        shown = self._scene.preview.box is not None
        self._repaint_preview()
        yield
        self._repaint_preview()
        if shown != (self._scene.preview.box is not None):
            self._repaint_all()  # the tint of the mask comes and goes

    def set_context_box(self, box: Box | None) -> None:
        """What the engine looks at while it works, as a thin dashed box."""
        self._foreground.context_box = box
        self.update()

    def set_progress(self, fraction: float | None, left: str = "") -> None:
        """A ring, 0..1, at the corner of the context box, or of the picture where there is none, and the time that is
        left in words; None hides it."""
        self._foreground.progress, self._foreground.time_left = fraction, left
        self.update()

    def set_hint(self, text: str) -> None:
        """A line of advice at the cursor; "" for none."""
        self._foreground.hint = text
        self.update()

    def set_mask_visible(self, visible: bool) -> None:
        """Whether the mask is shown over the picture."""
        self._scene.planes.mask_visible = visible
        self._repaint_all()

    def set_mask_tint(self, colour: QColor) -> None:
        """The colour of the mask, with its alpha where the mask is strongest."""
        self._scene.planes.set_mask_tint(colour)
        self._repaint_all()

    def set_band(self, pixels: int) -> None:
        """How far beyond the mask's edge a fill may reach; that band is shown with the mask. 0 shows none."""
        if pixels != self._scene.planes.band:
            self._scene.planes.set_band(pixels)
            self._repaint_all()

    def set_strength_visible(self, visible: bool) -> None:
        """Whether colours show how much of the picture may change."""
        self._scene.planes.strength_visible = self._foreground.legend_visible = visible
        self._repaint_all()

    def set_regions_visible(self, visible: bool) -> None:
        """Whether each region is shown in its colour."""
        self._scene.planes.regions_visible = visible
        self._repaint_all()

    def set_keep_visible(self, visible: bool) -> None:
        """Whether what of a result stays is shown, over previews too."""
        self._scene.planes.keep_visible = visible
        self._repaint_all()

    def show_regions(self, regions: tuple[tuple[Region, QColor], ...]) -> None:
        """Which regions are shown when regions are, each with its colour."""
        self._scene.planes.shown_regions = regions
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
        self._update_pixels(self._scene.spoil_preview())

    def _update_pixels(self, pixels: QRect | QRegion) -> None:
        """Show device pixels again."""
        for rect in QRegion(pixels):  # pyright: ignore[reportGeneralTypeIssues]
            self.update(self.viewport.widget_rect(rect))

    def _move_edge(self) -> None:
        """Let the mask's edge march, or stand still."""
        if self._scene.preview.motion and self.isVisible():
            self._march.start(MARCH, self)
        else:
            self._march.stop()

    def timerEvent(self, event: QTimerEvent) -> None:
        """Qt's hook."""
        if event.timerId() == self._march.timerId():
            self._step_edge()
        else:
            super().timerEvent(event)

    def _step_edge(self) -> None:
        if self._document:
            self._update_pixels(self._scene.march())

    def _document_changed(self, rect: QRect) -> None:
        self._update_pixels(self._scene.invalidate(to_box(rect)))

    def _mask_changed(self, rect: QRect) -> None:
        if self._scene.planes.band:
            self._update_pixels(self._scene.invalidate_band(to_box(rect)))

    def _document_resized(self, moved: QPoint | None = None) -> None:
        """The canvas has another size; all pixels moved by `moved`. What is in view stays in place."""
        if self._document:
            size = QSize(self._document.width, self._document.height)
            self.viewport.change_picture(size, moved or QPoint())
            self._scene.reload()
            self._view_changed()

    def _regions_changed(self) -> None:
        for region in self._regions:
            region.changed.disconnect(self._document_changed)
        self._regions = self._document.regions if self._document else ()
        for region in self._regions:
            region.changed.connect(self._document_changed)
        self._scene.forget_planes()
        self.update()

    # ---- the window system

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Qt's hook."""
        if self.viewport.ratio != self.devicePixelRatioF():
            self.viewport.resize(self.size(), self.devicePixelRatioF())
        painter = QPainter(self)
        later = self._scene.draw(painter)
        self._paint_over(painter)
        painter.end()
        if not later.isEmpty():
            QTimer.singleShot(0, self, self.update)

    def _paint_over(self, painter: QPainter) -> None:
        """What lies over the picture without being part of it."""
        if self._document:
            self._foreground.paint(painter, QRectF(self.rect()), self.palette())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's hook."""
        if self._fitted:
            self.viewport.resize_fitted(event.size(), self.devicePixelRatioF())
        else:
            self.viewport.resize(event.size(), self.devicePixelRatioF())
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
        self._move_edge()
        super().hideEvent(event)
