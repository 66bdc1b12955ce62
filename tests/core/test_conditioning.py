"""Texts and pictures to embeddings: byte tokens, padding that leaks nothing, CLIP, the prior, the ways between, and
answers that are remembered."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from open_clip.tokenizer import SimpleTokenizer
from PIL import Image
from torch import Tensor, nn
from toy import CONFIGS

from paella_core.conditioning import byt5
from paella_core.conditioning.cache import Shelf
from paella_core.conditioning.clip import END, START, ByteTokenizer, ClipEncoder, build_clip, build_tokenizer, seen
from paella_core.conditioning.conditioner import Conditioner, identity
from paella_core.conditioning.mixing import lerp, slerp
from paella_core.conditioning.prior import imagine
from paella_core.errors import PackBroken
from paella_core.families import OpenPack
from paella_core.networks.paella import Paella
from paella_core.networks.prior import Prior
from paella_core.packs import loading, manifest
from paella_core.packs.manifest import Manifest, PackFile

CLIP_CONFIG, T5_CONFIG = CONFIGS["clip"][1], CONFIGS["byt5"][1]
CPU = torch.device("cpu")
SHORT, LONG = "a red boat", "a castle on a hill at dusk in the rain"
PICTURE = np.random.default_rng(0).random((20, 30, 3), dtype=np.float32)


class Loads:
    """Loads networks of a pack, counts them, and keeps them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest = manifest.read(folder)
        self.counted: Counter[str] = Counter()
        self.kept: dict[str, nn.Module] = {}

    def __call__(self, role: str) -> nn.Module:
        if role not in self.kept:
            self.counted[role] += 1
            self.kept[role] = loading.load(self.folder, self.manifest, role, CPU, torch.float32)
        return self.kept[role]

    def identities(self) -> dict[str, str]:
        return {role: identity(self.manifest, role, CPU, torch.float32) for role in ("byt5", "clip", "prior")}


def started(loads: Loads, shelf: Shelf | None, **changes: Any) -> Conditioner:
    """A conditioner as a program has it that was started just now."""
    loads.kept.clear()
    recipe = replace(loads.manifest.conditioning, **changes)
    return Conditioner(loads, loads.identities(), recipe, CLIP_CONFIG, shelf, CPU)


def answers(conditioner: Conditioner) -> dict[str, Tensor]:
    states_1LE, mask_1L = conditioner.text_states(SHORT)
    return {
        "states": states_1LE,
        "mask": mask_1L,
        "text": conditioner.clip_text(SHORT),
        "picture": conditioner.clip_picture(PICTURE),
        "imagined": conditioner.imagined(SHORT, 7),
    }


def assert_identical(got: dict[str, Tensor], expected: dict[str, Tensor]) -> None:
    for name, tensor in expected.items():
        assert got[name].dtype == tensor.dtype
        assert torch.equal(got[name], tensor), name


@pytest.fixture
def loads(toy_pack: Path) -> Loads:
    return Loads(toy_pack)


# ---- bytes


def test_byt5_tokens_are_bytes_and_three_with_an_end() -> None:
    ids_BL, mask_BL = byt5.tokenize(["", "aé"], 16)
    assert ids_BL.tolist() == [[1, 0, 0, 0], [ord("a") + 3, 0xC3 + 3, 0xA9 + 3, 1]]
    assert mask_BL.tolist() == [[True, False, False, False], [True] * 4]


def test_long_texts_are_cut_and_still_end() -> None:
    ids_BL, _ = byt5.tokenize(["x" * 100], 16)
    assert ids_BL.shape == (1, 16)
    assert ids_BL[0, -1] == 1


def test_padding_tells_batch_mates_nothing(loads: Loads) -> None:
    encoder = cast(Any, loads("byt5"))
    alone_1LE, _ = byt5.states(encoder, [SHORT], 64)
    together_BLE, mask_BL = byt5.states(encoder, [SHORT, LONG], 64)
    torch.testing.assert_close(together_BLE[:1, : alone_1LE.shape[1]], alone_1LE, atol=1e-5, rtol=1e-5)
    assert not together_BLE[~mask_BL].any()


