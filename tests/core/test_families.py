"""Every edit on every family: what comes out, that it can be had again, and that each cue and each knob matters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
import torch
from toy import write_toy_arroz, write_toy_pack, write_toy_v1

from paella_core.draws import Memory
from paella_core.edits import plan
from paella_core.engine import Engine, Stage
from paella_core.errors import NumericalError
from paella_core.families import Canvas
from paella_core.families.arroz import Arroz
from paella_core.families.tokens import TokenFamily
from paella_core.packs.manifest import Renoise
from paella_core.params import SamplingParams
from paella_core.plan import Cue
from paella_core.request import (
    Blend,
    Generate,
    Inpaint,
    Interpolate,
    InterpolationPath,
    Opening,
    Outpaint,
    Region,
    Request,
    Result,
    StructuralEdit,
    Vary,
)

PICTURE = np.random.default_rng(3).integers(0, 256, (40, 56, 3)).astype(np.uint8)
OTHER = np.random.default_rng(4).integers(0, 256, (30, 30, 3)).astype(np.uint8)
MASK = np.zeros((40, 56), np.uint8)
MASK[8:30, 10:40] = 255
LEFT, RIGHT = (np.zeros((64, 64), np.uint8) for _ in range(2))
LEFT[:, :32], RIGHT[:, 32:] = 255, 255

EDITS: dict[str, Callable[[SamplingParams], Request]] = {
    "generate": lambda params: Generate("a boat", (45, 37), params=params),
    "inpaint": lambda params: Inpaint(PICTURE, MASK, "a boat", "a castle", params=params),
    "outpaint": lambda params: Outpaint(PICTURE, "a boat", right=20, params=params),
    "structural-edit": lambda params: StructuralEdit(PICTURE, "a boat", 0.7, params=params),
    "vary": lambda params: Vary([PICTURE, OTHER], "a boat", params=params),
    "blend": lambda params: Blend([Region(LEFT, "a boat"), Region(RIGHT, "a castle")], params=params),
    "interpolate": lambda params: Interpolate(["a boat", "a castle"], 3, size=(33, 40), params=params),
}
WRITERS = {"paella-v3": write_toy_pack, "paella-v1": write_toy_v1, "arroz": write_toy_arroz}


@pytest.fixture(scope="module", params=list(WRITERS))
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """The engine on a toy pack of each family."""
    folder = tmp_path_factory.mktemp("families") / request.param
    WRITERS[request.param](folder)
    return Engine.open(folder, "cpu")


def result_of(engine: Engine, request: Request) -> Result:
    *_, last = engine.run(request)
    assert last.result is not None
    return last.result


def picture_of(engine: Engine, request: Request) -> bytes:
    return result_of(engine, request).image.tobytes()


@pytest.mark.parametrize("edit", EDITS)
def test_every_edit_gives_the_same_again_and_another_for_another_seed(engine: Engine, edit: str) -> None:
    if edit not in engine.manifest.abilities:
        pytest.skip("the pack does not say that it can")
    make = EDITS[edit]
    first = result_of(engine, make(SamplingParams(seed=7)))
    assert [image.tobytes() for image in result_of(engine, make(SamplingParams(seed=7))).images] == [
        image.tobytes() for image in first.images
    ]
    assert picture_of(engine, make(SamplingParams(seed=8))) != first.image.tobytes()


def test_a_picture_does_not_depend_on_its_neighbours_or_on_the_threads(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[torch.Tensor] = []
    if isinstance(engine._family, TokenFamily):
        codec = engine._family.codec
        decode = codec.decode
        monkeypatch.setattr(codec, "decode", lambda tokens, box: drawn.append(tokens) or decode(tokens, box))
    alone = result_of(engine, EDITS["outpaint"](SamplingParams(seed=7))).image
    tokens, threads = drawn.copy(), torch.get_num_threads()
    drawn.clear()
    try:
        torch.set_num_threads(1 if threads > 1 else 2)
        other = result_of(engine, EDITS["outpaint"](SamplingParams(seed=7))).image
    finally:
        torch.set_num_threads(threads)
    # Tokens are the same to the last; a decoder's numbers are added up in another order.
    assert all(torch.equal(one, two) for one, two in zip(tokens, drawn, strict=True))
    assert np.abs(other.astype(int) - alone).max() <= 1
    batch = result_of(engine, EDITS["outpaint"](SamplingParams(seed=6, count=3)))
    assert batch.images[1].tobytes() == alone.tobytes()


def test_the_ends_of_a_slide_are_the_pictures_of_their_prompts(engine: Engine) -> None:
    params = SamplingParams(seed=7)
    slide = result_of(engine, Interpolate(["a boat", "a castle", "a hill"], 5, size=(33, 40), params=params))
    assert len(slide.images) == 5
    assert slide.images[0].tobytes() == picture_of(engine, Generate("a boat", (33, 40), params=params))
    assert len({image.tobytes() for image in slide.images}) > 1


def test_only_a_film_remembers_the_frame_before_and_goes_along_a_path(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without it neighbours flicker; with it a picture would depend on the strength before."""
    seen: list[Canvas] = []
    fill = engine._family.fill
    monkeypatch.setattr(engine._family, "fill", lambda canvas: seen.append(canvas) or fill(canvas))
    result_of(engine, Interpolate(["a boat", "a castle"], 2, size=(32, 32), path="lerp"))
    first, second = seen
    assert first.memory is second.memory is not None
    assert first.path == second.path == "lerp"
    seen.clear()
    result_of(engine, StructuralEdit(PICTURE, "a boat", strengths=(0.3, 0.6)))
    assert [canvas.memory for canvas in seen] == [None, None]


