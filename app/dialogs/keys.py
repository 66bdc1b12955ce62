"""The page of the preferences on which actions get other keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.actions import Actions, ShortcutTaken, native, plain, rows_of
from app.dialogs.form import dim, heading
from app.entries import MENUS, TABLE
from app.language import tr
from app.theme import CONTROL_HEIGHT, GAP

_ID = Qt.ItemDataRole.UserRole
_KEYS_WIDTH = 168
_MODIFIERS = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)


class KeyButton(QPushButton):
    """Shows keys. After a press it takes the next keys instead; Escape or the loss of the focus gives that up."""

    pressed_keys = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._shown = ""
        self.setCheckable(True)
        self.setFixedWidth(_KEYS_WIDTH)
        self.setToolTip(tr("Press the button, then the new keys. Esc leaves them as they are."))
        self.toggled.connect(self._show)

    def show_keys(self, keys: str) -> None:
        """Show keys in the portable form."""
        self._shown = keys
        self.setChecked(False)
        self._show()

    def event(self, event: QEvent) -> bool:
        """Keep keys from the shortcuts of the window while the button waits for them; Tab is a key like others."""
        if self.isChecked() and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                self._take(event)
            event.accept()
            return True
        return super().event(event)

    def focusOutEvent(self, event) -> None:
        """Keys for another field are none for this one."""
        self.setChecked(False)
        super().focusOutEvent(event)

    def _take(self, event: QKeyEvent) -> None:
        if event.key() in _MODIFIERS or event.key() in (0, Qt.Key.Key_unknown):
            return
        self.setChecked(False)
        if event.key() != Qt.Key.Key_Escape or event.modifiers():
            modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            keys = QKeySequence(int(modifiers.value) | int(event.key()))
            self.pressed_keys.emit(keys.toString(QKeySequence.SequenceFormat.PortableText))

    def _show(self) -> None:
        self.setText(tr("Press keys …") if self.isChecked() else native(self._shown) or tr("No keys"))


class KeysPage(QWidget):
    """A list of all actions by menu, a search field, and the keys of the chosen action."""

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self._actions = actions
        self._wanted = ""
        self.search = QLineEdit()
        self.list = QTreeWidget()
        self.name = heading("")
        self.tip = dim("")
        self.keys = KeyButton()
        self.none = QPushButton(tr("No keys"))
        self.reset = QPushButton(tr("Reset"))
        self.reset_all = QPushButton(tr("Reset all"))
        self.conflict = QLabel()
        self.use_here = QPushButton(tr("Use here instead"))
        self._dress()
        self._arrange()
        self._connect()
        self._fill()

    @property
    def chosen(self) -> str:
        """The id of the chosen action, "" while there is none."""
        item = self.list.currentItem()
        return item.data(0, _ID) or "" if item is not None else ""

    def choose(self, id_: str) -> None:
        """Show the keys of an action."""
        self.list.setCurrentItem(self._items[id_])

    def _dress(self) -> None:
        self.search.setPlaceholderText(tr("Search by name or key"))
        self.search.setAccessibleName(tr("Search"))
        self.search.setClearButtonEnabled(True)
        self.list.setAccessibleName(tr("Actions"))
        self.list.setColumnCount(2)
        self.list.setHeaderHidden(True)
        self.list.setProperty("framed", True)
        self.list.setUniformRowHeights(True)
        self.list.ensurePolished()
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(0, self.list.header().ResizeMode.Stretch)
        self.list.header().setSectionResizeMode(1, self.list.header().ResizeMode.ResizeToContents)
        self.none.setToolTip(tr("Takes the keys away from this action."))
        self.reset.setToolTip(tr("Gives this action the keys that it came with."))
        self.reset_all.setToolTip(tr("Gives all actions the keys that they came with."))
        self.use_here.setToolTip(tr("Takes the keys away from the other action and gives them to this one."))
        self.conflict.setProperty("warn", True)
        self.conflict.setWordWrap(True)
        self.tip.setMinimumHeight(2 * self.tip.fontMetrics().lineSpacing())
        self.tip.setAlignment(Qt.AlignmentFlag.AlignTop)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addWidget(self.name)
        column.addWidget(self.tip)
        column.addLayout(_line(self.keys, self.none, self.reset, None, self.reset_all))
        warning = _line(self.conflict, self.use_here)
        warning.setStretch(0, 1)
        warning.addStrut(CONTROL_HEIGHT)
        column.addLayout(warning)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._filter)
        self.list.currentItemChanged.connect(self._show_chosen)
        self.list.itemActivated.connect(self.keys.click)
        self.keys.pressed_keys.connect(self._bind)
        self.none.clicked.connect(self._take_keys)
        self.reset.clicked.connect(self._reset)
        self.reset_all.clicked.connect(self._actions.reset_all)
        self.use_here.clicked.connect(self._use_here)
        self._actions.rebound.connect(self._on_rebound)

    def _fill(self) -> None:
        self._items: dict[str, QTreeWidgetItem] = {}
        self._menus = {menu: QTreeWidgetItem(self.list, [plain(tr(title))]) for menu, title in MENUS.items()}
        for menu, parent in self._menus.items():
            parent.setFlags(Qt.ItemFlag.ItemIsEnabled)
            for entry in rows_of(menu):
                item = QTreeWidgetItem(parent, [plain(tr(entry.text)), ""])
                item.setData(0, _ID, entry.id)
                item.setToolTip(0, tr(entry.tip))
                self._items[entry.id] = item
                self._show_keys_of(entry.id)
        self.list.expandAll()
        self.choose(TABLE[0].id)

    def _show_keys_of(self, id_: str) -> None:
        self._items[id_].setText(1, "   ".join(native(keys) for keys in self._actions.keys(id_)))

    def _filter(self, text: str) -> None:
        wanted = text.strip().casefold()
        for item in self._items.values():
            item.setHidden(wanted not in f"{item.text(0)} {item.text(1)}".casefold())
        for menu, parent in self._menus.items():
            parent.setHidden(all(self._items[entry.id].isHidden() for entry in rows_of(menu)))

    def _show_chosen(self) -> None:
        self._say_nothing()
        entry = next((entry for entry in TABLE if entry.id == self.chosen), None)
        for part in (self.keys, self.none, self.reset):
            part.setEnabled(entry is not None)
        if entry is not None:
            self.name.setText(plain(tr(entry.text)))
            self.tip.setText(tr(entry.tip))
            self.keys.setAccessibleName(tr("Keys for “{name}”").format(name=plain(tr(entry.text))))
            self.keys.show_keys(next(iter(self._actions.keys(entry.id)), ""))
            self.none.setEnabled(bool(self._actions.keys(entry.id)))
            self.reset.setEnabled(self._actions.is_rebound(entry.id))

    def _bind(self, keys: str) -> None:
        self._try(lambda: self._actions.rebind(self.chosen, (keys,)), keys)

    def _take_keys(self) -> None:
        self._actions.rebind(self.chosen, ())

    def _reset(self) -> None:
        self._try(lambda: self._actions.reset(self.chosen), "")

    def _use_here(self) -> None:
        self._actions.take(self.chosen, self._wanted)

    def _try(self, change, wanted: str) -> None:
        """Make a change, or say why not."""
        try:
            change()
        except ShortcutTaken as taken:
            self._wanted = wanted
            self._show_chosen_keys()
            self.conflict.setText(str(taken))
            self.use_here.setVisible(bool(taken.owner and wanted))

    def _show_chosen_keys(self) -> None:
        self.keys.show_keys(next(iter(self._actions.keys(self.chosen)), ""))

    def _say_nothing(self) -> None:
        self.conflict.clear()
        self.use_here.hide()

    def _on_rebound(self, id_: str) -> None:
        self._show_keys_of(id_)
        self._show_chosen()


def _line(*widgets: QWidget | None) -> QHBoxLayout:
    """Widgets side by side; None is room that stretches."""
    line = QHBoxLayout()
    line.setSpacing(GAP)
    for widget in widgets:
        line.addStretch(1) if widget is None else line.addWidget(widget)
    return line
