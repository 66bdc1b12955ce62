"""Model packs, as a person gets and uses them: the window on the real command line, and a hub on this computer."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from driver import ChosenFiles, Driver, driving
from fakes import ABOUT, FakeEngine
from PySide6.QtCore import QProcess, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton
from pytest_bdd import given, parsers, scenarios, then, when
from pytestqt.qtbot import QtBot

from app.actions import plain
from app.dialogs.packs import PacksDialog
from app.engine.worker import RunningEngine
from app.resources import RESOURCES
from app.settings import Settings
from paella_core.errors import PackNotFound

scenarios("packs.feature")
pytestmark = pytest.mark.timeout(900)

MINI = RESOURCES / "packs" / "mini"
ROLES = ("denoiser", "vqgan", "prior", "clip", "byt5")
REPO = "owner/small"
SLOW = 120_000  # milliseconds: each command imports the engine, on a busy computer


@cache
def load_hub() -> ModuleType:
    """The hub of the tests of the engine, which are not on the path of these."""
    path = Path(__file__).parents[1] / "core" / "hub_server.py"
    spec = importlib.util.spec_from_file_location("hub_server", path)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@dataclass
class Shelf:
    """Engines by the names of packs, which need no pack; `missing` ones do not open."""

    missing: set[str] = field(default_factory=set)

    def open(self, name: str) -> RunningEngine:
        if name in self.missing:
            raise PackNotFound(f"There is no pack {name!r}.")
        return replace(FakeEngine().open(), about=replace(ABOUT, name=name))


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the person's packs lie, and nobody else's."""
    monkeypatch.setenv("PAELLA_HOME", str(tmp_path / "packs_home"))
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hub_cache"))
    (tmp_path / "packs_home").mkdir()
    return tmp_path / "packs_home"


