"""The main window arranges: menus, toolbar, canvas, docks and status bar. It decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import (
    QDockWidget,
    QMainWindow,
    QMenu,
    QScrollArea,
    QSizePolicy,
    QSpacerItem,
    QTabWidget,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.actions import Actions, letter
from app.canvas.canvas_view import CanvasView
from app.canvas.rulers import RuledCanvas
from app.entries import MENUS, RECENT
from app.language import tr
from app.panels.colours import ColoursPanel
from app.panels.document_tabs import DocumentTabs
from app.panels.fields import IconButton, label, row
from app.panels.gallery import GalleryPanel
from app.panels.history import HistoryPanel
from app.panels.interpolation import InterpolationStrip
from app.panels.layers import LayersPanel
from app.panels.message_bar import MessageBar
from app.panels.prompt import PromptPanel
from app.panels.regions import RegionsPanel
from app.panels.status import StatusPanel
from app.panels.stops import step
from app.panels.tool_options import ToolOptions
from app.panels.tray_strip import TrayStrip
from app.panels.welcome import HEIGHT, WelcomePanel
from app.resources import ICON_SIZE
from app.theme import CONTROL_HEIGHT, GAP, PADDING

_DOCK_WIDTH = 304
_DROP_ZONE = 240 + 4 * GAP  # drawn by the canvas, with room under it
_SCROLL_BAR = 12
_DOCK_SHARES = [3, 2]
TOOL_GROUPS = (
    ("brush", "eraser", "strength_brush", "region_brush", "keep_brush"),
    ("rectangle", "ellipse", "lasso", "polygon", "wand"),
    ("paint_brush", "fill", "eyedropper"),
    ("move", "frame", "hand"),
)


@dataclass(frozen=True)
class Parts:
    """Everything that the window shows."""

    canvas: CanvasView
    ruled: RuledCanvas
    tabs: DocumentTabs
    tool_options: ToolOptions
    messages: MessageBar
    welcome: WelcomePanel
    results: TrayStrip
    interpolation: InterpolationStrip
    prompt: PromptPanel
    layers: LayersPanel
    regions: RegionsPanel
    colours: ColoursPanel
    history: HistoryPanel
    gallery: GalleryPanel
    status: StatusPanel


class MainWindow(QMainWindow):
    """The one window. `closing` is told before it closes and may be refused by the event; `activated` when it comes to
    the front; `recent_chosen` carries a path; `stepped` when the keys went to another part, which came to the front."""

    closing = Signal(QCloseEvent)
    activated = Signal()
    recent_chosen = Signal(str)
    stepped = Signal()

    def __init__(self, actions: Actions, parts: Parts) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setDockOptions(QMainWindow.DockOption.AllowTabbedDocks | QMainWindow.DockOption.AnimatedDocks)
        self.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)
        self.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._tools = self._toolbar(actions)
        self._titles: dict[QDockWidget, QWidget] = {}
        self._no_titles: dict[QDockWidget, QWidget] = {}
        self._docks = self._made_docks(parts)
        self._tool_options = parts.tool_options
        self._recent = QMenu(self)
        self._menus(actions)
        self.setCentralWidget(centre(parts))
        self.setStatusBar(parts.status)
        self.addActions(actions.for_window())
        self._stops = [parts.canvas, parts.messages, parts.tool_options, parts.tabs, *self._docks]
        self._stops += [parts.results, parts.interpolation]
        for action in actions.for_canvas():
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            parts.canvas.addAction(action)

    def share_room(self) -> None:
        """Give the docks the room that they have at first; for once the window is shown."""
        self.resizeDocks(self._groups, [_DOCK_WIDTH] * len(self._groups), Qt.Orientation.Horizontal)
        self.resizeDocks(self._groups, _DOCK_SHARES, Qt.Orientation.Vertical)

    def set_motion(self, motion: bool) -> None:
        """Whether docks glide to their places."""
        self.setAnimated(motion)

    def add_stop(self, part: QWidget) -> None:
        """Let the key that goes from panel to panel find a part that lies over the window."""
        self._stops.append(part)

    def go_on(self) -> None:
        """Bring the keys to the next part of the window."""
        step(self._stops, self.focusWidget(), 1)
        self.stepped.emit()

    def go_back(self) -> None:
        """Bring the keys to the part of the window before."""
        step(self._stops, self.focusWidget(), -1)
        self.stepped.emit()

    def show_panels(self, shown: bool) -> None:
        """Show or hide everything around the canvas but menus and status."""
        for panel in (self._tools, self._tool_options, *self._docks):
            panel.setVisible(shown)

    def show_regions(self) -> None:
        """Bring the panel of regions to the front."""
        self._regions.show()
        self._regions.raise_()

    def show_recent(self, paths: Sequence[str]) -> None:
        """Offer the files of last time in their menu."""
        self._recent.clear()
        for number, path in enumerate(paths, 1):
            self._recent.addAction(f"&{number} {path.replace('&', '&&')}").setData(path)
        self._recent.setEnabled(bool(paths))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the wiring refuse."""
        self.closing.emit(event)

    def changeEvent(self, event) -> None:
        """Tell when the window comes to the front."""
        if event.type() == event.Type.ActivationChange and self.isActiveWindow():
            self.activated.emit()
        super().changeEvent(event)

    def _menus(self, actions: Actions) -> None:
        for name, text in MENUS.items():
            menu = self.menuBar().addMenu(tr(text))
            for action in actions.of_menu(name):
                menu.addSeparator() if action is None else menu.addAction(action)
            if name == "View":
                menu.addSeparator()
                for dock in self._docks:
                    menu.addAction(dock.toggleViewAction())
            menu.aboutToShow.connect(self._letter)
        actions[RECENT].setMenu(self._recent)
        self._recent.triggered.connect(self._on_recent)

    def _letter(self) -> None:
        """What some rows say changes with what was done last."""
        for menu in self.menuBar().findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly):
            letter(menu.actions())

    def _on_recent(self, action) -> None:
        self.recent_chosen.emit(action.data())

    def _toolbar(self, actions: Actions) -> QToolBar:
        bar = QToolBar(tr("Tools"))
        bar.setObjectName("tools")
        bar.setMovable(False)
        bar.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
        for group in (*TOOL_GROUPS, ("undo", "redo")):
            if bar.actions():
                bar.addSeparator()
            bar.addActions([actions[name] for name in group])
        for button in bar.findChildren(QToolButton):
            button.setFixedSize(CONTROL_HEIGHT, CONTROL_HEIGHT)
        self.addToolBar(Qt.ToolBarArea.LeftToolBarArea, bar)
        return bar

    def _made_docks(self, parts: Parts) -> list[QDockWidget]:
        """What acts on top, and below it, as tabs, what the picture is made of."""
        edit = self._dock("edit", tr("Edit"), parts.prompt)
        layers = self._dock("layers", tr("Layers"), parts.layers)
        regions = self._dock("regions", tr("Regions"), scrolled(parts.regions))
        history = self._dock("history", tr("History"), parts.history)
        colours = self._dock("colours", tr("Colours"), scrolled(parts.colours))
        gallery = self._dock("gallery", tr("Generated"), parts.gallery)
        for one, other in (*pairwise([layers, regions, history, colours]), (edit, gallery)):
            self.tabifyDockWidget(one, other)
        edit.raise_()
        layers.raise_()
        self._groups, self._regions = [edit, layers], regions
        return [edit, gallery, layers, regions, history, colours]

    def _show_titles(self) -> None:
        """A dock among tabs has its name there, and needs no title."""
        for dock, title in self._titles.items():
            others = [other for other in self.tabifiedDockWidgets(dock) if not other.isHidden()]
            tabbed = bool(others) and not dock.isFloating()
            wanted = self._no_titles[dock] if tabbed else title
            if dock.titleBarWidget() is not wanted:
                dock.titleBarWidget().hide()
                dock.setTitleBarWidget(wanted)
                wanted.show()

    def _dock(self, name: str, text: str, content: QWidget) -> QDockWidget:
        dock = QDockWidget(text)
        dock.setObjectName(f"dock_{name}")
        dock.setWidget(content)
        self._titles[dock], self._no_titles[dock] = dock_title(dock), QWidget(dock)
        dock.setTitleBarWidget(self._titles[dock])
        dock.visibilityChanged.connect(self._show_titles)
        dock.topLevelChanged.connect(self._show_titles)
        dock.setAllowedAreas(Qt.DockWidgetArea.LeftDockWidgetArea | Qt.DockWidgetArea.RightDockWidgetArea)
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        return dock


