"""Picture files: opened upright with all their bits, and saved whole or not at all."""

from __future__ import annotations

import io
import os
import shutil
import struct
import uuid
import warnings
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, UnidentifiedImageError
from PIL.TiffImagePlugin import BITSPERSAMPLE, TiffImageFile
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColorSpace, QImage, QImageReader, QImageWriter

from app.document.document import Document
from app.document.plane import eight_bits
from app.qimage import to_array, to_qimage
from paella_core.errors import PaellaError

ORIENTATION = 0x0112  # the EXIF and TIFF tag
FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WebP", ".tif": "TIFF", ".tiff": "TIFF"}
_ENCODING: dict[str, dict[str, Any]] = {
    "PNG": {"compress_level": 3},  # half the time of 6 for a few more bytes
    "JPEG": {"quality": 95, "subsampling": 0},
    "WebP": {"lossless": True, "exact": True},  # exact keeps the colours under full transparency
    "TIFF": {"compression": "tiff_lzw"},
}


class FileError(PaellaError):
    """A file that cannot be opened or saved; its text is shown to people as it is."""


def open_picture(path: Path) -> Document:
    """A document of a PNG, JPEG, WebP or TIFF file, upright, as RGB or RGBA with 8 or 16 bits.

    Raises:
        FileError: the file is missing, unreadable, damaged, too large or of another kind.
    """
    path = Path(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # odd metadata is no reason to refuse a picture
            pixels, profile = _decode(path.read_bytes())
    except OSError as error:
        raise FileError(_why_not_opened(path, error)) from error
    except Image.DecompressionBombError as error:
        raise FileError(f"“{path.name}” has too many pixels to be edited. Scale it down in another program.") from error
    except (ValueError, SyntaxError, EOFError) as error:  # what Pillow's parsers throw at damaged headers
        raise FileError(_damaged(path)) from error
    document = Document.from_array(pixels, path)
    document.icc_profile = profile
    return document


def save_picture(document: Document, path: Path) -> None:
    """Write the picture of a document; the suffix of `path` says the format. The mask is not part of it.

    PNG and TIFF keep every bit, WebP every bit of 8; JPEG has no alpha and shows the picture on white.

    Raises:
        FileError: an unknown suffix, or a place that cannot be written. The file that was there is still whole.
    """
    path = Path(path)
    kind = FORMATS.get(path.suffix.lower())
    if kind is None:
        raise FileError(f"“{path.name}” ends in no known picture format. End its name in .png, .jpg, .webp or .tif.")
    pixels = document.picture.array
    encode = _encode_deep if kind in ("PNG", "TIFF") and pixels.dtype == np.uint16 else _encode
    try:
        write_atomically(path, encode(pixels, kind, document.icc_profile))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise FileError(f"“{path.name}” could not be saved: {reason}. Choose another folder or name.") from error


def write_atomically(path: Path, data: bytes) -> None:
    """Write beside the target, wait until it lies on the disk, then put it in the target's place.

    Raises:
        OSError: it could not be written; the target is as it was, and nothing is left beside it.
    """
    target = path.resolve()  # a link stays a link
    beside = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}.part")
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileNotFoundError):
            shutil.copymode(target, beside)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _decode(data: bytes) -> tuple[np.ndarray, bytes | None]:
    """Pixels and the colour profile, if it is one of RGB. Pillow reads what is around the pixels, and the pixels too,
    except PNG's (it misses some transparent colours) and those of 16 bits, which it would cut to 8."""
    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP", "TIFF")) as image:
        deep_tiff = isinstance(image, TiffImageFile) and max(image.tag_v2.get(BITSPERSAMPLE, (8,))) == 16
        key = image.info.get("transparency")
        if image.format == "PNG" and isinstance(key, tuple):
            pixels = _keyed(_decode_with_qt(_without_key(data, key)), key)
        elif image.format == "PNG" or deep_tiff:
            pixels = _decode_with_qt(data)
        else:
            pixels = _decode_with_pillow(image)
        orientation = image.getexif().get(ORIENTATION, 1)
        profile = image.info.get("icc_profile")
    return _upright(pixels, orientation), profile if profile and profile[16:20] == b"RGB " else None


def _decode_with_qt(data: bytes) -> np.ndarray:
    QImageReader.setAllocationLimit(0)  # Pillow has refused what is too large
    decoded = QImage.fromData(QByteArray(data))
    if decoded.isNull():
        raise OSError("damaged")
    return to_array(decoded)


def _decode_with_pillow(image: Image.Image) -> np.ndarray:
    return np.array(image.convert("RGBA" if image.has_transparency_data else "RGB"))


def _without_key(data: bytes, key: tuple[int, ...]) -> bytes:
    """A PNG of RGB without its tRNS chunk, whose transparent colour Qt garbles in 16 bits."""
    chunk = struct.pack(">I4s3H", 6, b"tRNS", *key)
    before, _, after = data.partition(chunk)
    return before + after[4:]  # less the chunk's checksum


def _keyed(pixels: np.ndarray, key: tuple[int, ...]) -> np.ndarray:
    """RGB with an alpha channel in which the colour `key` is transparent."""
    top = np.iinfo(pixels.dtype).max
    alpha = np.where((pixels == np.array(key)).all(axis=2), 0, top).astype(pixels.dtype)
    return np.dstack([pixels, alpha])


def _upright(pixels: np.ndarray, orientation: int) -> np.ndarray:
    """Undo the turn that EXIF's orientation (1..8) describes; other values leave the pixels alone."""
    if orientation in (5, 6, 7, 8):
        pixels = pixels.swapaxes(0, 1)
    if orientation in (2, 3, 6, 7):
        pixels = pixels[:, ::-1]
    if orientation in (3, 4, 7, 8):
        pixels = pixels[::-1]
    return np.ascontiguousarray(pixels)


def _encode_deep(pixels: np.ndarray, kind: str, profile: bytes | None) -> bytes:
    """Through Qt, which writes 16 bits a channel."""
    image = to_qimage(pixels)
    if profile:
        image.setColorSpace(QColorSpace.fromIccProfile(QByteArray(profile)))
    encoded = QByteArray()
    buffer = QBuffer(encoded)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(kind.lower().encode()))
    writer.setCompression(1 if kind == "TIFF" else 67)  # LZW; zlib's level 3
    written, reason = writer.write(image), writer.errorString()
    del writer  # before its buffer, which it closes
    if not written:
        raise OSError(reason)
    return bytes(encoded.data())


def _encode(pixels: np.ndarray, kind: str, profile: bytes | None) -> bytes:
    image = Image.fromarray(eight_bits(pixels))
    buffer = io.BytesIO()
    (_on_white(image) if kind == "JPEG" else image).save(buffer, kind, icc_profile=profile, **_ENCODING[kind])
    return buffer.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode == "RGB":
        return image
    white = Image.new("RGB", image.size, "white")
    white.paste(image, mask=image.getchannel("A"))
    return white


def _why_not_opened(path: Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return f"“{path.name}” does not exist. Check the name and the folder."
    if isinstance(error, UnidentifiedImageError):
        return f"“{path.name}” is damaged, or not a PNG, JPEG, WebP or TIFF picture. Convert it to one of these first."
    if error.errno is not None:
        return f"“{path.name}” could not be read: {(error.strerror or '').lower()}. Check that you may open it."
    return _damaged(path)


def _damaged(path: Path) -> str:
    return f"“{path.name}” is damaged, incomplete or stored in a rare way. Get it again, or save it elsewhere as PNG."
