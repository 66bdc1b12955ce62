"""The journal: whatever is done to a document can be read back from its folder, at every moment."""

from __future__ import annotations

import gc
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pictures import noise
from PIL import Image
from pytestqt.qtbot import QtBot
from test_snapshot import copied, hand, layered, masking, values

from app.document.document import Document
from app.document.files import FileError, open_document, write_document
from app.document.journal.folder import Folder, left_folders, new_folder
from app.document.journal.journal import Journal
from app.document.journal.log import Log, records
from app.document.journal.replay import remembered
from app.document.node import Group, Layer, Look, Region, Wording
from app.document.outline import document_of, still_of
from app.document.plane import Plane
from app.document.snapshot import Snapshot
from paella_core.request import Box


@pytest.fixture
def slow() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as made:
        yield made


class Followed:
    """A document with its journal, and what the journal knows of it."""

    def __init__(self, document: Document, place: Path, slow: ThreadPoolExecutor, qtbot: QtBot, **more: int) -> None:
        self.document, self.slow, self.qtbot = document, slow, qtbot
        self.folder = new_folder(place / "recovery")
        self.journal = Journal(document, self.folder, slow, **more)

    def settle(self) -> None:
        """Wait until everything lies on the disk."""
        done: list[bool] = []
        self.journal.flush_now(lambda: done.append(True))
        self.qtbot.waitUntil(lambda: bool(done) and not self.journal.busy)
        self.slow.submit(int).result()

    def check(self) -> None:
        """What a recovery would find is what is there."""
        self.settle()
        found = remembered(Folder(self.folder.path))
        again = document_of(found.still)
        assert (again.width, again.height, again.depth) == (
            self.document.width,
            self.document.height,
            self.document.depth,
        )
        assert np.array_equal(again.mask.array, self.document.mask.read(again.bounds))
        assert np.array_equal(again.strength.array, self.document.strength.read(again.bounds))
        assert values(found.still)[2:] == copied(self.document)[2:]  # all but mask and strength may be cut
        assert [node.look for node in again.nodes()] == [node.look for node in self.document.nodes()]
        assert masking(again) == masking(self.document)
        assert [one.wording for one in again.regions] == [one.wording for one in self.document.regions]
        assert (found.path, found.modified) == (self.document.path, self.document.modified)
        active, there = again.active, self.document.active
        assert (active and again.nodes().index(active)) == (there and self.document.nodes().index(there))

    def close(self) -> None:
        with self.qtbot.waitSignal(self.journal.closed):
            self.journal.close()


@pytest.fixture
def follow(tmp_path: Path, slow: ThreadPoolExecutor, qtbot: QtBot) -> Iterator[object]:
    made: list[Followed] = []

    def followed(document: Document, **more: int) -> Followed:
        made.append(Followed(document, tmp_path, slow, qtbot, **more))
        return made[-1]

    yield followed
    for one in made:
        if not one.journal._closed:
            one.close()


def stroke(document: Document, box: Box, value: int) -> None:
    with document.edit("Stroke", document.mask), document.mask.paint(box) as pixels:
        pixels[...] = value


def test_a_document_without_a_file_comes_back(follow) -> None:
    one = follow(layered(300))
    one.check()
    stroke(one.document, Box(10, 10, 200, 50), 200)
    one.check()


def test_a_document_of_a_file_comes_back(follow, picture: Path) -> None:
    one = follow(open_document(picture).document)
    one.check()
    stroke(one.document, Box(10, 10, 50, 50), 200)
    one.check()
    assert [path.name for path in one.folder.path.glob("base*")] == ["base-0.png"]
    picture.unlink()
    one.check()


def test_what_is_in_the_middle_of_a_stroke_comes_back(follow, document: Document) -> None:
    one = follow(document)
    with document.edit("Stroke", document.mask):
        with document.mask.paint(Box(5, 5, 9, 9)) as pixels:
            pixels[...] = 255
        one.settle()
        found = remembered(Folder(one.folder.path))
        assert int((found.still.mask.array == 255).sum()) == 81
        assert found.modified


@pytest.mark.parametrize("seed", range(4))
def test_everything_that_a_hand_does_comes_back(follow, seed: int) -> None:
    random_ = random.Random(seed)
    one = follow(layered(400, seed))
    for _ in range(12):
        for _ in range(random_.randrange(1, 6)):
            hand(one.document, random_)
            one.journal.collect()
        one.check()