def dock_title(dock: QDockWidget) -> QWidget:
    """A title bar in the theme's shape; it can be dragged as the system's own."""
    title = QWidget()
    title.setObjectName("panel_title")
    title.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    close = IconButton("close", tr("Hide {panel}").format(panel=dock.windowTitle()))
    close.setProperty("small", True)
    close.clicked.connect(dock.close)
    heading = label(dock.windowTitle(), "heading")
    heading.setFixedHeight(CONTROL_HEIGHT + GAP // 2)
    line = row(heading, close)
    line.setStretch(0, 1)
    line.setContentsMargins(PADDING, 0, GAP, 0)
    title.setLayout(line)
    return title


def scrolled(panel: QWidget) -> QScrollArea:
    """A panel that scrolls where the window is too low for it."""
    area = QScrollArea()
    area.setWidget(panel)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows the control that has the focus
    area.setMinimumWidth(panel.minimumSizeHint().width() + _SCROLL_BAR)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
    return area


def centre(parts: Parts) -> QWidget:
    """Tool options and tabs over the canvas, the results under it."""
    float_over(parts)
    middle = QWidget()
    column = QVBoxLayout(middle)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(parts.tool_options)
    column.addWidget(parts.tabs)
    column.addWidget(parts.ruled, 1)
    column.addWidget(parts.results)
    column.addWidget(parts.interpolation)
    return middle


def float_over(parts: Parts) -> None:
    """The message bar on top of the canvas; the ways in under its drop zone, which is drawn in the middle."""
    for part in (parts.messages, parts.welcome):  # words, unlike the picture under them
        part.setLayoutDirection(QGuiApplication.layoutDirection())
    over = QVBoxLayout(parts.canvas)
    over.setContentsMargins(*4 * (PADDING,))
    over.addWidget(parts.messages)
    over.addStretch(1)
    over.addSpacerItem(_shrinking(HEIGHT))
    over.addSpacerItem(_shrinking(_DROP_ZONE))
    over.addWidget(parts.welcome, 0, Qt.AlignmentFlag.AlignHCenter)
    over.addStretch(1)


def _shrinking(height: int) -> QSpacerItem:
    """Room of that height, or less where there is less."""
    return QSpacerItem(0, height, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Maximum)
