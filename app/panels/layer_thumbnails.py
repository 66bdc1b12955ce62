"""Small pictures of layers, drawn one at a time while nothing else is to be done."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, Qt

from app.document.document import Document
from app.document.node import Layer, Node
from app.document.plane import Plane, eight_bits
from app.panels.checkerboard import draw_checkerboard
from app.qimage import to_qimage
from paella_core.request import Box

_PAUSE = 120  # milliseconds between two pictures while somebody paints
_SAMPLES = 3  # pixels that are looked at for one of the thumbnail, across and down


class Thumbnails(QObject):
    """The canvas as each layer fills it, and as its mask does. `drawn` tells of the node that has another picture
    now."""

    drawn = Signal(object)

    def __init__(self, size: int) -> None:
        """`size` is the side of the square that they fit into, in logical pixels."""
        super().__init__()
        self._size = size
        self._density = 1.0
        self._document: Document | None = None
        self._pictures: dict[Node, QImage] = {}
        self._masks: dict[Node, QImage] = {}
        self._watched: list[Layer] = []
        self._stale: dict[Layer, None] = {}  # in the order in which they changed
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self._draw_next)

    def set_document(self, document: Document | None) -> None:
        """Draw the layers of another document, or none."""
        if self._document is not None:
            self._document.history_changed.disconnect(self._watch)
            self._document.resized.disconnect(self._draw_all)
        self._document = document
        self._pictures.clear()
        self._masks.clear()
        if document is not None:
            document.history_changed.connect(self._watch)
            document.resized.connect(self._draw_all)
        self._watch()

    def set_density(self, density: float) -> None:
        """How many pixels of the screen a logical pixel has."""
        if density != self._density:
            self._density = density
            self._draw_all()

    def of(self, node: Node) -> QImage | None:
        """The picture of a layer; None for a group, and while it is not drawn yet."""
        return self._pictures.get(node)

    def mask_of(self, node: Node) -> QImage | None:
        """The picture of a layer's mask; None where it has none, and while it is not drawn yet."""
        return self._masks.get(node)

    def _watch(self) -> None:
        """Follow the layers that came, and leave those that went."""
        layers = self._document.layers() if self._document else []
        for layer in self._watched:
            if layer not in layers:
                layer.changed.disconnect(self._on_changed)
                self._pictures.pop(layer, None)
                self._masks.pop(layer, None)
                self._stale.pop(layer, None)
        for layer in layers:
            if layer not in self._watched:
                layer.changed.connect(self._on_changed)
                self._stale[layer] = None
        self._watched = layers
        self._go_on()

    def _draw_all(self) -> None:
        self._stale.update(dict.fromkeys(self._watched))
        self._go_on()

    def _on_changed(self) -> None:
        layer = self.sender()
        if isinstance(layer, Layer):
            self._stale[layer] = None
            self._go_on()

    def _go_on(self) -> None:
        if self._stale and not self._timer.isActive():
            self._timer.start()

    def _draw_next(self) -> None:
        if not self._stale or self._document is None:
            return
        layer = next(iter(self._stale))
        del self._stale[layer]
        bounds, size, density = self._document.bounds, self._size, self._density
        self._pictures[layer] = thumbnail(layer, bounds, size, density)
        if layer.mask is None:
            self._masks.pop(layer, None)
        else:
            self._masks[layer] = mask_thumbnail(layer.mask, bounds, size, density)
        self.drawn.emit(layer)
        self._go_on()


def thumbnail(layer: Layer, canvas: Box, size: int, density: float) -> QImage:
    """The canvas with a layer, without its mask, on a checkerboard, made to fit a square of `size` logical pixels.

    Only a grid of the layer's pixels is looked at, so that it takes about a millisecond, however large the layer is.
    """
    small = _small(layer.pixels, canvas, size, density)
    picture = QImage(small.size(), QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    draw_checkerboard(painter, picture.rect(), round(4 * density))
    painter.drawImage(0, 0, small)
    painter.end()
    picture.setDevicePixelRatio(density)
    return picture


def mask_thumbnail(mask: Plane, canvas: Box, size: int, density: float) -> QImage:
    """The mask of a layer on the canvas in the same way: white where the layer is shown, black where it is hidden."""
    picture = _small(mask, canvas, size, density)
    picture.setDevicePixelRatio(density)
    return picture


def _small(plane: Plane, canvas: Box, size: int, density: float) -> QImage:
    """The part of a plane that lies on the canvas, or its background there."""
    scale = size * density / max(canvas.width, canvas.height)
    width, height = max(round(canvas.width * scale), 1), max(round(canvas.height * scale), 1)
    columns = _places(canvas.width, min(width * _SAMPLES, canvas.width)) - plane.area.left
    rows = _places(canvas.height, min(height * _SAMPLES, canvas.height)) - plane.area.top
    sampled = np.full((len(rows), len(columns), *plane.array.shape[2:]), plane.background, np.uint8)
    across = (columns >= 0) & (columns < plane.area.width)
    down = (rows >= 0) & (rows < plane.area.height)
    sampled[np.ix_(down, across)] = eight_bits(plane.array[np.ix_(rows[down], columns[across])])
    return to_qimage(sampled).scaled(
        width, height, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )


def _places(length: int, count: int) -> np.ndarray:
    """`count` places spread evenly over 0..`length` - 1."""
    return ((np.arange(count) + 0.5) * length / count).astype(np.int64)
