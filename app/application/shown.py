"""What the window shows of the current document, kept up to date."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from app.actions import Actions
from app.application.session import Session
from app.application.tools import ToolCommands
from app.application.view import ViewCommands
from app.application.work import WorkCommands
from app.document.document import Document
from app.engine.edits import has_mask
from app.main_window import MainWindow, Parts
from app.tools.brush import MaskBrush
from paella_core.request import Step

PROGRAM = "Paella Studio"
MASK_HINT = "Paint over what should change"


class ShownDocument(QObject):
    """Follows the current document, the tool and the work, and tells the views and the actions."""

    def __init__(
        self,
        session: Session,
        work: WorkCommands,
        tools: ToolCommands,
        view: ViewCommands,
        actions: Actions,
        window: MainWindow,
        parts: Parts,
    ) -> None:
        super().__init__()
        self._session, self._work, self._tools, self._view = session, work, tools, view
        self._actions, self._window, self._parts = actions, window, parts
        self._document: Document | None = None
        self._tool: MaskBrush | None = None
        session.current_changed.connect(self.follow)
        session.documents_changed.connect(self.show_tabs)
        work.offer_changed.connect(self.refresh)
        work.started.connect(self.refresh)
        work.ended.connect(self.refresh)
        work.preview_changed.connect(self.show_step)
        tools.changed.connect(self.show_tool)

    @Slot()
    def follow(self) -> None:
        """Show another document, or none."""
        if self._document is not None and self._document in self._session.documents:
            self._document.history_changed.disconnect(self.refresh)
            self._document.mask.changed.disconnect(self._on_mask)
        document = self._document = self._session.current
        self._parts.canvas.set_document(document)
        self._parts.history.set_document(document)
        if document is None:
            self._parts.status.clear_document()
        else:
            self._parts.status.show_document(document.width, document.height)
            document.history_changed.connect(self.refresh)
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
        self._parts.prompt.set_working(self._work.working)
        self._actions.enable(self._facts())
        self._show_steps()
        self._show_title()
        self._show_hint()

    @Slot()
    def show_tool(self) -> None:
        """Show which tool is in the hand."""
        if self._tools.tool is not self._tool:  # handing over the same tool would end the stroke
            self._tool = self._tools.tool
            self._parts.canvas.set_tool(self._tool)
        self._actions[self._tools.current].setChecked(True)
        options = self._parts.tool_options
        options.show_hand() if self._tools.tool is None else options.show_brush()
        self._show_hint()

    @Slot(object)
    def show_step(self, step: Step | None) -> None:
        """Show how the picture looks at a step of the work, or the picture itself."""
        canvas = self._parts.canvas
        canvas.show_preview(step.preview if step else None, step.box if step else None)
        canvas.set_context_box(step.box if step else None)
        canvas.set_progress(step.index / step.total if step else None)

    def _facts(self) -> set[str]:
        document, working = self._document, self._work.working
        facts = {
            "document": document is not None,
            "undo": document is not None and document.can_undo,
            "redo": document is not None and document.can_redo,
            "mask": document is not None and has_mask(document),
            "offer": not working and not self._work.offer.reason,
            "working": working,
        }
        return {name for name, holds in facts.items() if holds}

    def _show_steps(self) -> None:
        undo, redo = (self._document.undo_text, self._document.redo_text) if self._document else ("", "")
        self._actions["undo"].setText(f"Undo {undo}".strip())
        self._actions["redo"].setText(f"Redo {redo}".strip())

    def _show_title(self) -> None:
        document = self._document
        self._window.setWindowTitle(f"{document.name}[*] — {PROGRAM}" if document else PROGRAM)
        self._window.setWindowModified(document is not None and document.modified)

    def _show_hint(self) -> None:
        wanted = self._document is not None and self._tools.current == "brush" and not self._work.working
        empty = wanted and self._document is not None and not has_mask(self._document)
        self._parts.canvas.set_hint(MASK_HINT if empty else "")

    @Slot()
    def _on_mask(self) -> None:
        self._view.reveal_mask()
