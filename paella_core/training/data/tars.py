"""Tar files whose members are read in any order: where the samples of each lie is found once and kept.

Members belong together, as in webdataset, whose names are the same up to the first dot of the last part. Only headers
are read for that, and the members that something is asked about.
"""

from __future__ import annotations

import hashlib
import json
import os
import posixpath
import tarfile
import zipfile
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple

import numpy as np

from paella_core.atomic import replacing
from paella_core.conditioning.cache import cache_folder
from paella_core.training.data.captions import caption_in, known_in, lines_of
from paella_core.training.data.pictures import SUFFIXES
from paella_core.training.data.sample import Unreadable
from paella_core.training.filters import Demands, caption_kept, sound

NO_CAPTION = "without a caption"
_VERSION = 1  # of what is kept of a tar file
_TEXT, _JSON = (".txt",), (".json",)
_PLACE = [("picture", np.int64, 2), ("caption", np.int64, 2), ("in_json", np.bool_)]
_NO_TAR = (tarfile.TarError, OSError, ValueError, OverflowError)


class Span(NamedTuple):
    """Where the content of a member lies in its tar file, in bytes."""

    start: int
    size: int

    def read(self, file: BinaryIO) -> bytes:
        """The content; less where the file was cut off."""
        file.seek(self.start)
        return file.read(self.size)


_NOWHERE = Span(0, 0)
Members = dict[str, Span]
"""The members of a sample, by what follows the first dot of their names, in lower case and with the dot."""


class Place(NamedTuple):
    """A sample in a tar file: what its members' names have in common, and where they lie. No caption has the size 0."""

    key: str
    picture: Span
    caption: Span
    in_json: bool

    def captions(self, file: BinaryIO, name: str) -> list[str]:
        """Its captions, one or more; the empty one where it has none. `name` is what errors call it.

        Raises:
            Unreadable: what should hold them does not.
        """
        if not self.caption.size:
            return [""]
        content = self.caption.read(file)
        return [caption_in(content, name)] if self.in_json else lines_of(content, name)


@dataclass(frozen=True)
class Wanted:
    """Which samples are wanted: those that meet demands (None: all), with captions of at least so many words and with
    none of the forbidden texts. Where captions are asked for anything, they must also be plain ASCII, as published."""

    captionless: bool
    demands: Demands | None = None
    least_words: int = 0
    forbidden: tuple[str, ...] = ()

    @property
    def asks_captions(self) -> bool:
        """Whether captions are asked for anything."""
        return bool(self.least_words or self.forbidden)


@dataclass(frozen=True, eq=False)
class Index:
    """The samples of a tar file, as one compact array, and how many were left out, by the reason in words."""

    places: np.ndarray
    left_out: Mapping[str, int]

    def __len__(self) -> int:
        return len(self.places)

    def place(self, index: int) -> Place:
        """Where a sample lies."""
        key, picture, caption, in_json = self.places[index]
        return Place(key.decode(), Span(*map(int, picture)), Span(*map(int, caption)), bool(in_json))


def indexed(path: Path, wanted: Wanted) -> Index:
    """The wanted samples of a tar file; as they were found before, where the file is still the same."""
    kept = _kept_at(path, wanted)
    index = _read(kept)
    if index is None:
        index = index_tar(path, wanted)
        with suppress(OSError):
            _write(kept, index)
    return index


def index_tar(path: Path, wanted: Wanted) -> Index:
    """Look through a tar file for the wanted samples. What is damaged, cut off or not wanted is counted."""
    left_out: Counter[str] = Counter()
    places: list[Place] = []
    try:
        with path.open("rb") as file:
            for key, members in _grouped(_members(file, left_out), left_out).items():
                try:
                    places.append(_place(key, members, file, wanted))
                except _LeftOut as reason:
                    left_out[str(reason)] += 1
    except OSError:
        left_out["that cannot be read"] += 1
    return Index(_packed(places), left_out)


class _LeftOut(Exception):
    """Why a sample is not taken, in words that its number can stand before."""


