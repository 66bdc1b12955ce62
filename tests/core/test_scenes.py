"""The drawn scenes: the same everywhere, what they say is what they show, and files as promised."""

import json
import tarfile
from collections import Counter
from dataclasses import replace
from itertools import count
from random import Random

import numpy as np
import pytest
from PIL import Image

from paella_core.benchmarks.quality.figures import edge_correlation
from paella_core.cli import main
from paella_core.training.scenes import draft_scene, draw_edit, draw_scene
from paella_core.training.scenes.caption import COLOUR_WORDS, KIND_WORDS
from paella_core.training.scenes.painting import Painting, foot_of
from paella_core.training.scenes.scene import layout_of, paint
from paella_core.training.scenes.storybook import mirror
from paella_core.training.scenes.subjects import DRAW
from paella_core.training.scenes.world import (
    COLOURS,
    KINDS,
    SEASONS,
    STYLES,
    TIMES,
    WATERS,
    WEATHERS,
    Subject,
    otherwise,
)


def test_a_scene_depends_on_its_numbers_alone() -> None:
    first, again = draw_scene(3, 7), draw_scene(3, 7)
    assert np.array_equal(first.image, again.image)
    assert (first.caption, first.world, first.boxes) == (again.caption, again.world, again.boxes)
    assert not np.array_equal(first.image, draw_scene(3, 8).image)
    assert not np.array_equal(first.image, draw_scene(4, 7).image)


def test_a_draft_is_the_scene_unpainted() -> None:
    scene, draft = draw_scene(1, 5), draft_scene(1, 5)
    assert (scene.caption, scene.world) == (draft.caption, draft.world)


@pytest.mark.parametrize("size", [(128, 128), (64, 64), (333, 97), (17, 200)])
def test_a_scene_has_the_size_that_was_asked_for(size: tuple[int, int]) -> None:
    scene = draw_scene(1, 2, size)
    assert scene.image.shape == (size[1], size[0], 3)
    assert scene.image.dtype == np.uint8


def test_every_attribute_value_occurs() -> None:
    worlds = [draft_scene(1, n).world for n in range(600)]
    for name, values in {
        "time": TIMES,
        "season": SEASONS,
        "weather": WEATHERS,
        "water": WATERS,
        "style": STYLES,
    }.items():
        assert {getattr(world, name) for world in worlds} == set(values)
    subjects = [subject for world in worlds for subject in world.subjects]
    assert {s.kind for s in subjects} == set(KINDS) == set(DRAW)
    assert {s.colour for s in subjects} == set(COLOURS)
    assert len(KINDS) == 12
    assert len(COLOURS) == 6


def test_snow_falls_in_winter_and_boats_float() -> None:
    worlds = [draft_scene(2, n).world for n in range(600)]
    assert all(world.season == "winter" for world in worlds if world.weather == "snow")
    assert all(world.water != "none" for world in worlds if any(s.kind == "boat" for s in world.subjects))


def test_a_caption_names_every_subject_and_no_other_colour() -> None:
    for n in range(300):
        draft = draft_scene(5, n)
        words = draft.caption.split()
        for subject in draft.world.subjects:
            assert any(word in draft.caption for word in KIND_WORDS[subject.kind])
        shown = {subject.colour for subject in draft.world.subjects}
        for colour in set(COLOURS) - shown:
            assert not set(COLOUR_WORDS[colour]) & set(words)


def test_what_changes_leaves_all_else_where_it_was() -> None:
    """A night with its stars and a day; between them the lower half differs in its light alone."""
    world = replace(draft_scene(1, 3).world, time="day", weather="clear", style="flat", season="summer")
    outlines = []
    for time in ("day", "night"):
        image, _ = paint(replace(world, time=time), layout_of(1, 3), (128, 128))
        lower = np.asarray(image)[70:].astype(int)
        outlines.append(np.abs(np.diff(lower, axis=1)).sum(-1) > 0)
    assert (outlines[0] == outlines[1]).mean() > 0.97
    assert not np.array_equal(outlines[0], outlines[0][:, ::-1])


def test_an_edit_is_the_scene_and_the_place_before() -> None:
    for n in range(20):
        edit, scene = draw_edit(1, n, (64, 64)), draw_scene(1, n, (64, 64))
        assert np.array_equal(edit.image, scene.image)
        assert edit.before is not None
        assert edit.before.shape == edit.image.shape
        assert not np.array_equal(edit.before, edit.image)
        assert scene.before is None


