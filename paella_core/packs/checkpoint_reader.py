"""Read what torch.save wrote, without executing it and without copying the weights.

Two layouts are read. Since torch 1.6 a checkpoint is a zip file: a pickle, and a record for each storage, all stored as
they are and with checksums, which are compared once. Before, it was a row of pickles with the storages behind them;
such files have no checksums, so that a flipped bit among their weights cannot be seen by the file alone.

A checkpoint is walked twice. The first walk makes tensors without memory: a file that is refused is refused before its
gigabytes are read. The second makes them on the mapped file.
"""

from __future__ import annotations

import mmap
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from paella_core.errors import PackBroken
from paella_core.packs.pickle_walker import walk
from paella_core.packs.torch_names import NAMES, Need, Storage, read_need, require_plain
from paella_core.packs.zip_records import SIGNATURE, Span, check_span, read_records

ADVICE = "Get the file again, or save its weights alone, as a state dict."
LARGEST_PICKLE = 16 * 2**20  # bytes; that of the largest published checkpoint has 0.2 MB
# A stretch of the file that is mapped at once. Each takes a file handle, and lasts as long as a tensor in it.
LARGEST_STRETCH = 256 * 2**20
_LEGACY_SIGNATURE = b"\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19."
_LEGACY_PROTOCOL = 1001


def read_checkpoint(path: Path) -> Mapping[str, Any]:
    """The checkpoint in a file: plain containers, numbers, text and CPU tensors.

    The tensors share the file's pages until they are written to, which changes the memory alone; the file must stay as
    it is while they live. Dropping them gives the memory back.

    Raises:
        PackBroken: it is no checkpoint, damaged, or holds something other than weights and plain values.
    """
    try:
        with path.open("rb") as file:
            return _read(file, os.fstat(file.fileno()).st_size)
    except OSError as error:
        raise PackBroken(f"{path} cannot be read ({error.strerror or error}).") from None
    except PackBroken as fault:
        raise PackBroken(f"{path} cannot be read: {fault}. {ADVICE}") from None


@dataclass(frozen=True)
class _Layout:
    """A checkpoint's pickle, and how to find the storages once its end and the storages' sizes are known."""

    pickled: bytes
    start: int
    locate: Callable[[Mapping[str, Need], int], dict[str, Span]]


def _read(file: BufferedReader, size: int) -> Mapping[str, Any]:
    layout = _layout(file, size)
    needs, end = _survey(layout, size)
    spans = layout.locate(needs, end)
    for span in spans.values():
        check_span(file, span)
    storages = {key: Storage(content, needs[key].dtype) for key, content in _map(file, spans)}
    for key, storage in storages.items():
        storages[key] = _aligned(storage)
    return walk(layout.pickled, layout.start, NAMES, lambda meant: storages[read_need(meant).key])[0]


def _layout(file: BufferedReader, size: int) -> _Layout:
    """How the file is laid out, by its first bytes."""
    head = file.read(len(_LEGACY_SIGNATURE))
    if head.startswith(SIGNATURE):
        return _zipped(file, size)
    if head == _LEGACY_SIGNATURE:
        return _legacy(file, size)
    raise PackBroken("it is no checkpoint of torch")


def _survey(layout: _Layout, size: int) -> tuple[dict[str, Need], int]:
    """The storages that a checkpoint needs, and the end of its pickle: a walk that makes tensors without memory."""
    needs: dict[str, Need] = {}

    def noted(persistent_id: object) -> Storage:
        need = read_need(persistent_id)
        if need.size > size or needs.setdefault(need.key, need) != need:
            raise PackBroken(f"its pickle is damaged: the storage {need.key!r} cannot be what it says")
        return Storage(torch.empty(need.size, dtype=torch.uint8, device="meta"), need.dtype)

    value, end = walk(layout.pickled, layout.start, NAMES, noted)
    require_plain(value)
    if not isinstance(value, Mapping):
        raise PackBroken(f"it holds a {type(value).__name__} instead of weights by name")
    return needs, end


