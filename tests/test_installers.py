"""`installers/start.py`: what it decides, what it runs, and the pins that it installs."""

from __future__ import annotations

import importlib.util
import platform
import re
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from PIL import Image
from sources import ROOT

ABSENT = {"libnothing-of-that-name.so.7": "libnothing7"}
PIN = re.compile(r"([A-Za-z0-9._-]+)==([A-Za-z0-9.]+)")


@pytest.fixture
def start() -> ModuleType:
    """A fresh copy of the script as a module."""
    spec = importlib.util.spec_from_file_location("start", ROOT / "installers" / "start.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def stand_in(start: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An interpreter in an environment of its own that prints its arguments and exits with 7."""
    python = program(tmp_path / ".venv" / "bin" / "python", 'echo "$@"; exit 7')
    monkeypatch.setattr(start, "PYTHON", python)
    monkeypatch.setattr(start, "STAMP", python.parent / "stamp")
    start.STAMP.write_text(start.environment_key(start.ROOT, start.platform.python_version()), encoding="utf-8")
    return python


def program(path: Path, script: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


# ---- the stamp


@pytest.mark.parametrize("changed", ["pyproject.toml", "constraints.txt", "version", "folder"])
def test_the_key_follows_all_that_the_environment_is_made_from(start: ModuleType, tmp_path: Path, changed: str) -> None:
    for folder in ("here", "there"):
        (tmp_path / folder).mkdir()
        for name in ("pyproject.toml", "constraints.txt"):
            (tmp_path / folder / name).write_text("as it was", encoding="utf-8")
    before = start.environment_key(tmp_path / "here", "3.11.2")
    assert start.environment_key(tmp_path / "here", "3.11.2") == before
    if changed.endswith((".toml", ".txt")):
        (tmp_path / "here" / changed).write_text("otherwise", encoding="utf-8")
    folder = tmp_path / ("there" if changed == "folder" else "here")
    assert start.environment_key(folder, "3.12.0" if changed == "version" else "3.11.2") != before


@pytest.mark.usefixtures("stand_in")
def test_a_second_start_installs_nothing(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(start, "make_environment")
    monkeypatch.delattr(start, "install_packages")
    assert start.main(["setup"]) == 0


def test_another_stamp_is_not_current(start: ModuleType, stand_in: Path) -> None:
    key = start.STAMP.read_text(encoding="utf-8")
    assert start.is_current(key)
    assert not start.is_current("another key")
    stand_in.unlink()
    assert not start.is_current(key)


@pytest.mark.parametrize(
    ("script", "usable"),
    [
        (f'exec {sys.executable} "$@"', True),
        ("echo 3.10.1", False),
        (f"echo {platform.python_version()}; exit 1", False),  # no pip
    ],
)
def test_only_a_whole_environment_of_this_version_is_usable(
    start: ModuleType, stand_in: Path, script: str, usable: bool
) -> None:
    program(stand_in, script)
    assert start.is_usable() is usable


def test_an_old_python_is_refused_in_a_sentence(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "OLDEST_PYTHON", (4, 0))
    with pytest.raises(start.Problem, match="needs Python"):
        start.main(["setup"])


# ---- verbs


@pytest.mark.usefixtures("stand_in")
@pytest.mark.parametrize(
    ("arguments", "ran"),
    [
        (["test", "-k", "mask"], "-m pytest -q -k mask"),
        (["picture.png"], "-m app picture.png"),
        ([], "-m app"),
    ],
)
def test_verbs_pass_arguments_and_exit_status(
    start: ModuleType,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    ran: str,
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert start.main(arguments) == 7
    assert capfd.readouterr().out.strip() == ran


@pytest.mark.parametrize(
    ("system", "variables", "can"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": "", "HOME": "/root"}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"QT_QPA_PLATFORM": "offscreen"}, True),
        ("darwin", {}, True),
        ("win32", {}, True),
    ],
)
def test_a_display_is_recognised(start: ModuleType, system: str, variables: dict[str, str], can: bool) -> None:
    assert start.has_display(variables, system) is can


@pytest.mark.usefixtures("stand_in")
def test_without_a_display_the_sample_is_filled(
    start: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(start, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(start, "is_current", lambda _: True)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    assert start.main([]) == 0
    before, mask, after = (np.asarray(Image.open(f"paella-first-light/{n}.png")) for n in ("before", "mask", "after"))
    assert np.array_equal(before, np.asarray(Image.open(ROOT / "resources/pictures/sample.png")))
    assert np.array_equal(before[mask == 0], after[mask == 0])
    assert not np.array_equal(before[mask > 0], after[mask > 0])
    out = capfd.readouterr().out
    assert "no display" in out
    assert all(f"paella-first-light/{name}.png" in out for name in ("before", "mask", "after"))


# ---- system packages


def test_a_missing_library_is_found(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    assert start.loads("libc.so.6")
    monkeypatch.setattr(start, "DRAWING", {"libc.so.6": "libc6", **ABSENT})
    assert "libnothing7" in start.missing_packages()
    assert "libc6" not in start.missing_packages()


def test_a_missing_font_is_found(start: ModuleType, tmp_path: Path) -> None:
    assert not start.has_font([tmp_path, tmp_path / "absent"])
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "Plain.TTF").touch()
    assert start.has_font([tmp_path])


def test_without_root_the_command_is_named(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(start, "DRAWING", ABSENT)
    monkeypatch.setattr(start, "NEEDED", {"edit": {"libnothing7"}, "setup": set()})
    monkeypatch.setattr(start.os, "geteuid", lambda: 1000)
    with pytest.raises(start.Problem, match=r"sudo apt-get install -y .*libnothing7"):
        start.provide_system_packages("edit")
    start.provide_system_packages("setup")
    assert "libnothing7" in capsys.readouterr().out


@pytest.mark.parametrize(("status", "said"), [(0, "installing them with: apt-get"), (100, "no such package")])
def test_root_installs_what_is_missing(
    start: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    status: int,
    said: str,
) -> None:
    log = tmp_path / "apt.log"
    program(
        tmp_path / "apt-get",
        f'echo "$DEBIAN_FRONTEND $@" >> {log}; [ $1 = update ] || {{ echo {said}; exit {status}; }}',
    )
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.delenv("DEBIAN_FRONTEND", raising=False)
    monkeypatch.setattr(start.os, "geteuid", lambda: 0)
    monkeypatch.setattr(start, "DRAWING", ABSENT)
    monkeypatch.setattr(start, "NEEDED", {"edit": {"libnothing7"}})
    with pytest.raises(start.Problem) as problem:  # the stand-in installs nothing, so the need remains
        start.provide_system_packages("edit")
    assert log.read_text(encoding="utf-8").splitlines()[0] == "noninteractive update"
    assert "noninteractive install -y --no-install-recommends libnothing7" in log.read_text(encoding="utf-8")
    assert said in capsys.readouterr().out + str(problem.value)


# ---- pins and documents


def pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    matches = [PIN.fullmatch(line) for line in lines if line and not line.startswith("#")]
    assert all(matches), "every line is name==version"
    return {plain(match[1]): match[2] for match in matches if match}


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_requirement_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    required = project["dependencies"] + project["optional-dependencies"]["dev"]
    names = {plain(re.split(r"[<>=!~\[; ]", line, maxsplit=1)[0]) for line in required}
    assert names <= set(pins())


def test_what_runs_here_is_what_is_pinned() -> None:
    installed = {}
    for name in pins():
        try:
            installed[name] = version(name).partition("+")[0]
        except PackageNotFoundError:
            continue  # a pin of another system
    assert installed == {name: pin for name, pin in pins().items() if name in installed}


def test_ci_and_readme_name_the_same_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "python3 installers/start.py\n" in readme
    assert "python3 installers/start.py test\n" in readme
    assert (ROOT / ".ci/run").read_text(encoding="utf-8").endswith("exec python3 installers/start.py test\n")


def test_help_needs_nothing_installed() -> None:
    asked = subprocess.run(
        [sys.executable, "-I", ROOT / "installers/start.py", "--help"], capture_output=True, text=True, check=True
    )
    assert "start.py test" in asked.stdout
