"""One run with its folder: the data it reads, the checkpoints it keeps, what it tells and shows."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from paella_core.errors import TrainingError
from paella_core.training.checkpoint import Checkpoints, State
from paella_core.training.data import Batch
from paella_core.training.data.batches import Division, batches
from paella_core.training.data.encoded import Encoded
from paella_core.training.data.sample import Source
from paella_core.training.data.sources import open_source
from paella_core.training.distributed import Share, in_turn
from paella_core.training.encoders import MAKERS
from paella_core.training.log import Log, LogConfig, Told, note_left_out
from paella_core.training.loop import Around
from paella_core.training.optimisation import Average, averaged
from paella_core.training.pack_parts import PackParts
from paella_core.training.sheets import SampleConfig, Sheets
from paella_core.training.task import Setting, Task


class Session:
    """What surrounds the loop."""

    def __init__(self, task: Task, setting: Setting, share: Share, folder: Path, told: Told) -> None:
        self._task, self._run, self._share, self._folder = task, setting.run, share, folder
        self._told: Told = told
        with in_turn(share):  # what one process finds out about the data, the others read
            self._source, self._workers = open_source(setting.config)
        check_encoded(self._source, setting.parts, task.asks)
        self._division = Division(setting.run.batch_size, setting.run.part_size, share)
        self._checkpoints = Checkpoints(folder / "checkpoints", setting.run.keep)
        self._sheets = Sheets(setting.config.section("samples", SampleConfig), setting, task.role, folder, self._source)
        self._log_config = setting.config.section("log", LogConfig)
        self._log: Log | None = None
        self._left_out = 0
        folder.mkdir(parents=True, exist_ok=True)

    def batches(self, steps: range) -> Iterator[list[Batch]]:
        """This process's parts of the batches of steps."""
        return batches(self._source, self._division, steps, self._workers)

    def around(self, stop: Callable[[], bool]) -> Around:
        """What the loop tells."""
        return Around(self._share, self._checkpoints, stop, self._begin, self._after, self._tell, self._saved)

    def close(self) -> None:
        """The run is over."""
        if self._log is not None:
            self._log.close()

    def _begin(self, done: int, state: State) -> None:
        demand_room(self._folder, self._run.keep + 1, state)
        if self._share.leads:
            self._log = Log(self._folder, self._log_config, self._run.steps, done, self._told)
            self._log.say(self._source.about)

    def _after(self, parts: list[Batch]) -> None:
        left_out = [sentence for part in parts for sentence in part.left_out]
        note_left_out(self._folder, self._share.index, left_out)
        self._left_out += len(left_out)
        if self._log is not None:
            self._log.advance()

    def _tell(self, step: int, numbers: dict[str, float]) -> None:
        if self._log is not None:
            self._log.write(step, {**numbers, "left_out": self._left_out} if self._left_out else numbers)

    def _saved(self, step: int, average: Average) -> None:
        if not self._sheets.wanted:
            return
        weights = averaged(self._task, average)
        if self._log is not None:
            self._log.sheet(step, self._sheets.draw(weights))


def check_encoded(source: Source, parts: PackParts, asks: Sequence[str]) -> None:
    """Raises TrainingError where samples were precomputed by other networks than the pack's or for another training."""
    if not isinstance(source, Encoded):
        return
    missing = [name for name in asks if MAKERS[name] in parts.networks and name not in source.manifest.names]
    if missing or not asks:
        raise TrainingError(
            f"{source.about} hold no {missing[0] if missing else 'pictures'}, which this training reads: "
            "precompute them for it, or train on the pictures."
        )
    source.manifest.check_networks({role: parts.identity(role) for role in source.manifest.networks})


def demand_room(folder: Path, checkpoints: int, state: State) -> None:
    """Raises TrainingError where the disk has no room for so many checkpoints."""
    needed, free = checkpoints * state.bytes_on_disk(), shutil.disk_usage(folder).free
    if needed > free:
        raise TrainingError(
            f"The checkpoints need {needed / 1e9:.1f} GB in {folder}, where {free / 1e9:.1f} GB are free. Make room, "
            "choose another --folder, or set [run] keep = 1."
        )
