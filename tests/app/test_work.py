"""Filling, choosing, giving up and failing: the whole editor driven by mouse and keys, on a scripted engine."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from driver import FILL, Driver
from fakes import COLOUR, FakeEngine
from pictures import noise
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from app.dialogs.dialogs import Answer
from app.modes import Mode, Wanted
from paella_core.errors import DeviceError
from paella_core.params import LARGEST_SEED, SamplingParams
from paella_core.request import Generate, Inpaint

# ---- filling


def test_a_fill_changes_the_mask_only_and_is_one_step(driver: Driver, engine: FakeEngine) -> None:
    before = driver.picture.copy()
    driver.fill()
    driver.wait_until_done()
    np.testing.assert_array_equal(driver.picture, before)
    driver.keep()
    painted = driver.document.mask.array > 0
    assert painted.any()
    assert (driver.picture[painted] == COLOUR).all()
    np.testing.assert_array_equal(driver.picture[~painted], before[~painted])
    assert driver.document.history() == ["Paint mask", "Fill mask"]
    request = engine.requests[0]
    assert isinstance(request, Inpaint)
    assert request.prompt == "a red boat"
    driver.canvas.setFocus()
    driver.control(Qt.Key.Key_Z)
    np.testing.assert_array_equal(driver.picture, before)
    driver.control(Qt.Key.Key_Y)
    assert (driver.picture[painted] == COLOUR).all()


def colour_at(driver: Driver, place: QPoint) -> tuple[int, int, int]:
    seen = driver.canvas.grab().toImage().pixelColor(place)
    return seen.red(), seen.green(), seen.blue()


def test_every_step_is_shown_on_the_canvas(driver: Driver, engine: FakeEngine) -> None:
    engine.gated = True
    driver.fill()
    place = driver.place(100, 68)
    assert colour_at(driver, place) != COLOUR
    engine.let()
    driver.qtbot.waitUntil(lambda: driver.parts.status.step_label.text() == "Step 1 of 4")
    driver.qtbot.waitUntil(lambda: colour_at(driver, place) == COLOUR)
    assert (driver.picture[68, 100] == noise()[68, 100]).all()
    engine.let()
    driver.qtbot.waitUntil(lambda: driver.parts.status.step_label.text() == "Step 2 of 4")
    driver.qtbot.waitUntil(lambda: driver.parts.status.left_label.text() != "")


def test_the_settings_of_a_picture_are_used_again(driver: Driver) -> None:
    use = driver.studio.actions["use_settings"]
    assert not use.isEnabled()
    driver.studio.recipe.set_param("seed", 7)
    driver.fill("a red boat")
    driver.keep()
    driver.studio.recipe.take(Wanted(Mode.STRUCTURE, "something else", "people", SamplingParams(seed=9)))
    assert driver.parts.prompt.prompt.toPlainText() == "something else"
    use.trigger()
    assert (driver.studio.recipe.prompt, driver.studio.recipe.negative) == ("a red boat", "")
    assert (driver.studio.recipe.params.seed, driver.studio.recipe.mode) == (7, Mode.INPAINT)
    assert driver.parts.prompt.prompt.toPlainText() == "a red boat"


def test_the_request_holds_copies(driver: Driver, engine: FakeEngine) -> None:
    engine.gated = True
    driver.fill()
    driver.qtbot.waitUntil(lambda: bool(engine.requests))
    mask = driver.document.mask.array.copy()
    driver.stroke((30, 120), (60, 120))
    engine.let(10)
    driver.keep()
    request = engine.requests[0]
    assert isinstance(request, Inpaint)
    np.testing.assert_array_equal(request.mask, mask)
    assert driver.document.history() == ["Paint mask", "Paint mask", "Fill mask"]


def test_control_enter_works_from_anywhere(driver: Driver, engine: FakeEngine) -> None:
    driver.stroke(*FILL)
    driver.canvas.setFocus()
    driver.control(Qt.Key.Key_Return)
    assert driver.studio.commands.work.working
    driver.wait_until_done()
    driver.write_prompt("more")
    driver.control(Qt.Key.Key_Return)
    driver.wait_until_done()
    assert len(engine.requests) == 2
    assert driver.parts.prompt.prompt.toPlainText() == "more"


def test_seed_and_knobs_reach_the_request(driver: Driver, engine: FakeEngine) -> None:
    driver.click(driver.parts.prompt.fold)
    fields = driver.parts.prompt.parameters
    typed = (
        (driver.parts.prompt.seed, "4000000000"),
        (fields.steps, "9"),
        (fields.guidance, "2.5"),
        (fields.first, "0.8"),
    )
    for field, text in typed:
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)
    driver.fill()
    driver.wait_until_done()
    params = engine.requests[0].params
    assert (params.seed, params.steps, params.guidance) == (4_000_000_000, 9, 2.5)
    assert params.temperature == (0.8, 0.8)


def test_the_last_seed_can_be_used_again(driver: Driver) -> None:
    driver.fill()
    driver.wait_until_done()
    driver.click(driver.parts.prompt.last_seed)
    assert driver.studio.recipe.params.seed == 100
    driver.studio.recipe.set_param("seed", LARGEST_SEED)
    driver.click(driver.parts.prompt.generate)
    driver.wait_until_done()
    assert driver.parts.prompt.last_seed.toolTip().endswith(f": {LARGEST_SEED}")
    driver.click(driver.parts.prompt.random_seed)
    assert driver.studio.recipe.params.seed is None
    assert driver.parts.prompt.seed.text() == "Random"


def test_several_results_can_be_chosen_from(driver: Driver) -> None:
    driver.studio.recipe.set_param("count", 3)
    driver.fill()
    driver.wait_until_done()
    results, tray = driver.parts.results, driver.studio.tray
    assert results.isVisible()
    assert len(tray.variations) == 3
    driver.click(results.pictures.thumbnail(tray.variations[2]))
    assert driver.parts.prompt._last_seed == 102
    assert driver.document.history() == ["Paint mask"]
    driver.keep()
    assert tuple(driver.picture[68, 100]) == tuple(value + 40 for value in COLOUR)
    assert driver.document.history() == ["Paint mask", "Fill mask"]
    assert not results.isVisible()


def test_a_whole_picture_is_generated_where_nothing_is_painted(driver: Driver, engine: FakeEngine) -> None:
    driver.write_prompt("a lake")
    driver.control(Qt.Key.Key_Return)
    driver.keep()
    request = engine.requests[0]
    assert isinstance(request, Generate)
    assert request.size == (200, 150)
    assert (driver.picture == COLOUR).all()
    assert driver.document.history() == ["Generate picture"]


def test_a_picture_is_generated_where_none_is_open(driver: Driver) -> None:
    driver.studio.actions["close"].trigger()
    driver.write_prompt("a lake")
    driver.click(driver.parts.prompt.generate)
    driver.keep()
    assert driver.picture.shape == (256, 256, 3)
    assert (driver.picture == COLOUR).all()


# ---- giving up and failing


def test_escape_takes_the_stroke_back_first_and_then_the_work(driver: Driver, engine: FakeEngine) -> None:
    engine.gated = True
    driver.fill()
    engine.let()
    driver.qtbot.waitUntil(lambda: driver.parts.status.step_label.text() == "Step 1 of 4")
    mask = driver.document.mask.array.copy()
    driver.press(20, 120)
    QTest.mouseMove(driver.canvas, driver.place(60, 130))
    assert (driver.document.mask.array != mask).any()
    driver.key(Qt.Key.Key_Escape)
    np.testing.assert_array_equal(driver.document.mask.array, mask)
    assert driver.studio.commands.work.working
    driver.release(60, 130)
    driver.key(Qt.Key.Key_Escape)
    assert not driver.studio.commands.work.working
    assert driver.document.history() == ["Paint mask"]
    np.testing.assert_array_equal(driver.picture, noise())
    assert driver.parts.prompt.generate.isVisible()


def test_a_note_of_the_engine_is_told_above_the_canvas(driver: Driver, engine: FakeEngine) -> None:
    engine.notes = ("Memory ran out, so the networks were arranged anew.",)
    driver.fill()
    driver.wait_until_done()
    messages = driver.parts.messages
    assert messages.isVisible()
    assert messages.text.text() == "Memory ran out, so the networks were arranged anew."
    driver.keep()
    assert driver.document.history() == ["Paint mask", "Fill mask"]


def test_a_failure_is_told_above_the_canvas(driver: Driver, engine: FakeEngine) -> None:
    engine.error, engine.fails_at = DeviceError("The memory does not suffice. Fill a smaller part."), 2
    driver.fill()
    driver.wait_until_done()
    messages = driver.parts.messages
    assert messages.isVisible()
    assert messages.text.text() == "The memory does not suffice. Fill a smaller part. Your picture is as it was."
    np.testing.assert_array_equal(driver.picture, noise())
    mask = driver.document.mask.array.copy()
    driver.click(messages)
    np.testing.assert_array_equal(driver.document.mask.array, mask)
    driver.click(messages.close_button)
    assert not messages.isVisible()
    engine.error = None
    driver.click(driver.parts.prompt.generate)
    driver.keep()
    assert driver.document.history() == ["Paint mask", "Fill mask"]


def test_a_closed_picture_takes_its_work_along(driver: Driver, engine: FakeEngine) -> None:
    engine.gated = True
    driver.fill()
    driver.qtbot.waitUntil(lambda: bool(engine.requests))
    driver.dialogs.answer = Answer.DISCARD
    driver.studio.actions["close"].trigger()
    assert not driver.studio.commands.work.working
    assert driver.studio.session.current is None
    assert driver.parts.welcome.isVisible()


def test_a_result_goes_to_the_picture_that_it_was_made_for(driver: Driver, engine: FakeEngine, tmp_path: Path) -> None:
    engine.gated = True
    driver.fill()
    first = driver.document
    other = tmp_path / "other.png"
    Image.fromarray(noise(seed=5)).save(other)
    driver.studio.commands.files.open_path(other)
    quiet = driver.canvas.grab().toImage()
    engine.let()
    driver.qtbot.waitUntil(lambda: driver.parts.status.step_label.text() == "Step 1 of 4")
    assert driver.canvas.grab().toImage() == quiet
    engine.let(10)
    driver.wait_until_done()
    assert driver.document is not first
    assert driver.canvas.grab().toImage().pixelColor(driver.place(100, 68)) != QColor(*COLOUR)
    driver.keep()
    assert driver.document is first
    assert first.history() == ["Paint mask", "Fill mask"]


def test_closing_the_window_during_work_leaves_nothing_behind(driver: Driver, engine: FakeEngine) -> None:
    engine.gated = True
    driver.fill()
    engine.let()
    driver.qtbot.waitUntil(lambda: engine.steps_begun == 1)
    driver.dialogs.answer = Answer.DISCARD
    assert driver.window.close()
    assert not driver.studio.client.busy
