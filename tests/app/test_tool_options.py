"""The options bar: every tool has a page, every field shows its option and changes it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QAbstractSpinBox, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from app.document.document import Document
from app.document.selection import Combine
from app.entries import TOOLS
from app.panels.fields import ElidedLabel
from app.panels.option_fields import Amount, AmountField, Choice, ChoiceButtons, Switch, SwitchBox, Switches, SwitchMenu
from app.panels.tool_options import TABLE, ForegroundChip, ToolOptions
from app.tools.tool import Phase, PointerEvent
from app.tools.toolbox import Toolbox
from paella_core.request import Box

NARROW = 936  # what the panels at the sides leave of a window of 1280 pixels


@pytest.fixture
def box() -> Toolbox:
    return Toolbox()


@pytest.fixture
def bar(qtbot: QtBot, box: Toolbox) -> ToolOptions:
    made = ToolOptions(box)
    qtbot.addWidget(made)
    made.resize(NARROW, made.height())
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_the_table_is_of_tools() -> None:
    assert set(TABLE) <= set(TOOLS)


@pytest.mark.parametrize("name", TOOLS)
def test_every_page_fits_and_is_described(bar: ToolOptions, name: str) -> None:
    bar.show_tool(name)
    page = bar.currentWidget()
    assert page is not None
    QTest.qWait(1)
    assert page.minimumSizeHint().width() <= NARROW
    assert page.height() >= page.minimumSizeHint().height()
    for kind in (QAbstractButton, QAbstractSlider, QAbstractSpinBox):
        for part in page.findChildren(kind):
            if isinstance(part, QScrollBar):  # of a list that drops down
                continue
            assert part.toolTip(), (name, part)
            assert part.accessibleName() or getattr(part, "text", str)(), (name, part)
    assert_within(page)


def assert_within(page: QWidget) -> None:
    for part in page.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        assert part.geometry().right() <= page.width()
        if not isinstance(part, ElidedLabel):
            assert part.width() >= min(part.minimumSizeHint().width(), part.maximumWidth()), part


OPTIONS = [
    (name, field.option)
    for name, fields in TABLE.items()
    for field in fields
    if isinstance(field, Amount | Choice | Switch)
]


@pytest.mark.parametrize(("name", "option"), OPTIONS)
def test_fields_belong_to_options_of_their_tool(box: Toolbox, name: str, option: str) -> None:
    assert hasattr(box.options(name), option)


def test_amounts_go_both_ways(bar: ToolOptions, box: Toolbox) -> None:
    bar.show_tool("paint_brush")
    settings = options_of(box, "paint_brush")
    for option, shown, kept in (("size", 300, 300), ("hardness", 25, 0.25), ("opacity", 60, 0.6)):
        part = bar.field(option)
        assert isinstance(part, AmountField)
        part.control.field.setValue(shown)
        assert getattr(settings, option) == kept
    settings.size, settings.hardness = 7, 1.0
    assert amount(bar, "size") == 7
    assert amount(bar, "hardness") == 100
    assert options_of(box, "brush").size == 64


def options_of(box: Toolbox, name: str) -> Any:
    return box.options(name)


def amount(bar: ToolOptions, option: str) -> float:
    part = bar.field(option)
    assert isinstance(part, AmountField)
    return part.control.field.value()


def test_choices_go_both_ways(bar: ToolOptions, box: Toolbox) -> None:
    bar.show_tool("rectangle")
    part = bar.field("mode")
    assert isinstance(part, ChoiceButtons)
    settings = options_of(box, "rectangle")
    assert part.buttons.checkedId() == 0
    part.buttons.button(2).click()
    assert settings.mode is Combine.SUBTRACT
    settings.mode = Combine.INTERSECT
    assert part.buttons.checkedId() == 3
    bar.show_tool("lasso")
    other = bar.field("mode")
    assert isinstance(other, ChoiceButtons)
    assert other.buttons.checkedId() == 3


def test_switches_go_both_ways(bar: ToolOptions, box: Toolbox) -> None:
    bar.show_tool("wand")
    part = bar.field("contiguous")
    assert isinstance(part, SwitchBox)
    settings = options_of(box, "wand")
    part.box.click()
    assert not settings.contiguous
    settings.contiguous = True
    assert part.box.isChecked()


def test_the_menu_of_the_pen(bar: ToolOptions, box: Toolbox) -> None:
    bar.show_tool("paint_brush")
    page = bar.currentWidget()
    assert page is not None
    menu = page.findChild(SwitchMenu)
    assert menu is not None
    switches = next(field for field in TABLE["paint_brush"] if isinstance(field, Switches))
    settings = options_of(box, "paint_brush")
    for action, switch in zip(menu.button.menu().actions(), switches.switches, strict=True):
        before = getattr(settings, switch.option)
        assert action.isChecked() == before
        action.trigger()
        assert getattr(settings, switch.option) != before
        setattr(settings, switch.option, before)
        assert action.isChecked() == before


def test_the_chip_shows_the_foreground(bar: ToolOptions, box: Toolbox) -> None:
    bar.show_tool("fill")
    page = bar.currentWidget()
    assert page is not None
    chip = page.findChild(ForegroundChip)
    assert chip is not None
    box.colours.foreground = QColor("#e8a33d")
    assert chip.colour.name() == "#e8a33d"
    chip._picker.picked.emit(QColor("#123456"))
    assert box.colours.foreground.name() == "#123456"


def test_a_tool_without_options_is_explained(bar: ToolOptions) -> None:
    for name, words in (("move", "Drag to move the layer."), ("hand", "Drag to move the picture.")):
        bar.show_tool(name)
        page = bar.currentWidget()
        assert page is not None
        hint = page.findChild(ElidedLabel)
        assert hint is not None
        assert hint.text().startswith(words)


def test_the_frame_is_followed(qtbot: QtBot, bar: ToolOptions, box: Toolbox) -> None:
    document = Document.from_array(np.zeros((150, 200, 3), np.uint8))
    bar.set_document(document)
    bar.show_tool("frame")
    frame = bar.frame
    assert (frame.width_field.value(), frame.height_field.value()) == (200, 150)
    assert not frame.apply.isEnabled()
    steps = box.frame.gesture(document, PointerEvent(Phase.PRESS, 200, 75))
    next(steps)
    steps.send(PointerEvent(Phase.MOVE, 260, 75))
    assert frame.width_field.value() == 260
    assert frame.apply.isEnabled()
    with qtbot.waitSignal(frame.applied):
        frame.apply.click()
    with qtbot.waitSignal(frame.dropped):
        frame.drop.click()
    with qtbot.waitSignal(frame.wanted) as asked:
        frame.height_field.setValue(99)
    assert asked.args == [260, 99]
    steps.close()
    document.resize("Canvas size", Box(0, 0, 80, 60))
    assert (frame.width_field.value(), frame.height_field.value()) == (80, 60)


def test_the_sides_of_the_frame_are_followed_and_asked_for(qtbot: QtBot, bar: ToolOptions, box: Toolbox) -> None:
    document = Document.from_array(np.zeros((150, 200, 3), np.uint8))
    bar.set_document(document)
    bar.show_tool("frame")
    frame = bar.frame
    box.frame.take(document, Box(-10, 5, 240, 160))
    assert [field.value() for field in frame.sides] == [10, -5, 30, 15]
    with qtbot.waitSignal(frame.framed) as asked:
        frame.sides[2].setValue(-50)
    assert asked.args == [Box(-10, 5, 160, 160)]
    with qtbot.waitSignal(frame.framed) as asked:
        frame.sides[1].setValue(-900)
    assert asked.args == [Box(-10, 900, 160, 1)]


def test_a_shape_is_proposed_until_the_frame_is_another(bar: ToolOptions, box: Toolbox) -> None:
    document = Document.from_array(np.zeros((150, 200, 3), np.uint8))
    bar.set_document(document)
    bar.show_tool("frame")
    frame, shapes = bar.frame, bar.frame.shapes
    frame.framed.connect(lambda wanted: box.frame.take(document, wanted))
    names = [shapes.itemText(index) for index in range(shapes.count())]
    assert names == ["Free", "1:1", "4:3", "3:2", "16:9", "9:16", "3:4", "2:3", "Original"]
    shapes.activated.emit(names.index("1:1"))
    assert box.frame.frame == Box(0, -25, 200, 200)
    assert shapes.currentText() == "1:1"
    frame.sides[0].setValue(20)
    assert box.frame.frame == Box(-20, -25, 220, 200)
    assert shapes.currentText() == "Free"
    shapes.activated.emit(names.index("Original"))
    assert box.frame.frame is None
    assert shapes.currentText() == "Original"


def test_the_keep_brush_locks_and_unlocks(box: Toolbox) -> None:
    document = Document.from_array(np.zeros((150, 200, 3), np.uint8))
    brush, settings = box.tools["keep_brush"], options_of(box, "keep_brush")
    for erase in (False, True):
        settings.erase = erase
        steps = brush.gesture(document, PointerEvent(Phase.PRESS, 100, 75))
        next(steps)
        with pytest.raises(StopIteration):
            steps.send(PointerEvent(Phase.RELEASE, 100, 75))
        assert document.keep.read(document.bounds)[75, 100] == (0 if erase else 255)
    assert document.history() == ["Lock part", "Unlock part"]
    assert not document.mask.array.any()
