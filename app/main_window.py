"""The main window arranges: menus, toolbar, canvas, docks and status bar. It decides nothing."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QMainWindow,
    QScrollArea,
    QSizePolicy,
    QSpacerItem,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.actions import MENUS, ON_CANVAS_ONLY, TOOLS, Actions
from app.canvas.canvas_view import CanvasView
from app.dialogs.about import AboutDialog
from app.dialogs.shortcuts import ShortcutsDialog
from app.panels.document_tabs import DocumentTabs
from app.panels.fields import IconButton, label, row
from app.panels.history import HistoryPanel
from app.panels.message_bar import MessageBar
from app.panels.prompt import PromptPanel
from app.panels.results import ResultsStrip
from app.panels.status import StatusPanel
from app.panels.tool_options import ToolOptions
from app.panels.welcome import HEIGHT, WelcomePanel
from app.resources import ICON_SIZE
from app.theme import CONTROL_HEIGHT, GAP, PADDING

_DOCK_WIDTH = 304
_DROP_ZONE = 240 + 4 * GAP  # drawn by the canvas, with room under it
_SCROLL_BAR = 12
_DOCK_SHARES = [7, 3]


@dataclass(frozen=True)
class Parts:
    """Everything that the window shows."""

    canvas: CanvasView
    tabs: DocumentTabs
    tool_options: ToolOptions
    messages: MessageBar
    welcome: WelcomePanel
    results: ResultsStrip
    prompt: PromptPanel
    history: HistoryPanel
    status: StatusPanel


class MainWindow(QMainWindow):
    """The one window. `closing` is told before it closes and may be refused by the event."""

    closing = Signal(QCloseEvent)

    def __init__(self, actions: Actions, parts: Parts) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setDockOptions(QMainWindow.DockOption.AllowTabbedDocks | QMainWindow.DockOption.AnimatedDocks)
        self.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._tools = self._toolbar(actions)
        self._docks = [
            self._dock("Edit", scrolled(parts.prompt)),
            self._dock("History", parts.history),
        ]
        self._tool_options = parts.tool_options
        self._menus(actions)
        self.setCentralWidget(centre(parts))
        self.setStatusBar(parts.status)
        self.addActions(actions.for_window())
        for name in ON_CANVAS_ONLY:
            actions[name].setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            parts.canvas.addAction(actions[name])
        self.resizeDocks(self._docks, [_DOCK_WIDTH] * len(self._docks), Qt.Orientation.Horizontal)
        self.resizeDocks(self._docks, _DOCK_SHARES, Qt.Orientation.Vertical)

    def show_panels(self, shown: bool) -> None:
        """Show or hide everything around the canvas but menus and status."""
        for panel in (self._tools, self._tool_options, *self._docks):
            panel.setVisible(shown)

    def show_shortcuts(self) -> None:
        """The list of keyboard shortcuts."""
        ShortcutsDialog(self).exec()

    def show_about(self) -> None:
        """What this program is."""
        AboutDialog(self).exec()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the wiring refuse."""
        self.closing.emit(event)

    def _menus(self, actions: Actions) -> None:
        for name in MENUS:
            menu = self.menuBar().addMenu(f"&{name}")
            for action in actions.of_menu(name):
                menu.addSeparator() if action is None else menu.addAction(action)
            if name == "View":
                menu.addSeparator()
                for dock in self._docks:
                    menu.addAction(dock.toggleViewAction())

    def _toolbar(self, actions: Actions) -> QToolBar:
        bar = QToolBar("Tools")
        bar.setObjectName("tools")
        bar.setMovable(False)
        bar.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
        for group in (TOOLS, ("undo", "redo"), ("zoom_in", "zoom_out", "fit")):
            if bar.actions():
                bar.addSeparator()
            bar.addActions([actions[name] for name in group])
        for button in bar.findChildren(QToolButton):
            button.setFixedSize(CONTROL_HEIGHT, CONTROL_HEIGHT)
        self.addToolBar(Qt.ToolBarArea.LeftToolBarArea, bar)
        return bar

    def _dock(self, name: str, content: QWidget) -> QDockWidget:
        dock = QDockWidget(name)
        dock.setObjectName(f"dock_{name.lower()}")
        dock.setWidget(content)
        dock.setTitleBarWidget(dock_title(dock))
        dock.setAllowedAreas(Qt.DockWidgetArea.LeftDockWidgetArea | Qt.DockWidgetArea.RightDockWidgetArea)
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        return dock


def dock_title(dock: QDockWidget) -> QWidget:
    """A title bar in the theme's shape; it can be dragged as the system's own."""
    title = QWidget()
    title.setObjectName("panel_title")
    title.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    close = IconButton("close", f"Hide {dock.windowTitle()}")
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
    column.addWidget(parts.canvas, 1)
    column.addWidget(parts.results)
    return middle


def float_over(parts: Parts) -> None:
    """The message bar on top of the canvas; the ways in under its drop zone, which is drawn in the middle."""
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
