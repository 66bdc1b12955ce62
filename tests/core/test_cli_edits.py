"""Every verb that makes pictures: what it writes and says, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from desk import lay_out
from PIL import Image

from paella_core import pictures
from paella_core.cli import main

SMALL = ("--pack", "./pack", "--device", "cpu", "--steps", "2", "--seed", "4")
INPAINT = ("inpaint", "photo.png", "--mask", "mask.png", "--prompt", "a boat", "-o", "out.png")
OUTPAINT = ("outpaint", "photo.png", "--prompt", "a boat", "-o", "out.png")
STRUCTURAL = ("structural-edit", "photo.png", "--prompt", "a boat", "-o", "out.png")
VARY = ("vary", "photo.png", "-o", "out.png")
SLIDE = ("interpolate", "a boat", "a tree", "--frames", "3", "-o", "out.gif")
BLEND = ("blend", "--region", "mask.png", "a boat", "-o", "out.png")
GENERATE = ("generate", "a boat", "-o", "out.png")


@pytest.fixture
def desk(tmp_path: Path, toy_pack: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with pictures and masks; the pack is `pack`."""
    lay_out(tmp_path, toy_pack)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def picture(name: str) -> np.ndarray:
    return pictures.read(Path(name))


def painted(name: str = "mask.png") -> np.ndarray:
    return pictures.read_mask(Path(name)) > 0


def spoken(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """The JSON objects on standard output; nothing is on standard error."""
    said = capsys.readouterr()
    assert said.err == ""
    return [json.loads(line) for line in said.out.splitlines()]


# ---- what is written


@pytest.mark.parametrize(
    ("command", "size"),
    [
        ((*GENERATE, "--size", "33x21"), (33, 21)),
        ((*GENERATE, "--size", "1x1"), (1, 1)),
        (("generate", "", "-o", "out.webp", "--size", "20x20"), (20, 20)),
        (INPAINT, (44, 30)),
        ((*INPAINT, "--edge", "balanced"), (44, 30)),
        ((*INPAINT, "--edge", "wide", "--strength-map", "half.png"), (44, 30)),
        (("inpaint", "tiny.png", "--mask", "dot.png", "--prompt", "", "-o", "out.png"), (1, 1)),
        (("inpaint", "deep.png", "--mask", "mask.png", "--prompt", "x", "-o", "out.tif"), (44, 30)),
        ((*OUTPAINT, "--left", "3", "--top", "1"), (47, 31)),
        ((*OUTPAINT, "--right", "70", "--bottom", "7", "--edge", "wide"), (114, 37)),
        (("outpaint", "tiny.png", "--prompt", "", "--right", "1", "-o", "out.png"), (2, 1)),
        (STRUCTURAL, (44, 30)),
        ((*STRUCTURAL, "--strength", "1", "--strength-map", "half.png", "--mask", "mask.png"), (44, 30)),
        (("structural-edit", "tiny.png", "--prompt", "x", "-o", "out.png"), (1, 1)),
        (VARY, (44, 30)),
        (("vary", "photo.png", "clear.png", "tiny.png", "--prompt", "x", "--size", "9x8", "-o", "out.png"), (9, 8)),
        (BLEND, (44, 30)),
        ((*BLEND, "--region", "half.png", "", "--prompt", "a lake"), (44, 30)),
        ((*BLEND, "--image", "photo.png"), (44, 30)),
        (("blend", "--region", "dot.png", "x", "-o", "out.png"), (1, 1)),
    ],
)
def test_a_picture_has_the_size_that_was_asked_for(
    desk: Path, capsys: pytest.CaptureFixture[str], command: tuple[str, ...], size: tuple[int, int]
) -> None:
    before = set(desk.iterdir())
    assert main([*command, *SMALL, "--json"]) == 0
    (facts,) = spoken(capsys)
    assert set(facts) == {"file", "seed", "seconds", "steps", "pack", "device"}
    assert (facts["seed"], facts["pack"], facts["device"]) == (4, "toy", "cpu")
    assert {desk / facts["file"]} == set(desk.iterdir()) - before
    assert picture(facts["file"]).shape[1::-1] == size


@pytest.mark.parametrize(
    "command", [INPAINT, (*STRUCTURAL, "--strength", "1", "--mask", "mask.png"), (*BLEND, "--image", "photo.png")]
)
@pytest.mark.usefixtures("desk")
def test_what_is_not_painted_stays(command: tuple[str, ...]) -> None:
    assert main([*command, *SMALL, "--quiet"]) == 0
    before, after = picture("photo.png"), picture("out.png")
    assert np.array_equal(after[~painted()], before[~painted()])
    assert not np.array_equal(after, before)


@pytest.mark.usefixtures("desk")
def test_outpainting_puts_the_picture_where_its_sides_say() -> None:
    assert main([*OUTPAINT, "--left", "3", "--top", "1", "--right", "2", "--bottom", "5", *SMALL]) == 0
    assert np.array_equal(picture("out.png")[1:-5, 3:-2], picture("photo.png"))


@pytest.mark.usefixtures("desk")
def test_strength_0_returns_the_picture() -> None:
    assert main([*STRUCTURAL, "--strength", "0", *SMALL]) == 0
    assert np.array_equal(picture("out.png"), picture("photo.png"))


@pytest.mark.usefixtures("desk")
def test_a_strength_map_keeps_what_is_black() -> None:
    assert main([*STRUCTURAL, "--strength", "1", "--strength-map", "rest.png", *SMALL]) == 0
    before, after = picture("photo.png"), picture("out.png")
    assert np.array_equal(after[painted()], before[painted()])
    assert not np.array_equal(after, before)


@pytest.mark.usefixtures("desk")
def test_several_pictures_are_numbered(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*VARY, "--count", "2", *SMALL, "--json"]) == 0
    assert [(facts["file"], facts["seed"]) for facts in spoken(capsys)] == [("out-1.png", 4), ("out-2.png", 5)]
    assert not np.array_equal(picture("out-1.png"), picture("out-2.png"))
    assert not Path("out.png").exists()


