"""A few pictures of one thing, with captions that call it by a word which is still to be learnt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random

from paella_core.errors import BadInput
from paella_core.training.data.order import Shuffle, next_in_epoch
from paella_core.training.data.pictures import SUFFIXES, Squares
from paella_core.training.data.sample import Sample, Unreadable

PLACE = "*"
"""Where the word stands in a caption."""

CAPTIONS = ("a photo of *", "a picture of *", "a painting of *", "the *", "one *, seen well", "*")


@dataclass(frozen=True)
class ConceptPictures:
    """The pictures `files`, as squares of `size` pixels, again and again: shuffled, cut and captioned by lot."""

    files: Sequence[Path]
    size: int
    seed: int

    @property
    def about(self) -> str:
        """What is learnt from, in words."""
        return f"{len(self.files)} pictures"

    def sample(self, number: int) -> Sample:
        """A picture and a caption of the series.

        Raises:
            Unreadable: the picture cannot be read.
        """
        path = self.files[self._order.index(number)]
        try:
            content = path.read_bytes()
        except OSError as error:
            raise Unreadable(f"{path} cannot be read: {error.strerror}.") from None
        caption = Random(f"{self.seed}/caption/{number}").choice(CAPTIONS)
        return Sample(Squares(self.size, "random", self.seed).read(content, str(path), number), caption, str(path))

    def instead(self, number: int) -> int:
        """The next."""
        return next_in_epoch(number, len(self.files))

    @cached_property
    def _order(self) -> Shuffle:
        return Shuffle(self.seed, len(self.files))


def picture_files(paths: Sequence[Path]) -> list[Path]:
    """Files as they are given; of a folder, the pictures in it, by name.

    Raises:
        BadInput: there is no such file, or no picture in a folder.
    """
    found: list[Path] = []
    for path in paths:
        inside = sorted(each for each in path.iterdir() if _is_picture(each)) if path.is_dir() else [path]
        if not inside or not inside[0].is_file():
            raise BadInput(f"There is no picture in {path}." if path.is_dir() else f"There is no picture {path}.")
        found += inside
    return list(dict.fromkeys(found))


def _is_picture(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES and not path.name.startswith(".")