def test_the_denoiser_reads_a_text_alike_alone_and_padded(loads: Loads) -> None:
    encoder, denoiser = cast(Any, loads("byt5")), cast(Paella, loads("denoiser"))
    tokens_BHW, t_B = torch.randint(64, (2, 4, 8)), torch.tensor([0.5, 0.5])
    alone_1LE, mask_1L = byt5.states(encoder, [SHORT], 64)
    states_BLE, mask_BL = byt5.states(encoder, [SHORT, LONG], 64)
    expected = denoiser(tokens_BHW[:1], t_B[:1], alone_1LE, key_mask_BS=mask_1L)
    padded = denoiser(tokens_BHW, t_B, states_BLE, key_mask_BS=mask_BL)[:1]
    torch.testing.assert_close(padded, expected, atol=1e-4, rtol=1e-4)
    assert (denoiser(tokens_BHW, t_B, states_BLE)[:1] - expected).abs().max() > 1e-2


# ---- CLIP


def test_clip_reads_bytes_between_start_and_end() -> None:
    ids = ByteTokenizer(8)(["", "ab", "long text"])
    assert ids[0].tolist() == [START, END, 0, 0, 0, 0, 0, 0]
    assert ids[1].tolist() == [START, 98, 99, END, 0, 0, 0, 0]
    assert ids[2].tolist() == [START, *(byte + 1 for byte in b"long t"), END]
    assert ids.argmax(1).tolist() == [1, 3, 7]


def test_what_follows_the_end_does_not_matter_to_clip() -> None:
    model = build_clip(CLIP_CONFIG).eval()
    ids = ByteTokenizer(CLIP_CONFIG["text_cfg"]["context_length"])(["boat"])
    other = ids.clone()
    other[0, 10:] = 5
    assert torch.equal(model.encode_text(ids), model.encode_text(other))


def test_the_causal_mask_is_real_on_a_model_without_weights() -> None:
    with torch.device("meta"):
        empty = build_clip(CLIP_CONFIG)
    assert all(parameter.is_meta for parameter in empty.parameters())
    real = dict(build_clip(CLIP_CONFIG).named_buffers())
    assert torch.equal(dict(empty.named_buffers())["attn_mask"], real["attn_mask"])


def test_without_bytes_the_tokenizer_is_open_clips_own() -> None:
    tokenize = build_tokenizer({"text_cfg": {"context_length": 20}})
    assert torch.equal(tokenize([SHORT]), SimpleTokenizer(context_length=20)([SHORT]))


def test_pictures_are_standardised_as_the_configuration_says() -> None:
    images_BCHW = torch.rand(2, 3, 32, 32)
    halves = {"mean": [0.5] * 3, "std": [0.5] * 3}
    assert torch.equal(seen(images_BCHW, CLIP_CONFIG | {"preprocess_cfg": halves}), images_BCHW * 2 - 1)
    grey = torch.tensor([0.48145466, 0.4578275, 0.40821073]).view(3, 1, 1).expand(1, 3, 32, 32)
    assert not seen(grey, CLIP_CONFIG).any()
    one_deviation = grey + torch.tensor([0.26862954, 0.26130258, 0.27577711]).view(3, 1, 1)
    torch.testing.assert_close(seen(one_deviation, CLIP_CONFIG), torch.ones(1, 3, 32, 32))


@pytest.mark.parametrize("size", [(90, 50), (20, 30), (32, 64)])
def test_pictures_are_made_square_as_pillow_does(size: tuple[int, int]) -> None:
    smooth = Image.fromarray(np.random.default_rng(1).integers(0, 256, (6, 6, 3), np.uint8)).resize(size)
    square = np.asarray(smooth.resize((32, 32), Image.Resampling.BICUBIC), np.float32) / 255
    plain = CLIP_CONFIG | {"preprocess_cfg": {"mean": [0.0] * 3, "std": [1.0] * 3}}
    image_CHW = torch.from_numpy(np.asarray(smooth, np.float32) / 255).permute(2, 0, 1)
    ours_BCHW = seen(image_CHW[None], plain)
    # Pillow rounds to 8 bits after each direction.
    torch.testing.assert_close(ours_BCHW[0].permute(1, 2, 0), torch.from_numpy(square), atol=2 / 255, rtol=0)


