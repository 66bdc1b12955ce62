"""The f8 VQGANs beyond their golden vectors: sizes, determinism, the Haar transform, the moving codebook."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from paella_core.networks import vqgan_f8
from paella_core.networks.vqgan_f8 import GumbelVQGAN, GumbelVQGANConfig
from paella_core.networks.vqgan_watercolor import (
    HaarAnalysis,
    HaarSynthesis,
    MovingQuantizer,
    WatercolorVQGAN,
    WatercolorVQGANConfig,
)

F8 = GumbelVQGANConfig(
    z_channels=8,
    resolution=32,
    ch=32,
    ch_mult=(1, 1, 2, 1),
    num_res_blocks=1,
    attn_resolutions=(4,),
    n_embed=48,
    embed_dim=6,
)
WATERCOLOR = WatercolorVQGANConfig(bottleneck_blocks=1, c_hidden=16, codebook_size=64)

VQGAN = GumbelVQGAN | WatercolorVQGAN


def f8() -> GumbelVQGAN:
    torch.manual_seed(0)
    return GumbelVQGAN(F8).eval()


def watercolor() -> WatercolorVQGAN:
    """A network that is past its start, where a picture is one colour to it."""
    torch.manual_seed(0)
    network = WatercolorVQGAN(WATERCOLOR).eval()
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.3)
    return network


@pytest.fixture(params=[f8, watercolor], ids=["f8", "watercolor"])
def vqgan(request: pytest.FixtureRequest) -> VQGAN:
    """A small network of each kind."""
    return request.param()


def pictures(height: int, width: int, batch: int = 2) -> Tensor:
    return torch.rand(batch, 3, height, width, generator=torch.Generator().manual_seed(1))


@torch.no_grad()
@pytest.mark.parametrize(("height", "width"), [(32, 32), (16, 40), (64, 24)])
def test_pictures_of_any_fitting_size_pass_through(vqgan: VQGAN, height: int, width: int) -> None:
    indices = vqgan.tokenize(pictures(height, width))
    decoded = vqgan.decode_indices(indices)
    assert vqgan.pixels_per_token == 8
    assert indices.dtype == torch.int64
    assert indices.shape == (2, height // 8, width // 8)
    assert indices.unique().numel() > 1
    assert indices.max() < vqgan.codebook.num_embeddings
    assert decoded.shape == (2, 3, height, width)
    assert decoded.isfinite().all()


@torch.no_grad()
def test_tokens_repeat_and_do_not_depend_on_the_random_state(vqgan: VQGAN) -> None:
    images = pictures(32, 48)
    first = vqgan.tokenize(images)
    torch.manual_seed(99)
    assert torch.equal(vqgan.tokenize(images), first)
    assert torch.equal(vqgan.tokenize(images[1:]), first[1:])


@torch.no_grad()
def test_latents_of_codes_decode_as_their_indices(vqgan: VQGAN) -> None:
    indices = torch.randint(vqgan.codebook.num_embeddings, (2, 3, 4), generator=torch.Generator().manual_seed(2))
    latents = vqgan.codebook(indices).permute(0, 3, 1, 2).contiguous()
    torch.testing.assert_close(vqgan.decode(latents), vqgan.decode_indices(indices))


@torch.no_grad()
def test_channels_last_changes_nothing(vqgan: VQGAN) -> None:
    images = pictures(32, 24)
    last = images.contiguous(memory_format=torch.channels_last)
    torch.testing.assert_close(vqgan.latents(last), vqgan.latents(images))


@torch.no_grad()
def test_half_precision_runs(vqgan: VQGAN) -> None:
    half = vqgan.to(torch.bfloat16)
    indices = half.tokenize(pictures(16, 24).bfloat16())
    assert half.decode_indices(indices).dtype == torch.bfloat16


@torch.no_grad()
def test_strips_of_the_classifier_fit_together(monkeypatch: pytest.MonkeyPatch) -> None:
    network, images = f8(), pictures(40, 32)
    whole = network.logits(network.latents(images)).argmax(1)
    assert torch.equal(network.tokenize(images), whole)
    monkeypatch.setattr(vqgan_f8, "TOKENS_AT_ONCE", 19)  # two rows of both pictures, then one
    assert torch.equal(network.tokenize(images), whole)


@torch.no_grad()
def test_f8_decodes_within_range_and_shows_where_it_clamped() -> None:
    network = f8()
    network.decoder.conv_out.weight.mul_(30)
    codes = torch.randn(1, F8.embed_dim, 3, 3, generator=torch.Generator().manual_seed(3))
    signed, decoded = network.signed(codes), network.decode(codes)
    assert signed.abs().max() > 1
    torch.testing.assert_close(decoded, ((signed + 1) / 2).clamp(0, 1))


def test_f8_attention_lies_where_the_configuration_counts_it() -> None:
    attentive = {name.rsplit(".attn.", 1)[0] for name in f8().state_dict() if ".attn." in name}
    assert attentive == {"encoder.down.3", "decoder.up.3"}


def test_f8_refuses_to_encode_to_a_distribution() -> None:
    with pytest.raises(ValueError, match="double_z"):
        GumbelVQGANConfig(double_z=True)


def test_haar_is_its_closed_form() -> None:
    images = pictures(6, 10)
    a, b, c, d = (images[:, :, i::2, j::2] for i in (0, 1) for j in (0, 1))
    expected = torch.cat([a + b + c + d, a + b - c - d, a - b + c - d, a - b - c + d], dim=1) / 2
    torch.testing.assert_close(HaarAnalysis()(images), expected, rtol=0, atol=1e-6)


def test_haar_comes_back() -> None:
    images = pictures(6, 10)
    torch.testing.assert_close(HaarSynthesis()(HaarAnalysis()(images)), images, rtol=0, atol=1e-6)


@torch.no_grad()
def test_quantised_latents_are_codes_and_stay() -> None:
    network = watercolor()
    encoded = network.encode(pictures(32, 24))
    torch.testing.assert_close(encoded.quantised_BDhw, network.code_latents(encoded.indices_Bhw))
    assert torch.equal(network.quantise(encoded.prequant_BDhw), network.code_latents(encoded.indices_Bhw))
    assert torch.equal(network.quantise(network.code_latents(encoded.indices_Bhw)), network.quantise(encoded[0]))
    distance = (encoded.prequant_BDhw - encoded.quantised_BDhw).square().mean()
    torch.testing.assert_close(encoded.loss, distance)


def test_watercolor_learns_everywhere_but_in_the_codebook() -> None:
    network = WatercolorVQGAN(WATERCOLOR)
    reconstruction, loss = network(pictures(16, 16))
    (reconstruction.square().mean() + loss).backward()
    still = {name for name, parameter in network.named_parameters() if parameter.grad is None}
    modulation = {name for name in network.state_dict() if name.endswith((".ln.gamma", ".ln.beta"))}
    assert still == {"vqmodule.vquantizer.codebook.weight"} | modulation


def test_gradients_pass_straight_through_the_moving_quantiser() -> None:
    latents = torch.randn(1, 2, 3, 3, requires_grad=True)
    quantised, _, _ = MovingQuantizer(8, 2)(latents)
    quantised.sum().backward()
    assert latents.grad is not None
    assert torch.equal(latents.grad, torch.ones_like(latents))


def test_codes_move_as_counted_by_hand() -> None:
    quantizer = MovingQuantizer(3, 2)
    quantizer.ema_element_count.copy_(torch.tensor([2.0, 1.0, 0.0]))
    quantizer.ema_weight_sum.copy_(torch.tensor([[0.0, 4.0], [10.0, 10.0], [5e-5, 0.0]]))
    points = torch.tensor([[1.0, 0.0], [11.0, 10.0], [0.0, 3.0]])  # a picture of one row
    quantizer.update(points.T.view(1, 2, 1, 3), torch.tensor([[[0, 1, 1]]]))
    # counts .99 * [2, 1, 0] + .01 * [1, 2, 0] = [1.99, 1.01, 0], 3 altogether, each plus 1e-5, scaled back to 3
    counts = [1.99001 / 3.00003 * 3, 1.01001 / 3.00003 * 3, 0.00001 / 3.00003 * 3]
    sums = [[0.01, 3.96], [10.01, 10.03], [4.95e-5, 0.0]]
    codes = [[value / count for value in row] for row, count in zip(sums, counts, strict=True)]
    torch.testing.assert_close(quantizer.ema_element_count, torch.tensor(counts), rtol=1e-6, atol=0)
    torch.testing.assert_close(quantizer.ema_weight_sum, torch.tensor(sums), rtol=1e-6, atol=0)
    torch.testing.assert_close(quantizer.codebook.weight.detach(), torch.tensor(codes), rtol=1e-6, atol=0)


def test_a_codebook_that_moves_is_counted_and_draws_nearer() -> None:
    network = watercolor()
    with torch.no_grad():
        before = network.encode(pictures(32, 32))
        for _ in range(50):
            network.update_codebook(before.prequant_BDhw, before.indices_Bhw)
        after = network.encode(pictures(32, 32))
    assert network.vqmodule.q_step_counter.item() == 50
    assert after.loss < before.loss