def _map(file: BufferedReader, spans: Mapping[str, Span]) -> Iterator[tuple[str, Tensor]]:
    """Stretches of the file as flat tensors of bytes, each with a storage of its own."""
    filled = {key: span for key, span in spans.items() if span.size}
    for key in spans.keys() - filled.keys():
        yield key, torch.empty(0, dtype=torch.uint8)
    for stretch in _stretches(filled):
        first = min(span.start for span in stretch.values()) // mmap.ALLOCATIONGRANULARITY * mmap.ALLOCATIONGRANULARITY
        length = max(span.end for span in stretch.values()) - first
        mapped = mmap.mmap(file.fileno(), length, access=mmap.ACCESS_COPY, offset=first)
        for key, span in stretch.items():
            yield key, torch.frombuffer(mapped, dtype=torch.uint8, count=span.size, offset=span.start - first)


def _stretches(spans: Mapping[str, Span]) -> Iterator[dict[str, Span]]:
    """Neighbours in the file, as many as fit a stretch; a larger one alone."""
    stretch: dict[str, Span] = {}
    for key, span in sorted(spans.items(), key=lambda item: item[1].start):
        if stretch and span.end - next(iter(stretch.values())).start > LARGEST_STRETCH:
            yield stretch
            stretch = {}
        stretch[key] = span
    if stretch:
        yield stretch


def _aligned(storage: Storage) -> Storage:
    """A storage that begins where numbers of its kind may; torch never begins one elsewhere, but old files do."""
    if storage.content.data_ptr() % storage.dtype.itemsize:
        return Storage(storage.content.clone(), storage.dtype)
    return storage


def _zipped(file: BufferedReader, size: int) -> _Layout:
    records = read_records(file, size)
    folder, _, _ = next(iter(records), "").partition("/")
    if not folder or not all(name.startswith(f"{folder}/") and _is_tame(name) for name in records):
        raise PackBroken("its records have names that torch does not give")

    def content(name: str, most: int) -> bytes:
        """A small record, checked."""
        span = records.get(f"{folder}/{name}")
        if span is None or span.size > most:
            raise PackBroken(f"its record {name!r} is missing or too large")
        check_span(file, span)
        file.seek(span.start)
        return file.read(span.size)

    if f"{folder}/byteorder" in records and content("byteorder", 16) != b"little":
        raise PackBroken("it was written by a machine of another byte order")
    return _Layout(content("data.pkl", LARGEST_PICKLE), 0, lambda needs, _: _found(needs, records, folder))


def _is_tame(name: str) -> bool:
    return "\\" not in name and "\0" not in name and ".." not in name.split("/")


def _found(needs: Mapping[str, Need], records: Mapping[str, Span], folder: str) -> dict[str, Span]:
    """The records of the storages."""
    spans = {key: records.get(f"{folder}/data/{key}") for key in needs}
    found = {key: span for key, span in spans.items() if span and span.size == needs[key].size}
    if found.keys() != needs.keys():
        wrong = sorted(needs.keys() - found.keys())[0]
        raise PackBroken(f"it is damaged: the storage {wrong!r} is missing or has another size")
    return found


def _legacy(file: BufferedReader, size: int) -> _Layout:
    """Pickles of a magic number (compared before), a version and the machine; then the checkpoint's own."""
    file.seek(0)
    head = file.read(LARGEST_PICKLE)
    protocol, at = walk(head, len(_LEGACY_SIGNATURE), {}, read_need)
    machine, at = walk(head, at, {}, read_need)
    if protocol != _LEGACY_PROTOCOL or not isinstance(machine, dict) or machine.get("little_endian") is not True:
        raise PackBroken("it is of an unknown version, or was written by a machine of another byte order")
    return _Layout(head, at, lambda needs, end: _behind(file, head, end, needs, size))


def _behind(file: BufferedReader, head: bytes, end: int, needs: Mapping[str, Need], size: int) -> dict[str, Span]:
    """The storages behind the pickle: a list of their keys, then each as its number of elements and its bytes."""
    keys, at = walk(head, end, {}, read_need)
    if (
        not isinstance(keys, list)
        or len(keys) != len(needs)
        or not all(isinstance(key, str) and key in needs for key in keys)
    ):
        raise PackBroken("it is damaged: its storages are not those that it needs")
    spans: dict[str, Span] = {}
    for key in keys:
        file.seek(at)
        if int.from_bytes(file.read(8), "little") != needs[key].elements:
            raise PackBroken(f"it is damaged: the storage {key!r} has another size")
        spans[key] = Span(at + 8, needs[key].size)
        at = spans[key].end
    if len(spans) != len(keys) or at != size:
        raise PackBroken("it is cut off, or something follows its end")
    return spans
