"""The help: pages beside the picture, in a window of their own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.actions import native
from app.dialogs.form import dim
from app.dialogs.help_pages import PAGES, HelpPages
from app.dialogs.help_view import HelpView
from app.language import tr
from app.resources import icon
from app.settings import Settings
from app.theme import GAP, PADDING

_SIZE = QSize(936, 720)
_CONTENTS_WIDTH = 224
_PLACE = "help/geometry"
_NAME = Qt.ItemDataRole.UserRole


class HelpWindow(QWidget):
    """Contents and search at the left, the page at the right. It stays open beside the program, remembers its place,
    and keeps no program alive. Opened over a question, it can be read while that waits."""

    def __init__(self, pages: HelpPages, settings: Settings) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._pages, self._settings = pages, settings
        self.setWindowTitle(tr("Help"))
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.search = QLineEdit()
        self.contents = QListWidget()
        self.nothing = dim("")
        self.view = HelpView(pages)
        self.back, self.forward = QToolButton(), QToolButton()
        self._describe()
        self._arrange()
        self._connect()
        self._tint()
        place = settings.bytes_of(_PLACE)
        if place is None or not self.restoreGeometry(place):
            self.resize(_SIZE)

    def show_page(self, name: str) -> None:
        """Show a page, and the window in front."""
        self.search.clear()
        self.view.set_motion(not self._settings.reduced_motion)
        self.view.show_page(name)
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self._stand_over(QApplication.activeModalWidget())
        self.show()
        self.activateWindow()
        self.view.setFocus()

    def _stand_over(self, question: QWidget | None) -> None:
        """Belong to the question that waits, which lets no other window be used; to none where there is none."""
        owner = question.windowHandle() if question is not None else None
        self.winId()  # makes the handle, which a window has once it is shown
        if self.windowHandle().transientParent() is not owner:
            self.hide()  # whether it is held up is decided when it is shown
            self.windowHandle().setTransientParent(owner)  # pyright: ignore[reportArgumentType]

    def hideEvent(self, event: QHideEvent) -> None:
        """Remember the place."""
        self._remember()
        self.view.pause()
        super().hideEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Go on with what moves."""
        self.view.play()
        super().showEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icons anew when the theme changes."""
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()
        super().changeEvent(event)

    def _describe(self) -> None:
        self.search.setPlaceholderText(tr("Search the help"))
        self.search.setAccessibleName(tr("Search the help"))
        self.search.setToolTip(tr("Shows the pages on which all these words stand"))
        self.search.setClearButtonEnabled(True)
        for button in self.search.findChildren(QToolButton):
            button.setProperty("small", True)
        self.contents.setAccessibleName(tr("Pages"))
        self._list(PAGES)
        for button, text, keys in (
            (self.back, tr("Back"), QKeySequence.StandardKey.Back),
            (self.forward, tr("Forward"), QKeySequence.StandardKey.Forward),
        ):
            shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.PortableText)
            button.setToolTip(f"{text} ({native(shown)})")
            button.setAccessibleName(text)
            button.setEnabled(False)
            QShortcut(QKeySequence(keys), self, button.click)

    def _arrange(self) -> None:
        self.nothing.setContentsMargins(PADDING, 0, PADDING, PADDING)
        self.nothing.hide()
        head = QHBoxLayout()
        head.setContentsMargins(GAP, GAP, GAP, 0)
        head.setSpacing(GAP // 2)
        for part in (self.back, self.forward, self.search):
            head.addWidget(part)
        left = QWidget()
        left.setFixedWidth(max(_CONTENTS_WIDTH, self.contents.sizeHintForColumn(0) + 5 * GAP))
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addWidget(self.nothing)
        column.addWidget(self.contents, 1)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(left)
        line.addWidget(self.view, 1)

    def _connect(self) -> None:
        self.contents.currentItemChanged.connect(self._on_chosen)
        self.search.textChanged.connect(self._on_search)
        self.search.returnPressed.connect(self._open_first)
        self.view.page_shown.connect(self._on_page)
        self.view.backwardAvailable.connect(self.back.setEnabled)
        self.view.forwardAvailable.connect(self.forward.setEnabled)
        self.back.clicked.connect(self.view.backward)
        self.forward.clicked.connect(self.view.forward)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self._to_search)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self._leave)

    def _on_search(self, text: str) -> None:
        found = self._pages.found(text)
        self._list(found)
        self.nothing.setText(tr("Nothing was found for “{text}”.").format(text=text.strip()))
        self.nothing.setVisible(not found)
        self.view.mark_words(text if len(text.strip()) > 1 else "")

    def _open_first(self) -> None:
        """Enter in the search opens the first page found, unless one of those found is seen already."""
        found = self._pages.found(self.search.text())
        if found and self.view.page not in found:
            self.view.show_page(found[0])

    def _on_chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.view.show_page(item.data(_NAME))

    def _on_page(self, name: str) -> None:
        """The contents show where one is."""
        with QSignalBlocker(self.contents):
            names = [self.contents.item(row).data(_NAME) for row in range(self.contents.count())]
            self.contents.setCurrentRow(names.index(name) if name in names else -1)

    def _list(self, names: Sequence[str]) -> None:
        """Show the titles of these pages."""
        with QSignalBlocker(self.contents):
            self.contents.clear()
            for name in names:
                item = QListWidgetItem(self._pages.title(name))
                item.setData(_NAME, name)
                self.contents.addItem(item)
        self._on_page(self.view.page)

    def _to_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _leave(self) -> None:
        """Escape gives up the search, then the window."""
        if self.search.text():
            self.search.clear()
        else:
            self.close()

    def _remember(self) -> None:
        self._settings.store_bytes(_PLACE, self.saveGeometry())

    def _tint(self) -> None:
        self.back.setIcon(icon("chevron-left", self.palette()))
        self.forward.setIcon(icon("chevron-right", self.palette()))
