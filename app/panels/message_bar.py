"""The quiet bar above the canvas that tells of a failure: what happened, what is safe, what to do."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QMouseEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from app.language import tr
from app.panels.fields import IconButton, label
from app.resources import tinted_pixmap
from app.theme import GAP, PADDING

_SIGN_SIZE = 20


class MessageBar(QFrame):
    """Hidden until there is something to say; stays until it is closed or the next work begins."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("message")
        self.setMaximumWidth(720)
        self.title = label("", "heading")
        self.text = label("")
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.offer_button = QPushButton()
        self.offer_button.clicked.connect(self._follow_offer)
        self._offer: QAction | None = None
        self._sign = QLabel()
        self.close_button = IconButton("close", tr("Close this message"))
        self.close_button.clicked.connect(self.hide)
        self._arrange()
        self._draw_sign()
        self.hide()

    def tell(self, title: str, text: str) -> None:
        """Show a message."""
        self._show(title, text, None)

    def take_back(self, text: str) -> None:
        """Hide a message that is no longer so, if it is the one that is shown."""
        if self.text.text() == text:
            self.hide()

    def offer(self, title: str, text: str, action: QAction) -> None:
        """Show a message with a button for what helps."""
        self.offer_button.setToolTip(action.statusTip())
        self.offer_button.setText(action.text().replace("&", ""))
        self._show(title, text, action)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the sign anew when the theme changes."""
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_sign()
        super().changeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the bar is none on the canvas under it."""
        event.accept()

    def _show(self, title: str, text: str, offer: QAction | None) -> None:
        self._offer = offer
        self.offer_button.setVisible(offer is not None)
        self.title.setText(title)
        self.text.setText(text)
        self.show()
        self.raise_()

    def _follow_offer(self) -> None:
        self.hide()
        if self._offer is not None:
            self._offer.trigger()

    def _arrange(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(GAP // 2)
        words.addWidget(self.title)
        words.addWidget(self.text)
        line = QHBoxLayout(self)
        line.setContentsMargins(PADDING, GAP, GAP, GAP)
        line.setSpacing(PADDING)
        line.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        line.addWidget(self.offer_button, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)

    def _draw_sign(self) -> None:
        colour = self.palette().color(QPalette.ColorRole.BrightText)
        self._sign.setPixmap(tinted_pixmap("warning", colour, _SIGN_SIZE, self.devicePixelRatioF()))
