"""The options of tools: values that tell when they change."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Signal

T = TypeVar("T")


class Options(QObject):
    """The options of one tool. `changed` tells of each that takes another value."""

    changed = Signal()


class Option(Generic[T]):
    """One option. Its value is kept by the `Options` that have it."""

    def __init__(self, default: T) -> None:
        self._default = default
        self._name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = f"_{name}"

    def __get__(self, options: Options, owner: type | None = None) -> T:
        return getattr(options, self._name, self._default)

    def __set__(self, options: Options, value: Any) -> None:
        fitting = self.fitting(value)
        if getattr(options, self._name, self._default) != fitting:
            setattr(options, self._name, fitting)
            options.changed.emit()

    def fitting(self, value: Any) -> T:
        """The value as it is kept."""
        return value


class Whole(Option[int]):
    """A whole number; others are rounded and clipped to the range."""

    def __init__(self, default: int, lowest: int, highest: int) -> None:
        super().__init__(default)
        self.lowest, self.highest = lowest, highest

    def fitting(self, value: float) -> int:
        """Rounded and clipped."""
        return min(max(round(value), self.lowest), self.highest)


class Share(Option[float]):
    """A number in 0..1; others are clipped."""

    def fitting(self, value: float) -> float:
        """Clipped."""
        return min(max(float(value), 0.0), 1.0)