def test_overshoot_at_edges_is_clipped() -> None:
    plain = CLIP_CONFIG | {"preprocess_cfg": {"mean": [0.0] * 3, "std": [1.0] * 3}}
    edge_BCHW = torch.zeros(1, 3, 16, 16)
    edge_BCHW[..., 8:] = 1
    seen_BCHW = seen(edge_BCHW, plain)
    assert seen_BCHW.min() == 0
    assert seen_BCHW.max() == 1


def test_embeddings_of_both_towers_are_not_normalised(loads: Loads) -> None:
    encoder = ClipEncoder(cast(Any, loads("clip")), CLIP_CONFIG)
    for embedding_BE in (encoder.text([SHORT, LONG]), encoder.pictures(torch.rand(2, 3, 40, 50))):
        assert embedding_BE.shape == (2, CLIP_CONFIG["embed_dim"])
        assert ((embedding_BE.norm(dim=1) - 1).abs() > 1e-3).all()
        assert not torch.equal(embedding_BE[0], embedding_BE[1])


def test_half_precision_answers_in_float32(loads: Loads) -> None:
    encoder = ClipEncoder(cast(Any, loads("clip")).bfloat16(), CLIP_CONFIG)
    assert encoder.text([SHORT]).dtype == torch.float32
    assert encoder.pictures(torch.rand(1, 3, 32, 32)).dtype == torch.float32


# ---- the prior


def test_the_prior_follows_text_seed_and_guidance(loads: Loads) -> None:
    network = cast(Prior, loads("prior"))
    torch.manual_seed(0)
    text_1E, other_1E = torch.randn(2, 1, CLIP_CONFIG["embed_dim"])
    first = imagine(network, text_1E, 1, 4, 3.0)
    assert first.shape == text_1E.shape
    assert torch.equal(first, imagine(network, text_1E, 1, 4, 3.0))
    for different in (
        imagine(network, other_1E, 1, 4, 3.0),
        imagine(network, text_1E, 2, 4, 3.0),
        imagine(network, text_1E, 1, 4, 1.0),
        imagine(network, text_1E, 1, 5, 3.0),
    ):
        assert not torch.allclose(first, different, atol=1e-3)


def test_without_guidance_the_prior_asks_only_about_the_text(loads: Loads) -> None:
    network = cast(Prior, loads("prior"))
    asked: list[bool] = []
    network.register_forward_pre_hook(lambda _module, inputs: asked.append(bool(inputs[2].any())))
    imagine(network, torch.ones(1, CLIP_CONFIG["embed_dim"]), 1, 3, 1.0)
    assert asked == [True] * 3
    imagine(network, torch.ones(1, CLIP_CONFIG["embed_dim"]), 1, 3, 3.0)
    assert asked[3:] == [True, False] * 3


# ---- what is remembered


def test_a_repeated_question_touches_no_encoder(loads: Loads, tmp_path: Path) -> None:
    first = started(loads, Shelf(tmp_path))
    fresh = answers(first)
    assert loads.counted == {"byt5": 1, "clip": 1, "prior": 1}
    assert_identical(answers(first), fresh)
    assert_identical(answers(started(loads, Shelf(tmp_path))), fresh)
    assert loads.counted == {"byt5": 1, "clip": 1, "prior": 1}
    started(loads, Shelf(tmp_path)).text_states(LONG)
    assert loads.counted == {"byt5": 2, "clip": 1, "prior": 1}


def test_answers_have_their_shapes_and_are_float32(loads: Loads, tmp_path: Path) -> None:
    got = answers(started(loads, Shelf(tmp_path)))
    assert got["states"].shape == (1, len(SHORT) + 1, T5_CONFIG["d_model"])
    assert got["mask"].dtype == torch.bool
    assert got["mask"].all()
    for name in ("text", "picture", "imagined"):
        assert got[name].shape == (1, CLIP_CONFIG["embed_dim"])
    assert {got[name].dtype for name in ("states", "text", "picture", "imagined")} == {torch.float32}


