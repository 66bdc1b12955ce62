"""Picture files: opened upright with all their bits, encoded with their colours, metadata and recipe.

The public names load on first use: what reads files takes up to a second to import, and the window is there before.
Take them as `pictures.read_picture(...)`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.document.pictures.colour import from_srgb, profile_name, to_srgb
    from app.document.pictures.decoding import is_photoshop, read_picture
    from app.document.pictures.encoding import encode_picture
    from app.document.pictures.photoshop import read_layers
    from app.document.pictures.picture import (
        FORMATS,
        EncodingOptions,
        FileError,
        LayeredPicture,
        Metadata,
        Picture,
        PictureLayer,
    )
    from app.document.pictures.recipes import from_json, params_of, to_json

_HOMES = {
    "from_srgb": "colour",
    "profile_name": "colour",
    "to_srgb": "colour",
    "is_photoshop": "decoding",
    "read_picture": "decoding",
    "encode_picture": "encoding",
    "read_layers": "photoshop",
    "FORMATS": "picture",
    "EncodingOptions": "picture",
    "FileError": "picture",
    "LayeredPicture": "picture",
    "Metadata": "picture",
    "Picture": "picture",
    "PictureLayer": "picture",
    "params_of": "recipes",
    "from_json": "recipes",
    "to_json": "recipes",
}
__all__ = [
    "FORMATS",
    "EncodingOptions",
    "FileError",
    "LayeredPicture",
    "Metadata",
    "Picture",
    "PictureLayer",
    "encode_picture",
    "from_json",
    "from_srgb",
    "is_photoshop",
    "params_of",
    "profile_name",
    "read_layers",
    "read_picture",
    "to_json",
    "to_srgb",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'app.document.pictures' has no attribute {name!r}")
    return getattr(import_module(f"app.document.pictures.{_HOMES[name]}"), name)
