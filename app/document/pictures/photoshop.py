"""PSD and PSB read with their layers, as far as OpenRaster's model of layers goes; what goes beyond is told.

psd-tools takes more than half a second to import: only the first PSD pays for it (see the package).
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from PIL import Image
from psd_tools import PSDImage
from psd_tools.api.layers import AdjustmentLayer, FillLayer, Group, Layer, ShapeLayer, SmartObjectLayer, TypeLayer
from psd_tools.compression import PSDDecompressionWarning
from psd_tools.constants import BlendMode, ColorMode, Resource

from app.document.pictures.conversion import ColourKind, float_notice, from_image, from_samples
from app.document.pictures.decoding import PHOTOSHOP, failures_explained, largest_picture
from app.document.pictures.metadata import DAMAGE
from app.document.pictures.picture import LayeredPicture, Metadata, PictureLayer, PictureMask
from app.document.plane import eight_bits
from app.language import mark, tr

_NORMAL = "svg:src-over"
_MODES = {
    BlendMode.PASS_THROUGH: _NORMAL,
    BlendMode.NORMAL: _NORMAL,
    BlendMode.MULTIPLY: "svg:multiply",
    BlendMode.SCREEN: "svg:screen",
    BlendMode.OVERLAY: "svg:overlay",
    BlendMode.DARKEN: "svg:darken",
    BlendMode.LIGHTEN: "svg:lighten",
    BlendMode.COLOR_DODGE: "svg:color-dodge",
    BlendMode.COLOR_BURN: "svg:color-burn",
    BlendMode.HARD_LIGHT: "svg:hard-light",
    BlendMode.SOFT_LIGHT: "svg:soft-light",
    BlendMode.DIFFERENCE: "svg:difference",
    BlendMode.LINEAR_DODGE: "svg:plus",
    BlendMode.HUE: "svg:hue",
    BlendMode.SATURATION: "svg:saturation",
    BlendMode.COLOR: "svg:color",
    BlendMode.LUMINOSITY: "svg:luminosity",
}
_KINDS: dict[ColorMode, ColourKind] = {
    ColorMode.RGB: "RGB",
    ColorMode.GRAYSCALE: "L",
    ColorMode.DUOTONE: "L",
    ColorMode.CMYK: "CMYK",
    ColorMode.LAB: "LAB",
}
_LEFT_OUT = mark("Layers of a kind that cannot be shown here were left out: {names}.")
_DAMAGED = mark("Layers whose pixels could not be read were left out: {names}.")
_RASTERIZED = mark("Texts, shapes and smart objects became pixels: {names}.")
_EFFECTS = mark("The effects of these layers were left out: {names}.")
_MASKS = mark("The masks of these groups became layers: {names}.")
_CLIPPED = mark("These layers were cut to the shape of the layer below: {names}.")
_UNCLIPPED = mark("These layers are no longer clipped by the group below: {names}.")
_BLENDING = mark("These layers had blend modes that are not known here, and became normal: {names}.")


def read_layers(path: Path) -> LayeredPicture:
    """A PSD or PSB file with its layers; one without layers gives a single layer, "Background".

    Raises:
        FileError: it is missing, unreadable, damaged or too large.
    """
    path = Path(path)
    with failures_explained(path):
        warnings.simplefilter("error", PSDDecompressionWarning)  # else a damaged layer would be black
        data = path.read_bytes()
        _check_header(data)
        psd = PSDImage.open(io.BytesIO(data))
        return _Reading(psd).picture()


def _check_header(data: bytes) -> None:
    """Refuse what is no PSD, or too large, before anything is allocated."""
    if not data.startswith(PHOTOSHOP):
        raise ValueError("not a PSD")
    height, width = int.from_bytes(data[14:18], "big"), int.from_bytes(data[18:22], "big")
    if width * height > largest_picture():
        raise Image.DecompressionBombError


@dataclass
class _Reading:
    """A PSD as it is walked through: its layers, and whom each notice is about."""

    psd: PSDImage
    told: dict[str, list[str]] = field(default_factory=dict)
    notices: dict[str, None] = field(default_factory=dict)  # as an ordered set
    profile: bytes | None = None

    def picture(self) -> LayeredPicture:
        """The whole file."""
        layers = self._children(self.psd) if len(self.psd) else (self._flat(),)
        if self.psd.depth == 32:
            self.notices[float_notice()] = None
        named = [tr(text).format(names=", ".join(names)) for text, names in self.told.items()]
        xmp = self.psd.image_resources.get_data(Resource.XMP_METADATA)
        return LayeredPicture(
            self.psd.width,
            self.psd.height,
            self._depth,
            layers,
            self.profile,
            Metadata(xmp=xmp if isinstance(xmp, bytes) else b""),
            (*self.notices, *named),
        )

    @property
    def _depth(self) -> int:
        """8 for what goes through 8 bits anyway."""
        deep = self.psd.depth > 8 and _KINDS.get(self.psd.color_mode) in ("RGB", "L")
        return 16 if deep else 8

    def _children(self, group: Iterable[Layer]) -> tuple[PictureLayer, ...]:
        """The layers of a group, bottom first, those that are clipped cut to the shape of their base."""
        found: list[PictureLayer] = []
        base: PictureLayer | None = None
        for layer in group:
            read = self._layer(layer)
            if not layer.clipping:
                base = read
            elif read is not None and read.pixels is not None:
                read = self._clipped(read, base)
            if read is not None:
                found.append(read)
        return tuple(found)

    def _layer(self, layer: Layer) -> PictureLayer | None:
        if isinstance(layer, AdjustmentLayer | FillLayer) and not layer.has_pixels():
            return self._tell(_LEFT_OUT, layer)
        if layer.has_effects():
            self._tell(_EFFECTS, layer)
        if isinstance(layer, Group):
            return self._group(layer)
        if isinstance(layer, TypeLayer | ShapeLayer | SmartObjectLayer):
            self._tell(_RASTERIZED, layer)
        try:
            pixels, mask = self._pixels(layer), _mask_of(layer)
        except DAMAGE:
            return self._tell(_DAMAGED, layer)
        return replace(self._described(layer), pixels=pixels, left=layer.left, top=layer.top, mask=mask)

    def _described(self, layer: Layer) -> PictureLayer:
        """All about a layer but its pixels."""
        if layer.blend_mode not in _MODES:
            self._tell(_BLENDING, layer)
        locks = layer.locks
        return PictureLayer(
            name=layer.name,
            opacity=layer.opacity / 255 * layer.fill_opacity / 255,
            visible=layer.visible,
            locked=locks is not None and bool(locks.complete or locks.composite),
            mode=_MODES.get(layer.blend_mode, _NORMAL),
        )

    def _group(self, group: Group) -> PictureLayer:
        """A group; its mask becomes a layer on top that keeps what is below where the mask is white."""
        children, mask = self._children(group), _mask_of(group)
        passes = group.blend_mode == BlendMode.PASS_THROUGH
        if mask is not None and mask.enabled:
            self._tell(_MASKS, group)
            passes = False
            top = np.iinfo(self._dtype).max
            white = np.full((self.psd.height, self.psd.width, 4), top, self._dtype)
            white[..., 3] = np.round(_over(mask, 0, 0, white.shape) * top)
            children += (PictureLayer(tr("Mask"), white, mode="svg:dst-in"),)
        return replace(self._described(group), children=children, isolated=not passes)

    def _clipped(self, layer: PictureLayer, base: PictureLayer | None) -> PictureLayer:
        """A layer cut to the alpha of its base and to its mask; the base hides and fades it too."""
        if base is None or base.pixels is None or layer.pixels is None:
            self.told.setdefault(_UNCLIPPED, []).append(layer.name)
            return layer
        self.told.setdefault(_CLIPPED, []).append(layer.name)
        top = np.iinfo(self._dtype).max
        alpha = base.pixels[..., 3] / top
        if base.mask is not None and base.mask.enabled:
            alpha = alpha * _over(base.mask, base.left, base.top, alpha.shape)
        shape = _placed(alpha, base.left - layer.left, base.top - layer.top, layer.pixels.shape, 0.0)
        return replace(
            layer,
            pixels=_faded(layer.pixels, shape),
            opacity=layer.opacity * base.opacity,
            visible=layer.visible and base.visible,
        )

    def _pixels(self, layer: Layer) -> np.ndarray:
        """RGBA of a layer without its mask; one transparent pixel for a layer without any."""
        colours = layer.numpy("color")
        if colours is None:
            return np.zeros((1, 1, 4), self._dtype)
        if colours.shape[0] * colours.shape[1] > largest_picture():
            raise Image.DecompressionBombError
        return self._rgba(colours, layer.numpy("shape"))

    def _flat(self) -> PictureLayer:
        """The only layer of a file without layers."""
        kind = _KINDS.get(self.psd.color_mode)
        if kind is not None and self.psd.depth > 1:
            pixels = self._rgba(self.psd.numpy("color"), self.psd.numpy("shape"))
        else:
            image = self.psd.topil(apply_icc=False)
            if image is None:
                raise ValueError("no picture")
            pixels = _opaque(from_image(image, None)[0])
        return PictureLayer(tr("Background"), pixels)

    def _rgba(self, colours: np.ndarray, shape: np.ndarray | None) -> np.ndarray:
        """RGBA of psd-tools' floats, 0..1: colours (height, width, channels) and alpha (height, width, 1)."""
        kind = _KINDS[self.psd.color_mode]
        straight = 1 - colours if kind == "CMYK" else colours  # stored as what is left of the paper
        samples = straight if shape is None else np.concatenate([straight, shape], axis=2)
        deep = np.round(np.clip(np.nan_to_num(samples), 0, 1) * 65535).astype(np.uint16)
        stored = self.psd.image_resources.get_data(Resource.ICC_PROFILE)
        pixels, self.profile, notices = from_samples(
            deep if self._depth == 16 else eight_bits(deep), kind, stored if isinstance(stored, bytes) else None
        )
        self.notices |= dict.fromkeys(notices)
        return _opaque(pixels)

    @property
    def _dtype(self) -> type[np.uint8] | type[np.uint16]:
        return np.uint16 if self._depth == 16 else np.uint8

    def _tell(self, text: str, layer: Layer) -> None:
        names = self.told.setdefault(text, [])
        if layer.name not in names:
            names.append(layer.name)


