"""What is drawn around and over the picture. Functions that paint, and hold nothing."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QImage, QPainter, QPalette, QPen

from app.canvas.pyramid import Pyramid, level_for
from app.canvas.viewport import Viewport
from app.qimage import ArrayImage
from paella_core.request import Box

TINT = QColor(230, 50, 70, 115)  # a cool red at 45 %
EDGE_LIGHT, EDGE_DARK = np.uint32(0xF0F0F0F0), np.uint32(0xB0000000)  # premultiplied
GRID_FROM = 8.0  # the zoom from which pixels are told apart by lines
CHECKER = 8  # logical pixels a square
SHADOW = 10  # logical pixels that the soft edge of the picture reaches
RING = 26  # logical pixels across
BLACK, WHITE = QColor(0, 0, 0, 190), QColor(255, 255, 255, 230)


def draw_shadow(painter: QPainter, rect: QRectF) -> None:
    """A soft edge that lifts the picture from the surround."""
    painter.save()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for reach in range(SHADOW):
        painter.setPen(QPen(QColor(0, 0, 0, round(46 * (1 - reach / SHADOW) ** 2)), 1))
        grown = rect.adjusted(-reach - 0.5, -reach - 0.5, reach + 0.5, reach + 0.5)
        painter.drawRoundedRect(grown, reach, reach)
    painter.restore()


def draw_checkerboard(painter: QPainter, rect: QRectF) -> None:
    """What is seen through a picture with alpha."""
    tile = QImage(2 * CHECKER, 2 * CHECKER, QImage.Format.Format_RGB32)
    tile.fill(QColor("#c8c8c8"))
    for x, y in ((0, 0), (CHECKER, CHECKER)):
        for row in range(y, y + CHECKER):
            for column in range(x, x + CHECKER):
                tile.setPixelColor(column, row, QColor("#eeeeee"))
    painter.setBrushOrigin(rect.topLeft())
    painter.fillRect(rect, QBrush(tile))


def draw_grid(painter: QPainter, viewport: Viewport, box: Box) -> None:
    """Hairlines between the pixels of `box`."""
    area = viewport.box_to_widget(box)
    across = (area.left() + column * viewport.scale for column in range(box.width + 1))
    down = (area.top() + row * viewport.scale for row in range(box.height + 1))
    lines = [QLineF(x, area.top(), x, area.bottom()) for x in across]
    lines += [QLineF(area.left(), y, area.right(), y) for y in down]
    painter.setPen(QPen(QColor(128, 128, 128, 90), 0))
    painter.drawLines(lines)


def mask_image(mask: Pyramid, viewport: Viewport, rect: QRect, tint: QColor) -> tuple[QPointF, QImage] | None:
    """The mask under `rect` (widget coordinates) as device pixels, and where they belong; None where nothing is
    painted. Painted pixels are tinted; around them runs an edge in two tones, a device pixel each."""
    columns, xs = _sampled(rect.left(), rect.width(), viewport.origin.x(), viewport, viewport.picture.width())
    rows, ys = _sampled(rect.top(), rect.height(), viewport.origin.y(), viewport, viewport.picture.height())
    if not xs.any() or not ys.any():
        return None
    level = level_for(viewport.zoom)
    strength = _strongest(mask.level(level), rows >> level, columns >> level)
    strength[~ys] = 0
    strength[:, ~xs] = 0
    area = _painted(strength)
    if area is None:
        return None
    pixels = _tints(tint)[strength[area.slices][1:-1, 1:-1]]
    _draw_edge(pixels, strength[area.slices] > 0)
    image = ArrayImage(pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(viewport.ratio)
    corner = QPointF(round(rect.left() * viewport.ratio) + area.left, round(rect.top() * viewport.ratio) + area.top)
    return corner / viewport.ratio, image


def draw_box(painter: QPainter, rect: QRectF) -> None:
    """The context box: thin, dashed, seen on any ground."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(BLACK, 1))
    painter.drawRect(rect)
    dashes = QPen(WHITE, 1)
    dashes.setDashPattern([5, 5])
    painter.setPen(dashes)
    painter.drawRect(rect)
    painter.restore()


def ring_rect(box: QRectF, view: QRectF) -> QRectF:
    """Where the ring stands: inside the box's upper right corner, and always within the view."""
    rect = QRectF(box.right() - RING - 8, box.top() + 8, RING, RING)
    rect.moveLeft(min(max(rect.left(), view.left() + 8), view.right() - RING - 8))
    rect.moveTop(min(max(rect.top(), view.top() + 8), view.bottom() - RING - 8))
    return rect


def draw_ring(painter: QPainter, rect: QRectF, fraction: float, accent: QColor) -> None:
    """How far a work has come, 0..1, clockwise from the top."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(24, 24, 24, 215))
    painter.drawEllipse(rect)
    inner = rect.adjusted(6, 6, -6, -6)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(255, 255, 255, 60), 3))
    painter.drawEllipse(inner)
    painter.setPen(QPen(accent, 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawArc(inner, 90 * 16, -round(min(max(fraction, 0.0), 1.0) * 360 * 16))
    painter.restore()


def draw_outline(painter: QPainter, centre: QPointF, radius: float, inner: float) -> None:
    """The brush at its true size, a light line within a dark one; `inner` is where its full strength ends."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, grown in ((BLACK, 0.5), (WHITE, -0.5)):
        painter.setPen(QPen(colour, 1))
        painter.drawEllipse(centre, radius + grown, radius + grown)
    if 3 < inner < radius - 3:
        for colour, grown in ((QColor(0, 0, 0, 90), 0.5), (QColor(255, 255, 255, 110), -0.5)):
            painter.setPen(QPen(colour, 1))
            painter.drawEllipse(centre, inner + grown, inner + grown)
    painter.restore()


