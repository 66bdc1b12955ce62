"""Pictures encoded: every bit that the format holds, profile, metadata and recipe come back; or they are stripped."""

from __future__ import annotations

import io
import json
import struct
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tifffile
from pictures import noise
from PIL import Image, ImageCms
from PySide6.QtGui import QImage

from app.document.pictures import EncodingOptions, FileError, Metadata, Picture, encode_picture, read_picture
from app.document.pictures import picture as values
from app.document.pictures.metadata import digital_source

KINDS: list[values.Kind] = ["PNG", "JPEG", "WebP", "TIFF", "AVIF"]
LOSSLESS: list[values.Kind] = ["PNG", "WebP", "TIFF"]
DEEP: list[values.Kind] = ["PNG", "TIFF"]
RECIPE: dict[str, Any] = {
    "prompt": 'a "red" boat, at sea\nsecond line: ☃ 你好',
    "negative": "fog, rain",
    "params": {"seed": 7, "steps": 12, "guidance": 4.5, "temperature": (1.0, 0.5), "mode": "argmax"},
    "pack": "mini",
    "size": [200, 150],
    "edit": "inpaint",
}
XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    b'xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Orientation="6" dc:format="image/x">'
    b"<tiff:Orientation>6</tiff:Orientation></rdf:Description></rdf:RDF></x:xmpmeta>"
)


def through(tmp_path: Path, picture: Picture, kind: values.Kind, **options: Any) -> Picture:
    """What comes back after encoding and reading."""
    path = tmp_path / "a"
    path.write_bytes(encode_picture(picture, kind, EncodingOptions(**options)))
    return read_picture(path)


def photograph(tmp_path: Path, **how: Any) -> Picture:
    """A picture from a camera that was held on its side."""
    exif = Image.Exif()
    exif.update({0x0112: 6, 271: "Cámara".encode(), 305: "Firmware 1", 315: "Ana"})
    exif.get_ifd(0x8769).update({36867: "2020:01:02 03:04:05", 33434: 0.02})
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 8.0, 30.0)})
    path = tmp_path / "photo.jpg"
    Image.fromarray(noise()).save(path, exif=exif, xmp=XMP, dpi=(300, 300), **how)
    return read_picture(path)


# ---- pixels


@pytest.mark.parametrize("channels", [3, 4])
@pytest.mark.parametrize("kind", LOSSLESS)
def test_eight_bits_come_back(tmp_path: Path, kind: values.Kind, channels: int) -> None:
    pixels = noise(33, 21, channels)  # colours under full transparency too
    back = through(tmp_path, Picture(pixels), kind).pixels
    assert back.dtype == np.uint8
    assert np.array_equal(back, pixels)


@pytest.mark.parametrize("size", [(1, 1), (33, 21), (900, 1500)])
@pytest.mark.parametrize("channels", [3, 4])
@pytest.mark.parametrize("kind", DEEP)
def test_sixteen_bits_come_back(tmp_path: Path, kind: values.Kind, channels: int, size: tuple[int, int]) -> None:
    pixels = noise(*size, channels, np.uint16)
    back = through(tmp_path, Picture(pixels), kind).pixels
    assert back.dtype == np.uint16
    assert np.array_equal(back, pixels)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_others_read_our_png(dtype: Any) -> None:
    """Qt's reader goes through libpng, which checks every checksum and filter; the picture has several bands."""
    smooth = np.linspace(0, np.iinfo(dtype).max, 1200 * 1500 * 3).reshape(1200, 1500, 3).astype(dtype)
    data = encode_picture(Picture(smooth), "PNG")
    image = QImage.fromData(data).convertToFormat(QImage.Format.Format_RGBX64)
    read = np.frombuffer(image.constBits(), np.uint16).reshape(1200, 1500, 4)[..., :3]
    assert np.array_equal(read, smooth.astype(np.uint16) * (257 if dtype == np.uint8 else 1))
    stream, place = b"", 8
    while place < len(data):
        length, name = struct.unpack_from(">I4s", data, place)
        stream += data[place + 8 : place + 8 + length] if name == b"IDAT" else b""
        place += 12 + length
    assert len(zlib.decompress(stream)) == 1200 * (1 + smooth[0].nbytes)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("channels", [3, 4])
