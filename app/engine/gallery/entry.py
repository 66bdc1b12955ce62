"""One generated picture as the gallery knows it, without its pixels, and as it stands in a file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.document.pictures.picture import Recipe
from paella_core.request import Box

VERSION = 1


@dataclass(frozen=True, eq=False)
class Entry:
    """A generated picture. Two are equal that have the same `id`, whatever else of them was changed.

    Attributes:
        id: names its files. Its part before the last "-" is common to the pictures of one run.
        time: when it was made, in seconds since 1970.
        name: of the document that it was made for.
        box: which part of that document it is.
        recipe: how it was made, as JSON holds it, so that pairs are lists; `pictures.params_of` reads its parameters.
        starred: whether the person marked it; then it is only deleted by hand.
    """

    id: str
    time: float
    name: str
    box: Box
    recipe: Recipe
    starred: bool = False
    _searched: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_searched", f"{self.prompt}\n{self.negative}\n{self.name}".casefold())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Entry) and self.id == other.id

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def run(self) -> str:
        """What it shares with the other pictures of its run."""
        return self.id.rpartition("-")[0]

    @property
    def prompt(self) -> str:
        """What was asked for."""
        return str(self.recipe.get("prompt", ""))

    @property
    def negative(self) -> str:
        """What was not to be there."""
        return str(self.recipe.get("negative", ""))

    def has(self, words: Sequence[str]) -> bool:
        """Whether prompt, negative prompt or name have all of these words, which are case-folded, or parts of words."""
        return all(word in self._searched for word in words)


def newest_first(entry: Entry) -> tuple[float, str]:
    """The key to sort entries by; those of one run are in the order in which they were made."""
    return (-entry.time, entry.id)


def to_bytes(entry: Entry) -> bytes:
    """The content of an entry's file."""
    about = {
        "version": VERSION,
        "time": entry.time,
        "name": entry.name,
        "box": entry.box,
        "starred": entry.starred,
        "recipe": entry.recipe,
    }
    return json.dumps(about, ensure_ascii=False).encode()


def from_bytes(id_: str, data: bytes) -> Entry:
    """The entry of a file's content.

    Raises:
        ValueError, TypeError, LookupError, RecursionError: it is damaged, or of another version.
    """
    found = json.loads(data)
    if found["version"] != VERSION:
        raise ValueError("another version")
    box = Box(*(int(number) for number in found["box"]))
    return Entry(id_, float(found["time"]), str(found["name"]), box, {**found["recipe"]}, bool(found["starred"]))
