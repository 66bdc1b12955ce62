"""Which signal moves what: the only place where the objects of the editor are joined."""

from __future__ import annotations

from collections.abc import Callable

from app.application.choice import ResultChoice
from app.application.commands import Commands
from app.application.session import Session
from app.main_window import MainWindow, Parts
from app.tools.brush import BrushSettings


def wire_files(session: Session, commands: Commands, parts: Parts, window: MainWindow) -> None:
    """Tabs, the canvas's empty state and dropped files; failures go to the message bar."""
    files, canvas, tabs = commands.files, parts.canvas, parts.tabs
    tabs.chosen.connect(session.show)
    tabs.close_requested.connect(files.close_document)
    canvas.file_dropped.connect(files.open_name)
    parts.welcome.open_requested.connect(files.open)
    parts.welcome.sample_requested.connect(files.open_sample)
    parts.welcome.recent_chosen.connect(files.open_name)
    files.failed.connect(parts.messages.tell)
    files.quit_requested.connect(window.close)


def wire_view(commands: Commands, parts: Parts, window: MainWindow, show_mask_checked: Callable[[bool], None]) -> None:
    """Where the cursor is, how near the picture is, and what of the window is shown."""
    view, canvas, status = commands.view, parts.canvas, parts.status
    canvas.cursor_moved.connect(status.show_cursor)
    canvas.zoom_changed.connect(status.show_zoom)
    view.panels_shown.connect(window.show_panels)
    view.mask_shown.connect(show_mask_checked)
    view.shortcuts_wanted.connect(window.show_shortcuts)
    view.about_wanted.connect(window.show_about)
    commands.edits.stepped.connect(view.reveal_mask)


def wire_tools(commands: Commands, brush: BrushSettings) -> None:
    """The brush's own changes, as from a pen, count as a change of tool."""
    brush.changed.connect(commands.tools.changed)


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
