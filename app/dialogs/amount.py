"""The question for an amount in pixels, such as by how much a mask grows, which shows the effect meanwhile."""

from __future__ import annotations

import math

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSlider, QVBoxLayout, QWidget

from app.dialogs.form import answers, dim, number
from app.language import tr
from app.theme import GAP, PADDING

_WIDTH = 392
_FIELD_WIDTH = 80
_PAUSE = 80  # milliseconds without a change before the effect is shown
_TICKS = 1000


class AmountDialog(QDialog):
    """One amount of pixels, 1..`most`. `tried` tells of an amount that stays for a moment; `amount` is the answer."""

    tried = Signal(int)

    def __init__(self, title: str, explanation: str, amount: int, most: int, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setFixedWidth(_WIDTH)
        self._most = most
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # numbers grow that way in every language
        self.slider.setRange(0, _TICKS)
        self.field = number(1, most, amount, tr("px"))
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._arrange(title, explanation)
        self._pause.timeout.connect(self._try)
        self.slider.valueChanged.connect(self._follow_slider)
        self.field.valueChanged.connect(self._follow_field)
        self._follow_field(amount)
        self.field.setFocus()
        self.field.selectAll()

    @property
    def amount(self) -> int:
        """The amount in pixels."""
        return self.field.value()

    def done(self, result: int) -> None:
        """Once there is an answer, nothing is tried any more."""
        self._pause.stop()
        super().done(result)

    def _arrange(self, title: str, explanation: str) -> None:
        for part in (self.slider, self.field):
            part.setAccessibleName(tr("Amount"))
            part.setToolTip(explanation)
        self.field.setFixedWidth(_FIELD_WIDTH)
        line = QHBoxLayout()
        line.setSpacing(PADDING)
        line.addWidget(self.slider, 1)
        line.addWidget(self.field)
        column = QVBoxLayout(self)
        column.setContentsMargins(*4 * (2 * PADDING,))
        column.setSpacing(2 * GAP)
        column.addWidget(dim(explanation))
        column.addLayout(line)
        column.addWidget(answers(self, title))

    def _follow_slider(self, tick: int) -> None:
        """Squared, since small amounts are wanted more often."""
        self.field.setValue(round(1 + (self._most - 1) * (tick / _TICKS) ** 2))

    def _follow_field(self, amount: int) -> None:
        share = (amount - 1) / (self._most - 1)
        with QSignalBlocker(self.slider):
            self.slider.setValue(round(math.sqrt(share) * _TICKS))
        self._pause.start()

    def _try(self) -> None:
        self.tried.emit(self.amount)
