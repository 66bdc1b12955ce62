"""Undo and redo: steps that hold what they changed, never whole images; the oldest ones lie on the disk."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Protocol

from app.document.tiles import Spill

MEMORY = 1 << 30  # bytes of changes in memory; what is older is spilled to the disk
LONGEST = 2000  # steps; the oldest are forgotten beyond it


class Change(Protocol):
    """One thing as it is on the other side of a step."""

    def flip(self) -> None:
        """Exchange the two sides."""

    @property
    def size(self) -> int:
        """Bytes in memory."""
        ...

    def spill(self, wanted: int, spill: Spill) -> int:
        """Move at least `wanted` bytes, or all that can be moved, to the disk; gives how many that was."""
        ...


class Editable(Protocol):
    """Something that an edit can open."""

    def begin(self) -> None:
        """Start to keep what is there."""

    def finish(self) -> Change | None:
        """Stop keeping; what leads back to the beginning, None where nothing differs from it."""
        ...


def flip_back(changes: Sequence[Change]) -> None:
    """Take changes back, the latest first."""
    for change in reversed(changes):
        change.flip()


@dataclass(eq=False)
class Step:
    """What was changed by one edit, and can be taken back. `active` is the active layer of its other side."""

    text: str
    changes: tuple[Change, ...]
    active: object = None
    state: object = field(default_factory=object)  # stands for the document as this step left it

    @property
    def size(self) -> int:
        """Bytes in memory."""
        return sum(change.size for change in self.changes)

    def undo(self) -> None:
        """Take the changes back."""
        flip_back(self.changes)

    def redo(self) -> None:
        """Make the changes again."""
        for change in self.changes:
            change.flip()

    def spill(self, wanted: int, spill: Spill) -> int:
        """Move at least `wanted` bytes, or all, to the disk; gives how many that was."""
        done = 0
        for change in self.changes:
            done += change.spill(wanted - done, spill) if done < wanted else 0
        return done


@dataclass
class History:
    """The steps that were done and those that were taken back, each with its latest last."""

    done: list[Step] = field(default_factory=list)
    undone: list[Step] = field(default_factory=list)
    oldest: object = field(default_factory=object)  # stands for the document before the first step
    memory: int = MEMORY
    _spill: Spill = field(default_factory=Spill)

    @property
    def state(self) -> object:
        """Stands for the document as it is now: the same object each time that undo and redo come back to it."""
        return self.done[-1].state if self.done else self.oldest

    @property
    def size(self) -> int:
        """Bytes in memory."""
        return sum([change.size for steps in (self.done, self.undone) for step in steps for change in step.changes])

    def push(self, step: Step) -> None:
        """Add a step that was just done. What was taken back before is gone for good."""
        self.undone.clear()
        self.done.append(step)
        size = self.size
        if size > self.memory:
            self._relieve(size - self.memory)
            size = self.size
        while len(self.done) > LONGEST or (size > self.memory and size > step.size):
            forgotten = self.done.pop(0)
            self.oldest = forgotten.state
            size -= forgotten.size

    def undo(self) -> Step:
        """Take the latest step back; gives that step."""
        step = self.done.pop()
        step.undo()
        self.undone.append(step)
        return step

    def redo(self) -> Step:
        """Make the step that was taken back last again; gives that step."""
        step = self.undone.pop()
        step.redo()
        self.done.append(step)
        return step

    def _relieve(self, excess: int) -> None:
        """Spill so many bytes of the oldest steps; where the disk is full, they will be forgotten."""
        with suppress(OSError):
            for step in self.done[:-1]:
                if excess <= 0:
                    return
                excess -= step.spill(excess, self._spill)
