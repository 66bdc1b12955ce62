"""Scenes as files: a picture and a JSON of its caption and attributes each, in a folder or a webdataset shard."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from paella_core.atomic import replacing
from paella_core.training.scenes.scene import draw_scene


def scene_files(seed: int, count: int, size: tuple[int, int]) -> Iterator[tuple[str, bytes]]:
    """The names and contents of all files of a series: 000000.png, 000000.json, 000001.png ..."""
    for index in range(count):
        scene = draw_scene(seed, index, size)
        picture = io.BytesIO()
        Image.fromarray(scene.image).save(picture, "PNG")
        yield f"{index:06}.png", picture.getvalue()
        about = {"caption": scene.caption, "attributes": scene.world.attributes()}
        yield f"{index:06}.json", json.dumps(about).encode()


def write_folder(folder: Path, seed: int, count: int, size: tuple[int, int]) -> None:
    """Write a series as files of a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in scene_files(seed, count, size):
        (folder / name).write_bytes(content)


def write_tar(path: Path, seed: int, count: int, size: tuple[int, int]) -> None:
    """Write a series as one webdataset shard."""
    with replacing(path) as temporary, tarfile.open(temporary, "w") as shard:
        for name, content in scene_files(seed, count, size):
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            shard.addfile(entry, io.BytesIO(content))
