"""OpenRaster files: everything comes back, others' things too, and others find what they expect."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import fromstring

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pictures import noise
from PIL import Image, ImageCms
from projects import FILES, archive_of, members, opened, png, saved
from PySide6.QtCore import QSize
from PySide6.QtGui import QColorSpace

from app.document import pictures
from app.document.blending import BlendMode
from app.document.document import Document
from app.document.node import Group, Layer, Look, Node, Region, Wording
from app.document.openraster import read_openraster
from app.document.plane import Plane

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
ADOBE = bytes(QColorSpace(QColorSpace.NamedColorSpace.AdobeRgb).iccProfile().data())
MYPAINT = "http://mypaint.org/ns/openraster"


def layer(pixels: np.ndarray | None = None, left: int = 0, top: int = 0, **look: Any) -> Layer:
    return Layer(Plane(noise(40, 30, 4) if pixels is None else pixels, left, top), Look(**look))


def of(*nodes: Node, size: tuple[int, int] = (60, 50), depth: int = 8) -> Document:
    return Document(QSize(*size), Group(nodes), depth)


def assert_same(one: Document, other: Document) -> None:
    assert (one.width, one.height, one.depth, one.profile) == (other.width, other.height, other.depth, other.profile)
    for a, b in zip(one.nodes(), other.nodes(), strict=True):
        assert (type(a), a.look, a.area) == (type(b), b.look, b.area)
        if isinstance(a, Layer) and isinstance(b, Layer):
            assert a.pixels.array.dtype == b.pixels.array.dtype
            assert np.array_equal(a.pixels.array, b.pixels.array)
        if isinstance(a, Group) and isinstance(b, Group):
            assert (a.isolated, len(a.children)) == (b.isolated, len(b.children))
    assert np.array_equal(one.mask.read(one.bounds), other.mask.read(other.bounds))
    assert np.array_equal(one.strength.read(one.bounds), other.strength.read(other.bounds))
    assert [region.wording for region in one.regions] == [region.wording for region in other.regions]
    for a, b in zip(one.regions, other.regions, strict=True):
        assert a.plane.area == b.plane.area
        assert np.array_equal(a.plane.array, b.plane.array)


# ---- what comes back


@pytest.mark.parametrize("depth", [8, 16])
def test_layers_come_back_with_all_their_bits(depth: int) -> None:
    dtype = np.uint16 if depth == 16 else np.uint8
    pixels = noise(70, 50, 4, dtype)
    pixels[:10, ..., 3] = 0  # colours under full transparency
    document = of(layer(pixels, -5, 7, name="low"), layer(noise(1, 1, 4, dtype), 200, -300), depth=depth)
    back = opened(saved(document))
    assert_same(document, back)
    assert back.composite.read(back.bounds).tobytes() == document.composite.read(document.bounds).tobytes()


looks = st.builds(
    Look,
    name=st.text(max_size=8).filter(lambda text: all(c.isprintable() or c in "\t\n\r" for c in text)),
    opacity=st.floats(0, 1),
    visible=st.booleans(),
    locked=st.booleans(),
    mode=st.sampled_from(BlendMode),
)
trees = st.recursive(
    st.lists(
        st.builds(lambda look, x, y: Layer(Plane(noise(3, 2, 4), x, y), look), looks, *2 * [st.integers(-99, 99)]),
        max_size=2,
    ),
    lambda inner: st.lists(
        st.builds(lambda nodes, look, alone: Group(tuple(nodes), look, alone), inner, looks, st.booleans()), max_size=3
    ),
    max_leaves=8,
)


@settings(max_examples=40, deadline=None)
@given(nodes=trees)
def test_any_tree_comes_back(nodes: list[Node]) -> None:
    document = of(*nodes)
    data = saved(document)
    back = opened(data)
    assert_same(document, back)
    back.active = back.nodes()[document.nodes().index(document.active)] if document.active else None
    assert saved(back) == data  # to the byte


def test_mask_strength_and_regions_come_back() -> None:
    document = of(layer())
    document.mask.array[5:20, 8:30] = 255
    document.strength.array[...] = noise(60, 50, 1)[..., 0]
    regions = (
        Region(Plane(noise(20, 10, 1)[..., 0], -3, 9), Wording("a red boat, “at sea”\n", 2.5)),
        Region(Plane(noise(5, 5, 1)[..., 0]), Wording()),
    )
    document.set_regions("Regions", regions)
    back = opened(saved(document))
    assert_same(document, back)
    assert not back.can_undo
    assert not back.modified


def test_a_mask_without_anything_on_it_takes_no_room() -> None:
    assert not [name for name in members(saved(of(layer()))) if name.startswith("paella/") and name.endswith(".png")]


def test_profile_and_metadata_come_back() -> None:
    document = of(layer())
    document.profile = SRGB
    document.metadata = pictures.Metadata(b"MM\0*\0\1", b"<x/>", (("Author", "Ümit"),), (300.0, 300.0))
    data = saved(document)
    back = opened(data)
    assert back.profile == SRGB
    assert back.metadata == document.metadata
    for name, member in members(data).items():
        if name.endswith(".png"):
            assert Image.open(io.BytesIO(member)).info["icc_profile"] == SRGB, name


def test_the_active_layer_comes_back() -> None:
    document = of(layer(name="a"), Group((layer(name="b"),), Look("g")), layer(name="c"))
    for node in document.nodes():
        document.active = node
        active = opened(saved(document)).active
        assert active is not None
        assert active.look.name == node.look.name


def test_an_empty_document_comes_back() -> None:
    assert_same(of(), opened(saved(of())))


# ---- what others find in the file


def test_the_archive_is_as_the_specification_says() -> None:
    data = saved(of(layer(), layer(), size=(600, 300)))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert data[30:54] == b"mimetypeimage/openraster"
    found = members(data)
    assert {"stack.xml", "mergedimage.png", "Thumbnails/thumbnail.png", "data/layer000.png"} <= set(found)
    assert Image.open(io.BytesIO(found["Thumbnails/thumbnail.png"])).size == (256, 128)
    image = fromstring(found["stack.xml"])
    assert [image.get(key) for key in ("w", "h", "xres", "yres")] == ["600", "300", "72", "72"]
    top = image.find("stack")
    assert top is not None
    assert not top.attrib


def test_a_small_picture_has_a_small_thumbnail() -> None:
    found = members(saved(of(layer())))
    assert Image.open(io.BytesIO(found["Thumbnails/thumbnail.png"])).size == (60, 50)


def test_the_merged_image_is_what_is_seen() -> None:
    document = of(layer(), layer(noise(40, 30, 4, seed=1), 3, 4, mode=BlendMode.MULTIPLY, opacity=0.5))
    merged = np.array(Image.open(io.BytesIO(members(saved(document))["mergedimage.png"])))
    assert np.array_equal(merged, document.composite.read(document.bounds))


def test_the_topmost_layer_comes_first() -> None:
    stack = fromstring(members(saved(of(layer(name="low"), layer(name="high"))))["stack.xml"])
    assert [element.get("name") for element in stack.iter("layer")] == ["high", "low"]


@pytest.mark.parametrize(
    ("isolated", "look", "written"),
    [
        (True, Look(), "isolate"),
        (False, Look(), "auto"),
        (False, Look(opacity=0.5), "isolate"),  # programs disagree about what "auto" would mean
        (False, Look(mode=BlendMode.MULTIPLY), "isolate"),
    ],
)
def test_groups_say_how_they_are_shown(isolated: bool, look: Look, written: str) -> None:
    data = saved(of(Group((layer(),), look, isolated)))
    stack = fromstring(members(data)["stack.xml"]).find("stack/stack")
    assert stack is not None
    assert stack.get("isolation") == written
    group = opened(data).nodes()[0]
    assert isinstance(group, Group)
    assert group.isolated == isolated


# ---- what others put in


FOREIGN = f"""<?xml version="1.0" encoding="UTF-8"?>
<image xmlns:mypaint="{MYPAINT}" w="60" h="50" xres="300" yres="299" mypaint:settings="data/settings.json">
 <!-- by hand -->
 <stack name="root" isolation="isolate">
  <filter type="blur"><params><param name="radius">3</param></params></filter>
  <layer src="data/a.png" name="A" x="-4" y="5" composite-op="krita:linear_burn" strokes="data/a.dat" alpha-locked="1">
   <annotation href="data/a.dat"/></layer>
  <stack name="G" x="3" isolation="auto" odd="yes"><layer src="data/a.png"/><text>Hi &amp; ho</text></stack>
  <layer src="data/drawing.svg" name="vector"/>
 </stack>
 <extra/>
