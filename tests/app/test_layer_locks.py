"""What is locked stays as it is, and the refusal says so."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from stacks import commands_on, lock

from app.application.layers import LayerCommands
from app.application.session import Session
from app.document.blending import BlendMode
from app.document.document import Document


@pytest.fixture
def session(document: Document) -> Session:
    made = Session()
    made.add(document)
    return made


@pytest.fixture
def commands(session: Session) -> LayerCommands:
    return commands_on(session)


@pytest.fixture
def refusals(commands: LayerCommands) -> list[str]:
    heard: list[str] = []
    commands.refused.connect(lambda _title, text: heard.append(text))
    return heard


FORBIDDEN: list[Callable[[LayerCommands], None]] = [
    LayerCommands.delete,
    LayerCommands.clear,
    LayerCommands.fill,
    LayerCommands.merge_down,
    LayerCommands.flatten,
    lambda commands: commands.set_opacity(0.5),
    lambda commands: commands.set_mode(BlendMode.SCREEN),
]


@pytest.mark.parametrize("command", FORBIDDEN)
@pytest.mark.parametrize("inside", [False, True])
def test_what_is_locked_is_refused(
    commands: LayerCommands,
    document: Document,
    refusals: list[str],
    command: Callable[[LayerCommands], None],
    inside: bool,
) -> None:
    commands.add()
    commands.add()
    node = document.active
    assert node is not None
    if inside:
        commands.group()
    assert document.active is not None
    lock(document, document.active)
    document.active = node
    steps, before = document.history(), document.flattened()
    command(commands)
    assert refusals == ["“Group 1” is locked. Unlock it first." if inside else "“Layer 2” is locked. Unlock it first."]
    assert document.history() == steps
    np.testing.assert_array_equal(document.flattened(), before)


def test_a_locked_layer_does_not_hold_the_look_of_its_group(commands: LayerCommands, document: Document) -> None:
    lock(document, document.layers()[0])
    commands.group()
    commands.set_opacity(0.5)
    assert document.history()[-1] == "Opacity"


def test_a_locked_layer_cannot_be_dragged_thinner(
    commands: LayerCommands, document: Document, refusals: list[str]
) -> None:
    lock(document, document.layers()[0])
    commands.hold_opacity()
    commands.release_opacity()
    assert refusals == ["“Background” is locked. Unlock it first."]
    assert not document.editing


def test_a_group_with_a_locked_layer_is_not_deleted(
    commands: LayerCommands, document: Document, refusals: list[str]
) -> None:
    lock(document, document.layers()[0])
    commands.group()
    commands.delete()
    assert refusals == ["“Background” is locked. Unlock it first."]
