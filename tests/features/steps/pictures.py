"""Steps about the picture: what is painted in it, and what of it has changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import tifffile
from driver import Driver
from PIL import Image
from PySide6.QtGui import QColor
from pytest_bdd import given, parsers, then

from app.document.node import with_alpha

Rows = list[list[str]]
Point = tuple[float, float]

SKY, CROWN, TRUNK, MEADOW = (120, 180, 240), (40, 120, 50), (100, 70, 40), (90, 170, 70)
PLACES: dict[str, Point] = {"sky": (30, 20), "tree": (100, 60), "trunk": (100, 100), "meadow": (40, 135)}
STROKES: dict[str, tuple[Point, ...]] = {
    "sky": ((20, 20), (60, 22)),
    "tree": ((85, 55), (100, 62), (115, 58)),
    "meadow": ((30, 135), (60, 133), (90, 135)),
}


@dataclass
class Seen:
    """The picture as it was when it was opened, or looked at last, and other things that a person keeps in mind."""

    picture: np.ndarray = field(default_factory=lambda: np.zeros((0, 0, 3), np.uint8))
    mask: np.ndarray = field(default_factory=lambda: np.zeros((0, 0), np.uint8))

    def look(self, driver: Driver) -> None:
        """Keep in mind how it is now."""
        self.picture, self.mask = driver.picture.copy(), driver.document.read_mask().copy()


def tree() -> np.ndarray:
    """A tree on a meadow, (150, 200, 3) uint8: few colours, each of one piece."""
    rows, columns = np.mgrid[0:150, 0:200]
    pixels = np.empty((150, 200, 3), np.uint8)
    pixels[...] = SKY
    pixels[rows >= 110] = MEADOW
    pixels[(abs(columns - 100) < 5) & (rows >= 60) & (rows < 125)] = TRUNK
    pixels[(columns - 100) ** 2 + (rows - 60) ** 2 < 30**2] = CROWN
    return pixels


def deep_tree() -> np.ndarray:
    """The same with 16 bits, of which the lower eight say something, too."""
    return tree().astype(np.uint16) * 257 + np.arange(200, dtype=np.uint16)[None, :, None] % 100


def read(path: Path) -> np.ndarray:
    """The pixels of a file, read by others than the program."""
    if path.suffix == ".tif":
        return tifffile.imread(path)
    with Image.open(path) as image:
        return np.asarray(image)


def points(rows: Rows) -> tuple[Point, ...]:
    """The points of a table with the columns x and y."""
    assert rows[0] == ["x", "y"]
    return tuple((float(x), float(y)) for x, y in rows[1:])


def pixel(driver: Driver, x: int, y: int) -> str:
    """The colour that is seen at a pixel, as a number; "nothing" where the picture is transparent."""
    shown = driver.picture[y, x].astype(int) // (257 if driver.document.depth == 16 else 1)
    return "nothing" if len(shown) == 4 and not shown[3] else QColor(*map(int, shown[:3])).name()


def open_file(driver: Driver, path: Path, seen: Seen) -> None:
    """Open a picture by the keys, and look at it."""
    driver.file_dialogs.to_open = [path]
    driver.canvas.setFocus()
    driver.keys("Ctrl+O")
    seen.look(driver)


# ---- pictures


@given("a picture of a tree is open")
def open_tree(driver: Driver, folder: Path, seen: Seen) -> None:
    Image.fromarray(tree()).save(folder / "tree.png")
    open_file(driver, folder / "tree.png", seen)


@given("a picture of a tree with 16 bits is open")
def open_deep_tree(driver: Driver, folder: Path, seen: Seen) -> None:
    tifffile.imwrite(folder / "tree.tif", deep_tree(), photometric="rgb")
    open_file(driver, folder / "tree.tif", seen)


# ---- what has changed


@then("the picture is as it was")
def picture_is_as_it_was(driver: Driver, seen: Seen) -> None:
    np.testing.assert_array_equal(driver.picture, seen.picture)


@then("the picture is not as it was")
def picture_is_another(driver: Driver, seen: Seen) -> None:
    assert not np.array_equal(driver.picture, seen.picture)


@then("nothing outside the mask has changed")
def outside_is_as_it_was(driver: Driver, seen: Seen) -> None:
    outside = driver.document.read_mask() == 0
    assert outside.any()
    np.testing.assert_array_equal(with_alpha(driver.picture)[outside], with_alpha(seen.picture)[outside])


@then("nothing of the lower half has changed")
def lower_half_is_as_it_was(driver: Driver, seen: Seen) -> None:
    half = driver.document.height // 2
    np.testing.assert_array_equal(driver.picture[half:], seen.picture[half:])


@then("most of what is inside the mask has changed")
def inside_is_another(driver: Driver, seen: Seen) -> None:
    inside = driver.document.read_mask() > 0
    assert (driver.picture[inside] != seen.picture[inside]).any(axis=-1).mean() > 0.5


@then(parsers.parse("the picture is {width:d} × {height:d} pixels large"))
def size_is(driver: Driver, width: int, height: int) -> None:
    assert driver.picture.shape[:2] == (height, width)
    assert driver.parts.status.size_label.text() == f"{width} × {height}"


@then("the picture shows")
def colours_are(driver: Driver, datatable: Rows) -> None:
    assert datatable[0] == ["x", "y", "colour"]
    shown = [[x, y, pixel(driver, int(x), int(y))] for x, y, _ in datatable[1:]]
    assert shown == datatable[1:]


@then(parsers.parse("the {place} is {colour} still"))
@then(parsers.parse("the {place} is {colour} now"))
def place_is(driver: Driver, place: str, colour: str) -> None:
    x, y = PLACES[place]
    assert pixel(driver, int(x), int(y)) == colour


@then("the picture has 16 bits")
def is_deep(driver: Driver) -> None:
    assert driver.document.depth == 16
    assert driver.picture.dtype == np.uint16
