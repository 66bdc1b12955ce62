"""Downloads that end early because the process or the disk does: what has come is there for the next one.

Real processes and disks, as POSIX has them.
"""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hub_server import CONTENT, HALF, HASTY, PIECE, SIZE, WEIGHTS, HubServer, serving, slowly, unheard

from paella_core.errors import DownloadFailed
from paella_core.packs.download import bytes_there, fetch
from paella_core.packs.hub import look_up
from paella_core.packs.part import alone, clear_disk_faults

resource = pytest.importorskip("resource", reason="only POSIX systems limit processes so")

CHILD = """
import sys
from pathlib import Path
from paella_core.errors import DownloadFailed
from paella_core.packs.download import fetch
from paella_core.packs.hub import look_up
from paella_core.packs.remote import Remote
try:
    print(fetch(look_up(Remote("owner/model", "weights.pt")), Path(sys.argv[1]), lambda _: None))
except DownloadFailed as error:
    sys.exit(str(error))
"""


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    yield from serving(monkeypatch)


# ---- disks


def test_a_folder_that_is_none_is_said(hub: HubServer, tmp_path: Path) -> None:
    found = look_up(WEIGHTS, HASTY)
    (tmp_path / "file").write_text("")
    with pytest.raises(DownloadFailed, match=r"cannot be used \(.*\)\. Mend that, or set PAELLA_HOME"):
        fetch(found, tmp_path / "file", unheard)
    assert [asked.place for asked in hub.asked] == ["head"]


def test_a_file_system_that_takes_no_more(hub: HubServer, tmp_path: Path) -> None:
    limit = SIZE * 3 // 4
    ended = run_child(tmp_path, before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
    assert ended.returncode == 1
    assert "the disk takes no more" in ended.stderr
    assert "0.3 MB more are needed" in ended.stderr
    assert ended.stderr.count("\n") == 1
    assert bytes_there(look_up(WEIGHTS, HASTY), tmp_path) == limit
    assert fetch(look_up(WEIGHTS, HASTY), tmp_path, unheard).read_bytes() == CONTENT
    assert hub.sent <= SIZE * 1.4  # what was on its way when the disk was full


def test_a_full_disk(hub: HubServer, tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = f'mount -t tmpfs -o size={HALF} none "{folder}" && "$@"'
    alone_there = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", mount, "sh"]
    try:
        subprocess.run([*alone_there, "true"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this system lets nobody mount a small disk")
    ended = run_child(folder, *alone_there)
    assert ended.returncode == 1
    assert "the disk takes no more" in ended.stderr
    assert [asked.place for asked in hub.asked] == ["head", "resolve", "cdn"]
    assert 0.5 <= float(ended.stderr.split(": ")[-1].split(" MB")[0]) <= 0.6


def test_what_the_disk_says_is_passed_on(tmp_path: Path) -> None:
    for number, sentence in [(errno.ENOSPC, "takes no more"), (errno.EDQUOT, "takes no more"), (errno.EIO, "Mend")]:
        with pytest.raises(DownloadFailed, match=sentence), clear_disk_faults(tmp_path, 5_000_000):
            raise OSError(number, os.strerror(number))


# ---- processes


def start_child(folder: Path, *wrapped: str, before: Callable[[], object] | None = None) -> subprocess.Popen[str]:
    """A process that downloads the weights into a folder."""
    return subprocess.Popen(
        [*wrapped, sys.executable, "-c", CHILD, str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=before,
    )


def run_child(
    folder: Path, *wrapped: str, before: Callable[[], object] | None = None
) -> subprocess.CompletedProcess[str]:
    process = start_child(folder, *wrapped, before=before)
    out, err = process.communicate(timeout=60)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def end_in_the_middle(folder: Path, how: signal.Signals, share: float) -> None:
    """Start a process and end it when it has that share of the file."""
    process = start_child(folder)
    deadline = time.monotonic() + 30
    while sum(part.stat().st_size for part in folder.glob("*.part")) < SIZE * share:
        assert time.monotonic() < deadline
        assert process.poll() is None
        time.sleep(0.005)
    process.send_signal(how)
    process.communicate()
    assert process.returncode == -how


@pytest.mark.parametrize("how", [signal.SIGKILL, pytest.param(signal.SIGTERM, marks=pytest.mark.slow)])
def test_a_process_that_is_killed_loses_nothing(how: signal.Signals, hub: HubServer, tmp_path: Path) -> None:
    hub.always("cdn", slowly)
    end_in_the_middle(tmp_path, how, 0.5)
    there = bytes_there(look_up(WEIGHTS, HASTY), tmp_path)
    assert there >= HALF
    hub.recover()
    ended = run_child(tmp_path)
    assert ended.returncode == 0, ended.stderr
    assert Path(ended.stdout.strip()).read_bytes() == CONTENT
    wanted = [value for name, value in hub.asked[-1].headers.items() if name.lower() == "range"]
    assert (hub.asked[-1].place, wanted) == ("cdn", [f"bytes={there}-"])
    assert hub.sent <= SIZE * 1.05 + PIECE  # one may be on its way to the process that is gone


@pytest.mark.slow
def test_killed_again_and_again(hub: HubServer, tmp_path: Path) -> None:
    hub.always("cdn", slowly)
    for share in [number / 20 for number in range(1, 20)]:
        end_in_the_middle(tmp_path, signal.SIGKILL, share)
    assert Path(run_child(tmp_path).stdout.strip()).read_bytes() == CONTENT
    assert hub.sent <= SIZE * 1.05 + 19 * 2 * PIECE


def test_a_second_process_is_refused(hub: HubServer, tmp_path: Path) -> None:
    found = look_up(WEIGHTS, HASTY)
    hub.always("cdn", slowly)
    first = start_child(tmp_path)
    while not list(tmp_path.glob("*.part")):
        time.sleep(0.005)
    with pytest.raises(DownloadFailed, match="another window or command is downloading it already"):
        fetch(found, tmp_path, unheard, patience=HASTY)
    first.kill()
    first.communicate()
    assert fetch(found, tmp_path, unheard, patience=HASTY).read_bytes() == CONTENT


def test_the_lock_ends_with_the_block(tmp_path: Path) -> None:
    with alone(tmp_path / "a"), alone(tmp_path / "b"), pytest.raises(DownloadFailed), alone(tmp_path / "a"):
        pass
    with alone(tmp_path / "a"):
        pass


def test_nothing_is_told_and_nothing_is_left_elsewhere(
    hub: HubServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, folder = tmp_path / "home", tmp_path / "here"
    home.mkdir()
    for name in ("HF_HOME", "XDG_CACHE_HOME", "HF_HUB_CACHE", "HF_HUB_DISABLE_TELEMETRY", "DO_NOT_TRACK"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    assert run_child(folder).returncode == 0
    assert list(home.rglob("*")) == []
    assert [asked.place for asked in hub.asked] == ["head", "resolve", "cdn"]
    assert {asked.headers["user-agent"] for asked in hub.asked} == {"paella-studio"}
    known = {"host", "accept", "connection", "user-agent", "accept-encoding", "x-amzn-trace-id"}
    assert {name for asked in hub.asked for name in asked.headers} == known
