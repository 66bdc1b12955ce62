"""A hand that does to the real window whatever comes to its mind, from a seed, while engine and disk fail at times.

A walk is a list of deeds, each with a seed of its own: leaving some of them out changes little about the others, so
that a long walk which ends badly can be cut down to a short one.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from walk_hand import files
from walk_painting import WORDS, PaintingHand

from app.dialogs.dialogs import Answer
from app.dialogs.new_document import NewDocument
from app.modes import Mode
from app.panels.slide import Keyframe
from paella_core.errors import DeviceError

MOST_DOCUMENTS = 4
FAULTS: tuple[Callable[[], Exception], ...] = (
    lambda: DeviceError("The memory does not suffice."),
    MemoryError,
    lambda: RuntimeError("CUDA error: unspecified\nlaunch failure"),
    lambda: ZeroDivisionError(),
)
RESULT_DEEDS = ("next_result", "previous_result", "star_result", "delete_result", "more_like_this", "reroll")

Deed = tuple[str, int]
"""What is done, and the seed of how."""


class Walker(PaintingHand):
    """Asks for results and answers them; opens, closes and saves pictures."""

    def do(self, deed: Deed) -> None:
        """One deed, and a look at whether all is well after it."""
        name, seed = deed
        self.random = random.Random(seed)
        with self.watch.deed(name):
            DEEDS[name][1](self)
            self.pump(self.random.choice((0, 0, 0, 5)))

    # ---- the wish

    def choose_mode(self) -> None:
        self.studio.recipe.set_mode(self.random.choice(list(Mode)))

    def write_prompt(self) -> None:
        self.driver.parts.prompt.prompt.setPlainText(self.random.choice(WORDS))

    def change_wish(self) -> None:
        recipe = self.studio.recipe
        match self.random.randrange(5):
            case 0:
                recipe.set_strength(self.random.choice((0.0, 0.25, 0.6, 1.0)))
            case 1:
                recipe.set_param("count", self.random.choice((1, 1, 2, 3)))
            case 2:
                recipe.set_param("seed", self.random.choice((None, 7)))
            case 3:
                recipe.set_edge(self.random.choice(("exact", "balanced", "wide")))
            case 4:
                recipe.set_param("steps", self.random.choice((None, 4, 9)))

    def live(self) -> None:
        self.studio.recipe.set_live(not self.studio.recipe.live)

    def generate(self) -> None:
        """The button, or its keys."""
        button = self.driver.parts.prompt.generate
        if self.random.random() < 0.5 and button.isVisible():
            self.driver.click(button)
        else:
            self.trigger("generate")

    def ask(self) -> None:
        """A wish that can be granted, and the button."""
        recipe = self.studio.recipe
        if not recipe.prompt:
            recipe.set_prompt("a boat")
        if self.random.random() < 0.7:
            recipe.set_mode(self.random.choice(list(Mode)))
        if self.studio.work.offer.reason:
            prepare = {Mode.INPAINT: self.mask_stroke, Mode.BLEND: self.region, Mode.EXTEND: self.drag_frame}
            prepare.get(recipe.mode, self.escape)()
        if self.studio.work.offer.reason:
            recipe.set_mode(Mode.GENERATE)
        self.generate()

    def make(self) -> None:
        """A result that waits for its answer, if all goes well."""
        self.ask()
        self.finish()

    def make_and_keep(self) -> None:
        self.make()
        if self.random.random() < 0.3:
            self.pick()
        self.accept()

    def make_again(self) -> None:
        """A result of which a part is locked; the rest of it is made anew."""
        self.make()
        self.keep_stroke()
        self.trigger("reroll")
        self.finish()

    # ---- the engine

    def let(self) -> None:
        """The engine goes on by some steps."""
        self.engine.let(self.random.choice((1, 1, 2, 4, 8)))
        self.pump(self.random.choice((0, 3, 10)))

    def finish(self) -> None:
        """The engine goes on until nothing is asked of it any more, and what it made lies on the disk."""
        for _ in range(100):
            if not self.watch.under_way():
                break
            self.engine.let(2)
            self.pump(2)

    def break_engine(self) -> None:
        self.engine.error, self.engine.fails_at = self.random.choice(FAULTS)(), self.random.randint(1, 4)

    def mend(self) -> None:
        """Engine and disk are well again."""
        self.engine.error = self.engine.fault = None
        self.fsync.full = False

    def fill_disk(self) -> None:
        self.fsync.full = True

    def cancel(self) -> None:
        client = self.studio.client
        match self.random.randrange(5):
            case 0:
                self.trigger("cancel")
            case 1:
                self.studio.work.cancel()
            case 2:
                client.cancel_all()
            case 3 if client.queue:
                client.cancel(self.random.choice(client.queue).number)
            case _:
                self.click(self.driver.parts.status.cancel)

    def queue(self) -> None:
        """The list of the queue: opened, closed, and its rows' buttons."""
        panel = self.driver.parts.status.queue
        if not panel.isVisible() or self.random.random() < 0.2:
            panel.toggle()
        if panel.rows:
            row = self.random.choice(panel.rows)
            self.click(self.random.choice((row.up, row.down, row.cancel)))

    # ---- results

    def accept(self) -> None:
        keep = self.driver.parts.results.keep
        with self.watch.accepting(self.held is None):
            if keep.isVisible() and keep.isEnabled() and self.random.random() < 0.4:
                self.driver.click(keep)
            else:
                self.trigger("accept")

    def reject(self) -> None:
        self.click(self.driver.parts.results.reject)

    def walk_results(self) -> None:
        self.trigger(self.random.choice(RESULT_DEEDS))

    def pick(self) -> None:
        """Point at results, choose one, look at its steps, branch."""
        tray, strip = self.studio.tray, self.driver.parts.results
        if not tray.variations:
            return
        thumbnail = strip.pictures.thumbnail(self.random.choice(tray.variations))
        thumbnail.pointed.emit(thumbnail.variation)
        if self.random.random() < 0.7:
            self.click(thumbnail)
        else:
            thumbnail.pointed.emit(None)
        if tray.chosen is not None and tray.chosen.steps:
            step = self.random.randint(1, len(tray.chosen.steps))
            tray.look_at_step(step)
            if self.random.random() < 0.4:
                strip.scrubber.branch_wanted.emit(step)

    def compare(self) -> None:
        self.canvas.setFocus()
        QTest.keyPress(self.canvas, Qt.Key.Key_Y)
        self.pump()
        QTest.keyRelease(self.canvas, Qt.Key.Key_Y)

    def gallery(self) -> None:
        """What was generated earlier: placed, opened, deleted, brought back, its settings used."""
        panel = self.driver.parts.gallery
        if not panel.model.entries:
            return
        panel.grid.setCurrentIndex(panel.model.index(self.random.randrange(len(panel.model.entries))))
        actions = [panel.use, panel.place, panel.place, panel.star, panel.delete]
        if len(self.studio.session.documents) < MOST_DOCUMENTS:
            actions.append(panel.open)
        action = self.random.choice(actions)
        if action.isEnabled():
            action.trigger()
        if self.random.random() < 0.5:
            self.click(self.random.choice((panel.notice.button, panel.notice.cross)))
        self.pump(5)

    def film(self) -> None:
        """The strip of interpolations: shown or hidden, asked for, looked at, used."""
        strip, slide = self.driver.parts.interpolation, self.studio.sliding.slide
        match self.random.randrange(6):
            case 0:
                self.trigger("interpolation")
            case 1 | 2 if slide is not None:
                slide.set_keyframe(0, Keyframe("day"))
                slide.set_keyframe(1, Keyframe("night"))
                slide.set_frames(self.random.choice((2, 4)))
                self.click(strip.make)
            case 3 if slide is not None:
                slide.go(self.random.randrange(4))
            case 4:
                self.click(strip.use)
            case _:
                self.click(strip.cancel)

    # ---- documents

    def open(self) -> None:
        """A file, the same one again, or an empty picture."""
        if len(self.studio.session.documents) >= MOST_DOCUMENTS:
            return
        if self.random.random() < 0.5:
            deep = self.random.choice((8, 16))
            self.dialogs.new = NewDocument("new", 80, 64, deep, (250, 240, 230, self.random.choice((0, 255))))
            self.trigger("new")
        else:
            self.studio.commands.files.open_path(self.random.choice(files(self.home)))

    def open_layer(self) -> None:
        self.dialogs.to_open = files(self.home)[:1]
        self.trigger("open_as_layer")

    def switch(self) -> None:
        if self.studio.session.documents:
            self.studio.session.show(self.random.choice(self.studio.session.documents))

    def close(self) -> None:
        """One picture or all, with each answer."""
        self.dialogs.answer = self.random.choice((Answer.DISCARD, Answer.DISCARD, Answer.CANCEL))
        self.dialogs.stops_work = self.random.random() < 0.7
        tabs = self.studio.session.documents
        if tabs and self.random.random() < 0.4:
            self.studio.commands.files.close_document(self.random.choice(tabs))
        else:
            self.trigger("close" if self.random.random() < 0.8 else "close_all")

    def save(self) -> None:
        self.dialogs.to_save = self.home / f"saved-{self.random.randrange(3)}.ora"
        self.trigger(self.random.choice(("save", "save_as")))

    def rest(self) -> None:
        """Hands off."""
        self.pump(self.random.choice((10, 30, 60)))


