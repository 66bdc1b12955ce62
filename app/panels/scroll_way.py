"""What leads on where a row of pictures has more of them than there is room for."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton

from app.language import tr
from app.resources import ICON_SIZE, tinted_pixmap

WIDTH = 32


class ScrollWay(QAbstractButton):
    """The way to what is out of sight at the left (-1) or the right (1): over the end of a row, which fades out under
    it."""

    def __init__(self, icon_name: str, direction: int, height: int) -> None:
        super().__init__()
        self._icon_name, self._direction = icon_name, direction
        text = tr("Earlier results") if direction > 0 else tr("Later results")
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedSize(WIDTH, height)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """An arrow on the ground of the panel."""
        ground = self.palette().window().color()
        clear = self.palette().window().color()
        clear.setAlpha(0)
        outer, inner = (0, self.width()) if self._direction < 0 else (self.width(), 0)
        fade = QLinearGradient(outer, 0, inner, 0)
        fade.setColorAt(0.6, ground)
        fade.setColorAt(1.0, clear)
        painter = QPainter(self)
        painter.fillRect(self.rect(), fade)
        left = 0 if self._direction < 0 else self.width() - ICON_SIZE
        colour = self.palette().windowText().color()
        arrow = tinted_pixmap(self._icon_name, colour, ICON_SIZE, self.devicePixelRatioF())
        painter.drawPixmap(QPoint(left, (self.height() - ICON_SIZE) // 2), arrow)
