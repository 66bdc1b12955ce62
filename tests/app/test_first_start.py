"""The very first start: at work at once, without a network, and nothing is pressed on anybody."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import packs_home
import pytest
from driver import Driver, driving
from fakes import FakeEngine
from packs_home import PacksHome, a_pack
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sources import ROOT

from app.application.tour import DONE, PAINT
from app.settings import PACK, Settings
from paella_core.packs.store import find, is_shipped


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Where anybody tried to reach by the network."""
    tried: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda _socket, address: tried.append(address))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *address, **_: tried.append(address) or [])
    return tried


@pytest.fixture
def first(qtbot: QtBot, engine: FakeEngine, calls: list[object], tmp_path: Path) -> Iterator[Driver]:
    """The program at its very first start."""
    PacksHome(tmp_path / "packs").hold(packs_home.MINI, a_pack("large"), a_pack("huge", fit=packs_home.TOO_LARGE))
    with driving(qtbot, engine.open, tmp_path / "home", first_start=True) as made:
        made.studio.packs.store._command = list(packs_home.COMMAND)
        qtbot.waitUntil(lambda: made.studio.tour.running)
        made.to_front()
        yield made
        engine.let(1000)
    assert calls == []


def at_the_end(driver: Driver) -> None:
    while driver.studio.tour.step != DONE:
        driver.click(driver.studio.tour.card.next)


def test_it_begins_with_a_picture_the_small_pack_and_the_tour(first: Driver) -> None:
    assert first.document.path is None
    assert first.studio.tour.step == PAINT
    assert first.studio.settings.pack == PACK
    assert is_shipped(find(PACK))
    first.qtbot.waitUntil(lambda: first.studio.client.about is not None)


def test_bigger_models_are_offered_at_the_end_and_shown_with_what_they_take(first: Driver) -> None:
    assert not first.studio.tour.card.offer.isVisible()
    at_the_end(first)
    assert first.studio.tour.card.offer.isVisible()
    first.click(first.studio.tour.card.offer)
    packs = first.studio.packs
    first.qtbot.waitUntil(lambda: packs.store.packs is not None and not packs.store.looking)
    assert packs.dialog is not None
    assert packs.dialog.isVisible()
    rows = {row.key: row.state for row in packs.dialog.rows.rows()}
    assert rows["large"].startswith("5.0 GB")
    assert rows["huge"] != rows["large"]
    assert packs.store.jobs == ()
    assert not first.studio.tour.running


def test_who_does_not_want_them_is_not_asked(first: Driver) -> None:
    at_the_end(first)
    first.click(first.studio.tour.card.next)
    assert first.studio.packs.dialog is None
    assert first.studio.packs.store.packs is None
    assert not first.studio.packs.store.looking


def test_the_offer_can_be_reached_by_keys(first: Driver) -> None:
    at_the_end(first)
    first.canvas.setFocus()
    card = first.studio.tour.card
    for _ in range(20):
        first.keys("F6")
        if card.isAncestorOf(first.window.focusWidget()):
            break
    for _ in range(5):
        if first.window.focusWidget() is card.offer:
            break
        first.key(Qt.Key.Key_Tab)
    assert first.window.focusWidget() is card.offer
    first.key(Qt.Key.Key_Space)
    assert first.studio.packs.dialog is not None


def test_the_tour_is_not_forced_on_a_second_start(first: Driver, tmp_path: Path) -> None:
    first.studio.settings.save()
    assert Settings(tmp_path / "home").tour_seen


def test_the_window_needs_neither_torch_nor_the_network_s_modules() -> None:
    heavy = {"torch", "httpx2", "huggingface_hub"}
    question = f"import sys, app.application.program; print(sorted({heavy} & set(sys.modules)))"
    answer = subprocess.run(
        [sys.executable, "-c", question], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert answer.stdout.strip() == "[]"
