"""PNG with 16 bits a channel, which Pillow would cut to 8; and PNG as it is written, in bands side by side.

Pillow unpacks what is 8 bits deep or less. Deeper colour it can unpack to either the high or the low bytes, so it does
both; a pixel of 16-bit grey with alpha is as long as one of 8-bit RGBA and is unpacked as such.
"""

from __future__ import annotations

import io
import os
import struct
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from PIL import Image

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_GREY, _RGB, _PALETTE, _GREY_ALPHA, _RGBA = 0, 2, 3, 4, 6  # PNG's colour types
_HEADER = ">IIBBBBB"
_SUB, _UP = 1, 2  # PNG's filters: the difference from the left neighbour, and from the one above
_LEVEL = 1  # of zlib: half the time of 3, for one or two bytes in a hundred more
_BAND = 4 << 20  # bytes of pixels compressed at once
_ADLER = 65521


def check_chunks(data: bytes) -> None:
    """Pillow does not look at the checksums of the pixels.

    Raises:
        ValueError: a chunk that is cut off, or a critical one whose checksum is wrong; or there are no pixels.
    """
    names = set()
    for name, body, checksum in _chunks(data):
        names.add(name)
        if name[0] < ord("a") and zlib.crc32(name + body) != checksum:
            raise ValueError(f"the checksum of {name} is wrong")
    if not {b"IHDR", b"IDAT", b"IEND"} <= names:
        raise ValueError("the file has no header, pixels or end")


def pixels_of(data: bytes, image: Image.Image) -> np.ndarray:
    """The pixels of a PNG that Pillow has opened but not decoded: (height, width, 1 to 4), uint8 or uint16. A single
    transparent colour becomes alpha, a palette its colours."""
    depth, colour_type = data[24], data[25]
    if colour_type == _PALETTE:
        return np.array(image.convert("RGBA" if image.has_transparency_data else "RGB"))
    key = image.info.get("transparency")
    if depth < 16 or colour_type == _GREY:
        values = np.array(image if image.mode != "1" else image.convert("L"))
        values = values.reshape(*values.shape[:2], -1)
        scale = 1 if depth >= 8 else 255 // (2**depth - 1)
        key = image.info.get("transparency") if colour_type in (_GREY, _RGB) else None
        return values if key is None else _keyed(values, _levels(data, colour_type) * scale)
    if colour_type == _GREY_ALPHA:
        return _deep_grey_alpha(data)
    values = _deep_colour(data, image.mode)
    return values if key is None else _keyed(values, _levels(data, colour_type))


def encoded(pixels: np.ndarray, chunks: list[tuple[bytes, bytes]]) -> bytes:
    """A PNG file of pixels (height, width, 3 or 4), uint8 or uint16, with `chunks` (name, body) before the pixels."""
    height, width, channels = pixels.shape
    header = struct.pack(_HEADER, width, height, 8 * pixels.itemsize, _RGB if channels == 3 else _RGBA, 0, 0, 0)
    body = [(b"IHDR", header), *chunks, (b"IDAT", _compressed(pixels)), (b"IEND", b"")]
    return SIGNATURE + b"".join(_chunk(name, data) for name, data in body)


def _chunks(data: bytes) -> Iterator[tuple[bytes, memoryview | bytes, int]]:
    """Each chunk's name, body and checksum."""
    place = len(SIGNATURE)
    while place < len(data):
        length, name = struct.unpack_from(">I4s", data, place)
        (checksum,) = struct.unpack_from(">I", data, place + 8 + length)
        yield name, data[place + 8 : place + 8 + length], checksum
        if name == b"IEND":
            return
        place += 12 + length


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(body, zlib.crc32(name)))


def _levels(data: bytes, colour_type: int) -> np.ndarray:
    """The transparent colour as the file has it, grey or RGB."""
    body = next(body for name, body, _ in _chunks(data) if name == b"tRNS")
    return np.frombuffer(body, ">u2", count=1 if colour_type == _GREY else 3)


