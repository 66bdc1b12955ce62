"""The keyframes of a slide side by side: each a letter to grab it by, and words or a picture."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.language import mark, tr
from app.panels.badge import BADGE, Badge
from app.panels.fields import IconButton, row
from app.panels.slide import FEWEST_KEYFRAMES, MOST_KEYFRAMES, Keyframe, Slide, letter_of
from app.resources import icon
from app.theme import CONTROL_HEIGHT, GAP

_NARROWEST = 88
_WITH_HINTS = 3  # keyframes that leave room for examples
_FIRST_HINT = mark("for example: the lake by day")
_LAST_HINT = mark("the same lake at night")


class KeyframeCell(QWidget):
    """One keyframe, by its place. Words are typed in place; a picture is chosen from the menu or dropped."""

    edited = Signal(int, str)
    words_wanted = Signal(int)
    picture_wanted = Signal(int)
    file_wanted = Signal(int)
    file_dropped = Signal(int, Path)
    removed = Signal(int)
    moved = Signal(int, int)  # from, to
    dragged = Signal(int, QPoint)
    let_go = Signal()
    confirmed = Signal()  # Enter after the words

    def __init__(self, index: int) -> None:
        super().__init__()
        self._index = index
        self._keyframe: Keyframe | None = None
        self.badge = Badge(letter_of(index))
        self.words = QLineEdit()
        self.words.setMinimumWidth(_NARROWEST - BADGE)
        self.words.setFixedHeight(CONTROL_HEIGHT)
        self.words.setAccessibleName(tr("Description of keyframe {letter}").format(letter=letter_of(index)))
        self.setAcceptDrops(True)
        self.setLayout(row(self.badge, self.words, gap=GAP // 2))
        self._fill_menu()
        self.words.textEdited.connect(self._on_text)
        self.words.returnPressed.connect(self.confirmed)
        self.badge.moved.connect(self._on_moved)
        self.badge.dragged.connect(self._on_dragged)
        self.badge.let_go.connect(self.let_go)

    def show_keyframe(self, keyframe: Keyframe, count: int, look: np.ndarray | None) -> None:
        """Show a keyframe of `count`; what is being typed stays as it is. `look` is what it came out as."""
        is_picture, last = keyframe.picture is not None, self._index == count - 1
        if self.words.text() != keyframe.text:
            with QSignalBlocker(self.words):
                self.words.setText(keyframe.text)
                self.words.setCursorPosition(0)
        self.words.setReadOnly(is_picture)
        self.words.setToolTip(keyframe.text)
        hint = tr(_FIRST_HINT) if self._index == 0 else tr(_LAST_HINT) if last else ""
        self.words.setPlaceholderText(hint if count <= _WITH_HINTS else "")
        self._words.setVisible(is_picture)
        self._left.setEnabled(self._index > 0)
        self._right.setEnabled(not last)
        self._remove.setEnabled(count > FEWEST_KEYFRAMES)
        self.badge.show_look(keyframe.picture if is_picture else look)

    def changeEvent(self, event) -> None:
        """Draw the icons anew when the theme changes."""
        if event.type() == event.Type.PaletteChange:
            self._tint()
        super().changeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Only files can be dropped."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """The first file becomes the keyframe."""
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.file_dropped.emit(self._index, Path(paths[0]))

    def _fill_menu(self) -> None:
        menu = self.badge.menu
        self._words = menu.addAction(tr("Describe it in words"), self._on_words)
        self._picture = menu.addAction(tr("From the picture"), self._on_picture)
        self._file = menu.addAction(tr("From a file …"), self._on_file)
        menu.addSeparator()
        self._left = menu.addAction(tr("Move left"), self._on_left)
        self._right = menu.addAction(tr("Move right"), self._on_right)
        menu.addSeparator()
        self._remove = menu.addAction(tr("Remove keyframe"), self._on_remove)
        self._tint()

    def _tint(self) -> None:
        pairs = ((self._picture, "picture"), (self._file, "open"), (self._remove, "trash"))
        for action, name in pairs:
            action.setIcon(icon(name, self.palette()))

    def _on_text(self, text: str) -> None:
        self.edited.emit(self._index, text)

    def _on_words(self) -> None:
        self.words_wanted.emit(self._index)
        self.words.setFocus()

    def _on_picture(self) -> None:
        self.picture_wanted.emit(self._index)

    def _on_file(self) -> None:
        self.file_wanted.emit(self._index)

    def _on_left(self) -> None:
        self._on_moved(-1)

    def _on_right(self) -> None:
        self._on_moved(1)

    def _on_remove(self) -> None:
        self.removed.emit(self._index)

    def _on_moved(self, by: int) -> None:
        self.moved.emit(self._index, self._index + by)

    def _on_dragged(self, place: QPoint) -> None:
        self.dragged.emit(self._index, place)


class KeyframeRow(QWidget):
    """The keyframes of a slide, and the button that adds one. What is typed and moved goes to the slide; pictures are
    asked for."""

    picture_wanted = Signal(int)
    file_wanted = Signal(int)
    file_dropped = Signal(int, Path)
    confirmed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._slide: Slide | None = None
        self._dragged: int | None = None
        self.cells: list[KeyframeCell] = []
        self.add = IconButton("plus", tr("Add a keyframe"))
        self._line = row(gap=GAP)
        self._line.addWidget(self.add)
        self.setLayout(self._line)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as the time below it
        self.add.clicked.connect(self._on_add)

    def set_slide(self, slide: Slide | None) -> None:
        """Show the keyframes of another slide."""
        self._slide = slide
        self.refresh()

    def refresh(self) -> None:
        """Show the keyframes as they are now."""
        keyframes = self._slide.keyframes if self._slide else (Keyframe(), Keyframe())
        while len(self.cells) < len(keyframes):
            self._add_cell()
        while len(self.cells) > len(keyframes):
            cell = self.cells.pop()
            self._line.removeWidget(cell)
            cell.hide()
            cell.deleteLater()
        for index, (cell, keyframe) in enumerate(zip(self.cells, keyframes, strict=True)):
            cell.show_keyframe(keyframe, len(keyframes), self._look(index))
        self.setEnabled(self._slide is not None)
        full = len(keyframes) >= MOST_KEYFRAMES
        self.add.setEnabled(self._slide is not None and not full)
        self.add.setToolTip(tr("Eight keyframes are the most") if full else tr("Add a keyframe"))

    def _look(self, index: int) -> np.ndarray | None:
        """The frame that a keyframe came out as; None where it is not made, or made from other words."""
        slide = self._slide
        if slide is None or slide.film is None or slide.is_stale:
            return None
        return slide.film.frames[slide.film.stops[index]]

    def _add_cell(self) -> None:
        cell = KeyframeCell(len(self.cells))
        self.cells.append(cell)
        self._line.insertWidget(len(self.cells) - 1, cell, 1)
        cell.edited.connect(self._on_edited)
        cell.words_wanted.connect(self._on_words)
        cell.removed.connect(self._on_removed)
        cell.moved.connect(self._on_moved)
        cell.dragged.connect(self._on_dragged)
        cell.let_go.connect(self._on_let_go)
        cell.picture_wanted.connect(self.picture_wanted)
        cell.file_wanted.connect(self.file_wanted)
        cell.file_dropped.connect(self.file_dropped)
        cell.confirmed.connect(self.confirmed)

    def _on_add(self) -> None:
        if self._slide is not None:
            self._slide.add(Keyframe())
            self.cells[-1].words.setFocus()

    def _on_edited(self, index: int, text: str) -> None:
        if self._slide is not None:
            self._slide.set_keyframe(index, Keyframe(text))

    def _on_words(self, index: int) -> None:
        self._on_edited(index, "")

    def _on_removed(self, index: int) -> None:
        if self._slide is not None:
            self._slide.remove(index)

    def _on_moved(self, index: int, place: int) -> None:
        """The focus goes along, so that the keys move on."""
        if self._slide is not None and 0 <= place < len(self.cells):
            self._slide.move(index, place)
            if self.cells[index].badge.hasFocus():
                self.cells[place].badge.setFocus()

    def _on_dragged(self, index: int, place: QPoint) -> None:
        """The keyframes change places while one is dragged over them."""
        if self._slide is None:
            return
        at = index if self._dragged is None else self._dragged
        x = self.mapFromGlobal(place).x()
        self._dragged = min(
            range(len(self.cells)), key=lambda other: abs(self.cells[other].geometry().center().x() - x)
        )
        self._slide.move(at, self._dragged)

    def _on_let_go(self) -> None:
        self._dragged = None
