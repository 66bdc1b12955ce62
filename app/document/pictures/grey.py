"""Grey by its colour profile: the profile's one curve, read here, as Qt and Pillow would go through 12 and 8 bits.

Layout of the curves: ICC.1:2022, 10.6 (curveType) and 10.18 (parametricCurveType).
"""

from __future__ import annotations

import struct
from functools import lru_cache

import numpy as np

_TAGS = 128  # where the table of tags begins
_CURVE = b"kTRC"
_PARAMETERS = (1, 3, 4, 5, 7)  # how many each function of parametricCurveType has
_MOST_TAGS = 100


@lru_cache(maxsize=8)
def curve_to_srgb(profile: bytes) -> np.ndarray | None:
    """What each of 65,536 greys of a grey profile is in sRGB, uint16; None where the profile has no usable curve."""
    try:
        stored = _tag(profile, _CURVE)
        light = None if stored is None else _curve(stored, np.linspace(0, 1, 65536))
    except (struct.error, ValueError, ArithmeticError):
        return None
    if light is None or not np.isfinite(light).all():
        return None
    if profile[20:24] == b"Lab ":  # then the curve gives lightness, not light
        light = np.where(light > 0.08, ((light + 0.16) / 1.16) ** 3, light / 9.033)
    light = np.clip(light, 0, 1)
    encoded = np.where(light > 0.0031308, 1.055 * light ** (1 / 2.4) - 0.055, 12.92 * light)
    return np.round(encoded * 65535).astype(np.uint16)


def _tag(profile: bytes, wanted: bytes) -> bytes | None:
    (count,) = struct.unpack_from(">I", profile, _TAGS)
    for index in range(min(count, _MOST_TAGS)):
        name, place, length = struct.unpack_from(">4sII", profile, _TAGS + 4 + 12 * index)
        if name == wanted:
            return profile[place : place + length]
    return None


def _curve(data: bytes, values: np.ndarray) -> np.ndarray | None:
    """A curve's result for values of 0..1."""
    if data[:4] == b"curv":
        (count,) = struct.unpack_from(">I", data, 8)
        points = np.frombuffer(data, ">u2", count, 12)
        if count > 1:
            return np.interp(values, np.linspace(0, 1, count), points / 65535)
        return values ** (points[0] / 256) if count else values
    if data[:4] == b"para":
        (function,) = struct.unpack_from(">H", data, 8)
        if function < len(_PARAMETERS):
            fixed = struct.unpack_from(f">{_PARAMETERS[function]}i", data, 12)
            return _parametric(function, [value / 65536 for value in fixed], values)
    return None


def _parametric(function: int, parameters: list[float], x: np.ndarray) -> np.ndarray:
    """(a x + b)^g + e from d on, c x + f below; what a function lacks is neutral."""
    g, a, b, c, d, e, f = 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0
    if function == 0:
        (g,) = parameters
    elif function in (1, 2):
        g, a, b, *offset = parameters
        e = f = offset[0] if offset else 0.0
        d = -b / a
    else:
        g, a, b, c, d, *offsets = parameters
        e, f = offsets or (0.0, 0.0)
    return np.where(x >= d, np.maximum(a * x + b, 0) ** g + e, c * x + f)
