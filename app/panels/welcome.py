"""What stands under the drop zone while no picture is open: the other ways in, and the pictures of last time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImageReader, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.language import tr
from app.theme import GAP

HEIGHT = 152
_THUMB = QSize(96, 72)
_MOST = 4


class WelcomePanel(QWidget):
    """Buttons and recent pictures; hidden while a picture is open."""

    open_requested = Signal()
    sample_requested = Signal()
    recent_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(HEIGHT)
        self.open_button = QPushButton(tr("Open a picture …"))
        self.open_button.setProperty("tall", True)
        self.sample_button = QPushButton(tr("Open the sample picture"))
        self.sample_button.setProperty("tall", True)
        self.open_button.clicked.connect(self.open_requested)
        self.sample_button.clicked.connect(self.sample_requested)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.sample_button)
        self._recent = QHBoxLayout()
        self._recent.setSpacing(GAP)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GAP)
        column.addLayout(buttons)
        column.addLayout(self._recent)
        column.addStretch(1)

    def show_recent(self, paths: Sequence[str]) -> None:
        """Offer the pictures opened last, newest first."""
        while (item := self._recent.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.setParent(None)
                old.deleteLater()
        for path in paths[:_MOST]:
            self._recent.addWidget(self._button(path))

    def _button(self, path: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(QIcon(_thumbnail(path)))
        button.setIconSize(_THUMB)
        button.setFixedSize(_THUMB + QSize(GAP, GAP))
        button.setToolTip(path)
        button.setAccessibleName(Path(path).name)
        button.setProperty("path", path)
        button.clicked.connect(self._on_recent)
        return button

    def _on_recent(self) -> None:
        self.recent_chosen.emit(self.sender().property("path"))


def _thumbnail(path: str) -> QPixmap:
    """A small picture of a file; an empty one where it cannot be read."""
    reader = QImageReader(path)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid():
        reader.setScaledSize(size.scaled(_THUMB, Qt.AspectRatioMode.KeepAspectRatio))
    return QPixmap.fromImageReader(reader)
