"""OpenRaster files with masks of layers: they come back, and other programs see what the masks leave."""

from __future__ import annotations

import io

import numpy as np
import pytest
from pictures import noise
from PIL import Image
from projects import archive_of, members, opened, png, saved
from test_openraster import assert_same, layer, of

from app.document import pictures
from app.document.document import Document
from app.document.node import Layer, Look
from app.document.openraster import read_openraster
from app.document.plane import Plane
from paella_core.request import Box


def under_mask(depth: int = 8, background: int = 255, enabled: bool = True) -> Document:
    """Two layers; the upper one has a mask that begins beside it."""
    pixels = noise(40, 30, 4, np.uint16 if depth == 16 else np.uint8)
    mask = Plane(noise(25, 45, 1, seed=3)[..., 0].copy(), -2, 9, background)
    upper = Layer(Plane(pixels, 5, 6), Look("upper"), None, mask, enabled)
    return of(layer(noise(60, 50, 4, pixels.dtype)), upper, depth=depth)


def without(data: bytes, *names: str, **changed: bytes) -> bytes:
    """The file without some members, or with others in their place."""
    found = {**members(data), **changed}
    return archive_of(found["stack.xml"].decode(), {name: found[name] for name in found if name not in names})


@pytest.mark.parametrize("enabled", [True, False])
@pytest.mark.parametrize("background", [0, 255])
@pytest.mark.parametrize("depth", [8, 16])
def test_masks_of_layers_come_back(depth: int, background: int, enabled: bool) -> None:
    document = under_mask(depth, background, enabled)
    data = saved(document)
    back = opened(data)
    assert_same(document, back)
    lower, upper = back.layers()
    mask, before = upper.mask, document.layers()[1].mask
    assert lower.mask is None
    assert mask is not None
    assert before is not None
    assert (mask.area, mask.background, upper.mask_enabled) == (before.area, background, enabled)
    assert np.array_equal(mask.array, before.array)
    back.active = upper
    assert saved(back) == data
    names = [name for name in members(data) if name.startswith("paella/layer")]
    assert len(names) == (2 if enabled else 1)


def test_other_programs_see_what_the_mask_leaves() -> None:
    document = under_mask()
    _, upper = document.layers()
    with Image.open(io.BytesIO(members(saved(document))["data/layer000.png"])) as image:
        assert np.array_equal(np.asarray(image), upper.read(upper.area))
    stranger = opened(without(saved(document), *[name for name in members(saved(document)) if "paella" in name]))
    assert stranger.layers()[1].mask is None
    difference = stranger.composite.read(document.bounds).astype(int) - document.composite.read(document.bounds)
    assert np.abs(difference[..., 3]).max() <= 1


def test_what_another_program_painted_counts_more_than_the_mask() -> None:
    painted = noise(40, 30, 4, seed=9)
    back = opened(without(saved(under_mask()), **{"data/layer000.png": png(painted)}))
    assert back.layers()[1].mask is None
    assert np.array_equal(back.layers()[1].pixels.array, painted)


def test_a_layer_that_another_program_moved_takes_its_mask_along() -> None:
    found = members(saved(under_mask()))
    text = found["stack.xml"].replace(b'x="5" y="6"', b'x="15" y="0"')
    back = opened(without(saved(under_mask()), **{"stack.xml": text})).layers()[1]
    assert back.mask is not None
    assert (back.area, back.mask.area) == (Box(15, 0, 40, 30), Box(8, 3, 25, 45))


@pytest.mark.parametrize("member", ["paella/layer000-alpha.png", "paella/layer000-mask.png"])
def test_a_damaged_mask_is_told_and_its_layer_is_as_it_was_seen(member: str) -> None:
    document = under_mask()
    for content in (b"nothing", png(noise(3, 3, 4)), png(noise(3, 3, 1, np.uint16)[..., 0])):
        data = without(saved(document), **{member: content})
        back, notices = read_openraster(io.BytesIO(data), "a.ora")
        upper = document.layers()[1]
        assert np.array_equal(back.layers()[1].pixels.array, upper.read(upper.area))
        assert back.layers()[1].mask is None
        assert "mask of a layer" in notices[0]


def test_deeper_layers_of_another_program_leave_the_mask() -> None:
    document = under_mask()
    found = members(saved(document))
    stack_ = found["stack.xml"].replace(b"</stack>", b'<layer src="data/deep.png"/></stack>')
    deep = pictures.encode_picture(pictures.Picture(noise(5, 5, 4, np.uint16)), "PNG")
    back = opened(archive_of(stack_.decode(), {**found, "stack.xml": stack_, "data/deep.png": deep}))
    upper = back.layers()[-1]
    assert upper.mask is not None
    assert np.array_equal(upper.pixels.array, document.layers()[1].pixels.array.astype(np.uint16) * 257)
