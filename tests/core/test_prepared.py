"""Denoisers arranged for sampling: the networks' own logits, under several conditions at once, and by CUDA graphs."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch
from torch import Tensor, nn

from paella_core.graphs import GRAPHS_KEPT, Graphed
from paella_core.networks.denoise_unet import DenoiseUNet, DenoiseUNetConfig
from paella_core.networks.paella import Paella, PaellaConfig
from paella_core.networks.prepared_paella import LENGTHS, PreparedPaella, Told
from paella_core.networks.prepared_unet import PreparedDenoiseUNet

K, SIDE, LEVEL = 48, 16, 0.37
PAELLA = PaellaConfig(
    c_in=24,
    c_out=24,
    num_labels=K,
    c_r=16,
    c_cond=32,
    c_hidden=(16, 32, 48),
    nhead=(-1, 4, 4),
    blocks=(2, 2, 2),
    level_config=("CT", "CTA", "FTCA"),
    clip_embd=20,
    byt5_embd=12,
    dropout=0.0,
)
CONFIGS = {
    "self-attention": PAELLA,
    "attention to the condition alone": replace(PAELLA, self_attn=False),
    "attention everywhere": replace(PAELLA, nhead=(2, 4, 4), level_config=("ACT", "CTA", "CTA")),
}
UNET = DenoiseUNetConfig(c_hidden=64, c_r=16, down_levels=(1, 2, 2), up_levels=(2, 2, 1), num_labels=K, c_clip=20)


def random(network: nn.Module) -> nn.Module:
    """With weights under which every part matters."""
    generator = torch.Generator().manual_seed(1)
    for parameter in network.parameters():
        nn.init.normal_(parameter, std=0.2, generator=generator)
    return network.eval().requires_grad_(False)


@pytest.fixture(params=CONFIGS.values(), ids=list(CONFIGS))
def paella(request: pytest.FixtureRequest) -> PreparedPaella:
    network = random(Paella(request.param))
    assert isinstance(network, Paella)
    return PreparedPaella(network)


def unet(config: DenoiseUNetConfig = UNET) -> PreparedDenoiseUNet:
    network = random(DenoiseUNet(config))
    assert isinstance(network, DenoiseUNet)
    return PreparedDenoiseUNet(network)


def tokens_of(pictures: int) -> Tensor:
    return torch.randint(0, K, (pictures, SIDE, SIDE), generator=torch.Generator().manual_seed(2))


def logits_of(prepared: PreparedPaella | PreparedDenoiseUNet, tokens_BHW: Tensor, told: object) -> Tensor:
    """Under each condition -> (n, B, K, H, W)."""
    features = prepared.features(tokens_BHW, prepared.at(LEVEL), told)  # type: ignore[arg-type]
    return prepared.head(features.flatten(0, 3)).view(*features.shape[:4], K).movedim(-1, 2)


def assert_near(found: Tensor, expected: Tensor) -> None:
    assert (found - expected).norm() <= 1e-5 * expected.norm()


def levels(pictures: int) -> Tensor:
    return torch.full((pictures,), LEVEL)


@pytest.mark.parametrize("pictures", [1, 3])
def test_paella_says_under_several_conditions_at_once_what_it_says_under_each(
    paella: PreparedPaella, pictures: int
) -> None:
    tokens, network = tokens_of(pictures), paella.network
    long_1LE, short_1LE, clip_BE, other_1E = (
        torch.randn(1, 9, 12),
        torch.randn(1, 4, 12),
        torch.randn(pictures, 20),
        torch.zeros(1, 20),
    )
    weights_n, mask_1L, image_1E = torch.rand(6) * 2, torch.rand(1, 9) > 0.3, torch.randn(1, 20)
    told = [
        paella.told(long_1LE, clip_BE, [image_1E, image_1E * 2], weights_n, mask_1L),
        paella.told(short_1LE, other_1E),
        paella.told(short_1LE),
    ]
    found = logits_of(paella, tokens, paella.joined(told))
    every_BLE, images = (
        long_1LE.expand(pictures, -1, -1),
        [image_1E.expand(pictures, -1), 2 * image_1E.expand(pictures, -1)],
    )
    expected = [
        network(tokens, levels(pictures), every_BLE, clip_BE, images, weights_n, mask_1L.expand(pictures, -1)),
        network(tokens, levels(pictures), short_1LE.expand(pictures, -1, -1), other_1E.expand(pictures, -1)),
        network(tokens, levels(pictures), short_1LE.expand(pictures, -1, -1)),
    ]
    for one, other, alone in zip(found, expected, told, strict=True):
        assert_near(one, other)
        assert_near(logits_of(paella, tokens, alone)[0], other)


def test_a_condition_filled_up_says_the_same(paella: PreparedPaella) -> None:
    tokens, told = tokens_of(2), paella.joined([paella.told(torch.randn(1, 9, 12)), paella.told(torch.randn(1, 5, 12))])
    rounded = paella.rounded(told)
    assert (told.length, rounded.length) == (9, LENGTHS)
    assert_near(logits_of(paella, tokens, rounded), logits_of(paella, tokens, told))


def test_what_is_told_is_some_tensors(paella: PreparedPaella) -> None:
    told = paella.joined([paella.told(torch.randn(1, 9, 12)), paella.told(torch.randn(1, 5, 12))])
    doubled = told.mapped(lambda tensor: tensor if tensor.dtype == torch.bool else 2 * tensor)
    for one, other in zip(told.tensors(), doubled.tensors(), strict=True):
        assert torch.equal(other, one if one.dtype == torch.bool else 2 * one)
    assert doubled.tensors()[-1].dtype == torch.bool


def test_more_weights_than_tokens_are_refused(paella: PreparedPaella) -> None:
    with pytest.raises(ValueError, match="10 weights are too many for 9 tokens"):
        paella.told(torch.randn(1, 9, 12), attention_weights=torch.ones(10))


@pytest.mark.parametrize("pictures", [1, 3])
def test_the_unet_says_under_several_conditions_at_once_what_it_says_under_each(pictures: int) -> None:
    tokens, prepared = tokens_of(pictures), unet()
    conditions = torch.randn(pictures, 20), torch.zeros(1, 20), torch.randn(1, 20, 3, 5)
    told = [prepared.told(condition, (SIDE, SIDE)) for condition in conditions]
    found = logits_of(prepared, tokens, prepared.joined(told))
    for one, alone, condition in zip(found, told, conditions, strict=True):
        everywhere = condition.expand(pictures, *condition.shape[1:])
        expected = prepared.network(tokens, levels(pictures), everywhere)
        assert_near(one, expected)
        assert_near(logits_of(prepared, tokens, alone)[0], expected)
    assert prepared.rounded(told[0]) is told[0]


def test_a_grid_that_does_not_fit_is_refused_when_the_condition_is_told() -> None:
    with pytest.raises(ValueError, match="does not fit the network"):
        unet().told(torch.zeros(1, 20), (SIDE, SIDE + 1))


@pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no NVIDIA GPU")
@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_a_graph_gives_the_eager_numbers_to_the_last_bit(paella: PreparedPaella, dtype: torch.dtype) -> None:
    paella.network.to("cuda", dtype)
    eager = PreparedPaella(paella.network)
    graphed: Graphed[Told] = Graphed(eager)
    for seed in range(GRAPHS_KEPT + 2):
        told = [eager.told(torch.randn(1, length, 12, device="cuda", dtype=dtype)) for length in (9, 5 + 30 * seed)]
        joined = graphed.joined(told)
        for pictures in (1, 2):
            tokens = tokens_of(pictures).cuda()
            for level in (0.9, 0.2):
                expected = eager.features(tokens, eager.at(level), joined)
                assert torch.equal(graphed.features(tokens, graphed.at(level), joined), expected)


@pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no NVIDIA GPU")
def test_a_graph_of_the_unet_gives_the_eager_numbers_to_the_last_bit() -> None:
    prepared = PreparedDenoiseUNet(unet().network.cuda())
    graphed = Graphed(prepared)
    for _ in range(3):
        told = [prepared.told(torch.randn(1, 20, device="cuda"), (SIDE, SIDE)) for _ in range(2)]
        joined, tokens = graphed.joined(told), tokens_of(2).cuda()
        expected = prepared.features(tokens, prepared.at(LEVEL), joined)
        assert torch.equal(graphed.features(tokens, graphed.at(LEVEL), joined), expected)
