"""Pictures as the bytes of a file. Safe in any thread; the heavy part lets other threads run."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import replace
from typing import Any

import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from app.document.pictures import png, tiff
from app.document.pictures.metadata import OURS, PARAMETERS, XMP_TEXT, exif_with, xmp_with
from app.document.pictures.picture import EncodingOptions, FileError, Kind, Metadata, Picture, Recipe
from app.document.pictures.recipes import to_json, to_parameters
from app.document.plane import eight_bits
from app.language import tr

_LARGEST_SIDE = {"JPEG": 65500, "WebP": 16383, "AVIF": 65535}
_INCHES_PER_METRE = 39.3701


def encode_picture(picture: Picture, kind: Kind, options: EncodingOptions | None = None) -> bytes:
    """A file of a picture. PNG and TIFF keep every bit, WebP may keep 8 a channel, JPEG and AVIF do not.

    The pixels go in as they are, with their profile; JPEG, which has no alpha, shows them on a background.

    Raises:
        FileError: the picture, its metadata or its recipe does not fit into such a file.
    """
    options = options or EncodingOptions()
    _check_size(picture.pixels, kind)
    metadata = picture.metadata if options.keep_metadata else Metadata()
    recipe = picture.recipe if options.keep_recipe else None
    try:
        xmp = xmp_with(metadata.xmp, options.source if options.keep_recipe else None)
        if kind == "PNG":
            return png.encoded(picture.pixels, _chunks(picture.profile, metadata, recipe, xmp))
        exif = exif_with(metadata, recipe)
        if kind == "TIFF":
            return tiff.encoded(picture.pixels, picture.profile, exif, xmp)
        return _through_pillow(picture, kind, options, exif, xmp)
    except (ValueError, OverflowError, OSError, struct.error) as error:
        text = tr("The picture could not be written as {kind}: {reason}. Leave out its metadata, or choose PNG.")
        raise FileError(text.format(kind=kind, reason=error)) from error


def _check_size(pixels: np.ndarray, kind: Kind) -> None:
    largest = _LARGEST_SIDE.get(kind)
    if largest is not None and max(pixels.shape[:2]) > largest:
        text = tr("A {kind} picture has at most {largest} pixels a side. Choose PNG or TIFF, or scale it down.")
        raise FileError(text.format(kind=kind, largest=largest))


def _through_pillow(picture: Picture, kind: Kind, options: EncodingOptions, exif: bytes, xmp: bytes) -> bytes:
    resolution = picture.metadata.resolution if options.keep_metadata else None
    pixels = eight_bits(picture.pixels)
    said: dict[str, Any] = {"icc_profile": picture.profile or b""}
    said |= {"exif": b"Exif\0\0" + exif} if exif else {}
    said |= {"xmp": xmp} if xmp else {}
    if kind == "JPEG":
        pixels = _over(pixels, options.background)
        said |= {"dpi": resolution} if resolution else {}
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, kind, **_how(kind, options), **said)
    return buffer.getvalue()


def _how(kind: Kind, options: EncodingOptions) -> dict[str, Any]:
    if kind == "JPEG":
        return {"quality": options.quality, "subsampling": 0 if options.quality >= 90 else 2}
    if kind == "AVIF":
        return {"quality": options.quality, "subsampling": "4:4:4" if options.quality >= 90 else "4:2:0"}
    if options.lossless:
        return {"lossless": True, "exact": True}  # exact keeps the colours under full transparency
    return {"quality": options.quality}


def _over(pixels: np.ndarray, background: tuple[int, int, int]) -> np.ndarray:
    """8-bit pixels on a background of one colour, without alpha."""
    if pixels.shape[2] == 3:
        return pixels
    image = Image.fromarray(pixels)
    below = Image.new("RGB", image.size, background)
    below.paste(image, mask=image.getchannel("A"))
    return np.array(below)


def _chunks(profile: bytes | None, metadata: Metadata, recipe: Recipe | None, xmp: bytes) -> list[tuple[bytes, bytes]]:
    """PNG's chunks of everything but the pixels."""
    chunks = [(b"iCCP", b"ICC profile\0\0" + zlib.compress(profile))] if profile else []
    if metadata.resolution is not None:
        across, down = (round(value * _INCHES_PER_METRE) for value in metadata.resolution)
        chunks.append((b"pHYs", struct.pack(">IIB", across, down, 1)))
    if exif := exif_with(replace(metadata, resolution=None), None):
        chunks.append((b"eXIf", exif))
    texts = PngInfo()
    for key, text in metadata.texts:
        texts.add_text(key, text)
    if recipe is not None:
        texts.add_text(PARAMETERS, to_parameters(recipe))
        texts.add_text(OURS, to_json(recipe))
    if xmp:
        texts.add_itxt(XMP_TEXT, xmp.decode("utf-8", "replace"))
    return chunks + [(name, body) for name, body, *_ in texts.chunks]
