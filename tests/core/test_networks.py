"""The networks beyond their golden vectors: size, start, masks, gradients."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest
import torch
from torch import Tensor, nn

from paella_core.networks import vqgan_f4
from paella_core.networks.layers import EPS, GlobalResponseNorm
from paella_core.networks.paella import Paella, PaellaConfig
from paella_core.networks.prior import Prior, PriorConfig
from paella_core.networks.vqgan_f4 import VQGAN, VQGANConfig, nearest_codes

Network = TypeVar("Network", bound=nn.Module)

SMALL = PaellaConfig(
    c_in=8,
    c_out=8,
    num_labels=32,
    c_r=8,
    c_cond=12,
    c_hidden=(16, 24),
    nhead=(-1, 3),
    blocks=(1, 2),
    level_config=("CT", "CTA"),
    clip_embd=10,
    byt5_embd=6,
    dropout=0.0,
)
SMALL_VQGAN = VQGANConfig(bottleneck_blocks=1, c_hidden=16, codebook_size=64)
B, L = 2, 5


@pytest.fixture
def paella() -> Paella:
    """A small denoiser whose every parameter matters."""
    torch.manual_seed(0)
    return perturbed(Paella(SMALL)).eval()


@pytest.fixture
def vqgan() -> VQGAN:
    torch.manual_seed(0)
    return perturbed(VQGAN(SMALL_VQGAN))


@pytest.fixture
def condition() -> dict[str, Tensor]:
    torch.manual_seed(1)
    return {"byt5_BLE": torch.randn(B, L, 6), "clip_BE": torch.randn(B, 10), "clip_image": torch.randn(B, 10)}


def perturbed(network: Network) -> Network:
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.2)
    return network


def noisy(height: int = 8, width: int = 12) -> tuple[Tensor, Tensor]:
    generator = torch.Generator().manual_seed(2)
    return torch.randint(32, (B, height, width), generator=generator), torch.rand(B, generator=generator)


@pytest.mark.parametrize(
    ("build", "parameters"),
    [
        (lambda: Paella(PaellaConfig()), 1_008_350_592),
        (lambda: VQGAN(VQGANConfig()), 18_406_894),
        (lambda: Prior(PriorConfig()), 899_770_624),
    ],
    ids=["paella", "vqgan_f4", "prior"],
)
def test_release_has_its_published_size(build: Callable[[], nn.Module], parameters: int) -> None:
    with torch.device("meta"):
        network = build()
    assert sum(parameter.numel() for parameter in network.parameters()) == parameters


def test_response_norm_and_its_gradients_are_those_of_the_formula() -> None:
    """Against what autograd makes of the paper's formula; one channel is zero everywhere."""
    lot = torch.Generator().manual_seed(1)
    x_BHWC, gradient_BHWC = torch.randn(2, 2, 5, 4, 6, generator=lot)
    x_BHWC[0, :, :, 2] = 0
    norm = GlobalResponseNorm(6)
    for weights in norm.parameters():
        nn.init.normal_(weights, generator=lot)
    wanted = (x_BHWC.requires_grad_(), *norm.parameters())
    energy = torch.linalg.vector_norm(x_BHWC, dim=(1, 2), keepdim=True)
    formula = x_BHWC * (1 + norm.gamma * energy / (energy.mean(-1, keepdim=True) + EPS)) + norm.beta
    expected = torch.autograd.grad(formula, wanted, gradient_BHWC)
    torch.testing.assert_close(norm(x_BHWC), formula)
    torch.testing.assert_close(torch.autograd.grad(norm(x_BHWC), wanted, gradient_BHWC), expected)


def test_untrained_denoiser_predicts_zero_logits(condition: dict[str, Tensor]) -> None:
    assert not Paella(SMALL)(*noisy(), **condition).any()


def test_untrained_denoiser_starts_as_published() -> None:
    torch.manual_seed(0)
    config = PaellaConfig(
        c_in=64, c_out=64, num_labels=512, c_hidden=(64,), nhead=(2,), blocks=(4,), level_config=("CTA",)
    )
    network = Paella(config)
    state = network.state_dict()
    assert torch.equal(state["out_mapper.1.weight"][:, :, 0, 0], state["in_mapper.0.weight"])
    assert state["in_mapper.0.weight"].std().item() == pytest.approx(512**-0.5, rel=0.02)
    assert state["byt5_mapper.weight"].std().item() == pytest.approx(0.02, rel=0.02)
    xavier = (2 / (256 + 64)) ** 0.5
    assert state["down_blocks.0.0.channelwise.0.weight"].std().item() == pytest.approx(xavier, rel=0.05)
    assert state["down_blocks.0.0.channelwise.4.weight"].std().item() == pytest.approx(xavier / 2, rel=0.05)
    assert not state["down_blocks.0.1.mapper.weight"].any()


