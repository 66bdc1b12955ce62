"""A hand on the real window: it moves the mouse, presses keys, and looks at what is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEvent, QKeyCombination, QMimeData, QPoint, QPointF, QSize, Qt, QTimer, QUrl
from PySide6.QtGui import (
    QAction,
    QDragEnterEvent,
    QDropEvent,
    QInputDevice,
    QKeySequence,
    QPointingDevice,
    QPointingDeviceUniqueId,
    QTabletEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QToolBar, QToolButton, QWidget

from app.actions import plain
from app.application.studio import Studio
from app.dialogs.dialogs import Answer, Dialogs
from app.dialogs.export import Export
from app.dialogs.new_document import NewDocument
from app.dialogs.questions import Questions
from app.dialogs.recovery import Entry, RecoveryChoice
from app.document.document import Document
from app.engine.worker import Opener
from app.settings import Settings
from paella_core.request import Box

FILL = ((60, 60), (100, 70), (120, 60))
LEFT = Qt.MouseButton.LeftButton
NO_KEY = Qt.KeyboardModifier.NoModifier


class ChosenFiles(Dialogs):
    """The real questions; only the system's file dialogs are answered as a test says."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.to_open: list[Path] = []
        self.to_save: Path | None = None
        self.suggested: list[Path] = []

    def files_to_open(self, folder: str) -> list[Path]:  # noqa: ARG002 - the real one starts there
        return self.to_open

    def file_to_save(self, title: str, suggestion: Path) -> Path | None:  # noqa: ARG002
        self.suggested.append(suggestion)
        return self.to_save


class ScriptedDialogs(ChosenFiles):
    """Answers the questions as a test says, and counts how often it was asked about unsaved changes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.to_export: Export | None = None
        self.new: NewDocument | None = None
        self.answer = Answer.CANCEL
        self.reload = False
        self.after_crash = RecoveryChoice()
        self.found: list[Entry] = []
        self.asked = 0

    def new_picture(self) -> NewDocument | None:
        return self.new

    def export(self, last: Export) -> Export | None:  # noqa: ARG002
        return self.to_export

    def may_stop_work(self) -> bool:
        return True

    def unsaved(self, names: Sequence[str]) -> Answer:  # noqa: ARG002
        self.asked += 1
        return self.answer

    def may_reload(self, name: str, modified: bool) -> bool:  # noqa: ARG002
        return self.reload

    def recovery(self, entries: Sequence[Entry]) -> RecoveryChoice:
        self.found = list(entries)
        return self.after_crash


class ChosenMaskFile(Questions):
    """The real questions about masks and the canvas; only the system's file dialogs are answered as a test says."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.mask_file: Path | None = None

    def mask_to_open(self, folder: str) -> Path | None:  # noqa: ARG002
        return self.mask_file

    def mask_to_save(self, suggestion: Path) -> Path | None:  # noqa: ARG002
        return self.mask_file


