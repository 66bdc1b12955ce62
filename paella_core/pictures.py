"""Picture files for the command line: read to arrays (HWC, uint8 or uint16, RGB or RGBA), write from them.

Pillow reads and writes. It cannot hold 16-bit colour: that is read from PNG and compressed TIFF in two passes, for the
high and the low bytes, through tifffile from other TIFF, and written by tifffile or, as PNG, here. EXIF orientation is
applied.
"""

from __future__ import annotations

import struct
import sys
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import tifffile
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from paella_core.atomic import replacing
from paella_core.errors import BadInput

_PNG = b"\x89PNG\r\n\x1a\n"
_TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_GREY, _GREY_ALPHA = 0, 4  # PNG's colour types
_COLOUR_TYPES = {3: 2, 4: 6}  # PNG's, of RGB and RGBA
_UP = 2  # PNG's filter that stores the difference from the row above
_ORIENTATION = 274
_TIFF_COMPRESSIONS = (tifffile.COMPRESSION.NONE, tifffile.COMPRESSION.DEFLATE, tifffile.COMPRESSION.ADOBE_DEFLATE)
_DAMAGE = (
    OSError,
    SyntaxError,
    ValueError,
    LookupError,
    EOFError,
    struct.error,
    zlib.error,
    tifffile.TiffFileError,
)
_WRITERS: dict[str, tuple[str, dict[str, Any]]] = {
    ".png": ("PNG", {}),
    ".jpg": ("JPEG", {"quality": 95, "subsampling": 0}),
    ".jpeg": ("JPEG", {"quality": 95, "subsampling": 0}),
    ".webp": ("WEBP", {"lossless": True}),
    ".tif": ("TIFF", {"compression": "tiff_adobe_deflate"}),
    ".tiff": ("TIFF", {"compression": "tiff_adobe_deflate"}),
}


def read(path: Path) -> np.ndarray:
    """A picture file as (height, width, 3 or 4), uint8 or uint16; grey and palette become RGB, alpha is kept.

    Raises:
        BadInput: missing, no picture, damaged, too large, or of a kind that cannot be held.
    """
    with _failures_explained(path):
        head = _head(path)
        if head.startswith(_TIFF) and _is_deep_tiff(path):
            return _read_deep_tiff(path)
        if head.startswith(_PNG) and head[24] == 16 and head[25] != _GREY:
            return _read_deep_png(path, head[25])
        return _as_array(_open(path), path)


