"""The gallery keeps what was generated, to the bit and across sessions, whatever happens to program and disk."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from galleries import add, recipe
from pictures import noise
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.document import pictures
from app.engine.gallery.entry import Entry
from app.engine.gallery.gallery import LIMIT, Gallery
from app.engine.gallery.shelf import CARD, PICTURE, THUMB, Shelf
from app.engine.gallery.thumbnails import SIDE, smaller
from paella_core.request import Box

resource = pytest.importorskip("resource", reason="limits of a process are a thing of Unix")
Open = Callable[..., Gallery]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "home" / "generated"


@pytest.fixture
def open_gallery(qtbot: QtBot, folder: Path) -> Iterator[Open]:
    """A gallery as a session has it; that of the session before ends. The older entries are known."""
    made: list[Gallery] = []

    def opened(limit: int = LIMIT) -> Gallery:
        for old in made:
            old.close()
        made[:] = [Gallery(folder, limit)]
        made[0].load()
        qtbot.waitUntil(lambda: made[0].loaded)
        return made[0]

    yield opened
    for gallery in made:
        gallery.close()


@pytest.fixture
def gallery(open_gallery: Open) -> Gallery:
    return open_gallery()


def wait_until_kept(qtbot: QtBot, gallery: Gallery) -> None:
    qtbot.waitUntil(lambda: not gallery._unwritten)


def read(qtbot: QtBot, gallery: Gallery, entry: Entry) -> np.ndarray:
    found: list[np.ndarray] = []
    gallery.read(entry, found.append)
    assert not found, "it is read in a thread"
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def small(qtbot: QtBot, gallery: Gallery, entry: Entry) -> QImage:
    qtbot.waitUntil(lambda: gallery.thumbnails.of(entry) is not None)
    image = gallery.thumbnails.of(entry)
    assert image is not None
    return image


def ids(entries: list[Entry]) -> list[str]:
    return [entry.id for entry in entries]


# ---- what is kept


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("channels", [3, 4])
def test_pictures_come_back_to_the_bit_in_the_next_session(
    qtbot: QtBot, open_gallery: Open, channels: int, dtype: type
) -> None:
    picture = noise(41, 29, channels, dtype)
    gallery = open_gallery()
    made = add(gallery, "a red boat", picture, size=[512, 512])
    np.testing.assert_array_equal(read(qtbot, gallery, made), picture)
    gallery = open_gallery()
    (entry,) = gallery.entries()
    assert entry == made
    assert (entry.time, entry.name, entry.box) == (made.time, "harbour.png", Box(5, 7, 41, 29))
    assert entry.recipe == made.recipe
    assert pictures.params_of(entry.recipe).temperature == (1.0, 0.2)
    back = read(qtbot, gallery, entry)
    assert back.dtype == dtype
    np.testing.assert_array_equal(back, picture)


def test_opaque_alpha_is_kept_too(qtbot: QtBot, open_gallery: Open) -> None:
    add(open_gallery(), picture=np.full((8, 8, 4), 255, np.uint8))
    gallery = open_gallery()
    assert read(qtbot, gallery, gallery.entries()[0]).shape == (8, 8, 4)


def test_the_file_is_a_picture_that_says_how_it_was_made(qtbot: QtBot, gallery: Gallery, folder: Path) -> None:
    entry = add(gallery, "a castle", seed=77)
    wait_until_kept(qtbot, gallery)
    picture = pictures.read_picture(folder / f"{entry.id}.png")
    assert picture.recipe is not None
    assert picture.recipe["prompt"] == "a castle"
    assert picture.recipe["params"]["seed"] == 77
    assert b"compositeWithTrainedAlgorithmicMedia" in picture.metadata.xmp


def test_pictures_are_known_at_once_newest_first_and_those_of_a_run_in_order(gallery: Gallery, qtbot: QtBot) -> None:
    first = add(gallery)
    run = gallery.add([noise()] * 3, [recipe(seed=seed) for seed in (1, 2, 3)], Box(0, 0, 200, 150), "a.png")
    assert ids(gallery.entries()) == ids([*run, first])
    assert len({entry.run for entry in run}) == 1
    assert first.run != run[0].run
    with qtbot.waitSignals([gallery.kept] * 4):
        pass


def test_each_session_adds_to_what_was_there(open_gallery: Open) -> None:
    made = [add(open_gallery(), f"picture {number}") for number in range(3)]
    assert ids(open_gallery().entries()) == ids(made[::-1])


def test_what_is_added_before_the_older_ones_are_known_stays(qtbot: QtBot, open_gallery: Open, folder: Path) -> None:
    old = add(open_gallery(), "old")
    open_gallery().close()
    gallery = Gallery(folder)
    new = add(gallery, "new")
    assert not gallery.loaded
    gallery.load()
    qtbot.waitUntil(lambda: gallery.loaded)
    assert ids(gallery.entries()) == ids([new, old])
    gallery.close()


# ---- thumbnails


def test_thumbnails_look_like_the_pictures(qtbot: QtBot, open_gallery: Open) -> None:
    picture = np.zeros((600, 1200, 3), np.uint16)
    picture[:, 600:] = (65535, 32896, 0)
    gallery = open_gallery()
    made = add(gallery, picture=picture)
    for session in (gallery, open_gallery()):
        image = small(qtbot, session, made)
        assert (image.width(), image.height()) == (SIDE, SIDE // 2)
        assert image.pixelColor(20, 40).getRgb()[:3] == pytest.approx((0, 0, 0), abs=4)  # pyright: ignore[reportIndexIssue]
        assert image.pixelColor(170, 40).getRgb()[:3] == pytest.approx((255, 128, 0), abs=4)  # pyright: ignore[reportIndexIssue]


def test_thumbnails_keep_alpha(qtbot: QtBot, open_gallery: Open) -> None:
    picture = np.full((30, 40, 4), 200, np.uint8)
    picture[:, :20, 3] = 0
    gallery = open_gallery()
    made = add(gallery, picture=picture)
    for session in (gallery, open_gallery()):
        image = small(qtbot, session, made)
        assert (image.pixelColor(5, 5).alpha(), image.pixelColor(30, 5).alpha()) == (0, 200)


def test_a_long_thin_picture_has_a_thumbnail(qtbot: QtBot, gallery: Gallery) -> None:
    image = small(qtbot, gallery, add(gallery, picture=noise(4000, 3)))
    assert (image.width(), image.height()) == (SIDE, 1)


def test_many_thumbnails_come_while_one_scrolls(qtbot: QtBot, open_gallery: Open) -> None:
    gallery = open_gallery()
    entries = gallery.add([noise(8, 8)] * 60, [recipe()] * 60, Box(0, 0, 8, 8), "a.png")
    gallery = open_gallery()
    with qtbot.waitSignal(gallery.thumbnails.drawn):
        assert gallery.thumbnails.of(entries[0]) is None
        for entry in entries:
            gallery.thumbnails.of(entry)
    qtbot.waitUntil(lambda: all(gallery.thumbnails.of(entry) is not None for entry in entries))


def test_a_missing_thumbnail_is_no_fault(qtbot: QtBot, open_gallery: Open, folder: Path) -> None:
    made = add(open_gallery())
    gallery = open_gallery()
    (folder / f"{made.id}.thumb").unlink()
    assert small(qtbot, gallery, made).isNull()


# ---- search and stars


def test_all_words_are_searched_in_prompts_and_names(gallery: Gallery) -> None:
    boat = add(gallery, "A Red Boat on the lake")
    castle = add(gallery, "a castle", negative="boat, Straße")
    assert ids(gallery.found("")) == ids([castle, boat])
    assert ids(gallery.found("boat RED")) == ids([boat])
    assert ids(gallery.found("oat")) == ids([castle, boat])
    assert ids(gallery.found("STRASSE harbour")) == ids([castle])
    assert gallery.found("boat night") == []


def test_stars_are_kept_whenever_they_are_given(qtbot: QtBot, open_gallery: Open) -> None:
    gallery = open_gallery()
    early, late, never, back = (add(gallery, name) for name in ("early", "late", "never", "back"))
    gallery.star([early, back], True)
    wait_until_kept(qtbot, gallery)
    gallery.star([late], True)
    gallery.star([back], False)
    assert ids(gallery.found("", starred=True)) == ids([late, early])
    gallery = open_gallery()
    assert ids(gallery.found("", starred=True)) == ids([late, early])
    assert ids(gallery.found("never", starred=False)) == ids([never])


# ---- deleting


def test_what_is_deleted_can_be_brought_back(qtbot: QtBot, open_gallery: Open) -> None:
    gallery = open_gallery()
    one, two, three = (add(gallery, name) for name in ("one", "two", "three"))
    gallery.delete([two])
    assert ids(gallery.entries()) == ids([three, one])
    gallery.restore()
    assert ids(gallery.entries()) == ids([three, two, one])
    wait_until_kept(qtbot, gallery)
    gallery.delete([one])
    gallery.restore()
    assert ids(open_gallery().entries()) == ids([three, two, one])


def test_what_is_deleted_for_good_leaves_no_file(qtbot: QtBot, open_gallery: Open, folder: Path) -> None:
    gallery = open_gallery()
    gone, stays = add(gallery), add(gallery)
    wait_until_kept(qtbot, gallery)
    gallery.delete([gone])
    assert (folder / f"{gone.id}.png").exists()
    gallery.forget_deleted()
    gallery.restore()
    assert ids(gallery.entries()) == [stays.id]
    assert ids(open_gallery().entries()) == [stays.id]
    assert {path.stem for path in folder.iterdir()} == {stays.id}


def test_a_picture_that_is_deleted_before_it_was_written_is_gone(open_gallery: Open, folder: Path) -> None:
    gallery = open_gallery()
    gallery.delete([add(gallery)])
    gallery.close()
    assert list(folder.iterdir()) == []


def test_clearing_leaves_the_starred_ones(open_gallery: Open) -> None:
    gallery = open_gallery()
    starred = add(gallery)
    gallery.star([starred], True)
    add(gallery)
    gallery.clear()
    assert ids(gallery.entries()) == [starred.id]
    assert ids(open_gallery().entries()) == [starred.id]


def test_the_oldest_go_when_all_take_too_much_room(qtbot: QtBot, open_gallery: Open) -> None:
    size = len(pictures.encode_picture(pictures.Picture(noise(), recipe=recipe("picture 0")), "PNG"))
    gallery = open_gallery(limit=4 * size)
    made = [add(gallery, f"picture {number}", noise(seed=number)) for number in range(3)]
    gallery.star([made[0]], True)
    made += [add(gallery, f"picture {number}", noise(seed=number)) for number in range(3, 6)]
    wait_until_kept(qtbot, gallery)
    left = ids([made[5], made[4], made[0]])
    assert ids(gallery.entries()) == left
    assert ids(open_gallery(limit=size).entries()) == ids([made[5], made[0]])
    assert ids(open_gallery().entries()) == ids([made[5], made[0]])


# ---- what goes wrong


def test_damaged_entries_are_passed_over(open_gallery: Open, folder: Path) -> None:
    gallery = open_gallery()
    entries = [add(gallery) for _ in range(6)]
    gallery.close()
    cards = [folder / f"{entry.id}.json" for entry in entries]
    cards[0].write_bytes(b"")
    cards[1].write_bytes(cards[1].read_bytes()[:-9])
    cards[2].write_text('{"version": 1}')
    cards[3].write_bytes(cards[3].read_bytes().replace(b'"version": 1', b'"version": 9'))
    (folder / f"{entries[4].id}.png").unlink()
    (folder / "notes.txt").write_text("mine")
    assert ids(open_gallery().entries()) == [entries[5].id]
    assert cards[1].exists()
    assert (folder / "notes.txt").exists()


def test_a_picture_that_cannot_be_read_is_told(qtbot: QtBot, gallery: Gallery, folder: Path) -> None:
    entry = add(gallery)
    wait_until_kept(qtbot, gallery)
    (folder / f"{entry.id}.png").write_bytes(b"no picture")
    with qtbot.waitSignal(gallery.failed) as told:
        gallery.read(entry, lambda _picture: pytest.fail("it was read"))
    assert told.args is not None
    assert "could not be read" in told.args[0]
    assert entry.id in told.args[1]


def test_what_a_crash_left_is_swept_away_later(open_gallery: Open, folder: Path) -> None:
    whole = add(open_gallery())
    open_gallery().close()
    left = [folder / name for name in ("aa-001.png", "bb-001.thumb", "cc-001.json", ".paella-12345678.part")]
    fresh = folder / "dd-001.png"
    for path in [*left, fresh]:
        path.write_bytes(b"half")
    long_ago = time.time() - 7200
    for path in left:
        os.utime(path, (long_ago, long_ago))
    open_gallery().close()
    assert {path.stem for path in folder.iterdir()} == {whole.id, fresh.stem}


@pytest.fixture
def short_files() -> Iterator[Callable[[], None]]:
    """No file may grow beyond 20 KiB until the function is called, which needs no rights."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    def lift() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    resource.setrlimit(resource.RLIMIT_FSIZE, (20 << 10, before[1]))
    yield lift
    lift()
    signal.signal(signal.SIGXFSZ, handler)


