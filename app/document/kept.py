"""What an edit keeps beside pixels: immutable values that stand for how something is."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal

from app.document.commands import Change
from app.document.tiles import Spill


class Kept(QObject):
    """An object whose state, apart from pixels, is one immutable value; an edit that opens it can be taken back."""

    state_changed = Signal()

    def __init__(self, state: Any) -> None:
        super().__init__()
        self._state = state
        self._before: tuple[Any] | None = None

    def begin(self) -> None:
        """Start to keep the state. Called by the document.

        Raises:
            RuntimeError: another edit has it open.
        """
        if self._before is not None:
            raise RuntimeError("This is being edited already; finish or cancel that edit first.")
        self._before = (self._state,)

    def finish(self) -> Change | None:
        """What leads back to the state at the beginning; None when it is the same."""
        assert self._before is not None, "begin comes first"
        (before,), self._before = self._before, None
        return None if before == self._state else StateChange(self, before)

    def exchange(self, state: Any) -> Any:
        """Take another state on, and give the old one back."""
        before, self._state = self._state, state
        self._on_state(before)
        self.state_changed.emit()
        return before

    def held(self, state: Any) -> int:  # noqa: ARG002
        """Bytes of the pixels that are there only because a step leads to `state`."""
        return 0

    def _set(self, state: Any) -> None:
        if self._before is None:
            raise RuntimeError("Anything is changed inside `with document.edit(...)` only.")
        if state != self._state:
            self.exchange(state)

    def _on_state(self, before: Any) -> None:
        """The state is another one than `before`."""


class StateChange(Change):
    """The state of an object on the other side of a step."""

    def __init__(self, target: Kept, state: Any) -> None:
        self._target = target
        self._state = state

    def flip(self) -> None:
        """Exchange the two sides."""
        self._state = self._target.exchange(self._state)

    @property
    def size(self) -> int:
        """Bytes of the layers and masks that only this change keeps."""
        return self._target.held(self._state)

    def spill(self, wanted: int, spill: Spill) -> int:  # noqa: ARG002 - they stay in memory
        """Nothing of it can be moved to the disk."""
        return 0
