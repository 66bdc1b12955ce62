"""The commands of the Mask menu: what they make of the mask, each as one step, and what they ask before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from app.application.masks import MaskCommands
from app.application.session import Session
from app.dialogs.amount import AmountDialog
from app.dialogs.questions import Questions
from app.document.document import Document
from app.document.morphology import feather, grow, shrink
from app.settings import Settings
from paella_core.request import Box

LEFT = Qt.MouseButton.LeftButton


class Answers(Questions):
    """Answers instead of a person: an amount after some that were looked at, a file, yes or no."""

    def __init__(self) -> None:
        self.wanted: int | None = 5
        self.looked_at: tuple[int, ...] = ()
        self.path: Path | None = None
        self.scale = True
        self.asked: list[object] = []
        self.seen: list[np.ndarray] = []
        self.document: Document | None = None

    def amount(
        self, title: str, explanation: str, amount: int, most: int, tried: Callable[[int], None] | None
    ) -> int | None:
        self.asked.append((title, amount))
        assert explanation
        assert most > amount
        for one in self.looked_at:
            assert tried is not None
            tried(one)
            assert self.document is not None
            self.seen.append(self.document.read_mask().copy())
        return self.wanted

    def mask_to_open(self, folder: str) -> Path | None:
        self.asked.append(folder)
        return self.path

    def mask_to_save(self, suggestion: Path) -> Path | None:
        self.asked.append(suggestion.name)
        return self.path

    def may_scale(self, found: QSize, wanted: QSize) -> bool:
        self.asked.append((found.toTuple(), wanted.toTuple()))
        return self.scale


@pytest.fixture
def answers(document: Document) -> Answers:
    made = Answers()
    made.document = document
    return made


@pytest.fixture
def commands(document: Document, answers: Answers, tmp_path: Path) -> MaskCommands:
    session = Session()
    session.add(document)
    return MaskCommands(session, Settings(tmp_path), answers)


@pytest.fixture
def refusals(commands: MaskCommands) -> list[str]:
    heard: list[str] = []
    commands.refused.connect(lambda _title, text: heard.append(text))
    return heard


def cover(document: Document, box: Box, value: int = 255) -> np.ndarray:
    with document.edit("Paint mask", document.mask), document.mask.paint(box) as pixels:
        pixels[...] = value
    return document.read_mask().copy()


def test_all_none_and_the_opposite(commands: MaskCommands, document: Document) -> None:
    commands.all()
    assert (document.mask.array == 255).all()
    commands.clear()
    assert not document.mask.array.any()
    before = cover(document, Box(10, 10, 50, 50), 99)
    commands.invert()
    np.testing.assert_array_equal(document.mask.array, 255 - before)
    assert document.history() == ["Mask all", "Clear mask", "Paint mask", "Invert mask"]


def test_only_the_canvas_is_masked(commands: MaskCommands, document: Document) -> None:
    document.resize("Crop canvas", Box(20, 20, 50, 40))
    commands.all()
    assert int((document.mask.array == 255).sum()) == 50 * 40


@pytest.mark.parametrize(
    ("command", "shape", "title"),
    [
        (MaskCommands.grow, grow, "Grow mask"),
        (MaskCommands.shrink, shrink, "Shrink mask"),
        (MaskCommands.feather, feather, "Feather mask"),
    ],
)
def test_shapes_ask_for_an_amount(
    commands: MaskCommands, document: Document, answers: Answers, command: Callable, shape: Callable, title: str
) -> None:
    before = cover(document, Box(60, 50, 60, 50))
    answers.looked_at = (20, 3)
    command(commands)
    np.testing.assert_array_equal(document.read_mask(), shape(before, 5))
    for seen, amount in zip(answers.seen, answers.looked_at, strict=True):
        np.testing.assert_array_equal(seen, shape(before, amount))
    assert document.history() == ["Paint mask", title]
    command(commands)
    assert answers.asked == [(title, 8), (title, 5)]


def test_closing_the_dialog_leaves_the_mask(commands: MaskCommands, document: Document, answers: Answers) -> None:
    before = cover(document, Box(60, 50, 60, 50))
    answers.wanted, answers.looked_at = None, (20,)
    commands.grow()
    np.testing.assert_array_equal(document.read_mask(), before)
    assert document.history() == ["Paint mask"]
    assert document.can_undo


def test_large_masks_are_not_shown_meanwhile(
    commands: MaskCommands, document: Document, monkeypatch: pytest.MonkeyPatch, answers: Answers
) -> None:
    monkeypatch.setattr("app.application.masks._PREVIEWED", 100)
    before = cover(document, Box(60, 50, 60, 50))
    answers.looked_at = (3,)
    with pytest.raises(AssertionError):
        commands.grow()
    answers.looked_at = ()
    commands.grow()
    np.testing.assert_array_equal(document.read_mask(), grow(before, 5))


def test_holes_are_filled(commands: MaskCommands, document: Document) -> None:
    cover(document, Box(60, 50, 60, 50))
    cover(document, Box(80, 60, 20, 20), 0)
    commands.fill_holes()
    assert int((document.read_mask() == 255).sum()) == 60 * 50


def test_the_mask_of_a_layer_is_its_alpha(commands: MaskCommands, document: Document, refusals: list[str]) -> None:
    layer = document.layers()[0]
    with document.edit("Erase", layer.pixels), layer.pixels.paint(Box(0, 0, 100, 150)) as pixels:
        pixels[..., 3] = 77
    commands.from_layer()
    np.testing.assert_array_equal(document.read_mask(), layer.pixels.array[..., 3])
    with document.edit("Erase", layer.pixels), layer.pixels.paint(document.bounds) as pixels:
        pixels[..., 3] = 0
    commands.from_layer()
    assert refusals == ["“Background” is transparent everywhere, so the mask would be empty."]


def test_the_mask_of_a_group_is_what_it_covers(document: Document, commands: MaskCommands) -> None:
    deep = Document.from_array(np.zeros((150, 200, 4), np.uint16))
    layer = deep.layers()[0]
    with deep.edit("Paint", layer.pixels), layer.pixels.paint(Box(10, 10, 20, 20)) as pixels:
        pixels[...] = 65535
    deep.active = deep.layers()[0]
    session = Session()
    session.add(deep)
    MaskCommands(session, commands._settings, commands._questions).from_layer()
    assert int((deep.read_mask() == 255).sum()) == 400
    assert document.history() == []


def test_a_mask_goes_out_and_comes_back(
    commands: MaskCommands, document: Document, answers: Answers, tmp_path: Path
) -> None:
    before = cover(document, Box(60, 50, 60, 50), 123)
    answers.path = tmp_path / "mask.png"
    commands.export_file()
    with Image.open(answers.path) as image:
        assert image.mode == "L"
        np.testing.assert_array_equal(np.asarray(image), before)
    commands.clear()
    commands.import_file()
    np.testing.assert_array_equal(document.read_mask(), before)
    assert document.history()[-1] == "Import mask"
    assert answers.asked[0] == "Untitled mask.png"


def test_light_is_mask_and_transparent_is_not(
    commands: MaskCommands, document: Document, answers: Answers, tmp_path: Path
) -> None:
    pixels = np.zeros((150, 200, 4), np.uint8)
    pixels[:, :50] = 255
    pixels[:, 50:100] = (255, 255, 255, 51)
    pixels[:, 100:150] = (0, 255, 0, 255)
    answers.path = tmp_path / "mask.png"
    Image.fromarray(pixels).save(answers.path)
    commands.import_file()
    assert document.read_mask()[0, [0, 50, 100, 150]].tolist() == [255, 51, 150, 0]


@pytest.mark.parametrize("agrees", [True, False])
def test_a_mask_of_another_size_is_scaled_only_if_the_person_agrees(
    commands: MaskCommands, document: Document, answers: Answers, tmp_path: Path, agrees: bool
) -> None:
    answers.path, answers.scale = tmp_path / "mask.png", agrees
    Image.fromarray(np.full((30, 41), 200, np.uint8)).save(answers.path)
    commands.import_file()
    assert answers.asked[-1] == ((41, 30), (200, 150))
    assert (document.read_mask() == (200 if agrees else 0)).all()


def test_a_file_that_is_no_picture_is_refused(
    commands: MaskCommands, document: Document, answers: Answers, tmp_path: Path, refusals: list[str]
) -> None:
    answers.path = tmp_path / "mask.png"
    answers.path.write_text("no picture")
    commands.import_file()
    assert len(refusals) == 1
    assert "mask.png" in refusals[0]
    assert document.history() == []


def test_a_folder_that_is_not_there_is_refused(
    commands: MaskCommands, answers: Answers, tmp_path: Path, refusals: list[str]
) -> None:
    answers.path = tmp_path / "nowhere" / "mask.png"
    commands.export_file()
    assert len(refusals) == 1
    assert refusals[0].startswith("“mask.png” could not be saved")


@pytest.fixture
def dialog(qtbot: QtBot) -> AmountDialog:
    dialog = AmountDialog("Grow mask", "Larger.", 8, 500, None)
    qtbot.addWidget(dialog)
    return dialog


def test_the_dialog_shows_amounts_that_stay(qtbot: QtBot, dialog: AmountDialog) -> None:
    tried: list[int] = []
    dialog.tried.connect(tried.append)
    dialog.slider.setValue(dialog.slider.maximum())
    assert dialog.amount == 500
    dialog.slider.setValue(dialog.slider.minimum())
    assert dialog.amount == 1
    dialog.field.setValue(40)
    qtbot.waitUntil(lambda: tried == [40])
    with qtbot.waitSignal(dialog.accepted):
        box = dialog.findChild(QDialogButtonBox)
        assert box is not None
        QTest.mouseClick(box.buttons()[0], LEFT)
    assert dialog.amount == 40


def test_nothing_is_tried_after_the_answer(qtbot: QtBot, dialog: AmountDialog) -> None:
    tried: list[int] = []
    dialog.tried.connect(tried.append)
    dialog.field.setValue(40)
    dialog.accept()
    qtbot.wait(300)
    assert tried == []
