"""A person's own pictures, named in the configuration as `module:name`.

The name is an object, or a function or class that gives one when it is called without arguments. What has a length and
can be indexed is shuffled. Anything else that can be iterated is read from its start, over and over, in its own order:
every process reads all of it and keeps its share, and a run that is resumed reads up to where it was. Such may also
give whole batches, (pictures, captions).
"""

from __future__ import annotations

import inspect
import os
import sys
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from operator import attrgetter
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from PIL import Image
from torch import Tensor

from paella_core.errors import TrainingError
from paella_core.images import as_integer, from_tensor
from paella_core.training.data.order import Shuffle, next_in_epoch
from paella_core.training.data.pictures import Squares, content_of
from paella_core.training.data.sample import Sample, Unreadable

_LOOK_BACK = 32  # items kept, for those that were read early in the place of unreadable ones
_EXPECTED = (
    "a pair of a PIL picture, an array (H, W, 3) of uint8, a tensor (3, H, W) in 0..1 or a path, and its caption"
)

Picture = Image.Image | Path


class Items(Protocol):
    """Pairs of pictures and captions that can be taken in any order."""

    def __getitem__(self, index: int, /) -> Any: ...
    def __len__(self) -> int: ...


@dataclass(frozen=True)
class CustomData:
    """The section `data` for `source = "module:name"`, and the side of a picture in pixels. The module is looked for in
    the current folder, too."""

    source: str
    seed: int = 1
    size: int = 256
    crop: str = "random"
    workers: int = 0

    @property
    def squares(self) -> Squares:
        """What is made of the pictures."""
        return Squares(self.size, self.crop, self.seed)


class Indexed:
    """Pictures that can be taken in any order, shuffled."""

    def __init__(self, data: CustomData, items: Items) -> None:
        """Look at the first item.

        Raises:
            TrainingError: there is none, or it is no picture with a caption.
        """
        self._data = data
        self._items = items
        self._squares = data.squares
        if not len(items):
            raise TrainingError(f"{data.source} is empty.")
        _check_first(lambda: self._pair(0))
        self._order = Shuffle(data.seed, len(items))

    def __reduce__(self) -> tuple[Any, ...]:
        return open_custom, (self._data,)  # another process opens its own

    def __len__(self) -> int:
        return len(self._items)

    @property
    def about(self) -> str:
        """What was found, in words."""
        return f"{self._data.source}: {len(self)} pictures"

    def sample(self, number: int) -> Sample:
        """A picture and its caption.

        Raises:
            Unreadable: it cannot be had.
        """
        index = self._order.index(number)
        return _sample(self._pair(index), self._squares, f"{self._data.source}[{index}]", number)

    def instead(self, number: int) -> int:
        """The next of the epoch."""
        return next_in_epoch(number, len(self))

    def _pair(self, index: int) -> tuple[Picture, str]:
        name = f"{self._data.source}[{index}]"
        try:
            item = self._items[index]
        except Exception as error:  # a person's own code may raise anything
            raise Unreadable(f"{name} fails with {_told(error)}.") from error
        return _pair(item, name)


class Stream:
    """Pictures that are read one after the other, from the start again after the last."""

    def __init__(self, data: CustomData) -> None:
        """Look at the first item.

        Raises:
            TrainingError: there is none, or it is no picture with a caption.
        """
        self._data = data
        self._squares = data.squares
        self._restart()
        _check_first(lambda: self._pair(0))

    def __reduce__(self) -> tuple[Any, ...]:
        return open_custom, (self._data,)  # another process reads for itself

    @property
    def about(self) -> str:
        """What was found, in words."""
        return f"{self._data.source}: pictures in their own order"

    def sample(self, number: int) -> Sample:
        """The picture and caption that are read as `number`-th, from 0.

        Raises:
            Unreadable: it is no picture with a caption.
            TrainingError: reading failed.
        """
        return _sample(self._pair(number), self._squares, self._name(number), number)

    def instead(self, number: int) -> int:
        """The next."""
        return number + 1

    def _name(self, number: int) -> str:
        return f"Item {number} of {self._data.source}"

    def _pair(self, number: int) -> tuple[Picture, str]:
        if self._process != os.getpid() or number < self._following - len(self._last):
            self._restart()
        while self._following <= number:
            self._last.append(self._read())
            self._following += 1
        return _pair(self._last[number - self._following], self._name(number))

    def _restart(self) -> None:
        self._process = os.getpid()  # a forked one would share what the items are read from
        self._items = _over_and_over(self._data.source)
        self._following = 0
        self._last: deque[Any] = deque(maxlen=_LOOK_BACK)

    def _read(self) -> Any:
        try:
            return next(self._items)
        except TrainingError:
            raise
        except Exception as error:  # a person's own code may raise anything
            raise TrainingError(f"{self._name(self._following)} cannot be read: {_told(error)}.") from error


