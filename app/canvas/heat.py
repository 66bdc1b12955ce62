"""The strength map in colours: from dark and cool, where the picture is kept, to light and warm, where it may change
fully."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QLinearGradient, QPainter, QPen, qRgba

from app.canvas.overlays import PILL
from app.language import tr

PLACES = 0.0, 0.25, 0.5, 0.75, 1.0  # shares that may change
STOPS = (21, 35, 94), (74, 58, 156), (164, 71, 144), (233, 118, 79), (255, 211, 107)
"""Their colours. The lightness grows evenly, so that the order is seen without hues too."""
KEPT_ALPHA, CHANGED_ALPHA = 175, 30  # where all is kept, and where all may change: there the picture is seen
_LINGERS = 0.45  # below 1 what keeps a little stands out already
_BAR = 128.0, 8.0  # logical pixels of the legend's bar
_MARGIN, _PADDING, _GAP = 12.0, 10.0, 8.0


def colours(shares: np.ndarray) -> np.ndarray:
    """The colours of shares 0..1 (count,) that may change: (count, 3) uint8."""
    channels = [np.interp(shares, PLACES, channel) for channel in zip(*STOPS, strict=True)]
    return np.rint(np.stack(channels, axis=1)).astype(np.uint8)


def heat_table() -> list[int]:
    """For each value 0..255 of what is kept its colour with its alpha."""
    kept = np.arange(256) / 255
    alphas = np.rint(CHANGED_ALPHA + (KEPT_ALPHA - CHANGED_ALPHA) * kept**_LINGERS).astype(int)
    pairs = zip(colours(1 - kept).tolist(), alphas.tolist(), strict=True)
    return [qRgba(red, green, blue, alpha) for (red, green, blue), alpha in pairs]


def draw_legend(painter: QPainter, view: QRectF) -> None:
    """What the colours mean, at the lower left of the view."""
    least, most = tr("0 % keeps"), tr("100 % changes")
    metrics = QFontMetricsF(painter.font())
    before, after = metrics.horizontalAdvance(least), metrics.horizontalAdvance(most)
    size = before + after + _BAR[0] + 2 * (_PADDING + _GAP), metrics.height() + 10
    pill = QRectF(view.left() + _MARGIN, view.bottom() - _MARGIN - size[1], *size)
    bar = QRectF(pill.left() + _PADDING + before + _GAP, round(pill.center().y() - _BAR[1] / 2), *_BAR)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(PILL)
    painter.drawRoundedRect(pill, 6, 6)
    painter.setPen(QPen(QColor(255, 255, 255, 70), 1))  # the dark end is seen on the dark ground
    painter.setBrush(_gradient(bar))
    painter.drawRoundedRect(bar, 3, 3)
    painter.setPen(QColor("#e6e6e6"))
    left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
    painter.drawText(pill.adjusted(_PADDING, 0, 0, 0), left | Qt.AlignmentFlag.AlignVCenter, least)
    painter.drawText(pill.adjusted(0, 0, -_PADDING, 0), right | Qt.AlignmentFlag.AlignVCenter, most)
    painter.restore()


def _gradient(bar: QRectF) -> QLinearGradient:
    gradient = QLinearGradient(QPointF(bar.left(), 0), QPointF(bar.right(), 0))
    for place, stop in zip(PLACES, STOPS, strict=True):
        gradient.setColorAt(place, QColor(*stop))
    return gradient
