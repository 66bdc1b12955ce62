"""What the windows and questions beside the main window look like."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from driving import Program, modal, settle, wait
from PIL import Image
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget
from rehearsed import COMMAND
from scenes import SMALL, Look, Scene, Stage

from app.crash import Fault
from app.diagnostics.redaction import place_of, told
from app.dialogs.licences import LicencesDialog
from app.dialogs.packs import PacksDialog
from app.dialogs.packs_detail import Act
from app.dialogs.packs_questions import PackQuestions
from app.dialogs.preferences import PreferencesDialog
from app.engine.packs.store import PackStore
from app.licences import third_party
from app.resources import SAMPLE_PICTURE

NOWHERE = "http://127.0.0.1:9"  # where no proxy answers: as if the computer were offline


def questions(stage: Stage) -> Iterator[Look]:
    """The small ones."""
    program = stage.program()
    program.paint_sky()
    for name in ("new", "export", "canvas_size", "grow_mask", "feather_mask"):
        yield name, modal(lambda name=name: program.take(name))
    yield "unsaved", modal(lambda: program.take("close"))
    program.studio.commands.files.open_sample()
    program.paint_sky()
    yield "unsaved-all", modal(lambda: program.take("quit"))


def windows(stage: Stage) -> Iterator[Look]:
    """Keys, what this program is, and what it is made of."""
    program = stage.program()
    yield "shortcuts", modal(lambda: program.take("shortcuts"))
    yield "about", modal(lambda: program.take("about"))
    yield "licences", modal(LicencesDialog(third_party(), program.window).exec)


def faults(stage: Stage) -> Iterator[Look]:
    """An error that nobody expected, and the report."""
    program = stage.program()
    diagnostics = program.studio.diagnostics
    try:
        Image.open(stage.folder() / "missing.png")
    except OSError as error:
        diagnostics.tell(Fault(place_of(error), told(error), times=2))
    assert diagnostics.unexpected is not None
    yield "unexpected", grabbed(diagnostics.unexpected)
    diagnostics.unexpected.fold.click()
    yield "unexpected-details", grabbed(diagnostics.unexpected)
    diagnostics.unexpected.report.click()
    assert diagnostics.dialog is not None
    yield "report-waiting", grabbed(diagnostics.dialog)
    wait(diagnostics.dialog.save.isEnabled)
    yield "report", grabbed(diagnostics.dialog)


def preferences(stage: Stage) -> Iterator[Look]:
    """Each page of them."""
    program = stage.program()
    for page in range(3):
        yield f"page-{page + 1}", modal(lambda: program.take("preferences"), first=_page(page))


def _page(number: int) -> Callable[[QDialog], object]:
    def turn(dialog: QDialog) -> None:
        assert isinstance(dialog, PreferencesDialog)
        dialog.pages.setCurrentRow(number)

    return turn


def help_(stage: Stage) -> Iterator[Look]:
    """The window of the help: a page, a search, nothing found."""
    program = stage.program()
    program.take("help")
    window = program.studio.help.window
    assert window is not None
    settle()
    yield "page", grabbed(window)
    window.show_page("keys")
    yield "keys", grabbed(window)
    QTest.keyClicks(window.search, "mask")
    yield "found", grabbed(window)
    QTest.keyClicks(window.search, " zebra")
    yield "nothing", grabbed(window)


def packs(stage: Stage) -> Iterator[Look]:
    """The window of packs: looking, what there is, on the way, offline."""
    program = stage.program(size=SMALL)
    program.take("packs")
    dialog = program.studio.packs.dialog
    assert dialog is not None
    yield "looking", grabbed(dialog)
    store = program.studio.packs.store
    wait(lambda: not store.looking)
    yield "mini", grabbed(dialog)
    for name in _to_download(store):
        dialog.rows.choose(name)
        yield name, grabbed(dialog)
    name = _to_download(store)[0]
    dialog.rows.choose(name)
    settle()
    press = dialog.detail.buttons[Act.DOWNLOAD]
    if press.isEnabled():
        yield "may-download", modal(press.click)
        with offline():
            store.download(name)
            wait(lambda: bool(store.failures))
        yield "offline", grabbed(dialog)
    yield from _downloading(program, name)


def _to_download(store: PackStore) -> list[str]:
    return [pack.name for pack in store.packs or () if not pack.installed]


def _downloading(program: Program, name: str) -> Iterator[Look]:
    store = PackStore(COMMAND)
    dialog = PacksDialog(store, PackQuestions(program.window), program.window)
    dialog.set_used("mini", opening=False)
    dialog.show()
    store.look()
    wait(lambda: not store.looking)
    dialog.rows.choose(name)
    store.download(name)
    wait(lambda: store.progress is not None)
    yield "downloading", grabbed(dialog)
    store.close()
    dialog.close()
    dialog.deleteLater()


@contextmanager
def offline() -> Iterator[None]:
    """What is started meanwhile reaches no network."""
    names = ("HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy", "ALL_PROXY")
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(dict.fromkeys(names, NOWHERE))
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value


def concepts(stage: Stage) -> Iterator[Look]:
    """The window of concepts: nothing yet, what is asked, at work, failed."""
    program = stage.program()
    program.take("concepts")
    dialog = program.studio.concepts.dialog
    assert dialog is not None
    yield "empty", grabbed(dialog)
    form, store = dialog.form, program.studio.concepts.store
    form.pictures.add([SAMPLE_PICTURE])
    for _ in range(2):
        form.add_open.click()
    QTest.keyClicks(form.name, "my-castle")
    QTest.keyClicks(form.like, "castle")
    yield "filled", grabbed(dialog)
    form.learn.click()
    wait(lambda: store.done > 0 or bool(store.fault))
    yield "learning", grabbed(dialog)
    form.cancel.click()
    wait(lambda: store.running is None)
    yield "cancelled", grabbed(dialog)


def grabbed(window: QWidget) -> QImage:
    """What a window looks like."""
    settle()
    return window.grab().toImage()


DIALOGS: dict[str, Scene] = {
    scene.__name__.strip("_"): scene for scene in (questions, windows, faults, preferences, help_, packs, concepts)
}
