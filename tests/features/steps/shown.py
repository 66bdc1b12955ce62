"""Steps about what real results look like beside each other, to the pixel."""

from __future__ import annotations

import numpy as np
from driver import Driver
from pytest_bdd import parsers, then, when
from steps.pictures import Rows, Seen
from steps.regions import describe, new_region, plane_of

from app.application.results import Made
from app.application.stage import Shown
from app.document.boxes import clipped, moved
from paella_core.request import Box


def now_shown(driver: Driver) -> Shown:
    shown = driver.studio.stage.shown
    assert shown is not None
    return shown


def part(picture: np.ndarray, box: Box, of: Box) -> np.ndarray:
    """What of a picture that lies at `box` lies in `of`."""
    return picture[moved(clipped(of, box), -box.left, -box.top).slices][..., :3]


def results(driver: Driver) -> list[Made]:
    return [one for one in driver.studio.tray.variations if isinstance(one, Made)]


def changed_by(driver: Driver, seen: Seen) -> float:
    """How far what is shown lies from the picture, in grey values on average."""
    shown = now_shown(driver)
    return float(np.abs(shown.image.astype(float) - seen.picture[shown.box.slices]).mean())


@when(parsers.parse("I add a region “{prompt}” and paint it from ({x:g}, {y:g}) to ({to_x:g}, {to_y:g})"))
def paint_region(driver: Driver, prompt: str, x: float, y: float, to_x: float, to_y: float) -> None:
    number = new_region(driver)
    describe(driver, number, prompt)
    driver.studio.toolbox.region_brush.settings.size = 20
    driver.stroke((x, y), (to_x, to_y))


@then("what I saw first is there still, pixel for pixel")
def first_look_stays(kept: dict[str, object]) -> None:
    first, second = kept["looks"]  # pyright: ignore[reportGeneralTypeIssues]
    assert second.box.width > first.box.width
    before, after = part(first.image, first.box, second.box), part(second.image, second.box, first.box)
    np.testing.assert_array_equal(before, after)


@then("the old part of the picture is as it was")
def old_part(driver: Driver, seen: Seen) -> None:
    height, width = seen.picture.shape[:2]
    np.testing.assert_array_equal(driver.picture[:height, :width], seen.picture)


@then("what is new is of many colours")
def many_colours(driver: Driver, seen: Seen) -> None:
    new = driver.picture[:, seen.picture.shape[1] :]
    assert len(np.unique(new.reshape(-1, new.shape[2]), axis=0)) > 100


@then(parsers.parse("{count:d} strengths are ready"))
def strengths_ready(driver: Driver, count: int, patience: int) -> None:
    dots = driver.parts.prompt.fields.strength.dots
    driver.qtbot.waitUntil(lambda: len(dots.strengths) == count, timeout=patience)


@then("a faint change is shown")
def faint(driver: Driver, seen: Seen, kept: dict[str, object]) -> None:
    kept["change"] = changed_by(driver, seen)


@then("a stronger change is shown")
def stronger(driver: Driver, seen: Seen, kept: dict[str, object]) -> None:
    before = kept["change"]
    assert isinstance(before, float)
    assert 0 < before < 0.7 * changed_by(driver, seen)
    kept["shown"] = now_shown(driver)


@then("the picture is what was shown")
def picture_is_shown(driver: Driver, kept: dict[str, object]) -> None:
    shown = kept["shown"]
    assert isinstance(shown, Shown)
    np.testing.assert_array_equal(driver.picture[shown.box.slices], shown.image)


@then("what I locked is in both results, pixel for pixel")
def locked_in_both(driver: Driver, kept: dict[str, object]) -> None:
    rerolled, first = results(driver)
    locked = driver.document.keep.read(first.box) > 0
    assert rerolled.box == first.box
    assert locked.sum() > 1000
    np.testing.assert_array_equal(rerolled.picture[locked], first.picture[locked])
    kept["shown"] = now_shown(driver)


@then("the rest differs")
def rest_differs(driver: Driver) -> None:
    rerolled, first = results(driver)
    free = (driver.document.keep.read(first.box) == 0) & (driver.document.read_mask()[first.box.slices] > 0)
    assert (rerolled.picture[free] != first.picture[free]).any(axis=1).mean() > 0.5


@then(parsers.parse("the canvas shows step {step:d}, which is not the result"))
def shows_step(driver: Driver, step: int) -> None:
    [made] = results(driver)
    image = now_shown(driver).image
    np.testing.assert_array_equal(image, made.steps[step - 1])
    assert not np.array_equal(image, made.picture)


@then("the results differ")
def results_differ(driver: Driver) -> None:
    one, other = results(driver)
    assert not np.array_equal(one.picture, other.picture)


@when("I look at what is shown")
def look_at_shown(driver: Driver, kept: dict[str, object]) -> None:
    kept["shown"] = now_shown(driver)


@then("most of what is inside the regions has changed")
def regions_changed(driver: Driver, seen: Seen) -> None:
    for region in driver.document.regions:
        inside = plane_of(driver.document, region) > 127
        assert inside.any()
        assert (driver.picture[inside] != seen.picture[inside]).any(axis=1).mean() > 0.5


@then("the results are")
def results_are(driver: Driver, datatable: Rows) -> None:
    assert sorted([made.prompt] for made in results(driver)) == sorted(datatable)
