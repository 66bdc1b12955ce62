"""The word about an error that nobody expected."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.dialogs.diagnostics import plain_text
from app.dialogs.form import dim, heading
from app.language import tr
from app.resources import icon, onward
from app.theme import GAP, PADDING

_WIDTH = 520
_DETAILS_HEIGHT = 220


class UnexpectedDialog(QDialog):
    """One window for all unexpected errors: what happened, what is safe, what to do, and what the log says, folded. It
    holds nothing up. `report_wanted` asks for the report."""

    report_wanted = Signal()

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Unexpected error"))
        self.setMinimumWidth(_WIDTH)
        self.times = dim("")
        self.times.hide()
        self.details = plain_text(tr("Details"))
        self.details.setFixedHeight(_DETAILS_HEIGHT)
        self.details.hide()
        self.fold = QToolButton()
        self.fold.setText(tr("Details"))
        self.fold.setProperty("fold", True)
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold.setCheckable(True)
        self.fold.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.fold.toggled.connect(self._unfold)
        self.copy = QPushButton(tr("Copy details"))
        self.report = QPushButton(tr("Save diagnostics …"))
        self.close_button = QPushButton(tr("Close"))
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.details.toPlainText()))
        self.report.clicked.connect(self.report_wanted)
        self.close_button.clicked.connect(self.close)
        self._arrange()
        self._unfold(False)

    def tell(self, details: str, times: int) -> None:
        """Show an error that has come so often; where others are shown already, add it below them."""
        before = self.details.toPlainText() if self.isVisible() else ""
        if details not in before:
            self.details.setPlainText(f"{before}\n\n{details}".strip("\n"))
        self.times.setText(tr("It has happened {count} times by now.").format(count=times))
        self.times.setVisible(times > 1)
        self.adjustSize()
        self.show()

    def _unfold(self, shown: bool) -> None:
        self.fold.setIcon(icon("chevron-down" if shown else onward(), self.palette()))
        self.details.setVisible(shown)
        self.adjustSize()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(*4 * (2 * PADDING,))
        column.setSpacing(GAP)
        column.addWidget(heading(tr("Something went wrong in the program")))
        for text in (
            tr("An error that nobody expected stopped what you did last; the program goes on."),
            tr("Your pictures are still open, and what was saved is whole."),
            tr("Save your work under another name. If it happens again, start the program anew."),
        ):
            words = QLabel(text)
            words.setWordWrap(True)
            column.addWidget(words)
        for part in (self.times, self.fold, self.details):
            column.addWidget(part)
        column.addStretch(1)
        column.addSpacing(PADDING)
        below = QHBoxLayout()
        below.setSpacing(GAP)
        for button in (self.copy, self.report):
            button.setAutoDefault(False)
            below.addWidget(button)
        below.addStretch(1)
        self.close_button.setDefault(True)
        below.addWidget(self.close_button)
        column.addLayout(below)
        self.close_button.setFocus()  # once it is a part of the window
