"""From a few pictures of one thing to a concept: a word that prompts can name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import torch

from paella_core import devices
from paella_core.conditioning import concepts
from paella_core.conditioning.concepts import Concept
from paella_core.counting import counted_needs
from paella_core.errors import DeviceError
from paella_core.packs import manifest
from paella_core.packs.manifest import Manifest
from paella_core.packs.store import find
from paella_core.training.checkpoint import Checkpoints, State
from paella_core.training.config import Config
from paella_core.training.data import Batch
from paella_core.training.data.batches import Division, batches
from paella_core.training.data.concept import ConceptPictures, picture_files
from paella_core.training.distributed import Share
from paella_core.training.loop import Around, train
from paella_core.training.optimisation import averaged
from paella_core.training.pack_parts import PackParts
from paella_core.training.run import RunConfig
from paella_core.training.task import Setting
from paella_core.training.tasks.concept import ConceptTask

_NEEDED = ("denoiser", "vqgan", "byt5", "clip")
STEPS = 100
RATE = 0.1
BATCH = 4  # samples a step; upstream's 1 learns more by chance
KEPT = 0.9  # of the average, which is the word


@dataclass(frozen=True)
class Lesson:
    """What shall be learnt, and how. `pictures` are files or folders; see `ConceptSection` for `vectors` and `like`."""

    name: str
    pictures: Sequence[Path]
    pack: str = "mini"
    steps: int = STEPS
    vectors: int = 8
    like: str = ""
    seed: int = 1
    device: str = "auto"


@dataclass(frozen=True)
class Listener:
    """What hears of a lesson: each step (from 1) with its loss, and pictures that could not be used, in words."""

    step: Callable[[int, float], None]
    left_out: Callable[[str], None]


class Unkept(Checkpoints):
    """None: a lesson takes minutes, and begins anew."""

    def restore(self, state: State) -> int:  # noqa: ARG002
        return 0

    def save(self, step: int, state: State) -> None:
        """Nothing is written."""


def learn(lesson: Lesson, listener: Listener) -> Concept:
    """Learn a concept; it is not written yet.

    Raises:
        BadInput: there is no picture.
        NotSupported: the pack's denoiser reads no text.
        TrainingError: no picture can be used, or the numbers went astray.
        PackError, DeviceError: the pack or the device cannot be used.
    """
    files, folder = picture_files(lesson.pictures), find(lesson.pack)
    pack, device = manifest.read(folder), devices.choose(lesson.device)
    _demand_memory(pack, device)
    run, pictures = _run(lesson), ConceptPictures(files, pack.native_size, lesson.seed)
    section = {"vectors": lesson.vectors, "like": lesson.like}
    with devices.memory_explained(device):
        setting = Setting(Config(folder, {"concept": section}), run, device, PackParts.of_pack(folder, folder))
        task = ConceptTask(setting).to(device)
        division = Division(run.batch_size, run.part_size, Share())
        average = train(task, run, lambda steps: batches(pictures, division, steps, 0), _around(listener, folder))
    task.product.load_state_dict(averaged(task, average))
    encoders = concepts.encoders_of(pack)
    vectors = {role: task.product.vectors(role).detach().cpu().numpy() for role in encoders}
    return Concept(lesson.name, pack.name, metadata.version("paella-studio"), len(files), encoders, vectors)


def _demand_memory(pack: Manifest, device: torch.device) -> None:
    """Raises DeviceError where the networks do not fit: gradients go through all of them at once, in float32."""
    numbers = counted_needs(pack).numbers
    needed = sum(numbers.get(role, 0) for role in _NEEDED) * torch.float32.itemsize
    free = devices.free_bytes(device)
    if needed > free:
        raise DeviceError(
            f"To learn a concept with the pack {pack.name!r} takes more than {needed / 1e9:.1f} GB of memory; "
            f"{free / 1e9:.1f} GB are free. Close other programs, choose another --device, or a smaller pack."
        )


def _run(lesson: Lesson) -> RunConfig:
    """Upstream's rate, constant; the samples of a step one after the other, so that memory is that of one."""
    return RunConfig(
        lesson.steps,
        batch_size=BATCH,
        part_size=1,
        learning_rate=RATE,
        schedule="constant",
        warmup_steps=0,
        beta2=0.999,
        ema=KEPT,
        seed=lesson.seed,
        log_every=1,
        checkpoint_every=lesson.steps,
    )


def _around(listener: Listener, folder: Path) -> Around:
    def after(parts: list[Batch]) -> None:
        for sentence in {sentence for part in parts for sentence in part.left_out}:
            listener.left_out(sentence)

    return Around(
        share=Share(),
        checkpoints=Unkept(folder, 1),
        stop=lambda: False,
        begin=lambda _done, _state: None,
        after=after,
        log=lambda step, numbers: listener.step(step, numbers["loss"]),
        saved=lambda _step, _average: None,
    )
