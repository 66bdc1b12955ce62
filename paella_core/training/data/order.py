"""In which order the samples of finite data come: every one once an epoch, each epoch in another order.

The order depends on the seed alone, so that every process, and a run that is resumed, finds the same sample under the
same number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from paella_core.conditioning.cache import Cache

_EPOCHS = 2  # that samples made ahead may belong to
_WINDOWS = 3


class Shuffle:
    """The order of `count` samples. Only the permutations of the last epochs are kept in memory."""

    def __init__(self, seed: int, count: int) -> None:
        self._seed = seed
        self._count = count
        self._epochs: Cache[np.ndarray] = Cache(_EPOCHS)

    def index(self, number: int) -> int:
        """Which sample has a number of the endless series, 0 to `count` - 1."""
        epoch, position = divmod(number, self._count)
        order = self._epochs.get(epoch, lambda: permutation(f"{self._seed}/order/{epoch}", self._count))
        return int(order[position])


@dataclass(frozen=True, eq=False)
class _Epoch:
    """The groups of an epoch in their order, and after how many samples each window of them ends."""

    order: np.ndarray
    ends: np.ndarray


class GroupShuffle:
    """The order of samples that lie in groups, such as files: `window` groups at a time are shuffled together, so that
    reading stays in a few files. `counts` says how many samples each group has."""

    def __init__(self, seed: int, counts: Sequence[int], window: int) -> None:
        self._seed = seed
        self._counts = np.asarray(counts, np.int64)
        self._count = int(self._counts.sum())
        self._window = window
        self._epochs: Cache[_Epoch] = Cache(_EPOCHS)
        self._places: Cache[np.ndarray] = Cache(_WINDOWS)

    def place(self, number: int) -> tuple[int, int]:
        """Which group the sample of a number of the endless series lies in, and where in it."""
        epoch, position = divmod(number, self._count)
        groups = self._epochs.get(epoch, lambda: self._drawn(epoch))
        window = int(np.searchsorted(groups.ends, position, side="right"))
        places = self._places.get((epoch, window), lambda: self._shuffled(epoch, window, groups))
        start = int(groups.ends[window - 1]) if window else 0
        group, index = places[position - start]
        return int(group), int(index)

    def _drawn(self, epoch: int) -> _Epoch:
        order = permutation(f"{self._seed}/groups/{epoch}", len(self._counts))
        firsts = np.arange(0, len(order), self._window)
        return _Epoch(order, np.add.reduceat(self._counts[order], firsts).cumsum())

    def _shuffled(self, epoch: int, window: int, groups: _Epoch) -> np.ndarray:
        """The places of the samples of a window, (N, 2): group and index in it."""
        members = groups.order[window * self._window : (window + 1) * self._window]
        places = [
            np.stack([np.full(n, group), np.arange(n)], 1)
            for group, n in zip(members, self._counts[members], strict=True)
        ]
        joined = np.concatenate(places).astype(np.uint32)
        return joined[permutation(f"{self._seed}/window/{epoch}/{window}", len(joined))]


def next_in_epoch(number: int, count: int) -> int:
    """The number that follows within the same epoch of `count` samples; the first follows the last."""
    epoch, position = divmod(number, count)
    return epoch * count + (position + 1) % count


def permutation(key: str, count: int) -> np.ndarray:
    """The numbers 0 to `count` - 1 in an order that the key decides."""
    return np.random.default_rng(Random(key).getrandbits(64)).permutation(count).astype(np.uint32)
