"""One table of everything that can be done. Menus, shortcuts, toolbars and the list of shortcuts follow from it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from operator import attrgetter

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QPalette

from app.resources import icon

MENUS = ("File", "Edit", "Mask", "Generate", "View", "Help")


@dataclass(frozen=True)
class Entry:
    """One row. `slot` names the method of the commands; `needs` the fact that must hold; `group` parts a menu by
    lines; rows of one `choice` are checked one at a time."""

    id: str
    text: str
    shortcuts: tuple[str, ...]
    icon: str
    slot: str
    menu: str
    group: int
    needs: str = ""
    checkable: bool = False
    choice: str = ""


TABLE = (
    Entry("open", "Open …", ("Ctrl+O",), "open", "files.open", "File", 1),
    Entry("open_sample", "Open the sample picture", (), "picture", "files.open_sample", "File", 1),
    Entry("close", "Close picture", ("Ctrl+W",), "close", "files.close", "File", 1, "document"),
    Entry("save", "Save", ("Ctrl+S",), "save", "files.save", "File", 2, "document"),
    Entry("save_as", "Save as …", ("Ctrl+Shift+S",), "save", "files.save_as", "File", 2, "document"),
    Entry("export", "Export a copy …", ("Ctrl+Shift+E",), "export", "files.export", "File", 2, "document"),
    Entry("quit", "Quit", ("Ctrl+Q",), "", "files.quit", "File", 3),
    Entry("undo", "Undo", ("Ctrl+Z",), "undo", "edits.undo", "Edit", 1, "undo"),
    Entry("redo", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo", "edits.redo", "Edit", 1, "redo"),
    Entry("brush", "Paint mask", ("B",), "brush", "tools.brush", "Mask", 1, "", True, "tool"),
    Entry("eraser", "Erase mask", ("E",), "eraser", "tools.eraser", "Mask", 1, "", True, "tool"),
    Entry("hand", "Move the view", ("V",), "hand", "tools.hand", "View", 4, "", True, "tool"),
    Entry("swap", "Swap paint and erase", ("X",), "swap", "tools.swap", "Mask", 1),
    Entry("smaller", "Smaller brush", ("[",), "", "tools.smaller", "Mask", 2),
    Entry("larger", "Larger brush", ("]",), "", "tools.larger", "Mask", 2),
    Entry("softer", "Softer brush", ("Shift+[", "Shift+{"), "", "tools.softer", "Mask", 2),
    Entry("harder", "Harder brush", ("Shift+]", "Shift+}"), "", "tools.harder", "Mask", 2),
    Entry("clear_mask", "Clear mask", ("Ctrl+D",), "mask-clear", "edits.clear_mask", "Mask", 3, "mask"),
    Entry("invert_mask", "Invert mask", ("Ctrl+I",), "mask-invert", "edits.invert_mask", "Mask", 3, "document"),
    Entry("show_mask", "Show mask", ("M",), "mask-show", "view.show_mask", "Mask", 3, "document", True),
    Entry("generate", "Generate", ("Ctrl+Enter", "Ctrl+Return"), "generate", "work.start", "Generate", 1, "offer"),
    Entry("cancel", "Cancel", ("Esc",), "stop", "work.cancel", "Generate", 1, "working"),
    Entry("zoom_in", "Zoom in", ("Ctrl++", "Ctrl+="), "zoom-in", "view.zoom_in", "View", 1, "document"),
    Entry("zoom_out", "Zoom out", ("Ctrl+-",), "zoom-out", "view.zoom_out", "View", 1, "document"),
    Entry("fit", "Fit to the window", ("Ctrl+0",), "fit", "view.fit", "View", 1, "document"),
    Entry("actual_size", "Actual size", ("Ctrl+1",), "actual-size", "view.actual_size", "View", 1, "document"),
    Entry("dark", "Dark theme", (), "", "view.dark", "View", 2, "", True, "theme"),
    Entry("light", "Light theme", (), "", "view.light", "View", 2, "", True, "theme"),
    Entry("panels", "Show panels", ("Tab",), "panels", "view.show_panels", "View", 3, "", True),
    Entry("shortcuts", "Keyboard shortcuts", ("F1",), "keyboard", "view.list_shortcuts", "Help", 1),
    Entry("about", "About Paella Studio", (), "info", "view.about", "Help", 1),
)
TOOLS = ("brush", "eraser", "hand")
ON_CANVAS_ONLY = frozenset({"panels"})  # Tab belongs to the fields when one of them has the focus


class Actions(QObject):
    """The QActions of the table, found by id. `commands` holds the objects that the slots name."""

    def __init__(self, commands: object, palette: QPalette) -> None:
        super().__init__()
        self._by_id: dict[str, QAction] = {}
        self._choices: dict[str, QActionGroup] = {}
        for entry in TABLE:
            self._by_id[entry.id] = self._make(entry, attrgetter(entry.slot)(commands))
        self.tint(palette)

    def __getitem__(self, id_: str) -> QAction:
        return self._by_id[id_]

    def of_menu(self, menu: str) -> Iterator[QAction | None]:
        """The actions of a menu in order; None stands for a line between groups."""
        rows = sorted((entry for entry in TABLE if entry.menu == menu), key=lambda entry: entry.group)
        for index, entry in enumerate(rows):
            if index and rows[index - 1].group != entry.group:
                yield None
            yield self._by_id[entry.id]

    def for_window(self) -> list[QAction]:
        """The actions whose shortcuts hold in the whole window."""
        return [action for id_, action in self._by_id.items() if id_ not in ON_CANVAS_ONLY]

    def enable(self, facts: Collection[str]) -> None:
        """Enable what needs nothing, or one of the facts."""
        for entry in TABLE:
            self._by_id[entry.id].setEnabled(not entry.needs or entry.needs in facts)

    def tint(self, palette: QPalette) -> None:
        """Draw the icons in the colours of a palette."""
        for entry in TABLE:
            if entry.icon:
                self._by_id[entry.id].setIcon(icon(entry.icon, palette))

    def _make(self, entry: Entry, slot: object) -> QAction:
        action = QAction(entry.text, self)
        action.setObjectName(entry.id)
        action.setShortcuts([QKeySequence(keys) for keys in entry.shortcuts])
        action.setToolTip(with_shortcut(entry.text, entry.shortcuts))
        action.setCheckable(entry.checkable)
        if entry.choice:
            group = self._choices.setdefault(entry.choice, QActionGroup(self))
            group.addAction(action)
        action.triggered.connect(slot)
        return action


def with_shortcut(text: str, shortcuts: tuple[str, ...]) -> str:
    """A text with its first shortcut in brackets, as the system writes it."""
    text = text.removesuffix(" …")
    if not shortcuts:
        return text
    return f"{text} ({QKeySequence(shortcuts[0]).toString(QKeySequence.SequenceFormat.NativeText)})"
