"""The picture that is edited, its mask, and the steps that lead to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, QRect, Signal

from app.document.commands import History, Step
from app.document.plane import Plane

UNTITLED = "Untitled"


class Document(QObject):
    """A picture (RGB or RGBA, uint8 or uint16) and a mask of the same size (uint8, 255 = may change).

    Every change happens inside `edit`, which makes one undo step of it.
    """

    changed = Signal(QRect)  # pixels of the picture or of the mask, in document coordinates
    history_changed = Signal()
    modified_changed = Signal(bool)

    def __init__(self, picture: Plane, mask: Plane, path: Path | None = None) -> None:
        super().__init__()
        if (picture.width, picture.height) != (mask.width, mask.height):
            raise ValueError("The picture and its mask have the same size.")
        self.picture = picture
        self.mask = mask
        self.path = path
        self.icc_profile: bytes | None = None
        self._history = History()
        self._open_edits = 0
        self._saved = self._history.state
        self._modified = False
        for plane in (picture, mask):
            plane.setParent(self)
            plane.changed.connect(self.changed)

    @classmethod
    def from_array(cls, array: np.ndarray, path: Path | None = None) -> Document:
        """A document of a picture of shape (height, width, 3 or 4), uint8 or uint16, with an empty mask."""
        if array.ndim != 3 or array.shape[2] not in (3, 4):
            raise ValueError(f"A picture has the shape (height, width, 3 or 4), not {array.shape}.")
        return cls(Plane(array), Plane(np.zeros(array.shape[:2], np.uint8)), path)

    @property
    def width(self) -> int:
        """In pixels."""
        return self.picture.width

    @property
    def height(self) -> int:
        """In pixels."""
        return self.picture.height

    @property
    def name(self) -> str:
        """The file's name, or "Untitled"."""
        return self.path.name if self.path else UNTITLED

    @property
    def modified(self) -> bool:
        """Whether anything differs from what was opened or saved last."""
        return self._modified

    @property
    def editing(self) -> bool:
        """Whether an edit is in progress."""
        return self._open_edits > 0

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back, and no edit is in progress."""
        return bool(self._history.done) and not self._open_edits

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to make again, and no edit is in progress."""
        return bool(self._history.undone) and not self._open_edits

    @property
    def undo_text(self) -> str:
        """The name of the step that `undo` takes back, or ""."""
        return self._history.done[-1].text if self._history.done else ""

    @property
    def redo_text(self) -> str:
        """The name of the step that `redo` makes again, or ""."""
        return self._history.undone[-1].text if self._history.undone else ""

    def history(self) -> list[str]:
        """The names of the steps that were done, the oldest first."""
        return [step.text for step in self._history.done]

    def future(self) -> list[str]:
        """The names of the steps that were taken back, the next to be made again first."""
        return [step.text for step in reversed(self._history.undone)]

    @contextmanager
    def edit(self, text: str, *planes: Plane) -> Iterator[None]:
        """Open `planes` for writing. Leaving makes one undo step named `text` of what changed, if anything did;
        an exception, or the closing of a generator, puts every pixel back.

        Raises:
            RuntimeError: another edit has one of the planes open.
        """
        opened: list[Plane] = []
        self._open_edits += 1
        try:
            for plane in planes:
                plane.begin()
                opened.append(plane)
            yield
        except BaseException:
            for plane in opened:
                plane.swap(plane.finish())
            raise
        else:
            self._push(text, opened)
        finally:
            self._open_edits -= 1
            self.history_changed.emit()

    def undo(self) -> None:
        """Take the latest step back; nothing happens where `can_undo` is false."""
        if self.can_undo:
            self._history.undo()
            self._tell()

    def redo(self) -> None:
        """Make the step that was taken back last again; nothing happens where `can_redo` is false."""
        if self.can_redo:
            self._history.redo()
            self._tell()

    def mark_saved(self) -> None:
        """Say that what is shown now is what lies in the file."""
        self._saved = self._history.state
        self._tell()

    def _push(self, text: str, planes: list[Plane]) -> None:
        changes = [(plane, plane.finish()) for plane in planes]
        changes = [(plane, tiles) for plane, tiles in changes if tiles]
        if changes:
            self._history.push(Step(text, tuple(changes)))
            self._check_modified()

    def _tell(self) -> None:
        self._check_modified()
        self.history_changed.emit()

    def _check_modified(self) -> None:
        modified = self._history.state is not self._saved
        if modified != self._modified:
            self._modified = modified
            self.modified_changed.emit(modified)
