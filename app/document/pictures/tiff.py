"""TIFF with more than 8 bits a channel, which Pillow cannot hold in colour; and TIFF as it is written.

tifffile reads what lies plainly or deflated in the file. What is packed otherwise (LZW above all) Pillow unpacks, to
the high bytes and to the low bytes of each sample.
"""

from __future__ import annotations

import io
import os
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image
from PIL.TiffImagePlugin import ImageFileDirectory_v2

from app.document.pictures.conversion import COLOURS, ColourKind
from app.document.pictures.metadata import EXIF_IFD, GPS_IFD, ORIENTATION, exif_directories

if TYPE_CHECKING:
    from tifffile import TiffPage

_PLAIN = (1, 8, 32946)  # as TIFF numbers compressions: none, and deflate by its two numbers
_WHITE_IS_ZERO = 0
_KINDS: dict[int, ColourKind] = {_WHITE_IS_ZERO: "L", 1: "L", 2: "RGB", 5: "CMYK"}  # its photometric interpretations
_PLANES_APART = 2  # its planar configuration
_ASSOCIATED, _UNASSOCIATED = 1, 2  # what an extra sample is: alpha that is, or is not, multiplied into the colours
_BAND = 1 << 20  # bytes of pixels in a strip, about
_LEVEL = 1
_DEFLATE, _RGB, _DIFFERENCES = 8, 2, 2
_ICC, _XMP = 34675, 700
_SIGNATURES = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_MOST_CHANNELS = 16


@dataclass(frozen=True, eq=False)
class DeepTiff:
    """The first page of a TIFF: uint16 samples (height, width, channels) as stored, not upright.

    Attributes:
        kind: what the first channels mean; one more is straight alpha.
        orientation: EXIF's, 1..8 in sound files.
        pages: how many the file has.
        was_float: the samples were floating point; their 0..1 is 0..65535 now, and `clipped` tells if any lay outside.
    """

    samples: np.ndarray
    kind: ColourKind
    profile: bytes | None
    orientation: int
    pages: int
    was_float: bool
    clipped: bool


def read_deep(data: bytes, largest: int) -> DeepTiff | None:
    """The first page of a TIFF with more than 8 bits a channel; None for any other file.

    Raises:
        Image.DecompressionBombError: more pixels than `largest`.
        ValueError and others of `metadata.DAMAGE`: it is damaged, or stored in a way that is not understood.
    """
    if not data.startswith(_SIGNATURES):
        return None
    with import_module("tifffile").TiffFile(io.BytesIO(data)) as file:  # takes 0.1 s, and few pictures are TIFF
        page = file.pages.first
        if page.dtype is None or page.dtype.itemsize < 2:
            return None
        if page.imagewidth * page.imagelength > largest or page.samplesperpixel > _MOST_CHANNELS:
            raise Image.DecompressionBombError
        kind = _KINDS.get(page.photometric)
        if kind is None or page.samplesperpixel < COLOURS[kind] or page.imagedepth != 1:
            raise ValueError(f"photometric interpretation {page.photometric}")
        stored = _arranged(page, data)
        profile, orientation = page.tags.valueof(_ICC), page.tags.valueof(ORIENTATION, 1)
        pages = len(file.pages)
    samples, was_float, clipped = _to_sixteen_bits(stored)
    if page.photometric == _WHITE_IS_ZERO:
        samples[..., 0] = 65535 - samples[..., 0]
    samples = _with_straight_alpha(samples, COLOURS[kind], tuple(page.extrasamples))
    return DeepTiff(samples, kind, profile, orientation, pages, was_float, clipped)


