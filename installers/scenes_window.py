"""What the main window looks like in each of its states."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator

from driving import REST, SKY, Program, beside, modal, settle, stacked, wait
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QMenu
from scenes import SMALL, Look, Scene, Stage

from app.application.saving import Purpose
from app.dialogs.recovery import RecoveryDialog
from app.engine.worker import RunningEngine, open_engine
from app.entries import TOOLS
from app.modes import Mode
from paella_core.errors import BadInput, PackBroken

CASTLE = "a castle by a lake at sunset"


def start(stage: Stage) -> Iterator[Look]:
    """At rest, with and without a mask and a pointer."""
    program = stage.program()
    yield "ready", program.seen()
    program.ask(Mode.INPAINT, "")
    program.point(150, 90)
    settle()
    yield "no-mask", program.window.grab().toImage()
    program.paint_sky()
    program.ask(Mode.INPAINT, CASTLE)
    yield "mask", program.seen()
    program.take("rulers")
    program.take("zoom_in")
    program.parts.prompt.fold.click()
    yield "advanced", program.seen()
    program.take("panels")
    yield "no-panels", program.seen()


def no_document(stage: Stage) -> Iterator[Look]:
    """Nothing is open: the first time, and with recent files."""
    program = stage.program()
    program.take("close")
    yield "first", program.seen()
    for number in (1, 2, 3):
        program.studio.commands.files.open_sample()
        path = stage.folder() / f"{'a long name of a holiday picture ' * (number == 2)}lake {number}.png"
        program.studio.saver.save(program.document, path, Purpose.SAVE)
        wait(lambda: not program.studio.saver.busy())
        program.take("close")
        program.studio.commands.files.open_path(path)
        program.take("close")
    yield "recent", program.seen()
    program.window.resize(*SMALL)
    yield "recent-small", program.seen()


def engine(stage: Stage) -> Iterator[Look]:
    """It loads; it does not start; the pack is missing."""
    waiting = stage.rehearsed()
    yield "loading", stage.program(waiting.open_late, loaded=False).seen()

    def broken() -> RunningEngine:
        raise PackBroken("The pack “mini” is incomplete: denoiser.safetensors is missing. Install the program again.")

    program = stage.program(broken, loaded=False)
    wait(lambda: bool(program.client.fault))
    yield "unavailable", program.seen()
    program.ask(Mode.GENERATE, CASTLE)
    program.parts.prompt.generate.click()
    wait(lambda: not program.client.busy)
    yield "unavailable-asked", program.seen()

    def missing() -> RunningEngine:
        return open_engine("paella-v3")

    program = stage.program(missing, pack="paella-v3")
    yield "pack-missing", program.seen()


def working(stage: Stage) -> Iterator[Look]:
    """A preview in its place, and the queue."""
    rehearsed = stage.rehearsed()
    rehearsed.steps = 5
    program = stage.program(rehearsed.open)
    program.paint_sky()
    program.ask(Mode.INPAINT, CASTLE)
    program.parts.prompt.generate.click()
    wait(lambda: program.client.progress.step >= 5)
    yield "preview", program.seen()
    for prompt in ("a castle by a lake at night", "a snowy village in winter, with a very long description"):
        program.ask(Mode.INPAINT, prompt)
        program.parts.prompt.generate.click()
    program.parts.status.queue_button.click()
    settle()
    yield "queue", program.seen()


def failures(stage: Stage) -> Iterator[Look]:
    """A run fails, for want of memory and otherwise; a file cannot be read."""
    rehearsed = stage.rehearsed()
    rehearsed.steps = 2
    program = stage.program(rehearsed.open)
    for name, error in (
        ("failed", BadInput("The prompt is longer than the pack reads: 512 letters at most. Shorten it.")),
        ("fault", RuntimeError("shape mismatch in layer 3")),
        ("memory", MemoryError()),
    ):
        rehearsed.error = error
        program.ask(Mode.GENERATE, CASTLE)
        program.parts.prompt.generate.click()
        wait(lambda: not program.client.busy)
        yield name, program.seen()
    damaged = stage.folder() / "broken.png"
    damaged.write_bytes(b"\x89PNG\r\n\x1a\nbroken")
    program.studio.commands.files.open_path(damaged)
    yield "file", program.seen()


def results(stage: Stage) -> Iterator[Look]:
    """Four results, the steps of one, a locked part, the layer that it becomes."""
    program = stage.program()
    program.paint_sky()
    program.ask(Mode.INPAINT, "a castle by a lake at night", count=4)
    program.run()
    yield "tray", program.seen()
    program.window.resize(*SMALL)
    yield "tray-small", program.seen()
    program.window.resize(*program.setting.size)
    program.parts.results.scrubber.slider.setFocus()
    QTest.keyClick(program.parts.results.scrubber.slider, Qt.Key.Key_Left)
    yield "step", program.seen()
    program.take("keep_brush")
    program.brush("keep_brush").size = 80
    program.drag([(100, 60), (400, 60)])
    yield "locked", program.seen()
    program.take("accept")
    settle()
    yield "kept", program.seen()
    program.raise_panel(program.parts.history)
    yield "history", program.seen()
    program.raise_panel(program.parts.gallery)
    yield "gallery", program.seen()


def structure(stage: Stage) -> Iterator[Look]:
    """Structure: the strengths that are ready, and the map of strengths."""
    program = stage.program()
    program.ask(Mode.STRUCTURE, "a winter landscape, snow")
    program.run()
    wait(lambda: not program.client.busy)  # the other strengths are made ahead
    yield "strengths", program.seen()
    program.take("cancel")
    program.paint_strengths()
    yield "brush", program.seen()


def extend(stage: Stage) -> Iterator[Look]:
    """The frame dragged outwards, with a first look."""
    program = stage.program()
    program.ask(Mode.EXTEND, "a meadow in summer by day")
    yield "before", program.seen()
    program.take("zoom_out")
    program.drag([(256, 384), (256, 430), (256, 480)], let_go=False)
    time.sleep(REST)
    settle()
    wait(lambda: not program.client.busy)
    yield "dragged", program.seen()
    program.let_go((256, 480))
    program.wait_for_result()
    yield "done", program.seen()


def regions(stage: Stage) -> Iterator[Look]:
    """No region, and three."""
    program = stage.program()
    program.window.show_regions()
    program.ask(Mode.BLEND, "")
    yield "none", program.seen()
    program.brush("region_brush").size = 90
    for words, stroke in (
        ("a sunset sky", SKY[:4]),
        ("a green meadow", [(40, 360), (480, 360)]),
        ("a lake with a red boat and a long description that does not fit", [(250, 300), (470, 300)]),
    ):
        program.add_region(words, stroke)
    yield "three", program.seen()
    program.window.resize(*SMALL)
    yield "three-small", program.seen()


def layers(stage: Stage) -> Iterator[Look]:
    """Groups, masks, a locked and a hidden layer; colours."""
    program = stage.program()
    program.add_masked_group("rectangle", [(60, 60), (380, 200)])
    program.take("duplicate_layer")
    program.take("toggle_layer_mask")
    program.take("new_layer")
    program.take("lock_layer")
    program.take("new_layer")
    program.take("show_layer")
    yield "layers", program.seen()
    program.raise_panel(program.parts.colours)
    yield "colours", program.seen()
    program.raise_panel(program.parts.history)
    yield "history", program.seen()


def modes(stage: Stage) -> Iterator[Look]:
    """The Edit panel in each mode, and with what it unfolds."""
    program = stage.program()
    looks = []
    for mode in Mode:
        program.recipe.set_mode(mode)
        looks.append(program.seen(program.parts.prompt))
    yield "all", beside(looks, stage.theme)
    program.paint_sky()
    looks = []
    for mode in Mode:
        program.recipe.set_mode(mode)
        looks.append(program.seen(program.parts.prompt))
    yield "with-a-mask", beside(looks, stage.theme)


def film(stage: Stage) -> Iterator[Look]:
    """The strip of interpolations: empty, with a film, in a small window."""
    program = stage.program()
    program.take("interpolation")
    yield "empty", program.seen()
    program.window.resize(*SMALL)
    yield "empty-small", program.seen()
    program.window.resize(*program.setting.size)
    program.paint_sky()
    program.make_film(("a castle by a lake at sunset", "a castle by a lake at night"))
    slide = program.studio.sliding.slide
    assert slide is not None
    slide.go(slide.frames // 2)
    yield "made", program.seen()
    yield "export", modal(program.parts.interpolation.export.click)


def gallery(stage: Stage) -> Iterator[Look]:
    """Nothing was generated, and much."""
    program = stage.program()
    program.raise_panel(program.parts.gallery)
    yield "empty", program.seen()
    program.paint_sky()
    for prompt in ("sunset", "at night"):
        program.ask(Mode.INPAINT, f"a castle by a lake, {prompt}", count=3)
        program.run()
        program.studio.commands.results.reject()
    settle()
    yield "filled", program.seen()
    QTest.keyClicks(program.parts.gallery.search, "nothing like it")
    time.sleep(REST)
    yield "nothing-found", program.seen()


def tools(stage: Stage) -> Iterator[Look]:
    """The options of each tool, and the bar of tools."""
    program = stage.program()
    looks = []
    for tool in TOOLS:
        program.take(tool)
        looks.append(program.seen(program.parts.tool_options))
    yield "options", stacked(looks, stage.theme)
    program.window.resize(*SMALL)
    looks = []
    for tool in TOOLS:
        program.take(tool)
        looks.append(program.seen(program.parts.tool_options))
    yield "options-small", stacked(looks, stage.theme)


def menus(stage: Stage) -> Iterator[Look]:
    """Every menu of the menu bar."""
    program = stage.program()
    bar = program.window.menuBar()
    opened = [menu for menu in bar.findChildren(QMenu) if menu.menuAction() in bar.actions()]
    looks = []
    for menu in opened:
        menu.ensurePolished()
        menu.resize(menu.sizeHint())
        looks.append(menu.grab().toImage())
    yield "first", beside(looks[:5], stage.theme)
    yield "second", beside(looks[5:], stage.theme)


def recovered(stage: Stage) -> Iterator[Look]:
    """The question after a crash, and the picture that came back."""
    home = stage.folder()
    program = stage.program(home=home)
    program.paint_sky()
    program.studio.recovery.collect()
    flushed: list[bool] = []
    program.studio.recovery.flush_now(program.document, lambda: flushed.append(True))
    wait(lambda: bool(flushed))
    crashed = stage.folder()
    shutil.copytree(home / "recovery", crashed / "recovery")  # as it lies there, and nobody holds it
    yield "question", modal(lambda: stage.program(home=crashed))
    opened: list[Program] = []
    modal(lambda: opened.append(stage.program(home=crashed)), answer=_recover)
    wait(lambda: opened[0].document.modified)
    yield "recovered", opened[0].seen()


def _recover(dialog: QDialog) -> None:
    assert isinstance(dialog, RecoveryDialog)
    dialog.recover.click()


def tour(stage: Stage) -> Iterator[Look]:
    """Each of its steps, in the order of the first start."""
    program = stage.program(is_first_start=True)
    card = program.studio.tour.card
    for step in range(5):
        yield f"step-{step + 1}", program.seen()
        card.next.click()
        settle()


_ALL = (start, no_document, engine, working, failures, results, structure, extend, regions, layers, modes, film)
_ALL += (gallery, tools, menus, recovered, tour)
WINDOW: dict[str, Scene] = {scene.__name__: scene for scene in _ALL}
