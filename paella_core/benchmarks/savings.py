"""What single savings bring, measured with the pack that comes with the program."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

import torch

from paella_core.benchmarks import codec
from paella_core.benchmarks.guided_runs import MINI, PROMPT, SEED, pack_of
from paella_core.benchmarks.timing import Seconds, interleaved
from paella_core.draws import headed, multinomial
from paella_core.engine import Engine
from paella_core.networks.layers import Pointwise
from paella_core.networks.paella import PaellaConfig
from paella_core.params import SamplingParams
from paella_core.randomness import CountedRandomness
from paella_core.request import Generate, Request
from paella_core.schedule import Schedule

MANY = 8
SIDE = 256  # pixels
CONFIG = PaellaConfig()


@dataclass(frozen=True)
class Setting:
    """Where, in which numbers, of how many steps and how often."""

    device: torch.device
    dtype: torch.dtype
    steps: int
    runs: int


def variations(setting: Setting) -> dict[str, Any]:
    """One picture against eight in one run: `times` is how many times as long they take."""
    engine, side = Engine(pack_of(MINI, setting.device, setting.dtype)), SIDE // 2

    def of(count: int) -> Callable[[], None]:
        params = SamplingParams(seed=SEED, steps=setting.steps, count=count)
        return partial(finish, engine, Generate(PROMPT, (side, side), params=params))

    taken = interleaved({"one": of(1), "eight": of(MANY)}, setting.runs, setting.device)
    return {"seconds": _plain_values(taken), "times": taken["eight"].median / taken["one"].median}


def inpaint(setting: Setting) -> dict[str, Any]:
    """The draw of a step and the output head before it, as large as published, where a tenth of the tokens may change:
    `share` is what is left of their full cost."""
    labels, cells, device = CONFIG.num_labels, SIDE // 4 * (SIDE // 4), setting.device
    head = Pointwise(CONFIG.c_out, labels, bias=False).to(device, setting.dtype).requires_grad_(False)
    randomness = CountedRandomness([SEED], labels, SIDE // 4, SIDE // 4, device=device)
    pick = multinomial(Schedule.linear(1), randomness)
    draw = headed(head.of_rows, pick, labels)
    rows_NC = torch.randn(cells, CONFIG.c_out, device=device, dtype=setting.dtype)

    def of(count: int) -> Callable[[], object]:
        cells_N = torch.arange(count, device=device)
        return lambda: draw(rows_NC[cells_N], 0, cells_N)

    taken = interleaved({"everything": of(cells), "a tenth": of(cells // 10)}, setting.runs, device)
    return {"seconds": _plain_values(taken), "share": taken["a tenth"].median / taken["everything"].median}


def crop(setting: Setting) -> dict[str, Any]:
    """A small edit of a large picture through the published VQGAN, which takes minutes as a whole."""
    return codec.measured(setting.runs)


SAVINGS: Mapping[str, Callable[[Setting], dict[str, Any]]] = {
    "variations": variations,
    "inpaint": inpaint,
    "codec": crop,
}
QUICK = ("variations", "inpaint")
"""Those that do not take minutes."""


def finish(engine: Engine, request: Request) -> None:
    """Run a request to its end."""
    for _ in engine.run(request, previews=False):
        pass


def _plain_values(taken: Mapping[str, Seconds]) -> dict[str, Any]:
    return {name: asdict(each) for name, each in taken.items()}
