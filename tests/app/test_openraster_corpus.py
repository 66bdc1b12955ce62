"""Files of MyPaint: opened, saved and opened again, nothing has changed. Skipped where there are none."""

from __future__ import annotations

import io
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import numpy as np
import pytest
from PIL import Image
from projects import members, opened, saved

from app.document.node import Layer

CORPUS = sorted((Path(__file__).parents[3] / "shared" / "corpora" / "openraster").glob("*.ora"))
REWRITTEN = {"version", "xres", "yres", "name", "opacity", "visibility", "composite-op", "isolation", "selected", "src"}
pytestmark = pytest.mark.skipif(not CORPUS, reason="needs the corpus")
every = pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)


def described(element: Element) -> list[tuple[str, dict[str, str]]]:
    """All elements with the attributes that the writer has no reason to touch or to add."""
    return [(one.tag, {k: v for k, v in one.attrib.items() if k not in REWRITTEN}) for one in element.iter()]


@every
def test_nothing_changes(path: Path) -> None:
    before = opened(path.read_bytes())
    data = saved(before)
    after = opened(data)
    for one, other in zip(before.nodes(), after.nodes(), strict=True):
        assert (type(one), one.look, one.area) == (type(other), other.look, other.area)
        if isinstance(one, Layer) and isinstance(other, Layer):
            assert np.array_equal(one.pixels.array, other.pixels.array)
    theirs, ours = members(path.read_bytes()), members(data)
    assert described(fromstring(theirs["stack.xml"])) == described(fromstring(ours["stack.xml"]))
    stack = fromstring(theirs["stack.xml"])
    modes = [element.get("composite-op", "svg:src-over") for element in stack.iter("layer")]
    assert [element.get("composite-op") for element in fromstring(ours["stack.xml"]).iter("layer")] == modes
    replaced = {element.get("src") for element in stack.iter("layer")} | {"mergedimage.png", "Thumbnails/thumbnail.png"}
    for name in theirs.keys() - replaced - {"stack.xml"}:
        assert name.endswith("/") or ours[name] == theirs[name], name
    assert saved(after) == data


@every
def test_layers_are_decoded_as_pillow_does(path: Path) -> None:
    found = members(path.read_bytes())
    elements = list(fromstring(found["stack.xml"]).iter("layer"))
    for layer, element in zip(reversed(opened(path.read_bytes()).layers()), elements, strict=True):
        with Image.open(io.BytesIO(found[element.get("src", "")])) as image:
            assert np.array_equal(layer.pixels.array, np.array(image.convert("RGBA")))
        place = int(element.get("x", "0")), int(element.get("y", "0"))
        assert (layer.area.left, layer.area.top) == place


@every
def test_the_composite_is_that_of_the_program(path: Path) -> None:
    """One file has a merged image, cut to 64 x 64 pixels by whoever made the file small."""
    merged = members(path.read_bytes()).get("mergedimage.png")
    if merged is None:
        pytest.skip("the file has no merged image")
    theirs = np.array(Image.open(io.BytesIO(merged)).convert("RGBA"))
    document = opened(path.read_bytes())
    ours = document.composite.read(document.bounds)[: theirs.shape[0], : theirs.shape[1]]
    assert np.abs(theirs.astype(int) - ours.astype(int)).max() <= 1
