"""Fields for the options of tools: declared as values, made into widgets that show an option and change it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QMenu, QPushButton, QWidget

from app.language import tr
from app.panels.fields import SwitchButton, label, row
from app.panels.numbers import SliderField
from app.theme import GAP
from app.tools.options import Options

_SLIDER_WIDTH = 176


@dataclass(frozen=True)
class Amount:
    """A number with a slider. The field shows the option times `scale`."""

    option: str
    text: str
    tip: str
    low: float = 0
    high: float = 100
    suffix: str = " %"
    scale: float = 100
    curve: float = 1.0


@dataclass(frozen=True)
class Pick:
    """One value of a choice, shown as an icon."""

    value: Any
    icon: str
    tip: str


@dataclass(frozen=True)
class Choice:
    """One of a few values."""

    option: str
    picks: tuple[Pick, ...]


@dataclass(frozen=True)
class Switch:
    """On or off."""

    option: str
    text: str
    tip: str


@dataclass(frozen=True)
class Switches:
    """Some that are rarely wanted, in a menu."""

    text: str
    tip: str
    switches: tuple[Switch, ...]


Field = Amount | Choice | Switch | Switches


class BoundField(QWidget):
    """Shows one option, or some, and changes them. `refresh` shows the values that they have now."""

    def __init__(self, options: Options) -> None:
        super().__init__()
        self._options = options
        self._shown: list[Callable[[], None]] = []
        options.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show what the options say."""
        for show in self._shown:
            show()

    def bind(self, show: Callable[[], None]) -> None:
        """Call `show` now, and whenever an option changes."""
        self._shown.append(show)
        show()

    def value(self, option: str) -> Any:
        """What an option says."""
        return getattr(self._options, option)

    def set_value(self, option: str, value: Any) -> None:
        """Change an option."""
        setattr(self._options, option, value)


def made(field: Field, options: Options) -> BoundField:
    """The widget of a field."""
    if isinstance(field, Amount):
        return AmountField(field, options)
    if isinstance(field, Choice):
        return ChoiceButtons(field, options)
    return SwitchBox(field, options) if isinstance(field, Switch) else SwitchMenu(field, options)


class AmountField(BoundField):
    """Its name, a slider and a number."""

    def __init__(self, field: Amount, options: Options) -> None:
        super().__init__(options)
        self._field = field
        self.control = SliderField(field.low, field.high, field.suffix, field.curve)
        self.control.describe(tr(field.text), tr(field.tip))
        title = label(tr(field.text), "dim")
        line = row(title, self.control)
        line.setStretch(1, 1)
        self.setLayout(line)
        self.setMaximumWidth(title.sizeHint().width() + GAP + _SLIDER_WIDTH)
        self.control.edited.connect(self._edit)
        self.bind(self._show)

    def _show(self) -> None:
        self.control.show_number(round(self.value(self._field.option) * self._field.scale))

    def _edit(self, number: float) -> None:
        self.set_value(self._field.option, number / self._field.scale)


class ChoiceButtons(BoundField):
    """A button for each value."""

    def __init__(self, field: Choice, options: Options) -> None:
        super().__init__(options)
        self._field = field
        self.buttons = QButtonGroup(self)
        parts = [SwitchButton(pick.icon, tr(pick.tip)) for pick in field.picks]
        for index, button in enumerate(parts):
            self.buttons.addButton(button, index)
        self.setLayout(row(*parts, gap=GAP // 4))
        self.buttons.idClicked.connect(self._edit)
        self.bind(self._show)

    def _show(self) -> None:
        for index, pick in enumerate(self._field.picks):
            if pick.value == self.value(self._field.option):
                self.buttons.button(index).setChecked(True)

    def _edit(self, index: int) -> None:
        self.set_value(self._field.option, self._field.picks[index].value)


class SwitchBox(BoundField):
    """A box to check."""

    def __init__(self, field: Switch, options: Options) -> None:
        super().__init__(options)
        self._option = field.option
        self.box = QCheckBox(tr(field.text))
        self.box.setToolTip(tr(field.tip))
        self.setLayout(row(self.box))
        self.box.clicked.connect(self._edit)
        self.bind(self._show)

    def _show(self) -> None:
        self.box.setChecked(self.value(self._option))

    def _edit(self, on: bool) -> None:
        self.set_value(self._option, on)


class SwitchMenu(BoundField):
    """A button with a menu of switches."""

    def __init__(self, field: Switches, options: Options) -> None:
        super().__init__(options)
        self.button = QPushButton(tr(field.text))
        self.button.setToolTip(tr(field.tip))
        menu = QMenu(self.button)
        menu.setToolTipsVisible(True)
        for switch in field.switches:
            self._add(menu, switch)
        self.button.setMenu(menu)
        self.setLayout(row(self.button))

    def _add(self, menu: QMenu, switch: Switch) -> None:
        action = QAction(tr(switch.text), menu)
        action.setToolTip(tr(switch.tip))
        action.setCheckable(True)
        action.triggered.connect(lambda on: self.set_value(switch.option, on))
        menu.addAction(action)
        self.bind(lambda: action.setChecked(self.value(switch.option)))
