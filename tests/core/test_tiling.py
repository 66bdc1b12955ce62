"""Decoding a part, or in tiles, gives what decoding at once gives, and never sees more than it should."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn

from paella_core.networks.trimmed import Cells, of_finer
from paella_core.networks.vqgan_f4 import VQGAN, VQGANConfig
from paella_core.networks.vqgan_f8 import GumbelVQGAN, GumbelVQGANConfig
from paella_core.networks.vqgan_watercolor import WatercolorVQGAN, WatercolorVQGANConfig
from paella_core.request import Box
from paella_core.tiling import in_parts, parts

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

    def decode(grid: Tensor, wanted: Cells) -> Tensor:
        seen.append(grid.shape[1:])
        return vqgan.decode_indices(grid, wanted)

    whole_BCHW = vqgan.decode_indices(tokens_BHW)
    wanted = Box(0, 0, size[1], size[0])
    tiled_BCHW = in_parts(decode, tokens_BHW, wanted, vqgan.decoder_reach, LARGEST)
    torch.testing.assert_close(tiled_BCHW, whole_BCHW, atol=1e-9, rtol=1e-9)
    assert len(seen) > 1
    assert max(max(shape) for shape in seen) <= LARGEST


BOXES = [Box(14, 11, 5, 9), Box(0, 0, 1, 1), Box(30, 24, 3, 5), Box(2, 20, 31, 2), Box(0, 0, 33, 29)]


@pytest.mark.parametrize("wanted", BOXES)
@pytest.mark.parametrize("largest", [None, 16])
def test_a_part_is_that_of_the_whole(vqgan: VQGAN, wanted: Box, largest: int | None) -> None:
    tokens_BHW, cell = torch.randint(32, (2, 29, 33)), vqgan.pixels_per_token
    rows, columns = Box(*(cell * number for number in wanted)).slices
    part_BCHW = in_parts(vqgan.decode_indices, tokens_BHW, wanted, vqgan.decoder_reach, largest)
    whole_BCHW = vqgan.decode_indices(tokens_BHW)
    torch.testing.assert_close(part_BCHW, whole_BCHW[..., rows, columns], atol=1e-9, rtol=1e-9)


@pytest.mark.parametrize("wanted", BOXES)
def test_a_wanted_part_of_a_decoded_grid_is_that_of_the_whole(vqgan: VQGAN, wanted: Box) -> None:
    tokens_BHW = torch.randint(32, (2, 29, 33))
    rows, columns = of_finer(wanted.slices, vqgan.pixels_per_token)
    part_BCHW = vqgan.decode_indices(tokens_BHW, wanted.slices)
    torch.testing.assert_close(part_BCHW, vqgan.decode_indices(tokens_BHW)[..., rows, columns], atol=1e-9, rtol=1e-9)


def test_each_block_sees_no_more_than_what_is_wanted_depends_on() -> None:
    vqgan = VQGAN(VQGANConfig(bottleneck_blocks=3, c_hidden=8, codebook_size=32))
    seen: list[tuple[int, ...]] = []
    for block in vqgan.up_blocks:
        block.register_forward_pre_hook(lambda _block, given: seen.append(tuple(given[0].shape[2:])))
    vqgan.decode_indices(torch.zeros(1, 30, 30, dtype=torch.int64), (slice(10, 15), slice(0, 6)))
    # A row needs 4 more on either side: one for each block, and one to double; a column at the edge none beyond it.
    assert seen == [(30, 30), (13, 10), (11, 9), (9, 8), (7, 7), (12, 13)]


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


def test_the_reach_of_an_encoder_is_that_of_its_pixels(vqgan: VQGAN) -> None:
    """A pixel changes the latents of all cells within the reach, and of no others, wherever in its cell it lies."""
    cell = vqgan.pixels_per_token
    picture_BCHW = torch.rand(1, 3, 11 * cell, 11 * cell, dtype=torch.float64)
    before_BDhw = vqgan.latents(picture_BCHW)
    for pixel in range(5 * cell, 6 * cell):
        changed_BCHW = picture_BCHW.clone()
        changed_BCHW[..., pixel, 5 * cell] += 0.5
        differs_hw = (vqgan.latents(changed_BCHW) != before_BDhw)[0].any(0)
        first, last = (pixel - vqgan.encoder_reach) // cell, (pixel + vqgan.encoder_reach) // cell
        rows = differs_hw.any(1).nonzero()[:, 0].tolist()
        assert first <= rows[0]
        assert rows[-1] <= last
        if pixel == 5 * cell:
            assert rows[0] == first
        if pixel == 6 * cell - 1:
            assert rows[-1] == last


def test_a_network_that_sees_everything_has_no_reach() -> None:
    config = GumbelVQGANConfig(ch=32, ch_mult=(1, 1), num_res_blocks=1, z_channels=8, n_embed=8, embed_dim=8)
    assert GumbelVQGAN(config).decoder_reach is None
    assert GumbelVQGAN(config).encoder_reach is None


@pytest.mark.parametrize(("reach", "side"), [(3, LARGEST), (None, 2 * LARGEST)])
def test_what_is_small_or_must_be_seen_as_a_whole_is_made_at_once(reach: int | None, side: int) -> None:
    asked = []
    grid, wanted = torch.zeros(1, side, side), Box(4, 4, side - 6, side - 8)

    def made_of(part: Tensor, wanted: Cells) -> Tensor:
        asked.append(part.shape)
        return part[:, None, *wanted]

    made = in_parts(made_of, grid, wanted, reach, LARGEST)
    assert asked == [(1, side, side) if reach is None else (1, side - 8 + 2 * reach, side - 6 + 2 * reach - 1)]
    assert made.shape == (1, 1, side - 8, side - 6)


@pytest.mark.parametrize(("first", "length", "side"), [(0, 1, 1), (0, 24, 24), (0, 25, 25), (7, 40, 47), (3, 290, 300)])
def test_parts_follow_one_another_and_none_is_too_long(first: int, length: int, side: int) -> None:
    found = parts(first, length, side, 5, LARGEST)
    assert [part.first for part in found] == [first, *(part.last for part in found[:-1])]
    assert found[-1].last == first + length
    for part in found:
        assert part.seen_first == max(0, part.first - 5)
        assert part.seen_last == min(side, part.last + 5)
        assert part.seen_last - part.seen_first <= LARGEST