def encoded(pixels: np.ndarray, profile: bytes | None, exif: bytes, xmp: bytes) -> bytes:
    """A deflated TIFF of pixels (height, width, 3 or 4), uint8 or uint16, with what belongs to them.

    `exif` is an EXIF block without prefix.

    Raises:
        OverflowError: over 4 GB, TIFF's limit.
    """
    height, width, channels = pixels.shape
    rows = max(1, _BAND // pixels[0].nbytes)
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        strips = list(threads.map(lambda start: _strip(pixels[start : start + rows]), range(0, height, rows)))
    lengths = [len(strip) for strip in strips]
    if sum(lengths) > 0xF000_0000:
        raise OverflowError("a TIFF holds at most 4 GB")
    directory = ImageFileDirectory_v2(b"II*\0\0\0\0\0")
    tags = _described(exif, xmp, profile) | {
        256: width,
        257: height,
        258: (8 * pixels.itemsize,) * channels,
        259: _DEFLATE,
        262: _RGB,
        273: tuple(np.cumsum([0, *lengths[:-1]]).tolist()),  # from where the strips begin
        277: channels,
        278: rows,
        279: tuple(lengths),
        284: 1,
        317: _DIFFERENCES,
        339: (1,) * channels,
    }
    directory.tagtype.update({273: 4, 279: 4, 278: 4, EXIF_IFD: 4, GPS_IFD: 4, _ICC: 7, _XMP: 1})
    for tag, value in (tags | ({338: _UNASSOCIATED} if channels == 4 else {})).items():
        directory[tag] = value
    file = io.BytesIO()
    directory.save(file)
    return file.getvalue() + b"".join(strips)


def _described(exif: bytes, xmp: bytes, profile: bytes | None) -> dict[int, Any]:
    tags = {**exif_directories(exif), ORIENTATION: 1}
    return tags | ({_XMP: xmp} if xmp else {}) | ({_ICC: profile} if profile else {})


def _strip(rows: np.ndarray) -> bytes:
    """Some rows, little-endian, each sample as the difference from its left neighbour, deflated."""
    differences = rows.copy()
    differences[:, 1:] -= rows[:, :-1]
    return zlib.compress(differences.astype(f"<u{rows.itemsize}", copy=False).data, _LEVEL)


def _arranged(page: TiffPage, data: bytes) -> np.ndarray:
    """The samples of a page as (height, width, channels)."""
    planar = page.planarconfig == _PLANES_APART and page.samplesperpixel > 1
    if page.compression in _PLAIN:
        samples = page.asarray(maxworkers=1)
    elif page.dtype == np.uint16 and not planar and page.samplesperpixel in (1, 3, 4):
        samples = _unpacked_by_pillow(data)
    else:
        raise ValueError(f"compression {page.compression}")
    samples = np.moveaxis(samples, 0, -1) if planar else samples
    return samples.reshape(page.imagelength, page.imagewidth, page.samplesperpixel)


def _unpacked_by_pillow(data: bytes) -> np.ndarray:
    """uint16 samples that libtiff unpacks to the machine's own byte order."""
    with Image.open(io.BytesIO(data), formats=("TIFF",)) as image:
        channels = image.mode
        if channels.startswith("I;16"):
            return np.array(image).astype(np.uint16)
        if channels not in ("RGB", "RGBA"):
            raise ValueError(f"mode {channels}")
    high, low = ("L", "B") if sys.byteorder == "little" else ("B", "L")
    return _bytes_of(data, f"{channels};16{high}").astype(np.uint16) << 8 | _bytes_of(data, f"{channels};16{low}")


def _bytes_of(data: bytes, layout: str) -> np.ndarray:
    """One byte of each sample: the high one if `layout`, Pillow's name for how they lie, has the right order."""
    with Image.open(io.BytesIO(data), formats=("TIFF",)) as image:
        image.tile = [tile._replace(args=(layout, *tile.args[1:])) for tile in image.tile if tile.args]
        image.load()
        return np.asarray(image)


def _to_sixteen_bits(samples: np.ndarray) -> tuple[np.ndarray, bool, bool]:
    """Samples as uint16, whether they were floats, and whether any of these lay outside 0..1."""
    if samples.dtype == np.uint16:
        return samples.astype(np.uint16), False, False
    if samples.dtype == np.uint32:
        return (samples >> 16).astype(np.uint16), False, False
    if samples.dtype.kind != "f":
        raise ValueError(f"samples of {samples.dtype}")
    finite = np.nan_to_num(samples.astype(np.float32), nan=0.0, posinf=1.0, neginf=0.0)
    clipped = bool(finite.min() < 0 or finite.max() > 1)
    return np.round(np.clip(finite, 0, 1) * 65535).astype(np.uint16), True, clipped


def _with_straight_alpha(samples: np.ndarray, colours: int, extras: tuple[int, ...]) -> np.ndarray:
    """The colours, and the first extra channel if it is alpha."""
    if not extras or extras[0] not in (_ASSOCIATED, _UNASSOCIATED) or samples.shape[2] <= colours:
        return np.ascontiguousarray(samples[..., :colours])
    samples = np.ascontiguousarray(samples[..., : colours + 1])
    if extras[0] == _ASSOCIATED:
        alpha = np.maximum(samples[..., -1:].astype(np.uint32), 1)
        straight = (samples[..., :-1].astype(np.uint32) * 65535 + alpha // 2) // alpha
        samples[..., :-1] = np.minimum(straight, 65535)
    return samples
