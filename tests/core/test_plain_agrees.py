"""The engine gives what the plain path gives: the same logits but for rounding, and the same tokens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
import torch
from conftest import MINI
from glass import GlassPack, LoudPack, tokens_seen
from torch import Tensor, nn
from toy import write_toy_pack, write_toy_v1

from paella_core.benchmarks.plain_families import PlainEngine
from paella_core.benchmarks.plain_paella import plain_paella
from paella_core.benchmarks.plain_unet import plain_unet
from paella_core.engine import Engine
from paella_core.errors import NotSupported
from paella_core.families import OpenPack
from paella_core.networks.denoise_unet import DenoiseUNet, DenoiseUNetConfig
from paella_core.networks.paella import Paella, PaellaConfig
from paella_core.packs import manifest
from paella_core.packs.manifest import Recipe, Sampler
from paella_core.params import SamplingParams
from paella_core.request import (
    Blend,
    Generate,
    Inpaint,
    Interpolate,
    Opening,
    Outpaint,
    Region,
    Request,
    StructuralEdit,
    Vary,
)

ROUNDING = 1e-5
AGREE = 0.999
LABELS, TEXT, CLIP = 64, 24, 16
WORDS, OTHER = "a red boat", "the sea at night, and a long pier"

# ---- the networks


SMALL_V3 = PaellaConfig(
    c_in=8,
    c_out=8,
    num_labels=LABELS,
    c_r=9,
    c_cond=16,
    c_hidden=(16, 24, 32),
    nhead=(-1, 4, 4),
    blocks=(1, 2, 1),
    level_config=("CT", "CTFA", "CTA"),
    clip_embd=CLIP,
    byt5_embd=TEXT,
    clip_seq_len=2,
)
CONDITIONS: Mapping[str, tuple[object, ...]] = {
    "words alone": (torch.randn(2, 5, TEXT),),
    "words and CLIP": (torch.randn(2, 5, TEXT), torch.randn(2, CLIP)),
    "a picture": (torch.randn(2, 5, TEXT), torch.randn(2, CLIP), torch.randn(2, CLIP)),
    "pictures": (torch.randn(2, 1, TEXT), None, [torch.randn(2, CLIP), torch.randn(2, CLIP)]),
    "weights": (torch.randn(2, 9, TEXT), torch.randn(2, CLIP), None, torch.rand(9) * 2),
    "weights for each": (torch.randn(2, 9, TEXT), torch.randn(2, CLIP), None, torch.rand(2, 9) * 2),
    "a mask": (torch.randn(2, 4, TEXT), torch.randn(2, CLIP), None, None, torch.tensor([[1, 1, 0, 0], [1] * 4]) > 0),
    "a mask and weights": (
        torch.randn(2, 4, TEXT),
        torch.randn(2, CLIP),
        torch.randn(2, CLIP),
        torch.rand(4),
        torch.tensor([[1, 0, 0, 0], [1] * 4]) > 0,
    ),
}


def randomised(network: nn.Module) -> nn.Module:
    """Nothing at zero, as fresh weights partly are."""
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.normal_(0, 0.3)
    return network.eval().requires_grad_(False)


def error(logits: Tensor, plain: Tensor) -> float:
    """The largest difference, of the largest logit."""
    assert logits.shape == plain.shape
    return float((logits - plain).abs().max() / plain.abs().max())


@pytest.mark.parametrize("attends_to_itself", [True, False])
@pytest.mark.parametrize("condition", CONDITIONS)
def test_logits_of_v3(condition: str, attends_to_itself: bool) -> None:
    network = randomised(Paella(replace(SMALL_V3, self_attn=attends_to_itself)))
    assert isinstance(network, Paella)
    given = (torch.randint(LABELS, (2, 8, 16)), torch.tensor([0.9, 0.3]), *CONDITIONS[condition])
    assert error(network(*given), plain_paella(network, *given)) < ROUNDING  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize("shape", [(), (1, 1), (5, 3), (8, 12)])
def test_logits_of_v1(shape: tuple[int, ...]) -> None:
    config = DenoiseUNetConfig(32, 9, (1, 2, 1), (1, 2, 1), num_labels=LABELS, c_clip=CLIP)
    network = randomised(DenoiseUNet(config))
    assert isinstance(network, DenoiseUNet)
    given = (torch.randint(LABELS, (2, 8, 12)), torch.tensor([0.9, 0.3]), torch.randn(2, CLIP, *shape))
    assert error(network(*given), plain_unet(network, *given)) < ROUNDING


def test_logits_of_mini() -> None:
    pack = OpenPack(MINI, manifest.read(MINI), torch.device("cpu"))
    network = pack.denoiser
    assert isinstance(network, Paella)
    config = network.config
    given = (
        torch.randint(config.num_labels, (1, 32, 32)),
        torch.tensor([0.4]),
        torch.randn(1, 20, config.byt5_embd),
        torch.randn(1, config.clip_embd),
        torch.randn(1, config.clip_embd),
    )
    assert error(network(*given), plain_paella(network, *given)) < ROUNDING


# ---- whole runs


class Pair(NamedTuple):
    """The engine and the plain one on the same weights."""

    engine: Engine
    plain: PlainEngine

    def agree(self, request: Request) -> Tensor:
        """The tokens of both, of which nearly all must be equal after each step -> (steps, B, H, W)."""
        tokens, plain = tokens_seen(self.engine, request), tokens_seen(self.plain, request)
        assert tokens.shape == plain.shape
        shares = (tokens == plain).float().flatten(1).mean(1).tolist()
        assert min(shares) >= AGREE, shares
        return tokens


@cache
def written(family: str, home: Path) -> Path:
    """The folder of a toy pack, or of `mini`."""
    if family == "mini":
        return MINI
    {"v3": write_toy_pack, "v1": write_toy_v1}[family](home / family)
    return home / family


@pytest.fixture(scope="module", params=["v3", "v1"])
def pair(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """Of each toy family."""
    return paired(written(request.param, tmp_path_factory.getbasetemp()))


def paired(folder: Path, recipe: Recipe | None = None, sampler: Sampler | None = None) -> Pair:
    """Both on the pack of a folder, if need be with another recipe."""
    pack = manifest.read(folder)
    pack = replace(pack, conditioning=recipe or pack.conditioning, sampler=sampler or pack.sampler)
    return Pair(Engine(GlassPack(folder, pack)), PlainEngine(GlassPack(folder, pack)))


def picture(pair: Pair, shape: tuple[int, int] | None = None) -> np.ndarray:
    """A picture of the pack's own size."""
    side = pair.engine.manifest.native_size
    return np.random.default_rng(3).integers(0, 256, (*(shape or (side, side)), 3), dtype=np.uint8)


