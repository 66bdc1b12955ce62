"""The studio: every object of the editor, built once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.actions import Actions
from app.application.appearance import Appearance
from app.application.clipboard import Clipboard
from app.application.commands import Commands
from app.application.comparison import Comparison
from app.application.concepts import ConceptCommands
from app.application.context import ContextBox
from app.application.diagnostics import Diagnostics
from app.application.edits import EditCommands
from app.application.extending import ExtendingLook
from app.application.files import FileCommands
from app.application.filming import FilmCommands
from app.application.following import ModeFollower
from app.application.generated import GeneratedCommands
from app.application.help import Help
from app.application.images import ImageCommands
from app.application.keeping import Keeper
from app.application.layers import LayerCommands
from app.application.live import LiveMode
from app.application.masks import MaskCommands
from app.application.packs import PackCommands
from app.application.reading import Reader
from app.application.recovery import Recovery
from app.application.results import ResultCommands
from app.application.saving import Saver
from app.application.session import Session
from app.application.shown import ShownDocument
from app.application.sliding import Sliding
from app.application.stage import Stage
from app.application.strengths import Strengths
from app.application.tools import ToolCommands
from app.application.tour import Tour
from app.application.view import ViewCommands
from app.application.windows import Windows
from app.application.wiring import (
    wire_concepts,
    wire_context,
    wire_extending,
    wire_files,
    wire_generated,
    wire_help,
    wire_layers,
    wire_packs,
    wire_reading,
    wire_results,
    wire_saving,
    wire_sliding,
    wire_tools,
    wire_view,
    wire_windows,
    wire_work,
)
from app.application.work import WorkCommands
from app.canvas.canvas_view import CanvasView
from app.canvas.rulers import RuledCanvas
from app.dialogs.concepts_questions import ConceptQuestions
from app.dialogs.dialogs import Dialogs
from app.dialogs.film import FilmQuestions
from app.dialogs.packs_questions import PackQuestions
from app.dialogs.questions import Questions
from app.engine.client import EngineClient
from app.engine.concepts import ConceptStore
from app.engine.gallery.gallery import Gallery
from app.engine.packs.store import PackStore
from app.engine.worker import Opener, PackOpener, open_engine
from app.language import SOURCE, install
from app.main_window import MainWindow, Parts
from app.panels.colours import ColoursPanel
from app.panels.document_tabs import DocumentTabs
from app.panels.gallery import GalleryPanel
from app.panels.history import HistoryPanel
from app.panels.interpolation import InterpolationStrip
from app.panels.layers import LayersPanel
from app.panels.message_bar import MessageBar
from app.panels.prompt import PromptPanel
from app.panels.recipe import Recipe
from app.panels.regions import RegionsPanel
from app.panels.status import StatusPanel
from app.panels.tool_options import ToolOptions
from app.panels.tray import Tray
from app.panels.tray_strip import TrayStrip
from app.panels.welcome import WelcomePanel
from app.resources import program_icon
from app.settings import Settings
from app.theme import Theme, base_font, palette
from app.tools.toolbox import Toolbox

_DEFAULT_SIZE = QSize(1440, 900)
_FRAME = QSize(16, 64)


class Studio(QObject):
    """The whole editor in one window. `close` must be called before it goes: it ends its threads.

    `home` is the folder of what is kept for the case of a crash. `opener` opens the pack of the settings, `open_pack`
    any other one later.
    """

    def __init__(
        self,
        settings: Settings,
        opener: Opener,
        home: Path,
        make_dialogs: Callable[[QWidget], Dialogs] = Dialogs,
        make_questions: Callable[[QWidget], Questions] = Questions,
        open_pack: PackOpener = open_engine,
    ) -> None:
        super().__init__()
        self.settings = settings
        self.home = home
        self.client = EngineClient(opener)
        self._starter = QTimer(self, singleShot=True, interval=0)
        self.session = Session()
        self.recipe = Recipe()
        self.toolbox = Toolbox()
        self.tray = Tray()
        self.stage = Stage(self.session)
        self.gallery = Gallery(home / "generated")
        self.keeper = Keeper(self.gallery)
        self.context = ContextBox(self.session, self.recipe, self.client)
        self.clipboard = Clipboard(QApplication.clipboard())
        self.reader, self.saver = Reader(), Saver()
        self.appearance = Appearance(application(), settings)
        canvas = CanvasView()
        dialogs = make_dialogs(canvas)
        self.recovery = Recovery(self.session, self.saver, settings, dialogs, home / "recovery")
        self.work = self._made_work()
        self.packs = PackCommands(settings, self.client, PackStore(), open_pack, PackQuestions(canvas), canvas)
        # It hears of the engine after the packs, which write down the one in use.
        self.concepts = ConceptCommands(settings, self.session, self.client, ConceptStore(), ConceptQuestions(), canvas)
        self.commands = self._made_commands(canvas, dialogs, make_questions(canvas))
        self.sliding = Sliding(self.session, self.recipe, self.client, self.stage)
        self.filming = FilmCommands(self.sliding, FilmQuestions(canvas))
        self.actions = Actions(self.commands, palette(self.appearance.theme), settings.shortcuts)
        self.parts = self._made_parts(canvas)
        self.comparison = Comparison(self.session, canvas, self.stage)
        self._make_assistants()
        self.window = MainWindow(self.actions, self.parts)
        self.windows = Windows(self.window, settings, self.actions, home)
        self.diagnostics = Diagnostics(settings, home, self.window)
        self.help = Help(application(), settings, self.actions, self.recipe, self.commands.tools, self.tray, self.parts)
        self.tour = self._made_tour()
        self.window.add_stop(self.tour.card)
        self.window.stepped.connect(self.tour.card.come_on_top)
        self.shown = self._made_shown()
        self._wire()
        self.appearance.refresh()
        self.apply_settings()
        self.actions["panels"].setChecked(True)
        self.actions["pixel_grid"].setChecked(True)
        self.commands.tools.brush()
        self.shown.follow()
        self.show_recent()

    def _made_shown(self) -> ShownDocument:
        return ShownDocument(
            self.session,
            self.commands,
            self.clipboard,
            self.actions,
            self.window,
            self.parts,
            self.stage,
            self.context,
            self.client,
        )

    def show(self, files: Sequence[Path]) -> None:
        """Open the files, or the sample picture, and show the window. The engine starts after the first paint."""
        self._restore_window()
        for path in files:
            self.commands.files.open_path(path)
        if not files:
            self.commands.files.open_sample()
            self._starter.timeout.connect(self.tour.offer)
        self.parts.canvas.installEventFilter(self)
        self.parts.canvas.setFocus()
        self.window.show()
        if self.settings.bytes_of("window/state") is None:
            self.window.share_room()

    def close(self) -> None:
        """Give up the work, end the threads and take the window away. No question is asked."""
        self._starter.stop()
        self.tour.end()
        self.help.close()
        self.diagnostics.close()
        self.packs.close()
        self.concepts.close()
        self.parts.canvas.removeEventFilter(self)
        self.window.hide()
        self.saver.close()
        self.recovery.close()
        self.filming.close()
        self.client.close()
        self.gallery.close()
        self.clipboard.deleteLater()  # the system's clipboard outlives the program's window
        self.parts.canvas.set_document(None)
        self.window.deleteLater()

    @Slot(object)
    def wear(self, theme: Theme) -> None:
        """Draw what the palette does not reach in the colours of a theme."""
        self.actions.tint(palette(theme))
        self.actions[self.settings.theme].setChecked(True)

    @Slot(str)
    def on_setting(self, name: str) -> None:
        """Let a preference that changed hold at once."""
        self.show_recent() if name == "recent_files" else self.apply_settings()

    @Slot()
    def apply_settings(self) -> None:
        """Let what the person prefers hold from now on."""
        self.parts.canvas.set_mask_tint(self.settings.mask_tint)
        motion = not self.settings.reduced_motion
        self.parts.canvas.set_motion(motion)
        self.window.set_motion(motion)
        application().setEffectEnabled(Qt.UIEffect.UI_General, motion)
        for document in self.session.documents:
            document.limit_history(self.settings.history_mib << 20)

    @Slot()
    def show_recent(self) -> None:
        """Offer the files of last time: in the menu, and on the canvas while no picture is open."""
        self.window.show_recent(self.settings.recent_files)
        self.parts.welcome.setVisible(self.session.current is None)
        if self.session.current is None:
            self.parts.welcome.show_recent(self.settings.recent_files)

    @Slot(QCloseEvent)
    def on_closing(self, event: QCloseEvent) -> None:
        """Ask about unsaved changes; then give up the work and remember the window's places."""
        if not self.packs.may_quit() or not self.concepts.may_quit() or not self.commands.files.may_quit():
            event.ignore()
            return
        self.work.cancel_all()
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
        wire_reading(self.reader, parts)
        wire_saving(self.saver, self.shown, parts)
        wire_windows(commands.view, self.windows, self.diagnostics, parts)
        wire_help(commands.view, self.help, self.tour, self.packs)
        wire_layers(commands, parts)
        wire_tools(commands, parts)
        wire_work(commands, parts)
        wire_results(commands, self.strengths, parts)
        wire_context(self.context, parts)
        wire_extending(self.extending, commands, parts)
        wire_generated(commands, self.gallery, parts)
        wire_packs(self.packs, parts, self.actions["packs"])
        wire_concepts(self.concepts, parts, self.actions["concepts"])
        wire_sliding(self.sliding, self.filming, parts, self.actions["interpolation"].setChecked)
        commands.results.came.connect(self.comparison.remember)
        self.recovery.failed.connect(parts.messages.tell)
        self.client.noted.connect(parts.messages.tell)
        self.recovery.recovered.connect(self.session.add)
        self._starter.timeout.connect(self.client.load)
        self._starter.timeout.connect(self.recovery.look)
        self._starter.timeout.connect(self.gallery.load)
        commands.view.theme_wanted.connect(self.appearance.choose)
        self.appearance.changed.connect(self.wear)
        self.actions.rebound.connect(self.settings.store_shortcuts)
        self.settings.changed.connect(self.on_setting)
        self.session.documents_changed.connect(self.apply_settings)
        self.window.closing.connect(self.on_closing)
        self.session.current_changed.connect(self.show_recent)

    def _made_commands(self, canvas: CanvasView, dialogs: Dialogs, questions: Questions) -> Commands:
        session, settings = self.session, self.settings
        return Commands(
            FileCommands(session, settings, dialogs, self.reader, self.saver, self.work.works_on),
            EditCommands(session, self.clipboard),
            ImageCommands(session, questions, self.toolbox.frame),
            LayerCommands(session, self.toolbox.colours),
            MaskCommands(session, settings, questions),
            ToolCommands(self.toolbox),
            ViewCommands(canvas),
            self.work,
            ResultCommands(session, self.recipe, self.tray, self.stage, self.work, self.gallery),
            GeneratedCommands(session, self.recipe, self.gallery),
            self.packs,
            self.concepts,
        )

    def _made_work(self) -> WorkCommands:
        frame, keep = self.toolbox.frame, self.keeper.keep
        return WorkCommands(self.session, self.recipe, self.client, self.stage, frame, self.context, keep)

    def _make_assistants(self) -> None:
        """Those who watch what the person does, and act by themselves."""
        frame = self.toolbox.frame
        self.strengths = Strengths(self.recipe, self.tray, self.work, self.client)
        self.follower = ModeFollower(self.session, self.recipe, self.commands.tools, frame)
        self.live = LiveMode(self.session, self.recipe, self.work)
        self.extending = ExtendingLook(self.session, self.recipe, self.client, self.stage, frame, self.work)

    def _made_tour(self) -> Tour:
        state = self.session, self.commands, self.recipe, self.client, self.tray
        return Tour(*state, self.actions, self.settings, self.window, self.parts)

    def _made_parts(self, canvas: CanvasView) -> Parts:
        return Parts(
            canvas=canvas,
            ruled=RuledCanvas(canvas),
            tabs=DocumentTabs(),
            tool_options=ToolOptions(self.toolbox),
            messages=MessageBar(),
            welcome=WelcomePanel(),
            results=TrayStrip(self.tray),
            interpolation=InterpolationStrip(),
            prompt=PromptPanel(self.recipe),
            layers=LayersPanel(self.actions),
            regions=RegionsPanel(),
            colours=ColoursPanel(self.toolbox.colours, self.actions),
            history=HistoryPanel(),
            gallery=GalleryPanel(self.gallery),
            status=StatusPanel(self.client),
        )

    def _restore_window(self) -> None:
        geometry, state = self.settings.bytes_of("window/geometry"), self.settings.bytes_of("window/state")
        if geometry is None or not self.window.restoreGeometry(geometry):
            # The frame's size is not known before the window is shown, so room is left for it.
            self.window.resize(_DEFAULT_SIZE.boundedTo(self.window.screen().availableSize() - _FRAME))
        if state is not None:
            self.window.restoreState(state)


def application() -> QApplication:
    """The Qt application, which there is by now."""
    instance = QApplication.instance()
    assert isinstance(instance, QApplication)
    return instance


def make_application(arguments: Sequence[str], language: str = SOURCE) -> QApplication:
    """The Qt application with name, icon, style, font and language ("system", or a code as "de")."""
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_CompressHighFrequencyEvents, False)
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_CompressTabletEvents, False)
    application = QApplication(list(arguments))
    install(application, language)
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
