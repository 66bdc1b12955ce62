"""A folder of pictures, each with its caption beside it: `boat.jpg` and `boat.txt`, or `boat.json` with a `caption`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from paella_core.errors import TrainingError
from paella_core.training.data.captions import Missing, caption_in, check_missing, drawn, lines_of
from paella_core.training.data.order import Shuffle, next_in_epoch
from paella_core.training.data.pictures import SUFFIXES, Squares, content_of
from paella_core.training.data.sample import Sample, Unreadable

_TEXT, _JSON = ".txt", ".json"


@dataclass(frozen=True)
class FolderData:
    """The section `data` for `source = "folder"`: the folder, with those inside it, and the side of a picture.

    Where a caption has several lines, one is drawn each time. `missing_captions` says what becomes of pictures without:
    "refuse" to train, "leave out", or "empty" for captions of no words, with which a VQGAN does well.
    """

    path: str
    source: str = "folder"
    seed: int = 1
    size: int = 256
    crop: str = "random"
    missing_captions: Missing = "refuse"
    workers: int = 2


class _Entry(NamedTuple):
    """A picture's path from the folder, and what its caption's name ends in, nothing where there is none."""

    name: str
    caption: str


class Folder:
    """The pictures of a folder, shuffled."""

    def __init__(self, data: FolderData) -> None:
        """Look for pictures and captions.

        Raises:
            TrainingError: there is no such folder, no picture in it, or a caption is missing.
        """
        check_missing(data.missing_captions)
        self._data = data
        self._squares = Squares(data.size, data.crop, data.seed)
        self._root = Path(data.path).expanduser()
        found = _found(self._root)
        self._entries = [entry for entry in found if entry.caption or data.missing_captions != "leave out"]
        self._without = [entry.name for entry in found if not entry.caption]
        self._check()
        self._order = Shuffle(data.seed, len(self))

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def about(self) -> str:
        """What was found, in words."""
        without = f", {len(self._without)} without a caption" if self._without else ""
        return f"{self._root}: {len(self)} pictures{without}"

    def sample(self, number: int) -> Sample:
        """A picture and its caption.

        Raises:
            Unreadable: one of them cannot be read.
        """
        entry = self._entries[self._order.index(number)]
        path = self._root / entry.name
        caption = self._caption(path, entry.caption, number)
        return Sample(self._squares.read(content_of(path), str(path), number), caption, str(path))

    def instead(self, number: int) -> int:
        """The next of the epoch."""
        return next_in_epoch(number, len(self))

    def _caption(self, path: Path, suffix: str, number: int) -> str:
        try:
            return drawn(_captions(path, suffix), self._data.seed, number)
        except Unreadable:
            if self._data.missing_captions == "empty":
                return ""
            raise

    def _check(self) -> None:
        if self._without and self._data.missing_captions == "refuse":
            example = self._root / self._without[0]
            raise TrainingError(
                f"{len(self._without)} of {len(self)} pictures have no caption, {example} for one: "
                f"write {example.with_suffix(_TEXT).name} beside it, "
                'or set [data] missing_captions to "leave out" or "empty".'
            )
        if not self._entries:
            what = "picture with a caption" if self._without else "picture"
            raise TrainingError(f"There is no {what} in {self._root}: put some there or name another folder.")


def _found(root: Path) -> list[_Entry]:
    """All pictures below a folder, by name."""
    if not root.is_dir():
        raise TrainingError(f"There is no folder {root}: name the one with the pictures as [data] path.")
    return sorted(
        entry
        for folder, _, names in os.walk(root)
        for entry in _in_folder(Path(folder).relative_to(root).as_posix(), names)
    )


def _in_folder(folder: str, names: list[str]) -> Iterator[_Entry]:
    """The pictures directly in a folder. Hidden files are none; other systems leave such beside pictures."""
    present = set(names)
    for name in names:
        stem, suffix = os.path.splitext(name)
        if suffix.lower() in SUFFIXES and not name.startswith("."):
            caption = next((each for each in (_TEXT, _JSON) if stem + each in present), "")
            yield _Entry(f"{folder}/{name}".removeprefix("./"), caption)


def _captions(path: Path, suffix: str) -> list[str]:
    """The captions of a picture, in the file of that suffix beside it."""
    if not suffix:
        raise Unreadable(f"{path} has no caption.")
    beside = path.with_suffix(suffix)
    content = content_of(beside)
    return [caption_in(content, str(beside))] if suffix == _JSON else lines_of(content, str(beside))
