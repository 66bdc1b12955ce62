"""The small parts that panels are made of: fields, sliders with a number, buttons, colour chips, rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDoubleSpinBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSlider,
    QToolButton,
    QWidget,
)

from app.resources import ICON_SIZE, icon
from app.theme import CONTROL_HEIGHT, GAP

_TEXT_MARGIN = 4
_CHIP_RADIUS = 4
_TYPING = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
_CHARACTERS = 8  # that a list shows at least, however long its texts are
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is done with the field: the keys that come then are meant for the picture."""
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.clearFocus()

    def _tell(self) -> None:
        self.edited.emit(self.number())


class SliderField(QWidget):
    """A slider and a number field that say the same. `curve` above 1 gives low numbers more of the way. `grabbed` and
    `released` tell when the slider is dragged."""

    edited = Signal(object)  # float
    grabbed = Signal()
    released = Signal()

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
        self.slider.sliderPressed.connect(self.grabbed)
        self.slider.sliderReleased.connect(self.released)
        self.field.edited.connect(self.edited)

    def describe(self, name: str, tip: str) -> None:
        """Say what it is for, to screen readers and to the mouse."""
        for part in (self.slider, self.field):
            part.setAccessibleName(name)
            part.setToolTip(tip)

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


def _types(event: QKeyEvent) -> bool:
    """Whether a key stands for a letter, and for no command."""
    return event.text().isprintable() and event.text() != "" and event.modifiers() in _TYPING


class ChoiceField(QComboBox):
    """A list to choose one value from; `chosen` carries what the person chose."""

    chosen = Signal(object)

    def __init__(self, groups: Sequence[Sequence[tuple[object, str]]]) -> None:
        """`groups` holds values with their texts; lines part the groups."""
        super().__init__()
        self._values: list[object] = []
        for group in groups:
            if self._values:
                self.insertSeparator(self.count())
                self._values.append(None)
            for value, text in group:
                self.addItem(text)
                self._values.append(value)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(self.count())
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_CHARACTERS)
        self.activated.connect(self._tell)

    def show_value(self, value: object) -> None:
        """Show a value without telling of it."""
        self.setCurrentIndex(self._values.index(value))

    def event(self, event: QEvent) -> bool:
        """Letters choose in the list that has the focus, before they are anybody's shortcut."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _types(event):
            event.accept()
            return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the panel unless the list has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _tell(self, index: int) -> None:
        self.chosen.emit(self._values[index])


class ColourChip(QAbstractButton):
    """A button that is filled with a colour."""

    def __init__(self, tip: str, size: QSize) -> None:
        super().__init__()
        self.setFixedSize(size)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._colour = QColor()
        self._tip = tip
        self.show_colour(self._colour)

    @property
    def colour(self) -> QColor:
        """The colour that is shown."""
        return self._colour

    def show_colour(self, colour: QColor) -> None:
        """Show another colour."""
        self._colour = colour
        self.setToolTip(f"{self._tip}: {colour.name()}")
        self.setAccessibleName(self.toolTip())
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The colour, with an edge that is seen on every ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        marked = self.isChecked() or self.hasFocus()
        edge = palette.link().color() if marked else palette.placeholderText().color()
        width = 2.0 if marked else 1.0
        frame = self.rect().toRectF().adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.setPen(QPen(edge, width))
        painter.setBrush(self._colour)
        painter.drawRoundedRect(frame, _CHIP_RADIUS, _CHIP_RADIUS)


class ElidedLabel(QLabel):
    """A dimmed text on one line, which ends in dots where there is no room for it."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setProperty("dim", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        """It can be as narrow as there is room."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The text as far as it fits."""
        painter = QPainter(self)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


class SwitchButton(QToolButton):
    """A button with an icon that stays down while it is on; `tip` says what that means."""

    def __init__(self, icon_name: str, tip: str) -> None:
        super().__init__()
        self._icon_name = icon_name
        self.setCheckable(True)
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        self.setFixedSize(CONTROL_HEIGHT, CONTROL_HEIGHT)
        self.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setIcon(icon(icon_name, self.palette()))

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon anew when the theme changes."""
        if event.type() == QEvent.Type.PaletteChange:
            self.setIcon(icon(self._icon_name, self.palette()))
        super().changeEvent(event)


def action_button(action: QAction) -> QToolButton:
    """A button with the icon of an action, which it follows."""
    button = QToolButton()
    button.setDefaultAction(action)
    button.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
    button.setFixedSize(CONTROL_HEIGHT, CONTROL_HEIGHT)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAccessibleName(action.text())
    return button


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
