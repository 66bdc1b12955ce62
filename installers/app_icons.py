"""The program's icon in the forms and sizes that each system wants, drawn from the one file of it."""

from __future__ import annotations

import io
from pathlib import Path

from contents import NAME, ROOT
from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWING = ROOT / "resources" / "icons" / "paella.svg"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)  # pixels; of the icon theme on Linux
_WINDOWS_SIZES = (16, 20, 24, 32, 40, 48, 64, 256)
_APPLE_SIZES = (16, 32, 64, 128, 256, 512, 1024)


def drawn(size: int) -> bytes:
    """The icon as a PNG file of so many pixels a side."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(DRAWING)).render(painter, QRectF(image.rect()))
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # pyright: ignore[reportArgumentType, reportCallIssue]
    return bytes(data.data())


def write_theme(root: Path) -> None:
    """The icon as an icon theme has it: `root` is the folder that holds `hicolor`."""
    for size in SIZES:
        place = root / "hicolor" / f"{size}x{size}" / "apps" / f"{NAME}.png"
        place.parent.mkdir(parents=True)
        place.write_bytes(drawn(size))
    place = root / "hicolor" / "scalable" / "apps" / f"{NAME}.svg"
    place.parent.mkdir(parents=True)
    place.write_bytes(DRAWING.read_bytes())


def write_ico(path: Path) -> None:
    """The icon for Windows."""
    _write(path, "ICO", _WINDOWS_SIZES, sizes=[(size, size) for size in _WINDOWS_SIZES])


def write_icns(path: Path) -> None:
    """The icon for macOS."""
    _write(path, "ICNS", _APPLE_SIZES)


def _write(path: Path, kind: str, drawn_sizes: tuple[int, ...], **options: object) -> None:
    """Each size is drawn anew: a smaller one is more than a scaled larger one."""
    images = [Image.open(io.BytesIO(drawn(size))) for size in sorted(drawn_sizes, reverse=True)]
    images[0].save(path, kind, append_images=images[1:], **options)
