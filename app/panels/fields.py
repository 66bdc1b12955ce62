"""The small parts that panels are made of: number fields, sliders with a number, rows, tinted buttons."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSlider,
    QToolButton,
    QWidget,
)

from app.resources import icon
from app.theme import CONTROL_HEIGHT, GAP

_TEXT_MARGIN = 4
_TICKS = 1000  # positions of a slider


class NumberField(QDoubleSpinBox):
    """A number to type, or to change with the wheel and the arrow keys. With `automatic` text it can also be None,
    shown as that text, one step below the lowest number."""

    edited = Signal(object)  # float | None

    def __init__(self, low: float, high: float, decimals: int = 0, suffix: str = "", automatic: str = "") -> None:
        super().__init__()
        self._low = low
        self._automatic = automatic
        step = 10.0**-decimals
        self.setDecimals(decimals)
        self.setSingleStep(1.0 if decimals == 0 else 0.1)
        self.setRange(low - step if automatic else low, high)
        self.setSpecialValueText(automatic)
        self.setSuffix(suffix)
        self.setFixedHeight(CONTROL_HEIGHT)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.lineEdit().setTextMargins(_TEXT_MARGIN, 0, _TEXT_MARGIN, 0)
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setValue(self.minimum())
        self.valueChanged.connect(self._tell)

    def number(self) -> float | None:
        """The number, or None where the automatic text is shown."""
        return None if self._automatic and self.value() < self._low else self.value()

    def show_number(self, number: float | None) -> None:
        """Show a number, or None, without telling of it."""
        with QSignalBlocker(self):
            self.setValue(self.minimum() if number is None else number)

    def wheelEvent(self, event) -> None:
        """The wheel scrolls the panel unless the field has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _tell(self) -> None:
        self.edited.emit(self.number())


class SliderField(QWidget):
    """A slider and a number field that say the same. `curve` above 1 gives low numbers more of the way."""

    edited = Signal(object)  # float

    def __init__(self, low: float, high: float, suffix: str = "", curve: float = 1.0) -> None:
        super().__init__()
        self._low, self._high, self._curve = low, high, curve
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, _TICKS)
        self.slider.setMinimumWidth(40)
        self.field = NumberField(low, high, suffix=suffix)
        self.field.setFixedWidth(72)
        layout = row(self.slider, self.field)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.slider.valueChanged.connect(self._on_slider)
        self.field.edited.connect(self.edited)

    def show_number(self, number: float) -> None:
        """Show a number without telling of it."""
        self.field.show_number(number)
        share = (number - self._low) / (self._high - self._low)
        with QSignalBlocker(self.slider):
            self.slider.setValue(round(share ** (1 / self._curve) * _TICKS))

    def _on_slider(self, tick: int) -> None:
        number = self._low + (self._high - self._low) * (tick / _TICKS) ** self._curve
        self.edited.emit(float(round(number)))


class IconButton(QToolButton):
    """A flat button with a line icon that follows the palette."""

    def __init__(self, icon_name: str, tip: str) -> None:
        super().__init__()
        self._icon_name = icon_name
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_icon(icon_name)

    def set_icon(self, icon_name: str) -> None:
        """Show another icon."""
        self._icon_name = icon_name
        self.setIcon(icon(icon_name, self.palette()))

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon anew when the theme changes."""
        if event.type() == QEvent.Type.PaletteChange:
            self.set_icon(self._icon_name)
        super().changeEvent(event)


def row(*widgets: QWidget, gap: int = GAP) -> QHBoxLayout:
    """Widgets side by side without margins."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(gap)
    for widget in widgets:
        layout.addWidget(widget)
    return layout


def label(text: str, kind: str = "") -> QLabel:
    """A text in one of the theme's kinds: "dim", "heading", "title", "warn"."""
    made = QLabel(text)
    if kind:
        made.setProperty(kind, True)
    return made


def separator() -> QFrame:
    """A vertical hairline between groups of controls."""
    line = QFrame()
    line.setObjectName("separator")
    line.setFixedSize(1, CONTROL_HEIGHT - GAP)
    return line


def stretch() -> QWidget:
    """Room that takes what the others leave."""
    room = QWidget()
    room.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return room
