"""Several processes under torchrun: they learn what one would, and a killed run goes on with as many or others."""

import os
import shutil
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest
from trained import finish, metrics, torchrun, train

from paella_core.training.data.order import Shuffle

PICTURES, BATCH, STEPS, KEPT_EVERY = 24, 8, 12, 2
COUNTED = f'''
import os
from pathlib import Path
import numpy as np

class Pictures:
    """Notes who reads what."""
    def __len__(self):
        return {PICTURES}
    def __getitem__(self, index):
        with open(Path("seen") / f"{{os.environ['SEEN']}}-{{os.getpid()}}", "a") as file:
            file.write(f"{{index}}\\n")
        return np.full((32, 32, 3), index, np.uint8), f"picture {{index}}"
'''
LONGER = ["--set", f"run.steps={STEPS}", "--set", f"run.batch_size={BATCH}", "--set", "run.learning_rate=1e-3"]
KEEPING = ["--set", f"run.checkpoint_every={KEPT_EVERY}", "--set", "run.keep=100"]
OWN = ["--set", 'data.source="counted:Pictures"', *KEEPING, *LONGER]


@pytest.fixture
def workshop(trained: Path, tmp_path: Path) -> Path:
    """A folder of one's own with the small configurations, the pack, and pictures whose readings are counted."""
    for config in trained.glob("*.toml"):
        shutil.copy(config, tmp_path)
    shutil.copytree(trained / "pack", tmp_path / "pack")
    (tmp_path / "counted.py").write_text(COUNTED)
    (tmp_path / "seen").mkdir()
    return tmp_path


@pytest.mark.parametrize("sharding", ["ddp", "fsdp"])
def test_two_processes_learn_what_one_learns(workshop: Path, sharding: str) -> None:
    more = ["--set", "run.steps=20", "--set", "run.batch_size=8", "--set", "run.learning_rate=1e-3"]
    together = torchrun(workshop, "denoiser", 2, *more, "--set", f'run.sharding="{sharding}"', run="two")
    assert train(workshop, "denoiser", *more, run="one") == 0
    finish(together)
    losses = {run: [line["loss"] for line in metrics(workshop, "denoiser", run)] for run in ("one", "two")}
    assert len(losses["one"]) == 20
    assert losses["two"] == pytest.approx(losses["one"], abs=1e-5)
    assert losses["one"][-1] < losses["one"][0]


def test_parts_and_recomputing_change_nothing(workshop: Path) -> None:
    more = ["--set", "run.batch_size=6", "--set", "run.steps=6"]
    assert train(workshop, "denoiser", *more, run="whole") == 0
    assert (
        train(workshop, "denoiser", *more, "--set", "run.part_size=2", "--set", "run.recompute=true", run="parts") == 0
    )
    whole, parts = ([line["loss"] for line in metrics(workshop, "denoiser", run)] for run in ("whole", "parts"))
    assert parts == pytest.approx(whole, abs=1e-5)


@pytest.mark.parametrize(("sharding", "processes"), [("fsdp", 1), ("ddp", 4)])
def test_a_killed_run_goes_on_with_other_processes(
    workshop: Path, monkeypatch: pytest.MonkeyPatch, sharding: str, processes: int
) -> None:
    """Nothing is seen twice or skipped: each epoch's pictures are read once, and the weights are those of a run that
    was never killed."""
    monkeypatch.chdir(workshop)
    monkeypatch.syspath_prepend(str(workshop))
    own = [*OWN, "--set", f'run.sharding="{sharding}"']
    monkeypatch.setenv("SEEN", "killed")
    process = torchrun(workshop, "prior", 2, *own, run="killed")
    kill_after_a_checkpoint(process, workshop / "killed" / "prior")
    process.communicate(timeout=150)
    assert process.returncode != 0
    done = max(kept(workshop / "killed" / "prior"))
    assert 0 < done < STEPS
    monkeypatch.setenv("SEEN", "resumed")
    finish(torchrun(workshop, "prior", processes, *own, run="killed"))
    order = Shuffle(1, PICTURES)
    assert seen(workshop, "resumed") == Counter(order.index(n) for n in range(done * BATCH, STEPS * BATCH))
    monkeypatch.setenv("SEEN", "whole")
    assert train(workshop, "prior", *own, run="whole") == 0
    assert set(seen(workshop, "whole").values()) == {STEPS * BATCH // PICTURES}
    losses = [[line["loss"] for line in metrics(workshop, "prior", run)] for run in ("killed", "whole")]
    assert losses[0] == pytest.approx(losses[1], abs=1e-5)


def kill_after_a_checkpoint(process: subprocess.Popen[str], run: Path) -> None:
    """Kill one of the processes of a launcher once a checkpoint is on the disk."""
    while process.poll() is None and not kept(run):
        time.sleep(0.02)
    os.kill(worker(process), signal.SIGKILL)


def kept(run: Path) -> list[int]:
    """The steps of a run's whole checkpoints."""
    return [int(path.name.removeprefix("step-")) for path in (run / "checkpoints").glob("step-*[0-9]")]


def worker(process: subprocess.Popen[str]) -> int:
    """One of the processes that a launcher started."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return int(children[-1])


def seen(folder: Path, run: str) -> Counter[int]:
    """How often each picture was read, beyond the look at the first that every opening takes."""
    files = list((folder / "seen").glob(f"{run}-*"))
    return Counter(int(line) for file in files for line in file.read_text().splitlines()) - Counter({0: len(files)})


@pytest.mark.slow
def test_torchrun_restarts_a_killed_run_by_itself(workshop: Path) -> None:
    more = [*LONGER, *KEEPING]
    assert train(workshop, "text", *more, run="whole") == 0
    process = torchrun(workshop, "text", 2, *more, run="restarted", restarts=1)
    kill_after_a_checkpoint(process, workshop / "restarted" / "text")
    finish(process)
    losses = [[line["loss"] for line in metrics(workshop, "text", run)] for run in ("restarted", "whole")]
    assert losses[0] == pytest.approx(losses[1], abs=1e-5)


def test_a_batch_that_cannot_be_shared_is_refused(workshop: Path) -> None:
    said, _ = torchrun(workshop, "text", 2, "--set", "run.batch_size=3", run="odd").communicate(timeout=150)
    assert "2 processes cannot share evenly. Choose a multiple of 2." in said
