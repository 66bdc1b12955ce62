"""The bar above the canvas: the options of the current tool."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QToolButton, QVBoxLayout, QWidget

from app.panels.fields import SliderField, label, row, separator
from app.resources import ICON_SIZE
from app.theme import CONTROL_HEIGHT, GAP, PADDING
from app.tools.brush import LARGEST, SMALLEST, BrushSettings

_SIZE_CURVE = 2.5  # most brushes are small, so small sizes get most of the slider


class ToolOptions(QStackedWidget):
    """Size, hardness and paint or erase of the brush; a line of help for the hand."""

    def __init__(self, settings: BrushSettings, paint: QAction, erase: QAction) -> None:
        super().__init__()
        self.setObjectName("tool_options")
        self.setFixedHeight(CONTROL_HEIGHT + 2 * GAP)
        self._settings = settings
        self.diameter = SliderField(SMALLEST, LARGEST, " px", _SIZE_CURVE)
        self.hardness = SliderField(0, 100, " %")
        self._brush = self._brush_page(paint, erase)
        self._hand = self._hand_page()
        self.addWidget(self._brush)
        self.addWidget(self._hand)
        self.diameter.edited.connect(self._set_size)
        self.hardness.edited.connect(self._set_hardness)
        settings.changed.connect(self.refresh)
        self.refresh()

    def show_brush(self) -> None:
        """The options of the mask brush."""
        self.setCurrentWidget(self._brush)

    def show_hand(self) -> None:
        """The hand has no options."""
        self.setCurrentWidget(self._hand)

    def refresh(self) -> None:
        """Show what the brush settings say."""
        self.diameter.show_number(self._settings.size)
        self.hardness.show_number(round(self._settings.hardness * 100))

    def _brush_page(self, paint: QAction, erase: QAction) -> QWidget:
        self.diameter.setMaximumWidth(216)
        self.hardness.setMaximumWidth(200)
        parts = [mode_button(paint), mode_button(erase), separator()]
        parts += [label("Size", "dim"), self.diameter, separator(), label("Hardness", "dim"), self.hardness]
        return _page(*parts)

    def _hand_page(self) -> QWidget:
        return _page(label("Drag to move the picture. Roll the wheel to zoom.", "dim"))

    def _set_size(self, number: float) -> None:
        self._settings.size = number

    def _set_hardness(self, number: float) -> None:
        self._settings.hardness = number / 100


def mode_button(action: QAction) -> QToolButton:
    """A button with icon and word that follows an action."""
    button = QToolButton()
    button.setDefaultAction(action)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setProperty("text", True)
    button.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
    button.setFixedHeight(CONTROL_HEIGHT)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def _page(*parts: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(PADDING, 0, PADDING, 0)
    line = row(*parts)
    for part in parts:
        line.setStretchFactor(part, 4 if isinstance(part, SliderField) else 0)
    line.addStretch(1)
    column.addLayout(line)
    return page