def deeds(seed: int, count: int) -> list[Deed]:
    """What a hand with this seed does."""
    random_ = random.Random(seed)
    names, weights = list(DEEDS), [weight for weight, _ in DEEDS.values()]
    return [(name, random_.randrange(2**31)) for name in random_.choices(names, weights, k=count)]


DEEDS: dict[str, tuple[int, Callable[[Walker], None]]] = {
    "mask stroke": (5, Walker.mask_stroke),
    "stroke": (6, Walker.stroke),
    "begin stroke": (2, Walker.begin_stroke),
    "move": (2, Walker.move),
    "end stroke": (4, Walker.end_stroke),
    "escape": (4, Walker.escape),
    "enter": (2, Walker.enter),
    "take tool": (2, Walker.take_tool),
    "keep stroke": (4, Walker.keep_stroke),
    "drag frame": (6, Walker.drag_frame),
    "drag context": (2, Walker.drag_context),
    "undo": (6, Walker.undo),
    "redo": (4, Walker.redo),
    "layer command": (8, Walker.layer_command),
    "paint layer mask": (4, Walker.paint_layer_mask),
    "mask command": (3, Walker.mask_command),
    "edit command": (3, Walker.edit_command),
    "look around": (3, Walker.look_around),
    "resize": (5, Walker.resize),
    "region": (3, Walker.region),
    "choose mode": (5, Walker.choose_mode),
    "write prompt": (4, Walker.write_prompt),
    "change wish": (4, Walker.change_wish),
    "live": (2, Walker.live),
    "generate": (6, Walker.generate),
    "ask": (8, Walker.ask),
    "make": (10, Walker.make),
    "make and keep": (10, Walker.make_and_keep),
    "make again": (4, Walker.make_again),
    "let": (12, Walker.let),
    "finish": (8, Walker.finish),
    "break engine": (2, Walker.break_engine),
    "fill disk": (1, Walker.fill_disk),
    "mend": (4, Walker.mend),
    "cancel": (5, Walker.cancel),
    "queue": (4, Walker.queue),
    "accept": (10, Walker.accept),
    "reject": (2, Walker.reject),
    "walk results": (6, Walker.walk_results),
    "pick": (6, Walker.pick),
    "compare": (1, Walker.compare),
    "gallery": (5, Walker.gallery),
    "film": (5, Walker.film),
    "open": (4, Walker.open),
    "open layer": (1, Walker.open_layer),
    "switch": (4, Walker.switch),
    "close": (4, Walker.close),
    "save": (2, Walker.save),
    "rest": (3, Walker.rest),
}
