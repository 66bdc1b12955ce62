"""The small parts that panels are made of: lists, buttons, colour chips, labels, rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from app.actions import plain
from app.resources import ICON_SIZE, icon
from app.theme import CONTROL_HEIGHT, GAP

_CHIP_RADIUS = 4
_TYPING = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
_CHARACTERS = 8  # that a list shows at least, however long its texts are
_LIST_FRAME = 48  # pixels of a list beside its text: edges and arrow
_FLAGS = Qt.ItemDataRole.UserRole - 1  # where the items of a list keep whether they can be chosen


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

    def set_tips(self, tips: Mapping[object, str]) -> None:
        """Say what each of some values means, where it stands in the list."""
        for value, tip in tips.items():
            self.setItemData(self._values.index(value), tip, Qt.ItemDataRole.ToolTipRole)

    def fit(self, narrowest: int) -> None:
        """Be as wide as the longest text needs, or as that."""
        longest = max(self.fontMetrics().horizontalAdvance(self.itemText(index)) for index in range(self.count()))
        self.setFixedWidth(max(narrowest, longest + _LIST_FRAME))

    def forbid(self, value: object) -> None:
        """Let a value be shown, but not chosen."""
        self.model().setData(self.model().index(self._values.index(value), 0), 0, _FLAGS)

    def reword(self, value: object, text: str) -> None:
        """Call a value otherwise."""
        self.setItemText(self._values.index(value), text)

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
        if self.hasFocus():  # unlike one that is only chosen
            inner = Qt.GlobalColor.black if self._colour.lightnessF() > 0.5 else Qt.GlobalColor.white
            painter.setPen(QPen(inner, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(frame.adjusted(2, 2, -2, -2), 2, 2)


class ElidedLabel(QLabel):
    """A text on one line, which ends in dots where there is no room for it. It is dimmed and takes all the room; a
    `tight` one is not dimmed and as wide as its words."""

    def __init__(self, text: str, *, tight: bool = False) -> None:
        super().__init__(text)
        self.setProperty("dim", not tight)
        width = QSizePolicy.Policy.Preferred if tight else QSizePolicy.Policy.Expanding
        self.setSizePolicy(width, QSizePolicy.Policy.Preferred)
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
    button.setAccessibleName(plain(action.text()))
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
