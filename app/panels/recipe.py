"""What the person has asked for so far: the state that the Edit panel shows and changes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.modes import Mode, Wanted
from paella_core.params import SamplingParams
from paella_core.request import Edge


class Recipe(QObject):
    """The wish that is being put together. `live` says that the fill follows mask and prompt by itself."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._wanted = Wanted()
        self._live = False

    @property
    def wanted(self) -> Wanted:
        """All of it, without spaces around the words."""
        return replace(self._wanted, prompt=self.prompt, negative=self.negative)

    @property
    def mode(self) -> Mode:
        """What happens when the button is pressed."""
        return self._wanted.mode

    @property
    def prompt(self) -> str:
        """What should be there, without spaces around it."""
        return self._wanted.prompt.strip()

    @property
    def negative(self) -> str:
        """What should not be there, without spaces around it."""
        return self._wanted.negative.strip()

    @property
    def params(self) -> SamplingParams:
        """How to sample."""
        return self._wanted.params

    @property
    def strength(self) -> float:
        """How far a structural edit may go, 0..1."""
        return self._wanted.strength

    @property
    def edge(self) -> Edge:
        """How a filled part meets the rest."""
        return self._wanted.edge

    @property
    def live(self) -> bool:
        """Whether the fill follows mask and prompt by itself."""
        return self._live

    def set_mode(self, mode: Mode) -> None:
        """Want something else to happen."""
        self.take(replace(self._wanted, mode=mode))

    def set_prompt(self, text: str) -> None:
        """Change what should be there."""
        self.take(replace(self._wanted, prompt=text))

    def set_negative(self, text: str) -> None:
        """Change what should not be there."""
        self.take(replace(self._wanted, negative=text))

    def set_strength(self, strength: float) -> None:
        """Change how far a structural edit may go, 0..1."""
        self.take(replace(self._wanted, strength=strength))

    def set_edge(self, edge: Edge) -> None:
        """Change how a filled part meets the rest."""
        self.take(replace(self._wanted, edge=edge))

    def set_live(self, live: bool) -> None:
        """Let the fill follow by itself, or wait for the button."""
        if live != self._live:
            self._live = live
            self.changed.emit()

    def set_param(self, name: str, value: Any) -> None:
        """Change one field of the parameters.

        Raises:
            BadInput: the value is out of the knob's range.
        """
        if getattr(self.params, name) != value:
            self.take(replace(self._wanted, params=replace(self.params, **{name: value})))

    def take(self, wanted: Wanted) -> None:
        """Ask for something else altogether."""
        if wanted != self._wanted:
            self._wanted = wanted
            self.changed.emit()
