"""What a picture file holds, as plain values. Imports nothing that reads files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from paella_core.errors import PaellaError

Kind = Literal["PNG", "JPEG", "WebP", "TIFF", "AVIF"]
FORMATS: dict[str, Kind] = {
    ".png": "PNG",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".webp": "WebP",
    ".tif": "TIFF",
    ".tiff": "TIFF",
    ".avif": "AVIF",
}

DigitalSource = Literal["trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia"]
WHOLLY_GENERATED: DigitalSource = "trainedAlgorithmicMedia"
PARTLY_GENERATED: DigitalSource = "compositeWithTrainedAlgorithmicMedia"
"""IPTC's words for a picture that a model made, and for one that a model changed."""

Recipe = Mapping[str, Any]
"""How a picture was made, as JSON can hold it: `prompt`, `negative`, `params` (fields of `SamplingParams`, a pair being
a tuple) and whatever else belongs to it. `pack` and `size` (width, height) are told to other programs too."""


class FileError(PaellaError):
    """A file that cannot be opened or saved; its text is shown to people as it is."""


@dataclass(frozen=True)
class Metadata:
    """What a file says about its picture, free of the orientation, which belongs to the pixels' order.

    Attributes:
        exif: a TIFF structure as in an EXIF block, without its "Exif" prefix; empty if there is none.
        xmp: an XMP packet, UTF-8; empty if there is none.
        texts: PNG's text chunks by keyword, without those that hold a recipe or XMP.
        resolution: pixels per inch, horizontally and vertically; None where nothing is said.
    """

    exif: bytes = b""
    xmp: bytes = b""
    texts: tuple[tuple[str, str], ...] = ()
    resolution: tuple[float, float] | None = None


@dataclass(frozen=True, eq=False)
class Picture:
    """A flat picture as it was in its file.

    Attributes:
        pixels: (height, width, 3 or 4), uint8 or uint16, upright, straight alpha.
        profile: the ICC profile of RGB that the pixels belong to; None is sRGB.
        metadata: what the file says about it.
        recipe: how it was made, if it says so.
        notices: a sentence for each thing that was converted or left out.
    """

    pixels: np.ndarray
    profile: bytes | None = None
    metadata: Metadata = field(default_factory=Metadata)
    recipe: Recipe | None = None
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class PictureMask:
    """What hides parts of a layer.

    Attributes:
        values: (height, width), uint8, 255 = shown, 0 = hidden.
        left, top: where they lie in the picture; may be negative.
        background: what is around them, 0 or 255.
        enabled: whether it counts.
    """

    values: np.ndarray
    left: int = 0
    top: int = 0
    background: int = 0
    enabled: bool = True


@dataclass(frozen=True, eq=False)
class PictureLayer:
    """A layer of a file, or a group of them (its `children`, bottom first, and no pixels).

    Attributes:
        pixels: (height, width, 4), uint8 or uint16, straight alpha; None for a group.
        left, top: where the pixels lie in the picture; may be negative.
        opacity: 0..1.
        mode: an operator of OpenRaster, such as "svg:multiply".
        isolated: whether a group is put together by itself before it is laid over what is below.
        mask: what hides parts of its pixels, if anything does.
    """

    name: str
    pixels: np.ndarray | None = None
    left: int = 0
    top: int = 0
    opacity: float = 1.0
    visible: bool = True
    locked: bool = False
    mode: str = "svg:src-over"
    isolated: bool = True
    children: tuple[PictureLayer, ...] = ()
    mask: PictureMask | None = None


@dataclass(frozen=True, eq=False)
class LayeredPicture:
    """A picture with its layers, bottom first. `depth` is 8 or 16, of all layers; `profile` and `notices` as in
    `Picture`."""

    width: int
    height: int
    depth: int
    layers: tuple[PictureLayer, ...]
    profile: bytes | None = None
    metadata: Metadata = field(default_factory=Metadata)
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class EncodingOptions:
    """How a picture is written.

    Attributes:
        quality: 1..100, of JPEG, AVIF and lossy WebP.
        lossless: whether WebP keeps every bit; PNG and TIFF always do, JPEG and AVIF never.
        keep_metadata: whether EXIF, XMP and texts of the picture go into the file.
        keep_recipe: whether its recipe and its `source` do.
        background: what shows through where a format has no alpha, as 8-bit RGB.
        source: what the file says about its origin; None says nothing.
    """

    quality: int = 95
    lossless: bool = True
    keep_metadata: bool = True
    keep_recipe: bool = True
    background: tuple[int, int, int] = (255, 255, 255)
    source: DigitalSource | None = None
