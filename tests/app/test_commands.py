"""The history keeps within its memory: it spills, then forgets, but never the latest step."""

from __future__ import annotations

import pytest

from app.document import commands
from app.document.commands import Change, History, Step
from app.document.tiles import Spill


class Weight(Change):
    """So many bytes of something, which may or may not be moved to the disk."""

    def __init__(self, size: int, *, movable: bool = False) -> None:
        self._size = size
        self._movable = movable

    def flip(self) -> None:
        """Nothing is there to exchange."""

    @property
    def size(self) -> int:
        """Bytes in memory."""
        return self._size

    def spill(self, wanted: int, spill: Spill) -> int:  # noqa: ARG002 - nothing is written
        """All or nothing."""
        moved = self._size if self._movable else 0
        self._size -= moved
        return moved


def pushed(history: History, *steps: Step) -> list[str]:
    for step in steps:
        history.push(step)
    return [step.text for step in history.done]


def test_the_latest_step_stays_however_large_it_is() -> None:
    history = History(memory=100)
    assert pushed(history, Step("look", (Weight(0),)), Step("huge", (Weight(900),))) == ["look", "huge"]
    assert history.size == 900


def test_no_more_is_forgotten_than_has_to_be() -> None:
    history = History(memory=100)
    steps = [Step(str(number), (Weight(20), Weight(10))) for number in range(6)]
    assert pushed(history, *steps) == ["3", "4", "5"]
    assert history.oldest is steps[2].state
    assert history.size == 90


def test_what_can_be_moved_to_the_disk_is_not_forgotten() -> None:
    history = History(memory=100)
    steps = [Step(str(number), (Weight(30, movable=True),)) for number in range(6)]
    assert pushed(history, *steps) == list("012345")
    assert [step.size for step in history.done] == [0, 0, 0, 30, 30, 30]


def test_what_was_taken_back_counts_until_it_is_gone() -> None:
    history = History()
    pushed(history, Step("a", (Weight(10),)), Step("b", (Weight(20),)))
    history.undo()
    assert history.size == 30
    assert pushed(history, Step("c", (Weight(5),))) == ["a", "c"]
    assert history.size == 15


def test_the_number_of_steps_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "LONGEST", 3)
    assert pushed(History(), *(Step(str(number), ()) for number in range(5))) == ["2", "3", "4"]
