"""What a run tells: a file of numbers, a progress bar, and TensorBoard or Weights & Biases where they are asked for."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

import numpy as np
from PIL import Image
from tqdm import tqdm

from paella_core.atomic import replacing, write_text
from paella_core.errors import TrainingError

FILE_NAME = "metrics.jsonl"
Told = Literal["bar", "lines", "nothing"]
"""What the terminal sees."""


@dataclass(frozen=True)
class LogConfig:
    """The section `log`: TensorBoard's files are written beside the metrics; `wandb` names a project there."""

    tensorboard: bool = False
    wandb: str = ""


class Log:
    """The log of a run's folder: one JSON object a line, with the step, the seconds since the run (re)started, and
    the numbers given. A run that goes on from an earlier step takes back what was logged after it."""

    def __init__(self, folder: Path, config: LogConfig, steps: int, done: int, told: Told) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._told, self._start = folder, told, time.monotonic()
        self._boards = boards(config, folder)
        self._bar = tqdm(total=steps, initial=done, unit="step", disable=told != "bar", file=sys.stderr)
        take_back(folder / FILE_NAME, done)

    def write(self, step: int, numbers: Mapping[str, float]) -> None:
        """Log the numbers after a step."""
        rounded = {name: float(f"{value:.7g}") for name, value in numbers.items()}
        line = json.dumps({"step": step, "seconds": round(time.monotonic() - self._start, 1), **rounded})
        with (self._folder / FILE_NAME).open("a", encoding="utf-8") as file:
            file.write(line + "\n")
        for board in self._boards:
            board.numbers(step, numbers)
        self._bar.set_postfix(loss=f"{numbers['loss']:.4g}")
        if self._told == "lines":
            print(line, flush=True)

    def say(self, sentence: str) -> None:
        """Tell a person something, above the bar."""
        if self._told == "bar":
            self._bar.write(sentence, file=sys.stderr)

    def advance(self) -> None:
        """A step is done."""
        self._bar.update()

    def sheet(self, step: int, picture: np.ndarray) -> None:
        """Keep a sheet of samples, (H, W, 3) uint8."""
        folder = self._folder / "samples"
        folder.mkdir(exist_ok=True)
        with replacing(folder / f"step-{step:08}.png") as temporary:
            Image.fromarray(picture).save(temporary, "PNG")
        for board in self._boards:
            board.sheet(step, picture)

    def close(self) -> None:
        """Everything was said."""
        self._bar.close()
        for board in self._boards:
            board.close()


def note_left_out(folder: Path, process: int, sentences: Sequence[str]) -> None:
    """List samples that a process could not use."""
    if sentences:
        with (folder / f"left-out-{process}.txt").open("a", encoding="utf-8") as file:
            file.writelines(f"{sentence}\n" for sentence in sentences)


def take_back(path: Path, done: int) -> None:
    """Remove the lines after a step, which will be walked again."""
    if not path.exists():
        return
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if line.endswith("\n") and json.loads(line)["step"] <= done]
    write_text(path, "".join(kept))


class TensorBoard:
    """A run's files for TensorBoard."""

    def __init__(self, folder: Path) -> None:
        self._writer = wanted("torch.utils.tensorboard", "tensorboard").SummaryWriter(str(folder / "tensorboard"))

    def numbers(self, step: int, numbers: Mapping[str, float]) -> None:
        for name, value in numbers.items():
            self._writer.add_scalar(name, value, step)

    def sheet(self, step: int, picture: np.ndarray) -> None:
        self._writer.add_image("samples", picture, step, dataformats="HWC")

    def close(self) -> None:
        self._writer.close()


class WeightsAndBiases:
    """A run at Weights & Biases, or in its files where it is told to stay offline (WANDB_MODE)."""

    def __init__(self, project: str, folder: Path) -> None:
        self._wandb = wanted("wandb", "wandb")
        self._run = self._wandb.init(project=project, dir=str(folder))

    def numbers(self, step: int, numbers: Mapping[str, float]) -> None:
        self._run.log(dict(numbers), step=step)

    def sheet(self, step: int, picture: np.ndarray) -> None:
        self._run.log({"samples": self._wandb.Image(picture)}, step=step)

    def close(self) -> None:
        self._run.finish()


def boards(config: LogConfig, folder: Path) -> list[TensorBoard | WeightsAndBiases]:
    """What was asked for beside the file."""
    made: list[TensorBoard | WeightsAndBiases] = []
    if config.tensorboard:
        made.append(TensorBoard(folder))
    if config.wandb:
        made.append(WeightsAndBiases(config.wandb, folder))
    return made


def wanted(module: str, package: str) -> Any:
    """A module of an optional package.

    Raises:
        TrainingError: it is not installed.
    """
    try:
        return import_module(module)
    except ImportError:
        raise TrainingError(f"[log] asks for {package}, which is not installed: pip install {package}.") from None
