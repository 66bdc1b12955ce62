"""How much of a picture comes back from its tokens."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from paella_core.benchmarks.quality.asked import asked
from paella_core.benchmarks.quality.figures import psnr
from paella_core.benchmarks.quality.row import Row
from paella_core.errors import BadInput
from paella_core.families.codec import TokenVQGAN
from paella_core.images import as_float, as_integer, from_tensor, to_tensor
from paella_core.pictures import read

WIDEST = 512  # pixels of a photograph that are looked at, in its middle
SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff")


def round_trip(vqgan: TokenVQGAN, scenes: int, side: int) -> list[Row]:
    """Scenes that nobody trained on, to tokens and back."""
    drawn = [one.drawn(side).image for one in asked(scenes)]
    return [Row("round trip: unseen scenes", _back(vqgan, drawn), 32, "dB")]


def photographs(vqgan: TokenVQGAN, folder: Path) -> list[Row]:
    """A folder of photographs, to tokens and back.

    Raises:
        BadInput: there are none.
    """
    paths = sorted(path for path in folder.glob("*") if path.suffix.lower() in SUFFIXES)
    if not paths:
        raise BadInput(f"There is no photograph in {folder}; give a folder with some ({', '.join(SUFFIXES)}).")
    return [Row("round trip: photographs", _back(vqgan, [_middle(vqgan, read(path)) for path in paths]), 27, "dB")]


def _back(vqgan: TokenVQGAN, pictures: Sequence[np.ndarray]) -> float:
    """The mean PSNR of pictures after a round trip."""
    return float(np.mean([psnr(picture, _again(vqgan, picture)) for picture in pictures]))


def _again(vqgan: TokenVQGAN, picture_HW3: np.ndarray) -> np.ndarray:
    images_1CHW = to_tensor(as_float(picture_HW3), vqgan.codebook.weight.device)
    (again_HW3,) = from_tensor(vqgan.decode_indices(vqgan.tokenize(images_1CHW)))
    return as_integer(again_HW3, picture_HW3.dtype)


def _middle(vqgan: TokenVQGAN, picture: np.ndarray) -> np.ndarray:
    """The middle of a photograph in 8 bits, of sides that are whole numbers of tokens."""
    cell = vqgan.pixels_per_token
    height, width = (min(side, WIDEST) // cell * cell for side in picture.shape[:2])
    top, left = (picture.shape[0] - height) // 2, (picture.shape[1] - width) // 2
    return as_integer(as_float(picture[top : top + height, left : left + width]), np.dtype(np.uint8))
