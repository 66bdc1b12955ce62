"""The store of packs: what it reads, what it runs, and that nothing of it is left. The command line is a small one."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from packs_home import ALL, COMMAND, FITS, MINI, PacksHome, a_pack
from PySide6.QtCore import QObject, QProcess
from pytestqt.qtbot import QtBot

from app.dialogs.packs_detail import PackDetail
from app.dialogs.packs_words import state_words
from app.engine.packs.entry import PackEntry, Stage, entry_of, fetching_of, progress_of
from app.engine.packs.store import Failure, PackJob, PackStore, Verb

SLOW = 20_000  # milliseconds in which a child comes to its end on a busy computer


class Heard(QObject):
    """What a store told."""

    def __init__(self, store: PackStore) -> None:
        super().__init__()
        self.finished: list[PackJob] = []
        self.failed: list[Failure] = []
        self.shares: list[float] = []
        self._store = store
        store.finished.connect(self.finished.append)
        store.failed.connect(self.failed.append)
        store.progressed.connect(self.note)

    def note(self) -> None:
        assert self._store.progress is not None
        self.shares.append(self._store.progress.share)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PacksHome:
    monkeypatch.setenv("PACKS_CHILD", "")
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    return PacksHome(tmp_path / "packs")


@pytest.fixture
def store(qtbot: QtBot, home: PacksHome) -> Iterator[PackStore]:  # noqa: ARG001 - the child reads there
    made = PackStore(COMMAND)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def heard(store: PackStore) -> Heard:
    return Heard(store)


def rest(qtbot: QtBot, store: PackStore) -> None:
    """Wait until nothing runs any more."""
    qtbot.waitUntil(lambda: not store.jobs and not store.looking, timeout=SLOW)


def until_under_way(qtbot: QtBot, store: PackStore) -> None:
    qtbot.waitUntil(lambda: store.progress is not None, timeout=SLOW)


def gone(pid: int) -> bool:
    """Whether there is no process of that number, not even one that waits to be buried."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


# ---- what is read


def test_a_pack_is_read() -> None:
    entry = entry_of(a_pack("paella-v3", kept_bytes=3, fit=FITS | {"seconds": 12}))
    assert entry is not None
    assert (entry.name, entry.title, entry.can) == ("paella-v3", "Paella-v3", tuple(ALL))
    assert (entry.size, entry.disk, entry.free, entry.kept) == (5_000_000_000, 9_000_000_000, 120_000_000_000, 3)
    assert (entry.fit.plan, entry.fit.precision, entry.fit.seconds) == ("stages", "bfloat16", 12.0)
    assert (entry.folder, entry.fault, entry.lacking) == ("", "", 0)


@pytest.mark.parametrize(
    "told",
    [{}, {"name": ""}, {"name": 3}, {"event": "done"}],
)
def test_what_is_no_pack_is_none(told: dict[str, object]) -> None:
    assert entry_of(told) is None


def test_wrong_values_are_left_out() -> None:
    told = {
        "name": "odd",
        "title": None,
        "can": ["generate", 3, None],
        "installed": "yes",
        "bytes": -5,
        "disk_bytes": True,
        "free_bytes": float("nan"),
        "kept_bytes": "many",
        "fit": ["no"],
        "fault": 7,
    }
    assert entry_of(told) == PackEntry("odd", "odd", can=("generate",))


def test_progress_is_read() -> None:
    told = {"event": "progress", "stage": "checking", "file": "a", "done": 3, "total": 4, "speed": 2.5, "left": None}
    progress = progress_of(told)
    assert progress is not None
    assert (progress.stage, progress.file, progress.share, progress.speed) == (Stage.CHECKING, "a", 0.75, 2.5)
    assert progress.left is None


@pytest.mark.parametrize(
    "change", [{"event": "done"}, {"stage": "dancing"}, {"stage": None}, {"event": None}, {"stage": ["checking"]}]
)
def test_what_is_no_progress_is_none(change: dict[str, object]) -> None:
    assert progress_of({"event": "progress", "stage": "checking", "done": 1, "total": 2} | change) is None


@pytest.mark.parametrize(("done", "total", "share"), [(0, 0, 0.0), (5, 4, 1.0), (1, 4, 0.25)])
def test_a_share_is_one(done: int, total: int, share: float) -> None:
    progress = progress_of({"event": "progress", "stage": "checking", "done": done, "total": total})
    assert progress is not None
    assert progress.share == share


@pytest.mark.parametrize(("free", "lacking"), [(50, 50), (100, 0), (200, 0)])
def test_what_is_lacking(free: int, lacking: int) -> None:
    entry = entry_of(a_pack("x", disk_bytes=100, free_bytes=free))
    assert entry is not None
    assert entry.lacking == lacking