def test_others_read_our_tiff(dtype: Any, channels: int) -> None:
    pixels = noise(600, 900, channels, dtype)  # several strips
    data = encode_picture(Picture(pixels, metadata=Metadata(resolution=(72.0, 72.0))), "TIFF")
    if dtype == np.uint8:
        with Image.open(io.BytesIO(data)) as image:
            assert np.array_equal(np.array(image), pixels)
    image = QImage.fromData(data)
    assert not image.isNull()
    with tifffile.TiffFile(io.BytesIO(data)) as file:
        page = file.pages.first
        assert (page.bitspersample, page.samplesperpixel) == (np.iinfo(dtype).bits, channels)
        assert page.extrasamples == ((2,) if channels == 4 else ())
        assert page.tags.valueof("XResolution") == (72, 1)


@pytest.mark.parametrize("kind", ["JPEG", "WebP", "AVIF"])
def test_sixteen_bits_are_rounded_where_the_format_has_eight(tmp_path: Path, kind: values.Kind) -> None:
    back = through(tmp_path, Picture(np.full((16, 16, 3), 40 * 257 + 100, np.uint16)), kind).pixels
    assert back.dtype == np.uint8
    assert np.abs(back.astype(int) - 40).max() <= 1


def test_jpeg_shows_the_background_where_the_picture_is_transparent(tmp_path: Path) -> None:
    pixels = np.zeros((16, 16, 4), np.uint8)
    pixels[:, 8:, 3] = 255
    white = through(tmp_path, Picture(pixels), "JPEG").pixels
    assert white.shape == (16, 16, 3)
    assert white[:, :7].min() > 245
    assert white[:, 9:].max() < 10
    red = through(tmp_path, Picture(pixels), "JPEG", background=(255, 0, 0)).pixels
    assert np.abs(red[:, :7].astype(int) - (255, 0, 0)).max() < 12


@pytest.mark.parametrize("kind", ["JPEG", "WebP", "AVIF"])
def test_quality_counts(kind: values.Kind) -> None:
    sizes = [len(encode_picture(Picture(noise()), kind, EncodingOptions(quality=q, lossless=False))) for q in (20, 90)]
    assert sizes[0] < 0.7 * sizes[1]


@pytest.mark.parametrize(("kind", "side"), [("WebP", 16384), ("JPEG", 65501)])
def test_what_does_not_fit_is_refused_in_words(kind: values.Kind, side: int) -> None:
    with pytest.raises(FileError, match=f"{kind} picture has at most {side - 1} pixels a side"):
        encode_picture(Picture(np.zeros((1, side, 3), np.uint8)), kind)


# ---- colour


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_the_colour_profile_is_kept(tmp_path: Path, kind: values.Kind, dtype: Any) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert through(tmp_path, Picture(noise(20, 20, 3, dtype), profile), kind, keep_metadata=False).profile == profile
    assert through(tmp_path, Picture(noise(20, 20, 3, dtype)), kind).profile is None


# ---- metadata


@pytest.mark.parametrize("kind", KINDS)
def test_a_photograph_keeps_what_its_camera_said(tmp_path: Path, kind: values.Kind) -> None:
    photo = photograph(tmp_path)
    assert photo.pixels.shape == (200, 150, 3)
    back = through(tmp_path, photo, kind)
    assert back.pixels.shape == photo.pixels.shape  # turned once, not again
    assert back.metadata.resolution == (300, 300)
    with Image.open(tmp_path / "a") as image:
        tags = image.getexif()
        assert tags.get(0x0112, 1) == 1
        assert (tags[271].encode("latin-1").decode(), tags[315]) == ("Cámara", "Ana")
        assert tags.get_ifd(0x8769)[36867] == "2020:01:02 03:04:05"
        assert tags.get_ifd(0x8825)[2] == (48, 8, 30)
    assert b'dc:format="image/x"' in back.metadata.xmp
    assert b"Orientation" not in back.metadata.xmp
    again = through(tmp_path, back, kind)
    assert again.metadata == back.metadata


