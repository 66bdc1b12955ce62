"""Project files for tests: written, opened, and made by hand as another program might write them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

import numpy as np
from pictures import noise
from PIL import Image

from app.document.document import Document
from app.document.openraster import read_openraster, write_openraster
from app.document.outline import still_of


def saved(document: Document) -> bytes:
    file = io.BytesIO()
    write_openraster(still_of(document), file)
    return file.getvalue()


def opened(data: bytes) -> Document:
    return read_openraster(io.BytesIO(data), "a.ora")[0]


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def png(pixels: np.ndarray, **options: Any) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG", **options)
    return buffer.getvalue()


def archive_of(stack: str, files: Mapping[str, bytes] | None = None) -> bytes:
    """A file as another program might write it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in {"mimetype": b"image/openraster", "stack.xml": stack.encode(), **(files or {})}.items():
            archive.writestr(name, data)
    return buffer.getvalue()


FILES = {
    "data/a.png": png(noise(9, 8, 4)),
    "data/a.dat": b"strokes",
    "data/drawing.svg": b"<svg/>",
    "data/settings.json": b"{}",
    "data/layer000.png": b"not a layer's",
    "odd/ünïcode.bin": bytes(range(256)),
}
