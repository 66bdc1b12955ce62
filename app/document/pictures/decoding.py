"""Picture files read: upright, with all their bits, as RGB or RGBA, whatever they were."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from PIL import Image, UnidentifiedImageError

from app.document.pictures import png, tiff
from app.document.pictures.conversion import Decoded, float_notice, from_image, from_samples
from app.document.pictures.metadata import DAMAGE, metadata_of, orientation_of
from app.document.pictures.picture import FileError, Metadata, Picture
from app.language import tr

_FORMATS = ("PNG", "JPEG", "WEBP", "TIFF", "AVIF")
PHOTOSHOP = b"8BPS"


def read_picture(path: Path) -> Picture:
    """A PNG, JPEG, WebP, TIFF or AVIF file. Its content says which, not its name.

    Raises:
        FileError: it is missing, unreadable, damaged, too large or of another kind.
    """
    path = Path(path)
    with failures_explained(path):
        return _decoded(path.read_bytes())


def is_photoshop(path: Path) -> bool:
    """Whether a file says of itself that it is a PSD or PSB, for `read_layers`.

    Raises:
        FileError: it is missing or unreadable.
    """
    with failures_explained(Path(path)), Path(path).open("rb") as file:
        return file.read(len(PHOTOSHOP)) == PHOTOSHOP


def largest_picture() -> int:
    """How many pixels a picture may have: what Pillow takes for an attack is refused."""
    return 2 * (Image.MAX_IMAGE_PIXELS or 0)


@contextmanager
def failures_explained(path: Path) -> Iterator[None]:
    """Failures to read a picture as a `FileError` in words. Odd metadata, of which libraries warn, is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except FileError:
        raise
    except Image.DecompressionBombError as error:
        text = tr("“{name}” has too many pixels to be edited. Scale it down in another program.")
        raise FileError(text.format(name=path.name)) from error
    except MemoryError as error:
        text = tr("There is not enough memory to open “{name}”. Close other pictures, and try again.")
        raise FileError(text.format(name=path.name)) from error
    except DAMAGE as error:
        raise FileError(_why(path, error)) from error


def _why(path: Path, error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return tr("“{name}” does not exist. Check the name and the folder.").format(name=path.name)
    if isinstance(error, UnidentifiedImageError):
        text = tr(
            "“{name}” is damaged, or not a PNG, JPEG, WebP, TIFF, AVIF or PSD picture. Convert it to one of these."
        )
        return text.format(name=path.name)
    if isinstance(error, OSError) and error.errno is not None and error.strerror:
        text = tr("“{name}” could not be read: {reason}. Check that you may open it.")
        return text.format(name=path.name, reason=error.strerror.lower())
    text = tr("“{name}” is damaged, incomplete or stored in a rare way. Get it again, or save it elsewhere as PNG.")
    return text.format(name=path.name)


def _decoded(data: bytes) -> Picture:
    if deep := tiff.read_deep(data, largest_picture()):
        return _from_deep_tiff(data, deep)
    with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
        if image.format == "PNG":
            png.check_chunks(data)
        profile = image.info.get("icc_profile") or None
        frames = _notices_of_frames(image)
        pixels, profile, notices = _pixels(data, image, profile)
        metadata, recipe = metadata_of(image)
        upright = _upright(pixels, orientation_of(image))
    return Picture(upright, profile, metadata, recipe, (*frames, *notices))


def _pixels(data: bytes, image: Image.Image, profile: bytes | None) -> Decoded:
    if image.format != "PNG":
        return from_image(image, profile)
    values = png.pixels_of(data, image)
    image.load()  # Pillow reads the texts behind the pixels only now
    return from_samples(values, "L" if values.shape[2] < 3 else "RGB", profile)


def _from_deep_tiff(data: bytes, deep: tiff.DeepTiff) -> Picture:
    pixels, profile, notices = from_samples(deep.samples, deep.kind, deep.profile)
    try:
        with Image.open(io.BytesIO(data), formats=("TIFF",)) as image:
            metadata, recipe = metadata_of(image)
    except UnidentifiedImageError:  # a layout of pixels that Pillow does not know, floats above all
        metadata, recipe = Metadata(), None
    pages = (_several_pages(),) if deep.pages > 1 else ()
    said = (*pages, *notices, *_notices_of_floats(deep))
    return Picture(_upright(pixels, deep.orientation), profile, metadata, recipe, said)


def _notices_of_frames(image: Image.Image) -> tuple[str, ...]:
    if getattr(image, "n_frames", 1) <= 1 or image.format == "MPO":  # a camera's previews
        return ()
    if image.format == "TIFF":
        return (_several_pages(),)
    return (tr("The file is an animation; its first picture was opened."),)


def _several_pages() -> str:
    return tr("The file has several pages; the first one was opened.")


def _notices_of_floats(deep: tiff.DeepTiff) -> tuple[str, ...]:
    if not deep.was_float:
        return ()
    notices = (float_notice(),)
    return (*notices, tr("Values darker than black or brighter than white were cut off.")) if deep.clipped else notices


def _upright(pixels: np.ndarray, orientation: int) -> np.ndarray:
    """Undo the turn that EXIF's orientation (1..8) describes: 5 to 8 are stored transposed, each may be mirrored."""
    if orientation in (5, 6, 7, 8):
        pixels = pixels.swapaxes(0, 1)
    if orientation in (2, 3, 6, 7):
        pixels = pixels[:, ::-1]
    if orientation in (3, 4, 7, 8):
        pixels = pixels[::-1]
    return np.ascontiguousarray(pixels)
