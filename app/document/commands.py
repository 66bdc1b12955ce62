"""Undo and redo: steps that hold the tiles they changed, never whole images."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.document.plane import Plane, Tiles

MEMORY = 1 << 30  # bytes of old tiles kept; the oldest steps are forgotten beyond it


@dataclass(frozen=True, eq=False)
class Step:
    """A change that is done and can be taken back: for each plane, the tiles as they are on the other side."""

    text: str
    changes: tuple[tuple[Plane, Tiles], ...]
    state: object = field(default_factory=object)  # stands for the document as this step left it

    @property
    def size(self) -> int:
        """In bytes."""
        return sum(pixels.nbytes for _, tiles in self.changes for pixels in tiles.values())

    def flip(self) -> None:
        """Take the change back, or make it again."""
        for plane, tiles in self.changes:
            plane.swap(tiles)


@dataclass
class History:
    """The steps that were done and those that were taken back, each with its latest last."""

    done: list[Step] = field(default_factory=list)
    undone: list[Step] = field(default_factory=list)
    oldest: object = field(default_factory=object)  # stands for the document before the first step

    @property
    def state(self) -> object:
        """Stands for the document as it is now: the same object each time that undo and redo come back to it."""
        return self.done[-1].state if self.done else self.oldest

    def push(self, step: Step) -> None:
        """Add a step that was just done. What was taken back before is gone for good."""
        self.undone.clear()
        self.done.append(step)
        total = sum(step.size for step in self.done)
        while total > MEMORY and len(self.done) > 1:
            forgotten = self.done.pop(0)
            self.oldest = forgotten.state
            total -= forgotten.size

    def undo(self) -> None:
        """Take the latest step back."""
        step = self.done.pop()
        step.flip()
        self.undone.append(step)

    def redo(self) -> None:
        """Make the step that was taken back last again."""
        step = self.undone.pop()
        step.flip()
        self.done.append(step)