def test_layers_looks_order_canvas_and_regions_come_back(follow) -> None:
    one = follow(layered(300))
    document = one.document
    first, *others = document.root.children
    with document.edit("Order", document.root.members):
        document.root.children = (*others, first)
    one.check()
    with document.edit("Look", first):
        first.look = replace(first.look, name="Ünter “x”", opacity=0.25, visible=False, locked=True)
    document.active = first
    one.check()
    with document.edit("Add", document.root.members):
        document.root.children = (Layer(Plane(noise(40, 30, 4), -7, 900), Look("new")), *document.root.children[1:])
    one.check()
    document.resize("Canvas", Box(-50, 20, 200, 333))
    one.check()
    document.set_regions("Regions", (Region(Plane(noise()[..., 0].copy()), Wording("sea", 0.5)), *document.regions))
    one.check()
    for _ in range(5):
        document.undo()
    one.check()
    document.redo()
    one.check()


def test_masks_of_layers_come_back(follow, tmp_path: Path) -> None:
    write_document(still_of(layered(120)), tmp_path / "a.ora")
    one = follow(open_document(tmp_path / "a.ora").document)
    first, second, _ = one.document.layers()
    with one.document.edit("Add", second.masking):
        second.mask = mask = Plane(np.full((120, 120), 255, np.uint8), background=255)
    with one.document.edit("Stroke", mask), mask.paint(Box(5, 5, 90, 90)) as values:
        values[...] = 7
    one.check()
    with one.document.edit("Off and delete", second.masking, first.masking):
        second.mask_enabled, first.mask = False, None
    one.check()
    one.document.undo()
    one.check()


def test_sixteen_bits_come_back(follow) -> None:
    one = follow(layered(300, depth=16))
    layer = one.document.layers()[0].pixels
    with one.document.edit("Stroke", layer), layer.paint(Box(9, 9, 99, 99)) as pixels:
        pixels[...] = 54321
    one.check()


def test_after_a_save_the_journal_starts_anew(follow, tmp_path: Path) -> None:
    one = follow(layered(300))
    stroke(one.document, Box(0, 0, 99, 99), 9)
    one.settle()
    number = one.journal.start_anew()
    snapshot = Snapshot(one.document)
    stroke(one.document, Box(50, 50, 99, 99), 77)  # while it is saved
    one.check()
    write_document(snapshot.read(), tmp_path / "a.ora")
    snapshot.close()
    one.journal.adopt(number, tmp_path / "a.ora")
    one.check()
    assert sorted(path.name for path in one.folder.path.iterdir()) == ["base-1.ora", "head.json", "lock", "log-1"]
    hand(one.document, random.Random(1))
    one.check()


def test_a_save_that_failed_harms_nothing(follow) -> None:
    one = follow(layered(300))
    stroke(one.document, Box(0, 0, 99, 99), 9)
    one.journal.start_anew()
    stroke(one.document, Box(50, 50, 99, 99), 77)
    one.check()


def test_saving_says_that_nothing_is_to_be_recovered(follow, picture: Path) -> None:
    one = follow(open_document(picture).document)
    stroke(one.document, Box(0, 0, 9, 9), 1)
    one.settle()
    assert remembered(Folder(one.folder.path)).modified
    one.document.mark_saved()
    one.settle()
    assert not remembered(Folder(one.folder.path)).modified


def test_growth_is_bounded(follow, document: Document) -> None:
    one = follow(document, largest=200_000)
    for value in range(12):
        layer = document.layers()[0].pixels
        with document.edit("Noise", layer), layer.paint(document.bounds) as pixels:
            pixels[...] = noise(200, 150, 4, seed=value)
        one.settle()
    one.check()
    assert sum(path.stat().st_size for path in one.folder.path.iterdir()) < 800_000


def test_a_layer_that_comes_back_by_undo_is_whole(follow) -> None:
    one = follow(layered(300))
    document = one.document
    with document.edit("Delete", document.root.members):
        document.root.children = document.root.children[1:]
    one.check()
    document.undo()
    one.check()
    layer = document.layers()[0].pixels
    with document.edit("Stroke", layer), layer.paint(Box(9, 9, 99, 99)) as pixels:
        pixels[...] = 1
    one.check()


def test_a_layer_that_is_forgotten_harms_nothing(follow, document: Document) -> None:
    """It goes with the last step that knew it, maybe before the journal looks again."""
    one = follow(document)
    with document.edit("Add", document.root.members):
        document.root.children = (*document.root.children, Layer(Plane(noise(40, 30, 4)), Look("new")))
    one.settle()
    document.undo()
    stroke(document, Box(0, 0, 9, 9), 1)
    gc.collect()
    one.check()


def test_what_waits_for_the_disk_goes_on_when_the_document_is_closed(follow, document: Document) -> None:
    one, done = follow(document), []
    one.journal.flush_now(lambda: done.append(True))
    one.close()
    assert done == [True]