# ---- films


@pytest.mark.parametrize("out", ["out.gif", "out.webp", "out.apng"])
@pytest.mark.usefixtures("desk")
def test_a_slide_is_one_film(capsys: pytest.CaptureFixture[str], out: str) -> None:
    stops = ("a boat", "@photo.png", "a tree")
    assert main(["interpolate", *stops, "--frames", "4", "--size", "33x21", "-o", out, *SMALL, "--json"]) == 0
    (facts,) = spoken(capsys)
    assert (facts["file"], facts["seed"], facts["frames"]) == (out, 4, 4)
    with Image.open(out) as film:
        assert film.size == (33, 21)
        assert getattr(film, "n_frames", 1) == 4


@pytest.mark.usefixtures("desk")
def test_a_slide_as_mp4() -> None:
    pytest.importorskip("av")
    assert main([*SLIDE, "-o", "out.mp4", *SMALL]) == 0
    assert b"ftyp" in Path("out.mp4").read_bytes()[:12]


@pytest.mark.parametrize(("source", "path"), [("photo.png", "lerp"), ("deep.png", "slerp")])
@pytest.mark.usefixtures("desk")
def test_a_slide_inside_a_mask_as_a_folder(capsys: pytest.CaptureFixture[str], source: str, path: str) -> None:
    inside = ("--image", source, "--mask", "mask.png", "--path", path)
    assert main([*SLIDE, "-o", "slide", *inside, *SMALL]) == 0
    assert capsys.readouterr().out.startswith("slide  3 frames  seed 4  ")
    files = sorted(Path("slide").iterdir())
    assert [file.name for file in files] == ["0000.png", "0001.png", "0002.png"]
    before, frames = picture(source), [pictures.read(file) for file in files]
    assert all(np.array_equal(frame[~painted()], before[~painted()]) for frame in frames)
    assert all(frame.dtype == before.dtype for frame in frames)
    assert not np.array_equal(frames[0], frames[2])


