"""Blend modes: how the pixels of a layer meet what lies below it.

The operators are those of OpenRaster's layer stack, the formulas those of the W3C's Compositing and Blending Level 1,
on colours as they are stored (not linear in light).

Every operator is exact where alpha is 0 or 1: what is transparent leaves what is below as it was to the last bit, and
what is normal and opaque hides it without a trace. So the compositor may leave out what does not show.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

import numpy as np

from app.document.planar import from_planar, to_planar
from app.language import mark

Colors = np.ndarray  # float32, (3, height, width), 0..1
Formula = Callable[[Colors, Colors], Colors]
_LEAST = np.finfo(np.float32).tiny  # what is divided by instead of 0


class BlendMode(Enum):
    """OpenRaster's operators; the value is the name in its files."""

    NORMAL = "svg:src-over"
    MULTIPLY = "svg:multiply"
    SCREEN = "svg:screen"
    OVERLAY = "svg:overlay"
    DARKEN = "svg:darken"
    LIGHTEN = "svg:lighten"
    COLOR_DODGE = "svg:color-dodge"
    COLOR_BURN = "svg:color-burn"
    HARD_LIGHT = "svg:hard-light"
    SOFT_LIGHT = "svg:soft-light"
    DIFFERENCE = "svg:difference"
    COLOR = "svg:color"
    LUMINOSITY = "svg:luminosity"
    HUE = "svg:hue"
    SATURATION = "svg:saturation"
    PLUS = "svg:plus"
    DESTINATION_IN = "svg:dst-in"
    DESTINATION_OUT = "svg:dst-out"
    SOURCE_ATOP = "svg:src-atop"
    DESTINATION_ATOP = "svg:dst-atop"

    @property
    def label(self) -> str:
        """The name for people, to be translated where it is shown."""
        return _LABELS[self]

    @property
    def clears_around(self) -> bool:
        """Whether what lies below vanishes where the layer is transparent, or has no pixels at all."""
        return self in (BlendMode.DESTINATION_IN, BlendMode.DESTINATION_ATOP)


_LABELS = {
    BlendMode.NORMAL: mark("Normal"),
    BlendMode.MULTIPLY: mark("Multiply"),
    BlendMode.SCREEN: mark("Screen"),
    BlendMode.OVERLAY: mark("Overlay"),
    BlendMode.DARKEN: mark("Darken"),
    BlendMode.LIGHTEN: mark("Lighten"),
    BlendMode.COLOR_DODGE: mark("Color dodge"),
    BlendMode.COLOR_BURN: mark("Color burn"),
    BlendMode.HARD_LIGHT: mark("Hard light"),
    BlendMode.SOFT_LIGHT: mark("Soft light"),
    BlendMode.DIFFERENCE: mark("Difference"),
    BlendMode.COLOR: mark("Color"),
    BlendMode.LUMINOSITY: mark("Luminosity"),
    BlendMode.HUE: mark("Hue"),
    BlendMode.SATURATION: mark("Saturation"),
    BlendMode.PLUS: mark("Addition"),
    BlendMode.DESTINATION_IN: mark("Mask below (destination in)"),
    BlendMode.DESTINATION_OUT: mark("Erase below (destination out)"),
    BlendMode.SOURCE_ATOP: mark("Clip to below (source atop)"),
    BlendMode.DESTINATION_ATOP: mark("Behind, clipped (destination atop)"),
}


def blend(
    backdrop: np.ndarray, source: np.ndarray, opacity: float = 1.0, mode: BlendMode = BlendMode.NORMAL
) -> np.ndarray:
    """`source` over `backdrop`: RGBA with straight alpha, (height, width, 4), uint8, uint16 or float32 in 0..1.

    The result has the backdrop's type; integers are rounded once. Where it is transparent, its colour is the
    backdrop's.
    """
    result = to_planar(backdrop)
    blend_planar(result, to_planar(source), opacity, mode, np.empty_like(result))
    return from_planar(result, backdrop.dtype)


