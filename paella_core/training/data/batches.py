"""From a source to the batches of a process.

A step sees the samples `step * batch_size` to `(step + 1) * batch_size` of the series, however many processes there
are: each takes every n-th of them, in as many parts as its memory asks for. So a run that is resumed, by as many
processes or others, goes on where it was and skips nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from torch.utils.data import DataLoader, Dataset

from paella_core.errors import TrainingError
from paella_core.training.data.sample import Batch, Sample, Source, Unreadable
from paella_core.training.distributed import Share

_TRIALS = 100  # so many unreadable samples one after the other are no accident


@dataclass(frozen=True)
class Division:
    """How the samples of a step are divided: among processes, then into parts of `part_size` or a little fewer."""

    batch_size: int
    part_size: int
    share: Share

    def __post_init__(self) -> None:
        if self.batch_size % self.share.count:
            raise TrainingError(
                f"[run] batch_size is {self.batch_size}, which {self.share.count} processes cannot share evenly. "
                f"Choose a multiple of {self.share.count}."
            )

    @property
    def parts(self) -> int:
        """How many parts a process goes through before the optimizer's step; 0 asks for one."""
        own = self.batch_size // self.share.count
        return -(-own // (self.part_size or own))

    def numbers(self, step: int) -> list[list[int]]:
        """The numbers of this process's samples of a step (from 0), part by part."""
        own = range(step * self.batch_size + self.share.index, (step + 1) * self.batch_size, self.share.count)
        ends = [part * len(own) // self.parts for part in range(self.parts + 1)]
        return [list(own[first:last]) for first, last in pairwise(ends)]


@dataclass(frozen=True)
class Readable(Dataset[Batch | TrainingError]):
    """The batch of any numbers of a source, with others in the place of unreadable samples.

    What went wrong is given back, not raised: torch would wrap an error of a loading process in its traceback.
    """

    source: Source

    def __getitem__(self, numbers: list[int]) -> Batch | TrainingError:
        samples: list[Sample] = []
        left_out: list[str] = []
        try:
            for number in numbers:
                samples.append(self._readable(number, left_out))
        except TrainingError as error:
            return error
        return Batch(samples, numbers, tuple(left_out))

    def _readable(self, number: int, left_out: list[str]) -> Sample:
        for _ in range(_TRIALS):
            try:
                return self.source.sample(number)
            except Unreadable as error:
                left_out.append(str(error))
                number = self.source.instead(number)
        raise TrainingError(f"{_TRIALS} samples one after the other cannot be used; the last: {left_out[-1]}")


def batches(source: Source, division: Division, steps: range, workers: int) -> Iterator[list[Batch]]:
    """For each step its parts, made ahead in `workers` processes.

    Raises:
        TrainingError: the source cannot go on.
    """
    numbers = [part for step in steps for part in division.numbers(step)]
    made = loaded(Readable(source), numbers, workers)
    for _ in steps:
        yield [next(made) for _ in range(division.parts)]


def loaded(batch_of: Dataset[Batch | TrainingError], numbers: list[list[int]], workers: int) -> Iterator[Batch]:
    """The batches of some numbers, in order."""
    for batch in DataLoader(batch_of, batch_size=None, sampler=numbers, num_workers=workers):
        if isinstance(batch, TrainingError):
            raise batch
        yield batch
