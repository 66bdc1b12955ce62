"""The tour: four short steps on the sample picture. Who does the thing goes on by that; nobody has to press "Next"."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.actions import Actions, native, plain
from app.application.commands import Commands
from app.application.session import Session
from app.document.document import Document
from app.engine.client import EngineClient, EngineState
from app.engine.edits import has_mask
from app.language import tr
from app.main_window import MainWindow, Parts
from app.panels.recipe import Recipe
from app.panels.tour import Side, TourCard, Words
from app.panels.tray import Tray
from app.settings import Settings

PAINT, DESCRIBE, PRESS, KEEP, DONE = range(5)
PAUSE = 1200  # milliseconds after the last key before a description counts as written


class Tour(QObject):
    """Shown once by itself, and whenever it is wanted. It asks for nothing and holds nothing up."""

    help_wanted = Signal(str)
    packs_wanted = Signal()

    def __init__(
        self,
        session: Session,
        commands: Commands,
        recipe: Recipe,
        client: EngineClient,
        tray: Tray,
        actions: Actions,
        settings: Settings,
        window: MainWindow,
        parts: Parts,
    ) -> None:
        super().__init__()
        self._session, self._commands, self._recipe = session, commands, recipe
        self._client, self._tray, self._actions, self._settings = client, tray, actions, settings
        self._parts = parts
        self._document: Document | None = None  # on which the steps are done
        self._sample: Document | None = None  # on which they were done last
        self._step = PAINT
        self.card = TourCard(window, parts.canvas, DONE)
        self._prompt = ""
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), window)
        self._escape.setEnabled(False)
        self._connect()

    @property
    def step(self) -> int | None:
        """The step that is shown, from 0; DONE after the last; None while there is no tour."""
        return self._step if self.running else None

    @property
    def running(self) -> bool:
        """Whether the tour is shown."""
        return self._document is not None

    @Slot()
    def offer(self) -> None:
        """Begin by itself at the picture that is shown, if that has never been."""
        if not self._settings.tour_seen and self._session.current is not None:
            self._begin(self._session.current)

    @Slot()
    def start(self) -> None:
        """Begin with the sample picture: the one of last time, or another copy once that was painted on."""
        self.end()
        if self._sample in self._session.documents and self._sample is not None and not self._sample.modified:
            self._session.show(self._sample)
        else:
            self._commands.files.open_sample()
        if self._session.current is not None:
            self._begin(self._session.current)

    @Slot()
    def end(self) -> None:
        """Go away."""
        if self._document is not None and self._document in self._session.documents:
            self._document.history_changed.disconnect(self._on_history)
        self._document = None
        self._pause.stop()
        self._escape.setEnabled(False)
        self.card.leave()

    # ---- what goes on

    def _begin(self, document: Document) -> None:
        self._settings.tour_seen = True
        self._document = self._sample = document
        document.history_changed.connect(self._on_history)
        self._commands.tools.brush()
        self._go_to(PAINT)

    def _go_to(self, step: int) -> None:
        self._step = step
        self._prompt = self._recipe.prompt
        self._pause.stop()
        self.card.set_motion(not self._settings.reduced_motion)
        self._refresh()
        self._follow_escape()

    def _go_on(self) -> None:
        """To the next step; after the last, away."""
        if self._step == DONE:
            self.end()
        else:
            self._go_to(self._step + 1)

    def _done(self, step: int) -> None:
        """The person has done what a step, or an earlier one, spoke of."""
        if self.running and self._step <= step:
            self._go_to(step + 1)

    def _connect(self) -> None:
        work, results = self._commands.work, self._commands.results
        self.card.next_wanted.connect(self._go_on)
        self.card.other_wanted.connect(self._on_other)
        self.card.offer_wanted.connect(self._on_offer)
        self.card.closed.connect(self.end)
        self._escape.activated.connect(self.end)
        self._actions["cancel"].changed.connect(self._follow_escape)
        self._recipe.changed.connect(self._on_recipe)
        self._pause.timeout.connect(self._on_written)
        work.started.connect(self._on_started)
        work.ended.connect(self._on_answer)
        results.came.connect(self._on_answer)
        results.landed.connect(self._on_landed)
        self._tray.changed.connect(self._on_answer)
        self._client.state_changed.connect(self._refresh)
        self._session.current_changed.connect(self._on_document)

    @Slot()
    def _on_history(self) -> None:
        """A stroke is over: something may change."""
        document = self._document
        if document is not None and not document.editing and has_mask(document):
            self._done(PAINT)

    @Slot()
    def _on_recipe(self) -> None:
        if self.running and self._step == DESCRIBE and self._recipe.prompt != self._prompt:
            self._pause.start()

    @Slot()
    def _on_written(self) -> None:
        if self._recipe.prompt:
            self._done(DESCRIBE)

    @Slot()
    def _on_started(self) -> None:
        self._done(PRESS)

    @Slot()
    def _on_landed(self) -> None:
        self._done(KEEP)

    @Slot()
    def _on_answer(self) -> None:
        """A result has come, or is gone: without one, there is something to press again."""
        if not self.running or self._step != KEEP:
            return
        self._go_to(KEEP if self._commands.work.working or self._tray.runs else PRESS)

    @Slot()
    def _on_document(self) -> None:
        """Another picture is no longer the tour's."""
        if self.running and self._session.current is not self._document:
            self.end()

    @Slot()
    def _on_other(self) -> None:
        if self._step == DONE:
            self.end()
            self.help_wanted.emit("start")
        else:
            self.end()

    @Slot()
    def _on_offer(self) -> None:
        self.end()
        self.packs_wanted.emit()

    @Slot()
    def _refresh(self) -> None:
        """Say it as it is now."""
        if self.running:
            words, part, side = self._stop()
            self.card.say(words, self._step)
            self.card.stand_beside(part, side)

    @Slot()
    def _follow_escape(self) -> None:
        """Escape belongs to work and results first."""
        self._escape.setEnabled(self.running and not self._actions["cancel"].isEnabled())

    # ---- what is said

    def _stop(self) -> tuple[Words, QWidget, Side]:
        """What is said at this step, of which part of the window, and where the card stands at it."""
        parts = self._parts
        match self._step:
            case 0:
                return self._paint(), parts.canvas, Side.CORNER
            case 1:
                return self._describe(), parts.prompt.prompt, Side.LEFT
            case 2:
                return self._press(), parts.prompt.generate, Side.LEFT
            case 3 if self._tray.runs:
                return self._keep(), parts.results, Side.ABOVE
            case 3:
                return self._wait(), parts.canvas, Side.CORNER
            case _:
                return self._end(), parts.canvas, Side.CORNER

    def _paint(self) -> Words:
        text = tr("With the brush, paint over the sky. What is painted may change; all the rest stays as it is.")
        return Words(tr("Paint over something"), text, tr("Next"), tr("Skip"))

    def _describe(self) -> Words:
        text = tr("Write here what should be there, for example: a castle by a lake at sunset")
        return Words(tr("Say what should be there"), text, tr("Next"), tr("Skip"))

    def _press(self) -> Words:
        text = tr("The button says what it will do. {keys} presses it from anywhere.")
        text = text.format(keys=self._keys("generate"))
        state = self._client.state
        if state in (EngineState.ASLEEP, EngineState.LOADING):
            text = f"{text} {tr('The engine is not ready yet: you can press already, and it begins as soon as it is.')}"
        elif state is EngineState.UNAVAILABLE:
            text = f"{text} {tr('The engine could not start; it is tried again when you press.')}"
        return Words(tr("Press the button"), text, tr("Next"), tr("Skip"))

    def _wait(self) -> Words:
        text = tr("Each step is shown in its place. You can paint on meanwhile.")
        return Words(tr("The picture comes about"), text, tr("Next"), tr("Skip"))

    def _keep(self) -> Words:
        text = tr("It is not part of the picture yet. {keep} on the canvas keeps it as a new layer, {drop} drops it.")
        text = text.format(keep=self._keys("accept"), drop=self._keys("cancel"))
        return Words(tr("Keep the result"), text, tr("Next"), tr("Skip"))

    def _end(self) -> Words:
        text = tr("The same four steps do everything else, too. The help ({keys}) says what else there is.")
        more = tr("The model that comes with the program is small. Bigger ones know more; you see what they take.")
        text, title = f"{text.format(keys=self._keys('help'))}\n\n{more}", tr("That is all it takes")
        return Words(title, text, tr("Done"), tr("Open the help"), tr("Bigger models …"))

    def _keys(self, id_: str) -> str:
        """The first keys of an action, or its name where it has none."""
        keys = self._actions.keys(id_)
        return native(keys[0]) if keys else f"“{plain(self._actions[id_].text())}”"
