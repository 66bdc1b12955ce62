"""Numbers that are typed, dragged, or moved with a slider."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QValidator
from PySide6.QtWidgets import QApplication, QDoubleSpinBox, QSlider, QWidget

from app.panels.fields import row
from app.theme import CONTROL_HEIGHT

_TEXT_MARGIN = 4
_TICKS = 1000  # positions of a slider
_DRAG = 4  # pixels for one step of a number that is dragged


class NumberField(QDoubleSpinBox):
    """A number to type after a click, to drag sideways, or to change with the wheel and the arrow keys. With
    `automatic` text it can also be None, shown as that text, one step below the lowest number."""

    edited = Signal(object)  # float | None

    def __init__(self, low: float, high: float, decimals: int = 0, suffix: str = "", automatic: str = "") -> None:
        super().__init__()
        self._low = low
        self._automatic = automatic
        self._meant: float | None = None
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
        self._pressed: float | None = None  # where the button went down that may drag, and the number then
        self._before = 0.0
        self._dragged = False
        for part in (self, self.lineEdit()):
            part.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click takes the focus when it turns out to be no drag
        self.lineEdit().installEventFilter(self)
        self._show_hand()
        self.setValue(self.minimum())
        self.valueChanged.connect(self._tell)

    def number(self) -> float | None:
        """The number, or None where the automatic text is shown."""
        return None if self._automatic and self.value() < self._low else self.value()

    def show_number(self, number: float | None) -> None:
        """Show a number, or None, without telling of it."""
        with QSignalBlocker(self):
            self.setValue(self.minimum() if number is None else number)

    def set_automatic(self, text: str, meant: float | None) -> None:
        """Say otherwise what None is; a drag starts from the number that is `meant` by it."""
        self._automatic, self._meant = text, meant
        self.setSpecialValueText(text)

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        """A comma and a point both part the decimals, whatever the language says."""
        return super().validate(self._with_own_point(text), place)

    def valueFromText(self, text: str) -> float:
        """What `validate` let pass."""
        return super().valueFromText(self._with_own_point(text))

    def eventFilter(self, _part: QObject, event: QEvent) -> bool:
        """While nothing is being typed, the button drags the number; a mere click begins to type."""
        if not isinstance(event, QMouseEvent):
            return False
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            return self._press(event.position().x())
        if self._pressed is None:
            return False
        if kind == QEvent.Type.MouseMove:
            self._drag(event.position().x() - self._pressed)
        elif kind == QEvent.Type.MouseButtonRelease:
            self._release()
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Now the button sets the cursor of the text."""
        super().focusInEvent(event)
        self._show_hand()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Now the button drags the number."""
        super().focusOutEvent(event)
        self._show_hand()

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

    def _with_own_point(self, text: str) -> str:
        """The text with the decimal point of the language; a text that is shown instead of a number stays."""
        own = self.locale().decimalPoint()
        other = "," if own == "." else "."
        return text.replace(other, own) if self.decimals() and text != self._automatic else text

    def _press(self, place: float) -> bool:
        """Whether the press is the field's own: it may become a drag."""
        if self.hasFocus() or not self.isEnabled():
            return False
        meant = self._meant if self.number() is None else None
        self._pressed, self._before, self._dragged = place, self.value() if meant is None else meant, False
        return True

    def _drag(self, way: float) -> None:
        self._dragged = self._dragged or abs(way) >= QApplication.startDragDistance()
        if self._dragged:
            self.setValue(self._before + round(way / _DRAG) * self.singleStep())

    def _release(self) -> None:
        self._pressed = None
        if not self._dragged:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.selectAll()

    def _show_hand(self) -> None:
        shape = Qt.CursorShape.IBeamCursor if self.hasFocus() else Qt.CursorShape.SizeHorCursor
        self.lineEdit().setCursor(shape)

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
        self.slider.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # numbers grow that way in every language
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
