"""Films: a row of pictures as a folder of PNGs, an animated GIF, WebP or PNG, or an MP4. They loop for ever.

A film has exactly as many frames as it was given: equal neighbours, which encoders like to merge, stay apart. GIF holds
256 colours, chosen for all frames together so that nothing flickers; WebP and PNG keep every bit; MP4 loses a little.
"""

from __future__ import annotations

import io
import shutil
import struct
import uuid
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module, util
from pathlib import Path

import numpy as np
from PIL import GifImagePlugin, Image, PngImagePlugin

from paella_core import pictures
from paella_core.atomic import replacing
from paella_core.errors import BadInput

FRAMES_A_SECOND = 10
_PALETTE_PIXELS = 1 << 20  # of all frames together, that the palette of a GIF is chosen from
_WITH_ALPHA = (".webp", ".apng")


def check_writable(path: Path) -> None:
    """Refuse a film that could not be written, before the work is done.

    Raises:
        BadInput: an unknown kind of film, no such folder, a folder that is not empty, or MP4 without PyAV.
    """
    if path.suffix.lower() not in ("", *_WRITERS):
        raise BadInput(f"{path} must end in one of {', '.join(_WRITERS)}, or have no ending: a folder of PNGs.")
    if path.name in ("", ".."):
        raise BadInput(f"{path} is no name for a film: name a new folder or a file.")
    if not path.parent.is_dir():
        raise BadInput(f"The folder {path.parent} does not exist: create it or name another.")
    if path.suffix:
        _check_file(path)
    elif path.exists() and not (path.is_dir() and not any(path.iterdir())):
        raise BadInput(f"{path} exists and is not an empty folder: name a new one.")


def check_holds(path: Path, frame: np.ndarray) -> None:
    """Refuse a kind of film that would lose the depth or the alpha of frames like this one.

    Raises:
        BadInput: it would.
    """
    suffix = path.suffix.lower()
    if suffix and frame.dtype == np.uint16:
        raise BadInput(f"{path} cannot hold 16 bits a channel: name a folder without an ending, for PNGs.")
    if suffix and suffix not in _WITH_ALPHA and frame.shape[2] == 4:
        raise BadInput(f"{path} cannot hold transparency: write a .webp or .apng instead, or a folder.")


def write(path: Path, frames: Sequence[np.ndarray], fps: int = FRAMES_A_SECOND) -> None:
    """Write frames (height, width, 3 or 4), all alike, as a film, whole or not at all; the suffix says how.

    Raises:
        BadInput: the kind of film is unknown or cannot hold the frames.
        OSError: the disk is full or the folder cannot be written.
    """
    check_writable(path)
    check_holds(path, frames[0])
    if not path.suffix:
        _write_folder(path, frames)
        return
    with replacing(path) as temporary:
        _WRITERS[path.suffix.lower()](temporary, frames, fps)


def _check_file(path: Path) -> None:
    if path.is_dir():
        raise BadInput(f"{path} is a folder: name a file, or a folder without an ending.")
    if path.suffix.lower() == ".mp4" and util.find_spec("av") is None:
        raise BadInput("Writing .mp4 needs PyAV: install it with `pip install av`, or write .webp, .apng or .gif.")


def _write_folder(path: Path, frames: Sequence[np.ndarray]) -> None:
    """0000.png, 0001.png ...: written in a folder beside, which then takes the name."""
    beside = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}")
    beside.mkdir()
    try:
        for number, frame in enumerate(frames):
            pictures.write(beside / f"{number:04}.png", frame)
        with suppress(FileNotFoundError):
            path.rmdir()  # an empty one; some systems do not rename over it
        beside.rename(path)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _write_gif(path: Path, frames: Sequence[np.ndarray], fps: int) -> None:
    """Every frame whole, on one palette, undithered: what does not change does not flicker."""
    palette = _palette_of(frames)
    indexed = [Image.fromarray(frame).quantize(palette=palette, dither=Image.Dither.NONE) for frame in frames]
    blocks, _ = GifImagePlugin.getheader(indexed[0], info={"loop": 0})
    for image in indexed:
        blocks += GifImagePlugin.getdata(image, duration=1000 // fps)
    path.write_bytes(b"".join(blocks) + b";")


def _palette_of(frames: Sequence[np.ndarray]) -> Image.Image:
    """A picture with 256 colours that suit all frames."""
    stride = -(-sum(frame.size for frame in frames) // (3 * _PALETTE_PIXELS))
    colours = np.concatenate([frame.reshape(-1, 3)[::stride] for frame in frames])
    return Image.fromarray(colours[None]).quantize(256, method=Image.Quantize.MEDIANCUT, kmeans=1)


def _write_apng(path: Path, frames: Sequence[np.ndarray], fps: int) -> None:
    """Ways of disposal take turns, which Pillow's encoder does not merge."""
    first, *others = map(Image.fromarray, frames)
    ways = (PngImagePlugin.Disposal.OP_NONE, PngImagePlugin.Disposal.OP_BACKGROUND)
    turns = [ways[number % 2] for number in range(len(frames))]
    blend = PngImagePlugin.Blend.OP_SOURCE
    first.save(path, "PNG", save_all=True, append_images=others, duration=1000 // fps, disposal=turns, blend=blend)


def _write_webp(path: Path, frames: Sequence[np.ndarray], fps: int) -> None:
    """A container of lossless pictures (RIFF, as in WebP's specification): the library's own would merge frames."""
    height, width, channels = frames[0].shape
    flags = 0x02 | (0x10 if channels == 4 else 0)  # animated, with alpha
    canvas = struct.pack("<I", flags) + _three_bytes(width - 1) + _three_bytes(height - 1)
    body = b"WEBP" + _chunk(b"VP8X", canvas) + _chunk(b"ANIM", bytes(6))  # no background, loops for ever
    place = bytes(6) + _three_bytes(width - 1) + _three_bytes(height - 1) + _three_bytes(1000 // fps) + b"\x02"
    body += b"".join(_chunk(b"ANMF", place + _webp_chunk(frame)) for frame in frames)  # 2: replaces, does not blend
    path.write_bytes(_chunk(b"RIFF", body))


def _webp_chunk(frame: np.ndarray) -> bytes:
    """The lossless bitstream of one picture, as a chunk."""
    file = io.BytesIO()
    Image.fromarray(frame).save(file, "WEBP", lossless=True, exact=True)
    data = file.getvalue()
    return data[data.index(b"VP8L") :]


def _chunk(name: bytes, data: bytes) -> bytes:
    return name + struct.pack("<I", len(data)) + data + bytes(len(data) % 2)


def _three_bytes(value: int) -> bytes:
    return value.to_bytes(3, "little")


def _write_mp4(path: Path, frames: Sequence[np.ndarray], fps: int) -> None:
    """H.264 in 4:2:0, which every player knows and which needs even sides: the last row and column are repeated."""
    av = import_module("av")
    height, width = frames[0].shape[:2]
    with av.open(str(path), "w") as film:
        stream = film.add_stream("libx264", rate=fps, options={"crf": "16"})
        stream.width, stream.height, stream.pix_fmt = width + width % 2, height + height % 2, "yuv420p"
        for frame in frames:
            even = np.pad(frame, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge")
            film.mux(stream.encode(av.VideoFrame.from_ndarray(even, format="rgb24")))
        film.mux(stream.encode())


_WRITERS: dict[str, Callable[[Path, Sequence[np.ndarray], int], None]] = {
    ".gif": _write_gif,
    ".webp": _write_webp,
    ".apng": _write_apng,
    ".mp4": _write_mp4,
}
