"""The state of the tray: what waits for an answer, which one is meant, what the canvas shows of it."""

from __future__ import annotations

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.panels.tray import RUNS, Tray, Variation
from paella_core.request import Box


def made(note: str = "", steps: int = 0) -> Variation:
    pictures = [np.full((4, 4, 3), value, np.uint8) for value in range(steps + 1)]
    return Variation(pictures[-1], Box(0, 0, 4, 4), "a boat", 7, tuple(pictures[1:]), note)


@pytest.fixture
def tray() -> Tray:
    return Tray()


def test_the_first_of_a_new_run_is_chosen_and_shown(tray: Tray) -> None:
    tray.add("Fill mask", [made(), made()])
    run = tray.add("Fill mask", [made(), made()])
    assert tray.chosen is tray.shown is run.variations[0]
    assert tray.picture is run.variations[0].picture


def test_the_newest_run_comes_first_when_walking(tray: Tray) -> None:
    old = tray.add("Fill mask", [made(), made()]).variations
    new = tray.add("Fill mask", [made(), made()]).variations
    assert tray.variations == [*new, *old]
    seen = [tray.chosen]
    for _ in range(4):
        tray.walk(1)
        seen.append(tray.chosen)
    assert seen == [*new, *old, new[0]]
    tray.walk(-1)
    assert tray.chosen is old[1]


def test_walking_starts_at_either_end_where_none_is_chosen(tray: Tray) -> None:
    first, last = tray.add("Fill mask", [made(), made()]).variations
    tray.choose(None)
    tray.walk(1)
    assert tray.chosen is first
    tray.choose(None)
    tray.walk(-1)
    assert tray.chosen is last


def test_what_is_pointed_at_is_shown_before_the_chosen_one(tray: Tray) -> None:
    chosen, other = tray.add("Fill mask", [made(steps=3), made(steps=3)]).variations
    tray.look_at_step(2)
    tray.hover(other)
    assert (tray.chosen, tray.shown) == (chosen, other)
    assert tray.picture is other.picture
    tray.hover(None)
    assert tray.picture is chosen.steps[1]


def test_the_last_step_is_the_finished_picture(tray: Tray, qtbot: QtBot) -> None:
    tray.add("Fill mask", [made(steps=3)])
    tray.look_at_step(1)
    assert tray.step == 1
    tray.look_at_step(3)
    assert tray.step is None
    with qtbot.assertNotEmitted(tray.shown_changed):
        tray.look_at_step(3)


def test_choosing_shows_it_finished(tray: Tray) -> None:
    _, other = tray.add("Fill mask", [made(steps=3), made(steps=3)]).variations
    tray.look_at_step(1)
    tray.choose(other)
    assert tray.step is None


def test_without_the_chosen_one_its_neighbour_is_chosen(tray: Tray) -> None:
    first, second, third = tray.add("Fill mask", [made(), made(), made()]).variations
    tray.choose(second)
    tray.remove(second)
    assert tray.chosen is third
    tray.remove(third)
    assert tray.chosen is first
    tray.remove(first)
    assert (tray.chosen, tray.runs, tray.picture) == (None, (), None)


def test_what_is_taken_out_is_not_shown_any_more(tray: Tray, qtbot: QtBot) -> None:
    chosen, other = tray.add("Fill mask", [made(), made()]).variations
    tray.hover(other)
    with qtbot.waitSignal(tray.shown_changed):
        tray.remove(other)
    assert tray.shown is chosen


def test_old_runs_go_with_their_stars(tray: Tray) -> None:
    (oldest,) = tray.add("Fill mask", [made()]).variations
    tray.flip_star(oldest)
    for _ in range(RUNS):
        tray.add("Fill mask", [made()])
    assert oldest not in tray.variations
    assert not tray.starred(oldest)
    assert len(tray.runs) == RUNS


def test_a_run_that_grows_keeps_its_place_and_the_choice(tray: Tray) -> None:
    run = tray.add("Fill mask", [made(), made()])
    tray.add("Fill mask", [made()])
    tray.choose(run.variations[1])
    more = made()
    longer = tray.extend(run, [*run.variations, more])
    assert tray.runs[0] is longer
    assert tray.run_of(more) is longer
    assert tray.chosen is run.variations[1]


def test_clearing_offers_nothing(tray: Tray, qtbot: QtBot) -> None:
    tray.add("Fill mask", [made()])
    with qtbot.waitSignals([tray.changed, tray.shown_changed]):
        tray.clear()
    assert (tray.runs, tray.chosen, tray.picture) == ((), None, None)


def test_what_a_longer_run_leaves_out_is_chosen_no_longer(tray: Tray) -> None:
    run = tray.add("Restructure picture", [made("20 %"), made("60 %"), made("80 %")])
    tray.choose(run.variations[1])
    tray.flip_star(run.variations[1])
    others = [made("20 %"), made("60 %")]
    run = tray.extend(run, others)
    assert tray.chosen is tray.shown is others[1]
    assert not any(map(tray.starred, tray.variations))
    tray.hover(others[0])
    tray.extend(run, [others[1]])
    assert tray.shown is others[1]
