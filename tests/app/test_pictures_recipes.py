"""Recipes as text: ours come back whole, those of A1111 are understood, and nothing else is taken for one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pictures import noise
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from app.document.pictures import params_of, read_picture
from app.document.pictures.recipes import from_json, from_parameters, to_json, to_one_text, to_parameters
from paella_core.params import SamplingParams

A1111 = (
    "a castle, (sunset:1.2)\nsecond line <lora:oil:0.7>\n"
    "Negative prompt: fog, people\nmore fog\n"
    "Steps: 20, Sampler: DPM++ 2M Karras, CFG scale: 7.5, Seed: 1234567890, Size: 512x768, Model hash: abcdef, "
    'Model: dream, Denoising strength: 0.5, Lora hashes: "oil: 1234, ink: 5678", Version: v1.9.3'
)


def recipes() -> st.SearchStrategy[dict[str, Any]]:
    text = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
    params = st.fixed_dictionaries(
        {},
        optional={
            "seed": st.integers(0, 2**32 - 1),
            "steps": st.integers(1, 200),
            "guidance": st.floats(0, 50),
            "temperature": st.tuples(st.floats(0.01, 10), st.floats(0.01, 10)),
            "mode": st.sampled_from(["multinomial", "argmax", "quant"]),
        },
    )
    return st.fixed_dictionaries({"prompt": text, "negative": text, "params": params}, optional={"edit": text})


@given(recipes())
def test_ours_come_back_whole(recipe: dict[str, Any]) -> None:
    assert from_json(to_json(recipe)) == recipe
    assert from_parameters(to_one_text(recipe)) == recipe


def test_the_text_for_others_is_read_as_theirs() -> None:
    recipe = {"prompt": "a boat", "negative": "fog", "params": {"steps": 8, "guidance": 3.5, "seed": 5}, "pack": "mini"}
    assert from_parameters(to_parameters(recipe)) == recipe


def test_a_text_of_a1111_is_understood() -> None:
    assert from_parameters(A1111) == {
        "prompt": "a castle, (sunset:1.2)\nsecond line <lora:oil:0.7>",
        "negative": "fog, people\nmore fog",
        "params": {"steps": 20, "guidance": 7.5, "seed": 1234567890},
        "pack": "dream",
    }


def test_a_picture_of_a1111_is_understood(tmp_path: Path) -> None:
    texts = PngInfo()
    texts.add_text("parameters", A1111)
    Image.fromarray(noise()).save(tmp_path / "a.png", pnginfo=texts)
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9286] = b"UNICODE\0" + A1111.encode("utf-16-be")
    Image.fromarray(noise()).save(tmp_path / "b.jpg", exif=exif)
    exif.get_ifd(0x8769)[0x9286] = b"UNICODE\0" + A1111.encode("utf-16-le")
    Image.fromarray(noise()).save(tmp_path / "c.webp", exif=exif)
    for name in ("a.png", "b.jpg", "c.webp"):
        recipe = read_picture(tmp_path / name).recipe
        assert recipe is not None
        assert params_of(recipe) == SamplingParams(steps=20, guidance=7.5, seed=1234567890)


def test_numbers_out_of_range_are_left_to_the_pack() -> None:
    text = "a boat\nSteps: 20, Sampler: x, CFG scale: 700, Seed: -1, Size: 8x8"
    assert (from_parameters(text) or {})["params"] == {"steps": 20}
    found = from_json('{"prompt": "x", "params": {"steps": 0, "seed": "7", "guidance": 2.0, "unknown": 1, "mode": []}}')
    assert found is not None
    assert params_of(found) == SamplingParams(guidance=2.0)


@pytest.mark.parametrize(
    "text", ["", "a boat", "Steps: 20", "one: 1, two: 2, three: 3", "Steps: many, a boat", "a\nPaella: {", "\n\n"]
)
def test_other_texts_are_no_recipes(text: str) -> None:
    assert from_parameters(text) is None


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"prompt": 1}', "{", "[" * 100_000, "null", '"x"'])
def test_other_json_is_no_recipe(text: str) -> None:
    assert from_json(text) is None


@given(st.text(max_size=200))
def test_no_text_is_too_odd(text: str) -> None:
    for read in (from_json, from_parameters):
        found = read(text)
        assert found is None or params_of(found)


def test_a_long_odd_text_is_read_in_no_time() -> None:
    """No pattern runs away on it."""
    for piece in ('a: "', "a b c ", 'a: "\\', "a:,", "a-"):
        from_parameters(piece * 50_000)