def test_answers_are_those_of_the_networks(loads: Loads) -> None:
    got = answers(started(loads, None))
    states_1LE, mask_1L = byt5.states(cast(Any, loads("byt5")), [SHORT], 64)
    clip = ClipEncoder(cast(Any, loads("clip")), CLIP_CONFIG)
    recipe = loads.manifest.conditioning
    text_1E = clip.text([SHORT])
    expected = {
        "states": states_1LE,
        "mask": mask_1L,
        "text": text_1E,
        "picture": clip.pictures(torch.from_numpy(PICTURE).permute(2, 0, 1)[None]),
        "imagined": imagine(cast(Prior, loads("prior")), text_1E, 7, recipe.prior_steps, recipe.prior_guidance),
    }
    assert_identical(got, expected)


def test_questions_are_told_apart(loads: Loads, tmp_path: Path) -> None:
    conditioner = started(loads, Shelf(tmp_path))
    assert not torch.equal(conditioner.clip_text(SHORT), conditioner.clip_text(LONG))
    assert not torch.equal(conditioner.clip_picture(PICTURE), conditioner.clip_picture(PICTURE[::-1]))
    assert not torch.equal(conditioner.imagined(SHORT, 1), conditioner.imagined(SHORT, 2))
    assert not torch.equal(conditioner.imagined(SHORT, 1), conditioner.imagined(LONG, 1))


@pytest.mark.parametrize(
    ("role", "asked_again"), [("byt5", {"byt5"}), ("clip", {"clip", "prior"}), ("prior", {"prior"})]
)
def test_a_retrained_network_answers_itself(toy_pack: Path, tmp_path: Path, role: str, asked_again: set[str]) -> None:
    answers(started(Loads(toy_pack), Shelf(tmp_path)))
    retrained = Loads(toy_pack)
    file = retrained.manifest.networks[role].file
    other = PackFile(retrained.manifest.files[file].size, "0" * 64)
    retrained.manifest = replace(retrained.manifest, files={**retrained.manifest.files, file: other})
    answers(started(retrained, Shelf(tmp_path)))
    assert set(retrained.counted) == asked_again


@pytest.mark.parametrize(
    ("change", "asked_again"),
    [
        ({"byt5_length": 4}, {"byt5"}),
        ({"prior_steps": 2}, {"prior"}),
        ({"prior_guidance": 1.0}, {"prior"}),
        ({"feeds": ("byt5",)}, set()),
    ],
)
def test_other_settings_are_other_answers(
    toy_pack: Path, tmp_path: Path, change: dict[str, Any], asked_again: set[str]
) -> None:
    answers(started(Loads(toy_pack), Shelf(tmp_path)))
    loads = Loads(toy_pack)
    answers(started(loads, Shelf(tmp_path), **change))
    assert set(loads.counted) == asked_again


def test_an_identity_knows_weights_configuration_and_arithmetic(loads: Loads) -> None:
    pack = loads.manifest
    network = pack.networks["clip"]
    halves = replace(network, config={**network.config, "preprocess_cfg": {"mean": [0.5] * 3, "std": [0.5] * 3}})
    others: list[tuple[Manifest, str, torch.device, torch.dtype]] = [
        (pack, "clip", CPU, torch.float32),
        (pack, "byt5", CPU, torch.float32),
        (pack, "clip", CPU, torch.bfloat16),
        (pack, "clip", torch.device("cuda"), torch.float32),
        (replace(pack, networks={**pack.networks, "clip": halves}), "clip", CPU, torch.float32),
    ]
    assert len({identity(*other) for other in others}) == len(others)
    assert identity(replace(pack, name="copy"), "clip", CPU, torch.float32) == identity(
        pack, "clip", CPU, torch.float32
    )