class ScriptedQuestions(ChosenMaskFile):
    """Answers the questions about masks and the canvas."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.number: int | None = None
        self.canvas: Box | None = None

    def amount(self, title, explanation, amount, most, tried) -> int | None:  # noqa: ARG002
        return self.number

    def canvas_size(self, size: QSize) -> Box | None:  # noqa: ARG002
        return self.canvas


class Driver:
    """One studio and the hand that works it. Positions are pixels of the picture."""

    def __init__(self, studio: Studio, qtbot) -> None:
        self.studio = studio
        self.window = studio.window
        self.parts = studio.parts
        self.canvas = studio.parts.canvas
        self.qtbot = qtbot

    @property
    def document(self) -> Document:
        current = self.studio.session.current
        assert current is not None
        return current

    @property
    def picture(self) -> np.ndarray:
        return self.document.flattened()

    @property
    def dialogs(self) -> ScriptedDialogs:
        dialogs = self.studio.commands.files.dialogs
        assert isinstance(dialogs, ScriptedDialogs)
        return dialogs

    @property
    def file_dialogs(self) -> ChosenFiles:
        dialogs = self.studio.commands.files.dialogs
        assert isinstance(dialogs, ChosenFiles)
        return dialogs

    @property
    def mask_dialogs(self) -> ChosenMaskFile:
        questions = self.studio.commands.masks._questions
        assert isinstance(questions, ChosenMaskFile)
        return questions

    def to_front(self) -> None:
        """Make the window the active one, as window systems do when it opens and when a dialog over it closes."""
        if self.window.isVisible():
            self.window.activateWindow()
            self.qtbot.waitUntil(self.window.isActiveWindow)

    def place(self, x: float, y: float) -> QPoint:
        """Where a pixel of the picture is on the canvas."""
        return self.canvas.viewport.to_widget(QPointF(x, y)).toPoint()

    def stroke(
        self, *points: tuple[float, float], button: Qt.MouseButton = LEFT, modifiers: Qt.KeyboardModifier = NO_KEY
    ) -> None:
        """Paint through points with a button, the left one; keys are held while it goes down."""
        self.press(*points[0], button, modifiers)
        for x, y in points[1:]:
            self.move(x, y)
        self.release(*points[-1], button)

    def press(self, x: float, y: float, button: Qt.MouseButton = LEFT, modifiers: Qt.KeyboardModifier = NO_KEY) -> None:
        QTest.mousePress(self.canvas, button, modifiers, self.place(x, y))

    def move(self, x: float, y: float) -> None:
        """Move the pointer there, in two steps: a pointer that is there already would tell nothing."""
        for pixels in (3, 0):
            QTest.mouseMove(self.canvas, self.place(x, y) + QPoint(pixels, 0))

    def release(self, x: float, y: float, button: Qt.MouseButton = LEFT) -> None:
        QTest.mouseRelease(self.canvas, button, pos=self.place(x, y))

    def pen(self, touches: Sequence[tuple[float, float, float]], tip: QPointingDevice.PointerType) -> None:
        """Draw with a pen, or with its other end, through touches: x, y, pressure 0..1."""
        device = pen_of(tip)  # which lives as long as the events that point to it
        kinds = [QEvent.Type.TabletPress, *[QEvent.Type.TabletMove] * (len(touches) - 1), QEvent.Type.TabletRelease]
        for kind, (x, y, pressure) in zip(kinds, [*touches, touches[-1]], strict=True):
            held = Qt.MouseButton.NoButton if kind == QEvent.Type.TabletRelease else LEFT
            place = self.place(x, y).toPointF()
            event = QTabletEvent(kind, device, place, place, pressure, 0, 0, 0, 0, 0, NO_KEY, LEFT, held)
            QApplication.sendEvent(self.canvas, event)

    def drop(self, path: Path) -> None:
        """Drop a file on the middle of the canvas, as it comes from a file manager."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        middle, action = self.canvas.rect().center(), Qt.DropAction.CopyAction
        for event in (
            QDragEnterEvent(middle, action, data, LEFT, NO_KEY),
            QDropEvent(middle.toPointF(), action, data, LEFT, NO_KEY),
        ):
            QApplication.sendEvent(self.canvas, event)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key in the widget that has the focus."""
        QTest.keyClick(self.window.focusWidget() or self.window, key, modifiers)

    def keys(self, text: str) -> None:
        """Press keys as a menu writes them, such as "Ctrl+Shift+Z", in the widget that has the focus."""
        pressed = combination(text)
        self.key(pressed.key(), pressed.keyboardModifiers())

    def control(self, key: Qt.Key) -> None:
        self.key(key, Qt.KeyboardModifier.ControlModifier)

    def click(self, widget: QWidget) -> None:
        QTest.mouseClick(widget, LEFT)

    def take(self, tool: str) -> None:
        """Click a tool's button, which has this text."""
        bar = self.window.findChild(QToolBar, "tools")
        assert isinstance(bar, QToolBar)
        buttons = [button for button in bar.findChildren(QToolButton) if button.text() == tool]
        assert len(buttons) == 1, f"no button “{tool}”"
        self.click(buttons[0])

    def command(self, menu: str, text: str) -> QAction:
        """What stands under that text, without its dots, in a menu of the menu bar."""
        menus = [one for one in self.window.menuBar().findChildren(QMenu) if plain(one.title()) == menu]
        found = [one for one in menus[0].actions() if plain(one.text()) == text] if menus else []
        assert len(found) == 1, f"no “{text}” in the menu “{menu}”"
        return found[0]

    def choose(self, menu: str, text: str) -> None:
        """Choose from a menu what can be chosen now."""
        action = self.command(menu, text)
        assert action.isEnabled(), f"“{text}” cannot be chosen now"
        action.trigger()

    @contextmanager
    def answering(self, *answers: Callable[[QDialog], object]) -> Iterator[None]:
        """Answer the modal dialogs that open in the block, in order. A fault in an answer closes it, and is raised."""
        faults: list[BaseException] = []
        answered: list[QDialog] = []
        look = QTimer(interval=5)

        def see() -> None:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, QDialog) or dialog in answered or len(answered) == len(answers):
                return
            answered.append(dialog)
            try:
                answers[len(answered) - 1](dialog)
            except BaseException as fault:
                faults.append(fault)
                dialog.reject()

        look.timeout.connect(see)
        look.start()
        try:
            yield
        finally:
            look.stop()
            self.to_front()
        for fault in faults:
            raise fault
        assert len(answered) == len(answers), f"asked {len(answered)} times"

    def write_prompt(self, text: str) -> None:
        """Click into the prompt and type."""
        self.click(self.parts.prompt.prompt.viewport())
        QTest.keyClicks(self.parts.prompt.prompt, text)

    def fill(self, text: str = "a red boat") -> None:
        """Paint, describe, and press the button."""
        self.stroke(*FILL)
        self.write_prompt(text)
        self.click(self.parts.prompt.generate)

    def keep(self) -> None:
        """Wait for the result, and put it into the picture."""
        self.wait_until_done()
        self.canvas.setFocus()
        self.key(Qt.Key.Key_Return)

    def wait_until_saved(self, timeout: int = 10_000) -> None:
        self.qtbot.waitUntil(lambda: not self.studio.saver.busy(), timeout=timeout)

    def wait_until_done(self, timeout: int = 10_000) -> None:
        self.qtbot.waitUntil(lambda: not self.studio.commands.work.working, timeout=timeout)