def test_what_is_otherwise_is_what_a_complete_caption_says() -> None:
    changed = Counter()
    for n in range(600):
        world, lot = draft_scene(2, n).world, Random(n)
        before = otherwise(world, lot)
        assert before.weather != "snow" or before.season == "winter"
        changes = {name for name, value in vars(world).items() if getattr(before, name) != value}
        pairs = list(zip(world.subjects, before.subjects, strict=True))
        assert all(replace(new, colour=old.colour) == old for old, new in pairs)
        assert "weather" not in changes or world.weather != "clear"
        changed.update(changes)
    assert set(changed) == {"time", "season", "weather", "style", "subjects"}
    assert min(changed.values()) > 60


def test_captions_vary() -> None:
    openings = Counter(draft_scene(6, n).caption.split()[0] for n in range(300))
    assert len(openings) > 10


def test_the_subject_is_where_its_box_says_in_its_colour() -> None:
    """On plain days without ink, the commonest colour in the box of a red or blue house is its own."""
    checked = 0
    for n in count():
        world = draft_scene(8, n).world
        subject = world.subjects[0]
        plain = (world.time, world.style) == ("day", "flat") and world.weather in ("clear", "cloudy")
        if not plain or subject.kind != "mushroom" or subject.colour not in ("red", "blue") or len(world.subjects) > 1:
            continue
        scene = draw_scene(8, n)
        left, top, right, bottom = (round(side * 128) for side in scene.boxes[0])
        cap = scene.image[top : (top + bottom) // 2, left:right].reshape(-1, 3).astype(int)
        channel = 0 if subject.colour == "red" else 2
        vivid = (cap[:, channel] > 180) & (cap[:, 2 - channel] < 120)
        assert vivid.mean() > 0.35
        checked += 1
        if checked == 3:
            return


def test_nights_are_darker_than_days() -> None:
    scenes = [draw_scene(9, n, (64, 64)) for n in range(80)]
    light = {
        time: np.mean([s.image.mean() for s in scenes if s.world.time == time and s.world.weather == "clear"])
        for time in ("day", "night")
    }
    assert light["night"] < light["day"] - 40


def storybook(n: int, **changes: object) -> Painting:
    """A picture of a storybook in the making."""
    return Painting(replace(draft_scene(1, n).world, style="storybook", **changes), layout_of(1, n), (256, 256))


def painted(painting: Painting) -> np.ndarray:
    painting.paint_sky()
    painting.paint_land()
    painting.paint_subjects()
    return np.asarray(painting.image).astype(int)


def test_a_storybook_keeps_the_shapes() -> None:
    alike = []
    for n in range(20):
        flat, rich = (
            np.asarray(paint(replace(draft_scene(1, n).world, style=style), layout_of(1, n), (128, 128))[0])
            for style in ("flat", "storybook")
        )
        alike.append(edge_correlation(flat, rich))
        assert not np.array_equal(flat, rich)
    assert np.mean(alike) > 0.8


def test_the_light_of_a_storybook_falls_from_its_sun() -> None:
    """A mushroom by day: its brighter side is the sun's."""
    sides = set()
    for n in range(12):
        subject = Subject("mushroom", "red", 0.5, 0.5)
        painting = storybook(n, time="day", weather="clear", water="none", season="summer", subjects=(subject,))
        picture = painted(painting)
        cap = picture[150:170, 78:178].mean((0, 2))
        lit_left = cap[:30].mean() > cap[-30:].mean()
        assert lit_left == (painting.light.x < 0.5)
        sides.add(lit_left)
    assert sides == {True, False}


@pytest.mark.parametrize(
    ("kind", "water", "leaves"),
    [("house", "none", True), ("boat", "sea", True), ("boat", "none", False), ("balloon", "none", False)],
)
def test_in_a_storybook_what_stands_or_floats_leaves_a_shadow_or_a_reflection(
    kind: str, water: str, leaves: bool
) -> None:
    """Just below its foot the picture differs from one without the subject."""
    for n in range(3):
        subject = Subject(kind, "blue", 0.5, 0.3)
        empty, full = (
            storybook(n, time="day", weather="clear", water=water, subjects=subjects) for subjects in ((), (subject,))
        )
        foot = round(256 * foot_of(full.world, subject, full.lot("feet")))
        below = slice(foot + 1, foot + 4), slice(110, 146)
        assert (np.abs(painted(empty)[below] - painted(full)[below]).mean() > 5) == leaves


def test_the_sky_is_mirrored_in_water_alone() -> None:
    picture = Image.new("RGB", (40, 40), (0, 200, 0))
    picture.paste((200, 0, 0), (0, 0, 40, 20))
    water = Image.new("L", (40, 40))
    water.paste(255, (0, 0, 10, 40))
    mirror(picture, water, 0.5)
    red = np.asarray(picture)[..., 0]
    assert red[20, :10].min() > red[39, :10].max() > 0
    assert (red[20:, 10:] == 0).all()
    assert (red[:20] == 200).all()


@pytest.mark.parametrize("water", WATERS)
def test_the_mask_of_the_water_is_where_the_water_is_drawn(water: str) -> None:
    world = replace(draft_scene(1, 3).world, style="flat", weather="clear", season="summer", water=water)
    painting = Painting(world, layout_of(1, 3), (256, 256))
    painting.paint_land()
    blue = (np.asarray(painting.image) == painting.palette.water).all(-1)
    mask = np.asarray(painting.water()) > 0
    assert (blue == mask).mean() > 0.98
    assert mask.any() == (water != "none")


def test_the_water_of_a_storybook_mirrors_the_sky_and_the_land_does_not() -> None:
    """Below the sinking sun the sea is redder than far from it."""
    for water, mirrors in (("sea", True), ("none", False)):
        painting = storybook(2, time="sunset", weather="clear", water=water, season="winter", subjects=())
        picture = painted(painting)
        low, x = round(painting.horizon * 256) + 8, round(painting.light.x * 256)
        redness = (picture[low : low + 4, :, 0] - picture[low : low + 4, :, 2]).mean(0)
        away = (x + 128) % 256
        assert (redness[x - 8 : x + 8].mean() - redness[away - 8 : away + 8].mean() > 5) == mirrors


def test_the_sky_of_a_storybook_glows_around_the_moon() -> None:
    clear = storybook(4, time="night", weather="clear", subjects=())
    picture, flat = (
        painted(painting)
        for painting in (clear, Painting(replace(clear.world, style="flat"), layout_of(1, 4), (256, 256)))
    )
    y, x = round(clear.light.y * 256), round(clear.light.x * 256)
    beside = x + round((clear.light.radius + 0.04) * 256) * (1 if x < 128 else -1)
    assert (picture - flat)[y - 3 : y + 3, beside - 3 : beside + 3].mean() > 10
    assert (picture - flat)[y - 3 : y + 3, (x + 128) % 256].mean() == 0


def test_the_command_writes_pictures_and_descriptions(tmp_path) -> None:
    assert main(["scenes", "--count", "2", "--seed", "4", "--size", "48x32", "-o", str(tmp_path / "out")]) == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "000000.json",
        "000000.png",
        "000001.json",
        "000001.png",
    ]
    about = json.loads((tmp_path / "out" / "000001.json").read_text())
    expected = draw_scene(4, 1, (48, 32))
    assert about == {"caption": expected.caption, "attributes": expected.world.attributes()}
    with Image.open(tmp_path / "out" / "000001.png") as picture:
        assert np.array_equal(np.asarray(picture), expected.image)


def test_the_command_writes_shards(tmp_path) -> None:
    assert main(["scenes", "--count", "3", "--size", "32x32", "-o", str(tmp_path / "x.tar")]) == 0
    with tarfile.open(tmp_path / "x.tar") as shard:
        names = shard.getnames()
    assert names == [f"{n:06}.{kind}" for n in range(3) for kind in ("png", "json")]


@pytest.mark.parametrize("wrong", [["--size", "9x9"], ["--size", "axb"], ["--count", "x"]])
def test_wrong_use_ends_with_two(wrong: list[str], tmp_path) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["scenes", "--count", "1", "-o", str(tmp_path / "out"), *wrong])
    assert ended.value.code == 2
    assert not (tmp_path / "out").exists()


def test_no_scenes_are_refused_in_words(tmp_path, capsys) -> None:
    assert main(["scenes", "--count", "0", "-o", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err == "paella: --count must be at least 1.\n"
