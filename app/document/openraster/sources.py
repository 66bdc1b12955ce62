"""The PNG files that layers are made of: looked at first, decoded later."""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass

import numpy as np
from PIL import Image
from PySide6.QtGui import QColorSpace

from app.document import pictures
from app.document.node import with_alpha
from app.document.openraster.archive import DAMAGE as ZIP_DAMAGE
from app.document.openraster.archive import Archive
from app.document.pictures import png
from app.document.pictures.colour import describes
from app.document.pictures.metadata import DAMAGE as PNG_DAMAGE

SRGB = bytes(QColorSpace(QColorSpace.NamedColorSpace.SRgb).iccProfile().data())
_HEADER = 26  # bytes, up to the depth of its samples and the type of its colours
_DAMAGE = (*PNG_DAMAGE, *ZIP_DAMAGE, Image.DecompressionBombError)
_DEEP_FACTOR = 257  # from 0..255 to 0..65535


@dataclass(frozen=True)
class Source:
    """A PNG file: its size in pixels, whether its samples have 16 bits, and its profile if that is one of RGB and not
    just `SRGB`."""

    width: int
    height: int
    deep: bool
    profile: bytes | None


def source_of(archive: Archive, name: str) -> Source | None:
    """What the header of a member says; None where it is no PNG file.

    Raises:
        ValueError: the member is damaged.
    """
    try:
        with archive.open(name) as member:
            header = member.read(_HEADER)
            if not header.startswith(png.SIGNATURE):
                return None
            member.seek(0)
            with Image.open(member, formats=("PNG",)) as image:
                return Source(image.width, image.height, header[24] == 16, _profile_of(image))
    except _DAMAGE as error:
        raise ValueError(f"{name} is damaged: {error}") from error


def decoded(data: bytes, source: Source, name: str, dtype: np.dtype, profile: bytes | None) -> tuple[np.ndarray, bool]:
    """RGBA of a PNG file, (height, width, 4), in the type and the profile of the document, and whether it had another
    profile that mattered.

    Raises:
        ValueError: the file is damaged.
    """
    samples = samples_of(data, name)
    if samples.shape[2] < 3:
        samples = np.concatenate([np.repeat(samples[..., :1], 3, axis=2), samples[..., 1:]], axis=2)
    pixels = as_deep(with_alpha(samples), dtype)
    if source.profile == profile:
        return pixels, False
    converted = pictures.from_srgb(pictures.to_srgb(pixels, source.profile), profile)
    return converted, converted is not pixels


def as_deep(samples: np.ndarray, dtype: np.dtype) -> np.ndarray:
    """Samples in the type of the document, which is the deepest of its layers."""
    return samples if samples.dtype == dtype else samples.astype(dtype) * dtype.type(_DEEP_FACTOR)


def samples_of(data: bytes, name: str) -> np.ndarray:
    """The samples of a PNG file: (height, width, 1 to 4), uint8 or uint16.

    Raises:
        ValueError: the file is damaged.
    """
    try:
        with Image.open(io.BytesIO(data), formats=("PNG",)) as image:
            png.check_chunks(data)
            return png.pixels_of(data, image)
    except _DAMAGE as error:
        raise ValueError(f"{name} is damaged: {error}") from error


def checksum(pixels: np.ndarray) -> int:
    """A number that changes with the pixels."""
    return zlib.crc32(np.ascontiguousarray(pixels).data, pixels.shape[1])


def _profile_of(image: Image.Image) -> bytes | None:
    profile = image.info.get("icc_profile")
    return profile if describes(profile) == "RGB" and profile != SRGB else None
