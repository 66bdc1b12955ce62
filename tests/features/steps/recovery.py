"""Steps about a program that was killed, and what the next one makes of it."""

from __future__ import annotations

import shutil
from pathlib import Path

from driver import Driver
from PySide6.QtWidgets import QDialog, QLabel
from pytest_bdd import parsers, then, when
from steps.pictures import Seen
from steps.window import Start

from app.dialogs.recovery import RecoveryDialog


@when("all that I did is on the disk")
def all_is_noted(driver: Driver, seen: Seen) -> None:
    """As it is two seconds later at the latest."""
    for document in driver.studio.session.documents:
        done: list[bool] = []
        driver.studio.recovery.flush_now(document, lambda done=done: done.append(True))
        driver.qtbot.waitUntil(lambda done=done: bool(done))
    seen.look(driver)


@when(parsers.parse("the program is killed, and the next one is answered with “{answer}”"), target_fixture="driver")
def kill(start: Start, home: Path, answer: str, kept: dict[str, object]) -> Driver:
    """What the disk has at this moment is all that the next program sees: no lock, no farewell."""
    after = home.with_name(f"{home.name}-after")
    shutil.copytree(home, after)
    offered: list[str] = []

    def reply(dialog: QDialog) -> None:
        assert isinstance(dialog, RecoveryDialog)
        offered.extend(label.text() for row in dialog.rows for label in row.findChildren(QLabel))
        button = {"Recover": dialog.recover, "Later": dialog.later}[answer]
        following.click(button)

    following = start(place=after)
    with following.answering(reply), following.qtbot.waitSignal(following.studio.recovery.looked):
        pass
    kept["offered"] = offered
    kept["left"] = sorted((after / "recovery").iterdir())
    return following


@when("the program is killed, and the next one is started", target_fixture="driver")
def kill_and_start(start: Start, home: Path) -> Driver:
    after = home.with_name(f"{home.name}-after")
    shutil.copytree(home, after)
    following = start(place=after)
    with following.qtbot.waitSignal(following.studio.recovery.looked):
        pass
    return following


@then(parsers.parse("“{name}” was offered"))
def was_offered(kept: dict[str, object], name: str) -> None:
    offered = kept["offered"]
    assert isinstance(offered, list)
    assert name in offered


@then("nothing was asked")
def nothing_asked(driver: Driver) -> None:
    assert driver.window.findChild(RecoveryDialog) is None


@then("the work is kept for another time")
def work_is_kept(kept: dict[str, object]) -> None:
    left = kept["left"]
    assert isinstance(left, list)
    assert all(path.exists() for path in left)
    assert any((path / "head.json").exists() for path in left)
