"""The denoisers of paella-v1 and arroz beyond their golden vectors: start, conditions, grids, precision."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
from torch import Tensor, nn

from paella_core.networks.clip2img import Clip2Img, Clip2ImgAttention, Clip2ImgAttentionConfig, Clip2ImgConfig
from paella_core.networks.denoise_unet import DenoiseUNet, DenoiseUNetConfig
from paella_core.networks.resblock import ResBlock

B, E, K = 2, 10, 32
TOKENS = DenoiseUNetConfig(c_hidden=64, c_r=8, down_levels=(1, 2, 1), up_levels=(1, 1, 2), num_labels=K, c_clip=E)
CONVOLUTIONS = Clip2ImgConfig(c_hidden=64, c_r=8, down_levels=(1, 2, 1), up_levels=(1, 2, 1), c_embd=E)
ATTENTION = Clip2ImgAttentionConfig(
    c_hidden=64,
    c_r=8,
    down_levels=(1, 2, 1),
    up_levels=(2, 2, 1),
    c_embd=E,
    down_attn=((), (0,), (0,)),
    up_attn=((1,), (1,), ()),
    nhead=4,
)
UNet = DenoiseUNet | Clip2Img | Clip2ImgAttention


def tokens_network() -> DenoiseUNet:
    return DenoiseUNet(TOKENS)


def convolutions_network() -> Clip2Img:
    return Clip2Img(CONVOLUTIONS)


def attention_network() -> Clip2ImgAttention:
    return Clip2ImgAttention(ATTENTION)


every_network = pytest.mark.parametrize("build", [tokens_network, convolutions_network, attention_network])


def perturbed(build: Callable[[], UNet]) -> UNet:
    """A small network whose every parameter matters."""
    torch.manual_seed(0)
    network = build()
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.2)
    return network.eval()


def noisy(network: UNet, height: int = 8, width: int = 12) -> Tensor:
    """What the network denoises: tokens or latents."""
    generator = torch.Generator().manual_seed(2)
    if isinstance(network, DenoiseUNet):
        return torch.randint(K, (B, height, width), generator=generator)
    return torch.randn(B, 4, height, width, generator=generator)


def timesteps_and_condition() -> tuple[Tensor, Tensor]:
    generator = torch.Generator().manual_seed(3)
    return torch.tensor([0.2, 0.9]), torch.randn(B, E, generator=generator)


def block_of(network: nn.Module, name: str) -> ResBlock:
    block = network.get_submodule(name)
    assert isinstance(block, ResBlock)
    return block


def test_untrained_block_says_almost_nothing() -> None:
    torch.manual_seed(0)
    block, x, skip = ResBlock(16, c_cond=E, c_skip=16), torch.randn(1, 16, 4, 4), torch.randn(1, 16, 4, 4)
    change = block(x, torch.randn(1, 1, 1, E), skip) - x
    assert 0 < change.abs().max() < 1e-4


def test_untrained_network_starts_as_published() -> None:
    torch.manual_seed(0)
    config = DenoiseUNetConfig(c_hidden=64, num_labels=K, c_clip=E, down_levels=(10, 90), up_levels=(15, 10))
    network = DenoiseUNet(config)
    scalars = torch.stack([value for name, value in network.named_parameters() if ".ln.gamma" in name]).flatten()
    assert scalars.mean().abs() < 0.3
    assert scalars.std().item() == pytest.approx(1, abs=0.2)
    for name, blocks in (("down_blocks.1.5", 100), ("up_blocks.0.5", 25)):
        block = block_of(network, name)
        plain = nn.Linear(256, 64).weight.std().item()
        assert block.channelwise.get_parameter("2.weight").std().item() == pytest.approx(plain / blocks**0.5, rel=0.05)
        assert block.gamma.eq(1e-6).all()


def test_block_without_condition_leaves_its_modulation_unused() -> None:
    torch.manual_seed(0)
    block, x = ResBlock(8), torch.randn(1, 8, 4, 6)
    block(x).square().sum().backward()
    idle = {name for name, parameter in block.named_parameters() if parameter.grad is None}
    assert idle == {"ln.gamma", "ln.beta"}


@every_network
def test_every_parameter_learns(build: Callable[[], UNet]) -> None:
    network = perturbed(build).train()
    network(noisy(network), *timesteps_and_condition()).square().mean().backward()
    idle = [
        name for name, parameter in network.named_parameters() if parameter.grad is None or not parameter.grad.any()
    ]
    assert idle == []


@pytest.mark.parametrize("size", [(1, 1), (4, 3), (8, 12), (31, 17)])
def test_constant_map_is_the_global_condition(size: tuple[int, int]) -> None:
    network = perturbed(tokens_network)
    tokens, (timesteps, condition) = noisy(network), timesteps_and_condition()
    everywhere = condition[:, :, None, None].expand(-1, -1, *size)
    expected = network(tokens, timesteps, condition)
    torch.testing.assert_close(
        network(tokens, timesteps, everywhere), expected, rtol=0, atol=2e-5 * expected.std().item()
    )


def test_map_conditions_each_position_by_its_own_embedding() -> None:
    network = perturbed(tokens_network)
    tokens, (timesteps, condition) = noisy(network, 8, 128), timesteps_and_condition()
    left = condition[:, :, None, None].expand(-1, -1, 8, 128)
    regions = torch.cat([left[..., :64], -left[..., 64:]], dim=-1)
    logits = network(tokens, timesteps, regions)
    close = 2e-5 * logits.std().item()
    expected_left, expected_right = network(tokens, timesteps, left), network(tokens, timesteps, -left)
    torch.testing.assert_close(logits[..., :16], expected_left[..., :16], rtol=0, atol=close)
    torch.testing.assert_close(logits[..., -16:], expected_right[..., -16:], rtol=0, atol=close)
    assert (expected_left - expected_right).abs().mean() > 1e3 * close


@every_network
def test_samples_of_a_batch_do_not_meet(build: Callable[[], UNet]) -> None:
    network = perturbed(build)
    given, (timesteps, condition) = noisy(network), timesteps_and_condition()
    alone = network(given[1:], timesteps[1:], condition[1:])
    torch.testing.assert_close(network(given, timesteps, condition)[1:], alone, rtol=0, atol=1e-4 * alone.std().item())


@every_network
@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16])
def test_half_precision_stays_close(build: Callable[[], UNet], dtype: torch.dtype) -> None:
    network = perturbed(build)
    given, (timesteps, condition) = noisy(network), timesteps_and_condition()
    expected = network(given, timesteps, condition)
    half = network.to(dtype)(given.to(dtype) if given.is_floating_point() else given, timesteps, condition.to(dtype))
    assert half.dtype == dtype
    assert (half - expected).abs().mean() < 0.05 * expected.std()


def test_map_in_half_precision_stays_close() -> None:
    network = perturbed(tokens_network)
    tokens, timesteps, regions = noisy(network), torch.tensor([0.2, 0.9]), torch.randn(B, E, 5, 7)
    expected = network(tokens, timesteps, regions)
    half = network.to(torch.bfloat16)(tokens, timesteps, regions.bfloat16())
    assert (half - expected).abs().mean() < 0.05 * expected.std()


@every_network
@pytest.mark.parametrize("size", [(8, 8), (8, 20), (12, 16)])
def test_grids_that_fit(build: Callable[[], UNet], size: tuple[int, int]) -> None:
    network = perturbed(build)
    assert (network.config.grid_multiple, network.config.smallest_grid) == (4, 8)
    given = noisy(network, *size)
    output = network(given, *timesteps_and_condition())
    assert output.shape == ((B, K, *size) if network.config is TOKENS else given.shape)


@every_network
@pytest.mark.parametrize("size", [(4, 8), (8, 4), (10, 8), (8, 14)])
def test_grids_that_do_not_fit_are_named(build: Callable[[], UNet], size: tuple[int, int]) -> None:
    network = perturbed(build)
    with pytest.raises(ValueError, match=f"A grid of {size[0]} x {size[1]} does not fit .* multiples of 4, .* least 8"):
        network(noisy(network, *size), *timesteps_and_condition())


def test_release_grids() -> None:
    assert (DenoiseUNetConfig().grid_multiple, DenoiseUNetConfig().smallest_grid) == (4, 8)
    assert (Clip2ImgAttentionConfig().grid_multiple, Clip2ImgAttentionConfig().smallest_grid) == (8, 16)


def test_levels_that_do_not_meet_are_refused() -> None:
    with pytest.raises(ValueError, match="3 levels down cannot meet 2 levels up"):
        DenoiseUNetConfig(up_levels=(1, 1))
    with pytest.raises(ValueError, match="both need every level"):
        Clip2ImgAttentionConfig(down_attn=((), ()))
