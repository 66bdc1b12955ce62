"""How the rows of the layers panel are drawn and edited."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QIcon, QImage, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from app.document.blending import BlendMode
from app.document.node import Group, Layer, Node
from app.document.plane import Plane
from app.language import tr
from app.panels.layer_model import EYE, LOCK, MASK, NAME, NODE, PAINTED
from app.resources import ICON_SIZE, tinted_icon
from app.theme import CONTROL_HEIGHT, GAP

HEIGHT = 40
THUMBNAIL = 32
_FAINT = 0.45  # how much is seen of what is hidden
_HAIRLINE = 0.35  # of the text's colour
_OFF = QColor("#d92d20")

Index = QModelIndex | QPersistentModelIndex


class LayerRows(QStyledItemDelegate):
    """Eye, thumbnail, that of the mask, name and mode, lock. What is hidden is dimmed. Of a layer with a mask, a frame
    shows which of the two is painted on; a cross shows that the mask is off."""

    def __init__(self) -> None:
        super().__init__()
        self._icons: dict[str, QIcon] = {}

    def tint(self, palette: QPalette) -> None:
        """Draw the icons in the colours of a palette."""
        text, dimmed = palette.color(QPalette.ColorRole.WindowText), palette.color(QPalette.ColorRole.PlaceholderText)
        for name in ("mask-show", "hidden", "lock", "unlock", "folder"):
            self._icons[name] = tinted_icon(name, text, dimmed)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Rows are of one height."""
        return QSize(CONTROL_HEIGHT if index.column() != NAME else 4 * HEIGHT, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The ground as the theme has it, and on it what the column shows."""
        self.initStyleOption(option, index)
        option.icon, option.text = QIcon(), ""  # pyright: ignore[reportAttributeAccessIssue]
        style = option.widget.style() if option.widget else QApplication.style()  # pyright: ignore[reportAttributeAccessIssue]
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)  # pyright: ignore[reportAttributeAccessIssue]
        node: Node = index.data(NODE)
        painter.save()
        if index.column() == NAME:
            self._draw_name(painter, option, index, node)
        elif index.column() == EYE:
            self._draw_icon(painter, option, "mask-show" if node.look.visible else "hidden", off=not node.look.visible)
        elif index.column() == LOCK:
            hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)  # pyright: ignore[reportAttributeAccessIssue]
            if node.look.locked or hovered:
                self._draw_icon(painter, option, "lock" if node.look.locked else "unlock", off=not node.look.locked)
        painter.restore()

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index) -> QWidget:
        """A field for the name."""
        editor = QLineEdit(parent)
        editor.setAccessibleName(tr("Name of the layer"))
        return editor

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand the name on."""
        assert isinstance(editor, QLineEdit)
        model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Over the name, beside the thumbnails."""
        area = _text_area(_rect(option), index.data(NODE))
        top = area.top() + (area.height() - CONTROL_HEIGHT) // 2
        editor.setGeometry(area.left() - GAP // 2, top, area.width() + GAP // 2, CONTROL_HEIGHT)

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """What a click on one of two thumbnails does."""
        plane = plane_at(_rect(option), index.data(NODE), event.pos()) if index.column() == NAME else None
        if plane is None:
            return super().helpEvent(event, view, option, index)
        on_mask = tr("Click to paint on the mask: black hides, white shows. Shift+click to switch it off or on.")
        text = on_mask if plane is index.data(NODE).mask else tr("Click to paint on the layer itself.")
        QToolTip.showText(event.globalPos(), text, view)
        return True

    def _draw_name(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, node: Node) -> None:
        rect, palette, seen = _rect(option), _palette(option), _is_seen(node)
        text = palette.color(QPalette.ColorRole.Text)
        if not seen:
            painter.setOpacity(_FAINT)
        self._draw_thumbnail(painter, rect, text, index, node)
        if isinstance(node, Layer) and node.mask is not None:
            self._draw_mask(painter, rect, text, index, node)
        painter.setOpacity(1.0)
        if option.state & QStyle.StateFlag.State_Editing:  # pyright: ignore[reportAttributeAccessIssue]
            return  # the field lies over the text
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # pyright: ignore[reportAttributeAccessIssue]
        dimmed = text if chosen else palette.color(QPalette.ColorRole.PlaceholderText)  # legible on the accent
        area, notes = _text_area(rect, node), _notes(node)
        line = painter.fontMetrics().height()
        top = area.top() + (area.height() - line * (2 if notes else 1)) // 2
        self._draw_line(painter, QRect(area.left(), top, area.width(), line), node.look.name, text if seen else dimmed)
        if notes:
            below = QRect(area.left(), top + line, area.width(), line)
            self._draw_line(painter, below, notes, dimmed)

    def _draw_thumbnail(self, painter: QPainter, rect: QRect, text: QColor, index: Index, node: Node) -> None:
        square = _square(rect, 0)
        if isinstance(node, Group):
            self._icons["folder"].paint(painter, square)
            return
        picture = index.data(Qt.ItemDataRole.DecorationRole)
        if picture is not None:
            place = _draw_picture(painter, square, picture)
            if isinstance(node, Layer) and index.data(PAINTED) is node.pixels:
                _draw_frame(painter, place, text)

    def _draw_mask(self, painter: QPainter, rect: QRect, text: QColor, index: Index, layer: Layer) -> None:
        picture = index.data(MASK)
        if picture is None:
            return
        place = _draw_picture(painter, _square(rect, 1), picture)
        _draw_border(painter, place, QColor(text))
        if index.data(PAINTED) is layer.mask:
            _draw_frame(painter, place, text)
        if not layer.mask_enabled:
            _draw_cross(painter, place)

    def _draw_line(self, painter: QPainter, area: QRect, text: str, colour: QColor) -> None:
        painter.setPen(colour)
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)

    def _draw_icon(self, painter: QPainter, option: QStyleOptionViewItem, name: str, *, off: bool) -> None:
        place = QRect(0, 0, ICON_SIZE, ICON_SIZE)
        place.moveCenter(_rect(option).center())
        self._icons[name].paint(painter, place, mode=QIcon.Mode.Disabled if off else QIcon.Mode.Normal)


def mode_groups() -> list[list[tuple[BlendMode, str]]]:
    """All blend modes with their names, those of a kind together."""
    return [[(mode, tr(mode.label)) for mode in kind] for kind in _KINDS]


_KINDS = (
    (BlendMode.NORMAL,),
    (BlendMode.DARKEN, BlendMode.MULTIPLY, BlendMode.COLOR_BURN),
    (BlendMode.LIGHTEN, BlendMode.SCREEN, BlendMode.COLOR_DODGE, BlendMode.PLUS),
    (BlendMode.OVERLAY, BlendMode.SOFT_LIGHT, BlendMode.HARD_LIGHT),
    (BlendMode.DIFFERENCE,),
    (BlendMode.HUE, BlendMode.SATURATION, BlendMode.COLOR, BlendMode.LUMINOSITY),
    (BlendMode.SOURCE_ATOP, BlendMode.DESTINATION_ATOP, BlendMode.DESTINATION_IN, BlendMode.DESTINATION_OUT),
)


def _is_seen(node: Node) -> bool:
    """Whether neither it nor a group around it is hidden."""
    return node.look.visible and (node.parent_group is None or _is_seen(node.parent_group))


def _notes(node: Node) -> str:
    """What is out of the ordinary: its opacity and its mode."""
    notes = [] if node.look.opacity >= 1 else [f"{round(node.look.opacity * 100)} %"]
    notes += [] if node.look.mode is BlendMode.NORMAL else [tr(node.look.mode.label)]
    return "  ".join(notes)


def plane_at(rect: QRect, node: Node, point: QPoint) -> Plane | None:
    """What is painted on after a click at a point of a name's cell: the layer's pixels, or its mask; None for anything
    but the two thumbnails of a layer with a mask."""
    if not isinstance(node, Layer) or node.mask is None:
        return None
    squares = ((_square(rect, 0), node.pixels), (_square(rect, 1), node.mask))
    return next((plane for square, plane in squares if square.contains(point)), None)


def _square(rect: QRect, number: int) -> QRect:
    """Where the first or the second thumbnail lies in the cell of a name."""
    left = rect.left() + GAP // 2 + number * (THUMBNAIL + GAP)
    return QRect(left, rect.top() + (rect.height() - THUMBNAIL) // 2, THUMBNAIL, THUMBNAIL)


def _text_area(rect: QRect, node: Node) -> QRect:
    last = _square(rect, 1 if isinstance(node, Layer) and node.mask is not None else 0)
    return QRect(QPoint(last.right() + 1 + GAP, rect.top()), rect.bottomRight() - QPoint(GAP // 2, 0))


def _draw_picture(painter: QPainter, square: QRect, picture: QImage) -> QRect:
    """Draw a picture in the middle of a square; gives where it lies."""
    place = QRect(QPoint(), picture.deviceIndependentSize().toSize())
    place.moveCenter(square.center())
    painter.drawImage(place, picture)
    return place


def _draw_frame(painter: QPainter, place: QRect, colour: QColor) -> None:
    """Two pixels thick, one pixel from the picture, so that it is seen around any."""
    painter.setPen(QPen(colour, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap, Qt.PenJoinStyle.MiterJoin))
    painter.drawRect(QRectF(place).adjusted(-2, -2, 2, 2))


def _draw_border(painter: QPainter, place: QRect, colour: QColor) -> None:
    """A hairline, so that a white mask is seen on a light ground, too."""
    colour.setAlphaF(_HAIRLINE)
    painter.setPen(QPen(colour, 1))
    painter.drawRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5))


def _draw_cross(painter: QPainter, place: QRect) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(place)
    for width, colour in ((4, QColor(255, 255, 255, 200)), (2, _OFF)):
        painter.setPen(QPen(colour, width))
        painter.drawLine(place.topLeft(), place.bottomRight())
        painter.drawLine(place.topRight(), place.bottomLeft())
    painter.restore()


def _rect(option: QStyleOptionViewItem) -> QRect:
    return option.rect  # pyright: ignore[reportAttributeAccessIssue]


def _palette(option: QStyleOptionViewItem) -> QPalette:
    return option.palette  # pyright: ignore[reportAttributeAccessIssue]
