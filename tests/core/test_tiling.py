"""Decoding in tiles gives what decoding at once gives, and never sees more than it should."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn

from paella_core.networks.vqgan_f4 import VQGAN, VQGANConfig
from paella_core.networks.vqgan_f8 import GumbelVQGAN, GumbelVQGANConfig
from paella_core.networks.vqgan_watercolor import WatercolorVQGAN, WatercolorVQGANConfig
from paella_core.tiling import in_tiles, parts

LARGEST = 24
VQGANS = {
    "f4": lambda: VQGAN(VQGANConfig(bottleneck_blocks=2, c_hidden=8, codebook_size=32)),
    "f4 of three levels": lambda: VQGAN(VQGANConfig(levels=3, bottleneck_blocks=1, c_hidden=8, codebook_size=32)),
    "watercolor": lambda: WatercolorVQGAN(WatercolorVQGANConfig(bottleneck_blocks=2, c_hidden=16, codebook_size=32)),
}


def randomised(module: nn.Module) -> nn.Module:
    torch.manual_seed(0)
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.copy_(torch.randn(parameter.shape) * 0.5)
    return module.double().eval().requires_grad_(False)


@pytest.fixture(params=list(VQGANS))
def vqgan(request: pytest.FixtureRequest) -> VQGAN:
    return randomised(VQGANS[request.param]())  # type: ignore[return-value]


@pytest.mark.parametrize("size", [(60, 25), (24, 61), (50, 50)])
def test_tiles_are_the_whole(vqgan: VQGAN, size: tuple[int, int]) -> None:
    tokens_BHW, seen = torch.randint(32, (2, *size)), []

    def decode(grid: Tensor) -> Tensor:
        seen.append(grid.shape[1:])
        return vqgan.decode_indices(grid)

    whole_BCHW = vqgan.decode_indices(tokens_BHW)
    tiled_BCHW = in_tiles(decode, tokens_BHW, LARGEST, vqgan.decoder_reach)
    torch.testing.assert_close(tiled_BCHW, whole_BCHW, atol=1e-9, rtol=1e-9)
    assert len(seen) > 1
    assert max(max(shape) for shape in seen) <= LARGEST


def test_the_reach_of_a_decoder_is_no_larger_than_it_must_be(vqgan: VQGAN) -> None:
    tokens_BHW = torch.zeros(1, 41, 41, dtype=torch.int64)
    changed_BHW = tokens_BHW.clone()
    changed_BHW[0, 20, 20] = 7
    differs_HW = (vqgan.decode_indices(tokens_BHW) - vqgan.decode_indices(changed_BHW)).abs()[0].amax(0) > 0
    rows = differs_HW.any(1).nonzero()[:, 0]
    cell = vqgan.pixels_per_token
    above = 20 - int(rows.min()) // cell
    below = int(rows.max()) // cell - 20
    assert max(above, below) == vqgan.decoder_reach


def test_a_decoder_that_sees_everything_has_no_reach() -> None:
    config = GumbelVQGANConfig(ch=32, ch_mult=(1, 1), num_res_blocks=1, z_channels=8, n_embed=8, embed_dim=8)
    assert GumbelVQGAN(config).decoder_reach is None


def test_what_is_small_is_decoded_at_once() -> None:
    asked = []
    grid = torch.zeros(1, LARGEST, LARGEST)
    in_tiles(lambda part: asked.append(part.shape) or part[:, None], grid, LARGEST, 3)
    assert asked == [grid.shape]


@pytest.mark.parametrize("side", [1, 24, 25, 47, 300])
def test_parts_follow_one_another_and_none_is_too_long(side: int) -> None:
    found = parts(side, LARGEST, 5)
    assert [part.first for part in found] == [0, *(part.last for part in found[:-1])]
    assert found[-1].last == side
    for part in found:
        assert part.seen_first == (0 if len(found) == 1 else max(0, part.first - 5))
        assert part.seen_last == (side if len(found) == 1 else min(side, part.last + 5))
        assert part.seen_last - part.seen_first <= LARGEST