def some(**chosen: object) -> SamplingParams:
    """Four steps of a seed."""
    return SamplingParams(**{"seed": 5, "steps": 4, **chosen})  # pyright: ignore[reportArgumentType]


def size(pair: Pair) -> tuple[int, int]:
    return pair.engine.manifest.native_size, pair.engine.manifest.native_size


def half(pair: Pair) -> np.ndarray:
    """A mask of a corner of the picture."""
    mask = np.zeros(picture(pair).shape[:2], np.uint8)
    mask[: len(mask) // 2 + 3, : len(mask) // 3] = 255
    return mask


PARAMS: Mapping[str, SamplingParams] = {
    "as the pack does": some(),
    "no guidance": some(guidance=1.0),
    "guidance to the opposite": some(guidance=0.0),
    "guided steps": some(guidance=4.0, guided_steps=2),
    "no guided step": some(guided_steps=0),
    "argmax": some(mode="argmax"),
    "quant": some(mode="quant", guidance=3.0),
    "typical": some(typical_mass=0.3),
    "nothing but typical": some(typical_mass=0.0),
    "all typical": some(typical_mass=1.0, mode="quant"),
    "typical argmax": some(typical_mass=0.2, mode="argmax"),
    "cold": some(temperature=(0.01, 0.01)),
    "hot": some(temperature=(3.0, 0.5)),
    "no second noise": some(renoise_steps=0),
    "one step": some(steps=1),
    "three pictures": some(count=3, guidance=3.0),
}


@pytest.mark.parametrize("params", PARAMS)
def test_settings(pair: Pair, params: str) -> None:
    tokens = pair.agree(Generate(WORDS, size(pair), params=PARAMS[params]))
    assert len(tokens.unique()) > 3  # there is something to tell apart


@pytest.mark.parametrize("renoise", ["start", "prev", "rand", "posterior"])
def test_ways_to_noise_again(pair: Pair, renoise: manifest.Renoise) -> None:
    pack = pair.engine._pack.manifest
    other = paired(pair.engine._pack.folder, sampler=replace(pack.sampler, renoise=renoise, typical_min_tokens=3))
    other.agree(StructuralEdit(picture(pair), WORDS, 0.7, params=some(typical_mass=0.2)))


@pytest.mark.parametrize(("words", "negative"), [("", ""), (WORDS, OTHER), (OTHER, "x"), ("boat", ""), (OTHER, "")])
def test_prompts_of_unequal_length(pair: Pair, words: str, negative: str) -> None:
    pair.agree(Generate(words, size(pair), negative, some(guidance=4.0)))


def test_masks_and_strengths(pair: Pair) -> None:
    old, mask, ramp = picture(pair), half(pair), np.broadcast_to(np.linspace(0, 255, size(pair)[0]), size(pair))
    strengths = ramp.astype(np.uint8)
    inside = pair.agree(Inpaint(old, mask, WORDS, params=some(steps=5)))
    assert (inside[0] != inside[-1]).any()
    pair.agree(Inpaint(old, mask, WORDS, params=some(), edge="wide"))
    pair.agree(Inpaint(old, mask, WORDS, params=some(steps=6, renoise_steps=2), strength_map=strengths))
    pair.agree(StructuralEdit(old, WORDS, 0.5, strengths, params=some(steps=6)))
    pair.agree(StructuralEdit(old, WORDS, 0.4, params=some(count=2), negative=OTHER))
    spot = np.zeros_like(mask)
    spot[5, 5] = 255
    pair.agree(Inpaint(old, spot, WORDS, params=some(count=2)))


def test_a_picture_that_goes_on(pair: Pair) -> None:
    beyond = size(pair)[0] // 2
    pair.agree(Outpaint(picture(pair), WORDS, right=beyond, params=some()))
    pair.agree(Outpaint(picture(pair), WORDS, left=beyond, params=some()))  # noise is counted from below 0


def test_a_window_somewhere_in_a_picture(pair: Pair) -> None:
    side = 2 * size(pair)[0]
    mask = np.zeros((side, side), np.uint8)
    mask[-9:-2, -12:-1] = 255
    pair.agree(Inpaint(picture(pair, (side, side)), mask, WORDS, params=some()))


def test_regions(pair: Pair) -> None:
    side = size(pair)[0]
    left, ramp = np.zeros((side, side), np.uint8), np.broadcast_to(np.linspace(0, 255, side), (side, side))
    left[:, : side // 2] = 255
    pair.agree(Blend([Region(left, WORDS), Region(255 - left, OTHER)], params=some()))
    pair.agree(Blend([Region(ramp.astype(np.uint8), WORDS, 2.0)], prompt="x", negative=OTHER, params=some(count=2)))
    pair.agree(Blend([Region(left, WORDS)], picture(pair), params=some()))


def test_a_run_that_branches(pair: Pair) -> None:
    opening = Opening(3, OTHER, 8, "x", Opening(1, "", 2))
    pair.agree(Generate(WORDS, size(pair), "y", some(steps=5, count=2), opening))


def test_films(pair: Pair) -> None:
    pair.agree(Interpolate([WORDS, OTHER], 3, size=size(pair), params=some()))
    pair.agree(Interpolate([WORDS, OTHER], 3, picture(pair), half(pair), path="lerp", params=some(mode="argmax")))


def test_weighed_attention_and_pictures(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = written("v3", tmp_path_factory.getbasetemp())
    recipe = manifest.read(folder).conditioning
    pair = paired(folder, replace(recipe, prompt_weight=1.6, image_weight=0.3))
    plainly = tokens_seen(paired(folder).engine, Generate(WORDS, size(pair), OTHER, some()))
    assert (pair.agree(Generate(WORDS, size(pair), OTHER, some())) != plainly).any()
    pair.agree(Vary([picture(pair), picture(pair, (40, 30))], WORDS, params=some(count=2)))
    pack = replace(manifest.read(folder), conditioning=replace(recipe, image_weight=9.0))
    loud = Pair(Engine(LoudPack(folder, pack)), PlainEngine(LoudPack(folder, pack)))
    loud.agree(Interpolate([picture(pair), 255 - picture(pair)], 3, size=size(pair), params=some()))
    loud.agree(Interpolate([WORDS, OTHER], 3, size=size(pair), params=some()))
    words_alone = paired(folder, replace(recipe, feeds=("byt5",), prompt_weight=1.6))
    words_alone.agree(Generate("boat", size(pair), params=some()))


@pytest.mark.parametrize("side", [64, 128])
def test_mini(side: int) -> None:
    pair = paired(MINI)
    pair.agree(
        Generate("a red boat on a lake", (side, side), "night", SamplingParams(seed=1, steps=3, typical_mass=0.9))
    )
    old = np.random.default_rng(0).integers(0, 256, (side, side, 3), dtype=np.uint8)
    mask = np.zeros((side, side), np.uint8)
    mask[20:40, 8:30] = 255
    pair.agree(Inpaint(old, mask, "a house", params=SamplingParams(seed=2, steps=3, guided_steps=1)))


def test_a_family_without_tokens_has_no_plain_path(toy_arroz_engine: Engine) -> None:
    with pytest.raises(NotSupported, match="no plain path for the family arroz"):
        PlainEngine(toy_arroz_engine._pack)
