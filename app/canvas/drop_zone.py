"""Files that are dropped on the canvas, and what it shows while there is no document: where to drop one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QFont, QFontMetricsF, QPainter, QPalette, QPen

from app.language import tr

_WIDTH, _HEIGHT = 440.0, 240.0  # of the zone, in logical pixels, or wider where its words need it
_INSET = 24  # between its edge and its words
_AWAY = 24  # between it and the edge of the view


class DropZone(QObject):
    """Takes files that are dragged onto the canvas. `dropped` carries the path of the first; `changed` tells that the
    zone looks different."""

    dropped = Signal(str)
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._hot = False

    def handle(self, event: QEvent) -> bool:
        """Do what an event of a drag asks for; False where it is none."""
        if isinstance(event, QDragEnterEvent):
            if not _files(event):
                return False
            event.acceptProposedAction()
            self._heat(True)
        elif event.type() == QEvent.Type.DragLeave:
            self._heat(False)
        elif isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            self._heat(False)
            for path in _files(event)[:1]:
                event.acceptProposedAction()
                self.dropped.emit(path)
        else:
            return False
        return True

    def draw(self, painter: QPainter, view: QRectF, palette: QPalette) -> None:
        """Draw the zone in the middle of the view."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ways = tr("Ctrl+O opens a file  ·  the File menu has a sample")
        wanted = max(_WIDTH, QFontMetricsF(_sized(painter, 1.0)).horizontalAdvance(ways) + 2 * _INSET)
        zone = QRectF(0, 0, min(wanted, view.width() - 2 * _AWAY), min(_HEIGHT, view.height() - 2 * _AWAY))
        zone.moveCenter(view.center())
        text, dimmed = palette.color(QPalette.ColorRole.WindowText), palette.color(QPalette.ColorRole.PlaceholderText)
        line = QPen(palette.color(QPalette.ColorRole.Highlight) if self._hot else dimmed, 1.5)
        line.setDashPattern([5, 5])
        painter.setPen(line)
        painter.setBrush(palette.color(QPalette.ColorRole.Window))
        painter.drawRoundedRect(zone, 12, 12)
        _draw_frame_icon(painter, QPointF(zone.center().x(), zone.center().y() - 44), text)
        _draw_line(painter, zone, 22, tr("Drop a picture here"), text, 1.35)
        _draw_line(painter, zone, 54, ways, dimmed, 1.0)
        painter.restore()

    def _heat(self, hot: bool) -> None:
        self._hot = hot
        self.changed.emit()


def _files(event: QDropEvent) -> list[str]:
    """The paths of the files that are dragged."""
    return [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]


def _draw_frame_icon(painter: QPainter, centre: QPointF, colour: QColor) -> None:
    """A picture in line style: a frame, a sun and a hill."""
    painter.setPen(QPen(colour, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(centre.x() - 22, centre.y() - 18, 44, 36), 6, 6)
    painter.drawEllipse(centre + QPointF(-9, -6), 4, 4)
    painter.drawPolyline([centre + QPointF(x, y) for x, y in ((-18, 17), (6, -4), (21, 10))])


def _draw_line(painter: QPainter, zone: QRectF, below: float, text: str, colour: QColor, size: float) -> None:
    painter.save()
    painter.setFont(_sized(painter, size))
    painter.setPen(colour)
    rect = QRectF(zone.left() + 12, zone.center().y() + below - 16, zone.width() - 24, 32)
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, shown)
    painter.restore()


def _sized(painter: QPainter, size: float) -> QFont:
    """The painter's font, so many times as large."""
    font = QFont(painter.font())
    font.setPixelSize(round(QFontMetricsF(font).ascent() * size + 2))
    return font
