"""Prompts to conditions: byte tokens, padding that leaks nothing, CLIP of bytes, the prior, what is remembered."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from open_clip.tokenizer import SimpleTokenizer
from toy import CONFIGS

from paella_core.conditioning import byt5
from paella_core.conditioning.cache import Cache, content_key
from paella_core.conditioning.clip import END, START, ByteTokenizer, build_clip, build_tokenizer
from paella_core.conditioning.text import ClipText, ImagePrior, TextConditioner
from paella_core.networks.prior import Prior, PriorConfig

CLIP_CONFIG, T5_CONFIG = CONFIGS["clip"][1], CONFIGS["byt5"][1]
PRIOR_CONFIG = PriorConfig(**CONFIGS["prior"][1])


@pytest.fixture(scope="module")
def conditioner() -> TextConditioner:
    torch.manual_seed(0)
    clip = ClipText(build_clip(CLIP_CONFIG).eval().requires_grad_(False), build_tokenizer(CLIP_CONFIG))
    prior = ImagePrior(Prior(PRIOR_CONFIG).eval().requires_grad_(False), clip, steps=4, guidance=3.0)
    return TextConditioner(byt5.build_encoder(T5_CONFIG).eval().requires_grad_(False), 64, clip, prior)


def test_byt5_tokens_are_bytes_and_three_with_an_end() -> None:
    ids_BL, mask_BL = byt5.tokenize(["", "aé"], 16)
    assert ids_BL.tolist() == [[1, 0, 0, 0], [ord("a") + 3, 0xC3 + 3, 0xA9 + 3, 1]]
    assert mask_BL.tolist() == [[True, False, False, False], [True] * 4]


def test_long_texts_are_cut_and_still_end() -> None:
    ids_BL, _ = byt5.tokenize(["x" * 100], 16)
    assert ids_BL.shape == (1, 16)
    assert ids_BL[0, -1] == 1


def test_padding_tells_batch_mates_nothing() -> None:
    encoder = byt5.build_encoder(T5_CONFIG).eval().requires_grad_(False)
    alone_1LE = byt5.encode(encoder, *byt5.tokenize(["a red boat"], 64))
    ids_BL, mask_BL = byt5.tokenize(["a red boat", "a castle on a hill at dusk in the rain"], 64)
    together_BLE = byt5.encode(encoder, ids_BL, mask_BL)
    torch.testing.assert_close(together_BLE[:1, : alone_1LE.shape[1]], alone_1LE, atol=1e-5, rtol=1e-5)
    assert not together_BLE[~mask_BL].any()


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
    assert torch.equal(tokenize(["a red boat"]), SimpleTokenizer(context_length=20)(["a red boat"]))


def test_a_condition_has_a_row_for_each_seed(conditioner: TextConditioner) -> None:
    condition = conditioner.condition("a boat", (1, 2, 3))
    assert condition.byt5_BLE.shape == (3, 7, T5_CONFIG["d_model"])
    assert condition.key_mask is None
    assert condition.clip_BE is not None
    assert condition.clip_BE.shape == (3, CLIP_CONFIG["embed_dim"])
    image_BE = condition.clip_image_BE
    assert image_BE is not None
    assert image_BE.shape == (3, CLIP_CONFIG["embed_dim"])
    assert not torch.equal(image_BE[0], image_BE[1])
    other = conditioner.condition("a boat", (2,)).clip_image_BE
    assert other is not None
    torch.testing.assert_close(other, image_BE[1:2])


def test_the_opposite_has_no_image_embedding(conditioner: TextConditioner) -> None:
    condition = conditioner.opposite("", 2)
    assert condition.byt5_BLE.shape == (2, 1, T5_CONFIG["d_model"])
    assert condition.clip_BE is not None
    assert condition.clip_image_BE is None


def test_embeddings_are_not_normalised(conditioner: TextConditioner) -> None:
    clip_BE = conditioner.opposite("a boat", 1).clip_BE
    assert clip_BE is not None
    assert abs(clip_BE.norm().item() - 1) > 1e-3


def test_a_cache_forgets_what_was_used_longest_ago() -> None:
    cache: Cache[int] = Cache(2)
    made: list[str] = []

    def make(key: str) -> int:
        made.append(key)
        return len(made)

    for key in ("a", "b", "a", "c", "a", "b"):
        cache.get(key, lambda key=key: make(key))
    assert made == ["a", "b", "c", "b"]
    assert len(cache) == 2


def test_keys_follow_the_content() -> None:
    zeros = np.zeros((2, 3), np.float32)
    assert content_key(zeros) == content_key(zeros.copy())
    others = (zeros + 1, zeros.T, zeros.astype(np.float64))
    assert len({content_key(array) for array in (zeros, *others)}) == 4