def canvas_of(engine: Engine, request: Request, **changes: object) -> Canvas:
    """What the family fills for a request of one window."""
    edit = plan(request, engine.manifest)
    (frame,) = edit.frames
    (window,) = frame.windows
    return replace(engine._canvas(edit, Stage(window, frame.cues, [edit.picture], None), slice(1)), **changes)


def noise_of(engine: Engine, canvas: Canvas) -> torch.Tensor:
    """The noise (..., rows, columns) that a canvas begins from."""
    family = engine._family
    return family._noise(canvas)(0) if isinstance(family, Arroz) else family._randomness(canvas).noise(0)  # type: ignore[attr-defined]


def test_noise_belongs_to_places(engine: Engine) -> None:
    whole = canvas_of(engine, Generate("a boat", (64, 64), params=SamplingParams(seed=7)))
    part = replace(whole, levels=whole.levels[:3, :4], offset=(2, 1))
    assert torch.equal(noise_of(engine, part), noise_of(engine, whole)[..., 2:5, 1:5])


def test_an_edit_of_little_strength_begins_at_its_noise_level(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[float] = []
    if isinstance(engine._family, TokenFamily):
        prepared = engine._family.prepared
        at = prepared.at
        monkeypatch.setattr(prepared, "at", lambda level: told.append(level) or at(level))
    hook = engine._pack.denoiser.register_forward_pre_hook(lambda _module, inputs: told.append(float(inputs[1][0])))
    params = SamplingParams(seed=7, steps=4)
    try:
        result_of(engine, StructuralEdit(PICTURE, "a boat", 0.6, mask=MASK, params=params))
    finally:
        hook.remove()
    level = int(0.6 * 255) / 255
    first = {"paella-v3": level, "paella-v1": 2 / np.pi * np.arccos(level), "arroz": level * 4 / 5}
    assert told[0] == pytest.approx(first[engine.manifest.family], abs=1e-6)


def test_tokens_outside_the_mask_are_those_of_the_picture(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    family = engine._family
    if not isinstance(family, TokenFamily):
        pytest.skip("it has no tokens")
    shown: list[torch.Tensor] = []
    decode = family.codec.decode
    monkeypatch.setattr(family.codec, "decode", lambda tokens, box: shown.append(tokens) or decode(tokens, box))
    canvas = canvas_of(engine, Inpaint(PICTURE, MASK, "a boat", params=SamplingParams(seed=7)))
    for look in family.fill(canvas):
        look()
    known, kept = family.codec.encode(canvas.seen), torch.from_numpy(canvas.levels == 0)[None]
    assert kept.any()
    assert all(torch.equal(tokens[kept], known[kept]) for tokens in shown)
    assert not torch.equal(shown[-1], known)


def test_what_noise_consists_of_is_the_packs_own(engine: Engine) -> None:
    request = StructuralEdit(PICTURE, "a boat", 0.9, params=SamplingParams(seed=7, steps=4))
    if not isinstance(engine._family, TokenFamily):
        pytest.skip("it has no tokens")
    usual, ways, pictures = engine._pack.manifest, get_args(Renoise), []
    try:
        for renoise in ways:
            engine._pack.manifest = replace(usual, sampler=replace(usual.sampler, renoise=renoise))
            pictures.append(picture_of(engine, request))
    finally:
        engine._pack.manifest = usual
    assert len(set(pictures)) == len(ways)


def test_a_film_keeps_a_token_whose_winner_stays(engine: Engine) -> None:
    family, memory = engine._family, Memory()
    if not isinstance(family, TokenFamily):
        pytest.skip("it has no tokens")
    flat = torch.zeros(16, family.labels)

    def drawn(seed: int, memory: Memory | None) -> torch.Tensor:
        request = Generate("a boat", (16, 16), params=SamplingParams(seed=seed))
        canvas = canvas_of(engine, request, memory=memory, levels=np.ones((4, 4), np.float32))
        return family._draw(canvas, family._schedule(canvas), family._randomness(canvas))(flat, 0, torch.arange(16))

    assert torch.equal(drawn(7, memory), drawn(8, memory))
    assert not torch.equal(drawn(7, None), drawn(8, None))


def predicted(engine: Engine, *cues: tuple[str, float | np.ndarray], path: InterpolationPath = "slerp") -> torch.Tensor:
    """What the family predicts, unguided, of an 8x8 grid of one token, or of zeros."""
    family, shape = engine._family, (8, 8)
    state = torch.zeros(1, *shape, dtype=torch.int64)
    if isinstance(family, Arroz):
        state = torch.zeros(1, family.vqgan.config.c_latent, *shape)
    cued = [(Cue(text), share) for text, share in cues]
    params = SamplingParams(steps=1, guidance=1.0).completed(engine.manifest.defaults)
    canvas = Canvas((), np.ones(shape, np.float32), (0, 0), cued, path, "", params, (7,))
    if isinstance(family, Arroz):
        return family.conditional(canvas)(state, 0.5, 0)
    rows = family._predict(canvas, family._schedule(canvas))(state, 0.5, 0)  # type: ignore[attr-defined]
    return rows.permute(0, 3, 1, 2)


def test_a_path_may_be_straight_or_an_arc(engine: Engine) -> None:
    halfway = ("a boat", 0.5), ("a castle", 0.5)
    straight, arc = (predicted(engine, *halfway, path=path) for path in ("lerp", "slerp"))
    assert not torch.equal(straight, arc)
    assert torch.equal(predicted(engine, ("a boat", 1.0)), predicted(engine, ("a boat", 1.0), path="lerp"))


def test_each_region_of_a_blend_follows_its_own_prompt(engine: Engine) -> None:
    """Where the left prompt has the whole share, the prediction is the left prompt's, as far as a network sees."""
    left, right = (np.zeros((8, 8), np.float32) for _ in range(2))
    left[:, :4], right[:, 4:] = 1, 1
    both = predicted(engine, ("a boat", left), ("a castle", right))
    boat, castle = predicted(engine, ("a boat", 1.0)), predicted(engine, ("a castle", 1.0))
    nearer_boat = (both - boat).abs() < (both - castle).abs()
    assert nearer_boat[..., 0].float().mean() > 0.7
    assert nearer_boat[..., -1].float().mean() < 0.3


def test_pictures_and_words_steer_variations(engine: Engine) -> None:
    if "vary" not in engine.manifest.abilities:
        pytest.skip("the pack reads no pictures")
    params = SamplingParams(seed=7)
    requests = [
        Vary([PICTURE], size=(40, 40), params=params),
        Vary([OTHER], size=(40, 40), params=params),
        Vary([PICTURE, OTHER], size=(40, 40), params=params),
    ]
    if "generate" in engine.manifest.abilities:
        requests.append(Vary([PICTURE], "a boat", size=(40, 40), params=params))
    assert len({picture_of(engine, request) for request in requests}) == len(requests)


BRANCHING: dict[str, Request] = {
    "generate": Generate("a castle", (45, 37), params=SamplingParams(seed=9)),
    "inpaint": Inpaint(PICTURE, MASK, "a castle", params=SamplingParams(seed=9)),
    "structural-edit": StructuralEdit(PICTURE, "a castle", 0.7, params=SamplingParams(seed=9)),
}


@pytest.mark.parametrize("edit", BRANCHING)
def test_a_run_follows_its_opening_up_to_the_branch(engine: Engine, edit: str) -> None:
    if "branch" not in engine.manifest.abilities:
        pytest.skip("the pack cannot branch")
    later, params = BRANCHING[edit], SamplingParams(seed=7)
    opened = previews_of(engine, replace(later, prompt="a boat", negative="a hill", params=params))
    plain = previews_of(engine, later)
    for branch in range(4):
        shown = previews_of(engine, replace(later, opening=Opening(branch, "a boat", 7, "a hill")))
        assert shown[:branch] == opened[:branch]
        assert (shown[-1] == opened[-1]) == (branch == 3)
        assert (shown == plain) == (branch == 0)


def previews_of(engine: Engine, request: Request) -> list[bytes]:
    return [step.preview.tobytes() for step in engine.run(request)]


@pytest.mark.parametrize("what", ["prompt", "seed", "negative"])
def test_a_branch_may_change_one_thing_alone(engine: Engine, what: str) -> None:
    if "branch" not in engine.manifest.abilities:
        pytest.skip("the pack cannot branch")
    opening = Opening(1, "a boat", 7, "a hill")
    same = Generate("a boat", (64, 64), "a hill", SamplingParams(seed=7), opening)
    assert picture_of(engine, same) == picture_of(engine, replace(same, opening=None))
    other = {"prompt": "a castle", "negative": "", "params": SamplingParams(seed=8)}
    key = "params" if what == "seed" else what
    assert picture_of(engine, replace(same, **{key: other[key]})) != picture_of(engine, same)


def test_a_branch_branches_again(engine: Engine) -> None:
    if "branch" not in engine.manifest.abilities:
        pytest.skip("the pack cannot branch")
    first = Generate("a boat", (64, 64), params=SamplingParams(seed=7, steps=4))
    second = replace(first, prompt="a castle", params=SamplingParams(seed=8, steps=4), opening=Opening(1, "a boat", 7))
    third = replace(first, prompt="a tree", opening=Opening(3, "a castle", 8, opening=second.opening))
    of_second, of_third = previews_of(engine, second), previews_of(engine, third)
    assert of_third[:3] == of_second[:3]
    assert of_third[3] != of_second[3]
    assert of_third[1] != previews_of(engine, replace(third, opening=Opening(3, "a castle", 8)))[1]


@pytest.mark.parametrize("at_once", [1, 4])
def test_all_variations_branch_from_one_opening(engine: Engine, monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    monkeypatch.setattr("paella_core.engine.largest_batch", lambda _device, _cells: at_once)
    if "branch" not in engine.manifest.abilities:
        pytest.skip("the pack cannot branch")
    request = Generate("a castle", (64, 64), params=SamplingParams(seed=9, count=2), opening=Opening(2, "a boat", 7))
    first, second, third = engine.run(request)
    for step in (first, second):
        assert step.previews[0].tobytes() == step.previews[1].tobytes()
    assert third.previews[0].tobytes() != third.previews[1].tobytes()


def test_variations_in_a_mask_follow_their_pictures(engine: Engine) -> None:
    if "vary" not in engine.manifest.abilities:
        pytest.skip("the pack reads no pictures")
    params = SamplingParams(seed=7, guidance=20.0)
    one, two = (Vary([like], image=PICTURE, mask=MASK, params=params) for like in (PICTURE, OTHER))
    images = [result_of(engine, request).image for request in (one, two)]
    for image in images:
        assert np.array_equal(image[MASK == 0], PICTURE[MASK == 0])
        assert (image[MASK > 0] != PICTURE[MASK > 0]).any(axis=-1).mean() > 0.5
    first, second = images
    assert not np.array_equal(first, second)


def spoiled(_module: object, _inputs: object, noise: torch.Tensor) -> torch.Tensor:
    """A hook after which a network gives no numbers."""
    return noise * float("nan")


def test_numbers_that_are_none_are_told_in_words(tmp_path: Path) -> None:
    write_toy_arroz(tmp_path / "arroz")
    engine = Engine.open(tmp_path / "arroz", "cpu")
    engine._pack.denoiser.register_forward_hook(spoiled)
    with pytest.raises(NumericalError, match="in step 1 are none"):
        next(engine.run(Generate("a boat", (32, 32))))


def test_little_strength_keeps_more_than_much(engine: Engine) -> None:
    def difference(strength: float) -> float:
        edit = StructuralEdit(PICTURE, "a boat", strength, params=SamplingParams(seed=7))
        return float(np.abs(result_of(engine, edit).image.astype(int) - PICTURE).mean())

    assert difference(0.0) == 0
    assert difference(0.05) < difference(1.0)


@pytest.mark.parametrize("knobs", [{"mode": "argmax"}, {"mode": "quant"}, {"typical_mass": 0.05}, {"guided_steps": 1}])
def test_each_knob_matters(engine: Engine, knobs: dict[str, object]) -> None:
    if engine.manifest.family == "arroz" and "guided_steps" not in knobs:
        pytest.skip("no tokens are drawn")
    usual = SamplingParams(seed=7, steps=3)
    request = Generate("a boat", (64, 64), params=usual)
    assert picture_of(engine, request) != picture_of(engine, replace(request, params=replace(usual, **knobs)))


def test_attention_is_weighted_as_the_recipe_says(toy_pack: Path) -> None:
    plain = Engine.open(toy_pack, "cpu")
    request = Generate("a boat on the wide lake", (64, 64), params=SamplingParams(seed=7))
    before = picture_of(plain, request)
    recipe = replace(plain.manifest.conditioning, prompt_weight=1.8, image_weight=0.1)
    plain._pack.manifest = replace(plain.manifest, conditioning=recipe)
    try:
        assert picture_of(plain, request) != before
    finally:
        plain._pack.manifest = plain.manifest
