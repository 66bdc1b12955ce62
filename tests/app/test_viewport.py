"""The maths of zoom and offset."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRect, QSize

from app.canvas.viewport import LARGEST, LEVELS, SMALLEST, Viewport
from paella_core.request import Box

ratios = st.sampled_from([1.0, 1.25, 1.5, 2.0])
zooms = st.floats(0.01, 50)
places = st.floats(0, 500)


def viewport(width: int = 200, height: int = 150, ratio: float = 1.0) -> Viewport:
    one = Viewport()
    one.resize(QSize(600, 400), ratio)
    one.set_picture(QSize(width, height))
    one.fit()
    return one


@given(ratio=ratios, zoom=zooms, x=places, y=places)
def test_to_image_and_back(ratio: float, zoom: float, x: float, y: float) -> None:
    one = viewport(ratio=ratio)
    one.zoom_at(QPointF(100, 100), zoom)
    back = one.to_widget(one.to_image(QPointF(x, y)))
    assert (back.x(), back.y()) == pytest.approx((x, y), abs=1e-6)


@given(ratio=ratios, zoom=zooms, x=st.floats(250, 350), y=st.floats(150, 250))
def test_zoom_stays_in_range_and_holds_what_is_under_the_cursor(ratio: float, zoom: float, x: float, y: float) -> None:
    one, anchor = viewport(ratio=ratio), QPointF(x, y)
    before = one.to_image(anchor)
    assume(0 <= before.x() < 200 and 0 <= before.y() < 150)
    one.zoom_at(anchor, zoom)
    assert SMALLEST <= one.zoom <= LARGEST
    moved = one.to_widget(before) - anchor
    assert max(abs(moved.x()), abs(moved.y())) * ratio <= 1.01  # both ends lie on whole device pixels


@given(ratio=ratios, zoom=zooms, dx=st.floats(-9000, 9000), dy=st.floats(-9000, 9000))
def test_part_of_the_picture_stays_in_view(ratio: float, zoom: float, dx: float, dy: float) -> None:
    one = viewport(ratio=ratio)
    one.zoom_at(QPointF(300, 200), zoom)
    one.pan(QPointF(dx, dy))
    seen = one.picture_rect().intersected(QRect(0, 0, 600, 400).toRectF())
    assert seen.width() > 0
    assert seen.height() > 0


@given(ratio=ratios, zoom=zooms)
def test_the_picture_lies_on_device_pixels(ratio: float, zoom: float) -> None:
    one = viewport(ratio=ratio)
    one.zoom_at(QPointF(123.4, 56.7), zoom)
    for value in (one.origin.x() * ratio, one.origin.y() * ratio):
        assert value == pytest.approx(round(value), abs=1e-6)


@pytest.mark.parametrize("size", [(200, 150), (4000, 3000), (100, 4000), (16, 16), (3, 5000)])
@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_fit_shows_all_of_it_in_the_middle(size: tuple[int, int], ratio: float) -> None:
    one = viewport(*size, ratio=ratio)
    shown = one.picture_rect()
    assert one.zoom == SMALLEST or QRect(0, 0, 600, 400).toRectF().contains(shown)
    assert shown.center().x() == pytest.approx(300, abs=1)
    assert shown.center().y() == pytest.approx(200, abs=1)


def test_fit_enlarges_by_whole_numbers() -> None:
    assert viewport(200, 150).zoom == 2.0
    assert viewport(530, 300).zoom == 1.0
    assert viewport(1000, 100).zoom == pytest.approx(0.536)


def test_a_pixel_of_the_picture_is_one_of_the_screen_at_one() -> None:
    one = viewport(ratio=2.0)
    one.zoom_at(QPointF(300, 200), 1.0)
    assert one.box_to_widget(Box(0, 0, 10, 10)).width() == 5


def test_round_zooms_in_and_out() -> None:
    one, middle = viewport(), QPointF(300, 200)
    one.zoom_at(middle, SMALLEST)
    for level in LEVELS[1:]:
        one.zoom_in(middle)
        assert one.zoom == pytest.approx(level)
    for level in LEVELS[-2::-1]:
        one.zoom_out(middle)
        assert one.zoom == pytest.approx(level)


def test_resizing_keeps_the_middle() -> None:
    one = viewport()
    one.zoom_at(QPointF(310, 190), 6.0)
    before = one.to_image(QPointF(300, 200))
    one.resize(QSize(1000, 700), 1.0)
    after = one.to_image(QPointF(500, 350))
    assert math.dist((before.x(), before.y()), (after.x(), after.y())) < 0.2


@given(zoom=zooms, left=st.integers(0, 500), top=st.integers(0, 300), size=st.integers(1, 200))
def test_box_under_holds_all_that_is_seen(zoom: float, left: int, top: int, size: int) -> None:
    one = viewport()
    one.zoom_at(QPointF(300, 200), zoom)
    box = one.box_under(QRect(left, top, size, size))
    for x, y in ((left + 0.5, top + 0.5), (left + size - 0.5, top + size - 0.5)):
        point = one.to_image(QPointF(x, y))
        if 0 <= point.x() < 200 and 0 <= point.y() < 150:
            assert box.left <= point.x() <= box.left + box.width
            assert box.top <= point.y() <= box.top + box.height


def test_a_strip_that_opens_below_does_not_move_a_fitted_picture() -> None:
    view = Viewport()
    view.set_picture(QSize(200, 100))
    view.resize(QSize(600, 400), 1.0)
    view.fit()
    place = view.picture_rect()
    view.resize_fitted(QSize(600, 330), 1.0)
    assert view.picture_rect() == place
    view.resize_fitted(QSize(600, 400), 1.0)
    assert view.picture_rect() == place
    view.resize_fitted(QSize(600, 200), 1.0)  # there is no room for it
    assert view.picture_rect().center().y() == 100
    view.resize_fitted(QSize(900, 700), 1.0)
    assert view.picture_rect().center() == QPointF(450, 350)