def test_a_conditioner_of_a_pack_keeps_its_answers_in_the_users_folder(
    toy_pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAELLA_HOME", str(tmp_path))
    pack = manifest.read(toy_pack)
    fresh = answers(OpenPack(toy_pack, pack, CPU).conditioner)
    # A folder without any network: what is remembered must do.
    assert_identical(answers(OpenPack(tmp_path / "gone", pack, CPU).conditioner), fresh)
    with pytest.raises(PackBroken):
        OpenPack(tmp_path / "gone", pack, CPU).conditioner.clip_text(LONG)


def test_a_pack_without_an_encoder_says_so(toy_pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAELLA_HOME", str(tmp_path))
    pack = manifest.read(toy_pack)
    networks = {role: network for role, network in pack.networks.items() if role not in ("clip", "prior")}
    recipe = replace(pack.conditioning, feeds=("byt5",))
    without = replace(pack, networks=networks, abilities=("generate",), conditioning=recipe)
    conditioner = OpenPack(toy_pack, without, CPU).conditioner
    conditioner.text_states(SHORT)
    with pytest.raises(PackBroken, match="no network for 'clip'"):
        conditioner.clip_picture(PICTURE)


# ---- the ways between embeddings

numbers = st.floats(-100, 100, width=32)
vectors = st.lists(numbers, min_size=4, max_size=4).map(lambda values: torch.tensor([values]))
shares = st.floats(0, 1)


def test_slerp_walks_a_quarter_of_a_circle_evenly() -> None:
    right, up = torch.tensor([[2.0, 0.0]]), torch.tensor([[0.0, 2.0]])
    for share in (0.0, 0.25, 0.5, 0.9, 1.0):
        angle = share * math.pi / 2
        expected = torch.tensor([[2 * math.cos(angle), 2 * math.sin(angle)]])
        torch.testing.assert_close(slerp(right, up, share), expected, atol=1e-6, rtol=0)


def test_slerp_takes_the_angle_from_directions_and_applies_it_to_the_vectors() -> None:
    torch.testing.assert_close(
        slerp(torch.tensor([[3.0, 0.0]]), torch.tensor([[0.0, 5.0]]), 0.5),
        torch.tensor([[3.0, 5.0]]) * math.sin(math.pi / 4),
    )


@settings(max_examples=50, deadline=None)
@given(a=vectors, b=vectors, share=shares)
def test_slerp_never_fails_and_keeps_its_ends(a: Tensor, b: Tensor, share: float) -> None:
    assert slerp(a, b, share).isfinite().all()
    assert torch.equal(slerp(a, b, 0.0), a)
    assert torch.equal(slerp(a, b, 1.0), b)


@settings(max_examples=50, deadline=None)
@given(a=vectors, factor=st.sampled_from([-3.0, -1.0, 0.0, 1e-3, 0.5, 1.0, 2.0]), share=shares)
def test_slerp_goes_straight_where_there_is_no_arc(a: Tensor, factor: float, share: float) -> None:
    expected = lerp(a, a * factor, share)
    torch.testing.assert_close(slerp(a, a * factor, share), expected, atol=1e-4, rtol=1e-4)
    torch.testing.assert_close(slerp(a * factor, a, 1 - share), expected, atol=1e-4, rtol=1e-4)


@settings(max_examples=50, deadline=None)
@given(a=vectors, b=vectors, share=shares)
def test_a_row_is_mixed_alike_alone_and_beside_one_without_an_arc(a: Tensor, b: Tensor, share: float) -> None:
    rows = slerp(torch.cat([a, torch.zeros_like(a), a]), torch.cat([b, b, a]), share)
    torch.testing.assert_close(rows[:1], slerp(a, b, share))
    torch.testing.assert_close(rows[1:2], b * share)
    torch.testing.assert_close(rows[2:], a)


@settings(max_examples=50, deadline=None)
@given(a=vectors, b=vectors, share=shares)
def test_lerp_keeps_its_ends_and_the_middle(a: Tensor, b: Tensor, share: float) -> None:
    assert torch.equal(lerp(a, b, 0.0), a)
    assert torch.equal(lerp(a, b, 1.0), b)
    torch.testing.assert_close(lerp(a, b, share), a + (b - a) * share, atol=1e-4, rtol=1e-4)
