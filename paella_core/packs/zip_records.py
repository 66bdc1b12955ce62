"""Where the records of a zip file lie, for files whose records are stored as they are: nothing is ever unpacked.

Stricter than the format: the tables at the end must end the file and agree with the headers before the records, each
name occurs once, no two records overlap, and nothing is compressed or encrypted. So there is one way to read a file.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from io import BufferedReader
from itertools import pairwise

from paella_core.errors import PackBroken

SIGNATURE = b"PK\x03\x04"
MOST_RECORDS = 100_000
LARGEST_TABLE = 32 * 2**20  # bytes
_CHUNK = 2**20
# The structures by their names in PKWARE's APPNOTE; each begins with its signature.
_END = struct.Struct("<4sHHHHIIH")
_END64 = struct.Struct("<4sQHHIIQQQQ")
_LOCATOR64 = struct.Struct("<4sIQI")
_ENTRY = struct.Struct("<4sHHHHHHIIIHHHHHII")
_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_FULL16, _FULL32 = 0xFFFF, 0xFFFFFFFF  # "see the 64-bit field"
_FULL = (_FULL16, _FULL16, _FULL16, _FULL16, _FULL32, _FULL32)
_ENCRYPTED = 1 | 1 << 6 | 1 << 13
_LATER = 1 << 3  # checksum and sizes follow the record


@dataclass(frozen=True)
class Span:
    """Bytes of a file, and their CRC-32 where the file knows it."""

    start: int
    size: int
    crc32: int | None = None

    @property
    def end(self) -> int:
        return self.start + self.size


def read_records(file: BufferedReader, size: int) -> dict[str, Span]:
    """The records of a zip file of `size` bytes, by their names.

    Raises:
        PackBroken: it is damaged, or plays tricks; a clause that says so.
        OSError: it cannot be read.
    """
    start, end, count = _table(file, size)
    table = _read(file, start, end - start)
    entries, at = [], 0
    for _ in range(count):
        entry, at = _entry(table, at)
        entries.append(entry)
    if at != len(table):
        raise _damaged("its table of records has another length")
    return _located(file, sorted(entries, key=lambda entry: entry.offset), start)


def check_span(file: BufferedReader, span: Span) -> None:
    """Read some bytes once and compare them with their checksum, if they have one.

    Raises:
        PackBroken: they are damaged or cut off; a clause that says so.
        OSError: they cannot be read.
    """
    if span.crc32 is None:
        return
    file.seek(span.start)
    left, crc, buffer = span.size, 0, memoryview(bytearray(min(_CHUNK, max(1, span.size))))
    while left:
        count = file.readinto(buffer[:left])
        if not count:
            raise PackBroken("it is cut off")
        crc, left = zlib.crc32(buffer[:count], crc), left - count
    if crc != span.crc32:
        raise _damaged("a checksum is wrong")


@dataclass(frozen=True)
class _Entry:
    """A line of the table at the end."""

    name: str
    offset: int
    size: int
    crc32: int


def _table(file: BufferedReader, size: int) -> tuple[int, int, int]:
    """Start, end and number of entries of the table of records."""
    end = size - _END.size
    signature, *fields, comment = _END.unpack(_read(file, end, _END.size))
    if signature != b"PK\x05\x06" or comment:
        raise PackBroken("it is cut off, or something follows its end")
    wide, end = _table64(file, end)
    if any(narrow not in (full, value) for narrow, value, full in zip(fields, wide or fields, _FULL, strict=True)):
        raise _damaged("the two ends of its table of records say different things")
    disk, table_disk, here, count, length, start = wide or fields
    if disk or table_disk or here != count or count > MOST_RECORDS or length > LARGEST_TABLE:
        raise _damaged("its table of records cannot be right")
    if start + length != end:
        raise _damaged("its table of records is not where it should be")
    return start, end, count


def _table64(file: BufferedReader, end: int) -> tuple[list[int], int]:
    """The fields in 64 bits and where they lie, if the file has them: torch always writes them, others where needed."""
    at = end - _LOCATOR64.size - _END64.size
    if at < 0:
        return [], end
    signature, _, _, _, *fields = _END64.unpack(_read(file, at, _END64.size))
    locator, _, located, _ = _LOCATOR64.unpack(_read(file, at + _END64.size, _LOCATOR64.size))
    if locator != b"PK\x06\x07":
        return [], end
    if signature != b"PK\x06\x06" or located != at:
        raise _damaged("its table of records is not where it should be")
    return fields, at


def _entry(table: bytes, at: int) -> tuple[_Entry, int]:
    """An entry of the table, and where the next begins."""
    if len(table) < at + _ENTRY.size:
        raise _damaged("its table of records is cut off")
    fields = _ENTRY.unpack_from(table, at)
    signature, _, _, flags, method, _, _, crc32, packed, size, *lengths = fields[:13]
    offset, at = fields[16], at + _ENTRY.size
    if signature != b"PK\x01\x02" or len(table) < at + sum(lengths):
        raise _damaged("its table of records is cut off")
    name = _name(table[at : at + lengths[0]])
    extra = table[at + lengths[0] : at + lengths[0] + lengths[1]]
    size, packed, offset = _wide(extra, size, packed, offset)
    if method or flags & _ENCRYPTED or size != packed:
        raise PackBroken(f"its record {name!r} is compressed or encrypted")
    return _Entry(name, offset, size, crc32), at + sum(lengths)


def _wide(extra: bytes, *values: int) -> list[int]:
    """Sizes and offset, those that are too large for their 32 bits from the extra field."""
    fields, at = b"", 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == 1:
            fields = extra[at + 4 : at + 4 + length]
        at += 4 + length
    if len(fields) < 8 * values.count(_FULL32):
        raise _damaged("a size is missing")
    wide = iter(struct.unpack_from(f"<{len(fields) // 8}Q", fields))
    return [next(wide) if value == _FULL32 else value for value in values]


def _located(file: BufferedReader, entries: list[_Entry], end: int) -> dict[str, Span]:
    """Where the records lie behind their headers, checked against each other; entries in the order of the file."""
    records = {entry.name: _locate(file, entry) for entry in entries}
    if len(records) < len(entries):
        raise PackBroken("it holds two records of the same name")
    starts = [*(entry.offset for entry in entries), end]
    for record, (_, following) in zip(records.values(), pairwise(starts), strict=True):
        if record.end > following:
            raise PackBroken("its records overlap")
    return records


def _locate(file: BufferedReader, entry: _Entry) -> Span:
    """The bytes behind a record's own header, which must say what the table says."""
    header = _LOCAL.unpack(_read(file, entry.offset, _LOCAL.size))
    signature, _, flags, method, _, _, crc32, packed, size, name_length, extra_length = header
    name = _name(_read(file, entry.offset + _LOCAL.size, name_length))
    unsaid = 0 if flags & _LATER else entry.size
    same = signature == SIGNATURE and name == entry.name and not method and not flags & _ENCRYPTED
    same = same and {packed, size} <= {entry.size, unsaid, _FULL32}
    if not same or (crc32 != entry.crc32 and not (flags & _LATER and crc32 == 0)):
        raise _damaged(f"the header of its record {entry.name!r} says something else than its table")
    return Span(entry.offset + _LOCAL.size + name_length + extra_length, entry.size, entry.crc32)


def _name(written: bytes) -> str:
    try:
        return written.decode()
    except UnicodeDecodeError:
        raise _damaged("a record has no readable name") from None


def _read(file: BufferedReader, start: int, count: int) -> bytes:
    if start < 0:
        raise PackBroken("it is cut off")
    file.seek(start)
    data = file.read(count)
    if len(data) < count:
        raise PackBroken("it is cut off")
    return data


def _damaged(what: str) -> PackBroken:
    return PackBroken(f"it is damaged: {what}")
