"""Webdataset shards on this machine: tar files in which `000.jpg`, `000.txt` and `000.json` are one sample.

They are read in any order, a few of them at a time, so that every sample comes once an epoch and a resumed run goes on
where it was.
"""

from __future__ import annotations

import glob
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import BinaryIO

from paella_core.errors import TrainingError
from paella_core.training.data.captions import Missing, check_missing, drawn
from paella_core.training.data.order import GroupShuffle, next_in_epoch
from paella_core.training.data.pictures import Squares
from paella_core.training.data.sample import Sample, Unreadable
from paella_core.training.data.tars import NO_CAPTION, Place, Wanted, indexed
from paella_core.training.filters import Demands

_RANGE = re.compile(r"\{(\d+)\.\.(\d+)\}")


@dataclass(frozen=True)
class ShardData:
    """The section `data` for `source = "shards"`: a tar file, a folder of such, or several as `part-*.tar` or
    `part-{000..010}.tar`, and the side of a picture in pixels.

    `window` shards at a time are shuffled together. The published filter is off where its bounds are not given:
    pixels of the shorter side, and the scores `pwatermark`, `aesthetic` and `punsafe` of the JSON, of which nothing
    known counts as the worst. Captions need `least_words` words and none of the `forbidden` texts; where either is
    given, they must be plain ASCII too.
    """

    path: str
    source: str = "shards"
    seed: int = 1
    size: int = 256
    crop: str = "random"
    window: int = 8
    missing_captions: Missing = "leave out"
    least_size: int | None = None
    most_watermark: float | None = None
    least_aesthetic: float | None = None
    most_unsafe: float | None = None
    least_words: int = 0
    forbidden: Sequence[str] = ()
    workers: int = 2

    @property
    def demands(self) -> Demands | None:
        """What is asked of pictures: the bounds that are given, None without any."""
        if all(
            bound is None for bound in (self.least_size, self.most_watermark, self.least_aesthetic, self.most_unsafe)
        ):
            return None
        return Demands(
            0 if self.least_size is None else self.least_size,
            inf if self.most_watermark is None else self.most_watermark,
            -inf if self.least_aesthetic is None else self.least_aesthetic,
            inf if self.most_unsafe is None else self.most_unsafe,
        )

    @property
    def wanted(self) -> Wanted:
        """Which samples of the tar files are taken."""
        return Wanted(self.missing_captions == "empty", self.demands, self.least_words, tuple(self.forbidden))


class Shards:
    """The samples of tar files, shuffled a few files at a time."""

    def __init__(self, data: ShardData) -> None:
        """Find the tar files and what is in each; that is kept for the next time.

        Raises:
            TrainingError: there is no such file, no sample that can be used, or a caption is missing.
        """
        check_missing(data.missing_captions)
        if data.window < 1:
            raise TrainingError(f"[data] window is {data.window}; at least 1 shard must be shuffled at a time.")
        self._data = data
        self._squares = Squares(data.size, data.crop, data.seed)
        found = [(path, indexed(path, data.wanted)) for path in tar_files(data.path)]
        self._left_out: Counter[str] = sum((Counter(index.left_out) for _, index in found), Counter())
        self._shards = [(path, index) for path, index in found if len(index)]
        self._count = sum(len(index) for _, index in found)
        self._check()
        self._order = GroupShuffle(data.seed, [len(index) for _, index in self._shards], data.window)

    def __len__(self) -> int:
        return self._count

    @property
    def about(self) -> str:
        """What was found, in words."""
        return f"{self._data.path}: {self._count} pictures in {len(self._shards)} shards{self._without()}"

    def sample(self, number: int) -> Sample:
        """A picture and its caption.

        Raises:
            Unreadable: one of them cannot be read.
        """
        shard, index = self._order.place(number)
        path, places = self._shards[shard]
        place = places.place(index)
        name = f"{path}/{place.key}"
        try:
            with path.open("rb") as file:
                captions, content = self._captions(place, file, name), place.picture.read(file)
        except OSError as error:
            raise Unreadable(f"{path} cannot be read: {error.strerror}.") from None
        return Sample(self._squares.read(content, name, number), drawn(captions, self._data.seed, number), name)

    def instead(self, number: int) -> int:
        """The next of the epoch."""
        return next_in_epoch(number, self._count)

    def _captions(self, place: Place, file: BinaryIO, name: str) -> list[str]:
        try:
            return place.captions(file, name)
        except Unreadable:
            if self._data.missing_captions == "empty":
                return [""]
            raise

    def _without(self) -> str:
        reasons = ", ".join(f"{count} {reason}" for reason, count in sorted(self._left_out.items()))
        return f"; left out: {reasons}" if reasons else ""

    def _check(self) -> None:
        captionless = self._left_out[NO_CAPTION]
        if captionless and self._data.missing_captions == "refuse":
            raise TrainingError(
                f"{captionless} pictures in {self._data.path} have no caption: "
                'add them, or set [data] missing_captions to "leave out" or "empty".'
            )
        if not self._count:
            raise TrainingError(
                f"Nothing in {self._data.path} can be used{self._without()}. "
                "A sample is a picture and its caption under one name, as 000.jpg and 000.txt."
            )


def tar_files(pattern: str) -> list[Path]:
    """The tar files that a path names: itself, those in a folder, or those of `*` and of ranges as `{00..12}`.

    Raises:
        TrainingError: there are none, or one of a range is missing.
    """
    expanded = Path(pattern).expanduser()
    if expanded.is_dir():
        paths = sorted(expanded.rglob("*.tar"))
    else:
        paths = [path for each in _ranged(str(expanded)) for path in _matching(each)]
    if not paths:
        raise TrainingError(f"There is no tar file {pattern}: name one, a folder of them, or a pattern as part-*.tar.")
    missing = [path for path in paths if not path.is_file()]
    if missing:
        raise TrainingError(f"{len(missing)} of {len(paths)} tar files are missing, {missing[0]} for one.")
    return paths


def _ranged(pattern: str) -> list[str]:
    """A pattern with its ranges written out; numbers are as wide as the first."""
    match = _RANGE.search(pattern)
    if match is None:
        return [pattern]
    first, last = match.groups()
    numbers = (str(number).zfill(len(first)) for number in range(int(first), int(last) + 1))
    return [each for number in numbers for each in _ranged(pattern[: match.start()] + number + pattern[match.end() :])]


def _matching(pattern: str) -> list[Path]:
    """The files that `*` and the like stand for; a plain name stands for itself."""
    if Path(pattern).is_file() or not glob.has_magic(pattern):
        return [Path(pattern)]
    return [Path(path) for path in sorted(glob.glob(pattern, recursive=True))]
