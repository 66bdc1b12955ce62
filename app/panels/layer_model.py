"""The layers of a document as a tree of rows, the topmost first, for the view.

The rows mirror the document: after each step they are compared with it, and only what differs is told to the view,
which so keeps its selection, its folding and its scroll position.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from PySide6.QtCore import QAbstractItemModel, QByteArray, QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QImage

from app.document.document import Document
from app.document.node import Group, Layer, Node
from app.document.plane import Plane
from app.language import tr
from app.panels.layer_thumbnails import Thumbnails

EYE, NAME, LOCK = range(3)
NODE = Qt.ItemDataRole.UserRole
MASK = NODE + 1  # the picture of a layer's mask
PAINTED = MASK + 1  # the plane that strokes go to, for the active layer if it has a mask
MIME = "application/x-paella-studio-layer"

Index = QModelIndex | QPersistentModelIndex


class _Row:
    """A node as the view knows it."""

    def __init__(self, id_: int, node: Node | None, parent: _Row | None) -> None:
        self.id = id_
        self.node = node
        self.parent = parent
        self.rows: list[_Row] = []


class LayerModel(QAbstractItemModel):
    """Three columns: whether a layer is seen, its name with a thumbnail, and whether it is locked."""

    renamed = Signal(object, str)  # Node, the new name
    moved = Signal(object, object, int)  # Node, the Group that it goes to, the index in it, counted from the lowest

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._thumbnails = thumbnails
        self._document: Document | None = None
        self._ids = count(1)
        self._root = _Row(0, None, None)
        self._by_id: dict[int, _Row] = {}
        self._dragged: Node | None = None
        thumbnails.drawn.connect(self._on_drawn)

    # ---- the document

    def set_document(self, document: Document | None) -> None:
        """Show the layers of another document, or none."""
        if self._document is not None:
            self._document.history_changed.disconnect(self.sync)
            self._document.layers_changed.disconnect(self._on_looks)
            self._document.active_changed.disconnect(self._on_looks)
        self.beginResetModel()
        self._document = document
        self._root, self._by_id = _Row(0, document and document.root, None), {}
        if document is not None:
            self._root.rows = [self._made(node, self._root) for node in _members(document.root)]
            document.history_changed.connect(self.sync)
            document.layers_changed.connect(self._on_looks)
            document.active_changed.connect(self._on_looks)
        self.endResetModel()

    def sync(self) -> None:
        """Follow the document after a step."""
        self._sync(self._root)

    def index_of(self, node: Node | None, column: int = NAME) -> QModelIndex:
        """Where a node is shown; invalid where it is not."""
        row = next((row for row in self._by_id.values() if row.node is node), None)
        return self._index(row, column) if row else QModelIndex()

    def node_at(self, index: Index) -> Node | None:
        """The node of a row; None for no row."""
        return self._row(index).node if index.isValid() else None

    # ---- what the view asks

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's own
        """Qt asks for the place of a row."""
        rows = self._row(parent).rows
        return self.createIndex(row, column, rows[row].id) if 0 <= row < len(rows) else QModelIndex()

    def parent(self, index: Index) -> QModelIndex:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Qt asks for the group of a row."""
        above = self._row(index).parent
        return self._index(above, EYE) if above is not None else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many members a group has."""
        return len(self._row(parent).rows) if parent.column() <= EYE else 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, ARG002
        """Eye, name, lock."""
        return 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Texts, the thumbnail and the node itself; the icons are the delegate's."""
        node = self.node_at(index)
        if node is None:
            return None
        if role == NODE:
            return node
        if index.column() == NAME:
            return self._name_data(node, role)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return _switch_text(node, index.column())
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A name that was typed."""
        node = self.node_at(index)
        if node is not None and role == Qt.ItemDataRole.EditRole and str(value) != node.look.name:
            self.renamed.emit(node, str(value))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Names can be edited, rows be dragged, and groups be dropped on."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
        node = self.node_at(index)
        if node is None:
            return Qt.ItemFlag.ItemIsDropEnabled
        if index.column() == NAME:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags | Qt.ItemFlag.ItemIsDropEnabled if isinstance(node, Group) else flags

    # ---- drag and drop

    def supportedDropActions(self) -> Qt.DropAction:
        """Rows move."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """A row of this window."""
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Remember what is dragged."""
        self._dragged = self.node_at(indexes[0])
        data = QMimeData()
        data.setData(MIME, QByteArray(b"1"))
        return data

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """A group does not go into itself."""
        target = self._row(parent).node
        dragged = self._dragged
        inside = isinstance(dragged, Group) and any(node is target for node in (dragged, *dragged.nodes()))
        return dragged is not None and not inside and super().canDropMimeData(data, action, row, column, parent)

    def dropMimeData(self, _data: QMimeData, _action: Qt.DropAction, row: int, _column: int, parent: Index) -> bool:
        """Ask for the move; the rows follow the document. On a group, it goes on top of its members; below all rows, to
        the bottom."""
        target, dragged = self._row(parent), self._dragged
        if dragged is not None and isinstance(target.node, Group):
            on_group = row < 0 and target is not self._root
            index = len(target.rows) - (0 if on_group else len(target.rows) if row < 0 else row)
            self.moved.emit(dragged, target.node, index)
        return False  # the view takes nothing away by itself

    # ---- rows

    def _name_data(self, node: Node, role: int) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return node.look.name
        if role == Qt.ItemDataRole.DecorationRole:
            return self.thumbnail(node)
        if role == MASK:
            return self._thumbnails.mask_of(node)
        if role == PAINTED:
            return self._painted(node)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(node)
        return tr("Double click to rename. Drag to move.") if role == Qt.ItemDataRole.ToolTipRole else None

    def thumbnail(self, node: Node) -> QImage | None:
        """The small picture of a layer, as far as it is drawn."""
        return self._thumbnails.of(node)

    def _painted(self, node: Node) -> Plane | None:
        document = self._document
        if document is None or document.active is not node or not isinstance(node, Layer) or node.mask is None:
            return None
        return node.mask if document.paints_mask else node.pixels

    def _spoken(self, node: Node) -> str:
        painted = self._painted(node)
        is_mask = isinstance(node, Layer) and painted is not None and painted is node.mask
        return ", ".join([spoken(node), *([tr("painting on the mask")] if is_mask else [])])

    def _row(self, index: Index) -> _Row:
        return self._by_id[index.internalId()] if index.isValid() else self._root

    def _index(self, row: _Row, column: int) -> QModelIndex:
        if row.parent is None:
            return QModelIndex()
        return self.createIndex(row.parent.rows.index(row), column, row.id)

    def _made(self, node: Node, parent: _Row) -> _Row:
        row = _Row(next(self._ids), node, parent)
        self._by_id[row.id] = row
        row.rows = [self._made(child, row) for child in _members(node)]
        return row

    def _forget(self, row: _Row) -> None:
        del self._by_id[row.id]
        for child in row.rows:
            self._forget(child)

    def _sync(self, parent: _Row) -> None:
        wanted = _members(parent.node)
        place = self._index(parent, EYE)
        for position in reversed(range(len(parent.rows))):
            if parent.rows[position].node not in wanted:
                self.beginRemoveRows(place, position, position)
                self._forget(parent.rows.pop(position))
                self.endRemoveRows()
        for position, node in enumerate(wanted):
            self._bring(parent, place, position, node)
        for row in parent.rows:
            self._sync(row)

    def _bring(self, parent: _Row, place: QModelIndex, position: int, node: Node) -> None:
        """Make the row at `position` that of the node; those before it are right already."""
        found = next((i for i, row in enumerate(parent.rows) if row.node is node), None)
        if found is None:
            self.beginInsertRows(place, position, position)
            parent.rows.insert(position, self._made(node, parent))
            self.endInsertRows()
        elif found != position:
            self.beginMoveRows(place, found, found, place, position)
            parent.rows.insert(position, parent.rows.pop(found))
            self.endMoveRows()

    def _on_looks(self) -> None:
        for row in list(self._by_id.values()):
            self.dataChanged.emit(self._index(row, EYE), self._index(row, LOCK))

    def _on_drawn(self, node: Node) -> None:
        index = self.index_of(node)
        if index.isValid():
            self.dataChanged.emit(index, index, [Qt.ItemDataRole.DecorationRole, MASK])


def spoken(node: Node) -> str:
    """A row for those who do not see it."""
    kind = tr("Group {name}") if isinstance(node, Group) else tr("Layer {name}")
    words = [kind.format(name=node.look.name)]
    words += [] if node.look.visible else [tr("hidden")]
    words += [tr("locked")] if node.look.locked else []
    if isinstance(node, Layer) and node.mask is not None:
        words.append(tr("with a mask") if node.mask_enabled else tr("with a mask that is off"))
    return ", ".join(words)


def _switch_text(node: Node, column: int) -> str:
    if column == EYE:
        return tr("Hide this layer") if node.look.visible else tr("Show this layer")
    return tr("Unlock this layer") if node.look.locked else tr("Lock this layer, so that nothing changes it")


def _members(node: Node | None) -> list[Node]:
    """The members of a group, the topmost first."""
    return list(reversed(node.children)) if isinstance(node, Group) else []
