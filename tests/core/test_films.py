"""Films read back: as many frames, of the right size, with the right pixels, and whole or not at all."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from paella_core import films, pictures
from paella_core.errors import BadInput

RANDOM = np.random.default_rng(11)
LOSSLESS = (".webp", ".apng")


def slide(channels: int = 3, height: int = 21, width: int = 33, count: int = 5) -> list[np.ndarray]:
    """Flat colours that go from one to another."""
    colours = np.linspace((30, 60, 200, 255), (240, 120, 20, 100), count).astype(np.uint8)
    return [np.full((height, width, channels), colour[:channels], np.uint8) for colour in colours]


def noise(channels: int, dtype: type = np.uint8) -> list[np.ndarray]:
    frames = RANDOM.integers(0, np.iinfo(dtype).max + 1, (3, 9, 14, channels)).astype(dtype)
    frames[:, 2, :, 3:] = 0  # colours under full transparency
    return list(frames)


def frames_of(path: Path, mode: str = "RGB") -> list[np.ndarray]:
    with Image.open(path) as film:
        found = []
        for number in range(getattr(film, "n_frames", 1)):
            film.seek(number)
            found.append(np.array(film.convert(mode)))
        return found


@pytest.mark.parametrize("channels", [3, 4])
@pytest.mark.parametrize("suffix", LOSSLESS)
def test_a_lossless_film_keeps_every_pixel(tmp_path: Path, suffix: str, channels: int) -> None:
    frames = noise(channels)
    films.write(tmp_path / f"a{suffix}", frames)
    assert np.array_equal(frames_of(tmp_path / f"a{suffix}", "RGBA"[:channels]), frames)


@pytest.mark.parametrize("suffix", [".gif", ".GIF", *LOSSLESS])
def test_a_film_loops_at_its_speed(tmp_path: Path, suffix: str) -> None:
    films.write(tmp_path / f"a{suffix}", slide(), fps=5)
    with Image.open(tmp_path / f"a{suffix}") as film:
        assert film.size == (33, 21)
        assert film.info["loop"] == 0
        film.seek(1)
        film.load()
        assert film.info["duration"] == 200


@pytest.mark.parametrize("suffix", [".gif", *LOSSLESS])
def test_equal_neighbours_stay_apart(tmp_path: Path, suffix: str) -> None:
    first, second = slide(count=2)
    frames = [first, first, second, second, second, first]
    films.write(tmp_path / f"a{suffix}", frames)
    assert np.abs(np.array(frames_of(tmp_path / f"a{suffix}"), int) - frames).max() <= 4


def test_a_gif_is_close_and_what_stays_does_not_flicker(tmp_path: Path) -> None:
    ramp = np.linspace(0, 255, 64).astype(np.uint8)
    rows = np.arange(48)[:, None].repeat(64, axis=1) * 2
    still = np.stack([np.tile(ramp, (48, 1)), np.tile(ramp[::-1], (48, 1)), rows], axis=2)
    frames = [still.astype(np.uint8) for _ in range(6)]
    for number, frame in enumerate(frames):
        frame[20:30, number * 8 : number * 8 + 16] = (250, 20 * number, 0)
    films.write(tmp_path / "a.gif", frames)
    back = frames_of(tmp_path / "a.gif")
    assert np.abs(np.array(back, int) - frames).max() < 24
    assert all(np.array_equal(frame[:20], back[0][:20]) for frame in back)
    assert all(np.array_equal(frame[30:], back[0][30:]) for frame in back)


@pytest.mark.parametrize(("height", "width"), [(21, 33), (1, 1), (16, 17)])
def test_an_mp4_has_even_sides_and_every_frame(tmp_path: Path, height: int, width: int) -> None:
    av = pytest.importorskip("av")
    frames = slide(height=height, width=width)
    films.write(tmp_path / "a.mp4", frames)
    with av.open(str(tmp_path / "a.mp4")) as film:
        back = [frame.to_ndarray(format="rgb24") for frame in film.decode(video=0)]
        assert film.streams.video[0].pix_fmt == "yuv420p"
        assert film.streams.video[0].average_rate == films.FRAMES_A_SECOND
    assert [frame.shape for frame in back] == [(height + height % 2, width + width % 2, 3)] * 5
    for frame, original in zip(back, frames, strict=True):
        assert np.abs(frame.astype(int) - original[0, 0]).max() < 12


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_a_folder_holds_numbered_pictures(tmp_path: Path, dtype: type) -> None:
    (tmp_path / "slide").mkdir()
    frames = noise(4, dtype)
    films.write(tmp_path / "slide", frames)
    files = sorted((tmp_path / "slide").iterdir())
    assert [file.name for file in files] == ["0000.png", "0001.png", "0002.png"]
    for file, frame in zip(files, frames, strict=True):
        assert np.array_equal(pictures.read(file), frame)
    assert [path.name for path in tmp_path.iterdir()] == ["slide"]


@pytest.mark.parametrize("name", ["slide", "slide.gif", "slide.webp", "slide.apng"])
def test_a_film_that_fails_half_way_leaves_nothing(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        films.write(tmp_path / name, slide())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "frame", "reason"),
    [
        ("a.avi", slide()[0], "must end in"),
        ("a.png", slide()[0], "must end in"),
        ("absent/a.gif", slide()[0], "does not exist"),
        ("absent/a", slide()[0], "does not exist"),
        ("full", slide()[0], "not an empty folder"),
        ("full/file", slide()[0], "not an empty folder"),
        ("folder.gif", slide()[0], "is a folder"),
        ("..", slide()[0], "no name for a film"),
        ("a.gif", slide(4)[0], "transparency"),
        ("a.mp4", slide(4)[0], "transparency"),
        ("a.webp", noise(3, np.uint16)[0], "16 bits"),
    ],
)
def test_what_cannot_be_written_is_refused_before(tmp_path: Path, name: str, frame: np.ndarray, reason: str) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").touch()
    (tmp_path / "folder.gif").mkdir()
    before = sorted(tmp_path.rglob("*"))
    if name.endswith(".mp4"):
        pytest.importorskip("av")
    with pytest.raises(BadInput, match=reason):
        films.write(tmp_path / name, [frame, frame])
    assert sorted(tmp_path.rglob("*")) == before


def test_without_pyav_a_sentence_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("importlib.util"), "find_spec", lambda _name: None)
    with pytest.raises(BadInput, match="pip install av"):
        films.check_writable(tmp_path / "a.mp4")
