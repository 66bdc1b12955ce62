"""What is packaged, and that it agrees with the program."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from packing import INSTALLERS, app_icons, bundle, contents, packed
from PIL import Image
from PySide6.QtCore import QMimeDatabase
from sources import ROOT

import paella_core
from app import licences
from app.dialogs.dialogs import _OPENED
from app.document.pictures import FORMATS

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PINNED = re.compile(r"[\w.-]+/[\w.-]+@v\d+")


# ---- what goes in


@pytest.mark.parametrize(
    ("path", "source", "goes_in"),
    [
        ("torch/lib/libtorch_cpu.so", "/env/torch/lib/libtorch_cpu.so", True),
        ("torch/bin/test_api", "/env/torch/bin/test_api", False),
        ("torch/bin/torch_shm_manager", "/env/torch/bin/torch_shm_manager", True),
        ("torch/test/op/data.bin", "/env/torch/test/op/data.bin", False),
        ("libcudart.so.13", "/env/torchvision.libs/libcudart.so.13", False),
        ("torchvision/_C.so", "/env/torchvision/_C.so", False),
        ("libgtk-3.so.0", "/usr/lib/x86_64-linux-gnu/libgtk-3.so.0", False),
        ("libstdc++.so.6", "/lib/x86_64-linux-gnu/libstdc++.so.6", False),
        ("libz.so.1", "/lib/x86_64-linux-gnu/libz.so.1", False),
        ("libcrypto.so.3", "/usr/lib/x86_64-linux-gnu/libcrypto.so.3", True),
        ("libpython3.11.so.1.0", "/usr/lib/x86_64-linux-gnu/libpython3.11.so.1.0", True),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", "/env/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqoffscreen.so", "/env/libqoffscreen.so", True),
        ("PySide6/Qt/plugins/platforms/libqvnc.so", "/env/libqvnc.so", False),
        ("PySide6/Qt/plugins/platformthemes/libqgtk3.so", "/env/libqgtk3.so", True),
        ("PySide6/Qt/translations/qtbase_de.qm", "/env/qtbase_de.qm", True),
        ("PySide6/Qt/translations/qtbase_fr.qm", "/env/qtbase_fr.qm", False),
        ("resources/translations/studio_fr.qm", "/src/studio_fr.qm", True),
        ("resources/packs/mini/denoiser.safetensors", "/src/denoiser.safetensors", True),
        ("torch-2.13.0.dist-info/METADATA", "/env/METADATA", True),
        ("torch-2.13.0.dist-info/RECORD", "/env/RECORD", False),
        ("numpy/core/tests/data.npy", "/env/data.npy", False),
    ],
)
def test_what_goes_in(path: str, source: str, goes_in: bool) -> None:
    assert contents.is_wanted(path, source, "linux") is goes_in


def test_operators_of_torchvision_go_in_where_they_fit() -> None:
    assert contents.is_wanted("torchvision\\_C.pyd".replace("\\", "/"), "C:/env/torchvision/_C.pyd", "win32")
    assert contents.is_wanted("torchvision/_C.so", "/env/torchvision/_C.so", "darwin")


def test_what_is_imported_by_name_exists() -> None:
    for name in (*contents.IMPORTED_BY_NAME, *contents.WITH_DATA, *contents.PARTS):
        assert find_spec(name.partition(".")[0]) is not None, name
    for package, parts in contents.PARTS.items():
        names = {path.stem for path in folder_of(package).iterdir()}
        assert set(parts) <= names, f"{package} has no {set(parts) - names}"
        left = contents.left_out(package, folder_of(package))
        assert left
        assert not {f"{package}.{part}" for part in (*parts, "__init__", "__pycache__")} & set(left)


def folder_of(package: str) -> Path:
    first, *rest = package.split(".")
    found = find_spec(first)
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent.joinpath(*rest)


def test_nothing_that_the_program_needs_is_excluded() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {re.match(r"[\w.-]+", line).group() for line in project["dependencies"]}  # pyright: ignore[reportOptionalMemberAccess]
    assert not needed & set(contents.EXCLUDED)


# ---- what the program opens, and its version


def test_the_kinds_of_files_are_those_that_the_program_opens() -> None:
    suffixes = {suffix for kind in contents.OPENED for suffix in kind.suffixes}
    assert suffixes == {word.removeprefix("*") for word in _OPENED.split()}
    assert suffixes >= set(FORMATS)


@pytest.mark.parametrize("kind", contents.OPENED, ids=lambda kind: kind.mime)
def test_media_types_are_those_of_the_system(kind: Any) -> None:
    match = QMimeDatabase.MatchMode.MatchExtension
    assert QMimeDatabase().mimeTypeForFile(f"picture{kind.suffixes[0]}", match).name() == kind.mime


def test_macos_is_told_of_each_kind_and_of_no_claim() -> None:
    told = contents.document_types()
    assert [kind["CFBundleTypeMIMETypes"] for kind in told] == [[kind.mime] for kind in contents.OPENED]
    assert {kind["LSHandlerRank"] for kind in told} == {"Alternate"}


def test_the_version_stands_in_one_place() -> None:
    assert contents.version() == paella_core.__version__
    files = [path for path in INSTALLERS.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    assert files
    for path in [*files, *WORKFLOWS]:
        assert f'"{paella_core.__version__}"' not in path.read_text(encoding="utf-8"), path


# ---- the launcher


@pytest.mark.parametrize(
    ("program", "called", "arguments", "says"),
    [
        ("/opt/p/paella-studio", "/usr/bin/paella-studio", ["--version"], "paella-studio "),
        ("/opt/p/paella-studio", "/usr/bin/paella", ["--help"], "usage: paella "),
        ("/opt/p/paella", "/opt/p/paella", ["-m", "json.tool", "--help"], "json"),
        ("C:/p/paella.exe", "paella", ["--help"], "usage: paella "),
    ],
)
def test_the_launcher_goes_by_the_name(program: str, called: str, arguments: list[str], says: str) -> None:
    words = f"sys.executable, sys.argv = {program!r}, {[called, *arguments]!r}"
    code = f"import launcher, sys; {words}; launcher.main()"
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=INSTALLERS, env=_environment(), capture_output=True, text=True, check=False
    )
    assert said.returncode == 0, said.stderr
    assert says in said.stdout


def test_children_are_started_with_the_command_line_program() -> None:
    words = "sys.executable, sys.argv = '/opt/p/paella-studio', ['/usr/bin/paella-studio', '-m', 'code', '--help']"
    code = f"import launcher, sys; {words}\ntry:\n launcher.main()\nexcept SystemExit:\n print(sys.executable)"
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=INSTALLERS, env=_environment(), capture_output=True, text=True, check=True
    )
    assert said.stdout.splitlines()[-1] == str(Path("/opt/p/paella"))


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}


# ---- sizes and icons


def test_sizes_are_told_by_part(tmp_path: Path) -> None:
    folder = packed(tmp_path)
    assert bundle.size_of(folder) == 100 + len("all of them") + 3000
    assert bundle.parts_of(folder)[:2] == [("libc10.so", 3000), ("paella-studio", 100)]
    assert bundle.report(folder).startswith("paella-studio: 0 MiB\n")


def test_another_version_that_is_installed_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle.contents, "version", lambda: "77.7")
    monkeypatch.setattr(bundle.importlib.util, "find_spec", lambda _: object())
    with pytest.raises(bundle.Problem, match=r"while this is 77\.7"):
        bundle.check_environment()


def test_each_icon_has_its_sizes(tmp_path: Path) -> None:
    app_icons.write_theme(tmp_path)
    for size in app_icons.SIZES:
        with Image.open(tmp_path / "hicolor" / f"{size}x{size}" / "apps" / "paella-studio.png") as picture:
            assert picture.size == (size, size)
    app_icons.write_ico(tmp_path / "p.ico")
    with Image.open(tmp_path / "p.ico") as picture:
        assert {(16, 16), (32, 32), (48, 48), (256, 256)} <= set(picture.info["sizes"])
    app_icons.write_icns(tmp_path / "p.icns")
    with Image.open(tmp_path / "p.icns") as picture:
        assert (512, 512, 2) in picture.info["sizes"]


@pytest.mark.parametrize("size", [16, 64])
def test_the_icon_is_a_pan_that_stands_on_any_ground(size: int) -> None:
    picture = Image.open(io.BytesIO(app_icons.drawn(size))).convert("RGBA")
    assert picture.getpixel((0, 0)) == (0, 0, 0, 0)
    rice = picture.getpixel((size // 2, size // 4))
    assert isinstance(rice, tuple)
    assert rice[0] > rice[1] > rice[2]  # saffron
    assert rice[3] == 255


# ---- licences


def test_each_distribution_that_the_program_needs_is_named() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {_plain(re.split(r"[^\w.-]", line)[0]) for line in project["dependencies"]}
    found = licences.third_party()
    assert needed <= {_plain(one.title.split(" ")[0]) for one in found}
    assert found[0].title.startswith("Python ")
    assert all(one.text.startswith("Licence: ") and len(one.text) > 100 for one in found)
    assert not any(one.title.startswith("paella") for one in found)


def test_what_qt_is_under_is_there_in_full() -> None:
    (qt,) = (one for one in licences.third_party() if one.title.startswith("PySide6_Essentials"))
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in qt.text
    assert "TERMS AND CONDITIONS" in qt.text  # of the GPL, to which the LGPL adds
    assert "code.qt.io" in qt.text


def test_a_collection_is_read_as_it_was_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = licences.collected(["pillow", "tqdm"])
    file = tmp_path / "collected.txt"
    file.write_text(licences.written(found), encoding="utf-8")
    monkeypatch.setattr(licences, "COLLECTED", file)
    assert licences.third_party() == found
    assert len(found) == 3


def _plain(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")


# ---- workflows


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_is_whole_may_little_and_pins_its_actions(path: Path) -> None:
    yaml = pytest.importorskip("yaml")
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert told["permissions"] == {"contents": "read"}
    assert told["jobs"]
    for job in told["jobs"].values():
        systems = str(job["strategy"]["matrix"])
        assert all(system in systems for system in ("ubuntu-", "windows-", "macos-"))
        assert job["timeout-minutes"]
        for step in job["steps"]:
            assert ("uses" in step) != ("run" in step)
            assert PINNED.fullmatch(step.get("uses", "actions/checkout@v4"))


def test_there_are_workflows() -> None:
    assert len(WORKFLOWS) == 2