def open_custom(data: CustomData) -> Indexed | Stream:
    """The pictures that a configuration names.

    Raises:
        TrainingError: there is no such module or name, it fails, is empty, or gives something else.
    """
    named = _named(data.source)
    if hasattr(named, "__getitem__") and hasattr(named, "__len__"):
        return Indexed(data, named)
    if isinstance(named, Iterator) and named is _named(data.source):
        raise TrainingError(f"{data.source} can be read only once: name the function that makes it.")
    if not hasattr(named, "__iter__"):
        raise TrainingError(f"{data.source} gives {_kind(named)}, which cannot be iterated.")
    return Stream(data)


def _named(source: str) -> Any:
    """What `module:name` stands for, made anew if it is a function or class."""
    module, _, name = source.partition(":")
    try:
        found = attrgetter(name)(_imported(module))
    except AttributeError:
        raise TrainingError(f'[data] source is "{source}", but {module} has no {name}.') from None
    if not (inspect.isclass(found) or inspect.isroutine(found)):
        return found
    try:
        return found()
    except Exception as error:  # a person's own code may raise anything
        raise TrainingError(f"{source} fails when called without arguments: {_told(error)}.") from error


def _imported(module: str) -> Any:
    if os.getcwd() not in sys.path:
        sys.path.insert(0, os.getcwd())
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if f"{module}.".startswith(f"{error.name}."):
            raise TrainingError(f"There is no module {error.name}, neither installed nor in {os.getcwd()}.") from None
        raise TrainingError(f"{module} cannot be imported: {_told(error)}.") from error
    except Exception as error:  # a person's own code may raise anything
        raise TrainingError(f"{module} cannot be imported: {_told(error)}.") from error


def _over_and_over(source: str) -> Iterator[Any]:
    """Its items without end, those of batches one by one. What a function gives is asked for each time."""
    while True:
        empty = True
        for item in _named(source):
            empty = False
            yield from _one_by_one(item)
        if empty:
            raise TrainingError(f"{source} is empty.")


def _one_by_one(item: Any) -> Iterator[Any]:
    """The pairs of a batch; anything else as it is."""
    if isinstance(item, tuple | list) and len(item) == 2 and isinstance(item[1], tuple | list):
        yield from zip(*item, strict=True)
    else:
        yield item


def _check_first(pair: Any) -> None:
    try:
        pair()
    except Unreadable as error:
        raise TrainingError(str(error)) from error


def _pair(item: Any, name: str) -> tuple[Picture, str]:
    """The picture and the caption of an item.

    Raises:
        Unreadable: it is something else.
    """
    if isinstance(item, tuple | list) and len(item) == 2 and isinstance(item[1], str):
        picture = _picture(item[0])
        if picture is not None:
            return picture, item[1]
    raise Unreadable(f"{name} is {_kind(item)}, not {_EXPECTED}.")


def _picture(value: Any) -> Picture | None:
    """A picture, or the path of one; None if it is something else."""
    if isinstance(value, Image.Image):
        return value
    if isinstance(value, str | os.PathLike):
        return Path(value)
    if isinstance(value, Tensor) and value.ndim == 3 and value.shape[0] == 3 and value.is_floating_point():
        value = as_integer(from_tensor(value[None])[0], np.dtype(np.uint8))
    if isinstance(value, np.ndarray) and value.ndim == 3 and value.shape[2] == 3 and value.dtype == np.uint8:
        return Image.fromarray(value)
    return None


def _sample(pair: tuple[Picture, str], squares: Squares, name: str, number: int) -> Sample:
    picture, caption = pair
    if isinstance(picture, Path):
        return Sample(squares.read(content_of(picture), str(picture), number), caption, str(picture))
    return Sample(squares.cut(picture, name, number), caption, name)


def _kind(value: Any) -> str:
    """What something is, in words, for the one who made it."""
    if isinstance(value, tuple | list) and len(value) <= 4:
        return f"({', '.join(map(_kind, value))})"
    shape = f" of {value.dtype}, shape {tuple(value.shape)}" if isinstance(value, np.ndarray | Tensor) else ""
    return type(value).__name__ + shape


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
