"""The Debian package and the installer for Windows, made of a small folder that stands for the program."""

from __future__ import annotations

import configparser
import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from packing import INSTALLERS, contents, deb, nsis, packed, start

DATE = datetime(2026, 11, 22, tzinfo=UTC)
NAME = "paella-studio"
linux = pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="there is no dpkg-deb here")


# ---- the desktop


@pytest.fixture
def entry() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str  # pyright: ignore[reportAttributeAccessIssue]
    parser.read_string(deb.desktop_entry())
    return parser["Desktop Entry"]


def test_the_desktop_entry_starts_the_program_with_files(entry: configparser.SectionProxy) -> None:
    assert entry["Type"] == "Application"
    assert (entry["Exec"], entry["TryExec"], entry["Icon"]) == (f"{NAME} %F", NAME, NAME)
    assert entry["StartupWMClass"] == NAME
    assert entry["Terminal"] == "false"
    assert "Graphics" in entry["Categories"].split(";")


def test_the_desktop_entry_speaks_german(entry: configparser.SectionProxy) -> None:
    for key in ("Name", "GenericName", "Comment", "Keywords"):
        assert entry[key]
        assert entry[f"{key}[de]"]
    assert entry["Comment"] != entry["Comment[de]"]


def test_the_desktop_entry_names_what_is_opened(entry: configparser.SectionProxy) -> None:
    assert entry["MimeType"].split(";") == [*(kind.mime for kind in contents.OPENED), ""]


@pytest.mark.skipif(not shutil.which("desktop-file-validate"), reason="there is no desktop-file-validate here")
def test_the_desktop_entry_is_valid(tmp_path: Path) -> None:
    path = tmp_path / f"{NAME}.desktop"
    path.write_text(deb.desktop_entry(), encoding="utf-8")
    subprocess.run(["desktop-file-validate", path], check=True)


def test_software_centres_are_told_the_same() -> None:
    told = ElementTree.fromstring(deb.metainfo(DATE))
    assert told.findtext("id") == contents.APP_ID
    assert told.findtext("launchable") == f"{NAME}.desktop"
    assert [one.text for one in told.iterfind("provides/mediatype")] == [kind.mime for kind in contents.OPENED]
    release = told.find("releases/release")
    assert release is not None
    assert release.attrib == {"version": contents.version(), "date": "2026-11-22"}
    assert "@" not in deb.metainfo(DATE)


@pytest.mark.skipif(not shutil.which("appstreamcli"), reason="there is no appstreamcli here")
def test_what_software_centres_are_told_is_valid(tmp_path: Path) -> None:
    path = tmp_path / f"{contents.APP_ID}.metainfo.xml"
    path.write_text(deb.metainfo(DATE), encoding="utf-8")
    said = subprocess.run(["appstreamcli", "validate", "--no-net", path], capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout


# ---- the Debian package


def test_the_package_depends_on_what_the_program_needs() -> None:
    names = [line.split(" ")[0] for line in deb.depends()]
    assert set(names) >= {*start.DRAWING.values(), *start.WINDOWS.values(), start.FONT, "libc6", "shared-mime-info"}
    assert len(names) == len(set(names))


@linux
def test_the_package_is_laid_out_as_a_desktop_wants_it(tmp_path: Path) -> None:
    root = tmp_path / "root"
    deb.fill(packed(tmp_path), root, DATE)
    for name in ("paella-studio", "paella"):
        command = root / "usr" / "bin" / name
        assert command.is_symlink()
        assert command.resolve() == root / "usr" / "lib" / NAME / NAME
        assert os.access(command, os.X_OK)
    share = root / "usr" / "share"
    assert (share / "applications" / f"{NAME}.desktop").is_file()
    assert (share / "metainfo" / f"{contents.APP_ID}.metainfo.xml").is_file()
    assert (share / "icons" / "hicolor" / "scalable" / "apps" / f"{NAME}.svg").is_file()
    assert (share / "icons" / "hicolor" / "48x48" / "apps" / f"{NAME}.png").is_file()
    assert gzip.decompress((share / "doc" / NAME / "changelog.gz").read_bytes()).startswith(b"# Changelog")
    assert "MIT License" in (share / "doc" / NAME / "copyright").read_text(encoding="utf-8")
    assert {oct(path.stat().st_mode & 0o777) for path in root.rglob("*") if path.is_dir()} == {"0o755"}
    assert (root / "usr" / "lib" / NAME / "_internal" / "libc10.so").stat().st_mode & 0o777 == 0o644


@linux
def test_the_package_says_what_it_holds(tmp_path: Path) -> None:
    root = tmp_path / "root"
    deb.fill(packed(tmp_path), root, DATE)
    control = (root / "DEBIAN" / "control").read_text(encoding="utf-8")
    fields = dict(re.findall(r"^([\w-]+): (.+)$", control, re.MULTILINE))
    assert (fields["Package"], fields["Version"]) == (NAME, contents.version())
    assert fields["Depends"] == ", ".join(deb.depends())
    assert int(fields["Installed-Size"]) * 1024 >= 3111
    lines = (root / "DEBIAN" / "md5sums").read_text(encoding="utf-8").splitlines()
    files = [path for path in (root / "usr").rglob("*") if path.is_file() and not path.is_symlink()]
    assert len(lines) == len(files)
    for line in lines:
        digest, path = line.split("  ")
        assert hashlib.md5((root / path).read_bytes()).hexdigest() == digest


@linux
def test_the_same_program_makes_the_same_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(DATE.timestamp())))
    folder = packed(tmp_path)
    made = [deb.build(folder, tmp_path / name) for name in ("one", "two")]
    assert made[0].name == f"{NAME}_{contents.version()}_{deb.architecture()}.deb"
    assert made[0].read_bytes() == made[1].read_bytes()
    listed = subprocess.run(["dpkg-deb", "--contents", made[0]], capture_output=True, text=True, check=True).stdout
    assert all("root/root" in line for line in listed.splitlines())
    assert sorted(path.name for path in (tmp_path / "one").iterdir()) == [made[0].name, "work"]


