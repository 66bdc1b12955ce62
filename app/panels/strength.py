"""How far a structural edit may go: a slider, a number, and dots where the picture is ready."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSlider, QVBoxLayout, QWidget

from app.language import tr
from app.panels.fields import label, row
from app.panels.numbers import NumberField
from app.theme import GAP

_HANDLE = 14  # pixels across, as the style sheet draws it
_DOT = 2.5  # pixels from its middle to its edge
_FIELD_WIDTH = 72


class StrengthField(QWidget):
    """A strength of 0..1, shown as 0 to 100 %. `edited` comes with every move."""

    edited = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, 100)
        self.slider.setPageStep(10)
        self.slider.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # numbers grow that way in every language
        self.field = NumberField(0, 100, suffix=" %")
        self.field.setFixedWidth(_FIELD_WIDTH)
        self.dots = ReadyDots()
        for part in (self.slider, self.field):
            part.setAccessibleName(tr("Strength"))
            part.setToolTip(tr("How far the picture may go from what it is: 0 % keeps it, 100 % keeps nothing."))
        self._arrange()
        self.slider.valueChanged.connect(self._tell)
        self.field.edited.connect(self._tell)
        self.dots.chosen.connect(self.edited)

    def show_strength(self, strength: float) -> None:
        """Show a strength without telling of it."""
        self.field.show_number(strength * 100)
        with QSignalBlocker(self.slider):
            self.slider.setValue(round(strength * 100))

    def _arrange(self) -> None:
        line = row(label(tr("Strength"), "dim"), self.field)
        line.setStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(self.slider)
        column.addWidget(self.dots)

    def _tell(self, percent: float) -> None:
        self.edited.emit(percent / 100)


class ReadyDots(QWidget):
    """A row of dots under a slider, at the strengths whose picture is there already. A click on one chooses it."""

    chosen = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self._strengths: tuple[float, ...] = ()
        self.setFixedHeight(GAP)

    @property
    def strengths(self) -> tuple[float, ...]:
        """Where the dots are, 0..1."""
        return self._strengths

    def show_strengths(self, strengths: Sequence[float]) -> None:
        """Put the dots elsewhere."""
        self._strengths = tuple(strengths)
        self.setToolTip(tr("The picture is ready at these strengths, and shows at once.") if strengths else "")
        self.setCursor(Qt.CursorShape.PointingHandCursor if strengths else Qt.CursorShape.ArrowCursor)
        self.update()

    def place(self, strength: float) -> float:
        """Where the handle of the slider stands for a strength, in pixels from the left."""
        return _HANDLE / 2 + strength * (self.width() - _HANDLE)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the nearest dot."""
        if event.button() == Qt.MouseButton.LeftButton and self._strengths:
            x = event.position().x()
            self.chosen.emit(min(self._strengths, key=lambda strength: abs(self.place(strength) - x)))

    def changeEvent(self, event: QEvent) -> None:
        """Draw the dots anew when the theme changes."""
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The dots."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().link().color())
        for strength in self._strengths:
            painter.drawEllipse(QPointF(self.place(strength), self.height() / 2), _DOT, _DOT)