# ---- presets


def test_a_preset_sets_knobs_and_flags_win(toy_presets: str, capsys: pytest.CaptureFixture[str]) -> None:
    generate = ["generate", "a boat", "-o", "out.png", "--size", "9x9", "--pack", toy_presets, "--json"]
    assert main([*generate, "--preset", "quick"]) == 0
    assert main([*generate, "--preset", "quick", "--steps", "4"]) == 0
    assert main(generate) == 0
    assert [facts["steps"] for facts in spoken(capsys)] == [1, 4, 3]


def test_an_unknown_preset_is_refused_with_those_there_are(
    toy_presets: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["generate", "a boat", "-o", "out.png", "--pack", toy_presets, "--preset", "slow"]) == 1
    assert capsys.readouterr().err == "paella: The pack 'toy' has no preset 'slow'; it has: quick.\n"


@pytest.fixture
def toy_presets(desk: Path) -> str:
    """The toy pack with a preset of one step, as a folder's name."""
    folder = desk / "presets"
    folder.mkdir()
    for file in (desk / "pack").iterdir():
        (folder / file.name).symlink_to(file)
    described = json.loads((desk / "pack" / "pack.json").read_text())
    described["presets"] = {"quick": {"steps": 1, "renoise_steps": 0}}
    (folder / "pack.json").unlink()
    (folder / "pack.json").write_text(json.dumps(described))
    return "./presets"


# ---- what is refused


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ((*STRUCTURAL, "--strength", "-0.1"), "Strength must lie between 0 and 1"),
        ((*STRUCTURAL, "--strength", "1.01"), "Strength must lie between 0 and 1"),
        ((*STRUCTURAL, "--strength", "nan"), "Strength must lie between 0 and 1"),
        ((*STRUCTURAL, "--strength", "half"), "Strength must be a number"),
        ((*OUTPAINT, "--left", "-1"), "Left must lie between"),
        ((*OUTPAINT, "--bottom", "1.5"), "Bottom must be a whole number"),
        ((*OUTPAINT, "--edge", "soft"), "invalid choice"),
        ((*SLIDE, "--frames", "1"), "Frames must lie between 2 and 1000"),
        ((*SLIDE, "--frames", "0"), "Frames must lie between 2 and 1000"),
        ((*SLIDE, "--frames", str(10**9)), "Frames must lie between 2 and 1000"),
        ((*SLIDE, "--path", "arc"), "invalid choice"),
        (("interpolate", "a boat", "-o", "out.gif"), "required: PROMPT"),
        (("blend", "-o", "out.png"), "--region"),
        (("blend", "--region", "mask.png", "-o", "out.png"), "--region"),
        (("vary", "-o", "out.png"), "IMAGE"),
        (("inpaint", "photo.png", "--mask", "mask.png", "-o", "out.png"), "--prompt"),
        ((*GENERATE, "--guidance", "nan"), "Guidance must lie between"),
        ((*GENERATE, "--temperature", "nan:1"), "Temperature must lie between"),
        ((*GENERATE, "--renoise-steps", "-1"), "Renoised steps must lie between"),
        ((*GENERATE, "--mode", "dream"), "invalid choice"),
        ((*GENERATE, "--seed", str(2**32)), "Seed must lie between"),
    ],
)
def test_a_wrong_flag_has_exit_status_2(
    capsys: pytest.CaptureFixture[str], command: tuple[str, ...], reason: str
) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(list(command))
    assert exit_.value.code == 2
    assert reason in capsys.readouterr().err


def source(name: str) -> tuple[str, ...]:
    return ("structural-edit", name, "--prompt", "x", "-o", "out.png")


