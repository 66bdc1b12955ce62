"""Pixels on the system's clipboard: from here with all their bits and their place, from elsewhere as they come."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4
from weakref import ReferenceType

import numpy as np
from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QClipboard, QColorSpace, QImage

from app.document import pictures
from app.document.document import Document
from app.document.node import with_alpha
from app.document.plane import eight_bits
from app.engine.landing import as_pixels_of
from app.language import tr
from app.qimage import to_array, to_qimage
from paella_core.request import Box

_KEY = "paella-studio-clip"  # the text in an image that names the clip that it is a copy of
_KINDS = {".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".avif"}


@dataclass(frozen=True, eq=False)
class Clip:
    """Pixels, (height, width, 4), uint8 or uint16, straight alpha, with the profile of their colours (None is sRGB), a
    name, and where they were in which document, if they come from one."""

    pixels: np.ndarray
    profile: bytes | None
    name: str
    box: Box | None = None
    source: ReferenceType[Document] | None = None

    def pixels_for(self, document: Document) -> np.ndarray:
        """The pixels in the depth and the profile of a document."""
        pixels = as_pixels_of(document.dtype, self.pixels)
        if self.profile == document.profile:
            return pixels
        return pictures.from_srgb(pictures.to_srgb(pixels, self.profile), document.profile)

    def place_in(self, document: Document) -> tuple[int, int]:
        """Left and top: where the pixels came from, or the middle of another document."""
        if self.box is not None and self.source is not None and self.source() is document:
            return self.box.left, self.box.top
        height, width = self.pixels.shape[:2]
        return (document.width - width) // 2, (document.height - height) // 2


class Clipboard(QObject):
    """Puts clips on the clipboard, and takes pictures from it. `changed` tells that there is something else now."""

    changed = Signal()

    def __init__(self, system: QClipboard) -> None:
        super().__init__()
        self._system = system
        self._own: Clip | None = None
        self._key = ""
        system.dataChanged.connect(self.changed)

    @property
    def has_picture(self) -> bool:
        """Whether there is anything to paste."""
        data = self._system.mimeData()
        return data is not None and (data.hasImage() or bool(_files(data)))

    def put(self, clip: Clip) -> None:
        """Offer a clip to this program and to others."""
        self._own, self._key = clip, uuid4().hex
        image = to_qimage(pictures.to_srgb(eight_bits(clip.pixels), clip.profile)).copy()
        image.setColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
        image.setText(_KEY, self._key)
        self._system.setImage(image)  # a QMimeData made here would be lost before the clipboard at the program's end

    def take(self) -> list[Clip]:
        """What is on the clipboard: one clip, one for each picture file, or none.

        Raises:
            FileError: a file cannot be read.
        """
        data = self._system.mimeData()
        if data is None:
            return []
        image = data.imageData() if data.hasImage() else None
        if self._own is not None and image is not None and image.text(_KEY) == self._key:
            return [self._own]
        files = _files(data)
        return [_clip_of_file(path) for path in files] if files else _clips_of(image)


def _files(data: QMimeData) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in _KINDS]


def _clip_of_file(path: Path) -> Clip:
    picture = pictures.read_picture(path)
    return Clip(with_alpha(picture.pixels), picture.profile, path.stem)


def _clips_of(image: QImage | None) -> list[Clip]:
    if image is None or image.isNull():
        return []
    if image.colorSpace().isValid():
        image = image.convertedToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    return [Clip(with_alpha(to_array(image)), None, tr("Pasted"))]
