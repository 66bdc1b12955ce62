"""The engine: what comes out, that it can be had again, and that bad requests are refused before any work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from paella_core.checks import LARGEST_SIDE
from paella_core.edits import plan
from paella_core.engine import Engine, Stage
from paella_core.errors import BadInput, DeviceError, NotSupported, NumericalError, PackNotFound
from paella_core.packs.manifest import Manifest
from paella_core.params import LARGEST_SEED, SamplingParams
from paella_core.plan import Window
from paella_core.request import Box, Generate, Inpaint, Outpaint, Request, Result, StructuralEdit
from paella_core.training.scenes import draw_scene

SEED_7 = SamplingParams(seed=7)
PICTURE = np.random.default_rng(3).integers(0, 256, (40, 52, 3)).astype(np.uint8)


def painted(top: int = 10, left: int = 12) -> np.ndarray:
    mask = np.zeros(PICTURE.shape[:2], np.uint8)
    mask[top : top + 14, left : left + 9] = 255
    return mask


def result_of(engine: Engine, request: Request) -> Result:
    *_, last = engine.run(request)
    assert last.result is not None
    return last.result


@pytest.mark.parametrize("size", [(32, 32), (37, 50), (1, 1), (1, 67), (150, 40)])
def test_a_generated_picture_has_the_size_asked_for(toy_engine: Engine, size: tuple[int, int]) -> None:
    result = result_of(toy_engine, Generate("a boat", size, params=SEED_7))
    assert result.image.shape == (size[1], size[0], 3)
    assert result.image.dtype == np.uint8
    assert result.box == Box(0, 0, *size)


def test_each_step_shows_a_preview_and_only_the_last_has_the_result(toy_engine: Engine) -> None:
    steps = list(toy_engine.run(Inpaint(PICTURE, painted(), "a boat", params=SamplingParams(seed=7, count=2))))
    assert [(step.index, step.total) for step in steps] == [(1, 3), (2, 3), (3, 3)]
    assert [step.result is None for step in steps] == [True, True, False]
    box = steps[0].box
    for step in steps:
        assert [preview.shape for preview in step.previews] == [(box.height, box.width, 3)] * 2
    result = steps[-1].result
    assert result is not None
    assert result.seeds == (7, 8)
    assert np.array_equal(result.images[1][box.slices], steps[-1].previews[1])
    assert not np.array_equal(result.images[0], result.images[1])


def test_without_previews_the_pictures_are_the_same_and_only_they_are_decoded(
    toy_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit = StructuralEdit(PICTURE, "a boat", mask=painted(), params=SEED_7, strengths=(0.7, 1.0))
    shown = result_of(toy_engine, edit)
    codec, decoded = toy_engine._family.codec, []  # type: ignore[attr-defined]
    decode = codec.decode
    monkeypatch.setattr(codec, "decode", lambda *asked: decoded.append(asked) or decode(*asked))
    steps = list(toy_engine.run(edit, previews=False))
    assert [len(step.previews) for step in steps] == [0, 0, 1, 0, 0, 1]
    assert len(decoded) == 2
    result = steps[-1].result
    assert result is not None
    for image, other in zip(result.images, shown.images, strict=True):
        assert np.array_equal(image, other)


def test_a_result_tells_how_it_was_made(toy_engine: Engine) -> None:
    result = result_of(toy_engine, Generate("a boat", (32, 32)))
    assert result.params == replace(toy_engine.manifest.defaults, seed=result.seeds[0])
    assert (result.pack, result.device) == ("toy", "cpu")
    assert result.seconds > 0
    again = result_of(toy_engine, Generate("a boat", (32, 32), params=result.params))
    assert np.array_equal(again.image, result.image)


@pytest.mark.parametrize(
    "request_of",
    [
        lambda params: Generate("a boat", (41, 35), params=params),
        lambda params: Inpaint(PICTURE, painted(), "a boat", "a castle", params=params),
    ],
    ids=["generate", "inpaint"],
)
def test_the_same_request_gives_the_same_picture(
    toy_engine: Engine, toy_pack: Path, request_of: Callable[[SamplingParams], Request]
) -> None:
    alone = result_of(toy_engine, request_of(SEED_7)).image
    batch = result_of(toy_engine, request_of(SamplingParams(seed=5, count=4)))
    assert np.array_equal(batch.images[2], alone)
    assert np.array_equal(result_of(Engine.open(toy_pack, "cpu"), request_of(SEED_7)).image, alone)


def test_prompt_negative_and_guidance_each_matter(toy_engine: Engine) -> None:
    size = (64, 64)
    requests = (
        Generate("a boat", size, params=SEED_7),
        Generate("a castle", size, params=SEED_7),
        Generate("a boat", size, "a castle", params=SEED_7),
        Generate("a boat", size, params=SamplingParams(seed=7, guidance=9.0)),
        Generate("a boat", size, params=SamplingParams(seed=8)),
    )
    pictures = [result_of(toy_engine, request).image.tobytes() for request in requests]
    assert len(set(pictures)) == len(pictures)


def test_a_context_moved_by_whole_tokens_draws_the_same_noise(toy_engine: Engine) -> None:
    windows = [
        plan(Inpaint(PICTURE, painted(), "", params=SEED_7, box=box), toy_engine.manifest).frames[0].windows[0]
        for box in (Box(0, 0, 48, 40), Box(4, 8, 48, 32))
    ]
    assert [window.grid.offset(window.box) for window in windows] == [(0, 0), (2, 1)]


def test_a_seam_is_closed_once_after_the_last_step(toy_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    for way in ("preview", "finished"):
        real = getattr(Window, way)
        monkeypatch.setattr(Window, way, lambda *about, way=way, real=real: told.append(way) or real(*about))
    result_of(toy_engine, Inpaint(PICTURE, painted(), "a boat", params=SEED_7))
    assert told == ["preview", "preview", "finished"]


def test_each_window_of_a_large_addition_goes_on_from_the_one_before(toy_engine: Engine) -> None:
    steps = list(toy_engine.run(Outpaint(PICTURE, "a boat", right=60, params=SEED_7)))
    result = steps[-1].result
    assert result is not None
    finished = [step for step in steps if step.index % 3 == 0]
    assert len(finished) > 1
    for step in finished:
        assert np.array_equal(result.image[step.box.slices], step.preview)


def noise_of(engine: Engine, request: Request) -> torch.Tensor:
    """The tokens (rows, columns) that the only window of a request begins from."""
    edit = plan(request, engine.manifest)
    ((window,),) = (frame.windows for frame in edit.frames)
    canvas = engine._canvas(edit, Stage(window, edit.frames[0].cues, [edit.picture], None), slice(1))
    return engine._family._randomness(canvas).noise(0)[0]  # type: ignore[attr-defined]


def test_a_place_of_the_picture_has_its_noise_however_much_is_added_around_it(toy_engine: Engine) -> None:
    little = noise_of(toy_engine, Outpaint(PICTURE, "", left=4, params=SEED_7))
    more = noise_of(toy_engine, Outpaint(PICTURE, "", left=12, top=8, params=SEED_7))
    assert torch.equal(little[:10, :14], more[2:12, 2:16])
    assert not torch.equal(little[:10, :14], more[:10, :14])
    plain = noise_of(toy_engine, Inpaint(PICTURE, painted(), "", params=SEED_7, box=Box(0, 0, 52, 40)))
    assert torch.equal(little[:10, 1:14], plain[:10, :13])


def test_several_strengths_give_what_each_gives_alone(toy_engine: Engine) -> None:
    edit = StructuralEdit(PICTURE, "a boat", mask=painted(), params=SEED_7, strengths=(0.7, 0, 1.0, 0.7))
    steps = list(toy_engine.run(edit))
    result = steps[-1].result
    assert result is not None
    assert [(step.index, step.total) for step in steps] == [(index, 10) for index in range(1, 11)]
    assert {step.box for step in steps} == {result.box}
    assert np.array_equal(steps[3].preview, PICTURE[result.box.slices])
    assert result.seeds == (7,) * 4
    for image, strength in zip(result.images, edit.strengths, strict=True):
        alone = result_of(toy_engine, replace(edit, strengths=(), strength=strength)).image
        assert image.tobytes() == alone.tobytes()
    assert np.array_equal(result.images[1], PICTURE)
    assert result.images[1] is not PICTURE
    assert result.images[0].tobytes() == result.images[3].tobytes() != result.images[2].tobytes()


def test_nothing_may_change_in_a_picture_for_each_seed(toy_engine: Engine) -> None:
    steps = list(toy_engine.run(StructuralEdit(PICTURE, "a boat", 0, params=SamplingParams(seed=7, count=2))))
    (step,) = steps
    assert (step.index, step.total, len(step.previews)) == (1, 1, 2)
    assert step.result is not None
    assert [image.tobytes() for image in step.result.images] == [PICTURE.tobytes()] * 2


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
def test_numbers_that_are_none_end_the_run_in_words(toy_pack: Path, number: float) -> None:
    engine, calls = Engine.open(toy_pack, "cpu"), 0

    def spoil(_module: object, _inputs: object, features: torch.Tensor) -> torch.Tensor:
        nonlocal calls
        calls += 1
        if calls == 2:
            features[0, 3, 1, 2] = number
        return features

    engine._pack.denoiser.get_submodule("clf").register_forward_hook(spoil)
    run = engine.run(Generate("a boat", (32, 32), params=SEED_7))
    assert next(run).index == 1
    with pytest.raises(NumericalError, match=r"in step 2 are none .* another pack"):
        next(run)


def test_seeds_begin_again_after_the_largest(toy_engine: Engine) -> None:
    params = SamplingParams(seed=LARGEST_SEED, count=2)
    assert result_of(toy_engine, Generate("a boat", (16, 16), params=params)).seeds == (LARGEST_SEED, 0)


def test_stopping_early_is_cancelling(toy_engine: Engine) -> None:
    for step in toy_engine.run(Generate("a boat", (32, 32), params=SEED_7)):
        assert step.index == 1
        break
    assert result_of(toy_engine, Generate("a boat", (32, 32), params=SEED_7)).seeds == (7,)


BAD: list[tuple[Callable[[], Any], str]] = [
    (lambda: Inpaint(PICTURE, np.zeros((40, 52), np.uint8), "x"), "mask is empty"),
    (lambda: Inpaint(PICTURE, np.ones((40, 51), np.uint8), "x"), "mask is 51x40 but the picture 52x40"),
    (lambda: Inpaint(PICTURE, np.ones((40, 52, 1), np.uint8), "x"), "mask must be"),
    (lambda: Inpaint(PICTURE, np.ones((40, 52), bool), "x"), "mask must be"),
    (lambda: Inpaint(PICTURE, np.full((40, 52), np.nan), "x"), "mask must be"),
    (lambda: Inpaint(PICTURE.astype(np.float32), painted(), "x"), "8 or 16 bits"),
    (lambda: Inpaint(PICTURE.astype(np.int16), painted(), "x"), "8 or 16 bits"),
    (lambda: Inpaint(PICTURE[..., :2], painted(), "x"), "3 or 4"),
    (lambda: Inpaint(PICTURE[..., 0], painted(), "x"), "3 or 4"),
    (lambda: Inpaint(PICTURE[:0], painted()[:0], "x"), "no pixels"),
    (lambda: Inpaint(PICTURE, painted(), "x", edge="soft"), "edge must be one of"),  # type: ignore[arg-type]
    (lambda: Inpaint(PICTURE, painted(), "x", box=Box(0, 0, 53, 40)), "within the picture"),
    (lambda: Inpaint(PICTURE, painted(), "x", box=Box(-1, 0, 40, 40)), "within the picture"),
    (lambda: Inpaint(PICTURE, painted(), "x", box=Box(4, 4, 0, 8)), "within the picture"),
    (lambda: Inpaint(PICTURE, painted(), "x", box=Box(13, 10, 20, 20)), "must hold everything"),
    (lambda: Inpaint(PICTURE, painted(), "\udc80"), "no text"),
    (lambda: Inpaint(PICTURE, painted(), None), "must be text"),  # type: ignore[arg-type]
    (lambda: Generate("x", (0, 10)), "two whole numbers"),
    (lambda: Generate("x", (10.5, 10)), "two whole numbers"),  # type: ignore[arg-type]
    (lambda: Generate("x", (LARGEST_SIDE + 1, 1)), "two whole numbers"),
    (lambda: Generate("x", (LARGEST_SIDE, LARGEST_SIDE)), "megapixels"),
    (lambda: Generate("x", params=SamplingParams(steps=0)), "Steps must lie"),
    (lambda: Generate("x", params=SamplingParams(guidance=float("nan"))), "Guidance must lie"),
    (lambda: "a boat", "no edit"),
]


@pytest.mark.parametrize(("make", "reason"), BAD, ids=[reason for _, reason in BAD])
def test_bad_requests_are_refused_before_anything_is_computed(
    toy_engine: Engine, make: Callable[[], Any], reason: str
) -> None:
    with pytest.raises(BadInput, match=reason):
        toy_engine.run(make())


@pytest.mark.parametrize("request_", [Generate("x"), Inpaint(PICTURE, painted(), "x")], ids=["generate", "inpaint"])
def test_a_pack_is_asked_only_for_what_it_can_do(toy_engine: Engine, request_: Request) -> None:
    unable: Manifest = replace(toy_engine.manifest, abilities=())
    with pytest.raises(NotSupported, match="cannot"):
        plan(request_, unable)


def test_an_unknown_pack_or_device_is_refused(toy_pack: Path) -> None:
    with pytest.raises(PackNotFound, match="no pack 'nowhere'"):
        Engine.open("nowhere")
    if not torch.cuda.is_available():
        with pytest.raises(DeviceError, match="no cuda device"):
            Engine.open(toy_pack, "cuda")


def test_mini_fills_a_mask(mini_engine: Engine) -> None:
    picture = draw_scene(5, 1, (128, 96)).image
    mask = np.zeros((96, 128), np.uint8)
    mask[30:70, 40:90] = 255
    request = Inpaint(picture, mask, "a red boat on the lake", params=SEED_7)
    first, second = result_of(mini_engine, request), result_of(mini_engine, request)
    assert np.array_equal(first.image, second.image)
    assert np.array_equal(first.image[mask == 0], picture[mask == 0])
    assert (first.image[mask > 0] != picture[mask > 0]).mean() > 0.5
