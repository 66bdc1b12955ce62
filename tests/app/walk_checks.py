"""What must hold whatever a person does, and when: after each deed of a walk, and at its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from PySide6.QtTest import QTest

from app.application.results import Made
from app.application.studio import Studio
from app.document.document import Document
from app.document.journal.replay import remembered
from app.document.node import with_alpha
from app.document.outline import GroupOutline, NodeOutline, Outline, Pixels, flattened, still_of
from app.engine.edits import EDIT_TEXTS, MASKED_TEXTS
from app.modes import Mode
from paella_core.request import Box

OF_THE_ENGINE = {"let", "finish", "break engine", "mend", "cancel", "queue", "rest"}  # which change no document
LANDED = {*EDIT_TEXTS.values(), *MASKED_TEXTS.values()}

Facts = dict[str, Any]
"""All that a document consists of, by names to be read in a failure."""


class Watch:
    """Knows how each document was when it was opened, and what a studio's parts may hold."""

    def __init__(self, studio: Studio, wait_until: Callable[[Callable[[], bool]], None]) -> None:
        self._studio, self._wait_until = studio, wait_until
        self._opened: dict[Document, Facts] = {}
        studio.session.documents_changed.connect(self._remember)
        self._remember()

    @contextmanager
    def deed(self, name: str) -> Iterator[None]:
        """Around a deed of that name."""
        before = {document: document.history() for document in self._studio.session.documents}
        yield
        self._look()
        current = self._studio.session.current
        if current is not None:
            self._check_seen(current)
        for document, history in before.items() if name in OF_THE_ENGINE else ():
            news = document.history()[len(history) :]
            assert not LANDED.intersection(news), f"{news} without an answer"

    @contextmanager
    def accepting(self, free: bool) -> Iterator[None]:
        """Around the answer that keeps a result; `free` says that no button is held."""
        made = self._studio.commands.results.chosen
        if made is None or not free or made.edit.document.editing:
            yield
            return
        document, seen = made.edit.document, made.edit.document.flattened()
        history, allowed = document.history(), _may_change(made, document.bounds)
        told: list[str] = []
        self._studio.commands.results.failed.connect(lambda _title, text: told.append(text))
        yield
        assert not self._studio.tray.runs, "the tray offers what was answered"
        if told:
            assert document.history() == history
            return
        assert document.history() == [*history, made.edit.text], "keeping is one step"
        assert not document.keep.array.any(), "what was locked is free again"
        assert (document.layers()[-1].mask is None) == (made.edit.mask is None), "the layer's mask says where it counts"
        if made.edit.mode is not Mode.EXTEND:
            now = document.flattened()
            changed = _changed(seen, now) & ~allowed
            assert not changed.any(), f"{made.edit.text} changed {np.count_nonzero(changed)} pixels outside of it"

    def under_way(self) -> bool:
        """Whether anything goes on by itself."""
        studio, client = self._studio, self._studio.client
        engine = client.busy or client._run is not None
        jobs = bool(studio.work._jobs or studio.sliding._jobs or studio.keeper._waiting)
        return engine or jobs or studio.saver.busy() or bool(studio.gallery._under_way)

    def at_the_end(self) -> None:
        """Nothing is under way any more: what is left is as it should be."""
        studio = self._studio
        studio.gallery._reader.submit(int).result()
        QTest.qWait(0)
        self._look()
        assert studio.client.queue == ()
        assert not studio.work.working
        assert studio.parts.canvas._foreground.context_box is None, "the canvas shows work that is over"
        for document in studio.session.documents:
            self._check_seen(document)
            self._check_journal(document)
            self._check_history(document)
            self._check_seen(document)
            self._check_journal(document)
        self._look()

    def _remember(self) -> None:
        documents = self._studio.session.documents
        known = {one: facts for one, facts in self._opened.items() if one in documents}
        self._opened = known | {one: facts_of(one) for one in documents if one not in known}

    # ---- at all times

    def _look(self) -> None:
        studio = self._studio
        documents, current = studio.session.documents, studio.session.current
        assert current in documents or (current is None and not documents)
        for document in documents:
            gesture = studio.parts.canvas._hand._gesture
            assert not document.editing or (gesture is not None and document is current), "an edit was left open"
        shown = [shown.document for shown in studio.stage._shown.values()]
        assert all(document in documents for document in shown), "the canvas shows something of a closed document"
        assert set(studio.sliding._slides) <= set(documents)
        self._look_at_jobs()
        self._look_at_tray()

    def _look_at_jobs(self) -> None:
        studio = self._studio
        documents, queue = studio.session.documents, {ticket.number for ticket in studio.client.queue}
        known = {**studio.work._jobs, **studio.sliding._jobs}
        assert queue <= {*known, studio.extending._job}, "a job that nobody knows"
        for number, job in studio.work._jobs.items():
            assert job.edit.document in documents, "a job of a closed document"
            assert number in queue or studio.keeper._waiting, "a job that was forgotten"
        assert all(job.document in documents for job in studio.sliding._jobs.values())
        assert set(studio.sliding._jobs) <= queue
        assert studio.parts.prompt.cancel.isHidden() != studio.work.working
        if not studio.parts.status.queue.isVisible():
            studio.parts.status.queue.refresh()  # a hidden list is laid out when it is opened
        assert set(studio.parts.status.queue._rows) == queue

    def _look_at_tray(self) -> None:
        studio, tray = self._studio, self._studio.tray
        assert tray.chosen is None or tray.chosen in tray.variations
        assert tray._hovered is None or tray._hovered in tray.variations
        assert tray._starred <= set(tray.variations)
        assert studio.parts.results.isHidden() != bool(tray.runs)
        assert set(studio.parts.results.pictures._thumbnails) == set(tray.variations)
        for made in tray.variations:
            assert isinstance(made, Made)
            assert made.edit.document in studio.session.documents, "a result of a closed document"

    # ---- at the end

    def _check_seen(self, document: Document) -> None:
        fresh = flattened(still_of(document))
        assert np.array_equal(document.flattened(), fresh), f"“{document.name}” is seen otherwise than it is"

    def _check_journal(self, document: Document) -> None:
        recovery, done = self._studio.recovery, []
        journal = recovery._journals[document]
        journal.flush_now(lambda: done.append(True))
        self._wait_until(lambda: bool(done))
        recovery._slow.submit(int).result()
        assert not journal.failing
        known = remembered(journal._folder)
        compare("journal", facts_in(known.still), facts_in(still_of(document)))
        compare("active", active_in(known.still.root), active_in(still_of(document).root))

    def _check_history(self, document: Document) -> None:
        """Back to the picture as it was opened, and forth again."""
        end, steps = facts_of(document), len(document.history())
        self._studio.session.show(document)
        for _ in range(steps):
            document.undo()
        compare("undone", facts_of(document), self._opened[document])
        for _ in range(steps):
            document.redo()
        compare("made again", facts_of(document), end)


