"""Which signal moves what: the only place where the objects of the editor are joined."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction

from app.application.commands import Commands
from app.application.concepts import ConceptCommands
from app.application.context import ContextBox
from app.application.diagnostics import Diagnostics
from app.application.extending import ExtendingLook
from app.application.filming import FilmCommands
from app.application.help import Help
from app.application.packs import PackCommands
from app.application.reading import Reader
from app.application.saving import Saver
from app.application.session import Session
from app.application.shown import ShownDocument
from app.application.sliding import Sliding
from app.application.strengths import Strengths
from app.application.tour import Tour
from app.application.view import ViewCommands
from app.application.windows import Windows
from app.engine.gallery.gallery import Gallery
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
    files.settled.connect(parts.messages.take_back)
    files.quit_requested.connect(window.close)


def wire_reading(reader: Reader, parts: Parts) -> None:
    """The status bar says what is being opened."""
    reader.started.connect(parts.status.show_opening)
    reader.ended.connect(parts.status.hide_opening)


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
    view.next_panel_wanted.connect(window.go_on)
    view.previous_panel_wanted.connect(window.go_back)
    view.mask_shown.connect(show_mask_checked)
    view.pixel_grid_shown.connect(canvas.set_grid_visible)
    view.rulers_shown.connect(parts.ruled.set_rulers_visible)
    view.interpolation_shown.connect(parts.interpolation.setVisible)
    parts.prompt.regions_requested.connect(window.show_regions)
    commands.edits.stepped.connect(view.reveal_mask)


def wire_windows(view: ViewCommands, windows: Windows, diagnostics: Diagnostics, parts: Parts) -> None:
    """From the menus to the windows beside the main one."""
    view.preferences_wanted.connect(windows.show_preferences)
    view.shortcuts_wanted.connect(windows.show_shortcuts)
    view.about_wanted.connect(windows.show_about)
    view.report_folder_wanted.connect(windows.open_report_folder)
    view.diagnostics_wanted.connect(diagnostics.show)
    diagnostics.told.connect(parts.messages.tell)


def wire_help(view: ViewCommands, help_: Help, tour: Tour, packs: PackCommands) -> None:
    """From the menu to the help and the tour, and from the tour's end to the help and to other packs."""
    view.help_wanted.connect(help_.show)
    view.tour_wanted.connect(tour.start)
    tour.help_wanted.connect(help_.show_page)
    tour.packs_wanted.connect(packs.show)


def wire_layers(commands: Commands, parts: Parts) -> None:
    """From the panels of layers and regions to the commands; what is refused goes to the message bar."""
    layers, panel = commands.layers, parts.layers
    panel.mode_chosen.connect(layers.set_mode)
    panel.opacity_grabbed.connect(layers.hold_opacity)
    panel.opacity_changed.connect(layers.set_opacity)
    panel.opacity_released.connect(layers.release_opacity)
    panel.tree.eye_clicked.connect(layers.flip_visible)
    panel.tree.lock_clicked.connect(layers.flip_lock)
    panel.tree.mask_switched.connect(layers.flip_mask)
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
    options.frame.framed.connect(commands.images.take_frame)
    options.frame.applied.connect(commands.images.apply_frame)
    options.frame.dropped.connect(parts.canvas.cancel_gesture)
    options.frame.dropped.connect(tools.box.frame.drop)


def wire_work(commands: Commands, parts: Parts) -> None:
    """From the buttons to the work, and from the work to messages, progress and mask."""
    work, prompt, view = commands.work, parts.prompt, commands.view
    prompt.generate_requested.connect(work.start)
    prompt.cancel_requested.connect(work.cancel)
    work.started.connect(parts.messages.hide)
    work.appeared.connect(view.hide_mask)
    work.given_up.connect(view.reveal_mask)
    work.failed.connect(parts.messages.tell)


