"""What a report for the makers of the program holds, shown before it is saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.dialogs.form import BusyBar, dim
from app.language import tr
from app.theme import BASE_FONT, PADDING

_SIZE = QSize(720, 560)


class DiagnosticsDialog(QDialog):
    """The whole report, to be read before it is saved. `saving` carries the file that the person chose."""

    saving = Signal(object)  # Path

    def __init__(self, suggestion: Path, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Save diagnostics"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(_SIZE)
        self._suggestion = suggestion
        self.text = plain_text(tr("The report"))
        asking = tr("The engine is being asked")
        self.text.setPlaceholderText(f"{asking} …")
        self.busy = BusyBar(asking)
        self.fault = QLabel()
        self.fault.setProperty("warn", True)
        self.fault.setWordWrap(True)
        self.fault.hide()
        self.save = QPushButton(tr("Save …"))
        self.save.setProperty("primary", True)
        self.save.setEnabled(False)
        self.save.clicked.connect(self._ask)
        self._arrange()

    def show_report(self, text: str) -> None:
        """The report is complete."""
        self.text.setPlainText(text)
        self.busy.hide()
        self.save.setEnabled(True)
        self.save.setDefault(True)

    def tell_fault(self, sentence: str) -> None:
        """Say why it could not be saved."""
        self.fault.setText(sentence)
        self.fault.show()

    def _ask(self) -> None:
        kinds = tr("Text") + " (*.txt)"
        name, _ = QFileDialog.getSaveFileName(self, tr("Save diagnostics"), str(self._suggestion), kinds)
        if name:
            self.saving.emit(Path(name))

    def _arrange(self) -> None:
        explanation = tr(
            "This is all that is saved: nothing is sent anywhere. It names no files and holds no prompts. "
            "Give it to whoever helps you with a fault of the program."
        )
        buttons = QDialogButtonBox()
        buttons.addButton(self.save, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole).setProperty("tall", True)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(*4 * (2 * PADDING,))
        column.setSpacing(PADDING)
        column.addWidget(dim(explanation))
        column.addWidget(self.text, 1)
        for part in (self.busy, self.fault, buttons):
            column.addWidget(part)


def plain_text(name: str) -> QPlainTextEdit:
    """Text of even letters to read and to copy. Tab goes on to the next control."""
    text = QPlainTextEdit()
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPixelSize(BASE_FONT - 1)
    text.setFont(font)
    text.setReadOnly(True)
    text.setTabChangesFocus(True)
    text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    text.setAccessibleName(name)
    return text
