"""The mode of the Edit panel follows what the person does."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from app.application.session import Session
from app.application.tools import ToolCommands
from app.document.document import Document
from app.engine.edits import has_mask
from app.modes import Mode
from app.panels.recipe import Recipe
from app.tools.frame import FrameTool

WITHOUT_MASK = (Mode.GENERATE, Mode.EXTEND)  # which painting a mask ends


class ModeFollower(QObject):
    """Painting a mask means to inpaint, dragging the frame to extend, painting a region to blend. What the person chose
    in the panel stays as long as nothing of that happens; choosing to extend takes the frame into the hand."""

    def __init__(self, session: Session, recipe: Recipe, tools: ToolCommands, frame: FrameTool) -> None:
        super().__init__()
        self._session, self._recipe, self._tools, self._frame = session, recipe, tools, frame
        self._document: Document | None = None
        self._masked = False
        self._mode = recipe.mode
        session.current_changed.connect(self._follow)
        recipe.changed.connect(self._on_recipe)
        tools.changed.connect(self._on_tool)
        frame.frame_changed.connect(self._on_frame)

    @Slot()
    def _follow(self) -> None:
        if self._document is not None and self._document in self._session.documents:
            self._document.history_changed.disconnect(self._on_history)
        self._document = self._session.current
        if self._document is not None:
            self._document.history_changed.connect(self._on_history)
        self._masked = False
        self._on_history()
        if self._document is None or (self._recipe.mode is Mode.INPAINT and not self._masked):
            self._recipe.set_mode(Mode.GENERATE)

    @Slot()
    def _on_history(self) -> None:
        masked = self._document is not None and has_mask(self._document)
        was_masked, self._masked = self._masked, masked
        if masked and not was_masked and self._recipe.mode in WITHOUT_MASK:
            self._recipe.set_mode(Mode.INPAINT)
        elif was_masked and not masked and self._recipe.mode is Mode.INPAINT:
            self._recipe.set_mode(Mode.GENERATE)

    @Slot()
    def _on_frame(self) -> None:
        if self._frame.frame is not None:
            self._recipe.set_mode(Mode.EXTEND)

    @Slot()
    def _on_tool(self) -> None:
        """Other tools than the frame end extending; the region brush begins blending."""
        if self._tools.current == "region_brush":
            self._recipe.set_mode(Mode.BLEND)
        elif self._tools.current != "frame" and self._recipe.mode is Mode.EXTEND:
            self._recipe.set_mode(Mode.INPAINT if self._masked else Mode.GENERATE)

    @Slot()
    def _on_recipe(self) -> None:
        mode, self._mode = self._mode, self._recipe.mode
        if mode is not self._mode and self._mode is Mode.EXTEND and self._tools.current != "frame":
            self._tools.frame()
