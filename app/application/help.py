"""The help, opened at the page that fits what the person is doing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QCursor, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QToolButton, QWidget

from app import dialogs
from app.actions import Actions, native, plain, rows_of
from app.application.tools import ToolCommands
from app.dialogs.help_pages import HelpPages, Part, key_cap
from app.entries import GESTURES, MENUS, Entry
from app.language import tr
from app.main_window import Parts
from app.modes import Mode
from app.panels.presets import PRESETS
from app.panels.recipe import Recipe
from app.panels.tray import Tray
from app.settings import Settings
from paella_core.params import SamplingParams, knob_of

_KEY = "help_key"
MODE_PAGES = {
    Mode.GENERATE: "start",
    Mode.INPAINT: "inpaint",
    Mode.EXTEND: "extend",
    Mode.STRUCTURE: "structure",
    Mode.BLEND: "regions",
    Mode.VARY: "vary",
}
TOOL_PAGES = {
    **dict.fromkeys(("brush", "eraser"), "masks"),
    "strength_brush": "structure",
    "region_brush": "regions",
    "keep_brush": "results",
    **dict.fromkeys(("rectangle", "ellipse", "lasso", "polygon", "wand"), "selecting"),
    **dict.fromkeys(("paint_brush", "fill", "eyedropper"), "painting"),
    "move": "layers",
    "frame": "extend",
    "hand": "view",
}
PANEL_PAGES = {  # by their name among the parts of the window; "" where it depends on what is being done
    "canvas": "",
    "ruled": "",
    "prompt": "",
    "tool_options": "",
    "tabs": "files",
    "messages": "trouble",
    "welcome": "files",
    "results": "results",
    "interpolation": "interpolation",
    "layers": "layers",
    "regions": "regions",
    "colours": "painting",
    "history": "history",
    "gallery": "gallery",
    "status": "work",
}
DIALOG_PAGES = {  # by the name of their class: most are imported when they are opened
    "AboutDialog": "trouble",
    "AmountDialog": "masks",
    "CanvasSizeDialog": "canvas",
    "ConceptsDialog": "concepts",
    "DiagnosticsDialog": "trouble",
    "ExportDialog": "files",
    "FilmDialog": "interpolation",
    "LicencesDialog": "trouble",
    "NewDocumentDialog": "canvas",
    "PackQuestion": "packs",
    "PacksDialog": "packs",
    "PreferencesDialog": "preferences",
    "RecoveryDialog": "trouble",
    "ShortcutsDialog": "keys",
    "UnexpectedDialog": "trouble",
}


class Help(QObject):
    """Makes the window when it is first wanted. `close` must be called before it goes."""

    def __init__(
        self,
        application: QApplication,
        settings: Settings,
        actions: Actions,
        recipe: Recipe,
        tools: ToolCommands,
        tray: Tray,
        parts: Parts,
    ) -> None:
        super().__init__()
        self._settings, self._actions = settings, actions
        self._recipe, self._tools, self._tray, self._parts = recipe, tools, tray, parts
        self._application = application
        self.window: dialogs.HelpWindow | None = None
        application.focusChanged.connect(self._on_focus)

    @property
    def fitting(self) -> str:
        """The page about the question that waits, else about the panel that has the keys or is pointed at, else about
        results that wait, the tool in the hand, or what the button would do."""
        pointed = QApplication.widgetAt(QCursor.pos())
        return (
            self._page_of(QApplication.focusWidget())
            or _page_of_button(pointed)
            or self._page_of(pointed)
            or self._doing
        )

    @property
    def _doing(self) -> str:
        if self._tray.runs:
            return "results"
        if self._tools.current == "brush":
            return MODE_PAGES[self._recipe.mode]
        return TOOL_PAGES[self._tools.current]

    def _page_of(self, part: QWidget | None) -> str:
        """The page about what a part of a window belongs to; "" where it says nothing."""
        if part is None:
            return ""
        if page := DIALOG_PAGES.get(type(part.window()).__name__):
            return page
        if self._parts.prompt.isAncestorOf(part):
            return MODE_PAGES[self._recipe.mode]
        owners = (name for name in PANEL_PAGES if name != "canvas" and _holds(getattr(self._parts, name), part))
        return next((PANEL_PAGES[name] for name in owners if PANEL_PAGES[name]), "")

    @Slot(QWidget, QWidget)
    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """The key of the help holds in dialogs, too, which the window's actions do not reach."""
        dialog = new.window() if new is not None else None
        if isinstance(dialog, QDialog) and dialog.findChild(QShortcut, _KEY) is None:
            for keys in self._actions.keys("help"):
                key = QShortcut(QKeySequence(keys), dialog, self.show)
                key.setObjectName(_KEY)

    @Slot()
    def show(self) -> None:
        """Open at the page that fits."""
        self.show_page(self.fitting)

    @Slot(str)
    def show_page(self, name: str) -> None:
        """Open at a page."""
        if self.window is None:
            self.window = dialogs.HelpWindow(HelpPages(self._actions, self._tables()), self._settings)
        self.window.show_page(name)

    def close(self) -> None:
        """Take the window away, and look at no dialog any more."""
        self._application.focusChanged.disconnect(self._on_focus)
        self.put_away()

    def put_away(self) -> None:
        """Take the window away; it is made anew when it is wanted again."""
        if self.window is not None:
            self.window.close()
            self.window.deleteLater()
            self.window = None

    def _tables(self) -> dict[str, Callable[[], Sequence[Part]]]:
        return {"keys": self._keys, "commands": self._commands, "presets": _presets, "knobs": _knobs}

    def _keys(self) -> list[Part]:
        """Every action that has keys, under its menu, and what the hand can do on the canvas."""
        columns, parts = (tr("What it does"), tr("Keys")), []
        for menu, title in MENUS.items():
            ids = [(entry, self._actions.keys(entry.id)) for entry in rows_of(menu)]
            rows = [
                (plain(tr(entry.text)), " ".join(key_cap(native(one)) for one in keys)) for entry, keys in ids if keys
            ]
            if rows:
                parts.append(Part(plain(tr(title)), columns, rows))
        gestures = [(tr(one.text), key_cap(tr(one.how))) for one in GESTURES]
        return [*parts, Part(tr("On the canvas"), columns, gestures)]

    def _commands(self) -> list[Part]:
        """Every action under its menu, with its first key and its sentence."""
        columns = tr("Name"), tr("What it does")
        return [
            Part(plain(tr(title)), columns, [(self._named(entry), tr(entry.tip)) for entry in rows_of(menu)])
            for menu, title in MENUS.items()
        ]

    def _named(self, entry: Entry) -> str:
        keys = self._actions.keys(entry.id)
        return " ".join([plain(tr(entry.text)), *(key_cap(native(one)) for one in keys[:1])])


def _holds(panel: QWidget, part: QWidget) -> bool:
    return panel is part or panel.isAncestorOf(part)


def _page_of_button(part: QWidget | None) -> str:
    """The page about the tool that is pointed at."""
    action = part.defaultAction() if isinstance(part, QToolButton) else None
    return TOOL_PAGES.get(action.objectName(), "") if action is not None else ""


def _presets() -> list[Part]:
    rows = [(tr(preset.text), tr(preset.tip)) for preset in PRESETS]
    return [Part("", (tr("Name"), tr("What it means")), rows)]


def _knobs() -> list[Part]:
    knobs = [knob_of(field.name) for field in fields(SamplingParams)]
    return [Part("", (tr("Name"), tr("What it means")), [(tr(knob.label), tr(knob.help)) for knob in knobs])]
