"""Where the program's own files lie, and its icons, drawn in the colours of the palette."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
TRANSLATIONS = RESOURCES / "translations"
THEME_FILES = RESOURCES / "themes"
SAMPLE_PICTURE = RESOURCES / "pictures" / "sample.png"
ICON_SIZE = 18
_DENSITIES = (1.0, 2.0, 3.0)


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
    drawing = (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    tinted = QIcon()
    for mode, colour in ((QIcon.Mode.Normal, normal), (QIcon.Mode.Disabled, disabled)):
        for density in _DENSITIES:
            tinted.addPixmap(_drawn(drawing, colour, ICON_SIZE, density), mode)
    return tinted


def tinted_pixmap(name: str, colour: QColor, size: int, density: float) -> QPixmap:
    """The line icon `name` as a picture of `size` logical pixels at a screen's pixel density."""
    drawing = (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return _drawn(drawing, colour, size, density)


def program_icon() -> QIcon:
    """The icon of the program itself, in its own colours."""
    return QIcon(str(RESOURCES / "icons" / "paella.svg"))


def _drawn(drawing: str, colour: QColor, size: int, density: float) -> QPixmap:
    source = drawing.replace("currentColor", colour.name())
    pixels = QPixmap(round(size * density), round(size * density))
    pixels.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixels)
    painter.setOpacity(colour.alphaF())
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(pixels.rect()))
    painter.end()
    pixels.setDevicePixelRatio(density)
    return pixels