def _keyed(values: np.ndarray, key: np.ndarray) -> np.ndarray:
    """With an alpha channel in which the colour `key` is transparent."""
    opaque = (values != key).any(axis=2, keepdims=True)
    return np.concatenate([values, opaque * values.dtype.type(np.iinfo(values.dtype).max)], axis=2)


def _deep_colour(data: bytes, mode: str) -> np.ndarray:
    high, low = (_unpacked(data, f"{mode};16{order}") for order in "BL")
    return high.astype(np.uint16) << 8 | low


def _unpacked(data: bytes, layout: str) -> np.ndarray:
    """One byte of each sample: the high one if `layout`, Pillow's name for how they lie in the file, has the right
    order of bytes, the low one if it has the wrong one."""
    with Image.open(io.BytesIO(data), formats=("PNG",)) as image:
        image.tile = [tile._replace(args=layout) for tile in image.tile]
        image.load()
        return np.asarray(image)


def _deep_grey_alpha(data: bytes) -> np.ndarray:
    width, height, _, _, *rest = struct.unpack_from(_HEADER, data, 16)
    header = _chunk(b"IHDR", struct.pack(_HEADER, width, height, 8, _RGBA, *rest))
    with Image.open(io.BytesIO(SIGNATURE + header + data[33:]), formats=("PNG",)) as image:
        four_bytes = np.array(image)
    return four_bytes.view(">u2").astype(np.uint16)


def _compressed(pixels: np.ndarray) -> bytes:
    """The pixels filtered and in zlib's format, made of bands that are compressed at the same time."""
    rows = max(1, _BAND // (pixels[0].nbytes + 1))
    starts = range(0, len(pixels), rows)
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        bands = list(threads.map(lambda start: _band(pixels, start, start + rows), starts))
    checksum = 1
    for _, of_band, length in bands:
        checksum = _joined(checksum, of_band, length)
    return b"\x78\x5e" + b"".join(data for data, _, _ in bands) + struct.pack(">I", checksum)


def _band(pixels: np.ndarray, start: int, stop: int) -> tuple[bytes, int, int]:
    """Some rows, compressed, with their checksum and their length before. Only the last rows end the stream."""
    filtered = _filtered(pixels, start, min(stop, len(pixels)))
    packer = zlib.compressobj(_LEVEL, wbits=-zlib.MAX_WBITS)
    data = packer.compress(filtered.data)
    data += packer.flush(zlib.Z_FINISH if stop >= len(pixels) else zlib.Z_SYNC_FLUSH)
    return data, zlib.adler32(filtered.data), filtered.nbytes


def _filtered(pixels: np.ndarray, start: int, stop: int) -> np.ndarray:
    """Rows as PNG stores them: a byte for the filter, then differences; each row takes the filter that leaves less."""
    above = pixels[max(start - 1, 0) : stop]
    order = f">u{pixels.itemsize}"
    below = np.ascontiguousarray(above.astype(order, copy=False)).view(np.uint8).reshape(len(above), -1)
    raw = below[-(stop - start) :]
    step = pixels.shape[2] * pixels.itemsize
    up, sub = raw.copy(), raw.copy()
    up[1 if start == 0 else 0 :] -= below[: len(below) - 1]
    sub[:, step:] -= raw[:, :-step]
    better = _size(sub) < _size(up)
    rows = np.empty((len(raw), raw.shape[1] + 1), np.uint8)
    rows[:, 0] = np.where(better, _SUB, _UP)
    rows[:, 1:] = np.where(better[:, None], sub, up)
    return rows


def _size(differences: np.ndarray) -> np.ndarray:
    """How far each row's differences, read as signed, are from zero."""
    return np.abs(differences.view(np.int8)).view(np.uint8).sum(axis=1, dtype=np.uint64)


def _joined(first: int, second: int, length: int) -> int:
    """Adler-32 of two pieces one after the other, from their own; `length` is the second's in bytes."""
    low = (first & 0xFFFF) + (second & 0xFFFF) - 1
    high = (first >> 16) + (second >> 16) + length * ((first & 0xFFFF) - 1)
    return high % _ADLER << 16 | low % _ADLER