</image>"""


def test_what_is_not_understood_is_kept() -> None:
    document, notices = read_openraster(io.BytesIO(archive_of(FOREIGN, FILES)), "a.ora")
    assert [node.look.name for node in document.nodes()] == ["G", "", "A"]
    assert len(notices) == 4  # filter, text, vector layer, blend mode
    found = members(saved(document))
    for name in FILES.keys() - {"data/a.png"}:
        assert found[name] == FILES[name]
    image = fromstring(found["stack.xml"])
    assert (image.get("xres"), image.get("yres")) == ("300", "299")
    assert image.get(f"{{{MYPAINT}}}settings") == "data/settings.json"
    assert image[-1].tag == "extra"
    assert b"<!-- by hand -->" in found["stack.xml"]
    top = image.find("stack")
    assert top is not None
    assert [element.tag for element in top] == ["filter", "layer", "stack", "layer"]
    assert top.get("name") == "root"
    assert (top[0][0][0].text, top[2][1].text) == ("3", "Hi & ho")
    assert top[1].get("composite-op") == "krita:linear_burn"
    assert (top[1].get("strokes"), top[1].get("alpha-locked"), top[1][0].tag) == ("data/a.dat", "1", "annotation")
    assert (top[2].get("odd"), top[2].get("x")) == ("yes", "3")
    assert top[3].get("src") == "data/drawing.svg"
    sources = [element.get("src", "") for element in top.iter("layer")]
    assert len(set(sources)) == 3
    assert set(sources) <= set(found)


def test_opening_and_saving_again_and_again_changes_nothing() -> None:
    once = saved(opened(archive_of(FOREIGN, FILES)))
    assert saved(opened(once)) == once


def test_another_mode_replaces_one_that_is_not_understood() -> None:
    document = opened(archive_of(FOREIGN, FILES))
    node = document.nodes()[-1]
    with document.edit("Mode", node):
        node.look = replace(node.look, mode=BlendMode.SCREEN)
    top = fromstring(members(saved(document))["stack.xml"]).find("stack")
    assert top is not None
    assert top[1].get("composite-op") == "svg:screen"


@pytest.mark.parametrize("painted", [False, True])
def test_a_background_tile_goes_when_the_background_was_painted_on(painted: bool) -> None:
    """MyPaint would show the tile instead of what was painted."""
    stack = f"""<image xmlns:mypaint="{MYPAINT}" w="9" h="8"><stack>
        <layer src="data/a.png" mypaint:background-tile="data/a.png" background_tile="data/a.png"/></stack></image>"""
    document = opened(archive_of(stack, FILES))
    plane = document.layers()[0].pixels
    if painted:
        with document.edit("Paint", plane), plane.paint(plane.area) as pixels:
            pixels[0, 0] = 77
    found = members(saved(document))
    assert (b"tile" in found["stack.xml"]) != painted
    assert painted or found["data/a.png"] == FILES["data/a.png"]


@pytest.mark.parametrize(
    ("attributes", "look"),
    [
        ("", Look()),
        ('opacity="0,5" visibility="hidden" edit-locked="true"', Look(opacity=0.5, visible=False, locked=True)),
        ('opacity="7" edit-locked="1" composite-op="svg:plus"', Look(locked=True, mode=BlendMode.PLUS)),
        ('opacity="nan" composite-op="svg:nonsense" visibility="?"', Look()),
    ],
)
def test_attributes_are_read_with_patience(attributes: str, look: Look) -> None:
    stack = f'<image w="9" h="8"><stack><layer src="data/a.png" x="1.0" y="" {attributes}/></stack></image>'
    layer = opened(archive_of(stack, FILES)).layers()[0]
    assert layer.look == look
    assert (layer.area.left, layer.area.top) == (1, 0)


def test_any_kind_of_png_is_a_layer() -> None:
    grey = noise(9, 8, 1)[..., 0]
    palette = io.BytesIO()
    Image.fromarray(noise(9, 8, 3)).quantize(5).save(palette, "PNG")
    deep = pictures.encode_picture(pictures.Picture(noise(9, 8, 4, np.uint16)), "PNG")
    files = {"grey": png(grey), "rgb": png(noise(9, 8, 3)), "palette": palette.getvalue(), "deep": deep}
    stack = "".join(f'<layer src="{name}"/>' for name in files)
    document = opened(archive_of(f'<image w="9" h="8"><stack>{stack}</stack></image>', files))
    assert document.depth == 16
    deepest, _, rgb, greyest = (one.pixels.array for one in document.layers())
    assert np.array_equal(deepest, noise(9, 8, 4, np.uint16))
    assert np.array_equal(rgb[..., :3], noise(9, 8, 3).astype(np.uint16) * 257)
    assert np.array_equal(greyest[..., 1], grey.astype(np.uint16) * 257)
    assert (rgb[..., 3] == 65535).all()


def test_layers_of_different_profiles_come_into_one() -> None:
    wide = pictures.Picture(noise(9, 8, 4), ADOBE)
    files = {"wide": pictures.encode_picture(wide, "PNG"), "plain": png(np.full((8, 9, 4), 200, np.uint8))}
    stack = '<image w="9" h="8"><stack><layer src="plain"/><layer src="wide"/></stack></image>'
    document, notices = read_openraster(io.BytesIO(archive_of(stack, files)), "a.ora")
    low, high = document.layers()
    assert document.profile == ADOBE
    assert np.array_equal(low.pixels.array, wide.pixels)
    assert tuple(high.pixels.array[0, 0]) == (199, 199, 199, 200)  # the same grey, by another curve
    assert len(notices) == 1
