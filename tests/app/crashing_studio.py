"""The whole editor, offscreen, in which mouse events paint a mask until it is killed: `crashing_studio.py HOME SEED`.

As in `crashing.py`, with strokes along rows of cells: a mask says how far the hand came by the centres that it covers.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from crashing import ACROSS, CELL, MOST, SIDE, Answers, Desk
from fakes import FakeEngine
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.application.studio import Studio
from app.document.document import Document
from app.modes import Mode
from app.settings import Settings

LEFT = Qt.MouseButton.LeftButton
EVERY = 2  # cells, so that a brush that is seen at half size meets one centre only


class StudioDesk(Desk):
    """The hand on the real window."""

    def __init__(self, home: Path, seed: int) -> None:
        random_ = random.Random(seed)
        settings = Settings(home)
        settings.tour_seen = True
        self.studio = Studio(settings, FakeEngine().open, home, lambda over: Answers(over, home, random_))
        super().__init__(home, random_, self.studio.commands.files, self.studio)
        self.studio.toolbox.mask_brush.settings.size = CELL
        self.studio.recipe.set_mode(Mode.VARY)  # no context box, whose grips would take some presses
        self.studio.show([])
        self.studio.window.resize(1280, 800)

    def begin(self) -> None:
        super().begin()
        self.studio.commands.view.fit()

    def count(self, document: Document) -> int:
        return marks(document.mask.array)

    def scribble(self, document: Document) -> None:
        """The mouse paints all there is."""

    def paint(self) -> Iterator[None]:
        canvas = self.studio.parts.canvas
        while True:
            left = random.Random(self.number).choice([1, 5, 20, 64])
            QTest.mousePress(canvas, LEFT, pos=self._place())
            while left and self.number < most():
                QTest.mouseMove(canvas, self._place())
                self.number += 1
                self.tell_dab()
                left = 0 if self.number % per_row() == 0 else left - 1
                yield
            QTest.mouseRelease(canvas, LEFT, pos=self._place(-1))
            yield

    def _place(self, step: int = 0) -> QPoint:
        """Where the next cell's centre is on the canvas."""
        row, column = divmod(max(self.number + step, 0), per_row())
        centre = QPointF((column * EVERY + 0.5) * CELL, (row * EVERY + 0.5) * CELL)
        return self.studio.parts.canvas.viewport.to_widget(centre).toPoint()


def per_row() -> int:
    return ACROSS // EVERY


def most() -> int:
    return MOST // EVERY**2


def marks(mask: np.ndarray) -> int:
    """How many centres a mask (height, width) covers.

    Raises:
        ValueError: it is none that the hand has ever made.
    """
    step = EVERY * CELL
    covered = mask[:SIDE, :SIDE][CELL // 2 :: step, CELL // 2 :: step].ravel() > 0
    if covered[: int(covered.sum())].sum() != covered.sum():
        raise ValueError("a part of a stroke is missing")
    return int(covered.sum())


if __name__ == "__main__":
    application = QApplication(sys.argv[:1])
    desk = StudioDesk(Path(sys.argv[1]), int(sys.argv[2]))
    QCoreApplication.exec()
