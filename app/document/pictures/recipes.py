"""Recipes as text: our own JSON, and the `parameters` text that A1111's web interface introduced.

That text is the prompt (any number of lines), "Negative prompt: " and more lines, and a last line of "Name: value"
pairs with commas between them, where a value with a comma, colon or line break stands as a JSON string.
"""

from __future__ import annotations

import json
import re
from typing import Any

from app.document.pictures.picture import Recipe
from paella_core.errors import BadInput
from paella_core.params import SamplingParams

_NEGATIVE = "Negative prompt:"
_OURS = "Paella"  # the pair that holds our JSON where a file has room for one text only
_PAIR = re.compile(r'\s*(\w[\w \-/]{0,60}):\s*("(?:\\.|[^\\"])*"|[^,]*)(?:,|$)')
_FEWEST_PAIRS = 3  # a last line with fewer is part of the prompt
_NUMBERS = {"Steps": ("steps", int), "CFG scale": ("guidance", float), "Seed": ("seed", int)}
_LONGEST = 1_000_000  # characters; what is longer is no recipe


def to_json(recipe: Recipe) -> str:
    """A recipe as one line of JSON."""
    return json.dumps(dict(recipe), ensure_ascii=False, allow_nan=False)


def from_json(text: str) -> Recipe | None:
    """A recipe of `to_json`, or None if the text is none. Parameters out of their range are left out."""
    try:
        found = json.loads(text) if len(text) < _LONGEST else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or not isinstance(found.get("prompt"), str):
        return None
    params = found.get("params", {})
    kept = _valid_params(params) if isinstance(params, dict) else {}
    negative = found.get("negative", "")
    return {**found, "negative": negative if isinstance(negative, str) else "", "params": kept}


def to_parameters(recipe: Recipe) -> str:
    """A recipe as A1111's text, for other programs to show."""
    params = recipe.get("params", {})
    pairs = {
        "Steps": params.get("steps"),
        "Sampler": f"Paella {params['mode']}" if params.get("mode") else "Paella",
        "CFG scale": params.get("guidance"),
        "Seed": params.get("seed"),
        "Size": "x".join(map(str, recipe["size"])) if recipe.get("size") else None,
        "Model": recipe.get("pack") or None,
        "Version": "Paella Studio",
    }
    last = ", ".join(f"{name}: {_quoted(_short(value))}" for name, value in pairs.items() if value is not None)
    negative = [f"{_NEGATIVE} {recipe['negative']}"] if recipe.get("negative") else []
    return "\n".join([str(recipe.get("prompt", "")), *negative, last])


def to_one_text(recipe: Recipe) -> str:
    """A1111's text with our JSON as one more pair, for a file that has room for one text."""
    return f"{to_parameters(recipe)}, {_OURS}: {json.dumps(to_json(recipe), ensure_ascii=False)}"


def from_parameters(text: str) -> Recipe | None:
    """The recipe in a text of `to_one_text`, `to_parameters` or A1111, or None if there is none in it."""
    if len(text) > _LONGEST:
        return None
    *lines, last = text.strip().split("\n")
    pairs = {name: _unquoted(value) for name, value in _PAIR.findall(last)}
    if _OURS in pairs and (ours := from_json(pairs[_OURS])):
        return ours
    if len(pairs) < _FEWEST_PAIRS or "Steps" not in pairs:
        return None
    prompt, _, negative = "\n".join(["", *lines]).partition(f"\n{_NEGATIVE}")
    recipe = {"prompt": prompt.strip(), "negative": negative.strip(), "params": _numbers(pairs)}
    return {**recipe, "pack": pairs["Model"]} if pairs.get("Model") else recipe


def params_of(recipe: Recipe) -> SamplingParams:
    """The parameters of a recipe, those that are not valid left to the pack."""
    return SamplingParams(**_valid_params(recipe.get("params", {})))


def _numbers(pairs: dict[str, str]) -> dict[str, Any]:
    found = {}
    for name, (ours, kind) in _NUMBERS.items():
        try:
            found[ours] = kind(pairs.get(name, ""))
        except ValueError:
            continue
    return _valid_params(found)


def _valid_params(found: dict[str, Any]) -> dict[str, Any]:
    """Those that `SamplingParams` accepts; a list becomes a pair."""
    pairs = {name: tuple(value) if isinstance(value, list) else value for name, value in found.items()}
    return {name: value for name, value in pairs.items() if value is not None and _is_valid(name, value)}


def _is_valid(name: str, value: Any) -> bool:
    try:
        SamplingParams(**{name: value})
    except (BadInput, TypeError):
        return False
    return True


def _short(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False) if re.search(r'[,:\n"]', value) else value


def _unquoted(value: str) -> str:
    try:
        found = json.loads(value) if value.startswith('"') else value.strip()
    except ValueError:
        return value
    return found if isinstance(found, str) else value