@pytest.mark.parametrize("cut", [1, 10, 25, 400])
def test_a_torn_tail_is_ignored(tmp_path: Path, cut: int) -> None:
    log = Log(tmp_path / "log")
    for size in (0, 5, 1000):
        log.append(b"x" * size)
    log.close()
    whole = (tmp_path / "log").read_bytes()
    (tmp_path / "log").write_bytes(whole[:-cut])
    assert [len(payload) for payload in records(tmp_path / "log")] == [0, 5]


def test_a_record_that_failed_leaves_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    log = Log(tmp_path / "log")
    log.append(b"one")
    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        with pytest.raises(OSError, match="No space"):
            log.append(b"x" * 1000)
    assert (tmp_path / "log").stat().st_size == log.length
    log.append(b"two")
    log.close()
    assert list(records(tmp_path / "log")) == [b"one", b"two"]


def test_a_damaged_record_ends_the_log(tmp_path: Path) -> None:
    log = Log(tmp_path / "log")
    for _ in range(3):
        log.append(b"x" * 100)
    log.close()
    data = bytearray((tmp_path / "log").read_bytes())
    data[150] ^= 1
    (tmp_path / "log").write_bytes(data)
    assert len(list(records(tmp_path / "log"))) == 1


def test_every_prefix_of_a_log_is_some_moment(follow) -> None:
    """Whatever a crash leaves of the last log can be read."""
    one = follow(layered(200))
    for value in range(3):
        stroke(one.document, Box(10 * value, 0, 90, 90), 100 + value)
        one.settle()
    log = one.folder.log(0)
    whole, seen = log.read_bytes(), set()
    for length in range(len(whole), 60, -997):
        log.write_bytes(whole[:length])
        try:
            seen.add(int(remembered(Folder(one.folder.path)).still.mask.array[5, 25]))
        except FileError:
            seen.add(-1)
    assert seen >= {102, 101}
    log.write_bytes(whole)


def test_a_full_disk_is_told_once_and_the_journal_goes_on_later(
    follow, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, told = follow(document), []
    one.settle()
    one.journal.failed.connect(told.append)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        for value in (1, 2):
            stroke(document, Box(0, 0, 20, 20), value)
            one.settle()
    assert told == ["No space left on device"]
    one.check()


def test_a_clean_close_leaves_nothing(follow, document: Document, tmp_path: Path) -> None:
    one = follow(document)
    stroke(document, Box(0, 0, 20, 20), 1)
    one.journal.collect()
    one.close()
    assert not list((tmp_path / "recovery").iterdir())
    assert not document.mask._watchers
    stroke(document, Box(0, 0, 20, 20), 2)


def test_a_document_that_is_closed_at_once_leaves_nothing(follow, picture: Path, tmp_path: Path) -> None:
    for _ in range(5):
        one = follow(open_document(picture).document)
        one.close()
    assert not list((tmp_path / "recovery").iterdir())


def test_a_live_journal_is_not_found(follow, document: Document, tmp_path: Path) -> None:
    one = follow(document)
    one.settle()
    assert left_folders(tmp_path / "recovery") == []
    one.folder.lock.release()
    found = left_folders(tmp_path / "recovery")
    assert [folder.path for folder in found] == [one.folder.path]
    assert left_folders(tmp_path / "recovery") == []  # as the first one holds it now
    found[0].lock.release()


def test_what_cannot_be_read_is_said(tmp_path: Path, picture: Path) -> None:
    folder = new_folder(tmp_path / "recovery")
    with pytest.raises(FileError, match="damaged"):
        remembered(folder)
    (folder.path / "head.json").write_text('{"version": 1, "base": null, "stamp": null, "first": 0}')
    with pytest.raises(FileError, match="empty"):
        remembered(folder)
    stamp = '{"changed": 1, "length": 2}'
    (folder.path / "head.json").write_text(f'{{"version": 1, "base": "{picture}", "stamp": {stamp}, "first": 0}}')
    with pytest.raises(FileError, match="was changed or moved"):
        remembered(folder)
    folder.delete()


def test_groups_and_metadata_keep_what_the_file_said(follow, tmp_path: Path) -> None:
    path = tmp_path / "a.ora"
    write_document(still_of(layered(120)), path)
    document = open_document(path).document
    one = follow(document)
    stroke(document, Box(0, 0, 20, 20), 2)
    one.settle()
    again = remembered(Folder(one.folder.path))
    assert again.still.metadata == document.metadata
    assert again.still.foreign == document.foreign
    assert isinstance(document.root, Group)


def test_the_picture_is_read_from_the_copy(follow, picture: Path) -> None:
    """The file may be changed by another program meanwhile."""
    one = follow(open_document(picture).document)
    one.settle()
    Image.fromarray(noise(seed=5)).save(picture)
    stroke(one.document, Box(0, 0, 20, 20), 2)
    one.check()
