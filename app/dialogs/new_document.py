"""The dialog that asks how large a new picture shall be, and what is under it."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.dialogs.form import FIELD_WIDTH, ColourButton, Form, answers, choice, dim, number
from app.language import mark, tr
from app.resources import icon
from app.theme import CONTROL_HEIGHT, GAP, PADDING

LARGEST = 32768
START = (1024, 1024)
CUSTOM = ""
PRESETS = {
    "512x512": mark("Small square"),
    "768x512": mark("Small, 3 : 2"),
    "1024x1024": mark("Square"),
    "1152x768": mark("Photo, 3 : 2"),
    "1920x1080": mark("Full HD"),
    "3840x2160": mark("4K"),
    "2480x3508": mark("A4 at 300 dpi"),
    "3508x4961": mark("A3 at 300 dpi"),
}
_CHANNELS = 4
_WHITE = (255, 255, 255, 255)
_CLEAR = (0, 0, 0, 0)


@dataclass(frozen=True)
class NewDocument:
    """What was asked for: size in pixels, 8 or 16 bits a channel, and the background as RGBA, each 0..255."""

    name: str
    width: int
    height: int
    depth: int
    background: tuple[int, int, int, int]


class NewDocumentDialog(QDialog):
    """Name, size or preset, depth and background. `answer` says what was chosen."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("New picture"))
        self.name = QLineEdit(tr("Untitled"))
        self.preset = choice(_presets(), "{}x{}".format(*START))
        self.width_field = number(1, LARGEST, START[0], "px")
        self.height_field = number(1, LARGEST, START[1], "px")
        self.turn = QPushButton()
        self.bits = choice({"8": tr("8 bits a channel"), "16": tr("16 bits a channel")}, "8")
        backgrounds = {"white": tr("White"), "clear": tr("Transparent"), "colour": tr("Colour")}
        self.background = choice(backgrounds, "white")
        self.colour = ColourButton(QColor("#808080"), tr("Colour of the background"))
        self.summary = dim("")
        self._dress()
        self._arrange()
        self._connect()
        self._refresh()

    @property
    def answer(self) -> NewDocument:
        """What the fields say."""
        name = self.name.text().strip() or tr("Untitled")
        size = self.width_field.value(), self.height_field.value()
        return NewDocument(name, *size, int(self.bits.currentData()), self._background())

    def _background(self) -> tuple[int, int, int, int]:
        colour = self.colour.colour
        chosen = (colour.red(), colour.green(), colour.blue(), 255)
        return {"white": _WHITE, "clear": _CLEAR}.get(self.background.currentData(), chosen)

    def _dress(self) -> None:
        self.name.setFixedWidth(FIELD_WIDTH)
        self.name.selectAll()
        self.colour.setAccessibleName(tr("Colour of the background"))
        self.colour.setToolTip(tr("The colour that the new picture is filled with."))
        self.turn.setIcon(icon("turn", self.palette()))
        self.turn.setFixedSize(CONTROL_HEIGHT, CONTROL_HEIGHT)
        self.turn.setStyleSheet("padding: 0;")
        self.turn.setAccessibleName(tr("Swap width and height"))
        self.turn.setToolTip(tr("Swaps width and height: upright or across."))
        for field in (self.width_field, self.height_field):
            field.setKeyboardTracking(True)

    def _arrange(self) -> None:
        form = Form()
        form.add(tr("Name"), self.name)
        form.add(tr("Preset"), self.preset)
        form.add(tr("Width"), self.width_field)
        form.add(tr("Height"), self._height_line())
        self.height_field.setAccessibleName(tr("Height"))
        form.add(tr("Depth"), self.bits, tr("16 bits keep fine gradations and take twice the memory."))
        form.add(tr("Background"), self.background)
        form.add("", self.colour)
        column = QVBoxLayout(self)
        column.setContentsMargins(*4 * (2 * PADDING,))
        column.setSpacing(2 * GAP)
        column.addLayout(form)
        column.addWidget(self.summary)
        column.addStretch(1)
        column.addWidget(answers(self, tr("Create")))
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)

    def _height_line(self) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.height_field)
        row.addWidget(self.turn)
        line.setFocusProxy(self.height_field)
        return line

    def _connect(self) -> None:
        self.preset.currentIndexChanged.connect(self._use_preset)
        self.width_field.valueChanged.connect(self._on_size)
        self.height_field.valueChanged.connect(self._on_size)
        self.turn.clicked.connect(self._swap)
        self.bits.currentIndexChanged.connect(self._refresh)
        self.background.currentIndexChanged.connect(self._refresh)

    def _use_preset(self) -> None:
        chosen = self.preset.currentData()
        if chosen:
            width, height = map(int, chosen.split("x"))
            self._show_size(width, height)

    def _swap(self) -> None:
        self._show_size(self.height_field.value(), self.width_field.value())
        self._on_size()

    def _show_size(self, width: int, height: int) -> None:
        with QSignalBlocker(self.width_field), QSignalBlocker(self.height_field):
            self.width_field.setValue(width)
            self.height_field.setValue(height)
        self._refresh()

    def _on_size(self) -> None:
        """A size that was typed is a preset only where it happens to be one."""
        size = f"{self.width_field.value()}x{self.height_field.value()}"
        with QSignalBlocker(self.preset):
            self.preset.setCurrentIndex(self.preset.findData(size if size in PRESETS else CUSTOM))
        self._refresh()

    def _refresh(self) -> None:
        answer = self.answer
        self.colour.setEnabled(self.background.currentData() == "colour")
        amount = ceil(answer.width * answer.height * _CHANNELS * (answer.depth // 8) / 2**20)
        self.summary.setText(tr("A layer of this size takes {amount} MiB.").format(amount=amount))


def _presets() -> dict[str, str]:
    """The presets with their sizes, and the entry for sizes of one's own."""
    sizes = {size: f"{tr(name)} ({size.replace('x', ' × ')})" for size, name in PRESETS.items()}
    return {CUSTOM: tr("Own size"), **sizes}
