"""Picture files to the squares that networks learn from."""

from __future__ import annotations

import io
import struct
import tempfile
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from random import Random
from typing import Literal, get_args

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from paella_core import pictures
from paella_core.errors import BadInput, TrainingError
from paella_core.training.data.sample import Unreadable

SUFFIXES = frozenset((".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif", ".tif", ".tiff", ".avif", ".ppm"))
"""What the names of pictures end in."""

Crop = Literal["random", "centre"]
_TIFF = (b"II", b"MM")
_SPARE = 1.5  # to how many times the size large pictures are shrunk by cheaper means than Lanczos
_ORIENTATION = 274  # EXIF's
_WIDE = 257  # 16 bits to 8
_DAMAGE = (
    OSError,
    SyntaxError,
    ValueError,
    LookupError,
    EOFError,
    TypeError,
    NotImplementedError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)


@dataclass(frozen=True)
class Squares:
    """What is made of pictures: squares of `size` pixels, cut anywhere or from the middle."""

    size: int
    crop: str
    seed: int

    def __post_init__(self) -> None:
        if self.size < 1:
            raise TrainingError(f"[data] size is {self.size}; it must be at least 1.")
        if self.crop not in get_args(Crop):
            raise TrainingError(f'[data] crop is "{self.crop}"; choose "random" or "centre".')

    def read(self, content: bytes, name: str, number: int) -> np.ndarray:
        """A picture file as (size, size, 3) uint8: upright, transparent parts over white, the shorter side resized, the
        longer one cut where the seed and the sample's number decide.

        Raises:
            Unreadable: it is damaged, too large, or no picture; `name` stands in the sentence.
        """
        with _failures_explained(name):
            return self._cut(_decoded(content, self.size), number)

    def cut(self, image: Image.Image, name: str, number: int) -> np.ndarray:
        """A picture that Pillow holds, which may have to be read yet, as (size, size, 3) uint8.

        Raises:
            Unreadable: it is damaged, or of a kind that cannot be converted.
        """
        with _failures_explained(name):
            return self._cut(image, number)

    def _cut(self, image: Image.Image, number: int) -> np.ndarray:
        image = _as_rgb(_upright(image))
        side = min(image.size)
        left, top = (round(self._share(number) * (extent - side)) for extent in image.size)
        box = (left, top, left + side, top + side)
        return np.array(image.resize((self.size, self.size), Image.Resampling.LANCZOS, box, _SPARE))

    def _share(self, number: int) -> float:
        """How much of what is cut off lies before the square: 0 to 1."""
        return 0.5 if self.crop == "centre" else Random(f"{self.seed}/crop/{number}").random()


def content_of(path: Path) -> bytes:
    """What is in a file.

    Raises:
        Unreadable: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror}.") from None


@contextmanager
def _failures_explained(name: str) -> Iterator[None]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about large or odd files; what is really wrong raises
            yield
    except UnidentifiedImageError:
        raise Unreadable(f"{name} is not a picture that can be read here.") from None
    except _DAMAGE as error:
        raise Unreadable(f"{name} cannot be used as a picture ({error}).") from None


def _decoded(content: bytes, size: int) -> Image.Image:
    """A picture; a large JPEG decoded to no more than is needed."""
    if content.startswith(_TIFF):
        return Image.fromarray(_tiff(content))
    with Image.open(io.BytesIO(content)) as image:
        image.draft(None, (ceil(_SPARE * size), ceil(_SPARE * size)))
        image.load()
        return image


def _tiff(content: bytes) -> np.ndarray:
    """A TIFF, which can have kinds of 16 bits that Pillow does not hold, (H, W, 3 or 4) uint8."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "picture.tif"
        path.write_bytes(content)
        try:
            picture = pictures.read(path)
        except BadInput as error:
            raise ValueError(str(error).replace(str(path), "it")) from None
    return picture if picture.dtype == np.uint8 else _eight_bits(picture)


def _upright(image: Image.Image) -> Image.Image:
    return image if image.getexif().get(_ORIENTATION, 1) == 1 else ImageOps.exif_transpose(image)


def _as_rgb(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I;16"):
        image = Image.fromarray(_eight_bits(np.asarray(image)))
    if image.mode in ("I", "F"):
        raise ValueError("it has 32 bits a pixel")
    if image.has_transparency_data:
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image.convert("RGBA"))
    return image if image.mode == "RGB" else image.convert("RGB")


def _eight_bits(picture: np.ndarray) -> np.ndarray:
    """16 bits to the nearest of 8."""
    return ((picture.astype(np.uint32) + _WIDE // 2) // _WIDE).astype(np.uint8)
