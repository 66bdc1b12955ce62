"""What this program is."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.dialogs.licences import LicencesDialog
from app.language import tr
from app.licences import third_party
from app.resources import program_icon
from app.theme import GAP, PADDING
from app.version import version

_ICON_SIZE = 64
_NAME = "Paella Studio"


class AboutDialog(QDialog):
    """Name, version and licence; `licences` shows those of everything that is inside."""

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
        self.licences = QPushButton(tr("Third-party licences …"))
        self.licences.setProperty("tall", True)
        self.licences.clicked.connect(self._show_licences)
        words.addSpacing(GAP)
        words.addWidget(self.licences, 0, Qt.AlignmentFlag.AlignLeft)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(*4 * (2 * PADDING,))
        layout.setSpacing(2 * PADDING)
        layout.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words)

    def _show_licences(self) -> None:
        LicencesDialog(third_party(), self).exec()


def _lines() -> list[tuple[str, str]]:
    """What stands there, each with its kind."""
    return [
        (_NAME, "title"),
        (tr("Version {number}").format(number=version()), "dim"),
        (tr("An image editor with a local generative engine."), ""),
        (tr("Everything runs on this computer; nothing leaves it."), ""),
        (tr("Free software under the MIT licence."), "dim"),
    ]