def blend_planar(backdrop: np.ndarray, source: np.ndarray, opacity: float, mode: BlendMode, spare: np.ndarray) -> None:
    """The same for planar pixels, written into `backdrop`; `opacity` is 0..1. `source` is used up, and what is in
    `spare`, of the same shape, is lost."""
    colors, alpha, below, rest = source[:3], source[3], backdrop[3], spare[3]
    alpha *= np.float32(opacity)
    if mode in _OPERATORS:
        _OPERATORS[mode](backdrop, colors, alpha, rest)
        return
    covered = below.min(initial=1) >= 1  # then it stays so, and the rest comes out the same with less work
    if mode is not BlendMode.NORMAL and covered:
        colors = _FORMULAS[mode](backdrop[:3], colors)
    elif mode is not BlendMode.NORMAL:
        spare[:3] = colors
        _turn(colors, _FORMULAS[mode](backdrop[:3], spare[:3]), below, rest)
    if not covered:
        np.subtract(1, alpha, out=rest)
        below *= rest
        below += alpha
        alpha /= np.maximum(below, _LEAST, out=rest)
    _turn(backdrop[:3], colors, alpha, rest)


def _turn(start: np.ndarray, end: np.ndarray, share: np.ndarray, spare: np.ndarray) -> None:
    """Turn `start` into `end` by a share of 0..1: it is exactly the one at 0 and the other at 1. `end` is used up."""
    start *= np.subtract(1, share, out=spare)
    end *= share
    start += end


