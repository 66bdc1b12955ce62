"""Small pictures of the gallery's entries: made once, kept beside, read in a thread when they are first seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QImage

from app.document.plane import eight_bits
from app.engine.gallery.entry import Entry
from app.qimage import to_qimage

SIDE = 192  # pixels of the square that they fit into
_KEPT = 400  # in memory, 60 MB at most
_WANTED = 120  # entries that somebody waits for; more of them have been scrolled past
_AT_ONCE = 8

Load = Callable[[Entry], QImage]
Start = Callable[[Callable[..., None], Sequence[Entry]], None]


class Thumbnails(QObject):
    """The small pictures of those entries that were looked at last. `drawn` tells that there are more."""

    drawn = Signal()
    _read = Signal(object)

    def __init__(self, load: Load, start: Start) -> None:
        """`load` reads one and is called in the thread in which `start` lets a function run."""
        super().__init__()
        self._load, self._start = load, start
        self._images: dict[str, QImage] = {}  # the one that was looked at last is the last
        self._wanted: dict[str, Entry] = {}  # the latest wish is the last
        self._reading = False
        self._read.connect(self._on_read)

    def of(self, entry: Entry) -> QImage | None:
        """The small picture; None while it is being read, a null image where there is none to be had."""
        image = self._images.pop(entry.id, None)
        if image is not None:
            self._images[entry.id] = image
            return image
        self._wanted.pop(entry.id, None)
        self._wanted[entry.id] = entry
        _shorten(self._wanted, _WANTED)
        self._go_on()
        return None

    def keep(self, id_: str, image: QImage) -> None:
        """Know a small picture that was just made."""
        self._images[id_] = image
        self._wanted.pop(id_, None)
        _shorten(self._images, _KEPT)

    def _go_on(self) -> None:
        if self._wanted and not self._reading:
            self._reading = True
            entries = [self._wanted.popitem()[1] for _ in range(min(_AT_ONCE, len(self._wanted)))]
            self._start(self._read_all, entries)

    def _read_all(self, entries: Sequence[Entry]) -> None:
        """In the thread."""
        self._read.emit({entry.id: self._load(entry) for entry in entries})

    @Slot(object)
    def _on_read(self, images: dict[str, QImage]) -> None:
        for id_, image in images.items():
            self.keep(id_, image)
        self._reading = False
        self._go_on()
        self.drawn.emit()


def smaller(picture: np.ndarray) -> QImage:
    """A picture, (height, width, 3 or 4), uint8 or uint16, made to fit a square of `SIDE` pixels; with alpha where
    some of it is not opaque. One that fits stays as it is."""
    stride = max(1, max(picture.shape[:2]) // (2 * SIDE))  # a large picture is thinned out before it is smoothed
    image = to_qimage(np.ascontiguousarray(eight_bits(picture[::stride, ::stride])))
    if max(image.width(), image.height()) > SIDE:
        size = image.size().scaled(SIDE, SIDE, Qt.AspectRatioMode.KeepAspectRatio)
        image = image.scaled(size.width() or 1, size.height() or 1, mode=Qt.TransformationMode.SmoothTransformation)
    see_through = image.hasAlphaChannel() and bool((picture[..., 3] < np.iinfo(picture.dtype).max).any())
    wanted = QImage.Format.Format_ARGB32_Premultiplied if see_through else QImage.Format.Format_RGB32
    return image.convertToFormat(wanted)


def _shorten(known: dict, most: int) -> None:
    """Forget the oldest."""
    while len(known) > most:
        del known[next(iter(known))]
