"""The pictures that a concept is learnt from, as a row of thumbnails."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QIcon,
    QImageReader,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPixmap,
)
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem

from app.language import tr
from app.theme import GAP

_SIDE = 72
_ROWS = 2
_FILE = Qt.ItemDataRole.UserRole


class PictureRow(QListWidget):
    """Pictures are added by the window, or dropped from elsewhere; Delete takes the chosen ones away."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Pictures of one thing"))
        self.setProperty("framed", True)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setIconSize(QSize(_SIDE, _SIDE))
        self.setGridSize(QSize(_SIDE + 2 * GAP, _SIDE + 2 * GAP))
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(_ROWS * (_SIDE + 2 * GAP) + GAP)
        self.setAcceptDrops(True)

    @property
    def files(self) -> tuple[Path, ...]:
        """The pictures, in their order."""
        return tuple(self.item(row).data(_FILE) for row in range(self.count()))

    def add(self, files: Iterable[Path]) -> None:
        """More pictures; none twice."""
        for file in dict.fromkeys(files):
            if file not in self.files:
                item = QListWidgetItem(_thumbnail(file), "")
                item.setData(_FILE, file)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, file.name)
                item.setToolTip(str(file))
                self.addItem(item)
        self.changed.emit()

    def take_chosen(self) -> None:
        """Take the chosen pictures away; the files stay."""
        for item in self.selectedItems():
            self.takeItem(self.row(item))
        self.changed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Where nothing is, a word of what belongs there."""
        super().paintEvent(event)
        if not self.count():
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, tr("Drop pictures here"))
            painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes away."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.take_chosen()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may come."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Everywhere."""
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files."""
        self.add(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
        event.acceptProposedAction()


def _thumbnail(file: Path) -> QIcon:
    """A small picture of a file, without reading more of it than that needs; grey where it cannot be read."""
    reader = QImageReader(str(file))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid():
        reader.setScaledSize(size.scaled(_SIDE, _SIDE, Qt.AspectRatioMode.KeepAspectRatio))
    pixmap = QPixmap.fromImageReader(reader)
    if pixmap.isNull():
        pixmap = QPixmap(_SIDE, _SIDE)
        pixmap.fill(Qt.GlobalColor.gray)
    return QIcon(pixmap)
