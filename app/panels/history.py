"""The steps of the document: what was done, and what was taken back. A click goes there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from app.actions import plain
from app.document.document import Document
from app.entries import TABLE
from app.language import mark, tr
from app.resources import icon

OPENED = mark("Opened")
_ICONS = {  # of steps that are no actions of the table
    OPENED: "picture",
    mark("Fill mask"): "generate",
    mark("Generate picture"): "generate",
    mark("Extend picture"): "mode-extend",
    mark("Restructure picture"): "mode-structure",
    mark("Restructure mask"): "mode-structure",
    mark("Blend regions"): "mode-blend",
    mark("Vary picture"): "mode-vary",
    mark("Vary mask"): "mode-vary",
    mark("Place generated picture"): "place",
    mark("Lock part"): "lock",
    mark("Unlock part"): "unlock",
    mark("Add layer mask"): "layer-mask",
    mark("Apply layer mask"): "layer-mask-apply",
    mark("Delete layer mask"): "trash",
    mark("Switch layer mask off"): "layer-mask-off",
    mark("Switch layer mask on"): "layer-mask",
    mark("Paint"): "paint-brush",
    mark("Erase"): "eraser",
    mark("Paint strength"): "strength-brush",
    mark("Erase strength"): "strength-brush",
    mark("Paint region"): "region-brush",
    mark("Erase region"): "region-brush",
    mark("Select"): "rectangle",
    mark("Crop canvas"): "crop",
    mark("Extend canvas"): "crop",
    mark("Change canvas"): "canvas-size",
    mark("Move layer"): "move",
    mark("New layer"): "layer-add",
    mark("Duplicate layer"): "copy",
    mark("Delete layer"): "trash",
    mark("Hide layer"): "hidden",
    mark("Show layer"): "mask-show",
    mark("Lock layer"): "lock",
    mark("Unlock layer"): "unlock",
    mark("Grow mask"): "mask-grow",
    mark("Shrink mask"): "mask-shrink",
    mark("Feather mask"): "mask-feather",
    mark("Mask from layer"): "mask-from-layer",
    mark("Import mask"): "import",
    mark("Add region"): "region-brush",
    mark("Change region"): "region-brush",
    mark("Delete region"): "region-brush",
}
_ANY_ICON = "layers"


class HistoryPanel(QListWidget):
    """One line a step, the latest below; steps that were taken back are dimmed."""

    def __init__(self) -> None:
        super().__init__()
        self._document: Document | None = None
        self._icons: dict[str, QIcon] = {}
        self._names = _icon_names()
        self._texts: list[str] = []
        self._current = 0
        self.setIconSize(QSize(16, 16))
        self.setAccessibleName(tr("History"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # after a click the keys are still the picture's
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(self._go_to)

    def set_document(self, document: Document | None) -> None:
        """Show the steps of another document, or of none."""
        if self._document is not None:
            self._document.history_changed.disconnect(self.refresh)
        self._document = document
        if document is not None:
            document.history_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the document's steps as they are now; lines that stay the same are left alone."""
        if self._document is None:
            self._show_lines([], 0)
            return
        done = self._document.history()
        self._show_lines([tr(OPENED), *done, *self._document.future()], len(done))
        self.setCurrentRow(len(done))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space go to the step that the arrows found."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentItem() is not None:
            self._go_to(self.currentItem())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icons anew when the theme changes."""
        if event.type() == QEvent.Type.PaletteChange:
            self._icons.clear()
            self._show_lines([], 0)
            self.refresh()
        super().changeEvent(event)

    def _show_lines(self, texts: list[str], current: int) -> None:
        """One line for each text; those after the current one are dimmed."""
        same = next((i for i, pair in enumerate(zip(self._texts, texts, strict=False)) if pair[0] != pair[1]), None)
        first = min(len(self._texts), len(texts)) if same is None else same
        while self.count() > first:
            self.takeItem(self.count() - 1)
        for text in texts[first:]:
            self.addItem(QListWidgetItem(self._icon(text), text))
        for index in range(min(first, self._current, current), self.count()):
            dimmed = index > current
            self.item(index).setForeground(self.palette().placeholderText() if dimmed else self.palette().text())
        self._texts, self._current = texts, current

    def _icon(self, text: str) -> QIcon:
        name = self._names.get(text, _ANY_ICON)
        if name not in self._icons:
            self._icons[name] = icon(name, self.palette())
        return self._icons[name]

    def _go_to(self, item: QListWidgetItem) -> None:
        document, target = self._document, self.row(item)
        if document is None:
            return
        for _ in range(len(document.history()) - target):
            document.undo()
        for _ in range(target - len(document.history())):
            document.redo()


def _icon_names() -> dict[str, str]:
    """The icon of each step, by its text in the language of the program."""
    of_actions = {plain(tr(entry.text)): entry.icon for entry in TABLE if entry.icon}
    return of_actions | {tr(text): name for text, name in _ICONS.items()}
