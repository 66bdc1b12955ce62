"""The picture that is edited: its layers, its mask, and the steps that lead to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, QPoint, QRect, QSize, QThread, Signal

from app.document.commands import Change, Editable, History, Step, flip_back
from app.document.composite import Composite
from app.document.kept import Kept
from app.document.morphology import around_set
from app.document.node import Group, Layer, Look, Node, Region, with_alpha
from app.document.plane import Plane
from app.language import tr
from paella_core.request import Box


class Document(QObject):
    """Layers, a mask (255 = may change), a strength map (255 = may change fully), what of a result stays (255 = keep)
    and regions, on a canvas.

    Every change happens inside `edit`, which makes one undo step of it.
    """

    changed = Signal(QRect)  # what the layers show, or the mask or the strength, in document coordinates
    resized = Signal(QPoint)  # the canvas has another size, and all pixels moved by so much
    layers_changed = Signal()  # other layers, another order, or another look of one
    active_changed = Signal()  # another layer is worked on, or its mask in the place of its pixels
    regions_changed = Signal()
    history_changed = Signal()
    modified_changed = Signal(bool)

    def __init__(
        self,
        size: QSize,
        root: Group,
        depth: int = 8,
        path: Path | None = None,
        regions: tuple[Region, ...] = (),
    ) -> None:
        super().__init__()
        self.path = path
        self.title = ""  # what the person calls it while it has no file
        self.profile: bytes | None = None  # the ICC profile of the layers' colours; None is sRGB
        self.metadata: Any = None  # what the file said about the picture, as the reader of its format has it
        self.recipe: Mapping[str, Any] | None = None  # how what was generated last was asked for, for the file
        self.foreign: dict[str, Any] = {}  # what another program wrote that this one does not understand
        self.dtype = np.dtype(np.uint16 if depth == 16 else np.uint8)
        self.root = root
        self.mask = Plane(np.zeros((size.height(), size.width()), np.uint8))
        self.strength = Plane(np.full((size.height(), size.width()), 255, np.uint8), background=255)
        self.keep = Plane(np.zeros((1, 1), np.uint8))  # what of a result stays when it is made anew; in no file
        self._canvas = _Canvas(QRect(QPoint(), size))
        self._regions = _Regions(regions)
        self.composite = Composite(root, self.bounds, self.dtype)
        self._masked: Box | None = None
        self._masked_is_stale = True  # whoever makes a document may give it a mask
        self._moved: QPoint | None = None  # by a change of the canvas that was not told yet
        self._active: Node | None = None
        self._paints_mask = False
        self._history = History()
        self._open_edits = 0
        self._saved = self._history.state
        self._modified = False
        self._connect()
        self._on_layers()

    @classmethod
    def from_array(cls, array: np.ndarray, path: Path | None = None) -> Document:
        """A document of one layer with the pixels of an array: (height, width, 3 or 4), uint8 or uint16."""
        if array.ndim != 3 or array.shape[2] not in (3, 4):
            raise ValueError(f"A picture has the shape (height, width, 3 or 4), not {array.shape}.")
        layer = Layer(Plane(with_alpha(array)), Look(tr("Background")))
        depth = 16 if array.dtype == np.uint16 else 8
        return cls(QSize(array.shape[1], array.shape[0]), Group((layer,)), depth, path)

    def hand_to(self, thread: QThread) -> None:
        """Let it live in another thread, with all that is in it. Called in the thread that made it."""
        for part in (self, *self.nodes(), *self.regions, *self._planes()):
            if part.parent() is None:  # others go with theirs
                part.moveToThread(thread)

    # ---- the canvas

    @property
    def width(self) -> int:
        """In pixels."""
        return self._canvas.frame.width()

    @property
    def height(self) -> int:
        """In pixels."""
        return self._canvas.frame.height()

    @property
    def bounds(self) -> Box:
        """The canvas."""
        return Box(0, 0, self.width, self.height)

    @property
    def depth(self) -> int:
        """Bits of each colour of the layers: 8 or 16."""
        return self.dtype.itemsize * 8

    @property
    def origin(self) -> QPoint:
        """Where the canvas lies, counted from where it lay when the document was opened."""
        return self._canvas.frame.topLeft()

    def resize(self, text: str, box: Box) -> None:
        """Make `box` the canvas: any side may grow or shrink. Layers keep all their pixels. One undo step."""
        with self.resizing(text, box):
            pass

    @contextmanager
    def resizing(self, text: str, box: Box, *targets: Editable) -> Iterator[None]:
        """The same, and more in the same undo step: inside, the canvas is `box` already, and the targets are open."""
        planes = list(self._planes())
        with self.edit(text, *planes, self._canvas, *targets):
            for plane in planes:
                plane.move_to(plane.area.left - box.left, plane.area.top - box.top)
            for plane in (self.mask, self.strength):
                plane.cover(Box(0, 0, box.width, box.height))
            self._canvas.frame = QRect(self._canvas.frame.topLeft() + QPoint(box.left, box.top), QSize(*box[2:]))
            yield

    # ---- layers and regions

    def layers(self) -> list[Layer]:
        """All layers at any depth, bottom first."""
        return list(self.root.layers())

    def nodes(self) -> list[Node]:
        """All layers and groups at any depth, bottom first, a group before its members."""
        return list(self.root.nodes())

    @property
    def active(self) -> Node | None:
        """The layer or group that is worked on; None where there is none."""
        return self._active

    @active.setter
    def active(self, node: Node | None) -> None:
        if node is not self._active:
            self._active, self._paints_mask = node, False
            self.active_changed.emit()

    @property
    def paints_mask(self) -> bool:
        """Whether the mask of the active layer is painted on, instead of its pixels; false where it has none, and at
        first for each layer that becomes active. No part of the history."""
        return self._paints_mask and isinstance(self._active, Layer) and self._active.mask is not None

    @paints_mask.setter
    def paints_mask(self, paints: bool) -> None:
        before, self._paints_mask = self.paints_mask, paints
        if self.paints_mask != before:
            self.active_changed.emit()

    @property
    def regions(self) -> tuple[Region, ...]:
        """The parts with prompts of their own."""
        return self._regions.regions

    def set_regions(self, text: str, regions: tuple[Region, ...]) -> None:
        """Other regions: one undo step."""
        with self.edit(text, self._regions):
            self._regions.regions = regions

    def read_mask(self) -> np.ndarray:
        """The mask of the canvas: (height, width), sharing memory where it can. Not to be written to."""
        return self.mask.view(self.bounds)

    @property
    def masked(self) -> Box | None:
        """The box around what may change; None where nothing may."""
        if self._masked_is_stale:
            self._masked, self._masked_is_stale = around_set(self.read_mask(), 0), False
        return self._masked

    def flattened(self) -> np.ndarray:
        """A copy of what is seen: (height, width, 3), or 4 where anything is not opaque."""
        pixels = self.composite.read(self.bounds)
        opaque = bool((pixels[..., 3] == np.iinfo(self.dtype).max).all())
        return pixels[..., :3].copy() if opaque else pixels.copy()

    # ---- file

    @property
    def name(self) -> str:
        """The file's name; before there is one, the title, or a word for "without name"."""
        return self.path.name if self.path else self.title or tr("Untitled")

    @property
    def modified(self) -> bool:
        """Whether anything differs from what was opened or saved last."""
        return self._modified

    @property
    def state(self) -> object:
        """Stands for the document as it is now: the same object each time that undo and redo come back to it."""
        return self._history.state

    def mark_saved(self, state: object | None = None) -> None:
        """Say that what is shown now, or what was at `state`, is what lies in the file."""
        self._saved = self.state if state is None else state
        self._tell()

    def mark_modified(self) -> None:
        """Say that what is shown lies in no file, as after a recovery."""
        self._saved = object()
        self._tell()

    # ---- history

    @property
    def editing(self) -> bool:
        """Whether an edit is in progress."""
        return self._open_edits > 0

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back, and no edit is in progress."""
        return bool(self._history.done) and not self._open_edits

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to make again, and no edit is in progress."""
        return bool(self._history.undone) and not self._open_edits

    @property
    def undo_text(self) -> str:
        """The name of the step that `undo` takes back, or ""."""
        return self._history.done[-1].text if self._history.done else ""

    @property
    def redo_text(self) -> str:
        """The name of the step that `redo` makes again, or ""."""
        return self._history.undone[-1].text if self._history.undone else ""

    def history(self) -> list[str]:
        """The names of the steps that were done, the oldest first."""
        return [step.text for step in self._history.done]

    def future(self) -> list[str]:
        """The names of the steps that were taken back, the next to be made again first."""
        return [step.text for step in reversed(self._history.undone)]

    def limit_history(self, memory: int) -> None:
        """How many bytes of old pixels stay in memory; older ones lie on the disk."""
        self._history.memory = memory

    @contextmanager
    def edit(self, text: str, *targets: Editable) -> Iterator[None]:
        """Open planes, nodes, groups' members for writing. Leaving makes one undo step named `text` of what changed, if
        anything did; an exception, or the closing of a generator, puts everything back.

        Raises:
            RuntimeError: another edit has one of the targets open.
        """
        opened: list[Editable] = []
        active = self._active
        self._open_edits += 1
        try:
            for target in targets:
                target.begin()
                opened.append(target)
            yield
        except BaseException:
            flip_back(_changes(opened))
            raise
        else:
            self._push(Step(text, tuple(_changes(opened)), active))
        finally:
            self._open_edits -= 1
            self._tell_resized()
            self.history_changed.emit()

    def undo(self) -> None:
        """Take the latest step back; nothing happens where `can_undo` is false."""
        if self.can_undo:
            self._cross(self._history.undo)

    def redo(self) -> None:
        """Make the step that was taken back last again; nothing happens where `can_redo` is false."""
        if self.can_redo:
            self._cross(self._history.redo)

    # ---- what follows from changes

    def _connect(self) -> None:
        for owned in (self.root, self.mask, self.strength, self.keep, self._canvas, self._regions):
            owned.setParent(self)
        self.root.changed.connect(self._on_pixels)
        self.root.members_changed.connect(self._on_layers)
        self.root.looks_changed.connect(self.layers_changed)
        self.mask.changed.connect(self._on_mask)
        self.strength.changed.connect(self.changed)
        self.keep.changed.connect(self.changed)
        self._canvas.moved.connect(self._on_canvas)
        self._regions.state_changed.connect(self.regions_changed)

    def _planes(self) -> Iterator[Plane]:
        yield self.mask
        yield self.strength
        yield self.keep
        yield from (region.plane for region in self.regions)
        yield from (plane for layer in self.layers() for plane in layer.planes)

    def _push(self, step: Step) -> None:
        if step.changes:
            self._history.push(step)
            self._check_modified()

    def _cross(self, way: Callable[[], Step]) -> None:
        """Take a step back or make it again; where other layers are there then, the active one is that of back then."""
        active, nodes = self._active, self.nodes()
        step = way()
        before, step.active = step.active, active
        if self.nodes() != nodes:
            self.active = next((node for node in self.nodes() if node is before), self._active)
        self._tell()

    def _on_pixels(self, rect: QRect) -> None:
        self.composite.invalidate(rect)
        self.changed.emit(rect)

    def _on_mask(self, rect: QRect) -> None:
        self._masked_is_stale = True
        self.changed.emit(rect)

    def _on_canvas(self, by: QPoint) -> None:
        """Told once all that belongs to the step is done, when mask and layers fit the canvas again."""
        self.composite.resize(self.bounds)
        self._masked_is_stale = True
        self._moved = by

    def _tell_resized(self) -> None:
        by, self._moved = self._moved, None
        if by is not None:
            self.resized.emit(by)

    def _on_layers(self) -> None:
        nodes = self.nodes()
        if self._active not in nodes:
            self.active = nodes[-1] if nodes else None
        self.layers_changed.emit()

    def _tell(self) -> None:
        self._tell_resized()
        self._check_modified()
        self.history_changed.emit()

    def _check_modified(self) -> None:
        modified = self._history.state is not self._saved
        if modified != self._modified:
            self._modified = modified
            self.modified_changed.emit(modified)


class _Canvas(Kept):
    """Where the canvas lies, counted from where it lay when the document was opened."""

    moved = Signal(QPoint)  # the pixels on it

    @property
    def frame(self) -> QRect:
        return self._state

    @frame.setter
    def frame(self, frame: QRect) -> None:
        self._set(frame)

    def _on_state(self, before: QRect) -> None:
        self.moved.emit(before.topLeft() - self.frame.topLeft())


class _Regions(Kept):
    """Which regions there are."""

    @property
    def regions(self) -> tuple[Region, ...]:
        return self._state

    @regions.setter
    def regions(self, regions: tuple[Region, ...]) -> None:
        self._set(regions)


def _changes(opened: list[Editable]) -> list[Change]:
    return [change for target in opened if (change := target.finish()) is not None]
