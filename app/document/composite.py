"""The picture that all visible layers make together, kept up to date in rectangles."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRect
from PySide6.QtGui import QRegion

from app.document.blending import BlendMode
from app.document.boxes import clipped, contains, to_box, to_rect
from app.document.compositor import Compositor
from app.document.dirty import gathered
from app.document.node import Group, Layer
from paella_core.request import Box


class Composite:
    """The composite of a group within the canvas: straight RGBA in the depth of the layers.

    Where one layer alone is seen as it is, its own pixels serve and nothing is kept here.
    """

    def __init__(self, root: Group, bounds: Box, dtype: np.dtype) -> None:
        self._root = root
        self._dtype = dtype
        self._bounds = bounds
        self._compositor = Compositor()
        self._pixels: np.ndarray | None = None
        self._stale = QRegion()

    def resize(self, bounds: Box) -> None:
        """Another canvas."""
        self._bounds = bounds
        self._pixels = None

    def invalidate(self, rect: QRect) -> None:
        """Say that layers changed there."""
        if self._pixels is not None:
            self._stale += rect.intersected(to_rect(self._bounds))

    def read(self, box: Box) -> np.ndarray:
        """The pixels of `box`, clipped to the canvas: (height, width, 4). Not to be written to, and only good until the
        next change."""
        part = clipped(box, self._bounds)
        alone = only_layer(self._root)
        if alone is not None:
            self._pixels = None
            plane = alone.pixels
            return plane.view(part) if contains(plane.area, part) else plane.read(part)
        self._freshen(part)
        assert self._pixels is not None
        return self._pixels[part.slices]

    def _freshen(self, part: Box) -> None:
        if self._pixels is None:
            self._pixels = np.zeros((self._bounds.height, self._bounds.width, 4), self._dtype)
            self._stale = QRegion(to_rect(self._bounds))
        for rect in gathered(self._stale.intersected(to_rect(part))):
            box = to_box(rect)
            self._compositor.compose(self._root, box, self._pixels[box.slices])
            self._stale -= rect


def only_layer(root: Group) -> Layer | None:
    """The layer that alone is seen, exactly as its pixels are; None where more than one is, or it is changed, as by a
    mask."""
    shown = [node for node in root.children if node.look.visible]
    if len(shown) != 1 or shown[0].look.opacity < 1 or shown[0].look.mode is not BlendMode.NORMAL:
        return None
    if isinstance(shown[0], Group):
        return only_layer(shown[0])
    return shown[0] if isinstance(shown[0], Layer) and shown[0].effective_mask is None else None