def _ratio(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """`part` / `whole`, and 0 where the whole is 0."""
    return np.divide(part, whole, out=np.zeros_like(whole), where=whole > 0)


# ---- operators that do not lay one over the other: (backdrop, colours above, alpha above, a spare plane), written into
# the backdrop


def _plus(backdrop: np.ndarray, colors: Colors, alpha: np.ndarray, _spare: np.ndarray) -> None:
    light = np.minimum(colors * alpha + backdrop[:3] * backdrop[3], 1)
    union = np.minimum(alpha + backdrop[3], 1)
    np.divide(light, union, out=backdrop[:3], where=alpha > 0)
    backdrop[3] = union


def _destination_in(backdrop: np.ndarray, _colors: Colors, alpha: np.ndarray, _spare: np.ndarray) -> None:
    backdrop[3] *= alpha


def _destination_out(backdrop: np.ndarray, _colors: Colors, alpha: np.ndarray, spare: np.ndarray) -> None:
    backdrop[3] *= np.subtract(1, alpha, out=spare)


def _source_atop(backdrop: np.ndarray, colors: Colors, alpha: np.ndarray, spare: np.ndarray) -> None:
    _turn(backdrop[:3], colors, alpha, spare)


def _destination_atop(backdrop: np.ndarray, colors: Colors, alpha: np.ndarray, spare: np.ndarray) -> None:
    _turn(colors, backdrop[:3], backdrop[3], spare)
    backdrop[:3] = colors
    backdrop[3] = alpha


_OPERATORS: dict[BlendMode, Callable[[np.ndarray, Colors, np.ndarray, np.ndarray], None]] = {
    BlendMode.PLUS: _plus,
    BlendMode.DESTINATION_IN: _destination_in,
    BlendMode.DESTINATION_OUT: _destination_out,
    BlendMode.SOURCE_ATOP: _source_atop,
    BlendMode.DESTINATION_ATOP: _destination_atop,
}


# ---- formulas of two colours: (below, above) -> mixed; they may write into what is above


def _multiply(below: Colors, above: Colors) -> Colors:
    return np.multiply(below, above, out=above)


def _darken(below: Colors, above: Colors) -> Colors:
    return np.minimum(below, above, out=above)


def _lighten(below: Colors, above: Colors) -> Colors:
    return np.maximum(below, above, out=above)


def _screen(below: Colors, above: Colors) -> Colors:
    return below + above - below * above


def _hard_light(below: Colors, above: Colors) -> Colors:
    return np.where(above <= 0.5, below * (2 * above), _screen(below, 2 * above - 1))


def _overlay(below: Colors, above: Colors) -> Colors:
    return _hard_light(above, below)


def _color_dodge(below: Colors, above: Colors) -> Colors:
    brightened = np.minimum(_ratio(below, 1 - above), 1)
    return np.where(below <= 0, 0, np.where(above >= 1, 1, brightened)).astype(np.float32)


def _color_burn(below: Colors, above: Colors) -> Colors:
    darkened = 1 - np.minimum(_ratio(1 - below, above), 1)
    return np.where(below >= 1, 1, np.where(above <= 0, 0, darkened)).astype(np.float32)


def _soft_light(below: Colors, above: Colors) -> Colors:
    root = np.sqrt(np.maximum(below, 0))  # rounding may have led below 0 by a hair
    lifted = np.where(below <= 0.25, ((16 * below - 12) * below + 4) * below, root)
    darker = below - (1 - 2 * above) * below * (1 - below)
    return np.where(above <= 0.5, darker, below + (2 * above - 1) * (lifted - below))


def _difference(below: Colors, above: Colors) -> Colors:
    return np.abs(below - above)


def _hue(below: Colors, above: Colors) -> Colors:
    return _with_luminosity(_with_saturation(above, _saturation(below)), _luminosity(below))


def _saturate(below: Colors, above: Colors) -> Colors:
    return _with_luminosity(_with_saturation(below, _saturation(above)), _luminosity(below))


def _color(below: Colors, above: Colors) -> Colors:
    return _with_luminosity(above, _luminosity(below))


def _luminate(below: Colors, above: Colors) -> Colors:
    return _with_luminosity(below, _luminosity(above))


_FORMULAS: dict[BlendMode, Formula] = {
    BlendMode.MULTIPLY: _multiply,
    BlendMode.SCREEN: _screen,
    BlendMode.OVERLAY: _overlay,
    BlendMode.DARKEN: _darken,
    BlendMode.LIGHTEN: _lighten,
    BlendMode.COLOR_DODGE: _color_dodge,
    BlendMode.COLOR_BURN: _color_burn,
    BlendMode.HARD_LIGHT: _hard_light,
    BlendMode.SOFT_LIGHT: _soft_light,
    BlendMode.DIFFERENCE: _difference,
    BlendMode.COLOR: _color,
    BlendMode.LUMINOSITY: _luminate,
    BlendMode.HUE: _hue,
    BlendMode.SATURATION: _saturate,
}


def _luminosity(colors: Colors) -> np.ndarray:
    return np.float32(0.3) * colors[0] + np.float32(0.59) * colors[1] + np.float32(0.11) * colors[2]


def _saturation(colors: Colors) -> np.ndarray:
    return colors.max(axis=0) - colors.min(axis=0)


def _with_luminosity(colors: Colors, luminosity: np.ndarray) -> Colors:
    """The colours moved along the grey axis, then pulled toward it until they lie within 0..1.

    They span 1 at most, so that they leave 0..1 at one end only.
    """
    moved = colors + (luminosity - _luminosity(colors))
    least, most = moved.min(axis=0), moved.max(axis=0)
    pull = np.ones_like(luminosity)
    np.divide(luminosity, luminosity - least, out=pull, where=least < np.minimum(luminosity, 0))
    np.divide(1 - luminosity, most - luminosity, out=pull, where=most > np.maximum(luminosity, 1))
    return luminosity + (moved - luminosity) * pull


def _with_saturation(colors: Colors, saturation: np.ndarray) -> Colors:
    """The colours stretched so that the largest channel is `saturation` and the smallest 0."""
    least = colors.min(axis=0)
    return (colors - least) * _ratio(saturation, colors.max(axis=0) - least)
