"""The canvas made larger and smaller: by the dialog, and to the mask."""

from __future__ import annotations

import numpy as np
import pytest
from pictures import noise
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from app.application.images import ImageCommands
from app.application.session import Session
from app.dialogs.canvas_size import CanvasSizeDialog
from app.dialogs.questions import Questions
from app.document.document import Document
from app.tools.frame import FrameTool
from paella_core.request import Box


class Answers(Questions):
    """Answers instead of a person."""

    def __init__(self) -> None:
        self.box: Box | None = None
        self.asked: list[tuple[int, int]] = []

    def canvas_size(self, size: QSize) -> Box | None:
        self.asked.append((size.width(), size.height()))
        return self.box


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def frame() -> FrameTool:
    return FrameTool()


@pytest.fixture
def commands(document: Document, answers: Answers, frame: FrameTool) -> ImageCommands:
    session = Session()
    session.add(document)
    return ImageCommands(session, answers, frame)


def test_the_canvas_takes_the_size_that_was_chosen(
    commands: ImageCommands, document: Document, answers: Answers
) -> None:
    answers.box = Box(-10, 20, 100, 80)
    commands.canvas_size()
    assert answers.asked == [(200, 150)]
    assert document.bounds == Box(0, 0, 100, 80)
    np.testing.assert_array_equal(document.flattened()[:, 10:, :3], noise()[20:100, :90])
    document.undo()
    np.testing.assert_array_equal(document.flattened(), noise())


@pytest.mark.parametrize("box", [None, Box(0, 0, 200, 150)])
def test_no_answer_and_the_same_size_are_no_step(
    commands: ImageCommands, document: Document, answers: Answers, box: Box | None
) -> None:
    answers.box = box
    commands.canvas_size()
    assert document.history() == []


def test_cropping_to_the_mask(commands: ImageCommands, document: Document) -> None:
    with document.edit("Paint mask", document.mask), document.mask.paint(Box(30, 40, 50, 60)) as pixels:
        pixels[...] = 1
    commands.crop_to_mask()
    np.testing.assert_array_equal(document.flattened(), noise()[40:100, 30:80])
    assert document.history() == ["Paint mask", "Crop to mask"]


def test_there_must_be_a_mask_to_crop_to(commands: ImageCommands, document: Document) -> None:
    heard: list[str] = []
    commands.refused.connect(lambda _title, text: heard.append(text))
    commands.crop_to_mask()
    assert heard == ["The mask is empty. Paint over what should stay first."]
    assert document.history() == []


@pytest.fixture
def dialog(qtbot: QtBot) -> CanvasSizeDialog:
    made = CanvasSizeDialog(QSize(200, 100), None)
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("anchor", "box"),
    [
        (0, Box(0, 0, 300, 80)),
        (1, Box(-50, 0, 300, 80)),
        (4, Box(-50, 10, 300, 80)),
        (5, Box(-100, 10, 300, 80)),
        (6, Box(0, 20, 300, 80)),
        (8, Box(-100, 20, 300, 80)),
    ],
)
def test_the_picture_stays_at_its_anchor(dialog: CanvasSizeDialog, anchor: int, box: Box) -> None:
    dialog.width_field.setValue(300)
    dialog.height_field.setValue(80)
    dialog.anchor.group.button(anchor).click()
    assert dialog.box == box


def test_the_dialog_says_what_will_change(dialog: CanvasSizeDialog) -> None:
    assert dialog.change.text() == "The canvas stays as it is."
    dialog.width_field.setValue(300)
    dialog.height_field.setValue(80)
    assert dialog.change.text() == "left +50 px, top −10 px, right +50 px, bottom −10 px"


def test_linked_sides_keep_their_ratio(dialog: CanvasSizeDialog) -> None:
    dialog.link.setChecked(True)
    dialog.width_field.setValue(300)
    assert dialog.height_field.value() == 150
    dialog.height_field.setValue(50)
    assert dialog.width_field.value() == 100


def test_the_frame_becomes_the_canvas(commands: ImageCommands, document: Document, frame: FrameTool) -> None:
    commands.size_frame(120, 90)
    assert frame.frame == Box(0, 0, 120, 90)
    commands.apply_frame()
    assert (document.bounds, frame.frame) == (Box(0, 0, 120, 90), None)
    assert document.history() == ["Crop canvas"]
