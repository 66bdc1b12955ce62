"""What should happen: a button for each mode, of which one is down."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QSizePolicy, QWidget

from app.language import mark, tr
from app.modes import MODE_HINTS, MODE_NAMES, Mode
from app.panels.fields import IconButton
from app.panels.recipe import Recipe
from app.resources import ICON_SIZE
from app.theme import GAP, RADIUS

MODE_ICONS = {
    Mode.GENERATE: "generate",
    Mode.INPAINT: "mode-inpaint",
    Mode.EXTEND: "mode-extend",
    Mode.STRUCTURE: "mode-structure",
    Mode.BLEND: "mode-blend",
    Mode.VARY: "mode-vary",
}
UNABLE = mark("The pack that is in use cannot do this.")
_COLUMNS = 3
_HEIGHT = 96  # of two rows, each a line of icon and a line of text
_FONT = 12  # pixels
_RIM = 2


class ModeSwitch(QWidget):
    """Two rows of three, in a common frame. The arrow keys walk through those that the pack can do."""

    def __init__(self, recipe: Recipe) -> None:
        super().__init__()
        self._recipe = recipe
        self._group = QButtonGroup(self)
        self.buttons = {mode: ModeButton(mode) for mode in Mode}
        grid = QGridLayout(self)
        grid.setContentsMargins(_RIM, _RIM, _RIM, _RIM)
        grid.setSpacing(_RIM)
        for index, (mode, button) in enumerate(self.buttons.items()):
            line, column = divmod(index, _COLUMNS)
            self._group.addButton(button)
            grid.addWidget(button, line, column)
            grid.setColumnStretch(column, 1)
            grid.setColumnMinimumWidth(column, max(button.narrowest, grid.columnMinimumWidth(column)))
            button.toggled.connect(self._on_toggled)
            button.show_able(None)
            button.setChecked(mode is recipe.mode)
        self.setFixedHeight(_HEIGHT)
        self.setAccessibleName(tr("What should happen"))
        recipe.changed.connect(self.refresh)

    def set_abilities(self, abilities: frozenset[str] | None) -> None:
        """Which modes can be chosen: those that the pack is able to do, or all while it is not known."""
        for button in self.buttons.values():
            button.show_able(abilities)

    def refresh(self) -> None:
        """Show what the recipe says."""
        self.buttons[self._recipe.mode].setChecked(True)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The common frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self.palette().color(QPalette.ColorRole.Midlight))
        painter.setBrush(self.palette().color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)

    def _on_toggled(self) -> None:
        for mode, button in self.buttons.items():
            if button.isChecked():
                self._recipe.set_mode(mode)


class ModeButton(IconButton):
    """A mode: its icon over its name."""

    def __init__(self, mode: Mode) -> None:
        super().__init__(MODE_ICONS[mode], tr(MODE_HINTS[mode]))
        self._mode = mode
        self.setText(tr(MODE_NAMES[mode]))
        self.setAccessibleName(self.text())
        self.setCheckable(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        font = self.font()
        font.setPixelSize(_FONT)
        self.setFont(font)

    @property
    def narrowest(self) -> int:
        """How many pixels it needs, so that its name is not cut."""
        return self.fontMetrics().horizontalAdvance(self.text()) + GAP

    def show_able(self, abilities: frozenset[str] | None) -> None:
        """Be there to press, or say why not."""
        able = abilities is None or self._mode.value in abilities
        hint = tr(MODE_HINTS[self._mode])
        self.setEnabled(able)
        self.setToolTip(hint if able else f"{hint}\n{tr(UNABLE)}")