def region(name: str, *more: str) -> tuple[str, ...]:
    return ("blend", "--region", name, "x", "-o", "out.png", *more)


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (source("absent.png"), "no file absent.png"),
        (source("cut.png"), "cut.png is damaged or cut off"),
        (source("text.png"), "text.png is not a picture"),
        (source("nothing.png"), "nothing.png is not a picture"),
        (source("huge.png"), "huge.png has too many pixels"),
        (source("folder.png"), "folder.png cannot be read"),
        ((*STRUCTURAL, "--mask", "empty.png"), "mask is empty"),
        ((*STRUCTURAL, "--mask", "other.png"), "mask is 44x29 but the picture 44x30"),
        ((*STRUCTURAL, "--mask", "huge.png"), "too many pixels"),
        ((*STRUCTURAL, "--strength-map", "other.png"), "strength map is 44x29 but the picture 44x30"),
        ((*STRUCTURAL, "--strength-map", "absent.png"), "no file absent.png"),
        ((*INPAINT, "--strength-map", "other.png"), "strength map is 44x29"),
        ((*INPAINT, "--mask", "huge.png"), "too many pixels"),
        (OUTPAINT, "Nothing is to be added"),
        ((*OUTPAINT, "--left", "99999"), "size must be"),
        ((*OUTPAINT, "--left", "999999999", "--top", "999999999"), "size must be"),
        ((*VARY, "--size", "0x9"), "size must be"),
        (("vary", "photo.png", "cut.png", "-o", "out.png"), "cut.png is damaged"),
        (("vary", "huge.png", "-o", "out.png"), "too many pixels"),
        ((*SLIDE, "--count", "2"), "leave out --count"),
        ((*SLIDE, "--image", "photo.png"), "belong together"),
        ((*SLIDE, "--mask", "mask.png"), "belong together"),
        ((*SLIDE, "--image", "photo.png", "--mask", "mask.png", "--size", "9x9"), "leave out --size"),
        ((*SLIDE, "--image", "photo.png", "--mask", "other.png"), "mask is 44x29"),
        ((*SLIDE, "--image", "deep.png", "--mask", "mask.png"), "cannot hold 16 bits"),
        ((*SLIDE, "--image", "clear.png", "--mask", "mask.png"), "cannot hold transparency"),
        (("interpolate", "a", "b", "c", "d", "--frames", "3", "-o", "out.gif"), "from 4 (one a stop)"),
        (("interpolate", "a", "@absent.png", "-o", "out.gif"), "no file absent.png"),
        (("interpolate", "a", "@", "-o", "out.gif"), "cannot be read"),
        ((*SLIDE, "-o", "out.avi"), "must end in"),
        ((*SLIDE, "-o", "pack"), "not an empty folder"),
        ((*SLIDE, "-o", "absent/slide"), "does not exist"),
        (region("absent.png"), "no file absent.png"),
        (region("text.png"), "text.png is not a picture"),
        (region("huge.png"), "too many pixels"),
        (region("empty.png"), "regions are empty"),
        (region("mask.png", "--region", "other.png", "y"), "44x29"),
        (region("mask.png", "--image", "tiny.png"), "region is 44x30 but the picture 1x1"),
        ((*GENERATE, "-o", "folder.png"), "is a folder"),
        ((*GENERATE, "-o", "out"), "must end in"),
        ((*GENERATE, "--size", "60000x60000"), "size must be"),
        ((*GENERATE, "--pack", "./nowhere"), "no pack './nowhere'"),
        ((*VARY, "--pack", "nowhere"), "no pack 'nowhere'"),
        (("structural-edit", "deep.png", "--prompt", "x", "-o", "out.jpg"), "16 bits"),
        (("outpaint", "clear.png", "--prompt", "x", "--left", "1", "-o", "out.jpg"), "transparency"),
    ],
)
def test_a_failure_is_one_line_and_leaves_nothing_behind(
    desk: Path, capsys: pytest.CaptureFixture[str], command: tuple[str, ...], reason: str
) -> None:
    before = sorted(desk.rglob("*"))
    assert main([command[0], "--pack", "./pack", *command[1:]]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("paella: ")
    assert reason in said.err
    assert said.err.count("\n") == 1
    assert sorted(desk.rglob("*")) == before
