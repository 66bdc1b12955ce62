"""Steps about the mask: what may change."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from driver import Driver
from PIL import Image
from PySide6.QtWidgets import QDialog
from pytest_bdd import given, parsers, then, when
from steps.hand import type_number
from steps.pictures import PLACES, Rows, Seen, read

from app.dialogs.amount import AmountDialog


def mask_of(driver: Driver) -> np.ndarray:
    return driver.document.read_mask()


# ---- what may change


@then(parsers.parse("the {place} may change"))
def place_may_change(driver: Driver, place: str) -> None:
    x, y = PLACES[place]
    assert mask_of(driver)[int(y), int(x)] == 255


@then(parsers.parse("the {place} may not change"))
def place_may_not_change(driver: Driver, place: str) -> None:
    x, y = PLACES[place]
    assert mask_of(driver)[int(y), int(x)] == 0


@then("nothing may change")
def nothing_may_change(driver: Driver) -> None:
    assert not mask_of(driver).any()


@then(parsers.parse("{count:d} pixels may change"))
def pixels_may_change(driver: Driver, count: int) -> None:
    mask = mask_of(driver)
    assert set(np.unique(mask)) <= {0, 255}
    assert np.count_nonzero(mask) == count


@then(parsers.parse("about {count:d} pixels may change"))
def about_so_many_may_change(driver: Driver, count: int) -> None:
    assert mask_of(driver).sum() / 255 == pytest.approx(count, rel=0.02)


@then(parsers.parse("the mask reaches from ({left:d}, {top:d}) to ({right:d}, {bottom:d})"))
def mask_reaches(driver: Driver, left: int, top: int, right: int, bottom: int) -> None:
    rows, columns = np.nonzero(mask_of(driver) > 127)
    assert (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1) == (left, top, right, bottom)


@then("the mask says")
def mask_says(driver: Driver, datatable: Rows) -> None:
    assert datatable[0] == ["x", "y", "may change"]
    shares = {0: "not at all", 255: "fully"}
    said = [[x, y, shares.get(int(mask_of(driver)[int(y), int(x)]), "partly")] for x, y, _ in datatable[1:]]
    assert said == datatable[1:]


@then("the mask is as it was")
def mask_is_as_it_was(driver: Driver, seen: Seen) -> None:
    np.testing.assert_array_equal(mask_of(driver), seen.mask)


@then(parsers.parse("the painted line is {thin:d} pixels high at {x:d} and {wide:d} pixels high at {to_x:d}"))
def line_is(driver: Driver, thin: int, x: int, wide: int, to_x: int) -> None:
    heights = (mask_of(driver) > 127).sum(axis=0)
    assert (heights[x], heights[to_x]) == (pytest.approx(thin, abs=1), pytest.approx(wide, abs=1))


# ---- commands with questions and files


@when(parsers.parse("I choose “{text}” from the menu “{menu}” and answer with {amount:d} pixels"))
def choose_amount(driver: Driver, text: str, menu: str, amount: int) -> None:
    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, AmountDialog)
        type_number(dialog.field, str(amount))
        if dialog.isVisible():
            dialog.accept()

    with driver.answering(answer):
        driver.choose(menu, text)


@when(parsers.parse("I choose “{text}” from the menu “{menu}” and think better of it"))
def choose_nothing(driver: Driver, text: str, menu: str) -> None:
    with driver.answering(QDialog.reject):
        driver.choose(menu, text)


@given(parsers.parse("a mask file “{name}” in which the left half is white"))
def mask_file(folder: Path, name: str) -> None:
    mask = np.zeros((150, 200), np.uint8)
    mask[:, :100] = 255
    Image.fromarray(mask).save(folder / name)


@when(parsers.parse("I import the mask “{name}”"))
def import_mask(driver: Driver, folder: Path, name: str) -> None:
    driver.mask_dialogs.mask_file = folder / name
    driver.choose("Mask", "Import")


@when(parsers.parse("I export the mask as “{name}”"))
def export_mask(driver: Driver, folder: Path, name: str) -> None:
    driver.mask_dialogs.mask_file = folder / name
    driver.choose("Mask", "Export")


@then(parsers.parse("the file “{name}” shows the mask in white on black"))
def file_shows_mask(driver: Driver, folder: Path, name: str) -> None:
    np.testing.assert_array_equal(read(folder / name), mask_of(driver))


@then("the mask is shown")
def mask_is_shown(driver: Driver) -> None:
    assert driver.studio.actions["show_mask"].isChecked()


@then("the mask is hidden")
def mask_is_hidden(driver: Driver) -> None:
    assert not driver.studio.actions["show_mask"].isChecked()
