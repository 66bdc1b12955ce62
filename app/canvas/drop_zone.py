"""Files that are dropped on the canvas, and what it shows while there is no document: where to drop one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QFontMetricsF, QPainter, QPalette, QPen

from app.language import tr


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
        zone = QRectF(0, 0, min(440.0, view.width() - 48), min(240.0, view.height() - 48))
        zone.moveCenter(view.center())
        text, dimmed = palette.color(QPalette.ColorRole.WindowText), palette.color(QPalette.ColorRole.PlaceholderText)
        line = QPen(palette.color(QPalette.ColorRole.Highlight) if self._hot else dimmed, 1.5)
        line.setDashPattern([5, 5])
        painter.setPen(line)
        painter.setBrush(palette.color(QPalette.ColorRole.Window))
        painter.drawRoundedRect(zone, 12, 12)
        _draw_frame_icon(painter, QPointF(zone.center().x(), zone.center().y() - 44), text)
        _draw_line(painter, zone, 22, tr("Drop a picture here"), text, 1.35)
        _draw_line(painter, zone, 54, tr("Ctrl+O opens a file  ·  the File menu has a sample"), dimmed, 1.0)
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
    font = painter.font()
    font.setPixelSize(round(QFontMetricsF(font).ascent() * size + 2))
    painter.save()
    painter.setFont(font)
    painter.setPen(colour)
    rect = QRectF(zone.left() + 12, zone.center().y() + below - 16, zone.width() - 24, 32)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
