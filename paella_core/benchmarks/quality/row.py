"""A row of the table of quality: a figure, and what a good pack reaches."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """A figure and its goal: at least, or `at_most`, that. `unit` is "%" for shares of 1, or what stands behind it."""

    name: str
    value: float
    goal: float
    unit: str = ""
    at_most: bool = False

    @property
    def met(self) -> bool:
        """Whether a good pack's figure is reached."""
        return self.value <= self.goal if self.at_most else self.value >= self.goal

    def told(self, number: float) -> str:
        """A number of this row in words."""
        return f"{number:.1%}" if self.unit == "%" else f"{number:.2f} {self.unit}".rstrip()
