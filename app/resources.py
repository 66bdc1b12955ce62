"""Where the program's own files lie, and its icons, drawn in the colours of the palette."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPixmap,
    QPixmapCache,
    QTransform,
)
from PySide6.QtSvg import QSvgRenderer

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
TRANSLATIONS = RESOURCES / "translations"
THEME_FILES = RESOURCES / "themes"
SAMPLE_PICTURE = RESOURCES / "pictures" / "sample.png"
ICON_SIZE = 18
_DIRECTED = {"undo", "redo"}  # icons that are turned round where reading goes from right to left


def icon(name: str, palette: QPalette) -> QIcon:
    """The line icon `name`, in the palette's text colours for the normal and the disabled state.

    Raises:
        FileNotFoundError: there is no such icon.
    """
    return tinted_icon(
        name,
        palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.WindowText),
        palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText),
    )


def tinted_icon(name: str, normal: QColor, disabled: QColor) -> QIcon:
    """The line icon `name` in two colours of one's own choice."""
    return QIcon(_LineIcon(name, normal, disabled))


def tinted_pixmap(name: str, colour: QColor, size: int, density: float) -> QPixmap:
    """The line icon `name` as a picture of `size` logical pixels at a screen's pixel density."""
    pixels = _drawn(name, colour.rgba(), round(size * density))
    pixels.setDevicePixelRatio(density)
    return pixels


def program_icon() -> QIcon:
    """The icon of the program itself, in its own colours."""
    return QIcon(str(RESOURCES / "icons" / "paella.svg"))


def onward() -> str:
    """The name of the arrow that points where reading goes on."""
    return "chevron-left" if QGuiApplication.isRightToLeft() else "chevron-right"


class _LineIcon(QIconEngine):
    """Draws an icon when it is first seen, at the size in which it is seen: most are in menus that nobody opens."""

    def __init__(self, name: str, normal: QColor, disabled: QColor) -> None:
        super().__init__()
        _drawing(name)  # an icon that is missing is told now, not in a paint event
        self._name, self._normal, self._disabled = name, normal, disabled

    def clone(self) -> QIconEngine:
        """Qt's hook."""
        return _LineIcon(self._name, self._normal, self._disabled)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Qt's hook."""
        painter.drawPixmap(rect, self.scaledPixmap(rect.size(), mode, state, painter.device().devicePixelRatioF()))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Qt's hook."""
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:  # noqa: ARG002
        """Qt's hook: `size` is in logical pixels, `scale` how many pixels of the screen each of them is."""
        colour = self._disabled if mode == QIcon.Mode.Disabled else self._normal
        pixels = _drawn(self._name, colour.rgba(), round(min(size.width(), size.height()) * scale))
        pixels.setDevicePixelRatio(scale)
        return pixels


@cache
def _drawing(name: str) -> str:
    return (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def _drawn(name: str, rgba: int, side: int) -> QPixmap:
    """A square of `side` pixels of the screen, from Qt's cache where it was drawn before."""
    turned = name in _DIRECTED and QGuiApplication.isRightToLeft()
    key = f"line icon {name} {rgba} {side} {turned}"
    pixels = QPixmap()
    if not QPixmapCache.find(key, pixels):
        pixels = _rendered(_drawing(name), QColor.fromRgba(rgba), side)
        pixels = pixels.transformed(QTransform.fromScale(-1, 1)) if turned else pixels
        QPixmapCache.insert(key, pixels)
    return pixels


def _rendered(drawing: str, colour: QColor, side: int) -> QPixmap:
    pixels = QPixmap(side, side)
    pixels.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixels)
    painter.setOpacity(colour.alphaF())
    source = drawing.replace("currentColor", colour.name())
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(pixels.rect()))
    painter.end()
    return pixels
