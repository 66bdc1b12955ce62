"""An image in place of a part of the picture, which cross-fades into the next one."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import QObject, QVariantAnimation, Signal

from app.canvas.pyramid import ColourPyramid
from paella_core.request import Box

FADE = 120  # milliseconds

Placed = tuple[ColourPyramid, Box]


class Preview(QObject):
    """What is shown, and what was shown before as long as the fade lasts. `faded` tells of each step of it."""

    faded = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.motion = True
        self._now: Placed | None = None
        self._before: Placed | None = None
        self._fade = QVariantAnimation(self, startValue=0.0, endValue=1.0, duration=FADE)
        self._fade.valueChanged.connect(self.faded)
        self._fade.finished.connect(self._forget)

    @property
    def box(self) -> Box | None:
        """What it covers; None where nothing is shown."""
        return self._now[1] if self._now else None

    @property
    def fading(self) -> bool:
        """Whether one image goes over into the next."""
        return self._fade.state() is not QVariantAnimation.State.Stopped

    @property
    def boxes(self) -> tuple[Box, ...]:
        """All that is covered, also by what fades away."""
        return tuple(box for _, box, _ in self.layers())

    def show(self, image: np.ndarray, box: Box) -> None:
        """Fade from what is shown to an image of the box's size."""
        before = self._now
        self.show_at_once(image, box)
        if self.motion:
            self._before = before
            self._fade.start()

    def show_at_once(self, image: np.ndarray, box: Box) -> None:
        """Show an image of the box's size, and nothing of the one before."""
        self._fade.stop()
        self._before, self._now = None, (ColourPyramid.of(image), box)

    def clear(self) -> None:
        """Show nothing, at once."""
        self._fade.stop()
        self._now = self._before = None

    def layers(self) -> Iterator[tuple[ColourPyramid, Box, float]]:
        """What is to be painted, the lowest first: pixels, place and opacity (0..1)."""
        if self._before:
            yield *self._before, 1.0
        if self._now:
            yield *self._now, float(self._fade.currentValue()) if self.fading else 1.0

    def _forget(self) -> None:
        self._before = None
