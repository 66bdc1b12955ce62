"""The panel of generated pictures: what was made, in this session and in earlier ones, to be found and used again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QStackedLayout, QToolButton, QVBoxLayout, QWidget

from app.engine.gallery.entry import Entry
from app.engine.gallery.gallery import Gallery
from app.language import tr
from app.panels.fields import IconButton, SwitchButton, action_button, label, row
from app.panels.gallery_grid import GalleryGrid
from app.panels.gallery_model import GalleryModel
from app.resources import icon
from app.theme import GAP, PADDING

_UNDO_FOR = 10_000  # milliseconds


class GalleryPanel(QWidget):
    """Search, stars and a grid; below it what can be done with the selected pictures."""

    settings_wanted = Signal(object)  # Recipe, to be asked for again
    placing_wanted = Signal(object)  # Entry, to be put into the picture
    opening_wanted = Signal(object)  # Entry, to become a picture of its own

    def __init__(self, gallery: Gallery) -> None:
        super().__init__()
        self._gallery = gallery
        self.search = QLineEdit()
        self.only_starred = SwitchButton("star", tr("Show only starred pictures"))
        self._make_actions()
        self.model = GalleryModel()
        self.grid = GalleryGrid(self.model, gallery.thumbnails, self._groups())
        self.empty = label("", "dim")
        self.notice = Notice()
        self.more = IconButton("more", tr("More"))
        self._describe()
        self._arrange()
        self._connect()
        self._tint()
        self._search()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icons anew when the theme changes."""
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()
        super().changeEvent(event)

    # ---- what it is made of

    def _make_actions(self) -> None:
        self.use = _action(tr("Use these settings"), tr("Asks for the same again: prompt, seed and all other settings"))
        self.place = _action(tr("Place in the picture"), tr("Puts it where it was made for, as a new layer"), "Enter")
        self.open = _action(tr("Open as new picture"), tr("Makes a picture of its own of it"))
        self.star = _action(tr("Star"), tr("Starred pictures stay when all others are cleared"))
        self.delete = _action(tr("Delete"), tr("Deletes the selected pictures from the disk"), "Delete")
        self.clear = _action(tr("Clear …"), tr("Deletes all pictures but the starred ones"))

    def _groups(self) -> list[list[QAction]]:
        return [[self.use, self.place, self.open], [self.star, self.delete]]

    def _describe(self) -> None:
        self.search.setPlaceholderText(tr("Search prompts and names"))
        self.search.setAccessibleName(tr("Search the generated pictures"))
        self.search.setToolTip(tr("Shows the pictures whose prompts or names have all these words"))
        self.search.setClearButtonEnabled(True)
        for button in self.search.findChildren(QToolButton):
            button.setProperty("small", True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self.empty.setContentsMargins(2 * PADDING, 0, 2 * PADDING, 0)
        menu = QMenu(self.more)
        menu.addAction(self.clear)
        self.more.setMenu(menu)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _arrange(self) -> None:
        head = row(self.search, self.only_starred, gap=GAP // 2)
        head.setContentsMargins(PADDING, GAP, GAP, GAP)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.grid)
        foot = row(*(action_button(action) for group in self._groups() for action in group), self.more, gap=GAP // 2)
        foot.insertStretch(3)
        foot.setContentsMargins(GAP, GAP // 2, GAP, GAP // 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(self._stack, 1)
        column.addWidget(self.notice)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._search)
        self.only_starred.toggled.connect(self._search)
        self._gallery.changed.connect(self._follow)
        self.grid.selection_changed.connect(self._show_actions)
        self.grid.placing_wanted.connect(self.place.trigger)
        self.grid.deleting_wanted.connect(self.delete.trigger)
        self.grid.star_clicked.connect(self._flip_star)
        self.notice.closed.connect(self._gallery.forget_deleted)
        self.use.triggered.connect(self._use)
        self.place.triggered.connect(self._place)
        self.open.triggered.connect(self._open)
        self.star.triggered.connect(self._star)
        self.delete.triggered.connect(self._delete)
        self.clear.triggered.connect(self._ask_to_clear)

    def _tint(self) -> None:
        names = {"preferences": self.use, "place": self.place, "new": self.open, "trash": self.delete}
        for name, action in names.items():
            action.setIcon(icon(name, self.palette()))
        self._show_actions()

    # ---- what it shows

    def _found(self) -> list[Entry]:
        return self._gallery.found(self.search.text(), starred=self.only_starred.isChecked())

    def _search(self) -> None:
        self.model.show_others(self._found())
        self._show_state()

    def _follow(self) -> None:
        self.model.follow(self._found())
        self._show_state()

    def _show_state(self) -> None:
        self.empty.setText(self._why_empty())
        self._stack.setCurrentWidget(self.grid if self.model.entries else self.empty)
        self.clear.setEnabled(any(not entry.starred for entry in self._gallery.entries()))
        self._show_actions()

    def _why_empty(self) -> str:
        text = self.search.text().strip()
        if not self._gallery.loaded and not self._gallery.entries():
            return ""
        if not self._gallery.entries():
            return tr("Whatever is generated is kept here, until you delete it.")
        if text:
            return tr("Nothing was found for “{text}”.").format(text=text)
        return tr("No picture is starred yet.")

    def _show_actions(self) -> None:
        chosen = self.grid.chosen
        for action in (self.use, self.place, self.open):
            action.setEnabled(len(chosen) == 1)
        for action in (self.star, self.delete):
            action.setEnabled(bool(chosen))
        starred = bool(chosen) and all(entry.starred for entry in chosen)
        self.star.setText(tr("Remove star") if starred else tr("Star"))
        self.star.setIcon(icon("star-filled" if starred else "star", self.palette()))

    # ---- what it does

    def _use(self) -> None:
        self.settings_wanted.emit(self.grid.chosen[0].recipe)

    def _place(self) -> None:
        self.placing_wanted.emit(self.grid.chosen[0])

    def _open(self) -> None:
        self.opening_wanted.emit(self.grid.chosen[0])

    def _star(self) -> None:
        chosen = self.grid.chosen
        self._gallery.star(chosen, not all(entry.starred for entry in chosen))

    def _flip_star(self, entry: Entry) -> None:
        self._gallery.star([entry], not entry.starred)

    def _delete(self) -> None:
        chosen = self.grid.chosen
        row_ = self.model.entries.index(chosen[0])
        self._gallery.delete(chosen)
        if self.model.entries:
            self.grid.setCurrentIndex(self.model.index(min(row_, len(self.model.entries) - 1)))
        self._offer_undo(len(chosen))

    def _ask_to_clear(self) -> None:
        self.notice.ask(tr("Delete all but the starred pictures?"), tr("Delete all"), self._clear)

    def _clear(self) -> None:
        count = len(self._gallery.entries())
        self._gallery.clear()
        self._offer_undo(count - len(self._gallery.entries()))

    def _offer_undo(self, count: int) -> None:
        self.notice.ask(tr("Deleted: {count}").format(count=count), tr("Undo"), self._gallery.restore, _UNDO_FOR)


class Notice(QWidget):
    """A line with a button that does what it says, and a cross. Hidden while there is nothing to ask; `closed` when
    nobody wants the button any more."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.text = label("")
        self.text.setWordWrap(True)
        self.button = QPushButton()
        self.cross = IconButton("close", tr("Close this message"))
        self._act: Callable[[], object] | None = None
        self._timer = QTimer(self, singleShot=True)
        line = row(self.text, self.button, self.cross, gap=GAP // 2)
        line.setStretch(0, 1)
        line.setContentsMargins(PADDING, GAP // 2, GAP, GAP // 2)
        self.setLayout(line)
        self.button.clicked.connect(self._on_button)
        self.cross.clicked.connect(self._close)
        self._timer.timeout.connect(self._close)
        self.hide()

    def ask(self, text: str, answer: str, act: Callable[[], object], milliseconds: int = 0) -> None:
        """Show a text with a button that does `act`, for a time, or until it is closed."""
        self.text.setText(text)
        self.button.setText(answer)
        self._act = act
        self._timer.stop()
        if milliseconds:
            self._timer.start(milliseconds)
        self.show()

    def _on_button(self) -> None:
        act, self._act = self._act, None
        self._timer.stop()
        self.hide()
        if act is not None:
            act()

    def _close(self) -> None:
        self._timer.stop()
        self.hide()
        self.closed.emit()


def _action(text: str, tip: str, key: str = "") -> QAction:
    """An action whose key is the grid's; menus show it."""
    action = QAction(text)
    action.setToolTip(f"{tip} ({key})" if key else tip)
    if key:
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    return action
