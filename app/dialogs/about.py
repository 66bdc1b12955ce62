"""What this program is."""

from __future__ import annotations

from importlib.metadata import version

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.resources import program_icon
from app.theme import GAP, PADDING

_ICON_SIZE = 64
_TEXT = (
    "An image editor with a local generative engine.\n"
    "Everything runs on this computer; nothing leaves it.\n\n"
    "Free software under the MIT licence."
)


class AboutDialog(QDialog):
    """Name, version and licence."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("About Paella Studio")
        sign = QLabel()
        sign.setPixmap(program_icon().pixmap(QSize(_ICON_SIZE, _ICON_SIZE), self.devicePixelRatioF()))
        words = QVBoxLayout()
        words.setSpacing(GAP)
        for text, kind in (("Paella Studio", "title"), (f"Version {version('paella-studio')}", "dim"), (_TEXT, "")):
            line = QLabel(text)
            line.setProperty(kind, bool(kind))
            words.addWidget(line)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(*4 * (2 * PADDING,))
        layout.setSpacing(2 * PADDING)
        layout.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words)
