"""Questions about packs that a test answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from app.actions import plain
from app.dialogs.packs_questions import PackQuestion, PackQuestions


class Answers(PackQuestions):
    """The real questions, answered by a test as soon as they are shown; files are chosen as it says."""

    def __init__(self) -> None:
        super().__init__(None)  # pyright: ignore[reportArgumentType]
        self.files: list[Path] = []
        self.asked: list[str] = []
        self.answer = ""  # the word of the button

    def files_to_import(self) -> list[Path]:
        return self.files

    def look(self) -> None:
        """Answer the question that is open."""
        question = QApplication.activeModalWidget()
        if isinstance(question, PackQuestion):
            self.asked.append(" ".join(label.text() for label in question.findChildren(QLabel)))
            buttons = {plain(button.text()): button for button in question.findChildren(QPushButton)}
            QTest.mouseClick(buttons[self.answer], Qt.MouseButton.LeftButton)


def answering() -> Iterator[Answers]:
    """The body of a fixture: questions are answered while it lasts."""
    made = Answers()
    timer = QTimer(interval=5)
    timer.timeout.connect(made.look)
    timer.start()
    yield made
    timer.stop()
