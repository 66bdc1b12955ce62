"""`paella bench quality`: figures say what they claim, worlds are fresh, the judge learns, the table is complete."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from toy import write_toy_pack

from paella_core.benchmarks import quality
from paella_core.benchmarks.quality import figures
from paella_core.benchmarks.quality.asked import asked, standing
from paella_core.benchmarks.quality.probe import Judge, trained
from paella_core.benchmarks.quality.row import Row
from paella_core.cli import main
from paella_core.training.scenes import draw_scene
from paella_core.training.scenes.caption import COLOUR_WORDS, KIND_WORDS, SEASON_WORDS, STYLE_WORDS, TIME_WORDS
from paella_core.training.scenes.world import AFLOAT, AIRBORNE

RNG = np.random.default_rng(5)
STEPS = np.arange(9)


def noise(height: int = 40, width: int = 48) -> np.ndarray:
    return RNG.integers(0, 256, (height, width, 3), np.uint8)


# ---- figures


def test_psnr_is_that_of_a_known_error() -> None:
    picture = np.full((8, 8, 3), 100, np.uint8)
    assert figures.psnr(picture, picture) == float("inf")
    assert figures.psnr(picture, picture + np.uint8(10)) == pytest.approx(20 * np.log10(255 / 10))


def test_edges_correlate_with_themselves_whatever_the_colours() -> None:
    picture = noise()
    assert figures.edge_correlation(picture, 255 - picture) == pytest.approx(1, abs=1e-3)
    assert abs(figures.edge_correlation(picture, noise())) < 0.2
    assert figures.edge_correlation(picture, np.zeros_like(picture)) == 0


def test_the_colour_step_is_that_across_the_edge_alone() -> None:
    mask = np.zeros((40, 48), bool)
    mask[20:, 10:30] = True  # 20 pixels wide, 20 high
    rows = 2 * np.arange(40)[:, None, None]
    picture = (np.where(mask[..., None], 130, 100) + rows).astype(np.uint8).repeat(3, -1)
    assert figures.colour_step(picture, mask) == pytest.approx((20 * 32 + 2 * 20 * 30) / 60)


@pytest.mark.parametrize("shift", [0, 1, 5, -7])
def test_a_step_of_heights_is_found(shift: int) -> None:
    column = np.linspace(0, 255, 96).astype(np.uint8)[:, None, None] * np.ones((1, 30, 3), np.uint8)
    column[40:44] = 255  # a ridge
    picture = np.concatenate([column, np.roll(column, shift, axis=0)], axis=1)
    assert figures.height_step(picture, 30) == abs(shift)


def test_distances_are_the_mean_of_all_pairs() -> None:
    points = np.array([[0.0, 0.0], [3.0, 4.0], [0.0, 0.0]])
    assert figures.mean_distance(points) == pytest.approx(10 / 3)


def test_rank_correlation_looks_at_the_order_alone() -> None:
    assert figures.rank_correlation(np.exp(STEPS)) == pytest.approx(1)
    assert figures.rank_correlation(-STEPS) == pytest.approx(-1)
    assert figures.rank_correlation(np.ones(9)) == 0
    assert figures.rank_correlation(np.array([0.0, 0.0, 1.0, 2.0])) == pytest.approx(
        np.corrcoef([0.5, 0.5, 2, 3], range(4))[0, 1]
    )


def test_goals_are_lower_or_upper_bounds() -> None:
    row = Row("share", 0.95, 0.9, "%")
    assert row.met
    assert row.told(row.value) == "95.0%"
    assert not replace(row, value=0.89).met
    assert not replace(row, at_most=True).met


# ---- what is asked


def said(words: tuple[str, ...], prompt: str) -> bool:
    return any(word in prompt for word in words)


def test_prompts_say_everything() -> None:
    for one in asked(40):
        assert said(TIME_WORDS[one.world.time], one.prompt)
        assert said(SEASON_WORDS[one.world.season], one.prompt)
        assert said(STYLE_WORDS[one.world.style], one.prompt)
        assert said(KIND_WORDS[one.subject.kind], one.prompt)
        assert said(COLOUR_WORDS[one.subject.colour], one.prompt)


def test_turns_lay_the_same_world_out_anew() -> None:
    (one,) = asked(1)
    first, again, other = one.drawn(64), one.drawn(64), one.drawn(64, 1)
    assert (first.image == again.image).all()
    assert (first.image != other.image).any()
    assert first.world == other.world


def test_another_subject_takes_the_place() -> None:
    for one in standing(40):
        assert one.subject.kind not in (*AFLOAT, *AIRBORNE)
        new = one.with_another().subject
        assert new.kind not in (one.subject.kind, *AFLOAT, *AIRBORNE)
        assert new.colour != one.subject.colour
        assert (new.x, new.size) == (one.subject.x, one.subject.size)


# ---- the judge


@pytest.fixture(scope="module")
def judge() -> Judge:
    return trained(320, 3)


def test_the_judge_learns_what_is_plain_to_see(judge: Judge) -> None:
    scenes = [draw_scene(77, number) for number in range(64)]
    shares = judge.agrees([scene.image for scene in scenes], [scene.world for scene in scenes])
    assert shares["time"] > 0.7
    other = [scene.world for scene in scenes[1:] + scenes[:1]]
    assert judge.agrees([scene.image for scene in scenes], other)["time"] < 0.5


def test_the_judge_tells_how_sure_it_is(judge: Judge) -> None:
    scenes = [draw_scene(78, number) for number in range(6)]
    chances = judge.chances([scene.image for scene in scenes], "time")
    assert chances.shape == (6, 4)
    np.testing.assert_allclose(chances.sum(1), 1, rtol=1e-5)
    features = judge.features([scene.image for scene in scenes])
    np.testing.assert_allclose(np.linalg.norm(features, axis=1), 1, rtol=1e-5)
    kinds = judge.likeliest_kinds([scene.image for scene in scenes], 2)
    assert [len(set(two)) for two in kinds] == [2] * 6


def test_a_judge_is_the_same_for_the_same_seed() -> None:
    picture = [draw_scene(79, 0).image]
    assert (trained(64, 3).features(picture) == trained(64, 3).features(picture)).all()


# ---- the verb


def test_the_table_has_every_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    photographs = tmp_path / "photographs"
    photographs.mkdir()
    Image.fromarray(noise(61, 47)).save(photographs / "a.png")
    pack = tmp_path / "toy"
    write_toy_pack(pack)
    flags = ["--prompts", "2", "--edits", "2", "--scenes", "64", "--side", "32", "--device", "cpu", "--json"]
    assert main(["bench", "quality", "--pack", str(pack), "--photographs", str(photographs), *flags]) == 0
    measured = json.loads(capsys.readouterr().out)["figures"]
    assert set(measured["judge"]) >= {"time", "season", "water", "subject", "colour"}
    table = quality.table(measured)
    for about in ("photographs", "unseen scenes", "fidelity", "diversity", "inpaint", "outpaint", "structural", "vary",
                  "interpolate", "blend", "256 x 256"):  # fmt: skip
        assert about in table
    for row in measured["rows"]:
        assert row["met"] == ((row["value"] <= row["goal"]) if row["at_most"] else (row["value"] >= row["goal"]))


def test_a_folder_without_photographs_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "quality", "--photographs", str(tmp_path)]) == 1
    assert "There is no photograph" in capsys.readouterr().err
