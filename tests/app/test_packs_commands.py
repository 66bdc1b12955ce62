"""The pack that the engine works with: it is changed while the program runs, and one that does not open gives way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import pytest
from driver import Driver
from fakes import ABOUT, FakeEngine
from hearing import Heard
from packs_answers import Answers, answering
from packs_home import COMMAND, MINI, PacksHome, a_pack
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.application.packs import PackCommands
from app.dialogs.packs import PacksDialog
from app.engine.client import EngineClient, EngineState
from app.engine.packs.store import PackStore
from app.engine.worker import RunningEngine
from app.panels.message_bar import MessageBar
from app.settings import Settings
from paella_core.errors import PackNotFound
from paella_core.request import Generate

SLOW = 20_000  # milliseconds


@dataclass
class Shelf:
    """Engines by the name of their pack; those that are `missing` do not open."""

    engine: FakeEngine = field(default_factory=FakeEngine)
    missing: set[str] = field(default_factory=set)
    opened: list[str] = field(default_factory=list)

    def open(self, name: str) -> RunningEngine:
        self.opened.append(name)
        if name in self.missing:
            raise PackNotFound(f"There is no pack {name!r}.")
        return replace(self.engine.open(), about=replace(ABOUT, name=name))


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    made = Shelf()
    yield made
    made.engine.let(1000)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "home")


@pytest.fixture
def client(shelf: Shelf, settings: Settings, qapp) -> Iterator[EngineClient]:
    made = EngineClient(lambda: shelf.open(settings.pack))
    yield made
    shelf.engine.let(1000)
    made.close()
    qapp.processEvents()


@pytest.fixture
def answers() -> Iterator[Answers]:
    yield from answering()


class Told(list[tuple[str, str]]):
    """What was offered: titles and texts."""

    def note(self, title: str, text: str) -> None:
        self.append((title, text))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PacksHome:
    monkeypatch.setenv("PACKS_CHILD", "")
    made = PacksHome(tmp_path / "packs")
    made.hold(MINI, a_pack("large", title="The large one", installed=True))
    return made


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def commands(
    settings: Settings, client: EngineClient, shelf: Shelf, answers: Answers, parent: QWidget, home: PacksHome
) -> Iterator[PackCommands]:
    assert home.calls == []
    made = PackCommands(settings, client, PackStore(COMMAND), shelf.open, answers, parent)
    yield made
    made.close()


def wait_for(qtbot: QtBot, client: EngineClient, name: str) -> None:
    qtbot.waitUntil(lambda: client.name == name, timeout=SLOW)


def rest(qtbot: QtBot, commands: PackCommands) -> None:
    qtbot.waitUntil(lambda: not commands.store.jobs and not commands.store.looking, timeout=SLOW)


def window_of(commands: PackCommands) -> PacksDialog:
    assert commands.dialog is not None
    return commands.dialog


# ---- the client changes its engine


def test_another_engine_takes_the_place(qtbot: QtBot, client: EngineClient, shelf: Shelf) -> None:
    client.load()
    wait_for(qtbot, client, "mini")
    client.use(partial(shelf.open, "large"))
    assert (client.about, client.state) == (None, EngineState.LOADING)
    wait_for(qtbot, client, "large")
    assert shelf.opened == ["mini", "large"]
    heard = Heard(client)
    job = client.submit(Generate("a lake", (16, 16)))
    qtbot.waitUntil(lambda: heard.of(job)[-1:] == ["finished"])
    assert shelf.opened == ["mini", "large"]


def test_what_is_told_of_the_engine_that_goes_is_dropped(qtbot: QtBot, client: EngineClient, shelf: Shelf) -> None:
    names: list[str] = []
    client.state_changed.connect(lambda: names.append(client.name))
    client.load()
    for name in ("one", "two", "three"):
        client.use(partial(shelf.open, name))
    wait_for(qtbot, client, "three")
    assert set(names) == {"", "three"}


def test_work_is_given_up_for_another_engine(qtbot: QtBot, client: EngineClient, shelf: Shelf) -> None:
    shelf.engine.gated = True
    heard = Heard(client)
    jobs = [client.submit(Generate("a lake", (16, 16))) for _ in range(2)]
    shelf.engine.let()
    qtbot.waitUntil(lambda: heard.of(jobs[0]) == ["step"])
    client.use(partial(shelf.open, "large"))
    assert [heard.of(job)[-1] for job in jobs] == ["cancelled", "cancelled"]
    shelf.engine.let(1000)
    wait_for(qtbot, client, "large")
    assert client.state is EngineState.READY
    assert [heard.of(job) for job in jobs] == [["step", "cancelled"], ["cancelled"]]


def test_the_engine_that_goes_is_let_go_before_the_other_one_opens(qtbot: QtBot, client: EngineClient) -> None:
    client.load()
    wait_for(qtbot, client, "mini")
    worker = client._worker
    held: list[object] = []

    def open_other() -> RunningEngine:
        held.append(worker._engine)
        return replace(FakeEngine().open(), about=replace(ABOUT, name="other"))

    client.use(open_other)
    wait_for(qtbot, client, "other")
    assert held == [None]


def test_a_closed_client_changes_nothing(client: EngineClient, shelf: Shelf) -> None:
    client.close()
    client.use(partial(shelf.open, "large"))
    assert shelf.opened == []


# ---- the pack of the settings


def test_the_pack_that_opened_is_that_of_the_next_start(
    qtbot: QtBot, commands: PackCommands, client: EngineClient, settings: Settings
) -> None:
    client.load()
    wait_for(qtbot, client, "mini")
    commands.use("large")
    assert settings.pack == "mini"
    wait_for(qtbot, client, "large")
    assert settings.pack == "large"


def test_a_pack_that_does_not_open_gives_way_to_the_last_one(
    qtbot: QtBot, commands: PackCommands, client: EngineClient, settings: Settings, shelf: Shelf
) -> None:
    told = Told()
    commands.offered.connect(told.note)
    client.load()
    wait_for(qtbot, client, "mini")
    commands.use("large")
    wait_for(qtbot, client, "large")
    shelf.missing.add("broken")
    commands.use("broken")
    qtbot.waitUntil(lambda: told != [], timeout=SLOW)
    wait_for(qtbot, client, "large")
    assert told == [
        ("The pack “broken” could not be opened", "There is no pack 'broken'. The engine goes on with “large”.")
    ]
    assert settings.pack == "large"
    assert shelf.opened == ["mini", "large", "broken", "large"]


def test_a_pack_that_is_gone_at_the_start_gives_way_to_the_one_of_the_program(
    qtbot: QtBot, settings: Settings, client: EngineClient, shelf: Shelf, answers: Answers, parent: QWidget
) -> None:
    settings.pack = "gone"
    shelf.missing.add("gone")
    commands = PackCommands(settings, client, PackStore(COMMAND), shelf.open, answers, parent)
    told = Told()
    commands.offered.connect(told.note)
    client.load()
    wait_for(qtbot, client, "mini")
    assert "goes on with “mini”" in told[0][1]
    assert settings.pack == "mini"
    commands.close()


def test_the_pack_of_the_program_gives_way_to_none(
    qtbot: QtBot, commands: PackCommands, client: EngineClient, shelf: Shelf
) -> None:
    told = Told()
    commands.offered.connect(told.note)
    shelf.missing.add("mini")
    client.load()
    qtbot.waitUntil(lambda: client.state is EngineState.UNAVAILABLE, timeout=SLOW)
    assert (told, shelf.opened) == ([], ["mini"])


@pytest.mark.parametrize(("answer", "name"), [("Cancel", "mini"), ("Stop and use", "large")])
def test_work_under_way_is_asked_about(
    qtbot: QtBot,
    commands: PackCommands,
    client: EngineClient,
    shelf: Shelf,
    answers: Answers,
    answer: str,
    name: str,
) -> None:
    client.load()
    wait_for(qtbot, client, "mini")
    shelf.engine.gated = True
    heard = Heard(client)
    job = client.submit(Generate("a lake", (16, 16)))
    shelf.engine.let()
    qtbot.waitUntil(lambda: heard.of(job) == ["step"])
    answers.answer = answer
    commands.use("large")
    assert len(answers.asked) == 1
    shelf.engine.let(1000)
    qtbot.waitUntil(lambda: heard.of(job)[-1] in ("finished", "cancelled"), timeout=SLOW)
    wait_for(qtbot, client, name)
    assert heard.of(job)[-1] == ("finished" if name == "mini" else "cancelled")


# ---- the window


def test_the_window_opens_once_and_marks_the_pack_in_use(
    qtbot: QtBot, commands: PackCommands, client: EngineClient
) -> None:
    client.load()
    wait_for(qtbot, client, "mini")
    commands.show()
    window = window_of(commands)
    rest(qtbot, commands)
    assert [row.key for row in window.rows.rows() if row.used] == ["mini"]
    window.rows.choose("large")
    QTest.keyClick(window.rows, Qt.Key.Key_Return)
    assert "The engine opens it" in window.detail.note.text()
    wait_for(qtbot, client, "large")
    assert [row.key for row in window.rows.rows() if row.used] == ["large"]
    assert "The engine works with it." in window.detail.note.text()
    window.close()
    commands.show()
    assert window_of(commands) is window
    assert window.isVisible()


def test_removing_the_pack_in_use_lets_the_engine_go_on_with_that_of_the_program(
    qtbot: QtBot, commands: PackCommands, client: EngineClient, settings: Settings
) -> None:
    client.load()
    commands.use("large")
    wait_for(qtbot, client, "large")
    commands.remove("large")
    wait_for(qtbot, client, "mini")
    rest(qtbot, commands)
    pack = commands.store.pack("large")
    assert pack is not None
    assert not pack.installed
    assert settings.pack == "mini"


def test_work_on_packs_is_told_where_the_window_is_closed(
    qtbot: QtBot, commands: PackCommands, home: PacksHome
) -> None:
    home.hold(a_pack("large", title="The large one"))
    told, work = Told(), list[str]()
    commands.offered.connect(told.note)
    commands.work_told.connect(work.append)
    commands.store.look()
    rest(qtbot, commands)
    commands.store.download("large")
    rest(qtbot, commands)
    assert told == [("“The large one”", "Installed.")]
    assert work[0] == "…"
    assert "50 %" in work
    assert work[-1] == ""
    home.begin("offline")
    home.hold(a_pack("large"))
    commands.store.download("large")
    rest(qtbot, commands)
    assert told[1][0] == "The download did not succeed"


@pytest.mark.parametrize(("answer", "may"), [("Quit", True), ("Cancel", False)])
def test_quitting_asks_only_while_something_is_done(
    qtbot: QtBot, commands: PackCommands, home: PacksHome, answers: Answers, answer: str, may: bool
) -> None:
    assert commands.may_quit()
    assert answers.asked == []
    home.hold(a_pack("large"))
    home.begin("slow")
    commands.store.download("large")
    answers.answer = answer
    assert commands.may_quit() is may
    assert "“Resume” goes on from there" in answers.asked[0]
    home.end("slow")
    rest(qtbot, commands)


# ---- the message bar


def test_a_message_can_offer_what_helps(parent: QWidget) -> None:
    bar = MessageBar()
    bar.setParent(parent)
    parent.show()
    action = QAction("Model packs …")
    action.setStatusTip("Opens their window.")
    pressed: list[str] = []
    action.triggered.connect(lambda: pressed.append("pressed"))
    bar.offer("Gone", "It is gone.", action)
    assert bar.offer_button.isVisible()
    assert (bar.offer_button.text(), bar.offer_button.toolTip()) == ("Model packs …", "Opens their window.")
    bar.offer_button.click()
    assert pressed == ["pressed"]
    assert not bar.isVisible()
    bar.tell("Other", "It is so.")
    assert not bar.offer_button.isVisible()


def test_the_menu_opens_the_window(driver: Driver) -> None:
    driver.choose("Generate", "Model packs")
    window = driver.studio.packs.dialog
    assert window is not None
    assert window.isVisible()
    window.close()


def test_the_settings_keep_the_pack(settings: Settings, tmp_path: Path) -> None:
    assert settings.pack == "mini"
    changed: list[str] = []
    settings.changed.connect(changed.append)
    settings.pack = "large"
    settings.save()
    assert (changed, Settings(tmp_path / "home").pack) == (["pack"], "large")