def combination(keys: str) -> QKeyCombination:
    """Keys as a menu writes them, such as "Ctrl+Z"."""
    return QKeySequence(keys)[0]  # pyright: ignore[reportIndexIssue]


def pen_of(tip: QPointingDevice.PointerType) -> QPointingDevice:
    """A pen with pressure, of which that end is used."""
    kind, able = QInputDevice.DeviceType.Stylus, QInputDevice.Capability.Pressure
    return QPointingDevice("pen", 1, kind, tip, able, 1, 3, "", QPointingDeviceUniqueId())


@contextmanager
def driving(
    qtbot,
    opener: Opener,
    home: Path,
    files: Sequence[Path] = (),
    size: tuple[int, int] | None = (1280, 800),
    make_dialogs: Callable[[QWidget], Dialogs] = ScriptedDialogs,
    make_questions: Callable[[QWidget], Questions] = ScriptedQuestions,
    first_start: bool = False,
) -> Iterator[Driver]:
    """An open studio with its window shown, closed at the end whatever happens. The tour is known already, unless it
    may be the first start of all."""
    settings = Settings(home)
    if not first_start:
        settings.tour_seen = True
    studio = Studio(settings, opener, home, make_dialogs, make_questions)
    try:
        studio.show(files)
        if size is not None:
            studio.window.resize(*size)
        qtbot.waitExposed(studio.window)
        studio.window.activateWindow()
        yield Driver(studio, qtbot)
    finally:
        studio.close()
        studio.deleteLater()
