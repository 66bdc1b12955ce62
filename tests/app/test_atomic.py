"""Files are written whole or not at all, and the old file is intact whatever goes wrong."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from pictures import noise

from app.document.atomic import replacing
from app.document.document import Document
from app.document.files import FileError, write_document
from app.document.outline import still_of

resource = pytest.importorskip("resource", reason="limits of a process are a thing of Unix")
PROJECT_AND_PICTURE = pytest.mark.parametrize("suffix", ["ora", "png", "jpg", "tif"])


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 256 KiB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "none", str(disk)], capture_output=True)
    if mounted.returncode:
        pytest.skip(f"mounting is not allowed here: {mounted.stderr.decode().strip()}")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@pytest.fixture
def short_files() -> Iterator[None]:
    """No file may grow beyond 64 KiB, which needs no rights."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 << 10, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, handler)


def refuse(folder: Path, suffix: str, reason: str) -> None:
    """A save into a folder fails with a cause and a place, and leaves everything as it was."""
    path = folder / f"a.{suffix}"
    path.write_bytes(b"old")
    with pytest.raises(FileError) as failure:
        write_document(still_of(Document.from_array(noise(400, 300))), path)
    assert str(path) in str(failure.value)
    assert reason in str(failure.value)
    assert path.read_bytes() == b"old"
    assert [file.name for file in folder.iterdir()] == [path.name]


@PROJECT_AND_PICTURE
def test_a_full_disk(small_disk: Path, suffix: str) -> None:
    (small_disk / "filler").write_bytes(b"x" * (240 << 10))
    path = small_disk / f"a.{suffix}"
    path.write_bytes(b"old")
    with pytest.raises(FileError, match="no space left on device") as failure:
        write_document(still_of(Document.from_array(noise(400, 300))), path)
    assert str(path) in str(failure.value)
    assert path.read_bytes() == b"old"
    assert sorted(file.name for file in small_disk.iterdir()) == [path.name, "filler"]


@PROJECT_AND_PICTURE
@pytest.mark.usefixtures("short_files")
def test_a_limit_of_the_file_size(tmp_path: Path, suffix: str) -> None:
    refuse(tmp_path, suffix, "file too large")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"old")
    tmp_path.chmod(0o555)
    with pytest.raises(FileError, match="permission denied"):
        write_document(still_of(Document.from_array(noise())), tmp_path / "a.png")
    tmp_path.chmod(0o755)
    assert (tmp_path / "a.png").read_bytes() == b"old"


@PROJECT_AND_PICTURE
def test_a_disk_that_cannot_be_written(small_disk: Path, suffix: str) -> None:
    path = small_disk / f"a.{suffix}"
    path.write_bytes(b"old")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(FileError, match="read-only file system"):
        write_document(still_of(Document.from_array(noise())), path)
    assert path.read_bytes() == b"old"
    assert list(small_disk.iterdir()) == [path]


@PROJECT_AND_PICTURE
@pytest.mark.parametrize("what", ["os.fsync", "pathlib.Path.replace"])
def test_a_step_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, what: str) -> None:
    def broken(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(what, broken)
    refuse(tmp_path, suffix, "input/output error")


def test_a_folder_that_cannot_be_synced_is_told_and_the_file_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, sync, calls = tmp_path / "a", os.fsync, []

    def second_fails(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 2:
            raise OSError(errno.EIO, "Input/output error")
        sync(handle)

    monkeypatch.setattr("os.fsync", second_fails)
    with pytest.raises(OSError, match="Input/output"), replacing(path) as file:
        file.write(b"new")
    assert path.read_bytes() == b"new"
    monkeypatch.undo()

    def not_here(handle: int) -> None:
        if os.path.isdir(f"/proc/self/fd/{handle}"):
            raise OSError(errno.EINVAL, "Invalid argument")

    monkeypatch.setattr("os.fsync", not_here)
    with replacing(path) as file:
        file.write(b"newer")
    assert path.read_bytes() == b"newer"


def test_everything_is_synced_before_it_is_renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    sync, rename = os.fsync, Path.replace

    def syncs(handle: int) -> None:
        told.append("folder" if os.path.isdir(f"/proc/self/fd/{handle}") else "file")
        sync(handle)

    def renames(self: Path, target: Path) -> Path:
        told.append(f"rename to {target.name} of {self.stat().st_size}")
        return rename(self, target)

    monkeypatch.setattr("os.fsync", syncs)
    monkeypatch.setattr("pathlib.Path.replace", renames)
    with replacing(tmp_path / "a") as file:
        file.write(b"12345")
    assert told == ["file", "rename to a of 5", "folder"]


def test_links_and_permissions_stay(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link.symlink_to(target)
    with replacing(link) as file:
        file.write(b"new")
    assert link.is_symlink()
    assert (target.read_bytes(), target.stat().st_mode & 0o777) == (b"new", 0o640)


def test_a_link_to_nothing_makes_its_target(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "target")
    with replacing(tmp_path / "link") as file:
        file.write(b"new")
    assert (tmp_path / "target").read_bytes() == b"new"


def test_a_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    with replacing(tmp_path / "new") as file:
        file.write(b"x")
    (tmp_path / "other").touch()
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_what_fails_in_the_block_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt):
        give_up(tmp_path / "a")
    assert [file.name for file in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"


def give_up(path: Path) -> None:
    with replacing(path) as file:
        file.write(b"half")
        raise KeyboardInterrupt