def test_a_full_disk_is_told_once_and_nothing_is_lost(
    qtbot: QtBot, open_gallery: Open, folder: Path, short_files: Callable[[], None]
) -> None:
    gallery = open_gallery()
    told: list[tuple[str, str]] = []
    gallery.failed.connect(lambda title, text: told.append((title, text)))
    made = [add(gallery, f"picture {number}", noise(seed=number)) for number in range(3)]
    qtbot.waitUntil(lambda: not gallery._under_way)
    made.append(add(gallery, "picture 3", noise(seed=3)))
    qtbot.waitUntil(lambda: not gallery._under_way)
    assert len(told) == 1
    assert str(folder) in told[0][1]
    assert "make room" in told[0][1]
    assert list(folder.iterdir()) == []
    assert ids(gallery.entries()) == ids(made[::-1])
    np.testing.assert_array_equal(read(qtbot, gallery, made[1]), noise(seed=1))
    assert not small(qtbot, gallery, made[3]).isNull()
    short_files()
    made.append(add(gallery, "picture 4", noise(seed=4)))
    wait_until_kept(qtbot, gallery)
    assert len(told) == 1
    gallery = open_gallery()
    assert ids(gallery.entries()) == ids(made[::-1])
    np.testing.assert_array_equal(read(qtbot, gallery, made[0]), noise(seed=0))


@pytest.mark.parametrize("kind", [CARD, PICTURE, THUMB])
def test_what_fails_half_way_leaves_nothing(folder: Path, kind: str) -> None:
    entry = Entry("abc-001", 0.0, "a.png", Box(0, 0, 40, 30), recipe())
    in_the_way = folder / f"{entry.id}{kind}"
    in_the_way.mkdir(parents=True)
    with pytest.raises(OSError, match="directory"):
        Shelf(folder).write(entry, noise(40, 30), smaller(noise(40, 30)))
    assert list(folder.iterdir()) == [in_the_way]


def test_a_folder_that_cannot_be_made_is_told(qtbot: QtBot, gallery: Gallery, folder: Path) -> None:
    folder.parent.write_text("a file in the way")
    with qtbot.waitSignal(gallery.failed):
        add(gallery)