def read_mask(path: Path) -> np.ndarray:
    """A mask file as (height, width) uint8: its brightness, transparent parts being black.

    Raises:
        BadInput: as `read`.
    """
    picture = read(path)
    deep = picture.dtype == np.uint16
    eight = ((picture.astype(np.uint32) + 256) // 257).astype(np.uint8) if deep else picture
    if eight.shape[2] == 4:
        over = Image.alpha_composite(Image.new("RGBA", eight.shape[1::-1], "black"), Image.fromarray(eight))
        eight = np.asarray(over)[..., :3]
    return np.asarray(Image.fromarray(eight).convert("L"))


def check_writable(path: Path) -> None:
    """Refuse a file that could not be written, before the work is done.

    Raises:
        BadInput: an unknown kind of picture, or no such folder.
    """
    if path.suffix.lower() not in _WRITERS:
        raise BadInput(f"{path} must end in one of {', '.join(_WRITERS)}.")
    if not path.parent.is_dir():
        raise BadInput(f"The folder {path.parent} does not exist: create it or name another.")
    if path.is_dir():
        raise BadInput(f"{path} is a folder: name a file.")


def check_holds(path: Path, picture: np.ndarray) -> None:
    """Refuse a kind of file that would lose the depth or the alpha of pictures like this one.

    Raises:
        BadInput: it would.
    """
    suffix = path.suffix.lower()
    if picture.dtype == np.uint16 and suffix not in (".png", ".tif", ".tiff"):
        raise BadInput(f"{path} cannot hold 16 bits a channel: write a .png or .tif instead.")
    if picture.shape[2] == 4 and _WRITERS[suffix][0] == "JPEG":
        raise BadInput(f"{path} cannot hold transparency: write a .png instead.")


def write(path: Path, picture: np.ndarray) -> None:
    """Write a picture, whole or not at all; the suffix says how. PNG, WebP and TIFF are lossless.

    Raises:
        BadInput: the kind of file cannot hold it.
        OSError: the disk is full or the folder cannot be written.
    """
    check_writable(path)
    check_holds(path, picture)
    with replacing(path) as temporary:
        if picture.dtype == np.uint16 and path.suffix.lower() == ".png":
            temporary.write_bytes(_deep_png(picture))
        elif picture.dtype == np.uint16:
            extra = ["unassalpha"] if picture.shape[2] == 4 else None
            tifffile.imwrite(temporary, picture, photometric="rgb", compression="zlib", extrasamples=extra)
        else:
            kind, options = _WRITERS[path.suffix.lower()]
            Image.fromarray(picture).save(temporary, kind, **options)


@contextmanager
def _failures_explained(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise BadInput(f"There is no file {path}.") from None
    except (IsADirectoryError, PermissionError) as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.") from None
    except UnidentifiedImageError:
        raise BadInput(f"{path} is not a picture that can be read here.") from None
    except Image.DecompressionBombError:
        raise BadInput(f"{path} has too many pixels (more than {2 * (Image.MAX_IMAGE_PIXELS or 0)}).") from None
    except _DAMAGE as error:
        raise BadInput(f"{path} is damaged or cut off ({error}).") from None


def _head(path: Path) -> bytes:
    """The first bytes of a file, enough for PNG's header, filled up with zeros."""
    with path.open("rb") as file:
        return file.read(32).ljust(32, b"\0")


def _open(path: Path) -> Image.Image:
    """A picture, decoded, upright."""
    with _opened(path) as image:
        image.load()
        return ImageOps.exif_transpose(image)


def _as_array(image: Image.Image, path: Path) -> np.ndarray:
    if image.mode.startswith("I;16"):
        grey = np.asarray(image).astype(np.uint16)
        return np.repeat(grey[..., None], 3, axis=2)
    if image.mode in ("I", "F"):
        raise BadInput(f"{path} has 32 bits a pixel: save it with 8 or 16 bits a channel.")
    return np.array(image.convert("RGBA" if image.has_transparency_data else "RGB"))


def _read_deep_png(path: Path, colour_type: int) -> np.ndarray:
    """A PNG of 16-bit colour; its one transparent colour, if it has that, becomes alpha."""
    if colour_type == _GREY_ALPHA:
        raise BadInput(f"{path} is grey with alpha in 16 bits: save it as RGBA, or with 8 bits.")
    with _opened(path) as image:
        key, orientation = image.info.get("transparency"), image.getexif().get(_ORIENTATION, 1)
        channels = image.mode
    values = _decoded(path, f"{channels};16B") << 8 | _decoded(path, f"{channels};16L")
    if key is not None:
        opaque = (values != np.array(key)).any(axis=2, keepdims=True)
        values = np.concatenate([values, np.where(opaque, 65535, 0).astype(np.uint16)], axis=2)
    return np.ascontiguousarray(_upright(values, orientation))


def _decoded(path: Path, layout: str) -> np.ndarray:
    """A picture of 16 bits a channel, decoded by Pillow to one byte of each: the high one if `layout`, Pillow's name of
    how bytes lie in the file, has the right byte order, the low one if it has the wrong one."""
    with _opened(path) as image:
        image.tile = [
            tile._replace(args=(layout, *tile.args[1:]) if isinstance(tile.args, tuple) else layout)
            for tile in image.tile
        ]
        image.load()
        return np.asarray(image).astype(np.uint16)


@contextmanager
def _opened(path: Path) -> Iterator[ImageFile.ImageFile]:
    """A picture file, its header read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about large or odd files; what is really wrong raises
        with Image.open(path) as image:
            yield image


def _deep_png(picture: np.ndarray) -> bytes:
    """A PNG file of 16 bits a channel, RGB or RGBA."""
    height, width, channels = picture.shape
    rows = picture.astype(">u2").reshape(height, -1).view(np.uint8)
    filtered = np.full((height, 1 + rows.shape[1]), _UP, np.uint8)
    filtered[:, 1:] = np.diff(rows, axis=0, prepend=np.zeros_like(rows[:1]))
    header = struct.pack(">IIBBBBB", width, height, 16, _COLOUR_TYPES[channels], 0, 0, 0)
    data = zlib.compress(filtered.tobytes())
    return _PNG + _png_chunk(b"IHDR", header) + _png_chunk(b"IDAT", data) + _png_chunk(b"IEND", b"")


def _png_chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _is_deep_tiff(path: Path) -> bool:
    with tifffile.TiffFile(path) as file:
        page = file.pages.first
        if page.imagewidth * page.imagelength > 2 * (Image.MAX_IMAGE_PIXELS or 0):
            raise Image.DecompressionBombError
        return page.dtype == np.uint16


def _read_deep_tiff(path: Path) -> np.ndarray:
    with tifffile.TiffFile(path) as file:
        page = file.pages.first
        tag = page.tags.get(_ORIENTATION)
        planar = page.planarconfig == tifffile.PLANARCONFIG.SEPARATE
        if page.compression in _TIFF_COMPRESSIONS:
            values = page.asarray()
        elif page.samplesperpixel in (3, 4) and not planar:
            values = _read_compressed_tiff(path)
        else:
            kind = getattr(page.compression, "name", page.compression)
            raise BadInput(f"{path} is packed as {kind}, which cannot be read here: save it with Deflate or without.")
    if planar and values.ndim == 3:
        values = np.moveaxis(values, 0, 2)
    if values.ndim == 2:
        values = np.repeat(values[..., None], 3, axis=2)
    if values.ndim != 3 or values.shape[2] not in (3, 4):
        raise BadInput(f"{path} must have three or four channels of 16 bits, not the shape {values.shape}.")
    return np.ascontiguousarray(_upright(values, tag.value if tag else 1).astype(np.uint16))


def _read_compressed_tiff(path: Path) -> np.ndarray:
    """LZW and the like, which libtiff unpacks to the machine's own byte order."""
    with _opened(path) as image:
        channels = image.mode
    right, wrong = ("L", "B") if sys.byteorder == "little" else ("B", "L")
    return _decoded(path, f"{channels};16{right}") << 8 | _decoded(path, f"{channels};16{wrong}")


def _upright(picture: np.ndarray, orientation: int) -> np.ndarray:
    """Undo a TIFF or EXIF orientation, 1 to 8: 5 to 8 are stored transposed, each may be mirrored on either axis."""
    if orientation in (5, 6, 7, 8):
        picture = picture.swapaxes(0, 1)
    if orientation in (2, 3, 6, 7):
        picture = picture[:, ::-1]
    if orientation in (3, 4, 7, 8):
        picture = picture[::-1]
    return picture
