"""What the person has asked for so far: the state that the prompt and parameter panels show and change."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from paella_core.params import SamplingParams


class Recipe(QObject):
    """Prompt, negative prompt and sampling parameters. A parameter of None is left to the pack."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._prompt = ""
        self._negative = ""
        self._params = SamplingParams()

    @property
    def prompt(self) -> str:
        """What should be there, without spaces around it."""
        return self._prompt.strip()

    @property
    def negative(self) -> str:
        """What should not be there, without spaces around it."""
        return self._negative.strip()

    @property
    def params(self) -> SamplingParams:
        """How to sample."""
        return self._params

    def set_prompt(self, text: str) -> None:
        """Change what should be there."""
        if text != self._prompt:
            self._prompt = text
            self.changed.emit()

    def set_negative(self, text: str) -> None:
        """Change what should not be there."""
        if text != self._negative:
            self._negative = text
            self.changed.emit()

    def take(self, prompt: str, negative: str, params: SamplingParams) -> None:
        """Ask for something else altogether."""
        self._prompt, self._negative, self._params = prompt, negative, params
        self.changed.emit()

    def set_param(self, name: str, value: Any) -> None:
        """Change one field of the parameters.

        Raises:
            BadInput: the value is out of the knob's range.
        """
        if getattr(self._params, name) != value:
            self._params = replace(self._params, **{name: value})
            self.changed.emit()
