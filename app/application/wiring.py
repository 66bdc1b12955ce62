"""Which signal moves what: the only place where the objects of the editor are joined."""

from __future__ import annotations

from collections.abc import Callable

from app.application.choice import ResultChoice
from app.application.commands import Commands
from app.application.saving import Saver
from app.application.session import Session
from app.application.shown import ShownDocument
from app.application.view import ViewCommands
from app.application.windows import Windows
from app.main_window import MainWindow, Parts


def wire_files(session: Session, commands: Commands, parts: Parts, window: MainWindow) -> None:
    """Tabs, the canvas's empty state and dropped files; failures go to the message bar."""
    files, canvas, tabs = commands.files, parts.canvas, parts.tabs
    tabs.chosen.connect(session.show)
    tabs.close_requested.connect(files.close_document)
    canvas.file_dropped.connect(files.open_name)
    parts.welcome.open_requested.connect(files.open)
    parts.welcome.sample_requested.connect(files.open_sample)
    parts.welcome.recent_chosen.connect(files.open_recent)
    window.recent_chosen.connect(files.open_recent)
    window.activated.connect(files.check_files)
    files.failed.connect(parts.messages.tell)
    files.noted.connect(parts.messages.tell)
    files.quit_requested.connect(window.close)


def wire_saving(saver: Saver, shown: ShownDocument, parts: Parts) -> None:
    """The status bar says what is being written."""
    saver.started.connect(shown.show_saving)
    saver.saved.connect(shown.show_saved)
    saver.failed.connect(parts.status.hide_saving)


def wire_view(commands: Commands, parts: Parts, window: MainWindow, show_mask_checked: Callable[[bool], None]) -> None:
    """Where the cursor is, how near the picture is, and what of the window is shown."""
    view, canvas, status = commands.view, parts.canvas, parts.status
    canvas.cursor_moved.connect(status.show_cursor)
    canvas.zoom_changed.connect(status.show_zoom)
    view.panels_shown.connect(window.show_panels)
    view.mask_shown.connect(show_mask_checked)
    view.pixel_grid_shown.connect(canvas.set_grid_visible)
    view.rulers_shown.connect(parts.ruled.set_rulers_visible)
    commands.edits.stepped.connect(view.reveal_mask)


def wire_windows(view: ViewCommands, windows: Windows) -> None:
    """From the menus to the windows beside the main one."""
    view.preferences_wanted.connect(windows.show_preferences)
    view.shortcuts_wanted.connect(windows.show_shortcuts)
    view.about_wanted.connect(windows.show_about)
    view.report_folder_wanted.connect(windows.open_report_folder)


def wire_layers(commands: Commands, parts: Parts) -> None:
    """From the panels of layers and regions to the commands; what is refused goes to the message bar."""
    layers, panel = commands.layers, parts.layers
    panel.mode_chosen.connect(layers.set_mode)
    panel.opacity_grabbed.connect(layers.hold_opacity)
    panel.opacity_changed.connect(layers.set_opacity)
    panel.opacity_released.connect(layers.release_opacity)
    panel.tree.eye_clicked.connect(layers.flip_visible)
    panel.tree.lock_clicked.connect(layers.flip_lock)
    panel.tree.layers.renamed.connect(layers.rename)
    panel.tree.layers.moved.connect(layers.move)
    for part in (commands.edits, commands.images, commands.layers, commands.masks):
        part.refused.connect(parts.messages.tell)


def wire_tools(commands: Commands, parts: Parts) -> None:
    """The region brush takes the region that its panel hands over; the frame's fields act on its gesture."""
    tools, options = commands.tools, parts.tool_options
    parts.regions.shown_changed.connect(parts.canvas.show_regions)
    parts.regions.paint_requested.connect(tools.paint_region)
    options.frame.wanted.connect(commands.images.size_frame)
    options.frame.applied.connect(commands.images.apply_frame)
    options.frame.dropped.connect(parts.canvas.cancel_gesture)


def wire_work(commands: Commands, parts: Parts) -> None:
    """From the buttons to the work, and from the work to messages, progress and mask."""
    work, prompt, status, view = commands.work, parts.prompt, parts.status, commands.view
    prompt.generate_requested.connect(work.start)
    prompt.cancel_requested.connect(work.cancel)
    status.cancel_requested.connect(work.cancel)
    work.started.connect(parts.messages.hide)
    work.appeared.connect(view.hide_mask)
    work.given_up.connect(view.reveal_mask)
    work.progressed.connect(status.show_progress)
    work.ended.connect(status.hide_progress)
    work.failed.connect(parts.messages.tell)


def wire_choice(commands: Commands, choice: ResultChoice, parts: Parts) -> None:
    """Several pictures of one result, to choose from."""
    commands.work.applied.connect(choice.open)
    choice.opened.connect(parts.results.show_result)
    choice.chosen.connect(parts.prompt.remember_seed)
    choice.closed.connect(parts.results.clear)
    parts.results.chosen.connect(choice.choose)
    parts.results.closed.connect(choice.close)