def facts_of(document: Document) -> Facts:
    """Those of a document, with what is in no file."""
    keep = document.keep
    return {**facts_in(still_of(document)), "keep": (keep.area, keep.array.tobytes())}


def facts_in(still: Outline[Pixels]) -> Facts:
    """Those of an outline."""
    facts: Facts = {"canvas": (still.width, still.height, still.depth, still.profile)}
    facts |= {"mask": _of_pixels(still.mask), "strength": _of_pixels(still.strength)}
    for number, region in enumerate(still.regions):
        facts |= {f"region {number}": region.wording, f"region {number}'s plane": _of_pixels(region.pixels)}
    return facts | dict(_of_node(still.root, "root"))


def active_in(node: NodeOutline[Pixels], path: str = "root") -> Facts:
    """Which nodes are active."""
    found = {path: True} if node.active else {}
    for number, child in enumerate(node.children if isinstance(node, GroupOutline) else ()):
        found |= active_in(child, f"{path}/{number}")
    return found


def _of_node(node: NodeOutline[Pixels], path: str) -> Iterator[tuple[str, Any]]:
    yield f"{path} look", node.look
    if isinstance(node, GroupOutline):
        yield f"{path} members", (len(node.children), node.isolated)
        for number, child in enumerate(node.children):
            yield from _of_node(child, f"{path}/{number}")
        return
    yield f"{path} pixels", _of_pixels(node.pixels)
    mask = node.mask
    yield f"{path} mask", None if mask is None else (node.mask_enabled, mask.background, _of_pixels(mask))


def _of_pixels(pixels: Pixels) -> tuple[Box, str, bytes]:
    return pixels.area, pixels.array.dtype.name, pixels.array.tobytes()


def compare(what: str, found: Facts, wanted: Facts) -> None:
    """Raises:
    AssertionError: two descriptions differ; it says where.
    """
    names = [name for name in {**found, **wanted} if found.get(name) != wanted.get(name)]
    shorts = [f"{name}: {_short(found.get(name))} instead of {_short(wanted.get(name))}" for name in names]
    assert not names, f"{what}: {'; '.join(shorts)}"


def _short(fact: object) -> str:
    return repr(fact) if len(repr(fact)) < 200 else f"{repr(fact)[:120]}… #{hash(fact) & 0xFFFF:04x}"


def _may_change(made: Made, canvas: Box) -> np.ndarray:
    """Where of the canvas a result may show: (height, width) bool."""
    edit, box = made.edit, made.box
    counts = np.ones((box.height, box.width), bool)
    if edit.mask is not None and edit.before is not None:
        pictures = made.picture, *made.steps
        differs = np.any([(picture != edit.before[box.slices]).any(axis=2) for picture in pictures], axis=0)
        counts = (edit.mask[box.slices] > 0) | differs
    there = edit.place.part(box)
    return Pixels(counts.astype(np.uint8), there.left, there.top).read(canvas) > 0


def _changed(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Where two pictures of one size look different: (height, width) bool."""
    one, other = with_alpha(before), with_alpha(after)
    unseen = (one[..., 3] == 0) & (other[..., 3] == 0)
    return (one != other).any(axis=2) & ~unseen
