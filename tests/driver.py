"""A hand on the real window: it moves the mouse, presses keys, and looks at what is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.application.studio import Studio
from app.dialogs.dialogs import Answer, Dialogs
from app.document.document import Document
from app.engine.worker import Opener
from app.settings import Settings

FILL = ((60, 60), (100, 70), (120, 60))
LEFT = Qt.MouseButton.LeftButton


class ScriptedDialogs(Dialogs):
    """Answers the questions as a test says, and counts how often it was asked about unsaved changes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.to_open: list[Path] = []
        self.to_save: Path | None = None
        self.answer = Answer.CANCEL
        self.asked = 0

    def files_to_open(self, folder: str) -> list[Path]:  # noqa: ARG002 - the real one starts there
        return self.to_open

    def file_to_save(self, title: str, suggestion: Path) -> Path | None:  # noqa: ARG002
        return self.to_save

    def unsaved(self, name: str) -> Answer:  # noqa: ARG002
        self.asked += 1
        return self.answer


class Driver:
    """One studio and the hand that works it. Positions are pixels of the picture."""

    def __init__(self, studio: Studio, qtbot) -> None:
        self.studio = studio
        self.window = studio.window
        self.parts = studio.parts
        self.canvas = studio.parts.canvas
        self.qtbot = qtbot

    @property
    def document(self) -> Document:
        current = self.studio.session.current
        assert current is not None
        return current

    @property
    def picture(self) -> np.ndarray:
        return self.document.picture.array

    @property
    def dialogs(self) -> ScriptedDialogs:
        dialogs = self.studio.commands.files.dialogs
        assert isinstance(dialogs, ScriptedDialogs)
        return dialogs

    def place(self, x: float, y: float) -> QPoint:
        """Where a pixel of the picture is on the canvas."""
        return self.canvas.viewport.to_widget(QPointF(x, y)).toPoint()

    def stroke(self, *points: tuple[float, float]) -> None:
        """Paint through points with the left button."""
        self.press(*points[0])
        for x, y in points[1:]:
            QTest.mouseMove(self.canvas, self.place(x, y))
        self.release(*points[-1])

    def press(self, x: float, y: float) -> None:
        QTest.mousePress(self.canvas, LEFT, pos=self.place(x, y))

    def release(self, x: float, y: float) -> None:
        QTest.mouseRelease(self.canvas, LEFT, pos=self.place(x, y))

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key in the widget that has the focus."""
        QTest.keyClick(self.window.focusWidget() or self.window, key, modifiers)

    def control(self, key: Qt.Key) -> None:
        self.key(key, Qt.KeyboardModifier.ControlModifier)

    def click(self, widget: QWidget) -> None:
        QTest.mouseClick(widget, LEFT)

    def write_prompt(self, text: str) -> None:
        """Click into the prompt and type."""
        self.click(self.parts.prompt.prompt.viewport())
        QTest.keyClicks(self.parts.prompt.prompt, text)

    def fill(self, text: str = "a red boat") -> None:
        """Paint, describe, and press the button."""
        self.stroke(*FILL)
        self.write_prompt(text)
        self.click(self.parts.prompt.generate)

    def wait_until_done(self, timeout: int = 10_000) -> None:
        self.qtbot.waitUntil(lambda: not self.studio.commands.work.working, timeout=timeout)


@contextmanager
def driving(
    qtbot, opener: Opener, home: Path, files: Sequence[Path] = (), size: tuple[int, int] | None = (1280, 800)
) -> Iterator[Driver]:
    """An open studio with its window shown, closed at the end whatever happens."""
    studio = Studio(Settings(home), opener, ScriptedDialogs)
    try:
        studio.show(files)
        if size is not None:
            studio.window.resize(*size)
        qtbot.waitExposed(studio.window)
        studio.window.activateWindow()
        yield Driver(studio, qtbot)
    finally:
        studio.close()
        studio.deleteLater()
