"""The tree in the layers panel: choosing, showing, locking, renaming, dragging."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTreeView

from app.document.document import Document
from app.document.node import Group, Node
from app.document.plane import Plane
from app.language import tr
from app.panels.layer_model import EYE, LOCK, NAME, Index, LayerModel
from app.panels.layer_rows import THUMBNAIL, LayerRows, plane_at
from app.panels.layer_thumbnails import Thumbnails
from app.theme import CONTROL_HEIGHT, GAP


class LayerTree(QTreeView):
    """The current row is the active layer. A click on the eye or the lock leaves it as it is; one on the thumbnail of a
    layer or of its mask chooses which of the two is painted on."""

    eye_clicked = Signal(object)  # Node
    lock_clicked = Signal(object)  # Node
    mask_switched = Signal(object)  # Layer, whose mask is to be switched off or on

    def __init__(self, menu: Sequence[Sequence[QAction]]) -> None:
        super().__init__()
        self._document: Document | None = None
        self._menu = menu
        self._folded: set[Node] = set()
        self.thumbnails = Thumbnails(THUMBNAIL)
        self.layers = LayerModel(self.thumbnails)
        self.rows = LayerRows()
        self.rows.tint(self.palette())
        self.setModel(self.layers)
        self.setItemDelegate(self.rows)
        self.setAccessibleName(tr("Layers"))
        self._shape()
        self._allow_drags()
        self.layers.rowsInserted.connect(self._unfold)
        self.layers.rowsMoved.connect(self._show_active)
        self.expanded.connect(self._on_expanded)
        self.collapsed.connect(self._on_collapsed)

    def set_document(self, document: Document | None) -> None:
        """Show the layers of another document, or none."""
        if self._document is not None:
            self._document.active_changed.disconnect(self._show_active)
            self._document.history_changed.disconnect(self._show_active)
        self._document = None  # what the view tells of while it is emptied is not meant
        self.thumbnails.set_document(document)
        self.layers.set_document(document)
        self._document = document
        if document is not None:
            document.active_changed.connect(self._show_active)
            document.history_changed.connect(self._show_active)
            self._unfold()
        self._show_active()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """The current row is the active layer."""
        super().currentChanged(current, previous)
        node = self.layers.node_at(current)
        if self._document is not None and node is not None and node in self._document.nodes():
            self._document.active = node

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Eye, lock and the thumbnails of a layer with a mask are buttons."""
        if self._click_switch(event):
            return
        plane = self._plane_at(event)
        super().mousePressEvent(event)  # which makes the layer the active one
        if plane is not None and self._document is not None:
            self._document.paints_mask = plane.array.ndim == 2

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second click on a button is one more."""
        if self._plane_at(event) is not None:
            self.mousePressEvent(event)
        elif not self._click_switch(event):
            super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space shows or hides, F2 and Enter rename."""
        typing = self.state() is QAbstractItemView.State.EditingState  # what the field leaves comes here
        node = None if typing else self.layers.node_at(self.currentIndex())
        if node is not None and event.key() == Qt.Key.Key_Space:
            self.eye_clicked.emit(node)
        elif node is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit(self.layers.index_of(node))
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the active layer."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for group in self._menu:
            menu.addSeparator()
            menu.addActions(group)
        menu.popup(event.globalPos())

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icons anew when the theme changes."""
        if event.type() == QEvent.Type.PaletteChange:
            self.rows.tint(self.palette())
        super().changeEvent(event)

    def event(self, event: QEvent) -> bool:
        """Draw the thumbnails anew on a screen of another density."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.DevicePixelRatioChange):
            self.thumbnails.set_density(self.devicePixelRatioF())
        return super().event(event)

    def _shape(self) -> None:
        self.setHeaderHidden(True)
        self.setTreePosition(NAME)
        self.setIndentation(2 * GAP)
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setExpandsOnDoubleClick(False)
        header = self.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(CONTROL_HEIGHT)
        for column in (EYE, LOCK):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, CONTROL_HEIGHT + GAP // 2)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)

    def _allow_drags(self) -> None:
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDropIndicatorShown(True)
        self.setAutoExpandDelay(600)

    def _click_switch(self, event: QMouseEvent) -> bool:
        index = self.indexAt(event.position().toPoint())
        node = self.layers.node_at(index)
        if node is None or event.button() != Qt.MouseButton.LeftButton:
            return False
        if index.column() == NAME:
            plane, shifted = self._plane_at(event), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            if plane is None or plane.array.ndim != 2 or not shifted:
                return False
            self.mask_switched.emit(node)
            return True
        (self.eye_clicked if index.column() == EYE else self.lock_clicked).emit(node)
        return True

    def _plane_at(self, event: QMouseEvent) -> Plane | None:
        """What a press asks to paint on from now on; None where it asks for nothing of the kind."""
        point = event.position().toPoint()
        index = self.indexAt(point)
        node = self.layers.node_at(index)
        if node is None or index.column() != NAME or event.button() != Qt.MouseButton.LeftButton:
            return None
        return plane_at(self.visualRect(index), node, point)

    def _show_active(self) -> None:
        index = self.layers.index_of(self._document.active if self._document else None)
        if index.isValid() and index.row() >= 0 and index.siblingAtColumn(NAME) != self.currentIndex():
            self.setCurrentIndex(index)

    def _unfold(self) -> None:
        """All groups are open but those that were folded by hand."""
        for node in self._document.nodes() if self._document else []:
            if isinstance(node, Group):
                self.setExpanded(self.layers.index_of(node, EYE), node not in self._folded)

    def _on_expanded(self, index: QModelIndex) -> None:
        self._folded.discard(self.layers.node_at(index))  # pyright: ignore[reportArgumentType]

    def _on_collapsed(self, index: QModelIndex) -> None:
        node = self.layers.node_at(index)
        if node is not None:
            self._folded.add(node)