def _members(file: BinaryIO, left_out: Counter[str]) -> Iterator[tuple[str, Span]]:
    """The names of the files in a tar file and where their contents lie, as far as it goes."""
    size = os.fstat(file.fileno()).st_size
    try:
        tar = tarfile.open(fileobj=file, mode="r:")  # noqa: SIM115 - it has nothing to close but the file
    except _NO_TAR:
        left_out["that is no tar file, or a compressed one"] += 1
        return
    tar.ignore_zeros = True  # from here on: go on after a damaged header, and where tar files were joined
    with suppress(*_NO_TAR):  # a cut
        while (member := tar.next()) is not None and member.size >= 0:
            if member.isreg() and member.offset_data + member.size > size:
                left_out["cut off"] += 1
            elif member.isreg():
                yield member.name, Span(member.offset_data, member.size)


def _grouped(members: Iterator[tuple[str, Span]], left_out: Counter[str]) -> dict[str, Members]:
    """Members by their common name. Hidden ones, which other systems leave, are none."""
    groups: dict[str, Members] = {}
    for name, span in members:
        folder, base = posixpath.split(posixpath.normpath(name))
        stem, dot, suffix = base.partition(".")
        if not (stem and suffix):
            continue
        group = groups.setdefault(posixpath.join(folder, stem), {})
        if dot + suffix.lower() in group:
            left_out["of a name that came before"] += 1
        else:
            group[dot + suffix.lower()] = span
    return groups


def _place(key: str, members: Members, file: BinaryIO, wanted: Wanted) -> Place:
    """A sample's place.

    Raises:
        _LeftOut: it is not wanted, or no sample.
    """
    picture, text, about = (_member(members, suffixes) for suffixes in (SUFFIXES, _TEXT, _JSON))
    if not picture.size:
        raise _LeftOut("without a picture")
    if wanted.demands is not None and not _meets(about.read(file), wanted.demands):
        raise _LeftOut("below the demands")
    place = Place(key, picture, text if text.size else about, not text.size)
    try:
        captions = place.captions(file, key) if place.in_json or wanted.asks_captions else []
    except Unreadable:
        place, captions = place._replace(caption=_NOWHERE), []
    if not (place.caption.size or wanted.captionless):
        raise _LeftOut(NO_CAPTION)
    if wanted.asks_captions and not all(caption_kept(each, wanted.least_words, wanted.forbidden) for each in captions):
        raise _LeftOut("with a caption that is not wanted")
    return place


def _member(members: Members, suffixes: Collection[str]) -> Span:
    """The member whose name ends in one of the suffixes, with the fewest dots before; the first of several such."""
    fitting = [suffix for suffix in members if posixpath.splitext(f"_{suffix}")[1] in suffixes]
    return members[min(fitting, key=lambda suffix: suffix.count("."))] if fitting else _NOWHERE


def _meets(about: bytes, demands: Demands) -> bool:
    """Whether a picture meets demands, by what its JSON says; scores that are no numbers meet none."""
    try:
        return sound({"json": known_in(about)}, demands)
    except TypeError:
        return False


def _packed(places: list[Place]) -> np.ndarray:
    keys = [place.key.encode("utf-8", "replace") for place in places]
    kind = np.dtype([("key", f"S{max(map(len, keys), default=1)}"), *_PLACE])
    rows = [(key, *place[1:]) for key, place in zip(keys, places, strict=True)]
    return np.array(rows, kind)


def _kept_at(path: Path, wanted: Wanted) -> Path:
    """The file of the cache that the index of a tar file belongs in, as the tar file is now."""
    try:
        about = path.stat()
        state = (about.st_size, about.st_mtime_ns)
    except OSError:
        state = ()
    key = repr((_VERSION, str(path.resolve()), state, wanted))
    return cache_folder() / "tars" / f"{hashlib.sha256(key.encode()).hexdigest()}.npz"


def _read(kept: Path) -> Index | None:
    """An index that was kept; None where there is none, or a damaged one."""
    try:
        with kept.open("rb") as file, np.load(file) as arrays:
            return Index(arrays["places"], json.loads(arrays["left_out"].tobytes()))
    except (OSError, ValueError, LookupError, EOFError, zipfile.BadZipFile):
        return None


def _write(kept: Path, index: Index) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    left_out = np.frombuffer(json.dumps(dict(index.left_out)).encode(), np.uint8)
    with replacing(kept) as temporary:
        np.savez(temporary, places=index.places, left_out=left_out)
