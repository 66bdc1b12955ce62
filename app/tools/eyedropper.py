"""The eyedropper, which takes a colour from the picture."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtGui import QColor

from app.document.document import Document
from app.document.node import Layer
from app.language import tr
from app.tools.colours import Colours, as_colour
from app.tools.options import Option, Options
from app.tools.tool import Phase, PointerEvent, Shape, ShapeKind, Steps, Tool
from paella_core.request import Box


class EyedropperSettings(Options):
    """Where the colour comes from."""

    merged = Option(True)  # from all layers as they are seen, or from the active one alone


def pixels_of(document: Document, box: Box, *, merged: bool) -> np.ndarray:
    """The straight RGBA pixels of a box of the canvas: of all layers as they are seen, or of the active one, which are
    transparent where it has none. Not to be written to."""
    if merged:
        return document.composite.read(box)
    if isinstance(document.active, Layer):
        return document.active.read(box)
    return np.zeros((box.height, box.width, 4), document.dtype)


def colour_at(document: Document, x: float, y: float, *, merged: bool) -> QColor | None:
    """The colour of the pixel at a point; None outside the canvas, and where nothing is seen."""
    column, row = math.floor(x), math.floor(y)
    if not (0 <= column < document.width and 0 <= row < document.height):
        return None
    pixel = pixels_of(document, Box(column, row, 1, 1), merged=merged)[0, 0]
    return as_colour(pixel) if pixel[3] else None


class Eyedropper(Tool):
    """Takes the colour under the cursor as the foreground, or with the right button or Alt as the background."""

    def __init__(self, settings: EyedropperSettings, colours: Colours) -> None:
        super().__init__()
        self.settings = settings
        self._colours = colours

    def hint(self) -> str:
        """One line on how it is used."""
        return tr("Click to take a colour. Right button or Alt: as the background colour.")

    def gesture(self, document: Document, press: PointerEvent) -> Steps:
        """Takes the colour at the press, and follows the drag."""
        name = "background" if press.right or press.alt else "foreground"
        event = press
        try:
            while event.phase in (Phase.PRESS, Phase.MOVE):
                colour = self._show(document, event)
                if colour is not None:
                    setattr(self._colours, name, colour)
                event = yield
        finally:
            self.show_shapes()

    def hover(self, document: Document, event: PointerEvent) -> None:
        """Shows what would be taken."""
        self._show(document, event)

    def _show(self, document: Document, event: PointerEvent) -> QColor | None:
        colour = colour_at(document, event.x, event.y, merged=self.settings.merged)
        point = (event.x, event.y)
        self.show_shapes(*[Shape(ShapeKind.SWATCH, (point,), colour.name(), colour)] if colour else [])
        return colour
