"""A lock has one holder, and dies with the holder's process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from app.document.lock import Lock

HOLD = "import sys; from pathlib import Path; from app.document.lock import Lock; lock = Lock(Path(sys.argv[1]))"
HOLD += "; print(lock.acquire(), flush=True); sys.stdin.read()"


def test_one_holder_at_a_time(tmp_path: Path) -> None:
    one, other = Lock(tmp_path / "lock"), Lock(tmp_path / "lock")
    assert one.acquire()
    assert one.acquire()  # it is the holder already
    assert not other.acquire()
    assert (one.held, other.held) == (True, False)
    one.release()
    assert other.acquire()
    other.release()
    other.release()


def test_it_dies_with_its_process(tmp_path: Path) -> None:
    lock = Lock(tmp_path / "lock")
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "lock")], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == b"True"
        assert not lock.acquire()
        holder.kill()
        holder.wait()
        assert lock.acquire()
    lock.release()
