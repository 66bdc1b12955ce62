"""The engine: opens a pack and runs requests, yielding a `Step` after each sampling step."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

import numpy as np

from paella_core.devices import is_out_of_memory, largest_batch, memory_explained
from paella_core.draws import Memory
from paella_core.edits import plan
from paella_core.families import Canvas, OpenPack, family_of
from paella_core.plan import Frame, Plan, Weighted, Window
from paella_core.request import Box, Request, Result, Step


@dataclass(frozen=True, eq=False)
class Stage:
    """One window of one frame, to be filled in a picture for each seed."""

    window: Window
    cues: Sequence[Weighted]
    pictures: Sequence[np.ndarray]
    memory: Memory | None


class Progress(NamedTuple):
    """The window after a step, for each seed if it is shown, and the pictures that are finished with it."""

    box: Box
    previews: tuple[np.ndarray, ...]
    finished: list[np.ndarray]


class Engine:
    """One pack on one device. Build it by `Engine.open`; use it from one thread at a time."""

    def __init__(self, pack: OpenPack) -> None:
        self.manifest = pack.manifest
        self.device = pack.device
        self._pack = pack
        self._family = family_of(pack)
        self._notes: list[str] = []

    @classmethod
    def open(cls, name_or_folder: str | Path = "mini", device: str = "auto") -> Engine:
        """Open a pack by its name or folder on "auto", "cpu", "cuda", "mps" or "xpu".

        Networks are loaded when a request first needs them, or by `load`.

        Raises:
            PackNotFound: there is no such pack.
            PackBroken: it is damaged or incomplete.
            DeviceError: the device is absent.
        """
        return cls(OpenPack.open(name_or_folder, device))

    def load(self) -> None:
        """Load the networks now, so that the first request does not wait for them; none that the plan would drop.

        Raises:
            PackBroken: a file is damaged, or holds other weights than its network needs.
            DeviceError: memory does not suffice.
        """
        with memory_explained(self.device):
            try:
                self._pack.load()
            except (MemoryError, RuntimeError) as error:
                if not is_out_of_memory(error):
                    raise
            else:
                return
            # Only here has the error let go of what it held in memory.
            self._economise()

    def run(self, request: Request, previews: bool = True) -> Iterator[Step]:
        """Check a request, and give an iterator that samples as it is read. Stop reading to cancel.

        Without `previews` only windows that are finished are decoded and shown, which takes less time.

        Raises:
            BadInput: the request cannot be used.
            NotSupported: the pack cannot do it.
            PackBroken: a network that is needed cannot be loaded (while reading).
            DeviceError: memory does not suffice (while reading).
            NumericalError: the networks' numbers are none (while reading).
        """
        return self._steps(replace(plan(request, self.manifest), previews=previews))

    def _steps(self, edit: Plan) -> Iterator[Step]:
        began = time.perf_counter()
        images: list[np.ndarray] = []
        with memory_explained(self.device):
            for index, progress in enumerate(self._progress(edit), start=1):
                images += progress.finished
                over = index == edit.steps
                result = self._result(edit, images, time.perf_counter() - began) if over else None
                yield Step(index, edit.steps, progress.box, progress.previews, result)

    def _progress(self, edit: Plan) -> Iterator[Progress]:
        """Frame by frame, window by window, step by step."""
        memory = Memory() if edit.film else None
        for frame in edit.frames:
            yield from self._make(edit, frame, memory) if frame.windows else self._show(edit)

    def _make(self, edit: Plan, frame: Frame, memory: Memory | None) -> Iterator[Progress]:
        """Fill the windows of a frame."""
        pictures = [edit.picture] * len(edit.seeds)
        for window in frame.windows:
            for index, parts in enumerate(self._fill(edit, Stage(window, frame.cues, pictures, memory)), start=1):
                finished = []
                if index == edit.steps_a_window:
                    pictures = [window.put_back(old, part) for old, part in zip(pictures, parts, strict=True)]
                    finished = pictures if window is frame.windows[-1] else []
                yield Progress(window.box, parts, finished)

    def _show(self, edit: Plan) -> Iterator[Progress]:
        """The picture as it was."""
        pictures = [edit.picture.copy() for _ in edit.seeds]
        yield Progress(edit.box, tuple(picture[edit.box.slices] for picture in pictures), pictures)

    def _fill(self, edit: Plan, stage: Stage) -> Iterator[tuple[np.ndarray, ...]]:
        """The pixels of the window after each step that is shown, for each seed; after the last, its seam is closed.

        Where memory runs out the window begins anew by a cheaper plan, and goes on with the step that was not shown.
        """
        shown = 0
        while True:
            try:
                for parts in islice(self._sampled(edit, stage), shown, None):
                    shown += 1
                    yield parts
                return
            except (MemoryError, RuntimeError) as error:
                if not is_out_of_memory(error):
                    raise
            # Only here has the error let go of what it held in memory.
            self._economise()

    def _economise(self) -> None:
        """Go on by the next cheaper plan, and note it; where there is none, memory did run out (MemoryError)."""
        plan = self._pack.economise()
        if plan is None:
            raise MemoryError
        self._notes.append(f"Memory ran out, so the networks were arranged anew. {plan.explained()}")

    def _sampled(self, edit: Plan, stage: Stage) -> Iterator[tuple[np.ndarray, ...]]:
        window = stage.window
        size = largest_batch(self.device, window.levels.size) if self._pack.plan.keeps else 1
        batches = [slice(first, first + size) for first in range(0, len(edit.seeds), size)]
        runs = [self._family.fill(self._canvas(edit, stage, batch)) for batch in batches]
        for index, looks in enumerate(zip(*runs, strict=True), start=1):
            over = index == edit.steps_a_window
            lay = window.finished if over else window.preview
            filled = chain.from_iterable(look() for look in looks)
            shown = over or edit.previews
            yield tuple(lay(old, *new) for old, new in zip(stage.pictures, filled, strict=True)) if shown else ()

    def _canvas(self, edit: Plan, stage: Stage, batch: slice) -> Canvas:
        window = stage.window
        return Canvas(
            seen=[window.seen(picture) for picture in stage.pictures[batch]],
            levels=window.levels,
            offset=window.offset(edit.origin),
            cues=[(weighted.cue, share) for weighted, share in zip(stage.cues, window.shares(stage.cues), strict=True)],
            path=edit.path,
            negative=edit.negative,
            params=edit.params,
            seeds=edit.seeds[batch],
            opening=edit.opening,
            memory=stage.memory,
            looked_at=window.looked_at,
        )

    def _result(self, edit: Plan, images: Sequence[np.ndarray], seconds: float) -> Result:
        notes, self._notes = tuple(self._notes), []
        return Result(
            images=tuple(images),
            seeds=edit.seeds * len(edit.frames),
            params=edit.params,
            box=edit.box,
            pack=self.manifest.name,
            device=self.device.type,
            seconds=seconds,
            notes=notes,
        )
