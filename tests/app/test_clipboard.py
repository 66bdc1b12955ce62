"""Cut, copy and paste: within a picture, between pictures of other depths and colours, and with other programs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pictures import noise
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QClipboard, QColorSpace, QGuiApplication, QImage

from app.application.clipboard import Clipboard
from app.application.edits import EditCommands
from app.application.session import Session
from app.document import pictures
from app.document.document import Document
from app.document.node import Layer
from app.qimage import to_array, to_qimage
from app.resources import RESOURCES
from paella_core.request import Box

ADOBE = bytes(QColorSpace(QColorSpace.NamedColorSpace.AdobeRgb).iccProfile().data())
BOX = Box(30, 40, 50, 60)


@pytest.fixture
def system(qapp: QGuiApplication) -> Iterator[QClipboard]:
    clipboard = qapp.clipboard()
    clipboard.clear()
    yield clipboard
    clipboard.clear()


@pytest.fixture
def session(document: Document) -> Session:
    made = Session()
    made.add(document)
    return made


@pytest.fixture
def commands(session: Session, system: QClipboard) -> EditCommands:
    return EditCommands(session, Clipboard(system))


@pytest.fixture
def refusals(commands: EditCommands) -> list[str]:
    heard: list[str] = []
    commands.refused.connect(lambda _title, text: heard.append(text))
    return heard


def cover(document: Document, box: Box, value: int = 255) -> None:
    with document.edit("Paint mask", document.mask), document.mask.paint(box) as pixels:
        pixels[...] = value


def pasted(document: Document) -> Layer:
    layer = document.active
    assert isinstance(layer, Layer)
    assert layer is document.layers()[-1]
    return layer


def test_the_masked_part_comes_back_to_its_place(commands: EditCommands, document: Document) -> None:
    cover(document, BOX)
    commands.copy()
    commands.paste()
    layer = pasted(document)
    assert (layer.area, layer.look.name) == (BOX, "Background")
    np.testing.assert_array_equal(layer.pixels.array[..., :3], noise()[BOX.slices])
    assert (layer.pixels.array[..., 3] == 255).all()
    assert document.history() == ["Paint mask", "Paste"]


def test_a_soft_mask_makes_soft_edges(commands: EditCommands, document: Document) -> None:
    cover(document, BOX, 102)
    commands.copy()
    commands.paste()
    assert (pasted(document).pixels.array[..., 3] == 102).all()


def test_without_a_mask_all_of_the_layer_is_copied(commands: EditCommands, document: Document) -> None:
    commands.copy()
    commands.paste()
    np.testing.assert_array_equal(pasted(document).pixels.array, document.layers()[0].pixels.array)
    assert not np.shares_memory(pasted(document).pixels.array, document.layers()[0].pixels.array)


def test_pasting_twice_gives_pixels_of_their_own(commands: EditCommands, document: Document) -> None:
    cover(document, BOX)
    commands.copy()
    commands.paste()
    commands.paste()
    first, second = document.layers()[1:]
    assert not np.shares_memory(first.pixels.array, second.pixels.array)


def test_cutting_takes_away_in_one_step(commands: EditCommands, document: Document) -> None:
    cover(document, BOX)
    commands.cut()
    assert document.history() == ["Paint mask", "Cut"]
    assert not document.layers()[0].pixels.read(BOX)[..., 3].any()
    commands.paste()
    np.testing.assert_array_equal(document.flattened(), noise())


def test_a_locked_layer_is_not_cut(commands: EditCommands, document: Document, refusals: list[str]) -> None:
    layer = document.layers()[0]
    with document.edit("Lock layer", layer):
        layer.look = type(layer.look)("Sky", locked=True)
    commands.cut()
    assert refusals == ["“Sky” is locked. Unlock it first."]
    assert document.history() == ["Lock layer"]


def test_merged_is_what_is_seen(commands: EditCommands, document: Document) -> None:
    commands.copy()
    commands.paste()
    layer = pasted(document)
    with document.edit("Opacity", layer, layer.pixels):
        layer.look = type(layer.look)(opacity=0.5)
        with layer.pixels.paint(document.bounds) as pixels:
            pixels[...] = 0, 0, 0, 255
    cover(document, BOX)
    seen = document.composite.read(BOX).copy()
    commands.copy_merged()
    commands.paste()
    np.testing.assert_array_equal(pasted(document).pixels.array, seen)


def test_nothing_to_copy_is_refused(commands: EditCommands, document: Document, refusals: list[str]) -> None:
    document.resize("Canvas size", Box(-50, 0, 250, 150))
    cover(document, Box(0, 0, 40, 40))
    commands.copy()
    assert refusals == ["There is nothing to copy here. Choose a layer that has pixels under the mask."]


def test_another_picture_gets_it_in_its_middle(commands: EditCommands, document: Document, session: Session) -> None:
    cover(document, BOX)
    commands.copy()
    other = Document.from_array(np.zeros((100, 70, 3), np.uint8))
    session.add(other)
    commands.paste()
    assert pasted(other).area == Box(10, 20, 50, 60)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_pixels_take_the_depth_and_the_profile_of_the_picture(
    commands: EditCommands, document: Document, session: Session, dtype: type
) -> None:
    document.profile = ADOBE
    cover(document, BOX)
    commands.copy()
    other = Document.from_array(np.zeros((150, 200, 3), dtype))
    session.add(other)
    commands.paste()
    pixels = pasted(other).pixels.array
    assert pixels.dtype == dtype
    wide = document.layers()[0].pixels.read(BOX).astype(dtype) * (np.iinfo(dtype).max // 255)
    np.testing.assert_array_equal(pixels, pictures.to_srgb(wide, ADOBE))


def test_sixteen_bits_stay(commands: EditCommands, session: Session) -> None:
    deep = Document.from_array(noise(dtype=np.uint16))
    session.add(deep)
    commands.copy()
    commands.paste()
    np.testing.assert_array_equal(pasted(deep).pixels.array[..., :3], noise(dtype=np.uint16))


def test_other_programs_get_srgb(commands: EditCommands, document: Document, system: QClipboard) -> None:
    document.profile = ADOBE
    commands.copy()
    expected = pictures.to_srgb(document.layers()[0].pixels.array, ADOBE)
    np.testing.assert_array_equal(to_array(system.image()), expected)


def test_pictures_of_other_programs_come_in_the_middle(
    commands: EditCommands, document: Document, system: QClipboard
) -> None:
    system.setImage(to_qimage(noise(60, 50, seed=1)).copy())
    commands.paste()
    layer = pasted(document)
    assert (layer.area, layer.look.name) == (Box(70, 50, 60, 50), "Pasted")
    np.testing.assert_array_equal(layer.pixels.array[..., :3], noise(60, 50, seed=1))


def test_a_later_copy_elsewhere_wins(commands: EditCommands, document: Document, system: QClipboard) -> None:
    commands.copy()
    system.setImage(QImage(7, 5, QImage.Format.Format_RGB32))
    commands.paste()
    assert pasted(document).area.width == 7


def test_files_are_pasted_as_layers(
    commands: EditCommands, document: Document, system: QClipboard, picture: Path, tmp_path: Path
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in (picture, tmp_path / "notes.txt")])
    system.setMimeData(data)
    commands.paste()
    assert pasted(document).look.name == "noise"
    assert len(document.layers()) == 2


def test_a_damaged_file_is_refused(
    commands: EditCommands, document: Document, system: QClipboard, tmp_path: Path, refusals: list[str]
) -> None:
    (tmp_path / "bad.png").write_text("no picture")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "bad.png"))])
    system.setMimeData(data)
    commands.paste()
    assert len(refusals) == 1
    assert document.history() == []


def test_a_new_picture_of_the_clipboard(commands: EditCommands, document: Document, session: Session) -> None:
    document.profile = ADOBE
    cover(document, BOX)
    commands.copy()
    commands.paste_new()
    made = session.current
    assert made is not None
    assert made is not document
    assert (made.bounds, made.profile, made.modified, made.path) == (Box(0, 0, 50, 60), ADOBE, True, None)
    np.testing.assert_array_equal(made.flattened(), noise()[BOX.slices])


def test_pasting_without_a_picture_makes_one(system: QClipboard) -> None:
    session = Session()
    commands = EditCommands(session, Clipboard(system))
    commands.copy()
    commands.paste()
    assert session.current is None
    system.setImage(QImage(7, 5, QImage.Format.Format_RGB32))
    commands.paste()
    assert session.current is not None
    assert session.current.width == 7


def test_what_is_on_the_clipboard_is_known(system: QClipboard) -> None:
    clipboard = Clipboard(system)
    heard: list[bool] = []
    clipboard.changed.connect(lambda: heard.append(clipboard.has_picture))
    system.setText("words")
    system.setImage(QImage(7, 5, QImage.Format.Format_RGB32))
    assert heard == [False, True]


def test_the_program_ends_well_with_something_on_the_clipboard() -> None:
    script = (
        "import numpy as np\n"
        "from PySide6.QtGui import QGuiApplication\n"
        "from app.application.clipboard import Clip, Clipboard\n"
        "application = QGuiApplication([])\n"
        "clipboard = Clipboard(application.clipboard())\n"
        "clipboard.put(Clip(np.zeros((5, 5, 4), np.uint8), None, 'Sky'))\n"
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=RESOURCES.parent, env=environment, timeout=60, check=False
    )
    assert done.returncode == 0


def test_a_foreign_key_does_not_give_old_pixels(commands: EditCommands, document: Document, system: QClipboard) -> None:
    commands.copy()
    image = QImage(7, 5, QImage.Format.Format_RGB32)
    image.setText("paella-studio-clip", "of another window")
    system.setImage(image)
    commands.paste()
    assert pasted(document).area.width == 7
