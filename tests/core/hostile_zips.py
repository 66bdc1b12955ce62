"""Zip files that mean different things to different readers, and files of other kinds."""

from __future__ import annotations

import struct
import zipfile
from functools import cache

from hostile import NUMBERS, archive, item, tensor, text


def patched(data: bytes, old: bytes, new: bytes, last: bool = False) -> bytes:
    """The bytes with the first (or last) occurrence of some replaced."""
    at = data.rindex(old) if last else data.index(old)
    return data[:at] + new + data[at + len(old) :]


@cache
def zips() -> dict[str, bytes]:
    """Zip files that mean different things to different readers, or far more than they hold."""
    pickled = item(tensor())
    good = archive(pickled)
    central = good.index(b"PK\x01\x02")
    end = good.rindex(b"PK\x05\x06")
    names = {"m/data.pkl": pickled, "m/data/0": NUMBERS, "m/data/1": NUMBERS}
    twice = archive(pickled, names)

    def field(at: int, layout: str, value: int, data: bytes = good) -> bytes:
        new = struct.pack(layout, value)
        return data[:at] + new + data[at + len(new) :]

    return {
        "two of one name": twice.replace(b"m/data/1", b"m/data/0"),
        "two pickles": archive(pickled, names | {"m/data.pkx": pickled}).replace(b"data.pkx", b"data.pkl"),
        "compressed": archive(pickled, method=zipfile.ZIP_DEFLATED),
        "compressed bomb": archive(pickled, {"m/data.pkl": pickled, "m/data/0": bytes(10**7)}, zipfile.ZIP_DEFLATED),
        "said to be compressed": field(central + 10, "<H", 8),
        "compressed by its header": field(8, "<H", 8),
        "encrypted": field(central + 8, "<H", 1),
        "encrypted by its header": field(6, "<H", 1),
        "comment": field(end + 20, "<H", 65535) + bytes(65535),
        "comment with another end": field(end + 20, "<H", 22) + good[end:],
        "something behind": good + b"\0",
        "something before": b"PK\x03\x04" + good,
        "another name in the header": patched(good, b"m/data/0", b"m/data/9"),
        "another name in the table": patched(good, b"m/data/0", b"m/data/9", last=True),
        "another size in the header": field(18, "<I", 5),
        "another checksum in the header": field(14, "<I", 5),
        "another checksum": field(central + 16, "<I", 5, field(14, "<I", 5)),
        "larger than the file": field(central + 24, "<I", 2**31, field(central + 20, "<I", 2**31)),
        "more records than there are": field(end + 8, "<I", 3 | 3 << 16),
        "fewer records than there are": field(end + 8, "<I", 1 | 1 << 16),
        "no records": archive(pickled, {}),
        "table elsewhere": field(end + 16, "<I", 0),
        "larger table": field(end + 12, "<I", 2**31),
        "64 bits promised": field(end + 16, "<I", 2**32 - 1),
        "64-bit size promised": field(central + 24, "<I", 2**32 - 1, field(central + 20, "<I", 2**32 - 1)),
        "ends that disagree": two_ends(good, 3),
        "another disk": field(end + 4, "<H", 1),
        "record before the file": field(central + 42, "<I", 2**31),
        "records in each other": overlapping(pickled),
        "path to a parent": archive(pickled, names | {"m/../../x": b""}),
        "absolute path": archive(pickled, names | {"/etc/x": b""}),
        "path of another system": archive(pickled, names | {"m/..\\x": b""}),
        "without folder": archive(pickled, {"data.pkl": pickled, "data/0": NUMBERS}),
        "two folders": archive(pickled, names | {"n/data.pkl": pickled}),
        "name that is no text": good.replace(b"m/data/0", b"m/data/\xff"),
        "no pickle": archive(pickled, {"m/data/0": NUMBERS}),
        "large pickle": archive(pickled, {"m/data.pkl": pickled + bytes(17 * 2**20), "m/data/0": NUMBERS}),
        "no storage": archive(pickled, {"m/data.pkl": pickled}),
        "short storage": archive(pickled, {"m/data.pkl": pickled, "m/data/0": NUMBERS[:-1]}),
        "long storage": archive(pickled, {"m/data.pkl": pickled, "m/data/0": NUMBERS + b"\0"}),
        "big endian": archive(pickled, names | {"m/byteorder": b"big"}),
        "endless byte order": archive(pickled, names | {"m/byteorder": bytes(10**6)}),
        "flipped weights": patched(good, NUMBERS, NUMBERS[:-1] + b"\x01"),
        "flipped pickle": patched(good, text("weight"), text("weighs")),
    }


def two_ends(data: bytes, count: int) -> bytes:
    """A zip file of two records whose 64-bit end is right, and whose 32-bit end speaks of `count` records."""
    start, end = data.index(b"PK\x01\x02"), data.rindex(b"PK\x05\x06")
    wide = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 2, 2, end - start, start)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, end, 1)
    return data[:end] + wide + locator + data[end : end + 8] + struct.pack("<HH", count, count) + data[end + 12 :]


def overlapping(pickled: bytes) -> bytes:
    """A record that holds another one, header and all: such files unpack to far more than they are."""
    inner = archive(pickled, {"m/data/0": NUMBERS})
    quoted = inner[: inner.index(b"PK\x01\x02")]
    whole = archive(pickled, {"m/data.pkl": pickled, "m/data/1": quoted})
    start, end = whole.index(b"PK\x01\x02"), whole.rindex(b"PK\x05\x06")
    entry = inner[inner.index(b"PK\x01\x02") : inner.rindex(b"PK\x05\x06")]
    entry = entry[:42] + struct.pack("<I", whole.index(quoted)) + entry[46:]
    table = whole[start:end] + entry
    return whole[:start] + table + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 3, 3, len(table), start, 0)


def other_files() -> dict[str, bytes]:
    """Files of other kinds, and what is left of some."""
    return {
        "empty": b"",
        "zeros": bytes(1000),
        "zip's beginning": b"PK\x03\x04",
        "zip's end alone": struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 0, 0, 0, 0, 0),
        "page": b"<!doctype html><title>404</title>",
        "pickle alone": item(tensor()),
        "large-file pointer": b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n",
        "safetensors cut off": struct.pack("<Q", 100) + b"{",
        "safetensors of nothing": struct.pack("<Q", 2) + b"{}",
    }