def test_progress_is_that_of_all_files() -> None:
    """Of 600 bytes 100 are done with; of the first file to come 50 are there, and all of it is counted."""
    files = [{"file": "a", "bytes": 300, "have": 50}, {"file": "b", "bytes": 200, "have": 0}, {"bytes": 7}, 3]
    fetching = fetching_of({"event": "files", "files": files}, kept=150)
    assert fetching is not None
    told = {"event": "progress", "stage": "downloading", "file": "b", "done": 20, "total": 200, "speed": 18}
    first, other, checking = (progress_of(told | change) for change in ({}, {"file": "c"}, {"stage": "checking"}))
    assert first is not None
    assert other is not None
    assert checking is not None
    overall = fetching.overall(first)
    assert (overall.done, overall.total, overall.left, overall.file) == (420, 600, 10.0, "b")
    assert fetching.overall(other) == other
    assert fetching.overall(checking) == checking


@pytest.mark.parametrize("told", [{}, {"event": "files"}, {"event": "files", "files": "a"}, {"files": []}])
def test_what_tells_no_files(told: dict[str, object]) -> None:
    assert fetching_of(told, 0) is None


# ---- looking


def test_looking_finds_the_packs_among_garbage_and_without_the_network(
    qtbot: QtBot, store: PackStore, home: PacksHome
) -> None:
    assert store.packs is None
    store.look()
    assert store.looking
    rest(qtbot, store)
    found: tuple[PackEntry, ...] = store.packs or ()
    assert [(pack.name, pack.installed) for pack in found] == [("mini", True), ("large", False)]
    assert home.calls == ["packs list --json offline=1"]


def test_nothing_is_run_until_it_is_asked(qtbot: QtBot, store: PackStore, home: PacksHome) -> None:
    qtbot.wait(50)
    assert (store.looking, store.jobs, home.calls) == (False, (), [])


def test_a_look_that_fails_leaves_the_packs_that_were_known(qtbot: QtBot, store: PackStore, home: PacksHome) -> None:
    store.look()
    rest(qtbot, store)
    home.begin("broken")
    store.look()
    rest(qtbot, store)
    assert store.fault == "The folder of packs cannot be read. Look at its permissions."
    assert len(store.packs or ()) == 2
    home.end("broken")
    store.look()
    rest(qtbot, store)
    assert store.fault == ""


def test_looking_twice_looks_once_more(qtbot: QtBot, store: PackStore, home: PacksHome) -> None:
    for _ in range(3):
        store.look()
    rest(qtbot, store)
    assert len(home.calls) == 2


# ---- jobs


def test_a_download_tells_its_way_and_is_installed(
    qtbot: QtBot, store: PackStore, home: PacksHome, heard: Heard
) -> None:
    store.download("large")
    assert store.running is not None
    assert store.running.verb is Verb.DOWNLOAD
    rest(qtbot, store)
    assert [job.name for job in heard.finished] == ["large"]
    assert heard.shares == sorted(heard.shares)
    assert heard.shares[-1] == 1.0
    assert store.done == {"large": Verb.DOWNLOAD}
    found = store.pack("large")
    assert found is not None
    assert found.installed
    assert home.calls[0] == "packs download --yes --json -- large offline="


def test_a_cancelled_download_is_kept_and_goes_on(
    qtbot: QtBot, store: PackStore, home: PacksHome, heard: Heard
) -> None:
    home.hold(a_pack("large", kept_bytes=2_000_000_000))
    home.begin("slow")
    store.download("large")
    until_under_way(qtbot, store)
    assert store.running is not None
    store.cancel(store.running)
    assert store.stopping
    rest(qtbot, store)
    found = store.pack("large")
    assert found is not None
    assert (found.kept, found.installed) == (2_000_000_000, False)
    assert (heard.finished, heard.failed, store.failures, store.stopping) == ([], [], {}, False)
    home.end("slow")
    store.download("large")
    rest(qtbot, store)
    assert min(heard.shares) >= 0.4
    assert [job.name for job in heard.finished] == ["large"]


