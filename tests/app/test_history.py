"""Any walk through the history of any edits brings everything back, to the pixel."""

from __future__ import annotations

from dataclasses import replace

import pytest
from edits import blank, paint, paint_and_fail
from hypothesis import given, settings
from hypothesis import strategies as st
from pictures import noise

from app.document.document import Document
from app.document.node import Group, Look
from app.document.plane import TILE
from paella_core.request import Box

edits = st.lists(
    st.one_of(
        st.tuples(st.just("paint"), st.integers(-20, 220), st.integers(-20, 170), st.integers(1, 150)),
        st.tuples(st.just("mask"), st.integers(-20, 220), st.integers(-20, 170), st.integers(1, 150)),
        st.tuples(st.just("move"), st.integers(-99, 99), st.integers(-99, 99), st.just(0)),
        st.tuples(st.just("resize"), st.integers(-40, 40), st.integers(-40, 40), st.integers(60, 260)),
        st.tuples(st.sampled_from(["add", "remove", "lower", "fade", "group"]), st.just(0), st.just(0), st.just(0)),
        st.sampled_from(["undo", "redo", "fail"]),
    ),
    max_size=16,
)


def state_of(document: Document) -> tuple[object, ...]:
    """Everything that undo has to bring back."""
    nodes = [(id(node), node.look, tuple(node.area)) for node in document.nodes()]
    pixels = [layer.pixels.array.tobytes() for layer in document.layers()]
    return document.bounds, nodes, pixels, document.read_mask().tobytes(), document.flattened().tobytes()


@settings(max_examples=80, deadline=None)
@given(edits=edits)
def test_any_walk_through_history_is_exact(edits: list[tuple[str, int, int, int] | str]) -> None:
    document = Document.from_array(noise())
    document.limit_history(4 * TILE * TILE)
    states, position = [state_of(document)], 0
    for number, edit in enumerate(edits):
        if edit == "undo":
            position = max(position - 1, 0)
            document.undo()
        elif edit == "redo":
            position = min(position + 1, len(states) - 1)
            document.redo()
        elif isinstance(edit, str):
            with pytest.raises(ArithmeticError):
                paint_and_fail(document, ArithmeticError(), document.mask, *(one.pixels for one in document.layers()))
        else:
            before = document.state
            carry_out(document, edit, number)
            if document.state is not before:
                states[position + 1 :] = [state_of(document)]
                position += 1
        forgotten = position - len(document.history())  # deleted layers stay in memory, and may be too many
        states, position = states[forgotten:], position - forgotten
        assert state_of(document) == states[position]
        assert (document.can_undo, document.can_redo) == (position > 0, position < len(states) - 1)


def carry_out(document: Document, edit: tuple[str, int, int, int], number: int) -> None:
    kind, x, y, size = edit
    layers, root = document.layers(), document.root
    if kind == "mask":
        paint(document, Box(x, y, size, size), 1 + number)
    elif kind == "resize":
        document.resize("Resize", Box(x, y, size, size))
    elif kind == "add":
        with document.edit("Add layer", root.members):
            root.children = (*root.children, blank(document, (number, 20, 30, 100), Box(number, 9, 60, 50)))
    elif not layers:
        return
    elif kind == "paint":
        with document.edit("Paint", layers[-1].pixels):
            layers[-1].pixels.cover(document.bounds)
            with layers[-1].pixels.paint(Box(x, y, size, size)) as pixels:
                pixels[...] = 1 + number
    elif kind == "move":
        with document.edit("Move", layers[0].pixels):
            layers[0].pixels.move_to(x, y)
    elif kind == "fade":
        with document.edit("Opacity", layers[0]):
            layers[0].look = replace(layers[0].look, opacity=1 / (2 + number))
    else:
        with document.edit(kind, root.members):
            first, *rest = root.children
            group = Group((), Look("Group")) if kind == "group" else None
            root.children = {"remove": (*rest,), "lower": (*rest, first), "group": (first, *rest, group)}[kind]  # pyright: ignore
