"""Documents and their files: opened whatever they are, and written whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Literal

from PySide6.QtCore import QSize

from app.document import openraster, pictures
from app.document.atomic import replacing
from app.document.blending import BlendMode
from app.document.document import Document
from app.document.node import Group, Layer, Look, Node
from app.document.outline import Outline, Pixels, flattened
from app.document.pictures.picture import (
    FORMATS,
    PARTLY_GENERATED,
    WHOLLY_GENERATED,
    EncodingOptions,
    FileError,
    Kind,
    Metadata,
    PictureLayer,
)
from app.document.plane import Plane
from app.language import tr

PROJECT = ".ora"  # OpenRaster: the only format that holds all of a document
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, eq=False)
class Opened:
    """A document, and a sentence for each thing in its file that is not here as it was there."""

    document: Document
    notices: tuple[str, ...] = ()


def open_document(path: Path) -> Opened:
    """A document of an OpenRaster, PSD, PNG, JPEG, WebP, TIFF or AVIF file. Its content says which, not its name.

    Raises:
        FileError: the file is missing, unreadable, damaged, too large or of another kind.
    """
    if pictures.is_photoshop(path):
        return _open_layers(path)
    try:
        with path.open("rb") as file:
            if file.read(len(_ZIP)) == _ZIP:
                file.seek(0)
                document, notices = openraster.read_openraster(file, path.name)
                document.path = path
                return Opened(document, notices)
    except OSError as error:
        raise FileError(_unreadable(path, error)) from error
    return _open_picture(path)


def kind_of(path: Path) -> Kind | Literal["OpenRaster"]:
    """The format that a name asks for.

    Raises:
        FileError: none that is known.
    """
    suffix = path.suffix.lower()
    if suffix == PROJECT:
        return "OpenRaster"
    if suffix not in FORMATS:
        text = tr("“{name}” ends in no known format. End its name in .ora, .png, .jpg, .webp, .tif or .avif.")
        raise FileError(text.format(name=path.name))
    return FORMATS[suffix]


def is_project(path: Path) -> bool:
    """Whether a file of that name holds all of a document."""
    return path.suffix.lower() == PROJECT


def is_picture(path: Path) -> bool:
    """Whether a file of that name holds what is seen of a document."""
    return path.suffix.lower() in FORMATS


def is_flat(document: Document) -> bool:
    """Whether one layer, as it is, is the whole picture, so that a flat file holds it."""
    nodes = document.nodes()
    if len(nodes) != 1 or document.regions:
        return False
    look, plain = nodes[0].look, Look()
    same = (look.opacity, look.visible, look.mode) == (plain.opacity, plain.visible, BlendMode.NORMAL)
    is_bare = isinstance(nodes[0], Layer) and nodes[0].mask is None
    return is_bare and same and nodes[0].area == document.bounds


def write_document(still: Outline[Pixels], path: Path, options: EncodingOptions | None = None) -> None:
    """Write a document to a file: all of it to .ora, what is seen to the formats of pictures. In any thread.

    Raises:
        FileError: it could not be written; its text gives the place and the cause. The file that was there is whole.
    """
    kind = kind_of(path)
    try:
        with replacing(path) as file:
            if kind == "OpenRaster":
                write_project(still, file)
            else:
                file.write(pictures.encode_picture(_picture_of(still), kind, _with_source(still, options)))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        text = tr("“{path}” could not be saved: {reason}. Free some space there, or choose another folder.")
        raise FileError(text.format(path=path, reason=reason)) from error
    except MemoryError as error:
        text = tr("There is not enough memory to save “{path}”. Close other pictures, and try again.")
        raise FileError(text.format(path=path)) from error


def write_project(still: Outline[Pixels], file: BinaryIO) -> None:
    """Write all of a document as OpenRaster into an open file.

    Raises:
        OSError: it could not be written.
        FileError: the profile or the metadata does not fit into such a file.
    """
    openraster.write_openraster(still, file)


def _open_picture(path: Path) -> Opened:
    picture = pictures.read_picture(path)
    document = Document.from_array(picture.pixels, path)
    document.profile, document.metadata = picture.profile, picture.metadata
    document.recipe = picture.recipe
    return Opened(document, picture.notices)


def _open_layers(path: Path) -> Opened:
    picture = pictures.read_layers(path)
    root = Group(tuple(map(_node_of, picture.layers)))
    document = Document(QSize(picture.width, picture.height), root, picture.depth, path)
    document.profile, document.metadata = picture.profile, picture.metadata
    return Opened(document, picture.notices)


def _node_of(layer: PictureLayer) -> Node:
    look = Look(layer.name, layer.opacity, layer.visible, layer.locked, BlendMode(layer.mode))
    if layer.pixels is None:
        return Group(tuple(map(_node_of, layer.children)), look, layer.isolated)
    pixels, mask = Plane(layer.pixels, layer.left, layer.top), layer.mask
    if mask is None:
        return Layer(pixels, look)
    return Layer(pixels, look, None, Plane(mask.values, mask.left, mask.top, mask.background), mask.enabled)


def _unreadable(path: Path, error: OSError) -> str:
    text = tr("“{name}” could not be read: {reason}. Check that you may open it.")
    return text.format(name=path.name, reason=(error.strerror or str(error)).lower())


def _with_source(still: Outline[Pixels], options: EncodingOptions | None) -> EncodingOptions:
    """The options, with the origin that the recipe tells: made wholly by a model, or edited with one."""
    options = options or EncodingOptions()
    if still.recipe is None or options.source is not None:
        return options
    whole = still.recipe.get("verb") == "generate"
    return replace(options, source=WHOLLY_GENERATED if whole else PARTLY_GENERATED)


def _picture_of(still: Outline[Pixels]) -> pictures.Picture:
    metadata = still.metadata if isinstance(still.metadata, Metadata) else Metadata()
    return pictures.Picture(flattened(still), still.profile, metadata, still.recipe)
