"""What this program is."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.language import tr
from app.resources import program_icon
from app.theme import GAP, PADDING
from app.version import version

_ICON_SIZE = 64
_NAME = "Paella Studio"


class AboutDialog(QDialog):
    """Name, version and licence."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("About Paella Studio"))
        sign = QLabel()
        sign.setAccessibleName(_NAME)
        sign.setPixmap(program_icon().pixmap(QSize(_ICON_SIZE, _ICON_SIZE), self.devicePixelRatioF()))
        words = QVBoxLayout()
        words.setSpacing(GAP)
        for text, kind in _lines():
            line = QLabel(text)
            line.setProperty(kind, bool(kind))
            words.addWidget(line)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(*4 * (2 * PADDING,))
        layout.setSpacing(2 * PADDING)
        layout.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words)


def _lines() -> list[tuple[str, str]]:
    """What stands there, each with its kind."""
    return [
        (_NAME, "title"),
        (tr("Version {number}").format(number=version()), "dim"),
        (tr("An image editor with a local generative engine."), ""),
        (tr("Everything runs on this computer; nothing leaves it."), ""),
        (tr("Free software under the MIT licence."), "dim"),
    ]