def test_a_child_that_does_not_listen_is_killed(
    qtbot: QtBot, store: PackStore, home: PacksHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.engine.packs.child.GRACE", 100)
    home.begin("slow")
    home.begin("stuck")
    store.download("large")
    until_under_way(qtbot, store)
    assert store.running is not None
    began = time.monotonic()
    store.cancel(store.running)
    rest(qtbot, store)
    assert time.monotonic() - began < 10
    assert store.failures == {}


def test_jobs_wait_for_their_turn(qtbot: QtBot, store: PackStore, home: PacksHome, heard: Heard) -> None:
    home.hold(MINI, a_pack("one"), a_pack("two"))
    home.begin("slow")
    store.download("one")
    store.download("two")
    store.verify("mini")
    store.download("two")
    assert [job.name for job in store.jobs] == ["one", "two", "mini"]
    store.cancel(store.waiting[0])
    assert [job.name for job in store.jobs] == ["one", "mini"]
    home.end("slow")
    rest(qtbot, store)
    assert [(job.verb, job.name) for job in heard.finished] == [(Verb.DOWNLOAD, "one"), (Verb.VERIFY, "mini")]


def test_a_failure_stays_until_it_is_dismissed_or_tried_again(
    qtbot: QtBot, store: PackStore, home: PacksHome, heard: Heard
) -> None:
    home.begin("offline")
    store.download("large")
    rest(qtbot, store)
    [failure] = heard.failed
    assert failure.sentence.startswith("huggingface.co cannot be reached.")
    assert store.failures == {"large": failure}
    store.dismiss("large")
    assert store.failures == {}
    store.download("large")
    rest(qtbot, store)
    home.end("offline")
    store.retry(store.failures["large"])
    assert store.failures == {}
    rest(qtbot, store)
    assert [job.name for job in heard.finished] == ["large"]


def test_a_damaged_pack_is_told_by_verifying(qtbot: QtBot, store: PackStore, home: PacksHome, heard: Heard) -> None:
    home.hold(a_pack("large", installed=True, flipped=True))
    store.verify("large")
    rest(qtbot, store)
    assert "denoiser.safetensors is damaged" in heard.failed[0].sentence
    assert home.calls[0].endswith("offline=1")


def test_removing_says_that_it_is_sure(qtbot: QtBot, store: PackStore, home: PacksHome) -> None:
    home.hold(a_pack("large", installed=True))
    store.remove("large")
    rest(qtbot, store)
    found = store.pack("large")
    assert found is not None
    assert not found.installed
    assert home.calls[0] == "packs remove --yes --json -- large offline=1"


def test_an_import_has_the_name_that_it_gave(qtbot: QtBot, store: PackStore, tmp_path: Path, heard: Heard) -> None:
    file = tmp_path / "mine.pt"
    file.write_bytes(b"weights")
    store.import_files([file])
    rest(qtbot, store)
    assert [job.name for job in heard.finished] == ["mine"]
    assert store.pack("mine") is not None


def test_two_imports_do_not_share_a_failure(qtbot: QtBot, store: PackStore, tmp_path: Path) -> None:
    for name in ("a.pt", "b.pt"):
        (tmp_path / name).touch()
        store.import_files([tmp_path / name])
    rest(qtbot, store)
    assert {failure.job.files[0].name for failure in store.failures.values()} == {"a.pt", "b.pt"}


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["/no/such/program"], "cannot be started"),
        ([COMMAND[0], "-c", "raise SystemExit(3)"], "ended from outside"),
        ([COMMAND[0], "-c", "import os; os.abort()"], "ended from outside"),
        ([COMMAND[0], "-c", "import sys; sys.exit('paella: It is so. Do that.')"], "It is so. Do that."),
    ],
)
def test_each_way_to_fail_becomes_one_sentence(qtbot: QtBot, command: list[str], words: str) -> None:
    store = PackStore(command)
    store.download("large")
    rest(qtbot, store)
    assert words in store.failures["large"].sentence
    assert words in store.fault
    store.close()


# ---- nothing is left


def test_closing_ends_the_children(qtbot: QtBot, home: PacksHome) -> None:
    home.begin("slow")
    store = PackStore(COMMAND)
    store.download("large")
    store.look()
    until_under_way(qtbot, store)
    pids = [pid for process in store.findChildren(QProcess) if (pid := process.processId())]  # 0: it ended by itself
    store.download("mini")
    store.close()
    assert pids
    assert all(gone(pid) for pid in pids)
    assert store.jobs == ()
    store.look()
    store.download("large")
    running = QProcess.ProcessState.Running
    assert not any(process.state() == running for process in store.findChildren(QProcess))


def test_processes_go_with_their_jobs(qtbot: QtBot, store: PackStore) -> None:
    for _ in range(3):
        store.verify("mini")
        rest(qtbot, store)
    qtbot.waitUntil(lambda: store.findChildren(QProcess) == [], timeout=SLOW)


def test_what_was_done_with_a_pack_outdates_what_is_known_of_it(qtbot: QtBot, store: PackStore) -> None:
    store.look()
    rest(qtbot, store)
    with qtbot.waitSignal(store.finished, timeout=SLOW):
        store.download("large")
    pack = store.pack("large")
    assert pack is not None
    assert not pack.installed
    assert store.is_outdated("large")
    assert not store.is_outdated("mini")
    detail = PackDetail()
    qtbot.addWidget(detail)
    detail.show_pack(pack, store, used=False, opening=False)
    assert all(button.isHidden() for button in detail.buttons.values())
    assert "Looking" in state_words(store, pack)
    rest(qtbot, store)
    assert not store.is_outdated("large")
    with qtbot.waitSignal(store.finished, timeout=SLOW):
        store.verify("mini")
    assert not store.is_outdated("mini")
