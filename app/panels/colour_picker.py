"""A square of saturation and value with a bar of hues beside it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QLinearGradient, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.language import tr
from app.theme import GAP, RADIUS

_BAR = 20
_SIDE = 144  # of the square, at least
_KNOB = 6.0
_FINE, _COARSE = 0.01, 0.1  # what an arrow key changes, and with Shift

_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class ColourPicker(QWidget):
    """Tells of each colour that the person goes over."""

    picked = Signal(QColor)

    def __init__(self) -> None:
        super().__init__()
        self.square = Square()
        self.bar = HueBar()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GAP)
        line.addWidget(self.square, 1)
        line.addWidget(self.bar)
        self.square.dragged.connect(self._tell)
        self.bar.dragged.connect(self._on_hue)

    @property
    def colour(self) -> QColor:
        """The colour that is shown."""
        return QColor.fromHsvF(self.bar.hue, self.square.place.x(), 1 - self.square.place.y()).toRgb()

    def show_colour(self, colour: QColor) -> None:
        """Show a colour without telling of it. A grey keeps the hue that was shown before it."""
        if colour.toRgb() == self.colour:
            return
        hue, saturation, value, _ = colour.getHsvF()  # pyright: ignore[reportGeneralTypeIssues]
        if hue >= 0:
            self.bar.show_hue(hue)
            self.square.show_hue(hue)
        self.square.show_place(QPointF(saturation, 1 - value))

    def _on_hue(self) -> None:
        self.square.show_hue(self.bar.hue)
        self._tell()

    def _tell(self) -> None:
        self.picked.emit(self.colour)


class _Field(QWidget):
    """An area with a knob that mouse and arrow keys move. `place` lies in 0..1, from the upper left."""

    dragged = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.place = QPointF(0.0, 0.0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_place(self, place: QPointF) -> None:
        """Move the knob without telling of it."""
        self.place = place
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The knob comes to the mouse."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._drag(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The knob follows the mouse."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._drag(event.position())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys move the knob, with Shift farther."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        far = _COARSE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else _FINE
        self._go(QPointF(self.place.x() + step[0] * far, self.place.y() + step[1] * far))

    def frame(self) -> QRectF:
        """Where the colours are drawn."""
        return self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)

    def draw_frame(self, painter: QPainter) -> None:
        """A hairline around the colours, in the accent with the focus."""
        palette = self.palette()
        painter.setPen(palette.link().color() if self.hasFocus() else palette.mid().color())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self.frame(), RADIUS, RADIUS)

    def _drag(self, position: QPointF) -> None:
        """The outermost pixels are the ends of the range."""
        self._go(QPointF(position.x() / (self.width() - 1), position.y() / (self.height() - 1)))

    def _go(self, place: QPointF) -> None:
        self.show_place(QPointF(min(max(place.x(), 0.0), 1.0), min(max(place.y(), 0.0), 1.0)))
        self.dragged.emit()


class Square(_Field):
    """Saturation to the right, value upward."""

    def __init__(self) -> None:
        super().__init__()
        self._hue = 0.0
        self.setMinimumSize(96, 96)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Saturation and brightness"))
        self.setToolTip(tr("Saturation to the right, brightness upward"))

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(_SIDE, _SIDE)

    def show_hue(self, hue: float) -> None:
        """The shades of another hue, 0..1."""
        self._hue = hue
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """White to the hue, over it clear to black."""
        painter, frame = QPainter(self), self.frame()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        across = QLinearGradient(frame.topLeft(), frame.topRight())
        across.setColorAt(0, Qt.GlobalColor.white)
        across.setColorAt(1, QColor.fromHsvF(self._hue, 1, 1))
        down = QLinearGradient(frame.topLeft(), frame.bottomLeft())
        down.setColorAt(0, QColor(0, 0, 0, 0))
        down.setColorAt(1, Qt.GlobalColor.black)
        for brush in (across, down):
            painter.setBrush(brush)
            painter.drawRoundedRect(frame, RADIUS, RADIUS)
        self.draw_frame(painter)
        self._draw_knob(painter, frame)

    def _draw_knob(self, painter: QPainter, frame: QRectF) -> None:
        x = frame.left() + self.place.x() * frame.width()
        y = frame.top() + self.place.y() * frame.height()
        inner = frame.adjusted(_KNOB, _KNOB, -_KNOB, -_KNOB)  # the whole knob stays inside
        middle = QPointF(min(max(x, inner.left()), inner.right()), min(max(y, inner.top()), inner.bottom()))
        for radius, colour in ((_KNOB, Qt.GlobalColor.black), (_KNOB - 1, Qt.GlobalColor.white)):
            painter.setPen(colour)
            painter.drawEllipse(middle, radius - 0.5, radius - 0.5)


class HueBar(_Field):
    """All hues, red at both ends."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(_BAR)
        self.setAccessibleName(tr("Hue"))
        self.setToolTip(tr("Hue"))

    @property
    def hue(self) -> float:
        """0..1, where 0 and 1 are red."""
        return min(self.place.y(), 0.9999)

    def show_hue(self, hue: float) -> None:
        """Move the knob without telling of it."""
        self.show_place(QPointF(0.0, hue))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The circle of hues as a line."""
        painter, frame = QPainter(self), self.frame()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hues = QLinearGradient(frame.topLeft(), frame.bottomLeft())
        for sixth in range(7):
            hues.setColorAt(sixth / 6, QColor.fromHsvF(sixth % 6 / 6, 1, 1))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(hues)
        painter.drawRoundedRect(frame, RADIUS, RADIUS)
        self.draw_frame(painter)
        middle = min(max(frame.top() + self.place.y() * frame.height(), frame.top() + 3), frame.bottom() - 3)
        for half, colour in ((3.0, Qt.GlobalColor.black), (2.0, Qt.GlobalColor.white)):
            painter.setPen(colour)
            painter.drawRoundedRect(QRectF(frame.left(), middle - half, frame.width(), 2 * half), 2, 2)
