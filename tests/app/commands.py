"""A stand-in for the commands of the program: it has every slot of the table, and notes which ones were called."""

from __future__ import annotations

from types import SimpleNamespace

from app.entries import TABLE


class NotedCommands(SimpleNamespace):
    """`called` holds the slots in the order of their calls."""

    def __init__(self) -> None:
        super().__init__()
        self.called: list[str] = []
        for entry in TABLE:
            if entry.slot:
                part, method = entry.slot.split(".")
                vars(self).setdefault(part, SimpleNamespace())
                setattr(getattr(self, part), method, self._noting(entry.slot))

    def _noting(self, slot: str):
        return lambda *_: self.called.append(slot)
