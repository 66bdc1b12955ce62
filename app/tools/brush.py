"""The mask brush and its settings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from weakref import ref

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal

from app.document.document import Document
from app.document.plane import Plane
from app.tools.stroke import Touch, dab, line
from app.tools.tool import Outline, Phase, PointerEvent, Steps, Tool
from paella_core.request import Box

SMALLEST, LARGEST = 1, 1000  # diameter in pixels
LIGHTEST = 0.1  # the share of the size that the lightest touch of a pen keeps

Combine = Callable[[np.ndarray, np.ndarray], None]


class BrushSettings(QObject):
    """Diameter in image pixels (1..1000), hardness (0..1) and whether the brush takes away."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._size = 64
        self._hardness = 0.8
        self._erase = False

    @property
    def size(self) -> int:
        """Diameter in image pixels, 1..1000; other values are clipped."""
        return self._size

    @size.setter
    def size(self, value: float) -> None:
        self._set("_size", min(max(round(value), SMALLEST), LARGEST))

    @property
    def hardness(self) -> float:
        """0 fades from the centre on, 1 has a sharp edge; other values are clipped."""
        return self._hardness

    @hardness.setter
    def hardness(self, value: float) -> None:
        self._set("_hardness", min(max(float(value), 0.0), 1.0))

    @property
    def erase(self) -> bool:
        """Whether the brush takes away from the mask."""
        return self._erase

    @erase.setter
    def erase(self, value: bool) -> None:
        self._set("_erase", value)

    def _set(self, name: str, value: object) -> None:
        if getattr(self, name) != value:
            setattr(self, name, value)
            self.changed.emit()


class MaskBrush(Tool):
    """Paints where the picture may change.

    The right button, a pen's other end and `BrushSettings.erase` take away; Shift goes on in a straight line from where
    the last stroke ended; Alt changes the size with the distance dragged to the right.
    """

    def __init__(self, settings: BrushSettings) -> None:
        super().__init__()
        self.settings = settings
        self._last: tuple[ref[Document], Touch] | None = None
        settings.changed.connect(self.outline_changed)

    def outline(self) -> Outline | None:
        """The brush at its full size."""
        radius = self.settings.size / 2
        return Outline(radius, radius * self.settings.hardness)

    def gesture(self, document: Document, press: PointerEvent) -> Steps:
        """A stroke, or a change of size."""
        if press.modifiers & Qt.KeyboardModifier.AltModifier:
            return self._resize(press)
        return self._stroke(document, press)

    def _stroke(self, document: Document, press: PointerEvent) -> Steps:
        erase = self._erases(press)
        combine = _take_away if erase else _add
        last = self._touch(press)
        with document.edit("Erase mask" if erase else "Paint mask", document.mask):
            self._stamp(document.mask, self._start(document, press), combine)
            while (event := (yield)).phase is Phase.MOVE:
                touch = self._touch(event)
                self._stamp(document.mask, line(last, touch), combine)
                last = touch
        self._last = (ref(document), last)

    def _resize(self, press: PointerEvent) -> Steps:
        size = self.settings.size
        while (event := (yield)).phase is Phase.MOVE:
            self.settings.size = size + 2 * (event.x - press.x)

    def _erases(self, press: PointerEvent) -> bool:
        return self.settings.erase or press.eraser or bool(press.buttons & Qt.MouseButton.RightButton)

    def _touch(self, event: PointerEvent) -> Touch:
        radius = self.settings.size * max(event.pressure, LIGHTEST) / 2
        return Touch(event.x, event.y, max(radius, SMALLEST / 2))

    def _start(self, document: Document, press: PointerEvent) -> Iterable[Touch]:
        """The first touch; where Shift asks for it, with the line that leads there from the end of the last stroke."""
        touch = self._touch(press)
        if press.modifiers & Qt.KeyboardModifier.ShiftModifier and self._last and self._last[0]() is document:
            return line(self._last[1], touch)
        return [touch]

    def _stamp(self, mask: Plane, touches: Iterable[Touch], combine: Combine) -> None:
        dabs = [dab(touch, self.settings.hardness) for touch in touches]
        area = mask.clipped(_around([box for box, _ in dabs]))
        if not area.width or not area.height:
            return
        with mask.paint(area):
            for box, shape in dabs:
                part = mask.clipped(box)
                inside = Box(part.left - box.left, part.top - box.top, part.width, part.height)
                combine(mask.array[part.slices], shape[inside.slices])


def _add(pixels: np.ndarray, shape: np.ndarray) -> None:
    np.maximum(pixels, shape, out=pixels)


def _take_away(pixels: np.ndarray, shape: np.ndarray) -> None:
    np.minimum(pixels, 255 - shape, out=pixels)


def _around(boxes: list[Box]) -> Box:
    """The smallest box that holds all of `boxes`."""
    left, top = min(box.left for box in boxes), min(box.top for box in boxes)
    right, bottom = max(box.left + box.width for box in boxes), max(box.top + box.height for box in boxes)
    return Box(left, top, right - left, bottom - top)
