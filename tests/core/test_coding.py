"""Coding part by part gives what coding the whole gives, and reads no more than it must."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn

from paella_core.families.coding import Decoding, Encoding
from paella_core.families.recoding import Recoder
from paella_core.networks.trimmed import Cells
from paella_core.networks.vqgan_f4 import VQGAN, VQGANConfig
from paella_core.networks.vqgan_f8 import GumbelVQGAN, GumbelVQGANConfig
from paella_core.networks.vqgan_watercolor import WatercolorVQGAN, WatercolorVQGANConfig
from paella_core.request import Box

HEIGHT, WIDTH = 104, 136
LABELS = 64


Network = TypeVar("Network", bound=nn.Module)
AnyVQGAN = VQGAN | WatercolorVQGAN | GumbelVQGAN


def randomised(module: Network) -> Network:
    torch.manual_seed(0)
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.copy_(torch.randn(parameter.shape) * 0.5)
    return module.eval().requires_grad_(False)


F4 = randomised(VQGAN(VQGANConfig(bottleneck_blocks=2, c_hidden=16, codebook_size=LABELS)))
WATERCOLOR = randomised(WatercolorVQGAN(WatercolorVQGANConfig(bottleneck_blocks=1, c_hidden=16, codebook_size=LABELS)))
F8 = randomised(
    GumbelVQGAN(
        GumbelVQGANConfig(
            ch=32, ch_mult=(1, 1), resolution=32, attn_resolutions=(), num_res_blocks=1, z_channels=8, n_embed=LABELS
        )
    )
)
EVERY: dict[str, AnyVQGAN] = {"f4": F4, "watercolor": WATERCOLOR, "f8": F8}


class Counted:
    """A function of a grid, with the rows and columns that it was given."""

    def __init__(self, function: Callable[..., Tensor]) -> None:
        self.function = function
        self.sizes: list[tuple[int, int]] = []

    def __call__(self, tensor: Tensor, *wanted: Cells) -> Tensor:
        self.sizes.append((tensor.shape[-2], tensor.shape[-1]))
        return self.function(tensor, *wanted)


@pytest.fixture(params=list(EVERY))
def vqgan(request: pytest.FixtureRequest) -> AnyVQGAN:
    return EVERY[request.param]


def encoding_of(vqgan: AnyVQGAN, encode: Callable[[Tensor], Tensor], largest: int | None = None) -> Encoding:
    return Encoding(encode, vqgan.pixels_per_token, vqgan.encoder_reach, largest)


def picture(seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).random((HEIGHT, WIDTH, 3), np.float32)


def edited(original: np.ndarray, box: Box) -> np.ndarray:
    copy = original.copy()
    copy[box.slices] = 1 - copy[box.slices]
    return copy


def image(picture_HW3: np.ndarray) -> Tensor:
    return torch.from_numpy(picture_HW3).permute(2, 0, 1)[None]


# ---- encoding


@pytest.mark.parametrize("wanted", [None, Box(3, 2, 4, 5), Box(0, 0, 1, 1), Box(10, 8, 7, 5)])
@pytest.mark.parametrize("largest", [None, 12])
def test_a_part_is_encoded_as_in_the_whole(vqgan: AnyVQGAN, wanted: Box | None, largest: int | None) -> None:
    whole = vqgan.latents(image(picture()))
    part = encoding_of(vqgan, vqgan.latents, largest).codes(picture(), wanted)
    rows, columns = (slice(None), slice(None)) if wanted is None else wanted.slices
    torch.testing.assert_close(part, whole[..., rows, columns], rtol=1e-4, atol=1e-5)


def test_no_more_is_encoded_than_the_reach_asks_for() -> None:
    encode = Counted(F4.tokenize)
    encoding_of(F4, encode).codes(picture(), Box(6, 5, 3, 4))
    assert encode.sizes == [((4 + 2 * 2) * 4, (3 + 2 * 2) * 4)]


@pytest.mark.parametrize(
    ("changed", "stale"),
    [
        (Box(40, 44, 1, 1), Box(8, 9, 5, 5)),
        (Box(43, 47, 1, 1), Box(8, 9, 5, 5)),
        (Box(39, 44, 9, 1), Box(7, 9, 7, 5)),
        (Box(0, 0, 1, 1), Box(0, 0, 3, 3)),
        (Box(WIDTH - 1, HEIGHT - 1, 1, 1), Box(31, 23, 3, 3)),
        (Box(0, 0, WIDTH, HEIGHT), Box(0, 0, 34, 26)),
    ],
)
def test_stale_are_the_cells_that_depend_on_a_changed_pixel(changed: Box, stale: Box) -> None:
    encoding = encoding_of(F4, F4.tokenize)
    assert encoding.stale(picture(), edited(picture(), changed)) == stale


@pytest.mark.parametrize("channel", range(3))
def test_one_colour_that_changes_is_a_change(channel: int) -> None:
    changed = picture()
    changed[44, 40, channel] += 0.25
    assert encoding_of(F4, F4.tokenize).stale(picture(), changed) == Box(8, 9, 5, 5)


def test_of_equal_pictures_nothing_is_stale_and_where_everything_matters_all_is() -> None:
    assert encoding_of(F4, F4.tokenize).stale(picture(), picture()).width == 0
    whole = Box(0, 0, WIDTH // 2, HEIGHT // 2)
    assert encoding_of(F8, F8.tokenize).stale(picture(), edited(picture(), Box(8, 8, 1, 1))) == whole


# ---- encoding again


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(["f4", "watercolor"]),
    st.integers(0, WIDTH - 1),
    st.integers(0, HEIGHT - 1),
    st.integers(1, 40),
    st.integers(1, 40),
)
def test_after_a_change_codes_are_those_of_the_whole(name: str, left: int, top: int, width: int, height: int) -> None:
    vqgan, recoder = EVERY[name], Recoder()
    encoding = encoding_of(vqgan, vqgan.latents)
    recoder.remember(picture(), vqgan.latents(image(picture())))
    changed = edited(picture(), Box(left, top, width, height))
    torch.testing.assert_close(recoder.codes(encoding, changed), vqgan.latents(image(changed)), rtol=1e-4, atol=1e-5)


def test_only_what_changed_is_encoded_from_the_picture_that_is_most_alike() -> None:
    recoder, encode = Recoder(), Counted(F4.tokenize)
    near, far = edited(picture(), Box(40, 44, 4, 4)), edited(picture(), Box(8, 8, 90, 90))
    for known in (far, near, edited(picture(), Box(100, 80, 30, 20))):
        recoder.remember(known, F4.tokenize(image(known)))
    tokens = recoder.codes(encoding_of(F4, encode), picture())
    assert encode.sizes == [(36, 36)]
    assert torch.equal(tokens, F4.tokenize(image(picture())))


def test_a_picture_that_is_there_is_not_encoded_and_one_of_another_size_wholly() -> None:
    recoder, encode = Recoder(), Counted(F4.tokenize)
    tokens = F4.tokenize(image(picture()))
    recoder.remember(picture(), tokens)
    assert torch.equal(recoder.codes(encoding_of(F4, encode), picture()), tokens)
    assert not encode.sizes
    smaller = picture()[:, :-8]
    assert torch.equal(recoder.codes(encoding_of(F4, F4.tokenize), smaller), F4.tokenize(image(smaller)))


def test_what_is_remembered_stays_as_it_was() -> None:
    recoder, encoding, shown = Recoder(), encoding_of(F4, F4.tokenize), picture()
    tokens = F4.tokenize(image(shown))
    before = tokens.clone()
    recoder.remember(shown, tokens)
    shown[:60] = 0  # whoever gave it may go on with it
    assert torch.equal(recoder.codes(encoding, shown), F4.tokenize(image(shown)))
    assert torch.equal(tokens, before)
    assert torch.equal(recoder.codes(encoding, picture()), before)


def test_only_the_last_few_are_remembered_and_each_once() -> None:
    recoder, encode = Recoder(), Counted(F4.tokenize)
    plain = [np.full((HEIGHT, WIDTH, 3), shade, np.float32) for shade in (0.1, 0.2, 0.3, 0.4)]
    for one in plain[:3]:
        recoder.remember(one, F4.tokenize(image(one)))
    tokens = F4.tokenize(image(picture()))
    for _ in range(9):
        recoder.remember(picture(), tokens)
    changed = edited(plain[0], Box(40, 44, 4, 4))
    recoder.codes(encoding_of(F4, encode), changed)
    recoder.remember(plain[3], F4.tokenize(image(plain[3])))
    recoder.codes(encoding_of(F4, encode), changed)
    assert encode.sizes == [(36, 36), (HEIGHT, WIDTH)]


# ---- decoding


@pytest.mark.parametrize("looked_at", [Box(3, 2, 4, 5), Box(0, 0, 1, 1), Box(9, 8, 3, 2), Box(0, 0, 12, 10)])
@pytest.mark.parametrize("largest", [None, 12])
def test_what_is_looked_at_is_decoded_as_in_the_whole_and_all_else_is_black(
    vqgan: AnyVQGAN, looked_at: Box, largest: int | None
) -> None:
    tokens = torch.randint(LABELS, (2, 10, 12), generator=torch.Generator().manual_seed(2))
    decoding = Decoding(vqgan.decode_indices, vqgan.decoder_reach, largest)
    rows, columns = Box(*(vqgan.pixels_per_token * number for number in looked_at)).slices
    for part, whole in zip(decoding.pictures(tokens, looked_at), decoding.pictures(tokens), strict=True):
        expected = np.zeros_like(whole)
        expected[rows, columns] = whole[rows, columns]
        np.testing.assert_allclose(part, expected, rtol=0, atol=1e-5)
        assert whole.min() >= 0
        assert whole.std() > 0.1


def test_no_more_is_decoded_than_the_reach_asks_for() -> None:
    decode = Counted(F4.decode_indices)
    Decoding(decode, F4.decoder_reach).pictures(torch.zeros(1, 20, 20, dtype=torch.int64), Box(9, 0, 2, 4))
    assert decode.sizes == [(4 + 3, 2 + 2 * 3)]
