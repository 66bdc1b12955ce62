"""What can be trained, by its name on the command line and the type of its network."""

from __future__ import annotations

from collections.abc import Mapping

from paella_core.errors import TrainingError
from paella_core.training.pack_parts import PackParts
from paella_core.training.task import Task
from paella_core.training.tasks.clip import ClipTask
from paella_core.training.tasks.clip2img import Clip2ImgTask
from paella_core.training.tasks.denoiser import DenoiserTask
from paella_core.training.tasks.denoiser_v1 import DenoiserV1Task
from paella_core.training.tasks.prior import PriorTask
from paella_core.training.tasks.text import TextTask
from paella_core.training.tasks.vqgan import VQGANTask
from paella_core.training.tasks.watercolor import WatercolorTask

KINDS: Mapping[str, Mapping[str, type[Task]]] = {
    "vqgan": {"vqgan_f4": VQGANTask, "vqgan_watercolor": WatercolorTask},
    "text": {"byt5": TextTask},
    "clip": {"clip": ClipTask},
    "prior": {"prior": PriorTask},
    "denoiser": {"paella": DenoiserTask, "denoise_unet": DenoiserV1Task},
    "clip2img": {"clip2img": Clip2ImgTask, "clip2img_attention": Clip2ImgTask},
}
SECTIONS = ("pack", "network", "data", "run", "log", "samples", "conditions", "noise", "loss")


def role_of(kind: str) -> str:
    """What a kind of training makes for a pack."""
    return next(iter(KINDS[kind].values())).role


def task_type(kind: str, parts: PackParts) -> type[Task]:
    """The task of a kind for a pack's network.

    Raises:
        TrainingError: the pack's network is not of that kind.
    """
    network = parts.network(role_of(kind))
    if network.type not in KINDS[kind]:
        raise TrainingError(
            f"The pack's {role_of(kind)} is a {network.type}, which `paella train {kind}` does not train; "
            f"it trains {', '.join(KINDS[kind])}."
        )
    return KINDS[kind][network.type]