@pytest.fixture
def hub(place: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:  # noqa: ARG001
    with load_hub().HubServer() as server:
        monkeypatch.setenv("HF_ENDPOINT", server.url)
        yield server


@pytest.fixture
def driver(qtbot: QtBot, shelf: Shelf, home: Path, place: Path) -> Iterator[Driver]:  # noqa: ARG001
    """A program whose engine opens any pack, and whose packs are those of the command line."""
    settings = Settings(home)
    with ExitStack() as programs:
        opener = lambda: shelf.open(settings.pack)  # noqa: E731
        made = programs.enter_context(driving(qtbot, opener, home, make_dialogs=ChosenFiles))
        made.studio.packs._open_pack = shelf.open
        yield made


def window_of(driver: Driver) -> PacksDialog:
    window = driver.studio.packs.dialog
    assert window is not None
    return window


def state_of(driver: Driver, name: str) -> str:
    return next((row.state for row in window_of(driver).rows.rows() if row.key == name), "")


def button_of(driver: Driver, text: str) -> QPushButton:
    found = [
        button
        for button in window_of(driver).findChildren(QPushButton)
        if plain(button.text()) == text and button.isVisible() and button.isEnabled()
    ]
    assert len(found) == 1, f"{len(found)} buttons “{text}”"
    return found[0]


def click(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


# ---- the hub


@given("a hub that has the pack “small”, and that falls silent in the middle of it")
def silent_hub(hub: Any, place: Path) -> None:
    tools, files = load_hub(), {}
    for role in ROLES:
        content = (MINI / f"{role}.safetensors").read_bytes()
        hub.publish(REPO, f"{role}.safetensors", tools.Published(content))
        hash_ = hashlib.sha256(content).hexdigest()
        files[role] = {"repo": REPO, "file": f"{role}.safetensors", "sha256": hash_, "size": len(content)}
    hub.always("cdn", lambda reply: replace(reply, cut=len(reply.body) // 2, then="stall", pause=0.005))
    about = {"name": "small", "title": "small", "about": "A small one.", "licence": "MIT", "settings": "paella-v3"}
    (place / "known_packs.json").write_text(json.dumps({"packs": [about | {"files": files}]}), encoding="utf-8")


@when("the hub speaks again")
def hub_speaks(hub: Any) -> None:
    hub.recover()


@then("the hub was asked for nothing")
def asked_nothing(hub: Any) -> None:
    assert hub.asked == []


@then("the hub sent each byte about once")
def sent_once(hub: Any) -> None:
    total = sum(len(file.content) for file in hub.files.values())
    assert total <= hub.sent <= 1.05 * total


# ---- the window


@given("I have opened the model packs")
def open_packs(driver: Driver) -> None:
    driver.choose("Generate", "Model packs")
    driver.qtbot.waitUntil(lambda: not driver.studio.packs.store.looking, timeout=SLOW)


@then(parsers.parse("the pack “{name}” is “{state}”"))
def pack_is(driver: Driver, name: str, state: str) -> None:
    driver.qtbot.waitUntil(lambda: state in state_of(driver, name), timeout=SLOW)


@when(parsers.parse("I choose the pack “{name}”"))
def choose_pack(driver: Driver, name: str) -> None:
    rows = window_of(driver).rows
    place = next(index for index, row in enumerate(rows.rows()) if row.key == name)
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualItemRect(rows.item(place)).center())
    assert rows.key == name


@then(parsers.re(r"I read (?P<texts>“.*”) of it"))
def read_of_it(driver: Driver, texts: str) -> None:
    detail = window_of(driver).detail
    wanted = [text.strip("“”") for text in texts.split(" and ")]

    def is_said() -> None:
        facts = detail.facts
        labels = (detail.done, detail.note, detail.about, detail.fit.text, facts.can, facts.licence, facts.download)
        said = "\n".join(label.text() for label in labels if label.isVisible())
        assert all(text in said for text in wanted), said

    driver.qtbot.waitUntil(is_said, timeout=SLOW)


@when(parsers.parse("I press “{button}” in the window"))
def press_in_window(driver: Driver, button: str) -> None:
    click(button_of(driver, button))


@when(parsers.parse("I press “{button}” and answer “{answer}”"))
def press_and_answer(driver: Driver, button: str, answer: str) -> None:
    def answered(question: QDialog) -> None:
        click(next(one for one in question.findChildren(QPushButton) if one.text() == answer))

    with driver.answering(answered):
        click(button_of(driver, button))


@then("a part of it comes")
def part_comes(driver: Driver) -> None:
    store = driver.studio.packs.store
    driver.qtbot.waitUntil(lambda: store.progress is not None and store.progress.share > 0.1, timeout=SLOW)
    assert "Downloading" in state_of(driver, "small")
    assert "of 23 MB" in window_of(driver).detail.work.numbers.text()


@then("the model packs are shown")
def packs_shown(driver: Driver) -> None:
    assert window_of(driver).isVisible()


# ---- the engine


@given("the engine worked with the pack “gone”, which is there no more")
def pack_gone(shelf: Shelf, home: Path) -> None:
    settings = Settings(home)
    settings.pack = "gone"
    settings.save()
    shelf.missing.add("gone")


@when("I start the program")
def start_program(driver: Driver) -> None:
    assert driver.window.isVisible()


@then(parsers.parse("the engine works with “{name}”"))
def engine_works_with(driver: Driver, name: str) -> None:
    driver.qtbot.waitUntil(lambda: driver.studio.client.name == name, timeout=SLOW)


@then(parsers.parse("the pack of the next start is “{name}”"))
def next_pack(driver: Driver, name: str) -> None:
    assert driver.studio.settings.pack == name


@when("I press the button of the message")
def press_message(driver: Driver) -> None:
    driver.click(driver.parts.messages.offer_button)


@then("no process is left")
def no_process(driver: Driver) -> None:
    store = driver.studio.packs.store
    driver.qtbot.waitUntil(lambda: not store.jobs and not store.looking, timeout=SLOW)
    driver.qtbot.waitUntil(lambda: store.findChildren(QProcess) == [], timeout=SLOW)
