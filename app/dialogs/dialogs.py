"""The questions that need an answer before anything goes on: files, and unsaved changes."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

PICTURES = "Pictures (*.png *.jpg *.jpeg *.webp *.tif *.tiff)"
SAVED_AS = "PNG picture (*.png);;JPEG picture (*.jpg);;WebP picture (*.webp);;TIFF picture (*.tif)"


class Answer(Enum):
    """What to do with unsaved changes."""

    SAVE = "save"
    DISCARD = "discard"
    CANCEL = "cancel"


class Dialogs:
    """Modal questions over one window."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def files_to_open(self, folder: str) -> list[Path]:
        """The pictures that the person chose; none when the dialog was closed."""
        names, _ = QFileDialog.getOpenFileNames(self._parent, "Open pictures", folder, PICTURES)
        return [Path(name) for name in names]

    def file_to_save(self, title: str, suggestion: Path) -> Path | None:
        """Where to write a picture; a name without a suffix becomes a PNG. None when the dialog was closed."""
        name, _ = QFileDialog.getSaveFileName(self._parent, title, str(suggestion), SAVED_AS)
        if not name:
            return None
        path = Path(name)
        return path if path.suffix else path.with_suffix(".png")

    def unsaved(self, name: str) -> Answer:
        """Whether to save the changes of the picture `name`, to give them up, or to go on as before."""
        question = QMessageBox(self._parent)
        question.setIcon(QMessageBox.Icon.NoIcon)
        question.setWindowTitle("Unsaved changes")
        question.setText(f"Save the changes to “{name}”?")
        question.setInformativeText("They will be lost otherwise.")
        save = question.addButton("Save", QMessageBox.ButtonRole.AcceptRole)
        discard = question.addButton("Don't save", QMessageBox.ButtonRole.DestructiveRole)
        question.addButton("Cancel", QMessageBox.ButtonRole.RejectRole)
        save.setProperty("primary", True)
        question.setDefaultButton(save)
        question.exec()
        answers = {save: Answer.SAVE, discard: Answer.DISCARD}
        return answers.get(question.clickedButton(), Answer.CANCEL)  # pyright: ignore[reportCallIssue, reportArgumentType]
