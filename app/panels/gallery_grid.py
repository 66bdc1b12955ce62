"""The grid of the gallery: thumbnails side by side, of which thousands scroll smoothly."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPalette,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.engine.gallery.entry import Entry
from app.engine.gallery.thumbnails import Thumbnails
from app.language import tr
from app.panels.checkerboard import draw_checkerboard
from app.panels.gallery_model import ENTRY, GalleryModel, Index
from app.resources import ICON_SIZE, tinted_pixmap
from app.theme import GAP, PADDING

_LEAST_TILE = 84  # logical pixels with the gap
_CORNER = 4
_STAR = ICON_SIZE + GAP // 2  # side of the place where a star is clicked
_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_LIGHT, _SHADE = QColor("#ffffff"), QColor(0, 0, 0, 130)  # on pictures, whatever the theme
_PIXMAPS = 300


class GalleryTiles(QStyledItemDelegate):
    """A thumbnail as large as the tile allows; a star in its corner; a ring around what is selected."""

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._thumbnails = thumbnails
        self._drawn: dict[tuple[str, int, float], QPixmap] = {}
        self.cell = QSize(_LEAST_TILE, _LEAST_TILE)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All are of one size."""
        return self.cell

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One tile."""
        entry: Entry = index.data(ENTRY)
        frame, palette, state = tile(_rect(option)), _palette(option), _state(option)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_picture(painter, frame, palette, entry)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        if entry.starred or hovered:
            self._draw_star(painter, frame, palette, entry.starred)
        if state & QStyle.StateFlag.State_Selected:
            _draw_ring(painter, frame, palette.color(QPalette.ColorRole.Link), 2.0)
        elif hovered or state & QStyle.StateFlag.State_HasFocus:
            _draw_ring(painter, frame, palette.color(QPalette.ColorRole.PlaceholderText), 1.0)
        painter.restore()

    def _draw_picture(self, painter: QPainter, frame: QRect, palette: QPalette, entry: Entry) -> None:
        density = painter.device().devicePixelRatioF()
        path = QPainterPath()
        path.addRoundedRect(QRectF(frame), _CORNER, _CORNER)
        painter.fillPath(path, palette.color(QPalette.ColorRole.Base))
        pixels = self._pixels(entry, frame.width(), density)
        if pixels is None:
            return
        painter.setClipPath(path)
        place = QRect(QPoint(), pixels.deviceIndependentSize().toSize())
        place.moveCenter(frame.center())
        painter.drawPixmap(place.topLeft(), pixels)
        painter.setClipping(False)

    def _pixels(self, entry: Entry, side: int, density: float) -> QPixmap | None:
        """The thumbnail at the size at which it is seen; None while there is none."""
        key = (entry.id, side, density)
        if key in self._drawn:
            return self._drawn[key]
        image = self._thumbnails.of(entry)
        if image is None or image.isNull():
            return None
        while len(self._drawn) >= _PIXMAPS:
            del self._drawn[next(iter(self._drawn))]
        self._drawn[key] = pixels = _fitted(image, round(side * density))
        pixels.setDevicePixelRatio(density)
        return pixels

    def _draw_star(self, painter: QPainter, frame: QRect, palette: QPalette, starred: bool) -> None:
        place = star_place(frame)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_SHADE)
        painter.drawEllipse(place)
        colour = palette.color(QPalette.ColorRole.Accent) if starred else _LIGHT
        size = ICON_SIZE - GAP // 2
        pixels = tinted_pixmap("star-filled" if starred else "star", colour, size, painter.device().devicePixelRatioF())
        painter.drawPixmap(place.center() - QPoint(size // 2 - 1, size // 2 - 1), pixels)


class GalleryGrid(QListView):
    """As many columns as there is room for. Its keys are its own while it has the focus."""

    placing_wanted = Signal()
    deleting_wanted = Signal()
    selection_changed = Signal()
    star_clicked = Signal(object)  # Entry

    def __init__(self, model: GalleryModel, thumbnails: Thumbnails, menu: Sequence[Sequence[QAction]]) -> None:
        super().__init__()
        self._menu = menu
        self.setModel(model)
        self.tiles = GalleryTiles(thumbnails)
        self.setItemDelegate(self.tiles)
        self.setAccessibleName(tr("Generated pictures"))
        self._shape()
        thumbnails.drawn.connect(self.viewport().update)
        self.doubleClicked.connect(self.placing_wanted)
        self.selectionModel().selectionChanged.connect(self.selection_changed)
        model.modelReset.connect(self.selection_changed)

    @property
    def chosen(self) -> list[Entry]:
        """What is selected, in the order of the grid."""
        return [index.data(ENTRY) for index in sorted(self.selectedIndexes(), key=lambda index: index.row())]

    def event(self, event: QEvent) -> bool:
        """The keys that it uses are nobody's shortcut while it has the focus."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _is_ours(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter places, Delete deletes, arrows walk."""
        if not _is_ours(event) or event.key() not in _KEYS:
            super().keyPressEvent(event)
        elif event.key() in _KEYS[:2]:
            self.placing_wanted.emit()
        else:
            self.deleting_wanted.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A star is a button."""
        if not self._click_star(event):
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second click on a star is one more."""
        if not self._click_star(event):
            super().mouseDoubleClickEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the selected pictures."""
        if not self.indexAt(event.pos()).isValid():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for group in self._menu:
            menu.addSeparator()
            menu.addActions(group)
        menu.popup(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tiles that fill the width."""
        width = self.viewport().width() - 1  # at the full width the last one would go below
        side = width // max(1, width // _LEAST_TILE)
        if self.gridSize().width() != side:
            self.tiles.cell = QSize(side, side)
            self.setGridSize(self.tiles.cell)
        super().resizeEvent(event)

    def _shape(self) -> None:
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportMargins(PADDING // 2, 0, 0, 0)  # tiles begin below the search's edge
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # else the tiles jump when it comes

    def _click_star(self, event: QMouseEvent) -> bool:
        place = event.position().toPoint()
        index = self.indexAt(place)
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            return False
        if not star_place(tile(self.visualRect(index))).contains(place):
            return False
        self.star_clicked.emit(index.data(ENTRY))
        return True


def tile(cell: QRect) -> QRect:
    """Where the picture lies in a cell of the grid."""
    gap = GAP // 4
    return cell.adjusted(gap, gap, -gap, -gap)


def star_place(frame: QRect) -> QRect:
    """Where the star of a tile lies."""
    return QRect(frame.right() - _STAR - 1, frame.top() + 3, _STAR, _STAR)


def _fitted(image: QImage, side: int) -> QPixmap:
    """A picture that fits a square of `side` pixels of the screen, never larger than it is, on a checkerboard where it
    has alpha."""
    if max(image.width(), image.height()) > side:
        size = image.size().scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
        image = image.scaled(size, mode=Qt.TransformationMode.SmoothTransformation)
    if not image.hasAlphaChannel():
        return QPixmap.fromImage(image)
    pixels = QPixmap(image.size())
    painter = QPainter(pixels)
    draw_checkerboard(painter, pixels.rect(), GAP)
    painter.drawImage(0, 0, image)
    painter.end()
    return pixels


def _draw_ring(painter: QPainter, frame: QRect, colour: QColor, width: float) -> None:
    half = width / 2
    painter.setPen(QPen(colour, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(frame).adjusted(half, half, -half, -half), _CORNER, _CORNER)


def _is_ours(event: QKeyEvent) -> bool:
    """Whether a key means something in the grid: what it does itself, walking, and selecting all."""
    plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
    walking = Qt.Key.Key_Home <= event.key() <= Qt.Key.Key_PageDown
    return (plain and event.key() in _KEYS) or walking or event.matches(QKeySequence.StandardKey.SelectAll)


def _rect(option: QStyleOptionViewItem) -> QRect:
    return option.rect  # pyright: ignore[reportAttributeAccessIssue]


def _palette(option: QStyleOptionViewItem) -> QPalette:
    return option.palette  # pyright: ignore[reportAttributeAccessIssue]


def _state(option: QStyleOptionViewItem) -> QStyle.StateFlag:
    return option.state  # pyright: ignore[reportAttributeAccessIssue]
