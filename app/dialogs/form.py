"""The parts that dialogs are made of: rows with a label, a control and its explanation; number and colour fields."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QColorDialog,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QWidget,
)

from app.language import tr
from app.theme import CONTROL_HEIGHT, GAP

FIELD_WIDTH = 224
_SWATCH = QSize(20, 14)
_TEXT_MARGIN = 6


class Form(QGridLayout):
    """Labels on the left, controls of one width on the right, each with an explanation under it if it needs one."""

    def __init__(self) -> None:
        super().__init__()
        self.setHorizontalSpacing(3 * GAP)
        self.setVerticalSpacing(GAP // 2)
        self.setColumnStretch(1, 1)

    def add(self, title: str, control: QWidget, explanation: str = "") -> None:
        """One row below the others. The title names the control for screen readers, too."""
        line = self.rowCount()
        if title:
            name = QLabel(title)
            name.setMinimumHeight(CONTROL_HEIGHT)
            name.setBuddy(control)
            control.setAccessibleName(title)
            self.addWidget(name, line, 0, Qt.AlignmentFlag.AlignTop)
        self.addWidget(control, line, 1, Qt.AlignmentFlag.AlignLeft)
        if explanation:
            control.setToolTip(explanation)
            self.addWidget(dim(explanation), line + 1, 1)
        self.setRowMinimumHeight(line + 2, GAP)

    def finish(self) -> None:
        """What room is left stays below."""
        self.setRowStretch(self.rowCount(), 1)


class ColourButton(QPushButton):
    """Shows a colour and asks for another one."""

    chosen = Signal(QColor)

    def __init__(self, colour: QColor, question: str) -> None:
        super().__init__()
        self._question = question
        self.setProperty("swatch", True)
        self.setIconSize(_SWATCH)
        self.setFixedWidth(FIELD_WIDTH)
        self.show_colour(colour)
        self.clicked.connect(self.ask)

    @property
    def colour(self) -> QColor:
        """The colour that is shown."""
        return self._colour

    def show_colour(self, colour: QColor) -> None:
        """Show a colour without telling of it."""
        self._colour = colour
        self.setText(f" {colour.name()}")
        self.setIcon(swatch(colour, self.devicePixelRatioF()))

    def ask(self) -> None:
        """Let the person choose; nothing changes when the dialog is closed."""
        colour = QColorDialog.getColor(self._colour, self.window(), self._question)
        if colour.isValid():
            self.show_colour(colour)
            self.chosen.emit(colour)


class BusyBar(QProgressBar):
    """Says that something is under way of which nobody knows how far it is. It stands still where motion is reduced."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setTextVisible(False)
        self.setAccessibleName(name)

    def showEvent(self, event: QShowEvent) -> None:
        """It is decided whenever it comes."""
        self.setRange(0, 0 if QApplication.isEffectEnabled(Qt.UIEffect.UI_General) else 1)
        super().showEvent(event)


def swatch(colour: QColor, density: float) -> QIcon:
    """A small rounded field of a colour."""
    pixels = QPixmap(_SWATCH * density)
    pixels.setDevicePixelRatio(density)
    pixels.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixels)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(128, 128, 128))
    painter.setBrush(colour)
    painter.drawRoundedRect(QRectF(QPointF(), _SWATCH).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.end()
    return QIcon(pixels)


def choice(names: dict[str, str], current: str) -> QComboBox:
    """A list to choose from: by key, the text that is shown."""
    box = QComboBox()
    for key, text in names.items():
        box.addItem(text, key)
    box.setCurrentIndex(max(box.findData(current), 0))
    box.setFixedWidth(FIELD_WIDTH)
    return box


def number(low: int, high: int, value: int, unit: str) -> QSpinBox:
    """A whole number with its unit."""
    field = QSpinBox()
    field.setRange(low, high)
    field.setValue(value)
    field.setSuffix(f" {unit}")
    field.setKeyboardTracking(False)
    field.lineEdit().setTextMargins(_TEXT_MARGIN, 0, _TEXT_MARGIN, 0)
    field.setFixedHeight(CONTROL_HEIGHT)
    field.setFixedWidth(FIELD_WIDTH // 2)
    return field


def dim(text: str) -> QLabel:
    """An explanation, wrapped where it is long."""
    words = QLabel(text)
    words.setProperty("dim", True)
    words.setWordWrap(True)
    return words


def heading(text: str) -> QLabel:
    """What the rows below it have in common."""
    words = QLabel(text)
    words.setProperty("heading", True)
    return words


def answers(dialog: QDialog, accept: str) -> QDialogButtonBox:
    """The button that accepts, with the word for what will happen, and Cancel."""
    box = QDialogButtonBox()
    yes = box.addButton(accept, QDialogButtonBox.ButtonRole.AcceptRole)
    yes.setProperty("primary", True)
    yes.setDefault(True)
    box.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole).setProperty("tall", True)
    box.accepted.connect(dialog.accept)
    box.rejected.connect(dialog.reject)
    return box