def _opaque(pixels: np.ndarray) -> np.ndarray:
    """With an alpha channel, opaque where there was none."""
    if pixels.shape[2] == 4:
        return np.ascontiguousarray(pixels)
    return np.dstack([pixels, np.full(pixels.shape[:2], np.iinfo(pixels.dtype).max, pixels.dtype)])


def _mask_of(layer: Layer) -> PictureMask | None:
    """The mask of a layer or a group, in 8 bits as all of ours; None if it has none."""
    mask = layer.mask
    if mask is None:
        return None
    background = 255 if mask.background_color else 0
    values = layer.numpy("mask")
    if values is None or not values.size:
        return PictureMask(np.full((1, 1), background, np.uint8), mask.left, mask.top, background, not mask.disabled)
    if values.size > largest_picture():
        raise Image.DecompressionBombError
    grey = np.round(values[..., 0] * 255).astype(np.uint8)
    return PictureMask(grey, mask.left, mask.top, background, not mask.disabled)


def _over(mask: PictureMask, left: int, top: int, shape: tuple[int, ...]) -> np.ndarray:
    """A mask, 0..1, over pixels of `shape` at a place of the picture."""
    return _placed(mask.values / 255, mask.left - left, mask.top - top, shape, mask.background / 255)


def _faded(pixels: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """RGBA with its alpha times a mask of 0..1."""
    faded = pixels.copy()
    faded[..., 3] = np.round(pixels[..., 3] * mask)
    return faded


def _placed(plane: np.ndarray, left: int, top: int, shape: tuple[int, ...], around: float) -> np.ndarray:
    """A plane (height, width) at a place of another of `shape`, filled with `around` beside it."""
    placed = np.full(shape[:2], around)
    rows, columns = slice(max(top, 0), top + plane.shape[0]), slice(max(left, 0), left + plane.shape[1])
    if rows.start < rows.stop and columns.start < columns.stop:
        target = placed[rows, columns]
        target[...] = plane[max(-top, 0) :, max(-left, 0) :][: target.shape[0], : target.shape[1]]
    return placed