# ---- the installer for Windows


def test_the_script_for_windows_uses_what_it_is_given() -> None:
    script = nsis.SCRIPT.read_text(encoding="utf-8")
    own = set(re.findall(r"!define (\w+)", script))
    used = set(re.findall(r"\$\{(\w+)\}", script)) - own - {"LANG_ENGLISH", "LANG_GERMAN"}
    given = set(re.findall(r'^ +"([A-Z]+)": ', (INSTALLERS / "nsis.py").read_text(encoding="utf-8"), re.MULTILINE))
    assert used == given


def test_all_that_windows_is_told_is_taken_back() -> None:
    offered, taken = nsis.macros().split("!macro WITHDRAW_KINDS")
    for kind in contents.OPENED:
        for suffix in kind.suffixes:
            assert rf'"Software\Classes\{suffix}\OpenWithProgids" "{NAME}{suffix}"' in offered
            assert rf'DeleteRegKey HKCU "Software\Classes\{NAME}{suffix}"' in taken
            assert rf'DeleteRegValue HKCU "Software\Classes\{suffix}\OpenWithProgids" "{NAME}{suffix}"' in taken
            assert rf'WriteRegStr HKCU "Software\Classes\{suffix}" ' not in offered  # what opens it stays
    script = nsis.SCRIPT.read_text(encoding="utf-8")
    install, uninstall = script.split('Section "Uninstall"')
    for key in set(re.findall(r'Write\w+ HKCU "([^"]+)"', install)):
        root = (
            key.replace(r"${CAPABILITIES_KEY}", r"Software\${NAME}").partition(r"\shell")[0].partition(r"\Default")[0]
        )
        assert f'HKCU "{root}"' in uninstall, key


@pytest.mark.skipif(not shutil.which("makensis"), reason="there is no NSIS here")
def test_nsis_makes_an_installer(tmp_path: Path) -> None:
    made = nsis.build(packed(tmp_path), tmp_path / "out")
    assert made.read_bytes()[:2] == b"MZ"
    assert made.name == f"{NAME}-{contents.version()}-setup.exe"


# ---- the command line


def test_the_build_says_in_a_sentence_what_is_missing(tmp_path: Path) -> None:
    other = "macos" if sys.platform != "darwin" else "linux"
    command = [sys.executable, INSTALLERS / "build.py", other, "--bundle", packed(tmp_path), "--out", tmp_path]
    said = subprocess.run(
        command, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, capture_output=True, text=True, check=False
    )
    assert said.returncode == 1
    assert said.stderr.startswith("build.py: A ")
    assert said.stderr.count("\n") == 1
