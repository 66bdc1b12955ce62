"""Concepts: vectors in the place of words, the files that hold them, and the prompts that name them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
import torch
from safetensors.numpy import save_file
from torch import Tensor
from toy import CONFIGS, write_toy_v1

from paella_core.conditioning import byt5, concepts
from paella_core.conditioning.clip import ClipEncoder, build_clip
from paella_core.conditioning.concepts import Concept, Vocabulary, encoders_of
from paella_core.conditioning.splicing import VECTOR, Text
from paella_core.engine import Engine
from paella_core.errors import BadInput
from paella_core.families import OpenPack
from paella_core.packs import loading, manifest
from paella_core.params import SamplingParams
from paella_core.request import Generate

CPU = torch.device("cpu")
BEFORE, WORD, AFTER = "a photo of ", "cat", " at night"
PLAIN = BEFORE + WORD + AFTER
WIDTHS = {"byt5": CONFIGS["byt5"][1]["d_model"], "clip": CONFIGS["clip"][1]["text_cfg"]["width"]}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PAELLA_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def encoder_of(pack: Path, role: str) -> Any:
    return loading.load(pack, manifest.read(pack), role, CPU, torch.float32)


def concept_for(pack: Path, name: str = "thing", seed: int = 0) -> Concept:
    generator = np.random.default_rng(seed)
    encoders = encoders_of(manifest.read(pack))
    vectors = {role: generator.standard_normal((3, WIDTHS[role]), np.float32) for role in encoders}
    return Concept(name, "toy", "1.0", 2, encoders, vectors)


def spelled_out(table: torch.nn.Module, ids: list[int]) -> Text:
    """The prompt with its word as the vectors that its tokens have anyway."""
    return [BEFORE, cast(Tensor, table.weight)[ids].detach(), AFTER]


# ---- vectors in the place of words


def test_the_vectors_of_its_bytes_are_the_word_to_byt5(toy_pack: Path) -> None:
    encoder = encoder_of(toy_pack, "byt5")
    text = spelled_out(byt5.table(encoder), byt5.letters(WORD))
    expected, _ = byt5.states(encoder, [PLAIN], 64)
    got, mask_BL = byt5.states(encoder, [text], 64)
    assert torch.equal(got, expected)
    assert mask_BL.all()
    beside, _ = byt5.states(encoder, ["a much longer text than the other one is", text, PLAIN], 64)
    assert torch.equal(beside[1], beside[2])
    assert torch.equal(byt5.states(encoder, [PLAIN], 64)[0], expected)  # nothing stays behind


def test_the_vectors_of_its_bytes_are_the_word_to_a_small_clip(toy_pack: Path) -> None:
    encoder = ClipEncoder(encoder_of(toy_pack, "clip"), CONFIGS["clip"][1])
    text = spelled_out(encoder.table, encoder.letters(WORD))
    got_BE, expected_BE = encoder.text(["other", text]), encoder.text(["other", PLAIN])
    assert torch.equal(got_BE, expected_BE)
    assert not torch.equal(got_BE[0], got_BE[1])


@pytest.mark.parametrize("pooling", [{}, {"pool_type": "eos", "eos_id": 49407}])
def test_the_vectors_of_its_tokens_are_the_word_to_open_clips_vocabulary(pooling: dict[str, Any]) -> None:
    text_cfg = {"context_length": 16, "vocab_size": 49408, "width": 8, "heads": 2, "layers": 1, **pooling}
    config = CONFIGS["clip"][1] | {"text_cfg": text_cfg}
    config.pop("tokenizer")
    torch.manual_seed(0)
    encoder = ClipEncoder(build_clip(config).eval().requires_grad_(False), config)
    assert len(encoder.letters(WORD)) == 1
    assert torch.equal(encoder.text([spelled_out(encoder.table, encoder.letters(WORD))]), encoder.text([PLAIN]))


def test_what_stands_before_a_vector_does_not_hear_it_in_clip(toy_pack: Path) -> None:
    model = encoder_of(toy_pack, "clip")
    seen: list[Tensor] = []
    model.transformer.register_forward_hook(lambda _module, _inputs, output: seen.append(output))
    encoder = ClipEncoder(model, CONFIGS["clip"][1])
    for value in (0.0, 5.0):
        encoder.text([[BEFORE, torch.full((1, WIDTHS["clip"]), value), AFTER]])
    place = 1 + len(BEFORE)
    assert torch.equal(seen[0][:, :place], seen[1][:, :place])
    assert not torch.equal(seen[0][:, place], seen[1][:, place])


def test_a_text_that_is_cut_loses_its_last_vectors(toy_pack: Path) -> None:
    encoder, vectors_NE = encoder_of(toy_pack, "byt5"), torch.randn(6, WIDTHS["byt5"])
    ids_BL, _ = byt5.tokenize([["ab", vectors_NE], "x"], 6)
    assert ids_BL[0].tolist() == [100, 101, VECTOR, VECTOR, VECTOR, 1]
    cut, _ = byt5.states(encoder, [["ab", vectors_NE], "x"], 6)
    assert torch.equal(cut, byt5.states(encoder, [["ab", vectors_NE[:3]], "x"], 6)[0])
    clip = ClipEncoder(encoder_of(toy_pack, "clip"), CONFIGS["clip"][1])
    long = ["x" * 40, torch.randn(2, WIDTHS["clip"])]
    assert torch.equal(clip.text([long]), clip.text(["x" * 40]))


def test_streamed_and_widened_encoders_read_vectors_alike(toy_pack: Path) -> None:
    pack, text = manifest.read(toy_pack), ["a ", torch.randn(2, WIDTHS["byt5"]), " b"]
    expected, _ = byt5.states(encoder_of(toy_pack, "byt5"), [text], 64)
    streamed = loading.load_streamed(toy_pack, pack, "byt5", CPU, torch.float32)
    assert torch.equal(byt5.states(streamed, [text], 64)[0], expected)
    widened = cast(Any, loading.load_widened(toy_pack, pack, "byt5", CPU))
    torch.testing.assert_close(byt5.states(widened, [text], 64)[0], expected, atol=1e-5, rtol=1e-5)


# ---- files


def test_a_concept_comes_back_as_it_was(toy_pack: Path, home: Path) -> None:
    made = concept_for(toy_pack, "my-cat_2")
    path = concepts.write(made)
    assert path == home / "concepts" / "my-cat_2.safetensors"
    assert path.stat().st_size < 4096
    found = concepts.find("my-cat_2")
    assert (found.name, found.pack, found.version, found.pictures) == ("my-cat_2", "toy", "1.0", 2)
    assert found.encoders == made.encoders
    assert all(np.array_equal(found.vectors[role], made.vectors[role]) for role in ("byt5", "clip"))
    assert [name for name, _ in concepts.known()] == ["my-cat_2"]
    concepts.remove("my-cat_2")
    assert concepts.known() == []


@pytest.mark.parametrize("name", ["", "two words", "../up", "a.b", "é", "x" * 41, "<x>"])
def test_names_that_cannot_be_are_refused(toy_pack: Path, name: str) -> None:
    with pytest.raises(BadInput, match="cannot be called"):
        concepts.write(concept_for(toy_pack, name))
    for use in (concepts.find, concepts.remove):
        with pytest.raises(BadInput, match="There is no concept"):
            use(name)


def test_a_name_is_not_taken_twice(toy_pack: Path) -> None:
    concepts.write(concept_for(toy_pack))
    with pytest.raises(BadInput, match="already"):
        concepts.write(concept_for(toy_pack, seed=1))


@pytest.mark.parametrize(
    ("vectors", "about"),
    [
        ({}, {}),
        ({"byt5": np.zeros((2, 4), np.float32)}, {"format": "another"}),
        ({"byt5": np.zeros((2, 4), np.float32)}, {"encoders": "{"}),
        ({"byt5": np.zeros((2, 4), np.float32)}, {"encoders": '{"clip": "x"}'}),
        ({"byt5": np.zeros(4, np.float32)}, {}),
        ({"byt5": np.zeros((2, 4), np.float64)}, {}),
        ({"byt5": np.zeros((65, 4), np.float32)}, {}),
        ({"byt5": np.full((2, 4), np.nan, np.float32)}, {}),
        ({"byt5": np.zeros((2, 4), np.float32)}, {"pictures": "many"}),
    ],
)
def test_what_is_no_concept_is_refused_in_a_sentence(home: Path, vectors: Any, about: dict[str, str]) -> None:
    (home / "concepts").mkdir(parents=True)
    sound = {"format": "paella-concept-1", "pack": "p", "version": "1", "pictures": "1", "encoders": '{"byt5": "x"}'}
    save_file(vectors, home / "concepts" / "odd.safetensors", sound | about)
    with pytest.raises(BadInput, match="is no concept, or damaged"):
        concepts.find("odd")
    assert isinstance(concepts.known()[0][1], BadInput)
    concepts.remove("odd")


def test_garbage_is_refused(home: Path) -> None:
    (home / "concepts").mkdir(parents=True)
    (home / "concepts" / "odd.safetensors").write_bytes(b"no tensors")
    with pytest.raises(BadInput, match="is no concept, or damaged"):
        Vocabulary({}).pieces("byt5", "a <odd> thing")


# ---- in prompts


def test_words_that_name_no_concept_are_plain_text(toy_pack: Path) -> None:
    concepts.write(concept_for(toy_pack))
    known = Vocabulary(encoders_of(manifest.read(toy_pack)))
    for text in ("a <cat>", "thing", "< thing>", "<thing", "1 < 2 > 1", "<>", ""):
        assert known.pieces("byt5", text) == [text]
    before, vectors, after = known.pieces("byt5", "a <cat> and <thing>!")
    assert (before, after) == ("a <cat> and ", "!")
    assert np.array_equal(vectors, concepts.find("thing").vectors["byt5"])
    assert len(known.pieces("clip", "<thing><thing>")) == 2


def test_a_concept_of_other_encoders_is_refused_in_words(toy_pack: Path, toy_engine: Engine) -> None:
    made = concept_for(toy_pack)
    concepts.write(replace(made, pack="other", encoders={**made.encoders, "clip": "another"}))
    with pytest.raises(BadInput, match="<thing> was learnt with the pack 'other'"):
        list(toy_engine.run(Generate("a <thing>", (32, 32))))


def picture_of(engine: Engine, prompt: str, negative: str = "") -> np.ndarray:
    *_, last = engine.run(Generate(prompt, (32, 32), negative, SamplingParams(seed=3, steps=3, guidance=5.0)))
    assert last.result is not None
    return last.result.image


def test_a_concept_changes_pictures_and_is_asked_anew_when_it_is_learnt_anew(
    toy_pack: Path, toy_engine: Engine
) -> None:
    asked = toy_engine
    plain = picture_of(asked, "a <thing>")
    concepts.write(concept_for(toy_pack))
    first = picture_of(Engine.open(toy_pack, device="cpu"), "a <thing>")
    assert not np.array_equal(first, plain)
    assert np.array_equal(picture_of(asked, "a <thing>"), first)
    assert not np.array_equal(picture_of(asked, "a tree", negative="<thing>"), picture_of(asked, "a tree"))
    concepts.remove("thing")
    assert np.array_equal(picture_of(asked, "a <thing>"), plain)
    concepts.write(concept_for(toy_pack, seed=1))
    assert not np.array_equal(picture_of(asked, "a <thing>"), first)
    assert np.array_equal(picture_of(asked, "a <thing>"), picture_of(Engine.open(toy_pack, device="cpu"), "a <thing>"))


def test_what_the_prior_imagines_follows_the_concept_too(toy_pack: Path) -> None:
    conditioner = OpenPack(toy_pack, manifest.read(toy_pack), CPU).conditioner
    plain = conditioner.imagined("a <thing>", 1)
    concepts.write(concept_for(toy_pack))
    first = conditioner.imagined("a <thing>", 1)
    concepts.remove("thing")
    concepts.write(concept_for(toy_pack, seed=1))
    assert not torch.equal(first, plain)
    assert not torch.equal(conditioner.imagined("a <thing>", 1), first)


def test_an_encoder_that_feeds_nothing_leaves_the_word_out(toy_pack: Path) -> None:
    made = concept_for(toy_pack)
    encoders = {"byt5": made.encoders["byt5"]}
    concepts.write(replace(made, encoders=encoders, vectors={"byt5": made.vectors["byt5"]}))
    assert Vocabulary(encoders).pieces("clip", "a <thing> here") == ["a ", " here"]


def test_a_concept_reaches_paella_v1(tmp_path: Path, toy_v1_engine: Engine) -> None:
    pack = tmp_path / "v1"
    write_toy_v1(pack)
    plain = picture_of(toy_v1_engine, "a <thing>")
    concepts.write(concept_for(pack))
    assert not np.array_equal(picture_of(toy_v1_engine, "a <thing>"), plain)
