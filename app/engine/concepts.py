"""Words that were learnt from pictures: which there are, and the learning of another one, in a process of its own."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.engine.packs.child import Child
from app.engine.packs.store import COMMAND
from paella_core.conditioning import concepts
from paella_core.conditioning.concepts import NAME, Concept, Vocabulary, encoders_of
from paella_core.errors import BadInput, PaellaError
from paella_core.packs import manifest
from paella_core.packs.store import find


@dataclass(frozen=True)
class ConceptEntry:
    """A word. `readable` says whether the pack in use reads it; `fault` why nobody can, "" where it is sound."""

    name: str
    pack: str = ""
    pictures: int = 0
    readable: bool = False
    fault: str = ""


@dataclass(frozen=True)
class Wish:
    """A word that shall be learnt from pictures; it is like another at first, unless that is empty."""

    name: str
    pictures: tuple[Path, ...]
    like: str = ""

    def arguments(self, pack: str) -> list[str]:
        """What the command line is told."""
        like = [f"--like={self.like}"] if self.like else []
        return [
            "concept",
            "learn",
            "--json",
            f"--name={self.name}",
            "--pack",
            pack,
            *like,
            "--",
            *map(str, self.pictures),
        ]


class NameFault(Enum):
    """Why a concept cannot be called so."""

    CHARACTERS = "characters"
    TAKEN = "taken"


class ConceptStore(QObject):
    """Knows the concepts and learns one at a time. `changed` tells of all but the progress.

    To look is a matter of a few small files, so nobody waits for it. `close` must be called before the store goes.
    """

    changed = Signal()
    progressed = Signal()
    learnt = Signal(str)  # the word
    failed = Signal(str)  # the sentence

    def __init__(self, command: Sequence[str] = COMMAND, parent: QObject | None = None) -> None:
        """`command` is the program with its first arguments."""
        super().__init__(parent)
        self._command = list(command)
        self._worker: Child | None = None
        self._vocabulary = Vocabulary({})
        self._began = 0.0  # when the first step was done
        self.pack = ""  # a name, or a folder
        self.concepts: tuple[ConceptEntry, ...] = ()
        self.running: Wish | None = None
        self.stopping = False
        self.done, self.total = 0, 0  # steps of the running one
        self.left: float | None = None  # seconds, None while nobody can tell
        self.fault = ""  # of the last one, until the next begins or `dismiss`
        self.last = ""  # the word that was learnt last, so long
        self.left_out: tuple[str, ...] = ()  # of its pictures, in words

    @property
    def can_learn(self) -> bool:
        """Whether the pack in use reads text in a way that words can be learnt for."""
        return bool(self._vocabulary.encoders)

    @property
    def words(self) -> list[str]:
        """The names that the pack in use reads."""
        return [entry.name for entry in self.concepts if entry.readable]

    def use(self, pack: str) -> None:
        """Another pack is in use."""
        self.pack = pack
        try:
            self._vocabulary = Vocabulary(encoders_of(manifest.read(find(pack))))
        except PaellaError:
            self._vocabulary = Vocabulary({})
        self.look()

    def look(self) -> None:
        """Look which concepts there are."""
        self.concepts = tuple(self._entry(name, found) for name, found in concepts.known())
        self.changed.emit()

    def fault_of(self, name: str) -> NameFault | None:
        """Why a concept cannot be called so; None where it can."""
        if not NAME.fullmatch(name):
            return NameFault.CHARACTERS
        return NameFault.TAKEN if any(entry.name.lower() == name.lower() for entry in self.concepts) else None

    def learn(self, wish: Wish) -> None:
        """Begin to learn; nothing happens while another is being learnt."""
        if self._worker is not None:
            return
        self.running, self.stopping = wish, False
        self.done, self.total, self.left, self.left_out = 0, 0, None, ()
        self.fault = self.last = ""
        self._worker = Child([*self._command, *wish.arguments(self.pack)], self)
        self._worker.told.connect(self._on_told)
        self._worker.ended.connect(self._on_ended)
        self._worker.start()
        self.changed.emit()

    def cancel(self) -> None:
        """Give up what is being learnt."""
        if self._worker is not None:
            self.stopping = True
            self._worker.stop()
            self.changed.emit()

    def dismiss(self) -> None:
        """Forget how the last one ended."""
        if self.fault or self.last:
            self.fault = self.last = ""
            self.changed.emit()

    def remove(self, name: str) -> None:
        """Delete a concept; `fault` says why it cannot be."""
        self.fault = self.last = ""
        try:
            concepts.remove(name)
        except (BadInput, OSError) as error:
            self.fault = str(error)
        self.look()

    def close(self) -> None:
        """End what runs; nothing is told any more."""
        self.blockSignals(True)
        if self._worker is not None:
            self._worker.end()
        self._worker = self.running = None

    def _entry(self, name: str, found: Concept | BadInput) -> ConceptEntry:
        if isinstance(found, BadInput):
            return ConceptEntry(name, fault=str(found))
        return ConceptEntry(name, found.pack, found.pictures, self._vocabulary.reads(found))

    def _on_told(self, told: dict[str, Any]) -> None:
        done, total, text = told.get("done"), told.get("total"), told.get("text")
        if told.get("event") == "left_out" and isinstance(text, str):
            self.left_out = tuple(dict.fromkeys((*self.left_out, text)))
        elif told.get("event") == "progress" and isinstance(done, int) and isinstance(total, int):
            self._take_progress(done, total)

    def _take_progress(self, done: int, total: int) -> None:
        now = time.monotonic()
        self._began = now if self.done == 0 else self._began
        self.done, self.total = done, total
        self.left = (now - self._began) / (done - 1) * (total - done) if done > 1 else None
        self.progressed.emit()

    def _on_ended(self, sentence: str) -> None:
        wish, stopped = self.running, self.stopping
        self._worker = self.running = None
        self.stopping = False
        if wish is not None and not sentence:
            self.last = wish.name
        elif not stopped:
            self.fault = sentence
        self.look()
        if self.last:
            self.learnt.emit(self.last)
        elif self.fault:
            self.failed.emit(self.fault)
