"""The studio: every object of the editor, built once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, QTimer, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.actions import Actions
from app.application.choice import ResultChoice
from app.application.commands import Commands
from app.application.comparison import Comparison
from app.application.edits import EditCommands
from app.application.files import FileCommands
from app.application.session import Session
from app.application.shown import ShownDocument
from app.application.tools import ToolCommands
from app.application.view import ViewCommands
from app.application.wiring import wire_choice, wire_files, wire_tools, wire_view, wire_work
from app.application.work import WorkCommands
from app.canvas.canvas_view import CanvasView
from app.dialogs.dialogs import Dialogs
from app.engine.client import EngineClient
from app.engine.worker import Opener
from app.main_window import MainWindow, Parts
from app.panels.document_tabs import DocumentTabs
from app.panels.history import HistoryPanel
from app.panels.message_bar import MessageBar
from app.panels.prompt import PromptPanel
from app.panels.recipe import Recipe
from app.panels.results import ResultsStrip
from app.panels.status import StatusPanel
from app.panels.tool_options import ToolOptions
from app.panels.welcome import WelcomePanel
from app.resources import program_icon
from app.settings import Settings
from app.theme import DARK, THEMES, base_font, palette, style_sheet
from app.tools.brush import BrushSettings, MaskBrush

_DEFAULT_SIZE = QSize(1440, 900)
_FRAME = QSize(16, 64)


class Studio(QObject):
    """The whole editor in one window. `close` must be called before it goes: it ends the engine's thread."""

    def __init__(
        self,
        settings: Settings,
        opener: Opener,
        make_dialogs: Callable[[QWidget], Dialogs] = Dialogs,
    ) -> None:
        super().__init__()
        self.settings = settings
        self.client = EngineClient(opener)
        self._starter = QTimer(self, singleShot=True, interval=0)
        self.session = Session()
        self.recipe = Recipe()
        self.brush = BrushSettings()
        self.choice = ResultChoice()
        canvas = CanvasView()
        self.commands = Commands(
            FileCommands(self.session, settings, make_dialogs(canvas)),
            EditCommands(self.session),
            ToolCommands(MaskBrush(self.brush), self.brush),
            ViewCommands(canvas),
            WorkCommands(self.session, self.recipe, self.client),
        )
        self.actions = Actions(self.commands, palette(DARK))
        self.parts = self._made_parts(canvas)
        self.comparison = Comparison(self.session, canvas)
        self.window = MainWindow(self.actions, self.parts)
        self.shown = ShownDocument(
            self.session,
            self.commands.work,
            self.commands.tools,
            self.commands.view,
            self.actions,
            self.window,
            self.parts,
        )
        self._wire()
        self.apply_theme(settings.theme)
        self.actions["panels"].setChecked(True)
        self.commands.tools.brush()
        self.shown.follow()
        self.show_recent()

    def show(self, files: Sequence[Path]) -> None:
        """Open the files, or the sample picture, and show the window. The engine starts after the first paint."""
        self._restore_window()
        for path in files:
            self.commands.files.open_path(path)
        if not files:
            self.commands.files.open_sample()
        self.parts.canvas.installEventFilter(self)
        self.window.show()

    def close(self) -> None:
        """Give up the work, end the engine's thread and take the window away. No question is asked."""
        self._starter.stop()
        self.parts.canvas.removeEventFilter(self)
        self.window.hide()
        self.client.close()
        self.window.deleteLater()

    @Slot(str)
    def apply_theme(self, name: str) -> None:
        """Dress the program in the theme of that name, and remember it."""
        theme = THEMES.get(name, DARK)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.setPalette(palette(theme))
        application.setStyleSheet(style_sheet(theme))
        self.actions.tint(palette(theme))
        self.actions[theme.name].setChecked(True)
        self.settings.theme = theme.name

    @Slot()
    def show_recent(self) -> None:
        """Offer the files of last time while no picture is open."""
        self.parts.welcome.setVisible(self.session.current is None)
        if self.session.current is None:
            self.parts.welcome.show_recent(self.settings.recent_files)

    @Slot(QCloseEvent)
    def on_closing(self, event: QCloseEvent) -> None:
        """Ask about unsaved changes; then give up the work and remember the window's places."""
        if not self.commands.files.may_quit():
            event.ignore()
            return
        self.commands.work.cancel()
        self.settings.store_bytes("window/geometry", self.window.saveGeometry())
        self.settings.store_bytes("window/state", self.window.saveState())
        self.settings.save()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Start the engine once the canvas has been painted for the first time."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            self._starter.start()
        return False

    def _wire(self) -> None:
        commands, parts = self.commands, self.parts
        wire_files(self.session, commands, parts, self.window)
        wire_view(commands, parts, self.window, self.actions["show_mask"].setChecked)
        wire_tools(commands, self.brush)
        wire_work(commands, parts)
        wire_choice(commands, self.choice, parts)
        commands.work.applied.connect(self.comparison.remember)
        self._starter.timeout.connect(self.client.load)
        commands.view.theme_wanted.connect(self.apply_theme)
        self.window.closing.connect(self.on_closing)
        self.session.current_changed.connect(self.show_recent)

    def _made_parts(self, canvas: CanvasView) -> Parts:
        return Parts(
            canvas=canvas,
            tabs=DocumentTabs(),
            tool_options=ToolOptions(self.brush, self.actions["brush"], self.actions["eraser"]),
            messages=MessageBar(),
            welcome=WelcomePanel(),
            results=ResultsStrip(),
            prompt=PromptPanel(self.recipe),
            history=HistoryPanel(),
            status=StatusPanel(self.client),
        )

    def _restore_window(self) -> None:
        geometry, state = self.settings.bytes_of("window/geometry"), self.settings.bytes_of("window/state")
        if geometry is None or not self.window.restoreGeometry(geometry):
            # The frame's size is not known before the window is shown, so room is left for it.
            self.window.resize(_DEFAULT_SIZE.boundedTo(self.window.screen().availableSize() - _FRAME))
        if state is not None:
            self.window.restoreState(state)


def make_application(arguments: Sequence[str]) -> QApplication:
    """The Qt application with name, icon, style and font."""
    application = QApplication(list(arguments))
    application.setApplicationName("paella-studio")
    application.setApplicationDisplayName("Paella Studio")
    application.setDesktopFileName("paella-studio")
    application.setWindowIcon(program_icon())
    dress(application)
    return application


def dress(application: QApplication) -> None:
    """The style and the font that the themes are made for."""
    application.setStyle("Fusion")
    application.setFont(base_font(application.font()))
