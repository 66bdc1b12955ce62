"""The help, opened at the page that fits what the person is doing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from PySide6.QtCore import QObject, Slot

from app.actions import Actions, native, plain, rows_of
from app.application.tools import ToolCommands
from app.dialogs.help import HelpWindow
from app.dialogs.help_pages import HelpPages, Part, key_cap
from app.entries import GESTURES, MENUS
from app.language import tr
from app.modes import Mode
from app.panels.presets import PRESETS
from app.panels.recipe import Recipe
from app.panels.tray import Tray
from app.settings import Settings
from paella_core.params import SamplingParams, knob_of

MODE_PAGES = {
    Mode.GENERATE: "start",
    Mode.INPAINT: "inpaint",
    Mode.EXTEND: "extend",
    Mode.STRUCTURE: "structure",
    Mode.BLEND: "regions",
    Mode.VARY: "vary",
}
TOOL_PAGES = {
    "frame": "extend",
    "keep_brush": "results",
    "region_brush": "regions",
    "strength_brush": "structure",
    **dict.fromkeys(("eraser", "rectangle", "ellipse", "lasso", "polygon", "wand"), "masks"),
}


class Help(QObject):
    """Makes the window when it is first wanted. `close` must be called before it goes."""

    def __init__(self, settings: Settings, actions: Actions, recipe: Recipe, tools: ToolCommands, tray: Tray) -> None:
        super().__init__()
        self._settings, self._actions = settings, actions
        self._recipe, self._tools, self._tray = recipe, tools, tray
        self.window: HelpWindow | None = None

    @property
    def fitting(self) -> str:
        """The page about results that wait, else about the tool in the hand, else about what the button would do."""
        if self._tray.runs:
            return "results"
        return TOOL_PAGES.get(self._tools.current) or MODE_PAGES[self._recipe.mode]

    @Slot()
    def show(self) -> None:
        """Open at the page that fits."""
        self.show_page(self.fitting)

    @Slot(str)
    def show_page(self, name: str) -> None:
        """Open at a page."""
        if self.window is None:
            self.window = HelpWindow(HelpPages(self._actions, self._tables()), self._settings)
        self.window.show_page(name)

    def close(self) -> None:
        """Take the window away."""
        if self.window is not None:
            self.window.close()
            self.window.deleteLater()
            self.window = None

    def _tables(self) -> dict:
        return {"keys": self._keys, "presets": _presets, "knobs": _knobs}

    def _keys(self) -> list[Part]:
        """Every action that has keys, under its menu, and what the hand can do on the canvas."""
        parts: list[Part] = []
        for menu, title in MENUS.items():
            ids = [(entry, self._actions.keys(entry.id)) for entry in rows_of(menu)]
            rows = [
                (plain(tr(entry.text)), " ".join(key_cap(native(one)) for one in keys)) for entry, keys in ids if keys
            ]
            if rows:
                parts.append((plain(tr(title)), rows))
        return [*parts, (tr("On the canvas"), [(tr(one.text), key_cap(tr(one.how))) for one in GESTURES])]


def _presets() -> Sequence[Part]:
    return [("", [(tr(preset.text), tr(preset.tip)) for preset in PRESETS])]


def _knobs() -> Sequence[Part]:
    knobs = [knob_of(field.name) for field in fields(SamplingParams)]
    return [("", [(tr(knob.label), tr(knob.help)) for knob in knobs])]
