"""Short questions with a few answers, in the look of the other dialogs."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QLabel, QMessageBox, QPushButton, QSpacerItem, QWidget

from app.theme import GAP, PADDING


def question_over(parent: QWidget, title: str) -> QMessageBox:
    """A question that has no words and no answers yet."""
    question = QMessageBox(parent)
    question.setIcon(QMessageBox.Icon.NoIcon)
    question.setWindowTitle(title)
    return question


def ask(question: QMessageBox, first: QPushButton) -> QPushButton:
    """The button that was pressed; `first` stands out, and is what Enter presses."""
    first.setProperty("primary", True)
    question.setDefaultButton(first)
    _dress(question)
    question.exec()
    return question.clickedButton()  # pyright: ignore[reportReturnType]


def _dress(question: QMessageBox) -> None:
    """Words and buttons begin at one line, with as much room around them as in other dialogs."""
    grid = question.layout()
    assert isinstance(grid, QGridLayout)
    grid.setContentsMargins(*4 * (2 * PADDING,))
    grid.setVerticalSpacing(GAP)
    for item in (grid.itemAt(index) for index in range(grid.count())):
        if isinstance(item, QSpacerItem):  # what would stand beside an icon
            item.changeSize(0, 0)
    for name, kind in (("qt_msgbox_label", "heading"), ("qt_msgbox_informativelabel", "dim")):
        words = question.findChild(QLabel, name)
        if words is not None:
            words.setProperty(kind, True)
            grid.setColumnStretch(grid.getItemPosition(grid.indexOf(words))[1], 1)  # pyright: ignore[reportIndexIssue]
            words.setContentsMargins(0, 0, 0, GAP if kind == "dim" else 0)
            _dress_anew(words)
    for button in question.buttons():
        button.setProperty("tall", True)
        _dress_anew(button)
    grid.invalidate()


def _dress_anew(part: QWidget) -> None:
    """Let the theme see what a part is now."""
    part.style().unpolish(part)
    part.style().polish(part)
