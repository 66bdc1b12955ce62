"""What files say about their pictures: EXIF, XMP, texts, resolution; and where in these a recipe is kept.

EXIF is normalised when it is read: only tags that describe the picture stay (a TIFF's own directory also says where its
strips lie), the orientation goes, as the pixels are upright from then on.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Mapping
from typing import Any

from PIL import Image

from app.document.pictures.picture import DigitalSource, Metadata, Recipe
from app.document.pictures.recipes import from_json, from_parameters, to_one_text

ORIENTATION = 0x0112  # EXIF's and TIFF's tag
EXIF_IFD = 0x8769
GPS_IFD = 0x8825
PARAMETERS, OURS, XMP_TEXT = "parameters", "paella", "XML:com.adobe.xmp"  # keywords of PNG's text chunks
_USER_COMMENT = 0x9286
_X_RESOLUTION, _Y_RESOLUTION, _RESOLUTION_UNIT = 0x011A, 0x011B, 0x0128
_INCHES, _CENTIMETRES, _CM_PER_INCH = 2, 3, 2.54
# Document name, description, make, model, software, date, artist, host, rating (2), copyright, Windows' five texts.
_DESCRIPTIVE = {269, 270, 271, 272, 305, 306, 315, 316, 18246, 18249, 33432, *range(40091, 40096)}
_NEVER_KEPT = {0x927C, 0xA005}  # the maker's note and interoperability hold positions in the file they came from
_PREFIX = b"Exif\0\0"
_UNICODE, _ASCII = b"UNICODE\0", b"ASCII\0\0\0"
# What the parsers of Pillow, tifffile and psd-tools throw at damaged bytes.
DAMAGE = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    RuntimeError,
    Warning,  # such as are made errors where they mean lost pixels
    EOFError,
    struct.error,
    zlib.error,
)
_SOURCES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_IPTC = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
_DESCRIPTION = (
    '<rdf:Description rdf:about="" xmlns:Iptc4xmpExt="{iptc}" Iptc4xmpExt:DigitalSourceType="{source}">'
    "</rdf:Description>"
)
_EMPTY_XMP = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '</rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>'
)
_RDF_END = "</rdf:RDF>"
_XMP_PROPERTY = r"""(?:\s[\w-]+:{name}\s*=\s*(?:"[^"]*"|'[^']*')|<([\w-]+:{name})\b[^>]*?(?:/>|>.*?</\1\s*>))"""


def orientation_of(image: Image.Image) -> int:
    """EXIF's orientation, 1..8; 1 where none, or none that makes sense, is given."""
    try:
        found = image.getexif().get(ORIENTATION, 1)
    except DAMAGE:
        return 1
    return found if found in range(1, 9) else 1


def metadata_of(image: Image.Image) -> tuple[Metadata, Recipe | None]:
    """What an opened (for PNG: also decoded) image says about itself, and its recipe."""
    texts = {key: str(value) for key, value in getattr(image, "text", {}).items() if key != XMP_TEXT}
    written = from_json(texts.pop(OURS, "")) or from_parameters(texts.get(PARAMETERS, ""))
    if written is not None:
        texts.pop(PARAMETERS, None)
    try:
        tags = image.getexif()
        commented = from_parameters(_user_comment(tags))
        exif = _normalised(tags, _NEVER_KEPT if commented is None else _NEVER_KEPT | {_USER_COMMENT})
        resolution = _resolution(image, tags)
    except DAMAGE:
        commented, exif, resolution = None, b"", None
    return Metadata(exif, _xmp(image), tuple(texts.items()), resolution), written or commented


def exif_with(metadata: Metadata, recipe: Recipe | None) -> bytes:
    """The EXIF block (without prefix) to write: without an orientation, which means upright, with the resolution, and
    the recipe as its user comment; empty if it says nothing.

    Raises:
        OverflowError, ValueError: the recipe does not fit.
    """
    directories = exif_directories(metadata.exif)
    if recipe is not None:
        comment = _UNICODE + to_one_text(recipe).encode("utf-16-be")
        directories[EXIF_IFD] = {**directories.get(EXIF_IFD, {}), _USER_COMMENT: comment}
    if metadata.resolution is not None:
        across, down = metadata.resolution
        directories |= {_X_RESOLUTION: across, _Y_RESOLUTION: down, _RESOLUTION_UNIT: _INCHES}
    return _packed(directories) if directories else b""


def exif_directories(exif: bytes) -> dict[int, Any]:
    """The tags of an EXIF block as Pillow writes them, the inner directories as dicts of their own."""
    tags = Image.Exif()
    if exif:
        tags.load(_PREFIX + exif)
    return _exact(
        {tag: dict(tags.get_ifd(tag)) if tag in (EXIF_IFD, GPS_IFD) else value for tag, value in tags.items()}
    )


def _packed(directories: Mapping[int, Any]) -> bytes:
    tags = Image.Exif()
    tags.update(directories)
    return tags.tobytes().removeprefix(_PREFIX)


def _exact(tags: Mapping[int, Any]) -> dict[int, Any]:
    """Tags with those texts as bytes that Pillow would spoil: it reads Latin-1 but writes ASCII."""
    return {tag: _exact(value) if isinstance(value, dict) else _exact_text(value) for tag, value in tags.items()}


def _exact_text(value: Any) -> Any:
    return value.encode("latin-1") if isinstance(value, str) and not value.isascii() else value


def xmp_with(xmp: bytes, source: DigitalSource | None) -> bytes:
    """An XMP packet that also names the digital source; a new one if there was none or it cannot be added to."""
    if source is None:
        return xmp
    text = _without(xmp.decode("utf-8", "replace"), "DigitalSourceType")
    if _RDF_END not in text:
        text = _EMPTY_XMP
    described = _DESCRIPTION.format(iptc=_IPTC, source=_SOURCES + source)
    head, end, tail = text.rpartition(_RDF_END)
    return f"{head}{described}{end}{tail}".encode()


def digital_source(metadata: Metadata) -> str:
    """The last word of the digital source that the XMP packet names, or nothing."""
    found = re.search(re.escape(_SOURCES) + r"(\w+)", metadata.xmp.decode("utf-8", "replace"))
    return found.group(1) if found else ""


def _normalised(tags: Image.Exif, without: set[int]) -> bytes:
    """The descriptive tags, less some of the inner directory, as an EXIF block; empty if there are none."""
    inner = {tag: value for tag, value in tags.get_ifd(EXIF_IFD).items() if tag not in without}
    kept = {tag: value for tag, value in tags.items() if tag in _DESCRIPTIVE}
    kept |= {tag: found for tag, found in ((EXIF_IFD, inner), (GPS_IFD, dict(tags.get_ifd(GPS_IFD)))) if found}
    return _packed(_exact(kept)) if kept else b""


def _user_comment(tags: Image.Exif) -> str:
    """EXIF's user comment: eight bytes name its encoding."""
    raw = tags.get_ifd(EXIF_IFD).get(_USER_COMMENT, b"")
    if not isinstance(raw, bytes):
        return str(raw)
    if not raw.startswith(_UNICODE):
        return raw.removeprefix(_ASCII).decode("utf-8", "replace").strip("\0")
    text = raw[len(_UNICODE) :]
    little_endian = text[1:2] == b"\0" and text[:1] != b"\0"  # Latin letters have their zero last
    return text.decode("utf-16-le" if little_endian else "utf-16-be", "replace").strip("\0\ufeff")


def _resolution(image: Image.Image, tags: Mapping[int, Any]) -> tuple[float, float] | None:
    """Pixels per inch, of the container or else of EXIF; None where it makes no sense."""
    pair = image.info.get("dpi")
    if pair is None and _X_RESOLUTION in tags and _Y_RESOLUTION in tags:
        scale = _CM_PER_INCH if tags.get(_RESOLUTION_UNIT) == _CENTIMETRES else 1.0
        pair = float(tags[_X_RESOLUTION]) * scale, float(tags[_Y_RESOLUTION]) * scale
    if pair is None:
        return None
    across, down = round(float(pair[0]), 2), round(float(pair[1]), 2)  # PNG counts pixels in a metre
    return (across, down) if 1 < across <= 100_000 and 1 < down <= 100_000 else None  # Pillow says 1 for unknown


def _xmp(image: Image.Image) -> bytes:
    """The XMP packet without an orientation, empty if there is none."""
    raw = image.info.get("xmp") or getattr(image, "text", {}).get(XMP_TEXT) or b""
    packet = raw.encode() if isinstance(raw, str) else bytes(raw)
    if b":Orientation" not in packet:
        return packet
    return _without(packet.decode("utf-8", "replace"), "Orientation").encode()


def _without(xmp: str, name: str) -> str:
    """An XMP packet less a property, written as an attribute or as an element."""
    return re.sub(_XMP_PROPERTY.format(name=name), "", xmp, flags=re.DOTALL)
