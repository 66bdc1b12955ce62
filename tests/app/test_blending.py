"""Blending is what the W3C's Compositing and Blending Level 1 says, pixel by pixel."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pictures import noise

from app.document.blending import BlendMode, blend

OPERATORS = (
    "src-over multiply screen overlay darken lighten color-dodge color-burn hard-light soft-light difference color "
    "luminosity hue saturation plus dst-in dst-out src-atop dst-atop"
)
PORTER_DUFF = {"PLUS", "DESTINATION_IN", "DESTINATION_OUT", "SOURCE_ATOP", "DESTINATION_ATOP"}
EDGES = (0, 1, 63, 64, 127, 128, 254, 255)
Color = tuple[float, ...]


# ---- the specification once more, in plain numbers: one pixel, premultiplied results


def _soft(b: float, s: float) -> float:
    if s <= 0.5:
        return b - (1 - 2 * s) * b * (1 - b)
    lifted = ((16 * b - 12) * b + 4) * b if b <= 0.25 else math.sqrt(b)
    return b + (2 * s - 1) * (lifted - b)


def _hard(b: float, s: float) -> float:
    return 2 * s * b if s <= 0.5 else b + (2 * s - 1) - b * (2 * s - 1)


SEPARABLE: dict[str, Callable[[float, float], float]] = {
    "NORMAL": lambda _b, s: s,
    "MULTIPLY": lambda b, s: b * s,
    "SCREEN": lambda b, s: b + s - b * s,
    "OVERLAY": lambda b, s: _hard(s, b),
    "DARKEN": min,
    "LIGHTEN": max,
    "COLOR_DODGE": lambda b, s: 0 if b == 0 else 1 if s == 1 else min(1, b / (1 - s)),
    "COLOR_BURN": lambda b, s: 1 if b == 1 else 0 if s == 0 else 1 - min(1, (1 - b) / s),
    "HARD_LIGHT": _hard,
    "SOFT_LIGHT": _soft,
    "DIFFERENCE": lambda b, s: abs(b - s),
}


def _lum(c: Color) -> float:
    return 0.3 * c[0] + 0.59 * c[1] + 0.11 * c[2]


def _sat(c: Color) -> float:
    return max(c) - min(c)


def _clip_color(c: Color) -> Color:
    lum, least, most = _lum(c), min(c), max(c)
    if least < 0:
        c = tuple(lum + (x - lum) * lum / (lum - least) for x in c)
    if most > 1:
        c = tuple(lum + (x - lum) * (1 - lum) / (most - lum) for x in c)
    return c


def _set_lum(c: Color, lum: float) -> Color:
    return _clip_color(tuple(x + lum - _lum(c) for x in c))


def _set_sat(c: Color, sat: float) -> Color:
    result = list(c)
    low, middle, high = sorted(range(3), key=lambda i: c[i])
    if c[high] > c[low]:
        result[middle] = (c[middle] - c[low]) * sat / (c[high] - c[low])
        result[high] = sat
    else:
        result[middle] = result[high] = 0
    result[low] = 0
    return tuple(result)


NON_SEPARABLE: dict[str, Callable[[Color, Color], Color]] = {
    "HUE": lambda b, s: _set_lum(_set_sat(s, _sat(b)), _lum(b)),
    "SATURATION": lambda b, s: _set_lum(_set_sat(b, _sat(s)), _lum(b)),
    "COLOR": lambda b, s: _set_lum(s, _lum(b)),
    "LUMINOSITY": lambda b, s: _set_lum(b, _lum(s)),
}

# the factors of the source and of the backdrop: Fa, Fb (of the backdrop's and of the source's alpha)
FACTORS: dict[str, Callable[[float, float], tuple[float, float]]] = {
    "PLUS": lambda _b, _s: (1, 1),
    "DESTINATION_IN": lambda _b, s: (0, s),
    "DESTINATION_OUT": lambda _b, s: (0, 1 - s),
    "SOURCE_ATOP": lambda b, s: (b, 1 - s),
    "DESTINATION_ATOP": lambda b, s: (1 - b, s),
}


def expected(below: Color, above: Color, opacity: float, mode: BlendMode) -> Color:
    """Straight RGBA, 0..1; the colour is 0 where it is transparent."""
    name, (*cb, ab), (*cs, a) = mode.name, below, above
    alpha = a * opacity
    mixed = tuple(cs)
    if name in NON_SEPARABLE:
        mixed = NON_SEPARABLE[name](tuple(cb), tuple(cs))
    elif name in SEPARABLE:
        mixed = tuple(SEPARABLE[name](b, s) for b, s in zip(cb, cs, strict=True))
    if name not in FACTORS:
        cs = [(1 - ab) * s + ab * m for s, m in zip(cs, mixed, strict=True)]
    fa, fb = FACTORS[name](ab, alpha) if name in FACTORS else (1, 1 - alpha)
    union = min(1, alpha * fa + ab * fb)
    premultiplied = [min(1, alpha * fa * s + ab * fb * b) for s, b in zip(cs, cb, strict=True)]
    return (*(c / union if union else 0 for c in premultiplied), union)


def pairs(dtype: Any) -> tuple[np.ndarray, np.ndarray]:
    """Two pictures of 1 x 400 pixels: noise, and the values at which formulas branch."""
    scale = np.iinfo(dtype).max // 255
    edges = np.random.default_rng(5).choice(EDGES, (2, 1, 200, 4)).astype(dtype) * dtype(scale)
    below, above = noise(200, 1, 4, dtype, 1), noise(200, 1, 4, dtype, 2)
    return np.hstack([below, edges[0]]), np.hstack([above, edges[1]])


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("opacity", [1.0, 0.37])
@pytest.mark.parametrize("mode", list(BlendMode))
def test_blends_as_the_specification_says(mode: BlendMode, opacity: float, dtype: Any) -> None:
    below, above = pairs(dtype)
    top = np.iinfo(dtype).max
    result = blend(below, above, opacity, mode)
    assert result.dtype == dtype
    for b, s, got in zip(below[0], above[0], result[0], strict=True):
        wanted = expected(tuple(b / top), tuple(s / top), opacity, mode)
        assert abs(got[3] - wanted[3] * top) < 0.52
        if wanted[3] * top > 0.01:  # colours of what is all but transparent are nobody's business
            assert np.abs(got[:3] - np.array(wanted[:3]) * top).max() < 0.52


def test_float_is_not_rounded() -> None:
    below = np.array([[[0.2, 0.4, 0.6, 1.0]]], np.float32)
    above = np.array([[[0.9, 0.1, 0.3, 0.25]]], np.float32)
    result = blend(below, above, 0.5)
    assert result.dtype == np.float32
    assert result == pytest.approx(np.array([[[0.2875, 0.3625, 0.5625, 1.0]]]), abs=1e-6)


def test_every_operator_of_openraster_has_a_label() -> None:
    assert [mode.value for mode in BlendMode] == [f"svg:{name}" for name in OPERATORS.split()]
    assert len({mode.label for mode in BlendMode}) == len(BlendMode)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_what_is_opaque_hides_and_what_is_transparent_changes_nothing(dtype: Any) -> None:
    below, above = noise(40, 30, 4, dtype, 1), noise(40, 30, 4, dtype, 2)
    above[..., 3] = np.iinfo(dtype).max
    assert np.array_equal(blend(below, above), above)
    above[..., 3] = 0
    for mode in BlendMode:
        if not mode.clears_around:
            result = blend(below, above, 1.0, mode)
            assert np.array_equal(result, below), mode


@given(opacity=st.floats(0, 1), mode=st.sampled_from(list(BlendMode)), seed=st.integers(0, 99))
def test_stays_in_range_and_leaves_its_arguments_alone(opacity: float, mode: BlendMode, seed: int) -> None:
    below = np.random.default_rng(seed).random((5, 7, 4), np.float32).round(1)
    above = np.random.default_rng(seed + 1).random((5, 7, 4), np.float32).round(1)
    before = below.copy(), above.copy()
    result = blend(below, above, opacity, mode)
    assert np.array_equal(below, before[0])
    assert np.array_equal(above, before[1])
    assert np.isfinite(result).all()
    assert result.min() > -1e-5
    assert result.max() < 1 + 1e-5


def test_blending_works_on_any_shape() -> None:
    below, above = noise(3, 1, 4), noise(3, 1, 4, seed=1)
    assert blend(below[:, ::2], above[:, ::2]).shape == (1, 2, 4)
    assert blend(below[:0], above[:0]).shape == (0, 3, 4)
