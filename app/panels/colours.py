"""The colours panel: the colour to paint with and the one in reserve, chosen by eye or number or from the last ones."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from app.actions import Actions
from app.language import tr
from app.panels.colour_picker import ColourPicker
from app.panels.fields import ColourChip, action_button, row
from app.theme import CONTROL_HEIGHT, GAP, PADDING
from app.tools.colours import Colours

RECENT = 10
_CHIP = QSize(40, CONTROL_HEIGHT)
_SMALL = QSize(20, 20)
_HEX_WIDTH = 88
_SETTLED = 800  # milliseconds that a colour stays when it is meant, and not gone over on the way to another


class ColoursPanel(QWidget):
    """Shows and changes `Colours`; the picker, the number and the recent colours change the chip that is marked."""

    def __init__(self, colours: Colours, actions: Actions) -> None:
        super().__init__()
        self._colours = colours
        self.foreground = ColourChip(tr("Foreground colour"), _CHIP)
        self.background = ColourChip(tr("Background colour"), _CHIP)
        self.picker = ColourPicker()
        self.number = QLineEdit()
        self.recent = [ColourChip(tr("Use this colour again"), _SMALL) for _ in range(RECENT)]
        self._recent: list[QColor] = []
        self._settled = QTimer(self, singleShot=True, interval=_SETTLED)
        self._chips = QButtonGroup(self)
        self._arrange(actions)
        self._connect()
        self._refresh()

    def remember(self) -> None:
        """Put the foreground colour before the recent ones."""
        colour = self._colours.foreground
        self._recent = [colour, *(old for old in self._recent if old != colour)][:RECENT]
        for chip, old in zip(self.recent, self._recent, strict=False):
            chip.show_colour(old)
            chip.show()

    def _arrange(self, actions: Actions) -> None:
        for chip in (self.foreground, self.background):
            chip.setCheckable(True)
            self._chips.addButton(chip)
        self.foreground.setChecked(True)
        self.number.setFixedWidth(_HEX_WIDTH)
        self.number.setMaxLength(7)
        self.number.setAccessibleName(tr("Colour as a number"))
        self.number.setToolTip(tr("The colour as a number, such as #e8a33d"))
        buttons = [action_button(actions[name]) for name in ("swap", "default_colours")]
        head = row(self.foreground, self.background, *buttons, gap=GAP // 2)
        head.addStretch(1)
        head.addWidget(self.number)
        line = QGridLayout()
        line.setSpacing(GAP // 2)
        for index, chip in enumerate(self.recent):
            line.addWidget(chip, 0, index, Qt.AlignmentFlag.AlignLeft)
            chip.hide()
        line.setColumnStretch(RECENT, 1)
        line.setRowMinimumHeight(0, _SMALL.height())
        column = QVBoxLayout(self)
        column.setContentsMargins(PADDING, GAP, PADDING, PADDING)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addWidget(self.picker, 1)
        column.addLayout(line)

    def _connect(self) -> None:
        self.picker.picked.connect(self._pick)
        self.number.editingFinished.connect(self._on_number)
        self._chips.buttonClicked.connect(self._refresh)
        self._settled.timeout.connect(self.remember)
        self._colours.changed.connect(self._refresh)
        self._colours.changed.connect(self._settled.start)
        for chip in self.recent:
            chip.clicked.connect(self._on_recent)

    def _refresh(self) -> None:
        self.foreground.show_colour(self._colours.foreground)
        self.background.show_colour(self._colours.background)
        self.picker.show_colour(self._chosen)
        self.number.setText(self._chosen.name())

    @property
    def _chosen(self) -> QColor:
        return self._colours.foreground if self.foreground.isChecked() else self._colours.background

    def _pick(self, colour: QColor) -> None:
        if self.foreground.isChecked():
            self._colours.foreground = colour
        else:
            self._colours.background = colour

    def _on_number(self) -> None:
        text = self.number.text().strip()
        colour = QColor(text if text.startswith("#") else f"#{text}")
        if colour.isValid() and colour.name() != self._chosen.name():
            self._pick(colour)
        self._refresh()

    def _on_recent(self) -> None:
        chip = self.sender()
        assert isinstance(chip, ColourChip)
        self._pick(chip.colour)
