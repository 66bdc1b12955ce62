"""A journal goes on from a file: the right one, whatever else was saved meanwhile, and whatever the disk said."""

from __future__ import annotations

import errno
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from threading import Event

import numpy as np
import pytest
from edits import paint
from pictures import noise
from PIL import Image
from test_journal import Followed, follow, slow  # noqa: F401 - fixtures
from test_snapshot import copied, layered, values

from app.document.files import FileError, open_document, write_document
from app.document.journal.folder import Folder
from app.document.journal.replay import remembered
from app.document.node import Layer, Look
from app.document.plane import Plane
from app.document.snapshot import Snapshot
from paella_core.request import Box


def full(_: int) -> None:
    """What the system says when a file shall lie on a disk without room."""
    raise OSError(errno.ENOSPC, "No space left on device")


def save(one: Followed, path: Path) -> int:
    """Write a project; gives the number of the log that goes on from it."""
    number, snapshot = one.journal.start_anew(), Snapshot(one.document)
    write_document(snapshot.read(), path)
    snapshot.close()
    return number


def test_a_file_that_was_begun_before_the_base_does_not_take_its_place(follow, tmp_path: Path) -> None:  # noqa: F811
    one = follow(layered(200))
    older = save(one, tmp_path / "a.ora")
    paint(one.document, Box(0, 0, 30, 30), 80)
    one.journal.adopt(save(one, tmp_path / "b.ora"), tmp_path / "b.ora")
    paint(one.document, Box(20, 0, 30, 30), 90)
    one.journal.adopt(older, tmp_path / "a.ora")
    one.check()
    assert (one.folder.path / "base-2.ora").exists()


def test_what_a_file_cuts_off_of_a_mask_is_in_the_log(follow, tmp_path: Path) -> None:  # noqa: F811
    one = follow(layered(200))
    paint(one.document, one.document.bounds, 255)
    one.document.resize("Crop", Box(40, 50, 100, 90))
    one.journal.adopt(save(one, tmp_path / "a.ora"), tmp_path / "a.ora")
    one.settle()
    assert values(remembered(Folder(one.folder.path)).still) == copied(one.document)


@pytest.mark.parametrize("failing", [1, 2])
def test_a_full_disk_when_the_work_begins_harms_nothing(
    follow,  # noqa: F811
    picture: Path,
    monkeypatch: pytest.MonkeyPatch,
    failing: int,
) -> None:
    document = open_document(picture).document
    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        one = follow(document)
        one.settle()
        for _ in range(failing):
            document.resize("Extend", Box(-10, -20, document.width + 30, document.height + 20))
            paint(document, Box(0, 0, 40, 40), 70)
            one.settle()
    paint(document, Box(5, 5, 9, 9), 200)
    one.check()
    found = remembered(Folder(one.folder.path)).still
    assert np.array_equal(found.mask.array, document.mask.array)


@pytest.mark.parametrize("layers", [0, 1])
def test_a_file_that_could_not_be_saved_on_a_full_disk_harms_nothing(
    follow,  # noqa: F811
    picture: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    layers: int,
) -> None:
    document = open_document(picture).document
    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        one = follow(document)
        with document.edit("Add layers", document.root.members):
            new = (Layer(Plane(noise(40, 30, 4)), Look(f"new {number}")) for number in range(layers))
            document.root.children = (*document.root.children, *new)
        with pytest.raises(FileError):
            save(one, tmp_path / "a.ora")
        one.settle()
    paint(document, Box(5, 5, 9, 9), 200)
    one.check()


def test_a_file_that_could_not_be_copied_is_not_needed_once_there_is_room(
    follow,  # noqa: F811
    picture: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    document = open_document(picture).document
    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        one = follow(document)
        one.settle()
    paint(document, Box(5, 5, 9, 9), 200)
    one.settle()
    Image.fromarray(noise(30, 20)).save(picture)
    one.check()


def test_a_file_that_changed_before_it_was_copied_is_not_gone_on_from(
    follow,  # noqa: F811
    slow: ThreadPoolExecutor,  # noqa: F811
    picture: Path,
) -> None:
    document, busy = open_document(picture).document, Event()
    slow.submit(busy.wait)
    one = follow(document)
    Image.fromarray(noise(30, 20)).save(picture)
    busy.set()
    one.settle()
    paint(document, Box(5, 5, 9, 9), 200)
    one.settle()
    one.check()


def test_a_base_does_not_count_before_the_log_that_goes_on_from_it_is_begun(
    follow,  # noqa: F811
    slow: ThreadPoolExecutor,  # noqa: F811
    tmp_path: Path,
) -> None:
    one, busy = follow(layered(200)), Event()
    one.settle()
    one.journal._threads.submit(busy.wait)
    try:
        one.journal.adopt(save(one, tmp_path / "a.ora"), tmp_path / "a.ora")
        assert not wait([slow.submit(int)], timeout=0.3).done
        assert values(remembered(Folder(one.folder.path)).still) == copied(one.document)
    finally:
        busy.set()
    one.check()
    assert one.folder.read_head().base == "base-1.ora"


def test_a_base_whose_log_could_not_be_begun_does_not_count(
    follow,  # noqa: F811
    tmp_path: Path,
) -> None:
    one = follow(layered(200))
    one.settle()
    number = save(one, tmp_path / "a.ora")
    one.settle()
    one.folder.log(number).unlink()
    one.journal.adopt(number, tmp_path / "a.ora")
    one.settle()
    assert one.folder.read_head().first == 0
