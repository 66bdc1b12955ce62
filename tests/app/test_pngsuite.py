"""PngSuite: every valid picture decodes to the pixels that the corpus lists, every broken one is refused in words.

The lists hold RGBA, four numbers a pixel; those of "_to8" are of pictures with 16 bits a channel, reduced to 8. There
are lists for two broken files too, which a lenient reader gets something from.
"""

from __future__ import annotations

import json

import numpy as np
import pytest
from sources import ROOT

from app.document import pictures
from app.document.plane import eight_bits

SUITE = ROOT.parent / "shared" / "corpora" / "pngsuite"
pytestmark = pytest.mark.skipif(not SUITE.exists(), reason="PngSuite does not lie beside the checkout")
NAMES = sorted(path.stem for path in (SUITE / "png").glob("*.png"))
VALID = [name for name in NAMES if not name.startswith("x")]
REDUCED = sorted(path.stem.removesuffix("_to8") for path in (SUITE / "json").glob("*_to8.json"))


def listed(name: str, shape: tuple[int, ...]) -> np.ndarray:
    """The pixels of a list."""
    return np.array(json.loads((SUITE / "json" / f"{name}.json").read_text())).reshape(*shape[:2], 4)


def read(name: str) -> np.ndarray:
    return pictures.read_picture(SUITE / "png" / f"{name}.png").pixels


def with_alpha(pixels: np.ndarray) -> np.ndarray:
    opaque = np.full((*pixels.shape[:2], 1), np.iinfo(pixels.dtype).max, pixels.dtype)
    return np.concatenate([pixels, opaque], axis=2)[..., :4]


@pytest.mark.parametrize("name", VALID)
def test_a_valid_picture_decodes_to_its_pixels(name: str) -> None:
    pixels = with_alpha(read(name))
    expected = listed(name, pixels.shape)
    assert pixels.dtype == (np.uint16 if name.endswith("16") else np.uint8)
    assert np.array_equal(pixels, expected)


@pytest.mark.parametrize("name", REDUCED)
def test_sixteen_bits_are_reduced_as_listed(name: str) -> None:
    pixels = with_alpha(read(name))
    expected = listed(f"{name}_to8", pixels.shape)
    assert np.abs(eight_bits(pixels).astype(int) - expected).max() <= 1  # the lists cut off, or round otherwise


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("x")])
def test_a_broken_picture_is_refused_in_words(name: str) -> None:
    with pytest.raises(pictures.FileError, match=rf"“{name}\.png” is damaged"):
        read(name)
