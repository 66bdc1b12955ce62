"""The objects whose methods the table of actions names."""

from __future__ import annotations

from dataclasses import dataclass

from app.application.concepts import ConceptCommands
from app.application.edits import EditCommands
from app.application.files import FileCommands
from app.application.generated import GeneratedCommands
from app.application.images import ImageCommands
from app.application.layers import LayerCommands
from app.application.masks import MaskCommands
from app.application.packs import PackCommands
from app.application.results import ResultCommands
from app.application.tools import ToolCommands
from app.application.view import ViewCommands
from app.application.work import WorkCommands


@dataclass(frozen=True)
class Commands:
    """What a person can do, by the first part of a slot's name."""

    files: FileCommands
    edits: EditCommands
    images: ImageCommands
    layers: LayerCommands
    masks: MaskCommands
    tools: ToolCommands
    view: ViewCommands
    work: WorkCommands
    results: ResultCommands
    generated: GeneratedCommands
    packs: PackCommands
    concepts: ConceptCommands
