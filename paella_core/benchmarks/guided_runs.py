"""A guided run of a family by the engine and by the plain path, in turns and on the same weights."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor

from paella_core.benchmarks.held_pack import HeldPack
from paella_core.benchmarks.plain_families import PLAIN, PlainEngine
from paella_core.benchmarks.random_weights import RandomPack
from paella_core.benchmarks.timing import Seconds, interleaved
from paella_core.engine import Engine
from paella_core.packs import manifest as manifests
from paella_core.packs.published import PUBLISHED
from paella_core.packs.store import find
from paella_core.params import SamplingParams
from paella_core.request import Generate, Request
from paella_core.residency import MemoryPlan

MINI = "mini"
FAMILIES = (MINI, *PUBLISHED)
PROMPT = "a red boat on a lake at dusk"
SEED = 7
ENGINE, PLAIN_PATH, UNDER_AUTOCAST = "engine", "plain float32", "plain, autocast"


@dataclass(frozen=True)
class GuidedRun:
    """What runs of `steps` guided steps took: seconds by variant.

    `agree` is the share of the last step's tokens in which the engine and the plain path in float32 agree, None where
    the family has no plain path.
    """

    family: str
    side: int
    steps: int
    precision: str
    seconds: Mapping[str, Seconds]
    agree: float | None

    @property
    def ratios(self) -> dict[str, float]:
        """How many times the engine's time each other variant takes."""
        own = self.seconds[ENGINE].median
        return {name: each.median / own for name, each in self.seconds.items() if name != ENGINE}


class Variant(NamedTuple):
    """A way to run: an engine, the pack that it is on, and what it runs within."""

    engine: Engine
    pack: HeldPack
    within: AbstractContextManager[object] = nullcontext()

    def run(self, request: Request) -> Tensor | None:
        """To the end -> the tokens of which the last picture was made, if it was made of tokens."""
        with self.within:
            for _ in self.engine.run(request, previews=False):
                pass
        return self.pack.decoded_BHW


def guided_run(family: str, side: int, steps: int, runs: int, device: torch.device, dtype: torch.dtype) -> GuidedRun:
    """Measure a family at a size in pixels: a picture from words.

    Raises:
        PaellaError: it cannot run here.
    """
    request = Generate(PROMPT, (side, side), params=SamplingParams(seed=SEED, steps=steps))
    tokens: dict[str, Tensor | None] = {}

    def running(name: str, variant: Variant) -> Callable[[], None]:
        return lambda: tokens.update({name: variant.run(request)})

    variants = variants_of(family, device, dtype)
    taken = interleaved({name: running(name, each) for name, each in variants.items()}, runs, device)
    agree = agreement(tokens[ENGINE], tokens.get(PLAIN_PATH))
    return GuidedRun(family, side, steps, str(dtype).removeprefix("torch."), taken, agree)


def variants_of(family: str, device: torch.device, dtype: torch.dtype) -> dict[str, Variant]:
    """The engine in a precision; where the family has tokens the plain path, and in a GPU's half precision also that
    under autocast, which is how the published code is run."""
    pack = pack_of(family, device, dtype)
    variants = {ENGINE: Variant(Engine(pack), pack)}
    if pack.manifest.family not in PLAIN:
        return variants
    full = pack if dtype == torch.float32 else pack_of(family, device, torch.float32)
    variants[PLAIN_PATH] = Variant(PlainEngine(full), full)
    if device.type == "cuda" and dtype != torch.float32:
        variants[UNDER_AUTOCAST] = Variant(PlainEngine(full), full, torch.autocast(device.type, dtype))
    return variants


def pack_of(family: str, device: torch.device, dtype: torch.dtype) -> HeldPack:
    """The pack that comes with the program, or a published one with random weights."""
    if family == MINI:
        folder = find(MINI)
        return HeldPack(folder, manifests.read(folder), device, MemoryPlan("keep", dtype, dtype, 0))
    return RandomPack(PUBLISHED[family], device, dtype)


def agreement(tokens_BHW: Tensor | None, plain_BHW: Tensor | None) -> float | None:
    """The share of tokens that are the same."""
    if tokens_BHW is None or plain_BHW is None or tokens_BHW.shape != plain_BHW.shape:
        return None
    return float((tokens_BHW == plain_BHW).float().mean())