def hint_rect(text: str, cursor: QPointF, reach: float, view: QRectF, metrics: QFontMetricsF) -> QRectF:
    """Where a hint stands: below the cursor and its outline, and always within the view."""
    rect = QRectF(0, 0, math.ceil(metrics.horizontalAdvance(text)) + 20, math.ceil(metrics.height()) + 10)
    rect.moveCenter(QPointF(cursor.x(), cursor.y() + min(reach, view.height()) + 14 + rect.height() / 2))
    rect.moveLeft(round(min(max(rect.left(), view.left() + 8), view.right() - rect.width() - 8)))
    rect.moveTop(round(min(max(rect.top(), view.top() + 8), view.bottom() - rect.height() - 8)))
    return rect


def draw_hint(painter: QPainter, rect: QRectF, text: str) -> None:
    """A line of advice on a dark pill."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(24, 24, 24, 215))
    painter.drawRoundedRect(rect, 6, 6)
    painter.setPen(QColor("#e6e6e6"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def draw_drop_zone(painter: QPainter, view: QRectF, palette: QPalette, hot: bool) -> None:
    """The canvas without a document: where to drop a file, and the other ways in."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    zone = QRectF(0, 0, min(440.0, view.width() - 48), min(240.0, view.height() - 48))
    zone.moveCenter(view.center())
    text, dimmed = palette.color(QPalette.ColorRole.WindowText), palette.color(QPalette.ColorRole.PlaceholderText)
    line = QPen(palette.color(QPalette.ColorRole.Highlight) if hot else dimmed, 1.5)
    line.setDashPattern([5, 5])
    painter.setPen(line)
    painter.setBrush(palette.color(QPalette.ColorRole.Window))
    painter.drawRoundedRect(zone, 12, 12)
    _draw_frame_icon(painter, QPointF(zone.center().x(), zone.center().y() - 44), text)
    _draw_line(painter, zone, 22, "Drop a picture here", text, 1.35)
    _draw_line(painter, zone, 54, "Ctrl+O opens a file  ·  the File menu has a sample", dimmed, 1.0)
    painter.restore()


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


def _sampled(start: int, length: int, origin: float, viewport: Viewport, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Along one axis, for each device pixel of a range and one more at each end, the image pixels at its two quarters,
    of shape (2, count); and which of the device pixels lie on the picture, of shape (count,)."""
    first, count = round(start * viewport.ratio) - 1, round(length * viewport.ratio) + 2
    quarters = np.arange(first, first + count) + np.array([[0.25], [0.75]])
    pixels = np.floor((quarters - origin * viewport.ratio) / viewport.zoom).astype(np.intp)
    inside = (pixels >= 0) & (pixels < size)
    return np.clip(pixels, 0, size - 1), inside[0] | inside[1]


def _strongest(level: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """The strongest of the four pixels that each device pixel samples. As a pixel of a level covers at least half a
    device pixel, none is missed."""
    part = level[rows[0, 0] : rows[1, -1] + 1, columns[0, 0] : columns[1, -1] + 1]
    if not part.any():
        return np.zeros((rows.shape[1], columns.shape[1]), level.dtype)
    rows, columns = rows - rows[0, 0], columns - columns[0, 0]
    tall = np.maximum(part.take(rows[0], axis=0), part.take(rows[1], axis=0))
    return np.maximum(tall.take(columns[0], axis=1), tall.take(columns[1], axis=1))


def _painted(strength: np.ndarray) -> Box | None:
    """The part that holds all that is painted, with room for its edge and one more pixel at each side."""
    rows, columns = np.flatnonzero(strength.any(axis=1)), np.flatnonzero(strength.any(axis=0))
    if not rows.size:
        return None
    top, left = max(int(rows[0]) - 2, 0), max(int(columns[0]) - 2, 0)
    bottom, right = min(int(rows[-1]) + 3, strength.shape[0]), min(int(columns[-1]) + 3, strength.shape[1])
    return Box(left, top, right - left, bottom - top)


def _tints(tint: QColor) -> np.ndarray:
    """For each strength of the mask, the tint as a premultiplied pixel: (256,) uint32."""
    alpha = np.arange(256, dtype=np.float64) * tint.alphaF()
    red, green, blue = (np.rint(alpha * part) for part in (tint.redF(), tint.greenF(), tint.blueF()))
    packed = np.rint(alpha) * 2**24 + red * 2**16 + green * 2**8 + blue
    return packed.astype(np.uint32)


def _draw_edge(pixels: np.ndarray, inside: np.ndarray) -> None:
    """Draw the edge of what is painted: a light line on the outermost painted device pixels, a dark one around them.

    `inside` is one pixel wider than `pixels` at each side.
    """
    middle = inside[1:-1, 1:-1]
    above, below, left, right = inside[:-2, 1:-1], inside[2:, 1:-1], inside[1:-1, :-2], inside[1:-1, 2:]
    pixels[middle & ~(above & below & left & right)] = EDGE_LIGHT
    pixels[~middle & (above | below | left | right)] = EDGE_DARK
