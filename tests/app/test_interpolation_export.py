"""Films to the disk: the dialog, the thread that writes, and what is said of it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from fakes import COLOUR, FAR_COLOUR, FakeEngine
from film_window import FilmWindow, film_of, filming
from looking import fill_mask
from pictures import noise
from PIL import Image, ImageSequence
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from app.dialogs.film import FOLDER, FilmDialog, FilmOptions
from app.engine.films import FilmJob, FilmWriter, fitting
from paella_core.request import Box

PAINTED = Box(60, 40, 30, 20)
STILL = [np.full((6, 8, 3), 40 * number, np.uint8) for number in range(3)]


@pytest.fixture
def window(qtbot: QtBot, engine: FakeEngine) -> Iterator[FilmWindow]:
    """With a film of three frames inside a mask."""
    with filming(qtbot, engine.open, [noise()]) as made:
        fill_mask(made.document, PAINTED)
        made.slide.set_frames(3)
        made.describe("day", "night")
        made.sliding.start()
        qtbot.waitUntil(lambda: made.slide.making is None)
        yield made


@pytest.fixture
def writer(qtbot: QtBot) -> Iterator[FilmWriter]:  # noqa: ARG001
    made = FilmWriter()
    yield made
    made.close()
    made.deleteLater()


def export(window: FilmWindow, qtbot: QtBot, path: Path, options: FilmOptions) -> None:
    window.questions.options, window.questions.path = options, path
    window.strip.export.click()
    qtbot.waitUntil(lambda: not window.filming.writer.busy, timeout=30_000)


def write(writer: FilmWriter, qtbot: QtBot, path: Path, frames: list[np.ndarray]) -> str:
    """Why it failed, "" where it did not."""
    faults: list[str] = []
    writer.failed.connect(lambda _job, fault: faults.append(fault))
    writer.write(FilmJob(path, frames, 10))
    qtbot.waitUntil(lambda: not writer.busy, timeout=30_000)
    return "".join(faults)


def frames_of(path: Path) -> list[np.ndarray]:
    with Image.open(path) as image:
        return [np.array(frame.convert("RGB")) for frame in ImageSequence.Iterator(image)]


# ---- whole frames


@pytest.mark.parametrize("suffix", [".webp", ".apng"])
def test_a_film_inside_the_mask_has_the_picture_around_it(
    window: FilmWindow, qtbot: QtBot, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"film{suffix}"
    export(window, qtbot, path, FilmOptions(suffix, 24, ping_pong=False))
    frames, film = frames_of(path), film_of(window)
    assert len(frames) == 3
    for number, frame in enumerate(frames):
        np.testing.assert_array_equal(frame, film.whole(number))
    assert tuple(frames[0][50, 70]) == COLOUR
    assert tuple(frames[2][50, 70]) == FAR_COLOUR
    assert window.failures == []
    assert window.strip.note.text() == f"Saved “film{suffix}”"


def test_back_and_forth_has_the_way_back_too(window: FilmWindow, qtbot: QtBot, tmp_path: Path) -> None:
    export(window, qtbot, tmp_path / "film.gif", FilmOptions(".gif", 20, ping_pong=True))
    with Image.open(tmp_path / "film.gif") as image:
        assert (getattr(image, "n_frames", 1), image.info["duration"], image.size) == (4, 50, (200, 150))


def test_single_pictures_go_into_a_new_folder(window: FilmWindow, qtbot: QtBot, tmp_path: Path) -> None:
    export(window, qtbot, tmp_path / "film", FilmOptions(FOLDER, 24, ping_pong=False))
    assert sorted(path.name for path in (tmp_path / "film").iterdir()) == ["0000.png", "0001.png", "0002.png"]


def test_a_video(window: FilmWindow, qtbot: QtBot, tmp_path: Path) -> None:
    av = pytest.importorskip("av")
    export(window, qtbot, tmp_path / "film.mp4", FilmOptions(".mp4", 24, ping_pong=True))
    with av.open(str(tmp_path / "film.mp4")) as film:
        assert len(list(film.decode(video=0))) == 4


# ---- asking


def test_what_is_offered_is_what_plays(window: FilmWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.slide.set_speed(12)
    window.slide.set_ping_pong(False)
    window.document.path = tmp_path / "lake.png"
    export(window, qtbot, tmp_path / "a.webp", FilmOptions(".webp", 5, ping_pong=True))
    assert window.questions.asked == [(FilmOptions(".gif", 12, ping_pong=False), 3)]
    assert window.questions.suggested == [tmp_path / "lake film.webp"]
    window.questions.options = None
    window.strip.export.click()
    assert window.questions.asked[-1] == (FilmOptions(".webp", 12, ping_pong=False), 3)
    assert len(window.questions.suggested) == 1


def test_closing_a_question_writes_nothing(window: FilmWindow) -> None:
    window.strip.export.click()
    window.questions.options = FilmOptions(".gif", 24, ping_pong=True)
    window.strip.export.click()
    assert not window.filming.writer.busy
    assert len(window.questions.asked) == 2


@pytest.fixture
def dialog(qtbot: QtBot) -> FilmDialog:
    made = FilmDialog(FilmOptions(".gif", 24, ping_pong=True), 9, mp4=False, parent=None)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_dialog_says_what_will_come_of_it(dialog: FilmDialog) -> None:
    assert dialog.length.text() == "16 frames, 0.7 seconds; it starts over for ever."
    QTest.mouseClick(dialog.ping_pong, Qt.MouseButton.LeftButton, pos=QPoint(8, dialog.ping_pong.rect().center().y()))
    dialog.speed.setValue(10)
    assert dialog.length.text() == "9 frames, 0.9 seconds; it starts over for ever."
    assert dialog.options == FilmOptions(".gif", 10, ping_pong=False)
    dialog.format.setCurrentIndex(dialog.format.findData(FOLDER))
    assert dialog.length.text() == "9 pictures"
    assert not dialog.speed.isEnabled()
    assert dialog.note.text().startswith("A new folder")
    accept = dialog.findChildren(QDialogButtonBox)[0].buttons()[0]
    QTest.mouseClick(accept, Qt.MouseButton.LeftButton)
    assert dialog.result() == FilmDialog.DialogCode.Accepted


def test_without_its_encoder_mp4_cannot_be_chosen_and_how_to_get_it_is_said(dialog: FilmDialog, qtbot: QtBot) -> None:
    place = dialog.format.findData(".mp4")
    assert not dialog.format.model().flags(dialog.format.model().index(place, 0)) & Qt.ItemFlag.ItemIsEnabled
    assert "pip install av" in dialog.no_mp4.text()
    assert dialog.no_mp4.isVisible()
    able = FilmDialog(FilmOptions(".mp4", 24, ping_pong=True), 9, mp4=True, parent=None)
    qtbot.addWidget(able)
    able.show()
    assert (able.options.suffix, able.no_mp4.isVisible()) == (".mp4", False)
    unable = FilmDialog(FilmOptions(".mp4", 24, ping_pong=True), 9, mp4=False, parent=None)
    qtbot.addWidget(unable)
    assert unable.options.suffix == ".gif"


# ---- writing


def test_it_is_written_in_a_thread_with_progress(writer: FilmWriter, qtbot: QtBot, tmp_path: Path) -> None:
    told: list[tuple[float, bool]] = []
    writer.progressed.connect(lambda _job, share: told.append((share, True)))
    assert write(writer, qtbot, tmp_path / "film.webp", STILL) == ""
    shares = [share for share, _ in told]
    assert shares[0] == 0
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert "film" not in [thread.name for thread in threading.enumerate()]


def test_the_strip_says_how_far_it_is(window: FilmWindow) -> None:
    window.strip.show_writing("film.webp", 0.0)
    assert window.strip.note.text() == "Writing “film.webp” …"
    window.strip.show_writing("film.webp", 0.4)
    assert window.strip.note.text() == "Writing “film.webp”: 40 %"
    assert not window.strip.export.isEnabled()
    window.strip.refresh()
    assert not window.strip.export.isEnabled()
    window.strip.hide_writing()
    assert (window.strip.note.text(), window.strip.export.isEnabled()) == ("", True)


def test_a_failure_is_told_and_nothing_is_left(window: FilmWindow, qtbot: QtBot, tmp_path: Path) -> None:
    export(window, qtbot, tmp_path / "gone" / "film.gif", FilmOptions(".gif", 24, ping_pong=False))
    title, text = window.failures[0]
    assert title == "“film.gif” was not exported"
    assert "does not exist" in text
    assert text.endswith("The frames are still here.")
    assert list(tmp_path.iterdir()) == []
    assert (window.strip.note.text(), window.strip.export.isEnabled()) == ("", True)


def test_an_old_file_stays_where_the_new_one_fails(writer: FilmWriter, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "film.gif"
    path.write_bytes(b"old")
    odd = [*STILL, np.zeros((3, 3), np.uint8)]
    assert "IndexError" in write(writer, qtbot, path, odd)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif("sys.platform == 'win32'", reason="folders of others")
def test_what_the_disk_says_is_told(writer: FilmWriter, qtbot: QtBot) -> None:
    fault = write(writer, qtbot, Path("/proc/film.gif"), STILL)
    assert fault.startswith("“film.gif” could not be written: ")


def test_closing_gives_the_film_up(writer: FilmWriter, tmp_path: Path) -> None:
    gate = threading.Event()

    class Slow(list[np.ndarray]):
        def __getitem__(self, index):  # pyright: ignore[reportIncompatibleMethodOverride]
            if index == 1:
                gate.wait(10)
            return super().__getitem__(index)

    writer.write(FilmJob(tmp_path / "film.webp", Slow(STILL), 10))
    threading.Timer(0.05, gate.set).start()
    writer.close()
    assert not writer.busy
    assert list(tmp_path.iterdir()) == []


# ---- what files can hold


def test_frames_are_made_to_fit_the_file() -> None:
    deep = np.array([[[65535, 0, 257, 65535], [65535, 0, 0, 0]]], np.uint16)
    np.testing.assert_array_equal(fitting(deep, FOLDER), deep)
    assert fitting(deep, ".webp").tolist() == [[[255, 0, 1, 255], [255, 0, 0, 0]]]
    assert fitting(deep, ".gif").tolist() == [[[255, 0, 1], [255, 255, 255]]]
    half = np.array([[[0, 100, 200, 128]]], np.uint8)
    assert fitting(half, ".mp4").tolist() == [[[127, 177, 227]]]


def test_a_transparent_picture_becomes_a_gif_on_white(writer: FilmWriter, qtbot: QtBot, tmp_path: Path) -> None:
    clear = [np.dstack([frame, np.zeros_like(frame[..., 0])]) for frame in STILL]
    assert write(writer, qtbot, tmp_path / "film.gif", clear) == ""
    assert all((frame == 255).all() for frame in frames_of(tmp_path / "film.gif"))
