"""The layers panel: how the active layer meets what is below it, the tree of layers, and what can be done with them."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QLabel, QStackedLayout, QVBoxLayout, QWidget

from app.actions import Actions
from app.document.document import Document
from app.document.node import Node
from app.language import tr
from app.panels.fields import ChoiceField, action_button, label, row
from app.panels.layer_rows import mode_groups
from app.panels.layer_tree import LayerTree
from app.panels.numbers import SliderField
from app.theme import GAP, PADDING

BUTTONS = ("new_layer", "group", "add_layer_mask", "duplicate_layer", "raise_layer", "lower_layer", "delete_layer")
MENU = (
    ("new_layer", "duplicate_layer", "delete_layer"),
    ("group", "ungroup", "merge_down", "flatten"),
    ("raise_layer", "lower_layer", "layer_to_top", "layer_to_bottom"),
    ("show_layer", "lock_layer"),
    ("add_layer_mask", "apply_layer_mask", "delete_layer_mask", "toggle_layer_mask", "paint_layer_mask"),
    ("fill_layer", "clear_layer", "mask_from_layer"),
)


class LayersPanel(QWidget):
    """Shows the layers of a document and asks for changes by signals; which one is active it says itself."""

    mode_chosen = Signal(object)  # BlendMode
    opacity_changed = Signal(float)  # 0..1
    opacity_grabbed = Signal()
    opacity_released = Signal()

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self._document: Document | None = None
        self.mode = ChoiceField(mode_groups())
        self.opacity = SliderField(0, 100, " %")
        self.tree = LayerTree([[actions[name] for name in group] for group in MENU])
        self.buttons = [action_button(actions[name]) for name in BUTTONS]
        self._empty = label(tr("No picture is open."), "dim")
        self._describe()
        self._arrange()
        self.mode.chosen.connect(self.mode_chosen)
        self.opacity.edited.connect(self._on_opacity)
        self.opacity.grabbed.connect(self.opacity_grabbed)
        self.opacity.released.connect(self.opacity_released)
        self._refresh()

    def set_document(self, document: Document | None) -> None:
        """Show the layers of another document, or none."""
        for signal in self._signals():
            signal.disconnect(self._refresh)
        self._document = document
        self.tree.set_document(document)
        for signal in self._signals():
            signal.connect(self._refresh)
        self._refresh()

    def _signals(self) -> list:
        document = self._document
        return [document.active_changed, document.layers_changed, document.history_changed] if document else []

    def _describe(self) -> None:
        self.mode.setAccessibleName(tr("Blend mode"))
        self.mode.setToolTip(tr("How the layer is mixed with what is below it"))
        self.opacity.describe(tr("Opacity"), tr("How much of the layer is seen"))
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)

    def _arrange(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(PADDING, GAP, PADDING, GAP)
        head.setSpacing(GAP)
        head.addWidget(self.mode)
        line = row(_title(tr("Opacity"), self.opacity), self.opacity)
        line.setStretch(1, 1)
        head.addLayout(line)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.tree)
        foot = row(*self.buttons, gap=GAP // 2)
        foot.insertStretch(len(self.buttons) - 1)
        foot.setContentsMargins(GAP, GAP // 2, GAP, GAP // 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(self._stack, 1)
        column.addLayout(foot)

    def _refresh(self) -> None:
        """Show how the active layer looks, and whether there are any."""
        document = self._document
        node = document.active if document else None
        for part in (self.mode, self.opacity):
            part.setEnabled(node is not None and not node.look.locked)
        self._show_look(node)
        self._empty.setText(tr("No picture is open.") if document is None else tr("No layers yet. Add one below."))
        self._stack.setCurrentWidget(self.tree if document is not None and document.root.children else self._empty)

    def _show_look(self, node: Node | None) -> None:
        if node is not None:
            with QSignalBlocker(self.mode):
                self.mode.show_value(node.look.mode)
            self.opacity.show_number(round(node.look.opacity * 100))

    def _on_opacity(self, percent: float) -> None:
        self.opacity_changed.emit(percent / 100)


def _title(text: str, field: QWidget) -> QLabel:
    title = label(text, "dim")
    title.setBuddy(field)
    return title
