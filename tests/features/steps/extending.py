"""Steps about letting the picture go on: the frame that is dragged, the looks at what comes, and the shapes."""

from __future__ import annotations

import numpy as np
from driver import Driver
from fakes import FakeEngine
from pytest_bdd import parsers, then, when
from steps.pictures import Rows

from app.document.boxes import contains
from app.tools.aspects import ASPECTS
from app.tools.tool import Shape
from paella_core.request import Outpaint


def frame_shapes(driver: Driver) -> list[Shape]:
    return [shape for shape in driver.canvas._foreground.shapes if shape.label]


@when(parsers.parse("I begin to drag the edge at ({x:g}, {y:g}) to ({to_x:g}, {to_y:g})"))
def begin_drag(driver: Driver, x: float, y: float, to_x: float, to_y: float) -> None:
    driver.press(x, y)
    drag_on(driver, to_x, to_y)


@when(parsers.parse("I drag on to ({x:g}, {y:g})"))
def drag_on(driver: Driver, x: float, y: float) -> None:
    driver.move(x, y)


@when(parsers.parse("I let go at ({x:g}, {y:g})"))
def let_go(driver: Driver, x: float, y: float) -> None:
    driver.release(x, y)


@when("a look beyond the edge is there")
def look_is_there(driver: Driver, kept: dict[str, object], patience: int) -> None:
    """The hand rests until all of the frame was looked at."""
    extending, frame = driver.studio.extending, driver.studio.toolbox.frame

    def is_there() -> bool:
        look = extending._look
        return look is not None and extending._job is None and contains(look.box, frame.frame or look.box)

    driver.qtbot.waitUntil(is_there, timeout=patience)
    shown = driver.studio.stage.shown
    assert shown is not None
    kept.setdefault("looks", []).append(shown)  # pyright: ignore[reportAttributeAccessIssue]


@when(parsers.parse("the prompt becomes “{prompt}”"))
def prompt_becomes(driver: Driver, prompt: str) -> None:
    """While the hand holds the edge."""
    driver.studio.recipe.set_prompt(prompt)


@when(parsers.parse("I choose the shape {across:d}:{down:d} of the canvas"))
def choose_shape(driver: Driver, across: int, down: int) -> None:
    assert (across, down) in ASPECTS
    driver.parts.tool_options.frame.shapes.chosen.emit((across, down))


@then("the frame says")
def frame_says(driver: Driver, datatable: Rows) -> None:
    assert [[shape.label] for shape in frame_shapes(driver)] == datatable


@then("the engine was shown the first look again")
def shown_again(engine: FakeEngine, kept: dict[str, object]) -> None:
    request, looks = engine.requests[-1], kept["looks"]
    assert isinstance(request, Outpaint)
    assert isinstance(looks, list)
    new = request.image[:, 200:]
    assert new.shape[1] == 60
    np.testing.assert_array_equal(new, looks[0].image[:, :, :3])


@then("the engine was given the seed of the look")
def same_seed(engine: FakeEngine) -> None:
    look, full = engine.requests[-2:]
    assert look.params.seed == full.params.seed is not None


@when("I click “Cancel” in the bar of the tool")
def drop_frame(driver: Driver) -> None:
    driver.click(driver.parts.tool_options.frame.drop)