@pytest.mark.parametrize("kind", KINDS)
def test_metadata_is_stripped_when_asked(tmp_path: Path, kind: values.Kind) -> None:
    picture = replace(photograph(tmp_path), recipe=RECIPE)
    data = encode_picture(picture, kind, EncodingOptions(keep_metadata=False, keep_recipe=False))
    for word in (b"mara", b"Ana", b"2020:01", b"x:xmpmeta", b"boat", b"b\0o\0a\0t"):
        assert word not in data
    (tmp_path / "b").write_bytes(data)
    back = read_picture(tmp_path / "b")
    assert (back.metadata, back.recipe) == (Metadata(), None)


def test_png_texts_are_kept(tmp_path: Path) -> None:
    texts = (("Title", "A boat"), ("Author", "Ana ☃"))
    assert through(tmp_path, Picture(noise(), metadata=Metadata(texts=texts)), "PNG").metadata.texts == texts


# ---- recipe and origin


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_the_recipe_comes_back(tmp_path: Path, kind: values.Kind, dtype: Any) -> None:
    picture = Picture(noise(20, 20, 4, dtype), recipe=RECIPE)
    back = through(tmp_path, picture, kind)
    assert back.recipe == RECIPE
    assert b"UNICODE" not in back.metadata.exif  # the recipe is no part of the metadata
    assert back.metadata.texts == ()


@pytest.mark.parametrize("kind", KINDS)
def test_the_recipe_may_go_while_the_metadata_stays(tmp_path: Path, kind: values.Kind) -> None:
    made = through(tmp_path, replace(photograph(tmp_path), recipe=RECIPE), kind)
    back = through(tmp_path, made, kind, keep_recipe=False)
    assert back.recipe is None
    assert back.metadata == made.metadata
    assert back.metadata.exif
    assert b"boat" not in (tmp_path / "a").read_bytes()


def test_png_carries_both_texts() -> None:
    with Image.open(io.BytesIO(encode_picture(Picture(noise(), recipe=RECIPE), "PNG"))) as image:
        image.load()
        texts = dict(image.text)  # type: ignore[attr-defined]
    assert texts["parameters"].startswith(RECIPE["prompt"] + "\nNegative prompt: fog, rain\nSteps: 12, Sampler: ")
    assert "CFG scale: 4.5, Seed: 7, Size: 200x150, Model: mini" in texts["parameters"]
    assert json.loads(texts["paella"])["edit"] == "inpaint"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("xmp", [b"", XMP, b"no packet"])
@pytest.mark.parametrize("source", ["trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia"])
def test_the_digital_source_is_said_once(tmp_path: Path, kind: values.Kind, xmp: bytes, source: Any) -> None:
    picture = Picture(noise(20, 20), metadata=Metadata(xmp=xmp))
    once = through(tmp_path, picture, kind, source="trainedAlgorithmicMedia")
    back = through(tmp_path, once, kind, source=source)
    assert digital_source(back.metadata) == source
    assert back.metadata.xmp.count(b"DigitalSourceType=") == 1
    assert (b"image/x" in back.metadata.xmp) == (xmp == XMP)


def test_a_recipe_too_long_for_jpeg_is_refused_in_words() -> None:
    with pytest.raises(FileError, match="could not be written as JPEG"):
        encode_picture(Picture(noise(), recipe={**RECIPE, "prompt": "boat " * 20_000}), "JPEG")


# ---- threads


def test_threads_do_not_disturb_each_other(tmp_path: Path) -> None:
    pictures = [Picture(noise(400, 300, 4, np.uint16, seed=seed), recipe=RECIPE) for seed in range(4)]
    with ThreadPoolExecutor(4) as threads:
        files = list(threads.map(lambda one: encode_picture(one[0], one[1]), zip(pictures * 2, DEEP * 4, strict=True)))
    for index, data in enumerate(files):
        (tmp_path / str(index)).write_bytes(data)
        back = read_picture(tmp_path / str(index))
        assert np.array_equal(back.pixels, pictures[index % 4].pixels)
