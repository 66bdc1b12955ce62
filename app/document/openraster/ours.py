"""What a document has beyond OpenRaster: mask, strength, masks of layers, regions with their prompts, metadata. It lies
in the archive as paella/document.json and PNGs beside it, which other programs leave alone.

The PNG that stack.xml names shows a layer as its mask leaves it, so that it looks the same everywhere. The alpha that
it had without the mask, and the mask, are beside; they count as long as that PNG is still the same.
"""

from __future__ import annotations

import hashlib
import io
import json
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

import numpy as np
from PIL import Image

from app.document import pictures
from app.document.node import Region, Wording
from app.document.openraster.archive import OURS, Archive
from app.document.openraster.sources import as_deep, samples_of
from app.document.outline import LayerOutline, Outline, Pixels
from app.document.plane import Plane

DESCRIPTION = OURS + "document.json"
VERSION = 1
_MASK, _STRENGTH = OURS + "mask.png", OURS + "strength.png"
_LARGEST = 64 << 20  # bytes of the description
_FARTHEST = 1 << 20  # pixels


@dataclass(frozen=True, eq=False)
class StoredMask:
    """The mask of a layer as a file has it.

    Attributes:
        alpha: of the layer without its mask, (height, width), in the type that the layer's file has; None where the
            mask does not count, so that the file's alpha is that.
        values: (height, width), uint8.
        left, top: where it lies, counted from the layer's upper left pixel.
        background: what is around it.
    """

    alpha: np.ndarray | None
    values: np.ndarray
    left: int
    top: int
    background: int

    def unmasked(self, pixels: np.ndarray) -> np.ndarray:
        """The layer's RGBA pixels, which the file has with the mask, as they are without it."""
        if self.alpha is None:
            return pixels
        whole = pixels.copy()
        whole[..., 3] = as_deep(self.alpha, pixels.dtype)
        return whole

    def plane(self, left: int, top: int) -> Plane:
        """The mask of a layer whose upper left pixel lies there."""
        return Plane(self.values, left + self.left, top + self.top, self.background)


def mask_members(layer: LayerOutline[Pixels], name: str) -> Iterator[tuple[str, bytes]]:
    """What the archive holds of the mask of a layer whose pixels are the member `name`, if it has one."""
    if layer.mask is not None:
        yield _beside(name, "mask"), _grey_png(layer.mask.array)
        if layer.mask_enabled:
            yield _beside(name, "alpha"), _grey_png(np.ascontiguousarray(layer.pixels.array[..., 3]))


def described_mask(layer: LayerOutline[Pixels], png: bytes) -> dict[str, Any]:
    """What the description says of the mask that a layer has, whose pixels are that PNG file in the archive."""
    assert layer.mask is not None
    return {
        "left": layer.mask.left - layer.pixels.left,
        "top": layer.mask.top - layer.pixels.top,
        "background": layer.mask.background,
        "enabled": layer.mask_enabled,
        "sha256": hashlib.sha256(png).hexdigest(),
    }


def read_layer_mask(
    archive: Archive, description: Mapping[str, Any], name: str, png: bytes, size: tuple[int, int]
) -> StoredMask | None:
    """The mask of the layer whose pixels are `png`, the member `name`, of `size` = (width, height); None where it has
    none, or another program painted on it since.

    Raises:
        ValueError, TypeError, KeyError, AttributeError: what describes it is damaged.
    """
    said = description.get("layer_masks", {}).get(name)
    if said is None or said["sha256"] != hashlib.sha256(png).hexdigest():
        return None
    left, top, background = int(said["left"]), int(said["top"]), int(said["background"])
    if max(abs(left), abs(top)) > _FARTHEST or background not in (0, 255):
        raise ValueError(f"a mask lies at {left}, {top}")
    alpha = _read_grey(archive, _beside(name, "alpha"), np.uint8, np.uint16) if said["enabled"] else None
    if alpha is not None and alpha.shape[::-1] != size:
        raise ValueError(f"the alpha of {name} has not its size")
    return StoredMask(alpha, _read_grey(archive, _beside(name, "mask"), np.uint8), left, top, background)


def members_of(still: Outline[Pixels], layer_masks: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, bytes]]:
    """Each member's name and content, apart from those of layers' masks, of which `layer_masks` has the descriptions by
    the names of the layers' files."""
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
    described |= {"layer_masks": layer_masks} if layer_masks else {}
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
        pixels = _read_grey(archive, _region_name(index), np.uint8)
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


def _beside(name: str, kind: str) -> str:
    """The member that has something of the layer whose pixels are the member `name`."""
    return f"{OURS}{PurePosixPath(name).stem}-{kind}.png"


def _grey_png(plane: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(plane).save(buffer, "PNG", compress_level=3)
    return buffer.getvalue()


def _read_plane(archive: Archive, name: str, size: tuple[int, int]) -> np.ndarray | None:
    if name not in archive.names:
        return None
    pixels = _read_grey(archive, name, np.uint8)
    if pixels.shape[::-1] != size:
        raise ValueError(f"{name} has not the size of the canvas")
    return pixels


def _read_grey(archive: Archive, name: str, *depths: type[np.unsignedinteger]) -> np.ndarray:
    pixels = samples_of(archive.read(name), name)
    if pixels.shape[2] != 1 or pixels.dtype not in depths:
        raise ValueError(f"{name} is not grey, or of another depth")
    return np.ascontiguousarray(pixels[..., 0])
