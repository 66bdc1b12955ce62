"""What a document has beyond OpenRaster: mask, strength, regions with their prompts, metadata. It lies in the archive
as paella/document.json and PNGs beside it, which other programs leave alone."""

from __future__ import annotations

import io
import json
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from PIL import Image

from app.document import pictures
from app.document.node import Region, Wording
from app.document.openraster.archive import OURS, Archive
from app.document.openraster.sources import samples_of
from app.document.outline import Outline, Pixels
from app.document.plane import Plane

DESCRIPTION = OURS + "document.json"
VERSION = 1
_MASK, _STRENGTH = OURS + "mask.png", OURS + "strength.png"
_LARGEST = 64 << 20  # bytes of the description
_FARTHEST = 1 << 20  # pixels


def members_of(still: Outline[Pixels]) -> Iterator[tuple[str, bytes]]:
    """Each member's name and content."""
    for name, plane in ((_MASK, still.mask), (_STRENGTH, still.strength)):
        on_canvas = plane.read(still.bounds)
        if (on_canvas != plane.background).any():
            yield name, _grey_png(on_canvas)
    for index, region in enumerate(still.regions):
        yield _region_name(index), _grey_png(region.pixels.array)
    regions = [
        {
            "prompt": region.wording.prompt,
            "weight": region.wording.weight,
            "left": region.pixels.left,
            "top": region.pixels.top,
        }
        for region in still.regions
    ]
    described = {"version": VERSION, "regions": regions, "metadata": _metadata_as_json(still.metadata)}
    described["recipe"] = None if still.recipe is None else pictures.to_json(still.recipe)
    yield DESCRIPTION, json.dumps(described, ensure_ascii=False, indent=1).encode()


def read_description(archive: Archive) -> dict[str, Any]:
    """document.json, or nothing where there is none.

    Raises:
        ValueError: it is damaged.
    """
    if DESCRIPTION not in archive.names:
        return {}
    try:
        found = json.loads(archive.read(DESCRIPTION, _LARGEST))
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{DESCRIPTION} is damaged: {error}") from error
    return found if isinstance(found, dict) else {}


def read_mask(archive: Archive, size: tuple[int, int]) -> np.ndarray | None:
    """The mask of a canvas of `size` = (width, height); None where the file has none."""
    return _read_plane(archive, _MASK, size)


def read_strength(archive: Archive, size: tuple[int, int]) -> np.ndarray | None:
    """The strength map of a canvas of `size` = (width, height); None where the file has none."""
    return _read_plane(archive, _STRENGTH, size)


def read_regions(archive: Archive, description: dict[str, Any]) -> tuple[Region, ...]:
    """The regions with their prompts.

    Raises:
        ValueError, TypeError, KeyError: what describes them is damaged.
    """
    found = []
    for index, said in enumerate(description.get("regions", ())):
        pixels = _read_grey(archive, _region_name(index))
        left, top = int(said["left"]), int(said["top"])
        if max(abs(left), abs(top)) > _FARTHEST:
            raise ValueError(f"a region lies at {left}, {top}")
        wording = Wording(str(said["prompt"]), min(max(float(said["weight"]), 0.0), 10.0))
        found.append(Region(Plane(pixels, left, top), wording))
    return tuple(found)


def read_metadata(description: dict[str, Any]) -> pictures.Metadata | None:
    """What the picture's file once said about it.

    Raises:
        ValueError, TypeError, KeyError: it is damaged.
    """
    said = description.get("metadata")
    if said is None:
        return None
    resolution = said["resolution"]
    return pictures.Metadata(
        b64decode(said["exif"]),
        b64decode(said["xmp"]),
        tuple((str(key), str(text)) for key, text in said["texts"]),
        None if resolution is None else (float(resolution[0]), float(resolution[1])),
    )


def read_recipe(description: dict[str, Any]) -> Mapping[str, Any] | None:
    """How what was generated last was asked for."""
    said = description.get("recipe")
    return pictures.from_json(said) if isinstance(said, str) else None


def _metadata_as_json(metadata: Any) -> dict[str, Any] | None:
    if not isinstance(metadata, pictures.Metadata):
        return None
    return {
        "exif": b64encode(metadata.exif).decode(),
        "xmp": b64encode(metadata.xmp).decode(),
        "texts": metadata.texts,
        "resolution": metadata.resolution,
    }


def _region_name(index: int) -> str:
    return f"{OURS}region{index:03}.png"


def _grey_png(plane: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(plane).save(buffer, "PNG", compress_level=3)
    return buffer.getvalue()


def _read_plane(archive: Archive, name: str, size: tuple[int, int]) -> np.ndarray | None:
    if name not in archive.names:
        return None
    pixels = _read_grey(archive, name)
    if pixels.shape[::-1] != size:
        raise ValueError(f"{name} has not the size of the canvas")
    return pixels


def _read_grey(archive: Archive, name: str) -> np.ndarray:
    pixels = samples_of(archive.read(name), name)
    if pixels.shape[2] != 1 or pixels.dtype != np.uint8:
        raise ValueError(f"{name} is not grey with 8 bits")
    return np.ascontiguousarray(pixels[..., 0])
