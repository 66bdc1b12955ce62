"""Grey, palette, CMYK and Lab as RGB or RGBA, by their colour profile where they have one."""

from __future__ import annotations

from typing import Literal

import numpy as np
from PIL import Image

from app.document.pictures.colour import describes, image_to_srgb, lab_to_srgb
from app.document.pictures.grey import curve_to_srgb
from app.document.plane import eight_bits
from app.language import tr

ColourKind = Literal["L", "RGB", "CMYK", "LAB"]
COLOURS: dict[ColourKind, int] = {"L": 1, "RGB": 3, "CMYK": 4, "LAB": 3}

Decoded = tuple[np.ndarray, bytes | None, tuple[str, ...]]
"""Pixels (height, width, 3 or 4), uint8 or uint16, the RGB profile that they belong to (None: sRGB), and notices."""


def from_samples(samples: np.ndarray, kind: ColourKind, profile: bytes | None) -> Decoded:
    """Pixels of samples (height, width, channels), uint8 or uint16: colours of a kind, and maybe straight alpha.

    Grey and RGB keep their depth; CMYK (255 is full ink) and Lab (neutral at 128) go through 8 bits.
    """
    if kind == "RGB":
        return samples, profile if describes(profile) == "RGB" else None, ()
    colours, alpha = np.split(samples, [COLOURS[kind]], axis=2)
    if kind == "L":
        return _from_grey(colours[..., 0], alpha, profile)
    rgb, notice = _to_rgb(Image.fromarray(np.ascontiguousarray(eight_bits(colours)), kind), profile)
    return np.concatenate([np.array(rgb), eight_bits(alpha)], axis=2), None, (notice,)


def from_image(image: Image.Image, profile: bytes | None) -> Decoded:
    """Pixels of what Pillow holds in 8 bits, whatever its mode.

    Raises:
        ValueError: more than 8 bits.
    """
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        raise ValueError(f"mode {image.mode}")
    if image.mode in ("CMYK", "LAB"):
        rgb, notice = _to_rgb(image, profile)
        return np.array(rgb), None, (notice,)
    if image.mode in ("1", "L", "LA", "La"):
        grey = np.array(image.convert("LA" if image.has_transparency_data else "L"))
        return from_samples(grey.reshape(image.height, image.width, -1), "L", profile)
    return from_samples(np.array(image.convert("RGBA" if image.has_transparency_data else "RGB")), "RGB", profile)


def float_notice() -> str:
    """What is said where floating-point values became 16 bits."""
    return tr("The picture held floating-point values; it was converted to 16 bits.")


def _from_grey(grey: np.ndarray, alpha: np.ndarray, profile: bytes | None) -> Decoded:
    """Grey (height, width) with alpha (height, width, 0 or 1): not worth a notice, as nothing is lost."""
    kind = describes(profile)
    curve = curve_to_srgb(profile) if profile and kind == "L" else None
    if curve is not None:
        grey = curve[grey] if grey.dtype == np.uint16 else eight_bits(curve[::257])[grey]
    pixels = np.concatenate([np.repeat(grey[..., None], 3, axis=2), alpha], axis=2)
    return pixels, profile if kind == "RGB" else None, ()


def _to_rgb(image: Image.Image, profile: bytes | None) -> tuple[Image.Image, str]:
    """CMYK or Lab as sRGB, by its profile if that is of its kind, and what to say about it."""
    kind = "CMYK" if image.mode == "CMYK" else "Lab"
    fitting = image_to_srgb(image, profile) if profile and describes(profile) == image.mode else None
    if fitting is not None:
        notice = tr("The picture was {kind}; it was converted to RGB by its colour profile.")
    elif kind == "Lab":
        fitting, notice = lab_to_srgb(image), tr("The picture was {kind}; it was converted to RGB.")
    else:
        notice = tr("The picture was {kind} without a usable profile; it was converted to RGB, and colours may differ.")
        fitting = image.convert("RGB")
    return fitting, notice.format(kind=kind)
