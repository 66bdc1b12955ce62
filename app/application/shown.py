"""What the window shows of the current document, kept up to date."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from app.actions import Actions
from app.application.clipboard import Clipboard
from app.application.commands import Commands
from app.application.context import ContextBox
from app.application.saving import Job
from app.application.session import Session
from app.application.stage import Stage
from app.canvas.canvas_view import CanvasView
from app.document.document import Document
from app.engine.client import EngineClient
from app.engine.edits import has_mask
from app.language import mark, tr
from app.main_window import MainWindow, Parts
from app.panels.history import HistoryPanel
from app.panels.layers import LayersPanel
from app.panels.queue import time_left
from app.panels.regions import RegionsPanel
from app.panels.tool_options import ToolOptions
from app.tools.tool import Tool
from paella_core.request import Box

PROGRAM = "Paella Studio"
MASK_HINT = mark("Paint over what should change")


class ShownDocument(QObject):
    """Follows the current document, the tool and the work, and tells the views and the actions."""

    def __init__(
        self,
        session: Session,
        commands: Commands,
        clipboard: Clipboard,
        actions: Actions,
        window: MainWindow,
        parts: Parts,
        stage: Stage,
        context: ContextBox,
        client: EngineClient,
    ) -> None:
        super().__init__()
        self._session, self._clipboard = session, clipboard
        self._work, self._tools, self._view = commands.work, commands.tools, commands.view
        self._layers, self._results = commands.layers, commands.results
        self._stage, self._context, self._client = stage, context, client
        self._actions, self._window, self._parts = actions, window, parts
        self._document: Document | None = None
        self._tool: Tool | None = None
        self._about = client.about
        session.current_changed.connect(self.follow)
        session.documents_changed.connect(self.show_tabs)
        self._work.offer_changed.connect(self.refresh)
        self._work.started.connect(self.refresh)
        self._work.ended.connect(self.refresh)
        self._work.worked_on.connect(self.show_work)
        stage.changed.connect(self.show_stage)
        context.changed.connect(self.show_context)
        self._results.shown_changed.connect(self.show_result)
        client.state_changed.connect(self.show_pack)
        self._tools.changed.connect(self.show_tool)
        clipboard.changed.connect(self.refresh)

    @Slot()
    def follow(self) -> None:
        """Show another document, or none."""
        if self._document is not None and self._document in self._session.documents:
            self._document.history_changed.disconnect(self.refresh)
            self._document.active_changed.disconnect(self.refresh)
            self._document.resized.disconnect(self._show_size)
            self._document.mask.changed.disconnect(self._on_mask)
        document = self._document = self._session.current
        for panel in self._panels():
            panel.set_document(document)
        if document is None:
            self._parts.status.clear_document()
        else:
            self._show_size()
            document.history_changed.connect(self.refresh)
            document.active_changed.connect(self.refresh)
            document.resized.connect(self._show_size)
            document.mask.changed.connect(self._on_mask)
        self._view.reveal_mask()
        self.show_tabs()
        self.refresh()

    @Slot()
    def show_tabs(self) -> None:
        """Show which documents are open."""
        self._parts.tabs.show_documents(self._session.documents, self._session.current)
        self._show_title()

    @Slot()
    def refresh(self) -> None:
        """Show what can be done now."""
        offer = self._work.offer
        self._parts.prompt.set_offer(offer.text, offer.reason, offer.note)
        self._parts.prompt.set_note(offer.added)
        self._parts.prompt.set_working(self._work.working)
        self._actions.enable(self._facts())
        self._show_steps()
        self._show_selection()
        self._show_title()
        self._show_hint()
        self._show_results()

    @Slot()
    def show_tool(self) -> None:
        """Show which tool is in the hand."""
        if self._tools.tool is not self._tool:  # handing over the same tool would end the stroke
            self._tool = self._tools.tool
            self._parts.canvas.set_tool(self._tool)
        self._actions[self._tools.current].setChecked(True)
        self._parts.tool_options.show_tool(self._tools.current)
        self._parts.canvas.set_strength_visible(self._tools.current == "strength_brush")
        self._parts.canvas.set_regions_visible(self._tools.current == "region_brush")
        self._parts.canvas.set_keep_visible(self._tools.current == "keep_brush")
        self._show_hint()

    @Slot(object)
    def show_saving(self, job: Job) -> None:
        """Say that a file is being written."""
        self._parts.status.show_saving(job.path.name)

    @Slot(object)
    def show_saved(self, job: Job) -> None:
        """Say that a file was written."""
        self._parts.status.show_saved(job.path.name)

    @Slot()
    def show_stage(self) -> None:
        """Show what stands in place of a part of the picture, or the picture itself."""
        canvas, shown = self._parts.canvas, self._stage.shown
        if shown is None:
            canvas.show_preview(None, None)
        elif shown.fades:
            canvas.show_preview(shown.image, shown.box)
        else:
            canvas.show_frame(shown.image, shown.box)

    @Slot(object)
    def show_work(self, box: Box | None) -> None:
        """Show where the engine works, how far it is, and how long it will take."""
        canvas, (step, total, left) = self._parts.canvas, self._client.progress
        canvas.set_context_box(box)
        canvas.set_progress(None if box is None else step / total, time_left(left))

    @Slot()
    def show_result(self) -> None:
        """The mask steps aside for a result, and comes back when none is looked at."""
        if self._results.chosen is None:
            self._view.reveal_mask()
        else:
            self._view.hide_mask()
        self.refresh()

    @Slot()
    def show_context(self) -> None:
        """Show what the engine will look at, and how far the edge reaches."""
        canvas, context = self._parts.canvas, self._context
        canvas.offer_context_box(context.offered)
        canvas.set_band(context.band)
        self._parts.prompt.set_box_changed(context.dragged is not None)

    @Slot()
    def show_pack(self) -> None:
        """Show what the engine's pack can do, and how it samples unless told otherwise."""
        about, prompt = self._client.about, self._parts.prompt
        if about is self._about:
            return
        self._about = about
        prompt.set_abilities(about.abilities if about else None)
        prompt.set_defaults(about.defaults if about else None)

    def _facts(self) -> set[str]:
        document, working, chosen = self._document, self._work.working, self._results.chosen
        facts = {
            "document": document is not None,
            "undo": document is not None and document.can_undo,
            "redo": document is not None and document.can_redo,
            "mask": document is not None and has_mask(document),
            "offer": not self._work.offer.reason,
            "working": working,
            "staged": chosen is not None,
            "stop": working or chosen is not None,
            "keep": document is not None and bool(document.keep.array.any()),
            "locked": self._results.locked,
            "recipe": document is not None and document.recipe is not None,
            "clipboard": self._clipboard.has_picture,
        }
        return {name for name, holds in facts.items() if holds} | self._layers.facts()

    def _panels(self) -> tuple[CanvasView | LayersPanel | RegionsPanel | HistoryPanel | ToolOptions, ...]:
        parts = self._parts
        return parts.canvas, parts.layers, parts.regions, parts.history, parts.tool_options

    @Slot()
    def _show_size(self) -> None:
        if self._document is not None:
            self._parts.status.show_document(self._document.width, self._document.height)

    def _show_steps(self) -> None:
        undo, redo = (self._document.undo_text, self._document.redo_text) if self._document else ("", "")
        self._actions["undo"].setText(tr("Undo {step}").format(step=undo).strip())
        self._actions["redo"].setText(tr("Redo {step}").format(step=redo).strip())

    def _show_selection(self) -> None:
        box = self._document.masked if self._document else None
        self._parts.status.show_selection(*(box[2:] if box else (0, 0)))

    def _show_title(self) -> None:
        document = self._document
        self._window.setWindowTitle(f"{document.name}[*] — {PROGRAM}" if document else PROGRAM)
        self._window.setWindowModified(document is not None and document.modified)

    def _show_hint(self) -> None:
        wanted = self._document is not None and self._tools.current == "brush" and not self._work.working
        empty = wanted and self._document is not None and not has_mask(self._document)
        self._parts.canvas.set_hint(tr(MASK_HINT) if empty else "")

    def _show_results(self) -> None:
        self._parts.results.set_locked(self._results.locked)
        self._parts.results.set_outcome(self._results.outcome)

    @Slot()
    def _on_mask(self) -> None:
        self._view.reveal_mask()
