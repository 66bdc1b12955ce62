"""Steps about regions: parts of the picture with a prompt of their own."""

from __future__ import annotations

import numpy as np
from driver import Driver
from fakes import FakeEngine
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDockWidget
from pytest_bdd import parsers, then, when
from steps.asking import as_words
from steps.hand import type_number
from steps.pictures import PLACES, STROKES, Rows, Seen

from app.document.document import Document
from app.document.node import Region
from app.panels.regions import RegionPart
from paella_core.request import Blend


def part_of_region(driver: Driver, number: int) -> RegionPart:
    return driver.parts.regions.parts[number - 1]


def plane_of(document: Document, region: Region) -> np.ndarray:
    return region.plane.read(document.bounds)


def covers(driver: Driver, number: int, place: str) -> bool:
    x, y = PLACES[place]
    return plane_of(driver.document, driver.document.regions[number - 1])[int(y), int(x)] == 255


def new_region(driver: Driver) -> int:
    """One more, whose brush is in the hand at once. Gives its number."""
    dock = driver.window.findChild(QDockWidget, "dock_regions")
    assert isinstance(dock, QDockWidget)
    dock.raise_()
    driver.qtbot.waitUntil(driver.parts.regions.add_button.isVisible)
    driver.click(driver.parts.regions.add_button)
    return len(driver.parts.regions.parts)


@when(parsers.re("I add a region “(?P<prompt>.*)” and paint it over the (?P<place>.*)"))
def add_region(driver: Driver, prompt: str, place: str) -> None:
    describe(driver, new_region(driver), prompt)
    driver.stroke(*STROKES[place])


@when(parsers.parse("I describe region {number:d} as “{prompt}”"))
def describe(driver: Driver, number: int, prompt: str) -> None:
    field = part_of_region(driver, number).prompt
    field.setFocus()
    QTest.keyClicks(field, prompt)
    driver.canvas.setFocus()


@when(parsers.parse("I give region {number:d} the weight {weight:g}"))
def weigh(driver: Driver, number: int, weight: float) -> None:
    type_number(part_of_region(driver, number).weight, f"{weight:g}")


@when(parsers.parse("I click the eye of region {number:d}"))
def click_eye(driver: Driver, number: int) -> None:
    driver.click(part_of_region(driver, number).eye)


@when("I keep the regions in mind")
def keep_regions(driver: Driver, kept: dict[str, object]) -> None:
    kept["regions"] = [(one.wording, plane_of(driver.document, one).tobytes()) for one in driver.document.regions]


@then("the regions are as I had them in mind")
def regions_are(driver: Driver, kept: dict[str, object]) -> None:
    assert kept["regions"]
    assert [(one.wording, plane_of(driver.document, one).tobytes()) for one in driver.document.regions] == kept[
        "regions"
    ]


@then(parsers.parse("{count:d} regions are listed"))
def regions_listed(driver: Driver, count: int) -> None:
    assert len(driver.parts.regions.parts) == count


@then(parsers.parse("region {number:d} covers the {place}"))
def region_covers(driver: Driver, number: int, place: str) -> None:
    assert covers(driver, number, place)


@then(parsers.parse("region {number:d} does not cover the {place}"))
def region_covers_not(driver: Driver, number: int, place: str) -> None:
    assert not covers(driver, number, place)


@then("the engine was asked to blend")
def asked_to_blend(engine: FakeEngine, datatable: Rows) -> None:
    request = engine.requests[-1]
    assert isinstance(request, Blend)
    assert datatable[0] == ["prompt", "weight"]
    assert [[one.prompt, as_words(float(one.weight))] for one in request.regions] == datatable[1:]


@then("nothing outside the regions has changed")
def outside_regions(driver: Driver, seen: Seen) -> None:
    outside = ~np.any([plane_of(driver.document, one) > 0 for one in driver.document.regions], axis=0)
    assert outside.any()
    np.testing.assert_array_equal(driver.picture[outside], seen.picture[outside])