def wire_results(commands: Commands, strengths: Strengths, parts: Parts) -> None:
    """From the tray to the answers, and from a result to what is made ahead of it."""
    results, strip = commands.results, parts.results
    strip.accepted.connect(results.accept)
    strip.rejected.connect(results.reject)
    strip.more_wanted.connect(results.more)
    strip.reroll_wanted.connect(results.reroll)
    strip.star_wanted.connect(results.star_this)
    strip.delete_wanted.connect(results.delete_this)
    strip.branch_wanted.connect(results.branch)
    results.came.connect(strengths.make_ahead)
    results.landed.connect(commands.view.hide_mask)
    results.seed_known.connect(parts.prompt.remember_seed)
    results.failed.connect(parts.messages.tell)
    strengths.ready_changed.connect(parts.prompt.set_ready_strengths)


def wire_context(context: ContextBox, parts: Parts) -> None:
    """The context box is dragged on the canvas, and given back there or in the panel."""
    parts.canvas.context_dragged.connect(context.drag)
    parts.canvas.context_reset.connect(context.reset)
    parts.prompt.box_reset_requested.connect(context.reset)


def wire_generated(commands: Commands, gallery: Gallery, parts: Parts) -> None:
    """What was generated goes back into the picture, or into the panel."""
    panel, generated = parts.gallery, commands.generated
    panel.settings_wanted.connect(generated.use_settings)
    panel.placing_wanted.connect(generated.place)
    panel.opening_wanted.connect(generated.open)
    gallery.failed.connect(parts.messages.tell)


def wire_packs(packs: PackCommands, parts: Parts, action: QAction) -> None:
    """The menu says what is being done with packs; the message bar tells of it, with the way to their window."""
    text = action.text()
    packs.told.connect(parts.messages.tell)
    packs.offered.connect(lambda title, said: parts.messages.offer(title, said, action))
    packs.work_told.connect(lambda share: action.setText(f"{text} ({share})" if share else text))


def wire_concepts(concepts: ConceptCommands, parts: Parts, action: QAction) -> None:
    """The prompt offers the words that the pack reads; the menu and the message bar say how the learning goes."""
    text = action.text()
    concepts.told.connect(parts.messages.tell)
    concepts.offered.connect(lambda title, said: parts.messages.offer(title, said, action))
    concepts.work_told.connect(lambda share: action.setText(f"{text} ({share})" if share else text))
    concepts.words_changed.connect(parts.prompt.set_words)
    concepts.word_wanted.connect(parts.prompt.insert_word)


def wire_extending(extending: ExtendingLook, commands: Commands, parts: Parts) -> None:
    """The frame goes back to the canvas once there is a result to answer."""
    commands.results.came.connect(extending.end)
    extending.ended.connect(parts.canvas.cancel_gesture)


def wire_sliding(sliding: Sliding, filming: FilmCommands, parts: Parts, show_checked: Callable[[bool], None]) -> None:
    """The strip of interpolations: what makes its film, what writes it, and what it shows."""
    strip = parts.interpolation
    strip.make_requested.connect(sliding.start)
    strip.cancel_requested.connect(sliding.cancel)
    strip.use_requested.connect(sliding.use_frame)
    strip.export_requested.connect(filming.export)
    strip.picture_wanted.connect(sliding.take_picture)
    strip.file_wanted.connect(filming.choose_keyframe)
    strip.file_dropped.connect(sliding.take_file)
    strip.shown_changed.connect(sliding.set_shown)
    strip.shown_changed.connect(show_checked)
    strip.closed.connect(strip.hide)
    sliding.slide_changed.connect(strip.set_slide)
    sliding.offered.connect(strip.show_offer)
    sliding.failed.connect(parts.messages.tell)
    filming.failed.connect(parts.messages.tell)
    filming.progressed.connect(strip.show_writing)
    filming.written.connect(strip.show_written)
    filming.ended.connect(strip.hide_writing)
    sliding.tell_offer()