def test_padding_behind_a_mask_changes_nothing(paella: Paella, condition: dict[str, Tensor]) -> None:
    padded = condition | {"byt5_BLE": torch.cat([condition["byt5_BLE"], torch.randn(B, 3, 6)], dim=1)}
    mask = (torch.arange(L + 3) < L).expand(B, -1)
    expected = paella(*noisy(), **condition)
    torch.testing.assert_close(paella(*noisy(), **padded, key_mask_BS=mask), expected, rtol=0, atol=1e-5)
    assert (paella(*noisy(), **padded) - expected).abs().max() > 1e-2


def test_mask_can_reach_beyond_the_text(paella: Paella, condition: dict[str, Tensor]) -> None:
    without_image = condition | {"clip_image": None}
    mask = (torch.arange(L + 8) < L + 4).expand(B, -1)
    expected = paella(*noisy(), **without_image)
    torch.testing.assert_close(paella(*noisy(), **condition, key_mask_BS=mask), expected, rtol=0, atol=1e-5)


def test_attention_weights_may_differ_in_a_batch(paella: Paella, condition: dict[str, Tensor]) -> None:
    weights = torch.tensor([[1.2, 1.2, 0.4], [1.0, 1.0, 1.0]])
    together = paella(*noisy(), **condition, attention_weights=weights)
    torch.testing.assert_close(together[0], paella(*noisy(), **condition, attention_weights=weights[0])[0])
    torch.testing.assert_close(together[1], paella(*noisy(), **condition)[1])


def test_unknown_block_letter_is_refused() -> None:
    with pytest.raises(ValueError, match="'X' is none of them"):
        Paella(PaellaConfig(c_hidden=(16,), nhead=(2,), blocks=(1,), level_config=("X",)))


@pytest.mark.parametrize("size", [(4, 4), (4, 20), (12, 8)])
def test_any_multiple_of_the_grid_works(paella: Paella, condition: dict[str, Tensor], size: tuple[int, int]) -> None:
    assert paella.config.grid_multiple == 4
    assert paella(*noisy(*size), **condition).shape == (B, 32, *size)


def test_every_parameter_of_the_denoiser_learns(paella: Paella, condition: dict[str, Tensor]) -> None:
    paella.train()(*noisy(), **condition).square().mean().backward()
    assert [name for name, parameter in paella.named_parameters() if parameter.grad is None] == []


def test_half_precision_denoiser_stays_close(paella: Paella, condition: dict[str, Tensor]) -> None:
    expected = paella(*noisy(), **condition)
    half = paella.to(torch.bfloat16)(*noisy(), **{name: value.bfloat16() for name, value in condition.items()})
    assert half.dtype == torch.bfloat16
    assert (half - expected).abs().mean() < 0.05 * expected.std()


def test_every_parameter_of_the_vqgan_learns(vqgan: VQGAN) -> None:
    reconstruction, loss = vqgan(torch.rand(2, 3, 16, 20))
    (reconstruction.square().mean() + loss).backward()
    assert [name for name, parameter in vqgan.named_parameters() if parameter.grad is None] == []


def test_gradients_pass_straight_through_the_quantiser(vqgan: VQGAN) -> None:
    latents = torch.randn(1, 4, 3, 3, requires_grad=True)
    quantised, indices, _ = vqgan.vquantizer(latents)
    quantised.sum().backward()
    assert latents.grad is not None
    assert torch.equal(latents.grad, torch.ones_like(latents))
    assert torch.equal(indices, vqgan.vquantizer.nearest(latents))


def test_quantiser_loss_moves_codes_more_than_latents(vqgan: VQGAN) -> None:
    latents = torch.zeros(1, 4, 1, 1, requires_grad=True)
    _, indices, loss = vqgan.vquantizer(latents)
    loss.backward()
    code = vqgan.codebook.weight[indices.item()]
    assert vqgan.codebook.weight.grad is not None
    torch.testing.assert_close(loss.item(), 1.25 * code.square().mean().item())
    torch.testing.assert_close(vqgan.codebook.weight.grad[indices.item()], code / 2)
    torch.testing.assert_close(latents.grad, -0.25 * code.view(1, 4, 1, 1) / 2)


def test_tokens_of_a_picture_decode_to_the_encoded_picture(vqgan: VQGAN) -> None:
    images = torch.rand(1, 3, 16, 8)
    vqgan.eval()
    quantised, _, indices, _ = vqgan.encode(images)
    assert indices.shape == (1, 16 // vqgan.pixels_per_token, 8 // vqgan.pixels_per_token)
    torch.testing.assert_close(vqgan.decode(quantised), vqgan.decode_indices(vqgan.tokenize(images)))


def test_nearest_code_is_the_first_of_equals_and_independent_of_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    codes = torch.tensor([[1.0, 0.0], [0.0, 1.0], [0.0, 1.0], [3.0, 3.0]])
    points = torch.tensor([[0.1, 0.9], [2.5, 2.0], [1.0, -1.0], [0.0, 3.0]])
    assert nearest_codes(points, codes).tolist() == [1, 3, 0, 1]
    monkeypatch.setattr(vqgan_f4, "TOKENS_AT_ONCE", 3)
    assert nearest_codes(points, codes).tolist() == [1, 3, 0, 1]
